"""From pages to articles: the cascade, titles, bodies, and pages that are none."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.errors import InputError
from claimwire.model import Article, Entry, FetchMode
from crawler.extract import extract, from_entry

URL = "https://www.example.com/2026/04/24/cable"
NOW = dt.datetime(2026, 4, 25, tzinfo=dt.UTC)
PARAGRAPHS = [
    "The State Department warned on Friday that Chinese companies copy American models.",
    "“We have seen it,” an official said. The embassy called the allegation groundless.",
    "The cable asks diplomats to raise the matter with their counterparts abroad.",
]


def page(head: str = "", *, body: str = "", heading: str = "Cable warns of copying") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">{head}</head>
    <body><nav><ul><li><a href="/">Home</a></li></ul></nav><article><h1>{heading}</h1>{body}{text}
    </article><aside class="related"><time datetime="2020-01-01T00:00:00Z">old</time></aside>
    <footer>All rights reserved</footer></body></html>"""


def ld(**fields: Any) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def article(html: str | bytes, **options: Any) -> Article:
    return extract(html, **{"url": URL, "fetched_at": NOW, **options})


def test_body_has_one_blank_line_between_paragraphs() -> None:
    found = article(page())
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.title == "Cable warns of copying"
    assert found.language == "en"


def test_json_ld_comes_first() -> None:
    head = ld(
        headline="Cable warns of copying",
        datePublished="2026-04-24T10:00:00+02:00",
        dateModified="2026-04-24T12:00:00Z",
        author=[{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Li"}],
        publisher={"name": "Example Times"},
        description="A lead.",
        isAccessibleForFree="False",
    )
    found = article(page(head + '<meta property="article:published_time" content="2020-01-01">'))
    assert found.published is not None
    assert found.published.at == dt.datetime(2026, 4, 24, 8, tzinfo=dt.UTC)
    assert (found.published.precision, found.published.how) == ("second", "json-ld")
    assert found.modified is not None
    assert found.authors == ("Ann Lee", "Bo Li")
    assert (found.publisher, found.summary, found.kind) == ("Example Times", "A lead.", "news")
    assert found.paywalled is True
    assert found.evidence["authors"] == "json-ld"


def test_graphs_comments_and_other_articles_on_the_page() -> None:
    graph = {"@graph": [
        {"@type": "NewsArticle", "url": "https://www.example.com/other", "headline": "Other story"},
        {"@type": ["Article"], "mainEntityOfPage": {"@id": URL}, "headline": "Ours\nhere"},
    ]}  # fmt: skip
    script = f'<script type="application/ld+json"><!-- {json.dumps(graph)} --></script>'
    assert article(page(script)).title == "Ours here"
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", oops}</script>'
    assert article(page(broken)).title == "Cable warns of copying"


def test_a_day_takes_its_clock_time_from_a_witness_that_agrees() -> None:
    head = ld(datePublished="2026-04-24")
    meta = '<meta property="article:published_time" content="2026-04-24T15:30:00-04:00">'
    found = article(page(head + meta)).published
    assert found is not None
    assert (found.at.hour, found.how) == (19, "meta")
    other = '<meta property="article:published_time" content="2026-01-01T15:30:00-04:00">'
    kept = article(page(head + other)).published
    assert kept is not None
    assert (kept.precision, kept.how) == ("day", "json-ld")


@pytest.mark.parametrize(
    ("head", "body", "how"),
    [
        ('<meta name="parsely-pub-date" content="2026-04-24T10:00:00Z">', "", "meta"),
        ("", '<time datetime="2026-04-24T10:00:00Z">today</time>', "time"),
        ("", "", "url"),
    ],
)
def test_further_witnesses_of_the_publication(head: str, body: str, how: str) -> None:
    found = article(page(head, body=body)).published
    assert found is not None
    assert found.how == how
    assert found.at.date() == dt.date(2026, 4, 24)


def test_nothing_stated_is_nothing_known() -> None:
    found = article(
        page(body="<p>On 3 March 2025 the court ruled, and appeals were filed in May.</p>"),
        url="https://www.example.com/cable",
    )
    assert found.published is None
    assert found.modified is None
    assert (found.authors, found.publisher, found.kind, found.paywalled) == ((), None, None, None)


def test_local_times_use_the_zone_of_the_publisher() -> None:
    head = ld(datePublished="2026-04-24 20:00")
    found = article(page(head), timezone="Asia/Shanghai").published
    assert found is not None
    assert found.at == dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)


def test_impossible_times_are_marked() -> None:
    found = article(page(ld(datePublished="2031-01-01T00:00:00Z")), url="https://example.com/x")
    assert found.published is not None
    assert found.published.suspect


@pytest.mark.parametrize(
    "head",
    [
        "<title>Cable warns of copying | Example Times</title>",
        "<title>Example Times: Cable warns of copying</title>",
        '<meta property="og:title" content="Cable warns of copying - Example Times">',
        '<meta property="og:title" content="Cable warns of copy...">',
        "<title>Cable warns of copying - World - example.com</title>",
    ],
)
def test_titles_lose_the_name_of_the_site(head: str) -> None:
    site = '<meta property="og:site_name" content="Example Times">'
    assert article(page(site + head)).title == "Cable warns of copying"


def test_canonical_is_believed_on_the_same_domain_only() -> None:
    def canonical(address: str) -> str | None:
        return article(page(f'<link rel="canonical" href="{address}">')).canonical_url

    assert canonical("https://example.com/cable?utm_source=x") == "https://example.com/cable"
    assert canonical("https://evil.example.net/cable") == URL
    assert canonical("https://www.example.com/") == URL


def test_bylines() -> None:
    found = article(page('<meta name="author" content="By Ann Lee, Bo Li and admin">'))
    assert found.authors == ("Ann Lee", "Bo Li")
    assert article(page(body='<span class="byline">By Cy Do</span>')).authors == ("Cy Do",)


def test_the_declared_body_is_taken_when_the_page_shows_less() -> None:
    long = "\n".join(f"{sentence} {number}." for number in range(12) for sentence in PARAGRAPHS)
    found = article(page(ld(articleBody=long)))
    assert found.evidence["text"] == "declared"
    assert len(found.text) > len("".join(PARAGRAPHS)) * 3


def test_a_short_page_gives_its_article_only() -> None:
    box = '<div id="cookie-notice"><p>We and our partners use cookies to remember you.</p></div>'
    html = (
        f'<html lang="en"><body>{box}<div class="top"><a href="/">example.com</a></div>'
        f'<main><article><h1>Title</h1><p class="date">Published: April 24, 2026</p>'
        f"<p>{PARAGRAPHS[0]}</p></article></main><div>All rights reserved. Imprint.</div>"
        "</body></html>"
    )
    found = article(html)
    assert found.text == PARAGRAPHS[0]
    assert found.published is not None
    assert found.published.at.date() == dt.date(2026, 4, 24)


def test_undeclared_utf8_and_wrong_declarations() -> None:
    body = page().replace('<meta charset="utf-8">', "").encode()
    assert "“We have seen it,”" in article(body).text
    assert "“We have seen it,”" in article(body, content_type="text/html; charset=latin-1").text


def test_links_of_the_paragraphs() -> None:
    links = '<p>See <a href="/memo?utm_source=a">memo</a> and <a href="mailto:x">mail</a>.</p>'
    assert article(page(body=links)).links == ("https://www.example.com/memo",)


@pytest.mark.parametrize(
    "body",
    [b"", b"   ", b"{}", b"GIF89a\x01\x00", b"<rss><channel/></rss>", b"<html><body></body></html>",
     b"<!DOCTYPE html><p>Just a moment...</p>"],
)  # fmt: skip
def test_what_is_no_article_is_an_input_error(body: bytes) -> None:
    with pytest.raises(InputError, match=r"example\.com"):
        article(body)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_body_is_an_article_or_an_input_error(body: bytes | str) -> None:
    for html in (body, page(body if isinstance(body, str) else body.decode("latin-1"))):
        try:
            found = extract(html, url=URL)
        except InputError:
            continue
        assert "\n\n\n" not in found.text


def test_articles_of_feeds_alone_are_partial() -> None:
    entry = Entry(
        URL, URL, "k", title="Headline", summary="A lead.", published=NOW, language="en-US"
    )
    lead = from_entry(entry, mode=FetchMode.FEED_ONLY, now=NOW)
    assert (lead.text, lead.title, lead.partial, lead.language) == (
        "A lead.",
        "Headline",
        True,
        "en",
    )
    headline = from_entry(entry, mode=FetchMode.HEADLINE_ONLY, now=NOW)
    assert headline.text == "Headline"
    assert headline.published is not None
    assert headline.published.how == "feed"
    with pytest.raises(InputError):
        from_entry(Entry(URL, URL, "k"), mode=FetchMode.FEED_ONLY, now=NOW)


def test_of_several_articles_the_one_under_the_headline_of_the_page() -> None:
    other = ld(headline="Harvest begins", datePublished="2020-01-01T00:00:00Z")
    own = ld(headline="Cable warns of copying", datePublished="2026-04-24T10:00:00Z")
    more = ld(headline="Cable Warns of Copying", author={"name": "Ann Lee"})
    found = article(page(other + own + more))
    assert found.published is not None
    assert found.published.at == dt.datetime(2026, 4, 24, 10, tzinfo=dt.UTC)
    assert found.authors == ("Ann Lee",)


def test_a_site_named_in_its_titles_is_no_author() -> None:
    head = '<title>标准秤被仿制_青岚</title><meta name="author" content="青岚">'
    assert article(page(head)).authors == ()
