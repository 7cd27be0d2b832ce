"""What a statement amounts to, in the sixteen words of the tracker's readers.

The act is the closed list's and stays with the word that was used: *it would appeal, Acme said* is
*say*. Its force is what somebody does who says such a thing: there Acme promises. Where the
act itself tells, the force follows from it; a plain saying is a promise by what its speaker will
do, news by what he has done, a judgement by what he finds, may come or must mean.
"""

from __future__ import annotations

import re

from claimwire.model import Act, Party, SpeakerRole, Stance, Statement
from nlp.statements import wordings
from nlp.statements.draft import AUTHOR, PUBLISHER

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
_RULED = frozenset(
    {Act.ORDER, Act.DENY, Act.REJECT, Act.ACCUSE, Act.ALLEGE, Act.CRITICIZE, Act.SANCTION}
    | {Act.AGREE}
)
"""What a court does by ruling."""
_FINDING = frozenset({"conclude", "suggest", "argue", "warn", "predict"})
"""Verbs by which a study gives its judgement."""
_LEAD = re.compile(r"\A(?:on|in|last|this|late|early) \w+(?: \d{1,2})? that ")
"""A day that a saying is of, cut into what is said."""
_BRUSHED = re.compile(
    r"\A(?:the|a|any|such|all|this|that) (?:\w+ )?(?:threat|idea|prospect|risk|fear|concern|notion|"
    r"talk|hope|worr(?:y|ie)|danger)s?\b",
    re.IGNORECASE,
)
"""What is dismissed by a judgement, as no charge was made."""
_GUARDED = frozenset({Act.ACCUSE, Act.ALLEGE})
_URGING = frozenset({Act.DEMAND, Act.REQUEST})
_BY_WORDS = (
    ("withheld", "no-comment"),
    ("charged", "accuse"),
    ("reckoning", "threaten"),
    ("wanted", "demand"),
    ("conceded", "confirm"),
    ("settled", "announce"),
)
"""Tables of wordings and what is done by them, whoever speaks; the first that fits counts."""
_BILL = re.compile(
    r"(?:an?|the|new|their|his|her|its) (?:[\w-]+ ){0,2}"
    r"(?:bill|amendment|legislation|act|resolution)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\bon (?:its|the|a|an)\b(?: [\w-]+){0,3} (?:list|blacklist|watchlist)\b", re.IGNORECASE
)
_OPENING = 16
"""Code points of a determiner, a number and a noun before a name: *three labs, A*."""
_OPEN = r"\A(?:that )?[“\"‘']?"
_BODY = (
    r"the (?:company|firm|start-?up|bureau|agency|ministry|department|society|association|group|"
    r"office|commission|lab|publisher|union|council)"
)
_OWN = rf"{_OPEN}(?:it|he|she|we|they|I|{_BODY})"
_AND_OTHERS = rf"(?:{_OWN}|{_OPEN}(?:members|officials|the (?:committee|panel|commission)))"
_PROMISE = re.compile(
    rf"{_AND_OTHERS}(?:['’]ll| will| would| shall| intends? to| plans? to| wants? to|"
    r" (?:is|are|am|was|were|stands?|remains?|remained) (?:going|ready|prepared|determined|"
    r"committed|working|poised|taking steps|willing) to)"
    r" (?!not\b|be\b|have\b|like\b|never\b|take\b|seem\b|rather\b|make (?:no )?sense\b)",
    re.IGNORECASE,
)
_ANNOUNCE = re.compile(
    rf"{_OWN} (?:(?:has|have|had) )?(?:now |already |since |just )?[“‘]?(?:launched|blocked|banned|"
    r"suspended|opened|closed|signed|filed|hired|acquired|bought|begun|started|stopped|halted|released|"
    r"published|removed|deleted|terminated|revoked|appointed|disabled|shut|cut off|alerted|"
    r"notified|withdrawn|introduced|sold|completed|raised|detected|uncovered|found|identified|"
    r"disrupted|thwarted|foiled|caught|spotted|patched|fixed|recalled|expanded|updated|deployed|"
    r"secured|unveiled|rolled out|reached (?:an?|the) (?:deal|agreement|settlement))\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    rf"{_OPEN}(?:it|this|that|they|these)(?:['’]ll| will| would) (?:only |also )?"
    r"(?:create|cost|mean|hurt|harm|lead|bring|cause|result|boost|accelerate|slow|weaken|strengthen|"
    r"affect|damage|raise|reduce|set|force|push|drive|encourage|discourage|kill|save|make)\b",
    re.IGNORECASE,
)
_WELCOME = re.compile(
    rf"{_OWN} (?:strongly |warmly |fully )?"
    r"(?:welcome|applaud|support|endorse|back|praise|commend)s?d?\b"
    r"(?! up\b)",
    re.IGNORECASE,
)
_SUIT = re.compile(
    rf"{_OWN} (?:has |have |had |is |are )?(?:now |also )?(?:filed|filing|brought|bringing)"
    r"(?: [\w-]+){0,5} (?:suit|lawsuit|complaint|action|claim)s? against\b",
    re.IGNORECASE,
)
_FINDS = re.compile(
    rf"(?:{_OWN}|{_OPEN}[\w.-]+(?: [\w.-]+)?) (?:(?:has|have|had) )?(?:now |already |since |also )?"
    r"(?:found|detected|identified|uncovered|observed|traced|discovered|spotted|linked)\b",
    re.IGNORECASE,
)
"""What somebody found who charges others with it, where they are named."""
_LIKELY = re.compile(
    rf"\b(?:(?:is|are|was|were) (?:un)?likely|probably|(?:looks?|looked|seems?|seemed|appears?) "
    rf"(?!at\b|for\b|into\b)\w+)\b|(?!{_OWN[2:]}\b){_OPEN}(?:[\w’'-]+ ){{1,4}}"
    r"(?:will|would|could|cannot|can['’]t|may|might) (?!be told\b)",
    re.IGNORECASE,
)
_STATED = r"(?!(?:to|not|no|being|under|in|on|at|now|still|\w+ing|\w+ed)\b)"
_IS = re.compile(
    rf"{_OPEN}(?:(?:this|that|it)['’]s {_STATED}|"
    r"(?:this|that|these|those|it|(?:[A-Z][\w.-]*['’]s |the |a |an )?[a-z-]+"
    r"(?: (?!mission|goal|aim|purpose|policy|"
    r"focus|priority|objective|headquarters|name)[a-z-]+){0,2})"
    rf"(?: was an? | (?:is|are|were) {_STATED}))",
)
_NAMING = frozenset(
    {"call", "describe", "label", "dub", "characterize", "conclude", "hail", "tout", "brand"}
    | {"portray", "depict", "term", "cast", "frame", "paint", "present", "pronounce", "liken"}
    | {"deem"}
)
_ARGUING = frozenset({"argue", "opine", "reason", "theorize", "posit", "surmise", "conjecture"})
"""Verbs of opinion: what is said by them is a judgement, or what should be done."""
_ADVISING = frozenset({"suggest", "argue", "recommend"})
_OUGHT = re.compile(r"\b(?:should|ought to|needs? to|must)\b", re.IGNORECASE)
_STRESSING = frozenset(
    {"stress", "emphasize", "emphasise", "underline", "underscore", "highlight", "reiterate"}
    | {"cite", "note", "voice", "express", "recognize", "point"}
)
_VOICING = frozenset({"voice", "express", "raise", "air", "share", "reiterate", "convey", "sound"})
_HEAD = 24
"""Code points in which the head of a nominal stands that is voiced."""
_RESISTING = frozenset({"oppose", "object", "resist", "balk", "bristle", "protest"})
"""Verbs by which somebody is against a plan, which charges nobody with it."""


def force(statement: Statement, text: str, *, bench: bool = False) -> str:
    """Return the force of a statement found in ``text``: one of ``FORCES``.

    ``bench`` says that its speaker is a court: what a court orders, rejects or blames it rules.
    """
    if bench and statement.act in _RULED:
        return "rule"
    spans = statement.content or (statement.sentence,)
    words = _LEAD.sub("", text[spans[0].start : spans[-1].end])
    if statement.cue.lemma == "dismiss" and _BRUSHED.match(words):
        return "assess"  # "dismissed the threat as bluster"
    if statement.stance is Stance.DENIES:
        return "deny"
    outlet = statement.speaker is not None and statement.speaker.role is SpeakerRole.OUTLET
    if statement.act is Act.SAY:
        return _said(statement, words, outlet=outlet)
    if statement.act is Act.ANNOUNCE and not outlet:
        return _announced(words)
    return _worded(statement, words) or OF_ACTS[statement.act]


def _worded(statement: Statement, words: str) -> str | None:
    """Return the force of an act where its words make it another than the act's own."""
    guarded = wordings.say("guarded", words) and not wordings.say("plotted", words)
    if statement.act in _GUARDED and guarded:
        return "other"  # "the measure is aimed at preventing theft" charges nobody
    if statement.act is Act.ALLEGE and (_opens_with_target(statement) or _names_wrong(words)):
        return "accuse"
    if statement.act is Act.CRITICIZE and statement.cue.lemma in _RESISTING:
        return "deny" if wordings.say("planned", words) else "accuse"
    if statement.act is Act.DEMAND and statement.cue.lemma in _ADVISING:
        return "propose"  # "suggests that labs should share indicators"
    if statement.act in _URGING and wordings.say("careful", words):
        return "warn"  # "urged caution over cheap models"
    if statement.act is Act.REJECT and wordings.say("withheld", words):
        return "no-comment"  # "refused to disclose who its customers were"
    if statement.act is Act.CONFIRM and _PROMISE.match(words):
        return "promise"  # "confirmed that it would support an optional check"
    return None


def _said(statement: Statement, words: str, *, outlet: bool) -> str:
    """Return the force of a plain saying."""
    if wordings.say("warning", words):
        return "warn"
    if outlet and _is_page(statement.speaker):
        return _leaning(words, statement.cue.lemma) or "other"
    if outlet:
        return "announce" if wordings.say("scoop", words) else "other"
    if statement.targets and _FINDS.match(words):
        return "allege"  # "it had found accounts linked to Acme"
    if statement.speaker is not None and statement.speaker.role is SpeakerRole.DOCUMENT:
        return "assess" if statement.cue.lemma in _FINDING else "announce"
    return _leaning(words, statement.cue.lemma) or "other"


def _announced(words: str) -> str:
    """Return what is done by an announcement: charges, a place on a list, a bill."""
    if wordings.say("charged", words) or wordings.say("schemes", words):
        return "accuse"
    if _BILL.match(words):
        return "propose"  # "announced an amendment that would …"
    return "sanction" if _LISTED.search(words) else "announce"


def _opens_with_target(statement: Statement) -> bool:
    """Say whether an allegation begins with whom it charges."""
    start = statement.content[0].start if statement.content else statement.sentence.start
    places = (target.start for target in statement.targets if target.start is not None)
    return any(0 <= place - start <= _OPENING for place in places)


def _names_wrong(words: str) -> bool:
    return any(wordings.say(table, words) for table in ("wrong", "deceit", "harsh", "branded"))


def _is_page(speaker: Party | None) -> bool:
    """Say whether the writer of a page is told to say something: his opinion, no report."""
    if speaker is None:
        return False
    named = speaker.canonical == PUBLISHER and speaker.start is not None  # "the brief says"
    return named or speaker.canonical == AUTHOR


def _brands(words: str) -> bool:
    """Say whether somebody calls a deed by a harsh name.

    Of *called piracy “a mistake”* and *described the theft as a prank* only the end is the name.
    """
    quote = max(words.find("“"), words.find('"'), words.find("‘"))
    name = words[quote:] if quote >= 0 else words.rpartition(" as ")[2]
    return wordings.say("harsh", name) or wordings.say("branded", name)


def _leaning(words: str, cue: str) -> str | None:
    """Return the force of a plain saying by its words alone."""
    for table, meant in _BY_WORDS:
        if wordings.say(table, words):
            return meant
    if cue in _ARGUING:
        return "propose" if _OUGHT.search(words) else "assess"
    if cue in _STRESSING and wordings.say("needful", words):
        return "demand"  # "stressed the need to protect it"
    if cue in _VOICING and wordings.say("worried", words[:_HEAD]):
        return "warn"  # "voiced fears that it could be misused"
    if cue in _NAMING and wordings.say("alarming", words):
        return "warn"  # "called it a wake-up call"
    if _SUIT.match(words):
        return "sue"
    if _WELCOME.match(words):
        return "assess"
    if _EFFECT.match(words):
        return "assess"  # "it would create 1,500 jobs": a thing, not the speaker
    if _PROMISE.match(words):
        return "promise"
    if _ANNOUNCE.match(words):
        return "announce"
    if cue in _NAMING and _brands(words):
        return "accuse"
    known = any(wordings.say(table, words) for table in ("means", "judged"))
    if cue in _NAMING or known or _LIKELY.search(words):
        return "assess"
    first = words[:1].lower() + words[1:] if words[:1].isalpha() else words[:1] + words[1:].lower()
    return "assess" if _IS.match(first) else None
