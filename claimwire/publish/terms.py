"""From words to the terms of the search index. ``site/static/search.js`` does the very same.

Folding: compatibility decomposition, no marks, lower case, a few letters spelt out. Words: runs of
letters and digits; scripts that write without spaces give pairs of characters. Stemming: Porter,
"An algorithm for suffix stripping", Program 14 (1980), for words of the Latin alphabet without
marks. A change here is a change there; a test runs both on the same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 32
"""Characters of a word that count; what is longer is not a word."""

_STOP = """
a an and are as at be been but by for from had has have he her his in into is it its of on or she
that the their they this to was were which who will with
"""
STOP_WORDS = frozenset(_STOP.split())
"""Words that are on nearly every record. "us" is not here: it is a country."""

_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ"}
)
_DOTTED = re.compile(r"\b([a-z])\.([a-z])\.(?:([a-z])\.)?", re.ASCII)
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]+|[^\u3040-\u30ff\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z]{3,}")

_C = "[^aeiou][^aeiouy]*"
_V = "[aeiouy][aeiou]*"
_MORE_THAN_0 = re.compile(f"^({_C})?{_V}{_C}")
_EXACTLY_1 = re.compile(f"^({_C})?{_V}{_C}({_V})?$")
_MORE_THAN_1 = re.compile(f"^({_C})?{_V}{_C}{_V}{_C}")
_VOWEL = re.compile(f"^({_C})?[aeiouy]")
_SHORT = re.compile(f"^{_C}[aeiouy][^aeiouwxy]$")
_DOUBLED = re.compile(r"([^aeiouylsz])\1$")
_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "bli": "ble", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize",
    "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful",
    "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
_SUFFIX_2 = re.compile(f"^(.+?)({'|'.join(_STEP_2)})$")
_SUFFIX_3 = re.compile(f"^(.+?)({'|'.join(_STEP_3)})$")
_SUFFIX_4 = re.compile(
    "^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$"
)
_ION = re.compile("^(.+?[st])ion$")


def terms(text: str) -> list[str]:
    """Return the terms of a text in the order of its words, stop words left out."""
    folded = fold(text)
    words = _WORD.findall(folded) if folded.isascii() else _words(folded)
    return [term for word in words if (term := _term(word))]


def fold(text: str) -> str:
    """Return ``text`` without case, marks and compatibility forms; ``u.s.`` becomes ``us``."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if unicodedata.category(c)[0] != "M")
        text = text.lower().translate(_SPELT)
    return _DOTTED.sub(r"\1\2\3", text.lower()) if "." in text else text.lower()


def _words(folded: str) -> Iterator[str]:
    for word in _WORD.findall(folded):
        if word.isascii():
            yield word
            continue
        for run in _UNSPACED.findall(word):
            if "\u3040" <= run[0] <= "\u9fff" and len(run) > 1:
                yield from (run[at : at + 2] for at in range(len(run) - 1))
            else:
                yield run


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    if word in STOP_WORDS or (len(word) == 1 and "a" <= word <= "z"):
        return ""
    return stem(word[:LONGEST])


def stem(word: str) -> str:
    """Return the stem of a folded word; any but a Latin word of three letters stays as it is."""
    if not _LATIN.fullmatch(word):
        return word
    w = "Y" + word[1:] if word[0] == "y" else word
    w = _plural(w)
    w = _past(w)
    if w.endswith("y") and _VOWEL.search(w[:-1]):
        w = w[:-1] + "i"
    w = _replaced(w, _SUFFIX_2, _STEP_2)
    w = _replaced(w, _SUFFIX_3, _STEP_3)
    found = _SUFFIX_4.match(w) or _ION.match(w)
    if found and _MORE_THAN_1.search(found[1]):
        w = found[1]
    return _final(w).lower()


def _plural(w: str) -> str:
    if w.endswith(("sses", "ies")) and len(w) > 3:
        return w[:-2]
    return w[:-1] if w.endswith("s") and not w.endswith("ss") else w


def _past(w: str) -> str:
    if w.endswith("eed"):
        return w[:-1] if _MORE_THAN_0.search(w[:-3]) else w
    cut = 2 if w.endswith("ed") else 3 if w.endswith("ing") else 0
    if not cut or not _VOWEL.search(w[:-cut]):
        return w
    w = w[:-cut]
    if w.endswith(("at", "bl", "iz")):
        return w + "e"
    if _DOUBLED.search(w):
        return w[:-1]
    return w + "e" if _SHORT.search(w) else w


def _replaced(w: str, suffix: re.Pattern[str], by: dict[str, str]) -> str:
    found = suffix.match(w)
    if found and _MORE_THAN_0.search(found[1]):
        return found[1] + by[found[2]]
    return w


def _final(w: str) -> str:
    if w.endswith("e"):
        rest = w[:-1]
        if _MORE_THAN_1.search(rest) or (_EXACTLY_1.search(rest) and not _SHORT.search(rest)):
            w = rest
    return w[:-1] if w.endswith("ll") and _MORE_THAN_1.search(w) else w
