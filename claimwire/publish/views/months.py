"""Months with more lines than one page should hold: the month lists its days, each day has a page.

The bounds are those of the calendar, so that something new changes the page of its day and the
counts of its month, and no other page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from claimwire.publish import when
from claimwire.publish.parts import Link

CROWDED = 100
"""Lines from which a month is divided: some 200 KB of HTML."""

MOST = 140
"""Lines that the page of one day shows; all of them are in its data."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day of a month, with how many lines its page has."""

    link: Link
    count: int


@dataclass(frozen=True, slots=True)
class DaysView:
    """A month that is divided into days."""

    heading: str
    kicker: str
    total: int
    unit: str
    days: tuple[DayCount, ...]  # newest first
    newer: Link | None
    older: Link | None


def day_link(
    route: Callable[[int, int, int], str], day: tuple[int, int, int] | None
) -> Link | None:
    """Return the link to the page of a day."""
    if day is None:
        return None
    return Link(f"{day[2]} {when.month_words(*day[:2])}", route(*day))


def days_view(
    month: tuple[int, int],
    days: Mapping[int, Sequence[str]],
    *,
    kicker: str,
    unit: str,
    route: Callable[[int, int, int], str],
    rest: str,
    newer: Link | None,
    older: Link | None,
) -> DaysView:
    """Return the view of a month from its lines by day; day 0 is for those without one."""
    found = []
    for day in sorted(days, reverse=True):
        link = day_link(route, (*month, day)) if day else Link(rest, route(*month, 0))
        if link:
            found.append(DayCount(link, len(days[day])))
    total = sum(len(ids) for ids in days.values())
    return DaysView(when.month_words(*month), kicker, total, unit, tuple(found), newer, older)
