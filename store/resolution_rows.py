"""A resolution as rows of the derived tables, and back, without loss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from claimwire.model import (
    Appearance,
    Claim,
    Delta,
    Event,
    Evidence,
    Origin,
    Relevance,
    Resolution,
    Response,
    Reuse,
    Story,
)
from store import across_rows, tables
from store.tables_across import ACROSS

Row = dict[str, Any]
Only = Mapping[str, Collection[str]]
"""By kind of record the names of some, as :data:`OWNED` has them."""

T = TypeVar("T")

_REUSE = ("document_id", "source_id", "kind", "containment")
_RELEVANCE = ("relevant", "score", "reasons", "disputes")
_CLAIM = (
    "id",
    "act",
    "stance",
    "speaker",
    "speaker_name",
    "targets",
    "target_names",
    "dispute_id",
    "independent_origins",
    "publishers",
    "visibility",
    "party_in_interest",
    "pinned",
    "said",
    "first_seen",
)
_APPEARANCE = ("statement_id", "revision_id", "document_id", "inferred", "inferred_from")
_ORIGIN = ("id", "claim_id", "known", "kind", "name", "entity", "documents", "party_in_interest")
_RESPONSE = (
    "id",
    "claim_id",
    "responder",
    "responder_name",
    "kind",
    "said",
    "medium",
    "strength",
    "predates",
    "answered_by",
)
_STORY = ("id", "headline_document", "first_seen", "emerging", "also", "pinned")
_EVENT = (
    "id",
    "date",
    "precision",
    "status",
    "kind",
    "actors",
    "actor_names",
    "target_names",
    "claim_id",
    "dispute_id",
)
_EVIDENCE = ("revision_id", "document_id", "start", "end")
_DELTA = (
    "id",
    "kind",
    "learned_at",
    "claim_id",
    "dispute_id",
    "entities",
    "document_id",
    "response_id",
    "event_id",
    "origin_id",
    "detail",
    "change_id",
    "step_id",
)


def _take(record: Any, names: Iterable[str], prefix: str = "") -> Row:
    return {prefix + name: getattr(record, name) for name in names}


OWNED = {
    "relevance": ("relevance", "document_id"),
    "reuse_member": ("reuse_member", "document_id"),
    "claim": ("claim", "id"),
    "claim_statement": ("claim", "claim_id"),
    "origin": ("claim", "claim_id"),
    "response": ("response", "id"),
    "story": ("story", "id"),
    "story_document": ("story", "story_id"),
    "story_dispute": ("story", "story_id"),
    "event": ("event", "id"),
    "event_evidence": ("event", "event_id"),
    "delta": ("delta", "id"),
    **{table.name: (table.name, "id") for table in ACROSS},
}
"""By table the kind of record that its rows are part of, and the column that names the record."""


def records(resolution: Resolution) -> dict[str, Iterator[tuple[str, int, Any]]]:
    """Return by kind all records with their place; of reuse the id names both documents.

    The first word of an id is what :data:`OWNED` names.
    """
    relevant = sorted(resolution.relevance.items())
    return {
        "relevance": ((id_, 0, one) for id_, one in relevant),
        "reuse_member": (
            (f"{one.document_id} {one.source_id}", n, one) for n, one in enumerate(resolution.reuse)
        ),
        "claim": _placed(resolution.claims),
        "response": _placed(resolution.responses),
        "story": _placed(resolution.stories),
        "event": _placed(resolution.events),
        "delta": _placed(resolution.deltas),
        **{name: _placed(held) for name, held in across_rows.records(resolution).items()},
    }


def _placed(held: Iterable[Any]) -> Iterator[tuple[str, int, Any]]:
    return ((one.id, n, one) for n, one in enumerate(held))


def to_rows(resolution: Resolution, only: Only | None = None) -> dict[str, list[Row]]:
    """Return the rows of every derived table, by its name; ``only`` of these records, by kind."""
    rows: dict[str, list[Row]] = {table.name: [] for table in tables.PARENTS_FIRST}

    def chosen(kind: str, held: Iterable[T], name: str = "id") -> Iterator[tuple[int, T]]:
        wanted = None if only is None else only[kind]
        for n, one in enumerate(held):
            if wanted is None or getattr(one, name) in wanted:
                yield n, one

    rows["relevance"] = [
        {"document_id": id_} | _take(one, _RELEVANCE)
        for id_, one in sorted(resolution.relevance.items())
        if only is None or id_ in only["relevance"]
    ]
    rows["reuse_member"] = [
        _take(one, _REUSE) | {"position": n}
        for n, one in chosen("reuse_member", resolution.reuse, "document_id")
    ]
    for n, claim in chosen("claim", resolution.claims):
        _claim_rows(rows, n, claim)
    rows["response"] = [
        _take(one, _RESPONSE) | _take(one.appearance, _APPEARANCE) | {"position": n}
        for n, one in chosen("response", resolution.responses)
    ]
    for n, story in chosen("story", resolution.stories):
        _story_rows(rows, n, story)
    for n, event in chosen("event", resolution.events):
        rows["event"].append(_take(event, _EVENT) | {"position": n})
        rows["event_evidence"] += [
            {"event_id": event.id, "position": m} | _take(one, _EVIDENCE)
            for m, one in enumerate(event.evidence)
        ]
    rows["delta"] = [
        _take(one, _DELTA) | _take(one.evidence, _EVIDENCE, "evidence_") | {"position": n}
        for n, one in chosen("delta", resolution.deltas)
    ]
    for name, held in across_rows.records(resolution).items():
        rows[name] = [across_rows.to_row(one) | {"position": n} for n, one in chosen(name, held)]
    return rows


def _claim_rows(rows: dict[str, list[Row]], number: int, claim: Claim) -> None:
    first = _take(claim.first, _APPEARANCE, "first_")
    rows["claim"].append(_take(claim, _CLAIM) | first | {"position": number})
    rows["claim_statement"] += [
        {"claim_id": claim.id, "position": n} | _take(one, _APPEARANCE)
        for n, one in enumerate(claim.appearances)
    ]
    rows["origin"] += [
        _take(one, _ORIGIN) | {"claim_id": claim.id, "position": n}
        for n, one in enumerate(claim.origins)
    ]


def _story_rows(rows: dict[str, list[Row]], number: int, story: Story) -> None:
    rows["story"].append(_take(story, _STORY) | {"position": number})
    rows["story_document"] += [
        {"story_id": story.id, "position": n, "document_id": document_id}
        for n, document_id in enumerate(story.documents)
    ]
    if story.dispute_id is not None:
        rows["story_dispute"].append({"story_id": story.id, "dispute_id": story.dispute_id})


def read(conn: sa.Connection, version: str) -> Resolution:
    """Return the resolution that the derived tables hold."""
    return Resolution(
        version=version,
        relevance=_relevance(conn),
        reuse=reuse(conn),
        claims=_claims(conn),
        responses=tuple(
            Response(appearance=_appearance(row), **_pick(row, _RESPONSE))
            for row in _ordered(conn, tables.response)
        ),
        stories=_stories(conn),
        events=_events(conn),
        deltas=tuple(
            Delta(evidence=_evidence(row, "evidence_"), **_pick(row, _DELTA))
            for row in _ordered(conn, tables.delta)
        ),
        **across_rows.read(conn),
    )


def reuse(conn: sa.Connection) -> tuple[Reuse, ...]:
    """Return the reuse that the tables hold, in order."""
    return tuple(Reuse(**_pick(row, _REUSE)) for row in _ordered(conn, tables.reuse_member))


def _ordered(conn: sa.Connection, table: sa.Table, *first: str) -> Iterable[sa.RowMapping]:
    order = [table.c[name] for name in (*first, "position")]
    return conn.execute(sa.select(table).order_by(*order)).mappings()


def _pick(row: sa.RowMapping, names: Iterable[str]) -> Row:
    return {name: row[name] for name in names}


def _appearance(row: sa.RowMapping, prefix: str = "") -> Appearance:
    return Appearance(*[row[prefix + name] for name in _APPEARANCE])


def _evidence(row: sa.RowMapping, prefix: str = "") -> Evidence:
    return Evidence(*[row[prefix + name] for name in _EVIDENCE])


def _grouped(
    conn: sa.Connection, table: sa.Table, by: str, make: Callable[[sa.RowMapping], Any]
) -> Mapping[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in _ordered(conn, table, by):
        found[row[by]].append(make(row))
    return found


def _relevance(conn: sa.Connection) -> dict[str, Relevance]:
    table = tables.relevance
    query = sa.select(table).order_by(table.c.document_id)
    return {
        row["document_id"]: Relevance(**_pick(row, _RELEVANCE))
        for row in conn.execute(query).mappings()
    }


def _claims(conn: sa.Connection) -> tuple[Claim, ...]:
    appearances = _grouped(conn, tables.claim_statement, "claim_id", _appearance)
    origins = _grouped(conn, tables.origin, "claim_id", lambda row: Origin(**_pick(row, _ORIGIN)))
    return tuple(
        Claim(
            first=_appearance(row, "first_"),
            appearances=tuple(appearances.get(row["id"], ())),
            origins=tuple(origins.get(row["id"], ())),
            **_pick(row, _CLAIM),
        )
        for row in _ordered(conn, tables.claim)
    )


def _stories(conn: sa.Connection) -> tuple[Story, ...]:
    documents = _grouped(conn, tables.story_document, "story_id", lambda row: row["document_id"])
    table = tables.story_dispute
    disputes = {row.story_id: row.dispute_id for row in conn.execute(sa.select(table))}
    return tuple(
        Story(
            documents=tuple(documents.get(row["id"], ())),
            dispute_id=disputes.get(row["id"]),
            **_pick(row, _STORY),
        )
        for row in _ordered(conn, tables.story)
    )


def _events(conn: sa.Connection) -> tuple[Event, ...]:
    evidence = _grouped(conn, tables.event_evidence, "event_id", _evidence)
    return tuple(
        Event(evidence=tuple(evidence.get(row["id"], ())), **_pick(row, _EVENT))
        for row in _ordered(conn, tables.event)
    )
