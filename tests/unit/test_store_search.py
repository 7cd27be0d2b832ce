"""Full-text search, in both databases alike."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import search
from store.db import Database
from tests import store_samples as sample


def found(database: Database, query: str, limit: int = 20) -> list[str]:
    with database.reading() as conn:
        return [hit.document_id for hit in search.search(conn, query, limit=limit)]


@pytest.fixture
def texts(database: Database) -> Database:
    bodies = [
        "DeepSeek denied the distillation of models. Distillation again, and distillation.",
        "The embassy denied it.\n\nDistillation of whisky is older than models.",
        "Señor Müller accused “OpenAI” of theft.",
    ]
    with database.writing() as conn:
        for number, body in enumerate(bodies):
            sample.add(conn, number, body)
    return database


def test_every_word_must_occur(texts: Database) -> None:
    first, second, third = (sample.document_of(n) for n in range(3))
    assert found(texts, "distillation") == [first, second]
    assert found(texts, "distillation whisky") == [second]
    assert found(texts, "DENIED embassy") == [second]
    assert found(texts, "distill") == [first, second]
    assert found(texts, "theft accusing") == [third]
    assert found(texts, "nothing") == []
    assert found(texts, "distillation", limit=1) == [first]


def test_phrases_stand_together(texts: Database) -> None:
    first, second = sample.document_of(0), sample.document_of(1)
    assert found(texts, '"distillation of models"') == [first]
    assert found(texts, '"distillation models"') == []
    assert found(texts, 'embassy "distillation of whisky') == [second]


def test_the_snippet_lies_in_the_text(texts: Database) -> None:
    with texts.reading() as conn:
        (hit,) = search.search(conn, "whisky")
        body = "The embassy denied it.\n\nDistillation of whisky is older than models."
        assert body[hit.start : hit.end] == "Distillation of whisky is older than models."


def test_a_document_comes_once_with_its_newest_match(database: Database) -> None:
    with database.writing() as conn:
        sample.add(conn, 1, "One cable.")
        newer = sample.add_revision(conn, 1, "Another cable.")
        sample.add_revision(conn, 1, "No more of it.")
        same = sample.add(conn, 2, "Another cable.")
        hits = search.search(conn, "cable")
    by_id = {hit.document_id: hit.revision_id for hit in hits}
    assert len(hits) == 2
    assert by_id == {newer.document_id: newer.id, same.document_id: same.id}


HOSTILE = (
    "",
    " ",
    '"',
    '"""',
    "'; DROP TABLE text; --",
    "a AND",
    "NEAR(a b, 3)",
    "body: x",
    "-x",
    "a*",
    "(((",
    "a & | ! b",
    "x:*",
    "\\",
    "%s %(a)s :b ?",
    "\0",
    "\ud800",
    "word " * 5000,
    "深度求索",
    "😀",
    "^a",
    "{a b}:c",
)


def test_no_query_is_malformed(texts: Database) -> None:
    for query in HOSTILE:
        assert found(texts, query) == [], query


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.text(alphabet=st.characters(codec=None)))
def test_any_query_is_answered(texts: Database, query: str) -> None:
    found(texts, query)


def test_chinese_is_found(database: Database) -> None:
    with database.writing() as conn:
        sample.add(conn, 1, "北京 深度求索 公司")
    assert found(database, "深度求索") == [sample.document_of(1)]


def test_a_giant_text_is_taken(database: Database) -> None:
    giant = " ".join(f"word{number}" for number in range(300_000))
    with database.writing() as conn:
        sample.add(conn, 1, giant)
        sample.add(conn, 2, "x" * 3_000_000)
        sample.add(
            conn, 3, "".join(chr(0x20000 + number % 40_000) + " " for number in range(200_000))
        )
    assert found(database, "word7") == [sample.document_of(1)]


words = st.text(alphabet="ab ä\n.", min_size=0, max_size=600)


@given(words, st.lists(st.sampled_from(["a", "b", "ab", "zzz"]), min_size=1))
def test_snippets_keep_inside(body: str, terms: list[str]) -> None:
    start, end = search.snippet(body, terms)
    assert 0 <= start <= end <= len(body)
    assert end - start <= 240
    assert "\n" not in body[start:end]


def test_a_snippet_begins_and_ends_with_words() -> None:
    body = "alpha " * 100 + "needle " + "omega " * 100
    start, end = search.snippet(body, ["needle"])
    shown = body[start:end]
    assert "needle" in shown
    assert set(shown.split()) == {"alpha", "needle", "omega"}
    assert len(shown) > 200


def test_the_stem_is_shown_when_the_word_is_not_there() -> None:
    body = "Nothing here. " * 30 + "They accused it. " + "Nothing there. " * 30
    start, end = search.snippet(body, ["accusing"])
    assert "accused" in body[start:end]
