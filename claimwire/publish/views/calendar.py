"""The calendar: what is due and what was due, with the files that calendar programs read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.publish import calendars, routes, text, when
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import EventLine, Filters, Link, Page
from claimwire.publish.views.filtering import filters
from claimwire.publish.when import Day, When

_PAST = 60

KINDS = {"due": "to come", "was-due": "was due"}


@dataclass(frozen=True, slots=True)
class Month:
    """Dates of one month in order of time; ``id`` is its anchor."""

    id: str
    heading: str
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A calendar file."""

    dispute: Link
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class CalendarView:
    as_of: When | None
    to_come: int
    filters: Filters | None
    months: tuple[Month, ...]
    past: tuple[EventLine, ...]
    more_past: int
    subscriptions: tuple[Subscription, ...]


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the one page."""
    planned = desk.catalogue.upcoming
    to_come = set(planned)
    events = desk.catalogue.events
    over = [e.id for e in events.values() if e.status == "planned" and e.id not in to_come]
    over.reverse()
    yield Page(
        path=routes.DATES,
        template="calendar.html",
        title="Calendar",
        section="calendar",
        description=f"{text.plural(len(planned), 'date')} to come, and what was due.",
        crumbs=(HOME,),
        calendar=calendars.of_site(desk),
        scripts=("filter",),
        json_path=routes.json_of(routes.DATES),
        record=lambda: {
            "to_come": desk.record_list("events", planned),
            "was_due": desk.record_list("events", over),
        },
        about=lambda: [desk.linked.event(events[e]) for e in planned],
        view=lambda: _view(desk, planned, over),
    )


def _view(desk: Desk, planned: tuple[str, ...], over: list[str]) -> CalendarView:
    as_of = desk.catalogue.publication.as_of
    past = tuple(desk.cards.event(e) for e in over[:_PAST])
    months: dict[Day, list[EventLine]] = {}
    for identity in planned:
        day = when.parse(desk.catalogue.events[identity].date) or Day(0)
        months.setdefault(Day(day.year, day.month), []).append(desk.cards.event(identity))
    lines = [line for found in months.values() for line in found]
    return CalendarView(
        as_of=when.day_of(as_of) if as_of else None,
        to_come=len(planned),
        filters=filters(desk, (line.tags for line in (*lines, *past)), unit="date", kinds=KINDS),
        months=tuple(_month(day, found) for day, found in months.items()),
        past=past,
        more_past=len(over) - len(past),
        subscriptions=tuple(
            Subscription(
                Link(text.title(dispute.title), routes.dispute(dispute.id)),
                path,
                len(desk.catalogue.events_by_dispute.get(dispute.id, ())),
            )
            for dispute in desk.catalogue.disputes
            if (path := calendars.of_dispute(desk, dispute.id))
        ),
    )


def _month(day: Day, lines: list[EventLine]) -> Month:
    if not day.month:
        return Month(f"year-{day.year}", f"{day.year}, month not stated", tuple(lines))
    heading = when.month_words(day.year, day.month)
    return Month(f"month-{day.year}-{day.month:02}", heading, tuple(lines))
