"""What the store remembers of the visits of a document, on both database engines."""

from __future__ import annotations

from claimwire.model import Fetch
from store import documents, revisions, sources
from store.db import Database
from tests import store_samples as sample
from tests.store_samples import NOW, later

DOCUMENT = sample.document_of(1)


def test_visits_are_counted_from_the_newest_revision(database: Database) -> None:
    with database.writing() as conn:
        documents.discover(conn, None, "news", [sample.entry(1)], NOW)
        assert documents.visits(conn, DOCUMENT) is None
        for hours, text in ((0, "One."), (1, "One."), (6, "Two."), (24, "Two.")):
            capture = sample.capture(DOCUMENT, later(hours=hours), f"{hours}".encode())
            revisions.add_capture(conn, capture)
            revisions.add_revision(
                conn, DOCUMENT, capture, sample.article(text), capture.fetched_at
            )
        assert documents.visits(conn, DOCUMENT) == documents.Visits(NOW, 2, 1)
        for hours, outcome in ((2, "same"), (30, "http-404"), (72, "not-modified")):
            sources.record_fetch(
                conn, Fetch("https://a.example/", later(hours=hours), outcome, document_id=DOCUMENT)
            )
        assert documents.visits(conn, DOCUMENT) == documents.Visits(NOW, 2, 2)


def test_a_document_given_by_hand_has_no_visits(database: Database) -> None:
    with database.writing() as conn:
        documents.discover(conn, None, "news", [sample.entry(1)], NOW)
        revisions.add_revision(conn, DOCUMENT, None, sample.article(), NOW)
        assert documents.visits(conn, DOCUMENT) is None
