"""A copy of the database while it is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from claimwire.errors import UsageError
from store.db import open_database

_PAGES_AT_ONCE = 1000  # other processes may write between two portions


def backup(url: str, target: Path) -> None:
    """Copy a SQLite database to ``target``, consistent though others read and write it.

    The copy is made beside ``target`` and renamed, so that a whole older backup is never lost.

    Raises
    ------
    UsageError
        If the database is not a SQLite file, or the copy cannot be written.
    SchemaError
        If the database is at another revision than the program.
    """
    with open_database(url) as database:
        if database.file is None:
            raise UsageError(
                f"{database.name} is not a SQLite file",
                remedy="Use `pg_dump --format=custom` for PostgreSQL.",
            )
        if target.exists() and target.samefile(database.file):
            raise UsageError(
                f"{target} is the database itself", remedy="Name another file for the backup."
            )
        part = target.with_name(target.name + ".part")
        try:
            _copy(database.file, part)
            part.replace(target)
        except (OSError, sqlite3.Error) as error:
            part.unlink(missing_ok=True)
            raise UsageError(
                f"cannot write the backup {target}: {error}",
                remedy="Name a file in a folder that exists and has room.",
            ) from error


def _copy(source: Path, part: Path) -> None:
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(part)) as written:
        read.backup(written, pages=_PAGES_AT_ONCE)
        written.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
    with part.open("rb") as file:
        os.fsync(file.fileno())
