"""Records as JSON values, and column types."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from claimwire.ids import canonical_json
from claimwire.model import (
    Annotation,
    Article,
    Claim,
    Document,
    Entry,
    Mention,
    Party,
    Relevance,
    Revision,
    Source,
    SourceReport,
    Statement,
)
from store import tables
from store.codec import plain, revive
from store.columns import storable
from store.db import Database

KINDS = (
    Annotation, Article, Claim, Document, Entry, Mention, Party, Relevance, Revision, Source,
    SourceReport, Statement,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_comes_back(kind: type) -> None:
    @settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
    @given(st.builds(kind))
    def comes_back(record: object) -> None:
        written = canonical_json(plain(record))
        assume("NaN" not in written)  # equal to nothing
        assert revive(kind, json.loads(written)) == record

    comes_back()


def test_what_is_unknown_takes_no_room() -> None:
    assert plain(Party(1, 2, None, "X")) == {
        "start": 1,
        "end": 2,
        "canonical": "X",
        "role": "principal",
        "anonymous": False,
    }


def test_a_field_that_did_not_exist_takes_its_default() -> None:
    assert revive(Party, {"start": 1, "end": 2}) == Party(1, 2, None, None)


@given(st.text(alphabet=st.characters(codec=None)))
def test_storable_text_keeps_its_length(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\0" not in kept
    kept.encode("utf-8")
    assert storable(kept) == kept


def test_hostile_text_is_kept_in_both_databases(database: Database) -> None:
    row = {"digest": "a\0b\ud800", "name": "x\U0010ffff'\";--", "version": "\u202e深度求索"}
    with database.writing() as conn:
        conn.execute(tables.pipeline.insert(), [row | {"current": False, "promoted": False}])
        kept = conn.execute(sa.select(tables.pipeline)).one()
    assert kept.digest == "a\ufffdb\ufffd"
    assert (kept.name, kept.version) == (row["name"], row["version"])


def test_times_are_utc_and_never_naive(database: Database) -> None:
    table = tables.host
    east = dt.timezone(dt.timedelta(hours=8))
    moment = dt.datetime(2026, 4, 24, 6, 30, 1, 123456, tzinfo=east)
    row = {"host": "h", "fetched_at": moment, "status": 200, "body": b"\0\xff"}
    with database.writing() as conn:
        conn.execute(table.insert(), [row])
        kept = conn.execute(sa.select(table)).one()
        assert kept.fetched_at == moment
        assert kept.fetched_at.tzinfo is dt.UTC
        assert kept.body == b"\0\xff"
        before = sa.select(table.c.host).where(table.c.fetched_at < moment)
        assert conn.scalars(before).all() == []
    naive = row | {"host": "n", "fetched_at": dt.datetime(2026, 4, 24)}  # noqa: DTZ001
    with pytest.raises(StatementError, match="no time zone"), database.writing() as conn:
        conn.execute(table.insert(), [naive])


def test_words_outside_an_enumeration_are_refused(database: Database) -> None:
    row = {"kind": "planet", "old_id": "a", "new_id": "b"}
    with pytest.raises(StatementError, match="planet"), database.writing() as conn:
        conn.execute(tables.redirect.insert(), [row])
    with pytest.raises(sa.exc.IntegrityError), database.writing() as conn:
        conn.execute(sa.text("INSERT INTO redirect VALUES ('planet', 'a', 'b')"))
