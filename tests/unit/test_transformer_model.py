"""The default model as it ships: it reads English, and nothing makes it stumble."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.errors import ConfigError
from nlp import labels
from nlp.identity import default_model, model_folder
from nlp.transformer.network import Network, array_of
from nlp.transformer.windows import lay_out, look_up
from nlp.transformer.wordpiece import WordPieces

pytestmark = pytest.mark.model

SENTENCE = "“We will appeal,” Judge Mara Quill's lawyers told Norfield Times in Lisbon on Friday."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(default_model())


def analysis(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


def test_names_of_models() -> None:
    assert model_folder(None) == default_model() == model_folder("fast")
    assert model_folder("fast").name == "fast"
    with pytest.raises(ConfigError, match="no language model"):
        model_folder("no_such_model")


def test_it_speaks_universal_dependencies(nlp: Language) -> None:
    found = set(nlp.get_pipe("parser").labels)  # type: ignore[attr-defined] # typed as a callable
    assert {"nsubj", "obj", "obl", "nsubj:pass", "acl:relcl", "ROOT"} <= found
    assert not labels.is_clearnlp(found)


def test_a_sentence_is_read_whole(nlp: Language) -> None:
    doc = nlp(SENTENCE)
    told = next(token for token in doc if token.text == "told")
    assert told.dep_ == "ROOT"
    assert (told.tag_, told.pos_, told.lemma_) == ("VBD", "VERB", "tell")
    assert "Tense=Past" in str(told.morph)
    assert "lawyers" in [token.text for token in told.children if token.dep_ == "nsubj"]
    assert len(list(doc.sents)) == 1
    assert {("Mara Quill", "PERSON"), ("Norfield Times", "ORG"), ("Lisbon", "GPE")} <= {
        (ent.text, ent.label_) for ent in doc.ents
    }


def test_case_tells_names_from_words(nlp: Language) -> None:
    named = {ent.text for ent in nlp("Lawyers for Apple sued Amazon in Reading.").ents}
    assert {"Apple", "Amazon"} <= named
    assert not nlp("They ate an apple while reading about the amazon.").ents[:1] or not any(
        ent.text == "apple" for ent in nlp("They ate an apple while reading.").ents
    )


HOSTILE = {
    "empty": "",
    "blank": " \n\t  ",
    "control characters": "a\x00b \x07\x1b[31m \ud7ff \ufeff\u200b",
    "emoji": "👩‍👩‍👧 🏳️‍🌈 said 😀" * 20,
    "right to left": "قال المتحدث إن الشركة ترفض الاتهام. " * 10,
    "other scripts": "路透社报道，公司否认指控。 Компания отрицает. บริษัทปฏิเสธ",
    "numbers": "1,234.5 67 -8 9e10 0x1F 2024-01-02 " * 40,
    "one long word": "x" * 20_000,
    "marks": "!?!?.,;:()[]{}«»…—" * 60,
    "no sentence": "word " * 1500,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_it_is_given_it_reads(nlp: Language, kind: str) -> None:
    text = HOSTILE[kind]
    doc = nlp(text)
    assert doc.text == text
    assert all(0 <= token.head.i < len(doc) for token in doc)
    assert sum(len(sent) for sent in doc.sents) == len(doc)
    assert not any(token.is_space and list(token.children) for token in doc if len(doc) > 1)


def test_white_space_hangs_on_a_word_and_heads_none(nlp: Language) -> None:
    doc = nlp("  The firm \n\n denied it.")
    spaces = [token for token in doc if token.is_space]
    assert spaces
    assert all(not list(token.children) and token.head.is_alpha for token in spaces)


def test_given_beginnings_of_sentences_are_kept(nlp: Language) -> None:
    doc = nlp.make_doc("The court ruled The firm lost. it said")
    doc[3].is_sent_start, doc[7].is_sent_start = True, False
    starts = [sent.start for sent in nlp(doc).sents]
    assert 3 in starts
    assert 7 not in starts


def test_the_same_text_is_read_the_same_alone_and_among_others(nlp: Language) -> None:
    texts = [SENTENCE, "Short.", f"{SENTENCE} " * 30, "", "The firm denied it."]
    alone = [analysis(nlp(text)) for text in texts]
    assert [analysis(doc) for doc in nlp.pipe(texts)] == alone
    assert [analysis(doc) for doc in nlp.pipe(reversed(texts))] == alone[::-1]


def test_the_network_gives_the_same_numbers_alone_and_among_others(nlp: Language) -> None:
    pieces = WordPieces((default_model() / "parser" / "pieces.txt").read_text().split("\n"))
    folder = default_model() / "parser"
    network = Network(
        (folder / "network.onnx").read_bytes(), array_of((folder / "arcs.npy").read_bytes())
    )
    docs = [nlp.make_doc(text) for text in ("Short.", SENTENCE, "The firm denied it.")]
    windows = [look_up(pieces, [t.text for t in doc], [True] * len(doc)) for doc in docs]
    alone = [network(lay_out([window], pieces.begin, pieces.end)) for window in windows]
    among = network(lay_out(windows, pieces.begin, pieces.end))
    for name, values in among.items():
        assert numpy.array_equal(values, numpy.concatenate([one[name] for one in alone])), name


def test_it_survives_bytes_and_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    copy = spacy.load(tmp_path / "copy")
    again = spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes())
    expected = analysis(nlp(SENTENCE))
    assert analysis(copy(SENTENCE)) == expected
    assert analysis(again(SENTENCE)) == expected


def test_a_component_without_its_files_says_so() -> None:
    empty = spacy.blank("en")
    empty.add_pipe("claimwire_reader")
    with pytest.raises(ValueError, match="have not been loaded"):
        empty("A text.")
