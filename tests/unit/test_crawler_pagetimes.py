"""Which time of a page is its publication: what sharpens it, and what is another's."""

from __future__ import annotations

import datetime as dt

import lxml.html
import pytest

from crawler.pagetimes import PageTimes
from crawler.sharpening import read, sharpest
from crawler.witnesses import Witnesses

NOON = "2026-04-24T12:00:00+00:00"


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
        # but not of one that shows another: its day is all that is certain
        (["2026-04-24T14:52:39", "April 24, 2026 8:42 a.m. EDT"], "14:52:39", "day"),
    ],
)
def test_what_sharpens_a_time(stated: list[str], at: str, precision: str) -> None:
    times = read([("json-ld", text) for text in stated], zone=None, now=None)
    found = sharpest(times, None)
    assert found is not None
    assert (found.at.time().isoformat(), found.precision) == (at, precision)


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
