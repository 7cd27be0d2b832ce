"""How many people stand behind words that do not name them: *three people familiar with …*."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NUMBERS: Mapping[str, int] = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "dozen": 12,
}  # fmt: skip
_ONE = re.compile(
    r"\b(?:the|that|this)\b.*\b(?:official|person|source|insider|executive|employee|staffer)\b"
)
_WORD = re.compile(r"[a-z]+|\d{1,3}")


def count(words: str) -> int | None:
    """Return how many people the words speak of; ``None`` where they do not say (*officials*)."""
    folded = words.casefold()
    for word in _WORD.findall(folded)[:4]:
        if word in _NUMBERS:
            return _NUMBERS[word]
        if word.isdigit() and int(word) < 200:
            return int(word)
    return 1 if _ONE.search(folded) else None
