"""The site's own words for the values of closed lists: acts, answers, health, kinds of news.

Sentences on the site are templates over fields. An act's template says who says or does what, as
reported; none of them asserts that the content is so.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimwire.model import (
    Act,
    ChangeKind,
    DeltaKind,
    EntityType,
    FetchMode,
    Health,
    JudgedKind,
    LinkType,
    Modality,
    NodeKind,
    ResponseKind,
    ReuseKind,
    Rung,
    Slot,
    SourceKind,
    SpeakerRole,
    Stance,
    Turn,
    Verdict,
    Visibility,
)

ACT_NOUN: Mapping[Act, str] = {
    Act.SAY: "statement",
    Act.ANNOUNCE: "announcement",
    Act.CONFIRM: "confirmation",
    Act.ALLEGE: "allegation",
    Act.ACCUSE: "accusation",
    Act.CRITICIZE: "criticism",
    Act.INVESTIGATE: "investigation",
    Act.SUE: "lawsuit",
    Act.DENY: "denial",
    Act.REJECT: "rejection",
    Act.WARN: "warning",
    Act.THREATEN: "threat",
    Act.DEMAND: "demand",
    Act.REQUEST: "request",
    Act.ORDER: "order",
    Act.PROPOSE: "proposal",
    Act.PROMISE: "promise",
    Act.AGREE: "agreement",
    Act.RULE: "ruling",
    Act.SANCTION: "sanction",
    Act.SUPPORT: "support",
    Act.APOLOGIZE: "apology",
    Act.ESTIMATE: "estimate",
    Act.DECLINE_COMMENT: "no comment",
    Act.NO_RESPONSE: "no response",
}
"""The word on the badge of an act."""

ACT_VERB: Mapping[Act, str] = {
    Act.SAY: "said",
    Act.ANNOUNCE: "announced",
    Act.CONFIRM: "confirmed",
    Act.ALLEGE: "made an allegation",
    Act.ACCUSE: "made an accusation",
    Act.CRITICIZE: "voiced criticism",
    Act.INVESTIGATE: "investigated",
    Act.SUE: "sued",
    Act.DENY: "denied",
    Act.REJECT: "rejected",
    Act.WARN: "warned",
    Act.THREATEN: "threatened",
    Act.DEMAND: "demanded",
    Act.REQUEST: "requested",
    Act.ORDER: "ordered",
    Act.PROPOSE: "proposed",
    Act.PROMISE: "promised",
    Act.AGREE: "agreed",
    Act.RULE: "ruled",
    Act.SANCTION: "imposed sanctions",
    Act.SUPPORT: "voiced support",
    Act.APOLOGIZE: "apologized",
    Act.ESTIMATE: "estimated",
    Act.DECLINE_COMMENT: "declined to comment",
    Act.NO_RESPONSE: "did not respond",
}
"""How an act reads without a target. The past tense fits one speaker and many alike."""

ACT_TOWARDS: Mapping[Act, str] = {
    Act.SAY: "spoke of",
    Act.ANNOUNCE: "made an announcement about",
    Act.CONFIRM: "gave a confirmation about",
    Act.ALLEGE: "made an allegation against",
    Act.ACCUSE: "accused",
    Act.CRITICIZE: "criticized",
    Act.DENY: "issued a denial about",
    Act.REJECT: "rejected what was said by or of",
    Act.WARN: "gave a warning about",
    Act.DEMAND: "made a demand of",
    Act.REQUEST: "made a request of",
    Act.ORDER: "gave an order to",
    Act.PROPOSE: "made a proposal about",
    Act.PROMISE: "made a promise about",
    Act.AGREE: "reached an agreement with",
    Act.RULE: "ruled on",
    Act.SANCTION: "sanctioned",
    Act.SUPPORT: "supported",
    Act.APOLOGIZE: "apologized to",
    Act.ESTIMATE: "gave an estimate about",
    Act.DECLINE_COMMENT: "declined to comment on",
    Act.NO_RESPONSE: "did not respond about",
}
"""How an act with a target reads; acts that are missing take the target as their object."""

STANCE_CLASS: Mapping[Stance, str] = {
    Stance.AFFIRMS: "affirms",
    Stance.AGAINST: "against",
    Stance.DENIES: "denies",
    Stance.REQUESTS: "requests",
    Stance.COMMITS: "commits",
    Stance.DECIDES: "decides",
    Stance.FOR: "for",
    Stance.CONCEDES: "concedes",
    Stance.NONE: "silent",
}

STANCE_WORDS: Mapping[Stance, str] = {
    Stance.AFFIRMS: "says that something is so",
    Stance.AGAINST: "turns against somebody",
    Stance.DENIES: "says that something is not so",
    Stance.REQUESTS: "asks for something",
    Stance.COMMITS: "binds the speaker",
    Stance.DECIDES: "decides for others",
    Stance.FOR: "takes somebody’s side",
    Stance.CONCEDES: "admits a fault",
    Stance.NONE: "stays silent",
}
"""What the acts of a stance have in common; they share a shape and a colour."""

RESPONSE_WORD: Mapping[ResponseKind, str] = {
    ResponseKind.DENIED: "denied",
    ResponseKind.PARTLY_DENIED: "partly denied",
    ResponseKind.DECLINED: "declined to comment",
    ResponseKind.NO_RESPONSE: "did not respond",
    ResponseKind.CONFIRMED: "confirmed",
    ResponseKind.COUNTER_ACCUSED: "counter-accused",
    ResponseKind.DEFERRED: "deferred",
}

RESPONSE_CLASS: Mapping[ResponseKind, str] = {
    ResponseKind.DENIED: "denies",
    ResponseKind.PARTLY_DENIED: "denies",
    ResponseKind.DECLINED: "silent",
    ResponseKind.NO_RESPONSE: "silent",
    ResponseKind.CONFIRMED: "concedes",
    ResponseKind.COUNTER_ACCUSED: "against",
    ResponseKind.DEFERRED: "requests",
}

SILENT_RESPONSES = frozenset({ResponseKind.NO_RESPONSE, ResponseKind.DECLINED})
"""Responses that leave an accusation unanswered."""

STRENGTH_WORDS: Mapping[str, str] = {
    "named": "names the accusation",
    "same-matter": "speaks of the same matter",
    "general": "speaks in general terms",
}

DELTA_WORD: Mapping[DeltaKind, str] = {
    DeltaKind.NEW_CLAIM: "new claim",
    DeltaKind.NEW_ORIGIN: "new origin",
    DeltaKind.RESPONSE: "response",
    DeltaKind.REVISION: "revision",
    DeltaKind.CORRECTION: "correction",
    DeltaKind.RETRACTION: "retraction",
    DeltaKind.STATUS: "status",
    DeltaKind.SCHEDULE: "date",
}

MODALITY_WORDS: Mapping[Modality, str] = {
    Modality.ASSERTED: "put forward as fact by the speaker",
    Modality.ALLEGED: "put forward as an allegation",
    Modality.DENIED: "denied by the speaker",
    Modality.PLANNED: "put forward as a plan",
    Modality.CONDITIONAL: "put forward under a condition",
}

VISIBILITY_WORDS: Mapping[Visibility, str] = {
    Visibility.PUBLIC: "the document is public",
    Visibility.EXCERPT: "only excerpts of the document are published",
    Visibility.SEEN: "the document is not public; named outlets say that they saw it",
    Visibility.DESCRIBED: "the document is not public; officials described it",
    Visibility.RUMOURED: "the document is only rumoured",
}

NODE_WORD: Mapping[NodeKind, str] = {
    NodeKind.PUBLISHER: "publisher",
    NodeKind.OUTLET: "outlet",
    NodeKind.AGENCY: "news agency",
    NodeKind.DOCUMENT: "document",
    NodeKind.PERSON: "person",
    NodeKind.ORGANIZATION: "organization",
    NodeKind.ANONYMOUS: "not named",
}

LINK_WORD: Mapping[LinkType, str] = {
    LinkType.PUBLISHES: "publishes",
    LinkType.REPUBLISHES: "republishes",
    LinkType.CITES: "cites",
    LinkType.TOLD: "was told by",
    LinkType.STATEMENT_TO: "has a statement from",
    LinkType.SAW: "saw",
    LinkType.OBTAINED: "obtained",
    LinkType.DESCRIBED_BY: "had described to it",
    LinkType.ISSUED: "issued by",
    LinkType.QUOTES: "quotes",
}

ROLE_WORD: Mapping[SpeakerRole, str] = {
    SpeakerRole.PRINCIPAL: "",
    SpeakerRole.SPOKESPERSON: "through a spokesperson",
    SpeakerRole.LAWYER: "through a lawyer",
    SpeakerRole.DOCUMENT: "in a document",
    SpeakerRole.OUTLET: "as an outlet",
    SpeakerRole.ANONYMOUS: "not named",
    SpeakerRole.COLLECTIVE: "as a group",
}

REUSE_WORD: Mapping[ReuseKind, str] = {
    ReuseKind.COPY: "copy of",
    ReuseKind.PARTIAL: "takes part of its text from",
    ReuseKind.REWRITE: "rewrite of",
    ReuseKind.TRANSLATION: "possibly a translation of",
}

SLOT_WORDS: Mapping[Slot, str] = {
    Slot.DATE: "when it happened",
    Slot.COUNT: "how many",
    Slot.NAMES: "whom it is aimed at",
    Slot.WITNESS: "who saw the document",
}

RUNG_WORD: Mapping[Rung, str] = {
    Rung.ALLEGATION: "allegation",
    Rung.MEMO: "memorandum",
    Rung.CABLE: "cable",
    Rung.HEARING: "hearing",
    Rung.BILL: "bill",
    Rung.RULE: "rule",
    Rung.LISTING: "listing",
    Rung.COMPLAINT: "complaint",
    Rung.RULING: "ruling",
    Rung.APPEAL: "appeal",
    Rung.SETTLEMENT: "settlement",
}

TURN_WORD: Mapping[Turn, str] = {
    Turn.FIRST: "first on record",
    Turn.REPEATED: "repeated",
    Turn.HARDENED: "hardened",
    Turn.SOFTENED: "softened",
    Turn.REVERSED: "reversed",
}

TURN_SHAPE: Mapping[Turn, str] = {
    Turn.FIRST: "new",
    Turn.REPEATED: "same",
    Turn.HARDENED: "up",
    Turn.SOFTENED: "down",
    Turn.REVERSED: "turn",
}

CHANGE_WORD: Mapping[ChangeKind, str] = {
    ChangeKind.APPEARED: "appeared",
    ChangeKind.VANISHED: "vanished",
    ChangeKind.HARDENED: "hardened",
    ChangeKind.SOFTENED: "softened",
    ChangeKind.REATTRIBUTED: "now said to come from somebody else",
    ChangeKind.CORRECTED: "corrected by the publisher",
}

DETAIL_WORDS: Mapping[str, str] = {
    **{
        rung.value: f"step on the ladder of the dispute: {word}" for rung, word in RUNG_WORD.items()
    },
    **{kind.value: word for kind, word in CHANGE_WORD.items()},
}
"""What stands in the free field of news about a status or a revision."""

CHANGE_SHAPE: Mapping[ChangeKind, str] = {
    ChangeKind.APPEARED: "new-claim",
    ChangeKind.VANISHED: "retraction",
    ChangeKind.HARDENED: "up",
    ChangeKind.SOFTENED: "down",
    ChangeKind.REATTRIBUTED: "turn",
    ChangeKind.CORRECTED: "correction",
}

JUDGED_WORD: Mapping[JudgedKind, str] = {
    JudgedKind.CLAIM: "claim",
    JudgedKind.STORY: "story",
    JudgedKind.ENTITY: "entity",
}

VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.SAME: "are one and the same",
    Verdict.DIFFERENT: "are different things",
    Verdict.PIN: "keeps its id and its parts",
    Verdict.WITHDRAWN: "decision withdrawn",
}

HEALTH_WORDS: Mapping[Health, str] = {
    Health.PROBATION: "has not answered yet",
    Health.ACTIVE: "answers, with news",
    Health.QUIET: "answers, nothing new lately",
    Health.STALE: "answers, but nothing new for far too long",
    Health.EMPTY: "answers with nothing in it",
    Health.BLOCKED: "refuses us",
    Health.FAILING: "answers with an error, or not at all",
    Health.GONE: "its address no longer exists",
    Health.MOVED: "has moved; the new address is used",
}

FETCH_WORDS: Mapping[FetchMode, str] = {
    FetchMode.PAGE: "the page of each document",
    FetchMode.FEED_ONLY: "only what the feed says of it",
    FetchMode.HEADLINE_ONLY: "only headlines",
}

SOURCE_KIND_WORD: Mapping[SourceKind, str] = {
    SourceKind.RSS: "feed (RSS)",
    SourceKind.ATOM: "feed (Atom)",
    SourceKind.NEWS_SITEMAP: "sitemap of news",
    SourceKind.SITEMAP: "sitemap",
    SourceKind.SITEMAP_DIFF: "sitemap, of which only what is new is taken",
    SourceKind.JSON_FEED: "feed (JSON)",
    SourceKind.HTML_LIST: "page that lists documents",
    SourceKind.JSON_API: "interface for programs (JSON)",
    SourceKind.GOOGLE_NEWS: "query at Google News, for headlines that point to documents",
}

HEALTHY = frozenset({Health.ACTIVE, Health.QUIET, Health.MOVED})
"""States of a source in which the window is covered."""

SILENT = frozenset({Health.STALE, Health.EMPTY, Health.BLOCKED, Health.FAILING, Health.GONE})
"""States of a source in which news of it would be missed."""

TYPE_WORD: Mapping[EntityType, str] = {
    EntityType.PERSON: "person",
    EntityType.ORG: "organization",
    EntityType.GPE: "country, city or government",
    EntityType.LOC: "place",
    EntityType.NORP: "group",
    EntityType.FAC: "building or site",
    EntityType.PRODUCT: "product or model",
    EntityType.EVENT: "event",
    EntityType.LAW: "law, bill or case",
    EntityType.WORK_OF_ART: "work",
}

BACKLOG_WORDS: Mapping[str, str] = {
    "discovered": "found, and not fetched yet",
    "failed": "could not be fetched, and will be tried again",
    "pending": "wait for the language work",
    "unresolved": "wait to be compared with the others",
    "unread": "failed in the language work",
    "refused": "may not be fetched",
    "unreadable": "pages on which no article was found",
    "gone": "gone from their server",
    "irrelevant": "read, and not about this matter",
}
"""Why documents are not shown; first what waits, then what stays out."""


def certainty(confidence: float) -> str:
    """Return how sure the extraction is, in a word."""
    return "high" if confidence >= 0.85 else "medium" if confidence >= 0.7 else "low"
