"""Bytes to text, decided once: BOM, then HTTP charset, then what the page declares, then detection.

A declaration that the bytes contradict loses: a body that is valid UTF-8 with characters outside
ASCII is UTF-8, whatever an old server configuration says. Undecodable bytes become U+FFFD; no input
raises.
"""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass

from claimwire.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Markup without a mark, as its first character shows (XML 1.0, appendix F.1).
_FIRST = (
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
# What browsers read these labels as (WHATWG Encoding Standard): the larger set of the family.
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
_LABELS = {  # of the same standard, and as servers write them; Python does not know these
    "x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gb18030", "x-x-big5": "big5hkscs",
    "x-euc-jp": "euc_jp", "windows-949": "cp949", "dos-874": "cp874", "mac": "mac-roman",
    "csmacintosh": "mac-roman", "x-mac-roman": "mac-roman", "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic", "iso-8859-8-i": "iso8859-8", "logical": "iso8859-8",
    "visual": "iso8859-8", "koi": "koi8-r", "koi8": "koi8-r", "koi8-ru": "koi8-u",
    "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8", "ansi": "cp1252",
    **{f"{prefix}125{n}": f"cp125{n}" for prefix in ("x-cp", "cp-", "win-") for n in range(9)},
}  # fmt: skip
_WIDE = ("utf-16", "utf-32")
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)"
    rb"|<meta[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a page declares its encoding (HTML asks for the first 1024)
_SAMPLE = 60_000  # bytes that detection looks at


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in and what said so (bom http declared utf-8 detected)."""

    text: str
    encoding: str
    how: str


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Return the text of a body; ``content_type`` is the value of the HTTP header."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(encoding, "replace"), encoding, "bom")
    for mark, encoding in _FIRST:
        if body.startswith(mark):
            return Decoded(body.decode(encoding, "replace"), encoding, "detected")
    http = _known(match[1]) if (match := _HTTP_CHARSET.search(content_type or "")) else None
    found = _DECLARED.search(body[:_HEAD])
    declared = _known((found[1] or found[2]).decode("ascii")) if found else None
    utf8 = _strict(body, "utf-8")
    for name, how in ((http, "http"), (declared, "declared")):
        if name is None or (name != "utf-8" and utf8 is not None and not body.isascii()):
            continue
        if name.startswith(_WIDE) and b"\0" not in body[:_HEAD]:
            continue  # markup would show every other byte as nothing: written, but not meant
        stated = _strict(body, name)
        if stated is not None:
            return Decoded(stated, name, how)
    if utf8 is not None:
        return Decoded(utf8, "utf-8", "utf-8")
    best, how = declared or http or _detected(body), "declared" if declared or http else "detected"
    if best == "utf-8" and body.decode("utf-8", "replace").count("�") > len(body) // 100:
        best, how = _detected(body), "detected"
    errors = "cp1252" if best == "utf-8" else "replace"
    return Decoded(body.decode(best, errors), best, how)


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as what it most often is in such a text: Windows' Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.start + 1]
    return wrong.decode("cp1252", "replace"), error.start + 1


codecs.register_error("cp1252", _one_byte)


def unpack_gzip(body: bytes, limit: int) -> bytes:
    """Return a body with a gzip layer removed where it has one (``sitemap.xml.gz``).

    Raises
    ------
    InputError
        If the layer is damaged, or holds more than ``limit`` bytes.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        data = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise InputError(f"damaged gzip data: {error}") from error
    if len(data) > limit:
        raise InputError(f"more than {limit} bytes after unpacking")
    return data


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(_LABELS.get(label.lower(), label)).name
    except LookupError:
        return None
    except (ValueError, UnicodeError):  # labels with a NUL and the like
        return None
    name = _AS_BROWSERS_DO.get(name, name)
    return name if name != "utf-7" and _is_text_encoding(name) else None


def _is_text_encoding(name: str) -> bool:
    try:
        b"a".decode(name, "replace")
    except (LookupError, ValueError):  # base64, zlib and other codecs that make no text
        return False
    return True


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _detected(body: bytes) -> str:
    from charset_normalizer import from_bytes

    if _is_damaged_utf8(body[:_SAMPLE]):
        return "utf-8"
    best = from_bytes(body[:_SAMPLE]).best()
    return (_known(best.encoding) if best is not None else None) or "cp1252"


def _is_damaged_utf8(body: bytes) -> bool:
    """Say whether most of what is no ASCII is UTF-8: a stray byte must not make it another's."""
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - wrong > wrong
