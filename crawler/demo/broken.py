"""Broken pages and feeds, as any crawl meets them, at hosts that can never exist (RFC 2606).

Each is listed in ``docs/demo.md`` with what should become of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crawler.demo.records import Answer

AT = dt.datetime(2026, 5, 4, 8, 30, tzinfo=dt.UTC)
"""Simulated time of capture of everything in this module."""

PAGES_HOST = "broken.example"
HTML_FEED_HOST = "html-feed.example"
EMPTY_FEED_HOST = "empty-feed.example"

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """A page that the feed of :data:`PAGES_HOST` lists, its answer, and its due end.

    ``end`` is a value of ``DocumentStatus``; ``answers`` may be empty when nothing is to be asked.
    """

    path: str
    title: str
    end: str
    reason: str
    answers: tuple[Answer, ...]

    @property
    def url(self) -> str:
        return _url(self.path)


def _url(path: str, host: str = PAGES_HOST) -> str:
    return f"https://{host}{path}"


def _found(path: str, body: bytes, content_type: str = _HTML) -> Answer:
    return Answer(_url(path), AT, 200, body, content_type)


def _sent_on(path: str, target: str) -> Answer:
    return Answer(_url(path), AT, 301, b"", _HTML, {"Location": target})


BROKEN_PAGES: tuple[BrokenPage, ...] = (
    BrokenPage(
        "/not-found", "A page that is gone", "failed", "the server answers 404",
        (Answer(_url("/not-found"), AT, 404, b"<h1>Not Found</h1>\n", _HTML),),
    ),
    BrokenPage(
        "/empty", "A page without a byte", "unreadable", "the body is empty",
        (_found("/empty", b""),),
    ),
    BrokenPage(
        "/private/refused", "A page that robots.txt forbids", "refused",
        "robots.txt disallows /private/: the page is never asked for", (),
    ),
    BrokenPage(
        "/no-article", "A page that holds only navigation", "unreadable",
        "nothing but links: no article can be read",
        (
            _found(
                "/no-article",
                b"<!doctype html>\n<title>broken.example</title>\n"
                b'<nav><a href="/">Home</a> <a href="/feed/">Feed</a></nav>\n',
            ),
        ),
    ),
    BrokenPage(
        "/picture", "A picture under a page's name", "unreadable", "the answer is an image",
        (_found("/picture", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00"
                b"\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;", "image/gif"),),
    ),
    BrokenPage(
        "/round/1", "A page that sends the reader round in circles", "failed",
        "two addresses redirect to each other",
        (_sent_on("/round/1", _url("/round/2")), _sent_on("/round/2", _url("/round/1"))),
    ),
)  # fmt: skip


def answers() -> tuple[Answer, ...]:
    """Return what the three hosts answer: robots.txt, listings and pages."""
    items = "".join(
        f"<item><title>{page.title}</title><link>{page.url}</link></item>\n"
        for page in BROKEN_PAGES
    )
    return (
        Answer(
            _url("/robots.txt"), AT, 200, b"User-agent: *\nDisallow: /private/\n", "text/plain"
        ),
        _feed(PAGES_HOST, items),
        *(answer for page in BROKEN_PAGES for answer in page.answers),
        Answer(_url("/robots.txt", HTML_FEED_HOST), AT, 404, b"", "text/plain"),
        Answer(
            _url("/feed/", HTML_FEED_HOST), AT, 200,
            b"<!doctype html>\n<html><head><title>Please wait</title></head>\n"
            b"<body><p>Checking your browser before you can go on.</p></body></html>\n", _HTML,
        ),
        Answer(_url("/robots.txt", EMPTY_FEED_HOST), AT, 200, b"", "text/plain"),
        _feed(EMPTY_FEED_HOST, ""),
    )  # fmt: skip


def _feed(host: str, items: str) -> Answer:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
        f"<title>{host}</title>\n<link>https://{host}/</link>\n<description>{host}</description>\n"
        f"{items}</channel></rss>\n"
    )
    return Answer(_url("/feed/", host), AT, 200, body.encode(), "application/rss+xml")
