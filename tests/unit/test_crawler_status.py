"""What ``status`` tells the operator of sources: alarms with a remedy, leads, reserved rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claimwire.config import load_config
from claimwire.model import Entry, Health, SourceKind, SourceState
from claimwire.publish.words import SOURCE_KIND_WORD
from claimwire.stages.base import Workspace
from claimwire.stages.status import read_status
from claimwire.workspace import create_workspace
from store import hosts, leads, sources
from tests import store_samples as sample


@pytest.fixture
def workspace(tmp_path: Path, database_url: str) -> Iterator[Workspace]:
    folder = tmp_path / "w"
    create_workspace(folder, sources="", store={"url": database_url})
    made = Workspace(load_config(folder))
    yield made
    made.database.close()


def test_status_says_what_to_do_about_silence_and_walls(workspace: Workspace) -> None:
    now = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
    stale, walled = sample.source("reuters"), sample.source("gazette")
    stale = replace(stale, expected_per_week=70)
    walled = replace(walled, fallback=("other",))
    with workspace.database.writing() as conn:
        sources.sync(conn, [stale, walled])
        silence = SourceState(
            "reuters", health=Health.STALE, last_new=now - dt.timedelta(days=9, hours=1)
        )
        sources.save_state(conn, silence)
        wall = SourceState("gazette", health=Health.BLOCKED, last_error="http-403: Forbidden")
        sources.save_state(conn, wall)
    told = {need.key: need.words for need in read_status(workspace, now=now).needs}
    assert "nothing new for 9 days, where about 70 a week" in told["source reuters stale"]
    assert "claimwire sources check reuters" in told["source reuters stale"]
    assert "ask the publisher to allow it" in told["source gazette blocked"]
    assert "its fallbacks serve: other" in told["source gazette blocked"]


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
