"""RSS, RDF, Atom and CDF: a text to what it says, by feedparser on markup made ready for it.

What stands before the root and what nothing here asks for is taken away, bare ampersands and names
that only HTML knows are made XML, tags that do not close are mended. :mod:`crawler.feedentry` turns
feedparser's records into ours. No input raises.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from claimwire.model import Entry
from crawler.doctype import behind_prologue, without_doctype
from crawler.feedentry import TITLE_CHARACTERS, read_entry, text_of
from crawler.plain import plain_line, xml_references
from crawler.sniffing import ROOT, SNIFFED

_PERIODS = {
    "hourly": 1, "daily": 24, "dayly": 24, "weekly": 168, "monthly": 720, "yearly": 8760,
    "always": 1,
}  # fmt: skip
_TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_SKIP_HOURS = re.compile(r"<skipHours>(.*?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(r"<skipDays>(.*?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*([A-Za-z]+)\s*</day>", re.IGNORECASE)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_UNUSED = re.compile(
    r"<(category|(?:media|itunes|slash|wfw|thr|georss|podcast|googleplay):[\w-]+)\b[^<>]*"
    r"(?:/>|>(?:[^<]|<!\[CDATA\[.*?\]\]>)*</\1\s*>)",
    re.DOTALL,
)
_STANDING_IN = (
    (("<title",), ("itunes:title", "media:title")),
    (("<description", "<summary"), ("itunes:summary", "media:description")),
    (("<author", "creator>"), ("itunes:author",)),
)
"""Elements that are looked at where a feed leaves out what they stand for."""

_WHOLE_TEXT = re.compile(
    r"<content:encoded\b[^<>]*>(?:\s*<!\[CDATA\[.*?\]\]>|[^<]*)\s*</content:encoded>", re.DOTALL
)
_NO_LEAD = re.compile(
    r"<description\s*/>|<description>\s*(?:<!\[CDATA\[\s*\]\]>)?\s*</description>"
)
_TAIL = 4_000  # characters in which the end of a feed is looked for
_BASE = re.compile(r"\bxml:base\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


@dataclass(frozen=True, slots=True)
class XmlFeedReading:
    """Entries in their order, ``None`` for one without a usable link; twins are left to the caller.

    ``problem`` says why nothing can be read.
    """

    entries: tuple[Entry | None, ...] = ()
    problem: str | None = None
    title: str | None = None
    language: str | None = None
    ttl: dt.timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


def read(text: str, *, url: str, language: str | None, most: int) -> XmlFeedReading:
    """Return what a feed says.

    Parameters
    ----------
    url:
        Address that answered; relative links are taken from it.
    language:
        Of a feed that states none.
    most:
        Entries that are read.
    """
    # A declaration may name the encoding that was decoded already; a DOCTYPE may hold a bomb.
    source = _with_base(without_doctype(_from_root(text)), url)
    source = xml_references(_without_the_unused(source))
    try:
        parsed = _parsed(source)
        if not parsed.entries and _ITEM.search(source):
            parsed = _parsed(_mended(source))
    except Exception as error:  # feedparser lets errors of its SAX and SGML parsers through
        return XmlFeedReading(problem=f"a feed that cannot be parsed: {error}")
    broken = parsed.get("bozo_exception")
    if broken is not None and not parsed.entries and not parsed.feed:
        return XmlFeedReading(problem=f"a feed that cannot be parsed: {broken}")
    head = _around_the_items(text)
    stated = text_of(parsed.feed, "language") or language
    return XmlFeedReading(
        entries=tuple(read_entry(item, parsed, url, stated) for item in parsed.entries[:most]),
        title=plain_line(text_of(parsed.feed, "title"), limit=TITLE_CHARACTERS) or None,
        language=stated or None,
        ttl=_ttl(head, parsed.feed),
        skip_hours=_skip_hours(head),
        skip_days=_skip_days(head),
    )


def _with_base(source: str, url: str) -> str:
    """Return a feed whose root says where its own ``xml:base`` begins, if any stands in it.

    feedparser knows no address of the feed, on purpose: it would take identifiers for links.
    """
    if "xml:base" not in source:
        return source
    stated = _BASE.search(source, 0, max(source.find(">"), 0))
    try:
        whole = urljoin(url, (stated[1] or stated[2] or "") if stated else "")
    except ValueError:
        return source
    base = f'xml:base="{_escaped(whole)}"'
    if stated is not None:
        return source[: stated.start()] + base + source[stated.end() :]
    root = ROOT.match(source)
    return f"{source[: root.end()]} {base}{source[root.end() :]}" if root else source


def _escaped(address: str) -> str:
    plain = address.replace("&amp;", "&").replace('"', "%22").replace("<", "%3C")
    return plain.replace("&", "&amp;")


def _around_the_items(text: str) -> str:
    """Return what a feed says of itself: before its first entry and behind its last."""
    begin = _ITEM.search(text)
    if begin is None:
        return text
    tail = text[-_TAIL:]
    last = max(tail.rfind("</item>"), tail.rfind("</entry>"))
    return text[: begin.start()] + (tail[last:] if last >= 0 else "")


def _parsed(source: str) -> Any:
    import feedparser  # type: ignore[import-untyped]

    return feedparser.parse(
        io.BytesIO(source.encode("utf-8", "replace")),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )


def _mended(source: str) -> str:
    """Return markup whose tags close, as far as a lenient parser makes sense of it."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(source.encode("utf-8", "replace"), parser=parser)
    return source if root is None else etree.tostring(root, encoding="unicode")


def _from_root(text: str) -> str:
    """Return a feed without what a server's warnings put before it."""
    root = ROOT.search(text[:SNIFFED])
    if root is None or ROOT.match(behind_prologue(text[:SNIFFED], doctype=True)):
        return text
    declaration = text.rfind("<?xml", 0, root.start())
    return text[declaration if declaration >= 0 else root.start() :]


def _without_the_unused(text: str) -> str:
    """Return a feed without elements that nothing here asks for: each costs feedparser its time."""
    items = len(_ITEM.findall(text))
    wanted = {
        name
        for of, names in _STANDING_IN
        if sum(text.count(one) for one in of) < items
        for name in names
    }

    def kept(match: re.Match[str]) -> str:
        return match[0] if match[1] in wanted else ""

    text = _UNUSED.sub(kept, _UNUSED.sub(kept, text))  # groups are empty after the first time
    if text.count("<description>", text.find("<item")) >= items > 0 and not _NO_LEAD.search(text):
        return _WHOLE_TEXT.sub("", text)
    return text


def _ttl(head: str, feed: Any) -> dt.timedelta | None:
    match = _TTL.search(head)
    if match and int(match[1]) > 0:
        return dt.timedelta(minutes=min(int(match[1]), 60 * 24 * 7))
    hours = _PERIODS.get(text_of(feed, "sy_updateperiod").strip().lower())
    if hours is None:
        return None
    frequency = text_of(feed, "sy_updatefrequency").strip()
    times = int(frequency) if frequency.isdecimal() and 0 < int(frequency) < 10_000 else 1
    return dt.timedelta(hours=hours) / times


def _skip_hours(head: str) -> frozenset[int]:
    block = _SKIP_HOURS.search(head)
    hours = {int(hour) % 24 for hour in _HOUR.findall(block[1])} if block else set()
    return frozenset() if len(hours) >= 24 else frozenset(hours)


def _skip_days(head: str) -> frozenset[int]:
    block = _SKIP_DAYS.search(head)
    names = {name.lower() for name in _DAY.findall(block[1])} if block else set()
    days = {_DAYS.index(name) for name in names if name in _DAYS}
    return frozenset() if len(days) >= 7 else frozenset(days)
