"""Dates and times in words: always absolute, always UTC, never more exact than they are."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from claimwire.model import DateValue, Stamp
from claimwire.publish import markup

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_HOW = {
    "json-ld": "the page's structured data",
    "meta": "the page's metadata",
    "time": "the page's own time mark",
    "htmldate": "the text of the page",
    "url": "the address",
    "feed": "the feed",
    "given": "the operator",
}
_ANCHOR = {
    "published": "reckoned from the day of publication",
    "first-seen": "reckoned from the day we first saw it",
}
_PARTIAL = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-W(?P<week>\d{2})|-Q(?P<quarter>[1-4]))?"
    r"(?:T.*)?"
)


@dataclass(frozen=True, slots=True)
class When:
    """A time as shown: ``iso`` for the ``datetime`` attribute (empty if HTML has no form for it),
    the words, and a note on exactness or evidence."""

    iso: str
    words: str
    note: str = ""

    def __html__(self) -> str:
        return markup.time(self.iso, self.words)


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """What is known of a calendar date; 0 stands for what is not stated. Sorts as time does."""

    year: int
    month: int = 0
    day: int = 0


NOT_STATED = When("", "date not stated")


@lru_cache(maxsize=20_000)
def moment(at: dt.datetime) -> When:
    """Return a moment to the minute."""
    utc = at.astimezone(dt.UTC)
    return When(
        utc.replace(microsecond=0, tzinfo=None).isoformat() + "Z",
        f"{utc.day} {MONTHS[utc.month - 1]} {utc.year}, {utc:%H:%M} UTC",
    )


def day_of(at: dt.datetime) -> When:
    """Return the calendar day of a moment, in UTC."""
    utc = at.astimezone(dt.UTC)
    return When(utc.date().isoformat(), f"{utc.day} {MONTHS[utc.month - 1]} {utc.year}")


def to_the_day(shown: When) -> When:
    """Return a moment as shown, without its time of day in the words."""
    return When(shown.iso, shown.words.partition(", ")[0], shown.note)


def stamp(value: Stamp | None) -> When:
    """Return a stated time, with its source and with a warning when it cannot be."""
    if value is None:
        return NOT_STATED
    note = f"from {_HOW.get(value.how, value.how)}"
    if value.suspect:
        note = f"as stated by {_HOW.get(value.how, value.how)}, but it cannot be right"
    utc = value.at.astimezone(dt.UTC)
    if value.precision in {"second", "minute"}:
        shown = moment(utc)
        return When(shown.iso, shown.words, note)
    if value.precision == "month":
        return When(f"{utc:%Y-%m}", f"{MONTHS[utc.month - 1]} {utc.year}", f"month only, {note}")
    if value.precision == "year":
        return When(f"{utc:%Y}", f"{utc.year}", f"year only, {note}")
    shown = day_of(utc)
    return When(shown.iso, shown.words, f"day only, {note}")


def is_calendar(date: DateValue | None) -> bool:
    """Say whether a resolved date is a place in the calendar (and not a duration, or too vague)."""
    return date is not None and parse(date.value) is not None


def value(date: DateValue | None) -> When:
    """Return a resolved date of a text, with what it was reckoned from."""
    if date is None:
        return NOT_STATED
    if not is_calendar(date):
        return When("", NOT_STATED.words, "the text gives no date of the calendar")
    shown = written(date.value)
    notes = [note for note in (shown.note, _ANCHOR.get(date.anchor, "")) if note]
    return When(shown.iso, shown.words, ", ".join(notes))


def written(text: str) -> When:
    """Return an ISO 8601 date that may be partial, a week, a quarter or a range."""
    if "/" in text:
        first, _, last = text.partition("/")
        left, right = written(first), written(last)
        return When("", f"{left.words} to {right.words}")
    match = _PARTIAL.fullmatch(text)
    day = parse(text)
    if match is None or day is None:
        return When("", text[:40] or "date not stated", "not a calendar date")
    if match["week"]:
        return When(f"{match['year']}-W{match['week']}", f"week {int(match['week'])} of {day.year}")
    if match["quarter"]:
        return When("", f"quarter {match['quarter']} of {day.year}")
    iso = "-".join(part for part in (match["year"], match["month"], match["day"]) if part)
    if day.day:
        return When(iso, f"{day.day} {MONTHS[day.month - 1]} {day.year}")
    if day.month:
        return When(iso, f"{MONTHS[day.month - 1]} {day.year}", "day not stated")
    return When(iso, f"{day.year}", "month not stated")


def parse(text: str) -> Day | None:
    """Return what an ISO 8601 date says of year, month and day; ``None`` if it is not one."""
    match = _PARTIAL.fullmatch(text.partition("/")[0])
    if match is None:
        return None
    year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
    try:
        if match["week"]:
            monday = dt.date.fromisocalendar(year, int(match["week"]), 1)
            return Day(monday.year, monday.month)
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Day(year, month, day)


def first_day(text: str) -> When:
    """Return the first day that a date may mean, as far as it is known: for sorting and finding."""
    day = parse(text)
    if day is None:
        return When("", "")
    parts = (f"{day.year:04}", *(f"{part:02}" for part in (day.month, day.day) if part))
    return When("-".join(parts), "")


def days(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a date that may be partial, or of a range of dates."""
    first, _, last = text.partition("/")
    begin, end = _days(first), _days(last or first)
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None


def _days(text: str) -> tuple[dt.date, dt.date] | None:
    match, day = _PARTIAL.fullmatch(text), parse(text)
    if match is None or day is None:
        return None
    if match["week"]:
        year = int(match["year"])
        monday = dt.date.fromisocalendar(year, int(match["week"]), 1)
        return (monday, monday + dt.timedelta(days=6)) if year < dt.MAXYEAR else None
    if day.day:
        exact = dt.date(day.year, day.month, day.day)
        return exact, exact
    quarter = int(match["quarter"] or 0)
    start = 3 * quarter - 2 if quarter else day.month or 1
    end = 3 * quarter if quarter else day.month or 12
    return dt.date(day.year, start, 1), _last_day(day.year, end)


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def month_words(year: int, month: int) -> str:
    """Return ``April 2026``."""
    return f"{MONTHS[month - 1]} {year}"
