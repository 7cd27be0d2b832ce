"""From scores to sentences, trees and names, with scores written by hand."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.transformer.components import after_comma
from nlp.transformer.decode import NameReader, parse, sentence_starts
from nlp.transformer.inventory import BEGIN, INSIDE, LAST, OUTSIDE, UNIT, Inventory, output_of
from nlp.transformer.lemmas import Lemmatizer, read_table, write_table
from nlp.transformer.trees import Scores

LABELS = 2


def scores_of(path: list[int]) -> Scores:
    """Scores that prefer one output for each word."""
    table = numpy.zeros((len(path), 1 + 4 * LABELS), dtype=numpy.float32)
    table[numpy.arange(len(path)), path] = 5.0
    return table


def ranked(choices: list[int], size: int) -> Scores:
    """Scores of edit trees that put these first, in this order."""
    scores = numpy.zeros(size, dtype=numpy.float32)
    for place, choice in enumerate(choices):
        scores[choice] = 9.0 - place
    return scores


def test_a_sentence_begins_where_it_must_and_nowhere_where_it_may_not() -> None:
    scores = numpy.array([-3, 2, 2, -1], dtype=numpy.float32)
    given_starts = numpy.array([0, 0, -1, 1])
    assert sentence_starts(scores, given_starts) == [0, 1, 3]


def test_after_a_comma_no_sentence_begins() -> None:
    words = ["“", "No", ",", "”", "she", "said", ",", "and", "”", "left"]
    assert [words[i] for i in numpy.flatnonzero(after_comma(words))] == ["”", "she", "and"]
    assert after_comma([]).tolist() == []


def test_no_arc_leaves_its_sentence() -> None:
    arcs = numpy.zeros((4, 4), dtype=numpy.float32)
    arcs[0, 3] = arcs[3, 0] = 50.0  # both would reach into the other sentence
    arcs[1, 0] = arcs[2, 3] = 9.0
    every = numpy.eye(4, dtype=numpy.float32)
    assert parse(arcs, every, numpy.zeros(4, dtype=numpy.float32), [0, 2]) == [0, 0, 3, 3]


def test_names_are_read_with_their_labels() -> None:
    path = [OUTSIDE, output_of(1, BEGIN), output_of(1, INSIDE), output_of(1, LAST)]
    path.append(output_of(0, UNIT))
    assert NameReader(LABELS)(scores_of(path), [0]) == [(1, 4, 1), (4, 5, 0)]


def test_a_name_that_does_not_fit_together_is_made_to() -> None:
    path = [output_of(0, BEGIN), output_of(1, LAST), OUTSIDE]
    scores = scores_of(path)
    scores[1, output_of(0, LAST)] = 4.0
    assert NameReader(LABELS)(scores, [0]) == [(0, 2, 0)]


def test_no_name_crosses_the_beginning_of_a_sentence() -> None:
    path = [output_of(0, BEGIN), output_of(0, LAST)]
    assert NameReader(LABELS)(scores_of(path), [0]) == [(0, 2, 0)]
    assert (0, 2, 0) not in NameReader(LABELS)(scores_of(path), [0, 1])


@given(st.integers(1, 30), st.integers(0, 10_000))
def test_names_never_overlap(size: int, seed: int) -> None:
    scores = numpy.random.default_rng(seed).normal(size=(size, 1 + 4 * LABELS))
    names = NameReader(LABELS)(scores.astype(numpy.float32), [0, *range(10, size, 10)])
    covered = [word for start, end, _ in names for word in range(start, end)]
    assert len(covered) == len(set(covered))
    assert all(0 <= start < end <= size and label < LABELS for start, end, label in names)


@pytest.mark.parametrize(
    ("form", "choices", "lemma"),
    [
        ("accused", [0], "accuse"),
        ("ran", [1], "run"),
        ("said", [1, 2], "say"),
        ("Xyz", [1], "Xyz"),
        ("d", [0], "d"),
    ],
)
def test_lemmas_by_the_first_tree_that_fits(form: str, choices: list[int], lemma: str) -> None:
    trees = [
        '["m", 0, 1, null, ["s", "d", ""]]',
        '["s", "ran", "run"]',
        '["m", 0, 2, null, ["s", "id", "y"]]',
    ]
    assert Lemmatizer(trees)(form, "VERB", ranked(choices, 3)) == lemma


def test_a_word_of_the_treebanks_has_their_lemma() -> None:
    table = {("VERB", "sued"): "sue", ("NOUN", "sued"): "sued", ("VERB", "grease"): "grease"}
    assert read_table(write_table(table)) == table
    lemmatizer = Lemmatizer(['["m", 0, 2, null, ["s", "ed", ""]]', "null"], table)
    assert lemmatizer("Sued", "VERB", ranked([1], 2)) == "sue"
    assert lemmatizer("SUED", "NOUN", ranked([0], 2)) == "sued"
    assert lemmatizer("wooed", "VERB", ranked([0, 1], 2)) == "woo"


def test_of_several_trees_that_is_taken_which_makes_a_known_lemma() -> None:
    trees = ['["m", 0, 2, null, ["s", "ed", ""]]', '["m", 0, 1, null, ["s", "d", ""]]']
    lemmatizer = Lemmatizer(trees, {("VERB", "greasing"): "grease"})
    assert lemmatizer("greased", "VERB", ranked([0, 1], 2)) == "grease"
    assert lemmatizer("greased", "NOUN", ranked([0, 1], 2)) == "greas"


def test_an_inventory_survives_its_file() -> None:
    labels = Inventory(("NN",), ("POS=NOUN",), ("ROOT",), ('["s", "a", "b"]',), ("ORG", "LAW"))
    assert Inventory.from_json(labels.to_json()) == labels
    assert labels.name_outputs == 9
