"""All quotes of a site, cut once and proven before the first file is written."""

from __future__ import annotations

from collections.abc import Iterator

from claimwire.errors import EvidenceError
from claimwire.model import Appearance, Evidence, Span
from claimwire.publish import quotes
from claimwire.publish.catalogue import Catalogue
from claimwire.publish.quotes import Quote
from claimwire.publish.settings import SiteSettings

_SHARE = 0.5
"""Part of a document's words that its own page and the data files may quote together; two quotes
of the longest length are always allowed, so that a short notice can be shown at all."""


class QuoteBook:
    """Every quote that may be published, by what it is evidence of.

    Raises
    ------
    EvidenceError
        When built from a publication in which a span does not lie in its revision.
    """

    def __init__(self, catalogue: Catalogue, settings: SiteSettings) -> None:
        self._catalogue = catalogue
        self._words = settings.quotation_words
        self._statements: dict[tuple[str, str], Quote] = {}  # (revision, statement)
        self._evidence: dict[Evidence, Quote] = {}
        self._statement_revision: dict[tuple[str, str], str] = {}  # (document, statement)
        self._shared: dict[str, frozenset[str]] = {}
        self._listed: dict[str, tuple[str, ...]] = {}
        answers = (response.appearance for response in catalogue.responses.values())
        for appearance in (
            *(a for found in catalogue.appearances.values() for a in found),
            *answers,
        ):
            key = appearance.document_id, appearance.statement_id
            self._statement_revision.setdefault(key, appearance.revision_id)
            self._cut_statement(appearance.revision_id, appearance.statement_id)
        for document in catalogue.documents:
            self._cut_document(document)
        for event in catalogue.events.values():
            for evidence in event.evidence:
                self._cut_evidence(evidence)
        for delta in catalogue.deltas.values():
            self._cut_evidence(delta.evidence)
        for evidence in catalogue.more_evidence():
            self._cut_evidence(evidence)
        self.checked = quotes.check(
            [*self._statements.values(), *self._evidence.values()], catalogue.publication.texts
        )

    def of_appearance(self, appearance: Appearance) -> Quote:
        """Return the sentence that an appearance of a claim or an answer rests on."""
        return self._statements[appearance.revision_id, appearance.statement_id]

    def of_evidence(self, evidence: Evidence) -> Quote:
        """Return the quote of an event or a piece of news."""
        return self._evidence[evidence]

    def of_statement(self, document_id: str, statement_id: str) -> Quote | None:
        """Return a statement's sentence in a document; ``None`` past the share for documents."""
        if statement_id not in self._shared.get(document_id, frozenset()):
            return None
        revision = self._statement_revision[document_id, statement_id]
        return self._statements[revision, statement_id]

    def statements_of(self, document_id: str) -> tuple[str, ...]:
        """Return the statements of a document that are shown, in the order of its text."""
        return self._listed.get(document_id, ())

    def place(self, document_id: str, statement_id: str) -> Quote:
        """Return where a statement stands, whether or not its words may be shown there."""
        revision = self._statement_revision[document_id, statement_id]
        return self._statements[revision, statement_id]

    def first_places(self) -> Iterator[tuple[str, str]]:
        """Yield (statement, document) so that the document first seen comes last for each."""
        order = {document: at for at, document in enumerate(self._catalogue.documents)}
        places = [key for key in self._statement_revision if key[0] in order]
        for document, statement in sorted(places, key=lambda key: (order[key[0]], key[1])):
            yield statement, document

    def _cut_statement(self, revision_id: str, statement_id: str) -> None:
        if (revision_id, statement_id) in self._statements:
            return
        record = self._catalogue.statements[statement_id]
        revision = self._catalogue.revisions.get(revision_id)
        if revision is None or revision.text_id != record.text_id:
            raise EvidenceError(
                f"statement {statement_id} names revision {revision_id}, which has another text",
                remedy="Run `claimwire resolve --rebuild`; if it stays, the database is damaged.",
            )
        self._statements[revision_id, statement_id] = quotes.cut(
            self._catalogue.body(revision_id),
            record.statement.sentence,
            words=self._words,
            text_id=record.text_id,
            revision_id=revision_id,
            document_id=revision.document_id,
            focus=quotes.focus_of(record.statement),
        )

    def _cut_document(self, document_id: str) -> None:
        publication = self._catalogue.publication
        by_text = {r.text_id: r.id for r in publication.revisions[document_id]}
        found = [
            s
            for s in publication.document_statements.get(document_id, ())
            if s in self._catalogue.statements and self._catalogue.statements[s].text_id in by_text
        ]
        self._listed[document_id] = tuple(found)
        for statement in found:
            revision = by_text[self._catalogue.statements[statement].text_id]
            self._statement_revision[document_id, statement] = revision
            self._cut_statement(revision, statement)
        body = self._catalogue.body(self._catalogue.newest[document_id].id)
        limit = max(int(_SHARE * quotes.count_words(body)), 2 * self._words)
        places = [(s, self._statements[self._statement_revision[document_id, s], s]) for s in found]
        places.sort(key=lambda item: item[0] not in self._catalogue.claim_of_statement)
        self._shared[document_id] = quotes.within_share(
            ((s, Span(q.start, q.end)) for s, q in places), words=limit, body=body
        )

    def _cut_evidence(self, evidence: Evidence) -> None:
        revision = self._catalogue.revisions.get(evidence.revision_id)
        if revision is None:
            raise EvidenceError(f"evidence names revision {evidence.revision_id}, which is unknown")
        self._evidence[evidence] = quotes.cut(
            self._catalogue.body(evidence.revision_id),
            Span(evidence.start, evidence.end),
            words=self._words,
            text_id=revision.text_id,
            revision_id=revision.id,
            document_id=revision.document_id,
        )
