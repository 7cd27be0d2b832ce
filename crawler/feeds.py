"""Reading what a source answers: feeds (RSS, RDF, Atom, JSON), sitemaps, listing pages, or none.

The body is sniffed before anything parses it, since servers answer a feed's address with HTML, with
nothing, or with the feed of somebody else's bot wall, all with status 200. What is read is kept as
stated: a time in the future stays (extraction marks it), only placeholders that mean "no date" (the
first day of the Unix epoch, years before 1900) become ``None``. No input raises.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claimwire.errors import InputError
from claimwire.model import Entry, SourceKind
from crawler import jsonfeed, linklist, sitemaps, xmlfeed
from crawler.decode import decode, unpack_gzip
from crawler.plain import plain_line
from crawler.sniffing import sniff

MAX_BYTES = 52_428_800
"""Unpacked size above which a feed is refused: what the sitemap protocol allows."""

MAX_ENTRIES = 2_000
"""Entries taken of one feed; a reader of news never needs the two thousand and first."""

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
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_SITEMAPS = frozenset({SourceKind.SITEMAP, SourceKind.NEWS_SITEMAP, SourceKind.SITEMAP_DIFF})


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
    changed: tuple[dt.datetime | None, ...] = ()  # when each of them last changed, if stated
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
    content_language: str | None = None,
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
    content_language:
        Value of the HTTP header: the language of a feed that states none itself.
    """
    try:
        data = unpack_gzip(unpack_gzip(body, MAX_BYTES), MAX_BYTES)  # some pack what is packed
    except InputError as error:
        return FeedReading("unknown", problem=f"{error.message}; not {_KINDS[kind]}")
    if len(data) > MAX_BYTES:
        return FeedReading("unknown", problem=f"larger than {MAX_BYTES} bytes; not read")
    text = decode(data, content_type).text
    shape = sniff(text)
    if shape == "feed":
        return _xml_feed(text, url, content_language)
    listed = kind in _SITEMAPS and shape == "unknown" and sitemaps.is_list(text)
    if shape in ("sitemap", "sitemap-index") or listed:
        shape = "sitemap" if listed else shape
        found = sitemaps.read_list(text, url=url) if listed else sitemaps.read(text, url=url)
        notes = () if not found.unusable else (_unusable(found.unusable),)
        return FeedReading(
            shape, entries=found.entries, sitemaps=found.sitemaps, changed=found.changed,
            problem=found.problem, notes=notes,
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
            if found.links
            else "a page without any link: made by scripts, or put in place of the listing"
        )
    return FeedReading("listing", entries=found.entries, problem=problem)


def _xml_feed(text: str, url: str, content_language: str | None) -> FeedReading:
    language = _one_language(content_language)
    found = xmlfeed.read(text, url=url, language=language, most=MAX_ENTRIES)
    if found.problem is not None:
        return FeedReading("feed", problem=found.problem)
    missing = sum(entry is None for entry in found.entries)
    return FeedReading(
        "feed",
        entries=_without_twins(entry for entry in found.entries if entry is not None),
        title=found.title,
        language=found.language,
        ttl=found.ttl,
        skip_hours=found.skip_hours,
        skip_days=found.skip_days,
        notes=(_unusable(missing),) if missing else (),
    )


def _one_language(header: str | None) -> str | None:
    """Return the language that a header names, ``None`` when it names none or several."""
    tags = [tag.strip() for tag in (header or "").split(",") if tag.strip()]
    return tags[0] if len(tags) == 1 and _LANGUAGE.fullmatch(tags[0]) else None


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
