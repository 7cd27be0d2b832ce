"""Databases: opening, transactions, errors in words, migrations."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from claimwire.errors import ConfigError, SchemaError
from store import db, migrate, tables
from store.db import Database, open_database


def test_the_constant_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.head()]


def test_an_empty_database_is_brought_to_the_head(empty_url: str) -> None:
    assert migrate.current(empty_url) is None
    with pytest.raises(SchemaError, match="claimwire db upgrade"):
        open_database(empty_url)
    assert migrate.upgrade(empty_url) == migrate.head()
    assert migrate.upgrade(empty_url) == migrate.head()
    assert migrate.current(empty_url) == migrate.head()
    open_database(empty_url).close()


def test_create_makes_the_schema(empty_url: str) -> None:
    with open_database(empty_url, create=True) as database, database.reading() as conn:
        assert sa.inspect(conn).has_table("statement")


def test_migrations_and_tables_agree(database: Database) -> None:
    def ours(name: str | None, kind: str, parents: object) -> bool:
        beside = {"text_number", "alembic_version", "ix_text_search", "search"}
        return name not in beside and not (name or "").startswith("text_search")

    with database.reading() as conn:
        options = {"include_name": ours, "compare_server_default": True}
        context = MigrationContext.configure(conn, opts=options)
        assert compare_metadata(context, tables.metadata) == []
        inspector = sa.inspect(conn)
        for table in tables.metadata.tables.values():
            named = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
            wanted = {
                str(one.name) for one in table.constraints if isinstance(one, sa.CheckConstraint)
            }
            assert named == wanted, table.name


def test_every_word_of_an_enumeration_passes_its_check(database: Database) -> None:
    """The frozen CHECKs of the migration know every member of today's enumerations."""
    with database.reading() as conn:
        inspector = sa.inspect(conn)
        for table in tables.metadata.tables.values():
            checks = {c["name"]: c["sqltext"] for c in inspector.get_check_constraints(table.name)}
            for column in table.columns:
                for member in getattr(column.type, "members", ()):
                    sql = checks[f"ck_{table.name}_{column.name}"]
                    assert f"'{member.value}'" in sql, f"{table.name}.{column.name}: {member}"


def test_no_foreign_keys_in_a_circle() -> None:
    assert len(tables.metadata.sorted_tables) == len(tables.metadata.tables)


def test_another_revision_is_refused(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    with database.writing() as conn:
        conn.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="9999") as caught:
        open_database(url)
    assert "claimwire db upgrade" in caught.value.remedy
    with pytest.raises(SchemaError, match="newer"):
        migrate.upgrade(url)


def test_a_failed_upgrade_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = command.upgrade

    def upgrade_and_die(config: Config, revision: str) -> None:
        upgrade(config, revision)
        raise RuntimeError("killed")

    monkeypatch.setattr(command, "upgrade", upgrade_and_die)
    with pytest.raises(RuntimeError, match="killed"):
        migrate.upgrade(empty_url)
    monkeypatch.undo()
    with Database(empty_url) as database, database.reading() as conn:
        assert sa.inspect(conn).get_table_names() == []
    assert migrate.upgrade(empty_url) == migrate.head()


def test_migrations_need_nothing_but_the_package(tmp_path: Path) -> None:
    """As from an installed wheel, in a folder whose name has characters of configuration files."""
    root = Path(migrate.__file__).parents[1]
    installed = tmp_path / "100 %(here)s; site-packages"
    for package in ("claimwire", "store"):
        shutil.copytree(root / package, installed / package)
    code = "import store.migrate as m; m.upgrade('sqlite:///new.db'); print(m.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(installed))
    assert migrate.current(f"sqlite:///{tmp_path / 'new.db'}") == migrate.head()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(SchemaError, match="there is no database"):
        open_database(f"sqlite:///{path}")
    assert not path.exists()
    assert migrate.current(f"sqlite:///{path}") is None


def test_something_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(ConfigError, match="cannot open"):
        open_database(f"sqlite:///{path}")


@pytest.mark.parametrize(
    "url", ["", "claimwire.db", "mysql://localhost/x", "nonsense://x", "postgresql://h:port/x"]
)
def test_urls_that_name_nothing_of_use(url: str) -> None:
    with pytest.raises(ConfigError):
        Database(url)


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        open_database(f"postgresql://user:secret@/x?host={tmp_path}")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("password", ["se@cret", "se@/cret"])
def test_a_password_that_ends_too_early_is_not_shown(password: str) -> None:
    with pytest.raises(ConfigError, match="the password") as caught:
        Database(f"postgresql://user:{password}@host/x")
    assert "cret" not in str(caught.value)
    assert "%40" in str(caught.value.remedy)


@pytest.mark.postgres
def test_a_database_that_cannot_hold_every_character_is_refused(postgres_server: str) -> None:
    server = sa.create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    name = f"claimwire_ascii_{os.getpid()}"
    with server.connect() as conn:
        conn.exec_driver_sql(
            f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
        )
    try:
        url = sa.make_url(postgres_server).set(database=name)
        with pytest.raises(ConfigError, match="SQL_ASCII, not as UTF8"):
            open_database(url.render_as_string(hide_password=False), create=True)
    finally:
        with server.connect() as conn:
            conn.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        server.dispose()


def test_writing_commits_or_leaves_nothing(database: Database) -> None:
    row = {
        "host": "a.example",
        "fetched_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        "status": 200,
        "body": b"",
    }

    def write_and_fail() -> None:
        with database.writing() as conn:
            conn.execute(tables.host.insert().values(row))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(tables.host)) == 0


def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as conn:
        conn.execute(tables.pipeline.delete())
    with database.writing() as conn:  # the same connection, from the pool, writes again
        conn.execute(tables.pipeline.delete())


def test_reading_sees_one_moment(database: Database) -> None:
    row = {"digest": "p", "name": "p", "version": "1", "current": False, "promoted": False}
    count = sa.select(sa.func.count()).select_from(tables.pipeline)
    with database.reading() as conn:
        assert conn.scalar(count) == 0
        with database.writing() as other:
            other.execute(tables.pipeline.insert(), [row])
        assert conn.scalar(count) == 0
    with database.reading() as conn:
        assert conn.scalar(count) == 1


def test_writers_wait_for_each_other(database: Database) -> None:
    table = tables.pipeline
    row = {"name": "p", "version": "1", "current": False, "promoted": False}

    def write(worker: int) -> None:
        for number in range(10):
            with database.writing() as conn:
                conn.scalar(sa.select(sa.func.count()).select_from(table))
                conn.execute(table.insert(), [row | {"digest": f"{worker}-{number}"}])

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(table)) == 40


def test_sqlite_is_set_up(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.reading() as conn:
        settings = {
            name: conn.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }


def test_upsert_does_nothing_or_updates(database: Database) -> None:
    row = {"digest": "p", "name": "old", "version": "1", "current": False, "promoted": False}
    names = sa.select(tables.pipeline.c.name)
    with database.writing() as conn:
        db.upsert(conn, tables.pipeline, [])
        db.upsert(conn, tables.pipeline, [row])
        db.upsert(conn, tables.pipeline, [row | {"name": "new"}])
        assert conn.scalars(names).all() == ["old"]
        db.upsert(conn, tables.pipeline, [row | {"name": "new"}], update=["name"])
        assert conn.scalars(names).all() == ["new"]


def test_selected_works_in_batches(database: Database) -> None:
    rows = [
        {"digest": f"{n:05}", "name": "p", "version": "1", "current": False, "promoted": False}
        for n in range(1200)
    ]
    column = tables.pipeline.c.digest
    with database.writing() as conn:
        db.upsert(conn, tables.pipeline, rows)
        wanted = {f"{n:05}" for n in range(100, 1300)}
        found = [row.digest for row in db.selected(conn, sa.select(column), column, wanted)]
        assert found == sorted(wanted & {row["digest"] for row in rows})
        assert len(list(db.selected(conn, sa.select(column), column, None))) == 1200
        assert list(db.selected(conn, sa.select(column), column, set())) == []


def test_integrity_problems_are_told(database: Database, tmp_path: Path) -> None:
    with database.reading() as conn:
        assert db.integrity_problems(conn) == []
    if database.file is None:
        return
    raw = sqlite3.connect(database.file)
    raw.execute("INSERT INTO alias VALUES ('nobody', 'x', 0, 0, 0)")
    raw.commit()
    raw.close()
    with database.reading() as conn:
        assert db.integrity_problems(conn) == [
            "alias: row 1 refers to a row of entity that is not there"
        ]
