"""JSON Feed 1.0 and 1.1 (jsonfeed.org): the same as RSS, written as JSON. No input raises."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from claimwire.model import Entry
from crawler import dates
from crawler.plain import plain_line
from crawler.sniffing import JSON_FEED
from crawler.urls import canonical, url_key

_VERSION = "jsonfeed.org/version/"
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MOST_STARTS = 5  # braces that are tried as the beginning of a feed
_TITLE_CHARACTERS = 500
_SUMMARY_CHARACTERS = 5_000


@dataclass(frozen=True, slots=True)
class JsonFeedReading:
    """Entries in their order; twins and entries without a link are left to the caller."""

    entries: tuple[Entry | None, ...] = ()
    title: str | None = None
    language: str | None = None
    expired: bool = False  # the feed says that it is finished


def read(text: str, *, url: str, most: int) -> JsonFeedReading | None:
    """Return what a JSON Feed says, ``None`` when the text is none.

    Parameters
    ----------
    url:
        Address that answered; relative links are taken from it.
    most:
        Items that are read; ``None`` stands among the entries for one without a usable link.
    """
    feed = _loads(text.lstrip("\ufeff \t\r\n\x00"))
    if feed is None and JSON_FEED.search(text):
        feed = _behind_a_prefix(text)
    if not isinstance(feed, dict) or not _is_feed(feed):
        return None
    language = _string(feed.get("language")) or None
    found = [_entry(item, feed, language, url) for item in feed["items"][:most]]
    return JsonFeedReading(
        entries=tuple(found),
        title=plain_line(_string(feed.get("title")), limit=_TITLE_CHARACTERS) or None,
        language=language,
        expired=feed.get("expired") is True,
    )


def _loads(text: str) -> Any:
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _behind_a_prefix(text: str) -> Any:
    """Return the object in a body that guards against scripts (``)]}',``, ``while(1);``, a call).

    Warnings of the server before it and comments behind it are passed over, too.
    """
    decoder = json.JSONDecoder(strict=False)
    for start in islice((found.start() for found in re.finditer(r"\{", text)), _MOST_STARTS):
        try:
            value = decoder.raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and _is_feed(value):
            return value
    return None


def _is_feed(feed: dict[str, Any]) -> bool:
    """Say whether an object is a feed: by its version or, without one, by what only feeds have."""
    if not isinstance(feed.get("items"), list):  # an error of the server, no empty feed
        return False
    if _VERSION in _string(feed.get("version")):
        return True
    return "version" not in feed and any(name in feed for name in ("home_page_url", "feed_url"))


def _entry(item: Any, feed: dict[str, Any], language: str | None, base: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    address = _link(item, base)
    normal = canonical(address) if address else None
    if address is None or normal is None:
        return None
    published, modified = _time(item.get("date_published")), _time(item.get("date_modified"))
    texts = (_string(item.get(name)) for name in ("summary", "content_text", "content_html"))
    return Entry(
        url=address,
        canonical_url=normal,
        url_key=url_key(normal),
        title=plain_line(_string(item.get("title")), limit=_TITLE_CHARACTERS) or None,
        summary=plain_line(next(filter(None, texts), ""), limit=_SUMMARY_CHARACTERS) or None,
        published=published.at if published else None,
        modified=modified.at if modified else None,
        published_precision=published.precision if published else "second",
        modified_precision=modified.precision if modified else "second",
        authors=_authors(item) or _authors(feed),
        guid=_string(item.get("id"))[:2000] or None,
        language=_string(item.get("language")) or language,
    )


def _link(item: dict[str, Any], base: str) -> str | None:
    """Return the whole address of an item: its own, or its id where that is one."""
    candidates = [_string(item.get("url")).strip()]
    identity = _string(item.get("id")).strip()
    if identity.startswith(("http://", "https://")):
        candidates.append(identity)
    candidates.append(_string(item.get("external_url")).strip())
    for candidate in filter(None, candidates):
        try:
            whole = urljoin(base, candidate)
        except ValueError:
            continue
        if canonical(whole):
            return whole
    return None


def _authors(owner: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of 1.1's ``authors`` or 1.0's ``author``."""
    stated = owner.get("authors")
    people = stated if isinstance(stated, list) else [owner.get("author")]
    names = [_string(one.get("name")) for one in people if isinstance(one, dict)]
    cleaned = (plain_line(name, limit=200) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))


def _time(value: Any) -> dates.Moment | None:
    moment = dates.parse(_string(value))
    return moment if moment and moment.at >= dates.EARLIEST else None


def _string(value: Any) -> str:
    """Return a text without lone surrogates, a number as its digits, "" for anything else."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return str(value) if type(value) is int and abs(value) < 10**18 else ""
