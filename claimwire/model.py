"""Domain types: the vocabulary of DESIGN as frozen records that every part passes to every other.

No behaviour lives here beyond what a record can say about itself. Offsets are code points into the
body of a revision, end exclusive: ``body[start:end]`` is the exact quote. Times are aware UTC
``datetime``; unknown is ``None``, never a guess. Ids are made in :mod:`claimwire.ids`.

Read in the order of the data flow: sources and fetching · articles · language · knowledge ·
across documents · what is published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# --------------------------------------------------------------------------- sources and fetching


class SourceKind(StrEnum):
    """How documents are discovered at a source."""

    RSS = "rss"
    ATOM = "atom"
    NEWS_SITEMAP = "news-sitemap"
    SITEMAP = "sitemap"
    SITEMAP_DIFF = "sitemap-diff"  # only what appears after the first look
    JSON_FEED = "json-feed"
    HTML_LIST = "html-list"  # links of a page that match an expression
    JSON_API = "json-api"  # an interface with a reader of its own, named by Source.api
    GOOGLE_NEWS = "google-news"  # a query there; its answers are leads, not documents


class FetchMode(StrEnum):
    """What is taken of a document: its page, or only what feed and sitemap say of it."""

    PAGE = "page"
    FEED_ONLY = "feed-only"
    HEADLINE_ONLY = "headline-only"


class Health(StrEnum):
    """State of a source, in the words the status page uses."""

    PROBATION = "probation"  # never yet answered as it should
    ACTIVE = "active"
    QUIET = "quiet"  # answers, nothing new within its expected interval
    STALE = "stale"  # answers, nothing new for several expected intervals
    EMPTY = "empty"  # answers with something that holds no entry
    BLOCKED = "blocked"  # 401, 403, robots.txt, bot wall
    FAILING = "failing"  # errors of network, server or format
    GONE = "gone"  # 410
    MOVED = "moved"  # permanent redirect whose end has been adopted


@dataclass(frozen=True, slots=True)
class Source:
    """A configured place where documents are discovered (one table of ``sources.toml``)."""

    id: str
    name: str
    publisher: str  # id of a publisher in the knowledge base
    kind: SourceKind
    url: str
    enabled: bool = True
    interval: dt.timedelta = dt.timedelta(hours=1)
    language: str | None = None
    country: str | None = None
    timezone: str | None = None  # IANA name, used when a page states a local time
    perspective: str | None = None  # official-us, official-cn, company, court, press, …
    state_media: bool = False
    fetch: FetchMode = FetchMode.PAGE
    include: str | None = None  # regular expression that a link must match
    exclude: str | None = None  # regular expression that a link must not match
    expected_per_week: float | None = None
    note: str = ""
    api: str | None = None  # reader of a JSON interface: federal-register, gdelt, wordpress, …
    query: str | None = None  # words that an interface is asked for
    token_env: str | None = None  # environment variable with the key that an interface wants
    fallback: tuple[str, ...] = ()  # ids of the sources to ask when this one is ill
    status: str = "seen"  # whether it answered when the catalogue was made: see crawler.sources


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the store remembers of a source between runs; the pure policy maps old to new."""

    source_id: str
    health: Health = Health.PROBATION
    url: str | None = None  # adopted address after permanent redirects, else None
    etag: str | None = None  # byte for byte as received
    last_modified: str | None = None  # byte for byte as received
    body_sha256: str | None = None
    failures: int = 0
    next_due: dt.datetime | None = None  # None: due now
    last_fetch: dt.datetime | None = None
    last_success: dt.datetime | None = None
    last_new: dt.datetime | None = None  # when an entry unknown until then appeared
    last_error: str | None = None
    unconditional_at: dt.datetime | None = None  # last fetch without validators
    interval: dt.timedelta | None = None  # adapted to what it brings; None: as configured
    ttl: dt.timedelta | None = None  # how long its last body asks to be left alone
    skip_hours: tuple[int, ...] = ()  # of GMT, as its last body states
    skip_days: tuple[int, ...] = ()  # Monday is 0
    cursor: str | None = None  # up to where an interface has been read, whole answers only
    rights: str | None = None  # reservation of rights that it or its host states, in words


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed or sitemap says of one document; not yet what we hold of it."""

    url: str  # as published
    canonical_url: str  # after crawler.urls.canonical
    url_key: str  # identity of the document
    title: str | None = None
    summary: str | None = None
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
    authors: tuple[str, ...] = ()
    guid: str | None = None
    credited_source: str | None = None  # <source> of RSS: the outlet it was taken from
    language: str | None = None
    credited_url: str | None = None  # address of that outlet, as <source url="…"> gives it
    published_precision: str = "second"  # second minute day month: how exactly it was stated
    modified_precision: str = "second"


@dataclass(frozen=True, slots=True)
class Lead:
    """A headline that somebody points to without its address: to be found, not to be published.

    ``document_id`` names the document that turned out to be meant, once it is held.
    """

    id: str
    source_id: str
    outlet: str
    outlet_url: str | None
    headline: str
    link: str  # opaque, as the aggregator gives it; never asked
    published: dt.datetime | None
    first_seen: dt.datetime
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request that was made (or refused by policy) and how it ended."""

    url: str
    started: dt.datetime
    outcome: str  # ok, not-modified, same, robots, http-404, timeout, too-large, not-a-feed, …
    status: int | None = None
    source_id: str | None = None
    document_id: str | None = None
    detail: str = ""  # words for a person: what was seen and what to do
    seconds: float = 0.0
    size: int = 0
    entries: int = 0
    new_entries: int = 0


@dataclass(frozen=True, slots=True)
class Capture:
    """One fetch of a document that brought bytes: digest, HTTP metadata, place in the archive."""

    id: str
    document_id: str
    fetched_at: dt.datetime
    url: str  # address that answered, after redirects
    status: int
    sha256: str
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    warc_file: str | None = None  # relative to the workspace's archive folder
    warc_offset: int | None = None
    warc_length: int | None = None


class DocumentStatus(StrEnum):
    """Where a document stands in the crawl; the only mutable thing about it."""

    DISCOVERED = "discovered"
    CAPTURED = "captured"
    REFUSED = "refused"  # robots.txt or the address guard forbids it
    FAILED = "failed"  # an error that a later run will try again
    UNREADABLE = "unreadable"  # fetched, but no article could be read from it
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A document that is due to be fetched."""

    document_id: str
    url: str
    source_id: str | None
    entry: Entry
    attempts: int = 0
    etag: str | None = None
    last_modified: str | None = None
    fetch: FetchMode = FetchMode.PAGE


# ------------------------------------------------------------------------------------- articles


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stated time: the moment, how exactly it was stated, and by what.

    ``precision`` is one of ``second minute day month year``; ``how`` names the evidence
    (``json-ld``, ``microdata``, ``script``, ``meta``, ``time``, ``line``, ``feed``, ``distance``:
    "2 hours ago", ``htmldate``, ``url``, ``given``). ``suspect`` marks a time that cannot be (over
    a day in the future, before 1990), kept as stated.
    """

    at: dt.datetime
    precision: str
    how: str
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """What extraction reads from one page; ``pipe extract`` prints exactly this."""

    url: str
    text: str  # body: paragraphs separated by one blank line, no furniture
    title: str | None = None
    canonical_url: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    modified: Stamp | None = None
    publisher: str | None = None
    language: str | None = None  # BCP 47 primary subtag
    summary: str | None = None
    kind: str | None = None  # news, press-release, blog, court, analysis, …
    paywalled: bool | None = None
    partial: bool = False  # only headline and lead are held
    links: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)  # field -> how it was found


@dataclass(frozen=True, slots=True)
class Document:
    """One thing published at one canonical URL."""

    id: str
    url: str  # canonical, as shown and linked
    url_key: str
    publisher: str  # id of a publisher; "web:<domain>" when the knowledge base has none
    source_id: str | None
    first_seen: dt.datetime
    status: DocumentStatus
    credited_source: str | None = None
    urls: tuple[str, ...] = ()  # every known address
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a document's extracted text, append-only; offsets point into its body."""

    id: str
    document_id: str
    number: int  # 1 is the first
    capture_id: str | None
    seen_at: dt.datetime  # when this state was first captured
    text_id: str  # SHA-256 of the body
    title: str | None
    authors: tuple[str, ...]
    published: Stamp | None
    modified: Stamp | None
    publisher_name: str | None
    language: str | None
    summary: str | None
    kind: str | None
    paywalled: bool | None
    partial: bool


# ------------------------------------------------------------------------------------- language


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of code points in a text, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the exact words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class EntityType(StrEnum):
    """Types of entity (OntoNotes names)."""

    PERSON = "PERSON"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    NORP = "NORP"
    FAC = "FAC"
    PRODUCT = "PRODUCT"
    EVENT = "EVENT"
    LAW = "LAW"
    WORK_OF_ART = "WORK_OF_ART"


class Act(StrEnum):
    """The closed list of speech acts (DESIGN 9.1)."""

    SAY = "say"
    ANNOUNCE = "announce"
    CONFIRM = "confirm"
    ALLEGE = "allege"
    ACCUSE = "accuse"
    CRITICIZE = "criticize"
    INVESTIGATE = "investigate"
    SUE = "sue"
    DENY = "deny"
    REJECT = "reject"
    WARN = "warn"
    THREATEN = "threaten"
    DEMAND = "demand"
    REQUEST = "request"
    ORDER = "order"
    PROPOSE = "propose"
    PROMISE = "promise"
    AGREE = "agree"
    RULE = "rule"
    SANCTION = "sanction"
    SUPPORT = "support"
    APOLOGIZE = "apologize"
    ESTIMATE = "estimate"
    DECLINE_COMMENT = "decline-comment"
    NO_RESPONSE = "no-response"


class Stance(StrEnum):
    """Coarse stance that an act takes."""

    AFFIRMS = "affirms"
    AGAINST = "against"
    DENIES = "denies"
    REQUESTS = "requests"
    COMMITS = "commits"
    DECIDES = "decides"
    FOR = "for"
    CONCEDES = "concedes"
    NONE = "none"


STANCE_OF: Mapping[Act, Stance] = {
    Act.SAY: Stance.AFFIRMS,
    Act.ANNOUNCE: Stance.AFFIRMS,
    Act.CONFIRM: Stance.AFFIRMS,
    Act.ESTIMATE: Stance.AFFIRMS,
    Act.ALLEGE: Stance.AGAINST,
    Act.ACCUSE: Stance.AGAINST,
    Act.CRITICIZE: Stance.AGAINST,
    Act.INVESTIGATE: Stance.AGAINST,
    Act.SUE: Stance.AGAINST,
    Act.REJECT: Stance.AGAINST,
    Act.WARN: Stance.AGAINST,
    Act.THREATEN: Stance.AGAINST,
    Act.SANCTION: Stance.AGAINST,
    Act.DENY: Stance.DENIES,
    Act.DEMAND: Stance.REQUESTS,
    Act.REQUEST: Stance.REQUESTS,
    Act.PROPOSE: Stance.REQUESTS,
    Act.ORDER: Stance.DECIDES,
    Act.RULE: Stance.DECIDES,
    Act.PROMISE: Stance.COMMITS,
    Act.AGREE: Stance.COMMITS,
    Act.SUPPORT: Stance.FOR,
    Act.APOLOGIZE: Stance.CONCEDES,
    Act.DECLINE_COMMENT: Stance.NONE,
    Act.NO_RESPONSE: Stance.NONE,
}

ACCUSING_ACTS = frozenset({Act.ALLEGE, Act.ACCUSE, Act.SUE, Act.INVESTIGATE, Act.CRITICIZE})
"""Acts that put something to somebody who may answer it: what the response ledger lists."""


class Modality(StrEnum):
    """How the content is put forward."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


class QuoteType(StrEnum):
    """How much of the content stands inside quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NONE = "none"


class SpeakerRole(StrEnum):
    """In what capacity a speaker speaks."""

    PRINCIPAL = "principal"
    SPOKESPERSON = "spokesperson"
    LAWYER = "lawyer"
    DOCUMENT = "document"  # a cable, memo, complaint, letter speaks for its author
    OUTLET = "outlet"
    ANONYMOUS = "anonymous"
    COLLECTIVE = "collective"


class NodeKind(StrEnum):
    """Kinds of node in a chain."""

    PUBLISHER = "publisher"
    OUTLET = "outlet"
    AGENCY = "agency"
    DOCUMENT = "document"
    PERSON = "person"
    ORGANIZATION = "organization"
    ANONYMOUS = "anonymous"


class LinkType(StrEnum):
    """How a node of a chain got what it passes on, from the next node inward."""

    PUBLISHES = "publishes"
    REPUBLISHES = "republishes"
    CITES = "cites"
    TOLD = "told"  # the next node told this outlet
    STATEMENT_TO = "statement-to"
    SAW = "saw"  # this outlet saw the document that follows
    OBTAINED = "obtained"
    DESCRIBED_BY = "described-by"  # people familiar described the document that follows
    ISSUED = "issued"  # the document that this node is was issued by the next node
    QUOTES = "quotes"


WITNESS_LINKS = frozenset({LinkType.SAW, LinkType.OBTAINED, LinkType.TOLD, LinkType.STATEMENT_TO})
"""Links whose outer node itself saw or heard: it is a witness."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity, and why it was linked there.

    ``entity`` is an id of the knowledge base (``deepseek``) or a provisional one (``new:acme``);
    ``how`` is one word: ``alias``, ``context-alias``, ``model``, ``pattern``, ``capitals``,
    ``surname``, ``acronym``, ``coreference``.
    """

    start: int
    end: int
    entity: str | None
    canonical: str
    type: EntityType
    how: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression. ``expression`` is its meaning before an anchor is known.

    The annotation of a text may not depend on when a document was published, so relative
    expressions stay symbolic here (``weekday:fri:past``) and :func:`nlp.dates.resolve` gives them a
    value against the anchor of a revision. ``type`` is a TIMEX3 type: DATE TIME DURATION SET.
    """

    start: int
    end: int
    type: str
    expression: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """A resolved date: ISO 8601 value (may be partial or a range ``a/b``), precision, anchor."""

    value: str  # 2026-04-24, 2026-04, 2026, 2026-W17, 2026-Q2, P3W, 2026-04-22/2026-06-05
    precision: str  # minute day week month quarter year range duration
    anchor: str  # absolute, published, first-seen, text


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a statement: speaker, target or addressee, as worded and as linked.

    ``start``/``end`` cover the words in this text that name the party (``None`` when it is only
    understood). ``entity`` follows :class:`Mention`. For a document that speaks, ``entity`` and
    ``canonical`` are those of its author where known, and ``role`` is ``document``.
    """

    start: int | None
    end: int | None
    entity: str | None
    canonical: str | None
    role: SpeakerRole = SpeakerRole.PRINCIPAL
    anonymous: bool = False
    on_behalf_of: str | None = None  # entity id that a spokesperson or lawyer speaks for
    medium: str | None = None  # "diplomatic cable", "blog post": the document that speaks


@dataclass(frozen=True, slots=True)
class Cue:
    """The word or words that carry the act."""

    start: int
    end: int
    lemma: str


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One node of a chain and how it got what it passes on from the next node inward."""

    kind: NodeKind
    name: str
    entity: str | None
    link: LinkType | None  # None for the innermost node
    start: int | None = None  # words that are the evidence for this node, if any
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One speech act found in one text."""

    act: Act
    stance: Stance
    speaker: Party | None  # None: the text names nobody; never invented
    cue: Cue
    content: tuple[Span, ...]
    sentence: Span  # the sentence or sentences that a reader needs to see
    quote_type: QuoteType
    targets: tuple[Party, ...]
    addressee: Party | None
    modality: Modality
    negated: bool  # the cue itself is negated: "has not accused"
    chain: tuple[ChainLink, ...]  # outermost first, as far as this text shows it; no publisher
    date: int | None  # index into Annotation.dates: when it was said
    rule: str  # name of the rule that found it
    confidence: float  # 0 to 1
    earlier: bool = False  # the text says that this was said before the matter at hand
    hedge: str | None = None  # "reportedly", "allegedly": the writer's own distance
    answers: Span | None = None  # words that name what this answers: "the accusations"


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that language work finds in one text: a function of text and pipeline alone."""

    language: str | None  # of the text, detected
    supported: bool  # whether statements were looked for in this language
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    statements: tuple[Statement, ...]
    sentences: tuple[Span, ...] = ()
    truncated_at: int | None = None  # language work stopped at this offset
    byline: tuple[ChainLink, ...] = ()  # outlets and agencies credited for the whole text


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether a document belongs to the tracker, with the reasons in words."""

    relevant: bool
    score: float  # 0 to 1
    reasons: tuple[str, ...]
    disputes: tuple[tuple[str, float], ...] = ()  # (dispute id, score), best first


# ---------------------------------------------------------------------------------- knowledge base


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an entity. ``context``: only with evidence nearby; ``exact``: case must match."""

    text: str
    context: bool = False
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical actor or object."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[Alias, ...] = ()
    country: str | None = None
    role: str | None = None  # what it is, in a few words
    relation: str | None = None
    wikidata: str | None = None
    kind: str | None = None  # company, ministry, court, outlet, agency, model, law, …
    parent: str | None = None  # id of the entity that it belongs to


@dataclass(frozen=True, slots=True)
class DisputeParty:
    """A party to a dispute and its role: accuser, accused, regulator, court, …"""

    entity: str
    role: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A long-running matter between parties, defined in the knowledge base."""

    id: str
    title: str
    definition: str
    started: str | None  # ISO date, possibly partial
    parties: tuple[DisputeParty, ...]
    terms: tuple[str, ...]  # words and phrases that speak of the matter
    excludes: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()  # (kind, value): docket, bill


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes documents."""

    id: str
    name: str
    domains: tuple[str, ...]
    family: str | None = None  # owner, where one is known
    kind: str | None = None  # wire, press, official, company, court, blog, aggregator
    country: str | None = None
    timezone: str | None = None
    state_media: bool = False
    entity: str | None = None  # its entity, if it is also an actor


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The knowledge base, read once; ``digest`` changes when any of its files does."""

    entities: Mapping[str, Entity]
    disputes: Mapping[str, Dispute]
    publishers: Mapping[str, Publisher]
    digest: str


# ------------------------------------------------------------------------------ across documents


@dataclass(frozen=True, slots=True)
class Item:
    """One document as the resolver sees it: its newest revision, text and annotation."""

    document: Document
    revision: Revision
    text: str
    annotation: Annotation
    statement_ids: tuple[str, ...]  # parallel to annotation.statements
    relevance: Relevance


class ReuseKind(StrEnum):
    """How one document's text depends on another's."""

    COPY = "copy"
    PARTIAL = "partial"
    REWRITE = "rewrite"
    TRANSLATION = "possible-translation"  # never taken for reuse of words: shown, not counted


@dataclass(frozen=True, slots=True)
class Reuse:
    """``document_id`` takes text from the earlier ``source_id``; containment is 0 to 1."""

    document_id: str
    source_id: str
    kind: ReuseKind
    containment: float


@dataclass(frozen=True, slots=True)
class Appearance:
    """A statement as it stands in one revision: the evidence of a claim."""

    statement_id: str
    revision_id: str
    document_id: str
    inferred: bool = False  # the chain was completed from another document
    inferred_from: str | None = None  # id of that document: where the path is shown


class Visibility(StrEnum):
    """Who could see the document that a claim rests on, most open first."""

    PUBLIC = "public"
    EXCERPT = "published-excerpt"
    SEEN = "seen-by-outlets"
    DESCRIBED = "described-by-officials"
    RUMOURED = "rumoured"


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent witness of a claim; ``known`` is False for the bucket "origin unknown"."""

    id: str
    claim_id: str
    known: bool
    kind: NodeKind | None
    name: str
    entity: str | None
    documents: tuple[str, ...]  # documents whose appearance of the claim goes back to it
    party_in_interest: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """The proposition that one or more statements express."""

    id: str
    act: Act  # of the first appearance
    stance: Stance
    speaker: str | None  # entity id
    speaker_name: str | None
    targets: tuple[str, ...]  # entity ids
    target_names: tuple[str, ...]
    dispute_id: str | None
    first: Appearance
    appearances: tuple[Appearance, ...]  # ordered by first seen
    origins: tuple[Origin, ...]
    independent_origins: int | None  # None: unknown
    publishers: int
    visibility: Visibility | None
    party_in_interest: bool
    said: DateValue | None
    first_seen: dt.datetime
    pinned: bool = False  # an operator has fixed what belongs to it


class ResponseKind(StrEnum):
    """How an accusation was answered."""

    DENIED = "denied"
    PARTLY_DENIED = "partly-denied"
    DECLINED = "declined"
    NO_RESPONSE = "did-not-respond"
    CONFIRMED = "confirmed"
    COUNTER_ACCUSED = "counter-accused"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class Response:
    """A statement that answers an accusation."""

    id: str
    claim_id: str  # the accusation that it answers
    responder: str | None
    responder_name: str | None
    kind: ResponseKind
    appearance: Appearance
    said: DateValue | None
    medium: str | None  # "told Reuters", "regular press conference"
    strength: str  # named, same-matter, general
    predates: bool = False  # a later accusation is often shown with it though it came before
    answered_by: str | None = None  # for a silence: id of the later response that ends it


@dataclass(frozen=True, slots=True)
class Story:
    """A cluster of documents that report one event."""

    id: str
    documents: tuple[str, ...]  # ordered by first seen
    headline_document: str
    first_seen: dt.datetime
    dispute_id: str | None
    emerging: bool = False  # relevant, but fits no dispute
    also: tuple[str, ...] = ()  # documents of other stories that report this event, too
    pinned: bool = False  # an operator has fixed what belongs to it


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted span in a revision."""

    revision_id: str
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened or is due."""

    id: str
    date: str  # ISO 8601, possibly partial
    precision: str
    status: str  # past, planned
    kind: str  # an act, or "event"
    actors: tuple[str, ...]
    actor_names: tuple[str, ...]
    target_names: tuple[str, ...]
    claim_id: str | None
    dispute_id: str | None
    evidence: tuple[Evidence, ...]  # first is the one shown


class DeltaKind(StrEnum):
    """Kinds of new information."""

    NEW_CLAIM = "new_claim"
    NEW_ORIGIN = "new_origin"
    RESPONSE = "response"
    REVISION = "revision"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    STATUS = "status"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Delta:
    """One piece of new information; what feeds are made of."""

    id: str
    kind: DeltaKind
    learned_at: dt.datetime
    claim_id: str | None
    dispute_id: str | None
    entities: tuple[str, ...]
    evidence: Evidence  # the sentence that a reader is shown
    document_id: str
    response_id: str | None = None
    event_id: str | None = None
    origin_id: str | None = None
    detail: str = ""  # value of the template's free field, itself taken from a record
    change_id: str | None = None  # of a revision, correction or retraction: the change it tells of
    step_id: str | None = None  # of a status: the step of the ladder that was reached


class Slot(StrEnum):
    """What sources can disagree about."""

    DATE = "date"  # when an event happened or a claim was made
    COUNT = "count"  # a figure with its unit: "24,000 accounts"
    NAMES = "named-list"  # whom an accusation is aimed at
    WITNESS = "who-saw-it"  # which outlets saw or obtained the document


@dataclass(frozen=True, slots=True)
class SlotValue:
    """One of several values that documents give for a slot."""

    value: str  # normal form: ISO date, number, entity ids joined by ", "
    words: str  # for a reader: a date, "24,000 accounts", names joined by ", "
    evidence: tuple[Evidence, ...]  # sentences that give it, first seen first
    documents: tuple[str, ...]
    from_origin: bool  # given by a document that itself is, or speaks for, the origin


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different values for one slot of one claim or event; none is taken to be right."""

    id: str
    slot: Slot
    about: str  # unit of a count ("accounts"), name of the actor of a date; "" elsewhere
    claim_id: str | None
    event_id: str | None  # the event whose date it is, if it is one
    dispute_id: str | None
    values: tuple[SlotValue, ...]  # best supported first
    supported: str | None  # value that the origin's own text supports, if it supports just one


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom one document credits for a figure."""

    entity: str | None
    name: str
    evidence: Evidence
    first_seen: dt.datetime


@dataclass(frozen=True, slots=True)
class RecreditedFigure:
    """A figure that is first known from one speaker and later credited to another."""

    id: str
    value: str  # number in digits, without separators
    unit: str  # "accounts"
    words: str  # as in its first appearance: "24,000 accounts"
    dispute_id: str | None
    first: Credit
    later: tuple[Credit, ...]  # those that credit somebody else, first seen first


@dataclass(frozen=True, slots=True)
class HedgeDrift:
    """A claim that is put more surely by a later document than by those closest to its origin."""

    id: str
    claim_id: str
    before: Appearance  # the hedged wording, closest to the origin
    before_words: str  # "alleged", "reportedly": what held it at a distance
    after: Appearance  # the wording without that distance
    in_headline: bool  # the later wording is a headline


class Rung(StrEnum):
    """Rungs of the ladder that a dispute climbs, lowest first."""

    ALLEGATION = "allegation"
    MEMO = "memo"
    CABLE = "cable"
    HEARING = "hearing"
    BILL = "bill"
    RULE = "rule"
    LISTING = "listing"
    COMPLAINT = "complaint"
    RULING = "ruling"
    APPEAL = "appeal"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step that a dispute has taken, or is due to take."""

    id: str
    dispute_id: str
    rung: Rung
    date: str  # ISO 8601, possibly partial
    precision: str
    status: str  # past, planned
    actor: str | None
    actor_name: str | None
    target_names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]  # (kind, value): docket, bill, memorandum
    claim_id: str | None
    evidence: Evidence
    first_seen: dt.datetime


class Turn(StrEnum):
    """How a position relates to the one before it."""

    FIRST = "first"
    REPEATED = "repeated"
    HARDENED = "hardened"
    SOFTENED = "softened"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class PositionStep:
    """What an actor said of a matter at one time."""

    claim_id: str
    act: Act
    stance: Stance
    said: DateValue | None
    first_seen: dt.datetime
    turn: Turn
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stances on one matter in order of time."""

    id: str
    entity: str
    name: str
    dispute_id: str
    about: tuple[str, ...]  # entity ids that the stances are aimed at or that they answer
    about_names: tuple[str, ...]
    steps: tuple[PositionStep, ...]  # two at least, oldest first


class ChangeKind(StrEnum):
    """What happened to a statement between two revisions of its document."""

    APPEARED = "appeared"
    VANISHED = "vanished"
    HARDENED = "hardened"
    SOFTENED = "softened"
    REATTRIBUTED = "re-attributed"
    CORRECTED = "corrected"  # the document itself says that it was corrected


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement that differs between two revisions of one document."""

    id: str
    kind: ChangeKind
    document_id: str
    claim_id: str | None  # of the newer statement, else of the older, as far as it is in a claim
    before_statement: str | None
    before: Evidence | None  # in the older revision
    after_statement: str | None
    after: Evidence | None  # in the newer revision; for a correction, the notice
    learned_at: dt.datetime  # when the newer revision was first seen


class JudgedKind(StrEnum):
    """Kinds of thing that an operator judges."""

    CLAIM = "claim"
    STORY = "story"
    ENTITY = "entity"


class Verdict(StrEnum):
    """What an operator decides."""

    SAME = "same"  # the parts belong to one thing
    DIFFERENT = "different"  # the first part and the others belong to different things
    PIN = "pin"  # the thing keeps its id and its parts
    WITHDRAWN = "withdrawn"  # the one part is the id of a judgement that no longer holds


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision; append-only, and stronger than anything the resolver finds.

    ``parts`` are what survives a new analysis: statement ids for a claim, document ids for a story,
    entity ids for an entity (the last one is the one that stays).
    """

    id: str
    kind: JudgedKind
    verdict: Verdict
    parts: tuple[str, ...]
    subject: str | None  # id of the claim or story that is pinned, else None
    at: dt.datetime
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """All that is derived across documents; replaced as a whole in one transaction."""

    version: str
    relevance: Mapping[str, Relevance]  # by document id
    reuse: tuple[Reuse, ...]
    claims: tuple[Claim, ...]
    responses: tuple[Response, ...]
    stories: tuple[Story, ...]
    events: tuple[Event, ...]
    deltas: tuple[Delta, ...]
    conflicts: tuple[Conflict, ...] = ()
    figures: tuple[RecreditedFigure, ...] = ()
    drifts: tuple[HedgeDrift, ...] = ()
    ladder: tuple[LadderStep, ...] = ()  # by dispute, then by date
    positions: tuple[Position, ...] = ()
    changes: tuple[StatementChange, ...] = ()  # oldest first


# ---------------------------------------------------------------------------- what is published


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A source with what the status page tells of it."""

    source: Source
    state: SourceState
    documents: int
    relevant: int
    last_document: dt.datetime | None
    entered: int = 0  # listed before our first look at it, or never asked for
    seen_per_week: float | None = None  # documents that it named in the last four weeks, a week


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A statement of the promoted pipeline with its id and the text it was found in."""

    id: str
    text_id: str
    statement: Statement
    said: DateValue | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """One consistent reading of the store: everything that the site may show.

    ``texts`` holds bodies by text id. They are there to cut short quotes from and to check every
    published quote against; no template receives a body.
    """

    generated_from: str  # digest of the data read, not a time: same data, same bytes
    as_of: dt.datetime | None  # newest first_seen or fetch in the data
    documents: Mapping[str, Document]
    revisions: Mapping[str, tuple[Revision, ...]]  # by document id, oldest first
    captures: Mapping[str, Capture]  # by capture id
    texts: Mapping[str, str]
    statements: Mapping[str, StatementRecord]  # by statement id
    document_statements: Mapping[str, tuple[str, ...]]  # by document id, in order of text
    mentions: Mapping[str, tuple[Mention, ...]]  # by document id
    resolution: Resolution
    knowledge: Knowledge
    sources: tuple[SourceReport, ...]
    redirects: Mapping[str, str]  # old id -> new id (claims, stories, entities)
    pipeline: str
    backlog: Mapping[str, int]  # stage -> documents still waiting or failed
    not_taken_in: tuple[Document, ...] = ()  # refused, failed, unreadable or gone, newest first
    judgements: tuple[Judgement, ...] = ()  # those in force, oldest first
    read: int = 0  # documents judged for relevance, shown or not
