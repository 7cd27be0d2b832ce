"""One consistent reading of everything that the site may show."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
import sqlalchemy as sa

from claimwire.model import DocumentStatus, Publication, Relevance, Revision, SourceReport
from store import annotations as work
from store import documents, knowledge, publication, redirects, resolution, sources
from store.db import Database
from tests import store_samples as sample
from tests.store_samples import NOW, PIPELINE, later


def read(database: Database) -> Publication:
    with database.reading() as conn:
        return publication.read(conn, knowledge=sample.knowledge(), pipeline=PIPELINE)


@pytest.fixture
def shown(database: Database) -> list[Revision]:
    """Two relevant documents in three revisions, an irrelevant one, and others in every state."""
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters")])
        knowledge.sync(conn, sample.knowledge())
        first, second = sample.add(conn, 0, title="One"), sample.add(conn, 1, title="Two")
        newer = sample.add_revision(conn, 1, sample.TEXT + "\n\nUpdated.", title="Two")
        other = sample.add(conn, 2, "A racing driver called Kimi has won the race. " * 5)
        broken, unresolved = sample.add(conn, 3, "Breaks."), sample.add(conn, 4, sample.TEXT + ".")
        sample.read_texts(conn, first, second, newer, other, unresolved)
        for _ in range(work.MAX_ATTEMPTS):
            work.lease(conn, PIPELINE, 9, "w", NOW, 60)
            work.fail(conn, PIPELINE, broken.text_id, "boom")
        sample.add(conn, 5, "Not read yet.")
        documents.discover(conn, None, "news", [sample.entry(n) for n in (6, 7, 8, 9)], NOW)
        for number, status in (
            (7, DocumentStatus.UNREADABLE),
            (8, DocumentStatus.REFUSED),
            (9, DocumentStatus.GONE),
        ):
            documents.set_state(conn, sample.document_of(number), status)
        found = sample.resolution(first, newer)
        irrelevant = {other.document_id: Relevance(False, 0.1, ("driver",))}
        found = replace(found, relevance={**found.relevance, **irrelevant})
        resolution.replace(conn, found, "input")
    return [first, second, newer]


def test_what_is_shown_is_read(database: Database, shown: list[Revision]) -> None:
    first, second, newer = shown
    found = read(database)
    assert list(found.documents) == sorted([first.document_id, newer.document_id])
    assert found.revisions == {first.document_id: (first,), newer.document_id: (second, newer)}
    assert len(found.captures) == 3
    assert {one.capture_id for one in shown} == set(found.captures)
    assert set(found.texts) == {first.text_id, newer.text_id}
    assert found.texts[newer.text_id].endswith("Updated.")
    assert found.pipeline == PIPELINE
    assert found.knowledge == sample.knowledge()
    assert found.as_of == later(hours=1)
    assert [report.source.id for report in found.sources] == ["reuters"]
    assert isinstance(found.sources[0], SourceReport)


def test_statements_are_those_of_the_texts_shown(database: Database, shown: list[Revision]) -> None:
    first, _, newer = shown
    found = read(database)
    statements = sample.annotation().statements
    ids = work.statement_ids(first.text_id, statements)
    newer_ids = work.statement_ids(newer.text_id, statements)
    assert set(found.statements) == {*ids, *newer_ids}
    assert found.document_statements == {first.document_id: ids, newer.document_id: newer_ids}
    record = found.statements[newer_ids[1]]
    assert (record.id, record.text_id, record.statement) == (
        newer_ids[1],
        newer.text_id,
        statements[1],
    )
    assert found.mentions[first.document_id] == sample.annotation().mentions
    for claim in found.resolution.claims:
        for place in claim.appearances:
            assert place.statement_id in found.statements
            assert place.document_id in found.documents


def test_the_rest_is_counted(database: Database, shown: list[Revision]) -> None:
    assert read(database).backlog == {
        "discovered": 1,
        "refused": 1,
        "failed": 0,
        "unreadable": 1,
        "gone": 1,
        "pending": 1,
        "unread": 1,
        "unresolved": 1,
        "irrelevant": 1,
    }


def test_what_could_not_be_taken_in_is_named(database: Database, shown: list[Revision]) -> None:
    found = read(database)
    states = sorted(document.status.value for document in found.not_taken_in)
    assert states == ["gone", "refused", "unreadable"]
    assert not {document.id for document in found.not_taken_in} & found.documents.keys()


def test_irrelevant_documents_are_left_out(database: Database, shown: list[Revision]) -> None:
    found = read(database)
    assert set(found.resolution.relevance) == set(found.documents)
    with database.reading() as conn:
        whole = resolution.read(conn)
    assert whole is not None
    assert len(whole.relevance) == found.read == 3
    assert found.resolution == replace(whole, relevance=found.resolution.relevance)


def test_the_same_data_gives_the_same_reading(database: Database, shown: list[Revision]) -> None:
    found = read(database)
    assert read(database) == found
    with database.writing() as conn:
        redirects.redirect(conn, "claim", "c-old", "c-2")
        redirects.redirect(conn, "claim", "c-older", "c-lost")
    changed = read(database)
    assert changed.redirects == {"c-old": "c-2"}
    assert changed.generated_from != found.generated_from
    with database.writing() as conn:
        documents.discover(conn, None, "news", [sample.entry(99)], later(days=1))
    waiting = read(database)
    assert waiting.generated_from not in (found.generated_from, changed.generated_from)
    assert waiting.as_of == found.as_of


def test_an_empty_store_can_be_read(database: Database) -> None:
    with database.reading() as conn:
        found = publication.read(conn, knowledge=sample.knowledge(), pipeline="")
    assert found.documents == {}
    assert found.as_of is None
    assert set(found.backlog.values()) == {0}
    assert found.resolution.claims == ()


def test_a_hundred_documents_take_a_handful_of_queries(database: Database) -> None:
    with database.writing() as conn:
        knowledge.sync(conn, sample.knowledge())
        work.register_pipeline(conn, PIPELINE, "test", "1")
        annotation = sample.annotation()
        full = replace(
            annotation, statements=annotation.statements * 8, mentions=annotation.mentions * 40
        )
        made = [sample.add(conn, n, f"{sample.TEXT} {n}") for n in range(100)]
        for one in made:
            work.save(conn, PIPELINE, one.text_id, full)
        resolution.replace(conn, sample.resolution(*made), "x")
    queries = 0

    def count(*_: object) -> None:
        nonlocal queries
        queries += 1

    sa.event.listen(database.engine, "before_cursor_execute", count)
    began = time.process_time()
    found = read(database)
    took = time.process_time() - began
    sa.event.remove(database.engine, "before_cursor_execute", count)
    assert len(found.statements) == 1600
    assert queries < 40
    assert took < 1.0  # of processor time; about 0.15
