"""What the letters of a word look like: case, digits, marks. The encoder itself is uncased."""

from __future__ import annotations

SHAPES = 27
"""Number of shapes: 0 stands for no word at all, then thirteen, each with and without a blank."""

_LOWER, _TITLE, _LETTER, _CAPITALS, _MIXED, _NUMBER, _CODE, _MEASURE = range(8)
_MARK, _TITLE_MARKED, _ABBREVIATION, _LOWER_MARKED, _OTHER = range(8, 13)


def shape(word: str, spaced: bool) -> int:
    """Return the shape of a word; ``spaced`` tells whether a blank stands before it."""
    return 1 + 2 * _kind(word) + (0 if spaced else 1)


def _kind(word: str) -> int:
    if word.isalpha():
        return _alphabetic(word)
    if not any(letter.isalnum() for letter in word):
        return _MARK
    upper = any(letter.isupper() for letter in word)
    if any(letter.isdigit() for letter in word):
        return _digits(word, upper)
    if upper:
        capitals = word.isupper()
        return _ABBREVIATION if capitals else _TITLE_MARKED
    return _LOWER_MARKED if word.islower() else _OTHER


def _alphabetic(word: str) -> int:
    if word.islower():
        return _LOWER
    if word.isupper():
        return _CAPITALS if len(word) > 1 else _LETTER
    if word[0].isupper() and word[1:].islower():
        return _TITLE
    return _MIXED if any(letter.isupper() for letter in word) else _OTHER


def _digits(word: str, upper: bool) -> int:
    if upper:
        return _CODE
    return _MEASURE if any(letter.isalpha() for letter in word) else _NUMBER
