"""Records for tests of the store: small, complete, and made from numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from claimwire.ids import bytes_digest, make_id
from claimwire.model import (
    Act,
    Alias,
    Annotation,
    Appearance,
    Article,
    Capture,
    ChainLink,
    ChangeKind,
    Claim,
    Conflict,
    Credit,
    Cue,
    DateMention,
    DateValue,
    Delta,
    DeltaKind,
    Dispute,
    DisputeParty,
    Document,
    DocumentStatus,
    Entity,
    EntityType,
    Entry,
    Event,
    Evidence,
    HedgeDrift,
    Knowledge,
    LadderStep,
    LinkType,
    Mention,
    Modality,
    NodeKind,
    Origin,
    Party,
    Position,
    PositionStep,
    QuoteType,
    RecreditedFigure,
    Relevance,
    Resolution,
    Response,
    ResponseKind,
    Reuse,
    ReuseKind,
    Revision,
    Rung,
    Slot,
    SlotValue,
    Source,
    SourceKind,
    Span,
    SpeakerRole,
    Stamp,
    Stance,
    Statement,
    StatementChange,
    Story,
    Turn,
    Visibility,
)
from store import annotations as work
from store import documents
from store import knowledge as knowledge_table
from store.db import Database

PIPELINE = "test@1"
NOW = dt.datetime(2026, 4, 24, 10, tzinfo=dt.UTC)
TEXT = (
    "The State Department accused DeepSeek of theft on Friday, according to a cable seen by "
    "Reuters.\n\nThe embassy said the claim was groundless."
)


def later(**delta: float) -> dt.datetime:
    return NOW + dt.timedelta(**delta)


def source(id_: str = "reuters", **values: object) -> Source:
    defaults: dict[str, object] = {
        "name": id_.title(),
        "publisher": id_,
        "kind": SourceKind.RSS,
        "url": f"https://{id_}.example/feed",
    }
    return Source(id=id_, **(defaults | values))  # type: ignore[arg-type]  # fields by name


def entry(number: int, host: str = "news.example") -> Entry:
    url = f"https://{host}/{number}"
    return Entry(
        url=f"{url}?utm_source=feed",
        canonical_url=url,
        url_key=f"{host}/{number}",
        title=f"Title {number}",
        published=later(minutes=number),
        authors=("A. Writer",),
        credited_source="Wire",
    )


def document_of(number: int, host: str = "news.example") -> str:
    return documents.document_id(f"{host}/{number}")


def article(text: str = TEXT, **values: object) -> Article:
    defaults: dict[str, object] = {
        "url": "https://news.example/1",
        "title": "Accused",
        "authors": ("A. Writer",),
        "published": Stamp(NOW, "minute", "json-ld"),
        "publisher": "News",
        "language": "en",
        "links": ("https://other.example/",),
        "evidence": {"title": "og:title"},
    }
    return Article(text=text, **(defaults | values))  # type: ignore[arg-type]  # fields by name


def capture(document_id: str, at: dt.datetime = NOW, body: bytes = b"<p>") -> Capture:
    sha256 = bytes_digest(body)
    return Capture(
        id=make_id("k", document_id, at.isoformat(), sha256),
        document_id=document_id,
        fetched_at=at,
        url="https://news.example/final",
        status=200,
        sha256=sha256,
        content_type="text/html",
        warc_file="2026/04.warc.gz",
        warc_offset=5_000_000_000,
        warc_length=100,
    )


def add(conn: sa.Connection, number: int, text: str = TEXT, **values: object) -> Revision:
    """Enter document ``number``, captured with this text; return its new revision."""
    documents.discover(conn, None, "news", [entry(number)], NOW)
    document_id = document_of(number)
    taken = capture(document_id)
    documents.add_capture(conn, taken)
    revision = documents.add_revision(conn, document_id, taken, article(text, **values), NOW)
    documents.set_state(conn, document_id, DocumentStatus.CAPTURED)
    assert revision is not None
    return revision


def annotation() -> Annotation:
    """Return an annotation of :data:`TEXT` in which every field is used."""
    speaker = Party(0, 20, "us-state-department", "US State Department", SpeakerRole.DOCUMENT)
    target = Party(29, 37, "deepseek", "DeepSeek")
    accusation = Statement(
        act=Act.ACCUSE,
        stance=Stance.AGAINST,
        speaker=speaker,
        cue=Cue(21, 28, "accuse"),
        content=(Span(29, 46), Span(47, 56)),
        sentence=Span(0, 95),
        quote_type=QuoteType.INDIRECT,
        targets=(target,),
        addressee=None,
        modality=Modality.ALLEGED,
        negated=False,
        chain=(
            ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.SAW, 87, 94),
            ChainLink(NodeKind.DOCUMENT, "cable", None, LinkType.ISSUED, 73, 78),
            ChainLink(NodeKind.ORGANIZATION, "State Department", "us-state-department", None),
        ),
        date=0,
        rule="active-object",
        confidence=0.93,
        earlier=True,
        hedge="according to",
    )
    denial = Statement(
        act=Act.DENY,
        stance=Stance.DENIES,
        speaker=None,
        cue=Cue(109, 113, "say"),
        content=(),
        sentence=Span(97, 139),
        quote_type=QuoteType.NONE,
        targets=(),
        addressee=Party(None, None, None, None, anonymous=True, medium="e-mail"),
        modality=Modality.ASSERTED,
        negated=True,
        chain=(),
        date=None,
        rule="noun-cue",
        confidence=1.0,
        answers=Span(114, 123),
    )
    return Annotation(
        language="en",
        supported=True,
        mentions=(
            Mention(0, 20, "us-state-department", "US State Department", EntityType.ORG, "alias"),
            Mention(97, 108, None, "The embassy", EntityType.ORG, "model"),
        ),
        dates=(DateMention(50, 56, "DATE", "weekday:fri:past"),),
        statements=(accusation, denial),
        sentences=(Span(0, 95), Span(97, 139)),
        truncated_at=139,
        byline=(ChainLink(NodeKind.AGENCY, "Reuters", "reuters", LinkType.PUBLISHES),),
    )


def read_texts(conn: sa.Connection, *revisions: Revision) -> None:
    """Have :data:`PIPELINE` find :func:`annotation` in the texts of these revisions."""
    work.register_pipeline(conn, PIPELINE, "test", "1")
    for revision in revisions:
        work.save(conn, PIPELINE, revision.text_id, annotation())


def read_documents(database: Database) -> list[Revision]:
    """Add the knowledge base and three documents whose texts have been read."""
    with database.writing() as conn:
        knowledge_table.sync(conn, knowledge())
        made = [add(conn, n, title=f"Title {n}") for n in range(3)]
        read_texts(conn, *made)
    return made


def knowledge() -> Knowledge:
    return Knowledge(
        entities={
            "deepseek": Entity(
                "deepseek",
                "DeepSeek",
                EntityType.ORG,
                (Alias("DeepSeek"), Alias("深度求索", context=True, exact=False)),
                country="CN",
                kind="company",
            )
        },
        disputes={
            "distillation": Dispute(
                "distillation",
                "Distillation",
                "Who copied whom.",
                "2025-01",
                (DisputeParty("deepseek", "accused"),),
                ("distillation",),
                ("whisky",),
                (("docket", "1:26-cv-1"),),
            )
        },
        publishers={},
        digest="k1",
    )


def appearance(document: Document | Revision, ordinal: int = 0) -> Appearance:
    """Return statement ``ordinal`` of :func:`annotation` as it appears in a revision."""
    assert isinstance(document, Revision)
    ids = work.statement_ids(document.text_id, annotation().statements)
    return Appearance(ids[ordinal], document.id, document.document_id)


def claim(id_: str, *revisions: Revision, ordinal: int = 0) -> Claim:
    places = tuple(appearance(one, ordinal) for one in revisions)
    return Claim(
        id=id_,
        act=Act.ACCUSE,
        stance=Stance.AGAINST,
        speaker="us-state-department",
        speaker_name="US State Department",
        targets=("deepseek",),
        target_names=("DeepSeek",),
        dispute_id="distillation",
        first=places[0],
        appearances=places,
        origins=(
            Origin(
                id=make_id("o", id_),
                claim_id=id_,
                known=True,
                kind=NodeKind.OUTLET,
                name="Reuters",
                entity="reuters",
                documents=tuple(one.document_id for one in revisions),
            ),
            Origin(f"o-{id_}-unknown", id_, False, None, "unknown", None, ()),
        ),
        independent_origins=None,
        publishers=1,
        visibility=Visibility.SEEN,
        party_in_interest=True,
        said=DateValue("2026-04-24", "day", "published"),
        first_seen=NOW,
    )


def story(id_: str, *revisions: Revision, dispute: str | None = "distillation") -> Story:
    ids = tuple(one.document_id for one in revisions)
    return Story(id_, ids, ids[0], NOW, dispute, emerging=dispute is None)


def resolution(*revisions: Revision, version: str = "1") -> Resolution:
    """Return a resolution of documents that hold :data:`TEXT`, in which every table is used."""
    first = revisions[0]
    quote = Evidence(first.id, first.document_id, 0, 95)
    answer = Response(
        id="a-1",
        claim_id="c-2",
        responder=None,
        responder_name="The embassy",
        kind=ResponseKind.DENIED,
        appearance=appearance(first, 1),
        said=None,
        medium="told Reuters",
        strength="same-matter",
        predates=True,
        answered_by="a-2",
    )
    event = Event(
        id="e-1",
        date="2026-04",
        precision="month",
        status="past",
        kind="accuse",
        actors=("us-state-department",),
        actor_names=("US State Department",),
        target_names=(),
        claim_id="c-2",
        dispute_id=None,
        evidence=(quote, Evidence(first.id, first.document_id, 97, 139)),
    )
    delta = Delta(
        id="n-1",
        kind=DeltaKind.RESPONSE,
        learned_at=NOW,
        claim_id="c-2",
        dispute_id="distillation",
        entities=("deepseek",),
        evidence=quote,
        document_id=first.document_id,
        response_id="a-1",
        event_id="e-1",
        origin_id="o-1",
        detail="denied",
    )
    return Resolution(
        version=version,
        relevance={
            one.document_id: Relevance(True, 0.97, ("parties",), (("distillation", 0.9),))
            for one in revisions
        },
        reuse=tuple(
            Reuse(one.document_id, first.document_id, ReuseKind.COPY, 0.84) for one in revisions[1:]
        ),
        claims=(claim("c-2", *revisions), claim("c-1", first, ordinal=1)),
        responses=(answer,),
        stories=(story("y-2", *revisions), story("y-1", first, dispute=None)),
        events=(event,),
        deltas=(delta,),
        **between_claims(first, quote),
    )


def between_claims(first: Revision, quote: Evidence) -> dict[str, Any]:
    """Return one record of each kind that stands between claims, by the field that holds it."""
    credit = Credit("deepseek", "DeepSeek", quote, NOW)
    value = SlotValue("2026-04-24", "24 April", (quote,), (first.document_id,), from_origin=True)
    step = PositionStep("c-1", Act.DENY, Stance.DENIES, None, NOW, Turn.FIRST, quote)
    return {
        "conflicts": (
            Conflict("x-1", Slot.DATE, "", None, "e-1", "distillation", (value,), "2026-04-24"),
        ),
        "figures": (
            RecreditedFigure("q-1", "24000", "accoun", "24,000 accounts", None, credit, (credit,)),
        ),
        "drifts": (
            HedgeDrift("h-1", "c-1", appearance(first, 1), "alleged", appearance(first), False),
        ),
        "ladder": (
            LadderStep(
                id="l-1",
                dispute_id="distillation",
                rung=Rung.BILL,
                date="2026-04",
                precision="month",
                status="planned",
                actor=None,
                actor_name="The committee",
                target_names=("DeepSeek",),
                identifiers=(("bill", "H.R. 1"),),
                claim_id="c-1",
                evidence=quote,
                first_seen=NOW,
            ),
        ),
        "positions": (
            Position("t-1", "deepseek", "DeepSeek", "distillation", ("openai",), ("O",), (step,)),
        ),
        "changes": (
            StatementChange(
                "g-1", ChangeKind.VANISHED, first.document_id, None, "s-1", quote, None, None, NOW
            ),
        ),
    }


def add_revision(conn: sa.Connection, number: int, text: str, **values: object) -> Revision:
    """Enter a further revision of document ``number`` an hour later."""
    at = later(hours=1)
    document_id = document_of(number)
    taken = capture(document_id, at, text.encode())
    documents.add_capture(conn, taken)
    revision = documents.add_revision(conn, document_id, taken, article(text, **values), at)
    assert revision is not None
    return revision
