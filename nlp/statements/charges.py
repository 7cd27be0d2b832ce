"""Who is charged by the words of a statement, and what a statement says about the charges.

A charge names its doer as a subject (*A copied B*), behind *by*, or through what belongs to it
(*accounts linked to A*). Where it names nobody, it goes on with what its speaker charged before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from nlp.statements import tree
from nlp.statements.lexicon import Lexicon

_TIES = frozenset(
    {"affiliate", "associate", "connect", "link", "tie", "trace", "belong", "run", "control", "own"}
)
"""Participles that tie people and things to somebody: *accounts linked to A*."""
_RESIDENCE = frozenset({"base", "headquarter", "locate"})
"""Participles that only say where somebody is: *entities based in A* are not A."""
_TRACING = frozenset({"trace", "attribute", "link", "tie", "pin", "connect"})
"""Verbs that lay deeds at somebody's door: *traced the accounts to A*."""
_POINTING = frozenset({"the", "these", "this", "those", "that", "such", "each"})
_SUBJECT_WITHIN = 8
_TRACED_WITHIN = 16
_DIVERTING = frozenset({"divert", "smuggle", "funnel", "reroute", "leak", "transship"})
"""What is done for who gets it: *chips were smuggled to A*."""
_OUTLOOK = frozenset({"they", "these", "those"})


def top(tokens: Sequence[Token]) -> Token | None:
    """Return the word of a piece of text that hangs on nothing inside it."""
    inside = {token.i for token in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head == t), None)


def doers(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Token]:
    """Yield who may be charged, the likeliest first: whom *by* names, the subject of it all, who is
    tied to that subject, the subjects of wrongs, the word that the charge begins with."""
    root = top(tokens)
    if root is None:
        return
    for token in tokens:
        for child in token.children:
            if child.dep_ in {"nmod", "obl", "obl:agent"} and tree.marker(child) == "by":
                yield child
                break
    deeds = lexicon.set("wrongdoing", "deeds") | lexicon.set("wrongdoing", "nouns")
    if root.pos_ == "NOUN" and (tree.lemma(root) in deeds or tree.lower(root).endswith("ing")):
        yield from (c for c in root.lefts if c.dep_ == "nmod:poss")  # "A's copying"
    subject = tree.first(root, "nsubj")
    if subject is not None:
        yield subject
        yield from tied(subject)
    if tree.lemma(root) in _DIVERTING and tree.is_passive_head(root):
        yield from (c for c in root.children if c.dep_ == "obl" and tree.lower(c.left_edge) == "to")
    wrongs = lexicon.set("wrongdoing", "verbs")
    bad = [t for t in tokens if t.pos_ == "VERB" and tree.lemma(t) in wrongs]
    for verb in bad:
        who = tree.first(verb, "nsubj")
        if who is not None:
            yield who
    if bad and root == tokens[0]:
        yield root  # "A, the maker, illicitly copied": the parser lost its verb


def is_deed_of_nobody(tokens: Sequence[Token]) -> bool:
    """Say whether a clause tells what was done, not by whom: *works were copied*."""
    root = top(tokens)
    if root is None or not tree.is_passive_head(root):
        return False
    return not any(tree.marker(child) == "by" for child in root.children)


def tied(head: Token) -> Iterator[Token]:
    """Yield who is tied to people or things by the words behind them: *accounts linked to A*."""
    behind = head.doc[head.i + 1 : head.i + 2]  # wherever the parser hangs it
    for clause in dict.fromkeys((*behind, *head.rights)):
        if clause.tag_ in {"VBN", "VBD"} and tree.lemma(clause) in _TIES:
            for child in clause.children:
                if child.dep_ in {"obl", "obl:agent", "obj"}:
                    yield child
                    yield from (c for c in child.children if c.dep_ in {"compound", "nmod:poss"})


def is_residence(tokens: Sequence[Token]) -> bool:
    """Say whether a name only tells where somebody is: *firms based in A*."""
    head = top(tokens)
    return head is not None and head.dep_ == "obl" and tree.lemma(head.head) in _RESIDENCE


def is_venue(tokens: Sequence[Token]) -> bool:
    """Say whether a name only tells where something happens: *in the District of A*."""
    head = top(tokens)
    while head is not None and head.dep_ in {"nmod", "compound", "flat", "appos"}:
        if tree.marker(head) == "in":
            return True
        head = head.head
    return head is not None and head.dep_ == "obl" and tree.marker(head) == "in"


def traced(tokens: Iterable[Token], lexicon: Lexicon) -> Token | None:
    """Return to whom deeds are traced: *it traced the fraudulent accounts to A*."""
    tokens = list(tokens)
    deeds = lexicon.set("wrongdoing", "deeds") | lexicon.set("wrongdoing", "nouns")
    marks = deeds | lexicon.set("wrongdoing", "qualifiers")
    if not any(tree.lemma(t) in marks for t in tokens):
        return None
    for token in tokens:
        if token.pos_ != "VERB" or tree.lemma(token) not in _TRACING:
            continue
        for other in tokens:  # wherever the parser hangs it
            near = 0 < other.i - token.i <= _TRACED_WITHIN
            if near and tree.lower(other) == "to" and other.dep_ == "case":
                name = other.head
                return name.head if name.dep_ in {"flat", "compound"} else name
    return None


def tells_of_deeds(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Say whether a clause tells details of deeds that are known: *the campaigns were aimed at*,
    *it could attribute each campaign*."""
    deeds = lexicon.set("wrongdoing", "deeds")
    for token in tokens:
        known = any(tree.lower(c) in _POINTING for c in token.lefts)
        if not known or tree.lemma(token) not in deeds:
            continue
        if token.dep_ == "obj" and tree.lemma(token.head) in _TRACING:
            return True
    for token in tokens[:_SUBJECT_WITHIN]:
        if token.dep_ in tree.ANY_SUBJECTS:
            known = any(tree.lower(c) in _POINTING for c in token.lefts)
            return known and tree.lemma(token) in deeds
    return False


def judges_charges(tokens: Sequence[Token], anchor: Token, lexicon: Lexicon) -> bool:
    """Say whether a clause is about charges that were made: *the allegations are a tactic*, *called
    the allegations unfounded and said that they defame …*."""
    for token in tokens[:_SUBJECT_WITHIN]:
        if token.dep_ not in tree.SUBJECTS:
            continue
        if tree.lower(token) in _OUTLOOK:
            return any(_is_charge(t, lexicon) for t in token.doc[anchor.sent.start : anchor.i])
        return _is_charge(token, lexicon)
    return False


def _is_charge(token: Token, lexicon: Lexicon) -> bool:
    definite = any(tree.lower(c) in _POINTING for c in token.lefts)
    return definite and token.pos_ == "NOUN" and tree.lemma(token) in lexicon.answered
