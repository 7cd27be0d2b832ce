"""Training examples: names on treebank words, spaCy's tokens, gaps in the labels as masks."""

from __future__ import annotations

import numpy
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from nlp.training.corpora import NerText, Sentence, Word
from nlp.training.examples import (
    UNKNOWN,
    Example,
    from_words,
    join_names,
    retokenized,
    text_example,
)
from nlp.training.targets import Encoder, Lemmas, NameMasks, inventory
from nlp.transformer.inventory import BEGIN, INSIDE, LAST, OUTSIDE, UNIT, Inventory, output_of
from nlp.transformer.lemmas import Lemmatizer
from nlp.transformer.wordpiece import WordPieces

PLACES = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC"])


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def word(form: str, head: int, dep: str, xpos: str = "NN", space: bool = True) -> Word:
    return Word(form, form.lower(), "NOUN", xpos, "Number=Sing", head, dep, space)


def sentence() -> Sentence:
    """``Mara Quill quit!!! today`` with the marks as one word, as treebanks have them."""
    words = (
        word("Mara", 2, "nsubj", "NNP"),
        word("Quill", 0, "flat", "NNP"),
        word("quit", 2, "ROOT", "VBD", space=False),
        word("!!!", 2, "punct", "."),
        word("today", 2, "obl"),
    )
    return Sentence("s1", "d1", True, words)


def names(*spans: tuple[int, int, str]) -> NerText:
    return NerText("s1", "Mara Quill quit!!! today", spans, PLACES)


def labels() -> Inventory:
    return Inventory(("NN",), ("POS=NOUN",), ("ROOT",), (), ("LAW", "NORP", "ORG", "PERSON"))


def test_names_are_put_on_the_words_of_the_same_letters() -> None:
    joined = join_names(sentence(), names((0, 10, "PERSON")))
    assert joined.entities == ((0, 2, "PERSON"),)
    assert joined.annotated == PLACES


def test_a_text_of_other_letters_gives_no_names() -> None:
    other = NerText("s1", "Mara Quill left", ((0, 10, "PERSON"),), PLACES)
    assert join_names(sentence(), other).annotated is None
    assert join_names(sentence(), None).entities == ()


def test_of_tokens_that_do_not_align_nothing_is_known(nlp: Language) -> None:
    gold = from_words([join_names(sentence(), names((0, 10, "PERSON")))])
    found = retokenized(nlp, gold)
    assert found.words == ["Mara", "Quill", "quit", "!", "!", "!", "today"]
    assert found.heads == [2, 0, 2, -1, -1, -1, 2]
    assert found.tags[3:6] == [UNKNOWN] * 3
    assert found.starts == [1, 0, 0, 0, 0, 0, 0]
    assert found.entities == [(0, 2, "PERSON")]


def test_several_sentences_make_one_example() -> None:
    joined = join_names(sentence(), names())
    found = from_words([joined, joined])
    assert found.heads == [2, 0, 2, 2, 2, 7, 5, 7, 7, 7]
    assert found.starts == [1, 0, 0, 0, 0] * 2


def allowed(masks: NameMasks, row: int) -> set[int]:
    return set(numpy.flatnonzero(masks.table()[row]).tolist())


def test_a_label_that_is_not_annotated_stays_possible_where_a_capital_is() -> None:
    masks = NameMasks(labels())
    example = Example(
        ["The", "Farm", "Act", "of", "Lisbon"],
        [True] * 5,
        entities=[(4, 5, "ORG")],
        annotated=PLACES,
    )
    rows = masks.rows(example)
    law = [output_of(0, place) for place in (BEGIN, INSIDE, LAST, UNIT)]
    norp = [output_of(1, place) for place in (BEGIN, INSIDE, LAST, UNIT)]
    assert allowed(masks, rows[1]) == {OUTSIDE, *law, *norp}
    assert allowed(masks, rows[3]) == {OUTSIDE, output_of(0, INSIDE)}
    assert allowed(masks, rows[4]) == {output_of(2, UNIT)}


def test_a_text_without_names_and_a_word_of_unknown_kind_allow_everything() -> None:
    masks = NameMasks(labels())
    everything = set(range(labels().name_outputs))
    bare = masks.rows(Example(["Mara"], [False]))
    rough = masks.rows(Example(["Mara"], [False], annotated=PLACES, unknown={0}))
    assert allowed(masks, bare[0]) == allowed(masks, rough[0]) == everything


def test_names_off_the_borders_of_tokens_are_unknown(nlp: Language) -> None:
    item = NerText("t", "Norfield-based and Lisbon", ((0, 8, "GPE"), (19, 25, "GPE")), PLACES)
    found = text_example(nlp, item, item.text)
    assert found.entities == [(0, 1, "GPE"), (4, 5, "GPE")]
    torn = NerText("t", "Norfields and Lisbon", ((0, 8, "GPE"), (14, 20, "GPE")), PLACES)
    found = text_example(nlp, torn, torn.text)
    assert found.unknown == {0}
    assert found.entities == [(2, 3, "GPE")]


def test_targets_are_cut_to_one_window_at_a_sentence() -> None:
    lemmas = Lemmas()
    many = [join_names(sentence(), names((0, 10, "PERSON")))] * 60
    made = inventory((joined.sentence for joined in many), lemmas)
    encoder = Encoder(made, lemmas, WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]"]))
    targets = encoder(from_words(many))
    assert targets is not None
    assert len(targets.words) == 36 * 5  # seven pieces a sentence
    assert targets.starts.tolist() == [1, 0, 0, 0, 0] * 36
    assert targets.heads[:5].tolist() == [3, 1, 0, 3, 3]
    assert set(targets.deps.tolist()) == set(range(len(made.deps)))


@given(st.text("abcdé", min_size=1, max_size=8), st.text("abcdé", min_size=1, max_size=8))
def test_lemmas_come_back_from_their_written_trees(form: str, lemma: str) -> None:
    lemmas = Lemmas()
    written = lemmas.written(lemmas.tree(form, lemma))
    assert Lemmatizer([written])(form, "NOUN", numpy.zeros(1, dtype=numpy.float32)) == lemma
