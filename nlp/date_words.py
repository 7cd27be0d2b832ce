"""The vocabulary of time expressions: months, weekdays, numbers, units."""

from __future__ import annotations

import re

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTH_STEMS = tuple(stem for m in MONTHS for stem in (m[:3], m[:3].upper()))
WEEKDAY_STEMS = tuple(stem for d in _WEEKDAYS for stem in (d[:3], d[:3].upper()))
"""What a month or a weekday begins with; in small letters *may* and *sun* are none."""

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Sept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Thurs|Tues|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

DAY_WORDS = {
    "today": "day:0",
    "tonight": "day:0",
    "yesterday": "day:-1",
    "tomorrow": "day:+1",
    "this morning": "day:0",
    "this afternoon": "day:0",
    "this evening": "day:0",
    "last night": "day:-1",
}

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_NUMBERS = {
    **{word: number for number, word in enumerate(_UNITS.split()) if number},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), start=2)},
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "a dozen": 12,
    "a hundred": 100,
}
_VAGUE_NUMBERS = ("a few", "few", "several", "some", "many", "a number of", "numerous")

NUMBER = (
    r"(?:\d{1,3}|"
    + "|".join(
        re.sub(r" ", r"[^\\S\\n]+", word)
        for word in sorted((*_NUMBERS, *_VAGUE_NUMBERS), key=len, reverse=True)
    )
    + r")"
)
UNIT_STEMS = (
    *("second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year"),
    *("decade", "century"),
)
UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?)"


YEAR_DIGITS = ("1", "2")
"""What every year begins with."""
S = r"[^\S\n]+"
"""White space inside an expression: no expression goes over a line break."""
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
PART = (
    rf"(?:(?:the{S})?(?:very{S})?(?:early|late|mid|beginning|start|end|middle|close|first{S}half|"
    rf"second{S}half)(?:{S}(?:of|in))?(?:{S}the)?(?:{S}|-)?)"
)
"""A part of a month or year: "late", "the end of", "mid-"."""


def month_of(name: str) -> str:
    """Return the number of a month as two digits."""
    key = name[:3].lower()
    return f"{next(i for i, m in enumerate(MONTHS, 1) if m.lower().startswith(key)):02}"


def weekday_of(name: str) -> str:
    """Return a weekday's first three letters in lower case."""
    return name[:3].lower()


def weekday_number(name: str) -> int:
    """Return 0 for ``mon`` to 6 for ``sun``."""
    return next(i for i, day in enumerate(_WEEKDAYS) if day.lower().startswith(name))


def count_of(words: str) -> int | None:
    """Return the number that words or digits say; ``None`` for a vague one."""
    plain = re.sub(r"\s+", " ", words.lower())
    if plain.isdigit():
        return int(plain)
    return _NUMBERS.get(plain)


def unit_of(word: str) -> str:
    """Return the ISO 8601 letter of a unit of time; decades are ``DE`` as in TIMEX3."""
    stem = word.lower().rstrip("s")
    return {
        "second": "S",
        "minute": "TM",
        "hour": "H",
        "day": "D",
        "week": "W",
        "fortnight": "W",
        "month": "M",
        "quarter": "Q",
        "year": "Y",
        "decade": "DE",
    }[stem]
