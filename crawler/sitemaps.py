"""Sitemaps and news sitemaps (sitemaps.org, Google's news extension).

Elements are taken by their local name in lower case, since the news namespace is written with http
and https, undeclared, in upper case or not at all. Entities are never resolved and the parser keeps
its limits, so that an entity bomb stays a few bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, replace

from lxml import etree

from claimwire.model import Entry
from crawler import dates
from crawler.doctype import without_doctype
from crawler.plain import plain_line, xml_references
from crawler.urls import canonical, url_key

MAX_URLS = 50_000
"""The protocol's own limit for one file."""

_MEANT = {
    "day": dt.timedelta(days=1.5),
    "month": dt.timedelta(days=31.5),
    "year": dt.timedelta(days=366.5),
}
_ADDRESS_LINE = re.compile(r"\s*https?://\S+\s*")


@dataclass(frozen=True, slots=True)
class SitemapReading:
    """Documents of a sitemap, children of an index (newest first), and what could not be used."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    changed: tuple[dt.datetime | None, ...] = ()  # of the children: latest time of the last change
    unusable: int = 0
    problem: str | None = None


def read(text: str, *, url: str) -> SitemapReading:
    """Return what a sitemap or an index of sitemaps lists; relative locations start at ``url``."""
    body = xml_references(without_doctype(text)).encode("utf-8", "replace")
    entries: dict[str, Entry] = {}
    children: dict[str, dt.datetime | None] = {}
    unusable = 0
    problem = None
    try:
        for _, element in etree.iterparse(
            io.BytesIO(body),
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=True,
            remove_comments=True,
        ):
            name = _local(element)
            if name not in ("url", "sitemap"):
                continue
            fields = _fields(element)
            element.clear()
            location = canonical(fields.get("loc", ""), url)
            if location is None:
                unusable += 1
            elif name == "sitemap":
                children.setdefault(location, _changed(fields.get("lastmod", "")))
            else:
                entries.setdefault(url_key(location), _entry(location, fields))
            if len(entries) + len(children) >= MAX_URLS:
                break
    except etree.XMLSyntaxError as error:
        problem = f"a sitemap that breaks off: {error.msg}"
    if problem and (entries or children):
        problem = None  # what came before the break is good
    newest = sorted(children.items(), key=lambda child: child[1] or dates.EARLIEST, reverse=True)
    return SitemapReading(
        entries=tuple(entries.values()),
        sitemaps=tuple(location for location, _ in newest),
        changed=tuple(at for _, at in newest),
        unusable=unusable,
        problem=problem,
    )


def _local(element: etree._Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):  # comments and entities
        return ""
    return re.split(r"[}:]", tag)[-1].lower()


def _fields(element: etree._Element) -> dict[str, str]:
    """Return loc and lastmod of the entry itself and the fields of its news block."""
    fields: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name == "news":
            for inner in child:
                fields.setdefault(f"news:{_local(inner)}", _words(inner))
                for deepest in inner:
                    fields.setdefault(f"news:{_local(deepest)}", _words(deepest))
        elif name in ("publication_date", "title", "publication"):  # the news block left out
            fields.setdefault(f"news:{name}", _words(child))
            for inner in child:
                fields.setdefault(f"news:{_local(inner)}", _words(inner))
        else:
            fields.setdefault(name, _words(child))
    return fields


def _words(element: etree._Element) -> str:
    return (element.text or "").strip()


def _entry(location: str, fields: dict[str, str]) -> Entry:
    published = _time(fields.get("news:publication_date", ""))
    modified = _time(fields.get("lastmod", ""))
    return Entry(
        url=location,
        canonical_url=location,
        url_key=url_key(location),
        title=plain_line(fields.get("news:title", ""), limit=500) or None,
        published=published.at if published else None,
        modified=modified.at if modified else None,
        language=fields.get("news:language") or None,
        published_precision=published.precision if published else "second",
        modified_precision=modified.precision if modified else "second",
    )


def _time(text: str) -> dates.Moment | None:
    moment = dates.parse(text)
    if moment is None or moment.at.year <= 1970:
        return None
    # The protocol wants an offset with every clock time; one that is left out is taken for UTC.
    return replace(moment, precision="second") if ":" in text else moment


def _changed(text: str) -> dt.datetime | None:
    """Return the latest moment that a ``lastmod`` may mean: a date alone means any time of its day.

    A local day may end in GMT half a day after that of GMT.
    """
    moment = _time(text)
    return moment.at + _MEANT.get(moment.precision, dt.timedelta(0)) if moment else None


def is_list(text: str) -> bool:
    """Say whether a text is a sitemap of the plain kind: one address a line and nothing else."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    return bool(lines) and all(_ADDRESS_LINE.fullmatch(line) for line in lines)


def read_list(text: str, *, url: str) -> SitemapReading:
    """Return the addresses of a plain text sitemap."""
    entries: dict[str, Entry] = {}
    unusable = 0
    for line in text.splitlines()[:MAX_URLS]:
        location = canonical(line.strip(), url) if line.strip() else None
        if location is not None:
            entries.setdefault(url_key(location), _entry(location, {}))
        elif line.strip():
            unusable += 1
    return SitemapReading(entries=tuple(entries.values()), unusable=unusable)
