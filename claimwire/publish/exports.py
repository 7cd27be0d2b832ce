"""The public dataset: every table as JSON Lines and CSV, one SQLite file, STIX, and a manifest."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

from claimwire.publish import database, routes, stix
from claimwire.publish.desk import Desk
from claimwire.publish.encoding import encode, pretty
from claimwire.publish.schema import Table, schema
from claimwire.publish.tables import TABLES

Rows = dict[str, list[dict[str, Any]]]


def exports(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every data file, the manifest last."""
    held = rows(desk)
    files: list[dict[str, Any]] = []
    for table in TABLES:
        found = held[table.name]
        jsonl = lines(found)
        yield from _listed(
            files,
            f"{table.name}.jsonl",
            jsonl,
            records=len(found),
            schema=f"{table.name}.schema.json",
        )
        yield from _listed(files, f"{table.name}.csv", as_csv(table, found), records=len(found))
        yield routes.data(f"{table.name}.schema.json"), pretty(schema(table))
    yield from _listed(files, database.NAME, database.database(held, title=desk.settings.title))
    bundle = stix.bundle(desk)
    yield from _listed(files, stix.NAME, encode(bundle) + b"\n", records=len(bundle["objects"]))
    yield routes.data("manifest.json"), pretty(_manifest(desk, files))


def rows(desk: Desk) -> Rows:
    """Return the records of every table, sorted by id."""
    ids = desk.records.ids()
    return {t.name: [desk.records.record(t.name, i) for i in ids[t.name]] for t in TABLES}


def lines(found: Sequence[dict[str, Any]]) -> bytes:
    """Return records as JSON Lines."""
    return b"".join([encode(record) + b"\n" for record in found])


def as_csv(table: Table, found: Sequence[dict[str, Any]]) -> bytes:
    """Return records as CSV (RFC 4180); a field that is not a plain value holds JSON."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows([[_cell(value) for value in record.values()] for record in found])
    return out.getvalue().encode("utf-8", "replace")


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


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        # A spreadsheet must not take a quote from the web for a formula.
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return encode(value).decode("utf-8") if isinstance(value, dict | list) else value
