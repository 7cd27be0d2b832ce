"""Full-text search over the bodies: FTS5 in SQLite, ``tsvector`` in PostgreSQL.

The first 100,000 code points of a body are searched, in both with English stemming. A query is
words and "quoted phrases"; all of them must occur. No character of it has another meaning, so that
no query can be malformed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import Any

import sqlalchemy as sa

from store import tables
from store.columns import storable

_PHRASE = re.compile(r'"([^"]*)"|(\w+)')
_WORD_START = re.compile(r"\b\w")
_WORD = re.compile(r"\w+")
_MOST_WORDS = 32
_SNIPPET = 240  # code points


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that matches, and the part of its body to show: ``body[start:end]``."""

    document_id: str
    revision_id: str
    start: int
    end: int
    score: float  # higher is better; comparable within one search only


def search(conn: sa.Connection, query: str, *, limit: int = 20) -> list[Hit]:
    """Return the documents whose text holds every word and phrase of ``query``, best first.

    Every document comes once, with its newest revision that matches. A query without a word finds
    nothing.
    """
    phrases = parse(query)
    if not phrases:
        return []
    scores = _sqlite(phrases) if conn.dialect.name == "sqlite" else _postgresql(phrases)
    found = scores.subquery()
    revision, text = tables.revision, tables.text
    rank = sa.func.row_number().over(
        partition_by=revision.c.document_id, order_by=revision.c.number.desc()
    )
    matches = (
        sa.select(
            revision.c.document_id,
            revision.c.id.label("revision_id"),
            revision.c.text_id,
            found.c.score,
            rank.label("rank"),
        )
        .select_from(found.join(revision, revision.c.text_id == found.c.text_id))
        .subquery()
    )
    newest = (
        sa.select(matches, text.c.body)
        .select_from(matches.join(text, text.c.id == matches.c.text_id))
        .where(matches.c.rank == 1)
        .order_by(matches.c.score.desc(), matches.c.document_id)
        .limit(limit)
    )
    words = [word for phrase in phrases for word in phrase]
    return [
        Hit(row.document_id, row.revision_id, *snippet(row.body, words), score=row.score)
        for row in conn.execute(newest)
    ]


def parse(query: str) -> list[tuple[str, ...]]:
    """Return the phrases of a query; a word outside quotation marks is a phrase of one word."""
    phrases: list[tuple[str, ...]] = []
    left = _MOST_WORDS
    for match in _PHRASE.finditer(storable(query).replace("\ufffd", " ")):
        words = tuple(_WORD.findall(match[0]))[:left]
        left -= len(words)
        if words:
            phrases.append(words)
    return phrases


def _sqlite(phrases: list[tuple[str, ...]]) -> sa.Select[Any]:
    index = sa.table("text_search", sa.column("rowid"))
    numbers = sa.table("text_number", sa.column("number"), sa.column("text_id"))
    # Words hold no quotation mark, so that a phrase cannot end early.
    match = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
    return (
        sa.select(numbers.c.text_id, (-sa.literal_column("bm25(text_search)")).label("score"))
        .select_from(index.join(numbers, numbers.c.number == index.c.rowid))
        .where(sa.literal_column("text_search").op("MATCH")(match))
    )


def _postgresql(phrases: list[tuple[str, ...]]) -> sa.Select[Any]:
    english: sa.ColumnElement[Any] = sa.literal_column("'english'::regconfig")
    parts: list[sa.ColumnElement[Any]] = [
        sa.func.phraseto_tsquery(english, " ".join(phrase)) for phrase in phrases
    ]
    wanted = reduce(lambda one, other: one.op("&&")(other), parts)
    vector: sa.ColumnElement[Any] = sa.literal_column("text.search")
    return (
        sa.select(
            tables.text.c.id.label("text_id"), sa.func.ts_rank_cd(vector, wanted).label("score")
        )
        .select_from(tables.text)
        .where(vector.op("@@")(wanted))
    )


def snippet(body: str, words: list[str]) -> tuple[int, int]:
    """Return the span of about 240 code points of ``body`` around the first of ``words``.

    A word counts where it, or at least its stem, begins a word of the body. The span keeps to one
    paragraph and to whole words.
    """
    at = _first(body, words)
    first = body.rfind("\n", 0, at) + 1
    last = body.find("\n", at)
    last = len(body) if last < 0 else last
    start = max(first, at - _SNIPPET // 3)
    end = min(last, start + _SNIPPET)
    if start > first:
        word = _WORD_START.search(body, start, at)  # keeps what stands before in view
        start = word.start() if word else at
    if end < last:
        cut = body.rfind(" ", start + 1, end)
        end = cut if cut > at else end
    return start, end


def _first(body: str, words: list[str]) -> int:
    stems = [word[: max(4, len(word) - 3)] for word in words]
    for candidates in (words, stems):
        pattern = "|".join(rf"\b{re.escape(word)}" for word in candidates)
        match = re.search(pattern, body, re.IGNORECASE)
        if match:
            return match.start()
    return 0
