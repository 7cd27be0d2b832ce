"""Which time of a page is its publication: what sharpens it, and what is another's."""

from __future__ import annotations

import datetime as dt

import lxml.html
import pytest

from crawler.pagetimes import PageTimes
from crawler.sharpening import read, sharpest
from crawler.witnesses import Witnesses

NOON = "2026-04-24T12:00:00+00:00"
FETCHED = dt.datetime(2026, 4, 24, 15, 40, 30, tzinfo=dt.UTC)


def published(markup: str, *, head: str = "") -> str | None:
    page = f"<html><head>{head}</head><body>{markup}</body></html>"
    tree = lxml.html.fromstring(page)
    times = PageTimes(Witnesses(tree, "https://courier.example/a", None), now=None, zone=None)
    found = times.published()
    return None if found is None else f"{found.at.isoformat()} {found.precision}"


@pytest.mark.parametrize(
    ("stated", "at", "precision"),
    [
        # local time that a system calls UTC, beside the same clock with its offset
        (["2026-04-24T14:00:10+00:00", "2026-04-24T14:00:10+02:00"], "12:00:10", "second"),
        (["2026-04-24T14:00:10Z", "2026-04-24T14:00:10+0200"], "12:00:10", "second"),
        # two clocks: the first is right, the other one is that of a change
        (["2026-04-24T12:00:00Z", "2026-04-24T14:30:00+02:00"], "12:00:00", "second"),
        # a day takes the clock of one that agrees on the day
        (["2026-04-24", "2026-04-24T12:00:00Z"], "12:00:00", "second"),
        # a clock without offset takes the offset of one that shows the same clock
        (["2026-04-24T14:00:39", "2026-04-24T14:00:00+02:00"], "12:00:00", "second"),
        # UTC that a system gives the local offset, beside the local clock with it
        (["2026-04-24T05:00:46+02:00", "2026-04-24T07:00:46+02:00"], "05:00:46", "second"),
        (["2026-04-24T16:30:00-05:00", "2026-04-24T11:30:00-05:00"], "16:30:00", "second"),
        # an afternoon on a clock of twelve hours, beside one of twenty-four
        (["2026-04-24T02:39:54+02:00", "2026-04-24T14:39+02:00"], "12:39:00", "minute"),
        # but not of one that shows another: its day is all that is certain
        (["2026-04-24T14:52:39", "April 24, 2026 8:42 a.m. EDT"], "14:52:39", "day"),
    ],
)
def test_what_sharpens_a_time(stated: list[str], at: str, precision: str) -> None:
    times = read([("json-ld", text) for text in stated], zone=None, now=None)
    found = sharpest(times, None)
    assert found is not None
    assert (found.at.time().isoformat(), found.precision) == (at, precision)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Published April 24, 2026 at 10:34 AM PDT", "2026-04-24T17:34:00+00:00"),
        ("Updated April 24, 2026 at 10:34 AM PDT", "2026-04-24T13:34:39+00:00"),
        ("Published April 24, 2026 at 10:35 AM PDT", "2026-04-24T13:34:39+00:00"),
        ("Published April 24, 2026 at 12:34 GMT", "2026-04-24T13:34:39+00:00"),
    ],
)
def test_what_a_reader_sees_corrects_a_local_time_that_is_called_utc(line: str, at: str) -> None:
    head = "<meta property='article:published_time' content='2026-04-24T13:34:39Z'>"
    assert (published(f"<h1>Scales</h1><p>{line}</p>", head=head) or "").split()[0] == at


def test_the_time_of_a_change_shows_that_a_publication_is_not_in_utc() -> None:
    head = (
        "<meta property='article:published_time' content='2026-04-24T16:43:20+00:00'>"
        "<meta property='article:modified_time' content='2026-04-24T16:43:20+02:00'>"
    )
    assert published("<h1>Scales</h1>", head=head) == "2026-04-24T14:43:20+00:00 second"


def test_headline_and_times_of_broken_json_are_read() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "Scales and \\"weights\\"",\n'
        '"datePublished": 2026-04-24T06:18:10-03:00, "image": {"url": https://courier.example/a.jpg}'
    )
    head = f'<script type="application/ld+json">{data}</script>'
    assert published("<h1>Scales</h1>", head=head) == "2026-04-24T09:18:10+00:00 second"


def told(markup: str, *, now: dt.datetime | None = FETCHED) -> str | None:
    tree = lxml.html.fromstring(f"<html><head></head><body>{markup}</body></html>")
    found = PageTimes(Witnesses(tree, "https://courier.example/a", None), now=now, zone=None)
    stamp = found.published()
    return None if stamp is None else f"{stamp.at.isoformat()} {stamp.precision} {stamp.how}"


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<h1>Scales</h1><span>2 hours ago</span>", "2026-04-24T00:00:00+00:00 day distance"),
        ("<h1>Scales</h1><time>12 minutes ago</time>", "2026-04-24T15:28:00+00:00 minute distance"),
        ("<h1>Scales</h1><p>By Ilse Varga | vor 3 Stunden</p>",
         "2026-04-24T00:00:00+00:00 day distance"),
        ("<h1>Scales</h1><p>Updated 5 minutes ago</p>", None),
        ("<h1>Scales</h1><p>They left 2 hours ago, she said.</p>", None),
        ("<h1>Scales</h1><div class='related'><span>2 hours ago</span></div>", None),
        # what is stated as a date counts before what is told by its distance
        ("<h1>Scales</h1><span>2 hours ago</span><p>April 23, 2026 9:05 a.m. ET</p>",
         "2026-04-23T13:05:00+00:00 minute line"),
    ],
)  # fmt: skip
def test_distances_count_when_nothing_else_does(markup: str, found: str | None) -> None:
    assert told(markup) == found


def test_a_distance_from_an_unknown_moment_says_nothing() -> None:
    assert told("<h1>Scales</h1><span>2 hours ago</span>", now=None) is None


def test_a_page_that_states_its_own_delivery_gives_way() -> None:
    now = dt.datetime(2026, 4, 24, 18, tzinfo=dt.UTC)
    texts = [("json-ld", now.isoformat()), ("meta", NOON)]
    found = sharpest(read(texts, zone=None, now=now), now)
    assert found is not None
    assert found.at.isoformat() == NOON


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        # systems put the line of date and writer at the foot of the article
        (
            f"<article><h1>Scales</h1><footer class='entry-footer'><time datetime='{NOON}'>"
            "</time></footer></article>",
            f"{NOON} second",
        ),
        # microformats: the moment is the title of what a reader sees
        (f"<h1>Scales</h1><abbr class='published' title='{NOON}'>Friday</abbr>", f"{NOON} second"),
        (
            f"<h1>Scales</h1><cite><abbr title='{NOON}'>1 hr 4 mins ago</abbr></cite>",
            f"{NOON} second",
        ),
        # never changed since: one element is both
        (
            f"<h1>Scales</h1><time class='published updated' datetime='{NOON}'>24 April</time>",
            f"{NOON} second",
        ),
        # a box that holds the headline holds the article, whatever its name
        (
            f"<div id='sidebar'><h1>Scales</h1><time pubdate datetime='{NOON}'>24</time></div>",
            f"{NOON} second",
        ),
        # a line with its writer behind it
        (
            "<h2>Scales</h2><h5> 4/24/2026 7:11 AM PST BY COURIER STAFF </h5>",
            "2026-04-24T15:11:00+00:00 minute",
        ),
        # the post of somebody else
        (
            "<h1>Scales</h1><div><blockquote class='instagram-media'>"
            f"<time datetime='{NOON}'>Apr 24</time></blockquote></div>",
            None,
        ),
        # a list of other articles, each with a day of publication
        (
            f"<h1>Scales</h1><p><time datetime='{NOON}'>24 April</time></p><ul>"
            "<li><time pubdate datetime='2026-05-02T08:00:00Z'>2 May</time></li>"
            "<li><time pubdate datetime='2026-05-01T08:00:00Z'>1 May</time></li></ul>",
            f"{NOON} second",
        ),
        # what is shown is another day than what is stated, that of a change
        (
            "<h1>Scales</h1><time datetime='2026-05-03T10:18:46Z'>Publié le 24 avril 2026</time>",
            "2026-04-24T00:00:00+00:00 day",
        ),
        # a year alone is made sharper by what else the page says
        (
            "<h1>Scales</h1><p>2026</p><div class='date'>24.04.2026</div>",
            "2026-04-24T00:00:00+00:00 day",
        ),
        # a byline in another language with its day
        (
            "<h1>Scales</h1><p>von Ilse Varga, 24.4.26</p>",
            "2026-04-24T00:00:00+00:00 day",
        ),
    ],
)
def test_times_of_a_page(markup: str, found: str | None) -> None:
    assert published(markup) == found
