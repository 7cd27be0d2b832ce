"""The times that a reader sees under a headline: "Published 9:05 AM EDT, Fri April 24, 2026".

A line counts when the whole of it is a timestamp with labels (:func:`crawler.dates.parse`), stands
near the headline and not in a box about something else. Lines that carry two times are divided at
their labels, and a label says whether a time is that of the publication or of a change.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from crawler import ago, dates

_BOXES = frozenset({"aside", "nav", "footer"})
_ELSEWHERE = re.compile(
    r"related|recommend|sidebar|most-|popular|teaser|promo|comment|(?<!v)card|trending|latest|more-from"
    r"|read-next|also-|carousel|(?<!elementor-)widget(?!-content|\s+Blog\b)|live-?update|\bd-none\b|current-?date|date-?box|\bclock\b",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"updated?\b|modif|last\s+edit|aktualisiert|mis à jour|actualizado|aggiornato|更新|修改"
    r"|修正|수정"
    r"|업데이트",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi|posted|released?\b|issued|veröffentlicht|发布|發布|发表|公開|配信|掲載|입력|등록"
    r"|게시|발행|승인",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?=\b(?:first\s+published|published|originally|posted|last\s+updated|updated|modified"
    r"|last\s+modified)\b)"
    r"|(?=(?:发布时间|更新时间|更新|入力|公開|입력|수정|등록|기사입력|최종수정|업데이트))"
    r"|\s[|｜/·•]\s",
    re.IGNORECASE,
)
_SIGHT = re.compile(r"(?<!\d)(?:19|20)\d\d|\d/\d\d(?!\d)|\d\.\d{1,2}\.\d\d(?!\d)")
_MARKS = " \t|｜·•/,;()[]"
_BEFORE_A_SOURCE = re.compile(  # "2026-04-24 09:05 Example Courier[edited]": only with a clock time
    r"(\D{0,8}(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?)"
    r"\s+[^\d\s][^\d。，！？!?]{0,40}\Z"
)
_BEHIND_A_BYLINE = re.compile(
    r"(?:by|von|par|por|di)\s+\D{3,60}?((?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+)?\d.*)\Z",
    re.IGNORECASE,
)
_BEFORE_A_BYLINE = re.compile(r"(.*\d.*?)\s+(?:by|von|par|por|di)\s+\D{3,60}\Z", re.IGNORECASE)
_BEFORE, _AFTER = 60, 300  # elements around the headline among which its lines stand
_LONGEST = 160
_FEW = 12  # children of an element that is one line
_FEWER = 3  # of one that says "2 hours ago", with its writer
_HEADLINES = ("h1", "h2", "h3")
_MOST_HEADS = 3
_MOST_LINES = 60
_TAGS = ("time", "span", "p", "div", "li", "td", "small", "summary", "details", "em", "i", "a", "b",
         "strong", "dd", "label", "address", "h2", "h3", "h4", "h5", "h6", "font")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A visible time: its words, and whether a label calls it a publication or a change."""

    text: str
    label: str = ""  # published, modified or ""


def on_page(tree: HtmlElement) -> list[Seen]:
    """Return the visible times of the article, in the order of the page."""
    found: list[Seen] = []
    for line in _lines(tree):
        found += [Seen(text, _label(label)) for label, text in _times_in(line)]
        if len(found) >= _MOST_LINES:
            break
    return found


def told_by_distance(
    tree: HtmlElement, *, now: dt.datetime, zone: str | None
) -> Iterator[tuple[str, dates.Moment]]:
    """Yield (label, moment) of the lines around the headline that say "2 hours ago".

    Parameters
    ----------
    now, zone:
        When the page was fetched, and the IANA zone in which it counts days.
    """
    for element in near_headline(tree):
        if element.tag not in _TAGS or len(element) > _FEWER:
            continue
        text = " ".join(element.text_content().split())
        if not 3 <= len(text) <= _LONGEST:
            continue
        for part in _LABEL.split(text):
            moment = ago.parse(part.strip(_MARKS), now=now, zone=zone)
            if moment is not None and not _is_elsewhere(element):
                yield _label(part), moment


def _times_in(line: str) -> Iterator[tuple[str, str]]:
    """Yield the timestamps of a line: with the labels around each, and alone."""
    for part in _LABEL.split(line):
        text = part.strip(_MARKS)
        if not text or not _SIGHT.search(text):
            continue
        if dates.parse(text) is None:  # with a name beside it
            beside = (
                _BEFORE_A_SOURCE.match(text)
                or _BEHIND_A_BYLINE.match(text)
                or _BEFORE_A_BYLINE.match(text)
            )
            alone = beside[1].strip(_MARKS) if beside else ""
            if not alone or dates.parse(alone) is None:
                continue
            yield text, alone
        else:
            yield text, text


def _label(text: str) -> str:
    if _MODIFIED.search(text):
        return "modified"
    return "published" if _PUBLISHED.search(text) else ""


def _lines(tree: HtmlElement) -> Iterator[str]:
    """Yield the short texts around the headline: of elements as a whole, else their own words."""
    taken: set[HtmlElement] = set()
    for element in near_headline(tree):
        if element.tag not in _TAGS or (
            taken and any(above in taken for above in element.iterancestors())
        ):
            continue
        small = len(element) <= _FEW and len(text := " ".join(element.text_content().split()))
        if small and 6 <= len(text) <= _LONGEST and _SIGHT.search(text) and _has_time(text):
            taken.add(element)
            if not _is_elsewhere(element):
                yield text
            continue
        for own in (element.text or "", *(child.tail or "" for child in element)):
            if (
                6 <= len(own) <= 2 * _LONGEST
                and _SIGHT.search(own)
                and _has_time(own)
                and not _is_elsewhere(element)
            ):
                yield " ".join(own.split())


def near_headline(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements around the headline, the first ones of a page without any.

    First come those right behind it, then those before it, then those further behind. Of several
    ``h1`` the first may name the site or a section, so all of the first three count.
    """
    body = tree.find("body")
    root = body if body is not None else tree
    tag = next((one for one in _HEADLINES if root.find(f".//{one}") is not None), "")
    heads = list(islice(root.iter(tag), _MOST_HEADS if tag == "h1" else 1)) if tag else [root]
    every: list[HtmlElement] = []
    places: list[int] = []
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        if len(places) < len(heads) and one is heads[len(places)]:
            places.append(len(every))
        every.append(one)
        if len(places) == len(heads) and len(every) >= places[-1] + _AFTER:
            break
    last = len(every)
    right_behind = (n for at in places for n in range(at, min(last, at + _BEFORE)))
    before = (n for at in places for n in range(max(0, at - _BEFORE), at))
    behind = (n for at in places for n in range(at, min(last, at + _AFTER)))
    return [every[n] for n in dict.fromkeys((*right_behind, *before, *behind))]


def _has_time(text: str) -> bool:
    return next(_times_in(text), None) is not None


def _is_elsewhere(element: HtmlElement) -> bool:
    """Say whether an element stands in a box about something else: one without the headline."""
    return any(
        (
            above.tag in _BOXES
            or _ELSEWHERE.search(f"{above.get('class') or ''} {above.get('id') or ''}")
        )
        and above.find(".//h1") is None
        for above in (element, *element.iterancestors())
        if above.tag not in ("html", "body", "main", "article")
    )
