"""The timeline: what is due, a page for every month, and one for dates that have no month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from claimwire.publish import calendars, routes, text, when
from claimwire.publish.desk import HOME, Desk, by_month
from claimwire.publish.parts import EventLine, Filters, Link, Page, Sheet
from claimwire.publish.views.filtering import filters
from claimwire.publish.views.months import CROWDED, MOST, day_link, days_view
from claimwire.publish.when import Day, When

_CRUMB = Link("Timeline", routes.TIMELINE)
_NO_DAY = When("", "Day not stated")
_NEWEST = 100
_UPCOMING = 10

KINDS = {"past": "has happened", "due": "to come", "was-due": "was due"}


@dataclass(frozen=True, slots=True)
class DayGroup:
    day: When
    id: str
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of the calendar of months: a month without events has no link."""

    year: Link
    months: tuple[Link, ...]
    counts: tuple[int, ...]
    vague: int  # events of which only the year is known


@dataclass(frozen=True, slots=True)
class TimelineView:
    total: int
    shown: int
    filters: Filters | None
    upcoming: tuple[EventLine, ...]
    more_upcoming: int
    years: tuple[YearRow, ...]
    newest: tuple[DayGroup, ...]
    undated: Link | None


@dataclass(frozen=True, slots=True)
class MonthView:
    heading: str
    filters: Filters | None
    groups: tuple[DayGroup, ...]
    total: int
    more: int
    newer: Link | None
    older: Link | None
    up: Link


@dataclass(frozen=True, slots=True)
class YearView:
    row: YearRow
    events: tuple[EventLine, ...]
    year: int


def pages(desk: Desk) -> Iterator[Page | Sheet]:
    """Yield the overview, its months, its years, and the page of what has no date."""
    events = desk.catalogue.events
    days = {identity: when.parse(event.date) for identity, event in events.items()}
    months = by_month(((d.year, d.month), e) for e, d in days.items() if d and d.month)
    vague: dict[int, list[str]] = {}
    for identity, day in days.items():
        if day and not day.month:
            vague.setdefault(day.year, []).append(identity)
    undated = [identity for identity, day in days.items() if day is None]
    years = sorted({year for year, _ in months} | set(vague), reverse=True)
    rows = {year: _row(year, months, vague.get(year, [])) for year in years}
    yield _overview(desk, days, tuple(rows.values()), bool(undated))
    keys = list(months)
    for at, month in enumerate(keys):
        newer = keys[at - 1] if at else None
        older = keys[at + 1] if at + 1 < len(keys) else None
        if len(months[month]) > CROWDED:
            yield from _divided(desk, month, months[month], days, newer, older)
        else:
            yield Sheet(
                path=routes.timeline_month(*month),
                template="timeline_month.html",
                state=(newer, older, [desk.prints.event(e) for e in months[month]]),
                make=partial(_month_page, desk, month, months[month], days, newer, older),
            )
    for year in years:
        yield _year_page(desk, rows[year], year, vague.get(year, []))
    if undated:
        yield _undated_page(desk, undated)


def groups(desk: Desk, ids: list[str], days: dict[str, Day | None]) -> tuple[DayGroup, ...]:
    """Group events by day, newest day first; those without a day come last."""
    found: dict[Day, list[EventLine]] = {}
    ordered = sorted(ids, key=lambda e: (days[e] or Day(0), e), reverse=True)
    for identity in ordered:
        found.setdefault(days[identity] or Day(0), []).append(desk.cards.event(identity))
    dated = [(day, lines) for day, lines in found.items() if day.day]
    rest = [(day, lines) for day, lines in found.items() if not day.day]
    return tuple(_group(day, lines) for day, lines in [*dated, *rest])


def _group(day: Day, lines: list[EventLine]) -> DayGroup:
    if day.day:
        iso = f"{day.year:04}-{day.month:02}-{day.day:02}"
        return DayGroup(when.written(iso), f"day-{iso}", tuple(lines))
    words = f"{when.month_words(day.year, day.month)}, day not stated" if day.month else ""
    return DayGroup(When("", words) if words else _NO_DAY, f"month-{day.year}", tuple(lines))


def _row(year: int, months: dict[tuple[int, int], list[str]], vague: list[str]) -> YearRow:
    counts = tuple(len(months.get((year, month), ())) for month in range(1, 13))
    links = tuple(
        Link(when.MONTHS[at][:3], routes.timeline_month(year, at + 1) if count else "")
        for at, count in enumerate(counts)
    )
    return YearRow(Link(str(year), routes.timeline_year(year)), links, counts, len(vague))


def _filters(desk: Desk, lines: Iterable[EventLine]) -> Filters | None:
    return filters(desk, (line.tags for line in lines), unit="event", kinds=KINDS)


def _overview(
    desk: Desk, days: dict[str, Day | None], years: tuple[YearRow, ...], undated: bool
) -> Page:
    events = desk.catalogue.events
    planned = desk.catalogue.upcoming
    to_come = set(planned)
    past = [e for e in events if e not in to_come and (days[e] or Day(0)).day]
    newest = sorted(past, key=lambda e: (days[e] or Day(0), e), reverse=True)[:_NEWEST]

    def view() -> TimelineView:
        upcoming = tuple(desk.cards.event(e) for e in planned[:_UPCOMING])
        lines = [*upcoming, *(desk.cards.event(e) for e in newest)]
        return TimelineView(
            total=len(events),
            shown=len(lines),
            filters=_filters(desk, lines),
            upcoming=upcoming,
            more_upcoming=len(planned) - len(upcoming),
            years=years,
            newest=groups(desk, newest, days),
            undated=Link("Events whose date cannot be read", routes.UNDATED) if undated else None,
        )

    return Page(
        path=routes.TIMELINE,
        template="timeline.html",
        title="Timeline",
        section="timeline",
        description="Dated events on record, by month, and the dates to come.",
        crumbs=(HOME,),
        calendar=calendars.of_site(desk),
        scripts=("filter",),
        json_path=routes.json_of(routes.TIMELINE),
        record=lambda: {
            "upcoming": desk.record_list("events", planned),
            "newest": desk.record_list("events", newest),
        },
        view=view,
    )


def _month_page(
    desk: Desk,
    month: tuple[int, int],
    ids: list[str],
    days: dict[str, Day | None],
    newer: tuple[int, int] | None,
    older: tuple[int, int] | None,
) -> Page:
    path = routes.timeline_month(*month)
    heading = when.month_words(*month)
    return Page(
        path=path,
        template="timeline_month.html",
        title=f"Timeline: {heading}",
        section="timeline",
        description=f"{text.plural(len(ids), 'dated event')} in {heading}.",
        crumbs=(HOME, _CRUMB, Link(str(month[0]), routes.timeline_year(month[0]))),
        scripts=("filter",),
        json_path=routes.json_of(path),
        record=lambda: {"events": desk.record_list("events", ids)},
        view=lambda: MonthView(
            heading=heading,
            filters=_filters(desk, (desk.cards.event(e) for e in ids)),
            groups=groups(desk, ids, days),
            total=len(ids),
            more=0,
            newer=_link(newer),
            older=_link(older),
            up=_CRUMB,
        ),
    )


def _divided(
    desk: Desk,
    month: tuple[int, int],
    ids: list[str],
    days: dict[str, Day | None],
    newer: tuple[int, int] | None,
    older: tuple[int, int] | None,
) -> Iterator[Page | Sheet]:
    """Yield the page of a crowded month, which lists its days, and a page for each of them."""
    by_day: dict[int, list[str]] = {}
    for identity in ids:
        by_day.setdefault((days[identity] or Day(0)).day, []).append(identity)
    path = routes.timeline_month(*month)
    heading = when.month_words(*month)
    yield Page(
        path=path,
        template="days.html",
        title=f"Timeline: {heading}",
        section="timeline",
        description=f"{text.plural(len(ids), 'dated event')} in {heading}, by day.",
        crumbs=(HOME, _CRUMB, Link(str(month[0]), routes.timeline_year(month[0]))),
        json_path=routes.json_of(path),
        record=lambda: {"days": {f"{day:02}": found for day, found in by_day.items()}},
        view=lambda: days_view(
            month,
            by_day,
            kicker="Timeline",
            unit="dated event",
            route=routes.timeline_day,
            rest="Day not stated",
            newer=_link(newer),
            older=_link(older),
        ),
    )
    order = sorted(by_day, reverse=True)
    for at, day in enumerate(order):
        after = (*month, order[at - 1]) if at else None
        before = (*month, order[at + 1]) if at + 1 < len(order) and order[at + 1] else None
        yield Sheet(
            path=routes.timeline_day(*month, day),
            template="timeline_month.html",
            state=(after, before, [desk.prints.event(e) for e in by_day[day]]),
            make=partial(_day_page, desk, (*month, day), by_day[day], days, (after, before)),
        )


def _day_page(
    desk: Desk,
    day: tuple[int, int, int],
    ids: list[str],
    days: dict[str, Day | None],
    beside: tuple[tuple[int, int, int] | None, tuple[int, int, int] | None],
) -> Page:
    path = routes.timeline_day(*day)
    month = when.month_words(*day[:2])
    heading = f"{day[2]} {month}" if day[2] else f"{month}, day not stated"

    def view() -> MonthView:
        shown = ids[:MOST]
        return MonthView(
            heading=heading,
            filters=_filters(desk, (desk.cards.event(e) for e in shown)),
            groups=groups(desk, shown, days),
            total=len(ids),
            more=len(ids) - len(shown),
            newer=day_link(routes.timeline_day, beside[0]),
            older=day_link(routes.timeline_day, beside[1]),
            up=_CRUMB,
        )

    return Page(
        path=path,
        template="timeline_month.html",
        title=f"Timeline: {heading}",
        section="timeline",
        description=f"{text.plural(len(ids), 'dated event')}: {heading}.",
        crumbs=(
            HOME,
            _CRUMB,
            Link(str(day[0]), routes.timeline_year(day[0])),
            Link(month, routes.timeline_month(*day[:2])),
        ),
        scripts=("filter",),
        json_path=routes.json_of(path),
        record=lambda: {"events": desk.record_list("events", ids)},
        view=view,
    )


def _link(month: tuple[int, int] | None) -> Link | None:
    return Link(when.month_words(*month), routes.timeline_month(*month)) if month else None


def _year_page(desk: Desk, row: YearRow, year: int, vague: list[str]) -> Page:
    path = routes.timeline_year(year)
    return Page(
        path=path,
        template="timeline_year.html",
        title=f"Timeline: {year}",
        section="timeline",
        description=f"Events of {year} by month.",
        crumbs=(HOME, _CRUMB),
        json_path=routes.json_of(path),
        record=lambda: {
            "months": {f"{year:04}-{at + 1:02}": n for at, n in enumerate(row.counts) if n},
            "year_only": desk.record_list("events", vague),
        },
        view=lambda: YearView(row, tuple(desk.cards.event(e) for e in vague), year),
    )


def _undated_page(desk: Desk, ids: list[str]) -> Page:
    def view() -> MonthView:
        lines = tuple(desk.cards.event(e) for e in ids[:MOST])
        group = DayGroup(When("", "As stated"), "undated", lines)
        heading = "Dates that cannot be read"
        return MonthView(
            heading, None, (group,), len(ids), len(ids) - len(lines), None, None, _CRUMB
        )

    return Page(
        path=routes.UNDATED,
        template="timeline_month.html",
        title="Timeline: dates that cannot be read",
        section="timeline",
        description="Events whose date is not a calendar date.",
        crumbs=(HOME, _CRUMB),
        json_path=routes.json_of(routes.UNDATED),
        record=lambda: {"events": desk.record_list("events", ids)},
        view=view,
    )
