"""What a page says of itself in JSON-LD (schema.org), read leniently.

Pages carry several blocks, graphs, lists, articles of the "related" box, line breaks inside strings
and comments around it all. :func:`article_of` returns the one article that the page is about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from crawler.urls import url_key

ARTICLE_TYPES = {
    "newsarticle": "news",
    "reportagenewsarticle": "news",
    "backgroundnewsarticle": "news",
    "liveblogposting": "live",
    "analysisnewsarticle": "analysis",
    "opinionnewsarticle": "opinion",
    "reviewnewsarticle": "opinion",
    "advertisercontentarticle": "advertisement",
    "blogposting": "blog",
    "pressrelease": "press-release",
    "governmentannouncement": "press-release",
    "report": "report",
    "scholarlyarticle": "paper",
    "legislation": "law",
    "techarticle": "article",
    "socialmediaposting": "post",
    "article": "article",
}
"""Types of schema.org that are articles, in lower case, with the kind of document they mean."""

_PAGE_TYPES = frozenset({"webpage", "itempage", "aboutpage"})  # WordPress puts the dates here
_NESTED = (
    "@graph", "mainEntity", "mainEntityOfPage", "hasPart", "author", "creator", "publisher",
    "itemListElement",
)  # fmt: skip
_MOST_NODES = 2_000
_DEEPEST = 12
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|(?://\s*)?\]\]>)\s*$", re.S
)
_BROKEN_TYPE = re.compile(r'"@type"\s*:\s*"(\w*(?:Article|Posting))"')
_BROKEN_FIELD = re.compile(
    r'"(headline|datePublished|dateModified)"\s*:\s*(?:"((?:[^"\\\n]|\\.)*)"|([\w:.+-]+))'
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")

Node = dict[str, Any]


def article_of(tree: HtmlElement, url: str) -> Node | None:
    """Return the JSON-LD node of the article that the page at ``url`` is about.

    The node that names this page as its own wins, then one under a headline of the page, then the
    first article; other nodes of the same article, and a node of the page itself, fill what it
    leaves open. Authors and publisher that are only referred to are put in their places.
    """
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if kind_of(node) is not None]
    pages = [node for node in nodes if _types(node) & _PAGE_TYPES and node.get("datePublished")]
    own = [
        node
        for node in articles
        if any(url_key(address) == url_key(url) for address in _addresses(node))
    ]
    if not own and len(articles) > 1:
        titles = _titles_of(tree)
        own = [node for node in articles if _bare(text_of(node.get("headline"))) in titles]
    chosen = next(iter(own or articles), None)
    if chosen is None:
        return _resolved(pages[0], nodes) if pages else None
    for other in own[1:]:
        chosen = {**other, **{name: value for name, value in chosen.items() if value}}
    for name in ("datePublished", "dateModified"):
        stated = next((page[name] for page in pages if page.get(name)), None)
        if not chosen.get(name) and stated and len(articles) == 1:
            chosen = {**chosen, name: stated}
    return _resolved(chosen, nodes)


def _titles_of(tree: HtmlElement) -> frozenset[str]:
    """Return the headlines that the page shows or shares, bare of marks."""
    shown = [heading.text_content() for heading in tree.iter("h1")]
    shared = tree.xpath("//meta[@property='og:title' or @name='twitter:title']/@content")
    return frozenset(filter(None, map(_bare, (*shown, *map(str, shared)))))


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _resolved(node: Node, nodes: list[Node]) -> Node:
    """Return a node in which what is named by ``@id`` alone stands in full."""
    known = {str(one["@id"]): one for one in nodes if "@id" in one and len(one) > 1}
    found = dict(node)
    for name in ("author", "creator", "publisher", "sourceOrganization"):
        value = node.get(name)
        if isinstance(value, list):
            found[name] = [_referred(item, known) for item in value[:50]]
        elif value is not None:
            found[name] = _referred(value, known)
    return found


def _referred(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return known.get(value, value) if isinstance(value, str) else value


def kind_of(node: Node) -> str | None:
    """Return the kind of document that the types of a node stand for, ``None`` for no article."""
    types = _types(node)
    return next((kind for name, kind in ARTICLE_TYPES.items() if name in types), None)


def text_of(value: Any) -> str:
    """Return a value as text: a string, the first of a list, or the name of a thing."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("headline")
    return value.strip() if isinstance(value, str) else ""


def names_of(value: Any) -> list[str]:
    """Return the names in an ``author`` or ``publisher``, in order."""
    items = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in map(_unwrapped, items):
        name = item.get("name") if isinstance(item, dict) else item
        parts = name if isinstance(name, list) else [name]
        names.extend(part.strip() for part in parts if isinstance(part, str) and part.strip())
    return names


def _unwrapped(item: Any) -> Any:
    """Return a node that was written as a string of JSON within the JSON."""
    if isinstance(item, str) and item.lstrip().startswith("{"):
        return _loads(item) or item
    return item


def truth_of(value: Any) -> bool | None:
    """Return a boolean however it was written, ``None`` for anything else."""
    if isinstance(value, bool):
        return value
    words = {"true": True, "false": False}
    if isinstance(value, str):
        return words.get(value.strip().lower().rpartition("/")[2])
    return None


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    budget = _MOST_NODES
    for script in tree.iter("script"):
        kind = (script.get("type") or "").strip().lower()
        if not kind.startswith("application/ld+json"):
            continue
        for node in _walk(_loads(script.text_content()), 0):
            yield node
            budget -= 1
            if budget <= 0:
                return


def _loads(text: str) -> Any:
    cleaned = _WRAPPING.sub("", text.strip()).strip().rstrip(";")
    mended = _TRAILING_COMMA.sub(r"\1", cleaned)
    for attempt in (cleaned, mended):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(cleaned)


def _salvaged(text: str) -> Node | None:
    """Return headline and times of an article whose JSON a template broke, ``None`` of others."""
    kind = _BROKEN_TYPE.search(text)
    if kind is None:
        return None
    fields = _BROKEN_FIELD.findall(text)
    return {"@type": kind[1], **{name: quoted or bare for name, quoted, bare in fields[::-1]}}


def _walk(value: Any, depth: int) -> Iterator[Node]:
    """Yield the nodes of a block: those of lists, graphs and main entities, outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _NESTED:
            if isinstance(value.get(key), list | dict):
                yield from _walk(value[key], depth + 1)


def _types(node: Node) -> frozenset[str]:
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return frozenset(
        name.rpartition("/")[2].rpartition(":")[2].lower()
        for name in names
        if isinstance(name, str)
    )


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith("http"):
            yield value.partition("#")[0]
