"""Sources and status: what the window covers, and what it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from claimwire.model import SourceReport
from claimwire.publish import charts, codes, routes, text, when, words
from claimwire.publish.cards import newest
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import Badge, DocumentLine, Fact, Link, Out, Page, Strip
from claimwire.publish.when import When

_CRUMB = Link("Sources", routes.SOURCES)
_DOCUMENTS = 60
_FAILURES = 50
_QUIET = 14  # days without a document that are worth a word


@dataclass(frozen=True, slots=True)
class SourceLine:
    link: Link
    health: Badge
    documents: int
    relevant: int
    last: When | None
    perspective: str
    error: str


@dataclass(frozen=True, slots=True)
class SourcesView:
    lines: tuple[SourceLine, ...]
    ill: int


@dataclass(frozen=True, slots=True)
class SourceView:
    name: str
    health: Badge
    told: tuple[str, ...]
    error: str
    strip: Strip | None
    facts: tuple[Fact, ...]
    note: str
    documents: tuple[DocumentLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FailureLine:
    original: Out
    publisher: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatusView:
    as_of: When | None
    build: str
    data: str
    pipeline: str
    resolver: str
    knowledge: str
    counts: tuple[tuple[str, int], ...]
    health: tuple[tuple[Badge, int], ...]
    ill: tuple[SourceLine, ...]
    backlog: tuple[tuple[str, int], ...]
    failures: tuple[FailureLine, ...]
    more_failures: int
    withheld: int


def pages(desk: Desk, build: str) -> Iterator[Page]:
    """Yield the index of sources, a page per source, and the status page."""
    yield _index(desk)
    for report in desk.catalogue.sources.values():
        yield _page(desk, report)
    yield _status(desk, build)


def health(report: SourceReport) -> Badge:
    """Return the state of a source as a badge."""
    state = report.state.health
    if not report.source.enabled:
        return Badge("off", "off", "switched off")
    kind = "well" if state in words.HEALTHY else "ill" if state in words.SILENT else "new"
    return Badge(kind, state.value, words.HEALTH_WORDS[state])


def ill(desk: Desk) -> list[SourceReport]:
    """Return the sources from which news would be missed."""
    return [r for r in desk.catalogue.sources.values() if health(r).kind == "ill"]


def _line(report: SourceReport) -> SourceLine:
    source = report.source
    sides = [text.name(source.perspective)] + (["state media"] if source.state_media else [])
    return SourceLine(
        link=Link(text.name(source.name) or source.id, routes.source(source.id)),
        health=health(report),
        documents=report.documents,
        relevant=report.relevant,
        last=when.day_of(report.last_document) if report.last_document else None,
        perspective=", ".join(side for side in sides if side),
        error=text.title(report.state.last_error),
    )


def _index(desk: Desk) -> Page:
    reports = desk.catalogue.sources
    return Page(
        path=routes.SOURCES,
        template="sources.html",
        title="Sources",
        section="sources",
        description=f"{text.plural(len(reports), 'source')} with their health.",
        crumbs=(HOME,),
        json_path=routes.json_of(routes.SOURCES),
        record=lambda: {"sources": desk.record_list("sources", reports)},
        view=lambda: SourcesView(
            tuple(
                sorted((_line(r) for r in reports.values()), key=lambda x: x.health.kind != "ill")
            ),
            len(ill(desk)),
        ),
    )


def _page(desk: Desk, report: SourceReport) -> Page:
    source = report.source
    path = routes.source(source.id)
    name = text.name(source.name) or source.id
    held = desk.catalogue.documents_by_source.get(source.id, ())
    return Page(
        path=path,
        template="source.html",
        title=f"{name} (source)",
        section="sources",
        description=f"What we take from {name}, and how it is.",
        crumbs=(HOME, _CRUMB),
        json_path=routes.json_of(path),
        record=lambda: {"source": desk.records.source(source.id), "documents": list(held)},
        view=partial(_view, desk, report, held),
    )


def _view(desk: Desk, report: SourceReport, held: tuple[str, ...]) -> SourceView:
    source, state = report.source, report.state
    documents, more = newest(held, _DOCUMENTS)
    publisher = desk.catalogue.publication.knowledge.publishers.get(source.publisher)
    return SourceView(
        name=text.name(source.name) or source.id,
        health=health(report),
        told=_told(desk, report),
        error=text.title(state.last_error),
        note=text.title(source.note, limit=600),
        strip=_days(desk, report, held),
        documents=tuple(desk.cards.document(d) for d in documents),
        more=more,
        facts=tuple(
            fact
            for fact in (
                Fact("Publisher", (Link(text.name(publisher.name if publisher else "")),)),
                Fact("Owner", (Link(text.name(publisher.family if publisher else "")),)),
                Fact("Perspective", (Link(_line(report).perspective),)),
                Fact("Country", (Link(codes.country(source.country)),)),
                Fact("Language", (Link(codes.language(source.language)),)),
                Fact("Kind", (Link(words.SOURCE_KIND_WORD[source.kind]),)),
                Fact("Address", (Link(text.title(state.url or source.url)),)),
                Fact("Taken", (Link(words.FETCH_WORDS[source.fetch]),)),
                Fact("Rights reserved", (Link(text.title(state.rights or "")),)),
                Fact("Documents", (Link(text.number(report.documents)),)),
                Fact("Relevant", (Link(text.number(report.relevant)),)),
                Fact("Last document", (Link(_or_never(report.last_document)),)),
                Fact("Last good answer", (Link(_or_never(state.last_success)),)),
                Fact("Failures in a row", (Link(text.number(state.failures)),)),
            )
            if fact.items[0].words
        ),
    )


def _told(desk: Desk, report: SourceReport) -> tuple[str, ...]:
    """Return in sentences how a source is and what that means for the site."""
    state, badge = report.state, health(report)
    as_of = desk.catalogue.publication.as_of
    told = []
    if badge.kind == "off":
        told.append("It is switched off: nothing that it publishes reaches this site.")
    elif badge.kind == "ill":
        since = f" since {when.moment(state.last_success).words}" if state.last_success else ""
        told.append(f"What it published{since} is missing from this site.")
    elif badge.kind == "new":
        told.append("It has not answered yet, so nothing of it is on record.")
    last = report.last_document
    if as_of and last and badge.kind == "well" and (as_of - last).days > _QUIET:
        day = when.day_of(last).words  # not for how many days: that would change daily
        told.append(f"It answers, but nothing new has come from it since {day}.")
    expected = report.source.expected_per_week
    if expected:
        told.append(f"About {expected:g} documents a week are expected of it.")
    return tuple(told)


def _days(desk: Desk, report: SourceReport, held: tuple[str, ...]) -> Strip | None:
    """Return its relevant documents per week, up to the newest thing in the data."""
    return charts.activity(
        (desk.catalogue.documents[d].first_seen for d in held),
        identity="activity",
        title="Relevant documents per week",
        unit="document",
        until=desk.catalogue.publication.as_of,
    )


def _or_never(at: dt.datetime | None) -> str:
    return when.moment(at).words if at else "never yet"


def _in_order(state: str) -> tuple[int, str]:
    """Return the place of a reason for not being shown: in order of the work, unknown ones last."""
    known = list(words.BACKLOG_WORDS)
    return (known.index(state) if state in known else len(known), state)


def _status(desk: Desk, build: str) -> Page:
    catalogue = desk.catalogue
    publication = catalogue.publication
    reports = catalogue.sources.values()
    badges = [health(r) for r in reports]
    kinds = {badge.words: badge for badge in badges}
    failed = publication.not_taken_in
    counts = (
        ("documents shown", len(catalogue.documents)),
        ("documents read, shown or not", publication.read),
        ("claims", len(catalogue.claims)),
        ("responses", len(catalogue.responses)),
        ("stories", len(catalogue.stories)),
        ("events", len(catalogue.events)),
        ("entities", len(catalogue.faces)),
    )
    return Page(
        path=routes.STATUS,
        template="status.html",
        title="Status",
        section="",
        description="Health of the sources, what is not shown, and what failed.",
        crumbs=(HOME,),
        json_path=routes.json_of(routes.STATUS),
        record=lambda: {
            "build": build,
            "as_of": publication.as_of.isoformat() if publication.as_of else None,
            "pipeline": publication.pipeline,
            "counts": dict(counts),
            "backlog": dict(sorted(publication.backlog.items())),
            "withheld_statements": catalogue.withheld,
            "sources": desk.record_list("sources", catalogue.sources),
        },
        view=lambda: StatusView(
            as_of=when.moment(publication.as_of) if publication.as_of else None,
            build=build,
            data=publication.generated_from,
            pipeline=text.name(publication.pipeline),
            resolver=text.name(publication.resolution.version),
            knowledge=publication.knowledge.digest[:16],
            counts=counts,
            health=tuple(
                (kinds[name], sum(b.words == name for b in badges)) for name in sorted(kinds)
            ),
            ill=tuple(_line(r) for r in ill(desk)),
            backlog=tuple(
                (words.BACKLOG_WORDS.get(state, text.name(state)), publication.backlog[state])
                for state in sorted(publication.backlog, key=_in_order)
            ),
            failures=tuple(
                FailureLine(
                    Out(text.title(d.url), routes.outside(d.url)),
                    catalogue.publisher_of(d),
                    d.status.value,
                    text.title(d.failure) or "no reason recorded",
                )
                for d in failed[:_FAILURES]
            ),
            more_failures=max(0, len(failed) - _FAILURES),
            withheld=catalogue.withheld,
        ),
    )
