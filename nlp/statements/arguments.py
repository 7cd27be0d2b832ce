"""The arguments of one cue verb, gathered once, and which frame of the lexicon they fill."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from claimwire.model import Span
from nlp.statements import order, tree
from nlp.statements.draft import Scene
from nlp.statements.lexicon import Verb
from nlp.statements.voices import voice

_CLAUSES = frozenset({"ccomp", "ccomp:obj"})
_OBLIQUES = ("obl", "advcl", "obl:agent", "obl:unmarked", "nmod", "acl", "xcomp", "advmod")
_BE = frozenset(
    {"be", "is", "are", "was", "were", "been", "being", "get", "gets", "got", "'s", "’s"}
)
_EACH_OTHER = frozenset({"each", "one", "other", "another"})
_BLAMED = frozenset({"guilty", "responsible"})
_QUESTION_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "who", "when", "where", "which"}
)


@dataclass(slots=True)
class Arguments:
    """What hangs on a cue verb, as far as frames ask for it."""

    verb: Token
    subject: Token | None
    passive: bool
    clause: Token | None = None
    infinitive: Token | None = None
    predicate: Token | None = None  # "call it P"
    named: tree.Range | None = None  # the words of P, where the parse does not give them
    object: Token | None = None
    recipient: Token | None = None
    obliques: list[tuple[str, Token]] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)

    def oblique(self, mark: str) -> Token | None:
        """Return the dependent that a preposition or particle introduces."""
        return next((token for found, token in self.obliques if found == mark), None)


def gather(scene: Scene, verb: Token) -> Arguments:
    """Collect the arguments of a verb."""
    found = Arguments(verb, voice(scene, verb), tree.is_passive(verb) and not _is_active(verb))
    second = order.second_subject(verb)
    for child in verb.children:
        if child == second:
            found.object = child
        elif child.dep_ in _CLAUSES and not _is_tail(scene, verb, child):
            _clausal(found, child)
        elif child.dep_ == "xcomp":
            _open(found, child)
        elif child.dep_ == "obj":
            _objective_of(found, child)
        elif child.dep_ == "obl" and found.object is None and _bare(scene, child, verb):
            found.object = child
        elif child.dep_ == "iobj":
            found.recipient = child
        elif child.dep_ == "parataxis" and _is_said(scene, verb, child):
            _clausal(found, child)
        if child.dep_ == "compound:prt":
            found.obliques.append((tree.lower(child), child))
        elif child.dep_ in _OBLIQUES:
            _mark(found, child)
    _mend(scene, found)
    found.obliques = [(mark, t) for mark, t in found.obliques if not _is_date(scene, mark, t)]
    return found


def _is_date(scene: Scene, mark: str, token: Token) -> bool:
    """Say whether an oblique tells a day, and no matter: *indicted on Thursday on charges of …*."""
    if mark != "on" or token.pos_ != "PROPN":
        return False
    return bool(scene.reading.dates_in(scene.paragraph.span_of(token, token)))


def _is_active(verb: Token) -> bool:
    """Say whether a verb that the parser took for a passive is plainly none: a subject right before
    it without *be*, and *that* behind it (*Doe claimed in an interview that …*)."""
    low = verb.i
    for child in verb.lefts:
        if child.dep_ in tree.ANY_SUBJECTS:
            low = min(low, child.i)
    before = {tree.lower(t) for t in verb.doc[low : verb.i]}
    if low == verb.i or before & _BE or verb.dep_ in {"acl", "advcl"}:
        return False
    after = verb.doc[verb.i + 1 : min(verb.i + 10, int(verb.sent.end))]
    return any(tree.lower(t) == "that" for t in after) and tree.first(verb, "obl:agent") is None


def _objective_of(found: Arguments, child: Token) -> None:
    verb = found.verb
    if (
        tree.lower(child) in {"which", "whom", "who"}
        and verb.dep_ == "acl:relcl"
        and (child.i < verb.i)
    ):
        child = verb.head  # "Nimbus, which Acme accused of theft"
    if found.object is None:
        found.object = child
    elif tree.marker(child) == "as":
        found.obliques.append(("as", child))
    elif found.object.i < found.verb.i:
        found.predicate = found.predicate or child  # "which it called groundless claims"


def _mend(scene: Scene, found: Arguments) -> None:
    """Take for arguments what the parser hung one step off."""
    _of_antecedent(found)
    if _is_gerund_alone(found):
        found.object, found.predicate = found.predicate, None  # "denied copying it"
    if found.object is None and found.predicate is not None:
        found.object, found.recipient = found.recipient, None  # "calling them groundless"
    _to_do(found)
    if found.object is None and found.infinitive is not None and found.recipient is not None:
        found.object, found.recipient = found.recipient, None  # "told staff to act"
    _told(scene, found)
    if found.predicate is not None and tree.lower(found.predicate) in _BLAMED:
        for child in found.predicate.rights:
            _mark(found, child)  # "pleaded guilty to theft", "held Acme responsible for it"
    order.quoted_predicate(scene, found)
    order.called(scene, found)
    order.named(scene, found)
    if found.recipient is not None:  # "warned lawmakers of theft", hung on the lawmakers
        for child in found.recipient.rights:
            if child.dep_ in {"nmod", "acl"}:
                _mark(found, child)
    if found.object is None:
        return
    for holder in tree.conjuncts(found.object):
        for child in holder.children:
            if child.i > found.verb.i and child.dep_ in {"nmod", "acl", "advcl", "obl"}:
                _mark(found, child)
    if found.oblique("of") is None:
        order.mark_gerund(found, found.object)


def _of_antecedent(found: Arguments) -> None:
    """Give *Nimbus, which Acme accused of theft* its object: who stands before the pronoun."""
    verb = found.verb
    if verb.dep_ != "acl:relcl" or found.object is not None or found.passive:
        return
    before = [child for child in verb.children if child.i < verb.i]
    if verb.head.tag_ in {"WP", "WDT"} and verb.head.i > 1:  # hung on the pronoun itself
        own = [c for c in before if c.dep_ in tree.SUBJECTS]
        holder = verb.doc[verb.head.i - 2]
        if own and verb.doc[verb.head.i - 1].text == "," and holder.pos_ in {"NOUN", "PROPN"}:
            found.object, found.subject = holder, own[-1]
        return
    pronoun = next((c for c in before if c.tag_ in {"WDT", "WP"}), None)
    own = [c for c in before if c.dep_ in tree.SUBJECTS and c != pronoun]
    if pronoun is not None and own and pronoun.i < own[-1].i:
        found.object, found.subject = verb.head, own[-1]


def _is_gerund_alone(found: Arguments) -> bool:
    alone = found.object is None and found.recipient is None and found.predicate is not None
    if not alone or found.predicate is None:
        return False
    having = any(c.tag_ == "VBG" and c.dep_.startswith("aux") for c in found.predicate.lefts)
    noun = found.predicate.pos_ == "NOUN" and tree.lower(found.predicate).endswith("ing")
    return found.predicate.tag_ == "VBG" or noun or having  # "denied having copied it"


def _is_tail(scene: Scene, verb: Token, clause: Token) -> bool:
    """Say whether a clause is *…, Reuters reported* at the end of a sentence and not what the verb
    before it says."""
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(clause), ())
    if clause.i < verb.i or not any(entry.has("that") for entry in entries):
        return False
    edge = clause.left_edge
    parted = edge.text == "," or (edge.i > 0 and edge.nbor(-1).text == ",")
    return parted and tree.first(clause, "ccomp", "obj", "mark") is None


def _bare(scene: Scene, token: Token, verb: Token) -> bool:
    """Say whether an oblique without a preposition right after the verb is its object."""
    close = verb.i < token.i and tree.extent(token)[0] <= verb.i + 2 and not tree.marker(token)
    dated = scene.reading.dates_in(scene.paragraph.span_of(token, token))
    return close and token.pos_ == "NOUN" and not dated


def _to_do(found: Arguments) -> None:
    """Find the infinitive of *tell staff to act* where it hangs on the object or as an adjunct."""
    thing = found.object or found.recipient
    if found.infinitive is not None or thing is None or thing.i < found.verb.i:
        return
    holders = [*tree.conjuncts(thing), found.verb]
    for holder in holders:
        for child in holder.children:
            hung = child.dep_ in {"acl", "xcomp", "advcl", "obl", "nmod"} and child.i > thing.i
            if hung and _is_infinitive(child) and child.doc[child.left_edge.i - 1].text != ",":
                found.infinitive = child
                return


def _told(scene: Scene, found: Arguments) -> None:
    """Take a clause with *that* after the addressee or the medium for what is said: *told lawmakers
    that …*, *said in an interview that …* are often hung on the noun as if they described it."""
    holders = [found.verb, found.recipient, found.object, *(t for _, t in found.obliques)]
    for holder in holders:
        if holder is None or holder.i < found.verb.i or _is_of_others(scene, holder):
            continue
        if found.clause is None:
            found.clause = next((c for c in holder.children if _is_that_clause(c)), None)


def _is_of_others(scene: Scene, noun: Token) -> bool:
    """Say whether a noun is what somebody said: *a report on Acme's claim that …*."""
    if noun.pos_ != "NOUN" or tree.lemma(noun) not in scene.lexicon.nouns:
        return False
    owner = tree.first(noun, "nmod:poss")  # "said in its statement that …": the speaker's own
    return owner is not None and owner.pos_ != "PRON"


_HUNG = frozenset({"acl:relcl", "acl", "ccomp", "advcl", "advcl:relcl", "dep", "xcomp"})


def _is_that_clause(child: Token) -> bool:
    begins = child.left_edge
    if child.dep_ not in _HUNG or tree.lower(begins) != "that":
        return False
    who = tree.first(child, *tree.SUBJECTS)
    return begins.dep_ == "mark" or (who is not None and who != begins)


def _clausal(found: Arguments, clause: Token) -> None:
    edge = clause.left_edge
    opens = edge if edge.text != "," or edge.i + 1 >= len(edge.doc) else edge.nbor(1)
    loose = opens.i > 0 and opens.nbor(-1).text == ","
    if loose and tree.lower(opens) in {"which", "who", "whose"}:
        return  # a relative clause after a comma is never what is said
    infinitive = _is_infinitive(clause)
    if infinitive and found.infinitive is None and tree.first(clause, *tree.SUBJECTS) is None:
        found.infinitive = clause
    elif found.clause is None or _holds(clause, found.clause):
        found.clause = clause
    elif found.clause.i < found.verb.i < clause.i and _opens_with_that(clause):
        # "The suit, filed on Monday, claims that …": what stands before only describes who says it
        found.subject = found.subject or tree.subject(found.clause)
        found.clause = clause


def _opens_with_that(clause: Token) -> bool:
    return any(tree.lower(c) == "that" and c.dep_ == "mark" for c in clause.children)


def _holds(clause: Token, inner: Token) -> bool:
    """Say whether a clause stands around another that the parser hung beside it: *claimed that
    staff employed by Acme copied it*."""
    bare = tree.first(inner, "mark", *tree.ANY_SUBJECTS) is None
    return bare and clause.left_edge.i < inner.left_edge.i < inner.right_edge.i < clause.i


def _open(found: Arguments, child: Token) -> None:
    if _is_infinitive(child):
        found.infinitive = found.infinitive or child
    elif child.pos_ in {"ADJ", "NOUN", "PROPN", "VERB", "PRON"}:
        found.predicate = found.predicate or child


def _is_infinitive(clause: Token) -> bool:
    return any(tree.lower(c) == "to" and c.dep_ == "mark" for c in clause.children)


def _is_said(scene: Scene, verb: Token, clause: Token) -> bool:
    """Say whether a paratactic clause after the verb is what it says: after a colon or quoted."""
    if clause.i < verb.i:
        return clause.left_edge.i == verb.sent.start or scene.quoted(clause)
    between = verb.doc[verb.i + 1 : clause.left_edge.i + 1].text
    return ":" in between or scene.quoted(clause)


def _mark(found: Arguments, child: Token) -> None:
    for part in child.children:
        marks = part.dep_ in {"case", "mark"} or tree.lower(part) == "as"
        if marks and part.i < child.i:
            found.obliques.append((tree.lower(part), child))
            return


def matching(args: Arguments, verb: Verb) -> str | None:
    """Return the first frame of a verb that its arguments fill, or None.

    The order is that of how much a frame demands: a clause before an object, an object with its
    matter before the bare object.
    """
    said = args.clause is not None or bool(args.quotes)
    if said and (args.object or args.recipient) is not None and verb.has("a-that"):
        return "a-that"
    target = _target_frame(args, verb)
    if target is not None and not args.quotes:
        return target
    if said and (verb.has("that") or (verb.has("quote") and args.quotes)):
        return "that"
    if args.clause is None and args.infinitive is not None:
        if verb.has("a-to") and args.object is not None and not _asks(args.infinitive):
            return "a-to"
        if verb.has("to") and args.object is None:
            return "to"
        if verb.has("that") and _asks(args.infinitive):
            return "to"
    if verb.has("a-that") and args.clause is not None:
        return "a-that"
    if verb.has("a-to") and args.clause is not None:
        return "that"
    return target or _prepositional(args, verb) or _objective(args, verb)


def _asks(infinitive: Token) -> bool:
    before = (c for c in infinitive.children if c.i < infinitive.i)
    return any(tree.lower(c) in _QUESTION_WORDS for c in before)


def _target_frame(args: Arguments, verb: Verb) -> str | None:
    gap = args.verb.dep_ == "acl:relcl"  # "what it describes as efforts": the object is the head
    if args.object is None and gap and verb.has("t-as"):
        return "t-as" if args.predicate is not None or args.oblique("as") is not None else None
    if args.object is None and not args.passive:
        return None
    for mark in verb.prepositions("t"):
        if mark == "to" and verb.has("a-to") and args.infinitive is not None:
            continue
        if args.oblique(mark) is not None:
            return f"t-{mark}"
    if verb.has("t-as") and (args.predicate is not None or args.oblique("as") is not None):
        return "t-as"
    return None


def _prepositional(args: Arguments, verb: Verb) -> str | None:
    for mark in verb.prepositions("p"):
        token = args.oblique(mark)
        # "call for O": what stands between may be an adverb, and no object that the parser missed
        near = token is None or not verb.has("alone") or _is_close(args.verb, mark)
        if token is not None and near:
            return f"p-{mark}"
    return None


def _is_close(verb: Token, mark: str) -> bool:
    """Say whether a preposition follows a verb with nothing but adverbs between."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if tree.lower(token) == mark:
            return True
        if token.pos_ not in {"ADV", "PART"} and not token.is_punct:
            return False
    return False


def _objective(args: Arguments, verb: Verb) -> str | None:
    if verb.has("weak") or args.object is None or tree.lemma(args.object) in verb.never:
        return None
    words = {tree.lower(t) for t in args.verb.doc[args.verb.i + 1 : args.verb.i + 3]}
    if tree.lower(args.object) in _EACH_OTHER and len(words & _EACH_OTHER) > 1:
        return None  # "support each other": nothing is aired
    for frame in ("obj-claim", "obj-bill", "obj-deed", "obj-wrong", "obj", "t"):
        if verb.has(frame):
            return frame
    return None
