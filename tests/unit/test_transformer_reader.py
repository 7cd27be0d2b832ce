"""Windows and their joining, with a network made by hand in place of the trained one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
import pytest

from nlp.transformer.inventory import UNIT, Inventory, output_of
from nlp.transformer.network import Outputs
from nlp.transformer.reader import BUNDLE_PIECES, Analysis, Reader, Text
from nlp.transformer.trees import Scores
from nlp.transformer.windows import MAXIMUM_PIECES, SLOTS, Batch, look_up
from nlp.transformer.wordpiece import WordPieces

LABELS = Inventory(("NN",), ("POS=NOUN",), ("ROOT", "dep", "obj"), ('["m", 0, 0]',), ("ORG",))
PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "start", "name", "word"])
START, NAME = 4, 5


class Rules:
    """A "network" that reads off the pieces: *start* begins a sentence, *name* is a name.

    Each word hangs on the one before it, with label 2. Counts the pieces that it was given: of each
    window, and of all that it read at once.
    """

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.widths: list[int] = []

    def __call__(self, batch: Batch) -> Outputs:
        self.sizes += batch.sizes.tolist()
        self.widths.append(len(batch.pieces))
        ids = batch.pieces[batch.first]
        words = len(ids)
        names = numpy.zeros((words, LABELS.name_outputs), dtype=numpy.float32)
        names[:, 0] = 1.0
        names[:, output_of(0, UNIT)] = numpy.where(ids == NAME, 2.0, 0.0)
        numbers = numpy.zeros(words, dtype=numpy.int64)
        ends = numpy.zeros((words, 4), dtype=numpy.float32)
        return {
            "dependents": 5.0 * numpy.eye(words, dtype=numpy.float32),
            "heads": numpy.eye(words, k=1, dtype=numpy.float32),
            "roots": numpy.zeros(words, dtype=numpy.float32),
            "below": ends,
            "above": ends,
            "tags": numbers,
            "morphs": numbers,
            "trees": numpy.zeros((words, 1), dtype=numpy.float32),
            "starts": numpy.where(ids == START, 1.0, -1.0).astype(numpy.float32),
            "names": names,
        }


def label(below: Scores, above: Scores) -> Scores:
    """Prefer the root's label for every arc, then the last: no arc may get the former."""
    scores = numpy.zeros((len(below), len(LABELS.deps)), dtype=numpy.float32)
    scores[:, 0], scores[:, 2] = 9.0, 5.0
    return scores


def lemma(form: str, pos: str, scores: Scores) -> str:
    return f"{form}/{pos}"


def read(texts: Sequence[Sequence[str]]) -> list[Analysis]:
    return Reader(Rules(), label, PIECES, LABELS, lemma).read([text(words) for words in texts])


def text(words: Sequence[str]) -> Text:
    starts = numpy.zeros(len(words), dtype=numpy.int64)
    return Text(look_up(PIECES, words, [True] * len(words)), starts, words)


def roots(analysis: Analysis) -> list[int]:
    return [word for word, head in enumerate(analysis.heads) if head == word]


def test_a_text_is_cut_into_sentences_and_each_has_its_root() -> None:
    found = read([["start", "word", "name", "start", "word"]])[0]
    assert found.heads == [0, 0, 1, 3, 3]
    assert found.deps == [0, 2, 2, 0, 2]
    assert found.names == [(2, 3, 0)]
    assert len(found) == len(found.tags) == len(found.morphs) == 5
    assert found.lemmas == [f"{form}/NOUN" for form in ("start", "word", "name", "start", "word")]


def test_texts_come_back_in_their_order_whatever_their_length() -> None:
    lengths = [3, 0, 40, 1, 200, 7]
    found = read([["word"] * length for length in lengths])
    assert [len(analysis) for analysis in found] == lengths


def test_a_long_text_is_joined_at_the_beginnings_of_sentences() -> None:
    sentence = ["start", *["word"] * 58, "name"]
    found = read([sentence * 20])[0]
    assert roots(found) == list(range(0, 1200, 60))
    assert found.names == [(at, at + 1, 0) for at in range(59, 1200, 60)]


@pytest.mark.parametrize("size", [MAXIMUM_PIECES, MAXIMUM_PIECES + 1, 5000])
def test_a_text_without_sentences_is_read_to_its_end(size: int) -> None:
    network = Rules()
    found = Reader(network, label, PIECES, LABELS, lemma).read([text(["word"] * size)])[0]
    assert len(found) == size
    assert max(network.sizes) <= MAXIMUM_PIECES + 2
    assert len(roots(found)) == -(-size // MAXIMUM_PIECES)


def test_the_network_gets_no_more_than_it_takes() -> None:
    network = Rules()
    texts = [text(["word"] * size) for size in [3] * 50 + [250] * 5]
    Reader(network, label, PIECES, LABELS, lemma).read(texts)
    assert max(network.widths) <= BUNDLE_PIECES
    assert len(network.sizes) == SLOTS * len(network.widths)
    assert sum(network.sizes) == 50 * 5 + 5 * 252
