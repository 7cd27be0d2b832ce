"""Which of several times that a page states is the one, and what the others add to it.

The first that can be counts. A later one may only sharpen it: a day takes the clock time of one
that agrees on the day, a clock time without offset the offset of one that shows the same clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimwire.model import Stamp
from crawler import dates

_FINE = ("second", "minute")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?!\d)")
_UTC = re.compile(r"(\d[T ]\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]00:?00)\Z")
_ELSEWHERE = re.compile(r"(\d[T ]\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?[+-](?!00:?00)\d\d:?\d\d\Z")
_OFFSET = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?([+-])(\d\d):?(\d\d)\Z")
_GREENWICH = re.compile(r"(?:GMT|UTC|Z)\W*\Z", re.IGNORECASE)
_MINUTE, _HOUR, _HALF_A_DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(hours=12)
_AGREE = dt.timedelta(hours=38)  # a day in any zone of the world against a moment in UTC
_SAME_CLOCK = dt.timedelta(hours=14, minutes=1)  # one clock time in two zones of the world
_QUARTER, _ROUNDED = 15 * 60, 60  # seconds: offsets are whole quarters; clocks are rounded
_WHILE_FETCHING = dt.timedelta(minutes=2)  # a page that states its own delivery as publication


@dataclass(frozen=True, slots=True)
class Stated:
    """A time of one witness, with what the record of it leaves out."""

    stamp: Stamp
    offset: bool  # stated with it
    midnight: bool  # which many systems write for "that day"
    text: str = ""  # as it was stated

    @property
    def exact(self) -> bool:
        """Whether it says minute and offset, and means them."""
        return self.stamp.precision in _FINE and self.offset and not self.midnight

    @property
    def clock(self) -> bool:
        """Whether it says a clock time, with or without a zone."""
        return not self.midnight and (
            self.stamp.precision in _FINE or self.stamp.at.time() != dt.time(0)
        )


def read(
    stated: Iterable[tuple[str, str]], *, zone: str | None, now: dt.datetime | None
) -> list[Stated]:
    """Return the times among (how, text), in their order.

    Parameters
    ----------
    zone:
        IANA name of the zone of clock times without an offset.
    now:
        When the page was fetched; a time a day later than that is suspect.
    """
    found: list[Stated] = []
    for how, text in stated:
        moment = dates.parse(text, zone=zone) if text else None
        if moment is not None:
            suspect = dates.is_suspect(moment.at, now)
            stamp = Stamp(moment.at, moment.precision, how, suspect=suspect)
            midnight = _MIDNIGHT.search(text) is not None
            found.append(Stated(stamp, moment.offset_stated, midnight, text.strip()))
    return found


def is_in_utc(one: Stated) -> bool:
    """Say whether a time is written in UTC, which many systems say of local time."""
    return _UTC.search(one.text) is not None


def sharpest(
    stated: list[Stated], now: dt.datetime | None, *, echoes: Sequence[Stated] = ()
) -> Stamp | None:
    """Return the first time that can be, sharpened; ``None`` without any.

    Parameters
    ----------
    echoes:
        Times of something else (of changes), which may show that an offset is a mistake.
    now:
        When the page was fetched: one that states its own delivery gives way to a witness that
        knows better.
    """
    possible = [one for one in stated if not one.stamp.suspect] or stated
    if now is not None:
        earlier = [one for one in possible if now - one.stamp.at > _WHILE_FETCHING]
        possible = earlier or possible
    if not possible:
        return None
    first = possible[0]
    if first.exact:
        return _local(first, [*possible[1:], *(one for one in echoes if is_in_utc(first))])
    agreeing = [one for one in possible if _agrees(one, first)]
    exact = next((one.stamp for one in agreeing if one.exact), None)
    if exact is not None or first.stamp.precision in _FINE:
        return exact or first.stamp
    return next((one.stamp for one in agreeing if one.stamp.precision in _FINE), first.stamp)


def _local(first: Stated, others: list[Stated]) -> Stamp:
    """Return an exact time, or the one that shows that its clock or its offset is a mistake.

    Systems make three: local time called UTC, UTC given the local offset, and an afternoon on a
    clock of twelve hours. Another witness proves each, to the minute.
    """
    return next((one.stamp for one in others if _corrects(one, first)), first.stamp)


def _corrects(one: Stated, first: Stated) -> bool:
    written, local = _UTC.search(first.text), _ELSEWHERE.search(one.text)
    if written is not None:
        if local is not None:
            return one.text[:9] == first.text[:9] and local[1] == written[1]
        return one.stamp.how == "line" and one.exact and _hours_apart(one, first)
    offset = _stated_offset(first.text)
    if offset is None or not one.exact or _stated_offset(one.text) != offset:
        return False
    apart = one.stamp.at - first.stamp.at
    morning = 1 <= (first.stamp.at + offset).hour <= 11
    return _same(apart, offset) or (morning and _same(apart, _HALF_A_DAY))


def _hours_apart(one: Stated, first: Stated) -> bool:
    """Say whether a visible time with a zone of its own shows the same minute at another hour."""
    if _GREENWICH.search(one.text):
        return False
    apart = abs(one.stamp.at.replace(second=0) - first.stamp.at.replace(second=0, microsecond=0))
    return _HOUR <= apart <= _HALF_A_DAY and not apart % _HOUR


def _stated_offset(text: str) -> dt.timedelta | None:
    found = _OFFSET.search(text)
    if found is None:
        return None
    offset = dt.timedelta(hours=int(found[2]), minutes=int(found[3]))
    return (offset if found[1] == "+" else -offset) or None


def _same(one: dt.timedelta, other: dt.timedelta) -> bool:
    return abs(one - other) < _MINUTE


def _agrees(one: Stated, first: Stated) -> bool:
    """Say whether a time can be the same as the first: its day, and its clock where it says one."""
    off = abs(one.stamp.at - first.stamp.at)
    if not first.clock:
        return off < _AGREE
    if not one.clock:
        return False
    rest = off.total_seconds() % _QUARTER
    return off < _SAME_CLOCK and min(rest, _QUARTER - rest) <= _ROUNDED
