"""Parts of the training recipe: tokens, vectors, gradients, the command of a run, silver trees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.ml import _precomputable_affine as affine
from spacy.tokens import Doc

from nlp.training import augment, corpora, faster, loop, silver, tokens, vectors


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.tokenizer = tokens.create(blank)
    return blank


# ------------------------------------------------------------------------------------------ tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wow!!! ***", "wow !!! ***"),
        ("What?! No...?", "What ?! No ... ?"),
        ("an e-mail on non-profit law", "an e-mail on non-profit law"),
        ("a court-ordered ban", "a court - ordered ban"),
        ("U.S.-led, GPT-4 and mid-1990s", "U.S. - led , GPT-4 and mid-1990s"),
        ("call 713-555-0199 or 555-0199", "call 713-555-0199 or 555-0199"),
        ("on 9/11, on 2031-03-04", "on 9/11 , on 2031-03-04"),
        ("10–12 and/or 7pm", "10 – 12 and / or 7 pm"),
        ("it--she said—was so", "it -- she said — was so"),
        ("the claim(s) I'd made", "the claim ( s ) I 'd made"),
        ("I DON'T, WE'RE, IT’S", "I DO N'T , WE 'RE , IT ’S"),
        ("to press@example.org.", "to press@example.org ."),
        ("on Wed. or Sat. noon", "on Wed. or Sat. noon"),
    ],
)
def test_tokens_are_those_of_the_treebanks(nlp: Language, text: str, words: str) -> None:
    assert [token.text for token in nlp.make_doc(text)] == words.split()


def test_the_rules_are_stored_with_the_tokenizer(nlp: Language) -> None:
    again = spacy.blank("en")
    again.from_bytes(nlp.to_bytes())
    for text in ("wow!!! 713-555-0199 e-mail, GPT-4", "U.S.-led and/or 10–12 DON'T"):
        assert [t.text for t in again.make_doc(text)] == [t.text for t in nlp.make_doc(text)]


# ----------------------------------------------------------------------------------------- vectors


def test_frequent_words_come_from_the_corpora_first() -> None:
    words = vectors.frequent_words([["Quillonia", "said"], ["quillonia", "rare-one"]], limit=50)
    assert len(words) == len(set(words)) == 50
    assert words[0] == "quillonia"
    assert "the" in words
    assert "rare-one" not in words


def test_reduced_vectors_keep_neighbours_and_length() -> None:
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(300, 30)).astype(np.float32)
    rows[1] = rows[0] + 0.01
    out = vectors.reduce(rows, 12)
    assert out.shape == (300, 12)
    assert np.linalg.norm(out, axis=1).mean() == pytest.approx(4.0, rel=1e-3)
    apart = np.linalg.norm(out - out[0], axis=1)
    assert int(np.argsort(apart)[1]) == 1


# --------------------------------------------------------------------------------------- gradients


def _gradients() -> list[Any]:
    make: Any = affine.PrecomputableAffine
    model = make(nO=4, nI=5, nF=3, nP=2)
    rng = np.random.default_rng(3)
    sizes = {"W": (3, 4, 2, 5), "b": (4, 2), "pad": (1, 3, 4, 2)}
    for name, size in sizes.items():
        model.set_param(name, rng.normal(size=size).astype(np.float32))
    inputs = rng.normal(size=(7, 5)).astype(np.float32)
    inputs[-1] = 0  # spaCy takes the last word for a missing one
    made, back = model(inputs, is_train=True)
    out = [made]
    for _ in range(3):
        ids = rng.integers(-1, 6, size=(2, 3)).astype(np.int32)
        out.append(back((rng.normal(size=(2, 4, 2)).astype(np.float32), ids)))
    return [*out, *(model.get_grad(name) for name in sizes)]


def test_gathered_gradients_are_those_of_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = _gradients()
    monkeypatch.setattr(affine, "Model", faster.GatheringModel)
    monkeypatch.setattr(affine, "forward", faster.forward)
    for one, other in zip(plain, _gradients(), strict=True):
        assert np.allclose(np.squeeze(one), np.squeeze(other), atol=1e-4)


# ----------------------------------------------------------------------------------------- the run


def test_a_run_is_a_process_with_one_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    def record(command: list[str], **more: Any) -> None:
        seen.update(more, command=command)

    monkeypatch.setattr(subprocess, "run", record)
    best = loop.run(tmp_path / "a.cfg", tmp_path / "out", {"x.y": 3, "z": "w"}, resume=tmp_path)
    assert best == tmp_path / "out" / "model-best"
    assert seen["command"][0] == sys.executable
    assert seen["command"][-4:] == ["--from", str(tmp_path), "x.y=3", 'z="w"']
    assert seen["env"]["OPENBLAS_NUM_THREADS"] == "1"
    assert seen["check"] is True


# ------------------------------------------------------------------------------------------ silver


def test_a_copy_with_curly_marks_keeps_the_tree(nlp: Language) -> None:
    doc = Doc(
        nlp.vocab,
        words=["It", "denied", '"', "it", '"', "."],
        spaces=[True, True, False, False, False, False],
        tags=["PRP", "VBD", "``", "PRP", "''", "."],
        pos=["PRON", "VERB", "PUNCT", "PRON", "PUNCT", "PUNCT"],
        lemmas=["it", "deny", '"', "it", '"', "."],
        morphs=["Case=Nom", "", "", "", "", ""],
        heads=[1, 1, 3, 1, 3, 1],
        deps=["nsubj", "ROOT", "punct", "obj", "punct", "punct"],
        ents=["O", "O", "O", "O", "O", "O"],
    )
    copied = silver.copy(doc, augment.curl_quotes(doc.text))
    assert copied.text == "It denied “it”."
    for name in ("tag_", "dep_"):
        assert [getattr(t, name) for t in copied] == [getattr(t, name) for t in doc]
    assert [t.head.i for t in copied] == [t.head.i for t in doc]
    assert all(token.ent_iob == 0 for token in copied)
    assert not copied.has_annotation("LEMMA")
    assert not copied.has_annotation("MORPH")


def test_no_tweet_and_no_treebank_is_parsed_by_the_teacher() -> None:
    assert "wikigold" in silver.parsed_texts()
    assert not {"btc_train", "uner_ewt_train", "gum_train"} & set(silver.parsed_texts())


def test_a_shout_keeps_its_words() -> None:
    word = corpora.Word("can’t", "can", "AUX", "MD", "_", 0, "ROOT", False)
    sentence = corpora.Sentence("s", "d", True, (word,))
    assert [w.form for w in augment.shout(sentence).words] == ["CAN’T"]
    assert augment.restyle(sentence, Random(1)).words[0].lemma == "can"  # noqa: S311
