"""An entry of feedparser to an :class:`claimwire.model.Entry`: address, times, people, words.

What is read is kept as stated: a time in the future stays, only placeholders that mean "no date"
become ``None``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from claimwire.model import Entry
from crawler import bylines, dates
from crawler.dates import Moment
from crawler.plain import plain_line
from crawler.urls import canonical, url_key

TITLE_CHARACTERS = 500
_SUMMARY_CHARACTERS = 5_000
_WITH_MAIL = re.compile(r"^\S+@\S+\s*\((?P<one>[^()]+)\)$|^(?P<two>[^<>]+?)\s*<\S*@\S*>$")
_OFFSET = re.compile(r"(?<=[\d ])([+-]\d{2}):(\d{2})\s*$")  # as ISO 8601 has it, behind RFC 822
_NO_SCHEME = re.compile(r"www\.[\w-]+\.\w", re.IGNORECASE)
_PERMALINKS = ("http://", "https://", "/")  # an identifier of another form is not an address
_FIRST_YEAR = 1900
_EPOCH_DAY = dt.date(1970, 1, 1)


def read_entry(item: Any, parsed: Any, url: str, language: str | None) -> Entry | None:
    """Return an entry, ``None`` without a usable link.

    Parameters
    ----------
    item, parsed:
        As feedparser gives them.
    url:
        Address of the feed.
    language:
        Of the whole feed.
    """
    link = _link(item, url)
    if link is None:
        return None
    address, normal = link
    atom = str(parsed.get("version", "")).startswith("atom")
    published = _time(item, "published") or _time(item, "created")  # the latter of Dublin Core
    published = published or _time(item, "prism_publicationdate")
    modified = _time(item, "updated")
    if published is None and not atom:
        published, modified = modified, None  # dc:date of RSS, which feedparser calls "updated"
    source = _stated(item, "source") or {}
    return Entry(
        url=address,
        canonical_url=normal,
        url_key=url_key(normal),
        title=plain_line(text_of(item, "title"), limit=TITLE_CHARACTERS) or None,
        summary=_summary(item),
        published=published.at if published else None,
        modified=modified.at if modified else None,
        authors=_authors(item, source, parsed.feed if atom else {}),
        guid=text_of(item, "id")[:2000] or None,
        credited_source=plain_line(text_of(source, "title"), limit=200) or None,
        credited_url=canonical(
            text_of(source, "href") or text_of(source, "url") or text_of(source, "link")
        ),
        published_precision=published.precision if published else "second",
        modified_precision=modified.precision if modified else "second",
        language=text_of(item, "language")
        or text_of(_stated(item, "title_detail") or {}, "language")
        or language
        or None,
    )


def _link(item: Any, base: str) -> tuple[str, str] | None:
    """Return the address of an entry, whole and in its normal form.

    It is FeedBurner's original, the entry's link, its permalink, or where Atom's content lies.
    """
    link, id_ = text_of(item, "link"), text_of(item, "id")
    named = id_.startswith(_PERMALINKS if _stated(item, "guidislink") else _PERMALINKS[:2])
    links = [
        text_of(link, "href")
        for link in _stated(item, "links") or []
        if text_of(link, "rel").rpartition("/")[2] == "alternate"  # also as IANA's address
    ]
    elsewhere = [text_of(part, "src") for part in _stated(item, "content") or []]
    permalink = id_ if named else ""
    candidates = [text_of(item, "feedburner_origlink"), link, *links, permalink, *elsewhere]
    if id_ and not named:  # feedparser takes any identifier for a permalink
        candidates = [candidate for candidate in candidates if candidate != id_]
    for candidate in candidates:
        if candidate and (whole := _whole(candidate.strip(), base)):
            return whole
    return None


def _whole(address: str, base: str) -> tuple[str, str] | None:
    """Return ``address`` as published when it is whole, else taken from ``base``; both forms."""
    if _NO_SCHEME.match(address):
        address = f"http://{address}"
    try:
        whole = urljoin(base, address)
    except ValueError:
        return None
    normal = canonical(whole)
    return (whole, normal) if normal is not None else None


def text_of(mapping: Any, key: str) -> str:
    """Return a field of feedparser's if it is a text, else ""."""
    value = _stated(mapping, key)
    return value if isinstance(value, str) else ""


def _stated(mapping: Any, key: str) -> Any:
    """Return what stands under feedparser's own name of a field, without its slow search."""
    return dict.get(mapping, key)


def _summary(item: Any) -> str | None:
    value = text_of(item, "summary")
    if not value:
        parts = [part for part in _stated(item, "content") or [] if isinstance(part, dict)]
        value = next((text_of(part, "value") for part in parts if text_of(part, "value")), "")
    return plain_line(value, limit=_SUMMARY_CHARACTERS) or None


def _authors(item: Any, source: Any, feed: Any) -> tuple[str, ...]:
    """Return the people that an entry names.

    Atom lets those of the feed that it was taken from stand for them, and those of its own feed.
    """
    stated = [text_of(author, "name") for author in _stated(item, "authors") or [] if author]
    written = [text_of(item, "author")]
    several = len(stated) > 1
    others = ([text_of(source, "author")], [text_of(feed, "author")])
    for lines in (stated if several else written, stated, *others):
        found = _people(tuple(line for line in lines if line), text_of(feed, "title"))
        if found:
            return found
    return ()


@lru_cache(maxsize=5_000)  # a feed names the same few people over and over
def _people(lines: tuple[str, ...], publisher: str) -> tuple[str, ...]:
    return bylines.people([_person(line) for line in lines], publisher=publisher)


def _person(line: str) -> str:
    """Return the name in an address as mail writes it, "" for an address alone."""
    match = _WITH_MAIL.match(line.strip())
    if match is not None:
        return plain_line(match["one"] or match["two"], limit=200)
    return "" if "@" in line and " " not in line.strip() else plain_line(line, limit=200)


def _time(item: Any, key: str) -> Moment | None:
    if not dict.__contains__(item, key):  # feedparser answers "updated" with "published"
        return None
    moment = dates.parse(_OFFSET.sub(r"\1\2", text_of(item, key))) or _struct_time(
        _stated(item, f"{key}_parsed")
    )
    if moment is None or moment.at.year < _FIRST_YEAR or moment.at.date() == _EPOCH_DAY:
        return None
    return _with_clock(moment, text_of(item, key))


def _with_clock(moment: Moment, text: str) -> Moment:
    """Return a feed's clock time without offset as stated in UTC: RSS knows no local times."""
    return replace(moment, precision="second") if ":" in text else moment


def _struct_time(value: Any) -> Moment | None:
    try:
        at = dt.datetime.fromtimestamp(calendar.timegm(value), tz=dt.UTC) if value else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return Moment(at, "second", offset_stated=False) if at is not None else None
