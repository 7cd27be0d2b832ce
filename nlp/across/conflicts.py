"""Conflicts: one slot of one claim, different values in different documents.

Nothing here decides who is right. Where a document speaks for the origin itself (the outlet that
saw it, the speaker's own page), the value that it gives is marked as supported.

* *date*: documents put the same claim on different days.
* *count*: documents give one figure each for the same thing, and not the same one.
* *named list*: documents aim it at different parties, and neither list holds the other.
* *who saw it*: some name the outlet that had the document, some speak of "multiple outlets".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from claimwire.ids import make_id
from claimwire.model import Claim, Conflict, Event, Evidence, Rung, Slot, SlotValue
from nlp.across.briefs import Brief
from nlp.across.figures import Told
from nlp.across.occasions import Occasion
from nlp.days import FIRST_SEEN, days_of
from nlp.nations import Nations
from nlp.said import DENYING, Path, Said

_MOST = 8  # values of one slot that are shown
_NEXT = 2  # days that one step is put apart by different reports
_DAYS_APART = 10  # days further apart are two occasions, not one told differently


@dataclass(slots=True)
class _Value:
    value: str
    words: str
    evidence: dict[Evidence, None] = field(default_factory=dict)
    documents: dict[str, None] = field(default_factory=dict)

    def add(self, one: Evidence) -> None:
        self.evidence[one] = None
        self.documents[one.document_id] = None


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with its members and what belongs to it."""

    claim: Claim
    members: Sequence[Said]
    figures: Sequence[Told]


def find(rows: Iterable[Row], publishers: Mapping[str, str]) -> tuple[Conflict, ...]:
    """Return the conflicts of all claims; ``publishers`` gives the entity of each document's."""
    found: list[Conflict] = []
    for row in rows:
        if len({one.document_id for one in row.members}) < 2:
            continue
        close = _close_to_origin(row, publishers)
        found.extend(_of(row, close))
    return tuple(found)


def of_steps(
    briefs: Iterable[Brief],
    claims: Mapping[tuple[str, str], Claim],
    publishers: Mapping[str, str],
    nations: Nations,
) -> tuple[Conflict, ...]:
    """Return the steps of disputes that documents put on different, neighbouring days.

    ``claims`` maps a statement, by document and id, to its claim. "Washington" and a ministry of
    its are one actor here.
    """
    told: dict[tuple[str, Rung, str], list[Occasion]] = {}
    for brief in briefs:
        for one in brief.occasions:
            if brief.dispute and one.rung is not None and one.date.precision == "day":
                actor = _actor(one, nations)
                told.setdefault((brief.dispute, one.rung, actor), []).append(one)
    found = []
    for (dispute, rung, actor), rows in sorted(told.items()):
        for group in _neighbours(rows):
            values = _days_told(group)
            if len(values) > 1:
                owners = (
                    claims.get((one.evidence.document_id, one.statement_id or "")) for one in group
                )
                owner = next((one for one in owners if one is not None), None)
                near = _near_origin(owner, values, publishers)
                found.append(_step(dispute, rung, actor, group[0], values, owner, near))
    return tuple(found)


def with_events(found: Iterable[Conflict], events: Iterable[Event]) -> tuple[Conflict, ...]:
    """Name the event whose slot each conflict is: the one that tells its best supported value.

    A sentence that is evidence of both decides; else the first event of the claim does.
    """
    by_sentence: dict[tuple[str, int], list[Event]] = {}
    by_claim: dict[str, str] = {}
    for event in events:
        for shown in event.evidence:
            by_sentence.setdefault((shown.document_id, shown.start), []).append(event)
        if event.claim_id is not None:
            by_claim.setdefault(event.claim_id, event.id)
    return tuple(
        replace(one, event_id=_event_of(one, by_sentence) or by_claim.get(one.claim_id or ""))
        for one in found
    )


def _event_of(
    conflict: Conflict, by_sentence: Mapping[tuple[str, int], Sequence[Event]]
) -> str | None:
    if conflict.slot is not Slot.DATE:
        return None
    for value in conflict.values:
        for shown in value.evidence:
            for event in by_sentence.get((shown.document_id, shown.start), ()):
                if event.date == value.value:
                    return event.id
    return None


def _actor(one: Occasion, nations: Nations) -> str:
    actor = one.actors[0][0]
    public = nations.is_place(actor) or nations.speaks_for_country(actor)
    return (nations.of(actor) if public else None) or actor


def _neighbours(rows: Sequence[Occasion]) -> Iterator[list[Occasion]]:
    """Yield occasions in groups that lie at most a few days apart."""
    dated = [(days.first, one) for one in rows if (days := days_of(one.date)) is not None]
    group: list[Occasion] = []
    last: dt.date | None = None
    for day, one in sorted(dated, key=lambda row: (row[0], row[1].evidence.document_id)):
        if last is not None and (day - last).days > _NEXT:
            yield group
            group = []
        group.append(one)
        last = day
    if group:
        yield group


def _days_told(group: Sequence[Occasion]) -> list[_Value]:
    values: dict[str, _Value] = {}
    for one in group:
        values.setdefault(one.date.value, _Value(one.date.value, one.date.value)).add(one.evidence)
    several = [id_ for one in values.values() for id_ in one.documents]
    return list(values.values()) if len(several) == len(set(several)) else []


def _near_origin(
    claim: Claim | None, values: Iterable[_Value], publishers: Mapping[str, str]
) -> frozenset[str]:
    """Return the documents that the speaker or a witness of the step's claim published itself."""
    own = _sources(claim) if claim is not None else frozenset()
    documents = (document_id for one in values for document_id in one.documents)
    return frozenset(one for one in documents if publishers.get(one) in own)


def _step(
    dispute: str,
    rung: Rung,
    actor: str,
    shown: Occasion,
    values: Sequence[_Value],
    owner: Claim | None,
    close: frozenset[str],
) -> Conflict:
    made, supported = _weighed(values, close)
    return Conflict(
        id=make_id("x", dispute, rung, actor, min(one.value for one in values)),
        slot=Slot.DATE,
        about=shown.actors[0][1],
        claim_id=owner.id if owner is not None else None,
        event_id=None,
        dispute_id=dispute,
        values=made,
        supported=supported,
    )


def _weighed(
    values: Sequence[_Value], close: frozenset[str]
) -> tuple[tuple[SlotValue, ...], str | None]:
    """Return the values, most told first, and the one that the origin supports, if it is one."""
    ranked = sorted(values, key=lambda one: (-len(one.documents), one.value))[:_MOST]
    made = tuple(
        SlotValue(
            value=one.value,
            words=one.words,
            evidence=tuple(one.evidence),
            documents=tuple(one.documents),
            from_origin=not close.isdisjoint(one.documents),
        )
        for one in ranked
    )
    supported = [one.value for one in made if one.from_origin]
    return made, supported[0] if len(supported) == 1 else None


def _of(row: Row, close: frozenset[str]) -> Iterator[Conflict]:
    for slot, read in ((Slot.DATE, _dates), (Slot.NAMES, _names), (Slot.WITNESS, _witnesses)):
        values = read(row.members)
        if values:
            yield _conflict(row.claim, slot, "", values, close)
    for about, values in _counts(row.figures):
        yield _conflict(row.claim, Slot.COUNT, about, values, close)


def _conflict(
    claim: Claim, slot: Slot, about: str, values: Sequence[_Value], close: frozenset[str]
) -> Conflict:
    made, supported = _weighed(values, close)
    return Conflict(
        id=make_id("x", claim.id, slot, about),
        slot=slot,
        about=about,
        claim_id=claim.id,
        event_id=None,
        dispute_id=claim.dispute_id,
        values=made,
        supported=supported,
    )


def _close_to_origin(row: Row, publishers: Mapping[str, str]) -> frozenset[str]:
    """Return the documents that the speaker or a witness of the claim published itself."""
    own = _sources(row.claim)
    return frozenset(
        one.document_id for one in row.members if publishers.get(one.document_id) in own
    )


def _sources(claim: Claim) -> frozenset[str]:
    found = {origin.entity for origin in claim.origins if origin.known} | {claim.speaker}
    return frozenset(one for one in found if one is not None)


def _shown(one: Said) -> Evidence:
    return Evidence(one.revision_id, one.document_id, one.sentence.start, one.sentence.end)


def _collect(
    members: Iterable[Said], value_of: Callable[[Said], tuple[str, str] | None]
) -> list[_Value]:
    values: dict[str, _Value] = {}
    for one in members:
        given = value_of(one)
        if given is not None:
            values.setdefault(given[0], _Value(*given)).add(_shown(one))
    return list(values.values())


def _dates(members: Sequence[Said]) -> list[_Value]:
    def day(one: Said) -> tuple[str, str] | None:
        date = one.date
        stated = date is not None and date.precision == "day" and date.anchor != FIRST_SEEN
        return (date.value, date.value) if date is not None and stated else None

    values = _collect([one for one in members if not one.earlier], day)
    days = [one.days.first for one in members if day(one) and one.days and not one.earlier]
    if len(values) < 2 or (max(days) - min(days)).days > _DAYS_APART:
        return []
    # A page that gives both days tells of two occasions.
    several = [id_ for one in values for id_ in one.documents]
    return values if len(several) == len(set(several)) else []


def _names(members: Sequence[Said]) -> list[_Value]:
    lists: dict[str, dict[str, str]] = {}
    shown: dict[str, Said] = {}
    for one in members:
        if one.act not in DENYING and one.named:
            known = lists.setdefault(one.document_id, {})
            names = dict(zip(one.targets, one.target_names, strict=False))
            known.update({entity: names.get(entity, entity) for entity in one.named})
            shown.setdefault(one.document_id, one)
    values: dict[str, _Value] = {}
    for document_id, names in lists.items():
        key = ", ".join(sorted(names))
        words = ", ".join(names[entity] for entity in sorted(names))
        values.setdefault(key, _Value(key, words)).add(_shown(shown[document_id]))
    sets = [(frozenset(key.split(", ")), one) for key, one in values.items()]
    apart = [
        one
        for mine, one in sets
        if any(not (mine <= other or other <= mine) and mine & other for other, _ in sets)
    ]
    return apart if len(apart) > 1 else []


def _witnesses(members: Sequence[Said]) -> list[_Value]:
    def seen(one: Said) -> tuple[str, str] | None:
        if not one.private:
            return None
        if one.crowd is not None:
            return one.crowd.casefold(), one.crowd
        if one.witness.path is Path.SAW:
            return one.witness.entity or one.witness.name.casefold(), one.witness.name
        return None

    crowds = any(one.crowd is not None for one in members)
    values = _collect(members, seen) if crowds else []
    return values if len(values) > 1 else []


def _counts(figures: Sequence[Told]) -> Iterator[tuple[str, list[_Value]]]:
    by_unit: dict[str, dict[str, list[Told]]] = {}
    for told in figures:
        documents = by_unit.setdefault(told.figure.unit, {})
        documents.setdefault(told.evidence.document_id, []).append(told)
    for unit, documents in sorted(by_unit.items()):
        values: dict[str, _Value] = {}
        for rows in documents.values():
            if len({row.figure.value for row in rows}) == 1:
                figure = rows[0].figure
                known = values.setdefault(figure.value, _Value(figure.value, figure.words))
                known.add(rows[0].evidence)
        if len(values) > 1:
            yield unit, list(values.values())
