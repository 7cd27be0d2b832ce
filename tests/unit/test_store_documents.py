"""Documents, captures, texts and revisions."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from claimwire.ids import make_id, text_digest
from claimwire.model import DocumentStatus, FetchMode, Stamp
from store import annotations as work
from store import documents, revisions, sources, tables
from store.db import Database
from tests import store_samples as sample
from tests.store_samples import NOW, PIPELINE, later


def test_discovery_counts_what_is_new(database: Database) -> None:
    entries = [sample.entry(1), sample.entry(2), sample.entry(1)]
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters")])
        assert documents.discover(conn, "reuters", "reuters", entries, NOW) == 2
        assert documents.discover(conn, "reuters", "reuters", entries, later(hours=1)) == 0
        assert documents.discover(conn, None, "news", [], NOW) == 0
        more = [*entries, sample.entry(3)]
        assert documents.discover(conn, None, "news", more, later(hours=1)) == 1
        first, second, third = documents.listed(conn)
        assert {first.first_seen, second.first_seen, third.first_seen} == {NOW, later(hours=1)}
        assert third.source_id is None
        found = documents.get(conn, "https://news.example/1")
    assert found is not None
    assert found.id == make_id("d", "news.example/1")
    assert found.status is DocumentStatus.DISCOVERED
    assert found.credited_source == "Wire"
    assert found.urls == ("https://news.example/1", "https://news.example/1?utm_source=feed")


def test_a_document_is_found_by_every_address(database: Database) -> None:
    with database.writing() as conn:
        documents.discover(conn, None, "news", [sample.entry(1), sample.entry(2)], NOW)
        one = sample.document_of(1)
        documents.add_url(conn, one, "https://short.example/x")
        documents.add_url(conn, sample.document_of(2), "https://short.example/x")
        for name in (one, "news.example/1", "https://news.example/1", "https://short.example/x"):
            found = documents.get(conn, name)
            assert found is not None, name
            assert found.id == one
        assert documents.get(conn, "https://elsewhere.example/") is None


def test_due_documents(database: Database) -> None:
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters", fetch=FetchMode.FEED_ONLY)])
        documents.discover(conn, None, "b", [sample.entry(n, "b.example") for n in (1, 2, 3)], NOW)
        documents.discover(conn, "reuters", "a", [sample.entry(1, "a.example")], later(seconds=-1))
        documents.set_state(
            conn, sample.document_of(3, "b.example"), DocumentStatus.REFUSED, failure="robots.txt"
        )
        documents.set_state(
            conn,
            sample.document_of(2, "b.example"),
            DocumentStatus.FAILED,
            attempts=2,
            next_due=later(seconds=-5),
            etag='"e"',
            last_modified="Fri",
        )

        def due(limit: int = 10, per_host: int = 10, **options: object) -> list[str]:
            tasks = documents.due(conn, NOW, limit=limit, per_host=per_host, **options)  # type: ignore[arg-type]  # options by name
            return [task.url for task in tasks]

        b1, b2, a1 = "https://b.example/1", "https://b.example/2", "https://a.example/1"
        assert due() == [b2, a1, b1]
        assert due(limit=2) == [b2, a1]
        assert due(per_host=1) == [b2, a1]
        assert due(exclude={"b.example"}) == [a1]
        assert due(exclude={sample.document_of(2, "b.example")}, per_host=1) == [a1, b1]
        assert due(only_sources={"reuters"}) == [a1]
        assert documents.due(conn, later(seconds=-9), limit=9, per_host=9) == []
        retried, fed, _ = documents.due(conn, NOW, limit=10, per_host=10)
    assert (retried.attempts, retried.etag, retried.last_modified) == (2, '"e"', "Fri")
    assert (retried.fetch, fed.fetch) == (FetchMode.PAGE, FetchMode.FEED_ONLY)
    assert fed.entry == sample.entry(1, "a.example")
    assert fed.source_id == "reuters"


def test_states_are_counted(database: Database) -> None:
    with database.writing() as conn:
        sample.add(conn, 1)
        documents.discover(conn, None, "news", [sample.entry(2)], NOW)
        counts = documents.counts(conn)
        assert counts == dict.fromkeys(DocumentStatus, 0) | {"discovered": 1, "captured": 1}


def test_a_replayed_capture_moves_first_seen_back(database: Database) -> None:
    with database.writing() as conn:
        documents.discover(conn, None, "news", [sample.entry(1)], NOW)
        for seen in (later(hours=1), later(hours=-1), later(hours=0)):
            documents.seen_since(conn, sample.document_of(1), seen)
        (document,) = documents.listed(conn)
        assert document.first_seen == later(hours=-1)


def test_hostile_addresses(database: Database) -> None:
    long = ("x" * 9000, "https://h.example/" + "y" * 9000)
    for url in ("https://[::1", "https://h:port/", "\0", "", *long):
        entry = replace(sample.entry(1), url=url, canonical_url=url, url_key=url, title="\0\ud800")
        with database.writing() as conn:
            assert documents.discover(conn, None, "news", [entry], NOW) == 1
            assert documents.discover(conn, None, "news", [entry], NOW) == 0
            assert documents.get(conn, url) is not None


def test_captures_are_kept(database: Database) -> None:
    with database.writing() as conn:
        documents.discover(conn, None, "news", [sample.entry(1)], NOW)
        id_ = sample.document_of(1)
        assert documents.last_body(conn, id_) is None
        first, second = sample.capture(id_), sample.capture(id_, later(hours=1), b"other")
        for one in (second, first, first):
            documents.add_capture(conn, one)
        assert list(revisions.captures(conn, [id_]).values()) == [first, second]
        assert documents.newest_capture(conn, id_) == second
        assert documents.last_body(conn, id_) == second.sha256


def test_a_revision_comes_back(database: Database) -> None:
    modified = Stamp(later(hours=3), "day", "meta", suspect=True)
    with database.writing() as conn:
        revision = sample.add(
            conn, 1, modified=modified, summary="s", kind="news", paywalled=True, partial=True
        )
        assert revisions.of_documents(conn) == {revision.document_id: (revision,)}
        assert revisions.newest_of(conn) == {revision.document_id: revision}
        assert revisions.texts(conn, [revision.text_id]) == {revision.text_id: sample.TEXT}
    assert revision.number == 1
    assert revision.modified == modified
    assert revision.published == Stamp(NOW, "minute", "json-ld")
    assert revision.text_id == text_digest(sample.TEXT)
    assert (revision.summary, revision.kind, revision.publisher_name) == ("s", "news", "News")
    assert (revision.paywalled, revision.partial, revision.language) == (True, True, "en")


def test_what_says_the_same_is_no_revision(database: Database) -> None:
    with database.writing() as conn:
        first = sample.add(conn, 1)
        id_ = first.document_id
        later_capture = sample.capture(id_, later(hours=1), b"other")
        documents.add_capture(conn, later_capture)

        def add(taken: object, at: float, **values: object) -> int | None:
            made = documents.add_revision(
                conn,
                id_,
                taken,  # type: ignore[arg-type]  # a capture or None
                sample.article(**values),  # type: ignore[arg-type]  # fields by name
                later(hours=at),
            )
            return None if made is None else made.number

        assert add(later_capture, 1) is None
        assert add(later_capture, 1, summary="new", evidence={}) is None
        assert add(later_capture, 1, title="Changed") == 2
        assert add(later_capture, 1, title="Changed") is None
        assert add(sample.capture(id_), 1) is None  # the first capture, read again
        assert add(later_capture, 1) == 3  # the newest capture, read by other rules
        assert add(later_capture, 1, title="Changed") == 4  # and by the rules of before
        assert add(None, 2) == 5  # back to the first state
        assert add(None, 3, authors=()) == 6
        assert add(None, 4, published=None) == 7
        history = revisions.of_documents(conn, [id_])[id_]
    assert [one.number for one in history] == [1, 2, 3, 4, 5, 6, 7]
    assert len({one.id for one in history}) == 7
    titles = [one.title for one in history]
    assert titles == ["Accused", "Changed", "Accused", "Changed", "Accused", "Accused", "Accused"]
    assert {one.text_id for one in history} == {first.text_id}


def test_ids_are_the_same_in_every_database(database: Database) -> None:
    with database.writing() as conn:
        assert sample.add(conn, 1).id == "r-6yy4iiduf55jm26v"


def test_a_shared_text_is_kept_and_read_once(database: Database) -> None:
    with database.writing() as conn:
        work.register_pipeline(conn, PIPELINE, "test", "1")
        one, other = sample.add(conn, 1), sample.add(conn, 2, title="Other")
        assert one.text_id == other.text_id
        assert work.counts(conn, PIPELINE)["pending"] == 1
        sample.add(conn, 3, "Another text.")
        assert work.counts(conn, PIPELINE)["pending"] == 2


def test_hostile_text_keeps_its_offsets(database: Database) -> None:
    body = "a\0b\ud800c 深度求索 \U0001f600 d"
    with database.writing() as conn:
        revision = sample.add(conn, 1, body, title="\0", authors=("\ud800",))
        kept = revisions.texts(conn, [revision.text_id])[revision.text_id]
        length = conn.scalar(sa.select(tables.text.c.length))
    assert kept == "a\ufffdb\ufffdc 深度求索 \U0001f600 d"
    assert length == len(body)
    assert revision.text_id == text_digest(kept)
    assert (revision.title, revision.authors) == ("\ufffd", ("\ufffd",))


@pytest.mark.parametrize("table", [tables.capture, tables.text, tables.revision], ids=str)
def test_what_is_append_only_cannot_be_changed(database: Database, table: sa.Table) -> None:
    with database.writing() as conn:
        sample.add(conn, 1)
    for change in (table.delete(), table.update().values(id="x")):
        with pytest.raises(DBAPIError, match="append-only"), database.writing() as conn:
            conn.execute(change)


def test_many_documents_are_quick(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.writing() as conn:
        work.register_pipeline(conn, PIPELINE, "test", "1")
    began = time.process_time()
    for number in range(100):
        with database.writing() as conn:
            sample.add(conn, number, f"{sample.TEXT} {number}")
    assert time.process_time() - began < 1.0  # of processor time; about 0.3
