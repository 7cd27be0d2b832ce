"""Title, times, authors, publisher, language, kind and paywall of a page: the cascade.

For each field the evidence is asked in one order, and what answered is recorded: JSON-LD → meta
elements → ``<time>`` and the byline on the page → the feed that named the page → htmldate → the
address. A later witness may only sharpen an earlier one: a day stated by JSON-LD takes its clock
time from a meta element that agrees on the day. What nobody states is ``None``.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from claimwire.model import Entry, Stamp
from crawler import dates, jsonld
from crawler.plain import plain_line
from crawler.titles import best_title
from crawler.urls import canonical, host_of, registrable_domain, url_key

_PUBLISHED_META = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
    "article.published", "date.issued", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dc.date", "dcterms.issued", "citation_publication_date", "citation_date",
    "cxenseparse:recs:publishtime", "ptime", "dc.terms.date", "rnews:datepublished",
    "article_date_original", "date",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "article:updated_time",
)  # fmt: skip
_AUTHOR_META = (
    "author", "parsely-author", "sailthru.author", "byl", "article:author_name", "citation_author",
    "dc.creator", "dcterms.creator", "article:author", "twitter:data1",
)  # fmt: skip
_SITE_META = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
_SUMMARY_META = ("og:description", "description", "twitter:description", "dc.description")
_TITLE_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title")
_FURNITURE_BOXES = frozenset({"aside", "nav", "footer"})
_RELATED = re.compile(
    r"related|recommend|sidebar|most-|popular|teaser|promo|comment", re.IGNORECASE
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/)")
_BY = re.compile(r"^(?:(?:written|reported|posted|story)\s+)?by[\s:]+|^author[\s:]+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:;|\||\band\b|&|,(?!\s*(?:Jr|Sr|II|III|Ph\.?D|M\.?D|Esq)\b))\s*")
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|^(?:admin|administrator|editor|guest|none|null|unknown)$", re.I
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KIND_IN_PATH = (
    (re.compile(r"/(?:press-?releases?|news-?releases?|releases)(?:/|$)"), "press-release"),
    (re.compile(r"/(?:opinions?|commentary|editorials?|op-ed)(?:/|$)"), "opinion"),
    (re.compile(r"/(?:blogs?)(?:/|$)"), "blog"),
)
_LONGEST_BYLINE = 80
_PROSE = ("p", "li", "blockquote", "td")
_NO_DATELINE = ("h1", "h2", "title", "script", "aside", "nav", "footer")
_FINE = ("second", "minute")
_AGREE = dt.timedelta(hours=38)  # a day in any zone of the world against a moment in UTC


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
    body: str = ""  # articleBody of the JSON-LD: what the length of the text is checked against
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
    return _Page(tree, url, now, zone, entry).metadata()


class _Page:
    """The witnesses of one page, each asked for one field at a time."""

    def __init__(
        self,
        tree: HtmlElement,
        url: str,
        now: dt.datetime | None,
        zone: str | None,
        entry: Entry | None,
    ) -> None:
        self._tree = tree
        self._url = url
        self._now = now
        self._zone = zone
        self._entry = entry
        self._node = jsonld.article_of(tree, url) or {}
        self._meta = _meta_of(tree)
        self._evidence: dict[str, str] = {}

    def metadata(self) -> Metadata:
        publisher = self._publisher()
        return Metadata(
            title=self._title(publisher),
            canonical_url=self._canonical(),
            authors=self._authors(publisher),
            published=self._published(),
            modified=self._modified(),
            publisher=publisher,
            language=self._language(),
            summary=self._first("summary", self._summaries()),
            kind=self._first("kind", self._kinds()),
            paywalled=self._paywalled(),
            body=jsonld.text_of(self._node.get("articleBody")),
            evidence=self._evidence,
        )

    def _first(self, field_name: str, candidates: Iterable[tuple[str, str]]) -> str | None:
        for how, value in candidates:
            if value:
                self._evidence[field_name] = how
                return value
        return None

    def _metas(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            yield from self._meta.get(name, ())

    # -- names ---------------------------------------------------------------------------------

    def _publisher(self) -> str | None:
        names = jsonld.names_of(self._node.get("publisher"))
        candidates = [("json-ld", plain_line(name, limit=200)) for name in names]
        candidates += [("meta", plain_line(name, limit=200)) for name in self._metas(_SITE_META)]
        return self._first("publisher", candidates)

    def _title(self, publisher: str | None) -> str | None:
        stated = [("json-ld", jsonld.text_of(self._node.get("headline") or self._node.get("name")))]
        stated += [("meta", value) for value in self._metas(_TITLE_META)]
        headings = [h.text_content() for h in self._tree.iter("h1")][:5]
        element = self._tree.find(".//title")
        page_title = element.text_content() if element is not None else ""
        sites = [publisher or "", *self._metas(_SITE_META), registrable_domain(self._url)]
        found = best_title(stated, headings=headings, page_title=page_title, sites=sites)
        if found is None and self._entry is not None and self._entry.title:
            found = ("feed", self._entry.title)
        if found is None:
            return None
        self._evidence["title"] = found[0]
        return found[1]

    def _authors(self, publisher: str | None) -> tuple[str, ...]:
        witnesses = (
            ("json-ld", jsonld.names_of(self._node.get("author"))),
            ("meta", list(self._metas(_AUTHOR_META))),
            ("byline", self._bylines()),
            ("feed", list(self._entry.authors) if self._entry else []),
        )
        for how, stated in witnesses:
            names = tuple(_people(stated, publisher))
            if names:
                self._evidence["authors"] = how
                return names
        return ()

    def _bylines(self) -> list[str]:
        found = self._tree.xpath(
            "//*[@rel='author' or @itemprop='author' or contains(@class,'byline')"
            " or contains(@class,'author-name')][not(ancestor::aside or ancestor::footer)]"
        )
        lines = [element.text_content() for element in found[:10]]
        return [line for line in lines if 3 <= len(line.split("\n")[0].strip()) <= 120]

    # -- times ---------------------------------------------------------------------------------

    def _stamps(self, stated: Iterable[tuple[str, str]]) -> Iterator[Stamp]:
        for how, text in stated:
            found = dates.stamp(text, how=how, now=self._now, zone=self._zone)
            if found is not None:
                yield found

    def _published(self) -> Stamp | None:
        stated = [
            ("json-ld", jsonld.text_of(self._node.get("datePublished"))),
            *(("meta", value) for value in self._metas(_PUBLISHED_META)),
            *(("time", value) for value in self._times()),
        ]
        found = _sharpest([*self._stamps(stated), *self._feed_stamp("published")])
        found = found or self._htmldate() or self._in_address()
        if found is not None:
            self._evidence["published"] = found.how
        return found

    def _modified(self) -> Stamp | None:
        stated = [
            ("json-ld", jsonld.text_of(self._node.get("dateModified"))),
            *(("meta", value) for value in self._metas(_MODIFIED_META)),
        ]
        found = _sharpest([*self._stamps(stated), *self._feed_stamp("modified")])
        if found is not None:
            self._evidence["modified"] = found.how
        return found

    def _times(self) -> list[str]:
        """Return the ``<time>`` values of the article itself, the declared publication first."""
        declared: list[str] = []
        others: list[str] = []
        for element in self._tree.iter("time"):
            value = element.get("datetime") or ""
            if not value or _in_furniture(element):
                continue
            marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
            if "modif" in marks or "updat" in marks:
                continue
            chosen = "publish" in marks or element.get("pubdate") is not None
            (declared if chosen else others).append(value)
        for element in self._tree.xpath("//*[@itemprop='datePublished']"):
            declared.append(element.get("datetime") or element.get("content") or "")
        return declared + others[:1]

    def _feed_stamp(self, name: str) -> list[Stamp]:
        at = getattr(self._entry, name) if self._entry is not None else None
        if at is None:
            return []
        precision = "day" if at.time() == dt.time(0) else "second"
        return [Stamp(at, precision, "feed", suspect=dates.is_suspect(at, self._now))]

    def _htmldate(self) -> Stamp | None:
        """Ask htmldate of the page without its prose: a date in a sentence is an event's."""
        from htmldate import find_date

        tree = copy.deepcopy(self._tree)
        for element in list(tree.iter(*_NO_DATELINE, *_PROSE)):
            if element.tag in _NO_DATELINE or _is_prose(element):
                element.drop_tree()
        latest = (self._now or dt.datetime(2100, 1, 1, tzinfo=dt.UTC)).date().isoformat()
        try:
            text = find_date(tree, extensive_search=False, original_date=True, max_date=latest)
        except Exception:  # it lets errors of its own parsers through; no date is a fine answer
            return None
        return dates.stamp(text, how="htmldate", now=self._now)

    def _in_address(self) -> Stamp | None:
        path = self._url.partition("?")[0]
        for pattern in (_URL_DAY, _URL_MONTH):
            match = pattern.search(path)
            if match:
                return dates.stamp("-".join(match.groups()), how="url", now=self._now)
        return None

    # -- the rest ------------------------------------------------------------------------------

    def _canonical(self) -> str | None:
        links = self._tree.xpath("//link[contains(@rel,'canonical')]/@href")
        candidates = [("link", str(link)) for link in links[:1]]
        candidates += [("meta", value) for value in self._metas(["og:url"])]
        for how, stated in candidates:
            address = canonical(stated, self._url)
            if address and _trusted(address, self._url):
                self._evidence["canonical_url"] = how
                return address
        self._evidence["canonical_url"] = "url"
        return canonical(self._url) or self._url

    def _language(self) -> str | None:
        html_lang = self._tree.get("lang") or self._tree.get(
            "{http://www.w3.org/XML/1998/namespace}lang"
        )
        candidates = [
            ("html", html_lang or ""),
            ("json-ld", jsonld.text_of(self._node.get("inLanguage"))),
            *(("meta", v) for v in self._metas(("og:locale", "content-language", "dc.language"))),
            ("feed", (self._entry.language or "") if self._entry else ""),
        ]
        codes = (
            (how, re.split(r"[-_,;\s]", value.strip().lower())[0]) for how, value in candidates
        )
        return self._first("language", ((h, c) for h, c in codes if _LANGUAGE.fullmatch(c)))

    def _summaries(self) -> Iterator[tuple[str, str]]:
        yield "json-ld", plain_line(jsonld.text_of(self._node.get("description")))
        for value in self._metas(_SUMMARY_META):
            yield "meta", plain_line(value)
        if self._entry is not None:
            yield "feed", self._entry.summary or ""

    def _kinds(self) -> Iterator[tuple[str, str]]:
        stated = jsonld.kind_of(self._node)
        if stated not in (None, "article"):
            yield "json-ld", stated or ""
        path = self._url.partition("?")[0].lower()
        for pattern, kind in _KIND_IN_PATH:
            if pattern.search(path):
                yield "url", kind
        yield "json-ld", stated or ""

    def _paywalled(self) -> bool | None:
        free = jsonld.truth_of(self._node.get("isAccessibleForFree"))
        tier = next(self._metas(("article:content_tier",)), "").lower()
        if free is not None:
            self._evidence["paywalled"] = "json-ld"
            return not free
        if tier in ("free", "locked", "metered"):
            self._evidence["paywalled"] = "meta"
            return tier != "free"
        return None


def _meta_of(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _is_prose(element: HtmlElement) -> bool:
    return len(element.text_content()) > _LONGEST_BYLINE


def _in_furniture(element: HtmlElement) -> bool:
    return any(
        ancestor.tag in _FURNITURE_BOXES
        or _RELATED.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}")
        for ancestor in element.iterancestors()
        if ancestor.tag not in ("html", "body")
    )


def _sharpest(stamps: list[Stamp]) -> Stamp | None:
    """Return the first stamp, or a finer one that agrees with it; one that can be before others."""
    possible = [stamp for stamp in stamps if not stamp.suspect] or stamps
    if not possible:
        return None
    first = possible[0]
    if first.precision in _FINE:
        return first
    finer = (s for s in possible if s.precision in _FINE and abs(s.at - first.at) < _AGREE)
    return next(finer, first)


def _people(stated: Iterable[str], publisher: str | None) -> Iterator[str]:
    """Yield the names in bylines once each, without "By", addresses and the publisher itself."""
    seen = {(publisher or "").casefold()}
    for line in stated:
        text = _BY.sub("", plain_line(line, limit=300))
        for part in _AND.split(text):
            name = _BY.sub("", part).strip(" .,-–—")
            if not 2 <= len(name) <= 80 or _NO_NAME.search(name) or name.casefold() in seen:
                continue
            seen.add(name.casefold())
            yield name


def _trusted(address: str, url: str) -> bool:
    """Say whether a page's word on its own address counts: same domain, and not the home page.

    Of a saved page, whose address says nothing, the word is all there is.
    """
    if not host_of(url):
        return True
    if registrable_domain(address) != registrable_domain(url):
        return False
    return "/" in url_key(address) or "?" in url_key(address) or "/" not in url_key(url)
