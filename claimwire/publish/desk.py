"""What every page family works with: the catalogue, its cards, its quotes and its records."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimwire.model import Publication
from claimwire.publish import cite, routes, text
from claimwire.publish.cards import Cards
from claimwire.publish.catalogue import Catalogue, catalogue
from claimwire.publish.linked import Linked
from claimwire.publish.parts import Citation, Link
from claimwire.publish.prints import Prints
from claimwire.publish.quotebook import QuoteBook
from claimwire.publish.records import Record, Records
from claimwire.publish.settings import SiteSettings

HOME = Link("New", routes.HOME)


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called, by the segment that stands for them in addresses."""

    disputes: Mapping[str, str]
    entities: Mapping[str, str]
    publishers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """One build's working material; nothing in it changes while pages are made."""

    settings: SiteSettings
    catalogue: Catalogue
    book: QuoteBook
    cards: Cards
    records: Records
    names: Names
    linked: Linked
    prints: Prints

    def record_list(self, kind: str, ids: Iterable[str]) -> list[Record]:
        """Return the records of several things of one kind."""
        return [self.records.record(kind, identity) for identity in ids]

    def cite(self, path: str, identity: str, title: str, at: dt.datetime | None) -> Citation:
        """Return how to cite the page at ``path``; ``at`` is the newest thing on it."""
        return cite.citation(
            self.settings, path=path, identity=text.name(identity), title=title, at=at
        )


def desk(publication: Publication, settings: SiteSettings) -> Desk:
    """Prepare a publication for its pages."""
    found = catalogue(publication)
    book = QuoteBook(found, settings)
    cards = Cards(found, book, settings)
    linked = Linked(found, cards, settings)
    names = _names(found)
    prints = Prints(found, book, names.publishers)
    return Desk(settings, found, book, cards, Records(found, book), names, linked, prints)


def _names(found: Catalogue) -> Names:
    slug = routes.slug
    return Names(
        disputes={
            "none": "in no listed dispute",
            **{slug(d.id): text.title(d.title) for d in found.disputes},
        },
        entities={slug(face.id): face.name for face in found.faces.values()},
        publishers={
            slug(d.publisher): found.publisher_name(d.id) for d in found.documents.values()
        },
    )


def by_month(items: Iterable[tuple[tuple[int, int], str]]) -> dict[tuple[int, int], list[str]]:
    """Group ids by (year, month), newest month first, order kept within a month."""
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for month, identity in items:
        groups[month].append(identity)
    return dict(sorted(groups.items(), reverse=True))
