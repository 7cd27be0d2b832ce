"""Calendars (RFC 5545, RFC 7986): the planned events of the site and of each dispute.

An entry is a whole day or several, as exact as the text was. Dates of which only the quarter or
the year is known are left to the timeline. Events that were due stay, so that a subscription never
loses an entry. Nothing depends on the time of the build: ``DTSTAMP`` is when we learned of the
event, or when it changed. An entry that has other days, another status or another title than it was
last told with has a higher ``SEQUENCE``; one that is no longer on record is told as cancelled.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from claimwire.model import Event
from claimwire.publish import routes, text, when
from claimwire.publish.desk import Desk
from claimwire.publish.memory import Told

Days = tuple[dt.date, dt.date]

REFRESH = "PT6H"
"""How often a calendar program should ask again."""

_LONGEST = 31  # days; a longer span is no date that a calendar can show
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_REMEMBERED = dt.timedelta(days=90)  # after its day, an entry that is off is forgotten
_CANCELLED = "cancelled"
_MEANT = ("DTSTART", "DTEND", "SUMMARY", "STATUS")  # a change of these is told by SEQUENCE
_LINE = 75  # octets of a content line before it is folded


class Calendars:
    """All calendars of one build; ``told`` is what is to be remembered for the next."""

    def __init__(self, desk: Desk, before: Mapping[str, Told]) -> None:
        self._desk = desk
        self._base = routes.base(desk.settings.base_url)
        self._now = desk.catalogue.publication.as_of or _EPOCH
        self._days = {identity: days for days, identity in entries(desk, desk.catalogue.events)}
        learned = _learned(desk)
        self.told = {
            identity: self._telling(identity, before.get(identity), learned)
            for identity in self._days
        }
        self._cancel(before)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, bytes) of every calendar with an entry: the format knows no empty one."""
        title = text.title(self._desk.settings.title)
        if self.told:
            yield routes.CALENDAR, self._file("all", title, routes.TIMELINE, list(self.told))
        for dispute in self._desk.catalogue.disputes:
            held = self._desk.catalogue.events_by_dispute.get(dispute.id, ())
            found = [identity for _, identity in entries(self._desk, held)]
            if found:
                scope = f"dispute/{dispute.id}"
                name = f"{title}: {text.title(dispute.title)}"
                yield (
                    routes.feed(scope, "ics"),
                    self._file(scope, name, routes.dispute(dispute.id), found),
                )

    def _telling(self, identity: str, before: Told | None, learned: dict[str, dt.datetime]) -> Told:
        event = self._desk.catalogue.events[identity]
        lines = tuple(_entry(self._desk, event, self._days[identity], self._base))
        meant = "\n".join(line for line in lines if line.startswith(_MEANT))
        digest = hashlib.blake2b(meant.encode("utf-8", "replace"), digest_size=6).hexdigest()
        if before is None:
            first = learned.get(identity) or _first_seen(self._desk, event)
            return Told(digest, 0, _utc(first), lines)
        if before.meaning == digest:
            return Told(digest, before.sequence, before.at, lines)
        return Told(digest, before.sequence + 1, _utc(self._now), lines)

    def _cancel(self, before: Mapping[str, Told]) -> None:
        """Keep telling, until its day is long over, that an entry is off."""
        oldest = f"{self._now - _REMEMBERED:%Y%m%d}" if self._now > _EPOCH + _REMEMBERED else ""
        for identity, told in before.items():
            ends = next((line for line in told.lines if line.startswith("DTEND")), "")
            if identity in self.told or ends.rpartition(":")[2] < oldest:
                continue
            if told.meaning == _CANCELLED:
                self.told[identity] = told
                continue
            kept = (line for line in told.lines if not line.startswith("STATUS:"))
            lines = (*kept, "STATUS:CANCELLED")
            self.told[identity] = Told(_CANCELLED, told.sequence + 1, _utc(self._now), lines)

    def _file(self, scope: str, name: str, page: str, ids: list[str]) -> bytes:
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
            f"SOURCE;VALUE=URI:{routes.absolute(self._base, routes.feed(scope, 'ics'))}",
            f"URL:{routes.absolute(self._base, page)}",
        ]
        host = urlsplit(self._base).hostname
        for identity in ids:
            told = self.told[identity]
            lines += ["BEGIN:VEVENT", f"UID:{identity}@{host}", f"DTSTAMP:{told.at}"]
            lines += [f"LAST-MODIFIED:{told.at}"] if told.sequence else []
            lines += [*told.lines, f"SEQUENCE:{told.sequence}", "END:VEVENT"]
        lines.append("END:VCALENDAR")
        return b"".join(_folded(line) for line in lines)


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


def _entry(desk: Desk, event: Event, days: Days, base: str) -> list[str]:
    line = desk.cards.event(event.id)
    exact = days[0] == days[1]
    note = f" ({line.when.note})" if line.when.note else ""
    said = f"“{line.quote.words}” – {line.quote.publisher}"
    categories = [f"CATEGORIES:{_escaped(line.dispute.words)}"] if line.dispute else []
    return [
        f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}",
        f"DTEND;VALUE=DATE:{days[1] + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(text.shorten(line.title.words, 120))}",
        f"DESCRIPTION:{_escaped(f'{line.when.words}{note}. {said}')}",
        f"URL:{routes.absolute(base, line.title.path or routes.TIMELINE)}",
        *categories,
        f"STATUS:{'CONFIRMED' if exact else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
    ]


def _utc(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _learned(desk: Desk) -> dict[str, dt.datetime]:
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
