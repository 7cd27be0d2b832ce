"""From a page to an article: decode, parse once, metadata cascade, body, furniture off.

The metadata is read by :mod:`crawler.metadata`, the body by :mod:`crawler.body`. Paragraphs of the
body are separated by exactly one blank line, since everything after this point counts offsets into
it.

Extraction keeps no state and reads no clock, but trafilatura is not safe under threads: one call at
a time per process (see :mod:`crawler.pool`).
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import replace

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from claimwire import furniture
from claimwire.errors import InputError
from claimwire.model import Article, Entry, FetchMode, Stamp
from crawler import body as bodies
from crawler import dates, metadata, rights
from crawler.decode import decode
from crawler.plain import clean, weight
from crawler.sniffing import sniff
from crawler.urls import canonical

MAX_LINKS = 200
_STUB = 700  # characters up to which the text of a paywalled page is a teaser
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def extract(
    html: bytes | str,
    *,
    url: str,
    content_type: str | None = None,
    fetched_at: dt.datetime | None = None,
    entry: Entry | None = None,
    timezone: str | None = None,
    reserved: str | None = None,
    reserved_by_file: str | None = None,
) -> Article:
    """Return the article of a page.

    Parameters
    ----------
    html:
        The page as received (bytes) or already as text.
    url:
        Its address; relative links are taken from it.
    content_type:
        Value of the HTTP header, for the encoding of bytes.
    fetched_at:
        When it was fetched; stated times over a day later are marked suspect.
    entry:
        What feed or sitemap said of it: fills what the page leaves open.
    timezone:
        IANA name for clock times that are stated without an offset.
    reserved:
        Reservation of rights that host or answer state: only headline and lead are taken then, as
        of a page that states one itself.
    reserved_by_file:
        Reservation by the host's ``tdmrep.json``, which the page itself may lift.

    Raises
    ------
    InputError
        If the body is no HTML or no article can be read from it.
    """
    text = html if isinstance(html, str) else decode(html, content_type).text
    tree = _parsed(text, url, content_type)
    found = metadata.read(tree, url=url, now=fetched_at, zone=timezone, entry=entry)
    reserved = reserved or rights.of_page(tree, by_file=reserved_by_file)
    if reserved is not None:
        return _headline_and_lead(url, found, reserved)
    links = _links(tree, url)
    body = bodies.read(
        tree,
        url=url,
        declared=found.body,
        headings=found.headings,
        names=found.authors,
        at=fetched_at,
    )
    clean_text = furniture.remove("\n\n".join(body.paragraphs))
    clean_text = "\n\n".join(_paragraphs(clean_text))
    if weight(clean_text) < bodies.SHORTEST:
        raise InputError(
            f"{url}: no article text found on the page",
            remedy="Open it in a browser: a bot wall, an empty page or a page made by scripts.",
        )
    return replace(
        _stated(url, found),
        text=clean_text,
        partial=bool(found.paywalled) and len(clean_text) < _STUB,
        links=links,
        evidence={**found.evidence, "text": body.how},
    )


def _headline_and_lead(url: str, found: metadata.Metadata, reserved: str) -> Article:
    """Return what is kept of a page whose text may not be mined."""
    text = found.summary or found.title
    if not text:
        raise InputError(f"{url}: {reserved}, and it states neither headline nor lead")
    return replace(
        _stated(url, found),
        text=text,
        partial=True,
        evidence={**found.evidence, "text": "meta", "rights": reserved},
    )


def _stated(url: str, found: metadata.Metadata) -> Article:
    """Return what the page states of itself, as an article that still lacks its text."""
    return Article(
        url=url,
        text="",
        title=found.title,
        canonical_url=found.canonical_url,
        authors=found.authors,
        published=found.published,
        modified=found.modified,
        publisher=found.publisher,
        language=found.language,
        summary=found.summary,
        kind=found.kind,
        paywalled=found.paywalled,
    )


def from_entry(entry: Entry, *, mode: FetchMode, now: dt.datetime) -> Article:
    """Return the partial article that a feed or sitemap alone gives (no page is fetched).

    The lead is the body; for ``headline-only``, or without a lead, the body is the headline.

    Raises
    ------
    InputError
        If the entry has neither headline nor lead.
    """
    lead = entry.summary if mode is FetchMode.FEED_ONLY else None
    text = furniture.remove(lead or entry.title or "")
    text = "\n\n".join(_paragraphs(text))
    if not text:
        raise InputError(f"{entry.url}: neither headline nor lead in the feed")

    def given(at: dt.datetime | None) -> Stamp | None:
        if at is None:
            return None
        return Stamp(at, "second", "feed", suspect=dates.is_suspect(at, now))

    how = dict.fromkeys(("title", "text", "published"), "feed")
    return Article(
        url=entry.url,
        text=text,
        title=entry.title,
        canonical_url=entry.canonical_url,
        authors=entry.authors,
        published=given(entry.published),
        modified=given(entry.modified),
        language=(entry.language or "").lower().partition("-")[0] or None,
        summary=entry.summary,
        partial=True,
        evidence=how,
    )


# ------------------------------------------------------------------------------------- the page


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_BINARY_SHARE = 0.02
"""Of the code points; a page in a wrongly stated encoding stays below it, a picture does not."""


def _is_binary(text: str) -> bool:
    head = text[:20_000]
    return len(_CONTROL.findall(head)) > max(8, _BINARY_SHARE * len(head))


def _parsed(text: str, url: str, content_type: str | None) -> HtmlElement:
    shape = sniff(text)
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/")) or kind == "application/pdf":
        raise InputError(f"{url}: {kind} instead of a page")
    if _is_binary(text):
        raise InputError(f"{url}: binary data instead of a page")
    if shape in ("nothing", "json", "feed", "sitemap", "sitemap-index") or "<" not in text:
        seen = {"nothing": "an empty body", "unknown": "no markup"}.get(shape, shape)
        raise InputError(f"{url}: {seen} instead of a page")
    source = _XML_DECLARATION.sub("", text.replace("\x00", ""))
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{url}: cannot be parsed as HTML: {error}") from error
    return tree


def _paragraphs(text: str) -> list[str]:
    parts = (clean(part) for part in re.split(r"\n\s*\n", text))
    return [part for part in parts if part]


def _links(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Return the addresses that the paragraphs of the article link to, in order, each once."""
    here = canonical(url)
    anchors = tree.xpath("//article//p//a/@href") or tree.xpath("//p//a/@href")
    found: dict[str, None] = {}
    for href in anchors[: 5 * MAX_LINKS]:
        address = canonical(str(href), url)
        if address is not None and address != here:
            found.setdefault(address)
    return tuple(found)[:MAX_LINKS]
