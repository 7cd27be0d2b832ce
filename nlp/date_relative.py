"""Time expressions that are measured from another day, durations and sets.

Vague references (*recently, now, the former*) name no time that anything could be dated by: they
are not expressions here.
"""

from __future__ import annotations

import re

from nlp.date_rules import Rules
from nlp.date_words import DAY_WORDS, NUMBER, UNIT, UNIT_STEMS, S, count_of, unit_of

RULES = Rules()

_NEAR = "|".join(words.replace(" ", S) for words in DAY_WORDS)
_NEAR_STEMS = tuple(words.partition(" ")[0] for words in DAY_WORDS)


# ------------------------------------------------------------------------- from the anchor's day


@RULES.add(rf"(?:earlier{S}|later{S})?(?P<w>{_NEAR})\b(?:['’]s)?", needs=_NEAR_STEMS)
def _near_day(match: re.Match[str]) -> str | None:
    return DAY_WORDS[re.sub(r"\s+", " ", match["w"].lower())]


@RULES.add(
    rf"(?:(?:earlier|later|late|early|at{S}the{S}end|by{S}the{S}end){S}(?:of{S})?)?"
    rf"(?P<lead>this{S}past|this{S}coming|this|last|next|past|previous|current|coming|the{S}past|"
    rf"the{S}previous|the{S}last|the{S}coming|the{S}current)"
    rf"{S}(?P<u>day|weekend|week|month|quarter|fiscal{S}year|year|decade|century)\b(?:['’]s)?",
    needs=UNIT_STEMS,
)
def _near_unit(match: re.Match[str]) -> str | None:
    lead = re.sub(r"\s+", " ", match["lead"].lower()).removeprefix("the ")
    unit = match["u"].lower().split()[-1]
    steps = {"this": 0, "current": 0, "next": 1, "coming": 1, "this coming": 1}.get(lead, -1)
    if unit in {"decade", "century"}:
        return ("P1DE" if unit == "decade" else "P1CE") if steps else None
    if unit == "weekend":
        return f"weekend:{steps:+d}" if steps else "weekend:0"
    return f"{unit}:{steps:+d}" if steps else f"{unit}:0"


@RULES.add(
    rf"(?:(?:about|around|nearly|almost|over|more{S}than|less{S}than|just|only|some|roughly){S})?"
    rf"(?P<n>{NUMBER}){S}(?P<u>{UNIT}){S}(?:ago|back|earlier|later|before|after|hence|"
    rf"from{S}now|afterwards?|thereafter)\b",
    needs=UNIT_STEMS,
)
def _shift(match: re.Match[str]) -> str | None:
    count, unit = count_of(match["n"]), unit_of(match["u"])
    tail = re.split(r"\s", match.group().lower())[-1]
    if count is None:
        return _period(None, unit)
    if tail in {"ago", "back"}:
        return f"shift:-{count}{unit}"
    if tail in {"hence", "now"}:
        return f"shift:+{count}{unit}"
    if tail in {"later", "afterward", "afterwards", "thereafter"}:
        return f"after:+{count}{unit}"
    if tail == "earlier":
        return f"after:-{count}{unit}"
    # "two weeks before the summit" is measured from an event that has no date here.
    return _period(count, unit)


@RULES.add(
    rf"(?:on{S})?the{S}(?P<l>next|following|same|very{S}same|previous){S}(?P<u>day|week|month|year)",
    needs=UNIT_STEMS,
)
def _after_last(match: re.Match[str]) -> str | None:
    lead = match["l"].lower()
    step = 0 if "same" in lead else -1 if lead == "previous" else 1
    return f"after:{step:+d}{unit_of(match['u'])}"


@RULES.add(rf"that{S}(?:same{S}|very{S})?(?P<u>day|month|year)\b", needs=UNIT_STEMS)
def _that(match: re.Match[str]) -> str | None:
    return f"after:+0{unit_of(match['u'])}"


# ------------------------------------------------------------------------------------ durations


@RULES.add(
    rf"(?:the{S})?(?:past|last|next|coming|previous|first|following){S}(?P<n>{NUMBER}){S}"
    rf"(?P<u>{UNIT})\b",
    needs=UNIT_STEMS,
)
def _span_of(match: re.Match[str]) -> str | None:
    return _duration(match)


@RULES.add(
    rf"(?P<n>{NUMBER})(?:{S}|-)(?P<u>{UNIT})(?:-(?:old|long))?\b(?!{S}(?:of{S}age|old))",
    needs=UNIT_STEMS,
)
def _plain_duration(match: re.Match[str]) -> str | None:
    if match["n"].lower() in {"a", "an", "one"} and match["u"].lower() in {
        "day",
        "second",
        "minute",
    }:
        return None
    return _duration(match)


@RULES.add(
    rf"(?P<skip>(?:for|within|in|after|over|of|took|takes){S})(?P<u>weeks|months|years|days|decades|hours)\b",
    needs=UNIT_STEMS,
)
def _vague_duration(match: re.Match[str]) -> str | None:
    unit = unit_of(match["u"])
    return _period(None, unit)


def _duration(match: re.Match[str]) -> str:
    return _period(count_of(match["n"]), unit_of(match["u"]))


def _period(count: int | None, unit: str) -> str:
    """Return an ISO 8601 duration; ``X`` where the number is vague."""
    time = "T" if unit in {"H", "TM", "S"} else ""
    return f"P{time}{'X' if count is None else count}{'M' if unit == 'TM' else unit}"


@RULES.add(
    rf"(?:just{S}|mere{S}|only{S})?(?P<u>days|weeks|months|years){S}(?:before|after|ago|earlier|later)\b",
    needs=UNIT_STEMS,
)
def _vague_shift(match: re.Match[str]) -> str | None:
    return _period(None, unit_of(match["u"]))


# ------------------------------------------------------------------------------------------ sets


@RULES.add(
    rf"(?:every|each){S}(?P<u>day|week|month|quarter|year|hour)\b|(?P<a>daily|weekly|monthly|quarterly|annually|yearly)\b",
    "SET",
    needs=("every", "each", "daily", "weekly", "monthly", "quarterly", "annually", "yearly"),
)
def _set(match: re.Match[str]) -> str | None:
    unit = (
        match["u"]
        or {
            "daily": "day",
            "weekly": "week",
            "monthly": "month",
            "quarterly": "quarter",
            "annually": "year",
            "yearly": "year",
        }[match["a"].lower()]
    )
    return "P3M" if unit == "quarter" else _period(1, unit_of(unit))
