"""Where a page names its writers: bylines that mark-up shows, and lines that read like one.

What is found are texts; who of them is a person is for :mod:`crawler.bylines` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml.html import HtmlElement

from crawler import bylines, dates
from crawler.datelines import near_headline

_MARKED_CLASS = re.compile(
    r"[Bb]yline|author[-_]name|AuthorName|contributor|article(?:-|__)author|post-author"
    r"|entry-author|story-author|reporter|name_author|^\s*(?:author|writer)\s*$"
)
_NAMED_CLASS = re.compile(  # weaker: sites name other writers and their boxes so, too
    r"(?:^|\s)(?![\w-]*(?:comment|about|bio|more|all-|other|related|follow|image|img|photo|avatar))"
    r"(?:[\w-]*[-_])?(?:authors?|auteure?s?|autor(?:es|en|e|i|a)?|by-?line|writers?|verfasser)"
    r"(?:[-_]{1,2}(?:names?|links?|info))?(?=\s|$)"
)
_MARKED_DATA = (("data-testid", ("byline", "author")), ("data-qa", ("author", "attribution")))
_MOST_MARKED = 12
_SAME_PLACE = 3  # elements around two bylines, of which they share one
_BESIDE = frozenset(("aside", "footer", "nav"))
_ELSEWHERE = re.compile(
    r"related|recommend|sidebar|popular|teaser|promo|comment|(?<!hasnt-)(?<!no-)bio\b|(?<!v)card"
    r"|(?<!elementor-)widget(?!-content|\s+Blog\b)|more-from|read-next",
    re.IGNORECASE,
)
_BY_LINE = re.compile(
    r"^(?:(?:written|posted|published|reported)\s+)?by\s*:?\s+[A-ZÀ-Ý]|^author\s*:?\s+[A-Z]",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\s*(?:by|written|posted|published|reported|author|autor|auteur|von|par|por|di|door|durch|text)",
    re.IGNORECASE,
)
_BY_LINE_ELSEWHERE = re.compile(r"^(?:von|par|por|di|door|durch|auteur|autor(?:in|/in)?|texte?)\b")
_FOREIGN_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*)(?:\s(?:von|van|de|del|della|di|da|dos|la|le|el|bin|zu|der|den|ter|y)\b"
    r"|\s[^\W\d_a-z][\w.'’-]*){1,3}"
)
_FIRST_PART = re.compile(r"\s*(?:,|;|\||\s[-–—]|\s(?:und|et|y|e|and)\s|\s(?=\d)).*")
_LONGEST_LABEL = 20  # characters of "By" and its like before a name that is a link
_BEHIND_A_LABEL = re.compile(r"^([^\W\d_]+:?)\s*;\s*")
_CLOSE = 100  # elements behind the headline among which a line in another language is a byline
_EAST_LINE = re.compile(
    r"(?:作者|记者|記者|文"
    r"|撰文)\s*[:：／/　]\s*([\u3400-\u9fff·]{2,8}(?:[、，\s]+[\u3400-\u9fff·]{2,8}){0,3})"
    r"|([\uac00-\ud7af]{2,5})\s*(?:기자|특파원)(?=$|[\s=()·|,])"
    r"|記者[\s　]+([\u3040-\u30ff\u3400-\u9fff]{2,8})"
)
_LONGEST_LINE = 160
_LINE_TAGS = frozenset(
    ("p", "div", "span", "td", "li", "strong", "em", "b", "address", "small", "a", "i")
)


def on_page(tree: HtmlElement) -> Iterator[list[str]]:
    """Yield the visible bylines of a page, one list for each place: marked ones first.

    Other places name the writers of other articles, so they only count where the first one names
    nobody.
    """
    places: list[tuple[frozenset[HtmlElement], list[str]]] = []
    around_headline = near_headline(tree)
    for element in islice(_marked(tree, frozenset(around_headline)), _MOST_MARKED):
        text = " ".join(str(part).strip() for part in _parts(element))
        if not 2 <= len(text) <= _LONGEST_LINE or _is_elsewhere(element):
            continue
        around = frozenset(islice(element.iterancestors(), _SAME_PLACE))
        near = next((lines for there, lines in places if around & there), None)
        if near is None:
            places.append((around, [text]))
        else:
            near.append(text)
    yield from (lines for _, lines in places)
    yield list(_written(around_headline))


def _marked(tree: HtmlElement, near: frozenset[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the elements that mark-up calls a byline or an author, in the order of the page."""
    for element in tree.iter():
        given = element.attrib
        if not given or not isinstance(element.tag, str):
            continue
        if not _is_marked(given) and not (element in near and _names_an_author(given)):
            continue
        above = {one.tag for one in element.iterancestors()}
        if not above & _BESIDE or (above & _BESIDE == {"footer"} and "article" in above):
            yield element


def _names_an_author(given: Mapping[str, str]) -> bool:
    names = f"{given.get('class') or ''} {given.get('id') or ''}"
    return _NAMED_CLASS.search(names) is not None


def _is_marked(given: Mapping[str, str]) -> bool:
    names = given.get("class")
    return (
        (names is not None and _MARKED_CLASS.search(names) is not None)
        or given.get("rel") == "author"
        or given.get("id") == "author"
        or "author" in given.get("itemprop", "")
        or any(word in given.get(name, "") for name, words in _MARKED_DATA for word in words)
    )


def _parts(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of a byline, cut where a block or a time begins."""
    for node in element.iter():
        if not isinstance(node.tag, str) or node.tag in (
            "time",
            "script",
            "style",
            "button",
            "svg",
        ):
            if node.tail and node is not element:
                yield node.tail
            continue
        if node.tag == "br":
            yield ";"
        block = node.tag in ("div", "p", "li", "span") and node is not element
        if node.text and not _is_when(node.text):
            yield ("; " if block else "") + node.text
        if node.tail and node is not element and not _is_when(node.tail):
            yield node.tail


def _is_when(text: str) -> bool:
    cleaned = " ".join(text.split())
    return any(c.isdigit() for c in cleaned) and dates.parse(cleaned) is not None


def _is_elsewhere(element: HtmlElement) -> bool:
    """Say whether an element stands in a box about something else: one without the headline."""
    return any(
        _ELSEWHERE.search(f"{above.get('class') or ''} {above.get('id') or ''}")
        and above.find(".//h1") is None
        for above in element.iterancestors()
        if above.tag not in ("html", "body", "main", "article")
    )


def _written(around_headline: list[HtmlElement]) -> Iterator[str]:
    """Yield bylines that no mark-up shows: a short line "By …", or the East's "记者 …"."""
    for place, node in enumerate(around_headline):
        if node.tag not in _LINE_TAGS:
            continue
        for line in _own_lines(node):
            if not 3 <= len(line) <= _LONGEST_LINE:
                continue
            if _BEGINS.match(line) and _reads_as_byline(line, node, close=place < _CLOSE):
                yield line
                return
            east = _EAST_LINE.search(line)
            if east is not None and len(line) <= 120:
                yield next(filter(None, east.groups()), "")
                return


def _own_lines(node: HtmlElement) -> Iterator[str]:
    """Yield the texts that are a node's own, and the whole of one that begins like a byline."""
    for text in (node.text, *(child.tail for child in node)):
        if text and len(text) > 2:
            yield " ".join(text.split())
    first = (node.text or "").strip() or (node[0].text or "" if len(node) else "")
    if len(node) and len(first) < _LONGEST_LABEL and _BEGINS.match(first):
        whole = " ".join(" ".join(str(part).strip() for part in _parts(node)).split())
        yield _BEHIND_A_LABEL.sub(r"\1 ", whole)


def _reads_as_byline(line: str, node: HtmlElement, *, close: bool) -> bool:
    """Say whether a line names its writer; in other languages only the name may follow."""
    if not _BY_LINE.match(line):
        label = _BY_LINE_ELSEWHERE.match(line.lower())
        if not close or label is None or len(node.text_content()) > _LONGEST_LINE:
            return False
        name = _FIRST_PART.split(line[label.end() :].strip(" :"))[0]
        if not _FOREIGN_NAME.fullmatch(name):
            return False
    if any(above.tag == "nav" for above in node.iterancestors()):
        return False
    names = bylines.people([line], publisher=None)
    return bool(names) and " " in names[0]
