"""The body of an article: which reader's text is taken, and why.

::

    a rule for this site (data/bodies.toml) → trafilatura → what the page declares → its paragraphs

trafilatura reads bodies best of all that was measured, but loses one now and then, and takes in
what stands around short ones. Its text is therefore held against two other witnesses: the body that
JSON-LD or the page's scripts declare, and the paragraphs of the element that is the article.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from crawler import boilerplate, teasers
from crawler.mending import mend
from crawler.plain import clean, plain_paragraphs, weight
from crawler.unwrap import belongs
from crawler.urls import host_of

SHORTEST = 60
"""Weight of characters below which a page holds no article."""

_MUCH_SHORTER = 0.6  # of the declared body: below it, the declared one is taken
_WHOLE = 0.9  # of the declared body that paragraphs must cover to be cut down to it
_LOST = 0.7  # of the article's own paragraphs: below it, the reader lost a part
_SHORT_PAGE = 700  # characters of a body that needs no second look
_SHORT_SHARES = (0.35, 0.9)  # of trafilatura's body: between them an article's own are taken
_SEVERAL = 3  # paragraphs of the page in one of a reader's
_SHORTEST_PARAGRAPH = 20  # characters of one that counts where the article is looked for
_LINKED = 0.5  # share of a paragraph's characters in links, above which it is a list of links
_LEAVES = (
    "p",
    "li",
    "blockquote",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "td",
    "dd",
    "div",
    "section",
)
_MID_SENTENCE = re.compile(r"[^\W\d_]{2},?\Z")
_ENDS_NOTHING = re.compile(r"\s(?:the|an?|of|and|or|in|to|for|by|with|at|from|that|which)\Z")
_SHORTEST_BROKEN = 40  # characters of a line that is broken for its length
_GOES_ON = re.compile(r"[a-zß-öø-ÿ]{2}|a\s")  # not "iPhone"
_CELLS = re.compile(r"(?<!\\)\|")
_BLOCKS = frozenset((*_LEAVES, "ul", "ol", "table", "tr", "tbody", "article", "main", "figure"))
_STANDFIRST = re.compile(
    r"standfirst|sub-?headline|article(?:-|__)(?:dek|subtitle)|article-(?:lede|summary)|entry-dek"
    r"|\A\s*dek\s*\Z|story-summary|deck|chapo|entradilla|vorspann|sottotitolo|bajada"
)
_MOST_STANDFIRSTS = 5
_STANDFIRST_LENGTHS = (25, 400)


@dataclass(frozen=True, slots=True)
class _Rule:
    """How one site marks its articles up; ``until`` is the day after which it does not any more."""

    hosts: tuple[str, ...]
    body: tuple[str, ...]  # XPath
    drop: tuple[str, ...]  # XPath
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs and what read them (``site trafilatura declared paragraphs``)."""

    paragraphs: tuple[str, ...]
    how: str


@cache
def _rules() -> tuple[_Rule, ...]:
    data = tomllib.loads(files("crawler").joinpath("data/bodies.toml").read_text(encoding="utf-8"))
    return tuple(_rule(row) for row in data["site"])


def _rule(row: dict[str, Any]) -> _Rule:
    return _Rule(
        hosts=tuple(row["hosts"]),
        body=tuple(row["body"]),
        drop=tuple(row.get("drop", ())),
        until=row.get("until"),
    )


def read(
    tree: HtmlElement,
    *,
    url: str,
    declared: str,
    headings: list[str],
    names: tuple[str, ...] = (),
    at: dt.datetime | None,
) -> Body:
    """Return the body of a page; boxes around the article leave the tree for good.

    Parameters
    ----------
    url:
        Its address, for rules of single sites.
    declared:
        The body that the page declares in its data, "" without one.
    headings:
        Headlines of the page, which are no part of the body.
    names:
        Its authors, whose names are no part of the body where they stand alone.
    at:
        When the page was captured: an archived page is read by the rule of its time.
    """
    lead = _standfirst(tree)
    boilerplate.drop_boxes(tree)
    by_rule, known = _by_rule(tree, host_of(url), at)
    if by_rule:
        return Body(_finished(by_rule, lead, headings, names), "site")
    paragraphs, how = _chosen(tree, declared)
    how += " (layout changed)" if known else ""
    return Body(_finished(paragraphs, lead, headings, names), how)


def _chosen(tree: HtmlElement, declared: str) -> tuple[list[str], str]:
    stated = plain_paragraphs(declared.replace("\n", "\n\n")) if declared else []
    elsewhere = teasers.leading_elsewhere(tree)
    found = teasers.without(_by_trafilatura(tree), elsewhere)
    if stated and _size(found) < _MUCH_SHORTER * _size(stated):
        return stated, "declared"
    if _size(stated) >= _SHORT_PAGE:
        inside = _inside(found, "".join(stated))
        if _size(inside) >= _WHOLE * _size(stated):
            return inside, "trafilatura"
    declares = _by_elements(tree)
    plain = teasers.without(declares or _of_densest(tree), elsewhere)
    if _is_glued(found, plain) or not found:
        return plain, "paragraphs"
    if not declares and _size(found) < _SHORT_PAGE:
        return found, "trafilatura"
    if _size(found) >= _SHORT_PAGE:
        if _size(found) < _LOST * _size(plain):
            return plain, "paragraphs"
        return found, "trafilatura"
    # On short pages trafilatura takes in what stands around the article, not to give too little.
    least, most = (share * _size(found) for share in _SHORT_SHARES)
    if least < _size(plain) < most or _size(found) < _LOST * _size(plain):
        return plain, "paragraphs"
    return found, "trafilatura"


def _is_glued(paragraphs: list[str], own: list[str]) -> bool:
    """Say whether a reader made one paragraph of several: of a page laid out as an item."""
    longest = max(paragraphs, key=len, default="")
    return sum(text in longest for text in own if len(text) >= _SHORTEST_PARAGRAPH) >= _SEVERAL


def _inside(paragraphs: Iterable[str], declared: str) -> list[str]:
    """Return the paragraphs that are part of the declared body, by the beginning of each."""
    whole = re.sub(r"\W+", "", declared.casefold())
    return [text for text in paragraphs if re.sub(r"\W+", "", text.casefold())[:40] in whole]


def _finished(
    paragraphs: list[str], lead: str | None, headings: list[str], names: tuple[str, ...]
) -> tuple[str, ...]:
    kept = boilerplate.without_lines(paragraphs, headings, names)
    if lead is not None and not any(lead in text or text in lead for text in kept[:3]):
        kept = [lead, *kept]
    return tuple(kept)


def _standfirst(tree: HtmlElement) -> str | None:
    """Return the lines between headline and body that sum the article up."""
    least, most = _STANDFIRST_LENGTHS
    named = (element for element in tree.iter() if _names_a_standfirst(element))
    for element in islice(named, _MOST_STANDFIRSTS):
        if not element.xpath("boolean(preceding::h1)"):
            continue
        text = clean(element.text_content())
        if least <= len(text) <= most and not boilerplate.is_line(text) and not _is_listed(element):
            return text
    return None


def _names_a_standfirst(element: HtmlElement) -> bool:
    name = element.get("class")
    if name is not None and _STANDFIRST.search(name):
        return True
    return bool(element.get("data-gu-name") == "standfirst")


def _is_listed(element: HtmlElement) -> bool:
    """Say whether an element is one of a list of teasers."""
    around = element.xpath(
        "ancestor::aside|ancestor::li|ancestor::nav|ancestor::footer|ancestor::a"
    )
    return bool(around)


def _by_rule(tree: HtmlElement, host: str, at: dt.datetime | None) -> tuple[list[str], bool]:
    """Return what the rule of a site finds, and whether there is a rule at all."""
    rule = next((one for one in _rules() if belongs(host, one.hosts)), None)
    if rule is None or (rule.until is not None and at is not None and at.date() > rule.until):
        return [], False
    for path in rule.drop:
        for element in tree.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()
    for path in rule.body:
        paragraphs = [text for element in tree.xpath(path) for text in blocks(element)]
        if weight("".join(paragraphs)) >= SHORTEST:
            return paragraphs, True
    return [], True


def _by_trafilatura(tree: HtmlElement) -> list[str]:
    from trafilatura import bare_extraction

    mend(tree)
    try:
        document = bare_extraction(tree, include_comments=False, include_tables=True)
    except Exception:  # it lets errors of lxml and recursion limits through; others read the body
        return []
    text = getattr(document, "text", None)
    if not isinstance(text, str):
        return []
    parts = (_cell(clean(part)) for part in text.split("\n"))
    return _rejoined(part for part in parts if part)


def _rejoined(lines: Iterable[str]) -> list[str]:
    """Return paragraphs of lines that were only broken for their length, within a sentence."""
    found: list[str] = []
    before = ""
    for line in lines:
        broken = len(before) >= _SHORTEST_BROKEN and (
            (_MID_SENTENCE.search(before) and _GOES_ON.match(line)) or _ENDS_NOTHING.search(before)
        )
        if broken:
            found[-1] += f" {line}"
        else:
            found.append(line)
        before = line
    return found


def _cell(line: str) -> str:
    """Return the text of a table's row of one cell: a page laid out by tables is no table."""
    if not (line.startswith("|") and line.endswith("|")):
        return line
    cells = [cell.strip() for cell in _CELLS.split(line.strip("|"))]
    filled = [cell for cell in cells if cell]
    return filled[0].replace("\\|", "|") if len(filled) == 1 else line if filled else ""


def _by_elements(tree: HtmlElement) -> list[str]:
    """Return the paragraphs of the element that is declared the article, in order."""
    for place in ("//*[@itemprop='articleBody']", "//article", "//main", "//*[@role='main']"):
        for element in tree.xpath(place):
            paragraphs = list(dict.fromkeys(blocks(element)))
            if weight("".join(paragraphs)) >= SHORTEST:
                return paragraphs
    return []


def _of_densest(tree: HtmlElement) -> list[str]:
    """Return the paragraphs of the element that holds the most of them, where none is declared."""
    sizes: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        text = clean(paragraph.text_content())
        if parent is not None and len(text) >= _SHORTEST_PARAGRAPH:
            sizes[parent] = sizes.get(parent, 0) + len(text)
    densest = max(sizes, key=lambda element: sizes[element], default=None)
    return list(dict.fromkeys(blocks(densest))) if densest is not None else []


def blocks(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of an element block by block, lists of links and captions left out."""
    for node in element.iter(*_LEAVES):
        if node.xpath("boolean(ancestor::figure|ancestor::header|ancestor::footer|ancestor::nav)"):
            continue
        if any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in node):
            continue
        if node.tag in ("div", "section", "td") and not (node.text_content() or "").strip():
            continue
        linked = sum(len(link.text_content()) for link in node.iter("a"))
        text = node.text_content()
        if linked > _LINKED * len(text) and node.tag != "p":
            continue
        for part in _broken(node) if node.find(".//br") is not None else (text,):
            if cleaned := clean(part):
                yield cleaned


def _broken(node: HtmlElement) -> list[str]:
    """Return the texts between double line breaks."""
    parts: list[str] = []
    for piece in node.xpath(".//text()|.//br"):
        parts.append("\n" if not isinstance(piece, str) else piece.replace("\n", " "))
    return re.split(r"\n\s*\n", "".join(parts))


def _size(paragraphs: Iterable[str]) -> int:
    return sum(len(paragraph) for paragraph in paragraphs)
