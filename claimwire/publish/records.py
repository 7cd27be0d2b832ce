"""The records of the public dataset (DESIGN 13): the machine-readable side of every page.

One builder per table; ``data/*.jsonl`` and the ``index.json`` beside a page use the same ones.
No record holds a text beyond a short quote. Unknown is null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from claimwire.model import Evidence
from claimwire.publish import quotes, routes
from claimwire.publish.catalogue import Catalogue
from claimwire.publish.quotebook import QuoteBook
from claimwire.publish.quotes import Quote
from claimwire.publish.record_parts import Record, appearance, date, moment, party, stamp
from claimwire.publish.records_across import Across

__all__ = ["Record", "Records"]


class Records:
    """Builds the record of any published thing by its id."""

    def __init__(self, catalogue: Catalogue, book: QuoteBook) -> None:
        self._catalogue = catalogue
        self._book = book
        self._origins = {o.id: o for c in catalogue.claims.values() for o in c.origins}
        # A text that stands in several documents is listed at the first that was seen.
        self._document_of = book.statements()
        self._across = Across(catalogue, self._evidence)
        self._build: Mapping[str, Callable[[str], Record]] = {
            "documents": self.document,
            "revisions": self.revision,
            "statements": self.statement,
            "claims": self.claim,
            "responses": self.response,
            "origins": self.origin,
            "stories": self.story,
            "disputes": self.dispute,
            "entities": self.entity,
            "events": self.event,
            "deltas": self.delta,
            "sources": self.source,
            "conflicts": self._across.conflict,
            "figures": self._across.figure,
            "drifts": self._across.drift,
            "steps": self._across.step,
            "positions": self._across.position,
            "changes": self._across.change,
        }

    def ids(self) -> Mapping[str, list[str]]:
        """Return the ids of every table, sorted, so that its file changes little by little."""
        c = self._catalogue
        revisions = [r.id for d in c.documents for r in c.publication.revisions[d]]
        found = {
            "documents": c.documents,
            "revisions": revisions,
            "statements": self._document_of,
            "claims": c.claims,
            "responses": c.responses,
            "origins": self._origins,
            "stories": c.stories,
            "disputes": c.publication.knowledge.disputes,
            "entities": c.faces,
            "events": c.events,
            "deltas": c.deltas,
            "sources": c.sources,
            "conflicts": self._across.conflicts,
            "figures": self._across.figures,
            "drifts": self._across.drifts,
            "steps": self._across.steps,
            "positions": self._across.positions,
            "changes": self._across.changes,
        }
        return {name: sorted(set(ids)) for name, ids in found.items()}

    def record(self, kind: str, identity: str) -> Record:
        """Return the record of one thing; ``kind`` is the name of a table."""
        return self._build[kind](identity)

    def document(self, identity: str) -> Record:
        c = self._catalogue
        document, revision = c.documents[identity], c.newest[identity]
        relevance = c.publication.resolution.relevance.get(identity)
        reuse = c.reuse.get(identity)
        return {
            "id": identity,
            "url": document.url,
            "page": routes.document(identity),
            "publisher": document.publisher,
            "publisher_name": c.publisher_name(identity),
            "source": document.source_id,
            "first_seen": moment(document.first_seen),
            "status": document.status.value,
            "title": revision.title,
            "authors": list(revision.authors),
            "published": stamp(revision.published),
            "modified": stamp(revision.modified),
            "language": revision.language,
            "kind": revision.kind,
            "paywalled": revision.paywalled,
            "relevance": min(1.0, max(0.0, relevance.score)) if relevance else None,
            "relevance_reasons": list(relevance.reasons) if relevance else [],
            "reuse": {
                "document": reuse.source_id,
                "kind": reuse.kind.value,
                "share": reuse.containment,
            }
            if reuse
            else None,
            "credited_source": document.credited_source,
        }

    def revision(self, identity: str) -> Record:
        revision = self._catalogue.revisions[identity]
        capture = self._catalogue.publication.captures.get(revision.capture_id or "")
        return {
            "id": identity,
            "document": revision.document_id,
            "number": revision.number,
            "seen_at": moment(revision.seen_at),
            "text_sha256": revision.text_id,
            "characters": len(self._catalogue.body(identity)),
            "title": revision.title,
            "capture": revision.capture_id,
            "capture_sha256": capture.sha256 if capture else None,
            "captured_at": moment(capture.fetched_at) if capture else None,
        }

    def statement(self, identity: str) -> Record:
        c = self._catalogue
        record = c.statements[identity]
        statement = record.statement
        document = self._document_of[identity]
        place = self._book.place(document, identity)
        quote = self._book.of_statement(document, identity)
        return {
            "id": identity,
            "document": document,
            "revision": place.revision_id,
            "text_sha256": record.text_id,
            "claim": c.claim_of_statement.get(identity),
            "act": statement.act.value,
            "stance": statement.stance.value,
            "speaker": party(statement.speaker),
            "targets": [party(target) for target in statement.targets],
            "addressee": party(statement.addressee),
            "cue": {
                "start": statement.cue.start,
                "end": statement.cue.end,
                "lemma": statement.cue.lemma,
            },
            "content": [{"start": s.start, "end": s.end} for s in statement.content],
            "sentence": {"start": statement.sentence.start, "end": statement.sentence.end},
            "quote": self._quote(quote) if quote else None,
            "quote_type": statement.quote_type.value,
            "modality": statement.modality.value,
            "negated": statement.negated,
            "hedge": statement.hedge,
            "chain": [
                {
                    "kind": link.kind.value,
                    "name": link.name,
                    "entity": link.entity,
                    "link": link.link.value if link.link else None,
                }
                for link in statement.chain
            ],
            "said": date(record.said),
            "rule": statement.rule,
            "confidence": min(1.0, statement.confidence),
        }

    def claim(self, identity: str) -> Record:
        c = self._catalogue
        claim = c.claims[identity]
        appearances = c.appearances[identity]
        return {
            "id": identity,
            "page": routes.claim(identity),
            "act": claim.act.value,
            "stance": claim.stance.value,
            "speaker": claim.speaker,
            "speaker_name": claim.speaker_name,
            "targets": list(claim.targets),
            "target_names": list(claim.target_names),
            "dispute": claim.dispute_id,
            "quote": self._quote(self._book.of_appearance(appearances[0])),
            "appearances": [appearance(a) for a in appearances],
            "origins": [origin.id for origin in claim.origins],
            "independent_origins": claim.independent_origins,
            "publishers": claim.publishers,
            "visibility": claim.visibility.value if claim.visibility else None,
            "party_in_interest": claim.party_in_interest,
            "pinned": claim.pinned,
            "said": date(claim.said),
            "first_seen": moment(claim.first_seen),
            "responses": list(c.responses_by_claim.get(identity, ())),
        }

    def response(self, identity: str) -> Record:
        response = self._catalogue.responses[identity]
        return {
            "id": identity,
            "claim": response.claim_id,
            "responder": response.responder,
            "responder_name": response.responder_name,
            "kind": response.kind.value,
            "own_claim": self._catalogue.claim_of_response.get(identity),
            "quote": self._quote(self._book.of_appearance(response.appearance)),
            "said": date(response.said),
            "medium": response.medium,
            "strength": response.strength,
            "predates": response.predates,
            "answered_by": response.answered_by,
        }

    def origin(self, identity: str) -> Record:
        origin = self._origins[identity]
        return {
            "id": identity,
            "claim": origin.claim_id,
            "known": origin.known,
            "kind": origin.kind.value if origin.kind else None,
            "name": origin.name,
            "entity": origin.entity,
            "documents": list(origin.documents),
            "party_in_interest": origin.party_in_interest,
        }

    def story(self, identity: str) -> Record:
        c = self._catalogue
        story = c.stories[identity]
        newest = c.newest.get(story.headline_document)
        return {
            "id": identity,
            "page": routes.story(identity),
            "headline": newest.title if newest else None,
            "documents": [d for d in story.documents if d in c.documents],
            "first_seen": moment(story.first_seen),
            "dispute": story.dispute_id,
            "emerging": story.emerging,
            "also": [d for d in story.also if d in c.documents],
            "pinned": story.pinned,
        }

    def dispute(self, identity: str) -> Record:
        c = self._catalogue
        dispute = c.publication.knowledge.disputes[identity]
        return {
            "id": identity,
            "page": routes.dispute(identity),
            "title": dispute.title,
            "definition": dispute.definition,
            "started": dispute.started,
            "parties": [{"entity": p.entity, "role": p.role} for p in dispute.parties],
            "identifiers": [{"kind": k, "value": v} for k, v in dispute.identifiers],
            "claims": len(c.claims_by_dispute.get(identity, ())),
            "documents": len(c.documents_by_dispute.get(identity, ())),
        }

    def entity(self, identity: str) -> Record:
        c = self._catalogue
        face = c.faces[identity]
        known = face.known
        return {
            "id": identity,
            "page": routes.entity(identity),
            "name": face.name,
            "type": face.type.value if face.type else None,
            "aliases": [alias.text for alias in known.aliases] if known else [],
            "country": known.country if known else None,
            "role": known.role if known else None,
            "relation": known.relation if known else None,
            "parent": known.parent if known else None,
            "wikidata": known.wikidata if known else None,
            "provisional": known is None,
            "claims_by": len(c.claims_by_speaker.get(identity, ())),
            "claims_about": len(c.claims_by_target.get(identity, ())),
        }

    def event(self, identity: str) -> Record:
        event = self._catalogue.events[identity]
        return {
            "id": identity,
            "date": event.date,
            "precision": event.precision,
            "status": event.status,
            "kind": event.kind,
            "actors": list(event.actor_names),
            "targets": list(event.target_names),
            "claim": event.claim_id,
            "dispute": event.dispute_id,
            "evidence": [self._evidence(evidence) for evidence in event.evidence],
        }

    def delta(self, identity: str) -> Record:
        delta = self._catalogue.deltas[identity]
        return {
            "id": identity,
            "kind": delta.kind.value,
            "learned_at": moment(delta.learned_at),
            "claim": delta.claim_id,
            "dispute": delta.dispute_id,
            "entities": list(delta.entities),
            "document": delta.document_id,
            "response": delta.response_id,
            "event": delta.event_id,
            "origin": delta.origin_id,
            "change": delta.change_id,
            "step": delta.step_id,
            "quote": self._evidence(delta.evidence),
            "detail": delta.detail,
        }

    def source(self, identity: str) -> Record:
        report = self._catalogue.sources[identity]
        source, state = report.source, report.state
        return {
            "id": identity,
            "page": routes.source(identity),
            "name": source.name,
            "publisher": source.publisher,
            "kind": source.kind.value,
            "url": state.url or source.url,
            "enabled": source.enabled,
            "perspective": source.perspective,
            "state_media": source.state_media,
            "health": state.health.value,
            "last_success": moment(state.last_success) if state.last_success else None,
            "last_error": state.last_error,
            "documents": report.documents,
            "relevant": report.relevant,
            "last_document": moment(report.last_document) if report.last_document else None,
        }

    def _evidence(self, evidence: Evidence) -> Record:
        return self._quote(self._book.of_evidence(evidence))

    def _quote(self, quote: Quote) -> Record:
        prefix, suffix = quotes.context(self._catalogue.body(quote.revision_id), quote)
        return {
            "text": quote.text,
            "start": quote.start,
            "end": quote.end,
            "prefix": prefix,
            "suffix": suffix,
            "text_sha256": quote.text_id,
            "revision": quote.revision_id,
            "document": quote.document_id,
        }
