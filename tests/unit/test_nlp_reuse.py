"""Text reuse: copies, rewrites, passages; templates and shared quotes are none of these."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from claimwire.model import ReuseKind
from nlp.reuse import compare, find, sketch, sources

_LETTERS = "bcdfghklmnprstvwz"


def _prose(seed: int, length: int = 120) -> str:
    """Two sentences of invented words that no other seed has."""
    chance = random.Random(seed)  # noqa: S311 - words for a test, not secrets
    words = ["".join(chance.choices(_LETTERS, k=7)) for _ in range(length)]
    return " ".join(words[:60]) + ". " + " ".join(words[60:]) + "."


def _shuffled_sentences(text: str) -> str:
    return ". ".join(reversed(text.rstrip(".").split(". "))) + "."


def test_a_copy_names_its_earliest_source() -> None:
    text = _prose(1)
    found = find([("a", text), ("b", text), ("c", "Lead-in by us. " + text), ("d", _prose(2))])
    assert [(row.document_id, row.source_id, row.kind) for row in found] == [
        ("b", "a", ReuseKind.COPY),
        ("c", "a", ReuseKind.COPY),
    ]
    assert sources(found) == {"b": "a", "c": "a"}


def test_a_cut_and_reordered_copy_is_a_copy() -> None:
    text = _prose(3)
    assert find([("a", text), ("b", _shuffled_sentences(text))])[0].kind is ReuseKind.COPY
    assert find([("a", text), ("b", text.split(". ", maxsplit=1)[0])])[0].kind is ReuseKind.COPY


def test_changing_every_fifth_word_is_a_rewrite() -> None:
    words = _prose(4).split()
    changed = [word if n % 6 else word + "x" for n, word in enumerate(words)]
    verdict = compare(sketch(" ".join(words)), sketch(" ".join(changed)))
    assert verdict is not None
    assert verdict[0] is ReuseKind.REWRITE


def test_a_passage_in_a_roundup_is_partial() -> None:
    passage = " ".join(_prose(5).split()[:40])
    left = passage + ". " + _prose(6)
    right = _prose(7) + " " + passage + "."
    verdict = compare(sketch(left), sketch(right))
    assert verdict is not None
    assert verdict[0] is ReuseKind.PARTIAL
    assert sources(find([("a", left), ("b", right)])) == {}


def test_a_shared_quotation_is_no_reuse() -> None:
    quote = "“" + " ".join(_prose(8).split()[:40]) + "”"
    assert find([("a", f"{_prose(9)} {quote}"), ("b", f"{quote} {_prose(10)}")]) == ()


def test_releases_on_one_template_are_not_copies() -> None:
    def release(*figures: int) -> str:
        lines = zip(_prose(11).split(), figures, strict=False)
        return "The command reported on its work. " + " ".join(
            f"Near {place} the forces conducted {n} flights over the northern valley and returned "
            f"to base with all crews."
            for place, n in lines
        )

    first, second = release(3, 14, 15, 92, 65, 35), release(7, 18, 28, 12, 84, 59)
    assert find([("a", first), ("b", second)]) == ()
    assert find([("a", first), ("b", first + " It said so.")])[0].kind is ReuseKind.COPY


def test_short_texts_are_copies_only_when_equal() -> None:
    assert find([("a", "A short line about weather."), ("b", "A short line about a war.")]) == ()


@given(st.lists(st.text(max_size=300), max_size=6))
def test_any_text_is_taken_and_sources_come_earlier(texts: list[str]) -> None:
    documents = [(str(number), text) for number, text in enumerate(texts)]
    for row in find(documents):
        assert int(row.source_id) < int(row.document_id)
        assert 0.0 <= row.containment <= 1.0
