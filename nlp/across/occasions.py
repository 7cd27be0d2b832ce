"""Occasions: the dated acts and occurrences that one page tells of.

Two kinds are found. *Acts*: a statement whose own day is given (announced on, filed on, ruled on).
*Occurrences*: a sentence that names an actor of the knowledge base and a day ("Trump is due to meet
Xi in May 2026"). Only dates of a day, a week, a month, a quarter or a range are kept; a bare year
or a duration dates nothing, and neither does a weekday on a page that does not say when it was
published. :mod:`nlp.events` joins the occasions of all pages.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimwire.model import (
    Act,
    DateMention,
    DateValue,
    EntityType,
    Evidence,
    Item,
    Knowledge,
    Rung,
    Span,
    Statement,
)
from nlp import dates
from nlp.across.rungs import identifiers, rung_of
from nlp.days import FIRST_SEEN, Days, days_of, published
from nlp.said import SILENT, Said

OCCURRENCE = "event"
"""Kind of what is no act: only that somebody and a day are named together."""

_PRECISIONS = frozenset({"day", "week", "month", "quarter", "range", "minute"})
_FIRST_YEAR = 1990
_YEARS_AHEAD = 15
_LATELY = dt.timedelta(days=180)
_DAY_OF_MONTH = "monthday:"
"""How :mod:`nlp.dates` notes a day and month without a year."""
_NEAR = 60  # code points around a date in which a step is named
_DATED = re.compile(r"\bdated\s+(?:on\s+)?\Z", re.I)
_DATED_REACH = 12
_BEARER = re.compile(
    r"\b((?:diplomatic )?cable|memo(?:randum)?)\b(?:,? (?:which (?:is|was)|was|is))?,? "
    r"dated\s+(?:on\s+)?\Z",
    re.I,
)
_MEDIA = frozenset({"outlet", "agency"})
_ACTORS = 4  # actors of one sentence that are kept
_ACTOR_TYPES = frozenset({EntityType.ORG, EntityType.PERSON, EntityType.GPE})
_PLANS = re.compile(
    r"\b(?:will|shall|due|scheduled|slated|set to|set for|plans? to|planned|to be held|expected|"
    r"deadline|until|upcoming|takes? effect)\b",
    re.I,
)
_PLAN_REACH = 80  # code points before a date in which such a word speaks of it
_MOVED = re.compile(
    r"\b(?:postpon\w*|reschedul\w*|mov(?:ed|es|ing)|delay\w*|adjourn\w*|deferr\w*|"
    r"push(?:ed|es|ing) (?:back|off)|put off|brought forward)\b[^.;]*?\b(?:to|until|till|for)\s+"
    r"(?:the\s+|next\s+)?\Z",
    re.I,
)
_MODIFIES = re.compile(r"(?:[’']s)?\s+[A-Z]|-[a-z]|\s*\)")  # "US President", "China-based"
_MODIFIED = 6
_BORROWED_YEAR = re.compile(r"@Y(\d{4})\Z")
"""How :mod:`nlp.dates` notes the year that a day without one would take from the text."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A dated act or occurrence as one page tells it."""

    date: DateValue
    kind: str  # an act, or OCCURRENCE
    actors: tuple[tuple[str, str], ...]  # (entity id or speaker key, name)
    entities: tuple[str, ...]  # those actors that are entities
    targets: tuple[str, ...]  # names
    planned: bool
    evidence: Evidence
    statement_id: str | None  # the statement that it is
    rung: Rung | None = None  # the step of a dispute that it is
    identifiers: tuple[tuple[str, str], ...] = ()  # (kind, value): docket, bill
    moved: bool = False  # told as put off, or brought forward, to this day


def occasions(
    item: Item, statements: Sequence[tuple[Statement, Said]], knowledge: Knowledge
) -> tuple[Occasion, ...]:
    """Return the occasions of one page; ``statements`` are those of :func:`reading.read`."""
    used: set[int | None] = set()
    found = list(_datings(item, statements, used, knowledge))
    for statement, one in statements:
        if statement.date in used:
            continue
        dated = _dated(item, statement, one)
        if dated is not None:
            found.append(_act(item, statement, one, *dated))
            used.add(statement.date)
    sentences = sorted(item.annotation.sentences)
    for number, mention in enumerate(item.annotation.dates):
        if number not in used and mention.type == "DATE":
            found.extend(_occurrences(item, mention, sentences, knowledge))
    return tuple(found)


def _datings(
    item: Item,
    statements: Sequence[tuple[Statement, Said]],
    used: set[int | None],
    knowledge: Knowledge,
) -> Iterator[Occasion]:
    """Yield the days that documents bear which speak in a page: "the cable, dated Friday, tells".

    "The document" is the one that the same author speaks by elsewhere in the page; where a cable or
    memo is itself what is dated, it needs no other mention.
    """
    rungs = [(one.key, rung_of(None, "", one.medium)) for _, one in statements if one.medium]
    spoken = {key: rung for key, rung in reversed(rungs) if rung is not None}
    authors = {spoken[one.key]: one for _, one in reversed(statements) if one.key in spoken}
    for statement, one in statements:
        for number, mention in enumerate(item.annotation.dates):
            inside = statement.sentence.start <= mention.start < statement.sentence.end
            before = item.text[max(0, mention.start - _DATED_REACH) : mention.start]
            if number in used or not inside or not _DATED.search(before):
                continue
            bearing = _BEARER.search(item.text[statement.sentence.start : mention.start])
            rung = spoken.get(one.key) or (rung_of(None, "", bearing[1]) if bearing else None)
            if rung is None:
                continue
            author = authors.get(rung) or one
            known = knowledge.entities.get(author.speaker or "")
            if author.key is None or author.outlet or (known and known.kind in _MEDIA):
                continue  # who only had it in his hands has not dated it
            value = dates.resolve(
                mention.expression, published=published(item), first_seen=item.document.first_seen
            )
            if value is None or not _usable(value, mention, item):
                continue
            used.add(number)
            yield Occasion(
                date=value,
                kind=OCCURRENCE,
                actors=((author.speaker or author.key or "", author.speaker_name or ""),),
                entities=(author.speaker,) if author.speaker else (),
                targets=(),
                planned=False,
                evidence=_evidence(item, statement.sentence),
                statement_id=one.statement_id,
                rung=rung,
            )


def _dated(item: Item, statement: Statement, one: Said) -> tuple[DateValue, DateMention] | None:
    """Return the date of an act that is an event, where it is stated."""
    if one.date is None or one.key is None or statement.date is None or statement.negated:
        return None
    mention = item.annotation.dates[statement.date]
    unfit = statement.act in SILENT or statement.act is Act.SAY
    if unfit or not _usable(one.date, mention, item):
        return None
    return one.date, mention


def _act(
    item: Item, statement: Statement, one: Said, date: DateValue, mention: DateMention
) -> Occasion:
    sentence = statement.sentence.of(item.text)
    return Occasion(
        date=date,
        kind=str(statement.act),
        actors=((one.speaker or one.key or "", one.speaker_name or ""),),
        entities=(one.speaker,) if one.speaker else (),
        targets=one.target_names,
        planned=_is_planned(date, item, statement.sentence, mention),
        evidence=_evidence(item, statement.sentence),
        statement_id=one.statement_id,
        rung=None if statement.negated else rung_of(statement.act, sentence, one.medium),
        identifiers=identifiers(sentence),
        moved=_is_moved(item, statement.sentence, mention),
    )


def _occurrences(
    item: Item, mention: DateMention, sentences: Sequence[Span], knowledge: Knowledge
) -> Iterator[Occasion]:
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
    yield Occasion(
        date=value,
        kind=OCCURRENCE,
        actors=tuple(actors.items()),
        entities=tuple(actors),
        targets=(),
        planned=_is_planned(value, item, sentence, mention),
        evidence=_evidence(item, sentence),
        statement_id=None,
        rung=rung_of(None, _around(item.text, sentence, mention)),
        identifiers=identifiers(sentence.of(item.text)),
        moved=_is_moved(item, sentence, mention),
    )


def _around(text: str, sentence: Span, mention: DateMention) -> str:
    """Return the words near a date in which a step must be named to have been taken then."""
    start = max(sentence.start, mention.start - _NEAR)
    return text[start : min(sentence.end, mention.end + _NEAR)]


def _actors(item: Item, sentence: Span, knowledge: Knowledge) -> dict[str, str]:
    """Return the actors of the knowledge base in a sentence, places last.

    A place counts only as a noun of its own.
    """
    found: dict[str, str] = {}
    for mention in sorted(item.annotation.mentions, key=lambda mention: mention.start):
        known = knowledge.entities.get(mention.entity or "")
        inside = sentence.start <= mention.start < sentence.end
        if known is None or not inside or known.type not in _ACTOR_TYPES:
            continue
        after = item.text[mention.end : mention.end + _MODIFIED]
        modifies = known.type is EntityType.GPE and _MODIFIES.match(after) is not None
        # Who reports it is no actor of it.
        if not modifies and known.kind not in _MEDIA:
            found.setdefault(known.id, known.name)
    last = sorted(found, key=lambda id_: knowledge.entities[id_].type is EntityType.GPE)
    return {id_: found[id_] for id_ in last[:_ACTORS]}


def _usable(value: DateValue, mention: DateMention, item: Item) -> bool:
    """Say whether a date is sure enough to stand in a timeline.

    *April 14* on an undated page may take its year from another date of the text; where the page
    was first seen in another year, that is a guess too many.
    """
    days = days_of(value)
    borrowed = _BORROWED_YEAR.search(mention.expression)
    if borrowed and published(item) is None and int(borrowed[1]) != _reference(item).year:
        return False
    if value.precision not in _PRECISIONS or days is None:
        return False
    if value.anchor == FIRST_SEEN and not _is_lately(days, mention, item):
        return False
    latest = _reference(item).year + _YEARS_AHEAD
    return days.first.year >= _FIRST_YEAR and days.last.year <= latest


def _is_lately(days: Days, mention: DateMention, item: Item) -> bool:
    """Whether a day that lacks its year only lies in the months before a page was first seen.

    A page that does not say when it was published was most likely published then, too; a weekday
    would still be a guess among fifty.
    """
    ago = _reference(item) - days.first
    return mention.expression.startswith(_DAY_OF_MONTH) and dt.timedelta(0) <= ago <= _LATELY


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


def _is_moved(item: Item, sentence: Span, mention: DateMention) -> bool:
    """Whether the words before a date say that something was moved to it."""
    start = max(sentence.start, mention.start - _PLAN_REACH)
    return _MOVED.search(item.text[start : mention.start]) is not None


def _evidence(item: Item, sentence: Span) -> Evidence:
    return Evidence(item.revision.id, item.document.id, sentence.start, sentence.end)
