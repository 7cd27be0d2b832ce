"""A copy of the database while it is in use, and the way back.

A SQLite file is copied page by page from one moment of it, which blocks no writer. A database in
PostgreSQL becomes a SQLite file by way of :mod:`store.transfer`, so that one command makes a backup
of either that both can be restored from; for a very large one PostgreSQL's own tools are faster.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from claimwire.errors import UsageError
from store import migrate, transfer
from store.db import Database, open_database, settle
from store.transfer import Copied, TableDigest


def no_report(_table: str, _rows: int) -> None:
    """Tell nobody how far a copy is."""


def backup(url: str, target: Path, *, copied: Copied = no_report) -> None:
    """Write the database into the SQLite file ``target``, as it is at one moment.

    The copy is made beside ``target``, checked and renamed, so that a whole older backup is never
    lost to a half new one.

    Raises
    ------
    UsageError
        If the target is the database itself, or the copy cannot be written.
    SchemaError
        If the database is at another revision than the program.
    """
    with open_database(url) as database:
        file = database.file
        if file is not None and target.exists() and target.samefile(file):
            raise UsageError(
                f"{target} is the database itself", remedy="Name another file for the backup."
            )
        part = target.with_name(target.name + ".part")
        try:
            _remove(part)
            if file is not None:
                _copy_pages(file, part)
            else:
                _copy_rows(database, part, copied)
            _seal(part)
            part.replace(target)
        except (OSError, sqlite3.Error) as error:
            _remove(part)
            raise UsageError(
                f"cannot write the backup {target}: {error}",
                remedy="Name a file in a folder that exists and has room.",
            ) from error


def restore(source: Path, url: str, *, copied: Copied = no_report) -> dict[str, TableDigest]:
    """Fill the empty database ``url`` from a backup; return what came, by table.

    The schema is made if there is none. A backup of an older version of the program is refused:
    it is upgraded by making it the database of a workspace and running ``claimwire db upgrade``.

    Raises
    ------
    UsageError
        If the backup is not there, or the database holds rows.
    ConfigError, SchemaError
        If one of the two cannot be opened, or is at another revision than the program.
    """
    if not source.is_file():
        raise UsageError(f"{source}: there is no such backup", remedy="Name a file.")
    return copy(f"sqlite:///{source.resolve()}", url, copied=copied)


def copy(source: str, target: str, *, copied: Copied = no_report) -> dict[str, TableDigest]:
    """Copy a whole database into an empty one, both by URL; return what was copied, by table.

    Raises
    ------
    UsageError
        If the target holds rows, is the source, or would hold other rows than the source.
    ConfigError, SchemaError
        If one of the two cannot be opened, or is at another revision than the program.
    """
    with open_database(source) as read:
        if Database(target).url == read.url:
            raise UsageError(
                f"{read.name} is the database itself", remedy="Name another one to copy to."
            )
        migrate.upgrade(target)
        with open_database(target) as written:
            found = transfer.copy(read, written, copied=copied)
            settle(written)
    return found


def _copy_pages(source: Path, part: Path) -> None:
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(part)) as written:
        read.backup(written)  # all in one step: from one moment, and no writer makes it start anew


def _copy_rows(database: Database, part: Path, copied: Copied) -> None:
    url = f"sqlite:///{part.resolve()}"
    migrate.upgrade(url)
    with open_database(url) as written:
        transfer.copy(database, written, copied=copied)


def _seal(part: Path) -> None:
    """Make one file of it, without companions, check its pages and bring it onto the disk."""
    with closing(sqlite3.connect(part)) as written:
        written.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = written.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
