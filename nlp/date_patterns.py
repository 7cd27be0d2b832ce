"""Time expressions by pattern: where they stand, and what they mean before an anchor is known.

An expression is either a value that needs no anchor (``2026-04-24``, ``2026-04``, ``2026-Q2``,
``198`` for a decade, ``P3W``), or symbolic:

===========================  ==================================================================
``weekday:fri:past``         a day of the week; ``past future last next this``; ``/24`` its day
``monthday:04-25:past``      a day without a year
``month:02:past``            a month without a year
``season:SU:past``           a season; ``quarter:2:past`` a quarter
``day:-1`` ``week:0`` …      days, weeks, months, quarters, years from the anchor
``shift:-3W``                so long before (or after) the anchor, exact to the unit named
``after:+2D``                so long after (or before) the date mentioned last
``PAST_REF`` and such        vague references (TIMEX3): *recently, now, in future*
===========================  ==================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nlp.date_words import (
    DAY_WORDS,
    MONTH,
    NUMBER,
    ORDINALS,
    SEASONS,
    UNIT,
    WEEKDAY,
    count_of,
    month_of,
    unit_of,
    weekday_of,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression at its place."""

    start: int
    end: int
    type: str
    expression: str


_S = r"[^\S\n]+"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_PART = (
    r"(?:(?:the" + _S + r")?(?:very" + _S + r")?(?:early|late|mid|beginning|start|end|middle|"
    r"close|first" + _S + r"half|second" + _S + r"half)(?:" + _S + r"(?:of|in))?"
    r"(?:" + _S + r"the)?(?:" + _S + r"|-)?)"
)
_Handler = Callable[[re.Match[str]], str | None]
_RULES: list[tuple[re.Pattern[str], str, _Handler]] = []


def _rule(pattern: str, kind: str = "DATE") -> Callable[[_Handler], _Handler]:
    compiled = re.compile(rf"(?<![\w$€£])(?:{pattern})", re.VERBOSE | re.IGNORECASE)

    def register(handler: _Handler) -> _Handler:
        _RULES.append((compiled, kind, handler))
        return handler

    return register


def scan(text: str) -> list[Found]:
    """Return the time expressions of a text in order, the longest where they overlap."""
    candidates: list[tuple[int, int, int, Found]] = []
    for order, (pattern, kind, handler) in enumerate(_RULES):
        for match in pattern.finditer(text):
            expression = handler(match)
            if expression is not None:
                start = match.start()
                if "skip" in pattern.groupindex and match["skip"]:
                    start = match.end("skip")  # a preposition is not a part of the expression
                found = Found(start, match.end(), _kind(expression, kind), expression)
                candidates.append((start - match.end(), order, start, found))
    covered = bytearray(len(text))
    kept: list[Found] = []
    for _, _, _, found in sorted(candidates, key=lambda c: c[:3]):
        if not any(covered[found.start : found.end]):
            covered[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    return sorted(kept, key=lambda f: f.start)


def _kind(expression: str, kind: str) -> str:
    return (
        "DURATION"
        if kind == "DATE" and expression.startswith("P") and (not expression.endswith("_REF"))
        else kind
    )


# ---------------------------------------------------------------------------------- whole dates


@_rule(rf"(?P<y>{_YEAR})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
def _iso(match: re.Match[str]) -> str | None:
    return _checked(match["y"], match["m"], match["d"])


@_rule(rf"(?P<a>\d{{1,2}})(?P<s>[./])(?P<b>\d{{1,2}})(?P=s)(?P<y>{_YEAR})(?!\d)")
def _numeric(match: re.Match[str]) -> str | None:
    first, second = int(match["a"]), int(match["b"])
    if match["s"] == "." or first > 12:
        return _checked(match["y"], str(second), str(first))
    # 04/05/2026 may be April or May: only what cannot be read otherwise is read.
    return _checked(match["y"], str(first), str(second)) if second > 12 or first == second else None


@_rule(
    rf"(?:(?P<w>{WEEKDAY})\.?,?{_S})?(?P<m>{MONTH})\.?{_S}(?P<d>{_DAY})(?![\d:])"
    rf"(?:\s?[-–]\s?(?P<d2>{_DAY})(?!\d))?(?:,?{_S}(?P<y>{_YEAR})(?![\d%]))?"
)
def _month_day(match: re.Match[str]) -> str | None:
    return _day_of_month(match)


@_rule(
    rf"(?:(?P<w>{WEEKDAY})\.?,?{_S})?(?:the{_S})?(?P<d>{_DAY})(?:\s?[-–]\s?(?P<d2>{_DAY}))?"
    rf"(?:{_S}of)?\.?{_S}(?P<m>{MONTH})\b(?:\.?,?{_S}(?P<y>{_YEAR})(?![\d%]))?"
)
def _day_month(match: re.Match[str]) -> str | None:
    return _day_of_month(match)


def _day_of_month(match: re.Match[str]) -> str | None:
    month, day, year = month_of(match["m"]), _digits(match["d"]), match["y"]
    if match["m"].islower():
        return None
    last = _digits(match["d2"]) if match["d2"] else None
    first_value = _checked(year or "2000", month, day)
    if first_value is None:
        return None
    if last is not None:
        # A first day after the last is no range but a day and something else.
        if int(last) <= int(day) or _checked(year or "2000", month, last) is None:
            return None
        if year:
            return f"{first_value}/{_checked(year, month, last)}"
        return f"monthday:{month}-{int(day):02}:past/{month}-{int(last):02}"
    return first_value if year else f"monthday:{month}-{int(day):02}:past"


@_rule(rf"{_PART}?(?P<m>{MONTH})\.?,?{_S}(?:of{_S})?(?P<y>{_YEAR})(?![\d%])")
def _month_year(match: re.Match[str]) -> str | None:
    return f"{match['y']}-{month_of(match['m'])}" if not match["m"].islower() else None


# ------------------------------------------------------------------------------ parts of a date

_BEFORE_MONTH = (
    rf"(?P<lead>(?P<skip>(?:in|by|since|until|till|during|from|to|of|after|before|between|and|"
    rf"through|throughout|for){_S})(?:{_PART})?|{_PART}|(?:this|last|next|this{_S}past|the{_S}following){_S})"
)


@_rule(rf"{_BEFORE_MONTH}?(?P<m>{MONTH})\b(?!\.?{_S}?\d)")
def _month(match: re.Match[str]) -> str | None:
    name, lead = match["m"], (match["lead"] or "").lower()
    if not name[0].isupper() or (len(name) <= 4 and name.lower() in {"sun", "mar", "dec"}):
        return None
    if name.lower() in {"may", "march", "august"} and not lead:
        return None
    direction = "past"
    for word in ("next", "last", "this"):
        if lead.startswith(word):
            direction = {"next": "future", "last": "past", "this": "this"}[word]
    return f"month:{month_of(name)}:{direction}"


@_rule(
    rf"(?P<lead>last|next|this|this{_S}past|this{_S}coming|the{_S}following|the{_S}previous)?"
    rf"(?(lead){_S})(?P<w>{WEEKDAY})\b(?!\.?,?{_S}(?:{MONTH}))"
    rf"(?:{_S}\((?P<d>{_DAY})\)|,?{_S}the{_S}(?P<d2>{_DAY}))?"
)
def _weekday(match: re.Match[str]) -> str | None:
    name = match["w"]
    if not name[0].isupper() or name.lower() in {"sun", "sat", "mon", "wed"}:
        return None
    lead = re.sub(r"\s+", " ", (match["lead"] or "").lower())
    direction = {
        "last": "last",
        "this past": "last",
        "the previous": "last",
        "next": "next",
        "this coming": "next",
        "the following": "next",
        "this": "this",
    }.get(lead, "past")
    day = match["d"] or match["d2"]
    return f"weekday:{weekday_of(name)}:{direction}" + (f"/{int(_digits(day))}" if day else "")


@_rule(
    rf"(?:{_PART}|the{_S})?(?P<s>spring|summer|autumn|fall|winter)(?:{_S}of)?,?{_S}(?P<y>{_YEAR})(?![\d%])"
)
def _season_year(match: re.Match[str]) -> str | None:
    return f"{match['y']}-{SEASONS[match['s'].lower()]}"


@_rule(
    rf"(?P<lead>(?P<skip>(?:in|by|during|since|until){_S})?(?:the|this|last|next|that|early|late){_S}"
    rf"(?:following{_S}|same{_S})?)(?P<s>spring|summer|autumn|winter)\b(?!{_S}of\b)"
)
def _season(match: re.Match[str]) -> str | None:
    lead = match["lead"].lower()
    direction = "future" if "next" in lead else "this" if "this" in lead else "past"
    return f"season:{SEASONS[match['s'].lower()]}:{direction}"


@_rule(
    rf"(?:the{_S})?(?:(?P<o>first|second|third|fourth|last){_S}quarter|Q(?P<n>[1-4]))"
    rf"(?:(?:{_S}of)?(?:{_S}|['’])(?P<y>{_YEAR})(?![\d%]))?"
)
def _quarter(match: re.Match[str]) -> str | None:
    if match["o"] and match["o"].lower() == "last":
        return f"{match['y']}-Q4" if match["y"] else "quarter:-1"
    number = match["n"] or ORDINALS[match["o"].lower()]
    return f"{match['y']}-Q{number}" if match["y"] else f"quarter:{number}:past"


@_rule(rf"(?:the{_S})?(?P<o>first|second){_S}half(?:{_S}of)?{_S}(?P<y>{_YEAR})(?![\d%])")
def _half(match: re.Match[str]) -> str | None:
    first = match["o"].lower() == "first"
    return f"{match['y']}-{'01' if first else '07'}/{match['y']}-{'06' if first else '12'}"


@_rule(rf"(?:fiscal{_S}(?:year{_S})?|FY{_S}?)(?P<y>20\d\d|\d\d)(?![\d%])")
def _fiscal(match: re.Match[str]) -> str | None:
    year = match["y"]
    return year if len(year) == 4 else f"20{year}"


# --------------------------------------------------------------------------------------- years


@_rule(rf"(?P<n>\d{{1,4}})(?:{_S}|-)?(?P<e>B\.?C\.?(?:E\.?)?|A\.?D\.?|C\.?E\.?)(?![\w])")
def _era(match: re.Match[str]) -> str | None:
    number = int(match["n"])
    if match["e"].upper().startswith("B"):
        return f"BC{number:04}"
    return f"{number:04}"


@_rule(rf"(?:{_PART}|the{_S})?(?:(?:early|late|mid)[ -])?(?P<y>1[0-9]\d0|20\d0|'\d0)['’]?s\b")
def _decade(match: re.Match[str]) -> str | None:
    years = match["y"]
    return f"19{years[1]}" if years.startswith("'") else years[:3]


@_rule(rf"(?:{_PART}|the{_S})?(?P<n>\d{{1,2}})(?:st|nd|rd|th)[ -]century")
def _century(match: re.Match[str]) -> str | None:
    return f"{int(match['n']) - 1:02}"


_COUNTED = (
    r"people|men|women|troops|soldiers|accounts|prompts|times|users|employees|dollars|euros|"
    r"pounds|miles|km|kilometers|kilometres|meters|metres|feet|tons|tonnes|words|pages|cases|"
    r"tokens|songs|books|works|copies|ships|aircraft|tanks|prisoners|casualties|dead|killed|"
    r"wounded|votes|points|exchanges|parameters"
)


@_rule(
    rf"(?P<part>{_PART}|the{_S}year{_S}|year{_S})?(?P<y>1[5-9]\d\d|20[0-4]\d)"
    rf"(?![\d%]|[-–]\d(?!\d\d\d)|,\d|\.\d|{_S}(?:{_COUNTED})\b)"
)
def _year(match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start("y") - 5) : match.start("y")]
    glued = re.search(r"[\d.,$€£#§/:–-]\Z", before) and not re.search(r"\d{4}[-–/]\Z", before)
    return None if glued and not match["part"] else match["y"]


# ------------------------------------------------------------------------- from the anchor's day


@_rule(rf"(?:earlier{_S}|later{_S})?(?P<w>{'|'.join(DAY_WORDS)})\b(?:['’]s)?")
def _near_day(match: re.Match[str]) -> str | None:
    return DAY_WORDS[re.sub(r"\s+", " ", match["w"].lower())]


@_rule(
    rf"(?:(?:earlier|later|late|early|at{_S}the{_S}end|by{_S}the{_S}end){_S}(?:of{_S})?)?"
    rf"(?P<lead>this{_S}past|this{_S}coming|this|last|next|past|previous|current|coming|the{_S}past|"
    rf"the{_S}previous|the{_S}last|the{_S}coming|the{_S}current)"
    rf"{_S}(?P<u>day|weekend|week|month|quarter|fiscal{_S}year|year|decade|century)\b(?:['’]s)?"
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


@_rule(
    rf"(?:(?:about|around|nearly|almost|over|more{_S}than|less{_S}than|just|only|some|roughly){_S})?"
    rf"(?P<n>{NUMBER}){_S}(?P<u>{UNIT}){_S}(?:ago|back|earlier|later|before|after|hence|"
    rf"from{_S}now|afterwards?|thereafter)\b"
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


@_rule(
    rf"(?:on{_S})?the{_S}(?P<l>next|following|same|very{_S}same|previous){_S}(?P<u>day|week|month|year)"
)
def _after_last(match: re.Match[str]) -> str | None:
    lead = match["l"].lower()
    step = 0 if "same" in lead else -1 if lead == "previous" else 1
    return f"after:{step:+d}{unit_of(match['u'])}"


@_rule(rf"that{_S}(?:same{_S}|very{_S})?(?P<u>day|month|year)\b")
def _that(match: re.Match[str]) -> str | None:
    return f"after:+0{unit_of(match['u'])}"


# ------------------------------------------------------------------------------------ durations


@_rule(
    rf"(?:the{_S})?(?:past|last|next|coming|previous|first|following){_S}(?P<n>{NUMBER}){_S}"
    rf"(?P<u>{UNIT})\b"
)
def _span_of(match: re.Match[str]) -> str | None:
    return _duration(match)


@_rule(rf"(?P<n>{NUMBER})(?:{_S}|-)(?P<u>{UNIT})(?:-(?:old|long))?\b(?!{_S}(?:of{_S}age|old))")
def _plain_duration(match: re.Match[str]) -> str | None:
    if match["n"].lower() in {"a", "an", "one"} and match["u"].lower() in {
        "day",
        "second",
        "minute",
    }:
        return None
    return _duration(match)


@_rule(
    rf"(?P<skip>(?:for|within|in|after|over|of|took|takes){_S})(?P<u>weeks|months|years|days|decades|hours)\b"
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


@_rule(
    rf"(?:just{_S}|mere{_S}|only{_S})?(?P<u>days|weeks|months|years){_S}(?:before|after|ago|earlier|later)\b"
)
def _vague_shift(match: re.Match[str]) -> str | None:
    return _period(None, unit_of(match["u"]))


# ------------------------------------------------------------------------------------------ sets


@_rule(
    rf"(?:every|each){_S}(?P<u>day|week|month|quarter|year|hour)\b|(?P<a>daily|weekly|monthly|quarterly|annually|yearly)\b",
    "SET",
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


# -------------------------------------------------------------------------------- vague references

_SPANS = r"(?:days|weeks|months|years)"
_VAGUE = {
    "PRESENT_REF": "now|currently|at present|nowadays|at the moment|these days",
    "PAST_REF": f"recently|formerly|in the past|in recent {_SPANS}|recent|former|the past",
    "FUTURE_REF": f"in the (?:near )?future|the (?:near )?future|future|in the coming {_SPANS}",
}


@_rule(rf"(?P<v>{'|'.join(_VAGUE.values())})\b(?!-)".replace(" ", _S))
def _vague(match: re.Match[str]) -> str | None:
    words = re.sub(r"\s+", " ", match["v"].lower())
    return next(name for name, choices in _VAGUE.items() if re.fullmatch(choices, words))


def _digits(day: str) -> str:
    return re.sub(r"\D", "", day)


def _checked(year: str, month: str, day: str) -> str | None:
    """Return the ISO date if there is such a day."""
    y, m, d = int(year), int(month), int(day)
    longest = (31, 29 if _is_leap(y) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= m <= 12 or not 1 <= d <= longest[m - 1]:
        return None
    return f"{y:04}-{m:02}-{d:02}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
