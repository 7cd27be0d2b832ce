"""Data and feeds, method, corrections, and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import ACCUSING_ACTS, STANCE_OF, Act, DeltaKind
from claimwire.publish import calendars, routes, text
from claimwire.publish.catalogue import MIN_CONFIDENCE
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import Badge, DeltaLine, Feed, Link, Page
from claimwire.publish.tables import TABLES


@dataclass(frozen=True, slots=True)
class TableLine:
    name: str
    meaning: str
    rows: int
    data: str
    schema: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DataView:
    tables: tuple[TableLine, ...]
    manifest: str
    opml: str
    site: Feed
    disputes: tuple[Feed, ...]
    entities: tuple[Feed, ...]
    base_url: str


@dataclass(frozen=True, slots=True)
class MethodView:
    acts: tuple[Badge, ...]
    accusing: str
    threshold: float
    words: int
    pipeline: str
    resolver: str


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    lines: tuple[DeltaLine, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class NotFoundView:
    links: tuple[Link, ...]


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the four pages."""
    yield _data(desk)
    yield _method(desk)
    yield _corrections(desk)
    yield Page(
        path=routes.NOT_FOUND,
        template="404.html",
        title="No such page",
        section="",
        view=NotFoundView(
            (
                Link("What is new", routes.HOME),
                Link("Disputes", routes.DISPUTES),
                Link("Claims by month", routes.CLAIMS),
                Link("Entities from A to Z", routes.ENTITIES),
            )
        ),
    )


def _data(desk: Desk) -> Page:
    cards, catalogue = desk.cards, desk.catalogue
    ids = desk.records.ids()
    return Page(
        path=routes.DATA,
        template="data.html",
        title="Data and feeds",
        section="data",
        description="Downloads with their schemas, and feeds per site, dispute and entity.",
        crumbs=(HOME,),
        calendar=calendars.of_site(desk),
        view=DataView(
            tables=tuple(
                TableLine(
                    name=table.name,
                    meaning=table.meaning,
                    rows=len(ids[table.name]),
                    data=routes.data(f"{table.name}.jsonl"),
                    schema=routes.data(f"{table.name}.schema.json"),
                    fields=tuple((f.name, f.type, f.meaning) for f in table.fields),
                )
                for table in TABLES
            ),
            manifest=routes.data("manifest.json"),
            opml=routes.OPML,
            site=cards.feed("all", "Everything new"),
            disputes=tuple(
                cards.feed(f"dispute/{d.id}", text.title(d.title)) for d in catalogue.disputes
            ),
            entities=tuple(
                cards.feed(f"entity/{e}", face.name)
                for e, face in catalogue.faces.items()
                if catalogue.deltas_by_entity.get(e)
            ),
            base_url=routes.outside(desk.settings.base_url),
        ),
    )


def _method(desk: Desk) -> Page:
    publication = desk.catalogue.publication
    return Page(
        path=routes.METHOD,
        template="method.html",
        title="Method",
        section="",
        description="How each number is made, and what this site cannot know.",
        crumbs=(HOME,),
        view=MethodView(
            acts=tuple(desk.cards.act(act, STANCE_OF[act]) for act in Act),
            accusing=text.listed(sorted(act.value for act in ACCUSING_ACTS), most=9),
            threshold=MIN_CONFIDENCE,
            words=desk.settings.quotation_words,
            pipeline=text.name(publication.pipeline),
            resolver=text.name(publication.resolution.version),
        ),
    )


def _corrections(desk: Desk) -> Page:
    kinds = {DeltaKind.CORRECTION, DeltaKind.RETRACTION}
    ids = [d.id for d in desk.catalogue.deltas.values() if d.kind in kinds]
    return Page(
        path=routes.CORRECTIONS,
        template="corrections.html",
        title="Corrections",
        section="",
        description="Corrections and retractions of the originals, and how to report ours.",
        crumbs=(HOME,),
        json_path=routes.json_of(routes.CORRECTIONS),
        record={"deltas": desk.record_list("deltas", ids)},
        view=CorrectionsView(
            tuple(desk.cards.delta(identity) for identity in ids),
            text.title(desk.settings.contact),
        ),
    )
