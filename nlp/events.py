"""Events: dated things that happened or are due, each with the sentences that say so.

Reports of one actor, day and kind are one event, with all their sentences as evidence. An event is
planned when its day lay ahead, or when every report speaks of it as due.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claimwire.ids import make_id
from claimwire.model import Act, DateValue, Event, Evidence
from nlp.across.occasions import Occasion
from nlp.days import days_of
from nlp.said import ACCUSING

PAST = "past"
PLANNED = "planned"

Key = tuple[str, str, str]


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


def key_of(one: Occasion) -> Key:
    """Return what makes occasions one event: day, kind and actor."""
    accuses = one.kind in ACCUSING  # "accused" and "alleged" are two words for one act
    return one.date.value, Act.ACCUSE if accuses else one.kind, one.actors[0][0]


def find(
    told: Iterable[tuple[Occasion, str | None]], claims: Mapping[tuple[str, str], str]
) -> tuple[Event, ...]:
    """Join occasions, given with the dispute of their page in order of first appearance.

    ``claims`` maps a statement, by document and id, to its claim.
    """
    drafts: dict[Key, _Draft] = {}
    for one, dispute in told:
        draft = drafts.setdefault(key_of(one), _Draft(one.date, one.kind))
        claim_id = (
            claims.get((one.evidence.document_id, one.statement_id)) if one.statement_id else None
        )
        draft.add(one, claim_id, dispute)
    return tuple(_event(key, draft) for key, draft in sorted(drafts.items(), key=_by_date))


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
