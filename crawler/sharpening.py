"""Which of several times that a page states is the one, and what the others add to it.

The first that can be counts. A later one may only sharpen it: a day takes the clock time of one
that agrees on the day, a clock time without offset the offset of one that shows the same clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimwire.model import Stamp
from crawler import dates

_FINE = ("second", "minute")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?!\d)")
_UTC = re.compile(r"(\d[T ]\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]00:?00)\Z")
_ELSEWHERE = re.compile(r"(\d[T ]\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?[+-](?!00:?00)\d\d:?\d\d\Z")
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


def sharpest(stated: list[Stated], now: dt.datetime | None) -> Stamp | None:
    """Return the first time that can be, sharpened; ``None`` without any.

    Parameters
    ----------
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
        return _local(first, possible[1:])
    agreeing = [one for one in possible if _agrees(one, first)]
    exact = next((one.stamp for one in agreeing if one.exact), None)
    if exact is not None or first.stamp.precision in _FINE:
        return exact or first.stamp
    return next((one.stamp for one in agreeing if one.stamp.precision in _FINE), first.stamp)


def _local(first: Stated, others: list[Stated]) -> Stamp:
    """Return an exact time, or the one that shows its very clock with an offset that is not UTC's.

    Systems write local time and call it UTC; none invents an offset.
    """
    written = _UTC.search(first.text)
    if written is not None:
        day = first.text[:9]
        for one in others:
            local = _ELSEWHERE.search(one.text)
            if local is not None and one.text[:9] == day and local[1] == written[1]:
                return one.stamp
    return first.stamp


def _agrees(one: Stated, first: Stated) -> bool:
    """Say whether a time can be the same as the first: its day, and its clock where it says one."""
    off = abs(one.stamp.at - first.stamp.at)
    if not first.clock:
        return off < _AGREE
    if not one.clock:
        return False
    rest = off.total_seconds() % _QUARTER
    return off < _SAME_CLOCK and min(rest, _QUARTER - rest) <= _ROUNDED
