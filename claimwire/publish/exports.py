"""The public dataset: every table as JSON Lines and CSV, one SQLite file, STIX, and a manifest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
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


def exports(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every data file, the manifest last."""
    files: list[dict[str, Any]] = []
    base = database.Database(title=desk.settings.title)
    ids = desk.records.ids()
    for table in TABLES:
        jsonl, sheet = [], [_head(table)]
        base.create(table)
        for found in _parts(desk, table, ids[table.name]):  # a few records in memory at a time
            cells = plain(found)
            base.insert(table, found, cells)
            jsonl.append(lines(found))
            sheet.append(_rows(table, cells))
        base.index(table)
        count, schemas = len(ids[table.name]), f"{table.name}.schema.json"
        data = b"".join(jsonl)
        yield from _listed(files, f"{table.name}.jsonl", data, records=count, schema=schemas)
        yield from _listed(files, f"{table.name}.csv", b"".join(sheet), records=count)
        yield routes.data(schemas), pretty(schema(table))
        del found, cells, jsonl, sheet, data  # before the next table is made
    yield from _listed(files, database.NAME, base.finish())
    bundle = stix.bundle(desk)
    yield from _listed(files, stix.NAME, encode(bundle) + b"\n", records=len(bundle["objects"]))
    yield routes.data("manifest.json"), pretty(_manifest(desk, files))


def _parts(desk: Desk, table: Table, ids: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """Yield the records of a table in lists of some hundred; one empty list if it has none."""
    for at in range(0, max(1, len(ids)), _PART):
        yield desk.record_list(table.name, ids[at : at + _PART])


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


def _listed(
    files: list[dict[str, Any]], name: str, data: bytes, **more: Any
) -> Iterator[tuple[str, bytes]]:
    digest = hashlib.sha256(data).hexdigest()
    files.append({"name": name, **more, "bytes": len(data), "sha256": digest})
    yield routes.data(name), data


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
