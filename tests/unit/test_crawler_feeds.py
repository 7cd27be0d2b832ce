"""Sniffing and reading of feeds and sitemaps, good, odd and hostile."""

from __future__ import annotations

import datetime as dt
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.model import SourceKind
from crawler.feeds import FeedReading, read
from crawler.sniffing import sniff

URL = "https://example.com/feed/"

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example</title><language>en-US</language><ttl>90</ttl>
<skipHours><hour>2</hour><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
{items}</channel></rss>"""
ITEM = """<item><title>AT&amp;T &lt;i&gt;sues&lt;/i&gt; über “X”</title>
<link>/news/1?utm_source=rss</link><guid isPermaLink="false">tag:1</guid>
<pubDate>Fri, 24 Apr 2026 10:00:00 EDT</pubDate><dc:creator>Ann Lee</dc:creator>
<source url="https://reuters.com">Reuters</source>
<description>
&lt;p&gt;A &lt;b&gt;lead&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>
</item>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>A</title><id>urn:a</id>
<updated>2026-04-24T10:00:00Z</updated><entry><id>urn:1</id>
<title type="html">One &amp;amp; two</title>
<link rel="alternate" href="https://example.com/1"/><updated>2026-04-24T12:00:00Z</updated>
<published>2026-04-24T10:00:00+02:00</published><author><name>Bo</name></author></entry></feed>"""

NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.com/1</loc>
<news:news><news:publication><news:name>E</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-04-24T10:00:00+02:00</news:publication_date>
<news:title>One &amp; two</news:title>
</news:news></url><url><loc>mailto:x</loc></url></urlset>"""

BOMB = """<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>{root}"""


def reading(body: bytes | str, kind: SourceKind = SourceKind.RSS, header: str = "") -> FeedReading:
    data = body.encode() if isinstance(body, str) else body
    return read(data, url=URL, content_type=header or None, kind=kind)


def test_rss() -> None:
    found = reading(RSS.format(encoding="utf-8", items=ITEM))
    assert (found.shape, found.problem) == ("feed", None)
    assert (found.title, found.language, found.ttl) == (
        "Example",
        "en-US",
        dt.timedelta(minutes=90),
    )
    assert found.skip_hours == {2, 3}
    assert found.skip_days == {6}
    (entry,) = found.entries
    assert entry.title == "AT&T sues über “X”"
    assert entry.url == "https://example.com/news/1?utm_source=rss"
    assert entry.canonical_url == "https://example.com/news/1"
    assert entry.published == dt.datetime(2026, 4, 24, 14, tzinfo=dt.UTC)
    assert entry.modified is None
    assert (entry.authors, entry.guid, entry.credited_source) == (("Ann Lee",), "tag:1", "Reuters")
    assert entry.summary == "A lead."


@pytest.mark.parametrize(
    ("encoding", "header"), [("utf-16", ""), ("cp1252", ""), ("utf-8", "latin-1")]
)
def test_encodings(encoding: str, header: str) -> None:
    body = RSS.format(encoding=encoding, items=ITEM).encode(encoding)
    found = reading(body, header=f"text/xml; charset={header}" if header else "text/xml")
    assert found.entries[0].title == "AT&T sues über “X”"


def test_atom() -> None:
    (entry,) = reading(ATOM, SourceKind.ATOM).entries
    assert entry.title == "One & two"
    assert entry.published == dt.datetime(2026, 4, 24, 8, tzinfo=dt.UTC)
    assert entry.modified == dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
    only_updated = ATOM.replace("<published>2026-04-24T10:00:00+02:00</published>", "")
    assert reading(only_updated, SourceKind.ATOM).entries[0].published is None


def test_dc_date_is_a_publication() -> None:
    item = ITEM.replace(
        "<pubDate>Fri, 24 Apr 2026 10:00:00 EDT</pubDate>",
        "<dc:date>2026-04-24T10:00:00Z</dc:date>",
    )
    (entry,) = reading(RSS.format(encoding="utf-8", items=item)).entries
    assert entry.published == dt.datetime(2026, 4, 24, 10, tzinfo=dt.UTC)
    assert entry.modified is None


@pytest.mark.parametrize(
    "date", ["", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z"]
)
def test_missing_and_placeholder_dates_are_unknown(date: str) -> None:
    item = ITEM.replace("Fri, 24 Apr 2026 10:00:00 EDT", date)
    assert reading(RSS.format(encoding="utf-8", items=item)).entries[0].published is None


def test_a_time_in_the_future_is_kept_as_stated() -> None:
    item = ITEM.replace("Fri, 24 Apr 2026", "Sat, 24 Apr 2066")
    published = reading(RSS.format(encoding="utf-8", items=item)).entries[0].published
    assert published is not None
    assert published.year == 2066


def test_twins_and_entries_without_link() -> None:
    bare = "<item><title>No link</title><guid isPermaLink='false'>tag:2</guid></item>"
    tracked = ITEM.replace("utm_source=rss", "utm_source=other")
    found = reading(RSS.format(encoding="utf-8", items=ITEM + tracked + bare))
    assert len(found.entries) == 1
    assert found.notes == ("1 entries without a usable link were left out",)


def test_a_feed_without_items_is_healthy() -> None:
    found = reading(RSS.format(encoding="utf-8", items=""))
    assert (found.shape, found.entries, found.problem) == ("feed", (), None)


@pytest.mark.parametrize(
    ("body", "shape", "words"),
    [
        (b"", "nothing", "an empty body"),
        (b" \r\n ", "nothing", "an empty body"),
        (
            b"<!DOCTYPE html><html><title>Access &amp; denied</title></html>",
            "html",
            "“Access & denied”",
        ),
        (b"<html><body>feed</body></html>", "html", "an HTML page"),
        (b'{"error": 1}', "json", "JSON"),
        (b"Too many requests", "unknown", "Too many requests"),
        (b"\x1f\x8bgarbage", "unknown", "damaged gzip"),
        (b"\x00\xff\x00", "unknown", "neither feed nor sitemap"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, shape: str, words: str) -> None:
    found = reading(body)
    assert found.shape == shape
    assert found.problem is not None
    assert words in found.problem
    assert not found.entries


def test_gzip_inside_is_unpacked() -> None:
    assert len(reading(gzip.compress(NEWS.encode()), SourceKind.NEWS_SITEMAP).entries) == 1


@pytest.mark.parametrize(
    "variant",
    [
        NEWS,
        NEWS.replace('"http://www.google.com', '"https://www.google.com'),
        NEWS.replace(' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', ""),
        NEWS.replace(' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', ""),
        NEWS.replace("<news:news>", "").replace("</news:news>", ""),
    ],
)
def test_news_sitemaps_as_they_are_written(variant: str) -> None:
    found = reading(variant, SourceKind.NEWS_SITEMAP)
    (entry,) = found.entries
    assert entry.canonical_url == "https://example.com/1"
    assert entry.title == "One & two"
    assert entry.published == dt.datetime(2026, 4, 24, 8, tzinfo=dt.UTC)
    assert entry.language == "en"
    assert found.notes


def test_an_index_lists_its_children_newest_first() -> None:
    body = """<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
    <sitemap><loc>/new.xml</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>"""
    found = reading(body, SourceKind.SITEMAP)
    assert found.shape == "sitemap-index"
    assert found.sitemaps == ("https://example.com/new.xml", "https://example.com/old.xml")


def test_entity_bombs_stay_small() -> None:
    in_sitemap = reading(
        BOMB.format(root="<urlset><url><loc>https://example.com/&d;</loc></url></urlset>"),
        SourceKind.SITEMAP,
    )
    assert all(len(entry.url) < 100 for entry in in_sitemap.entries)
    in_feed = reading(
        BOMB.format(
            root="<rss version='2.0'><channel><item><title>&d;</title>"
            "<link>https://example.com/1</link></item></channel></rss>"
        )
    )
    assert all(len(entry.title or "") < 100 for entry in in_feed.entries)


def test_a_broken_feed_gives_what_came_before_the_break() -> None:
    whole = RSS.format(encoding="utf-8", items=ITEM)
    assert len(reading(whole[: whole.rindex("</channel>")]).entries) == 1


@given(
    st.one_of(
        st.binary(max_size=400), st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_no_body_raises(body: bytes) -> None:
    assert isinstance(reading(body), FeedReading)


@given(st.text(alphabet="<>/?!-[]abc&;rsfeduhtml \n\"'=", max_size=120))
def test_no_markup_raises(text: str) -> None:
    assert isinstance(sniff(text), str)
    assert isinstance(reading("<rss>" + text), FeedReading)
    assert isinstance(reading("<urlset>" + text), FeedReading)
