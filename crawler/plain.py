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
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<![Dd][Oo][Cc][Tt][Yy][Pp][Ee]\b[^<>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|em|font|i|img|mark|q|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_REFERENCE = re.compile(r"&(#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
_HALVES = re.compile(  # two references in a row: of surrogates, in digits or in hexadecimal ones
    r"&(#(?:5[5-6]\d{3}|[xX][dD][89abAB][0-9A-Fa-f]{2});)&(#(?:5[6-7]\d{3}|[xX][dD][c-fC-F][0-9A-Fa-f]{2});)"
)
_XML_NAMES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_STILL_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[lr]squo|[lr]dquo|#\d{2,5});")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
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

    Bare ampersands are escaped; names that only HTML knows become their characters, as do the two
    halves of a character of UTF-16; references to what XML forbids go.
    """

    def one(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return "&amp;"
        if name[0] == "#":
            return match[0] if _is_of_xml(_number(name)) else ""
        if name in _XML_NAMES:
            return match[0]
        character = html.unescape(match[0])
        return character if character != match[0] else f"&amp;{name}"

    parts = _CDATA.split(text)
    parts[::2] = [_REFERENCE.sub(one, _HALVES.sub(_joined, part)) for part in parts[::2]]
    return "".join(parts)


def _number(name: str) -> int:
    digits = name[1:].rstrip(";")
    return int(digits[1:], 16) if digits[0] in "xX" else int(digits)


def _is_of_xml(number: int) -> bool:
    """Say whether XML 1.0 allows a character (its section 2.2)."""
    return (
        number in (0x9, 0xA, 0xD)
        or 0x20 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or 0x10000 <= number <= 0x10FFFF
    )


def _joined(match: re.Match[str]) -> str:
    """Return the character of two references if they are its halves in UTF-16, else both as is."""
    high, low = _number(match[1]), _number(match[2])
    if 0xD800 <= high <= 0xDBFF and 0xDC00 <= low <= 0xDFFF:
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return match[0]


def clean(text: str) -> str:
    """Return ``text`` in Unicode's composed form on one line without invisible characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def weight(text: str) -> int:
    """Return a length that treats scripts alike: one ideograph says as much as three letters."""
    return len(text) + 2 * len(_IDEOGRAPH.findall(text))
