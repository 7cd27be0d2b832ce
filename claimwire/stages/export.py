"""The public dataset as files outside the site: JSON Lines, CSV, or one SQLite file.

All three hold the same records. In CSV and SQLite a field that is not a plain value holds JSON.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from claimwire.publish.exports import exports
from claimwire.stages.base import Workspace
from claimwire.stages.publish import read_publication, site_settings

Table = tuple[str, list[dict[str, Any]]]


def export(workspace: Workspace, *, format_: str, out: Path) -> list[Path]:
    """Write the dataset into the folder ``out`` and return the files, in order of their names.

    ``format_`` is ``jsonl`` (with schemas and manifest), ``csv`` or ``sqlite``.
    """
    from claimwire.publish.desk import desk

    files = list(exports(desk(read_publication(workspace), site_settings(workspace.config))))
    out.mkdir(parents=True, exist_ok=True)
    if format_ == "jsonl":
        return sorted(_write(out / Path(path).name, data) for path, data in files)
    tables = list(_tables(files))
    if format_ == "csv":
        return sorted(_write(out / f"{name}.csv", _csv(rows)) for name, rows in tables)
    return [_sqlite(out / "claimwire.sqlite", tables)]


def _tables(files: Iterable[tuple[str, bytes]]) -> Iterator[Table]:
    for path, data in files:
        if path.endswith(".jsonl"):
            yield Path(path).stem, [json.loads(line) for line in data.splitlines()]


def _csv(rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    if rows:
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"  # a spreadsheet must not take a quote from the web for a formula
    return value


def _sqlite(path: Path, tables: list[Table]) -> Path:
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as conn, conn:
        for name, rows in tables:
            columns = list(rows[0]) if rows else ["id"]
            listed = ", ".join(f'"{column}"' for column in columns)
            conn.execute(f'CREATE TABLE "{name}" ({listed}, PRIMARY KEY ("id"))')
            marks = ", ".join("?" * len(columns))
            conn.executemany(
                f'INSERT INTO "{name}" VALUES ({marks})',  # noqa: S608  # names of our own tables
                ([_plain(value) for value in row.values()] for row in rows),
            )
    part.replace(path)
    return path


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _write(path: Path, data: bytes) -> Path:
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
    return path
