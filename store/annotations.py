"""What language work found in a text: kept as rows, given back as the record that was saved.

The queue that decides which text is read next is in :mod:`store.queue`; its functions are offered
here too, since whoever saves a result also leases the work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from claimwire.ids import make_id
from claimwire.model import (
    Annotation,
    ChainLink,
    Cue,
    DateMention,
    Mention,
    Span,
    Statement,
)
from store import tables
from store.db import selected, upsert
from store.queue import (
    MAX_ATTEMPTS,
    QUEUED,
    counts,
    current_pipeline,
    expire,
    fail,
    failures,
    holders,
    lease,
    promote_if_complete,
    promoted_pipeline,
    put_back,
    register_pipeline,
    release,
    renew,
    retry_failed,
    unfinished,
    where_from,
)
from store.tables import Work

__all__ = [
    "MAX_ATTEMPTS",
    "Found",
    "counts",
    "current_pipeline",
    "expire",
    "fail",
    "failures",
    "holders",
    "lease",
    "load",
    "promote_if_complete",
    "promoted_pipeline",
    "put_back",
    "register_pipeline",
    "release",
    "renew",
    "retry_failed",
    "save",
    "statement_ids",
    "unfinished",
    "where_from",
]

Found = tuple[Annotation, tuple[str, ...]]
"""An annotation and the ids of its statements, in parallel."""

_PLAIN = (
    "act",
    "stance",
    "speaker",
    "content",
    "quote_type",
    "targets",
    "addressee",
    "modality",
    "negated",
    "rule",
    "confidence",
    "earlier",
    "hedge",
    "answers",
)


def save(conn: sa.Connection, pipeline: str, text_id: str, annotation: Annotation) -> None:
    """Keep what was found in a text in place of what was there, and mark the work done."""
    _clear(conn, pipeline, text_id)
    work = QUEUED | {"pipeline": pipeline, "text_id": text_id, "state": Work.DONE}
    found = {
        "language": annotation.language,
        "supported": annotation.supported,
        "sentences": annotation.sentences,
        "truncated_at": annotation.truncated_at,
        "byline": annotation.byline,
    }
    upsert(
        conn,
        tables.annotation,
        [work | found],
        update=["state", "lease_until", "worker", "error", *found],
    )
    keys = {"pipeline": pipeline, "text_id": text_id}
    ids = statement_ids(text_id, annotation.statements)
    for table, records in (
        (tables.mention, annotation.mentions),
        (tables.date_mention, annotation.dates),
    ):
        _add(conn, table, [keys | _numbered(n, one) for n, one in enumerate(records)])
    _add(
        conn,
        tables.statement,
        [
            keys | {"id": id_, "position": n} | _statement_values(one)
            for n, (id_, one) in enumerate(zip(ids, annotation.statements, strict=True))
        ],
    )
    _add(
        conn,
        tables.chain_link,
        [
            {"pipeline": pipeline, "statement_id": id_} | _numbered(n, link)
            for id_, one in zip(ids, annotation.statements, strict=True)
            for n, link in enumerate(one.chain)
        ],
    )
    promote_if_complete(conn, pipeline)


def _clear(conn: sa.Connection, pipeline: str, text_id: str) -> None:
    statement, link = tables.statement, tables.chain_link
    mine = sa.select(statement.c.id).where(
        statement.c.pipeline == pipeline, statement.c.text_id == text_id
    )
    conn.execute(link.delete().where(link.c.pipeline == pipeline, link.c.statement_id.in_(mine)))
    for table in (statement, tables.mention, tables.date_mention):
        conn.execute(table.delete().where(table.c.pipeline == pipeline, table.c.text_id == text_id))


def _add(conn: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        conn.execute(table.insert(), rows)


def _numbered(number: int, record: Any) -> dict[str, Any]:
    return {"position": number} | {name: getattr(record, name) for name in record.__slots__}


def _statement_values(one: Statement) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _PLAIN} | {
        "cue_start": one.cue.start,
        "cue_end": one.cue.end,
        "cue_lemma": one.cue.lemma,
        "sentence_start": one.sentence.start,
        "sentence_end": one.sentence.end,
        "date_position": one.date,
    }


def statement_ids(text_id: str, statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """Return the ids of the statements of a text, in parallel.

    An id is made from the text, the spans and the act alone, so that it survives a new pipeline
    that finds the same statement. Statements that agree in all of these are told apart by number.
    """
    seen: Counter[str] = Counter()
    ids = []
    for one in statements:
        spans = [one.cue.start, one.cue.end]
        for span in one.content:
            spans += [span.start, span.end]
        speaker = (None, None) if one.speaker is None else (one.speaker.start, one.speaker.end)
        parts = [*spans, "by", *speaker, one.act.value]
        base = make_id("s", text_id, *parts, 0)
        ids.append(make_id("s", text_id, *parts, seen[base]) if seen[base] else base)
        seen[base] += 1
    return tuple(ids)


def load(
    conn: sa.Connection, pipeline: str, text_ids: Collection[str] | None = None
) -> dict[str, Found]:
    """Return what a pipeline found, by text id, for the texts among ``text_ids`` that it has read.

    With ``None`` for ``text_ids``: for all that it has read.
    """
    table = tables.annotation
    query = sa.select(table).where(table.c.pipeline == pipeline, table.c.state == Work.DONE)
    rows = {row.text_id: row for row in selected(conn, query, table.c.text_id, text_ids)}
    wanted = None if text_ids is None else sorted(rows)
    mentions = _by_text(conn, tables.mention, Mention, pipeline, wanted)
    dates = _by_text(conn, tables.date_mention, DateMention, pipeline, wanted)
    statements = _statements(conn, pipeline, wanted)
    return {
        id_: (
            Annotation(
                language=row.language,
                supported=row.supported,
                mentions=tuple(mentions.get(id_, ())),
                dates=tuple(dates.get(id_, ())),
                statements=tuple(one for _, one in statements.get(id_, ())),
                sentences=row.sentences,
                truncated_at=row.truncated_at,
                byline=row.byline,
            ),
            tuple(statement_id for statement_id, _ in statements.get(id_, ())),
        )
        for id_, row in sorted(rows.items())
    }


def _by_text(
    conn: sa.Connection,
    table: sa.Table,
    kind: type[Any],
    pipeline: str,
    text_ids: Collection[str] | None,
) -> dict[str, list[Any]]:
    names = kind.__slots__
    query = (
        sa.select(table.c.text_id, *(table.c[name] for name in names))
        .where(table.c.pipeline == pipeline)
        .order_by(table.c.text_id, table.c.position)
    )
    found: dict[str, list[Any]] = {}
    for row in selected(conn, query, table.c.text_id, text_ids):
        found.setdefault(row[0], []).append(kind(*row[1:]))
    return found


def _statements(
    conn: sa.Connection, pipeline: str, text_ids: Collection[str] | None
) -> dict[str, list[tuple[str, Statement]]]:
    table, link = tables.statement, tables.chain_link
    links_query = (
        sa.select(table.c.id, *(link.c[name] for name in ChainLink.__slots__))
        .select_from(link.join(table))
        .where(table.c.pipeline == pipeline)
        .order_by(table.c.id, link.c.position)
    )
    chains: dict[str, list[ChainLink]] = {}
    for row in selected(conn, links_query, table.c.text_id, text_ids):
        chains.setdefault(row[0], []).append(ChainLink(*tuple(row)[1:]))
    query = sa.select(table).where(table.c.pipeline == pipeline)
    query = query.order_by(table.c.text_id, table.c.position)
    found: dict[str, list[tuple[str, Statement]]] = {}
    for row in selected(conn, query, table.c.text_id, text_ids):
        one = _statement(row, tuple(chains.get(row.id, ())))
        found.setdefault(row.text_id, []).append((row.id, one))
    return found


def _statement(row: sa.Row[Any], chain: tuple[ChainLink, ...]) -> Statement:
    values = row._mapping
    return Statement(
        cue=Cue(row.cue_start, row.cue_end, row.cue_lemma),
        sentence=Span(row.sentence_start, row.sentence_end),
        chain=chain,
        date=row.date_position,
        **{name: values[name] for name in _PLAIN},
    )
