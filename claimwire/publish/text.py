"""Making hostile text safe to look at.

Titles and names come from the open web: they may hold control characters that are illegal in HTML
and XML, bidirectional controls that reorder the words around them, or five thousand characters.
Escaping is the renderer's work; this module removes what no escaping can make harmless.
"""

from __future__ import annotations

import re

TITLE_LENGTH = 200
"""Longest title that is shown, in characters."""

NAME_LENGTH = 80
"""Longest name that is shown, in characters."""

# C0 and C1 controls, invisible formatting and bidirectional controls (but not the joiners that
# Persian, Hindi and emoji need), separators, surrogates and noncharacters; and the two private
# characters that stand for something else while a page is made (markup.ROOT, markup.IDENTITY).
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ue000\ue001\ufe00-\ufe0e\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def readable(text: str) -> str:
    """Return ``text`` without characters that are illegal or that reorder; spaces collapsed."""
    if text.isascii() and text.isprintable():
        if "  " not in text:  # as most are
            return text.strip(" ")
    else:
        text = _UNSAFE.sub("", text)
    return " ".join(text.split())


def title(text: str | None, *, limit: int = TITLE_LENGTH) -> str:
    """Return a title or name fit to show: readable, and cut at a word when over ``limit``."""
    words = readable(text or "")
    return words if len(words) <= limit else shorten(words, limit)


def name(text: str | None) -> str:
    """Return a name fit to show; empty when there is none."""
    return title(text, limit=NAME_LENGTH)


def shorten(text: str, limit: int) -> str:
    """Return ``text`` cut to at most ``limit`` characters, with an ellipsis when it was cut."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at = head.rfind(" ")
    return (head[:at] if at > limit // 2 else head).rstrip(" ,;:-–—") + "…"


def sentence_case(words: str) -> str:
    """Return ``words`` with a capital first letter, unless the first word has capitals inside."""
    first = words.split(" ", 1)[0]
    return words[:1].upper() + words[1:] if first.islower() else words


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return ``1 claim``, ``2 claims``; thousands are set apart by a thin space."""
    return f"{number(count)} {one if count == 1 else (many or one + 's')}"


def number(count: int) -> str:
    """Return a whole number with its thousands set apart."""
    return f"{count:,}".replace(",", "\u202f")


def listed(names: list[str] | tuple[str, ...], *, most: int = 4) -> str:
    """Return ``A, B and C``; past ``most`` names the rest is counted."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
