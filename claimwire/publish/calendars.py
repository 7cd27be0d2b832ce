"""Calendars (RFC 5545, RFC 7986): the planned events of the site and of each dispute.

An entry is a whole day or several, as exact as the text was. Dates of which only the quarter or
the year is known are left to the timeline. Events that were due stay, so that a subscription never
loses an entry. Nothing depends on the time of the build: ``DTSTAMP`` is when we learned of the
event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from claimwire.model import Event
from claimwire.publish import routes, text, when
from claimwire.publish.desk import Desk

Days = tuple[dt.date, dt.date]

REFRESH = "PT6H"
"""How often a calendar program should ask again."""

_LONGEST = 31  # days; a longer span is no date that a calendar can show
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LINE = 75  # octets of a content line before it is folded


def calendars(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every calendar that has an entry: the format knows no empty one."""
    title = text.title(desk.settings.title)
    if found := entries(desk, desk.catalogue.events):
        yield routes.CALENDAR, _calendar(desk, "all", title, routes.TIMELINE, found)
    for dispute in desk.catalogue.disputes:
        if found := entries(desk, desk.catalogue.events_by_dispute.get(dispute.id, ())):
            scope = f"dispute/{dispute.id}"
            name = f"{title}: {text.title(dispute.title)}"
            yield (
                routes.feed(scope, "ics"),
                _calendar(desk, scope, name, routes.dispute(dispute.id), found),
            )


def of_site(desk: Desk) -> str:
    """Return the address of the site's calendar; empty where there is nothing to put into it."""
    return routes.CALENDAR if entries(desk, desk.catalogue.events) else ""


def of_dispute(desk: Desk, identity: str) -> str:
    """Return the address of a dispute's calendar, likewise."""
    planned = entries(desk, desk.catalogue.events_by_dispute.get(identity, ()))
    return routes.feed(f"dispute/{identity}", "ics") if planned else ""


def entries(desk: Desk, ids: Iterable[str]) -> list[tuple[Days, str]]:
    """Return the planned events among ``ids`` that a calendar can show, with the first and the
    last day of each, earliest first."""
    found = []
    for identity in ids:
        event = desk.catalogue.events[identity]
        days = when.days(event.date) if event.status == "planned" else None
        if days and (days[1] - days[0]).days < _LONGEST and days[1] < dt.date.max:
            found.append((days, identity))
    return sorted(found)


def _calendar(desk: Desk, scope: str, name: str, page: str, found: list[tuple[Days, str]]) -> bytes:
    base = routes.base(desk.settings.base_url)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//claimwire//claimwire//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"SOURCE;VALUE=URI:{routes.absolute(base, routes.feed(scope, 'ics'))}",
        f"URL:{routes.absolute(base, page)}",
    ]
    told = _told(desk)
    for days, identity in found:
        event = desk.catalogue.events[identity]
        lines += _entry(desk, event, days, told.get(identity) or _first_seen(desk, event), base)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _entry(desk: Desk, event: Event, days: Days, learned: dt.datetime, base: str) -> list[str]:
    line = desk.cards.event(event.id)
    exact = days[0] == days[1]
    note = f" ({line.when.note})" if line.when.note else ""
    said = f"“{line.quote.words}” – {line.quote.publisher}"
    categories = [f"CATEGORIES:{_escaped(line.dispute.words)}"] if line.dispute else []
    return [
        "BEGIN:VEVENT",
        f"UID:{event.id}@{urlsplit(base).hostname}",
        f"DTSTAMP:{learned.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}",
        f"DTEND;VALUE=DATE:{days[1] + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(text.shorten(line.title.words, 120))}",
        f"DESCRIPTION:{_escaped(f'{line.when.words}{note}. {said}')}",
        f"URL:{routes.absolute(base, line.title.path or routes.TIMELINE)}",
        *categories,
        "SEQUENCE:0",
        f"STATUS:{'CONFIRMED' if exact else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _told(desk: Desk) -> dict[str, dt.datetime]:
    """Return when the first news of each event came, by event."""
    deltas = desk.catalogue.deltas.values()  # newest first, so that the oldest is put last
    return {delta.event_id: delta.learned_at for delta in deltas if delta.event_id}


def _first_seen(desk: Desk, event: Event) -> dt.datetime:
    """Return when we first saw a document that speaks of an event."""
    held = (desk.catalogue.publication.documents.get(e.document_id) for e in event.evidence)
    return min((document.first_seen for document in held if document), default=_EPOCH)


def _escaped(words: str) -> str:
    for character in "\\;,":
        words = words.replace(character, "\\" + character)
    return words.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a content line with its end, folded at 75 octets and never inside a character."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        data = character.encode("utf-8", "replace")
        if len(part) + len(data) > _LINE:
            parts.append(part)
            part = b" "
        part += data
    return b"\r\n".join([*parts, part]) + b"\r\n"
