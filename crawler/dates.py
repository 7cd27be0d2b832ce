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
from crawler import datewords

EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
"""Before the web: a time earlier than this cannot be when a page was published (DESIGN 3.6)."""

FUTURE_TOLERANCE = dt.timedelta(days=1)

_LONGEST = 80  # characters; a longer text is prose with a date in it, not a timestamp

_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d{2})?(?:-?(?P<day>\d{2}))?"
    r"(?:[T ]\s*(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<offset>Z|UTC|GMT|(?:GMT|UTC)?[+\-−]\d{1,2}(?::?\d{2})?)?)?(?:\[(?P<area>[\w/+-]+)\])?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{2,4}\s+\d{1,2}:\d{2}")
_WEEK = re.compile(r"\d{4}-?W\d{2}-?\d")
_DAY_OF_YEAR = re.compile(r"\d{4}-\d{3}")
_UNIX = re.compile(r"(?:/Date\()?(\d{10}(?:\d{3})?(?:\.\d+)?)(?:\)/)?")
_ISO_AND_NAME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?([A-Z][A-Za-z/_]+)"
)
# RFC 822 (GMT and the American ones), then what newspapers print. HST has no summer time. An
# abbreviation that two regions share (IST, BST in Asia) is read as news in English uses it.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "UT": 0, "WET": 0, "BST": 1, "CET": 1, "WEST": 1, "CEST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "WIB": 7, "WITA": 8, "WIT": 9, "ICT": 7,
    "PHT": 8, "MYT": 8, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "NZST": 12, "NZDT": 13, "PKT": 5,
    "NPT": 5.75, "SAST": 2, "CAT": 2, "EAT": 3, "WAT": 1, "TRT": 3, "IDT": 3, "MEZ": 1, "MESZ": 2,
    "BRT": -3, "ART": -3, "NDT": -2.5, "NST": -3.5, "ADT": -3, "HAE": -4, "HNE": -5,
}  # fmt: skip
_NAMED = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}  # fmt: skip
_KNOWN_ZONES = frozenset(_ZONES) | frozenset(_NAMED)
_AMERICAN = re.compile(
    r"America/(?!Toronto|Vancouver|Halifax|Sao|Argentina|Mexico|Bogota|Lima)|US/"
)
_WIDE = str.maketrans("０１２３４５６７８９：／．－　", "0123456789:/.- ")
_YEAR_NOUGHT = re.compile(r"[A-Za-z]\s+00\d\d\s")  # mail's readers take the year 1 for 2001
_BEHIND_GMT = re.compile(r"(?:GMT|UTC)([+\-−]\d{1,2}(?::?\d{2})?)$", re.IGNORECASE)
_COLON_IN_OFFSET = re.compile(r"(?<=\s)([+\-]\d{1,2}):(\d{2})$")  # RFC 5322 has none; feeds do
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
    cleaned = " ".join(text.translate(_WIDE).split())
    if not cleaned or len(cleaned) > _LONGEST or not any(c.isdigit() for c in cleaned):
        return None
    try:
        return (
            _unix(cleaned)
            or _by_week(cleaned)
            or _from_fields(_ISO.fullmatch(cleaned), zone)
            or _mail(cleaned, zone)
            or _in_words(cleaned, zone)
        )
    except (ValueError, OverflowError, ArithmeticError, KeyError, OSError):
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
    found = _UNIX.fullmatch(text)
    if found is None:
        return None
    seconds = float(found[1])
    if seconds >= 1e12:
        seconds /= 1000
    at = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC)
    return Moment(at, "second", offset_stated=True)


def _by_week(text: str) -> Moment | None:
    """Read ISO 8601's other two dates: of a week (2026-W17-5) and of a year (2026-114)."""
    if _WEEK.fullmatch(text):
        day = dt.date.fromisoformat(text)
    elif _DAY_OF_YEAR.fullmatch(text):
        day = dt.date(int(text[:4]), 1, 1) + dt.timedelta(days=int(text[-3:]) - 1)
    else:
        return None
    return Moment(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC), "day", False)


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
    offset = _offset(match["offset"])
    if offset is None and match["area"]:
        offset = ZoneInfo(match["area"])
    return _placed(naive, precision, offset, zone)


def _offset(text: str | None) -> dt.tzinfo | None:
    """Return the zone of a stated offset: "Z", "+0530", "GMT-4", "+8:00"."""
    if not text:
        return None
    stated = text.upper().removeprefix("GMT").removeprefix("UTC")
    if stated in ("Z", ""):
        return dt.UTC
    hours, _, minutes = stated[1:].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    delta = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    return dt.timezone(delta if stated[0] == "+" else -delta)


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


def _mail(text: str, zone: str | None) -> Moment | None:
    if not _MAIL.match(text):
        return None
    text = _COLON_IN_OFFSET.sub(r"\1\2", text)
    parts = email.utils.parsedate_tz(text)
    if parts is None or _YEAR_NOUGHT.search(text):
        return None
    year, month, day, hour, minute, second = parts[:6]
    naive = dt.datetime(  # noqa: DTZ001 - the offset is applied below
        year, month, day, hour % 24, minute, min(second, 59)
    ) + dt.timedelta(days=hour // 24)
    stated = _ZONE_WORD.search(text)
    offset: dt.tzinfo | None = None
    if stated and stated[1] in _KNOWN_ZONES:
        offset = _named_zone(stated[1], naive, zone)
    elif behind := _BEHIND_GMT.search(text):
        offset = _offset(behind[1])
    elif parts[9] is not None:
        offset = dt.timezone(dt.timedelta(seconds=parts[9]))
    return _placed(naive, "second" if text.count(":") > 1 else "minute", offset, zone)


def _named_zone(name: str, naive: dt.datetime, zone: str | None) -> dt.tzinfo | None:
    """Return the zone that a name, an abbreviation or an offset stands for.

    What an abbreviation means where the publisher is comes first: CST in Shanghai is not Chicago's.
    """
    if name[0] in "+-−":
        return _offset(name)
    try:
        if "/" in name:
            return ZoneInfo(name)
        if zone is not None and naive.replace(tzinfo=ZoneInfo(zone)).tzname() == name:
            return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return None
    if name in _NAMED:
        return ZoneInfo(_NAMED[name])
    return dt.timezone(dt.timedelta(hours=_ZONES[name])) if name in _ZONES else None


def _in_words(text: str, zone: str | None) -> Moment | None:
    american = None if zone is None else bool(_AMERICAN.match(zone))
    named = _ISO_AND_NAME.fullmatch(text)  # "2026-04-24T09:05:00 EDT"
    text = " ".join(named.groups()) if named else text
    found = datewords.read(text, abbreviations=_KNOWN_ZONES, american=american)
    if found is None:
        return None
    if found.day is None:
        first = dt.datetime(found.year, found.month, 1, tzinfo=dt.UTC)
        return Moment(first, "month", False)
    naive = dt.datetime(  # noqa: DTZ001 - the zone is attached below
        found.year, found.month, found.day, (found.hour or 0) % 24, found.minute
    ).replace(second=min(found.second or 0, 59))
    if found.hour is None:
        return Moment(naive.replace(tzinfo=dt.UTC), "day", False)
    if found.hour == 24:
        naive += dt.timedelta(days=1)
    precision = "minute" if found.second is None else "second"
    stated = _named_zone(found.zone, naive, zone) if found.zone else None
    return _placed(naive, precision, stated, zone)
