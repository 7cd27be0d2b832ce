"""What follows from an answer: pure decisions over (state, answer, now), as CRAWLING A.1 has them.

Nothing here reads a clock, a network or a store. Jitter, which keeps failing sources from coming
back all at once, is derived from the source's id and its number of failures, so it is the same in
every run.

An answer to a source goes through: refusal (robots, guard) → no answer → 304 → status → same body →
what the body is. Only the last step reads the body. A document that was captured is visited again
at a few fixed distances (:func:`next_visit`), since pages are corrected and taken back.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
from dataclasses import dataclass, replace

from claimwire.model import DocumentStatus, Health, Source, SourceKind, SourceState
from crawler.answers import Answer
from crawler.dates import parse
from crawler.feeds import FeedReading
from crawler.urls import canonical

MIN_INTERVAL = dt.timedelta(minutes=15)
MAX_INTERVAL = dt.timedelta(hours=24)
FIRST_BACK_OFF = dt.timedelta(hours=1)
MAX_BACK_OFF = dt.timedelta(days=7)
OLD_FAILURE = dt.timedelta(days=30)  # after which a source is only probed monthly
PROBE_OLD = dt.timedelta(days=31)
UNCONDITIONAL_EVERY = dt.timedelta(days=7)  # guards against servers that answer 304 for ever
REFUSED_AGAIN = dt.timedelta(days=1)  # robots.txt may change; a source asks daily
DOCUMENT_REFUSED_AGAIN = dt.timedelta(days=7)
MAX_ATTEMPTS = 6  # at one document
MAX_RETRY_AFTER = dt.timedelta(days=31)
REVISITS = (
    dt.timedelta(hours=1),
    dt.timedelta(hours=6),
    dt.timedelta(days=1),
    dt.timedelta(days=3),
    dt.timedelta(days=14),
)  # after the first capture; most corrections come within a day
ENOUGH_UNCHANGED = 2  # visits in a row after which a document is taken to be final
RESTLESS = 4  # states after which a page is taken to change with every fetch: one last visit
LEAST_BETWEEN_VISITS = dt.timedelta(minutes=30)
ASKED_AGAIN = frozenset(
    ("timeout", "reset", "dns", "tls", "refused-connection", "truncated", "not-a-feed", "error",
     "http-401", "http-403", "http-404", "http-500", "http-502", "http-503", "http-504", "http-520",
     "http-521", "http-522", "http-523", "http-524", "http-525", "http-530")
)  # fmt: skip
"""Outcomes of a first failure after which a source is asked once more before it is called ill."""

QUIET_AFTER, STALE_AFTER = 1, 2  # expected intervals without news
LEAST_EXPECTED = dt.timedelta(days=1)
_NEVER_ADAPTED = frozenset({SourceKind.GOOGLE_NEWS})
_SHORTER, _LONGER = 0.75, 1.25  # by which an interval changes with and without news
_MUCH_SHORTER = 0.5  # when most of what it lists is new: more may have been missed
_ADAPTED = (0.25, 8.0)  # of the configured interval: bounds of the adapted one


@dataclass(frozen=True, slots=True)
class SourceDecision:
    """The new state of a source and the words for its fetch.

    ``take`` says whether entries of the reading are to be saved; ``hold_host_until`` is set when
    the host asked every requester to wait.
    """

    state: SourceState
    outcome: str
    detail: str = ""
    take: bool = False
    hold_host_until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class DocumentDecision:
    """What becomes of a document whose fetch brought no article."""

    status: DocumentStatus
    outcome: str
    detail: str = ""
    retry_at: dt.datetime | None = None
    hold_host_until: dt.datetime | None = None


# --------------------------------------------------------------------------------- before asking


def validators(*, etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the conditional headers that send the stored validators back byte for byte."""
    headers = {}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def source_headers(state: SourceState, now: dt.datetime) -> dict[str, str]:
    """Return the conditional headers for a source; none at every seventh day's honest look."""
    last = state.unconditional_at
    if last is None or now - last >= UNCONDITIONAL_EVERY:
        return {}
    return validators(etag=state.etag, last_modified=state.last_modified)


# -------------------------------------------------------------------------------------- sources


def decide_source(
    source: Source,
    state: SourceState,
    answer: Answer,
    reading: FeedReading | None,
    *,
    body_sha256: str | None,
    conditional: bool,
    now: dt.datetime,
) -> SourceDecision:
    """Return what follows from an answer to a source.

    Parameters
    ----------
    reading:
        What the body says; only needed for a 2xx whose digest is not the stored one.
    body_sha256:
        Digest of the body of a 2xx.
    conditional:
        Whether validators were sent.
    now:
        The clock at which the next look is planned.
    """
    asked = replace(state, last_fetch=answer.at)
    if not conditional:
        asked = replace(asked, unconditional_at=answer.at)
    if answer.error in ("robots", "address-refused", "no-key"):
        return _refused(asked, answer, now)
    if answer.error:
        return _failed(source, asked, answer.outcome, answer.detail, now)
    if answer.status == 304:
        if not conditional:
            return _failed(source, asked, "http-304", "answered 304 without being asked", now)
        return _succeeded(source, asked, answer, None, "not-modified", now)
    if answer.status == 410:
        gone = replace(asked, health=Health.GONE, next_due=None, last_error="410 Gone")
        return SourceDecision(gone, "gone", "The source is gone for good; look for its successor.")
    if answer.status in (429, 503):
        return _told_to_wait(source, asked, answer, now)
    if not answer.ok:
        return _failed(source, asked, answer.outcome, _http_words(answer), now)
    if body_sha256 is not None and body_sha256 == state.body_sha256:
        return _succeeded(source, asked, answer, None, "same", now)
    if reading is None or reading.problem is not None:
        problem = (reading.problem if reading else None) or ""
        return _failed(source, asked, "not-a-feed", problem, now)
    read = replace(
        asked,
        body_sha256=body_sha256,
        ttl=reading.ttl,
        skip_hours=tuple(sorted(reading.skip_hours)),
        skip_days=tuple(sorted(reading.skip_days)),
    )
    decision = _succeeded(source, read, answer, reading, "ok", now)
    if reading.shape == "sitemap-index":  # its children change while it stays the same
        state = replace(decision.state, body_sha256=None, etag=None, last_modified=None)
        return replace(decision, state=state)
    return decision


def _succeeded(
    source: Source,
    state: SourceState,
    answer: Answer,
    reading: FeedReading | None,
    outcome: str,
    now: dt.datetime,
) -> SourceDecision:
    fresh = outcome == "ok"
    moved = answer.permanent_address if outcome != "not-modified" else None  # a body was seen there
    adopted = canonical(moved) if moved else None
    known = state.url or source.url
    new = replace(
        state,
        health=_health(source, state, reading, answer.at),
        failures=0,
        last_error=None,
        last_success=answer.at,
        next_due=_next_look(source, state, answer, now),
    )
    if outcome != "not-modified":  # a 304 keeps validators, a 200 without them clears them
        new = replace(
            new,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )
    detail = "; ".join(reading.notes) if reading else ""
    if adopted and moved and moved != known:
        new = replace(new, url=moved, health=Health.MOVED)
        detail = f"moved for good to {moved}; that address is asked from now on"
    return SourceDecision(new, outcome, detail, take=fresh)


def _health(
    source: Source, state: SourceState, reading: FeedReading | None, at: dt.datetime
) -> Health:
    if reading is not None and not reading.entries and not reading.sitemaps:
        return Health.EMPTY
    if reading is None and state.health is Health.EMPTY:
        return Health.EMPTY
    return health_of_silence(source, state, at)


def health_of_silence(source: Source, state: SourceState, at: dt.datetime) -> Health:
    """Return what the time since the last news says of a source that answers as it should.

    Quiet after one expected interval, stale, which is an alarm, after two. An interval is a day at
    least: nobody publishes at night as by day.
    """
    if state.last_new is None or not source.expected_per_week:
        return Health.ACTIVE
    interval = max(LEAST_EXPECTED, dt.timedelta(weeks=1) / source.expected_per_week)
    silence = (at - state.last_new) / interval
    if silence > STALE_AFTER:
        return Health.STALE
    return Health.QUIET if silence > QUIET_AFTER else Health.ACTIVE


def _next_look(source: Source, state: SourceState, answer: Answer, now: dt.datetime) -> dt.datetime:
    """Return when to look again; what the last body wished still holds when it did not change."""
    wishes = [state.interval or source.interval, state.ttl, _max_age(answer)]
    longest = max(MAX_INTERVAL, source.interval)
    wait = min(max([MIN_INTERVAL, *(wish for wish in wishes if wish is not None)]), longest)
    due = now + wait
    for _ in range(24 * 8):  # a week in hours: something is always allowed by then
        if due.hour not in state.skip_hours and due.weekday() not in state.skip_days:
            break
        due = due.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
    return due


def adapted(source: Source, state: SourceState, *, entries: int, new: int) -> dt.timedelta | None:
    """Return the interval at which to look from the next time on, ``None`` for the configured one.

    A source that brings news is asked sooner, one that brings none later, within a quarter and
    eight times of what is configured, 15 minutes and a day; never so seldom that half of what is
    expected of it could pass unseen.

    Parameters
    ----------
    entries, new:
        What the last look listed, and how much of it was unknown.
    """
    if state.last_success is None or state.failures:
        return state.interval
    factor = _LONGER
    if new:
        factor = _MUCH_SHORTER if entries >= 5 and new >= entries * 0.8 else _SHORTER
    if source.kind in _NEVER_ADAPTED or (new and state.last_new is None):
        return state.interval  # the first look brings what there was before us
    least, most = (source.interval * share for share in _ADAPTED)
    if source.expected_per_week:
        most = min(most, max(source.interval, dt.timedelta(weeks=0.5) / source.expected_per_week))
    least = min(max(least, MIN_INTERVAL), source.interval)
    most = max(min(most, MAX_INTERVAL), source.interval)
    wished = (state.interval or source.interval) * factor
    return dt.timedelta(seconds=round(max(least, min(wished, most)).total_seconds()))


def is_doubtful(state: SourceState, decision: SourceDecision) -> bool:
    """Say whether a failure is to be tried once more in the same run before it is a verdict."""
    first = state.failures == 0 and decision.state.failures == 1
    return first and decision.outcome in ASKED_AGAIN and decision.hold_host_until is None


def _max_age(answer: Answer) -> dt.timedelta | None:
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


def _refused(state: SourceState, answer: Answer, now: dt.datetime) -> SourceDecision:
    blocked = replace(
        state,
        health=Health.BLOCKED,
        failures=state.failures + 1,
        last_error=answer.detail or answer.error,
        next_due=now + REFUSED_AGAIN,
    )
    return SourceDecision(blocked, answer.error, answer.detail)


def _told_to_wait(
    source: Source, state: SourceState, answer: Answer, now: dt.datetime
) -> SourceDecision:
    wait = retry_after(answer)
    words = _http_words(answer)
    failed = _failed(source, state, answer.outcome, words, now)
    if wait is None:
        # The host's other sources do not wait for a source that has failed for months.
        own = back_off(failed.state.failures, seed=source.id)
        hold = now + min(own, MAX_INTERVAL) if answer.status == 429 else None
        return replace(failed, hold_host_until=hold)
    until = now + max(wait, MIN_INTERVAL)
    return replace(failed, state=replace(failed.state, next_due=until), hold_host_until=until)


def _failed(
    source: Source, state: SourceState, outcome: str, detail: str, now: dt.datetime
) -> SourceDecision:
    failures = state.failures + 1
    wait = back_off(failures, seed=source.id)
    if state.last_success is not None and now - state.last_success > OLD_FAILURE:
        wait = max(wait, MAX_BACK_OFF) if failures < 12 else PROBE_OLD
    blocked = outcome in ("http-401", "http-403", "robots-unreachable")
    new = replace(
        state,
        health=Health.BLOCKED if blocked else Health.FAILING,
        failures=failures,
        last_error=f"{outcome}: {detail}" if detail else outcome,
        next_due=now + wait,
    )
    return SourceDecision(new, outcome, detail)


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


def _http_words(answer: Answer) -> str:
    meaning = {
        401: "asks for a login",
        403: "refuses this crawler",
        404: "has nothing at this address",
        429: "asks for fewer requests",
        451: "is kept back for legal reasons",
        503: "is out of service",
    }
    words = meaning.get(answer.status or 0, "failed" if (answer.status or 0) >= 500 else "answered")
    where = f" (after redirects: {answer.url})" if answer.redirects else ""
    return f"the server {words} with status {answer.status}{where}"


# ------------------------------------------------------------------------------------ documents


def decide_document(
    answer: Answer, *, attempts: int, document_id: str, now: dt.datetime
) -> DocumentDecision:
    """Return what becomes of a document after an answer that holds no new page.

    Parameters
    ----------
    attempts:
        Attempts that failed before this one.
    """
    wait = back_off(attempts + 1, seed=document_id)
    retry = now + wait if attempts + 1 < MAX_ATTEMPTS else None
    if answer.error == "robots":
        return DocumentDecision(
            DocumentStatus.REFUSED, "robots", answer.detail, now + DOCUMENT_REFUSED_AGAIN
        )
    if answer.error == "address-refused":
        return DocumentDecision(DocumentStatus.REFUSED, answer.error, answer.detail)
    if answer.error:
        return DocumentDecision(DocumentStatus.FAILED, answer.outcome, answer.detail, retry)
    if answer.status == 304:
        return DocumentDecision(DocumentStatus.CAPTURED, "not-modified")
    if answer.status == 410:
        return DocumentDecision(DocumentStatus.GONE, "gone", "taken down for good (410)")
    words = _http_words(answer)
    if answer.status in (429, 503) and (stated := retry_after(answer)) is not None:
        until = now + max(stated, MIN_INTERVAL)
        return DocumentDecision(DocumentStatus.FAILED, answer.outcome, words, until, until)
    if answer.status == 429:
        return DocumentDecision(
            DocumentStatus.FAILED, answer.outcome, words, now + wait, now + FIRST_BACK_OFF
        )
    return DocumentDecision(DocumentStatus.FAILED, answer.outcome, words, retry)


def next_visit(
    *, first: dt.datetime, unchanged: int, states: int, now: dt.datetime
) -> dt.datetime | None:
    """Return when to look at a captured document again, ``None`` for never.

    A visit that was missed is not made up for: the next one of the plan follows.

    Parameters
    ----------
    first:
        When the document was first captured.
    unchanged:
        Visits since its text last changed.
    states:
        Different texts, one after the other, that its address has had so far.
    """
    if unchanged >= ENOUGH_UNCHANGED:
        return None
    plan = REVISITS[-1:] if states >= RESTLESS else REVISITS
    return next((first + step for step in plan if first + step >= now + LEAST_BETWEEN_VISITS), None)
