"""How long to wait: what an answer asks for, and what failures in a row amount to.

Pure functions over answers and numbers, shared by the policies of sources and of documents. Jitter,
which keeps failing sources from coming back all at once, is derived from an id and the number of
failures, so it is the same in every run.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from crawler.dates import parse

if TYPE_CHECKING:
    from crawler.answers import Answer

MIN_INTERVAL = dt.timedelta(minutes=15)
MAX_INTERVAL = dt.timedelta(hours=24)
FIRST_BACK_OFF = dt.timedelta(hours=1)
MAX_BACK_OFF = dt.timedelta(days=7)
MAX_RETRY_AFTER = dt.timedelta(days=31)


def back_off(failures: int, *, seed: str) -> dt.timedelta:
    """Return the wait after the n-th failure in a row: doubling from an hour to a week, +0–20 %."""
    wait = min(FIRST_BACK_OFF * 2 ** min(max(failures, 1) - 1, 12), MAX_BACK_OFF)
    digest = hashlib.blake2b(f"{seed}|{failures}".encode(), digest_size=2).digest()
    jitter = int.from_bytes(digest, "big") / 0xFFFF * 0.2
    seconds = round(wait.total_seconds() * (1 + jitter))
    return min(dt.timedelta(seconds=seconds), MAX_BACK_OFF)


def retry_after(answer: Answer) -> dt.timedelta | None:
    """Return how long an answer asks to wait: seconds, or a date against the answer's own date.

    ``None`` when it asks for nothing that can be kept: no header, an unreadable one, no wait.
    """
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        wait = dt.timedelta(seconds=min(int(value[:10]), 10**8))
    else:
        until = _http_date(value)
        if until is None:
            return None
        wait = until - (_http_date(answer.headers.get("date", "")) or answer.at)
    return min(wait, MAX_RETRY_AFTER) if wait > dt.timedelta(0) else None


def _http_date(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        moment = parse(text)
        return moment.at if moment else None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def max_age(answer: Answer) -> dt.timedelta | None:
    """Return how long the answer calls itself fresh; ``no-cache`` and past dates say nothing."""
    control = answer.headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    for part in control.split(","):
        name, _, value = part.strip().partition("=")
        seconds = value.strip('" ')
        if name.strip() == "max-age" and seconds.isascii() and seconds.isdecimal():
            return dt.timedelta(seconds=min(int(seconds[:10]), 10**7))
    expires = _http_date(answer.headers.get("expires", ""))
    if expires is None:
        return None
    sent = _http_date(answer.headers.get("date", "")) or answer.at
    return expires - sent if expires > sent else None


def outside(
    due: dt.datetime, *, skip_hours: Collection[int], skip_days: Collection[int]
) -> dt.datetime:
    """Return ``due``, or the next full hour that a feed does not ask to be left alone in (GMT)."""
    due = due.astimezone(dt.UTC)
    for _ in range(24 * 8):  # a week in hours: something is always allowed by then
        if due.hour not in skip_hours and due.weekday() not in skip_days:
            break
        due = due.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
    return due
