"""The public dataset as files outside the site: JSON Lines, CSV, SQLite, Parquet or STIX.

All of them hold the same records as the site's ``data/``. In CSV, SQLite and Parquet a field that
is not a plain value holds JSON.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimwire.errors import ConfigError
from claimwire.stages.base import Workspace
from claimwire.stages.publish import read_publication, site_settings

if TYPE_CHECKING:
    from claimwire.publish.desk import Desk
    from claimwire.publish.schema import Table

FORMATS = ("jsonl", "csv", "sqlite", "parquet", "stix")


def export(workspace: Workspace, *, format_: str, out: Path) -> list[Path]:
    """Write the dataset into the folder ``out`` and return the files, in order of their names.

    ``format_`` is one of :data:`FORMATS`; ``jsonl`` comes with schemas and a manifest.

    Raises
    ------
    ConfigError
        If ``parquet`` is asked for and pyarrow is not installed.
    """
    from claimwire.publish.desk import desk

    made = desk(read_publication(workspace), site_settings(workspace.config))
    out.mkdir(parents=True, exist_ok=True)
    if format_ == "parquet":
        return sorted(_parquet(made, out))
    return sorted(_written(out / name, data) for name, data in _files(made, format_))


def _files(made: Desk, format_: str) -> list[tuple[str, bytes]]:
    from claimwire.publish import database, exports, rows, stix

    if format_ == "stix":
        return [(stix.NAME, stix.content(made))]
    if format_ == "jsonl":
        return _jsonl(made)
    pairs = exports.tables(made)
    if format_ == "csv":
        return [(f"{table.name}.csv", rows.as_csv(table, rows.plain(r))) for table, r in pairs]
    base = database.Database(title=made.settings.title)
    for table, records in pairs:
        base.add(table, rows.plain(records))
    return [(database.NAME, base.content())]


def _jsonl(made: Desk) -> list[tuple[str, bytes]]:
    from claimwire.publish import exports
    from claimwire.publish.tables import TABLES

    names = (f"{t.name}{end}" for t in TABLES for end in (".jsonl", ".schema.json"))
    wanted = {*names, "manifest.json"}
    with tempfile.TemporaryDirectory() as scratch:
        found = ((p.rpartition("/")[2], d) for p, d in exports.files(made, Path(scratch)))
        return [
            (name, data if isinstance(data, bytes) else data.place.read_bytes())
            for name, data in found
            if name in wanted
        ]


def _parquet(made: Desk, out: Path) -> list[Path]:
    from claimwire.publish import exports

    try:
        import pyarrow.parquet as pq  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise ConfigError(
            "Parquet needs pyarrow, which is not installed",
            remedy="Install it with `pip install 'claimwire[parquet]'`.",
        ) from error
    files = []
    for table, rows in exports.tables(made):
        part = out / f"{table.name}.parquet.part"
        pq.write_table(_arrow(table, rows), part, compression="zstd")
        files.append(part.replace(out / f"{table.name}.parquet"))
    return files


def _arrow(table: Table, rows: list[dict[str, Any]]) -> Any:
    """Return a table of pyarrow: plain columns, lists of texts, moments; nested is JSON."""
    import datetime as dt

    import pyarrow as pa  # type: ignore[import-not-found,import-untyped,unused-ignore]

    from claimwire.publish.encoding import encode

    types = {
        "count": pa.int64(),
        "integer": pa.int64(),
        "share": pa.float64(),
        "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "time": pa.timestamp("us", tz="UTC"),
    }

    def plain(kind: str, value: Any) -> Any:
        if kind == "time" and value is not None:
            return dt.datetime.fromisoformat(value)
        if isinstance(value, dict) or (isinstance(value, list) and kind != "texts"):
            return encode(value).decode("utf-8")
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode("utf-8")
        return value

    columns, fields = [], []
    for field in table.fields:
        kind = field.type.removesuffix("?")
        type_ = types.get(kind, pa.string())
        columns.append(pa.array([plain(kind, row[field.name]) for row in rows], type=type_))
        fields.append(pa.field(field.name, type_, metadata={"description": field.meaning}))
    return pa.table(columns, schema=pa.schema(fields, metadata={"description": table.meaning}))


def _written(path: Path, data: bytes) -> Path:
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    return part.replace(path)
