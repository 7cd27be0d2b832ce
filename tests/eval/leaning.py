"""What the gold of ``domain-dev`` calls a plain saying by what it says.

Our closed list of acts calls it *say* when somebody tells what he will do, what he has done or what
he thinks of a thing, unless a word like *pledged*, *announced* or *expects* tells it. The gold has
*promise*, *announce* and *assess* for these whatever the word is.
"""

from __future__ import annotations

import re

_OPEN = r"\A(?:that )?[“\"‘']?"
_BODY = (
    r"the (?:company|firm|start-?up|bureau|agency|ministry|department|society|association|group|"
    r"office|commission|lab|publisher|union|council)"
)
_OWN = rf"{_OPEN}(?:it|he|she|we|they|I|{_BODY})"
_PROMISE = re.compile(
    rf"{_OWN}(?:['’]ll| will| would| shall| intends? to| plans? to| (?:is|are|am) going to)"
    r" (?!not\b|be\b|have\b|like\b|never\b|take\b|seem\b|make (?:no )?sense\b)",
    re.IGNORECASE,
)
_ANNOUNCE = re.compile(
    rf"{_OWN} (?:(?:has|have|had) )?(?:now |already |since )?(?:launched|blocked|banned|suspended|"
    r"opened|closed|signed|filed|hired|acquired|bought|begun|started|stopped|halted|released|"
    r"published|removed|deleted|terminated|revoked|appointed|disabled|shut|cut off)\b",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    rf"\b(?:(?:is|are|was|were) (?:un)?likely|probably|(?:looks?|looked|seems?|seemed|appears?) "
    rf"(?!at\b|for\b|into\b)\w+)\b|(?!{_OWN[2:]}\b){_OPEN}(?:[\w’'-]+ ){{1,4}}"
    r"(?:will|would|could|cannot|can['’]t|may|might) (?!be told\b)",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"{_OPEN}(?:this|that|these|those|it|(?:the |a |an )?[a-z-]+(?: [a-z-]+){{0,2}})"
    r"(?: is| are|['’]s| was an?| were) "
    r"(?!(?:to|not|no|being|under|in|on|at|now|still|\w+ing|\w+ed)\b)",
)
_MEANS = re.compile(
    r"\b(?:decision|deal|ruling|law|order|move|verdict|bill|rule|settlement|agreement|case) "
    r"[“\"‘']?(?:confirms|shows|proves|means|signals|marks|sends|sets|brings|opens|puts|"
    r"demonstrates|reflects)\b",
    re.IGNORECASE,
)
_NAMING = frozenset({"call", "describe", "label", "dub", "characterize"})


def leaning(words: str, cue: str) -> str | None:
    """Return the gold's stance of a saying with these words and this lemma, ``None`` if it has
    nothing special."""
    if _PROMISE.match(words):
        return "promise"
    if _ANNOUNCE.match(words):
        return "announce"
    if cue in _NAMING or _LIKELY.search(words) or _MEANS.search(words):
        return "assess"
    first = words[:1].lower() + words[1:] if words[:1].isalpha() else words[:1] + words[1:].lower()
    return "assess" if _IS.match(first) else None
