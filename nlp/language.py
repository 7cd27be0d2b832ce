"""Which language a text is in: by script first, by the commonest words of Latin-script languages.

Good enough to decide whether statements are looked for, on texts from a sentence upward; a text
that gives no evidence has no known language (``None``), never a guess.
"""

from __future__ import annotations

import re

SUPPORTED = frozenset({"en"})
"""Languages in which statements are looked for."""

_SAMPLE = 20_000
"""Code points that are looked at: a page is in one language, or its start decides."""

_SCRIPTS: tuple[tuple[str, re.Pattern[str], float], ...] = (
    # (language, letters, how many Latin letters one of them weighs)
    ("ja", re.compile(r"[\u3040-\u30ff\uff66-\uff9d]"), 3.0),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"), 3.0),
    ("zh", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"), 3.0),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 1.0),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]"), 1.0),
    ("he", re.compile(r"[\u0590-\u05ff]"), 1.0),
    ("el", re.compile(r"[\u0370-\u03ff]"), 1.0),
    ("hi", re.compile(r"[\u0900-\u097f]"), 1.0),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 1.0),
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_BEYOND_LATIN = re.compile(r"[\u0370-\u1fff\u3040-\uffff]")
"""Any letter of these scripts; most texts have none, and are not counted."""
_WORD = re.compile(r"[a-zà-ɏ']+")

_STOP_WORDS = {
    "en": """the of and to in a is that for on with as was it by are from this be at have has not
        its which but an were their they said or been will he his who had more than would about
        into when you your she her we our can after also other if no up out what how there over
        against says say did does""",
    "de": """der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch
        es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen
        so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei wenn können""",
    "fr": """de la le et les des en un une du dans est que pour qui par sur au pas plus avec ce il
        sont se aux cette ont ou son sa ses mais comme été nous leur elle être d' l' fait ces
        entre après sous aussi deux même""",
    "es": """de la que el en y a los se del las un por con no una su para es al lo como más o pero
        sus le ha este sí porque esta entre cuando muy sin sobre también fue según desde son""",
    "it": """di e il la che in a per è un una del della i le con non si da dei al sono nel alla gli
        ha come più anche dal delle lo su ma degli dalla questo era tra nella""",
    "pt": """de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi
        ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela""",
    "nl": """de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of
        uit nog naar heeft hij ze werd door wordt over deze tot zich die was meer had""",
}
_PROFILES = {code: frozenset(words.split()) for code, words in _STOP_WORDS.items()}
_OWNERS = {
    word: tuple(code for code, words in _PROFILES.items() if word in words)
    for word in frozenset().union(*_PROFILES.values())
}
_MINIMUM_SHARE = 0.06
"""Least weight of a language's stop words per word of text: running text has 0.2 and more."""


_SHORT, _THIN, _DEFAULT = 30, 1.0, "en"
"""Below so many words, less than one stop word that a language has for itself decides nothing."""


def detect(text: str) -> str | None:
    """Return the language of a text as a BCP 47 primary subtag, or ``None``."""
    sample = text[:_SAMPLE]
    if _BEYOND_LATIN.search(sample):
        latin = len(_LATIN.findall(sample))
        weights = {
            code: len(letters.findall(sample)) * weight for code, letters, weight in _SCRIPTS
        }
        if sum(weights.values()) > latin:
            return _of_script(weights)
    return _of_words(_WORD.findall(sample.lower().replace("’", "'")))


def _of_script(weights: dict[str, float]) -> str:
    # Japanese is written with Han characters too: some kana among them decide for it.
    if weights["ja"] > 0.1 * (weights["ja"] + weights["zh"]) and weights["ja"] > weights["ko"]:
        return "ja"
    return max((code for code in weights if code != "ja"), key=lambda code: weights[code])


def _of_words(words: list[str]) -> str | None:
    if not words:
        return None
    scores = dict.fromkeys(_PROFILES, 0.0)
    for word in words:
        owners = _OWNERS.get(word, ())
        for code in owners:
            # A word that several languages share says little about any of them.
            scores[code] += 1.0 / len(owners)
    best = max(scores, key=lambda code: scores[code])
    if len(words) < _SHORT and scores[best] < _THIN:
        # A headline may hold no stop word at all; English needs no letters beyond a to z.
        return _DEFAULT if all(word.isascii() for word in words) else None
    return best if scores[best] / len(words) >= _MINIMUM_SHARE else None
