"""Sources between runs, requests, hosts and the log of runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from claimwire.model import Fetch, FetchMode, Health, SourceState
from store import documents, hosts, resolution, runs, sources
from store import knowledge as knowledge_
from store.db import Database
from tests import store_samples as sample
from tests.store_samples import NOW, later

FULL_STATE = SourceState(
    source_id="reuters",
    health=Health.QUIET,
    url="https://moved.example/",
    etag='W/"x"',
    last_modified="Fri, 24 Apr 2026 10:00:00 GMT",
    body_sha256="0" * 64,
    failures=2,
    next_due=later(hours=1),
    last_fetch=NOW,
    last_success=later(hours=-1),
    last_new=later(hours=-2),
    last_error="timeout",
    unconditional_at=later(days=-1),
)


def test_a_source_and_its_state_come_back(database: Database) -> None:
    full = sample.source(
        "reuters",
        enabled=True,
        interval=dt.timedelta(minutes=15),
        language="en",
        country="GB",
        timezone="Europe/London",
        perspective="press",
        state_media=True,
        fetch=FetchMode.HEADLINE_ONLY,
        include="/tech/",
        exclude="/sport/",
        expected_per_week=3.5,
        note="n",
    )
    with database.writing() as conn:
        sources.sync(conn, [full])
        assert sources.get(conn, "reuters") == (full, SourceState("reuters"))
        sources.save_state(conn, FULL_STATE)
        assert sources.get(conn, "reuters") == (full, FULL_STATE)
        assert sources.get(conn, "nobody") is None


def test_sync_keeps_what_is_remembered(database: Database) -> None:
    one = sample.source("reuters")
    with database.writing() as conn:
        sources.sync(conn, [one, sample.source("xinhua")])
        sources.save_state(conn, FULL_STATE)
        sources.sync(conn, [replace(one, name="Reuters News")])
        assert sources.get(conn, "reuters") == (replace(one, name="Reuters News"), FULL_STATE)
        assert [report.source.id for report in sources.reports(conn)] == ["reuters"]
        sources.sync(conn, [one, sample.source("xinhua")])
        assert [report.source.id for report in sources.reports(conn)] == ["reuters", "xinhua"]


def test_a_new_address_forgets_the_old_one(database: Database) -> None:
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters")])
        sources.save_state(conn, FULL_STATE)
        moved = sample.source("reuters", url="https://other.example/feed")
        sources.sync(conn, [moved])
        assert sources.get(conn, "reuters") == (moved, SourceState("reuters"))


def test_due_sources(database: Database) -> None:
    all_ = [sample.source(id_) for id_ in ("d-gone", "c-now", "b-later", "a-never")]
    off = sample.source("e-off", enabled=False)
    with database.writing() as conn:
        sources.sync(conn, [*all_, off])
        sources.save_state(conn, SourceState("c-now", next_due=NOW))
        sources.save_state(conn, SourceState("b-later", next_due=later(seconds=1)))
        sources.save_state(conn, SourceState("d-gone", health=Health.GONE))

        def due(**options: object) -> list[str]:
            return [one.id for one, _ in sources.due(conn, NOW, **options)]  # type: ignore[arg-type]  # options by name

        assert due() == ["a-never", "c-now"]
        assert due(ignore_interval=True) == ["a-never", "b-later", "c-now"]
        assert due(only={"c-now", "b-later"}) == ["c-now"]
        assert due(only={"b-later"}, ignore_interval=True) == ["b-later"]
        assert due(only={"d-gone", "e-off"}, ignore_interval=True) == []


def test_one_look_at_a_source(database: Database) -> None:
    look = Fetch("https://reuters.example/feed", NOW, "ok", 200, "reuters", entries=3)
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters")])
        sources.save_discovery(conn, SourceState("reuters"), look, new_entries=0, now=NOW)
        _, state = sources.get(conn, "reuters") or pytest.fail("unknown")
        assert state.last_new is None
        again = replace(look, started=later(hours=1))
        sources.save_discovery(
            conn, SourceState("reuters"), again, new_entries=2, now=later(hours=1)
        )
        _, state = sources.get(conn, "reuters") or pytest.fail("unknown")
        assert state.last_new == later(hours=1)
        sources.record_fetch(conn, again)
        assert sources.fetches(conn, source_id="reuters") == [replace(again, new_entries=2), look]
        assert sources.fetches(conn, source_id="other") == []
        assert sources.fetches(conn, limit=1) == [replace(again, new_entries=2)]


def test_a_request_of_an_unknown_source_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as conn:
        sources.record_fetch(conn, Fetch("https://x.example/", NOW, "ok", source_id="nobody"))


def test_reports_count_documents(database: Database) -> None:
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters"), sample.source("xinhua")])
        entries = [sample.entry(1), sample.entry(2), sample.entry(3)]
        documents.discover(conn, "reuters", "reuters", entries[:2], NOW)
        documents.discover(conn, "reuters", "reuters", entries[2:], later(hours=1))
        knowledge_.sync(conn, sample.knowledge())
        revision = sample.add(conn, 1)
        resolution.replace(conn, sample.resolution(revision), "x")
        reuters, xinhua = sources.reports(conn)
        assert (reuters.documents, reuters.relevant) == (3, 1)
        assert reuters.last_document == later(hours=1)
        assert (xinhua.documents, xinhua.relevant, xinhua.last_document) == (0, 0, None)


def test_hosts_are_remembered(database: Database) -> None:
    with database.writing() as conn:
        assert hosts.get(conn, "https://a.example") is None
        hosts.save(conn, "https://a.example", fetched_at=NOW, status=0, body=b"")
        hosts.save(
            conn,
            "https://a.example",
            fetched_at=later(hours=1),
            status=200,
            body=b"User-agent: *\xff",
            content_type="text/plain",
            hold_until=later(hours=2),
            rights="a licence",
        )
        assert hosts.reservations(conn) == {"https://a.example": "a licence"}
        assert hosts.get(conn, "https://a.example") == {
            "host": "https://a.example",
            "fetched_at": later(hours=1),
            "status": 200,
            "body": b"User-agent: *\xff",
            "content_type": "text/plain",
            "hold_until": later(hours=2),
            "rights": "a licence",
        }


def test_runs_begin_and_end(database: Database) -> None:
    with database.writing() as conn:
        runs.start(conn, "x-1", "crawl", NOW)
        runs.start(conn, "x-1", "crawl", NOW)
        runs.start(conn, "x-2", "annotate", later(seconds=1))
        killed = runs.last(conn)[0]
        assert (killed.id, killed.finished, killed.interrupted) == ("x-2", None, False)
        runs.finish(
            conn,
            "x-1",
            later(seconds=5),
            counts={"new documents": 2},
            problems=["a source is ill"],
            interrupted=True,
        )
        runs.start(conn, "x-3", "crawl", later(hours=1))
        assert [run.id for run in runs.last(conn, limit=2)] == ["x-3", "x-2"]
        done = runs.last(conn)[2]
        assert done == runs.Run(
            "x-1", "crawl", NOW, later(seconds=5), {"new documents": 2}, ("a source is ill",), True
        )
        newest = runs.last_of_each_stage(conn)
        assert {stage: run.id for stage, run in newest.items()} == {
            "annotate": "x-2",
            "crawl": "x-3",
        }
