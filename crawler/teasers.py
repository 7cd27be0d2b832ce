"""Lines that lead to other articles: a reader of bodies cannot tell them, mark-up can.

Under an article stand rankings, "more on this" and the newest headlines of the site. As text they
look like short paragraphs; in the page nearly all of their characters are links. They are looked
up in the page before the body is read, and taken out of what was read, together with the short
headings that introduce nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from lxml.html import HtmlElement

from crawler.plain import weight

_LEAVES = ("p", "li", "h2", "h3", "h4", "h5", "h6", "td", "dd", "dt", "div")
_LOOSE = frozenset(("li", "td", "dd", "dt", "div"))
_BLOCKS = frozenset((*_LEAVES, "ul", "ol", "dl", "table", "tbody", "tr", "section", "article"))
_WHOLLY = 0.9  # share of its characters in links: nothing is said beside them
_MOSTLY = 0.6  # of an item of a list, whose rest is a date, a section or a count
_LONGEST_REST = 40  # characters of that rest
_ENDS_SENTENCE = re.compile(r"[.!?。！？…;；][\"'”’」』)）]*\Z")
_KEY = 60  # characters by which a line is known again
_SHORTEST_KEY = 8  # characters of one that is looked for within a line
_MOST_KEYS = 400
_DAY = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_MANY = 100  # characters of a line that may be several of them
_WHEN = re.compile(rf"{_DAY.pattern}|\d{{1,2}}[:：]\d{{2}}")
_HEADING = 60  # weight up to which a line may be the heading of teasers
_MOST_ITEMS = 30  # of a list that are looked at for what it is
_ENOUGH = 300  # weight that is an article without the lines that lead elsewhere
_HALF = 0.5  # of a shorter text, which such lines must leave
_INTRODUCES = re.compile(r"[:：]\s*\Z")


def leading_elsewhere(tree: HtmlElement) -> frozenset[str]:
    """Return the keys of the page's lines that are nothing but links to other pages."""
    found: set[str] = set()
    own: dict[HtmlElement, bool] = {}
    for node in _linked_leaves(tree):
        text = " ".join(node.text_content().split())
        if not text or not _leads_elsewhere(node, text):
            found.update(_under_a_label(node))
            continue
        if node.tag == "li":
            parent = node.getparent()
            if parent not in own:
                own[parent] = _is_own_list(parent)
            if own[parent]:
                continue
        found.add(_key(text))
    found.discard("")
    return frozenset(found)


def without(paragraphs: list[str], elsewhere: Collection[str]) -> list[str]:
    """Return a text without the lines that lead elsewhere, and without their headings.

    A page that consists of such lines, a list of reports, is left as it is.
    """
    long = [key for key in sorted(elsewhere) if len(key) >= _SHORTEST_KEY][:_MOST_KEYS]
    leads = [_key(text) in elsewhere or _is_joined(text, long) for text in paragraphs]
    kept: list[str] = []
    before_teaser = False
    for text, leading in zip(reversed(paragraphs), reversed(leads), strict=True):
        if leading or (before_teaser and _is_heading(text)):
            before_teaser = True
            continue
        before_teaser = False
        kept.append(text)
    kept.reverse()
    left = _weight(kept)
    return kept if left >= _ENOUGH or left >= _HALF * _weight(paragraphs) else paragraphs


def _is_joined(text: str, elsewhere: list[str]) -> bool:
    """Say whether a line is put together from linked lines, days and counts."""
    item = text.startswith("- ") or _DAY.search(text) is not None
    if not item and len(text) < _MANY:
        return False
    bare = _bare(_WHEN.sub("", text))
    linked = [key for key in elsewhere if key in bare]
    if sum(map(len, linked)) < _MOSTLY * len(bare):
        return False
    return len(linked) > 2 or (item and _ENDS_SENTENCE.search(text) is None)


def _linked_leaves(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the innermost blocks that hold links or stand in one, each once."""
    seen: set[HtmlElement] = set()
    for link in tree.iter("a"):
        if not link.get("href"):
            continue
        around = next((above for above in link.iterancestors() if above.tag in _BLOCKS), None)
        for node in (*link.iter(*_LEAVES), *((around,) if around is not None else ())):
            if node in seen or node.tag not in _LEAVES:
                continue
            seen.add(node)
            if not any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in node):
                yield node


def _leads_elsewhere(node: HtmlElement, text: str) -> bool:
    if any(above.tag == "a" and above.get("href") for above in node.iterancestors()):
        return True
    linked = sum(len(" ".join(a.text_content().split())) for a in node.iter("a") if a.get("href"))
    if linked >= _WHOLLY * len(text):
        return True
    rest = len(text) - linked
    return (
        node.tag in _LOOSE
        and linked >= _MOSTLY * len(text)
        and rest <= _LONGEST_REST
        and not _ENDS_SENTENCE.search(text)
    )


def _under_a_label(node: HtmlElement) -> list[str]:
    """Return the keys of the lines of a paragraph that is a label and, below it, links only."""
    children = list(node)
    if not children or children[0].tag not in ("strong", "b") or (node.text or "").strip():
        return []
    label, *rest = children
    if node.find("br") is None or any(child.tag not in ("br", "a") for child in rest):
        return []
    loose = any((child.tail or "").strip() for child in children)
    if loose or weight(label.text_content()) > _HEADING:
        return []
    return [_key(link.text_content()) for link in node.iterchildren("a") if link.get("href")]


def _is_own_list(parent: HtmlElement) -> bool:
    """Say whether most items of a list are text: one of the article, some items linked."""
    items = list(parent.iterchildren("li"))[:_MOST_ITEMS]
    texts = [(item, " ".join(item.text_content().split())) for item in items]
    own = sum(not _leads_elsewhere(item, text) for item, text in texts if text)
    return own > len(texts) / 2


def _is_heading(text: str) -> bool:
    """Say whether a line before a teaser is its heading: short, no sentence, no introduction."""
    if weight(text) > _HEADING or _INTRODUCES.search(text):
        return False
    return _ENDS_SENTENCE.search(text) is None


def _weight(paragraphs: Iterable[str]) -> int:
    return sum(weight(text) for text in paragraphs)


def _key(text: str) -> str:
    return _bare(text)[:_KEY]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
