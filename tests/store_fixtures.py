"""Databases for tests: every test that asks for one runs on SQLite and on PostgreSQL.

PostgreSQL is the server named by ``CLAIMWIRE_TEST_POSTGRES`` (a URL whose user may create
databases) or a private one, started from Debian's binaries for the session. Each test gets a
database of its own, copied from one that was migrated once.

Tests of the whole program make their workspaces by :class:`Workspaces`: in SQLite, because that is
quick. ``CLAIMWIRE_TEST_DATABASE=postgresql`` (``make test-postgres``) runs everything on
PostgreSQL, and nothing twice.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from claimwire.config import load_config
from claimwire.stages.base import Workspace
from claimwire.workspace import create_workspace
from store import migrate
from store.db import Database, open_database

KINDS = ("sqlite", "postgresql")
CHOSEN = os.environ.get("CLAIMWIRE_TEST_DATABASE", "")
"""The one database that all tests shall use; empty: each the usual one."""
_TEMPLATE = f"claimwire_template_{os.getpid()}"
_numbers = itertools.count(1)

if CHOSEN not in ("", *KINDS):
    raise ValueError(f"CLAIMWIRE_TEST_DATABASE is {CHOSEN!r}, not one of {KINDS}")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server whose user may create databases."""
    named = os.environ.get("CLAIMWIRE_TEST_POSTGRES")
    if named:
        yield named
        return
    binaries = _postgres_binaries()
    if binaries is None:
        pytest.skip(
            "PostgreSQL is not installed (/usr/lib/postgresql/*/bin) "
            "and CLAIMWIRE_TEST_POSTGRES names no server"
        )
    folder = Path(tempfile.mkdtemp(prefix="claimwire-pg-"))  # short: holds the server's socket
    try:
        _start_postgres(binaries, folder)
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        _as_postgres([binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


class PrivatePostgres:
    """A server that a test may stop and start."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._folder = folder
        _start_postgres(binaries, folder)

    @property
    def url(self) -> str:
        """The URL of its empty database."""
        return f"postgresql+psycopg://postgres@/postgres?host={self._folder}"

    def stop(self) -> None:
        """Stop it at once, as a crash would."""
        _as_postgres(
            [self._binaries / "pg_ctl", "-D", self._folder / "data", "-m", "immediate", "stop"]
        )

    def start(self) -> None:
        """Start it again and wait until it has recovered."""
        _start_again(self._binaries, self._folder, sync=True)


@pytest.fixture
def private_postgres() -> Iterator[PrivatePostgres]:
    """A PostgreSQL server of a test's own."""
    binaries = _postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (/usr/lib/postgresql/*/bin)")
    folder = Path(tempfile.mkdtemp(prefix="claimwire-pg-"))
    server = PrivatePostgres(binaries, folder)
    server.stop()
    server.start()  # durable from now on: a crash is part of the test
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _postgres_binaries() -> Path | None:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    return found[-1].parent if found else None


def _start_postgres(binaries: Path, folder: Path) -> None:
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    _as_postgres(
        [
            *(binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
        ]
    ).check_returncode()
    _start_again(binaries, folder, sync=False)


def _start_again(binaries: Path, folder: Path, *, sync: bool) -> None:
    durable = "" if sync else "-c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' {durable}"
        "-c autovacuum=off -c max_connections=40"
    )
    data, log = folder / "data", folder / "log"
    _as_postgres(
        [binaries / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"]
    ).check_returncode()


def _as_postgres(command: list[str | Path]) -> subprocess.CompletedProcess[bytes]:
    """Run a command of PostgreSQL, which refuses to serve root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*prefix, *map(str, command)],
        cwd="/",
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The server's URL, after a migrated, empty database has been made there to copy from."""
    _administer(postgres_server, f"CREATE DATABASE {_TEMPLATE}")
    migrate.upgrade(_named(postgres_server, _TEMPLATE))
    yield postgres_server
    _administer(postgres_server, f"DROP DATABASE {_TEMPLATE} WITH (FORCE)")


def _administer(server: str, command: str) -> None:
    engine = sa.create_engine(sa.make_url(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(sa.text(command))
    engine.dispose()


def _named(server: str, database: str) -> str:
    return sa.make_url(server).set(database=database).render_as_string(hide_password=False)


def _make_postgres(server: str, template: str | None) -> str:
    """Make a PostgreSQL database, from a template if one is named, and return its URL."""
    name = f"claimwire_test_{os.getpid()}_{next(_numbers)}"
    source = f" TEMPLATE {template}" if template else ""
    _administer(server, f"CREATE DATABASE {name}{source}")
    return _named(server, name)


def _drop_postgres(server: str, url: str) -> None:
    _administer(server, f"DROP DATABASE IF EXISTS {sa.make_url(url).database} WITH (FORCE)")


@pytest.fixture
def new_postgres(postgres_server: str) -> Iterator[Callable[[str | None], str]]:
    """A function that makes a PostgreSQL database (from a template, if named): its URL."""
    made = []

    def make(template: str | None) -> str:
        made.append(_make_postgres(postgres_server, template))
        return made[-1]

    yield make
    for url in made:
        _drop_postgres(postgres_server, url)


class Workspaces:
    """Makes workspaces with an empty store of the kind that this session of tests uses."""

    def __init__(self, template: Path, server: str | None) -> None:
        self._template = template
        self._server = server
        self._made: list[str] = []

    def make(self, folder: Path, *, sources: str = "", **settings: dict[str, Any]) -> Path:
        """Make one in ``folder``; ``settings`` are sections of ``claimwire.toml``."""
        url = self.empty_store()
        if url is not None:
            settings = {"store": {"url": url}} | settings
        create_workspace(folder, sources=sources, **settings)
        if url is None:
            shutil.copyfile(self._template, folder / "claimwire.db")
        return folder

    def empty_store(self) -> str | None:
        """Return the URL of a new database with tables and no rows; ``None``: a file will do."""
        return None if self._server is None else self._database(_TEMPLATE)

    def copy(self, source: Path, folder: Path) -> Path:
        """Make a workspace that holds what another one holds, while nobody is at work there."""
        shutil.copytree(source, folder)
        if self._server is not None:
            url = load_config(source).store_url
            file = folder / "claimwire.toml"
            copied = self._database(sa.make_url(url).database)
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(url, copied), encoding="utf-8")
        return folder

    def _database(self, template: str | None) -> str:
        assert self._server is not None
        self._made.append(_make_postgres(self._server, template))
        return self._made[-1]

    def close(self) -> None:
        """Remove the databases."""
        for url in self._made:
            _drop_postgres(str(self._server), url)


@pytest.fixture(scope="session")
def workspaces(request: pytest.FixtureRequest, sqlite_template: Path) -> Iterator[Workspaces]:
    """Makes workspaces in SQLite, or in what ``CLAIMWIRE_TEST_DATABASE`` says."""
    on_server = CHOSEN == "postgresql"
    server = request.getfixturevalue("postgres_template") if on_server else None
    made = Workspaces(sqlite_template, server)
    yield made
    made.close()


BOTH = [
    pytest.param(kind, marks=pytest.mark.postgres if kind == "postgresql" else ())
    for kind in KINDS
    if CHOSEN in ("", kind)
]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated, empty database."""
    if request.param == "sqlite":
        path = tmp_path / "claimwire.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    request.getfixturevalue("postgres_template")
    make: Callable[[str | None], str] = request.getfixturevalue("new_postgres")
    return make(_TEMPLATE)


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    make: Callable[[str | None], str] = request.getfixturevalue("new_postgres")
    return make(None)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database, open."""
    with open_database(database_url) as opened:
        yield opened


@pytest.fixture
def workspace(tmp_path: Path, database_url: str) -> Iterator[Workspace]:
    """A workspace without sources over a migrated, empty database."""
    folder = tmp_path / "w"
    create_workspace(folder, sources="", store={"url": database_url})
    made = Workspace(load_config(folder))
    yield made
    made.database.close()
