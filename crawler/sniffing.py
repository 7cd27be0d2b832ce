"""What a body is, before anything parses it: servers answer 200 with anything at all."""

from __future__ import annotations

import re

from crawler.doctype import behind_prologue

SNIFFED = 20_000
"""Characters in which a body shows what it is."""

ROOT = re.compile(
    r"<(?:[A-Za-z_][\w.-]*:)?(rss|feed|rdf|urlset|sitemapindex)(?=[\s>])", re.IGNORECASE
)
"""The beginning of a feed's or a sitemap's root element."""

JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')
"""What only a JSON Feed says of itself; guards against scripts or warnings may stand before it."""

_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_DOCTYPE_HTML = re.compile(r"<!DOCTYPE\s+html\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_HTML_ELEMENTS = frozenset(
    ("html", "head", "body", "div", "p", "table", "meta", "script", "title", "center", "h1", "h2")
)
_SHAPES = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "channel": "feed",
    "urlset": "sitemap", "sitemapindex": "sitemap-index",
}  # fmt: skip


def sniff(text: str) -> str:
    """Say what a body is: feed, sitemap, sitemap-index, html, json, nothing or unknown."""
    head = text[:SNIFFED].lstrip("\ufeff \t\r\n\x00")
    if not head:
        return "nothing"
    if head[0] in "{[":
        return "json"
    stated = JSON_FEED.search(head)
    if stated is not None and not _PAGE.search(head, 0, stated.start()):
        return "json"
    element = _ELEMENT.match(behind_prologue(head, doctype=True))
    name = element[2].lower() if element is not None else ""
    if name in _SHAPES:
        return _SHAPES[name]
    if _DOCTYPE_HTML.match(behind_prologue(head, doctype=False)):
        return "html"
    root = ROOT.search(head)  # behind a warning that the server put before its feed
    if root is not None and (element is None or not _PAGE.search(head, 0, root.start())):
        return _SHAPES[root[1].lower()]
    return "html" if name in _HTML_ELEMENTS else "unknown"
