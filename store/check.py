"""Whether the database is whole: what the engine checks, and what only the program can know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from claimwire.ids import text_digest
from claimwire.model import ChainLink, Party, Span
from store import tables
from store.db import integrity_problems

_LIMIT = 100
"""Problems that are told; a person reads them."""


def check(conn: sa.Connection) -> list[str]:
    """Return what is wrong with the database, in words, at most 100 lines; empty: it is whole.

    Checked are the pages and references (SQLite; PostgreSQL enforces them), that every text is the
    one its id names, that every span of a mention, statement, chain and quoted evidence lies inside
    its text, and that at most one pipeline is current and promoted.
    """
    problems: list[str] = []
    for part in (_engine, _pipelines, _texts, _mentions, _statements, _chains, _evidence):
        for problem in part(conn):
            problems.append(problem)
            if len(problems) == _LIMIT:
                return [*problems, "and perhaps more"]
    return problems


def _engine(conn: sa.Connection) -> Iterator[str]:
    yield from integrity_problems(conn)


def _pipelines(conn: sa.Connection) -> Iterator[str]:
    table = tables.pipeline
    for column, word in ((table.c.current, "current"), (table.c.promoted, "promoted")):
        number = conn.scalar(sa.select(sa.func.count()).where(column)) or 0
        if number > 1:
            yield f"pipeline: {number} are {word}, there can be one"


def _texts(conn: sa.Connection) -> Iterator[str]:
    table = tables.text
    for row in conn.execute(sa.select(table.c.id, table.c.body, table.c.length)):
        if text_digest(row.body) != row.id:
            yield f"text {row.id}: is not the text that its id names"
        if len(row.body) != row.length:
            yield f"text {row.id}: has {len(row.body)} code points, not {row.length}"


def _mentions(conn: sa.Connection) -> Iterator[str]:
    for table in (tables.mention, tables.date_mention):
        text = tables.text
        outside = sa.or_(
            table.c.start < 0, table.c.end <= table.c.start, table.c.end > text.c.length
        )
        query = (
            sa.select(table.c.text_id, table.c.start, table.c.end)
            .select_from(table.join(text, text.c.id == table.c.text_id))
            .where(outside)
            .order_by(table.c.text_id, table.c.position)
        )
        for row in conn.execute(query):
            yield f"{table.name}: {row.start}–{row.end} is outside text {row.text_id}"


def _statements(conn: sa.Connection) -> Iterator[str]:
    table, text, date = tables.statement, tables.text, tables.date_mention
    query = (
        sa.select(table, text.c.length, date.c.position.label("dated"))
        .select_from(table.join(text, text.c.id == table.c.text_id))
        .outerjoin(
            date,
            sa.and_(
                date.c.pipeline == table.c.pipeline,
                date.c.text_id == table.c.text_id,
                date.c.position == table.c.date_position,
            ),
        )
        .order_by(table.c.pipeline, table.c.id)
    )
    for row in conn.execute(query):
        if not all(_inside(span, row.length) for span in _spans(row)):
            yield f"statement {row.id}: a span is outside text {row.text_id}"
        if row.date_position is not None and row.dated is None:
            yield f"statement {row.id}: names a date that the text does not have"


def _spans(row: sa.Row[tuple[object, ...]]) -> Iterator[Span]:
    yield Span(row.cue_start, row.cue_end)
    yield Span(row.sentence_start, row.sentence_end)
    yield from row.content
    if row.answers is not None:
        yield row.answers
    yield from _worded([row.speaker, row.addressee, *row.targets])


def _worded(parties: Iterable[Party | ChainLink | None]) -> Iterator[Span]:
    for party in parties:
        if party is not None and party.start is not None:
            yield Span(party.start, -1 if party.end is None else party.end)


def _inside(span: Span, length: int) -> bool:
    return 0 <= span.start <= span.end <= length


def _chains(conn: sa.Connection) -> Iterator[str]:
    link, statement, text = tables.chain_link, tables.statement, tables.text
    outside = sa.or_(link.c.start < 0, link.c.end < link.c.start, link.c.end > text.c.length)
    query = (
        sa.select(link.c.statement_id, link.c.position)
        .select_from(link.join(statement).join(text, text.c.id == statement.c.text_id))
        .where(outside)
        .order_by(link.c.statement_id, link.c.position)
    )
    for row in conn.execute(query):
        yield f"chain_link: node {row.position} of {row.statement_id} is outside its text"


def _evidence(conn: sa.Connection) -> Iterator[str]:
    event, delta = tables.event_evidence, tables.delta
    quoted = (
        ("event", event.c.event_id, event.c.revision_id, event.c.start, event.c.end),
        (
            "delta",
            delta.c.id,
            delta.c.evidence_revision_id,
            delta.c.evidence_start,
            delta.c.evidence_end,
        ),
    )
    revision, text = tables.revision, tables.text
    for name, id_, revision_id, start, end in quoted:
        query = (
            sa.select(id_)
            .join(revision, revision.c.id == revision_id)
            .join(text, text.c.id == revision.c.text_id)
            .where(sa.or_(start < 0, end < start, end > text.c.length))
            .order_by(id_)
        )
        for row in conn.execute(query):
            yield f"{name} {row[0]}: its evidence is outside the text"
