"""Text-fragment links: an address that opens the original at the quoted words.

The syntax is ``#:~:text=[prefix-,]textStart[,textEnd][,-suffix]``; ``-``, ``&`` and ``,`` inside a
term are percent-encoded, a term matches only inside one block and at word boundaries. Such a link
is less durable than an id, so the site always shows it beside the offsets and the stored digest.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from claimwire.publish.routes import outside

_WHOLE = 60  # characters up to which a quote is one term; longer ones are given by their ends
_WORDS = 4  # words of each end
_CHARACTERS = 16  # of each end, in scripts that write without spaces
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PLAIN = re.compile(r"[A-Za-z0-9._~ ]*")


def link(url: str, exact: str, *, prefix: str = "", suffix: str = "") -> str:
    """Return ``url`` with a fragment for the words ``exact``; ``""`` if ``url`` is not of the web.

    Words that no address can hold (half a pair of surrogates) get none.

    ``prefix`` and ``suffix`` are the words right before and after, for quotes that occur twice.
    """
    address = outside(url)
    words = exact.strip()
    if not address or not words or _SURROGATE.search(prefix + words + suffix):
        return address
    start, end = _terms(words)
    parts = [f"{_encode(prefix)}-"] if prefix.strip() else []
    parts.append(_encode(start))
    if end:
        parts.append(_encode(end))
    if suffix.strip():
        parts.append(f"-{_encode(suffix)}")
    joint = ":~:text=" if "#" in address else "#:~:text="
    return address + joint + ",".join(parts)


def _terms(words: str) -> tuple[str, str]:
    if len(words) <= _WHOLE and "\n" not in words:
        return words, ""
    first = words.split("\n", 1)[0].split(None, _WORDS)
    last = words.rsplit("\n", 1)[-1].rsplit(None, _WORDS)
    if len(words.split(None, 2 * _WORDS)) < 2 * _WORDS:
        return words.split("\n", 1)[0][:_CHARACTERS], words.rsplit("\n", 1)[-1][-_CHARACTERS:]
    return " ".join(first[:_WORDS]), " ".join(last[-_WORDS:])


def _encode(term: str) -> str:
    words = " ".join(term.split())
    if _PLAIN.fullmatch(words):  # most are
        return words.replace(" ", "%20")
    return quote(words, safe="").replace("-", "%2D")
