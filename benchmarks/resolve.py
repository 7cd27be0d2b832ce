"""``resolve``: from scratch over many documents, and again after a few more have arrived.

``python -m benchmarks.resolve --documents 100000 --plot docs/resolve-growth.svg`` fills stores with
made documents (:mod:`benchmarks.newsroom`; all relevant, two hundred a day, half of them reprints)
and measures time and the largest memory of a process of its own. The part of ``make bench`` does
the same with a few thousand.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from benchmarks.figures import ROOT, Figure, figure
from benchmarks.newsroom import Made, Newsroom
from claimwire.ids import make_id, text_digest
from claimwire.model import Entry, Statement
from store import annotations as work
from store import migrate, tables
from store.db import Database
from store.tables import Work

SMALL = (1000, 4000)
ARRIVING = 1000
_BATCH = 2000
_PIPELINE = "made@1"


def figures(runs: int) -> Iterator[Figure]:
    """Measure on small stores; ``python -m benchmarks.resolve`` does on any."""
    del runs  # a store is resolved from scratch once
    for row in grown(SMALL):
        for name in ("scratch_s", "memory_mb", "arrival_s"):
            unit = "MB" if name == "memory_mb" else "s"
            value = row[name]
            yield figure(f"resolve, {name}, {row['documents']:,.0f} documents", unit, [value])


def grown(sizes: Sequence[int]) -> Iterator[dict[str, float]]:
    """Fill one store step by step; at each size resolve from scratch, and after an arrival."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        migrate.upgrade(f"sqlite:///{path}")
        room = Newsroom()
        pages = room.documents(max(sizes) + ARRIVING)
        held = 0
        for size in sizes:
            fill(f"sqlite:///{path}", islice(pages, size - held))
            scratch = _measured(path, rebuild=True)
            fill(f"sqlite:///{path}", islice(pages, ARRIVING))
            arrival = _measured(path, rebuild=False)
            held = size + ARRIVING
            yield {
                "documents": size,
                "scratch_s": scratch["seconds"],
                "scratch_cpu_s": scratch["cpu_s"],
                "memory_mb": scratch["memory_mb"],
                "arrival_s": arrival["seconds"],
                "arrival_cpu_s": arrival["cpu_s"],
                "arrival_memory_mb": arrival["memory_mb"],
            }


def _measured(path: Path, *, rebuild: bool) -> dict[str, float]:
    """Resolve in a process of its own and return its time and its largest memory."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.resolve", "--once", str(path)]
        + (["--rebuild"] if rebuild else []),
        check=True,
        capture_output=True,
        cwd=ROOT,
        text=True,
    )
    return cast("dict[str, float]", json.loads(done.stdout))


def once(path: Path, *, rebuild: bool) -> dict[str, float]:
    """Resolve what a database holds."""
    import resource

    from claimwire.stages.resolve import resolve

    class Held:
        """As much of a workspace as the stage asks for."""

        database = Database(f"sqlite:///{path}")
        knowledge = Newsroom().knowledge

    begin = time.perf_counter()
    resolve(cast("Any", Held()), rebuild=rebuild)
    took = time.perf_counter() - begin
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": took,
        "cpu_s": sum(one.ru_utime + one.ru_stime for one in used),
        "memory_mb": max(one.ru_maxrss for one in used) / 1024,
    }


def fill(url: str, pages: Iterator[Made]) -> None:
    """Add made documents with all that a run leaves of them."""
    with Database(url) as database:
        while batch := list(islice(pages, _BATCH)):
            with database.writing() as conn:
                work.register_pipeline(conn, _PIPELINE, "made", "1")
                _add(conn, batch)
                work.promote_if_complete(conn, _PIPELINE)


def _add(conn: sa.Connection, batch: Sequence[Made]) -> None:
    rows: dict[str, list[dict[str, Any]]] = {}
    texts = {text_digest(page.text): page for page in batch}
    known = set(
        conn.scalars(sa.select(tables.text.c.id).where(tables.text.c.id.in_(sorted(texts))))
    )
    for page in batch:
        for name, row in _document(page):
            rows.setdefault(name, []).append(row)
    for text_id, page in texts.items():
        if text_id not in known:
            for name, row in _text(text_id, page):
                rows.setdefault(name, []).append(row)
    for table in tables.metadata.sorted_tables:
        if table.name in rows:
            conn.execute(table.insert(), rows[table.name])


def _document(page: Made) -> Iterator[tuple[str, dict[str, Any]]]:
    document_id = make_id("d", page.url)
    head = {"id": document_id, "url": page.url, "url_key": page.url, "host": page.publisher[4:]}
    entry = Entry(url=page.url, canonical_url=page.url, url_key=page.url)
    yield (
        "document",
        head
        | {
            "publisher": page.publisher,
            "source_id": None,
            "first_seen": page.published,
            "entry": entry,
        },
    )
    state = {"document_id": document_id, "status": "captured", "attempts": 0, "next_due": None}
    yield "document_state", state
    yield (
        "revision",
        {
            "id": make_id("r", document_id),
            "document_id": document_id,
            "number": 1,
            "digest": text_digest(page.text),
            "capture_id": None,
            "seen_at": page.published,
            "text_id": text_digest(page.text),
            "title": page.title,
            "authors": (),
            "published_at": page.published,
            "published_precision": "second",
            "published_how": "given",
            "published_suspect": False,
            "language": "en",
            "partial": False,
            "links": (),
            "evidence": {},
        },
    )


def _text(text_id: str, page: Made) -> Iterator[tuple[str, dict[str, Any]]]:
    found, mine = page.annotation, {"pipeline": _PIPELINE, "text_id": text_id}
    yield "text", {"id": text_id, "body": page.text, "length": len(page.text)}
    yield (
        "annotation",
        mine
        | {
            "state": Work.DONE,
            "attempts": 1,
            "language": found.language,
            "supported": True,
            "sentences": found.sentences,
            "byline": (),
        },
    )
    for name, records in (("mention", found.mentions), ("date_mention", found.dates)):
        for number, one in enumerate(records):
            yield name, mine | {"position": number} | _values(one)
    ids = work.statement_ids(text_id, found.statements)
    for number, (id_, statement) in enumerate(zip(ids, found.statements, strict=True)):
        yield "statement", mine | {"id": id_, "position": number} | _statement(statement)
        for place, link in enumerate(statement.chain):
            row = {"pipeline": _PIPELINE, "statement_id": id_, "position": place}
            yield "chain_link", row | _values(link)


def _values(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def _statement(one: Statement) -> dict[str, Any]:
    names = set(tables.statement.c.keys())
    return {name: value for name, value in _values(one).items() if name in names} | {
        "cue_start": one.cue.start,
        "cue_end": one.cue.end,
        "cue_lemma": one.cue.lemma,
        "sentence_start": one.sentence.start,
        "sentence_end": one.sentence.end,
        "date_position": one.date,
    }


def plot(rows: Sequence[dict[str, float]]) -> str:
    """Return an SVG of processor time against documents: from scratch, and on arrival."""
    width, height, left, bottom = 640, 320, 70, 40
    most = max(row["documents"] for row in rows)
    top = max(row["scratch_cpu_s"] for row in rows)

    def line(name: str) -> str:
        points = [
            f"{left + row['documents'] / most * (width - left - 20):.1f},"
            f"{height - bottom - row[f'{name}_cpu_s'] / top * (height - bottom - 30):.1f}"
            for row in rows
        ]
        return " ".join(points)

    labels = "".join(
        f'<text x="{left + row["documents"] / most * (width - left - 20):.0f}" y="{height - 18}" '
        f'text-anchor="middle">{row["documents"]:,.0f}</text>'
        for row in rows
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11" role="img">'
        "<title>Processor time of resolve by number of documents</title>"
        f'<path d="M{left} 20V{height - bottom}H{width - 20}" fill="none" stroke="#666"/>'
        f'<polyline points="{line("scratch")}" fill="none" stroke="#0b5394" stroke-width="2"/>'
        f'<polyline points="{line("arrival")}" fill="none" stroke="#b45f06" stroke-width="2"/>'
        f'<text x="{left - 8}" y="30" text-anchor="end">{top:,.0f} s</text>'
        f'<text x="{left - 8}" y="{height - bottom}" text-anchor="end">0</text>{labels}'
        f'<text x="{left + 20}" y="30" fill="#0b5394">from scratch</text>'
        f'<text x="{left + 20}" y="46" fill="#b45f06">1,000 more</text></svg>\n'
    )


def main() -> int:
    """Measure and print one row a size; the plot goes to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--plot", type=Path, help="write the growth as SVG")
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--rebuild", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once is not None:
        print(json.dumps(once(given.once, rebuild=given.rebuild)))
        return 0
    rows = []
    for row in grown([given.documents // 10, given.documents // 3, given.documents]):
        print(json.dumps(row), flush=True)
        rows.append(row)
    if given.plot is not None:
        given.plot.write_text(plot(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
