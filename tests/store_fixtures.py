"""Databases for tests: every test that asks for one runs on SQLite and on PostgreSQL.

PostgreSQL is the server named by ``CLAIMWIRE_TEST_POSTGRES`` (a URL whose user may create
databases) or a private one, started from Debian's binaries for the session. Each test gets a
database of its own, copied from one that was migrated once.
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

import pytest
import sqlalchemy as sa

from store import migrate
from store.db import Database, open_database

_TEMPLATE = f"claimwire_template_{os.getpid()}"
_numbers = itertools.count(1)


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


@pytest.fixture
def new_postgres(postgres_server: str) -> Iterator[Callable[[str | None], str]]:
    """A function that makes a PostgreSQL database (from a template, if named): its URL."""
    made = []

    def make(template: str | None) -> str:
        name = f"claimwire_test_{os.getpid()}_{next(_numbers)}"
        source = f" TEMPLATE {template}" if template else ""
        _administer(postgres_server, f"CREATE DATABASE {name}{source}")
        made.append(name)
        return _named(postgres_server, name)

    yield make
    for name in made:
        _administer(postgres_server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


BOTH = [
    pytest.param("sqlite"),
    pytest.param("postgresql", marks=pytest.mark.postgres),
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
