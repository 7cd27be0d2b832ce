"""Articles that a page carries in its scripts' data only (``__NEXT_DATA__``, ``__NUXT__``, state).

Pages that a program draws in the browser ship their article as JSON. There is no common schema, but
the same few names occur everywhere: a headline beside a time of publication, authors, and a body as
text, as HTML or as a list of blocks. :func:`article_of` looks for the richest such object that goes
with the page's headline and returns it in the words of schema.org.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from crawler.jsonld import Node
from crawler.plain import plain_line, plain_paragraphs

_ASSIGNED = re.compile(
    r"(?:__[A-Z_]{3,40}__|initialState|preloadedState|Fusion\.globalContent"
    r"|(?:story|article|page|news)Data)\s*=\s*(?=[{\[])"
)
_HEADLINES = ("headline", "title", "headlines", "name")
_PUBLISHED = (
    "datePublished", "publishedAt", "published_at", "publishedDate", "publishDate", "publish_date",
    "first_publish_date", "firstPublished", "firstPublishedAt", "display_date", "publicationDate",
    "publishedDateISO8601", "publishedDateTime", "publishedTime", "published_time", "published",
    "pubDate", "createdAt", "date",
)  # fmt: skip
_MODIFIED = (
    "dateModified", "updatedAt", "updated_at", "last_updated_date", "lastModified", "modifiedAt",
    "modified", "updatedDate", "lastPublished",
)  # fmt: skip
_AUTHORS = ("authors", "author", "byline", "byLine", "bylines", "credits", "contributors")
_BODIES = (
    "articleBody", "body", "content", "content_elements", "blocks", "bodyHtml", "body_html",
    "contentHtml", "richText", "rich_text", "paragraphs", "text", "html", "components", "elements",
)  # fmt: skip
_TEXT_KEYS = ("text", "content", "html", "value", "paragraph", "children", "data", "copy", "json")
_NOT_TEXT = frozenset(
    ("image", "video", "gallery", "embed", "oembed_response", "raw_html", "ad", "advert",
     "interstitial_link", "related", "newsletter", "html_embed", "divider", "quote_author")
)  # fmt: skip
_PARAGRAPHS = ("paragraph", "p")
_LONGEST_PARAGRAPH = 20_000  # characters
_TEMPLATE_MARK = re.compile(r"\{/?[a-z]{1,10}\}")
_MOST_OBJECTS = 20_000
_DEEPEST = 24
_LONGEST = 4_000_000  # characters of one script
_SHORTEST_BODY = 200
_SHORTEST_START = 20  # letters of a headline that is cut off


def article_of(tree: HtmlElement, headings: list[str]) -> Node | None:
    """Return the article in the page's scripts, ``None`` when they hold none.

    Parameters
    ----------
    headings:
        Headlines under which the page may know it; an object with another one is another article.
    """
    wanted = {_bare(heading) for heading in headings} - {""}
    starts = tuple(_bare(one) for one in headings if one.endswith(("...", "…")))
    best: Node | None = None
    for value in _values(tree):
        for found in _objects(value, 0, [_MOST_OBJECTS]):
            node = _article(found)
            if node is None or not _is_wanted(node["headline"], wanted, starts):
                continue
            if best is None or len(node["articleBody"]) > len(best["articleBody"]):
                best = node
    return best


def _is_wanted(headline: str, wanted: set[str], starts: tuple[str, ...]) -> bool:
    """Say whether a headline is the page's; one that is cut off must have a good part of it."""
    bare = _bare(headline)
    return (
        not wanted
        or bare in wanted
        or any(len(start) >= _SHORTEST_START and bare.startswith(start) for start in starts)
    )


def _values(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        text = script.text or ""
        if not 200 < len(text) < _LONGEST or script.get("src"):
            continue
        kind = (script.get("type") or "").lower()
        if kind == "application/json":
            value = _loads(text)
        elif not kind or "javascript" in kind:
            match = _ASSIGNED.search(text[:5_000])
            value = _loads(text[match.end() :]) if match else None
        else:
            continue
        if value is not None:
            yield value


def _loads(text: str) -> Any:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int, budget: list[int]) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST or budget[0] <= 0:
        return
    budget[0] -= 1
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _objects(inner, depth + 1, budget)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict | list):
                yield from _objects(inner, depth + 1, budget)


def _article(found: dict[str, Any]) -> Node | None:
    headline = next(filter(None, (_text(found.get(name)) for name in _HEADLINES)), "")
    published = _first(found, _PUBLISHED)
    if not headline or published is None:
        return None
    asked = {name.partition("(")[0]: value for name, value in found.items()}  # GraphQL: body({…})
    bodies = ("\n\n".join(_paragraphs(asked.get(name), 0)) for name in _BODIES)
    body = max(bodies, key=len, default="")
    if len(body) < _SHORTEST_BODY:
        return None
    return {
        "headline": headline,
        "datePublished": published,
        "dateModified": _first(found, _MODIFIED) or "",
        "author": [{"name": name} for name in _names(found)],
        "articleBody": body,
    }


def _first(found: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = found.get(name)
        if isinstance(value, str) and any(c.isdigit() for c in value):
            return value
        if type(value) is int and value > 10**9:
            return str(value)
    return None


def _text(value: Any) -> str:
    if isinstance(value, dict):  # {"basic": "…"}, {"rendered": "…"}
        value = value.get("basic") or value.get("rendered") or value.get("main")
    return plain_line(value, limit=500) if isinstance(value, str) else ""


def _names(found: dict[str, Any]) -> list[str]:
    for name in _AUTHORS:
        value = found.get(name)
        if isinstance(value, dict):
            value = value.get("by") or value.get("name") or value.get("text")
        items = value if isinstance(value, list) else [value]
        names = [
            item if isinstance(item, str) else str(item.get("name") or "")
            for item in items
            if isinstance(item, str | dict)
        ]
        if any(names):
            return [one for one in names if one]
    return []


def _paragraphs(value: Any, depth: int) -> list[str]:
    """Return the paragraphs of a body in whatever form: text, HTML, blocks, blocks of blocks."""
    if depth > 6:
        return []
    if isinstance(value, str):
        value = _TEMPLATE_MARK.sub("", value)
        return plain_paragraphs(value) if "<" in value else plain_paragraphs(_spaced(value))
    if isinstance(value, list):
        return [text for item in value[:2_000] for text in _paragraphs(item, depth + 1)]
    if isinstance(value, dict):
        kind = str(value.get("type") or value.get("__typename") or "").lower()
        if kind in _NOT_TEXT:
            return []
        if kind in _PARAGRAPHS:
            line = plain_line("".join(_strings(value, depth)), limit=_LONGEST_PARAGRAPH)
            return [line] if line else []
        for name in _TEXT_KEYS:
            if isinstance(value.get(name), str | list | dict):
                inner = _paragraphs(value[name], depth + 1)
                if inner:
                    return inner
    return []


def _strings(value: Any, depth: int) -> Iterator[str]:
    """Yield the text of a paragraph from its inline parts, with the spaces that stand in them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth <= _DEEPEST:
        for item in value:
            yield from _strings(item, depth + 1)
    elif isinstance(value, dict) and depth <= _DEEPEST:
        inner = (value.get(name) for name in _TEXT_KEYS)
        yield from _strings(next((one for one in inner if isinstance(one, str | list | dict)), ""),
                            depth + 1)  # fmt: skip


def _spaced(text: str) -> str:
    return re.sub(r"\n+", "\n\n", text)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
