"""What can be found by searching: claims, entities, disputes and documents, oldest first.

They are in the order in which they came to be known, so that something new stands at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from claimwire.publish import routes, text, when, words
from claimwire.publish.desk import Desk
from claimwire.publish.prints import Print, print_of
from claimwire.publish.quick import quick
from claimwire.publish.when import When


@quick
@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be found."""

    kind: str  # c(laim), d(ispute), e(ntity), r(eport: a document)
    id: str
    path: str
    title: str
    lang: str
    fields: tuple[tuple[str, int], ...]  # words and what each occurrence of one weighs
    quote: str
    when: When
    note: str  # act, role or publisher
    dispute: str  # title of the dispute
    facets: tuple[str, ...]


Name = tuple[str, str]
"""Kind and id of something that can be found."""


class Findable:
    """Makes the items of one build, each when it is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def names(self) -> list[Name]:
        """Return all that can be found, first known first."""
        c = self._desk.catalogue
        known = {("d", dispute.id): 0.0 for dispute in c.disputes}
        known |= {("e", identity): 0.0 for identity in c.faces}
        for identity, claim in c.claims.items():  # newest first, so that the oldest is put last
            at = known["c", identity] = claim.first_seen.timestamp()
            for entity in (claim.speaker, *claim.targets):
                face = c.faces.get(entity or "")
                if face and face.known is None:  # what a person entered was always known
                    known["e", face.id] = at
        known |= {("r", d): document.first_seen.timestamp() for d, document in c.documents.items()}
        return sorted(known, key=lambda name: (known[name], name))

    def print(self, name: Name) -> Print:
        """Return the print of everything that an item is made of."""
        kind, identity = name
        c, prints = self._desk.catalogue, self._desk.prints
        if kind == "c":
            claim, held = c.claims[identity], c.appearances[identity]
            first = c.revisions[held[0].revision_id]
            shown = (c.documents.get(a.document_id) for a in held)
            return print_of(
                prints.title(identity),
                prints.statement(held[0].statement_id),
                (first.language, c.publisher_name(held[0].document_id)),
                (claim.stance, claim.said, claim.first_seen, claim.speaker, claim.targets),
                prints.dispute(claim.dispute_id),
                [document.publisher for document in shown if document],
            )
        if kind == "e":
            return print_of(c.faces[identity])
        if kind == "d":
            known = c.publication.knowledge.disputes[identity]
            return print_of(known, [prints.who(party.entity, None) for party in known.parties])
        document = c.documents[identity]
        claims = (c.claims[claim] for claim in c.claims_by_document.get(identity, ()))
        return print_of(
            (document.publisher, document.first_seen, c.publisher_name(identity)),
            c.newest[identity],
            prints.said(identity),
            [(claim.speaker, claim.targets) for claim in claims],
            sorted(self._disputes_of.get(identity, ())),
        )

    def item(self, name: Name) -> Item:
        """Return what the index holds of something."""
        make: dict[str, Callable[[str], Item]] = {
            "c": self._claim,
            "e": self._entity,
            "d": self._dispute,
            "r": self._document,
        }
        return make[name[0]](name[1])

    @cached_property
    def _disputes_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for dispute, held in self._desk.catalogue.documents_by_dispute.items():
            for document in held:
                found[document].append(dispute)
        return found

    def _claim(self, identity: str) -> Item:
        cards, catalogue = self._desk.cards, self._desk.catalogue
        claim = catalogue.claims[identity]
        first = catalogue.appearances[identity][0]
        title, act = cards.claim_heading(claim), words.ACT_NOUN[claim.act]
        quote = text.readable(self._desk.book.of_appearance(first).text)
        involved = (claim.speaker, *claim.targets)
        held = (catalogue.documents.get(a.document_id) for a in catalogue.appearances[identity])
        linked = cards.dispute(claim.dispute_id)
        dispute = linked.words if linked else ""
        return Item(
            kind="c",
            id=identity,
            path=routes.claim(identity),
            title=title,
            lang=cards.lang(catalogue.revisions.get(first.revision_id)),
            fields=((title, 4), (quote, 2), (act, 1), (dispute, 1)),
            quote=quote,
            when=cards.claim_when(claim)[0],
            note=f"{act} · {catalogue.publisher_name(first.document_id)}",
            dispute=dispute,
            facets=_facets(
                d=(claim.dispute_id,),
                e=involved,
                p=(p.publisher if p else None for p in held),
            ),
        )

    def _entity(self, identity: str) -> Item:
        face = self._desk.catalogue.faces[identity]
        known = face.known
        role = text.title(known.role) if known else ""
        aliases = " ".join(alias.text for alias in known.aliases) if known else ""
        return Item(
            kind="e",
            id=identity,
            path=routes.entity(identity),
            title=face.name,
            lang="",
            fields=((face.name, 9), (aliases, 5), (role, 2)),
            quote="",
            when=When("", ""),
            note=role or "provisional",
            dispute="",
            facets=_facets(e=(identity,)),
        )

    def _dispute(self, identity: str) -> Item:
        desk = self._desk
        dispute = desk.catalogue.publication.knowledge.disputes[identity]
        parties = " ".join(desk.catalogue.name_of(p.entity, None) for p in dispute.parties)
        numbers = " ".join(value for _, value in dispute.identifiers)
        title, definition = text.title(dispute.title), text.title(dispute.definition)
        return Item(
            kind="d",
            id=dispute.id,
            path=routes.dispute(dispute.id),
            title=title,
            lang="",
            fields=((title, 7), (parties, 3), (numbers, 5), (definition, 2)),
            quote=definition,
            when=when.written(dispute.started) if dispute.started else When("", ""),
            note="",
            dispute="",
            facets=_facets(d=(dispute.id,), e=(p.entity for p in dispute.parties)),
        )

    def _document(self, identity: str) -> Item:
        desk, catalogue, book = self._desk, self._desk.catalogue, self._desk.book
        document = catalogue.documents[identity]
        line = desk.cards.document(identity)
        said = [q for s in book.statements_of(identity) if (q := book.of_statement(identity, s))]
        quotes = dict.fromkeys(text.readable(quote.text) for quote in said)
        named = [catalogue.claims[c] for c in catalogue.claims_by_document.get(identity, ())]
        involved = (e for claim in named for e in (claim.speaker, *claim.targets))
        return Item(
            kind="r",
            id=identity,
            path=line.title.path,
            title=line.title.words,
            lang=line.lang,
            fields=((line.title.words, 4), (line.publisher, 2), *((q, 1) for q in quotes)),
            quote=next(iter(quotes), ""),
            when=line.published if line.published.iso else line.seen,
            note=line.publisher,
            dispute="",
            facets=_facets(
                d=self._disputes_of.get(identity, ()), e=involved, p=(document.publisher,)
            ),
        )


def _facets(**values: Iterable[str | None]) -> tuple[str, ...]:
    found = (
        f"={letter}{routes.slug(value)}"
        for letter, members in values.items()
        for value in members
        if value
    )
    return tuple(dict.fromkeys(found))
