"""Integrity checks and backups."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from claimwire.errors import SchemaError, UsageError
from claimwire.model import ChainLink, Cue, DateMention, NodeKind, Party, Span, Statement
from store import annotations as work
from store import knowledge, resolution, tables
from store.backup import backup
from store.check import check
from store.db import Database, open_database
from tests import store_samples as sample
from tests.store_samples import PIPELINE


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


@pytest.fixture
def filled(database: Database) -> Database:
    with database.writing() as conn:
        knowledge.sync(conn, sample.knowledge())
        revision = sample.add(conn, 1)
        sample.read_texts(conn, revision)
        resolution.replace(conn, sample.resolution(revision), "x")
    return database


def test_a_whole_database_has_no_problems(filled: Database) -> None:
    with filled.reading() as conn:
        assert check(conn) == []


BROKEN: list[dict[str, object]] = [
    {"cue": Cue(1000, 1001, "x")},
    {"content": (Span(0, 5), Span(5, 1000))},
    {"sentence": Span(9, 3)},
    {"speaker": Party(-1, 4, None, None)},
    {"speaker": Party(4, None, None, None)},
    {"targets": (Party(0, 1000, None, None),)},
    {"addressee": Party(0, 1000, None, None)},
    {"answers": Span(0, 1000)},
    {"date": 5},
]


def test_spans_outside_the_text_are_told(filled: Database) -> None:
    found = sample.annotation()
    for change in BROKEN:
        broken: Statement = replace(found.statements[0], **change)  # type: ignore[arg-type]  # fields by name
        with filled.writing() as conn:
            (text_id,) = work.load(conn, PIPELINE)
            work.save(conn, PIPELINE, text_id, replace(found, statements=(broken,)))
            problems = check(conn)
        assert len(problems) == 1, change
        assert problems[0].startswith("statement s-")


def test_mentions_chains_and_evidence_are_checked(filled: Database) -> None:
    found = sample.annotation()
    link = ChainLink(NodeKind.OUTLET, "Reuters", None, None, 0, 1000)
    statement = replace(found.statements[0], chain=(link,))
    broken = replace(
        found,
        mentions=(replace(found.mentions[0], end=1000),),
        dates=(DateMention(5, 5, "DATE", "x"),),
        statements=(statement,),
    )
    with filled.writing() as conn:
        (text_id,) = work.load(conn, PIPELINE)
        work.save(conn, PIPELINE, text_id, broken)
        conn.execute(tables.delta.update().values(evidence_end=1000))
        conn.execute(tables.event_evidence.update().values(start=-1))
        kinds = [problem.split()[0].rstrip(":") for problem in check(conn)]
    assert kinds == ["mention", "date_mention", "chain_link", "event", "event", "delta"]


def test_a_text_that_is_not_its_id_is_told(filled: Database) -> None:
    row = {"id": "0" * 64, "body": "abc", "length": 4}
    with filled.writing() as conn:
        conn.execute(tables.text.insert(), [row])
        conn.execute(tables.pipeline.insert(), [_pipeline("other")])
        assert [problem.split()[0] for problem in check(conn)] == ["pipeline:", "text", "text"]


def _pipeline(digest: str) -> dict[str, object]:
    return {"digest": digest, "name": "n", "version": "1", "current": True, "promoted": False}


def test_a_person_is_not_flooded(filled: Database) -> None:
    rows = [{"id": f"{n:064}", "body": "abc", "length": 3} for n in range(300)]
    with filled.writing() as conn:
        conn.execute(tables.text.insert(), rows)
        assert len(check(conn)) == 101


def test_a_backup_is_the_database(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("an older backup")
    with filled.writing() as conn:  # a writer at work does not disturb it
        conn.execute(tables.pipeline.insert(), [_pipeline("unfinished") | {"current": False}])
        backup(url_of(filled), target)
    with open_database(f"sqlite:///{target}") as copy, copy.reading() as conn:
        assert check(conn) == []
        assert conn.scalars(sa.select(tables.pipeline.c.digest)).all() == [PIPELINE]
        assert resolution.read(conn) is not None
    assert not list(tmp_path.glob("*.part"))


def test_backups_that_cannot_be(filled: Database, tmp_path: Path) -> None:
    if filled.file is None:
        return
    with pytest.raises(UsageError, match="database itself"):
        backup(url_of(filled), filled.file)
    with pytest.raises(UsageError, match="cannot write"):
        backup(url_of(filled), tmp_path / "no" / "folder" / "x.db")
    with pytest.raises(SchemaError):
        backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "x.db")
    assert sqlite3.connect(filled.file).execute("SELECT count(*) FROM text").fetchone() == (1,)
