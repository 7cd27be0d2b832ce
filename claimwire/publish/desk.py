"""What every page family works with: the catalogue, its cards, its quotes and its records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from claimwire.model import Publication
from claimwire.publish import routes
from claimwire.publish.cards import Cards
from claimwire.publish.catalogue import Catalogue, catalogue
from claimwire.publish.parts import Link
from claimwire.publish.quotebook import QuoteBook
from claimwire.publish.records import Record, Records
from claimwire.publish.settings import SiteSettings

HOME = Link("New", routes.HOME)


@dataclass(frozen=True, slots=True)
class Desk:
    """One build's working material; nothing in it changes while pages are made."""

    settings: SiteSettings
    catalogue: Catalogue
    book: QuoteBook
    cards: Cards
    records: Records

    def record_list(self, kind: str, ids: Iterable[str]) -> list[Record]:
        """Return the records of several things of one kind."""
        return [self.records.record(kind, identity) for identity in ids]


def desk(publication: Publication, settings: SiteSettings) -> Desk:
    """Prepare a publication for its pages; all quotes are cut and proven here.

    Raises
    ------
    EvidenceError
        If a quote is not a substring of its revision.
    """
    found = catalogue(publication)
    book = QuoteBook(found, settings)
    return Desk(settings, found, book, Cards(found, book, settings), Records(found, book))


def by_month(items: Iterable[tuple[tuple[int, int], str]]) -> dict[tuple[int, int], list[str]]:
    """Group ids by (year, month), newest month first, order kept within a month."""
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for month, identity in items:
        groups[month].append(identity)
    return dict(sorted(groups.items(), reverse=True))
