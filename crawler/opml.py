"""OPML, in which readers of feeds exchange what they read: out of and into a catalogue. Pure.

An import takes what an outline says of a feed and nothing more; names become ids, groups become
notes, and an address that the catalogue has is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

from lxml import etree

from claimwire.errors import InputError
from claimwire.model import Source, SourceKind
from crawler.urls import canonical, host_of, registrable_domain, url_key

_FEEDS = frozenset({SourceKind.RSS, SourceKind.ATOM, SourceKind.JSON_FEED})
_KINDS = {"atom": SourceKind.ATOM, "jsonfeed": SourceKind.JSON_FEED, "json": SourceKind.JSON_FEED}
_MOST = 20_000


def write(sources: Iterable[Source], *, title: str) -> str:
    """Return the feeds among sources as OPML 2.0, grouped by perspective; sitemaps are no feeds."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        if source.kind in _FEEDS:
            groups.setdefault(source.perspective or "other", []).append(source)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_escaped(title)}</title></head>",
        "  <body>",
    ]
    for name in sorted(groups):
        lines.append(f"    <outline text={quoteattr(name)}>")
        lines += [f"      {_outline(source)}" for source in groups[name]]
        lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _outline(source: Source) -> str:
    kind = "atom" if source.kind is SourceKind.ATOM else "rss"
    kind = "jsonfeed" if source.kind is SourceKind.JSON_FEED else kind
    values = {"type": kind, "text": source.name, "title": source.name, "xmlUrl": source.url}
    if source.language:
        values["language"] = source.language
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in values.items())
    return f"<outline {attributes}/>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read(body: bytes, *, known: Sequence[Source], where: str) -> tuple[Source, ...]:
    """Return the feeds of an OPML file that the catalogue does not have, as new sources.

    Raises
    ------
    InputError
        If the file is no OPML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(body, parser=parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{where}: is not XML: {error}") from error
    if root is None or str(root.tag).lower() != "opml":
        raise InputError(f"{where}: is no OPML file", remedy="Export it from a reader of feeds.")
    addresses = {url_key(source.url) for source in known}
    ids = {source.id for source in known}
    found: list[Source] = []
    for outline in list(root.iter("outline", "OUTLINE"))[:_MOST]:
        values = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        address = canonical(values.get("xmlurl", ""))
        if address is None or url_key(address) in addresses:
            continue
        name = values.get("title") or values.get("text") or host_of(address)
        source = Source(
            id=free_id(name, address, ids),
            name=" ".join(name.split())[:200],
            publisher=f"web:{registrable_domain(address)}",
            kind=_KINDS.get(values.get("type", "").lower(), SourceKind.RSS),
            url=address,
            language=values.get("language") or None,
            status="unverified",
        )
        addresses.add(url_key(address))
        ids.add(source.id)
        found.append(source)
    return tuple(found)


def free_id(name: str, url: str, taken: Iterable[str]) -> str:
    """Return an id made of a name, or of the host when it has no letters; never a taken one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    words = words or re.sub(r"[^a-z0-9]+", "-", host_of(url)).strip("-") or "source"
    used = set(taken)
    number = 2
    chosen = words
    while chosen in used:
        chosen = f"{words}-{number}"
        number += 1
    return chosen


def table(source: Source) -> str:
    """Return a source as a table of ``sources.toml``; what has its default is left out."""
    lines = [f"[source.{source.id}]"]
    default = Source(id="", name="", publisher="", kind=source.kind, url="")
    for name in ("name", "publisher", "kind", "url"):
        lines.append(f"{name} = {_toml(str(getattr(source, name)))}")
    for name in ("language", "country", "timezone", "perspective", "include", "fetch", "note"):
        value = getattr(source, name)
        if value and value != getattr(default, name):
            lines.append(f"{name} = {_toml(str(value))}")
    if source.status != default.status:
        lines.append(f"status = {_toml(source.status)}")
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", escaped) + '"'
