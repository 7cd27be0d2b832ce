"""Who sued whom, as a text tells it: whose the complaint is, who *the defendant* is.

Reports name the sides where they tell of the suit (*A filed a lawsuit against B*, *B was sued by
A*, the name of the case) and by their parts afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claimwire.model import EntityType, Mention, Party, Span
from nlp.reading import FURNITURE, Paragraph, Reading
from nlp.statements import tree
from nlp.statements.documents import Papers

_PAPERS = frozenset({"lawsuit", "suit", "complaint", "petition", "filing", "action"})
_FILING = frozenset({"file", "bring", "lodge", "launch", "submit"})
_CUES = _PAPERS | {"sue", "court", "charge"}
_CLAIMANTS = frozenset({"plaintiff", "claimant", "petitioner", "complainant"})
_DEFENDANTS = frozenset({"defendant", "respondent"})
_PROSECUTORS = frozenset({"prosecutor", "prosecutors"})
_CASE = re.compile(
    r"(?P<one>(?:[A-Z][\w&'’-]*\.?,? ){1,6})v(?:s?\.|s)? "
    r"(?P<other>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,4})"
)
_LEAD = re.compile(r"(?:In|The|On|By|As|See|And) ")
_FORM = re.compile(r",? (?:Inc|Corp|Ltd|LLC|Co|PLC|LLP|GmbH)\b\.?,?\s*$")
_NEAR = 250
"""Code points behind a suit within which a complaint is that suit's."""
_NAMED = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})

Resolve = Callable[[Paragraph, Token], Party]


@dataclass(frozen=True, slots=True)
class Suit:
    """One suit that a text tells of, with the place where it does."""

    place: int
    claimant: Party | None
    defendant: Party | None


class Suits:
    """The suits of one text."""

    def __init__(self, reading: Reading, resolve: Resolve) -> None:
        self._reading = reading
        self._suits = [*_told(reading, resolve)]
        if not self._suits:
            self._suits = [*named(reading)]

    def side(self, head: Token) -> Party | None:
        """Return whom *the plaintiff* or *the defendant* means."""
        name = tree.lemma(head)
        pointing = any(tree.lower(c) in {"the", "both", "all"} for c in head.lefts)
        if not pointing or name not in _CLAIMANTS | _DEFENDANTS:
            return None
        sides = [s.claimant if name in _CLAIMANTS else s.defendant for s in self._suits]
        return _only([side for side in sides if side is not None])

    def complete(self, papers: Papers) -> None:
        """Give complaints without an author to who sued: in the whole text, else next to them."""
        for noun in sorted(_PAPERS):
            paper = papers.named(noun)
            if paper is None or paper.author is not None:
                continue
            sides = [s.claimant for s in self._suits if s.claimant is not None]
            who = _only(sides) or _only(
                [
                    s.claimant
                    for s in self._suits
                    if s.claimant is not None and 0 <= paper.place - s.place < _NEAR
                ]
            )
            if who is not None and who.canonical:
                start, end = who.start or 0, who.end or 0
                paper.inferred = True
                paper.author = Mention(
                    start, end, who.entity, who.canonical, EntityType.ORG, "coreference"
                )


def _only(sides: Sequence[Party]) -> Party | None:
    """Return the one side that all of these are, None where they differ."""
    names = {side.entity or side.canonical for side in sides}
    return sides[0] if len(names) == 1 else None


def _told(reading: Reading, resolve: Resolve) -> Iterator[Suit]:
    for paragraph in reading.paragraphs:
        if paragraph.kind == FURNITURE:
            continue
        for token in paragraph.having(lemmas=_CUES):
            if reading.quote_at(paragraph.start_of(token)) is not None:
                continue
            one, other = _sides(token)
            if one is None or one.pos_ == "PRON":
                continue
            claimant = resolve(paragraph, one)
            defendant = resolve(paragraph, other) if other is not None else None
            yield Suit(paragraph.start_of(token), claimant, defendant)


def _sides(token: Token) -> tuple[Token | None, Token | None]:
    """Return who sues and who is sued by a word that tells of it."""
    name = tree.lemma(token)
    if name == "sue" and tree.is_verb(token) and token.tag_ != "VB":
        if tree.is_passive(token):
            return tree.first(token, "obl:agent") or _after(token, "by"), tree.subject(token)
        return tree.subject(token), tree.first(token, "obj")
    if name == "charge" and tree.is_verb(token) and not tree.is_passive(token):
        who = tree.subject(token)
        prosecutes = who is not None and tree.lemma(who) in _PROSECUTORS
        return (who, tree.first(token, "obj")) if prosecutes else (None, None)
    if name == "court" and tree.marker(token) == "to" and tree.lemma(token.head) == "take":
        return tree.subject(token.head), tree.first(token.head, "obj")
    if name not in _PAPERS or token.pos_ != "NOUN":
        return None, None
    verb = token.head
    other = _after(token, "against") or _after(verb, "against")
    if token.dep_ == "obj" and tree.lemma(verb) in _FILING and verb.tag_ != "VB":
        return tree.subject(verb), other
    for child in token.rights:
        if child.dep_ == "acl" and tree.lemma(child) in _FILING:
            return _after(child, "by"), other or _after(child, "against")
    owner = tree.first(token, "nmod:poss") if other is not None else None
    return owner, other


def _after(token: Token, mark: str) -> Token | None:
    return next((c for c in token.rights if tree.marker(c) == mark), None)


def named(reading: Reading, span: Span | None = None) -> Iterator[Suit]:
    """Yield the sides of the cases that a text or a part of it names: *A v. B*."""
    start, end = (span.start, span.end) if span is not None else (0, len(reading.text))
    for match in _CASE.finditer(reading.text, start, end):
        one = _LEAD.sub("", match.group("one"), count=1)
        yield Suit(
            match.start(),
            _party(reading, one),
            _party(reading, match.group("other")),
        )


def _party(reading: Reading, name: str) -> Party | None:
    """Return a side by its name in the name of a case, as the text or the knowledge base has it."""
    words = _FORM.sub("", name.strip(" ,")).strip(" ,")
    for mention in reading.mentions:
        alike = mention.canonical == words or reading.text[mention.start : mention.end] == words
        if alike and mention.type in _NAMED:
            return Party(None, None, mention.entity, mention.canonical)
    return Party(None, None, None, words) if words else None
