"""Events: dated things that happened or are due, each with the sentence that says so.

Two kinds are found. *Acts*: a statement whose own day is given (announced on, filed on, ruled on).
*Occurrences*: a sentence that names an actor of the knowledge base and a day ("Trump is due to meet
Xi in May 2026"). Only dates of a day, a week, a month, a quarter or a range are kept; a bare year
or a duration dates nothing, and neither does a weekday on a page that does not say when it was
published. Reports of one actor, day and kind are one event, with all their sentences as evidence.
An event is planned when its day lay ahead, or when every report speaks of it as due.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimwire.ids import make_id
from claimwire.model import (
    Act,
    DateMention,
    DateValue,
    EntityType,
    Event,
    Evidence,
    Item,
    Knowledge,
    Span,
)
from nlp import dates
from nlp.days import FIRST_SEEN, days_of, published
from nlp.said import ACCUSING, SILENT, Said

PAST = "past"
PLANNED = "planned"
OCCURRENCE = "event"

_PRECISIONS = frozenset({"day", "week", "month", "quarter", "range", "minute"})
_FIRST_YEAR = 1990
_YEARS_AHEAD = 15
_ACTORS = 4  # actors of one sentence that are kept
_ACTOR_TYPES = frozenset({EntityType.ORG, EntityType.PERSON, EntityType.GPE})
_PLANS = re.compile(
    r"\b(?:will|shall|due|scheduled|slated|set to|set for|plans? to|planned|to be held|expected|"
    r"deadline|until|upcoming|takes? effect)\b",
    re.I,
)
_PLAN_REACH = 80  # code points before a date in which such a word speaks of it
_MODIFIES = re.compile(r"(?:[’']s)?\s+[A-Z]|-[a-z]|\s*\)")  # "US President", "China-based"
_MODIFIED = 6


@dataclass(slots=True)
class _Draft:
    date: DateValue
    kind: str
    actors: dict[str, str]  # name by entity id, or by speaker key, in order of first mention
    targets: dict[str, None]
    planned: list[bool]
    evidence: dict[tuple[str, int, int], Evidence]
    claim_id: str | None = None
    entities: set[str] = field(default_factory=set)
    dispute: str | None = None

    @property
    def actor(self) -> str:
        return next(iter(self.actors))


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
        found: list[_Draft] = []
        used: set[int | None] = set()
        for one in by_document.get(item.document.id, []):
            dated = _dated(one)
            if dated is not None:
                found.append(_act(one, *dated, claims))
                used.add(one.statement.date)
        sentences = sorted(item.annotation.sentences)
        for number, mention in enumerate(item.annotation.dates):
            if number not in used and mention.type == "DATE":
                found.extend(_occurrences(item, mention, sentences, knowledge))
        for draft in found:
            draft.dispute = disputes.get(item.document.id)
            _merge(drafts, draft)
    return tuple(_event(key, draft) for key, draft in sorted(drafts.items(), key=_by_date))


_BORROWED_YEAR = re.compile(r"@Y(\d{4})\Z")
"""How :mod:`nlp.dates` notes the year that a day without one would take from the text."""


def _dated(one: Said) -> tuple[DateValue, DateMention, str] | None:
    """Return the date of an act that is an event, where it is stated, and who acts."""
    statement = one.statement
    if one.date is None or one.key is None or statement.date is None or statement.negated:
        return None
    mention = one.item.annotation.dates[statement.date]
    unfit = statement.act in SILENT or statement.act is Act.SAY
    if unfit or not _usable(one.date, mention, one.item):
        return None
    return one.date, mention, one.speaker or one.key


def _act(
    one: Said, date: DateValue, mention: DateMention, actor: str, claims: Mapping[str, str]
) -> _Draft:
    evidence = _evidence(one.item, one.statement.sentence)
    return _Draft(
        date=date,
        kind=str(one.statement.act),
        actors={actor: one.speaker_name or ""},
        targets=dict.fromkeys(one.target_names),
        planned=[_is_planned(date, one.item, one.statement.sentence, mention)],
        evidence={(evidence.revision_id, evidence.start, evidence.end): evidence},
        claim_id=claims.get(one.statement_id),
        entities={one.speaker} if one.speaker else set(),
    )


def _occurrences(
    item: Item, mention: DateMention, sentences: Sequence[Span], knowledge: Knowledge
) -> Iterator[_Draft]:
    value = dates.resolve(
        mention.expression, published=published(item), first_seen=item.document.first_seen
    )
    number = bisect_right(sentences, mention.start, key=lambda sentence: sentence.start) - 1
    if value is None or number < 0 or mention.end > sentences[number].end:
        return
    sentence = sentences[number]
    actors = _actors(item, sentence, knowledge)
    if not actors or not _usable(value, mention, item):
        return
    evidence = _evidence(item, sentence)
    yield _Draft(
        date=value,
        kind=OCCURRENCE,
        actors=actors,
        targets={},
        planned=[_is_planned(value, item, sentence, mention)],
        evidence={(evidence.revision_id, evidence.start, evidence.end): evidence},
        entities=set(actors),
    )


def _actors(item: Item, sentence: Span, knowledge: Knowledge) -> dict[str, str]:
    """Return the actors of the knowledge base in a sentence; places only as nouns of their own."""
    found: dict[str, str] = {}
    for mention in sorted(item.annotation.mentions, key=lambda mention: mention.start):
        known = knowledge.entities.get(mention.entity or "")
        inside = sentence.start <= mention.start < sentence.end
        if known is None or not inside or known.type not in _ACTOR_TYPES:
            continue
        after = item.text[mention.end : mention.end + _MODIFIED]
        modifies = known.type is EntityType.GPE and _MODIFIES.match(after) is not None
        # Who reports it is no actor of it.
        if not modifies and known.kind not in ("outlet", "agency"):
            found.setdefault(known.id, known.name)
    return dict(list(found.items())[:_ACTORS])


def _usable(value: DateValue, mention: DateMention, item: Item) -> bool:
    """Say whether a date is sure enough to stand in a timeline.

    *April 14* on an undated page may take its year from another date of the text; where the page
    was first seen in another year, that is a guess too many.
    """
    days = days_of(value)
    borrowed = _BORROWED_YEAR.search(mention.expression)
    if borrowed and published(item) is None and int(borrowed[1]) != _reference(item).year:
        return False
    if value.precision not in _PRECISIONS or days is None or value.anchor == FIRST_SEEN:
        return False
    latest = _reference(item).year + _YEARS_AHEAD
    return days.first.year >= _FIRST_YEAR and days.last.year <= latest


def _reference(item: Item) -> dt.date:
    return (published(item) or item.document.first_seen).date()


def _is_planned(value: DateValue, item: Item, sentence: Span, mention: DateMention) -> bool:
    """Whether a day lay ahead, or is told as due on a page that may be older than that day."""
    days = days_of(value)
    if days is None:
        return False
    if days.first > _reference(item):
        return True
    moment = published(item)
    start = max(sentence.start, mention.start - _PLAN_REACH)
    told_as_due = _PLANS.search(item.text[start : mention.start]) is not None
    return told_as_due and (moment is None or days.last >= moment.date())


def _evidence(item: Item, sentence: Span) -> Evidence:
    return Evidence(item.revision.id, item.document.id, sentence.start, sentence.end)


def _merge(drafts: dict[tuple[str, str, str], _Draft], draft: _Draft) -> None:
    accuses = draft.kind in ACCUSING  # "accused" and "alleged" are two words for one act
    key = (draft.date.value, Act.ACCUSE if accuses else draft.kind, draft.actor)
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


def _event(key: tuple[str, str, str], draft: _Draft) -> Event:
    return Event(
        id=make_id("e", *key),
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
