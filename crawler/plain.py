"""Plain text from scraps of markup: titles and summaries of feeds, values of meta elements."""

from __future__ import annotations

import html
import re
import unicodedata

_DROPPED = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|blockquote|section|article)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|em|font|i|img|mark|q|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_REFERENCE = re.compile(r"&(#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
_XML_NAMES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_STILL_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[lr]squo|[lr]dquo|#\d{2,5});")
_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u2060\ufeff\u00ad]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
)


def plain_line(markup: str, *, limit: int = 2000) -> str:
    """Return the words of a scrap of HTML on one line, at most ``limit`` characters.

    Escapes are resolved, twice where somebody escaped twice; script and style are dropped.
    """
    return " ".join(" ".join(plain_paragraphs(markup)).split())[:limit]


def plain_paragraphs(markup: str) -> list[str]:
    """Return the paragraphs of a scrap of HTML as plain text, none empty."""
    text = (
        _COMMENT.sub(" ", _DROPPED.sub(" ", markup)) if "<" in markup or "]" in markup else markup
    )
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub("\n\n", text))
    text = html.unescape(text)
    if _STILL_ESCAPED.search(text):
        text = html.unescape(text)
    if "<" in text:  # what was escaped is text, but feeds escape inline markup once too often
        text = _INLINE.sub("", _BLOCK.sub("\n\n", _DROPPED.sub(" ", text)))
    paragraphs = (clean(part) for part in re.split(r"\n\s*\n", text))
    return [paragraph for paragraph in paragraphs if paragraph]


def xml_references(text: str) -> str:
    """Return markup in which every ampersand outside CDATA begins a reference that XML knows.

    Bare ampersands are escaped; names that only HTML knows become their characters.
    """

    def one(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return "&amp;"
        if name[0] == "#" or name in _XML_NAMES:
            return match[0]
        character = html.unescape(match[0])
        return character if character != match[0] else f"&amp;{name}"

    parts = _CDATA.split(text)
    parts[::2] = [_REFERENCE.sub(one, part) for part in parts[::2]]
    return "".join(parts)


def clean(text: str) -> str:
    """Return ``text`` in Unicode's composed form on one line without invisible characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())
