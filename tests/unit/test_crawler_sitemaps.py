# ruff: noqa: E501 - documents stand as servers write them
"""Sitemaps as the web writes them, each with what is to be read from it."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from typing import Any

import pytest

from claimwire.model import Entry, SourceKind
from crawler.feeds import FeedReading, read

URL = "https://h.example/sm/news.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def r(
    body: str | bytes, kind: SourceKind = SourceKind.NEWS_SITEMAP, ct: str | None = None
) -> FeedReading:
    data = body if isinstance(body, bytes) else body.encode()
    return read(data, url=URL, content_type=ct, kind=kind)


def e(body: str | bytes, kind: SourceKind = SourceKind.NEWS_SITEMAP) -> Entry:
    return r(body, kind).entries[0]


def us(x: str, ns: str = NS) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {ns}>{x}</urlset>'


def u(loc: str = "https://h.example/a", x: str = "") -> str:
    return f"<url><loc>{loc}</loc>{x}</url>"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


NEWS = "<news:news><news:publication><news:name>H</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-04-24T10:00:00Z</news:publication_date><news:title>A &amp; B</news:title></news:news>"
IDX = '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://h.example/1.xml</loc><lastmod>2026-04-01</lastmod></sitemap><sitemap><loc>https://h.example/2.xml</loc><lastmod>2026-04-20</lastmod></sitemap><sitemap><loc>https://h.example/3.xml.gz</loc></sitemap></sitemapindex>'
T = us("".join(u(f"https://h.example/{i}") for i in range(50)))
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    + us(u(x=NEWS.replace("A &amp; B", "x&c;"))).split("?>", 1)[1]
)

CASES: list[tuple[str, Callable[[], Any], Any]] = [
    ("loc", lambda: e(us(u())).url, "https://h.example/a"),
    (
        "news",
        lambda: (e(us(u(x=NEWS))).title, e(us(u(x=NEWS))).published, e(us(u(x=NEWS))).language),
        ("A & B", at("2026-04-24T10:00:00"), "en"),
    ),
    ("ws", lambda: e(us(u("\n  https://h.example/a \n"))).url, "https://h.example/a"),
    (
        "cdata",
        lambda: e(us(u("<![CDATA[https://h.example/a?x=1&y=2]]>"))).url,
        "https://h.example/a?x=1&y=2",
    ),
    ("amp", lambda: e(us(u("https://h.example/a?x=1&amp;y=2"))).url, "https://h.example/a?x=1&y=2"),
    ("rawamp", lambda: e(us(u("https://h.example/a?x=1&y=2"))).url, "https://h.example/a?x=1&y=2"),
    ("rawamp title", lambda: e(us(u(x=NEWS.replace("&amp;", "&")))).title, "A & B"),
    (
        "title cdata",
        lambda: e(us(u(x=NEWS.replace("A &amp; B", "<![CDATA[A & B’s]]>")))).title,
        "A & B’s",
    ),
    ("title ent", lambda: e(us(u(x=NEWS.replace("A &amp; B", "It&amp;#8217;s")))).title, "It’s"),
    (
        "lastmod day",
        lambda: (
            e(us(u(x="<lastmod>2026-04-24</lastmod>"))).modified,
            e(us(u(x="<lastmod>2026-04-24</lastmod>"))).modified_precision,
        ),
        (at("2026-04-24"), "day"),
    ),
    (
        "lastmod tz",
        lambda: e(us(u(x="<lastmod>2026-04-24T10:00:00+02:00</lastmod>"))).modified,
        at("2026-04-24T08:00"),
    ),
    (
        "lastmod frac",
        lambda: e(us(u(x="<lastmod>2026-04-24T10:00:00.123Z</lastmod>"))).modified,
        at("2026-04-24T10:00"),
    ),
    (
        "lastmod notz",
        lambda: e(us(u(x="<lastmod>2026-04-24T10:00</lastmod>"))).modified,
        at("2026-04-24T10:00"),
    ),
    ("https ns", lambda: e(us(u(x=NEWS), ns=NS.replace("http:", "https:"))).title, "A & B"),
    (
        "undeclared news ns",
        lambda: e(us(u(x=NEWS), ns='xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"')).title,
        "A & B",
    ),
    ("no ns", lambda: e(us(u(x=NEWS), ns="")).title, "A & B"),
    (
        "other prefix",
        lambda: (
            e(
                us(
                    u(x=NEWS.replace("news:", "n:")),
                    ns='xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-NEWS/0.9"',
                )
            ).title
        ),
        "A & B",
    ),
    (
        "upper",
        lambda: e("<URLSET><URL><LOC>https://h.example/a</LOC></URL></URLSET>").url,
        "https://h.example/a",
    ),
    (
        "prefix sitemap",
        lambda: (
            e(
                '<sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"><sm:url><sm:loc>https://h.example/a</sm:loc></sm:url></sm:urlset>'
            ).url
        ),
        "https://h.example/a",
    ),
    (
        "image ns loc",
        lambda: len(
            r(
                us(
                    u(
                        x="<image:image><image:loc>https://h.example/i.jpg</image:loc><image:title>Photo</image:title></image:image>"
                    ),
                    ns=NS + ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"',
                )
            ).entries
        ),
        1,
    ),
    (
        "image first",
        lambda: (
            e(
                us(
                    "<url><image:image><image:loc>https://h.example/i.jpg</image:loc></image:image><loc>https://h.example/a</loc></url>",
                    ns=NS + ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"',
                )
            ).url
        ),
        "https://h.example/a",
    ),
    (
        "video title",
        lambda: (
            e(
                us(
                    u(x="<video:video><video:title>V</video:title></video:video>"),
                    ns=NS + ' xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"',
                )
            ).title
        ),
        None,
    ),
    (
        "xhtml alternate",
        lambda: len(
            r(
                us(
                    u(
                        x='<xhtml:link rel="alternate" hreflang="de" href="https://h.example/de/a"/>'
                    ),
                    ns=NS + ' xmlns:xhtml="http://www.w3.org/1999/xhtml"',
                )
            ).entries
        ),
        1,
    ),
    ("rel", lambda: e(us(u("/x/a"))).url, "https://h.example/x/a"),
    ("dup", lambda: len(r(us(u() + u() + u("https://h.example/a/"))).entries), 1),
    ("empty loc", lambda: len(r(us(u("") + u())).entries), 1),
    ("empty set", lambda: (r(us("")).problem, len(r(us("")).entries)), (None, 0)),
    (
        "index",
        lambda: r(IDX).sitemaps,
        ("https://h.example/2.xml", "https://h.example/1.xml", "https://h.example/3.xml.gz"),
    ),
    (
        "index mixed tz",
        lambda: r(
            IDX.replace("2026-04-20", "2026-04-20T01:00:00+05:00").replace(
                "2026-04-01", "2026-04-19T22:00:00Z"
            )
        ).sitemaps[0],
        "https://h.example/1.xml",
    ),
    ("gz", lambda: len(r(gzip.compress(us(u()).encode())).entries), 1),
    (
        "txt",
        lambda: [
            x.url
            for x in r(
                "https://h.example/a\nhttps://h.example/b\n",
                ct="text/plain",
                kind=SourceKind.SITEMAP,
            ).entries
        ],
        ["https://h.example/a", "https://h.example/b"],
    ),
    (
        "txt bom crlf",
        lambda: len(
            r(
                b"\xef\xbb\xbfhttps://h.example/a\r\nhttps://h.example/b\r\n",
                ct="text/plain",
                kind=SourceKind.SITEMAP,
            ).entries
        ),
        2,
    ),
    (
        "rss as sitemap",
        lambda: len(
            r(
                '<rss version="2.0"><channel><item><title>A</title><link>https://h.example/a</link></item></channel></rss>',
                kind=SourceKind.SITEMAP,
            ).entries
        ),
        1,
    ),
    ("html", lambda: r("<html><body>x</body></html>").problem is not None, True),
    ("trunc", lambda: len(r(T[: len(T) // 2]).entries) > 20, True),
    ("bom", lambda: len(r(b"\xef\xbb\xbf" + T.encode()).entries), 50),
    ("leading ws", lambda: len(r("\n\n  " + T).entries), 50),
    ("comment", lambda: len(r(T.replace("<urlset", "<!-- x --><urlset")).entries), 50),
    (
        "stylesheet",
        lambda: len(
            r(T.replace("<urlset", '<?xml-stylesheet type="text/xsl" href="x"?><urlset')).entries
        ),
        50,
    ),
    ("bomb", lambda: len(r(BOMB).entries), 1),
    ("utf16", lambda: len(r(us(u()).replace("UTF-8", "UTF-16").encode("utf-16")).entries), 1),
    (
        "latin1",
        lambda: (
            e(
                us(u(x=NEWS.replace("A &amp; B", "Café")))
                .replace("UTF-8", "ISO-8859-1")
                .encode("latin-1")
            ).title
        ),
        "Café",
    ),
    ("control chars", lambda: len(r(us(u() + u("https://h.example/b\x0b"))).entries), 2),
    (
        "50k",
        lambda: len(r(us("".join(u(f"https://h.example/{i}") for i in range(50010)))).entries),
        50000,
    ),
    ("fragment", lambda: e(us(u("https://h.example/a#top"))).canonical_url, "https://h.example/a"),
    ("ftp", lambda: len(r(us(u("ftp://h.example/a") + u())).entries), 1),
    (
        "idn",
        lambda: e(us(u("https://münchen.example/ä"))).canonical_url,
        "https://xn--mnchen-3ya.example/%C3%A4",
    ),
    (
        "news outside",
        lambda: (
            e(
                us(
                    "<url><loc>https://h.example/a</loc><news:publication_date>2026-04-24</news:publication_date><news:title>T</news:title></url>"
                )
            ).title
        ),
        "T",
    ),
    (
        "news order",
        lambda: e(us("<url>" + NEWS + "<loc>https://h.example/a</loc></url>")).title,
        "A & B",
    ),
    (
        "keywords",
        lambda: (
            e(
                us(
                    u(
                        x=NEWS.replace(
                            "</news:news>", "<news:keywords>a, b</news:keywords></news:news>"
                        )
                    )
                )
            ).title
        ),
        "A & B",
    ),
    (
        "published beats lastmod",
        lambda: (
            e(us(u(x="<lastmod>2026-04-25T00:00:00Z</lastmod>" + NEWS))).published,
            e(us(u(x="<lastmod>2026-04-25T00:00:00Z</lastmod>" + NEWS))).modified,
        ),
        (at("2026-04-24T10:00"), at("2026-04-25")),
    ),
    (
        "nested in wrong el",
        lambda: len(
            r("<urlset><urls><url><loc>https://h.example/a</loc></url></urls></urlset>").entries
        ),
        1,
    ),
    (
        "html entities",
        lambda: e(us(u(x=NEWS.replace("A &amp; B", "A &nbsp;&mdash; B")))).title,
        "A — B",
    ),
    (
        "date only news",
        lambda: e(us(u(x=NEWS.replace("2026-04-24T10:00:00Z", "2026-04-24")))).published_precision,
        "day",
    ),
]


@pytest.mark.parametrize(
    ("found", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_sitemaps_as_they_are_written(found: Callable[[], Any], expected: Any) -> None:
    assert found() == expected


def test_what_is_packed_twice_is_unpacked_twice_and_no_more() -> None:
    packed = gzip.compress(gzip.compress(us(u()).encode()))
    assert [entry.url for entry in r(packed).entries] == ["https://h.example/a"]
    assert r(gzip.compress(packed)).problem is not None
