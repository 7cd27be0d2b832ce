"""What an operator waits for when the store is large: ``status``, an idle run, a backup.

``python -m benchmarks.operators --documents 1000000 [--url postgresql+psycopg://…]`` fills a store
with synthetic documents (short texts, two mentions each, a statement in every twentieth) and
measures on it; the part of ``make bench`` does the same with 20,000. The rows are those that a real
run leaves, written without it: reading a million texts takes a day. A thousand documents are made
here, and the database itself copies them under other ids as often as is wanted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.figures import Figure, command, figure, measure, seconds
from claimwire.config import load_config
from claimwire.ids import make_id, text_digest
from claimwire.model import Entry, Span
from claimwire.stages.base import Workspace
from claimwire.stages.run import remember
from claimwire.workspace import create_workspace
from store import annotations as work
from store import codec, migrate, tables
from store.db import load_rows, settle
from store.tables import Work
from store.transfer import kept_as

SMALL = 20_000
_MODELS = 1_000  # documents that are made here
_BRIEF = 600  # bytes of what the resolver keeps of a document that is not relevant
_AT_ONCE = 50  # copies of each in one transaction
_START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_WORDS = (
    *("company", "model", "court", "filed", "claim", "copyright", "training", "data", "lawsuit"),
    *("ministry", "report", "said", "denied", "access", "weights", "export", "licence", "memo"),
    *("tribunal", "archive", "letter", "editor", "engineer", "agency", "hearing", "witness"),
)
_SOURCES = """
[source.quiet]
name = "Quiet"
kind = "rss"
url = "https://quiet.example/feed"
publisher = "quiet"
interval = "1d"
"""


def figures(runs: int) -> Iterator[Figure]:
    """Measure on a small store; ``python -m benchmarks.operators`` does on any."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measured(Path(folder) / "w", documents=SMALL, runs=runs, url=None)


def measured(folder: Path, *, documents: int, runs: int, url: str | None) -> Iterator[Figure]:
    """Fill a store and measure what an operator does with it."""
    store = {"store": {"url": url}} if url else {}
    create_workspace(folder, sources=_SOURCES, **store)
    workspace = Workspace(load_config(folder))
    migrate.upgrade(workspace.config.store_url)
    command("--workspace", str(folder), "publish")
    pipeline = _pipeline(workspace)
    kind = "SQLite" if workspace.database.is_sqlite else "PostgreSQL"
    many = f"{documents:,} documents, {kind}"
    took = seconds(lambda: fill(workspace, pipeline, documents))
    yield figure(f"filling, {many}", "s", [took])
    remember(workspace)
    for name, *arguments in (
        ("status", "status"),
        ("run, nothing new", "run"),
        ("annotate, nothing new", "annotate"),
        ("search for two words", "search", "tribunal", "memo"),
    ):
        yield measure(
            f"{name}, {many}",
            "s",
            lambda arguments=arguments: seconds(  # type: ignore[misc]  # bound at once
                lambda: command("--workspace", str(folder), *arguments)
            ),
            runs=runs,
        )
    if workspace.database.is_sqlite:
        target = folder / "backup.db"
        took = seconds(lambda: command("--workspace", str(folder), "db", "backup", str(target)))
        yield figure(f"backup, {many}", "s", [took])
        target.unlink()
    workspace.database.close()


def _pipeline(workspace: Workspace) -> str:
    from nlp.identity import identify

    identity = identify(None, workspace.knowledge)
    with workspace.database.writing() as conn:
        work.register_pipeline(conn, identity.digest, identity.name, identity.version)
    return identity.digest


def fill(workspace: Workspace, pipeline: str, documents: int) -> None:
    """Add synthetic documents with all that a run leaves of them."""
    database = workspace.database
    rows: dict[str, list[dict[str, Any]]] = {}
    first = min(documents, _MODELS)
    for number in range(first):
        for name, row in _document(number, pipeline):
            rows.setdefault(name, []).append(row)
    with database.writing() as conn:
        _know_source(conn, workspace)
        for table in tables.metadata.sorted_tables:
            _add(conn, table, rows.get(table.name, ()))
    filled = [table for table in tables.metadata.sorted_tables if table.name in rows]
    with _quick(database.url) as conn:
        for table in filled:
            conn.exec_driver_sql(f"CREATE TABLE model_{table.name} AS SELECT * FROM {table.name}")  # noqa: S608  our names
            for index in table.indexes:
                index.drop(conn)
        made, copies = first, 1
        while made < documents:
            many = min(_AT_ONCE, -(-(documents - made) // first))
            for table in filled:
                conn.execute(_copies(conn, table, copies, many))
            conn.commit()
            made, copies = made + many * first, copies + many
        for table in filled:
            conn.exec_driver_sql(f"DROP TABLE model_{table.name}")
            for index in table.indexes:
                index.create(conn)
        conn.commit()
    settle(database)


@contextmanager
def _quick(url: sa.URL) -> Iterator[sa.Connection]:
    """Open a connection that neither checks references nor waits for the disk, where it may."""
    engine = sa.create_engine(url)
    with engine.connect() as conn:
        if url.get_backend_name() == "sqlite":
            conn.exec_driver_sql("PRAGMA synchronous = OFF")
            conn.exec_driver_sql("PRAGMA cache_size = -400000")
        yield conn
    engine.dispose()


def _copies(conn: sa.Connection, table: sa.Table, first: int, many: int) -> sa.Insert:
    """Return the statement that copies the models under ids that end in another number.

    Parameters
    ----------
    first, many:
        The numbers of the copies: so many from ``first`` on.
    """
    if conn.dialect.name == "sqlite":
        series = sa.select(sa.literal(first).label("number")).cte("series", recursive=True)
        last = first + many - 1
        series = series.union_all(sa.select(series.c.number + 1).where(series.c.number < last))
        words: sa.ColumnElement[str] = sa.func.printf("%05x", series.c.number)
        copies: sa.FromClause = series
    else:
        numbers = sa.func.generate_series(first, first + many - 1)
        copies = numbers.table_valued("number").render_derived()
        words = sa.func.lpad(sa.func.to_hex(copies.c.number), 5, "0")

    def named(name: str) -> sa.TableClause:
        return sa.table(name, *(sa.column(one.name, kept_as(one)) for one in table.columns))

    model = named(f"model_{table.name}")
    query = sa.select(*(_copied(column, words) for column in model.c))
    return sa.insert(named(table.name)).from_select(
        model.c.keys(), query.select_from(model.join(copies, sa.true()))
    )


def _copied(column: sa.ColumnElement[Any], words: sa.ColumnElement[str]) -> sa.ColumnElement[Any]:
    name = column.key
    if isinstance(column.type, sa.LargeBinary):
        return column
    if name in ("url", "url_key"):
        return column + sa.literal("/") + words
    if name == "body":
        return column + sa.literal(" Copy ") + words + sa.literal(".")
    if name == "length":
        return column + sa.literal(len(" Copy 00000."))
    if name in ("text_id", "digest", "sha256"):
        return column + words
    return column + words if name in ("id", "document_id", "capture_id", "revision_id") else column


def _add(conn: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    columns = list(table.columns)
    values = [tuple(row.get(column.name) for column in columns) for row in rows]
    load_rows(conn, table.name, [c.name for c in columns], [kept_as(c) for c in columns], values)


def _know_source(conn: sa.Connection, workspace: Workspace) -> None:
    """Add the one source: asked a moment ago, due tomorrow."""
    from crawler.sources import load
    from store import sources

    now = dt.datetime.now(dt.UTC)
    sources.sync(conn, load(workspace.config.sources_file))
    conn.execute(
        tables.source.update().values(
            health="active", next_due=now + dt.timedelta(days=1), last_fetch=now, last_success=now
        )
    )


def _document(number: int, pipeline: str) -> Iterator[tuple[str, dict[str, Any]]]:
    rng = random.Random(number)  # noqa: S311  # synthetic words, not secrets
    words = [rng.choice(_WORDS) for _ in range(40)]
    body = f"Report {number}. " + " ".join(words) + "."
    url = f"https://site{number % 997}.example/{number}"
    seen = _START + dt.timedelta(seconds=number)
    document = make_id("d", url)
    capture, revision, text = make_id("c", url), make_id("r", url), text_digest(body)
    entry = codec.plain(Entry(url=url, canonical_url=url, url_key=url))
    yield (
        "document",
        {
            "id": document,
            "url": url,
            "url_key": url,
            "host": f"site{number % 997}.example",
            "publisher": f"web:site{number % 997}.example",
            "source_id": "quiet",
            "first_seen": seen,
            "entry": _json(entry),
        },
    )
    yield "document_url", {"id": make_id("u", url), "url": url, "document_id": document}
    yield (
        "document_state",
        {
            "document_id": document,
            "status": "captured",
            "attempts": 0,
            "next_due": None if number % 50 else _START + dt.timedelta(days=3650),
        },
    )
    yield (
        "capture",
        {
            "id": capture,
            "document_id": document,
            "fetched_at": seen,
            "url": url,
            "status": 200,
            "sha256": text,
            "warc_file": "synthetic.warc.gz",
            "warc_offset": number * 4000,
            "warc_length": 4000,
        },
    )
    yield "text", {"id": text, "body": body, "length": len(body)}
    yield (
        "revision",
        {
            "id": revision,
            "document_id": document,
            "number": 1,
            "digest": text,
            "capture_id": capture,
            "seen_at": seen,
            "text_id": text,
            "title": f"Report {number}",
            "authors": "[]",
            "partial": False,
            "links": "[]",
            "evidence": "{}",
        },
    )
    yield from _findings(number, pipeline, text, len(body))
    yield (
        "relevance",
        {
            "document_id": document,
            "relevant": False,
            "score": 0.01,
            "reasons": "[]",
            "disputes": "[]",
        },
    )
    yield (
        "brief",
        {
            "document_id": document,
            "revision_id": revision,
            "made_by": "synthetic",
            "body": rng.randbytes(_BRIEF),
        },
    )


def _findings(
    number: int, pipeline: str, text: str, length: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    mine = {"pipeline": pipeline, "text_id": text}
    yield (
        "annotation",
        mine
        | {
            "state": Work.DONE.value,
            "attempts": 1,
            "language": "en",
            "supported": True,
            "sentences": _json(codec.plain([Span(0, length // 2), Span(length // 2, length)])),
            "byline": "[]",
        },
    )
    for position in range(2):
        yield (
            "mention",
            mine
            | {
                "position": position,
                "start": position * 10,
                "end": position * 10 + 5,
                "canonical": "Acme",
                "type": "ORG",
                "how": "model",
            },
        )
    if number % 20 == 0:
        yield (
            "statement",
            mine
            | {
                "id": make_id("s", text),
                "position": 0,
                "act": "say",
                "stance": "affirms",
                "cue_start": 10,
                "cue_end": 14,
                "cue_lemma": "say",
                "content": "[]",
                "sentence_start": 0,
                "sentence_end": length // 2,
                "quote_type": "indirect",
                "targets": "[]",
                "modality": "asserted",
                "negated": False,
                "rule": "synthetic",
                "confidence": 0.5,
                "earlier": False,
            },
        )


def _json(value: Any) -> str:
    from claimwire.ids import canonical_json

    return canonical_json(value)


def main() -> int:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=SMALL)
    parser.add_argument("--url", help="database; default: SQLite in the folder")
    parser.add_argument("--folder", type=Path, help="keep the workspace here")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch) / "w"
        for one in measured(folder, documents=given.documents, runs=given.runs, url=given.url):
            print(
                f"{one.name:<56} {one.median:>9,.2f} {one.unit}"
                f" ({one.low:,.2f} to {one.high:,.2f}, {one.runs} runs)",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
