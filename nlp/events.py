"""Events: dated things that happened or are due, each with the sentences that say so.

Reports of one actor, day and kind are one event, with all their sentences as evidence. An event is
planned when its day lay ahead, or when every report speaks of it as due. One that is moved to
another day ("the hearing was postponed to 3 June") stays the event that it was, under its id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claimwire.ids import make_id
from claimwire.model import Act, DateValue, Event, Evidence, Rung
from nlp.across.occasions import Occasion
from nlp.days import days_of
from nlp.said import ACCUSING

PAST = "past"
PLANNED = "planned"

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Move:
    """An event's move to another day, and the sentence that tells of it."""

    date: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Found:
    """All events by date; of those that were moved, by id, what they were and became."""

    events: tuple[Event, ...]
    first_put_on: Mapping[str, str]  # the day before any move
    moves: Mapping[str, Sequence[Move]]  # in the order of their telling


@dataclass(slots=True)
class _Draft:
    date: DateValue
    kind: str
    actors: dict[str, str] = field(default_factory=dict)  # name by id, in order of first mention
    targets: dict[str, None] = field(default_factory=dict)
    planned: bool = True
    evidence: dict[tuple[str, int, int], Evidence] = field(default_factory=dict)
    claim_id: str | None = None
    entities: set[str] = field(default_factory=set)
    dispute: str | None = None
    rung: Rung | None = None
    put_on: str = ""  # the day before any move
    moves: list[Move] = field(default_factory=list)

    def add(self, one: Occasion, claim_id: str | None, dispute: str | None) -> None:
        """Take one more report in."""
        for actor, name in one.actors:
            self.actors.setdefault(actor, name)
        self.targets.update(dict.fromkeys(one.targets))
        self.planned = self.planned and one.planned
        shown = one.evidence
        self.evidence.setdefault((shown.revision_id, shown.start, shown.end), shown)
        self.claim_id = self.claim_id or claim_id
        self.dispute = self.dispute or dispute
        self.entities.update(one.entities)
        self.rung = self.rung or one.rung

    def may_move(self, one: Occasion, dispute: str | None) -> bool:
        """Say whether an occasion can be this one on another day."""
        ranks = {self.rung, one.rung} - {None}
        return (
            self.planned
            and self.dispute == dispute
            and self.date.value != one.date.value
            and len(ranks) < 2
            and any(actor in self.actors for actor, _ in one.actors)
        )


def key_of(one: Occasion) -> Key:
    """Return what makes occasions one event: day, kind and actor."""
    accuses = one.kind in ACCUSING  # "accused" and "alleged" are two words for one act
    return one.date.value, Act.ACCUSE if accuses else one.kind, one.actors[0][0]


def find(
    told: Iterable[tuple[Occasion, str | None]], claims: Mapping[tuple[str, str], str]
) -> Found:
    """Join occasions, given with the dispute of their page in order of first appearance.

    ``claims`` maps a statement, by document and id, to its claim.
    """
    homes: dict[Key, _Draft] = {}
    drafts: dict[Key, _Draft] = {}  # by the day that each was first put on
    for one, dispute in told:
        key = key_of(one)
        if one.moved and key not in homes:
            moved = next((d for d in reversed(drafts.values()) if d.may_move(one, dispute)), None)
            if moved is not None:
                moved.put_on = moved.put_on or moved.date.value
                moved.date = one.date
                moved.moves.append(Move(one.date.value, one.evidence))
                homes[key] = moved
        draft = homes.get(key)
        if draft is None:
            draft = homes[key] = drafts[key] = _Draft(one.date, one.kind)
        claim_id = (
            claims.get((one.evidence.document_id, one.statement_id)) if one.statement_id else None
        )
        draft.add(one, claim_id, dispute)
    made = [(_event(key, draft), draft) for key, draft in sorted(drafts.items(), key=_by_date)]
    return Found(
        tuple(event for event, _ in made),
        {event.id: draft.put_on for event, draft in made if draft.moves},
        {event.id: tuple(draft.moves) for event, draft in made if draft.moves},
    )


def _by_date(entry: tuple[Key, _Draft]) -> tuple[dt.date, str, str, str]:
    days = days_of(entry[1].date)
    return (days.first if days else dt.date.max, *entry[0])


def _event(key: Key, draft: _Draft) -> Event:
    return Event(
        id=make_id("e", *key),
        date=draft.date.value,
        precision=draft.date.precision,
        status=PLANNED if draft.planned else PAST,
        kind=draft.kind,
        actors=tuple(actor for actor in draft.actors if actor in draft.entities),
        actor_names=tuple(name for name in draft.actors.values() if name),
        target_names=tuple(draft.targets),
        claim_id=draft.claim_id,
        dispute_id=draft.dispute,
        evidence=tuple(draft.evidence.values()),
    )
