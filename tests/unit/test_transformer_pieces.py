"""Words into pieces and shapes: what the vocabulary allows, whatever the words hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from nlp.identity import model_folder
from nlp.transformer.shapes import SHAPES, shape
from nlp.transformer.windows import MAXIMUM_PIECES, SLOTS, bundles, lay_out, look_up
from nlp.transformer.wordpiece import MAXIMUM_PIECES as LONGEST
from nlp.transformer.wordpiece import WordPieces, basic_words

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "cou", "##rt", "##s", "cafe", "un", "##able"]
VOCABULARY += ["a", "##a", "-", ".", "“", "u", "court"]


@pytest.fixture
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


def read(pieces: WordPieces, word: str) -> list[str]:
    return [pieces.vocabulary[index] for index in pieces(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("court", ["court"]),
        ("Courts", ["court", "##s"]),
        ("CAFÉ", ["cafe"]),
        ("unable", ["un", "##able"]),
        ("u.a.", ["u", ".", "a", "."]),
        ("“", ["“"]),
        ("co\u00adurt", ["court"]),
        ("unsaid", ["[UNK]"]),
        ("", ["[UNK]"]),
        ("\x00\x07", ["[UNK]"]),
        ("法a", ["[UNK]", "a"]),
    ],
)
def test_the_longest_known_piece_comes_first(
    pieces: WordPieces, word: str, expected: list[str]
) -> None:
    assert read(pieces, word) == expected


def test_of_a_long_word_the_beginning_and_the_end_are_kept(pieces: WordPieces) -> None:
    assert read(pieces, "a" * 90 + "s") == ["a", *["##a"] * (LONGEST - 2), "##s"]
    assert read(pieces, "a" * 5000) == ["[UNK]"]


@given(st.text())
def test_every_word_has_a_few_pieces_and_a_shape(word: str) -> None:
    ids = WordPieces(VOCABULARY)(word)
    assert 1 <= len(ids) <= LONGEST
    assert all(0 <= index < len(VOCABULARY) for index in ids)
    assert 0 < shape(word, True) < shape(word, False) < SHAPES


@given(st.text())
def test_basic_words_hold_neither_blanks_nor_capitals(text: str) -> None:
    for word in basic_words(text):
        assert word
        assert not any(letter.isspace() for letter in word)
        assert word == word.lower()


def test_shapes_tell_case_and_digits_apart() -> None:
    words = ["court", "Court", "I", "COURT", "OpenWord", "2024", "GPT4", "5th", "—", "Al-Said"]
    words += ["U.S.", "e-mail", "法"]
    assert len({shape(word, True) for word in words}) == len(words)
    assert shape("Court", True) == shape("Judge", True)


def test_a_batch_points_to_the_outer_pieces_of_each_word(pieces: WordPieces) -> None:
    first = look_up(pieces, ["courts", "a"], [True, False])
    second = look_up(pieces, ["unable"], [False])
    batch = lay_out([first, second], pieces.begin, pieces.end)
    names = [pieces.vocabulary[i] for i in batch.pieces]
    assert names == ["[CLS]", "court", "##s", "a", "[SEP]", "[CLS]", "un", "##able", "[SEP]"]
    assert batch.sizes.tolist() == [5, 4, *[0] * (SLOTS - 2)]
    assert batch.places.tolist() == [0, 1, 2, 3, 4, 0, 1, 2, 3]
    assert batch.first.tolist() == [1, 3, 6]
    assert batch.last.tolist() == [2, 3, 7]
    assert batch.shapes[:5].tolist() == [0, *[shape("courts", True)] * 2, shape("a", True), 0]
    assert batch.shapes[5:].tolist() == [0, *[shape("unable", True)] * 2, 0]


def test_a_window_ends_before_its_pieces_run_out(pieces: WordPieces) -> None:
    words = look_up(pieces, ["courts"] * 300, [True] * 300)
    assert words.fitting(0) == MAXIMUM_PIECES // 2
    assert words.fitting(290) == 300
    assert look_up(pieces, [], []).fitting(0) == 0


@given(st.lists(st.integers(1, 300), max_size=40))
def test_bundles_hold_every_window_once_and_respect_the_budget(lengths: list[int]) -> None:
    groups = list(bundles(lengths, 400))
    assert sorted(i for group in groups for i in group) == list(range(len(lengths)))
    for group in groups:
        assert len(group) <= SLOTS
        assert len(group) == 1 or sum(lengths[i] for i in group) <= 400


@pytest.fixture(scope="module")
def shipped() -> tuple[WordPieces, Tokenizer]:
    """Our pieces and the library's, over the vocabulary of the model that ships."""
    pieces = model_folder("fast") / "parser" / "pieces.txt"
    vocabulary = pieces.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    theirs = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100))
    theirs.normalizer = normalizers.BertNormalizer(lowercase=True)
    theirs.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return WordPieces(vocabulary), theirs


@given(
    st.text(
        st.characters(max_codepoint=0x24F) | st.sampled_from("“”‘’–—…€\u200b\ufeff法"), max_size=60
    )
)
def test_pieces_are_those_of_the_library(shipped: tuple[WordPieces, Tokenizer], text: str) -> None:
    ours, theirs = shipped
    assert ours.full(text) == theirs.encode(text, add_special_tokens=False).ids
