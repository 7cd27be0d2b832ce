"""The queue of language work and what the work found."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwire.ids import text_digest
from claimwire.model import (
    Act,
    Annotation,
    ChainLink,
    Cue,
    DateMention,
    Mention,
    Party,
    Span,
    Statement,
)
from store import annotations as work
from store import tables
from store.db import Database
from tests import store_samples as sample
from tests.store_samples import NOW, PIPELINE, later

EMPTY = Annotation(language=None, supported=False, mentions=(), dates=(), statements=())


def fill(database: Database, number: int) -> list[str]:
    """Enter ``number`` documents with a text each; return the text ids in order."""
    with database.writing() as conn:
        work.register_pipeline(conn, PIPELINE, "test", "1")
        return sorted(sample.add(conn, n, f"{sample.TEXT} {n}").text_id for n in range(number))


def test_an_annotation_comes_back(database: Database) -> None:
    with database.writing() as conn:
        revision = sample.add(conn, 1)
        sample.read_texts(conn, revision)
        found = work.load(conn, PIPELINE, [revision.text_id, "unknown"])
        assert work.load(conn, PIPELINE) == found
        assert work.load(conn, "other", [revision.text_id]) == {}
        assert work.load(conn, PIPELINE, []) == {}
    ids = work.statement_ids(revision.text_id, sample.annotation().statements)
    assert found == {revision.text_id: (sample.annotation(), ids)}


def test_saving_again_replaces(database: Database) -> None:
    with database.writing() as conn:
        revision = sample.add(conn, 1)
        sample.read_texts(conn, revision, revision)
        (found,) = work.load(conn, PIPELINE).values()
        assert found[0] == sample.annotation()
        work.save(conn, PIPELINE, revision.text_id, EMPTY)
        assert work.load(conn, PIPELINE) == {revision.text_id: (EMPTY, ())}
        for table in (tables.mention, tables.date_mention, tables.statement, tables.chain_link):
            assert conn.scalar(sa.select(sa.func.count()).select_from(table)) == 0


number = st.integers(0, 2**31 - 1)
words = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
some = st.none() | number
spans = st.builds(Span, number, number)
parties = st.builds(Party, some, some, st.none() | words, st.none() | words)
links = st.builds(ChainLink, name=words, entity=st.none() | words, start=some, end=some)
cues = st.builds(Cue, number, number, words)
statements = st.builds(
    Statement,
    speaker=st.none() | parties,
    cue=cues,
    content=st.lists(spans, max_size=3).map(tuple),
    sentence=spans,
    targets=st.lists(parties, max_size=2).map(tuple),
    addressee=st.none() | parties,
    chain=st.lists(links, max_size=3).map(tuple),
    date=some,
    rule=words,
    confidence=st.floats(0, 1),
    hedge=st.none() | words,
    answers=st.none() | spans,
)
mentions = st.builds(Mention, number, number, st.none() | words, words, how=words)
dates = st.builds(DateMention, number, number, words, words)
found = st.builds(
    Annotation,
    language=st.none() | words,
    mentions=st.lists(mentions, max_size=3).map(tuple),
    dates=st.lists(dates, max_size=3).map(tuple),
    statements=st.lists(statements, max_size=4).map(tuple),
    sentences=st.lists(spans, max_size=3).map(tuple),
    truncated_at=some,
    byline=st.lists(links, max_size=2).map(tuple),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(annotation=found)
def test_every_annotation_comes_back(database: Database, annotation: Annotation) -> None:
    with database.writing() as conn:
        if not work.load(conn, PIPELINE):
            sample.read_texts(conn, sample.add(conn, 1))
        (text_id,) = work.load(conn, PIPELINE)
        work.save(conn, PIPELINE, text_id, annotation)
        assert work.load(conn, PIPELINE, [text_id])[text_id][0] == annotation


@given(st.lists(statements, max_size=6).map(tuple))
def test_statement_ids_are_distinct_and_stable(all_: tuple[Statement, ...]) -> None:
    ids = work.statement_ids("t", all_ + all_)
    assert len(set(ids)) == len(ids)
    assert ids[: len(all_)] == work.statement_ids("t", all_)
    assert not set(ids) & set(work.statement_ids("u", all_))


def test_an_id_depends_on_spans_and_act_alone() -> None:
    one = sample.annotation().statements[0]
    (id_,) = work.statement_ids("t", (one,))
    assert work.statement_ids("t", (replace(one, rule="r", chain=(), targets=()),)) == (id_,)
    for other in (
        replace(one, act=Act.ALLEGE),
        replace(one, cue=Cue(21, 29, "accuse")),
        replace(one, content=one.content[:1]),
        replace(one, speaker=None),
    ):
        assert work.statement_ids("t", (other,)) != (id_,)


def test_the_first_pipeline_is_read_at_once(database: Database) -> None:
    ids = fill(database, 2)
    with database.writing() as conn:
        assert work.current_pipeline(conn) == PIPELINE
        assert work.promoted_pipeline(conn) == PIPELINE
        assert work.register_pipeline(conn, PIPELINE, "test", "1") == len(ids)


def test_a_new_pipeline_is_read_when_complete(database: Database) -> None:
    one, two = fill(database, 2)
    with database.writing() as conn:
        work.save(conn, PIPELINE, one, sample.annotation())
        assert work.register_pipeline(conn, "test@2", "test", "2") == 2
        assert work.current_pipeline(conn) == "test@2"
        assert work.promoted_pipeline(conn) == PIPELINE
        work.save(conn, PIPELINE, two, EMPTY)
        work.save(conn, "test@2", one, EMPTY)
        assert work.promoted_pipeline(conn) == PIPELINE
        for _ in range(3):
            work.lease(conn, "test@2", 1, "w", NOW, 60)
            work.fail(conn, "test@2", two, "boom")
        assert work.promoted_pipeline(conn) == "test@2"
        assert work.load(conn, PIPELINE)[one][0] == sample.annotation()


def test_an_older_pipeline_can_come_back(database: Database) -> None:
    fill(database, 1)
    with database.writing() as conn:
        work.register_pipeline(conn, "test@2", "test", "2")
        new = sample.add(conn, 9, "New.")
        assert work.counts(conn, PIPELINE)["pending"] == 1
        assert work.register_pipeline(conn, PIPELINE, "test", "1") == 2
        leased = work.lease(conn, PIPELINE, 9, "w", NOW, 60)
        assert (new.text_id, "New.") in leased


def test_an_empty_pipeline_is_complete(database: Database) -> None:
    with database.writing() as conn:
        assert work.register_pipeline(conn, PIPELINE, "test", "1") == 0
        assert work.register_pipeline(conn, "test@2", "test", "2") == 0
        assert work.promoted_pipeline(conn) == "test@2"
        assert work.lease(conn, "test@2", 4, "w", NOW, 60) == []


def leased(database: Database, n: int, seconds: float, worker: str = "w") -> list[str]:
    with database.writing() as conn:
        got = work.lease(conn, PIPELINE, n, worker, later(seconds=seconds), 60)
        return [text_id for text_id, _ in got]


def test_a_leased_text_is_not_leased_again(database: Database) -> None:
    a, b, c = fill(database, 3)
    assert leased(database, 2, 0) == [a, b]
    assert leased(database, 2, 1) == [c]
    assert leased(database, 2, 2) == []
    with database.writing() as conn:
        work.save(conn, PIPELINE, c, EMPTY)
        assert work.counts(conn, PIPELINE) == {
            "pending": 0,
            "leased": 2,
            "done": 1,
            "failed": 0,
        }
    assert leased(database, 2, 120) == [a]  # the lease has run out; tried texts come one by one
    assert leased(database, 2, 121) == [b]


def test_a_text_that_kills_workers_is_isolated(database: Database) -> None:
    a, b = fill(database, 2)
    assert leased(database, 9, 0) == [a, b]  # the worker dies of a; b suffers with it
    assert leased(database, 9, 100) == [a]
    assert leased(database, 9, 101) == [b]
    with database.writing() as conn:
        work.save(conn, PIPELINE, b, EMPTY)
    assert leased(database, 9, 200) == [a]
    assert leased(database, 9, 300) == []
    with database.reading() as conn:
        assert work.failures(conn, PIPELINE) == [
            (a, "the worker that read it died or was too slow, 3 times")
        ]


def test_a_text_that_fails_three_times_is_failed(database: Database) -> None:
    (a,) = fill(database, 1)
    for attempt in range(3):
        assert leased(database, 1, attempt) == [a]
        with database.writing() as conn:
            assert work.fail(conn, PIPELINE, a, f"boom {attempt}") is (attempt == 2)
    assert leased(database, 1, 1000) == []
    with database.writing() as conn:
        assert work.failures(conn, PIPELINE) == [(a, "boom 2")]
        assert work.load(conn, PIPELINE) == {}
        assert work.retry_failed(conn, PIPELINE) == 1
    assert leased(database, 1, 1001) == [a]


def test_fresh_texts_come_before_tried_ones(database: Database) -> None:
    a, b, c = fill(database, 3)
    assert leased(database, 1, 0) == [a]
    with database.writing() as conn:
        work.fail(conn, PIPELINE, a, "boom")
    assert leased(database, 5, 1) == [b, c]
    assert leased(database, 5, 2) == [a]


def test_an_interrupted_worker_gives_back(database: Database) -> None:
    a, b = fill(database, 2)
    leased(database, 1, 0, "one")
    leased(database, 1, 0, "two")
    with database.writing() as conn:
        assert work.release(conn, PIPELINE, "one") == 1
        assert work.release(conn, PIPELINE, "one") == 0
    assert leased(database, 5, 1) == [a]
    assert b not in leased(database, 5, 2)


def test_the_leases_of_a_dead_worker_can_be_ended(database: Database) -> None:
    a, b = fill(database, 2)
    assert leased(database, 1, 0, "dead") == [a]
    assert leased(database, 1, 0, "alive") == [b]
    with database.writing() as conn:
        assert work.holders(conn, PIPELINE) == ["alive", "dead"]
        assert work.expire(conn, PIPELINE, "dead", later(seconds=1)) == 1
    assert leased(database, 5, 1) == [a]
    assert leased(database, 5, 2) == []


def test_a_late_failure_does_not_undo_a_result(database: Database) -> None:
    (a,) = fill(database, 1)
    with database.writing() as conn:
        work.save(conn, PIPELINE, a, EMPTY)
        work.fail(conn, PIPELINE, a, "late")
        assert work.counts(conn, PIPELINE)["done"] == 1


def test_workers_share_the_queue(database: Database) -> None:
    ids = fill(database, 40)
    got: list[str] = []

    def lease_all(worker: str) -> None:
        while batch := leased(database, 3, 0, worker):
            got.extend(batch)

    threads = [threading.Thread(target=lease_all, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == ids


def test_due_work_is_found_by_the_partial_index(database: Database) -> None:
    if not database.is_sqlite:
        return
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    fill(database, 1)
    sa.event.listen(database.engine, "before_cursor_execute", note)
    leased(database, 1, 0)
    sa.event.remove(database.engine, "before_cursor_execute", note)
    (due,) = [one for one in seen if "ORDER BY annotation.attempts" in one]
    with database.reading() as conn:
        plan = conn.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {due}", (PIPELINE, "pending", NOW.isoformat(), 1, 0)
        ).all()
    assert any("ix_annotation_open" in str(row) for row in plan), plan


def test_the_database_knows_at_once_that_a_new_pipeline_has_much_to_read(
    database: Database,
) -> None:
    """Without it PostgreSQL takes the pipeline for empty and reads all of its rows for each."""
    number = 1200
    with database.writing() as conn:
        work.register_pipeline(conn, PIPELINE, "test", "1")
        bodies = [f"Report {n}." for n in range(number)]
        rows = [{"id": text_digest(one), "body": one, "length": len(one)} for one in bodies]
        conn.execute(tables.text.insert(), rows)
        assert work.register_pipeline(conn, "test@2", "test", "2") == number
    with database.reading() as conn:
        if database.is_sqlite:
            query = "SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_annotation_pipeline_state'"
            assert str(conn.exec_driver_sql(query).scalar()).split()[0] == str(number)
        else:
            (plan,) = conn.exec_driver_sql(
                "EXPLAIN (FORMAT JSON) SELECT * FROM annotation WHERE pipeline = 'test@2'"
            ).scalar_one()
            assert plan["Plan"]["Plan Rows"] > number / 2


def test_what_is_open_and_what_failed_is_counted_without_the_rest(database: Database) -> None:
    read, bad = fill(database, 2)
    with database.writing() as conn:
        work.save(conn, PIPELINE, read, EMPTY)
        for _ in range(work.MAX_ATTEMPTS):
            work.lease(conn, PIPELINE, 1, "w", NOW, 60)
            work.fail(conn, PIPELINE, bad, "boom")
        sample.add(conn, 8, "New.")
        sample.add(conn, 9, "Newer.")
        work.lease(conn, PIPELINE, 1, "w", NOW, 60)
        assert work.unfinished(conn, PIPELINE) == (2, 1)


def test_failed_texts_are_found_by_their_state(database: Database) -> None:
    """Not by going through all texts in order until enough have failed."""
    seen: list[tuple[str, Any]] = []

    def note(*arguments: Any) -> None:
        seen.append((arguments[2], arguments[3]))

    ids = fill(database, 3)
    with database.writing() as conn:
        values = {"state": tables.Work.FAILED, "error": "boom"}
        conn.execute(tables.annotation.update().values(values))
    sa.event.listen(database.engine, "before_cursor_execute", note)
    with database.reading() as conn:
        assert work.failures(conn, PIPELINE, limit=2) == [(one, "boom") for one in ids[:2]]
        sa.event.remove(database.engine, "before_cursor_execute", note)
        if database.is_sqlite:
            statement, parameters = seen[-1]
            plan = str(conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
            assert "ix_annotation_pipeline_state" in plan
