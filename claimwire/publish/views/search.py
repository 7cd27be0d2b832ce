"""The search page: its form, and where to look without it. Results are made in the browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.publish import routes, text, when
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import Page

_OPTIONS = 300
"""Most values that a facet offers; those with most records. An address may name any other."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A list to narrow results by: values as the address holds them, with their names."""

    name: str
    label: str
    every: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    facets: tuple[Facet, ...]


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the one page."""
    yield Page(
        path=routes.SEARCH,
        template="search.html",
        title="Search",
        section="search",
        description="Claims, disputes, entities and reports by their words.",
        crumbs=(HOME,),
        scripts=("search",),
        view=lambda: SearchView(
            facets=(
                Facet("dispute", "Dispute", "All disputes", _disputes(desk)),
                Facet("entity", "Entity", "All entities", _entities(desk)),
                Facet("publisher", "Publisher", "All publishers", _publishers(desk)),
                Facet("year", "Year", "All years", _years(desk)),
            ),
        ),
    )


def _named(counts: Counter[str], names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    kept = sorted(counts, key=lambda identity: (-counts[identity], identity))[:_OPTIONS]
    kept.sort(key=lambda identity: (names[identity].casefold(), identity))
    return tuple((routes.slug(identity), names[identity]) for identity in kept)


def _disputes(desk: Desk) -> tuple[tuple[str, str], ...]:
    names = {d.id: text.title(d.title) for d in desk.catalogue.disputes}
    return _named(Counter(dict.fromkeys(names, 1)), names)


def _entities(desk: Desk) -> tuple[tuple[str, str], ...]:
    faces = desk.catalogue.faces
    claims = desk.catalogue.claims.values()
    involved = (e for claim in claims for e in {claim.speaker, *claim.targets})
    counts = Counter(e for e in involved if e in faces)
    return _named(
        Counter({e: n for e, n in counts.items() if e}), {e: faces[e].name for e in faces}
    )


def _publishers(desk: Desk) -> tuple[tuple[str, str], ...]:
    documents = desk.catalogue.documents
    counts = Counter(document.publisher for document in documents.values() if document.publisher)
    names = {d.publisher: desk.catalogue.publisher_name(d.id) for d in documents.values()}
    return _named(counts, names)


def _years(desk: Desk) -> tuple[tuple[str, str], ...]:
    catalogue = desk.catalogue
    found = [
        when.value(c.said) if when.is_calendar(c.said) else when.day_of(c.first_seen)
        for c in catalogue.claims.values()
    ]
    for identity, document in catalogue.documents.items():
        stated = when.to_the_day(when.stamp(catalogue.newest[identity].published))
        found.append(stated if stated.iso else when.day_of(document.first_seen))
    years = {day.iso[:4] for day in found if day.iso[:4].isdigit()}
    return tuple((year, year) for year in sorted(years, reverse=True))
