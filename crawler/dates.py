"""Reading the timestamps that pages and feeds state.

Web pages write times as ISO 8601, as RFC 822 mail dates, as Unix numbers and in prose ("Monday,
May 11, 2026 - 08:30"). :func:`parse` reads all of these into a moment in UTC and says how exactly
it was stated; nothing that was left out is filled in. A clock time without an offset is taken in
the publisher's zone when that is known; otherwise only its day is certain, and so the precision is
``day`` whatever the digits say. A bare date is the midnight of that day in UTC.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from claimwire.model import Stamp

EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
"""Before the web: a time earlier than this cannot be when a page was published (DESIGN 3.6)."""

FUTURE_TOLERANCE = dt.timedelta(days=1)

_LONGEST = 80  # characters; a longer text is prose with a date in it, not a timestamp

_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d{2})?(?:-?(?P<day>\d{2}))?"
    r"(?:[T ]\s*(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<offset>Z|UTC|GMT|[+\-−]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_CJK = re.compile(
    r"(?P<year>\d{4})\s*[年/.]\s*(?P<month>\d{1,2})\s*[月/.]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s+|\s*)(?:(?P<hour>\d{1,2})\s*[:时時]\s*(?P<minute>\d{2})(?:\s*[:分]\s*(?P<second>\d{2}))?)?"
    r"(?P<offset>)"
)
_DOTTED = re.compile(
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})"
    r"(?:,?\s+(?:um\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*Uhr)?)?"
    r"(?P<offset>)"
)
_MAIL = re.compile(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+\d{1,2}:\d{2}")
_UNIX = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_PROSE_NOISE = re.compile(
    r"^(?:published|posted|updated|last updated|last modified|release date)\b(?:\s+on)?\s*:?\s*"
    r"|\s+[-–—|•·]\s+|\bat\b|(?<=\d)(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_MERIDIEM = re.compile(r"\b([ap])\.\s?m\.", re.IGNORECASE)

# RFC 822 (GMT and the American ones), then what newspapers print. HST has no summer time. An
# abbreviation that two regions share (IST, BST in Asia) is read as news in English uses it.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "UT": 0, "WET": 0, "BST": 1, "CET": 1, "WEST": 1, "CEST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
_NAMED = {"ET": "America/New_York", "PT": "America/Los_Angeles", "CT": "America/Chicago"}
_ZONE_WORD = re.compile(r"\(?\b([A-Z]{1,5})\)?$")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as stated: UTC, precision (``second minute day month year``), whether with offset."""

    at: dt.datetime
    precision: str
    offset_stated: bool


def parse(text: str, *, zone: str | None = None) -> Moment | None:
    """Return the moment that ``text`` states, ``None`` when it states none.

    Parameters
    ----------
    text:
        One timestamp, with at most a word like "Published" before it.
    zone:
        IANA name of the zone that holds when the text states a clock time without an offset.
    """
    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > _LONGEST or not any(c.isdigit() for c in cleaned):
        return None
    try:
        return (
            _unix(cleaned)
            or _from_fields(_ISO.fullmatch(cleaned), zone)
            or _from_fields(_CJK.fullmatch(cleaned), zone)
            or _from_fields(_DOTTED.fullmatch(cleaned), zone)
            or _mail(cleaned)
            or _prose(cleaned, zone)
        )
    except (ValueError, OverflowError, ArithmeticError):
        return None


def stamp(
    text: str | None, *, how: str, now: dt.datetime | None = None, zone: str | None = None
) -> Stamp | None:
    """Return a stated time as a record, marked when it cannot be; ``None`` when there is none."""
    moment = parse(text, zone=zone) if text else None
    if moment is None:
        return None
    return Stamp(
        at=moment.at, precision=moment.precision, how=how, suspect=is_suspect(moment.at, now)
    )


def is_suspect(at: dt.datetime, now: dt.datetime | None) -> bool:
    """Say whether nothing can have been published at ``at`` (before the web, a day ahead)."""
    return at < EARLIEST or (now is not None and at > now + FUTURE_TOLERANCE)


def _unix(text: str) -> Moment | None:
    if not _UNIX.fullmatch(text):
        return None
    seconds = float(text)
    if seconds >= 1e12:
        seconds /= 1000
    at = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC)
    return Moment(at, "second", offset_stated=True)


def _from_fields(match: re.Match[str] | None, zone: str | None) -> Moment | None:
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    hour, minute, second = match["hour"], match["minute"], match["second"]
    if hour is not None and day is None:
        return None
    naive = dt.datetime(  # noqa: DTZ001 - the zone is attached below
        int(year), int(month or 1), int(day or 1), int(hour or 0) % 24, int(minute or 0)
    ).replace(second=min(int(second or 0), 59))
    if hour == "24":
        naive += dt.timedelta(days=1)
    if hour is None:
        precision = "day" if day else "month" if month else "year"
        return Moment(naive.replace(tzinfo=dt.UTC), precision, offset_stated=False)
    precision = "second" if second is not None else "minute"
    return _placed(naive, precision, _offset(match["offset"]), zone)


def _offset(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    delta = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(delta if text[0] == "+" else -delta)


def _placed(
    naive: dt.datetime, precision: str, offset: dt.tzinfo | None, zone: str | None
) -> Moment:
    """Return a clock time in UTC, by its own offset, else by the zone, else with its day only."""
    if offset is not None:
        return Moment(naive.replace(tzinfo=offset).astimezone(dt.UTC), precision, True)
    if zone is not None:
        try:
            local = naive.replace(tzinfo=ZoneInfo(zone))
        except (KeyError, ValueError, OSError):
            return Moment(naive.replace(tzinfo=dt.UTC), "day", False)
        return Moment(local.astimezone(dt.UTC), precision, False)
    return Moment(naive.replace(tzinfo=dt.UTC), "day", False)


def _mail(text: str) -> Moment | None:
    if not _MAIL.match(text):
        return None
    parts = email.utils.parsedate_tz(text)
    if parts is None:
        return None
    naive = dt.datetime(*parts[:6])  # noqa: DTZ001 - the offset is applied below
    stated = _ZONE_WORD.search(text)
    if stated and stated[1] in _ZONES:
        offset: float | None = _ZONES[stated[1]] * 3600
    else:
        offset = parts[9]
    zone = None if offset is None else dt.timezone(dt.timedelta(seconds=offset))
    return _placed(naive, "second" if text.count(":") > 1 else "minute", zone, None)


def _prose(text: str, zone: str | None) -> Moment | None:
    """Read a date in words; what two different defaults disagree on was not stated."""
    from dateutil import parser

    cleaned = " ".join(_PROSE_NOISE.sub(" ", _MERIDIEM.sub(r"\1m", text)).split()).strip(" ,;|")
    offset: dt.tzinfo | None = None
    word = _ZONE_WORD.search(cleaned)
    if word and (word[1] in _ZONES or word[1] in _NAMED):
        name = word[1]
        offset = (
            dt.timezone(dt.timedelta(hours=_ZONES[name]))
            if name in _ZONES
            else ZoneInfo(_NAMED[name])
        )
        cleaned = cleaned[: word.start()].strip(" ,(")
    if not re.search(r"[A-Za-z]{3}", cleaned) or not re.search(r"\d{4}", cleaned):
        return None
    low = parser.parse(cleaned, default=dt.datetime(2001, 1, 1))  # noqa: DTZ001
    high = parser.parse(cleaned, default=dt.datetime(2002, 2, 2, 1, 1, 1))  # noqa: DTZ001
    if low.tzinfo is not None:
        offset = low.tzinfo
    low, high = low.replace(tzinfo=None), high.replace(tzinfo=None)
    if low.date() != high.date():
        precision = "month" if (low.year, low.month) == (high.year, high.month) else "year"
        if low.year != high.year:
            return None
        return Moment(low.replace(tzinfo=dt.UTC), precision, False)
    if low.hour != high.hour:
        return Moment(low.replace(hour=0, tzinfo=dt.UTC), "day", False)
    return _placed(low, "second" if low.second == high.second else "minute", offset, zone)
