"""The annotated document as JSON (DESIGN 13): what ``pipe annotate`` prints, one object a line.

Offsets are code points into the very ``text`` given, end exclusive; unknown is ``null``. Statements
below the confidence that is published are printed too: the reader of the pipe decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from claimwire.model import (
    Annotation,
    ChainLink,
    DateValue,
    EntityType,
    Knowledge,
    Mention,
    Party,
    Relevance,
    Span,
    Statement,
)
from nlp import anonymous, dates
from nlp.force import force
from nlp.saying import Saying, sayings
from nlp.statements.standing import is_bench
from nlp.why import why

_ACTORS = frozenset({EntityType.ORG, EntityType.PERSON})
_EVENT_PRECISIONS = frozenset({"day", "month", "range", "minute"})
_MOST_ACTORS = 4


def to_json(
    record: Mapping[str, Any],
    text: str,
    annotation: Annotation,
    relevance: Relevance,
    knowledge: Knowledge,
    pipeline: str,
) -> dict[str, Any]:
    """Return the annotated form of ``record``, whose ``text`` has been annotated.

    ``published`` of the record anchors relative dates; a time that cannot be read anchors nothing.
    """
    published = read_time(record.get("published"))
    values = [
        dates.resolve(mention.expression, published=published, first_seen=None)
        for mention in annotation.dates
    ]
    return {
        "id": record.get("id"),
        "url": record.get("url"),
        "language": annotation.language,
        "pipeline": pipeline,
        "relevance": {
            "relevant": relevance.relevant,
            "score": relevance.score,
            "reasons": list(relevance.reasons),
        },
        "disputes": [{"id": dispute, "score": score} for dispute, score in relevance.disputes],
        # Adjectives of nations say where somebody is from; they name no actor and no object.
        "entities": [
            _mention(m, annotation, knowledge)
            for m in annotation.mentions
            if m.type is not EntityType.NORP
        ],
        "dates": [
            _date(Span(mention.start, mention.end), value, mention.type)
            for mention, value in zip(annotation.dates, values, strict=True)
        ],
        "statements": [
            _statement(statement, annotation, values, knowledge, text) | {"said": _saying(said)}
            for statement, said in zip(
                annotation.statements,
                sayings(annotation, values, text, published),
                strict=True,
            )
        ],
        "events": list(_events(annotation, values, knowledge)),
    }


def read_time(value: Any) -> dt.datetime | None:
    """Return an ISO 8601 date or time as an aware time, ``None`` if it is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = dt.datetime.fromisoformat(value.strip())
    except ValueError:
        return _partial(value.strip())
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def _partial(value: str) -> dt.datetime | None:
    """Return the first moment of a month (``2025-09``) or a year."""
    for pattern in ("%Y-%m", "%Y"):
        try:
            return dt.datetime.strptime(value, pattern).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
    return None


def _mention(mention: Mention, annotation: Annotation, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "entity": mention.entity,
        "canonical": mention.canonical,
        "type": mention.type.value,
        "start": mention.start,
        "end": mention.end,
        "how": mention.how,
        "why": why(mention, annotation.mentions, knowledge),
    }


def _date(span: Span, value: DateValue | None, kind: str) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "type": kind,
        "value": value.value if value else None,
        "precision": value.precision if value else None,
        "anchor": value.anchor if value else None,
    }


def _statement(
    statement: Statement,
    annotation: Annotation,
    values: list[DateValue | None],
    knowledge: Knowledge,
    text: str,
) -> dict[str, Any]:
    who = statement.speaker.canonical or "" if statement.speaker is not None else ""
    return {
        "act": statement.act.value,
        "stance": statement.stance.value,
        "force": force(statement, text, bench=is_bench(who, text)),
        "speaker": _speaker(statement.speaker, knowledge),
        "cue": {
            "start": statement.cue.start,
            "end": statement.cue.end,
            "lemma": statement.cue.lemma,
        },
        "content": [{"start": span.start, "end": span.end} for span in statement.content],
        "sentence": {"start": statement.sentence.start, "end": statement.sentence.end},
        "quote_type": statement.quote_type.value,
        "addressee": _party(statement.addressee) if statement.addressee else None,
        "targets": [_party(target) for target in statement.targets],
        "modality": statement.modality.value,
        "negated": statement.negated,
        "earlier": statement.earlier,
        "hedge": statement.hedge,
        "chain": [_link(link) for link in statement.chain],
        "date": _said(statement, annotation, values),
        "rule": statement.rule,
        "confidence": round(statement.confidence, 4),
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "entity": party.entity,
        "canonical": party.canonical,
        "start": party.start,
        "end": party.end,
    }


def _speaker(party: Party | None, knowledge: Knowledge) -> dict[str, Any] | None:
    if party is None:
        return None
    behalf = knowledge.entities.get(party.on_behalf_of or "")
    return _party(party) | {
        "role": party.role.value,
        "anonymous": party.anonymous,
        "people": anonymous.count(party.canonical or "") if party.anonymous else None,
        "on_behalf_of": party.on_behalf_of,
        "on_behalf_of_name": behalf.name if behalf else None,
        "medium": party.medium,
    }


def _link(link: ChainLink) -> dict[str, Any]:
    return {
        "kind": link.kind.value,
        "name": link.name,
        "entity": link.entity,
        "link": link.link.value if link.link else None,
    }


def _said(
    statement: Statement, annotation: Annotation, values: list[DateValue | None]
) -> dict[str, Any] | None:
    if statement.date is None:
        return None
    mention, value = annotation.dates[statement.date], values[statement.date]
    return {
        "start": mention.start,
        "end": mention.end,
        "value": value.value if value else None,
        "precision": value.precision if value else None,
    }


def _saying(said: Saying | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {"value": said.value, "precision": said.precision, "how": said.how.value}


# ------------------------------------------------------------------------------------------ events


def _events(
    annotation: Annotation, values: list[DateValue | None], knowledge: Knowledge
) -> Iterator[dict[str, Any]]:
    """Yield what happened or is due on a stated date: a dated sentence that names an actor.

    One event for each date of a text, at the first sentence that gives it.
    """
    days = {value.value[:7] for value in values if value and value.precision == "day"}
    seen: set[str] = set()
    for mention, value in zip(annotation.dates, values, strict=True):
        if value is None or mention.type != "DATE" or value.precision not in _EVENT_PRECISIONS:
            continue
        sentence = next((s for s in annotation.sentences if s.start <= mention.start < s.end), None)
        # A month whose days the text gives is the background of those, not an event of its own.
        if sentence is None or value.value in seen or value.value in days:
            continue
        actors = _actors(annotation, sentence, knowledge)
        if not actors:
            continue
        seen.add(value.value)
        yield {
            "date": value.value,
            "precision": value.precision,
            "start": sentence.start,
            "end": sentence.end,
            "actors": actors,
        }


def _actors(annotation: Annotation, sentence: Span, knowledge: Knowledge) -> list[str]:
    actors: list[str] = []
    for mention in annotation.mentions:
        if not sentence.start <= mention.start < sentence.end or mention.entity is None:
            continue
        known = knowledge.entities.get(mention.entity)
        outlet = known is not None and known.kind in {"outlet", "agency"}
        if mention.type in _ACTORS and not outlet and mention.entity not in actors:
            actors.append(mention.entity)
    return actors[:_MOST_ACTORS]
