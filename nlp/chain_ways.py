"""Ways that go on: what one statement shows of how it reached the text, for its like elsewhere.

A document stands behind all that a text tells of its author, an interview behind what the same
speaker says next, a press conference behind what the country said that the spokesman spoke for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claimwire.model import (
    Act,
    ChainLink,
    LinkType,
    Party,
    SpeakerRole,
    Statement,
)
from nlp.chain_nodes import closed, document_node, outlet_node, party_node
from nlp.reading import Paragraph, Reading
from nlp.setting import PRESS_CONFERENCE, Setting
from nlp.statements.documents import Papers
from nlp.statements.draft import Draft
from nlp.statements.filters import is_silence

_CARRYING = frozenset(
    {"cable", "memo", "letter", "report", "filing", "complaint", "study", "brief", "notice"}
    | {"directive", "demarche", "dossier", "post", "opinion"}
)
"""Documents that are long enough to be behind all that a text tells of their author."""
_LASTING = frozenset({PRESS_CONFERENCE, "statement", "ministry statement", "embassy statement"})
"""Where somebody says several things in a row."""
_SPOKEN = frozenset({LinkType.TOLD, LinkType.STATEMENT_TO})
_COUNTRIES = frozenset({"country", "place"})
_ORGANS = frozenset({"ministry", "embassy", "government"})
_AHEAD = 3
"""Statements behind that of a country among which its spokesman's stands."""
_UNNAMED = ""
"""Where what is known of people without a name is kept: an entity has an id."""
_BACK = re.compile(
    r"the (?!former|current)|these |those |"
    r"(?:one|two|three|both|some|most|all|another) of (?:them|the|those)\b",
    re.IGNORECASE,
)
"""Words that point back to people of whom the text has spoken: *the sources*, *one of them*."""

Done = Sequence[tuple[Draft, Statement]]


@dataclass(frozen=True, slots=True)
class _Turn:
    """Who spoke last, where, and through what it reached the text."""

    names: frozenset[str]
    paragraph: Paragraph
    through: tuple[ChainLink, ...]


@dataclass(slots=True)
class Ways:
    """Completes the chains of a text by one another."""

    reading: Reading
    papers: Papers
    setting: Setting
    _told: dict[str, list[ChainLink]] = field(default_factory=dict)
    _before: _Turn | None = None
    _lasting: dict[str, tuple[ChainLink, ...]] = field(default_factory=dict)

    def completed(self, done: Done) -> Iterator[tuple[ChainLink, ...]]:
        """Yield the chains of all statements, in order of the text, completed by what the rest of
        the text shows of the same speaker.

        Silence and what the text marks as said before are left alone: the document or the call that
        the other statements came through need not be theirs.
        """
        for _, statement in done:
            self._remember(statement)
        for index, (draft, statement) in enumerate(done):
            party, chain = statement.speaker, statement.chain
            if party is None or is_silence(statement.act):
                yield chain
                continue
            bare = len(chain) <= 1 and party.role != SpeakerRole.OUTLET and not statement.earlier
            if bare:
                way = self._way(draft, statement, party)
                chain = closed([*way, party_node(self.reading, party)]) if way else chain
            if len(chain) <= 1 and bare:
                chain = self._of_organ(done[index + 1 : index + 1 + _AHEAD], party) or chain
            if not statement.earlier:
                self._spoke(draft, party, chain[:-1])
            yield chain

    def _way(self, draft: Draft, statement: Statement, party: Party) -> Sequence[ChainLink]:
        """Return through what the statements of a speaker come wherever they stand in the text."""
        going_on = self._going_on(draft, party)
        if party.anonymous:
            words = self.reading.text[party.start or 0 : party.end or 0]
            told = self._told.get(_UNNAMED, ()) if _BACK.match(words) else ()
            return told or going_on or self._heard_here()
        if party.entity is None:
            return going_on
        papers = [p for p in self.papers.by(party.entity) if p.noun in _CARRYING]
        if len(papers) == 1 and statement.act is not Act.SUE:
            seen = [outlet_node(mention, link) for link, mention in papers[0].witnesses]
            return [*seen, document_node(papers[0].name())]
        if statement.act in {Act.DENY, Act.REJECT} and party.entity in self._told:
            return self._told[party.entity]
        return going_on

    def _heard_here(self) -> Sequence[ChainLink]:
        """Return the page's own outlet: people without a name spoke to no other."""
        own = self.setting.own
        return [outlet_node(own, LinkType.TOLD)] if own is not None else ()

    def _going_on(self, draft: Draft, party: Party) -> tuple[ChainLink, ...]:
        """Return the way of a statement with which the same speaker goes on: in the paragraph,
        and at a press conference or in a statement beyond it."""
        before, names = self._before, _names(party)
        if before is not None and before.names & names and draft.paragraph is before.paragraph:
            return before.through
        return next((self._lasting[n] for n in sorted(names) if n in self._lasting), ())

    def _spoke(self, draft: Draft, party: Party, through: tuple[ChainLink, ...]) -> None:
        """Keep through what somebody spoke, who may go on."""
        names = _names(party)
        self._before = _Turn(names, draft.paragraph, through)
        if through:
            lasts = any(link.name in _LASTING for link in through)
            for name in names:
                if lasts:
                    self._lasting[name] = through
                else:
                    self._lasting.pop(name, None)

    def _of_organ(self, behind: Done, party: Party) -> tuple[ChainLink, ...]:
        """Return the chain of the organ that spoke for a country: *China rejected the charge. At a
        press conference, a spokesman of its ministry called it …*."""
        known = self.reading.knowledge.entities
        land = known.get(party.entity or "")
        if land is None or land.kind not in _COUNTRIES or land.country is None:
            return ()
        for _, statement in behind:
            speaker = statement.speaker
            organ = known.get((speaker.on_behalf_of or speaker.entity or "") if speaker else "")
            if organ is None or organ.country != land.country or organ.kind not in _ORGANS:
                continue
            if any(link.name in _LASTING for link in statement.chain):
                return statement.chain
        return ()

    def _remember(self, statement: Statement) -> None:
        """Keep which outlet a speaker spoke to."""
        party = statement.speaker
        who = None if party is None else _UNNAMED if party.anonymous else party.entity
        if who is None:
            return
        spoken = [link for link in statement.chain if link.link in _SPOKEN]
        if spoken:
            self._told.setdefault(who, spoken)


def _names(party: Party) -> frozenset[str]:
    """Return by whom somebody is known: himself, and the house that he speaks for."""
    return frozenset(filter(None, (party.on_behalf_of, party.entity or party.canonical)))
