"""The vocabulary of the tracker's matter: intellectual property of AI, and words of dispute.

The words are data: ``nlp/lexicon/matter.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

MAKERS = frozenset({"company", "lab", "model", "chip"})
"""Kinds of entity that make AI or are AI, in the knowledge base."""

_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯]")

_TWO_WHEN_LOWER = "\u0130"
"""The one letter that becomes two in lower case, which would move all places after it."""


class Terms:
    """Words and phrases to be found in texts; ``*`` at the end takes any ending."""

    def __init__(self, terms: Iterable[str]) -> None:
        # The longest first, so that "distillation attack" is not taken for "distill*".
        ordered = sorted(set(terms), key=lambda t: (-len(t), t))
        self._patterns = [(_first_word(term), _pattern(term)) for term in ordered]

    def found(self, text: str) -> list[str]:
        """Return one wording of each term that stands in a text, in order of the text."""
        folded = text.replace(_TWO_WHEN_LOWER, "I").lower()
        taken: set[int] = set()
        hits: list[tuple[int, str]] = []
        for first, pattern in self._patterns:
            # Looking for plain letters is much cheaper than a pattern, and mostly decides.
            places = [p for p in _places(first, pattern, folded) if p[0] not in taken]
            taken.update(start for start, _ in places)
            if places:
                start, end = places[0]
                hits.append((start, text[start:end]))
        return [words for _, words in sorted(hits)]


def _places(first: str, pattern: re.Pattern[str], folded: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place of a pattern, which begins with the letters ``first``."""
    at = folded.find(first)
    while at >= 0:
        found = pattern.match(folded, at)
        if found is not None:
            yield found.span()
        at = folded.find(first, at + 1 if found is None else max(found.end(), at + 1))


def _first_word(term: str) -> str:
    return re.split(r"[\s-]", term.rstrip("*").lower())[0]


def _pattern(term: str) -> re.Pattern[str]:
    bare = re.escape(term.rstrip("*")).replace(r"\ ", r"[\s-]+")
    if _WIDE.search(term):
        return re.compile(bare)
    ending = r"\w*" if term.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){bare}{ending}", re.IGNORECASE)


_AI_LETTERS = re.compile(r"(?<![\w.])(?:AI|A\.I\.|KI|IA)(?![A-Za-z0-9])")
"""The letters for it in English, German and the Romance languages; in capitals only: *j'ai*."""


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    body = files("nlp").joinpath("lexicon", "matter.toml").read_text(encoding="utf-8")
    return tomllib.loads(body)


@cache
def _joined(table: str) -> Terms:
    return Terms(word for words in _tables()[table].values() for word in words)


@cache
def _families() -> tuple[tuple[str, Terms], ...]:
    return tuple((name, Terms(words)) for name, words in _tables()["families"].items())


def action_words(text: str) -> list[str]:
    """Return the words of a text for what is done in a dispute, one wording of each."""
    return _joined("action").found(text)


def ai_words(text: str) -> list[str]:
    """Return the words by which a text speaks of AI, one wording of each."""
    letters = _AI_LETTERS.search(text)
    return [*([letters.group()] if letters else []), *_joined("ai").found(text)]


def matter_words(text: str) -> list[str]:
    """Return one word for each family of the vocabulary that a text speaks of."""
    found = ((name, terms.found(text)) for name, terms in _families())
    return [words[0] for _, words in found if words]
