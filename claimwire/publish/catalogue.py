"""What of a publication is shown, looked up in every way that a page needs.

Here is decided what reaches the site at all: statements from a confidence of 0.5, claims with at
least one such statement, answers and news that belong to a claim that is shown, documents that
are relevant or that some shown thing rests on. Everything after this only arranges.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from claimwire.model import (
    ACCUSING_ACTS,
    Appearance,
    Claim,
    Conflict,
    Delta,
    Dispute,
    Document,
    Entity,
    EntityType,
    Event,
    Evidence,
    HedgeDrift,
    LadderStep,
    Position,
    Publication,
    RecreditedFigure,
    Response,
    Reuse,
    Revision,
    SourceReport,
    StatementChange,
    StatementRecord,
    Story,
)
from claimwire.publish import text, when
from claimwire.publish.words import SILENT_RESPONSES

MIN_CONFIDENCE = 0.5
"""Statements below it are counted, not shown."""

Index = Mapping[str, tuple[str, ...]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Face:
    """An entity as the site shows it: from the knowledge base, or provisional."""

    id: str
    name: str
    type: EntityType | None
    known: Entity | None  # None: no person has entered it into the knowledge base


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Indexes over one publication. All orders are fixed: newest first unless said otherwise."""

    publication: Publication
    statements: Mapping[str, StatementRecord]
    withheld: int
    appearances: Mapping[str, tuple[Appearance, ...]]  # by claim, first seen first
    claims: Mapping[str, Claim]
    claim_of_statement: Mapping[str, str]
    claims_by_dispute: Index
    claims_by_speaker: Index
    claims_by_target: Index
    claims_by_document: Index
    responses: Mapping[str, Response]
    responses_by_claim: Index  # oldest first
    responses_by_responder: Index
    claim_of_response: Mapping[str, str]  # response id -> claim that carries the answer's words
    responses_by_own_claim: Index
    events: Mapping[str, Event]  # oldest first
    events_by_dispute: Index
    upcoming: tuple[str, ...]  # planned events that are still to come, soonest first
    deltas: Mapping[str, Delta]
    deltas_by_dispute: Index
    deltas_by_entity: Index
    deltas_by_claim: Index
    deltas_by_document: Index
    stories: Mapping[str, Story]
    stories_by_dispute: Index
    stories_by_document: Index
    documents: Mapping[str, Document]
    documents_by_source: Index
    documents_by_dispute: Index
    newest: Mapping[str, Revision]  # by document
    revisions: Mapping[str, Revision]  # by revision id
    reuse: Mapping[str, Reuse]  # by the document that takes text
    reused_by: Index  # documents that take text from this one
    faces: Mapping[str, Face]
    children: Index  # entities that belong to an entity
    disputes: tuple[Dispute, ...]  # by last news, then by title
    sources: Mapping[str, SourceReport]
    publishers: Mapping[str, str]  # names, of those in the knowledge base
    conflicts_by_claim: Mapping[str, tuple[Conflict, ...]]
    conflicts_by_dispute: Mapping[str, tuple[Conflict, ...]]
    figures_by_dispute: Mapping[str, tuple[RecreditedFigure, ...]]
    drifts_by_claim: Mapping[str, tuple[HedgeDrift, ...]]
    ladder_by_dispute: Mapping[str, tuple[LadderStep, ...]]  # in order of time
    positions_by_entity: Mapping[str, tuple[Position, ...]]
    positions_by_claim: Mapping[str, tuple[Position, ...]]
    changes_by_document: Mapping[str, tuple[StatementChange, ...]]  # oldest first

    def unanswered(self, claim: Claim) -> bool:
        """Say whether a claim is an accusation that nobody has answered in words."""
        answers = (self.responses[r] for r in self.responses_by_claim.get(claim.id, ()))
        return claim.act in ACCUSING_ACTS and all(a.kind in SILENT_RESPONSES for a in answers)

    def to_come(self, event: Event) -> bool:
        """Say whether a planned event was not yet over when these data were last added to."""
        return event.id in self.upcoming

    @property
    def newest_claim(self) -> dt.datetime | None:
        """When the newest claim was first seen: where strips that are compared all end."""
        return next((claim.first_seen for claim in self.claims.values()), None)

    def more_evidence(self) -> Iterator[Evidence]:
        """Yield the spans that conflicts, figures, ladders, positions and changes rest on."""
        for conflict in _values(self.conflicts_by_dispute, self.conflicts_by_claim):
            yield from (e for value in conflict.values for e in value.evidence)
        for figure in _values(self.figures_by_dispute):
            yield from (credit.evidence for credit in (figure.first, *figure.later))
        yield from (step.evidence for step in _values(self.ladder_by_dispute))
        for position in _values(self.positions_by_entity):
            yield from (step.evidence for step in position.steps)
        for change in _values(self.changes_by_document):
            yield from (e for e in (change.before, change.after) if e)

    def body(self, revision_id: str) -> str:
        """Return the text of a revision, for cutting quotes; empty when it is not held."""
        revision = self.revisions.get(revision_id)
        return self.publication.texts.get(revision.text_id, "") if revision else ""

    def publisher_name(self, document_id: str) -> str:
        """Return the name of a document's publisher, as far as anything states it."""
        document = self.publication.documents.get(document_id)
        return "publisher unknown" if document is None else self.publisher_of(document)

    def publisher_of(self, document: Document) -> str:
        """Return the name of the publisher of a document, shown or not."""
        known = self.publishers.get(document.publisher)
        if known is not None:
            return known
        revision = self.newest.get(document.id)
        stated = text.name(revision.publisher_name if revision else None)
        domain = document.publisher.removeprefix("web:") if "web:" in document.publisher else ""
        return stated or text.name(domain) or "publisher unknown"

    def name_of(self, entity: str | None, stated: str | None) -> str:
        """Return the name of a party: the entity's, else as stated, else empty."""
        face = self.faces.get(entity) if entity else None
        known = self.publication.knowledge.entities.get(entity) if entity else None
        if face:
            return face.name
        return text.name(known.name if known else UNDERSTOOD.get(stated or "", stated))


UNDERSTOOD = {"(author)": "the author", "(publisher)": "the publisher"}
"""What is shown for speakers whom a text does not name, since it is they who write it."""


def catalogue(publication: Publication) -> Catalogue:
    """Index a publication and decide what of it is shown."""
    resolution = publication.resolution
    statements = {
        key: record
        for key, record in publication.statements.items()
        if record.statement.confidence >= MIN_CONFIDENCE
    }
    appearances = {
        claim.id: kept
        for claim in resolution.claims
        if (kept := tuple(a for a in claim.appearances if a.statement_id in statements))
    }
    claims = {
        claim.id: claim
        for claim in sorted(resolution.claims, key=lambda c: (_newest(c.first_seen), c.id))
        if claim.id in appearances
    }
    claim_of_statement = {
        a.statement_id: claim for claim, found in appearances.items() for a in found
    }
    responses = {
        response.id: response
        for response in sorted(resolution.responses, key=lambda r: (_said(r), r.id))
        if response.claim_id in claims and response.appearance.statement_id in statements
    }
    events = {
        event.id: event
        for event in sorted(resolution.events, key=lambda e: (e.date, e.id))
        if event.evidence and (event.claim_id is None or event.claim_id in claims)
    }
    deltas = {
        delta.id: delta
        for delta in sorted(resolution.deltas, key=lambda d: (_newest(d.learned_at), d.id))
        if (delta.claim_id is None or delta.claim_id in claims)
        and (delta.response_id is None or delta.response_id in responses)
    }
    documents = _documents(publication, appearances, responses, events, deltas)
    stories = {
        story.id: story
        for story in sorted(resolution.stories, key=lambda s: (_newest(s.first_seen), s.id))
        if any(document in documents for document in story.documents)
    }
    reuse = {
        r.document_id: r
        for r in sorted(resolution.reuse, key=lambda r: (r.containment, r.source_id))
        if r.document_id in documents and r.source_id in documents
    }
    faces = _faces(publication, claims, responses, documents)
    return Catalogue(
        publication=publication,
        statements=statements,
        withheld=len(publication.statements) - len(statements),
        appearances=appearances,
        claims=claims,
        claim_of_statement=claim_of_statement,
        claims_by_dispute=_index((c.dispute_id, c.id) for c in claims.values()),
        claims_by_speaker=_index((c.speaker, c.id) for c in claims.values()),
        claims_by_target=_index((t, c.id) for c in claims.values() for t in c.targets),
        claims_by_document=_index(
            (a.document_id, claim) for claim, found in appearances.items() for a in found
        ),
        responses=responses,
        responses_by_claim=_index((r.claim_id, r.id) for r in responses.values()),
        responses_by_responder=_index((r.responder, r.id) for r in reversed(responses.values())),
        claim_of_response={
            r.id: claim_of_statement[r.appearance.statement_id]
            for r in responses.values()
            if r.appearance.statement_id in claim_of_statement
        },
        responses_by_own_claim=_index(
            (claim_of_statement.get(r.appearance.statement_id), r.id) for r in responses.values()
        ),
        events=events,
        events_by_dispute=_index((e.dispute_id, e.id) for e in events.values()),
        upcoming=_upcoming(events, publication.as_of),
        deltas=deltas,
        deltas_by_dispute=_index((d.dispute_id, d.id) for d in deltas.values()),
        deltas_by_entity=_index((e, d.id) for d in deltas.values() for e in d.entities),
        deltas_by_claim=_index((d.claim_id, d.id) for d in deltas.values()),
        deltas_by_document=_index((d.document_id, d.id) for d in deltas.values()),
        stories=stories,
        stories_by_dispute=_index((s.dispute_id, s.id) for s in stories.values()),
        stories_by_document=_index((d, s.id) for s in stories.values() for d in s.documents),
        documents=documents,
        documents_by_source=_index((d.source_id, d.id) for d in documents.values()),
        documents_by_dispute=_documents_by_dispute(publication, documents, claims, appearances),
        newest={d: publication.revisions[d][-1] for d in documents},
        revisions={r.id: r for found in publication.revisions.values() for r in found},
        reuse=reuse,
        reused_by=_index((r.source_id, r.document_id) for r in reuse.values()),
        faces=faces,
        children=_index((f.known.parent, f.id) for f in faces.values() if f.known),
        disputes=_disputes(publication, deltas),
        sources={r.source.id: r for r in sorted(publication.sources, key=_source_order)},
        publishers={
            identity: text.name(known.name)
            for identity, known in publication.knowledge.publishers.items()
        },
        conflicts_by_claim=_grouped(
            (c.claim_id, c) for c in resolution.conflicts if c.claim_id in claims
        ),
        conflicts_by_dispute=_grouped(
            (c.dispute_id, c)
            for c in resolution.conflicts
            if (c.claim_id is None or c.claim_id in claims)
            and (c.event_id is None or c.event_id in events)
        ),
        figures_by_dispute=_grouped((f.dispute_id or "", f) for f in resolution.figures),
        drifts_by_claim=_grouped(
            (d.claim_id, d)
            for d in resolution.drifts
            if d.claim_id in claims
            and {d.before.statement_id, d.after.statement_id} <= statements.keys()
        ),
        ladder_by_dispute=_grouped((s.dispute_id, s) for s in resolution.ladder),
        positions_by_entity=_grouped((p.entity, p) for p in resolution.positions),
        positions_by_claim=_grouped(
            (claim, p)
            for p in resolution.positions
            for claim in dict.fromkeys(step.claim_id for step in p.steps)
        ),
        changes_by_document=_grouped(
            (c.document_id, c) for c in resolution.changes if c.document_id in documents
        ),
    )


def _newest(at: dt.datetime) -> float:
    return -at.timestamp()


def _said(response: Response) -> str:
    return response.said.value if response.said else "9999"


def _source_order(report: SourceReport) -> tuple[str, str]:
    return report.source.name.casefold(), report.source.id


def _index(pairs: Iterable[tuple[str | None, str]]) -> Index:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, identity in pairs:
        if key is not None:
            found[key].setdefault(identity)
    return {key: tuple(ids) for key, ids in found.items()}


def _grouped(pairs: Iterable[tuple[str | None, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _values(*groups: Mapping[str, tuple[T, ...]]) -> Iterator[T]:
    for group in groups:
        for values in group.values():
            yield from values


def _upcoming(events: Mapping[str, Event], as_of: dt.datetime | None) -> tuple[str, ...]:
    """Return the planned events whose last possible day is not before ``as_of``."""
    today = as_of.astimezone(dt.UTC).date() if as_of else dt.date.min
    now = (today.year, today.month, today.day)
    found = []
    for event in events.values():
        day = when.parse(event.date.rpartition("/")[2])
        if event.status == "planned" and day:
            end = (day.year, day.month or 12, day.day or 31)
            if end >= now:
                found.append((end, event.id))
    return tuple(identity for _, identity in sorted(found))


def _documents(
    publication: Publication,
    appearances: Mapping[str, tuple[Appearance, ...]],
    responses: Mapping[str, Response],
    events: Mapping[str, Event],
    deltas: Mapping[str, Delta],
) -> dict[str, Document]:
    shown = {a.document_id for found in appearances.values() for a in found}
    shown |= {r.appearance.document_id for r in responses.values()}
    shown |= {e.document_id for event in events.values() for e in event.evidence}
    shown |= {d.document_id for d in deltas.values()}
    shown |= {d.evidence.document_id for d in deltas.values()}
    shown |= {d for d, r in publication.resolution.relevance.items() if r.relevant}
    held = (publication.documents[d] for d in shown if publication.revisions.get(d))
    return {d.id: d for d in sorted(held, key=lambda d: (_newest(d.first_seen), d.id))}


def _documents_by_dispute(
    publication: Publication,
    documents: Mapping[str, Document],
    claims: Mapping[str, Claim],
    appearances: Mapping[str, tuple[Appearance, ...]],
) -> Index:
    disputes: dict[str, set[str]] = defaultdict(set)
    for claim in claims.values():
        for appearance in appearances[claim.id]:
            disputes[appearance.document_id].add(claim.dispute_id or "")
    for story in publication.resolution.stories:
        for document in story.documents:
            disputes[document].add(story.dispute_id or "")
    return _index(
        (dispute, document)
        for document in documents
        for dispute in sorted(disputes[document])
        if dispute
    )


def _faces(
    publication: Publication,
    claims: Mapping[str, Claim],
    responses: Mapping[str, Response],
    documents: Mapping[str, Document],
) -> dict[str, Face]:
    """Everybody who speaks, is spoken about or answers, and whoever else of the knowledge base
    is a party or is mentioned in a document that is shown; in the order of their names."""
    known = publication.knowledge.entities
    stated: dict[str, tuple[str, EntityType | None]] = {}
    wanted: set[str] = set()
    for claim in claims.values():
        if claim.speaker:
            wanted.add(claim.speaker)
            stated.setdefault(claim.speaker, (claim.speaker_name or "", None))
        for target, words in zip(claim.targets, claim.target_names, strict=False):
            wanted.add(target)
            stated.setdefault(target, (words, None))
    for response in responses.values():
        if response.responder:
            wanted.add(response.responder)
            stated.setdefault(response.responder, (response.responder_name or "", None))
    for dispute in publication.knowledge.disputes.values():
        wanted |= {party.entity for party in dispute.parties if party.entity in known}
    for document in documents:
        for mention in publication.mentions.get(document, ()):
            if mention.entity and mention.entity in known:
                wanted.add(mention.entity)
            elif mention.entity and mention.entity in wanted:
                stated[mention.entity] = (mention.canonical, mention.type)
    faces = [_face(identity, known.get(identity), stated.get(identity)) for identity in wanted]
    return {face.id: face for face in sorted(faces, key=lambda f: (f.name.casefold(), f.id))}


def _face(
    identity: str, known: Entity | None, stated: tuple[str, EntityType | None] | None
) -> Face:
    if known:
        return Face(identity, text.name(known.name) or identity, known.type, known)
    words, kind = stated or ("", None)
    return Face(identity, text.name(words) or text.name(identity.removeprefix("new:")), kind, None)


def _disputes(publication: Publication, deltas: Mapping[str, Delta]) -> tuple[Dispute, ...]:
    last: dict[str, float] = {}
    for delta in deltas.values():
        if delta.dispute_id:
            last.setdefault(delta.dispute_id, _newest(delta.learned_at))
    known = publication.knowledge.disputes.values()
    return tuple(sorted(known, key=lambda d: (last.get(d.id, 0.0), d.title.casefold(), d.id)))
