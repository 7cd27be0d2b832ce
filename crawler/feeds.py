"""Reading what a source answers: feeds (RSS, RDF, Atom, JSON), sitemaps, listing pages, or none.

The body is sniffed before anything parses it, since servers answer a feed's address with HTML, with
nothing, or with the feed of somebody else's bot wall, all with status 200. What is read is kept as
stated: a time in the future stays (extraction marks it), only placeholders that mean "no date" (the
first day of the Unix epoch, years before 1900) become ``None``. No input raises.
"""

from __future__ import annotations

import calendar
import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from claimwire.errors import InputError
from claimwire.model import Entry, SourceKind
from crawler import bylines, dates, jsonfeed, linklist, sitemaps
from crawler.dates import Moment
from crawler.decode import decode, unpack_gzip
from crawler.plain import plain_line, xml_references
from crawler.sniffing import DOCTYPE, ROOT, SNIFFED, sniff
from crawler.urls import canonical, url_key

MAX_BYTES = 40_000_000
"""Unpacked size above which a feed is refused; the sitemap protocol allows 50 MB."""

MAX_ENTRIES = 2_000
"""Entries taken of one feed; a reader of news never needs the two thousand and first."""

_TITLE_CHARACTERS = 500
_SUMMARY_CHARACTERS = 5_000
_XML_DECLARATION = re.compile(r"\A\s*<\?xml.*?\?>", re.DOTALL)
_KINDS = {
    SourceKind.RSS: "an RSS feed",
    SourceKind.ATOM: "an Atom feed",
    SourceKind.NEWS_SITEMAP: "a news sitemap",
    SourceKind.SITEMAP: "a sitemap",
    SourceKind.SITEMAP_DIFF: "a sitemap",
    SourceKind.JSON_FEED: "a JSON feed",
    SourceKind.HTML_LIST: "a listing page",
    SourceKind.JSON_API: "an answer of an interface",
    SourceKind.GOOGLE_NEWS: "an RSS feed",
}
_SITEMAPS = frozenset({SourceKind.SITEMAP, SourceKind.NEWS_SITEMAP, SourceKind.SITEMAP_DIFF})
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
_WHOLE_TEXT = re.compile(
    r"<content:encoded\b[^<>]*>(?:\s*<!\[CDATA\[.*?\]\]>|[^<]*)\s*</content:encoded>", re.DOTALL
)
_NO_LEAD = re.compile(
    r"<description\s*/>|<description>\s*(?:<!\[CDATA\[\s*\]\]>)?\s*</description>"
)
_TAIL = 4_000  # characters in which the end of a feed is looked for
_WITH_MAIL = re.compile(r"^\S+@\S+\s*\((?P<one>[^()]+)\)$|^(?P<two>[^<>]+?)\s*<\S*@\S*>$")
_PERMALINKS = ("http://", "https://", "/")  # an identifier of another form is not an address
_FIRST_YEAR = 1900
_EPOCH_DAY = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What one answer of a source says.

    ``shape`` is what the body is: ``feed json-feed sitemap sitemap-index listing html json nothing
    unknown``.
    ``problem`` is one sentence for a person when the answer is not what the source promises; it is
    ``None`` for a feed without entries, which is a healthy answer.
    """

    shape: str
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()  # of an index, newest first
    problem: str | None = None
    title: str | None = None
    language: str | None = None
    ttl: dt.timedelta | None = None  # how long the feed asks to be left alone
    skip_hours: frozenset[int] = frozenset()  # GMT
    skip_days: frozenset[int] = frozenset()  # GMT, Monday is 0
    notes: tuple[str, ...] = ()  # entries that could not be used, and why


def read(
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    kind: SourceKind,
    include: str | None = None,
    exclude: str | None = None,
) -> FeedReading:
    """Return what a source's answer says.

    Parameters
    ----------
    body:
        The answer as received, with HTTP's own compression removed.
    url:
        Address that answered; relative links are taken from it.
    content_type:
        Value of the HTTP header.
    kind:
        What the source is configured as. A sitemap at a feed's address is read all the same; the
        kind words the problem and says whether an HTML page is a listing.
    include, exclude:
        Which links of a listing page are entries: expressions as in the catalogue. Feeds and
        sitemaps are returned whole.
    """
    try:
        data = unpack_gzip(body, MAX_BYTES)
    except InputError as error:
        return FeedReading("unknown", problem=f"{error.message}; not {_KINDS[kind]}")
    if len(data) > MAX_BYTES:
        return FeedReading("unknown", problem=f"larger than {MAX_BYTES} bytes; not read")
    text = decode(data, content_type).text
    shape = sniff(text)
    if shape == "feed":
        return _feed(text, url)
    listed = kind in _SITEMAPS and shape == "unknown" and sitemaps.is_list(text)
    if shape in ("sitemap", "sitemap-index") or listed:
        shape = "sitemap" if listed else shape
        found = sitemaps.read_list(text, url=url) if listed else sitemaps.read(text, url=url)
        notes = () if not found.unusable else (_unusable(found.unusable),)
        return FeedReading(
            shape, entries=found.entries, sitemaps=found.sitemaps, problem=found.problem,
            notes=notes,
        )  # fmt: skip
    if kind is SourceKind.HTML_LIST and shape in ("html", "unknown"):
        return _listing(text, url, include, exclude)
    if shape == "json" and (feed := jsonfeed.read(text, url=url, most=MAX_ENTRIES)) is not None:
        return _json_feed(feed)
    return FeedReading(shape, problem=_not_a_feed(shape, text, kind))


def _listing(text: str, url: str, include: str | None, exclude: str | None) -> FeedReading:
    found = linklist.read(text, url=url, include=include, exclude=exclude)
    problem = None
    if not found.entries:
        problem = (
            f"none of the {found.links} links of the page is an entry; "
            "the page has changed: compare its links with `include` and `exclude`"
        )
    return FeedReading("listing", entries=found.entries, problem=problem)


def _json_feed(found: jsonfeed.JsonFeedReading) -> FeedReading:
    missing = sum(entry is None for entry in found.entries)
    notes = [_unusable(missing)] if missing else []
    if found.expired:
        notes.append("the feed says that it is finished; look for its successor")
    return FeedReading(
        "json-feed",
        entries=_without_twins(entry for entry in found.entries if entry is not None),
        title=found.title,
        language=found.language,
        notes=tuple(notes),
    )


def _not_a_feed(shape: str, text: str, kind: SourceKind) -> str:
    if shape == "nothing":
        return f"an empty body instead of {_KINDS[kind]}"
    if shape == "html":
        title = re.search(r"<title[^>]*>(.{0,300}?)</title>", text[:50_000], re.I | re.S)
        named = f" titled “{plain_line(title[1], limit=80)}”" if title else ""
        return f"an HTML page{named} instead of {_KINDS[kind]}"
    if shape == "json":
        return f"JSON instead of {_KINDS[kind]}"
    return f"neither feed nor sitemap: begins with {plain_line(text[:60], limit=60)!r}"


def _unusable(number: int) -> str:
    return f"{number} entries without a usable link were left out"


# --------------------------------------------------------------------------------------- feeds


def _feed(text: str, url: str) -> FeedReading:
    # The declaration may name the encoding that was decoded already; a DOCTYPE may hold a bomb.
    source = DOCTYPE.sub("", _XML_DECLARATION.sub("", _from_root(text)), count=1)
    source = xml_references(_without_the_unused(source))
    try:
        parsed = _parsed(source)
        if not parsed.entries and _ITEM.search(source):
            parsed = _parsed(_mended(source))
    except Exception as error:  # feedparser lets errors of its SAX and SGML parsers through
        return FeedReading("feed", problem=f"a feed that cannot be parsed: {error}")
    broken = parsed.get("bozo_exception")
    if broken is not None and not parsed.entries and not parsed.feed:
        return FeedReading("feed", problem=f"a feed that cannot be parsed: {broken}")
    entries = [_entry(item, parsed, url) for item in parsed.entries[:MAX_ENTRIES]]
    usable = _without_twins(entry for entry in entries if entry is not None)
    missing = sum(entry is None for entry in entries)
    head = _around_the_items(text)
    return FeedReading(
        "feed",
        entries=usable,
        title=plain_line(_text(parsed.feed, "title"), limit=_TITLE_CHARACTERS) or None,
        language=_text(parsed.feed, "language") or None,
        ttl=_ttl(head, parsed.feed),
        skip_hours=_skip_hours(head),
        skip_days=_skip_days(head),
        notes=(_unusable(missing),) if missing else (),
    )


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
    if root is None:
        return text
    declaration = text.rfind("<?xml", 0, root.start())
    return text[declaration if declaration >= 0 else root.start() :]


def _without_the_unused(text: str) -> str:
    """Return a feed without elements that nothing here asks for: each costs feedparser its time."""
    text = _UNUSED.sub("", _UNUSED.sub("", text))  # groups are empty after the first time
    items = len(_ITEM.findall(text))
    if text.count("<description>", text.find("<item")) >= items > 0 and not _NO_LEAD.search(text):
        return _WHOLE_TEXT.sub("", text)
    return text


def _entry(item: Any, parsed: Any, url: str) -> Entry | None:
    link = _link(item, url)
    if link is None:
        return None
    address, normal = link
    atom = str(parsed.get("version", "")).startswith("atom")
    published = _time(item, "published") or _time(item, "created")  # the latter of Dublin Core
    modified = _time(item, "updated")
    if published is None and not atom:
        published, modified = modified, None  # dc:date of RSS, which feedparser calls "updated"
    source = _stated(item, "source") or {}
    return Entry(
        url=address,
        canonical_url=normal,
        url_key=url_key(normal),
        title=plain_line(_text(item, "title"), limit=_TITLE_CHARACTERS) or None,
        summary=_summary(item),
        published=published.at if published else None,
        modified=modified.at if modified else None,
        authors=_authors(item, parsed.feed if atom else {}),
        guid=_text(item, "id")[:2000] or None,
        credited_source=plain_line(_text(source, "title"), limit=200) or None,
        credited_url=canonical(_text(source, "href") or _text(source, "url")),
        published_precision=published.precision if published else "second",
        modified_precision=modified.precision if modified else "second",
        language=_text(item, "language")
        or _text(_stated(item, "title_detail") or {}, "language")
        or _text(parsed.feed, "language")
        or None,
    )


def _link(item: Any, base: str) -> tuple[str, str] | None:
    """Return the address of an entry, whole and in its normal form.

    It is FeedBurner's original, the entry's link, or its permalink.
    """
    link, id_ = _text(item, "link"), _text(item, "id")
    named = id_.startswith(_PERMALINKS if _stated(item, "guidislink") else _PERMALINKS[:2])
    links = [
        _text(link, "href")
        for link in _stated(item, "links") or []
        if _stated(link, "rel") == "alternate"
    ]
    candidates = [_text(item, "feedburner_origlink"), link, *links, id_ if named else ""]
    if id_ and not named:  # feedparser takes any identifier for a permalink
        candidates = [candidate for candidate in candidates if candidate != id_]
    for candidate in candidates:
        if candidate and (whole := _whole(candidate.strip(), base)):
            return whole
    return None


def _whole(address: str, base: str) -> tuple[str, str] | None:
    """Return ``address`` as published when it is whole, else taken from ``base``; both forms."""
    try:
        whole = urljoin(base, address)
    except ValueError:
        return None
    normal = canonical(whole)
    return (whole, normal) if normal is not None else None


def _text(mapping: Any, key: str) -> str:
    value = _stated(mapping, key)
    return value if isinstance(value, str) else ""


def _stated(mapping: Any, key: str) -> Any:
    """Return what stands under feedparser's own name of a field, without its slow search."""
    return dict.get(mapping, key)


def _summary(item: Any) -> str | None:
    value = _text(item, "summary")
    if not value:
        parts = [part for part in _stated(item, "content") or [] if isinstance(part, dict)]
        value = next((_text(part, "value") for part in parts if _text(part, "value")), "")
    return plain_line(value, limit=_SUMMARY_CHARACTERS) or None


def _authors(item: Any, feed: Any) -> tuple[str, ...]:
    """Return the people that an entry names; those of the whole feed where Atom lets them stand."""
    stated = [_text(author, "name") for author in _stated(item, "authors") or [] if author]
    written = [_text(item, "author")]
    several = len(stated) > 1
    for lines in (stated if several else written, stated, [_text(feed, "author")]):
        named = [_person(line) for line in lines if line]
        found = bylines.people(named, publisher=_text(feed, "title"))
        if found:
            return found
    return ()


def _person(line: str) -> str:
    """Return the name in an address as mail writes it, "" for an address alone."""
    match = _WITH_MAIL.match(line.strip())
    if match is not None:
        return plain_line(match["one"] or match["two"], limit=200)
    return "" if "@" in line and " " not in line.strip() else plain_line(line, limit=200)


def _time(item: Any, key: str) -> Moment | None:
    if not dict.__contains__(item, key):  # feedparser answers "updated" with "published"
        return None
    moment = dates.parse(_text(item, key)) or _struct_time(_stated(item, f"{key}_parsed"))
    if moment is None or moment.at.year < _FIRST_YEAR or moment.at.date() == _EPOCH_DAY:
        return None
    return _with_clock(moment, _text(item, key))


def _with_clock(moment: Moment, text: str) -> Moment:
    """Return a feed's clock time without offset as stated in UTC: RSS knows no local times."""
    return replace(moment, precision="second") if ":" in text else moment


def _struct_time(value: Any) -> Moment | None:
    try:
        at = dt.datetime.fromtimestamp(calendar.timegm(value), tz=dt.UTC) if value else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return Moment(at, "second", offset_stated=False) if at is not None else None


def _without_twins(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Keep the first entry of each document; a later twin fills what the first leaves open."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        first = kept.get(entry.url_key)
        if first is None:
            kept[entry.url_key] = entry
        elif first.published is None and entry.published is not None:
            kept[entry.url_key] = replace(first, published=entry.published)
    return tuple(kept.values())


# ---------------------------------------------------------------------- when to come back


def _ttl(head: str, feed: Any) -> dt.timedelta | None:
    match = _TTL.search(head)
    if match and int(match[1]) > 0:
        return dt.timedelta(minutes=min(int(match[1]), 60 * 24 * 7))
    hours = _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower())
    if hours is None:
        return None
    frequency = _text(feed, "sy_updatefrequency").strip()
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
