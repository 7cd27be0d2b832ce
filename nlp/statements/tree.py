"""Reading a parse: subjects, arguments and the words that belong to a nominal or a clause.

Labels are those of Universal Dependencies 2. Ranges are pairs of token positions in a paragraph's
``Doc``, both included. Nothing here trusts the parser further than one step: whatever it says, the
answers are ranges inside the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from claimwire.model import Span
from nlp.reading import Paragraph

Range = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
ANY_SUBJECTS = SUBJECTS | PASSIVE_SUBJECTS
RELATIVES = frozenset({"who", "which", "that", "whom"})
_NOMINAL_LEFT = frozenset(
    {"det", "det:predet", "amod", "compound", "nmod:poss", "nummod", "flat", "nmod", "appos"}
    | {"nmod:unmarked", "nmod:desc", "obl"}
)
_NOMINAL_RIGHT = frozenset(
    {"flat", "flat:name", "compound", "nmod", "nummod", "conj", "goeswith", "nmod:unmarked"}
    | {"nmod:desc", "fixed"}
)
_CLAUSE_PUNCT = frozenset(",;:.—–-()[]")
_CUE_PARTS = frozenset({"aux", "aux:pass", "cop"})


def first(token: Token, *labels: str) -> Token | None:
    """Return the first child under any of these labels."""
    return next((child for child in token.children if child.dep_ in labels), None)


def lower(token: Token) -> str:
    """Return the word in small letters."""
    word: str = token.lower_
    return word or str(token.text).lower()


def lemma(token: Token) -> str:
    """Return the lemma in small letters, or the word where the model gives none."""
    word: str = token.lemma_
    return (word or str(token.text)).lower()


def words_in(paragraph: Paragraph, span: Span) -> list[Token]:
    """Return the tokens that lie wholly or partly inside a span of the text."""
    return list(paragraph.tokens_in(span))


def extent(token: Token) -> Range:
    """Return the range from the first to the last word under a token."""
    return int(token.left_edge.i), int(token.right_edge.i)


def is_verb(token: Token) -> bool:
    """Say whether a token is used as a verb, its participles as modifiers of nouns aside. A subject
    with a subject of its own is one: *the cable, which requests staff raise the matter*."""
    verbal = token.pos_ in {"VERB", "AUX"} or (
        token.tag_ in {"VBD", "VBZ", "VBP"} and token.dep_ in {"root", "ROOT", "conj", "ccomp"}
    )
    if not verbal or token.dep_ in {"amod", "compound", "aux", "fixed"}:
        return False
    if token.dep_ == "obj" and token.tag_ == "VBZ":
        return _has_own_subject(token)  # "faces claims that …": a noun, whatever its tag
    return token.dep_ not in {"nsubj", "nsubj:pass"} or _has_own_subject(token)


def is_participle(token: Token, *, past: bool) -> bool:
    """Say whether a verb is a participle, past or present, by its tag or else by its ending."""
    if token.tag_:
        return str(token.tag_) == ("VBN" if past else "VBG")
    return lower(token).endswith("ed" if past else "ing")


def is_passive(verb: Token) -> bool:
    """Say whether a verb form is passive: by its dependents, or as a bare past participle."""
    if is_passive_head(verb):
        return True
    if verb.dep_ == "acl" and is_participle(verb, past=True) and not _has_aux(verb):
        return True
    if first(verb, *SUBJECTS) is not None or first(verb, "obj") is not None:
        return False
    if verb.dep_ == "conj" and not _has_own_subject(verb):
        return is_participle(verb, past=True) and is_passive_head(verb.head)
    return verb.dep_ == "advcl" and is_participle(verb, past=True) and not _has_aux(verb)


def is_passive_head(verb: Token) -> bool:
    """Say whether a verb is passive by its own dependents; an active subject beside a passive one
    (*The claims …, it said*) overrules it."""
    labels = {child.dep_ for child in verb.children}
    if "aux:pass" in labels:
        return True
    return bool(labels & PASSIVE_SUBJECTS) and not labels & SUBJECTS


def _has_aux(verb: Token) -> bool:
    return any(c.dep_ == "aux" and lemma(c) == "have" for c in verb.children)


def _has_own_subject(verb: Token) -> bool:
    return any(c.dep_ in ANY_SUBJECTS for c in verb.children)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the nominal that a verb is predicated of, its own or one that it shares.

    Own subjects come first; a relative pronoun stands for its antecedent; a conjunct, a participle,
    an infinitive and an adverbial clause take theirs from the clause that they hang on.
    """
    if depth > 6:
        return None
    own = (
        _nearest(verb)
        or first(verb, *PASSIVE_SUBJECTS)
        or (None if is_passive_head(verb) else first(verb, "expl"))
    )
    if own is not None:
        if lower(own) in RELATIVES and own.pos_ in {"PRON", "DET", "SCONJ"}:
            antecedent = _antecedent(verb)
            return own if antecedent is None else antecedent
        return own
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "acl:relcl":
        return head if first(verb, "obj") is not None or verb.i > head.i else None
    if verb.dep_ == "acl":
        return _holder(head, depth)
    if verb.dep_ == "xcomp":
        controller = first(head, "obj") if lemma(head) in _OBJECT_CONTROL else None
        return controller or subject(head, depth + 1)
    if verb.dep_ in {"conj", "advcl", "parataxis"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        return subject(head, depth + 1)
    return None


def relative_pronoun(verb: Token) -> Token | None:
    """Return the relative pronoun that is a verb's subject, if it has one with an antecedent."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is None or lower(own) not in RELATIVES or own.pos_ not in {"PRON", "DET", "SCONJ"}:
        return None
    return own if _antecedent(verb) is not None else None


def _nearest(verb: Token) -> Token | None:
    """Return the subject nearest before a verb, else the first after it: where the parser gives
    two, the further one belongs to another clause."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    before = [child for child in own if child.i < verb.i]
    while len(before) > 1 and _is_listed(before[-2], before[-1]):
        before.pop()  # "the company, the ministry and the insurer said"
    return before[-1] if before else (own[0] if own else None)


def _is_listed(one: Token, other: Token) -> bool:
    """Say whether two subjects are the first members of a list that the parser took apart."""
    joined = other.left_edge.i - one.right_edge.i <= 2 and any(
        c.dep_ == "conj" for c in other.children
    )
    between = one.doc[one.right_edge.i + 1 : other.left_edge.i + 1]
    return joined and any(t.text == "," for t in between)


_OBJECT_CONTROL = frozenset(
    {"ask", "tell", "urge", "order", "want", "allow", "force", "lead", "prompt", "cause", "help"}
    | {"let", "make", "see", "hear", "invite"}
)


def _holder(noun: Token, depth: int) -> Token | None:
    """Return who a participle after a noun speaks of: the noun, unless it names an act or thing
    whose holder is the subject of the clause ("issued a statement saying")."""
    if noun.dep_ == "obj" and noun.pos_ == "NOUN":
        return subject(noun.head, depth + 1) or noun
    return noun


def _antecedent(verb: Token) -> Token | None:
    node = verb
    for _ in range(4):
        if node.dep_ == "acl:relcl":
            return _restricted(node)
        if node.dep_ != "conj":
            break
        node = node.head
    return _before_comma(verb)


def _before_comma(verb: Token) -> Token | None:
    """Return the noun before *, which* or *, who* where the parser hung the relative clause on a
    verb in it: *the cable, which requests staff raise the matter*."""
    own = first(verb, *SUBJECTS)
    if own is None or own.i < 2 or verb.dep_ not in SUBJECTS or lower(own) not in {"which", "who"}:
        return None
    noun = own.doc[own.i - 2]
    return noun if own.nbor(-1).text == "," and noun.pos_ in {"NOUN", "PROPN"} else None


def _restricted(clause: Token) -> Token:
    """Return what a relative clause describes. One with *that* and no comma narrows down what a
    common noun means, and never a name: *sent a memo to the Senate that accuses …* is of the memo,
    wherever the parser hangs it."""
    name = clause.head
    opens = clause.left_edge
    if name.pos_ != "PROPN" or lower(opens) != "that" or opens.i == 0:
        return name
    if opens.nbor(-1).text == "," or opens.i < name.i:
        return name
    above = name.head
    if name.dep_ == "nmod" and marker(name):
        return above if above.pos_ == "NOUN" else name
    if name.dep_ in {"obl", "iobj"} and above.pos_ == "VERB":
        things = [c for c in above.children if c.dep_ == "obj" and above.i < c.i < name.i]
        return things[0] if things and things[0].pos_ == "NOUN" else name
    return name


def marker(token: Token) -> str:
    """Return the preposition or subordinator that introduces a token, lower-cased, or ''."""
    for child in token.children:
        if child.dep_ in {"case", "mark"} and child.i < token.i:
            return lower(child)
    return ""


def nominal(head: Token, *, conjuncts: bool = True) -> Range:
    """Return the words of a nominal without its prepositions, clauses and set-off appositions."""
    start, end = head.i, head.i
    for child in head.children:
        if child.i < head.i:
            if child.dep_ in _NOMINAL_LEFT:
                start = min(start, child.left_edge.i)
        elif child.dep_ in _NOMINAL_RIGHT or (
            child.dep_ == "appos" and child.left_edge.i == end + 1
        ):
            if child.dep_ == "conj" and not (conjuncts and child.pos_ in {"NOUN", "PROPN", "PRON"}):
                break
            end = max(end, nominal(child)[1])
        elif child.dep_ in {"acl", "acl:relcl", "parataxis", "appos"}:
            break
    return start, end


def thing(head: Token, *, relatives: bool = True) -> Range:
    """Return the words of an object with its modifiers, but without a participle (nor, unless
    wanted, a relative clause) that a comma sets off: *its claim, accepting …* is two things."""
    start, end = extent(head)
    for child in head.subtree:
        loose = child.dep_ in {"acl", "advcl"} and child.tag_ == "VBG"
        loose = loose or (not relatives and child.dep_ in {"acl", "acl:relcl"})
        if loose and child.i > head.i and _after_comma(child):
            end = min(end, child.left_edge.i - 1)
    return start, max(end, head.i)


def _after_comma(token: Token) -> bool:
    edge = token.left_edge
    return edge.text == "," or (edge.i > 0 and token.doc[edge.i - 1].text == ",")


def conjuncts(head: Token) -> list[Token]:
    """Return a nominal and those coordinated with it, in order."""
    found = [head]
    for token in found:
        found.extend(c for c in token.children if c.dep_ == "conj" and c not in found)
        if len(found) > 40:
            break
    return sorted(found, key=lambda t: int(t.i))


def cue_range(verb: Token) -> Range:
    """Return a verb with the auxiliaries and the negation before it, and its particle."""
    start = end = verb.i
    for child in verb.children:
        between = child.i < verb.i and (child.dep_ in _CUE_PARTS or is_negation(child))
        if between and not any(_splits(verb.doc[i]) for i in range(child.i + 1, verb.i)):
            start = min(start, child.i)
        if child.dep_ == "compound:prt" and child.i == verb.i + 1:
            end = child.i
    return start, end


def _splits(token: Token) -> bool:
    return token.dep_ in ANY_SUBJECTS or token.is_punct or token.pos_ == "VERB"


def is_negation(token: Token) -> bool:
    """Say whether a word negates what it hangs on."""
    return lower(token) in {"not", "n't", "n’t", "never", "neither", "nor", "no"}


_WITHHOLDING = frozenset(
    {"refrain", "avoid", "abstain", "fail", "neglect", "forget", "refuse", "decline", "deny"}
)


def _is_withheld(verb: Token) -> bool:
    """Say whether somebody is said not to do what a verb says: *stopped short of saying*, *failed
    to admit*, *without naming anybody*."""
    if verb.tag_ not in {"VB", "VBG"} or verb.i == 0:
        return False
    before = [lower(t) for t in verb.doc[max(verb.i - 2, 0) : verb.i]]
    if before == ["short", "of"] or before[-1] == "without" or before[-2:] == ["rather", "than"]:
        return True
    under = verb.dep_ in {"xcomp", "advcl", "ccomp", "obl"} and verb.i - verb.head.i <= 3
    return under and lemma(verb.head) in _WITHHOLDING and not is_negated(verb.head)


def is_negated(verb: Token) -> bool:
    """Say whether a verb is negated, by an adverb, by its subject ("neither X nor Y said") or by
    what governs it ("stopped short of saying")."""
    if _is_withheld(verb):
        return True
    if any(
        is_negation(c) and c.dep_ in {"advmod", "cc:preconj", "cc"} and c.i < verb.i
        for c in verb.children
    ):
        return True
    who = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if who is None:
        return False
    return any(lower(c) in {"no", "neither", "none"} for c in [who, *who.children])


def pieces(span: Range, removed: Iterable[Range]) -> list[Range]:
    """Return what is left of a range when others are taken out of it, in order."""
    left = [span]
    for low, high in removed:
        parts: list[Range] = []
        for start, end in left:
            if high < start or low > end:
                parts.append((start, end))
                continue
            if start < low:
                parts.append((start, low - 1))
            if high < end:
                parts.append((high + 1, end))
        left = parts
    return sorted(left)


def climb(token: Token) -> Iterator[Token]:
    """Yield the tokens above a token, nearest first."""
    seen = 0
    while token.head != token and seen < 100:
        token = token.head
        seen += 1
        yield token


def is_clause_punct(token: Token) -> bool:
    """Say whether a token is punctuation that may be trimmed from the ends of a clause."""
    return bool(token.text) and all(mark in _CLAUSE_PUNCT for mark in token.text)
