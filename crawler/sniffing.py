"""What a body is, before anything parses it: servers answer 200 with anything at all."""

from __future__ import annotations

import re

DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
"""A document type with its internal subset, which may hold an entity bomb."""

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
    head = text[:20_000].lstrip("\ufeff \t\r\n\x00")
    if not head:
        return "nothing"
    if head[0] in "{[":
        return "json"
    if _DOCTYPE_HTML.match(_strip_prologue(head, doctype=False)):
        return "html"
    element = _ELEMENT.match(_strip_prologue(head, doctype=True))
    if element is None:
        return "unknown"
    name = element[2].lower()
    if name in _HTML_ELEMENTS:
        return "html"
    return _SHAPES.get(name, "unknown")


def _strip_prologue(head: str, *, doctype: bool) -> str:
    rest = head
    while True:
        rest = rest.lstrip("\ufeff \t\r\n\x00")
        if rest.startswith("<?"):
            end = rest.find("?>")
            rest = rest[end + 2 :] if end >= 0 else ""
        elif rest.startswith("<!--"):
            end = rest.find("-->")
            rest = rest[end + 3 :] if end >= 0 else ""
        elif doctype and (match := DOCTYPE.match(rest)):
            rest = rest[match.end() :]
        else:
            return rest
