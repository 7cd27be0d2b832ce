"""Words: the one place that decides what "overlapping content" means.

Everything across documents compares texts by the same tokens, so that a reader of one decision can
follow every other. Chinese, Japanese and Korean text has no spaces; there each character is a word.
Stems are crude on purpose (an ending is cut, then at most six letters are kept): they need only
bring *distilling*, *distilled* and *distillation* together, in English and in German, and be the
same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
    "|[^\\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+"
)
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.S., A.I.
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ies", "ed", "es", "ly", "er", "e", "s")
_SHORTEST_STEM = 4
_LONGEST_STEM = 6

_STOPWORDS = """
    a about above after again against all also although am among an and another any are as at be
    because been before being below between both but by can cannot could did do does doing down
    during each either else ever every few for from further had has have having he her here hers
    him his how however i if in into is it its itself just last latter like made make makes making
    many may me might more most much must my near neither new next no nor not now of off often on
    once one only or other others our out over own per quite rather s said same say saying says
    she should since so some still such t than that the their theirs them themselves then there
    these they this those though three through thus to together too toward two under until up upon
    us very via was we well were what when where whether which while who whom whose why will with
    within without would year years yet you your
    told tell tells according added adding stated state states noted notes reported reportedly
    report reports statement week month day days today yesterday earlier later previously recent
    recently monday tuesday wednesday thursday friday saturday sunday
    der die das den dem des ein eine einer eines einem einen und oder aber nicht ist sind war
    waren wird werden wurde wurden hat haben hatte sich mit von vom zu zum zur im in am an auf aus
    bei nach über unter für durch gegen als auch wie dass daß es er sie wir ihr so nur noch mehr
"""
STOPWORDS = frozenset(_STOPWORDS.split())


def words(text: str) -> list[str]:
    """Return the words of a text, folded to compatible lower case, in order."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(_DOTTED.sub(lambda found: found.group().replace(".", "") + " ", folded))


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the crude stem under which forms of one word meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    return word[:_LONGEST_STEM]


def content_words(text: str) -> list[str]:
    """Return the stems of the words that carry content, in order."""
    return [stem(word) for word in words(text) if word not in STOPWORDS]


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of the smaller set that the larger one holds; 0 when either is empty."""
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))
