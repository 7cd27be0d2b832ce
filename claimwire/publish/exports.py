"""The public dataset: every table as JSON Lines and CSV, one SQLite file, STIX, and a manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimwire.publish import database, pieces, routes, rows, stix
from claimwire.publish.desk import Desk
from claimwire.publish.encoding import pretty
from claimwire.publish.pieces import Growing, Last, Piece
from claimwire.publish.record_prints import RecordPrints
from claimwire.publish.schema import Table, schema
from claimwire.publish.tables import TABLES


@dataclass(frozen=True, slots=True)
class Written:
    """A file that lies where it was made, for the site to take over."""

    place: Path
    sha256: str
    size: int


def files(
    desk: Desk, scratch: Path, *, last: Last | None = None, key: str = ""
) -> Iterator[tuple[str, bytes | Written]]:
    """Yield every data file, then the manifest and the note for the next build.

    What is large is written into ``scratch``, of each table a few records at a time. Records that
    are as in the ``last`` build are copied; ``key`` is that of the program and the settings.
    """
    yield from _Dataset(desk, scratch, last or Last(), key).files()


def tables(desk: Desk) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield every table with its records, sorted by id."""
    ids = desk.records.ids()
    for table in TABLES:
        yield table, desk.record_list(table.name, ids[table.name])


class _Dataset:
    """Makes the files of one build, and notes what each is made of."""

    def __init__(self, desk: Desk, scratch: Path, last: Last, key: str) -> None:
        self._desk = desk
        self._scratch = scratch
        self._last = last
        self._key = key
        self._prints = RecordPrints(desk)
        self._listed: list[dict[str, Any]] = []
        self._pieces: dict[str, list[Piece]] = {}

    def files(self) -> Iterator[tuple[str, bytes | Written]]:
        title, old = self._desk.settings.title, self._last.place(database.NAME)
        base = database.Database(self._scratch / database.NAME, title=title, old=old)
        ids = self._desk.records.ids()
        for table in TABLES:
            yield from self._table(table, ids[table.name], base)
        base.finish()
        yield self._listed_as(_whole(self._scratch / database.NAME))
        with Growing(self._scratch / stix.NAME, self._last.place(stix.NAME)) as bundle:
            found = stix.write(self._desk, bundle, self._last.of(stix.NAME))
        self._pieces[stix.NAME] = found
        count = 1 + sum(piece.rows for piece in found)
        yield self._listed_as(_grown(bundle), records=count)
        yield routes.data("manifest.json"), pretty(self._manifest())
        known = {str(one["name"]): (str(one["sha256"]), int(one["bytes"])) for one in self._listed}
        yield pieces.PIECES, pieces.written(self._key, self._pieces, known)

    def _table(
        self, table: Table, ids: list[str], base: database.Database
    ) -> Iterator[tuple[str, bytes | Written]]:
        """Write a table in both forms and into the database."""
        names = f"{table.name}.jsonl", f"{table.name}.csv"
        schemas = f"{table.name}.schema.json"
        lines, sheet = (Growing(self._scratch / n, self._last.place(n)) for n in names)
        with lines, sheet:
            sheet.write(rows.head(table))
            self._pieces[table.name] = self._filled(table, ids, _Forms(table, lines, sheet, base))
        yield self._listed_as(_grown(lines), records=len(ids), schema=schemas)
        yield self._listed_as(_grown(sheet), records=len(ids))
        yield routes.data(schemas), pretty(schema(table))

    def _filled(self, table: Table, ids: list[str], forms: _Forms) -> list[Piece]:
        """Write the records of a table, those that are as before by copying; return the pieces."""
        parts = pieces.divided(ids)
        prints = [self._prints.piece(table.name, part) for part in parts]
        old = self._last.of(table.name)
        offsets = pieces.offsets(old, (0, len(rows.head(table))))
        found: list[Piece] = []
        forms.begin()
        for run in pieces.runs(prints, old):
            if run.old is None:
                for at in range(run.first, run.end):
                    records = self._desk.record_list(table.name, parts[at])
                    found.append(forms.make(records, prints[at]))
            else:
                end = run.old + run.end - run.first
                forms.copy(offsets[run.old], offsets[end])
                found += old[run.old : end]
        forms.end()
        return found

    def _listed_as(self, made: Written, **more: Any) -> tuple[str, Written]:
        """Enter a file into the manifest and return it with its path."""
        name = made.place.name
        self._listed.append({"name": name, **more, "bytes": made.size, "sha256": made.sha256})
        return routes.data(name), made

    def _manifest(self) -> dict[str, Any]:
        publication = self._desk.catalogue.publication
        return {
            "title": self._desk.settings.title,
            "as_of": publication.as_of.isoformat() if publication.as_of else None,
            "pipeline": publication.pipeline,
            "resolver": publication.resolution.version,
            "knowledge": publication.knowledge.digest,
            "window": _window(self._desk),
            "withheld_statements": self._desk.catalogue.withheld,
            "files": self._listed,
            "redirects": dict(sorted(publication.redirects.items())),
        }


@dataclass(frozen=True, slots=True)
class _Forms:
    """The three forms of one table, written side by side."""

    table: Table
    lines: Growing
    sheet: Growing
    base: database.Database

    def begin(self) -> None:
        self.base.create(self.table)

    def make(self, records: list[dict[str, Any]], mark: str) -> Piece:
        """Write records that are not as before; return what to note of them."""
        cells = rows.plain(records)
        lines, sheet = rows.lines(records), rows.csv_lines(self.table, cells)
        self.lines.write(lines)
        self.sheet.write(sheet)
        self.base.insert(self.table, cells)
        return Piece(mark, len(records), (len(lines), len(sheet)))

    def copy(self, start: tuple[int, ...], end: tuple[int, ...]) -> None:
        """Copy records that are as before: from one offset (row, bytes, bytes) to another."""
        self.base.copy(self.table, start[0], end[0])
        self.lines.copy(start[1], end[1])
        self.sheet.copy(start[2], end[2])

    def end(self) -> None:
        self.base.index(self.table)


def _grown(one: Growing) -> Written:
    return Written(one.place, one.sha256, one.size)


def _whole(place: Path) -> Written:
    with place.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(place, digest, place.stat().st_size)


def _window(desk: Desk) -> dict[str, str | None]:
    seen = [document.first_seen for document in desk.catalogue.documents.values()]
    return {
        "first_seen_from": min(seen).isoformat() if seen else None,
        "first_seen_to": max(seen).isoformat() if seen else None,
    }
