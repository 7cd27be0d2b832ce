"""Listing pages without a feed: the links that match an expression are the entries.

What is generic about such pages is little: an entry is a link, its headline the longest text that
links to it, its date the one that stands in the same box. So no selector is configured, only which
addresses are articles; a page that changes its design keeps being read, and one on which nothing
matches any more is an error and not an empty listing. No input raises.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml import etree

from claimwire.model import Entry
from crawler import dates
from crawler.plain import plain_line
from crawler.urls import canonical, url_key

MAX_ITEMS = 500
"""Entries taken of one page."""

_TITLE_CHARACTERS = 500
_BOX_CHARACTERS = 2_000
_CLIMB = 6  # boxes around a link that may still belong to it alone
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}(?:-\d\d?-\d\d?|/\d\d?/\d\d?|\.\d\d?\.\d\d?|\s?年\s?\d\d?\s?月\s?\d\d?\s?日)"
    rf"|{_MONTH}\s\d\d?(?:st|nd|rd|th)?,?\s\d{{4}}|\d\d?\s{_MONTH},?\s\d{{4}})(?!\d)"
)
_DATE_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)[-/]?([01]\d)[-/]?([0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries in the order of the page, and how many links of any kind it has."""

    entries: tuple[Entry, ...] = ()
    links: int = 0


def read(text: str, *, url: str, include: str | None, exclude: str | None) -> Listing:
    """Return the links of a page that match ``include`` and do not match ``exclude``.

    Parameters
    ----------
    url:
        Address that answered; relative links are taken from it or from the page's ``<base>``.
    include, exclude:
        Regular expressions, searched in the normal form of each link.
    """
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return Listing()
    base = next((node.get("href") for node in root.iter("base") if node.get("href")), None)
    start = (canonical(base, url) if base else None) or url
    links = 0
    found: dict[str, list[etree._Element]] = {}
    addresses: dict[str, str] = {}
    keys: dict[etree._Element, str] = {}
    for link in root.iter("a"):
        address = canonical(link.get("href") or "#", start)
        if address is None:
            continue
        links += 1
        key = url_key(address)
        if key == url_key(url) or not _matches(address, include, exclude):
            continue
        if key not in found and len(found) >= MAX_ITEMS:
            continue
        keys[link] = key
        found.setdefault(key, []).append(link)
        addresses.setdefault(key, address)
    entries = tuple(_entry(key, addresses[key], nodes, keys) for key, nodes in found.items())
    return Listing(entries, links)


def _matches(address: str, include: str | None, exclude: str | None) -> bool:
    if include is not None and not re.search(include, address):
        return False
    return exclude is None or not re.search(exclude, address)


def _entry(
    key: str, address: str, nodes: list[etree._Element], keys: dict[etree._Element, str]
) -> Entry:
    titles = [_words(node) or plain_line(node.get("title") or "", limit=500) for node in nodes]
    title = max(titles, key=len)
    dated = (_dated(box) for node in nodes for box in _boxes(node, key, keys))
    return Entry(
        url=address,
        canonical_url=address,
        url_key=key,
        title=_DATE.sub("", title).strip(" |·—–-") or title or None,
        published=next(filter(None, dated), None) or _from_address(address),
    )


def _boxes(
    node: etree._Element, key: str, keys: dict[etree._Element, str]
) -> Iterator[etree._Element]:
    """Yield the link and the elements around it, as far as they hold no other entry."""
    yield node
    for box, _ in zip(node.iterancestors(), range(_CLIMB), strict=False):
        if any(keys.get(link, key) != key for link in box.iter("a")):
            return
        yield box


def _dated(box: etree._Element) -> dt.datetime | None:
    """Return the day or moment that stands in a box: that of its ``<time>``, or a written date."""
    for node in box.iter("time"):
        moment = dates.parse(node.get("datetime") or "")
        if moment is not None and moment.at >= dates.EARLIEST:
            return moment.at
    match = _DATE.search(_words(box))
    moment = dates.parse(match[0]) if match else None
    return moment.at if moment is not None and moment.at >= dates.EARLIEST else None


def _from_address(address: str) -> dt.datetime | None:
    match = _DATE_IN_ADDRESS.search(address)
    moment = dates.parse("-".join(match.groups())) if match else None
    return moment.at if moment else None


def _words(element: etree._Element) -> str:
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(str(part))
        size += len(part)
        if size > _BOX_CHARACTERS:
            break
    return " ".join(" ".join(parts).split())[:_TITLE_CHARACTERS]
