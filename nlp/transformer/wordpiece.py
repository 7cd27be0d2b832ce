"""WordPiece: words into pieces of a fixed vocabulary, as uncased BERT does it.

Own code, because at run time it is all that would be needed of a tokenizer library, and because
the words are there already: spaCy cuts them. Tested against the ``tokenizers`` library.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

MAXIMUM_PIECES = 8
"""Pieces kept of one word: the first seven and the last; more would say nothing."""

_LONGEST_WORD = 100
_KEPT_WORDS = 100_000
_INVISIBLE = frozenset(["Cc", "Cf", "Co"])
_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPieces:
    """A vocabulary; remembers the pieces of the words that it has seen."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._ids = {piece: index for index, piece in enumerate(self.vocabulary)}
        self.unknown = self._ids["[UNK]"]
        self.begin = self._ids["[CLS]"]
        self.end = self._ids["[SEP]"]
        self._seen: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the ids of a word's pieces: at least one, at most ``MAXIMUM_PIECES``."""
        found = self._seen.get(word)
        if found is None:
            found = self._short(word)
            if len(self._seen) >= _KEPT_WORDS:
                self._seen.clear()
            self._seen[word] = found
        return found

    def _short(self, word: str) -> tuple[int, ...]:
        ids = self.full(word)
        if len(ids) > MAXIMUM_PIECES:
            ids = [*ids[: MAXIMUM_PIECES - 1], ids[-1]]
        return tuple(ids) or (self.unknown,)

    def full(self, word: str) -> list[int]:
        """Return the ids of all pieces of a text without limit; none for blanks alone."""
        return [index for part in basic_words(word) for index in self._greedy(part)]

    def _greedy(self, part: str) -> list[int]:
        """Cut the longest known piece off the front until nothing is left."""
        if len(part) > _LONGEST_WORD:
            return [self.unknown]
        ids: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                index = self._ids.get(piece)
                if index is not None:
                    ids.append(index)
                    start = end
                    break
            else:
                return [self.unknown]
        return ids


def basic_words(text: str) -> Iterator[str]:
    """Yield runs of letters and single marks: lower case, no accents, no control characters."""
    run = ""
    for letter in _plain(text):
        if letter.isspace():
            if run:
                yield run
            run = ""
        elif _is_mark(letter) or _is_cjk(ord(letter)):
            if run:
                yield run
            yield letter
            run = ""
        else:
            run += letter
    if run:
        yield run


def _plain(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.lower()
    kept = "".join(
        " " if c in "\t\n\r" else c
        for c in text
        if c in "\t\n\r" or not (c == "\ufffd" or unicodedata.category(c) in _INVISIBLE)
    )
    decomposed = unicodedata.normalize("NFD", kept)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn").lower()


def _is_mark(letter: str) -> bool:
    code = ord(letter)
    if code < 128:
        return code >= 33 and not letter.isalnum()
    return unicodedata.category(letter).startswith("P")


def _is_cjk(code: int) -> bool:
    return code >= 0x3400 and any(first <= code <= last for first, last in _CJK)
