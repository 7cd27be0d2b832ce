"""Feeds as bytes: Atom (RFC 4287, 4685, 5005, 6721), RSS 2.0, JSON Feed 1.1, OPML 2.0.

An item is written once in each form and joined into every feed that holds it. Only feeds hold
absolute addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimwire.publish.encoding import encode
from claimwire.publish.feed_items import Item

_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    ' xmlns:at="http://purl.org/atompub/tombstones/1.0"'
    ' xmlns:fh="http://purl.org/syndication/history/1.0"'
)
_RSS = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_GENERATOR = "claimwire"
_KEPT = 20_000  # written items in memory, about 1 KB each
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # not even escaped


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An item that was withdrawn."""

    id: str
    at: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed document, in no form yet. ``archive`` is 0 for the one that is subscribed to."""

    id: str
    title: str
    subtitle: str
    language: str
    owner: str  # name of the site
    addresses: dict[str, str]  # form -> own address; an archive has Atom alone
    page: str
    updated: str
    rfc822: str
    items: Sequence[Item]
    archive: int = 0
    links: tuple[tuple[str, str], ...] = ()  # (relation, address) of neighbours and hubs
    withdrawn: tuple[Tombstone, ...] = ()


@dataclass(slots=True)
class Writer:
    """Writes feeds; keeps what it wrote of an item as Atom, for the next feed that holds it.

    Archives are Atom alone, so that every item is in several of them; of the other forms only the
    newest items are written.
    """

    _kept: dict[str, bytes] = field(default_factory=dict)

    def atom(self, feed: Feed) -> bytes:
        """Return a feed as Atom."""
        links = "".join(f'<link rel="{r}" href="{_x(href)}"/>\n' for r, href in feed.links)
        gone = "".join(_tombstone(stone) for stone in feed.withdrawn)
        return _bytes(
            f'{_HEAD}{_ATOM} xml:lang="{_x(feed.language)}">\n'
            f"<id>{_x(feed.id)}</id>\n<title>{_x(feed.title)}</title>\n"
            f"<subtitle>{_x(feed.subtitle)}</subtitle>\n<updated>{feed.updated}</updated>\n"
            f'<link rel="self" type="application/atom+xml" href="{_x(feed.addresses["atom"])}"/>\n'
            f'<link rel="alternate" type="text/html" href="{_x(feed.page)}"/>\n{links}'
            f"{'<fh:archive/>' if feed.archive else ''}"
            f"<generator>{_GENERATOR}</generator>\n"
            f"<author><name>{_x(feed.owner)}</name></author>\n",
            gone,
            items=[self._once(item) for item in feed.items],
            end="</feed>\n",
        )

    def rss(self, feed: Feed) -> bytes:
        """Return a feed as RSS 2.0."""
        hubs = "".join(
            f'<atom:link rel="hub" href="{_x(href)}"/>\n' for r, href in feed.links if r == "hub"
        )
        own = _x(feed.addresses["rss"])
        return _bytes(
            f"{_HEAD}{_RSS}\n<channel>\n"
            f"<title>{_x(feed.title)}</title>\n<link>{_x(feed.page)}</link>\n"
            f"<description>{_x(feed.subtitle)}</description>\n"
            f"<language>{_x(feed.language)}</language>\n"
            f"<lastBuildDate>{feed.rfc822}</lastBuildDate>\n<generator>{_GENERATOR}</generator>\n"
            f'<atom:link rel="self" type="application/rss+xml" href="{own}"/>\n{hubs}',
            *(_rss_item(item) for item in feed.items),
            "</channel>\n</rss>\n",
        )

    def json(self, feed: Feed) -> bytes:
        """Return a feed as JSON Feed 1.1.

        ``_claimwire`` is an extension: kind of news and of answer, publisher of the evidence, and
        the id of the item that an item answers or changes.
        """
        hubs = [{"type": "WebSub", "url": href} for r, href in feed.links if r == "hub"]
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.subtitle,
            "home_page_url": feed.page,
            "feed_url": feed.addresses["json"],
            "language": feed.language,
            "authors": [{"name": feed.owner}],
            **({"hubs": hubs} if hubs else {}),
            "items": [_json_item(item) for item in feed.items],
        }
        return encode(head) + b"\n"

    def _once(self, item: Item) -> bytes:
        found = self._kept.get(item.id)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[item.id] = _bytes(_entry(item))
        return found


def opml(title: str, groups: Iterable[tuple[str, Sequence[Feed]]]) -> bytes:
    """Return a list of feeds, in groups, for a feed reader to take over at once."""
    parts = [f'{_HEAD}<opml version="2.0">\n<head><title>{_x(title)}</title></head>\n<body>\n']
    for group, found in groups:
        parts.append(f'<outline text="{_x(group)}">\n')
        parts += [
            f'<outline type="rss" text="{_x(f.title)}" title="{_x(f.title)}"'
            f' xmlUrl="{_x(f.addresses["rss"])}" htmlUrl="{_x(f.page)}"/>\n'
            for f in found
        ]
        parts.append("</outline>\n")
    return _bytes(*parts, "</body>\n</opml>\n")


def _entry(item: Item) -> str:
    answer = f'<category term="{item.answer}"/>\n' if item.answer else ""
    dispute = _x(item.dispute)
    about = f'<category term="{dispute}" label="{dispute}"/>\n' if dispute else ""
    reply, via = "", ""
    if item.reply_to:
        reply = (
            f'<thr:in-reply-to ref="{_x(item.reply_to)}" type="text/html"'
            f' href="{_x(item.reply_link)}"/>\n'
        )
    if item.original:
        via = (
            f'<link rel="via" type="text/html" href="{_x(item.original)}"'
            f' title="{_x(item.publisher)}"/>\n'
        )
    return (
        f"<entry>\n<id>{_x(item.id)}</id>\n<title>{_x(item.title)}</title>\n"
        f"<published>{item.published}</published>\n<updated>{item.updated}</updated>\n"
        f'<author><name>{_x(item.author)}</name></author>\n<category term="{item.kind}"/>\n'
        f'{answer}{about}<link rel="alternate" type="text/html" href="{_x(item.link)}"/>\n'
        f'{reply}{via}<content type="text">{_x(_said(item))}</content>\n</entry>\n'
    )


def _tombstone(stone: Tombstone) -> str:
    return (
        f'<at:deleted-entry ref="{_x(stone.id)}" when="{stone.at}">'
        "<at:comment>Withdrawn: the record that it told of no longer stands.</at:comment>"
        "</at:deleted-entry>\n"
    )


def _rss_item(item: Item) -> str:
    about = f'<category domain="dispute">{_x(item.dispute)}</category>\n' if item.dispute else ""
    source = ""
    if item.original:
        source = f'<source url="{_x(item.original)}">{_x(item.publisher)}</source>\n'
    return (
        f"<item>\n<title>{_x(item.title)}</title>\n<link>{_x(item.link)}</link>\n"
        f'<guid isPermaLink="false">{_x(item.id)}</guid>\n<pubDate>{item.rfc822}</pubDate>\n'
        f"<dc:creator>{_x(item.author)}</dc:creator>\n<category>{item.kind}</category>\n"
        # A description is HTML: escaped once for that, and once for XML.
        f"{about}{source}<description>{_x(_x(_said(item)))}</description>\n</item>\n"
    )


def _json_item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.link,
        **({"external_url": item.original} if item.original else {}),
        "title": item.title,
        "content_text": _said(item),
        "date_published": item.published,
        "date_modified": item.updated,
        "authors": [{"name": item.author}],
        "tags": [tag for tag in (item.kind, item.dispute) if tag],
        "_claimwire": {
            "kind": item.kind,
            "answer": item.answer or None,
            "publisher": item.publisher,
            "in_reply_to": item.reply_to or None,
        },
    }


def _said(item: Item) -> str:
    return f"“{item.quote}” – {item.publisher}"


def _x(words: str) -> str:
    """Return words escaped for XML, in an element or an attribute."""
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    words = words.replace('"', "&quot;")
    return words if words.isprintable() else _NEVER.sub("", words)


def _bytes(*parts: str, items: Iterable[bytes] = (), end: str = "") -> bytes:
    """Return a document whose items are bytes already."""
    head = "".join(parts).encode("utf-8", "replace")
    return b"".join((head, *items, end.encode("utf-8", "replace")))
