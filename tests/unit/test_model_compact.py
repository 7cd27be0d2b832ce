"""Vectors stored as bytes, weights in half precision, and a pipeline that is both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.attrs import LOWER  # type: ignore[import-not-found] # compiled, no stubs
from spacy.language import Language
from thinc.api import Linear

from nlp.compact import ByteVectors, HalfModel, half_precision

WORDS = ("court", "rival", "copied")


@pytest.fixture
def nlp() -> Language:
    blank = spacy.blank("en", config={"nlp": {"vectors": {"@vectors": "claimwire.ByteVectors.v1"}}})
    data = np.array([[1.0, -4.0, 0.0], [0.5, 2.0, 0.0], [-1.0, 0.01, 0.0]], dtype=np.float32)
    keys = [blank.vocab.strings.add(word) for word in WORDS]
    blank.vocab.vectors = ByteVectors(
        strings=blank.vocab.strings, data=data, keys=keys, attr="LOWER"
    )
    return blank


def test_vectors_come_back_within_a_step(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert isinstance(again.vocab.vectors, ByteVectors)
    for word in WORDS:
        before, after = (
            np.asarray(v) for v in (nlp.vocab[word].vector, again(word.upper())[0].vector)
        )
        assert np.abs(before - after).max() <= 4.0 / 127 / 2
    assert not again("unheard")[0].has_vector


def test_vectors_written_twice_are_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "one")
    spacy.load(tmp_path / "one").to_disk(tmp_path / "two")
    one, two = spacy.load(tmp_path / "one"), spacy.load(tmp_path / "two")
    assert np.allclose(one.vocab.vectors.data, two.vocab.vectors.data)


def test_a_pipeline_in_bytes_keeps_the_kind_of_key(nlp: Language) -> None:
    blank = spacy.blank("en", config={"nlp": {"vectors": {"@vectors": "claimwire.ByteVectors.v1"}}})
    again = blank.from_bytes(nlp.to_bytes())
    assert again.vocab.vectors.attr == LOWER
    assert again("COURT")[0].has_vector


def test_a_table_without_rows(tmp_path: Path) -> None:
    empty = ByteVectors(shape=(0, 3), attr="LOWER")
    empty.to_disk(tmp_path)
    assert ByteVectors(attr="LOWER").from_disk(tmp_path).shape == (0, 3)
    assert ByteVectors(shape=(0, 2)).from_disk(tmp_path / "none").shape == (0, 2)


def test_weights_take_half_the_room_and_come_back() -> None:
    model = half_precision(Linear(64, 64).initialize())
    whole = Linear(64, 64).initialize()
    assert isinstance(model, HalfModel)
    assert len(model.to_bytes()) < 0.6 * len(whole.to_bytes())
    again = half_precision(Linear(64, 64)).from_bytes(model.to_bytes())
    before, after = (np.asarray(one.get_param("W")) for one in (model, again))
    assert after.dtype == np.float32
    assert np.allclose(after, before, rtol=1e-3)
