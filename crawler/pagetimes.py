"""When a page was published and changed, by all its witnesses.

::

    JSON-LD → microdata → meta → <time> → scripts → lines under the headline → feed → "2 hours ago"
    → htmldate → URL

The first possible time counts, sharpened by the later ones (:mod:`crawler.sharpening`). What nobody
states is ``None``.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterable
from functools import cached_property

from lxml.html import HtmlElement

from claimwire.model import Stamp
from crawler import datelines, dates, jsonld, zones
from crawler.sharpening import Stated, is_in_utc, read, sharpest
from crawler.urls import host_of
from crawler.witnesses import Witnesses

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
_BOXES = frozenset({"aside", "nav", "footer"})
_RELATED = re.compile(
    r"related|recommend|sidebar|most-|popular|teaser|promo|comment|instagram-media|twitter-tweet"
    r"|embed",
    re.IGNORECASE,
)
_QUOTED = frozenset({"blockquote", "figure"})  # what others published: posts, pictures
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/)")
_COARSE = ("month", "year")
_ZONES_SHOWN = (
    " EDT", " EST", " ET", " CDT", " CST", " CT", " MDT", " MST", " MT", " PDT", " PST", " PT",
    " BST", " CET", " CEST", " MEZ", " MESZ", " EET", " EEST", " IST", " JST", " KST", " HKT",
    " SGT", " AEST", " AEDT",
)  # fmt: skip
"""What a visible time has behind it if it is worth looking for: "9:05 AM PDT"."""
_LONGEST_BYLINE = 80
_PROSE = ("p", "li", "td")
_NO_DATELINE = ("h1", "h2", "title", "script", "aside", "nav", "footer", "blockquote")
_OTHER_DAY = dt.timedelta(hours=38)  # a day in any zone of the world against a moment in UTC


class PageTimes:
    """The times of one page, each kind of witness asked when it is needed.

    Parameters
    ----------
    now:
        When the page was fetched; a publication a day later than that is suspect.
    zone:
        IANA zone of the publisher, for clock times without an offset.
    """

    def __init__(self, page: Witnesses, *, now: dt.datetime | None, zone: str | None) -> None:
        self._page = page
        self._now = now
        self._stated_zone = zone

    def published(self) -> Stamp | None:
        """Return when the page was published, ``None`` where nothing says it."""
        declared, others = _times(self._page.tree)
        found = self._read(
            [
                *self._page.stated("datePublished"),
                *(("meta", value) for value in self._page.metas(_PUBLISHED_META)),
                *(("time", value) for value in declared),
            ]
        )
        exact = next((one for one in found if one.exact), None)
        if exact is None:
            in_script = jsonld.text_of(self._page.script.get("datePublished"))
            found += self._read([("script", in_script)])
        found += self._read(("time", value) for value in others[:1])
        if exact is None:
            found += self._read(("line", seen.text) for seen in self._seen("published"))
        elif is_in_utc(exact) and self._shows_a_zone():
            labelled = (seen.text for seen in self._seen("published") if seen.label)
            found += self._read(("line", text) for text in labelled)
        chosen = sharpest(
            [*found, *self._in_feed("published")], self._now, echoes=self._read(self._changes())
        )
        if chosen is not None and chosen.precision not in _COARSE:
            return chosen
        told = self._by_distance()
        if told is not None and told.precision in _COARSE:
            chosen, told = chosen or told, None
        finer = told or self._htmldate() or self._in_address()
        return chosen if finer is None or _is_elsewhen(finer, chosen) else finer

    def modified(self) -> Stamp | None:
        """Return when the page says that it was changed, ``None`` where it does not."""
        found = self._read(self._changes())
        if not found and self._page.script:
            found += self._read([("script", jsonld.text_of(self._page.script.get("dateModified")))])
        if not found:
            found += self._read(("line", seen.text) for seen in self._seen("modified"))
        return sharpest([*found, *self._in_feed("modified")], None)

    def _shows_a_zone(self) -> bool:
        text = self._page.tree.text_content()
        return any(zone in text for zone in _ZONES_SHOWN)

    def _changes(self) -> list[tuple[str, str]]:
        return [
            *self._page.stated("dateModified"),
            *(("meta", value) for value in self._page.metas(_MODIFIED_META)),
        ]

    def _read(self, stated: Iterable[tuple[str, str]]) -> list[Stated]:
        return read(stated, zone=self._zone, now=self._now)

    @cached_property
    def _zone(self) -> str | None:
        """The zone of clock times without an offset: of source, country, language, other times."""
        if self._stated_zone is not None:
            return self._stated_zone
        page = self._page
        locales = [page.tree.get("lang") or "", *page.metas(["og:locale"])]
        times = [
            text for name in ("datePublished", "dateModified") for _, text in page.stated(name)
        ]
        times += page.metas((*_PUBLISHED_META, *_MODIFIED_META))
        return (
            zones.of_page(host_of(page.url) or host_of(page.address[1]), locales)
            or zones.of_times(times)
            or zones.of_script(" ".join([page.page_title, *page.headings]))
        )

    @cached_property
    def _lines(self) -> list[datelines.Seen]:
        return datelines.on_page(self._page.tree)

    def _seen(self, label: str) -> list[datelines.Seen]:
        """Return the visible time with a label; of publications the first without one, too."""
        labelled = [seen for seen in self._lines if seen.label == label]
        if labelled or label == "modified":
            return labelled[:1]
        return [seen for seen in self._lines if not seen.label][:1]

    def _in_feed(self, name: str) -> list[Stated]:
        entry = self._page.entry
        at = getattr(entry, name) if entry is not None else None
        if at is None:
            return []
        stated = getattr(entry, f"{name}_precision")
        precision = "day" if at.time() == dt.time(0) else stated
        stamp = Stamp(at, precision, "feed", suspect=dates.is_suspect(at, self._now))
        return [Stated(stamp, offset=True, midnight=False)]

    def _by_distance(self) -> Stamp | None:
        """Return the first visible "2 hours ago" that no label calls a change."""
        if self._now is None:
            return None
        told = datelines.told_by_distance(self._page.tree, now=self._now, zone=self._zone)
        moment = next((moment for label, moment in told if label != "modified"), None)
        return None if moment is None else Stamp(moment.at, moment.precision, "distance")

    def _htmldate(self) -> Stamp | None:
        """Ask htmldate of the page without its prose: a date in a sentence is an event's."""
        from htmldate import find_date

        tree = copy.deepcopy(self._page.tree)
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
        path = self._page.url.partition("?")[0]
        for pattern in (_URL_DAY, _URL_MONTH):
            match = pattern.search(path)
            if match:
                return dates.stamp("-".join(match.groups()), how="url", now=self._now)
        return None


def _times(tree: HtmlElement) -> tuple[list[str], list[str]]:
    """Return the ``<time>`` values of the article: the declared publication's, the others.

    So count abbreviations with a moment as their title, as microformats have it.
    Where several are declared, they are those of a list, and the first under the headline counts.
    """
    declared: list[str] = []
    others: list[str] = []
    under: list[str] = []
    for element in tree.iter("time", "abbr"):
        value = _of_abbreviation(element) if element.tag == "abbr" else _shown_or_stated(element)
        if not value or _in_furniture(element):
            continue
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        chosen = "publish" in marks or element.get("pubdate") is not None
        if not chosen and ("modif" in marks or "updat" in marks):
            continue
        (declared if chosen else others).append(value)
        if element.xpath("boolean(preceding::h1)"):
            under.append(value)
    if len(set(declared)) > 1:
        declared, others = [], under or [*declared, *others]
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        declared.append(element.get("datetime") or element.get("content") or "")
    return declared, others


def _of_abbreviation(element: HtmlElement) -> str:
    """Return the moment that a date or "2 hours ago" stands for (microformats), "" without one."""
    title = element.get("title") or ""
    moment = dates.parse(title)
    return title if moment is not None and moment.offset_stated else ""


def _shown_or_stated(element: HtmlElement) -> str:
    """Return the value of a ``<time>``, or what it shows where that is another day."""
    value = element.get("datetime") or ""
    stated = dates.parse(value)
    shown = dates.parse(element.text_content()) if stated else None
    if stated is None or shown is None or shown.precision in ("month", "year"):
        return value
    return element.text_content() if abs(shown.at - stated.at) > _OTHER_DAY else value


def _is_elsewhen(finer: Stamp, chosen: Stamp | None) -> bool:
    """Say whether a time lies outside the month or year that was stated."""
    if chosen is None:
        return False
    months = (finer.at.month == chosen.at.month) or chosen.precision == "year"
    return finer.at.year != chosen.at.year or not months


def _is_prose(element: HtmlElement) -> bool:
    return len(element.text_content()) > _LONGEST_BYLINE


def _in_furniture(element: HtmlElement) -> bool:
    """Say whether an element stands beside the article; the foot of an article is part of it."""
    above = [one for one in element.iterancestors() if one.tag not in ("html", "body")]
    in_article = any(one.tag == "article" for one in above)
    return any(
        (one.tag in _BOXES and not (in_article and one.tag == "footer"))
        or one.tag in _QUOTED
        or (
            _RELATED.search(f"{one.get('class') or ''} {one.get('id') or ''}")
            and one.find(".//h1") is None  # a box that holds the headline holds the article
        )
        for one in above
    )
