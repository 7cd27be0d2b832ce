"""Making a page's tree readable for readers of bodies: what they lose or tear apart.

Two things that mean nothing to a browser mislead trafilatura: a line break of the source within a
sentence makes two paragraphs of it, and text that stands loose behind a block is lost.
"""

from __future__ import annotations

import re
from contextlib import suppress

from lxml.html import Element, HtmlElement

_WRAPPED = re.compile(r"(?<=[^\W\d_])[ \t\r]*\n[ \t\r]*(?=[a-zß-öø-ÿ])")
_BLOCKS = frozenset(
    ("div", "section", "article", "figure", "table", "ul", "ol", "dl", "p", "blockquote", "aside",
     "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "form", "iframe", "video")
)  # fmt: skip
_HOLDERS = ("div", "section", "article", "main", "td")
_SHORTEST = 4  # characters of two words, one of them on the next line
_RUNNING = 40  # characters of loose text that is no label


def mend(tree: HtmlElement) -> None:
    """Join sentences that the source breaks, and put loose text behind blocks into paragraphs."""
    for element in list(tree.iter()):
        text, tail = element.text, element.tail
        if text and "\n" in text and element.tag != "pre" and _WRAPPED.search(text):
            with suppress(ValueError):  # lxml takes control characters of a page, not from us
                element.text = _WRAPPED.sub(" ", text)
        if not tail or len(tail) < _SHORTEST:
            continue
        with suppress(ValueError):
            if "\n" in tail and _WRAPPED.search(tail):
                element.tail = _WRAPPED.sub(" ", tail)
            if element.tag in _BLOCKS and len(tail.strip()) >= _RUNNING:
                _wrap(element)


def _wrap(block: HtmlElement) -> None:
    """Move what stands behind a block, up to the next block or line break, into a paragraph."""
    parent = block.getparent()
    if parent is None or parent.tag not in _HOLDERS:
        return
    paragraph = Element("p")
    paragraph.text, block.tail = block.tail, None
    following = block.getnext()
    while following is not None and following.tag not in _BLOCKS and following.tag != "br":
        paragraph.append(following)
        following = block.getnext()
    block.addnext(paragraph)
