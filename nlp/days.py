"""Days: resolved dates as ranges that can be compared, and when a page says it was published."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from claimwire.model import DateValue, Item

FIRST_SEEN = "first-seen"
"""Anchor of dates for which a page gives no day of its own."""
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})\Z")
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])\Z")
_YEAR = re.compile(r"(\d{4})\Z")


@dataclass(frozen=True, slots=True)
class Days:
    """A closed range of days."""

    first: dt.date
    last: dt.date

    def gap(self, other: Days) -> int:
        """Return the number of days between the two ranges; 0 when they touch."""
        if other.first > self.last:
            return (other.first - self.last).days
        return (self.first - other.last).days if self.first > other.last else 0

    def widened(self, other: Days | None) -> Days:
        """Return the smallest range that holds both."""
        if other is None:
            return self
        return Days(min(self.first, other.first), max(self.last, other.last))


def published(item: Item) -> dt.datetime | None:
    """Return when an item says that it was published, unless that cannot be."""
    stamp = item.revision.published
    return None if stamp is None or stamp.suspect else stamp.at


def days_of(value: DateValue | None) -> Days | None:
    """Return the days that a resolved date covers; ``None`` for durations and what is no date."""
    if value is None:
        return None
    first, _, last = value.value.partition("/")
    start = _bounds(first)
    end = _bounds(last) if last else start
    if start is None or end is None or end.last < start.first:
        return None
    return Days(start.first, end.last)


def _bounds(value: str) -> Days | None:
    try:
        if found := _DAY.match(value):
            day = dt.date(*map(int, found.groups()))
            return Days(day, day)
        if found := _WEEK.match(value):
            monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return Days(monday, monday + dt.timedelta(days=6))
        if found := _MONTH.match(value):
            return _months(int(found[1]), int(found[2]), 1)
        if found := _QUARTER.match(value):
            return _months(int(found[1]), 3 * int(found[2]) - 2, 3)
        if found := _YEAR.match(value):
            return _months(int(found[1]), 1, 12)
    except (ValueError, OverflowError):
        return None
    return None


def _months(year: int, month: int, count: int) -> Days:
    after = month - 1 + count
    end = dt.date(year + after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
    return Days(dt.date(year, month, 1), end)
