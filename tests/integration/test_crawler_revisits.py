"""Captured documents are looked at again, seldom, and what is held of them stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claimwire.config import load_config
from claimwire.model import DocumentStatus, DocumentTask, Fetch, FetchMode
from claimwire.stages.base import Workspace
from claimwire.stages.crawl import StoreForCrawl
from claimwire.workspace import create_workspace
from store import documents, revisions, sources
from tests import store_samples as sample
from tests.store_samples import NOW, later

DOCUMENT = sample.document_of(1)


@pytest.fixture
def workspace(tmp_path: Path, database_url: str) -> Iterator[Workspace]:
    create_workspace(tmp_path, sources="", store={"url": database_url})
    workspace = Workspace(load_config(tmp_path))
    with workspace.database.writing() as conn:
        sources.sync(conn, [sample.source()])
        documents.discover(conn, "reuters", "reuters", [sample.entry(1)], NOW)
    yield workspace
    workspace.database.close()


def due(store: StoreForCrawl, at: dt.datetime) -> list[DocumentTask]:
    return store.due_documents(
        at, limit=9, per_host=9, exclude=frozenset(), only_sources=frozenset()
    )


def visit(store: StoreForCrawl, hours: float, text: str | None, outcome: str = "same") -> None:
    """Visit the document, which must be due by then: it has this text, or it fails to answer."""
    at = later(hours=hours)
    (task,) = due(store, at)
    if text is not None:
        capture = sample.capture(DOCUMENT, at, f"{text} {hours}".encode())
        store.record_capture(task, replace(capture, etag='"1"'), sample.article(text))
        return
    unchanged = outcome in ("same", "not-modified")
    status = DocumentStatus.CAPTURED if unchanged else DocumentStatus.FAILED
    if outcome == "gone":
        status = DocumentStatus.GONE
    retry = None if unchanged else at + dt.timedelta(minutes=20)
    fetch = Fetch(task.url, at, outcome, document_id=DOCUMENT)
    store.record_failure(task, fetch, status, retry)


def next_due(store: StoreForCrawl) -> float | None:
    """Return the hours after the first capture at which the document is due, if ever."""
    steps = (1, 6, 24, 72, 168, 336)
    return next((hour for hour in steps if due(store, later(hours=hour))), None)


def test_a_page_that_stays_the_same_gets_the_fixed_visits_only(workspace: Workspace) -> None:
    store = StoreForCrawl(workspace, revisit=True)
    visit(store, 0, "A text.")
    assert due(store, later(minutes=59)) == []
    (task,) = due(store, later(hours=1))
    assert task.etag == '"1"'
    visit(store, 1, None, "not-modified")
    assert next_due(store) == 6
    visit(store, 6, "A text.")  # other bytes, the same text
    with workspace.database.reading() as conn:
        assert documents.visits(conn, DOCUMENT) == documents.Visits(NOW, 1, 2)
    assert next_due(store) == 24
    visit(store, 24, None)
    assert next_due(store) == 168
    visit(store, 168, None, "not-modified")
    assert next_due(store) is None


def test_a_change_is_a_revision_and_goes_on_with_the_plan(workspace: Workspace) -> None:
    store = StoreForCrawl(workspace, revisit=True)
    visit(store, 0, "A text.")
    visit(store, 1, None)
    visit(store, 6, "A text, corrected.")
    assert next_due(store) == 24
    visit(store, 24, None)
    visit(store, 72, None)
    assert next_due(store) == 168
    visit(store, 168, None)
    assert next_due(store) is None
    with workspace.database.reading() as conn:
        assert len(revisions.of_documents(conn, [DOCUMENT])[DOCUMENT]) == 2


def test_a_page_that_changes_with_every_fetch_is_capped(workspace: Workspace) -> None:
    store = StoreForCrawl(workspace, revisit=True)
    for hours in (0, 1, 6, 24):
        visit(store, hours, f"A text of hour {hours}.")
    assert due(store, later(hours=335)) == []
    visit(store, 336, "A last text.")
    assert next_due(store) is None


def test_a_visit_that_fails_takes_nothing_away(workspace: Workspace) -> None:
    store = StoreForCrawl(workspace, revisit=True)
    visit(store, 0, "A text.")
    visit(store, 1, None, "http-404")
    with workspace.database.reading() as conn:
        found = documents.get(conn, DOCUMENT)
    assert found is not None
    assert (found.status, found.failure) == (DocumentStatus.CAPTURED, "http-404")
    assert next_due(store) == 6
    (task,) = due(store, later(hours=6))
    assert (task.attempts, task.etag) == (0, '"1"')
    visit(store, 6, None, "gone")
    with workspace.database.reading() as conn:
        found = documents.get(conn, DOCUMENT)
        assert len(revisions.of_documents(conn, [DOCUMENT])[DOCUMENT]) == 1
    assert found is not None
    assert found.status is DocumentStatus.GONE


def test_replays_and_feed_only_documents_plan_no_visit(workspace: Workspace) -> None:
    visit(StoreForCrawl(workspace, revisit=False), 0, "A text.")
    store = StoreForCrawl(workspace, revisit=True)
    assert next_due(store) is None
    with workspace.database.writing() as conn:
        documents.set_state(conn, DOCUMENT, DocumentStatus.DISCOVERED, next_due=NOW)
    (task,) = due(store, NOW)
    feed_only = replace(task, fetch=FetchMode.FEED_ONLY)
    store.record_capture(feed_only, sample.capture(DOCUMENT), sample.article("From the feed."))
    assert next_due(store) is None
