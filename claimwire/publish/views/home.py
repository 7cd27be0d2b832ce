"""What is new: the page that an analyst keeps open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import ACCUSING_ACTS
from claimwire.publish import calendars, columns, routes, text, when, words
from claimwire.publish.desk import Desk
from claimwire.publish.parts import ClaimLine, Columns, DeltaLine, EventLine, Filters, Link, Page
from claimwire.publish.views import disputes, sources
from claimwire.publish.views.disputes import DisputeLine
from claimwire.publish.views.filtering import filters
from claimwire.publish.when import When

_DAYS = 14  # newest days with news
_LINES = 100
_DISPUTES = 8
_UPCOMING = 8
_EMERGING = 4
_UNANSWERED = 8
_WEEKS = 26  # in the small strips
_RAIL = 248  # width of a chart in the rail
_SPAN = 60  # days that the chart of acts covers


@dataclass(frozen=True, slots=True)
class DisputeNews:
    dispute: Link | None
    lines: tuple[DeltaLine, ...]


@dataclass(frozen=True, slots=True)
class DayNews:
    day: When
    count: int
    disputes: tuple[DisputeNews, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    filters: Filters | None
    days: tuple[DayNews, ...]
    more: int
    activity: Columns | None
    disputes: tuple[DisputeLine, ...]
    upcoming: tuple[EventLine, ...]
    unanswered: tuple[ClaimLine, ...]
    more_unanswered: int
    emerging: tuple[tuple[When, Link], ...]  # relevant, but of no dispute: when first seen, story
    more_emerging: int
    as_of: When | None
    coverage: str
    silent: tuple[Link, ...]
    counts: tuple[tuple[str, int, str], ...]  # (words, number, path)


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the home page."""
    days, shown = _days(desk)
    yield Page(
        path=routes.HOME,
        template="home.html",
        title="What is new",
        section="home",
        description="New claims, origins, answers and dates, newest first.",
        feeds=(desk.cards.feed("all", "Everything new"),),
        calendar=calendars.of_site(desk),
        scripts=("filter",),
        json_path=routes.json_of(routes.HOME),
        record=lambda: {"deltas": desk.record_list("deltas", shown)},
        about=lambda: [desk.linked.site()],
        view=lambda: _view(desk, days, shown),
    )


def _view(desk: Desk, days: tuple[DayNews, ...], shown: list[str]) -> HomeView:
    catalogue, cards = desk.catalogue, desk.cards
    unanswered = cards.by_date(c.id for c in catalogue.claims.values() if catalogue.unanswered(c))
    emerging = [story for story in catalogue.stories.values() if story.emerging]
    ill = sources.ill(desk)
    as_of = catalogue.publication.as_of
    return HomeView(
        filters=filters(
            desk,
            (cards.delta(d).tags for d in shown),
            unit="piece of news",
            units="pieces of news",
            kinds={kind.value.replace("_", "-"): word for kind, word in words.DELTA_WORD.items()},
        ),
        days=days,
        more=len(catalogue.deltas) - len(shown),
        activity=_activity(desk),
        disputes=tuple(
            disputes.line(desk, dispute, until=catalogue.newest_claim, weeks=_WEEKS)
            for dispute in catalogue.disputes[:_DISPUTES]
        ),
        upcoming=tuple(cards.event(e) for e in catalogue.upcoming[:_UPCOMING]),
        unanswered=tuple(cards.claim(c) for c in unanswered[:_UNANSWERED]),
        more_unanswered=max(0, len(unanswered) - _UNANSWERED),
        emerging=tuple(
            (
                when.day_of(story.first_seen),
                Link(cards.document_link(story.headline_document).words, routes.story(story.id)),
            )
            for story in emerging[:_EMERGING]
        ),
        more_emerging=max(0, len(emerging) - _EMERGING),
        as_of=when.moment(as_of) if as_of else None,
        coverage=_coverage(desk, len(ill)),
        silent=tuple(Link(text.name(r.source.name), routes.source(r.source.id)) for r in ill),
        counts=_counts(desk),
    )


def _activity(desk: Desk) -> Columns | None:
    """Return the claims of the last days that have any, by what they do."""
    newest = desk.catalogue.newest_claim
    if newest is None:
        return None
    since = newest - dt.timedelta(days=_SPAN)
    return columns.by_act(
        (
            (claim.first_seen.astimezone(dt.UTC).date(), claim.stance)
            for claim in desk.catalogue.claims.values()
            if claim.first_seen > since
        ),
        identity="activity",
        title=f"New claims in the {_SPAN} days to {when.day_of(newest).words}",
        unit="claim",
        width=_RAIL,
    )


def _days(desk: Desk) -> tuple[tuple[DayNews, ...], list[str]]:
    days: dict[str, dict[str | None, list[str]]] = {}
    shown: list[str] = []
    for identity, delta in desk.catalogue.deltas.items():
        day = when.day_of(delta.learned_at).iso
        if len(shown) == _LINES or (day not in days and len(days) == _DAYS):
            break
        days.setdefault(day, {}).setdefault(delta.dispute_id, []).append(identity)
        shown.append(identity)
    found = tuple(
        DayNews(
            day=when.written(day),
            count=sum(len(ids) for ids in groups.values()),
            disputes=tuple(
                DisputeNews(
                    desk.cards.dispute(dispute),
                    tuple(desk.cards.delta(identity) for identity in ids),
                )
                for dispute, ids in groups.items()
            ),
        )
        for day, groups in days.items()
    )
    return found, shown


def _coverage(desk: Desk, silent: int) -> str:
    total = len(desk.catalogue.sources)
    if not total:
        return "No source is configured: the documents were taken in by hand."
    if not silent:
        return f"All {text.plural(total, 'source')} answer." if total > 1 else "The source answers."
    return f"{silent} of {text.plural(total, 'source')} silent"


def _counts(desk: Desk) -> tuple[tuple[str, int, str], ...]:
    catalogue = desk.catalogue
    accusations = sum(c.act in ACCUSING_ACTS for c in catalogue.claims.values())
    return (
        ("claims", len(catalogue.claims), routes.CLAIMS),
        ("accusations", accusations, routes.RESPONSES),
        ("answers and silences", len(catalogue.responses), routes.RESPONSES),
        ("stories", len(catalogue.stories), routes.STORIES),
        ("documents", len(catalogue.documents), routes.SOURCES),
    )
