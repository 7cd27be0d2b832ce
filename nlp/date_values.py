"""Giving symbolic time expressions a value against an anchor.

The anchor is, in this order: what the text itself states (its dateline, or in a narrative the date
mentioned before), the day of publication, the day the document was first seen. The grammar of
expressions stands in :mod:`nlp.date_patterns`; :mod:`nlp.dates` adds what the text says of the
anchor: ``@D2026-04-25`` a dateline, ``@N1939-09-17`` the date before in a narrative, ``@Y2026`` the
latest year that the text names.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from claimwire.model import DateValue
from nlp.date_words import weekday_number

_EXPRESSION = re.compile(r"(?P<body>[^@(]+)(?:\((?P<inner>.*)\))?(?:@(?P<hint>[DNY][\d-]+))?\Z")
_SHIFT = re.compile(r"([+-]\d+)([A-Z]+)\Z")
_SEASON_MONTHS = {"SP": ("03", "05"), "SU": ("06", "08"), "FA": ("09", "11"), "WI": ("12", "02")}
_SLACK = dt.timedelta(days=7)
"""How far on the other side of the anchor a day without a year is still meant."""
_NARRATIVE_YEARS = 2
"""Years between the date before and the publication from which a text is taken for a narrative."""
_DEPTH = 8
"""How many "two days later" may follow one another before the value is given up."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    day: dt.date
    name: str  # published, first-seen, text


def value_of(
    expression: str,
    *,
    published: dt.datetime | None,
    first_seen: dt.datetime | None,
    depth: int = 0,
) -> DateValue | None:
    """Return the value of an expression, ``None`` where it has none against these anchors."""
    absolute = _absolute(expression)
    if absolute is not None:
        return absolute
    match = _EXPRESSION.match(expression)
    if match is None or depth > _DEPTH:
        return None
    body, inner, hint = match["body"], match["inner"], match["hint"]
    try:
        if body.startswith("after:"):
            base = value_of(
                inner or "", published=published, first_seen=first_seen, depth=depth + 1
            )
            return None if base is None else _after(body.removeprefix("after:"), base)
        anchor = _anchor(hint, published, first_seen)
        if anchor is None:
            return _from_year(body, hint)
        return _symbolic(body, anchor)
    except (ValueError, OverflowError):
        # A day that the calendar does not have, or a year beyond it.
        return None


# ---------------------------------------------------------------------------------------- anchors


def _anchor(
    hint: str | None, published: dt.datetime | None, first_seen: dt.datetime | None
) -> _Anchor | None:
    stated = _hint_day(hint)
    if hint is not None and stated is not None:
        if hint.startswith("D") and published is None:
            return _Anchor(stated, "text")
        if hint.startswith("N"):
            seen = published or first_seen
            if seen is None or abs(seen.year - stated.year) >= _NARRATIVE_YEARS:
                return _Anchor(stated, "text")
    if published is not None:
        return _Anchor(published.date(), "published")
    if hint is not None and hint.startswith("Y"):
        return None
    return None if first_seen is None else _Anchor(first_seen.date(), "first-seen")


def _hint_day(hint: str | None) -> dt.date | None:
    if hint is None or hint.startswith("Y"):
        return None
    parts = [int(part) for part in hint[1:].split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _from_year(body: str, hint: str | None) -> DateValue | None:
    """Resolve against no more than a year that the text names."""
    if hint is None:
        return None
    year = hint[1:5]
    kind, _, rest = body.partition(":")
    first = rest.partition(":")[0]
    if kind == "monthday":
        return _absolute(f"{year}-{first}")
    if kind == "month":
        return _absolute(f"{year}-{first}")
    if kind == "quarter" and first.isdigit():
        return _absolute(f"{year}-Q{first}")
    return None


# -------------------------------------------------------------------------------- absolute values

_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{4}-\d{2}-\d{2}\Z"), "day"),
    (re.compile(r"\d{4}-\d{2}\Z"), "month"),
    (re.compile(r"\d{4}-W\d{2}\Z"), "week"),
    (re.compile(r"\d{4}-Q[1-4]\Z"), "quarter"),
    (re.compile(r"\d{4}\Z"), "year"),
    (re.compile(r"P(?:T)?(?:\d+|X)(?:DE|CE|[SMHDWQY])\Z"), "duration"),
    (re.compile(r"\d{4}(?:-\d{2}){0,2}/\d{4}(?:-\d{2}){0,2}\Z"), "range"),
)
_DECADE = re.compile(r"\d{3}\Z")
_CENTURY = re.compile(r"\d{2}\Z")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)\Z")


def _absolute(expression: str, anchor: str = "absolute") -> DateValue | None:
    for shape, precision in _SHAPES:
        if shape.match(expression):
            return DateValue(expression, precision, anchor)
    if _DECADE.match(expression):
        return DateValue(f"{expression}0/{expression}9", "range", anchor)
    if _CENTURY.match(expression):
        return DateValue(f"{expression}00/{expression}99", "range", anchor)
    season = _SEASON.match(expression)
    if season is not None:
        return _season(int(season[1]), season[2], anchor)
    return None


def _season(year: int, name: str, anchor: str) -> DateValue:
    first, last = _SEASON_MONTHS[name]
    end = year + 1 if name == "WI" else year
    return DateValue(f"{year:04}-{first}/{end:04}-{last}", "range", anchor)


# -------------------------------------------------------------------------------- symbolic values


def _symbolic(body: str, anchor: _Anchor) -> DateValue | None:
    kind, _, rest = body.partition(":")
    if kind == "weekday":
        return _weekday(rest, anchor)
    if kind == "monthday":
        return _month_day(rest, anchor)
    if kind == "mday":
        return _day_alone(int(rest), anchor)
    if kind in {"month", "season"} and not rest.lstrip("+-").isdigit():
        return _month_or_season(kind, rest, anchor)
    if kind == "quarter" and ":" in rest:
        return _quarter(int(rest[0]), anchor)
    if kind == "shift":
        return _shifted(rest, anchor)
    if rest.lstrip("+-").isdigit():
        return _unit(kind, int(rest), anchor)
    return None


def _weekday(rest: str, anchor: _Anchor) -> DateValue | None:
    name, _, direction = rest.partition(":")
    direction, _, number = direction.partition("/")
    wanted, today = weekday_number(name), anchor.day
    if number:
        for back in range(60):
            day = today - dt.timedelta(days=back)
            if day.day == int(number) and day.weekday() == wanted:
                return _day(day, anchor)
    back = (today.weekday() - wanted) % 7
    if direction == "this":
        day = today + dt.timedelta(days=wanted - today.weekday())
    elif direction in {"future", "next"}:
        ahead = (wanted - today.weekday()) % 7
        day = today + dt.timedelta(days=ahead or (7 if direction == "next" else 0))
    else:
        day = today - dt.timedelta(days=back or (7 if direction == "last" else 0))
    return _day(day, anchor)


def _month_day(rest: str, anchor: _Anchor) -> DateValue | None:
    stated, _, direction = rest.partition(":")
    direction, _, last = direction.partition("/")
    month, day = (int(part) for part in stated.split("-"))
    years = [anchor.day.year + step for step in (-1, 0, 1)]
    days = [dt.date(year, month, day) for year in years if _exists(year, month, day)]
    chosen = _nearest(days, anchor, direction)
    if chosen is None:
        return None
    if last:
        end = dt.date(chosen.year, *(int(part) for part in last.split("-")))
        return DateValue(f"{chosen.isoformat()}/{end.isoformat()}", "range", anchor.name)
    return _day(chosen, anchor)


def _day_alone(number: int, anchor: _Anchor) -> DateValue | None:
    """Return the latest day of that number up to the anchor, or a few days after it."""
    months = [_months(anchor.day, step, anchor.name).value for step in (-1, 0, 1)]
    days = [
        dt.date(int(month[:4]), int(month[5:]), number)
        for month in months
        if _exists(int(month[:4]), int(month[5:]), number)
    ]
    chosen = _nearest(days, anchor, "past")
    return _day(chosen, anchor) if chosen is not None else None


def _nearest(days: list[dt.date], anchor: _Anchor, direction: str) -> dt.date | None:
    if anchor.name == "text":
        # In a narrative the next date is more often after the one before than long before it.
        return min(days, key=lambda d: abs((d - anchor.day).days - 60), default=None)
    if direction == "future":
        later = [day for day in days if day >= anchor.day - _SLACK]
        return min(later, default=None)
    earlier = [day for day in days if day <= anchor.day + _SLACK]
    return max(earlier, default=None)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _month_or_season(kind: str, rest: str, anchor: _Anchor) -> DateValue | None:
    stated, _, direction = rest.partition(":")
    month = int(stated) if kind == "month" else int(_SEASON_MONTHS[stated][0])
    first = dt.date(anchor.day.year, anchor.day.month, 1)
    years = [anchor.day.year + step for step in (-1, 0, 1)]
    firsts = [dt.date(year, month, 1) for year in years]
    if anchor.name == "text":
        chosen = _nearest(firsts, anchor, direction)
    elif direction == "this":
        chosen = dt.date(anchor.day.year, month, 1)
    elif direction == "future":
        chosen = min(day for day in firsts if day >= first)
    else:
        chosen = max(day for day in firsts if day <= first)
    if chosen is None:
        return None
    if kind == "season":
        return _season(chosen.year, stated, anchor.name)
    return DateValue(f"{chosen.year:04}-{chosen.month:02}", "month", anchor.name)


def _quarter(number: int, anchor: _Anchor) -> DateValue:
    now = (anchor.day.month - 1) // 3 + 1
    year = anchor.day.year if number <= now else anchor.day.year - 1
    return DateValue(f"{year:04}-Q{number}", "quarter", anchor.name)


def _unit(kind: str, steps: int, anchor: _Anchor) -> DateValue | None:
    today = anchor.day
    if kind == "day":
        return _day(today + dt.timedelta(days=steps), anchor)
    if kind == "week":
        return _week(today + dt.timedelta(weeks=steps), anchor)
    if kind == "weekend":
        # On a Monday "the weekend" that is past is the one before; "next" is this week's.
        saturday = today + dt.timedelta(days=5 - today.weekday(), weeks=steps if steps < 0 else 0)
        end = saturday + dt.timedelta(days=1)
        return DateValue(f"{saturday.isoformat()}/{end.isoformat()}", "range", anchor.name)
    if kind == "month":
        return _months(today, steps, anchor.name)
    if kind == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 + steps
        return DateValue(f"{index // 4:04}-Q{index % 4 + 1}", "quarter", anchor.name)
    if kind == "year":
        return DateValue(f"{today.year + steps:04}", "year", anchor.name)
    return None


def _shifted(rest: str, anchor: _Anchor) -> DateValue | None:
    base = DateValue(anchor.day.isoformat(), "day", anchor.name)
    return _after(rest, base)


def _after(shift: str, base: DateValue) -> DateValue | None:
    match = _SHIFT.match(shift)
    if match is None:
        return None
    steps, unit = int(match[1]), match[2]
    steps, unit = {"Q": (steps * 3, "M"), "DE": (steps * 10, "Y")}.get(unit, (steps, unit))
    year = re.match(r"\d{4}", base.value)
    if year is None or base.precision == "range":
        return None
    if unit == "Y":
        moved_to = int(year.group()) + steps
        if not dt.MINYEAR <= moved_to <= dt.MAXYEAR:
            return None
        return DateValue(f"{moved_to:04}", "year", base.anchor)
    parts = [int(part) for part in re.findall(r"\d+", base.value)]
    if unit == "M" and base.precision in {"day", "month"}:
        return _months(dt.date(parts[0], parts[1], 1), steps, base.anchor)
    if base.precision != "day":
        return None
    day = dt.date(*parts)
    if unit == "W" and steps:
        moved = day + dt.timedelta(weeks=steps)
        return DateValue(moved.isoformat(), "week", base.anchor)
    if unit == "D":
        return DateValue((day + dt.timedelta(days=steps)).isoformat(), "day", base.anchor)
    return base if unit in {"H", "TM", "S"} else None


def _months(day: dt.date, steps: int, anchor: str) -> DateValue:
    index = day.year * 12 + day.month - 1 + steps
    return DateValue(f"{index // 12:04}-{index % 12 + 1:02}", "month", anchor)


def _week(day: dt.date, anchor: _Anchor) -> DateValue:
    year, week, _ = day.isocalendar()
    return DateValue(f"{year:04}-W{week:02}", "week", anchor.name)


def _day(day: dt.date, anchor: _Anchor) -> DateValue:
    return DateValue(day.isoformat(), "day", anchor.name)
