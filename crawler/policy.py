"""What follows from an answer: pure decisions over (state, answer, now), as CRAWLING A.1 has them.

Nothing here reads a clock, a network or a store. :mod:`crawler.waits` says how long an answer asks
to wait, :mod:`crawler.visits` decides on documents; their names are this module's, too.

An answer to a source goes through: refusal (robots, guard) → no answer → 304 → status → same body →
what the body is. Only the last step reads the body.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimwire.model import Health, Source, SourceKind, SourceState
from crawler.urls import canonical
from crawler.visits import (
    LEAST_BETWEEN_VISITS,
    MAX_ATTEMPTS,
    REVISITS,
    DocumentDecision,
    decide_document,
    next_visit,
)
from crawler.waits import (
    MAX_BACK_OFF,
    MAX_INTERVAL,
    MIN_INTERVAL,
    back_off,
    max_age,
    outside,
    retry_after,
)

if TYPE_CHECKING:
    from crawler.answers import Answer
    from crawler.feeds import FeedReading

__all__ = [
    "LEAST_BETWEEN_VISITS",
    "MAX_ATTEMPTS",
    "MAX_BACK_OFF",
    "REVISITS",
    "DocumentDecision",
    "SourceDecision",
    "adapted",
    "back_off",
    "decide_document",
    "decide_source",
    "health_of_silence",
    "is_doubtful",
    "needed",
    "next_visit",
    "retry_after",
    "source_headers",
    "stand_ins",
    "validators",
]

OLD_FAILURE = dt.timedelta(days=30)  # after which a source is only probed monthly
PROBE_OLD = dt.timedelta(days=31)
UNCONDITIONAL_EVERY = dt.timedelta(days=7)  # guards against servers that answer 304 for ever
STANDS_IN_AFTER = 3  # failures in a row
REFUSED_AGAIN = dt.timedelta(days=1)  # robots.txt may change; a source asks daily
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
        return _failed(source, asked, answer.outcome, answer.words, now)
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
    wishes = [state.interval or source.interval, state.ttl, max_age(answer)]
    longest = max(MAX_INTERVAL, source.interval)
    wait = min(max([MIN_INTERVAL, *(wish for wish in wishes if wish is not None)]), longest)
    return outside(now + wait, skip_hours=state.skip_hours, skip_days=state.skip_days)


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


def _refused(state: SourceState, answer: Answer, now: dt.datetime) -> SourceDecision:
    blocked = replace(
        state,
        health=Health.BLOCKED,
        failures=state.failures + 1,
        last_error=f"{answer.error}: {answer.detail}" if answer.detail else answer.error,
        next_due=now + REFUSED_AGAIN,
    )
    return SourceDecision(blocked, answer.error, answer.detail)


def _told_to_wait(
    source: Source, state: SourceState, answer: Answer, now: dt.datetime
) -> SourceDecision:
    wait = retry_after(answer)
    words = answer.words
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


# ------------------------------------------------------------------------------------ stand-ins


def stand_ins(known: Iterable[tuple[Source, SourceState]]) -> dict[str, tuple[str, ...]]:
    """Return which sources stand in, by id, and for which ill ones: ``fallback`` of the catalogue.

    A source needs one when it is gone, blocked, or has failed over and over; from the first look
    that is well again it does not. What is switched off stands in for nobody, and needs nobody.
    """
    states = [(source, state) for source, state in known if source.enabled]
    found: dict[str, set[str]] = {source.id: set() for source, _ in states}
    for source, state in states:
        ill = state.health in (Health.GONE, Health.BLOCKED)
        if ill or (state.health is Health.FAILING and state.failures >= STANDS_IN_AFTER):
            for other in source.fallback:
                found.get(other, set()).add(source.id)
    return {name: tuple(sorted(ill)) for name, ill in sorted(found.items()) if ill}


def needed(
    source: Source, state: SourceState, ill: Iterable[Source], now: dt.datetime
) -> SourceState:
    """Return the state of a source that stands in: it is due as often as those for which it does.

    What its own server and feed asked for still holds: the wait after a failure, ``ttl``,
    ``skipHours`` and ``skipDays``.
    """
    if state.next_due is None or state.next_due <= now or state.failures:
        return state
    shortest = min((one.interval for one in ill), default=source.interval)
    wait = max(MIN_INTERVAL, shortest, state.ttl or MIN_INTERVAL)
    due = (state.last_fetch or now) + wait
    due = outside(max(due, now), skip_hours=state.skip_hours, skip_days=state.skip_days)
    return replace(state, next_due=min(due, state.next_due))
