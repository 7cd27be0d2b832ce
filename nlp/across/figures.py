"""Figures in what is said: a number with the thing that it counts.

*24,000 fraudulent accounts*, *16 million exchanges*, *$1.5 billion*, *90 per cent*. Years, days and
numbers of things (*GPT-5.4*, *section 230*) count nothing and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from claimwire.model import Evidence
from nlp.similarity import STOPWORDS, stem
from nlp.words import word_set

_SCALE = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "m": 6, "bn": 9, "k": 3}
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yuan"}
_NUMBER = re.compile(
    r"(?<![\w.,/§#-])(?P<sign>US\$|[$€£¥])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[ \u00a0-]?(?P<scale>thousand|million|billion|trillion|bn|[mk](?![a-z])))?"
    r"(?P<percent>\s?%|\s(?:per cent|percent)\b)?(?![\w/]|[.,]\d|-\d)",
    re.I,
)
_AFTER = re.compile(r"[\s\u00a0-]+([^\W\d_][\w’'-]*)")
TELLING = 1000
"""Figures from which on two texts that count the same hardly do so by chance."""
_LEAST = 10  # smaller numbers count things that every text has two of
_LOOKED_AT = 3  # words after a number among which the thing counted is looked for
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_UNITS_OF_TIME = word_set(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
_NOT_UNITS = frozenset({"and", "or", "of", "in", "to", "for", "by", "with", "from", "at", "on"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and where a text has it."""

    value: str  # in digits, without separators
    unit: str  # stem of the thing counted
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the statement that gives it and whom that statement credits."""

    figure: Figure
    statement_id: str
    key: str
    entity: str | None
    name: str
    evidence: Evidence


def figures(text: str, start: int = 0, end: int | None = None) -> Iterator[Figure]:
    """Yield the figures of a stretch of text in order."""
    stop = len(text) if end is None else end
    for found in _NUMBER.finditer(text, start, stop):
        value = _value(found["digits"], found["scale"])
        if value is None:
            continue
        sign = (found["sign"] or "")[-1:]
        if sign or found["percent"]:
            unit = _MONEY[sign] if sign else "percent"
            yield Figure(value, unit, found.group().strip(), found.start(), found.end())
            continue
        if _YEAR.match(found["digits"]) and not found["scale"]:
            continue
        counted = _counted(text, found.end(), stop)
        if counted is not None and Decimal(value) >= _LEAST:
            unit, last = counted
            words = " ".join(text[found.start() : last].split())
            yield Figure(value, unit, words, found.start(), last)


def _value(digits: str, scale: str | None) -> str | None:
    try:
        number = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
    if scale:
        number = number.scaleb(_SCALE[scale.lower()])
    return format(number.normalize(), "f")


def _counted(text: str, position: int, stop: int) -> tuple[str, int] | None:
    """Return the stem of the thing counted after a number, and where its word ends.

    It is the first plural among the next words: *24,000 fraudulent accounts*.
    """
    for _ in range(_LOOKED_AT):
        found = _AFTER.match(text, position, stop)
        if found is None:
            return None
        word = found[1].casefold().rstrip("’'")
        if word in _UNITS_OF_TIME or word in _NOT_UNITS:
            return None
        plural = word.endswith("s") and not word.endswith(("ss", "’s", "'s", "us"))
        if plural and word not in STOPWORDS:
            return stem(word), found.end()
        position = found.end()
    return None
