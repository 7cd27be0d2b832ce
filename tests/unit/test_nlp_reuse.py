"""Text reuse: copies, rewrites, passages; templates and shared quotes are none of these."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.model import ReuseKind
from nlp.across.settled import chapters, settled
from nlp.reuse import compare, find, find_sampled, sample, sketch, sources

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


# ------------------------------------------------------------------------------ what is settled


@given(
    st.lists(st.integers(0, 2), max_size=7),
    st.lists(st.integers(0, 2), max_size=7),
)
def test_what_is_settled_is_the_same_in_both(before: list[int], now: list[int]) -> None:
    def texts(numbers: list[int]) -> list[tuple[str, str]]:
        return [(f"d{number}", f"t{n // 300}") for number in numbers for n in range(300)]

    old, new = texts(before), texts(now)
    count = settled(chapters(old, seed="a"), chapters(new, seed="a"), documents=len(new))
    assert old[:count] == new[:count]
    assert settled(chapters(old, seed="a"), chapters(new, seed="b"), documents=len(new)) == 0
    assert settled(chapters(new, seed="a"), chapters(new, seed="a"), documents=len(new)) == len(new)


@settings(deadline=None)  # dozens of texts are compared; how fast is for the benchmarks
@given(st.integers(0, 12), st.randoms(use_true_random=False))
def test_reuse_of_the_later_ones_is_that_of_all_without_the_earlier_ones(
    start: int, random: random.Random
) -> None:
    words = [f"word{n}" for n in range(60)]
    texts: list[str] = []
    for _ in range(12):
        copied = texts and random.random() < 0.5
        text = random.choice(texts) if copied else " ".join(random.choices(words, k=60))
        texts.append(text.replace("word7", "another") if copied else text)
    ids = [f"d{n}" for n in range(len(texts))]
    samples = [sample(text) for text in texts]
    whole = find_sampled(ids, samples, lambda position: texts[position])
    later = find_sampled(ids, samples, lambda position: texts[position], start=start)
    assert later == tuple(row for row in whole if row.document_id in ids[start:])
