"""Opening a database and its transactions; the one place (with search) that knows dialects.

SQLite runs in WAL mode with foreign keys on. A writing transaction begins with ``BEGIN IMMEDIATE``,
so that it waits for other writers at its start instead of failing in its middle; a reading one
refuses to write. In PostgreSQL a reading transaction is ``REPEATABLE READ READ ONLY``: in both,
everything it reads belongs to one moment.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from claimwire.errors import ConfigError, MachineError, SchemaError
from store.migrations import HEAD

_BUSY_SECONDS = 30.0
_BATCH = 500  # ids in one IN list; SQLite and PostgreSQL both limit parameters
_WRITES = "claimwire_writes"  # execution option: this transaction will write
PATIENCE_SECONDS = 60.0
"""For a server that was there and is gone: a restart takes less."""
_PAUSE_SECONDS = 0.5

UPGRADE = "Run `claimwire db upgrade`."
_CONTINUES = "Nothing that was committed is lost; the next run continues there."

_ADDRESS = "Check `url` under [store] in claimwire.toml, and that the server runs."
_HOW_TO_LOG_IN = (
    "Write the password into `url`, with %40 for @, %3A for :, %2F for / and %25 for %, "
    "or into ~/.pgpass."
)

_READONLY = "it may not be written"
_TROUBLE = (
    ("database or disk is full", "there is no room left on its disk", "Make room."),
    ("attempt to write a readonly database", _READONLY, "Check its permissions."),
    ("unable to open database file", "its file cannot be opened", "Check folder and permissions."),
    ("disk i/o error", "its disk fails", "Check room, quota and the health of the disk."),
    ("database is locked", "another process kept it locked", "Look for a program that hangs."),
    ("malformed", "its file is damaged", "Restore a backup: `claimwire db restore FILE`."),
    ("not a database", "its file is damaged", "Restore a backup: `claimwire db restore FILE`."),
)
"""Words of SQLite's errors that are no fault of the program, what they mean and what helps."""

_SERVER_TROUBLE = {
    "08": ("the connection to its server broke", "Check that the server runs."),
    "53": ("its server is out of room, memory or connections", "Look at the server's log."),
    "57": ("its server shuts down or was told to stop", "Check that the server runs."),
    "58": ("the disk of its server fails", "Look at the server's log."),
}
"""Classes of PostgreSQL's error codes, likewise."""


class Database:
    """A database by its SQLAlchemy URL; nothing is opened before the first transaction.

    Parameters
    ----------
    patience:
        Seconds for which a server that was there before and is gone is waited for.

    Raises
    ------
    ConfigError
        If the URL names no database that this program can use.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE_SECONDS) -> None:
        self.url = _parsed(url)
        self.engine = _engine(self.url)
        self._revision: str | None = None
        self._was_there = False
        self._patience = patience

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
        """Open a transaction that sees one moment of the database and cannot change it.

        Raises
        ------
        MachineError
            If the database cannot be read now (its server is gone, its file is damaged).
        """
        with self._translated(writes=False), self._connect() as conn:
            if not self.is_sqlite:
                conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with conn.begin():
                yield conn

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Open a transaction that is committed at the end and rolled back on any exception.

        Raises
        ------
        MachineError
            If the database cannot be written now; nothing of the transaction is in it then.
        SchemaError
            If another version of the program has changed the schema since the database was opened.
        """
        with (
            self._translated(writes=True),
            self._connect() as conn,
            conn.execution_options(**{_WRITES: True}).begin(),
        ):
            self._refuse_another_schema(conn)
            yield conn

    def speaks(self, revision: str) -> None:
        """Refuse from now on to write if the schema is not at this revision any more."""
        self._revision = revision

    def _refuse_another_schema(self, conn: sa.Connection) -> None:
        if self._revision is None:
            return
        found = conn.scalar(_VERSION)
        if found != self._revision:
            raise SchemaError(
                f"the database {self.name} was brought to schema revision {found} while this "
                f"program, which speaks {self._revision}, was at work; nothing more was written",
                remedy="Install the newer claimwire here too, then run again.",
            )

    @contextmanager
    def _translated(self, *, writes: bool) -> Iterator[None]:
        """Turn errors that are no fault of the program into words."""
        try:
            yield
        except DBAPIError as error:
            trouble = _trouble(error)
            if trouble is None or (trouble[0] == _READONLY and not writes):
                raise  # the program's own fault: it writes where it said that it reads
            what, remedy = trouble
            raise MachineError(
                f"the database {self.name} cannot be used: {what} ({_first_line(error.orig)})",
                remedy=f"{remedy} {_CONTINUES}",
            ) from error

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self) -> sa.Connection:
        """Return a connection; a server that was there before is waited for."""
        patience = self._patience if self._was_there else 0.0
        begin = time.monotonic()
        while True:
            try:
                conn = self.engine.connect()
            except DBAPIError as error:
                if not self.is_sqlite and time.monotonic() - begin < patience:
                    time.sleep(_PAUSE_SECONDS)
                    continue
                kind = MachineError if self._was_there else ConfigError
                words = _first_line(error.orig)
                raise kind(
                    f"cannot open the database {self.name}: {words}",
                    remedy=_HOW_TO_LOG_IN if "password" in words else _ADDRESS,
                ) from error
            self._was_there = True
            return conn


_VERSION = sa.text("SELECT version_num FROM alembic_version")


def _trouble(error: DBAPIError) -> tuple[str, str] | None:
    """Return what an error of the database means and what helps; ``None``: a bug of ours."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return _SERVER_TROUBLE.get(state[:2])
    if error.connection_invalidated or type(error.orig).__module__.startswith("psycopg"):
        # psycopg tells of a broken connection without a code of the server.
        broken = error.connection_invalidated or type(error.orig).__name__ == "OperationalError"
        return _SERVER_TROUBLE["08"] if broken else None
    words = str(error.orig).lower()
    return next(((what, remedy) for mark, what, remedy in _TROUBLE if mark in words), None)


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).strip().splitlines()), "no reason given")


def open_database(
    url: str, *, create: bool = False, patience: float = PATIENCE_SECONDS
) -> Database:
    """Open a database and check that it is at the schema revision of this program.

    Parameters
    ----------
    create:
        Make the schema if the database is empty (an older schema is never upgraded silently).
    patience:
        See :class:`Database`.

    Raises
    ------
    ConfigError
        If the database cannot be opened.
    SchemaError
        If it is empty (without ``create``) or at another revision.
    """
    database = Database(url, patience=patience)
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
    database.speaks(HEAD)
    return database


def revision(database: Database) -> str | None:
    """Return the schema revision of a database, or ``None`` if it has no schema."""
    with database.reading() as conn:
        if not sa.inspect(conn).has_table("alembic_version"):
            return None
        found: str | None = conn.scalar(_VERSION)
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


def load_rows(
    conn: sa.Connection,
    table: str,
    names: Sequence[str],
    kinds: Sequence[Any],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Add many new rows, values as they are kept; PostgreSQL takes them by COPY."""
    if not rows:
        return
    if conn.dialect.name == "sqlite":
        columns = [sa.column(name, kind) for name, kind in zip(names, kinds, strict=True)]
        values = [dict(zip(names, row, strict=True)) for row in rows]
        conn.execute(sa.insert(sa.table(table, *columns)), values)
        return
    listed = ", ".join(f'"{name}"' for name in names)
    cursor = conn.connection.cursor()
    with cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def compact(database: Database) -> None:
    """Give the room of deleted rows back to the disk (SQLite: needs as much room again for it)."""
    with database.engine.connect() as conn:
        driver = conn.connection.driver_connection
        if database.is_sqlite:
            driver.execute("PRAGMA query_only = OFF")  # type: ignore[union-attr]  # open
            driver.execute("VACUUM")  # type: ignore[union-attr]  # open
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]  # open
        else:
            _vacuum(conn)


def settle(database: Database) -> None:
    """Let the database take stock after very many rows came at once.

    PostgreSQL answers counts from an index alone only where it has seen that all rows are settled;
    its own housekeeping comes to it a minute later, or never if that is switched off.
    """
    if database.is_sqlite:
        with database.writing() as conn:
            analyze(conn)
    else:
        with database.engine.connect() as conn:
            _vacuum(conn)


def _vacuum(conn: sa.Connection) -> None:
    alone = conn.execution_options(isolation_level="AUTOCOMMIT")
    ours = ", ".join(f'"{name}"' for name in sorted(sa.inspect(alone).get_table_names()))
    alone.exec_driver_sql(f"VACUUM ANALYZE {ours}")


def rows_ever(conn: sa.Connection, table: sa.Table) -> int:
    """Return a number that grows with every row that a table is given, and else stays.

    It is meant for tables that lose no row but old ones. SQLite numbers its rows one after the
    other, so that the newest tells, at no cost; PostgreSQL has to count.
    """
    of = sa.func.max(sa.text("rowid")) if conn.dialect.name == "sqlite" else sa.func.count()
    return conn.scalar(sa.select(of).select_from(table)) or 0


def analyze(conn: sa.Connection, table: sa.Table | None = None) -> None:
    """Let the database count the rows of one table or of all anew: many came or went at once."""
    conn.exec_driver_sql("ANALYZE" if table is None else f'ANALYZE "{table.name}"')


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
    rest = f"{parsed.host or ''}{parsed.database or ''}"
    if "@" in rest and parsed.get_backend_name() != "sqlite":
        raise ConfigError(
            "the password in the URL of the database ends at its own @", remedy=_HOW_TO_LOG_IN
        )
    return parsed


def _engine(url: sa.URL) -> sa.Engine:
    on_server = url.get_backend_name() != "sqlite"
    try:
        engine = sa.create_engine(
            url,
            # A connection that a restart of the server has cut is replaced before it is used.
            pool_pre_ping=on_server,
            connect_args={"client_encoding": "utf8"} if on_server else {},
        )
    except (ImportError, NoSuchModuleError) as error:
        raise ConfigError(
            f"the driver for {url.drivername} is not installed",
            remedy="Install it with `pip install 'claimwire[postgres]'`.",
        ) from error
    if on_server:
        sa.event.listen(engine, "connect", _refuse_other_encodings)
    else:
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _refuse_other_encodings(connection: Any, _: Any) -> None:
    """Say at once what else the first Chinese name would say in the middle of a run."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise ConfigError(
            f"the database {connection.info.dbname} keeps its text as {encoding}, not as UTF8",
            remedy="Make another: `createdb --encoding UTF8 --template template0 NAME`.",
        )


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
