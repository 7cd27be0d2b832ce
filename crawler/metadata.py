"""Title, times, authors, publisher, language, kind and paywall of a page: the cascade.

For each field the evidence is asked in one order, and what answered is recorded: JSON-LD →
microdata → data in scripts → meta elements → ``<time>`` and the lines under the headline → the feed
that named the page → htmldate → the address. The witnesses are gathered by
:mod:`crawler.witnesses`; times and authors have modules of their own (:mod:`crawler.pagetimes`,
:mod:`crawler.authors`). What nobody states is ``None``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from lxml.html import HtmlElement

from claimwire.model import Entry, Stamp
from crawler import authors, jsonld
from crawler.pagetimes import PageTimes
from crawler.plain import plain_line
from crawler.titles import best_title
from crawler.urls import registrable_domain
from crawler.witnesses import SITE_META, TITLE_META, Witnesses

_NOTICE = re.compile(
    r"(?:(?:copyright|\(c\)|©)[\s,]*)+(?:(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?)?"
    r"|all rights reserved|版权所有|版權所有",
    re.IGNORECASE,
)
_SUMMARY_META = ("og:description", "description", "twitter:description", "dc.description")
_LANGUAGE_META = ("og:locale", "content-language", "dc.language")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KIND_IN_PATH = (
    (re.compile(r"/(?:press-?releases?|news-?releases?|releases)(?:/|$)"), "press-release"),
    (re.compile(r"/(?:opinions?|commentary|editorials?|op-ed)(?:/|$)"), "opinion"),
    (re.compile(r"/(?:blogs?)(?:/|$)"), "blog"),
)

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything but the body. ``evidence`` says of each field that was found how it was."""

    title: str | None = None
    canonical_url: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    modified: Stamp | None = None
    publisher: str | None = None
    language: str | None = None
    summary: str | None = None
    kind: str | None = None
    paywalled: bool | None = None
    body: str = ""  # that the page's data declare: what the text is checked against
    headings: list[str] = field(default_factory=list)  # under which the page knows the article
    evidence: dict[str, str] = field(default_factory=dict)


def read(
    tree: HtmlElement,
    *,
    url: str,
    now: dt.datetime | None,
    zone: str | None,
    entry: Entry | None,
) -> Metadata:
    """Return what a page states about itself.

    Parameters
    ----------
    tree:
        The parsed page; it is not changed.
    url:
        Address of the page.
    now:
        When it was fetched; a publication a day later than that is suspect.
    zone:
        IANA zone of the publisher, for clock times without an offset.
    entry:
        What feed or sitemap said of the page.
    """
    page = Witnesses(tree, url, entry)
    seen = _Evidence()
    publisher = seen.first("publisher", _publishers(page))
    title = seen.of("title", _title(page, publisher))
    times = PageTimes(page, now=now, zone=zone)
    published, modified = times.published(), times.modified()
    return Metadata(
        title=title,
        headings=[*([title] if title else []), *page.headings],
        canonical_url=seen.of("canonical_url", page.address),
        authors=seen.of("authors", authors.of_page(page, publisher=publisher)) or (),
        published=seen.of("published", (published.how, published) if published else None),
        modified=seen.of("modified", (modified.how, modified) if modified else None),
        publisher=publisher,
        language=seen.first("language", _languages(page)),
        summary=seen.first("summary", _summaries(page)),
        kind=seen.first("kind", _kinds(page)),
        paywalled=seen.of("paywalled", _paywalled(page)),
        body=_declared_body(page),
        evidence=seen.found,
    )


class _Evidence:
    """Keeps of each field which witness gave it."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def of(self, name: str, answer: tuple[str, _Answer] | None) -> _Answer | None:
        """Return what a witness said, ``None`` where nobody did."""
        if answer is None:
            return None
        self.found[name] = answer[0]
        return answer[1]

    def first(self, name: str, candidates: Iterable[tuple[str, str]]) -> str | None:
        """Return the first text that is not empty."""
        return self.of(name, next(((how, text) for how, text in candidates if text), None))


def _publishers(page: Witnesses) -> Iterator[tuple[str, str]]:
    candidates: list[tuple[str, str]] = []
    for how, node in (("json-ld", page.node), ("microdata", page.micro)):
        for name in jsonld.names_of(node.get("publisher")):
            candidates.append((how, plain_line(name, limit=200)))
    for name in page.metas(SITE_META):
        candidates.append(("meta", _NOTICE.sub("", plain_line(name, limit=200)).strip(" ,.-")))
    return ((how, name) for how, name in candidates if not name.startswith("http"))


def _title(page: Witnesses, publisher: str | None) -> tuple[str, str] | None:
    stated = [("json-ld", jsonld.text_of(page.node.get("headline") or page.node.get("name")))]
    stated += [("microdata", jsonld.text_of(page.micro.get("headline")))]
    stated += [("meta", value) for value in page.metas(TITLE_META)]
    sites = [publisher or "", *page.metas(SITE_META), registrable_domain(page.url)]
    headings = page.headings or [jsonld.text_of(page.script.get("headline"))]
    found = best_title(stated, headings=headings, page_title=page.page_title, sites=sites)
    if found is None and page.entry is not None and page.entry.title:
        return "feed", page.entry.title
    return found or page.lesser_heading


def _languages(page: Witnesses) -> Iterator[tuple[str, str]]:
    of_tree = page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    candidates = [
        ("html", of_tree or ""),
        *page.stated("inLanguage"),
        *(("meta", value) for value in page.metas(_LANGUAGE_META)),
        ("feed", (page.entry.language or "") if page.entry else ""),
    ]
    codes = ((how, re.split(r"[-_,;\s]", value.strip().lower())[0]) for how, value in candidates)
    return ((how, code) for how, code in codes if _LANGUAGE.fullmatch(code))


def _summaries(page: Witnesses) -> Iterator[tuple[str, str]]:
    for how, value in page.stated("description"):
        yield how, plain_line(value)
    for value in page.metas(_SUMMARY_META):
        yield "meta", plain_line(value)
    if page.entry is not None:
        yield "feed", page.entry.summary or ""


def _kinds(page: Witnesses) -> Iterator[tuple[str, str]]:
    stated = jsonld.kind_of(page.node) or jsonld.kind_of(page.micro)
    if stated not in (None, "article"):
        yield "json-ld", stated or ""
    path = page.url.partition("?")[0].lower()
    for pattern, kind in _KIND_IN_PATH:
        if pattern.search(path):
            yield "url", kind
    yield "json-ld", stated or ""


def _paywalled(page: Witnesses) -> tuple[str, bool] | None:
    free = jsonld.truth_of(page.node.get("isAccessibleForFree"))
    if free is not None:
        return "json-ld", not free
    tier = next(page.metas(("article:content_tier",)), "").lower()
    return ("meta", tier != "free") if tier in ("free", "locked", "metered") else None


def _declared_body(page: Witnesses) -> str:
    body = jsonld.text_of(page.node.get("articleBody"))
    return body or jsonld.text_of(page.script.get("articleBody"))
