"""What ``status`` tells the operator of sources: alarms with a remedy, leads, reserved rights."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace

import pytest

from claimwire.logs import fields_of
from claimwire.model import Entry, Fetch, Health, SourceKind, SourceState
from claimwire.publish.words import SOURCE_KIND_WORD
from claimwire.stages.advice import for_state
from claimwire.stages.base import StageReport, Workspace
from claimwire.stages.check_sources import as_text
from claimwire.stages.crawl import StoreForCrawl
from claimwire.stages.record import recorded
from claimwire.stages.status import read_status, source_rows
from crawler.sources import load
from crawler.tally import Tally
from store import hosts, leads, sources
from tests import store_samples as sample


def test_status_says_what_to_do_about_silence_and_walls(workspace: Workspace) -> None:
    now = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
    stale, walled = sample.source("reuters"), sample.source("gazette")
    stale = replace(stale, expected_per_week=70)
    walled = replace(walled, fallback=("other", "off"))
    off = replace(sample.source("off"), enabled=False)
    with workspace.database.writing() as conn:
        sources.sync(conn, [stale, walled, sample.source("other"), off])
        silence = SourceState(
            "reuters", health=Health.STALE, last_new=now - dt.timedelta(days=9, hours=1)
        )
        sources.save_state(conn, silence)
        wall = SourceState("gazette", health=Health.BLOCKED, last_error="http-403: Forbidden")
        sources.save_state(conn, wall)
    told = {need.key: need.words for need in read_status(workspace, now=now).needs}
    assert "nothing new for 9 days, where about 70 a week" in told["source reuters stale"]
    assert "claimwire sources check reuters" in told["source reuters stale"]
    assert "Ask the publisher to allow this agent" in told["source gazette blocked"]
    assert "its fallbacks serve: other." in told["source gazette blocked"]


def test_status_shows_leads_and_reserved_rights(workspace: Workspace) -> None:
    now = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
    assert "Leads" not in read_status(workspace, now=now).as_text()
    entry = Entry(
        url="https://aggregator.example/1", canonical_url="https://aggregator.example/1",
        url_key="aggregator.example/1", title="A headline - Gazette", credited_source="Gazette",
    )  # fmt: skip
    with workspace.database.writing() as conn:
        sources.sync(conn, [sample.source("reuters"), sample.source("gazette")])
        leads.add(conn, "reuters", [entry], now)
        hosts.save(
            conn, "paper.example", fetched_at=now, status=200, body=b"", rights="no text mining"
        )
        state = SourceState("gazette", health=Health.ACTIVE, rights="search only")
        sources.save_state(conn, state)
    report = read_status(workspace, now=now)
    assert report.leads == {"open": 1, "resolved": 0}
    assert report.rights == {"paper.example": "no text mining", "gazette": "search only"}
    assert "paper.example                no text mining" in report.as_text()
    assert "1 open; `claimwire sources leads`" in report.as_text()
    assert report.as_json()["leads"]["open"] == 1


def test_every_kind_of_source_has_words() -> None:
    assert set(SOURCE_KIND_WORD) == set(SourceKind)
    assert len(set(SOURCE_KIND_WORD.values())) == len(SourceKind)


def test_a_fallback_is_due_sooner_while_the_other_is_ill_and_status_says_so(
    workspace: Workspace,
) -> None:
    now = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
    hour = dt.timedelta(hours=1)
    main = replace(sample.source("reuters"), fallback=("gazette",), interval=hour)
    store = StoreForCrawl(workspace, revisit=False)

    def due(health: Health) -> list[str]:
        with workspace.database.writing() as conn:
            later = SourceState("reuters", health=health, next_due=now + 9 * hour)
            sources.save_state(conn, later)
        found = store.due_sources(now, only=frozenset(), ignore_interval=False)
        return [source.id for source, _ in found]

    with workspace.database.writing() as conn:
        sources.sync(conn, [main, sample.source("gazette")])
        asked = SourceState("gazette", last_fetch=now - 2 * hour, next_due=now + 9 * hour)
        sources.save_state(conn, asked)
    assert due(Health.ACTIVE) == []
    assert read_status(workspace, now=now).stand_ins == {}
    assert due(Health.BLOCKED) == ["gazette"]
    assert store.due_sources(now, only=frozenset({"reuters"}), ignore_interval=False) == []
    report = read_status(workspace, now=now)
    assert report.stand_ins == {"gazette": ("reuters",)}
    assert "gazette                      for reuters" in report.as_text()
    assert report.as_json()["stand_ins"] == {"gazette": ["reuters"]}


def test_the_list_of_sources_tells_rights_and_stand_ins(workspace: Workspace) -> None:
    table = (
        '[source.{0}]\nname = "N"\npublisher = "p"\nkind = "rss"\nurl = "https://{0}.example/"\n'
    )
    catalogue = table.format("one") + 'fallback = ["two"]\nexpected_per_week = 7\n'
    catalogue += table.format("two")
    workspace.config.sources_file.write_text(catalogue, encoding="utf-8")
    with workspace.database.writing() as conn:
        sources.sync(conn, load(workspace.config.sources_file))
        gone = SourceState("one", health=Health.GONE, rights="no text mining")
        sources.save_state(conn, gone)
        start = dt.datetime(2026, 4, 10, 12, tzinfo=dt.UTC)
        for days, new in ((0, 40), (7, 3), (14, 5)):  # the first look brings what there was
            at = start + dt.timedelta(days=days)
            address = "https://one.example/"
            sources.record_fetch(
                conn, Fetch(address, at, "ok", source_id="one", entries=40, new_entries=new)
            )
    rows = {row["id"]: row for row in source_rows(workspace)}
    assert rows["one"]["rights"] == "no text mining"
    assert rows["two"]["stands_in_for"] == ["one"]
    assert rows["one"]["stands_in_for"] == []
    assert (rows["one"]["expected_per_week"], rows["one"]["seen_per_week"]) == (7, 4)
    assert (rows["two"]["expected_per_week"], rows["two"]["seen_per_week"]) == (None, None)


def test_requests_are_logged_with_what_they_were_about(caplog: pytest.LogCaptureFixture) -> None:
    now = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
    tally = Tally(now, lambda _: None)
    feed, page = "https://paper.example/feed", "https://paper.example/a"
    with caplog.at_level(logging.INFO):
        tally.source_done("paper", Fetch(feed, now, "ok", source_id="paper", entries=9), 2)
        tally.document_done(Fetch(page, now, "http-404", source_id="paper", document_id="d-1"))
    first, second = map(fields_of, caplog.records)
    assert (first["source"], first["url"]) == ("paper", feed)
    assert (second["url"], second["document"]) == (page, "d-1")
    assert [one.message for one in caplog.records] == ["ok: 9 listed, 2 new", "http-404"]


def test_a_check_without_a_network_says_so_once() -> None:
    verdicts = [
        {"id": name, "outcome": "no-network", "healthy": False, "detail": "dns", "advice": "Look."}
        for name in ("one", "two")
    ]
    told = as_text(verdicts)
    assert told.startswith("No host of 2 sources answered. Look whether this machine is on")
    assert len(told.splitlines()) == 1


def test_a_failing_source_is_told_with_the_time_of_the_next_try() -> None:
    now = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
    state = SourceState(
        "gazette",
        health=Health.FAILING,
        failures=2,
        last_error="http-429: status 429: the server asks for fewer requests",
        next_due=now + dt.timedelta(hours=2),
    )
    told = for_state(sample.source("gazette"), state, now=now)
    assert told.endswith("It is asked again at 2026-04-24 14:00 UTC.")
    empty = SourceState("gazette", health=Health.EMPTY)
    assert for_state(sample.source("gazette"), empty, now=now).startswith("it answers, but lists")


def test_status_names_the_documents_that_the_last_crawl_did_not_get(workspace: Workspace) -> None:
    problems = ("source one https://one.example/: dns", "document https://one.example/a: timeout")
    recorded(workspace, "crawl", lambda: StageReport("crawl", problems=problems))
    report = read_status(workspace, now=dt.datetime.now(dt.UTC))
    assert report.missed == ("https://one.example/a: timeout",)
    assert "  https://one.example/a: timeout" in report.as_text().splitlines()
