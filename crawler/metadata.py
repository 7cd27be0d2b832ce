"""Title, times, authors, publisher, language, kind and paywall of a page: the cascade.

For each field the evidence is asked in one order, and what answered is recorded: JSON-LD →
microdata → data in scripts → meta elements → ``<time>`` and the lines under the headline → the feed
that named the page → htmldate → the address. A later witness may only sharpen an earlier one: a day
stated by JSON-LD takes its clock time from a meta element that agrees on the day, and a clock time
without offset its offset from one that states it. What nobody states is ``None``.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from claimwire.model import Entry, Stamp
from crawler import bylines, datelines, dates, jsonld, microdata, scriptdata, zones
from crawler.plain import plain_line
from crawler.titles import best_title
from crawler.urls import canonical, host_of, registrable_domain, url_key

_PUBLISHED_META = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
    "article.published", "date.issued", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dc.date", "dcterms.issued", "citation_publication_date", "citation_date",
    "cxenseparse:recs:publishtime", "ptime", "dc.terms.date", "rnews:datepublished",
    "article_date_original", "date", "article.created", "originalpublicationdate",
    "article:post_date", "weibo: article:create_at", "nrbi:publishdate", "dateline", "displaydate",
    "firstpublishedtime", "og:article:published_time", "og:pubdate", "publish_date",
    "creation_date",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "article:updated_time", "article.updated",
    "revision_date", "og:article:modified_time", "article:modified", "last_updated_date",
)  # fmt: skip
_AUTHOR_META = (
    "parsely-author", "sailthru.author", "byl", "article:author_name", "citation_author", "author",
    "dc.creator", "dcterms.creator", "dc.contributor", "article:author", "article.author",
    "og:article:author", "cxenseparse:author", "twitter:data1",
)  # fmt: skip
_CATALOGUED = frozenset(("citation_author", "dc.creator", "dcterms.creator", "dc.contributor"))
"""Names of meta elements that hold one author each, often as catalogues have it: "Noor, Ed"."""

_SITE_META = ("og:site_name", "application-name", "sitename", "apple-mobile-web-app-title",
              "dc.publisher", "copyright")  # fmt: skip
_NOTICE = re.compile(
    r"(?:(?:copyright|\(c\)|©)[\s,]*)+(?:(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?)?"
    r"|all rights reserved|版权所有|版權所有",
    re.IGNORECASE,
)
_SUMMARY_META = ("og:description", "description", "twitter:description", "dc.description")
_TITLE_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title",
               "articletitle", "headline")  # fmt: skip
_FURNITURE_BOXES = frozenset({"aside", "nav", "footer"})
_RELATED = re.compile(
    r"related|recommend|sidebar|most-|popular|teaser|promo|comment", re.IGNORECASE
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/)")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KIND_IN_PATH = (
    (re.compile(r"/(?:press-?releases?|news-?releases?|releases)(?:/|$)"), "press-release"),
    (re.compile(r"/(?:opinions?|commentary|editorials?|op-ed)(?:/|$)"), "opinion"),
    (re.compile(r"/(?:blogs?)(?:/|$)"), "blog"),
)
_TITLE_END = re.compile(r"\s[-–—|·:]\s|[_|｜]|(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])")
_LONGEST_BYLINE = 80
_PROSE = ("p", "li", "blockquote", "td")
_NO_DATELINE = ("h1", "h2", "title", "script", "aside", "nav", "footer")
_FINE = ("second", "minute")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?!\d)")
_AGREE = dt.timedelta(hours=38)  # a day in any zone of the world against a moment in UTC
_SAME_CLOCK = dt.timedelta(hours=14, minutes=1)  # one clock time in two zones of the world
_WHILE_FETCHING = dt.timedelta(minutes=2)  # a page that states its own delivery as publication


@dataclass(frozen=True, slots=True)
class _Stated:
    """A time of one witness, with what the record of it leaves out."""

    stamp: Stamp
    offset: bool  # stated with it
    midnight: bool  # which many systems write for "that day"


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
        self._stated_zone = zone
        self._entry = entry
        self._node = jsonld.article_of(tree, url) or {}
        self._micro = microdata.article_of(tree) or {}
        self._meta = _meta_of(tree)
        self._evidence: dict[str, str] = {}

    def metadata(self) -> Metadata:
        publisher = self._publisher()
        title = self._title(publisher)
        return Metadata(
            title=title,
            headings=[*([title] if title else []), *self._headings],
            canonical_url=self._canonical(),
            authors=self._authors(publisher),
            published=self._published(),
            modified=self._modified(),
            publisher=publisher,
            language=self._language(),
            summary=self._first("summary", self._summaries()),
            kind=self._first("kind", self._kinds()),
            paywalled=self._paywalled(),
            body=self._declared_body(),
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

    @cached_property
    def _headings(self) -> list[str]:
        found = [plain_line(h.text_content(), limit=500) for h in self._tree.iter("h1")][:5]
        return [text for text in found if text]

    @cached_property
    def _script(self) -> jsonld.Node:
        """The article in the scripts' data; only asked of pages that state too little otherwise."""
        titles = [jsonld.text_of(self._node.get("headline")), *self._metas(_TITLE_META[:2])]
        return scriptdata.article_of(self._tree, [*self._headings, *titles]) or {}

    def _stated(self, name: str) -> Iterator[tuple[str, str]]:
        yield "json-ld", jsonld.text_of(self._node.get(name))
        yield "microdata", jsonld.text_of(self._micro.get(name))

    def _declared_body(self) -> str:
        body = jsonld.text_of(self._node.get("articleBody"))
        return body or jsonld.text_of(self._script.get("articleBody"))

    # -- names ---------------------------------------------------------------------------------

    def _publisher(self) -> str | None:
        candidates: list[tuple[str, str]] = []
        for how, node in (("json-ld", self._node), ("microdata", self._micro)):
            for name in jsonld.names_of(node.get("publisher")):
                candidates.append((how, plain_line(name, limit=200)))
        for name in self._metas(_SITE_META):
            candidates.append(("meta", _NOTICE.sub("", plain_line(name, limit=200)).strip(" ,.-")))
        return self._first("publisher", ((h, n) for h, n in candidates if not n.startswith("http")))

    def _title(self, publisher: str | None) -> str | None:
        stated = [("json-ld", jsonld.text_of(self._node.get("headline") or self._node.get("name")))]
        stated += [("microdata", jsonld.text_of(self._micro.get("headline")))]
        stated += [("meta", value) for value in self._metas(_TITLE_META)]
        element = self._tree.find(".//title")
        page_title = element.text_content() if element is not None else ""
        sites = [publisher or "", *self._metas(_SITE_META), registrable_domain(self._url)]
        found = best_title(stated, headings=self._headings, page_title=page_title, sites=sites)
        if found is None and self._entry is not None and self._entry.title:
            found = ("feed", self._entry.title)
        if found is None:
            return None
        self._evidence["title"] = found[0]
        return found[1]

    def _authors(self, publisher: str | None) -> tuple[str, ...]:
        sites = self._site_names()
        for how, stated in self._bylines():
            names = bylines.people(stated, publisher=publisher, sites=sites)
            if names:
                self._evidence["authors"] = how
                return names
        return ()

    def _site_names(self) -> list[str]:
        """Return under what names the site may give itself as author: also its titles' ends.

        An end of two words may be the name of a person, whose own site it is.
        """
        domain = registrable_domain(self._url)
        page_title = self._tree.findtext(".//title") or ""
        ends = [end for end in _TITLE_END.split(page_title)[1:] if len(end.split()) == 1]
        return [*self._metas(_SITE_META[:1]), domain, domain.partition(".")[0], *ends]

    def _bylines(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the witnesses of the authors; one that names nobody gives way to the next."""
        yield "json-ld", _person_names(self._node)
        yield "microdata", _person_names(self._micro)
        for name in _AUTHOR_META:  # one tool's list is whole; two tools' lists overlap
            stated = self._meta.get(name, ())
            yield "meta", [_inverted(one) for one in stated] if name in _CATALOGUED else [*stated]
        for lines in bylines.on_page(self._tree):
            yield "byline", lines
        yield "script", _person_names(self._script)
        yield "feed", list(self._entry.authors) if self._entry else []

    # -- times ---------------------------------------------------------------------------------

    @cached_property
    def _zone(self) -> str | None:
        """The zone of clock times without an offset: of source, country, language, other times."""
        if self._stated_zone is not None:
            return self._stated_zone
        locales = [self._tree.get("lang") or "", *self._metas(["og:locale"])]
        times = [
            text for name in ("datePublished", "dateModified") for _, text in self._stated(name)
        ]
        times += self._metas((*_PUBLISHED_META, *_MODIFIED_META))
        return (
            zones.of_page(host_of(self._url) or host_of(self._canonical() or ""), locales)
            or zones.of_times(times)
            or zones.of_script(" ".join([self._tree.findtext(".//title") or "", *self._headings]))
        )

    def _stamps(self, stated: Iterable[tuple[str, str]]) -> Iterator[_Stated]:
        for how, text in stated:
            moment = dates.parse(text, zone=self._zone) if text else None
            if moment is None:
                continue
            suspect = dates.is_suspect(moment.at, self._now)
            yield _Stated(
                Stamp(moment.at, moment.precision, how, suspect=suspect),
                moment.offset_stated,
                _MIDNIGHT.search(text) is not None,
            )

    def _published(self) -> Stamp | None:
        declared, others = self._times()
        stated = [
            *self._stated("datePublished"),
            *(("meta", value) for value in self._metas(_PUBLISHED_META)),
            *(("time", value) for value in declared),
        ]
        found = [*self._stamps(stated)]
        if not any(_is_exact(one) for one in found):
            found += self._stamps([("script", jsonld.text_of(self._script.get("datePublished")))])
            found += self._stamps(("time", value) for value in others[:1])
            found += self._stamps(("line", seen.text) for seen in self._seen("published"))
        chosen = _sharpest([*found, *self._feed_stamp("published")], self._now)
        chosen = chosen or self._htmldate() or self._in_address()
        if chosen is not None:
            self._evidence["published"] = chosen.how
        return chosen

    def _modified(self) -> Stamp | None:
        stated = [
            *self._stated("dateModified"),
            *(("meta", value) for value in self._metas(_MODIFIED_META)),
        ]
        found = [*self._stamps(stated)]
        if not found and self._script:
            found += self._stamps([("script", jsonld.text_of(self._script.get("dateModified")))])
        if not found:
            found += self._stamps(("line", seen.text) for seen in self._seen("modified"))
        chosen = _sharpest([*found, *self._feed_stamp("modified")], None)
        if chosen is not None:
            self._evidence["modified"] = chosen.how
        return chosen

    @cached_property
    def _lines(self) -> list[datelines.Seen]:
        return datelines.on_page(self._tree)

    def _seen(self, label: str) -> list[datelines.Seen]:
        """Return the visible time with a label; of publications the first without one, too."""
        labelled = [seen for seen in self._lines if seen.label == label]
        if labelled or label == "modified":
            return labelled[:1]
        return [seen for seen in self._lines if not seen.label][:1]

    def _times(self) -> tuple[list[str], list[str]]:
        """Return the ``<time>`` values of the article: the declared publication's, the others."""
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
        return declared, others

    def _feed_stamp(self, name: str) -> list[_Stated]:
        at = getattr(self._entry, name) if self._entry is not None else None
        if at is None:
            return []
        stated = getattr(self._entry, f"{name}_precision")
        precision = "day" if at.time() == dt.time(0) else stated
        stamp = Stamp(at, precision, "feed", suspect=dates.is_suspect(at, self._now))
        return [_Stated(stamp, offset=True, midnight=False)]

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
            *self._stated("inLanguage"),
            *(("meta", v) for v in self._metas(("og:locale", "content-language", "dc.language"))),
            ("feed", (self._entry.language or "") if self._entry else ""),
        ]
        codes = (
            (how, re.split(r"[-_,;\s]", value.strip().lower())[0]) for how, value in candidates
        )
        return self._first("language", ((h, c) for h, c in codes if _LANGUAGE.fullmatch(c)))

    def _summaries(self) -> Iterator[tuple[str, str]]:
        for how, value in self._stated("description"):
            yield how, plain_line(value)
        for value in self._metas(_SUMMARY_META):
            yield "meta", plain_line(value)
        if self._entry is not None:
            yield "feed", self._entry.summary or ""

    def _kinds(self) -> Iterator[tuple[str, str]]:
        stated = jsonld.kind_of(self._node) or jsonld.kind_of(self._micro)
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


def _is_exact(stated: _Stated) -> bool:
    return stated.stamp.precision in _FINE and stated.offset and not stated.midnight


def _sharpest(stated: list[_Stated], now: dt.datetime | None) -> Stamp | None:
    """Return the first time, or a finer one that agrees with it; one that can be before others."""
    possible = [one for one in stated if not one.stamp.suspect] or stated
    if now is not None:  # a page that states its own delivery, while another witness knows better
        earlier = [one for one in possible if now - one.stamp.at > _WHILE_FETCHING]
        possible = earlier or possible
    if not possible:
        return None
    first = possible[0]
    if _is_exact(first):
        return first.stamp
    near = _SAME_CLOCK if first.stamp.precision in _FINE and not first.midnight else _AGREE
    exact = (
        one.stamp
        for one in possible
        if _is_exact(one) and abs(one.stamp.at - first.stamp.at) < near
    )
    found = next(exact, None)
    if found is not None or first.stamp.precision in _FINE:
        return found or first.stamp
    fine = (
        one.stamp
        for one in possible
        if one.stamp.precision in _FINE and abs(one.stamp.at - first.stamp.at) < near
    )
    return next(fine, first.stamp)


def _person_names(node: jsonld.Node) -> list[str]:
    """Return the names of a node's authors that are not declared to be organisations."""
    stated = node.get("author") or node.get("creator")
    items = stated if isinstance(stated, list) else [stated]
    people = [item for item in items if not _is_organisation(item)]
    return jsonld.names_of(people)


def _inverted(name: str) -> str:
    """Return "Noor, Ed" as "Ed Noor"; anything that is no such pair as it is."""
    parts = [part.strip() for part in name.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else name


def _is_organisation(item: object) -> bool:
    kind = item.get("@type") if isinstance(item, dict) else None
    kinds = kind if isinstance(kind, list) else [kind]
    return any("Organization" in one for one in kinds if isinstance(one, str))


def _trusted(address: str, url: str) -> bool:
    """Say whether a page's word on its own address counts: same domain, and not the home page.

    Of a saved page, whose address says nothing, the word is all there is.
    """
    if not host_of(url):
        return True
    if registrable_domain(address) != registrable_domain(url):
        return False
    return "/" in url_key(address) or "?" in url_key(address) or "/" not in url_key(url)
