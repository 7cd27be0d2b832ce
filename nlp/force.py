"""What a statement amounts to, in the sixteen words of the tracker's readers.

The act is the closed list's and stays with the word that was used: *it would appeal, Acme said* is
*say*. Its force is what somebody does who says such a thing: there Acme promises. Where the
act itself tells, the force follows from it; a plain saying is a promise by what its speaker will
do, news by what he has done, a judgement by what he finds, may come or must mean.
"""

from __future__ import annotations

import re

from claimwire.model import Act, SpeakerRole, Stance, Statement
from nlp.statements import wordings

FORCES = (
    *("accuse", "deny", "warn", "announce", "allege", "demand", "threaten", "confirm"),
    *("no-comment", "promise", "sue", "rule", "sanction", "propose", "assess", "other"),
)
OF_ACTS = {
    Act.SAY: "other",
    Act.ANNOUNCE: "announce",
    Act.CONFIRM: "confirm",
    Act.ALLEGE: "allege",
    Act.ACCUSE: "accuse",
    Act.CRITICIZE: "accuse",
    Act.INVESTIGATE: "accuse",
    Act.SUE: "sue",
    Act.DENY: "deny",
    Act.REJECT: "deny",
    Act.WARN: "warn",
    Act.THREATEN: "threaten",
    Act.DEMAND: "demand",
    Act.REQUEST: "demand",
    Act.ORDER: "demand",
    Act.PROPOSE: "propose",
    Act.PROMISE: "promise",
    Act.AGREE: "promise",
    Act.RULE: "rule",
    Act.SANCTION: "sanction",
    Act.SUPPORT: "assess",
    Act.APOLOGIZE: "confirm",
    Act.ESTIMATE: "assess",
    Act.DECLINE_COMMENT: "no-comment",
    Act.NO_RESPONSE: "no-comment",
}
_TELLING = frozenset({SpeakerRole.DOCUMENT, SpeakerRole.OUTLET})
_OPENING = 16
"""Code points of a determiner, a number and a noun before a name: *three labs, A*."""
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
    r"published|removed|deleted|terminated|revoked|appointed|disabled|shut|cut off|alerted|"
    r"notified|withdrawn|introduced|sold|completed|raised)\b",
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
_NAMING = frozenset({"call", "describe", "label", "dub", "characterize", "conclude"})


def force(statement: Statement, text: str, *, bench: bool = False) -> str:
    """Return the force of a statement found in ``text``: one of ``FORCES``.

    ``bench`` says that its speaker is a court: what a court orders it rules.
    """
    if statement.stance is Stance.DENIES:
        return "deny"
    if statement.act is Act.ORDER and bench:
        return "rule"
    spans = statement.content or (statement.sentence,)
    words = text[spans[0].start : spans[-1].end]
    if statement.act is Act.ALLEGE and (_opens_with_target(statement) or _names_wrong(words)):
        return "accuse"
    if statement.act is not Act.SAY:
        return OF_ACTS[statement.act]
    if wordings.say("warning", words):
        return "warn"
    if statement.speaker is not None and statement.speaker.role in _TELLING:
        return "announce"
    return _leaning(words, statement.cue.lemma) or "other"


def _opens_with_target(statement: Statement) -> bool:
    """Say whether an allegation begins with whom it charges."""
    start = statement.content[0].start if statement.content else statement.sentence.start
    places = (target.start for target in statement.targets if target.start is not None)
    return any(0 <= place - start <= _OPENING for place in places)


def _names_wrong(words: str) -> bool:
    return wordings.say("wrong", words) or wordings.say("deceit", words)


def _leaning(words: str, cue: str) -> str | None:
    if _PROMISE.match(words):
        return "promise"
    if _ANNOUNCE.match(words):
        return "announce"
    if cue in _NAMING or _LIKELY.search(words) or wordings.say("means", words):
        return "assess"
    first = words[:1].lower() + words[1:] if words[:1].isalpha() else words[:1] + words[1:].lower()
    return "assess" if _IS.match(first) else None
