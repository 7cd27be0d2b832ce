"""Which children of a sitemap index a look reads, and what a ``lastmod`` of theirs may mean."""

from __future__ import annotations

import datetime as dt

from claimwire.model import Source, SourceKind, SourceState
from crawler.discovery import MAX_CHANGED, MAX_CHILDREN, changed_children
from crawler.feeds import FeedReading, read

NOW = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PLAIN = Source("s", "S", "s", SourceKind.SITEMAP, "https://paper.example/index.xml")
COMPARED = Source("s", "S", "s", SourceKind.SITEMAP_DIFF, "https://paper.example/index.xml")
NEVER = SourceState("s")
READ = SourceState("s", last_success=NOW, cursor=NOW.isoformat())


def index(*times: str) -> FeedReading:
    rows = "".join(
        f"<sitemap><loc>/{number}.xml</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for number, at in enumerate(times)
    )
    text = f"<sitemapindex>{rows}</sitemapindex>"
    return read(text.encode(), url=PLAIN.url, content_type=None, kind=SourceKind.SITEMAP)


def names(
    reading: FeedReading, state: SourceState, source: Source = PLAIN
) -> tuple[list[str], int]:
    addresses, left = changed_children(source, state, reading)
    return [address.rpartition("/")[2].removesuffix(".xml") for address in addresses], left


def test_before_a_complete_reading_the_newest_are_read() -> None:
    times = [f"2026-04-{day:02}T10:00:00Z" for day in range(1, 25)]
    assert names(index(*times), NEVER) == (["23", "22", "21", "20", "19"], 0)
    first, left = names(index(*times), NEVER, COMPARED)
    assert (len(first), left) == (MAX_CHANGED, 0)
    failed = SourceState("s", last_success=NOW)
    assert len(names(index(*times), failed, COMPARED)[0]) == MAX_CHILDREN


def test_later_those_that_did_not_change_are_passed_over() -> None:
    reading = index("2026-04-24T11:00:00Z", "2026-04-20T10:00:00Z", "", "2026-04-25T10:00:00Z")
    assert names(reading, READ) == (["3", "0", "2"], 0)
    assert names(index("2026-04-20T10:00:00Z"), READ) == ([], 0)


def test_a_date_alone_means_any_time_of_its_day_anywhere() -> None:
    """The 22nd ends on the 23rd at noon in GMT at the latest, a day before the last reading."""
    assert names(index("2026-04-22", "2026-04-23"), READ) == (["1"], 0)
    assert names(index("2026-04", "2026", "2026-03", "2025"), READ) == (["1", "0"], 0)


def test_what_changed_and_is_left_is_said() -> None:
    times = ["2026-04-24T12:00:00Z"] * (MAX_CHANGED + 3)
    found, left = names(index(*times), READ)
    assert (len(found), left) == (MAX_CHANGED, 3)


def test_a_cursor_that_is_no_time_is_none() -> None:
    reading = index("2026-04-20T10:00:00Z")
    assert names(reading, SourceState("s", cursor="yesterday")) == (["0"], 0)
