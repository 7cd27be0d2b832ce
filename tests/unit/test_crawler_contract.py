"""The decided policies, row by row: answers of sources, robots.txt, visits of documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.model import Entry, Health, Source, SourceKind, SourceState
from crawler import feeds, policy, robots
from crawler.answers import Answer
from crawler.feeds import FeedReading
from crawler.hosts import Holds
from crawler.ports import RobotsCopy
from crawler.robots import RobotsRules, rules_of
from crawler.settings import MAX_CRAWL_DELAY, ROBOTS_FRESH, ROBOTS_REDIRECTS
from tests.crawler_fakes import FakeStore

NOW = dt.datetime(2026, 4, 24, 12, 30, tzinfo=dt.UTC)  # a Friday
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
SOURCE = Source("one", "One", "one", SourceKind.RSS, "https://example.com/feed")
READ = FeedReading(
    "feed", (Entry("https://example.com/1", "https://example.com/1", "example.com/1"),)
)
EMPTY = FeedReading("feed")
WALL = FeedReading("html", problem="an HTML page instead of an RSS feed")
NOTHING = FeedReading("nothing", problem="an empty body instead of an RSS feed")
KNOWN = SourceState(
    "one",
    health=Health.ACTIVE,
    etag='"old"',
    last_modified="old date",
    body_sha256="old",
    failures=2,
    last_success=NOW - DAY,
    unconditional_at=NOW - DAY,
)
MOVED, ELSEWHERE = "https://example.com/moved", "https://example.com/elsewhere"


@dataclass(frozen=True)
class Row:
    """One row of the policy: an answer, what it holds, and what must follow."""

    name: str
    status: int | None = 200
    headers: dict[str, str] = field(default_factory=dict)
    reading: FeedReading | None = READ
    sha: str | None = "new"
    error: str = ""
    redirects: tuple[tuple[int, str], ...] = ()
    interval: dt.timedelta = HOUR
    conditional: bool = True
    outcome: str = "ok"
    take: bool = False
    failures: int = 0
    wait: tuple[dt.timedelta, dt.timedelta] | None = (HOUR, HOUR)  # least and most; None: never
    etag: str | None = '"old"'
    url: str | None = None
    health: Health = Health.ACTIVE
    hold: bool = False


def good(name: str, least: dt.timedelta = HOUR, **values: object) -> Row:
    """Return a row of a feed that was read."""
    row = Row(name, take=True, wait=(least, least), etag=None)
    return replace(row, **values)  # type: ignore[arg-type]


def bad(name: str, outcome: str, **values: object) -> Row:
    """Return a row of an error: the third failure in a row, so four hours and some jitter."""
    wait = (4 * HOUR, 4.8 * HOUR)
    row = Row(name, outcome=outcome, failures=3, wait=wait, health=Health.FAILING, reading=None)
    return replace(row, **values)  # type: ignore[arg-type]


def until(hour: int, days: int = 0) -> dt.timedelta:
    """Return the wait until a full hour of the same day or a later one."""
    return NOW.replace(hour=hour, minute=0) + days * DAY - NOW


ROWS = [
    # 200, parsable
    good("validators are kept byte for byte", headers={"etag": 'W/"a b"'}, etag='W/"a b"'),
    good("a 200 without validators clears them"),
    good("default interval"),
    good("never more often than the minimum", 15 * MINUTE, interval=MINUTE),
    good("a long ttl wins", 5 * HOUR, reading=replace(READ, ttl=5 * HOUR)),
    good("a short ttl does not", reading=replace(READ, ttl=MINUTE)),
    good("a ttl is kept within a day", DAY, reading=replace(READ, ttl=9 * DAY)),
    good("max-age", 2 * HOUR, headers={"cache-control": "public, max-age=7200"}),
    good("quoted max-age", 2 * HOUR, headers={"cache-control": 'Max-Age = "7200"'}),
    good(
        "max-age before Expires",
        headers={"cache-control": "max-age=60", "expires": "Sat, 25 Apr 2026 00:00:00 GMT"},
    ),
    good("max-age is kept within a day", DAY, headers={"cache-control": "max-age=99999999999999"}),
    good(
        "Expires against Date",
        3 * HOUR,
        headers={
            "date": "Thu, 23 Apr 2026 01:00:00 GMT",
            "expires": "Thu, 23 Apr 2026 04:00:00 GMT",
        },
    ),
    good("Expires without Date", 90 * MINUTE, headers={"expires": "Fri, 24 Apr 2026 14:00:00 GMT"}),
    good("Expires in the past", headers={"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}),
    good("Expires: 0", headers={"expires": "0", "etag": '"e"'}, etag='"e"'),
    good(
        "no-cache gives the plain interval",
        headers={"cache-control": "no-cache, max-age=9000", "etag": '"e"'},
        etag='"e"',
    ),
    good("unreadable headers", headers={"cache-control": "max-age=soon;;", "expires": "later"}),
    good("skipHours", until(15), reading=replace(READ, skip_hours=frozenset({13, 14}))),
    good("skipDays", until(0, days=2), reading=replace(READ, skip_days=frozenset({4, 5}))),
    good(
        "skipDays and skipHours",
        until(3, days=1),
        reading=replace(READ, skip_days=frozenset({4}), skip_hours=frozenset({0, 1, 2})),
    ),
    # 200, same body
    good("same body", outcome="same", take=False, sha="old", reading=None),
    good(
        "same body behind a move",
        outcome="same",
        take=False,
        sha="old",
        reading=None,
        redirects=((301, MOVED),),
        url=MOVED,
        health=Health.MOVED,
    ),
    # 304
    Row("not modified", 304, reading=None, sha=None, outcome="not-modified"),
    Row(
        "not modified adopts no address",
        304,
        reading=None,
        sha=None,
        outcome="not-modified",
        redirects=((301, MOVED),),
    ),
    bad("not modified, unasked", "http-304", status=304, sha=None, conditional=False),
    # 200, but no feed
    bad("a bot wall", "not-a-feed", reading=WALL),
    bad("an empty body", "not-a-feed", reading=NOTHING),
    bad("no content", "not-a-feed", status=204, reading=NOTHING),
    bad("a bot wall behind a move", "not-a-feed", reading=WALL, redirects=((301, MOVED),)),
    # 200, a feed without items
    good("no items", reading=EMPTY, health=Health.EMPTY),
    # redirects
    good("301", redirects=((301, MOVED),), url=MOVED, health=Health.MOVED),
    good("308, 301", redirects=((308, ELSEWHERE), (301, MOVED)), url=MOVED, health=Health.MOVED),
    good("301, 302", redirects=((301, MOVED), (302, ELSEWHERE)), url=MOVED, health=Health.MOVED),
    good("302, 301", redirects=((302, ELSEWHERE), (301, MOVED))),
    good("303", redirects=((303, MOVED),)),
    good("307", redirects=((307, MOVED),)),
    good("301 to no web page", redirects=((301, "javascript:alert(1)"),)),
    # 410
    Row(
        "gone",
        410,
        reading=None,
        sha=None,
        outcome="gone",
        failures=2,
        wait=None,
        health=Health.GONE,
    ),
    # 429, 503
    bad(
        "429 in seconds",
        "http-429",
        status=429,
        headers={"retry-after": "86400"},
        wait=(DAY, DAY),
        hold=True,
    ),
    bad(
        "429 for four days",
        "http-429",
        status=429,
        headers={"retry-after": "317100"},
        wait=(dt.timedelta(seconds=317100),) * 2,
        hold=True,
    ),
    bad(
        "429 with a date",
        "http-429",
        status=429,
        headers={
            "retry-after": "Wed, 01 Jan 2020 02:00:00 GMT",
            "date": "Wed, 01 Jan 2020 00:00:00 GMT",
        },
        wait=(2 * HOUR, 2 * HOUR),
        hold=True,
    ),
    bad(
        "429 with a date and no Date",
        "http-429",
        status=429,
        headers={"retry-after": "Fri, 24 Apr 2026 14:30:00 GMT"},
        wait=(2 * HOUR, 2 * HOUR),
        hold=True,
    ),
    bad("429 without header", "http-429", status=429, hold=True),
    bad(
        "429 with an unreadable header",
        "http-429",
        status=429,
        headers={"retry-after": "a while"},
        hold=True,
    ),
    bad(
        "429 that asks for no wait", "http-429", status=429, headers={"retry-after": "0"}, hold=True
    ),
    bad(
        "429 with a date that has passed",
        "http-429",
        status=429,
        headers={"retry-after": "Fri, 24 Apr 2020 14:30:00 GMT"},
        hold=True,
    ),
    bad(
        "503 in seconds",
        "http-503",
        status=503,
        headers={"retry-after": "7200"},
        wait=(2 * HOUR, 2 * HOUR),
        hold=True,
    ),
    bad("503 without header", "http-503", status=503),
    # errors
    bad("404", "http-404", status=404),
    bad("403", "http-403", status=403, health=Health.BLOCKED),
    bad("500", "http-500", status=500),
    bad("522", "http-522", status=522),
    *(
        bad(kind, kind, status=None, error=kind)
        for kind in ("dns", "tls", "reset", "timeout", "redirect-loop", "too-large")
    ),
    bad(
        "robots.txt out of reach",
        "robots-unreachable",
        status=None,
        error="robots-unreachable",
        health=Health.BLOCKED,
    ),
    bad(
        "robots.txt forbids",
        "robots",
        status=None,
        error="robots",
        wait=(DAY, DAY),
        health=Health.BLOCKED,
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_an_answer_means(row: Row) -> None:
    answer = Answer(
        SOURCE.url, SOURCE.url, NOW, row.status, row.headers,
        redirects=row.redirects, error=row.error,
    )  # fmt: skip
    found = policy.decide_source(
        replace(SOURCE, interval=row.interval), KNOWN, answer, row.reading,
        body_sha256=row.sha, conditional=row.conditional, now=NOW,
    )  # fmt: skip
    state = found.state
    assert (found.outcome, found.take, state.failures) == (row.outcome, row.take, row.failures)
    assert (state.health, state.url, state.etag) == (row.health, row.url, row.etag)
    assert (found.hold_host_until is not None) is row.hold
    if row.wait is None:
        assert state.next_due is None
    else:
        assert state.next_due is not None
        least, most = row.wait
        assert least <= state.next_due - NOW <= most
    if row.hold:
        assert found.hold_host_until == state.next_due
    assert (state.last_error is None) is (row.failures == 0)
    assert (state.last_success == NOW) is (row.failures == 0)


def test_the_table_breaks_no_line_of_its_own() -> None:
    names = [row.name for row in ROWS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("head", "hours"),
    [
        ("<ttl>120</ttl>", 2),
        ("<ttl> 120 </ttl>", 2),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 24),
        ("<sy:updatePeriod> dayly </sy:updatePeriod>", 24),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            0.5,
        ),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 24),
        ("<sy:updatePeriod>always</sy:updatePeriod>", 1),
        ("<sy:updatePeriod>now and then</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_how_long_a_feed_asks_to_be_left_alone(head: str, hours: float | None) -> None:
    found = read_feed(head)
    assert found.ttl == (None if hours is None else hours * HOUR)


def test_hours_and_days_that_a_feed_skips() -> None:
    skipping = read_feed(
        "<skipHours><hour>0</hour><hour> 23 </hour><hour>24</hour><hour>x</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>sunday</day><day>Feastday</day></skipDays>"
    )
    assert skipping.skip_hours == frozenset({0, 23})
    assert skipping.skip_days == frozenset({5, 6})
    every = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert read_feed(f"<skipHours>{every}</skipHours>").skip_hours == frozenset()


def read_feed(head: str) -> FeedReading:
    body = (
        '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
        f"<title>T</title>{head}<item><link>https://example.com/1</link></item></channel></rss>"
    )
    return feeds.read(body.encode(), url=SOURCE.url, content_type=None, kind=SourceKind.RSS)


def test_very_old_failures_wait_a_month_at_most_and_end_with_the_next_success() -> None:
    state = replace(KNOWN, last_success=NOW - 400 * DAY)
    for _ in range(40):
        failed = policy.decide_source(
            SOURCE, state, Answer(SOURCE.url, SOURCE.url, NOW, 500), None,
            body_sha256=None, conditional=False, now=NOW,
        )  # fmt: skip
        state = failed.state
        assert state.next_due is not None
        assert 7 * DAY <= state.next_due - NOW <= 31 * DAY
    well = policy.decide_source(
        SOURCE, state, Answer(SOURCE.url, SOURCE.url, NOW, 200), READ,
        body_sha256="new", conditional=False, now=NOW,
    )  # fmt: skip
    assert (well.state.failures, well.state.next_due) == (0, NOW + HOUR)


def test_a_source_that_failed_for_months_does_not_hold_its_host_for_months() -> None:
    old = replace(KNOWN, failures=30, last_success=NOW - 400 * DAY)
    found = policy.decide_source(
        SOURCE, old, Answer(SOURCE.url, SOURCE.url, NOW, 429), None,
        body_sha256=None, conditional=False, now=NOW,
    )  # fmt: skip
    assert found.hold_host_until == NOW + DAY
    assert found.state.next_due == NOW + 31 * DAY


def test_every_seventh_day_is_unconditional_and_starts_the_count_anew() -> None:
    week_ago = replace(KNOWN, unconditional_at=NOW - 7 * DAY)
    assert policy.source_headers(week_ago, NOW) == {}
    almost = replace(KNOWN, unconditional_at=NOW - 7 * DAY + MINUTE)
    assert policy.source_headers(almost, NOW)["If-None-Match"] == '"old"'
    answer = Answer(SOURCE.url, SOURCE.url, NOW, 200)
    after = policy.decide_source(
        SOURCE, week_ago, answer, None, body_sha256="old", conditional=False, now=NOW
    )
    assert after.state.unconditional_at == NOW


def test_a_host_is_held_whatever_the_scheme() -> None:
    holds = Holds(FakeStore())
    holds.hold("https://example.com/feed", NOW + HOUR, NOW)
    assert holds.until("http://example.com/other", NOW) == NOW + HOUR
    assert holds.until("https://example.com/other", NOW + HOUR) is None
    assert holds.until("https://www.example.com/", NOW) is None
    assert holds.until("https://example.com:8443/", NOW) is None


# ------------------------------------------------------------------------------------ robots.txt

FORBIDDEN = b"User-agent: *\nDisallow: /\n"


def rules(status: int, body: bytes = b"", content_type: str | None = None) -> RobotsRules:
    return rules_of(RobotsCopy("https://example.com", NOW, status, body, content_type))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 418, 451, 499])
def test_4xx_means_no_rules_whatever_the_body(status: int) -> None:
    assert rules(status, FORBIDDEN).allows("https://example.com/a")


@pytest.mark.parametrize("status", [0, 429, 500, 502, 503, 520, 599])
def test_429_5xx_and_no_answer_forbid_the_whole_host(status: int) -> None:
    assert not rules(status, b"User-agent: *\nAllow: /\n").allows("https://example.com/a")


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /x",
        b"User-agent: *\r\nDisallow: /x\r\n",
        b"User-agent: *\rDisallow: /x\r",
        b"\x00\xff\xfe junk\n<<<>>>\nfoo: bar: baz\n:\n\nUser-agent: *\nDisallow: /x",
        b"user-AGENT:*\ndisallow:/x # a remark",
        b"User-agent: other\nUser-agent: ClaimWire\nDisallow: /x",
        b"User-agent: claimwire/1.0\nDisallow: /x",
        b"# " + b"x" * 499_000 + b"\nUser-agent: *\nDisallow: /x\n",
        b"User-agent: *\nAllow: /\nDisallow: /x\nSitemap: https://example.com/s.xml\n",
    ],
    ids=["bom", "crlf", "cr", "junk", "case", "group", "version", "500-kib", "longest-match"],
)
def test_2xx_is_read_as_it_is_written(body: bytes) -> None:
    found = rules(200, body)
    assert not found.allows("https://example.com/x/1")
    assert found.allows("https://example.com/y")


def test_html_in_its_place_holds_no_rules() -> None:
    body = b"<!DOCTYPE html>\n<title>Not found</title>\nUser-agent: *\nDisallow: /\n"
    assert rules(200, body, "text/plain").allows("https://example.com/a")


def test_a_line_that_the_limit_cuts_forbids_nothing() -> None:
    rule = b"\nUser-agent: *\nDisallow: /private/papers\n"
    filler = b"#" * (robots.MAX_BYTES - len(rule) + len(b"rivate/papers\n"))
    found = rules(200, filler + rule)
    assert found.allows("https://example.com/p")


def test_crawl_delay_is_the_pace_up_to_a_minute() -> None:
    for stated, pace in ((b"0.5", 0.5), (b"30", 30.0), (b"3600", MAX_CRAWL_DELAY), (b"-1", None)):
        found = rules(200, b"User-agent: claimwire\nCrawl-delay: " + stated)
        assert found.crawl_delay == pace
    assert MAX_CRAWL_DELAY == 60.0
    assert rules(404, b"User-agent: *\nCrawl-delay: 30").crawl_delay is None


def test_the_numbers_of_the_policy() -> None:
    assert ROBOTS_FRESH == DAY
    assert ROBOTS_REDIRECTS == 5
    assert robots.MAX_BYTES >= 500 * 1024


# --------------------------------------------------------------------------- visits of documents


@pytest.mark.parametrize(
    ("hours", "unchanged", "states", "expected"),
    [
        (0, 0, 1, 1),
        (1, 1, 1, 6),
        (1, 0, 2, 6),
        (6, 2, 1, 24),  # what does not change gets the fixed visits only
        (24, 3, 1, 168),
        (168, 4, 1, None),
        (6, 1, 2, 24),
        (24, 1, 2, 72),
        (72, 1, 3, 168),
        (168, 0, 3, 336),
        (336, 1, 3, None),
        (336, 0, 4, None),
        (5.75, 0, 1, 24),  # a late visit is not followed by another at once
        (50, 0, 1, 72),  # what was missed is not made up for
        (400, 0, 1, None),
        (24, 0, 4, 336),  # a page that changes with every fetch is left alone
        (24, 2, 4, 168),
    ],
)
def test_when_a_document_is_looked_at_again(
    hours: float, unchanged: int, states: int, expected: float | None
) -> None:
    found = policy.next_visit(first=NOW, unchanged=unchanged, states=states, now=NOW + hours * HOUR)
    assert found == (None if expected is None else NOW + expected * HOUR)


@given(st.lists(st.booleans(), min_size=40, max_size=40), st.floats(0, 100))
def test_a_document_is_visited_seldom_and_then_no_more(changes: list[bool], late: float) -> None:
    clock, unchanged, states, seen = NOW, 0, 1, [NOW]
    for changed in changes:
        due = policy.next_visit(first=NOW, unchanged=unchanged, states=states, now=clock)
        if due is None:
            break
        assert due - clock >= policy.LEAST_BETWEEN_VISITS
        clock = due + late * HOUR
        seen.append(clock)
        unchanged, states = (0, states + 1) if changed else (unchanged + 1, states)
    assert len(seen) <= 1 + len(policy.REVISITS)
    assert policy.next_visit(first=NOW, unchanged=unchanged, states=states, now=clock) is None
