"""JSON feeds, listing pages, and sitemaps that are compared with their last state."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.errors import ConfigError
from claimwire.model import DocumentStatus, Entry, Fetch, Health, Source, SourceKind, SourceState
from crawler import feeds, linklist
from crawler.discovery import intake_of
from crawler.feeds import FeedReading
from crawler.ports import Intake
from crawler.sources import load
from store import documents, sources
from store.db import Database
from tests import store_samples as sample

NOW = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
URL = "https://example.com/news/"
V1 = "https://jsonfeed.org/version/1.1"


def json_feed(kind: SourceKind = SourceKind.JSON_FEED, **feed: Any) -> FeedReading:
    body = json.dumps(feed).encode()
    return feeds.read(body, url=URL, content_type="application/feed+json", kind=kind)


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 4, number, tzinfo=dt.UTC)


# ------------------------------------------------------------------------------------- JSON Feed


def test_json_feed() -> None:
    found = json_feed(
        version=V1,
        title="News",
        language="en",
        authors=[{"name": "The desk"}],
        items=[
            {
                "id": "1",
                "url": "/a",
                "title": "A <b>title</b>",
                "content_html": "<p>Some text</p>",
                "date_published": "2026-04-24T10:00:00+02:00",
                "date_modified": "2026-04-24T11:00:00Z",
                "author": {"name": "Ann"},
                "language": "de",
            },
            {"id": "https://example.com/b", "summary": "Lead", "content_text": "Text"},
            {"id": 3, "external_url": "https://other.example/c"},
            {"id": "4"},
            "no item",
            {"id": "1 again", "url": "https://www.example.com/a/"},
        ],
    )
    assert (found.shape, found.problem, found.title) == ("json-feed", None, "News")
    first, second, third = found.entries
    assert first.url == "https://example.com/a"
    assert (first.title, first.summary) == ("A title", "Some text")
    assert first.published == dt.datetime(2026, 4, 24, 8, tzinfo=dt.UTC)
    assert first.modified == dt.datetime(2026, 4, 24, 11, tzinfo=dt.UTC)
    assert (first.authors, first.language, first.guid) == (("Ann",), "de", "1")
    assert (second.url, second.summary) == ("https://example.com/b", "Lead")
    assert second.authors == ("The desk",)
    assert (third.url, third.guid) == ("https://other.example/c", "3")
    assert found.notes == ("2 entries without a usable link were left out",)


def test_a_json_feed_is_read_whatever_the_source_is_configured_as() -> None:
    items = [{"id": "1", "url": URL + "1"}]
    assert len(json_feed(SourceKind.RSS, version=V1.replace("1.1", "1"), items=items).entries) == 1
    assert json_feed(version=V1, items=[]).problem is None
    finished = json_feed(version=V1, items=items, expired=True)
    assert "finished" in finished.notes[0]


@pytest.mark.parametrize(
    "body",
    [b"{}", b"[]", b"[" * 100_000, b'{"version": 1}', b'{"items": [{"url": "/a"}]}', b'{"version": "https://jsonfeed.org/version/1"'],
)  # fmt: skip
def test_json_that_is_no_feed_is_an_error(body: bytes) -> None:
    found = feeds.read(body, url=URL, content_type=None, kind=SourceKind.JSON_FEED)
    assert found.problem is not None
    assert "JSON" in found.problem


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
KEYS = (
    "id", "url", "external_url", "title", "summary", "content_html", "content_text", "author",
    "authors", "date_published", "date_modified", "language",
)  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), values) | values, max_size=4), values)
def test_no_json_raises(items: list[Any], title: Any) -> None:
    found = json_feed(version=V1, items=items, title=title, authors=items)
    assert found.shape == "json-feed"


# --------------------------------------------------------------------------------- listing pages

PAGE = """<!DOCTYPE html><html><head><title>News</title></head><body>
<nav><a href="/">Home</a> <a href="/news/">News</a> <a href="/about/2020/old">About</a></nav>
<p>April 1, 2020</p>
<ul>
<li><a href="/news/first-item"><img src="x.png" alt=""></a>
  <h3><a href="/news/first-item?utm_source=list">The first headline</a></h3>
  <span class="date">April 24, 2026</span></li>
<li><a href="second-item" title="The second headline"><img src="y.png"></a>
  <time datetime="2026-04-23T09:30:00+08:00">yesterday</time></li>
<li><a href="./202604/t20260422_118.html">外交部发言人主持例行记者会</a> (2026-04-21)</li>
<li><a href="./202604/t20260420_117.html">Fourth</a></li>
<li><a href="/news/video/1">A video</a></li>
</ul></body></html>"""


def listing(page: str, include: str = r"/news/.", exclude: str | None = "/video/") -> FeedReading:
    return feeds.read(
        page.encode(), url=URL, content_type="text/html; charset=utf-8", kind=SourceKind.HTML_LIST,
        include=include, exclude=exclude,
    )  # fmt: skip


def test_a_listing_gives_links_headlines_and_dates() -> None:
    found = listing(PAGE)
    assert (found.shape, found.problem) == ("listing", None)
    assert [(entry.title, entry.published) for entry in found.entries] == [
        ("The first headline", day(24)),
        ("The second headline", dt.datetime(2026, 4, 23, 1, 30, tzinfo=dt.UTC)),
        ("外交部发言人主持例行记者会", day(21)),
        ("Fourth", day(20)),
    ]
    assert [entry.url_key for entry in found.entries] == [
        "example.com/news/first-item",
        "example.com/news/second-item",
        "example.com/news/202604/t20260422_118.html",
        "example.com/news/202604/t20260420_117.html",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-04-24", day(24)),
        ("2026/4/24", day(24)),
        ("2026年4月24日", day(24)),
        ("24 April 2026", day(24)),
        ("Apr. 24, 2026", day(24)),
        ("April 2026", None),
        ("12026-04-24", None),
    ],
)
def test_dates_beside_a_link(written: str, expected: dt.datetime | None) -> None:
    page = f"<div><p>{written}</p><a href='/news/a'>A headline</a></div><a href='/news/b'>B</a>"
    first, second = listing(page).entries
    assert first.published == expected
    assert second.published is None


def test_a_date_inside_the_link_is_no_part_of_the_headline() -> None:
    (entry,) = listing("<a href='/news/a'><b>Apr 24, 2026</b> A headline</a>").entries
    assert (entry.title, entry.published) == ("A headline", day(24))


@pytest.mark.parametrize("page", ["<html><p>Just a moment…</p></html>", PAGE])
def test_a_listing_on_which_nothing_matches_is_an_error(page: str) -> None:
    found = listing(page, include="/press/")
    assert found.entries == ()
    assert found.problem is not None
    assert "include" in found.problem or "without any link" in found.problem


def test_a_feed_at_the_address_of_a_listing_is_read() -> None:
    body = "<rss><channel><item><link>https://example.com/1</link></item></channel></rss>"
    assert listing(body).shape == "feed"
    assert "empty" in (listing("").problem or "")


def test_a_listing_has_an_end() -> None:
    links = "".join(f"<a href='/news/{number}'>x</a>" for number in range(2_000))
    assert len(listing(f"<div>{links}</div>").entries) == linklist.MAX_ITEMS


@settings(deadline=None)  # the first page loads the parser
@given(st.text(max_size=300))
def test_no_page_raises(text: str) -> None:
    page = f"<base href='{text}'><div>{text}<a href='/news/{text}' title='{text}'>{text}</a></div>"
    assert listing(page).shape in ("listing", "html", "unknown")


def test_a_listing_needs_an_expression(tmp_path: Path) -> None:
    rows = (
        '[source.a]\nname = "A"\npublisher = "a"\nkind = "html-list"\nurl = "https://a.example/"\n'
    )
    path = tmp_path / "sources.toml"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(ConfigError, match="include"):
        load(path)
    path.write_text(rows + "include = '/news/'\n", encoding="utf-8")
    assert load(path)[0].kind is SourceKind.HTML_LIST


# ------------------------------------------------------------------------------ compared sitemaps


def test_the_first_look_at_a_compared_sitemap_takes_everything_as_old() -> None:
    source = Source("a", "A", "a", SourceKind.SITEMAP_DIFF, "https://a.example/sitemap.xml")
    fresh = SourceState("a")
    assert intake_of(source, fresh) is Intake.OLD
    assert intake_of(source, replace(fresh, health=Health.FAILING, failures=3)) is Intake.OLD
    assert intake_of(source, replace(fresh, last_success=NOW)) is Intake.CHANGED
    assert intake_of(replace(source, kind=SourceKind.SITEMAP), fresh) is Intake.NEW


def changed(number: int, at: dt.datetime | None) -> Entry:
    return replace(sample.entry(number), modified=at)


def due(database: Database, at: dt.datetime) -> set[str]:
    with database.reading() as conn:
        return {task.document_id for task in documents.due(conn, at, limit=99, per_host=99)}


def test_documents_that_were_there_before_us_wait_until_they_change(database: Database) -> None:
    hour = dt.timedelta(hours=1)
    first, second, third = (documents.document_id(sample.entry(n).url_key) for n in (1, 2, 3))
    old = [changed(1, NOW - hour), changed(2, None), changed(3, NOW - hour)]
    with database.writing() as conn:
        documents.discover(conn, None, "a", old, NOW, wanted=False)
        assert documents.counts(conn)[DocumentStatus.DISCOVERED] == 0
    assert due(database, NOW + hour) == set()
    later = [changed(1, NOW + hour), changed(2, None), changed(3, NOW + 9 * hour)]
    with database.writing() as conn:
        assert documents.renew(conn, later, NOW + 2 * hour, most=1) == 1
        assert documents.counts(conn)[DocumentStatus.DISCOVERED] == 1
    assert due(database, NOW + 2 * hour) == {first}
    assert {second, third}.isdisjoint(due(database, NOW + 99 * hour))


def test_a_sitemap_that_touches_everything_renews_nothing(database: Database) -> None:
    entries = [changed(number, NOW + dt.timedelta(hours=1)) for number in range(1, 4)]
    with database.writing() as conn:
        documents.discover(conn, None, "a", entries, NOW, wanted=False)
        assert documents.renew(conn, entries, NOW + dt.timedelta(hours=2), most=2) == 0
    assert due(database, NOW + dt.timedelta(days=9)) == set()


def test_an_unchanged_document_is_renewed_once(database: Database) -> None:
    entry = changed(1, NOW + dt.timedelta(hours=1))
    asked = NOW + dt.timedelta(hours=2)
    document = documents.document_id(entry.url_key)
    with database.writing() as conn:
        documents.discover(conn, None, "a", [entry], NOW)
        documents.set_state(conn, document, DocumentStatus.CAPTURED)
        assert documents.renew(conn, [entry], asked, most=9) == 1
        sources.record_fetch(conn, Fetch(URL, asked, "same", document_id=document))
        documents.set_state(conn, document, DocumentStatus.CAPTURED)
        assert documents.renew(conn, [entry], asked + dt.timedelta(hours=1), most=9) == 0
