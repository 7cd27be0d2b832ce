"""Decisions over sources and documents, robots.txt verdicts, and the address guard."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.errors import ConfigError
from claimwire.model import DocumentStatus, Entry, Health, Source, SourceKind, SourceState
from crawler import policy
from crawler.answers import Answer
from crawler.feeds import FeedReading
from crawler.guard import Guard
from crawler.ports import RobotsCopy
from crawler.robots import effective, is_fresh, rules_of

NOW = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SOURCE = Source("one", "One", "one", SourceKind.RSS, "https://example.com/feed")
STATE = SourceState("one")
ENTRY = Entry("https://example.com/1", "https://example.com/1", "example.com/1")
READING = FeedReading("feed", entries=(ENTRY,))


def answer(status: int | None = 200, error: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(SOURCE.url, SOURCE.url, NOW, status, named, error=error)


def decide(
    given_answer: Answer,
    reading: FeedReading | None = READING,
    *,
    state: SourceState = STATE,
    source: Source = SOURCE,
    conditional: bool = False,
    sha: str | None = "new",
) -> policy.SourceDecision:
    return policy.decide_source(
        source, state, given_answer, reading, body_sha256=sha, conditional=conditional, now=NOW
    )


def test_a_read_feed_resets_failures_and_keeps_validators_byte_for_byte() -> None:
    ill = replace(STATE, failures=3, last_error="dns", etag="old", health=Health.FAILING)
    found = decide(answer(etag='W/"x"', last_modified="yesterday-ish"), state=ill)
    assert found.take
    assert found.state.failures == 0
    assert found.state.last_error is None
    assert (found.state.etag, found.state.last_modified) == ('W/"x"', "yesterday-ish")
    assert found.state.health is Health.ACTIVE
    assert found.state.next_due == NOW + HOUR
    cleared = decide(answer(), state=replace(STATE, etag="old"))
    assert cleared.state.etag is None


def test_the_latest_wish_decides_when_to_come_back() -> None:
    assert decide(answer(cache_control="max-age=7200")).state.next_due == NOW + 2 * HOUR
    assert decide(answer(cache_control="no-cache, max-age=7200")).state.next_due == NOW + HOUR
    assert decide(answer(cache_control="max-age=9999999")).state.next_due == NOW + 24 * HOUR
    assert decide(answer(expires="0")).state.next_due == NOW + HOUR
    dated = answer(date="Fri, 24 Apr 2026 09:00:00 GMT", expires="Fri, 24 Apr 2026 12:00:00 GMT")
    assert decide(dated).state.next_due == NOW + 3 * HOUR
    slow = replace(READING, ttl=5 * HOUR)
    assert decide(answer(), slow).state.next_due == NOW + 5 * HOUR
    skipping = replace(READING, skip_hours=frozenset({13, 14}))
    assert decide(answer(), skipping).state.next_due == NOW + 3 * HOUR
    weekend = replace(READING, skip_days=frozenset({4, 5}))
    assert decide(answer(), weekend).state.next_due == dt.datetime(2026, 4, 26, tzinfo=dt.UTC)


def test_not_modified_and_same_are_successes_that_take_nothing() -> None:
    ill = replace(STATE, failures=2, etag="e", body_sha256="new")
    unchanged = decide(answer(304), None, state=ill, conditional=True, sha=None)
    assert (unchanged.outcome, unchanged.take, unchanged.state.failures) == (
        "not-modified",
        False,
        0,
    )
    assert unchanged.state.etag == "e"
    same = decide(answer(), None, state=ill)
    assert (same.outcome, same.take) == ("same", False)
    unasked = decide(answer(304), None, state=ill, sha=None)
    assert unasked.outcome == "http-304"
    assert unasked.state.failures == 3


def test_html_for_a_feed_is_an_error_and_an_empty_feed_is_not() -> None:
    wall = FeedReading("html", problem="an HTML page instead of an RSS feed")
    found = decide(answer(), wall)
    assert (found.outcome, found.take) == ("not-a-feed", False)
    assert found.state.health is Health.FAILING
    assert "HTML" in (found.state.last_error or "")
    empty = decide(answer(), FeedReading("feed"))
    assert empty.outcome == "ok"
    assert empty.state.health is Health.EMPTY


def test_only_the_unbroken_prefix_of_permanent_redirects_is_adopted() -> None:
    def moved(*hops: tuple[int, str]) -> str | None:
        return decide(replace(answer(), redirects=hops)).state.url

    new, other = "https://example.com/new", "https://example.com/other"
    assert moved((301, new)) == new
    assert moved((308, new), (301, other)) == other
    assert moved((301, new), (302, other)) == new
    assert moved((302, new), (301, other)) is None
    hops = replace(answer(), redirects=((301, new),))
    assert decide(hops, FeedReading("html", problem="no feed")).state.url is None
    assert decide(hops).state.health is Health.MOVED


def test_gone_is_asked_no_more() -> None:
    found = decide(answer(410), None)
    assert found.state.health is Health.GONE
    assert found.outcome == "gone"


def test_retry_after_is_kept_and_holds_the_host() -> None:
    seconds = decide(answer(429, retry_after="7200"), None)
    assert seconds.state.next_due == NOW + 2 * HOUR
    assert seconds.hold_host_until == NOW + 2 * HOUR
    date = answer(
        429, retry_after="Fri, 24 Apr 2026 11:30:00 GMT", date="Fri, 24 Apr 2026 11:00:00 GMT"
    )
    assert decide(date, None).state.next_due == NOW + HOUR / 2
    unreadable = decide(answer(429, retry_after="later"), None)
    assert unreadable.hold_host_until == unreadable.state.next_due
    assert unreadable.state.next_due is not None
    assert unreadable.state.next_due >= NOW + dt.timedelta(minutes=48)
    assert decide(answer(503), None).hold_host_until is None


@pytest.mark.parametrize("status", [401, 403, 404, 500, 502, 521])
def test_errors_back_off_and_never_disable(status: int) -> None:
    state = STATE
    waits = []
    for _ in range(20):
        found = decide(answer(status), None, state=state)
        assert found.state.next_due is not None
        waits.append(found.state.next_due - NOW)
        state = found.state
    assert waits[0] < waits[3] < waits[6]
    assert max(waits) <= policy.MAX_BACK_OFF
    assert state.health is not Health.GONE


def test_very_old_failures_are_probed_monthly() -> None:
    old = replace(STATE, failures=20, last_success=NOW - dt.timedelta(days=60))
    assert decide(answer(500), None, state=old).state.next_due == NOW + policy.PROBE_OLD


def test_robots_refusal_blocks_a_source() -> None:
    found = decide(answer(None, error="robots"), None)
    assert found.state.health is Health.BLOCKED
    assert found.state.next_due == NOW + policy.REFUSED_AGAIN


def test_validators_are_left_out_every_seventh_day() -> None:
    state = replace(STATE, etag='"e"', last_modified="m", unconditional_at=NOW - HOUR)
    assert policy.source_headers(state, NOW) == {"If-None-Match": '"e"', "If-Modified-Since": "m"}
    assert policy.source_headers(state, NOW + dt.timedelta(days=7)) == {}
    assert policy.source_headers(STATE, NOW) == {}


def test_the_sources_named_as_fallback_stand_in_for_the_ill() -> None:
    main = replace(SOURCE, id="main", fallback=("wire", "off"), interval=HOUR)
    wire = replace(SOURCE, id="wire", interval=6 * HOUR)
    off = replace(SOURCE, id="off", enabled=False)

    def who(**state: object) -> dict[str, tuple[str, ...]]:
        known = SourceState("main", **state)  # type: ignore[arg-type]
        return policy.stand_ins(
            [(main, known), (wire, SourceState("wire")), (off, SourceState("off"))]
        )

    assert who(health=Health.GONE) == {"wire": ("main",)}
    assert who(health=Health.BLOCKED, failures=1) == {"wire": ("main",)}
    assert who(health=Health.FAILING, failures=3) == {"wire": ("main",)}
    for well in (Health.ACTIVE, Health.STALE, Health.EMPTY, Health.MOVED, Health.PROBATION):
        assert who(health=well) == {}
    assert who(health=Health.FAILING, failures=2) == {}
    switched_off = (replace(main, enabled=False), SourceState("main", health=Health.GONE))
    assert policy.stand_ins([switched_off, (wire, SourceState("wire"))]) == {}


def test_who_stands_in_is_due_as_often_as_the_other_was() -> None:
    main, wire = replace(SOURCE, interval=HOUR), replace(SOURCE, id="wire", interval=6 * HOUR)
    state = SourceState("wire", last_fetch=NOW - HOUR / 2, next_due=NOW + 5 * HOUR)

    def due(state: SourceState) -> dt.datetime | None:
        return policy.needed(wire, state, [main], NOW).next_due

    assert due(state) == NOW + HOUR / 2
    assert due(replace(state, last_fetch=NOW - 3 * HOUR)) == NOW
    assert due(replace(state, next_due=None)) is None
    assert due(replace(state, ttl=2 * HOUR)) == NOW + HOUR + HOUR / 2
    assert due(replace(state, skip_hours=(12, 13))) == NOW + 2 * HOUR
    assert due(replace(state, failures=1)) == NOW + 5 * HOUR
    soon = replace(state, next_due=NOW + HOUR / 4)
    assert due(soon) == soon.next_due


def test_silence_is_seen() -> None:
    weekly = replace(SOURCE, expected_per_week=7.0)
    rows = ((20, Health.ACTIVE), (30, Health.QUIET), (49, Health.STALE), (999, Health.STALE))
    for hours, health in rows:
        state = replace(STATE, last_new=NOW - dt.timedelta(hours=hours))
        assert decide(answer(), state=state, source=weekly).state.health is health


def test_a_busy_source_may_sleep_at_night() -> None:
    busy = replace(SOURCE, expected_per_week=400.0)
    state = replace(STATE, last_new=NOW - dt.timedelta(hours=10))
    assert decide(answer(), state=state, source=busy).state.health is Health.ACTIVE


def test_wishes_of_a_body_hold_while_it_does_not_change() -> None:
    state = replace(STATE, ttl=dt.timedelta(hours=5), skip_hours=(17, 18), etag='"x"')
    found = policy.decide_source(
        SOURCE, state, answer(304), None, body_sha256=None, conditional=True, now=NOW
    )
    assert (found.state.ttl, found.state.skip_hours) == (state.ttl, state.skip_hours)
    assert found.state.next_due is not None
    assert found.state.next_due >= NOW + dt.timedelta(hours=5)
    assert found.state.next_due.hour not in state.skip_hours


def test_intervals_follow_the_news() -> None:
    hour = dt.timedelta(hours=1)
    known = replace(STATE, last_success=NOW, last_new=NOW, failures=0, interval=None)
    sooner = policy.adapted(SOURCE, known, entries=20, new=2)
    assert sooner is not None
    assert dt.timedelta(minutes=15) <= sooner < hour
    overflowing = policy.adapted(SOURCE, known, entries=20, new=20)
    assert overflowing is not None
    assert overflowing < sooner
    state = known
    for _ in range(40):
        state = replace(state, interval=policy.adapted(SOURCE, state, entries=20, new=0))
    assert state.interval == 8 * SOURCE.interval
    expected = replace(SOURCE, expected_per_week=42.0)
    later = policy.adapted(expected, replace(known, interval=2 * hour), entries=20, new=0)
    assert later == 2 * hour
    first = replace(STATE, last_success=NOW, last_new=None)
    assert policy.adapted(SOURCE, first, entries=20, new=20) is None
    assert policy.adapted(SOURCE, replace(known, failures=2), entries=0, new=0) is None


def test_a_first_failure_is_doubted_once() -> None:
    sound = replace(STATE, failures=0)
    assert policy.is_doubtful(sound, decide(answer(500), state=sound))
    assert not policy.is_doubtful(replace(STATE, failures=1), decide(answer(500)))
    told = decide(answer(429, retry_after="60"), state=sound)
    assert not policy.is_doubtful(sound, told)
    assert not policy.is_doubtful(sound, decide(answer(410), state=sound))


@given(
    st.integers(100, 599),
    st.dictionaries(
        st.sampled_from(["retry-after", "expires", "date", "cache-control", "etag"]),
        st.text(max_size=30),
    ),
)
def test_no_answer_raises(status: int, headers: dict[str, str]) -> None:
    given_answer = Answer(SOURCE.url, SOURCE.url, NOW, status, headers)
    found = decide(given_answer)
    assert found.state.health is Health.GONE or (found.state.next_due or NOW) > NOW
    made = policy.decide_document(given_answer, attempts=0, document_id="d", now=NOW)
    assert made.retry_at is None or made.retry_at > NOW


def test_documents() -> None:
    def made(given_answer: Answer, attempts: int = 0) -> policy.DocumentDecision:
        return policy.decide_document(given_answer, attempts=attempts, document_id="d", now=NOW)

    assert made(answer(410)).status is DocumentStatus.GONE
    assert made(answer(304)).status is DocumentStatus.CAPTURED
    assert made(answer(None, error="robots")).status is DocumentStatus.REFUSED
    assert made(answer(None, error="address-refused")).retry_at is None
    first = made(answer(404))
    assert first.status is DocumentStatus.FAILED
    assert first.retry_at is not None
    assert made(answer(404), attempts=policy.MAX_ATTEMPTS).retry_at is None
    held = made(answer(429, retry_after="3600"))
    assert held.hold_host_until == held.retry_at == NOW + HOUR


# ------------------------------------------------------------------------------------- robots


def copy(status: int, body: str = "") -> RobotsCopy:
    return RobotsCopy("https://example.com", NOW, status, body.encode())


RULES = "User-agent: *\nDisallow: /private/\n\nUser-agent: claimwire\nDisallow: /c\n"


@pytest.mark.parametrize(
    ("status", "body", "path", "allowed"),
    [
        (200, "User-agent: *\nDisallow: /private/", "/private/a", False),
        (200, "User-agent: *\nDisallow: /private/", "/public", True),
        (200, RULES, "/c/1", False),
        (200, RULES, "/private/a", True),
        (200, "\ufeffUser-agent: *\r\nDisallow: /\r\n", "/a", False),
        (200, "User-agent: *\rDisallow: /\r", "/a", False),
        (200, "User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        (200, "<html><body>User-agent: *\nDisallow: /</body></html>", "/a", True),
        (200, "", "/a", True),
        (404, "User-agent: *\nDisallow: /", "/a", True),
        (403, "User-agent: *\nDisallow: /", "/a", True),
        (302, "", "/a", True),
        (429, "", "/a", False),
        (500, "User-agent: *\nAllow: /", "/a", False),
        (0, "", "/a", False),
    ],
)
def test_robots_verdicts(status: int, body: str, path: str, allowed: bool) -> None:
    assert rules_of(copy(status, body)).allows(f"https://example.com{path}") is allowed


def test_crawl_delay_is_the_pace_up_to_a_minute() -> None:
    assert rules_of(copy(200, "User-agent: *\nCrawl-delay: 7")).crawl_delay == 7.0
    assert rules_of(copy(200, "User-agent: *\nCrawl-delay: 900")).crawl_delay == 60.0
    assert rules_of(copy(200, "User-agent: *\nCrawl-delay: soon")).crawl_delay is None


def test_a_recent_copy_stands_in_for_a_host_that_does_not_answer() -> None:
    known, failed = copy(200, RULES), replace(copy(503), fetched_at=NOW + HOUR)
    assert effective(failed, known) is known
    late = replace(failed, fetched_at=NOW + 30 * HOUR)
    assert effective(late, known) is late
    assert effective(failed, None) is failed
    assert is_fresh(known, NOW + HOUR)
    assert not is_fresh(known, NOW + 25 * HOUR)
    assert not is_fresh(failed, NOW + HOUR)


@given(st.binary(max_size=300))
def test_no_robots_file_raises(body: bytes) -> None:
    rules = rules_of(RobotsCopy("https://example.com", NOW, 200, body))
    assert rules.allows("https://example.com/a") in (True, False)


# -------------------------------------------------------------------------------------- guard


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
     "224.0.0.1", "240.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
     "2002:7f00:1::", "::", "[::1]", "fe80::1%eth0"],
)  # fmt: skip
def test_addresses_that_are_not_asked(address: str) -> None:
    assert Guard().refusal(address) is not None


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "example.com", ""])
def test_addresses_that_are_asked(address: str) -> None:
    assert Guard().refusal(address) is None


def test_the_allow_list_exempts_networks_and_must_be_networks() -> None:
    guard = Guard(["127.0.0.0/8", "::1"])
    assert guard.refusal("127.0.0.1") is None
    assert guard.refusal("::1") is None
    assert guard.refusal("10.0.0.1") is not None
    with pytest.raises(ConfigError, match="no network"):
        Guard(["localhost"])
