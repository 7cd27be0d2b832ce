"""The public dataset: one JSON Lines file per table, its JSON Schema, and a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from claimwire.publish import routes
from claimwire.publish.desk import Desk
from claimwire.publish.schema import schema
from claimwire.publish.tables import TABLES


def exports(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every data file, the manifest last."""
    ids = desk.records.ids()
    files: list[dict[str, Any]] = []
    for table in TABLES:
        lines = [encode(desk.records.record(table.name, i)) + b"\n" for i in ids[table.name]]
        data = b"".join(lines)
        name = f"{table.name}.jsonl"
        files.append(
            {
                "name": name,
                "schema": f"{table.name}.schema.json",
                "records": len(lines),
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        )
        yield routes.data(name), data
        yield routes.data(f"{table.name}.schema.json"), pretty(schema(table))
    publication = desk.catalogue.publication
    yield (
        routes.data("manifest.json"),
        pretty(
            {
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
        ),
    )


def encode(record: Any) -> bytes:
    """Return compact JSON; a lone surrogate comes out as the JSON escape that it is."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "backslashreplace"
    )


def pretty(record: Any) -> bytes:
    """Return JSON for people to read."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def _window(desk: Desk) -> dict[str, str | None]:
    seen = [document.first_seen for document in desk.catalogue.documents.values()]
    return {
        "first_seen_from": min(seen).isoformat() if seen else None,
        "first_seen_to": max(seen).isoformat() if seen else None,
    }
