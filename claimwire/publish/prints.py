"""Prints: digests of everything that a page can show of a thing, made without making the page.

The key of a page is a digest over the prints of the things on it, so that a page whose key is that
of the last build is neither arranged nor rendered. A print covers the thing's own records and what
is shown of others beside it: names, headlines, titles, counts. It may cover more than is shown (a
page is then rendered for nothing and comes out the same); it must never cover less, and a test
changes every field of every record to see that the pages follow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from claimwire.model import Claim, Conflict, Evidence, Position
from claimwire.publish import routes
from claimwire.publish.catalogue import Catalogue
from claimwire.publish.encoding import state_of
from claimwire.publish.quotebook import QuoteBook

Print = str
_EVERY = 200_000  # prints kept of each kind: a hundred bytes each


def print_of(*parts: Any) -> Print:
    """Return the digest of records, plain values and other prints."""
    return hashlib.blake2b(state_of(parts), digest_size=10).hexdigest()


class Prints:
    """Makes and keeps the prints of one build."""

    def __init__(
        self, catalogue: Catalogue, book: QuoteBook, publishers: Mapping[str, str]
    ) -> None:
        self._catalogue = catalogue
        self._book = book
        self._publishers = publishers
        self._to_come = frozenset(catalogue.upcoming)
        keep = lru_cache(maxsize=_EVERY)
        self.document = keep(self._document)
        self.statement = keep(self._statement)
        self.said = keep(self._said)
        self.title = keep(self._title)
        self.claim = keep(self._claim)
        self.answer = keep(self._answer)
        self.event = keep(self._event)
        self.delta = keep(self._delta)
        self.who = keep(self._who)

    def claims(self, ids: Iterable[str]) -> list[Print]:
        """Return the prints of several claims."""
        return [self.claim(identity) for identity in ids]

    def documents(self, ids: Iterable[str]) -> list[Print]:
        """Return the prints of several documents."""
        return [self.document(identity) for identity in ids]

    def dispute(self, identity: str | None) -> tuple[str, str] | None:
        """Return what is shown of a dispute beside other things."""
        known = self._catalogue.publication.knowledge.disputes.get(identity or "")
        return (known.id, known.title) if known else None

    def evidence(self, found: Iterable[Evidence]) -> list[Any]:
        """Return what quotes show: the spans, and the documents that they stand in."""
        return [(one, self.document(one.document_id)) for one in found]

    def conflict(self, conflict: Conflict) -> list[Any]:
        """Return what a conflict shows."""
        documents = (d for value in conflict.values for d in value.documents)
        return [
            conflict,
            self.title(conflict.claim_id),
            self.documents(documents),
            self.evidence(e for value in conflict.values for e in value.evidence),
        ]

    def position(self, position: Position) -> list[Any]:
        """Return what a position over time shows."""
        return [
            position,
            self.who(position.entity, position.name),
            [self.who(*one) for one in zip_longest(position.about, position.about_names)],
            self.dispute(position.dispute_id),
            [self.title(step.claim_id) for step in position.steps],
            self.evidence(step.evidence for step in position.steps),
        ]

    def _who(self, identity: str | None, stated: str | None) -> Print:
        """Return how a party is named, of what type it is, and whether it has a page."""
        face = self._catalogue.faces.get(identity) if identity else None
        if face:
            return f"{face.type}\x1f{face.name}"
        return f"\x1e{self._catalogue.name_of(identity, stated)}"

    def _document(self, identity: str) -> Print:
        c = self._catalogue
        document = c.publication.documents.get(identity)
        revisions = c.publication.revisions.get(identity, ())
        captures = c.publication.captures
        reuse = c.reuse.get(identity)
        origin = reuse.source_id if reuse else ""
        report = c.sources.get((document.source_id if document else None) or "")
        newest = c.newest.get(origin)
        return print_of(
            document,
            revisions,
            [captures.get(revision.capture_id or "") for revision in revisions],
            c.publisher_name(identity),
            self._publishers.get(routes.slug(document.publisher)) if document else None,
            identity in c.documents,
            c.publication.resolution.relevance.get(identity),
            (reuse, c.publisher_name(origin), origin in c.documents, newest) if reuse else None,
            report.source.name if report else None,
            len(c.claims_by_document.get(identity, ())),
        )

    def _said(self, document: str) -> Print:
        """Return the print of all statements of a document: together they share what is quoted."""
        c = self._catalogue
        found = self._book.statements_of(document)
        return print_of(
            document,
            [(s, c.statements[s], c.claim_of_statement.get(s)) for s in found],
            bool(c.publication.document_statements.get(document)),
        )

    def _statement(self, identity: str) -> Print:
        c = self._catalogue
        record = c.statements[identity]
        statement = record.statement
        document = self._book.first_place(identity)
        parties = [p for p in (statement.speaker, *statement.targets) if p]
        return print_of(
            record,
            [self.who(party.entity, party.canonical) for party in parties],
            [self.who(link.entity, link.name) for link in statement.chain],
            c.claim_of_statement.get(identity),
            document,
            self.said(document) if document else None,
        )

    def _parties(self, claim: Claim) -> list[Print]:
        found = [self.who(claim.speaker, claim.speaker_name)]
        found += [self.who(*pair) for pair in zip_longest(claim.targets, claim.target_names)]
        return found

    def _title(self, identity: str | None) -> Print:
        c = self._catalogue
        claim = c.claims.get(identity or "")
        if claim is None:
            return ""
        said: tuple[Any, ...] = ()  # where no target is named, the first words stand in a title
        if not claim.targets and not claim.target_names:
            first = c.appearances[claim.id][0]
            said = (c.statements[first.statement_id], c.revisions.get(first.revision_id))
        return print_of(claim.id, claim.act, *self._parties(claim), said)

    def _claim(self, identity: str) -> Print:
        c = self._catalogue
        claim = c.claims.get(identity)
        if claim is None:
            return ""
        first = c.appearances[identity][0]
        answers = [c.responses[r] for r in c.responses_by_claim.get(identity, ())]
        return print_of(
            claim,
            self._parties(claim),
            self.dispute(claim.dispute_id),
            [a.statement_id for a in c.appearances[identity]],
            self.statement(first.statement_id),
            self.document(first.document_id),
            [(answer, self.who(answer.responder, answer.responder_name)) for answer in answers],
        )

    def _answer(self, identity: str) -> Print:
        c = self._catalogue
        response = c.responses.get(identity)
        if response is None:
            return ""
        ended = c.responses.get(response.answered_by or "")
        return print_of(
            response,
            self.who(response.responder, response.responder_name),
            c.claim_of_response.get(identity),
            self.title(response.claim_id),
            self.who(ended.responder, ended.responder_name) if ended else None,
            self.statement(response.appearance.statement_id),
            self.document(response.appearance.document_id),
        )

    def _event(self, identity: str) -> Print:
        c = self._catalogue
        event = c.events.get(identity)
        if event is None:
            return ""
        return print_of(
            event,
            identity in self._to_come,
            self.claim(event.claim_id or ""),
            [self.answer(r) for r in c.responses_by_claim.get(event.claim_id or "", ())],
            [self.who(*pair) for pair in zip_longest(event.actors, event.actor_names)],
            self.dispute(event.dispute_id),
            self.documents(e.document_id for e in event.evidence),
        )

    def _delta(self, identity: str) -> Print:
        delta = self._catalogue.deltas[identity]
        return print_of(
            delta,
            self.claim(delta.claim_id or ""),
            self.answer(delta.response_id or ""),
            self.event(delta.event_id or ""),
            [self.who(entity, None) for entity in delta.entities],
            self.dispute(delta.dispute_id),
            self.documents((delta.document_id, delta.evidence.document_id)),
        )
