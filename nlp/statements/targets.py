"""Whom a statement is about: the accused, the criticised, the one whose accusation is answered.

Names in the target's nominal come first (:mod:`nlp.statements.nominals`). Whose accusation *the
allegations* are is the latest accuser before.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from claimwire.model import (
    ACCUSING_ACTS,
    Act,
    Party,
    Span,
)
from nlp.reading import Reading
from nlp.speakers import Speakers
from nlp.statements import charges, tree
from nlp.statements.about import About
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_party
from nlp.statements.lexicon import Lexicon
from nlp.statements.nominals import POINTERS, Nominals
from nlp.statements.quarrels import PUNISHING, TELLING, Quarrels
from nlp.statements.sides import Sides

_PLAIN = frozenset({Act.SAY, Act.ANNOUNCE, Act.CONFIRM, Act.SUPPORT, Act.AGREE, Act.PROMISE})
"""Acts that are aimed at somebody only where they name them outright."""
_ORDERING = frozenset({Act.DEMAND, Act.ORDER, Act.REQUEST, Act.WARN})
_ANSWERABLE = frozenset({"accuse", "indict", "charge", "sue", "suspect", "arrest", "convict"})
"""Verbs whose object is always somebody."""
_SPOKEN = frozenset({"say", "write", "tweet", "post", "add"})
_TOO = frozenset({"alongside", "including"})
_AIMED = ACCUSING_ACTS | {Act.WARN}
_DETAILING = frozenset({Act.ACCUSE, Act.ALLEGE})
_ADDING = frozenset({"add", "put", "place"})


class Targets:
    """Finds targets; statements come in order of the text."""

    def __init__(
        self, reading: Reading, speakers: Speakers, lexicon: Lexicon, quarrels: Quarrels
    ) -> None:
        self._reading = reading
        self._speakers = speakers
        self._lexicon = lexicon
        self._groups = speakers.groups
        self._names = Nominals(reading, speakers, lexicon, self._groups)
        self._sides = Sides(reading, lexicon)
        self._about = About(reading, self._names, lexicon, quarrels)
        self._quarrels = quarrels
        quarrels.begin(self._sides.claimant, self._sides.defendant)

    def of(
        self, scene: Scene, draft: Draft, speaker: Party | None, *, earlier: bool
    ) -> tuple[Party, ...]:
        """Return the targets of a statement, the speaker itself excepted, each once."""
        found = self._aimed(scene, draft)
        if draft.act == Act.RULE:
            found = [party for party in found if self._quarrels.is_named(party)]
            found = found or self._sides.ruled_on(scene, draft)
        elif draft.act in TELLING and not found:
            found = self._names.sent_to(scene, draft)
        if draft.act == Act.DENY:
            found = self._answered(scene, draft, speaker, earlier=earlier)
        elif draft.charged is not None and draft.act in ACCUSING_ACTS:
            if tree.lower(draft.charged) in POINTERS:
                found = self._of_whom(scene, draft) or self._charged(scene, draft)
            else:
                named = self._names.parties(scene, draft.charged, wide=True)
                found = self._said_of(draft, named)
        elif not found and draft.act in _AIMED:
            found = self._of_whom(scene, draft)
            found = found or self._said_of(draft, self._charged(scene, draft))
            found = found or self._grouped(scene, draft)
        # Who turns out to charge itself by a word like "the company" charges somebody else.
        unique = _distinct(found, speaker)
        unique = unique or _distinct(self._about.of(scene, draft, speaker), speaker)
        unique = self._outside(unique, speaker)
        self._quarrels.keep(draft, speaker, unique, earlier=earlier)
        return unique

    def _outside(self, aims: tuple[Party, ...], speaker: Party | None) -> tuple[Party, ...]:
        """Return targets without the speaker's own house, and the state for which it speaks."""
        if speaker is None:
            return aims
        side = self._quarrels.side(speaker)
        return tuple(
            party
            for party in aims
            if (party.entity or party.canonical) != speaker.on_behalf_of
            and not (self._quarrels.side(party) == side and self._names.is_place(party))
        )

    def _aimed(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return at whom the words of an act are aimed: its object, those beside it, whom it tells
        to act, whom it punishes."""
        found: list[Party] = []
        for token in draft.targets:
            if draft.act not in _PLAIN or is_party(scene, token):
                found.extend(
                    self._names.parties(
                        scene,
                        token,
                        matter=_matters(scene, draft),
                        somebody=draft.lemma in _ANSWERABLE,
                    )
                )
        if draft.targets and draft.act in _AIMED:
            for child in draft.anchor.children:  # "names A, alongside other firms, B and C"
                if child.dep_ in {"obl", "nmod"} and tree.marker(child) in _TOO:
                    found.extend(self._names.parties(scene, child))
        if draft.addressee is not None and draft.act in _ORDERING and not found:
            found.extend(self._names.named(scene, draft.addressee))
        if not found and draft.act in PUNISHING:
            found.extend(self._names.right_after(scene, draft.anchor))
        return found

    def _of_whom(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return of whom something is said: *“They copied it,” Doe said of Acme*."""
        for child in draft.anchor.rights if draft.lemma in _SPOKEN else ():
            if child.dep_ in {"obl", "nmod"} and tree.marker(child) in {"of", "about"}:
                return self._names.parties(scene, child) if is_party(scene, child) else []
        return []

    @staticmethod
    def _said_of(draft: Draft, found: list[Party]) -> list[Party]:
        """Return of parties those that what is said names, if it names any: who stands beside it
        (*A copied it, US firm B has claimed*) is not charged."""
        inside = [
            party
            for party in found
            if party.start is not None
            and any(span.start <= party.start < span.end for span in draft.content)
        ]
        return inside or found

    def _charged(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return whom a charge is against: who does it, or who it is *by*."""
        for span in draft.content[:1]:
            for who in charges.doers(tree.words_in(scene.paragraph, span), self._lexicon):
                if self._names.is_named(scene, who) and not self._names.has_seen(who):
                    found = self._names.parties(scene, who)
                    if found:
                        return found
            return (
                self._names.in_front(scene, span)
                or self._subject_of(scene, draft, span)
                or self._pointed_at(scene, span)
            )
        return []

    def _subject_of(self, scene: Scene, draft: Draft, span: Span) -> list[Party]:
        """Return the body in common nouns that a noun charges: *accusations that foreign firms
        copied it*."""
        root = charges.top(tree.words_in(scene.paragraph, span))
        who = tree.first(root, *tree.SUBJECTS) if root is not None else None
        noun = draft.rule == "noun-clause" and draft.act in _DETAILING
        if who is None or not noun or not is_party(scene, who):
            return []
        return self._names.parties(scene, who)

    def _pointed_at(self, scene: Scene, span: Span) -> list[Party]:
        """Return whom a charge means by *he* or *the A maker*."""
        root = charges.top(tree.words_in(scene.paragraph, span))
        who = tree.first(root, *tree.SUBJECTS) if root is not None else None
        return self._names.meant(scene, who) if who is not None else []

    def _grouped(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return the members of the first group that the content of a charge names."""
        if draft.act not in ACCUSING_ACTS:
            return []
        for span in draft.content:
            for token in tree.words_in(scene.paragraph, span):
                if self._groups.members(token):
                    return self._names.parties(scene, token)
        return []

    def _answered(
        self, scene: Scene, draft: Draft, speaker: Party | None, *, earlier: bool
    ) -> list[Party]:
        """Return whose accusation is denied: by its words, else by the quarrel so far."""
        tokens = [t for span in draft.content[:1] for t in tree.words_in(scene.paragraph, span)]
        owners = [c for t in tokens if tree.lemma(t) in self._lexicon.answered for c in _owners(t)]
        for owner in owners:
            found = _distinct(self._names.owner(scene, owner), speaker)
            if found:
                return list(found)
        if speaker is not None:
            rival = self._about.rival(draft, speaker)
            if rival:
                return rival
        return self._quarrels.answered(draft, speaker, earlier=earlier)


def _owners(answered: Token) -> list[Token]:
    """Return whose words say an accusation is: *A's*, *by A*, *the A allegation*."""
    return [
        child
        for child in answered.children
        if child.dep_ in {"nmod:poss", "compound"}
        or (child.dep_ == "nmod" and tree.marker(child) in {"by", "from"})
    ]


def _matters(scene: Scene, draft: Draft) -> frozenset[str]:
    """Return the prepositions that part the target of a cue from the matter: *of*, *for*."""
    entries = scene.lexicon.verbs.get(draft.lemma, ())
    return frozenset(mark for verb in entries for mark in verb.prepositions("t"))


def _distinct(found: Iterable[Party], speaker: Party | None) -> tuple[Party, ...]:
    own = (speaker.entity or speaker.canonical) if speaker is not None else None
    seen: set[str] = set()
    unique = []
    for party in found:
        name = party.entity or party.canonical or ""
        if name and name != own and name not in seen:
            seen.add(name)
            unique.append(party)
    return tuple(unique)
