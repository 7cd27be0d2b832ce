"""Opening a database and its transactions; the one place (with search) that knows dialects.

SQLite runs in WAL mode with foreign keys on. A writing transaction begins with ``BEGIN IMMEDIATE``,
so that it waits for other writers at its start instead of failing in its middle; a reading one
refuses to write. In PostgreSQL a reading transaction is ``REPEATABLE READ READ ONLY``: in both,
everything it reads belongs to one moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from claimwire.errors import ConfigError, SchemaError
from store.migrations import HEAD

_BUSY_SECONDS = 30.0
_BATCH = 500  # ids in one IN list; SQLite and PostgreSQL both limit parameters
_WRITES = "claimwire_writes"  # execution option: this transaction will write

UPGRADE = "Run `claimwire db upgrade`."


class Database:
    """A database by its SQLAlchemy URL; nothing is opened before the first transaction.

    Raises
    ------
    ConfigError
        If the URL names no database that this program can use.
    """

    def __init__(self, url: str) -> None:
        self.url = _parsed(url)
        self.engine = _engine(self.url)

    @property
    def name(self) -> str:
        """The URL without its password, for messages."""
        return self.url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; ``None`` for one in memory or on a server."""
        named = self.url.database
        return Path(named) if self.is_sqlite and named and named != ":memory:" else None

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a transaction that sees one moment of the database and cannot change it."""
        with self._connect() as conn:
            if not self.is_sqlite:
                conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with conn.begin():
                yield conn

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Open a transaction that is committed at the end and rolled back on any exception."""
        with self._connect() as conn, conn.execution_options(**{_WRITES: True}).begin():
            yield conn

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self) -> sa.Connection:
        try:
            return self.engine.connect()
        except DBAPIError as error:
            raise ConfigError(
                f"cannot open the database {self.name}: {error.orig}",
                remedy="Check `url` under [store] in claimwire.toml, and that the server runs.",
            ) from error


def open_database(url: str, *, create: bool = False) -> Database:
    """Open a database and check that it is at the schema revision of this program.

    Parameters
    ----------
    create:
        Make the schema if the database is empty (an older schema is never upgraded silently).

    Raises
    ------
    ConfigError
        If the database cannot be opened.
    SchemaError
        If it is empty (without ``create``) or at another revision.
    """
    database = Database(url)
    if database.file is not None and not database.file.exists() and not create:
        raise SchemaError(f"there is no database {database.file}", remedy=UPGRADE)
    found = revision(database)
    if found is None and create:
        from store import migrate

        migrate.upgrade(url)
        found = HEAD
    if found != HEAD:
        database.close()
        raise SchemaError(
            f"the database {database.name} is at schema revision {found or 'none'}, "
            f"this program needs {HEAD}",
            remedy=UPGRADE,
        )
    return database


def revision(database: Database) -> str | None:
    """Return the schema revision of a database, or ``None`` if it has no schema."""
    with database.reading() as conn:
        if not sa.inspect(conn).has_table("alembic_version"):
            return None
        found: str | None = conn.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return found


def insert(conn: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT of the connection's dialect, which knows ``ON CONFLICT``."""
    if conn.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def upsert(
    conn: sa.Connection,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    update: Sequence[str] = (),
) -> None:
    """Insert rows; of those whose primary key is there already, set the columns in ``update``.

    With no ``update`` rows that are there stay as they are. Rows are sorted by primary key first,
    so that two writers in PostgreSQL take their locks in the same order.
    """
    if not rows:
        return
    names = [column.name for column in table.primary_key]
    ordered = sorted(rows, key=lambda row: tuple(row[name] for name in names))
    statement = insert(conn, table)
    if update:
        statement = statement.on_conflict_do_update(
            index_elements=names, set_={name: statement.excluded[name] for name in update}
        )
    else:
        statement = statement.on_conflict_do_nothing()
    conn.execute(statement, ordered)


def selected(
    conn: sa.Connection,
    query: sa.Select[Any],
    column: sa.ColumnElement[Any],
    values: Collection[str] | None,
) -> Iterator[sa.Row[Any]]:
    """Run a query for the rows whose ``column`` is among ``values`` (``None``: for all rows)."""
    if values is None:
        yield from conn.execute(query).all()
        return
    ordered = sorted(values)
    for start in range(0, len(ordered), _BATCH):
        batch = query.where(column.in_(ordered[start : start + _BATCH]))
        yield from conn.execute(batch).all()


def integrity_problems(conn: sa.Connection) -> list[str]:
    """Return what the database engine itself finds wrong; PostgreSQL enforces it all the time."""
    if conn.dialect.name != "sqlite":
        return []
    pages = [row[0] for row in conn.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    broken = [
        f"{row[0]}: row {row[1]} refers to a row of {row[2]} that is not there"
        for row in conn.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return pages + broken


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigError(
            f"{url!r} is not the URL of a database",
            remedy="sqlite:///claimwire.db or postgresql+psycopg://user:password@host/name",
        ) from error
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise ConfigError(
            f"databases of the kind {parsed.drivername!r} are not supported",
            remedy="sqlite:///claimwire.db or postgresql+psycopg://user:password@host/name",
        )
    return parsed


def _engine(url: sa.URL) -> sa.Engine:
    try:
        engine = sa.create_engine(url)
    except (ImportError, NoSuchModuleError) as error:
        raise ConfigError(
            f"the driver for {url.drivername} is not installed",
            remedy="Install it with `pip install 'claimwire[postgres]'`.",
        ) from error
    if url.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver's own transactions begin too late
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(conn: sa.Connection) -> None:
    writes = bool(conn.get_execution_options().get(_WRITES))
    conn.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
