"""Moving a store into another database: both ways, whole or not at all, of one moment."""

from __future__ import annotations

import itertools
import multiprocessing
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
import sqlalchemy as sa

from claimwire.errors import SchemaError, UsageError
from store import annotations as work
from store import backup, knowledge, migrate, resolution, sources, tables, transfer
from store.check import check
from store.db import Database, open_database
from tests import store_samples as sample
from tests.store_samples import NOW, PIPELINE


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def nothing(_table: str, _rows: int) -> None:
    pass


@pytest.fixture
def filled(database: Database) -> Database:
    """A store with something in nearly every table, and texts that are hard to carry."""
    hard = 'Backslash \\ tab\t "quotes" \\N \\. \U0001f600 深度求索 e\u0301\r\nline\u2028end ' * 3
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters")])
        knowledge.sync(conn, sample.knowledge())
        first = sample.add(conn, 0, title="One")
        second = sample.add(conn, 1, hard, title=hard)
        sample.read_texts(conn, first, second)
        resolution.replace(conn, sample.resolution(first, second), "input")
        conn.execute(
            tables.host.insert(),
            [{"host": "https://a.example", "fetched_at": NOW, "status": 200, "body": b"\0\xff\\x"}],
        )
    return database


def everything(database: Database) -> dict[str, transfer.TableDigest]:
    with database.reading() as conn:
        return transfer.digests(conn)


def test_there_and_back_is_the_same(filled: Database, empty_url: str, tmp_path: Path) -> None:
    copied: dict[str, int] = {}
    found = backup.copy(url_of(filled), empty_url, copied=copied.__setitem__)
    assert copied["text"] == found["text"].rows == 2
    back = f"sqlite:///{tmp_path / 'back.db'}"
    backup.copy(empty_url, back)
    for url in (empty_url, back):
        with open_database(url) as other:
            assert everything(other) == everything(filled) == found
            with other.reading() as conn:
                held = work.load(conn, PIPELINE)
                assert len(held) == 2
            with filled.reading() as conn:
                assert work.load(conn, PIPELINE) == held


def test_the_copy_can_be_searched(filled: Database, empty_url: str) -> None:
    from store.search import search

    backup.copy(url_of(filled), empty_url)
    with open_database(empty_url) as other, other.reading() as conn:
        assert search(conn, "quotes")


def test_a_target_with_rows_is_left_alone(filled: Database, empty_url: str) -> None:
    backup.copy(url_of(filled), empty_url)
    with pytest.raises(UsageError, match="holds rows already"):
        backup.copy(url_of(filled), empty_url)
    with open_database(empty_url) as other:
        assert everything(other) == everything(filled)


def test_a_database_is_not_copied_onto_itself(filled: Database) -> None:
    with pytest.raises(UsageError, match="itself"):
        backup.copy(url_of(filled), url_of(filled))


def test_a_copy_that_is_killed_leaves_nothing(filled: Database, empty_url: str) -> None:
    def die(table: str, _rows: int) -> None:
        if table == "statement":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.copy(url_of(filled), empty_url, copied=die)
    with open_database(empty_url) as other:
        assert not any(one.rows for one in everything(other).values())
    backup.copy(url_of(filled), empty_url)


def test_rows_that_arrive_changed_are_refused(filled: Database, empty_url: str) -> None:
    migrate.upgrade(empty_url)
    with open_database(empty_url) as other, open_database(url_of(filled)) as source:

        def meddle(table: str, _rows: int) -> None:
            if table == "text":
                with source.writing() as conn:  # not seen: the copy is of one moment
                    sample.add(conn, 7, "Came later.")

        transfer.copy(source, other, copied=meddle)
        assert everything(other)["text"].rows == 2
        assert everything(source)["text"].rows == 3


def test_one_digit_changes_the_digest(filled: Database) -> None:
    before = everything(filled)
    with filled.writing() as conn:
        conn.execute(tables.relevance.update().values(score=tables.relevance.c.score / 2))
    after = everything(filled)
    assert {name for name in before if before[name] != after[name]} == {"relevance"}


def test_a_backup_is_restored(filled: Database, tmp_path: Path, empty_url: str) -> None:
    backup.backup(url_of(filled), tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy.db?*"))  # one file
    backup.restore(tmp_path / "copy.db", empty_url)
    with open_database(empty_url) as other:
        assert everything(other) == everything(filled)
    with pytest.raises(UsageError, match="no such backup"):
        backup.restore(tmp_path / "other.db", empty_url)


def test_an_older_backup_is_refused_in_words(
    filled: Database, tmp_path: Path, empty_url: str
) -> None:
    backup.backup(url_of(filled), tmp_path / "copy.db")
    with Database(f"sqlite:///{tmp_path / 'copy.db'}") as old, old.writing() as conn:
        conn.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(SchemaError, match="0001"):
        backup.restore(tmp_path / "copy.db", empty_url)


def _write_until(url: str, ended: Event) -> None:
    """Add documents, each in a transaction of its own; the part of another process."""
    with open_database(url) as database:
        for number in itertools.count(100):
            if ended.is_set():
                return
            with database.writing() as conn:
                sample.add(conn, number, f"Text {number}. " * 50)


def test_a_backup_while_another_process_writes_is_of_one_moment(
    filled: Database, tmp_path: Path, empty_url: str
) -> None:
    """A transaction adds a document with its revision: a copy never has one without the other."""
    context = multiprocessing.get_context("spawn")
    ended = context.Event()
    writer = context.Process(target=_write_until, args=(url_of(filled), ended))
    before = everything(filled)["document"].rows
    writer.start()
    try:
        while everything(filled)["document"].rows == before:
            time.sleep(0.05)
        for turn in range(4):
            backup.backup(url_of(filled), tmp_path / f"{turn}.db")
    finally:
        ended.set()
        writer.join()
    assert writer.exitcode == 0
    sizes = []
    for turn in range(4):
        with open_database(f"sqlite:///{tmp_path / f'{turn}.db'}") as copy:
            with copy.reading() as conn:
                assert check(conn) == []
            held = everything(copy)
            assert held["document"].rows == held["revision"].rows == held["capture"].rows
            sizes.append(held["document"].rows)
    assert before < sizes[0]
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]
    backup.restore(tmp_path / "3.db", empty_url)
    with open_database(empty_url) as restored:
        assert everything(restored) == held
