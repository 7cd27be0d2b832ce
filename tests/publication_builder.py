"""A rich publication made by hand: every page family of the site has something to show in it.

The texts are written for the tests. Spans are found by their words, so that the offsets are right
by construction, and everything else follows the real types; nothing here is a stand-in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimwire.ids import make_id, text_digest
from claimwire.model import (
    STANCE_OF,
    Act,
    Alias,
    Appearance,
    Capture,
    ChainLink,
    Claim,
    Cue,
    DateValue,
    Delta,
    DeltaKind,
    Dispute,
    Document,
    DocumentStatus,
    Entity,
    EntityType,
    Event,
    Evidence,
    Health,
    Knowledge,
    LinkType,
    Mention,
    Modality,
    NodeKind,
    Origin,
    Party,
    Publication,
    Publisher,
    QuoteType,
    Relevance,
    Resolution,
    Response,
    ResponseKind,
    Reuse,
    Revision,
    Source,
    SourceKind,
    SourceReport,
    SourceState,
    Span,
    SpeakerRole,
    Stamp,
    Statement,
    StatementRecord,
    Story,
    Visibility,
)

PIPELINE = "fast@test"


def at(text: str) -> dt.datetime:
    """Return an aware moment from ``2026-04-24T10:00`` or ``2026-04-24``."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@dataclass
class Builder:
    """Collects records and makes a publication of them."""

    entities: dict[str, Entity] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)
    publishers: dict[str, Publisher] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    revisions: dict[str, tuple[Revision, ...]] = field(default_factory=dict)
    captures: dict[str, Capture] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    statements: dict[str, StatementRecord] = field(default_factory=dict)
    document_statements: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mentions: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    relevance: dict[str, Relevance] = field(default_factory=dict)
    reuse: list[Reuse] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    deltas: list[Delta] = field(default_factory=list)
    sources: list[SourceReport] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    backlog: dict[str, int] = field(default_factory=dict)
    failed: list[Document] = field(default_factory=list)

    # ------------------------------------------------------------------------------ knowledge base

    def entity(self, identity: str, name: str, type_: EntityType, **more: object) -> None:
        aliases = tuple(Alias(a) for a in more.pop("aliases", ()))  # type: ignore[attr-defined]
        self.entities[identity] = Entity(identity, name, type_, aliases, **more)  # type: ignore[arg-type]

    def source(
        self, identity: str, name: str, health: Health, *, documents: int = 0, error: str = ""
    ) -> None:
        self.sources.append(
            SourceReport(
                source=Source(
                    id=identity,
                    name=name,
                    publisher=identity,
                    kind=SourceKind.RSS,
                    url=f"https://{identity}.example/feed",
                    language="en",
                    perspective="press",
                ),
                state=SourceState(
                    identity,
                    health,
                    last_success=at("2026-06-26T07:00"),
                    last_error=error or None,
                    failures=3 if error else 0,
                ),
                documents=documents * 3,
                relevant=documents,
                last_document=at("2026-06-25T09:00") if documents else None,
            )
        )

    # ----------------------------------------------------------------------------------- documents

    def document(
        self,
        url: str,
        publisher: str,
        title: str | None,
        body: str,
        seen: str,
        *,
        published: Stamp | None = None,
        authors: tuple[str, ...] = (),
        language: str | None = "en",
        source: str | None = None,
        publisher_name: str | None = None,
        relevant: bool = True,
        earlier: Sequence[tuple[str, str, str]] = (),
    ) -> str:
        """Add a document; ``earlier`` are its former states as (seen, title, body)."""
        identity = make_id("d", url)
        self.documents[identity] = Document(
            id=identity,
            url=url,
            url_key=url,
            publisher=publisher,
            source_id=source,
            first_seen=at(earlier[0][0] if earlier else seen),
            status=DocumentStatus.CAPTURED,
            urls=(url,),
        )
        states = [*earlier, (seen, title, body)]
        found = []
        for number, (when, headline, text) in enumerate(states, start=1):
            sha256 = text_digest(f"bytes of {text}")
            capture = make_id("k", identity, when, sha256)
            self.captures[capture] = Capture(capture, identity, at(when), url, 200, sha256)
            self.texts[text_digest(text)] = text
            found.append(
                Revision(
                    id=make_id("r", identity, number, text_digest(text)),
                    document_id=identity,
                    number=number,
                    capture_id=capture,
                    seen_at=at(when),
                    text_id=text_digest(text),
                    title=headline,
                    authors=authors,
                    published=published,
                    modified=None,
                    publisher_name=publisher_name,
                    language=language,
                    summary=None,
                    kind="news",
                    paywalled=False,
                    partial=False,
                )
            )
        self.revisions[identity] = tuple(found)
        reasons = ("parties of a listed dispute", "words of the matter: distillation")
        self.relevance[identity] = Relevance(relevant, 0.93 if relevant else 0.04, reasons)
        return identity

    def text_of(self, document: str) -> str:
        return self.texts[self.revisions[document][-1].text_id]

    def span(self, document: str, words: str) -> Span:
        start = self.text_of(document).index(words)
        return Span(start, start + len(words))

    def evidence(self, document: str, words: str) -> Evidence:
        span = self.span(document, words)
        return Evidence(self.revisions[document][-1].id, document, span.start, span.end)

    # ---------------------------------------------------------------------------------- statements

    def statement(
        self,
        document: str,
        sentence: str,
        act: Act,
        cue: str,
        *,
        speaker: str | None = None,
        speaker_words: str | None = None,
        role: SpeakerRole = SpeakerRole.PRINCIPAL,
        targets: Sequence[str] = (),
        chain: Sequence[ChainLink] = (),
        said: DateValue | None = None,
        modality: Modality = Modality.ASSERTED,
        hedge: str | None = None,
        confidence: float = 0.93,
    ) -> str:
        """Add a statement; ``cue`` and ``speaker_words`` are looked up inside the sentence."""
        text_id = self.revisions[document][-1].text_id
        span = self.span(document, sentence)
        start = self.text_of(document).index(cue, span.start)
        party = None
        if speaker or speaker_words:
            where = sentence.find(speaker_words) if speaker_words else -1
            party = Party(
                start=span.start + where if where >= 0 else None,
                end=span.start + where + len(speaker_words or "") if where >= 0 else None,
                entity=speaker,
                canonical=self._name(speaker) or speaker_words,
                role=role,
                anonymous=role is SpeakerRole.ANONYMOUS,
            )
        index = sum(record.text_id == text_id for record in self.statements.values())
        identity = make_id("s", text_id, PIPELINE, index)
        self.statements[identity] = StatementRecord(
            id=identity,
            text_id=text_id,
            said=said,
            statement=Statement(
                act=act,
                stance=STANCE_OF[act],
                speaker=party,
                cue=Cue(start, start + len(cue), cue),
                content=(Span(start + len(cue), span.end),),
                sentence=span,
                quote_type=QuoteType.INDIRECT,
                targets=tuple(Party(None, None, t, self._name(t)) for t in targets),
                addressee=None,
                modality=modality,
                negated=False,
                chain=tuple(chain),
                date=None,
                rule="active-clause",
                confidence=confidence,
                hedge=hedge,
            ),
        )
        self.document_statements[document] = (
            *self.document_statements.get(document, ()),
            identity,
        )
        return identity

    def _name(self, identity: str | None) -> str | None:
        known = self.entities.get(identity or "")
        if known:
            return known.name
        return identity.removeprefix("new:").title() if identity else None

    def appearance(self, statement: str, document: str, *, inferred: bool = False) -> Appearance:
        revision = self.revisions[document][-1].id
        return Appearance(statement, revision, document, inferred)

    # ------------------------------------------------------------------------------------ resolved

    def claim(
        self,
        places: Sequence[tuple[str, str]],
        *,
        dispute: str | None = None,
        origins: Sequence[tuple[str, NodeKind, str | None]] = (),
        visibility: Visibility | None = None,
        interest: bool = False,
        said: DateValue | None = None,
    ) -> str:
        """Add a claim of (statement, document) pairs, with its origins as (name, kind, entity)."""
        first = self.statements[places[0][0]].statement
        documents = tuple(dict.fromkeys(document for _, document in places))
        identity = make_id("c", places[0][0])
        appearances = tuple(self.appearance(s, d) for s, d in places)
        found = tuple(
            Origin(make_id("o", identity, name), identity, True, kind, name, entity, documents)
            for name, kind, entity in origins
        ) or (Origin(make_id("o", identity), identity, False, None, "", None, documents),)
        speaker = first.speaker
        self.claims.append(
            Claim(
                id=identity,
                act=first.act,
                stance=first.stance,
                speaker=speaker.entity if speaker else None,
                speaker_name=speaker.canonical if speaker else None,
                targets=tuple(t.entity for t in first.targets if t.entity),
                target_names=tuple(t.canonical or "" for t in first.targets),
                dispute_id=dispute,
                first=appearances[0],
                appearances=appearances,
                origins=found,
                independent_origins=len(origins) or None,
                publishers=len({self.documents[d].publisher for d in documents}),
                visibility=visibility,
                party_in_interest=interest,
                said=said or self.statements[places[0][0]].said,
                first_seen=self.documents[documents[0]].first_seen,
            )
        )
        return identity

    def response(
        self,
        claim: str,
        statement: str,
        document: str,
        kind: ResponseKind,
        *,
        medium: str | None = None,
        strength: str = "named",
        predates: bool = False,
        answered_by: str | None = None,
    ) -> str:
        speaker = self.statements[statement].statement.speaker
        identity = make_id("a", claim, statement)
        self.responses.append(
            Response(
                id=identity,
                claim_id=claim,
                responder=speaker.entity if speaker else None,
                responder_name=speaker.canonical if speaker else None,
                kind=kind,
                appearance=self.appearance(statement, document),
                said=self.statements[statement].said,
                medium=medium,
                strength=strength,
                predates=predates,
                answered_by=answered_by,
            )
        )
        return identity

    def event(
        self,
        date: str,
        evidence: Sequence[Evidence],
        *,
        kind: str = "event",
        actors: Sequence[str] = (),
        targets: Sequence[str] = (),
        status: str = "past",
        claim: str | None = None,
        dispute: str | None = None,
    ) -> str:
        identity = make_id("e", date, evidence[0].revision_id, evidence[0].start)
        self.events.append(
            Event(
                id=identity,
                date=date,
                precision="day" if len(date) == 10 else "month",
                status=status,
                kind=kind,
                actors=tuple(actors),
                actor_names=tuple(self._name(a) or a for a in actors),
                target_names=tuple(self._name(t) or t for t in targets),
                claim_id=claim,
                dispute_id=dispute,
                evidence=tuple(evidence),
            )
        )
        return identity

    def delta(
        self,
        kind: DeltaKind,
        learned: str,
        evidence: Evidence,
        *,
        claim: str | None = None,
        response: str | None = None,
        event: str | None = None,
        dispute: str | None = None,
        entities: Sequence[str] = (),
        detail: str = "",
    ) -> str:
        identity = make_id("n", kind.value, claim, response, event, evidence.document_id, learned)
        self.deltas.append(
            Delta(
                id=identity,
                kind=kind,
                learned_at=at(learned),
                claim_id=claim,
                dispute_id=dispute,
                entities=tuple(entities),
                evidence=evidence,
                document_id=evidence.document_id,
                response_id=response,
                event_id=event,
                detail=detail,
            )
        )
        return identity

    def story(
        self, documents: Sequence[str], *, dispute: str | None = None, emerging: bool = False
    ) -> str:
        identity = make_id("y", documents[0])
        first = self.documents[documents[0]].first_seen
        self.stories.append(
            Story(identity, tuple(documents), documents[0], first, dispute, emerging)
        )
        return identity

    def publication(self) -> Publication:
        """Return what was collected as one publication."""
        documents = self.documents
        state = repr(
            (documents, self.failed, self.revisions, self.statements, self.claims, self.responses)
        )
        more = repr((self.events, self.deltas, self.stories, self.reuse, self.relevance))
        seen = [document.first_seen for document in documents.values()]
        return Publication(
            generated_from=text_digest(state + more),
            as_of=max(seen) if seen else None,
            documents=documents,
            revisions=self.revisions,
            captures=self.captures,
            texts=self.texts,
            statements=self.statements,
            document_statements=self.document_statements,
            mentions=self.mentions,
            resolution=Resolution(
                version="resolver@test",
                relevance=self.relevance,
                reuse=tuple(self.reuse),
                claims=tuple(self.claims),
                responses=tuple(self.responses),
                stories=tuple(self.stories),
                events=tuple(self.events),
                deltas=tuple(self.deltas),
            ),
            knowledge=Knowledge(
                self.entities, self.disputes, self.publishers, text_digest("knowledge")
            ),
            sources=tuple(self.sources),
            redirects=self.redirects,
            pipeline=PIPELINE,
            backlog=self.backlog,
            not_taken_in=tuple(self.failed),
            read=len(documents) + 5,
        )


def empty() -> Publication:
    """Return a publication of an empty database."""
    return Builder().publication()


def day(text: str, how: str = "json-ld") -> Stamp:
    """Return a stated publication time: with a time of day if the text has one."""
    return Stamp(at(text), "minute" if "T" in text else "day", how)


def stated(date: str, anchor: str = "absolute") -> DateValue:
    """Return a resolved date."""
    return DateValue(date, "day" if len(date) == 10 else "month", anchor)


CABLE = (
    ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.SAW),
    ChainLink(NodeKind.DOCUMENT, "diplomatic cable", None, LinkType.ISSUED),
    ChainLink(NodeKind.ORGANIZATION, "US State Department", "us-state-department", None),
)
MATTER = "us-china-distillation-2026"
SETTLEMENT = "bartz-v-anthropic"
IMAGES = "getty-v-stability"
