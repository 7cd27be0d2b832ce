"""Plain text as it was scraped, typed or printed: its title, its paragraphs, no furniture.

Lines are paragraphs unless blank lines separate them; a first line that ends like no sentence, and
stands apart or is repeated, is the title.
"""

from __future__ import annotations

import re

from claimwire import furniture
from crawler.plain import clean

_LONGEST_TITLE = 250
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def plain_article(text: str) -> tuple[str | None, str]:
    """Return title (``None`` where none is plain) and body of scraped plain text.

    The body has one blank line between paragraphs and no page furniture.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    separator = _BLANK_LINE if _BLANK_LINE.search(lines) else re.compile(r"\n")
    blocks = [block for block in separator.split(lines) if block.strip()]
    paragraphs = [clean(line) for block in blocks for line in _unwrapped(block) if clean(line)]
    cleaned = furniture.remove("\n\n".join(paragraphs)).split("\n\n")
    kept = [clean(paragraph) for paragraph in cleaned if clean(paragraph)]
    if not kept:
        return None, ""
    title = kept[0]
    repeated = paragraphs.count(title) > 1
    if _is_title(title) and (repeated or (len(kept) > 1 and separator is _BLANK_LINE)):
        rest = [paragraph for paragraph in kept if paragraph != title]
        return title, "\n\n".join(rest or kept)
    return None, "\n\n".join(kept)


def _unwrapped(block: str) -> list[str]:
    """Return the paragraphs of a block: hard-wrapped lines are one, lines that end are several."""
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    ends = sum(line[-1] in ".!?:”\"'’)。！？」" or line.startswith("- ") for line in lines)
    wrapped = len(lines) > 2 and ends * 2 < len(lines) and max(map(len, lines)) <= 100
    return [" ".join(lines)] if wrapped else lines


def _is_title(line: str) -> bool:
    return (
        len(line) <= _LONGEST_TITLE
        and not line.startswith(("- ", "* ", "•", "“", '"'))
        and not line.endswith((".", "!", ":", ",", ";", "。"))
    )
