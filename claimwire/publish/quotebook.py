"""All quotes of a site, each cut once and proven when it is: before its page is made, and so before
anything that a reader sees is written.
"""

from __future__ import annotations

from collections.abc import Mapping

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
        By every method that returns a quote, where a span does not lie in its revision.
    """

    def __init__(self, catalogue: Catalogue, settings: SiteSettings) -> None:
        self._catalogue = catalogue
        self._words = settings.quotation_words
        self._statements: dict[tuple[str, str], Quote] = {}  # (revision, statement)
        self._evidence: dict[Evidence, Quote] = {}
        self._shared: dict[str, frozenset[str]] = {}
        self._listed: dict[str, tuple[str, ...]] = {}
        self._revision_of: dict[tuple[str, str], str] = {}  # (document, statement)
        answers = (response.appearance for response in catalogue.responses.values())
        for one in (*(a for found in catalogue.appearances.values() for a in found), *answers):
            self._revision_of.setdefault((one.document_id, one.statement_id), one.revision_id)
        for document in catalogue.documents:
            self._list(document)
        self._first = self._first_places()

    @property
    def checked(self) -> int:
        """How many quotes were cut, and proven, in this build."""
        return len(self._statements) + len(self._evidence)

    def check_all(self) -> None:
        """Cut and prove every quote that can be asked for."""
        for document, statement in self._revision_of:
            self.place(document, statement)
        for found in self._catalogue.appearances.values():
            for appearance in found:
                self.of_appearance(appearance)
        for response in self._catalogue.responses.values():
            self.of_appearance(response.appearance)
        for event in self._catalogue.events.values():
            for evidence in event.evidence:
                self.of_evidence(evidence)
        for delta in self._catalogue.deltas.values():
            self.of_evidence(delta.evidence)
        for evidence in self._catalogue.more_evidence():
            self.of_evidence(evidence)

    def of_appearance(self, appearance: Appearance) -> Quote:
        """Return the sentence that an appearance of a claim or an answer rests on."""
        return self._statement(appearance.revision_id, appearance.statement_id)

    def of_evidence(self, evidence: Evidence) -> Quote:
        """Return the quote of an event or a piece of news."""
        found = self._evidence.get(evidence)
        if found is None:
            found = self._evidence[evidence] = self._proven(self._cut_evidence(evidence))
        return found

    def of_statement(self, document_id: str, statement_id: str) -> Quote | None:
        """Return a statement's sentence in a document; ``None`` past the share for documents."""
        if document_id not in self._shared:
            self._shared[document_id] = self._share(document_id)
        if statement_id not in self._shared[document_id]:
            return None
        return self.place(document_id, statement_id)

    def statements_of(self, document_id: str) -> tuple[str, ...]:
        """Return the statements of a document that are shown, in the order of its text."""
        return self._listed.get(document_id, ())

    def place(self, document_id: str, statement_id: str) -> Quote:
        """Return where a statement stands, whether or not its words may be shown there."""
        return self._statement(self._revision_of[document_id, statement_id], statement_id)

    def revision_of(self, document_id: str, statement_id: str) -> str:
        """Return the revision of a document in which a statement stands."""
        return self._revision_of[document_id, statement_id]

    def first_place(self, statement_id: str) -> str | None:
        """Return the document, first seen of all, in which a statement stands."""
        return self._first.get(statement_id)

    def statements(self) -> Mapping[str, str]:
        """Return every statement that stands in a document, with the first of these."""
        return self._first

    def _first_places(self) -> dict[str, str]:
        order = {document: at for at, document in enumerate(self._catalogue.documents)}
        first: dict[str, str] = {}
        for document, statement in self._revision_of:
            held = first.get(statement)
            if document in order and (held is None or order[held] < order[document]):
                first[statement] = document  # documents are in order, newest first
        return first

    def _list(self, document_id: str) -> None:
        """Note which statements of a document are shown, and in which revision each stands."""
        publication = self._catalogue.publication
        by_text = {r.text_id: r.id for r in publication.revisions[document_id]}
        known = self._catalogue.statements
        found = tuple(
            s
            for s in publication.document_statements.get(document_id, ())
            if s in known and known[s].text_id in by_text
        )
        self._listed[document_id] = found
        for statement in found:
            self._revision_of[document_id, statement] = by_text[known[statement].text_id]

    def _share(self, document_id: str) -> frozenset[str]:
        """Return which statements of a document may be quoted together."""
        body = self._catalogue.body(self._catalogue.newest[document_id].id)
        limit = max(int(_SHARE * quotes.count_words(body)), 2 * self._words)
        places = [(s, self.place(document_id, s)) for s in self._listed[document_id]]
        places.sort(key=lambda item: item[0] not in self._catalogue.claim_of_statement)
        return quotes.within_share(
            ((s, Span(q.start, q.end)) for s, q in places), words=limit, body=body
        )

    def _statement(self, revision_id: str, statement_id: str) -> Quote:
        found = self._statements.get((revision_id, statement_id))
        if found is None:
            found = self._proven(self._cut_statement(revision_id, statement_id))
            self._statements[revision_id, statement_id] = found
        return found

    def _proven(self, quote: Quote) -> Quote:
        quotes.check((quote,), self._catalogue.publication.texts)
        return quote

    def _cut_statement(self, revision_id: str, statement_id: str) -> Quote:
        record = self._catalogue.statements[statement_id]
        revision = self._catalogue.revisions.get(revision_id)
        if revision is None or revision.text_id != record.text_id:
            raise EvidenceError(
                f"statement {statement_id} names revision {revision_id}, which has another text",
                remedy="Run `claimwire resolve --rebuild`; if it stays, the database is damaged.",
            )
        return quotes.cut(
            self._catalogue.body(revision_id),
            record.statement.sentence,
            words=self._words,
            text_id=record.text_id,
            revision_id=revision_id,
            document_id=revision.document_id,
            focus=quotes.focus_of(record.statement),
        )

    def _cut_evidence(self, evidence: Evidence) -> Quote:
        revision = self._catalogue.revisions.get(evidence.revision_id)
        if revision is None:
            raise EvidenceError(f"evidence names revision {evidence.revision_id}, which is unknown")
        return quotes.cut(
            self._catalogue.body(evidence.revision_id),
            Span(evidence.start, evidence.end),
            words=self._words,
            text_id=revision.text_id,
            revision_id=revision.id,
            document_id=revision.document_id,
        )
