"""Events: dated things that happened or are due, each with the sentence that says so.

Two kinds are found. *Acts*: a statement whose own day is given (announced on, filed on, ruled on).
*Occurrences*: a sentence that names an actor and a day ("Trump is due to meet Xi in May 2026").
Only dates of a day, a week, a month, a quarter or a range are kept; a bare year or a duration dates
nothing. Reports of one actor, day and kind are one event, with all their sentences as evidence.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claimwire.ids import make_id
from claimwire.model import (
    Act,
    DateValue,
    EntityType,
    Event,
    Evidence,
    Item,
    Knowledge,
    Modality,
    Span,
)
from nlp import dates
from nlp.said import SILENT, Said, days_of, published

PAST = "past"
PLANNED = "planned"
OCCURRENCE = "event"

_PRECISIONS = frozenset({"day", "week", "month", "quarter", "range", "minute"})
_FIRST_YEAR = 1990
_YEARS_AHEAD = 15
_ACTORS = 4  # actors of one sentence that are kept
_ACTOR_TYPES = frozenset({EntityType.ORG, EntityType.PERSON, EntityType.GPE})
_PLANS = re.compile(
    r"\b(?:will|would|shall|due to|scheduled|slated|set to|set for|plans? to|planned|to be held|"
    r"is expected to|are expected to|deadline|until|upcoming|takes? effect)\b",
    re.I,
)


@dataclass(slots=True)
class _Draft:
    date: DateValue
    kind: str
    actor: str  # entity id, else the name
    actors: dict[str, str]  # name by key, in order of first mention
    targets: dict[str, None]
    planned: list[bool]
    evidence: dict[tuple[str, int, int], Evidence]
    claim_id: str | None = None
    entities: set[str] = field(default_factory=set)
    dispute: str | None = None


def find(
    items: Sequence[Item],
    statements: Sequence[Said],
    claims: Mapping[str, str],
    disputes: Mapping[str, str | None],
    knowledge: Knowledge,
) -> tuple[Event, ...]:
    """Find the events of all items, which come in order of first appearance.

    ``claims`` maps a statement id to its claim, ``disputes`` a document id to its dispute.
    """
    drafts: dict[tuple[str, str, str], _Draft] = {}
    by_document: dict[str, list[Said]] = {}
    for one in statements:
        by_document.setdefault(one.document_id, []).append(one)
    for item in items:
        told = by_document.get(item.document.id, [])
        dispute = disputes.get(item.document.id)
        acts = [draft for one in told if (draft := _act(one, claims)) is not None]
        taken = {(draft.date.value, actor) for draft in acts for actor in draft.actors}
        occurrences = _occurrences(item, knowledge, taken)
        for draft in (*acts, *occurrences):
            draft.dispute = dispute
            _merge(drafts, draft)
    return tuple(_event(draft) for _, draft in sorted(drafts.items(), key=_by_date))


def _act(one: Said, claims: Mapping[str, str]) -> _Draft | None:
    statement = one.statement
    if one.date is None or one.key is None or statement.act in SILENT or statement.negated:
        return None
    if statement.act is Act.SAY or not _usable(one.date, one.item):
        return None
    evidence = _evidence(one.item, statement.sentence)
    return _Draft(
        date=one.date,
        kind=str(statement.act),
        actor=one.speaker or one.key,
        actors={one.speaker or one.key: one.speaker_name or ""},
        targets=dict.fromkeys(one.target_names),
        planned=[statement.modality is Modality.PLANNED or _is_ahead(one.date, one.item)],
        evidence={(evidence.revision_id, evidence.start, evidence.end): evidence},
        claim_id=claims.get(one.statement_id),
        entities={one.speaker} if one.speaker else set(),
    )


def _occurrences(item: Item, knowledge: Knowledge, taken: set[tuple[str, str]]) -> Iterable[_Draft]:
    annotation = item.annotation
    sentences = sorted(annotation.sentences)
    starts = [sentence.start for sentence in sentences]
    for mention in annotation.dates:
        if mention.type != "DATE":
            continue
        number = bisect_right(starts, mention.start) - 1
        if number < 0 or sentences[number].end < mention.end:
            continue
        sentence = sentences[number]
        value = dates.resolve(
            mention.expression, published=published(item), first_seen=item.document.first_seen
        )
        actors = _actors(item, sentence, knowledge)
        if value is None or not actors or not _usable(value, item):
            continue
        if any((value.value, actor) in taken for actor in actors):
            continue
        evidence = _evidence(item, sentence)
        ahead = _is_ahead(value, item)
        yield _Draft(
            date=value,
            kind=OCCURRENCE,
            actor=next(iter(actors)),
            actors=actors,
            targets={},
            planned=[ahead or (bool(_PLANS.search(sentence.of(item.text))) and _open(value, item))],
            evidence={(evidence.revision_id, evidence.start, evidence.end): evidence},
            entities=set(actors),
        )


def _actors(item: Item, sentence: Span, knowledge: Knowledge) -> dict[str, str]:
    found: dict[str, str] = {}
    for mention in sorted(item.annotation.mentions, key=lambda mention: mention.start):
        inside = sentence.start <= mention.start < sentence.end
        if not inside or mention.entity is None or mention.type not in _ACTOR_TYPES:
            continue
        known = knowledge.entities.get(mention.entity)
        if known is not None and known.kind in ("outlet", "agency"):
            continue  # who reports it is no actor of it
        found.setdefault(mention.entity, known.name if known else mention.canonical)
    return dict(list(found.items())[:_ACTORS])


def _usable(value: DateValue, item: Item) -> bool:
    days = days_of(value)
    if value.precision not in _PRECISIONS or days is None:
        return False
    latest = _reference(item).year + _YEARS_AHEAD
    return days.first.year >= _FIRST_YEAR and days.last.year <= latest


def _reference(item: Item) -> dt.date:
    return (published(item) or item.document.first_seen).date()


def _is_ahead(value: DateValue, item: Item) -> bool:
    days = days_of(value)
    return days is not None and days.first > _reference(item)


def _open(value: DateValue, item: Item) -> bool:
    """Whether the dated time was not yet over when the item appeared, as far as is known."""
    days = days_of(value)
    moment = published(item)
    return days is not None and (moment is None or days.last >= moment.date())


def _evidence(item: Item, sentence: Span) -> Evidence:
    return Evidence(item.revision.id, item.document.id, sentence.start, sentence.end)


def _merge(drafts: dict[tuple[str, str, str], _Draft], draft: _Draft) -> None:
    key = (draft.date.value, draft.kind, draft.actor)
    known = drafts.get(key)
    if known is None:
        drafts[key] = draft
        return
    for actor, name in draft.actors.items():
        known.actors.setdefault(actor, name)
    known.targets.update(draft.targets)
    known.planned.extend(draft.planned)
    known.evidence.update(draft.evidence)
    known.claim_id = known.claim_id or draft.claim_id
    known.dispute = known.dispute or draft.dispute
    known.entities |= draft.entities


def _by_date(entry: tuple[tuple[str, str, str], _Draft]) -> tuple[dt.date, str, str, str]:
    days = days_of(entry[1].date)
    return (days.first if days else dt.date.max, *entry[0])


def _event(draft: _Draft) -> Event:
    return Event(
        id=make_id("e", draft.date.value, draft.kind, draft.actor),
        date=draft.date.value,
        precision=draft.date.precision,
        status=PLANNED if all(draft.planned) else PAST,
        kind=draft.kind,
        actors=tuple(actor for actor in draft.actors if actor in draft.entities),
        actor_names=tuple(name for name in draft.actors.values() if name),
        target_names=tuple(draft.targets),
        claim_id=draft.claim_id,
        dispute_id=draft.dispute,
        evidence=tuple(draft.evidence.values()),
    )
