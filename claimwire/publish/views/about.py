"""Data and feeds, method, corrections, and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import ACCUSING_ACTS, STANCE_OF, Act, DeltaKind, JudgedKind, Judgement
from claimwire.publish import calendars, database, routes, stix, text, when, words
from claimwire.publish.catalogue import MIN_CONFIDENCE
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import Badge, DeltaLine, Feed, Link, Page
from claimwire.publish.scopes import scopes
from claimwire.publish.tables import TABLES
from claimwire.publish.when import When

_WHOLE = (
    (database.NAME, "all tables in one SQLite file, with keys and full-text search"),
    (stix.NAME, "claims, answers and actors as a STIX 2.1 bundle"),
)


@dataclass(frozen=True, slots=True)
class TableLine:
    name: str
    meaning: str
    rows: int
    data: str
    csv: str
    schema: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one kind; a quiet one has had no news yet."""

    heading: str
    feeds: tuple[Feed, ...]
    quiet: int


@dataclass(frozen=True, slots=True)
class DataView:
    tables: tuple[TableLine, ...]
    whole: tuple[tuple[str, str, str], ...]  # (address, name, what it is)
    manifest: str
    opml: str
    groups: tuple[FeedGroup, ...]
    base_url: str


@dataclass(frozen=True, slots=True)
class MethodView:
    acts: tuple[tuple[str, tuple[Badge, ...]], ...]  # by stance, with what they have in common
    accusing: str
    threshold: float
    words: int
    pipeline: str
    resolver: str
    judgements: int


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """A person's decision that is in force."""

    id: str
    when: When
    what: str
    parts: tuple[Link, ...]
    verdict: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    lines: tuple[DeltaLine, ...]
    revisions: tuple[DeltaLine, ...]
    more_revisions: int
    judgements: tuple[JudgementLine, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class NotFoundView:
    links: tuple[Link, ...]


_REVISIONS = 50


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the four pages."""
    yield _data(desk)
    yield _method(desk)
    yield _corrections(desk)
    links = (
        Link("What is new", routes.HOME),
        Link("Disputes", routes.DISPUTES),
        Link("Claims by month", routes.CLAIMS),
        Link("Entities from A to Z", routes.ENTITIES),
        Link("Search", routes.SEARCH),
    )
    yield Page(
        path=routes.NOT_FOUND,
        template="404.html",
        title="No such page",
        section="",
        view=lambda: NotFoundView(links),
    )


def _data(desk: Desk) -> Page:
    files = [(f"{table.name} (JSON Lines)", routes.data(f"{table.name}.jsonl")) for table in TABLES]
    kinds = [(name, path, "application/jsonl") for name, path in files]
    kinds.append(("SQLite", routes.data(database.NAME), "application/vnd.sqlite3"))
    kinds.append(("STIX 2.1", routes.data(stix.NAME), "application/stix+json"))
    return Page(
        path=routes.DATA,
        template="data.html",
        title="Data and feeds",
        section="data",
        description="Downloads with their schemas, and feeds per site, dispute and entity.",
        crumbs=(HOME,),
        feeds=(desk.cards.feed("all", "Everything new"),),
        calendar=calendars.of_site(desk),
        about=lambda: [desk.linked.dataset(kinds)],
        view=lambda: _data_view(desk),
    )


def _data_view(desk: Desk) -> DataView:
    ids = desk.records.ids()
    return DataView(
        tables=tuple(
            TableLine(
                name=table.name,
                meaning=table.meaning,
                rows=len(ids[table.name]),
                data=routes.data(f"{table.name}.jsonl"),
                csv=routes.data(f"{table.name}.csv"),
                schema=routes.data(f"{table.name}.schema.json"),
                fields=tuple((f.name, f.type, f.meaning) for f in table.fields),
            )
            for table in TABLES
        ),
        whole=tuple((routes.data(name), name, what) for name, what in _WHOLE),
        manifest=routes.data("manifest.json"),
        opml=routes.OPML,
        groups=_feeds(desk),
        base_url=routes.outside(desk.settings.base_url),
    )


def _feeds(desk: Desk) -> tuple[FeedGroup, ...]:
    """Return the feeds by kind; of acts and entities only those that have had news."""
    found: dict[str, list[Feed]] = {}
    quiet: dict[str, int] = {}
    for scope in scopes(desk):
        feeds = found.setdefault(scope.group, [])
        if scope.items or scope.group not in {"Acts", "Entities"}:
            title = text.sentence_case(scope.title.removeprefix("act: "))
            feeds.append(desk.cards.feed(scope.id, title))
        else:
            quiet[scope.group] = quiet.get(scope.group, 0) + 1
    return tuple(
        FeedGroup(heading, tuple(feeds), quiet.get(heading, 0)) for heading, feeds in found.items()
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
        view=lambda: MethodView(
            acts=tuple(
                (meaning, tuple(desk.cards.act(a, stance) for a in Act if STANCE_OF[a] is stance))
                for stance, meaning in words.STANCE_WORDS.items()
            ),
            accusing=text.listed(sorted(words.ACT_NOUN[act] for act in ACCUSING_ACTS), most=9),
            threshold=MIN_CONFIDENCE,
            words=desk.settings.quotation_words,
            pipeline=text.name(publication.pipeline),
            resolver=text.name(publication.resolution.version),
            judgements=len(publication.judgements),
        ),
    )


def _corrections(desk: Desk) -> Page:
    kinds = {DeltaKind.CORRECTION, DeltaKind.RETRACTION}
    deltas = desk.catalogue.deltas.values()
    ids = [d.id for d in deltas if d.kind in kinds]
    revised = [d.id for d in deltas if d.kind is DeltaKind.REVISION]
    return Page(
        path=routes.CORRECTIONS,
        template="corrections.html",
        title="Corrections",
        section="",
        description="Corrections and retractions of the originals, and how to report ours.",
        crumbs=(HOME,),
        feeds=(desk.cards.feed("corrections", "Corrections"),),
        json_path=routes.json_of(routes.CORRECTIONS),
        record=lambda: {"deltas": desk.record_list("deltas", [*ids, *revised])},
        view=lambda: CorrectionsView(
            lines=tuple(desk.cards.delta(identity) for identity in ids),
            revisions=tuple(desk.cards.delta(identity) for identity in revised[:_REVISIONS]),
            more_revisions=max(0, len(revised) - _REVISIONS),
            judgements=tuple(
                _judgement(desk, j) for j in reversed(desk.catalogue.publication.judgements)
            ),
            contact=text.title(desk.settings.contact),
        ),
    )


def _judgement(desk: Desk, judgement: Judgement) -> JudgementLine:
    return JudgementLine(
        id=judgement.id,
        when=when.moment(judgement.at),
        what=words.JUDGED_WORD[judgement.kind],
        parts=tuple(_judged(desk, judgement.kind, part) for part in judgement.parts[:6]),
        verdict=words.VERDICT_WORDS[judgement.verdict],
        by=text.name(judgement.by) or "not named",
        note=text.title(judgement.note, limit=400),
    )


def _judged(desk: Desk, kind: JudgedKind, part: str) -> Link:
    if kind is JudgedKind.ENTITY:
        return desk.cards.entity(part, None, nobody=part)
    if kind is JudgedKind.STORY:
        return desk.cards.document_link(part)
    claim = desk.catalogue.claims.get(desk.catalogue.claim_of_statement.get(part, ""))
    if claim is None:
        return Link(part)
    return Link(desk.cards.claim_title(claim), routes.claim(claim.id))
