"""The public dataset: every table as JSON Lines and CSV, one SQLite file, STIX, and a manifest."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimwire.publish import database, routes, stix
from claimwire.publish.desk import Desk
from claimwire.publish.encoding import encode, pretty
from claimwire.publish.schema import Table, schema
from claimwire.publish.tables import TABLES

Cells = list[list[Any]]
_NESTED = (dict, list)
_MARK, _TWO = '"', '""'
_SPECIAL = re.compile('[",\r\n]').search  # what makes a cell be quoted
_PART = 500  # records that are made at a time
_FORMULA = frozenset("=+-@\t\r")


@dataclass(frozen=True, slots=True)
class Written:
    """A file that lies where it was made, for the site to take over."""

    place: Path
    sha256: str
    size: int


def exports(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every data file, the manifest last."""
    with tempfile.TemporaryDirectory() as scratch:
        for path, data in files(desk, Path(scratch)):
            yield path, data if isinstance(data, bytes) else data.place.read_bytes()


def files(desk: Desk, scratch: Path) -> Iterator[tuple[str, bytes | Written]]:
    """Yield every data file, the manifest last; what is large was written into ``scratch``.

    Of each table a few records are in memory at a time.
    """
    listed: list[dict[str, Any]] = []
    base = database.Database(scratch / database.NAME, title=desk.settings.title)
    ids = desk.records.ids()
    for table in TABLES:
        known = ids[table.name]
        base.create(table)
        with _Growing(scratch, table, "jsonl") as jsonl, _Growing(scratch, table, "csv") as sheet:
            sheet.write(_head(table))
            for at in range(0, len(known), _PART):
                found = desk.record_list(table.name, known[at : at + _PART])
                cells = plain(found)
                base.insert(table, found, cells)
                jsonl.write(lines(found))
                sheet.write(_rows(table, cells))
        base.index(table)
        schemas = f"{table.name}.schema.json"
        yield _listed(listed, jsonl.written(), records=len(known), schema=schemas)
        yield _listed(listed, sheet.written(), records=len(known))
        yield routes.data(schemas), pretty(schema(table))
    base.finish()
    yield _listed(listed, _whole(scratch / database.NAME))
    data, count = stix.written(desk)
    (scratch / stix.NAME).write_bytes(data)
    yield _listed(listed, _whole(scratch / stix.NAME), records=count)
    yield routes.data("manifest.json"), pretty(_manifest(desk, listed))


class _Growing:
    """A file that is written piece by piece."""

    def __init__(self, scratch: Path, table: Table, form: str) -> None:
        self._place = scratch / f"{table.name}.{form}"
        self._digest = hashlib.sha256()
        self._size = 0

    def __enter__(self) -> _Growing:
        self._file = self._place.open("wb", buffering=0)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._size += len(data)

    def written(self) -> Written:
        return Written(self._place, self._digest.hexdigest(), self._size)


def _whole(place: Path) -> Written:
    with place.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(place, digest, place.stat().st_size)


def _listed(
    listed: list[dict[str, Any]], written: Written, **more: Any
) -> tuple[str, bytes | Written]:
    """Enter a file into the manifest and return it with its path."""
    name = written.place.name
    listed.append({"name": name, **more, "bytes": written.size, "sha256": written.sha256})
    return routes.data(name), written


def tables(desk: Desk) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield every table with its records, sorted by id."""
    ids = desk.records.ids()
    for table in TABLES:
        yield table, [desk.records.record(table.name, identity) for identity in ids[table.name]]


def lines(found: Sequence[dict[str, Any]]) -> bytes:
    """Return records as JSON Lines."""
    return b"".join([encode(record) + b"\n" for record in found])


def plain(found: Sequence[dict[str, Any]]) -> Cells:
    """Return records as rows of plain values; JSON for what is nested."""
    return [
        [encode(v).decode() if v.__class__ in _NESTED else v for v in record.values()]
        for record in found
    ]


def as_csv(table: Table, rows: Cells) -> bytes:
    """Return rows as CSV (RFC 4180)."""
    return _head(table) + _rows(table, rows)


def _head(table: Table) -> bytes:
    return (",".join(field.name for field in table.fields) + "\r\n").encode()


def _rows(table: Table, rows: Cells) -> bytes:
    """Return rows as lines of CSV: what the ``csv`` module writes, in a third of its time."""
    worded = [at for at, field in enumerate(table.fields) if field.type in {"text", "text?", "id"}]
    written = []
    for row in rows:
        risky = [at for at in worded if row[at] and row[at][0] in _FORMULA]
        written.append(",".join([_cell(v) for v in (_safe(row, risky) if risky else row)]))
    return "".join([f"{line}\r\n" for line in written]).encode("utf-8", "replace")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if value.__class__ is not str:
        return str(value)
    return f'"{value.replace(_MARK, _TWO)}"' if _SPECIAL(value) else value


def _manifest(desk: Desk, files: list[dict[str, Any]]) -> dict[str, Any]:
    publication = desk.catalogue.publication
    return {
        "title": desk.settings.title,
        "as_of": publication.as_of.isoformat() if publication.as_of else None,
        "pipeline": publication.pipeline,
        "resolver": publication.resolution.version,
        "knowledge": publication.knowledge.digest,
        "window": _window(desk),
        "withheld_statements": desk.catalogue.withheld,
        "files": files,
        "redirects": dict(sorted(publication.redirects.items())),
    }


def _window(desk: Desk) -> dict[str, str | None]:
    seen = [document.first_seen for document in desk.catalogue.documents.values()]
    return {
        "first_seen_from": min(seen).isoformat() if seen else None,
        "first_seen_to": max(seen).isoformat() if seen else None,
    }


def _safe(row: list[Any], risky: list[int]) -> list[Any]:
    """Return a row whose cells no spreadsheet takes for formulas."""
    return [f"'{value}" if at in risky else value for at, value in enumerate(row)]
