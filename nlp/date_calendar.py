"""Time expressions that name a place in the calendar: days, months, seasons, quarters, years."""

from __future__ import annotations

import re

from nlp.date_rules import Rules
from nlp.date_words import (
    DAY,
    MONTH,
    MONTH_STEMS,
    ORDINALS,
    PART,
    SEASONS,
    WEEKDAY,
    WEEKDAY_STEMS,
    YEAR,
    YEAR_DIGITS,
    S,
    month_of,
    weekday_of,
)

RULES = Rules()


# ---------------------------------------------------------------------------------- whole dates


@RULES.add(
    rf"(?P<y>{YEAR})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])(?!\d)", needs=YEAR_DIGITS
)
def _iso(match: re.Match[str]) -> str | None:
    return _checked(match["y"], match["m"], match["d"])


@RULES.add(
    rf"(?P<a>\d{{1,2}})(?P<s>[./])(?P<b>\d{{1,2}})(?P=s)(?P<y>{YEAR})(?!\d)", needs=YEAR_DIGITS
)
def _numeric(match: re.Match[str]) -> str | None:
    first, second = int(match["a"]), int(match["b"])
    if match["s"] == "." or first > 12:
        return _checked(match["y"], str(second), str(first))
    # 04/05/2026 may be April or May: only what cannot be read otherwise is read.
    return _checked(match["y"], str(first), str(second)) if second > 12 or first == second else None


@RULES.add(
    rf"(?:(?P<w>{WEEKDAY})\.?,?{S})?(?P<m>{MONTH})\.?{S}(?P<d>{DAY})(?![\d:])"
    rf"(?:\s?[-–]\s?(?P<d2>{DAY})(?!\d))?(?:,?{S}(?P<y>{YEAR})(?![\d%]))?",
    needs=MONTH_STEMS,
)
def _month_day(match: re.Match[str]) -> str | None:
    return _day_of_month(match)


@RULES.add(
    rf"(?:(?P<w>{WEEKDAY})\.?,?{S})?(?:the{S})?(?P<d>{DAY})(?:\s?[-–]\s?(?P<d2>{DAY}))?"
    rf"(?:{S}of)?\.?{S}(?P<m>{MONTH})\b(?:\.?,?{S}(?P<y>{YEAR})(?![\d%]))?",
    needs=MONTH_STEMS,
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


@RULES.add(rf"{PART}?(?P<m>{MONTH})\.?,?{S}(?:of{S})?(?P<y>{YEAR})(?![\d%])", needs=MONTH_STEMS)
def _month_year(match: re.Match[str]) -> str | None:
    return f"{match['y']}-{month_of(match['m'])}" if not match["m"].islower() else None


# ------------------------------------------------------------------------------ parts of a date

_BEFORE_MONTH = (
    rf"(?P<lead>(?P<skip>(?:in|by|since|until|till|during|from|to|of|after|before|between|and|"
    rf"through|throughout|for){S})(?:{PART})?|{PART}|(?:this|last|next|this{S}past|the{S}following){S})"
)


@RULES.add(rf"{_BEFORE_MONTH}?(?P<m>{MONTH})\b(?!\.?{S}?\d)", needs=MONTH_STEMS)
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


@RULES.add(
    rf"(?P<lead>last|next|this|this{S}past|this{S}coming|the{S}following|the{S}previous)?"
    rf"(?(lead){S})(?P<w>{WEEKDAY})\b(?!\.?,?{S}(?:{MONTH}))"
    rf"(?:{S}\((?P<d>{DAY})\)|,?{S}the{S}(?P<d2>{DAY}))?",
    needs=WEEKDAY_STEMS,
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


@RULES.add(
    rf"(?:{PART}|the{S})?(?P<s>spring|summer|autumn|fall|winter)(?:{S}of)?,?{S}(?P<y>{YEAR})(?![\d%])",
    needs=SEASONS,
)
def _season_year(match: re.Match[str]) -> str | None:
    return f"{match['y']}-{SEASONS[match['s'].lower()]}"


@RULES.add(
    rf"(?P<lead>(?P<skip>(?:in|by|during|since|until){S})?(?:the|this|last|next|that|early|late){S}"
    rf"(?:following{S}|same{S})?)(?P<s>spring|summer|autumn|winter)\b(?!{S}of\b)",
    needs=SEASONS,
)
def _season(match: re.Match[str]) -> str | None:
    lead = match["lead"].lower()
    direction = "future" if "next" in lead else "this" if "this" in lead else "past"
    return f"season:{SEASONS[match['s'].lower()]}:{direction}"


@RULES.add(
    rf"(?:the{S})?(?:(?P<o>first|second|third|fourth|last){S}quarter|Q(?P<n>[1-4]))"
    rf"(?:(?:{S}of)?(?:{S}|['’])(?P<y>{YEAR})(?![\d%]))?",
    needs=("quarter", "q1", "q2", "q3", "q4"),
)
def _quarter(match: re.Match[str]) -> str | None:
    if match["o"] and match["o"].lower() == "last":
        return f"{match['y']}-Q4" if match["y"] else "quarter:-1"
    number = match["n"] or ORDINALS[match["o"].lower()]
    return f"{match['y']}-Q{number}" if match["y"] else f"quarter:{number}:past"


@RULES.add(
    rf"(?:the{S})?(?P<o>first|second){S}half(?:{S}of)?{S}(?P<y>{YEAR})(?![\d%])", needs=("half",)
)
def _half(match: re.Match[str]) -> str | None:
    first = match["o"].lower() == "first"
    return f"{match['y']}-{'01' if first else '07'}/{match['y']}-{'06' if first else '12'}"


@RULES.add(rf"(?:fiscal{S}(?:year{S})?|FY{S}?)(?P<y>20\d\d|\d\d)(?![\d%])", needs=("fiscal", "fy"))
def _fiscal(match: re.Match[str]) -> str | None:
    year = match["y"]
    return year if len(year) == 4 else f"20{year}"


# --------------------------------------------------------------------------------------- years


@RULES.add(rf"(?P<n>\d{{1,4}})(?:{S}|-)?(?P<e>B\.?C\.?(?:E\.?)?|A\.?D\.?|C\.?E\.?)(?![\w])")
def _era(match: re.Match[str]) -> str | None:
    number = int(match["n"])
    if match["e"].upper().startswith("B"):
        return f"BC{number:04}"
    return f"{number:04}"


@RULES.add(
    rf"(?:{PART}|the{S})?(?:(?:early|late|mid)[ -])?(?P<y>1[0-9]\d0|20\d0|'\d0)['’]?s\b",
    needs=("0s", "0's", "0’s"),
)
def _decade(match: re.Match[str]) -> str | None:
    years = match["y"]
    return f"19{years[1]}" if years.startswith("'") else years[:3]


@RULES.add(rf"(?:{PART}|the{S})?(?P<n>\d{{1,2}})(?:st|nd|rd|th)[ -]century", needs=("century",))
def _century(match: re.Match[str]) -> str | None:
    return f"{int(match['n']) - 1:02}"


_COUNTED = (
    r"people|men|women|troops|soldiers|accounts|prompts|times|users|employees|dollars|euros|"
    r"pounds|miles|km|kilometers|kilometres|meters|metres|feet|tons|tonnes|words|pages|cases|"
    r"tokens|songs|books|works|copies|ships|aircraft|tanks|prisoners|casualties|dead|killed|"
    r"wounded|votes|points|exchanges|parameters"
)


@RULES.add(
    rf"(?P<part>{PART}|the{S}year{S}|year{S})?(?P<y>1[5-9]\d\d|20[0-4]\d)"
    rf"(?![\d%]|[-–]\d(?!\d\d\d)|,\d|\.\d|{S}(?:{_COUNTED})\b)",
    needs=YEAR_DIGITS,
)
def _year(match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start("y") - 5) : match.start("y")]
    glued = re.search(r"[\d.,$€£#§/:–-]\Z", before) and not re.search(r"\d{4}[-–/]\Z", before)
    return None if glued and not match["part"] else match["y"]


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
