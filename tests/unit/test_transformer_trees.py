"""The best tree: against a search of all trees, and in bounded time on long sentences."""

from __future__ import annotations

from itertools import product

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.transformer.trees import Scores, best_heads


def is_tree(heads: list[int]) -> bool:
    """One root, and from every word a way to it."""
    for word in range(1, len(heads) + 1):
        node, steps = word, 0
        while node != 0 and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node != 0:
            return False
    return heads.count(0) == 1


def total(scores: Scores, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


def best_total(scores: Scores) -> float:
    """The highest score of all trees, by trying every one."""
    choices = [[h for h in range(len(scores) + 1) if h != w + 1] for w in range(len(scores))]
    return max(total(scores, list(h)) for h in product(*choices) if is_tree(list(h)))


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_no_tree_is_better(size: int, seed: int) -> None:
    scores = numpy.random.default_rng(seed).normal(size=(size, size + 1)).astype(numpy.float32)
    heads = best_heads(scores)
    assert is_tree(heads)
    assert total(scores, heads) == pytest.approx(best_total(scores), abs=1e-4)


@pytest.mark.parametrize("size", [60, 121, 250])
def test_long_sentences_have_a_tree_too(size: int) -> None:
    scores = numpy.random.default_rng(size).normal(size=(size, size + 1)).astype(numpy.float32)
    assert is_tree(best_heads(scores))


def test_two_words_that_want_each_other_are_parted_at_the_cheaper_arc() -> None:
    scores = numpy.array([[0.0, 0.0, 9.0], [1.0, 9.0, 0.0]], dtype=numpy.float32)
    assert best_heads(scores) == [2, 0]


def test_equal_scores_give_the_same_tree_every_time() -> None:
    scores = numpy.zeros((200, 201), dtype=numpy.float32)
    assert is_tree(best_heads(scores))
    assert best_heads(scores) == best_heads(scores.copy())
