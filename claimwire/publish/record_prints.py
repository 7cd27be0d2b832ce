"""Prints of records: digests of all that a line of a data file shows, made without making it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from claimwire.model import Evidence
from claimwire.publish.desk import Desk
from claimwire.publish.prints import Print, print_of


class RecordPrints:
    """Makes the prints of records by table and id; of a table that is small, the record itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._origins = {o.id: o for c in desk.catalogue.claims.values() for o in c.origins}
        self._states: Mapping[str, Callable[[str], Any]] = {
            "documents": desk.prints.document,
            "revisions": self._revision,
            "statements": self._statement,
            "claims": self._claim,
            "responses": desk.prints.answer,
            "origins": self._origins.__getitem__,
            "stories": self._story,
            "events": self._event,
            "deltas": self._delta,
        }

    def piece(self, table: str, ids: Iterable[str]) -> Print:
        """Return the print of several records of a table."""
        state = self._states.get(table)
        if state is None:
            return print_of(table, self._desk.record_list(table, ids))
        return print_of(table, [(identity, state(identity)) for identity in ids])

    def _revision(self, identity: str) -> Any:
        c = self._desk.catalogue
        revision = c.revisions[identity]
        return revision, c.publication.captures.get(revision.capture_id or "")

    def _statement(self, identity: str) -> Any:
        book = self._desk.book
        revision = book.revision_of(book.statements()[identity], identity)
        return self._desk.prints.statement(identity), revision

    def _claim(self, identity: str) -> Any:
        c = self._desk.catalogue
        return (
            self._desk.prints.claim(identity),
            c.appearances[identity],
            c.responses_by_claim.get(identity, ()),
        )

    def _story(self, identity: str) -> Any:
        c = self._desk.catalogue
        story = c.stories[identity]
        shown = [d in c.documents for d in (*story.documents, *story.also)]
        newest = c.newest.get(story.headline_document)
        return story, newest.title if newest else None, shown

    def _event(self, identity: str) -> Any:
        event = self._desk.catalogue.events[identity]
        return event, self._texts(event.evidence)

    def _delta(self, identity: str) -> Any:
        delta = self._desk.catalogue.deltas[identity]
        return delta, self._texts((delta.evidence,))

    def _texts(self, found: Iterable[Evidence]) -> list[Any]:
        """Return what quotes are cut from."""
        known = self._desk.catalogue.revisions
        revisions = (known.get(evidence.revision_id) for evidence in found)
        return [(r.text_id, r.document_id) if r else None for r in revisions]
