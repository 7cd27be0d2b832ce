"""What a page says of itself in microdata (schema.org's ``itemscope``), as JSON-LD would say it."""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement

from crawler.jsonld import ARTICLE_TYPES, Node

_VALUE_ATTRIBUTES = ("content", "datetime", "href", "src")
_WITH_NAMES = frozenset({"author", "creator", "publisher"})
_FIELDS = frozenset(
    ("headline", "name", "datePublished", "dateModified", "description", "inLanguage",
     "isAccessibleForFree", "alternativeHeadline")
)  # fmt: skip
_MOST_PROPERTIES = 400


def article_of(tree: HtmlElement) -> Node | None:
    """Return the first article of the page that is marked up with microdata, ``None`` without."""
    for scope in tree.xpath("//*[@itemscope and @itemtype]"):
        kind = (scope.get("itemtype") or "").strip().rpartition("/")[2]
        if kind.lower() in ARTICLE_TYPES:
            return _node(scope, kind)
    return None


def _node(scope: HtmlElement, kind: str) -> Node:
    node: dict[str, Any] = {"@type": kind}
    for element in scope.xpath(".//*[@itemprop]")[:_MOST_PROPERTIES]:
        if _owner(element) is not scope:
            continue
        for name in (element.get("itemprop") or "").split():
            if name in _WITH_NAMES:
                node.setdefault(name, []).append(_named(element))
            elif name in _FIELDS:
                node.setdefault(name, _value(element))
    return node


def _owner(element: HtmlElement) -> HtmlElement | None:
    """Return the thing that a property belongs to."""
    return next((above for above in element.iterancestors() if "itemscope" in above.attrib), None)


def _named(element: HtmlElement) -> dict[str, str]:
    kind = (element.get("itemtype") or "").rpartition("/")[2]
    names = element.xpath(".//*[@itemprop='name']")
    value = _value(names[0]) if names else _value(element)
    return {"@type": kind, "name": value}


def _value(element: HtmlElement) -> str:
    for name in _VALUE_ATTRIBUTES[:2]:
        if element.get(name):
            return str(element.get(name)).strip()
    return " ".join(str(element.text_content()).split())
