"""Which renditions go into the demo archive, and when each was captured in the simulation.

Every decision is data with its reason beside it. The rules, in this order:

1. The two seeds are texts of others and are never shipped.
2. A page stays out when its note says that quotations or persons are invented, that it is satire,
   or that a machine spun or wrote it without the text we ship saying so.
3. Errors of a report (a wrong date, a slip in a figure, a figure put down to the wrong paper) stay:
   showing that sources differ is what the program is for.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from claimwire.errors import InputError

LEFT_OUT: Mapping[str, str] = {
    "cable-europeanpulse": "carries a State Department quotation and a Pentagon blacklist that no "
    "other page knows: probably invented",
    "gtig-okx-satire": "satire in the first person of a Google employee",
    "cable-rswebsols-2": "a spun rewrite of the Reuters story; the other page of that host is kept",
    "cable-clauding": "the page labels itself machine-written, and the rendition lost that label",
}
"""Renditions that are not shipped, with the reason."""

KEPT: Mapping[str, str] = {
    "cable-czarnik-31933": "a mirror put through machine translation: its quotations are worded "
    "otherwise than elsewhere, but none is invented, and it is the only early take",
    "cable-chaobro": "puts Anthropic's figures down to the cable: wrong, but not invented",
    "bartz-p4sc4l": "written by a chatbot, and its first line says so",
    "bill-chatforest": "written by a chatbot, and its last sentence says so",
    "bartz-recordofrecord": "says that the settlement cleared where another page says that it was "
    "taken under submission: a conflict to show",
    "ostp-aidaily": "dates the committee vote a day late: a conflict to show",
    "bill-legalnews": "gives 20 April where the bill gives 15 April: a conflict to show",
    "getty-chambers": "two slips of its source (November 2024, Perplexity)",
    "bartz-dailyjournal": "writes $1.5 million for $1.5 billion",
}
"""Renditions with a note or a known defect that are shipped all the same, with the reason."""

CAPTURED: Mapping[str, str] = {
    # Takes of one wire story, in the order that their contents show.
    "cable-czarnik-31933": "2026-04-24T18:40",  # the embassy had not yet answered
    "cable-czarnik-31346": "2026-04-24T22:10",  # it has
    "cable-pubgpclite-14705": "2026-04-24T23:25",
    "cable-chaobro": "2026-04-28T09:15",  # speaks of "late April"
    # Pages whose own words put them later than the day of their event.
    "gtig-nextfin-1": "2026-02-16T15:05",  # "on Monday, February 16, 2026"
    "gtig-nextfin-2": "2026-02-17T11:30",  # follows the former at the same outlet
    "alibaba-globaltimes": "2026-06-25T13:20",  # "Reuters reported on Thursday"
    "bill-legalnews": "2026-04-22T14:45",  # knows of 20 April
    # Dated to the month only.
    "bartz-ailegaljournal": "2025-09-10T16:00",  # knows of the hearing of 8 September
    "off-ip-smallbizlaw": "2022-11-15T17:00",
    # No date and no group: a day on which what the page knows was news.
    "ostp-justsecurity": "2026-05-06T14:00",
    "bill-chatforest": "2026-07-01T12:00",
    "hearing-legis1": "2026-04-10T15:30",
    "bartz-substack": "2025-10-10T13:00",
    "tracker-bannerwitcoff": "2026-02-03T15:00",
    "off-ipo-geolive": "2026-01-09T10:40",
    "off-v4-lapaas": "2026-04-24T16:20",
    "off-kimi-formula1": "2025-03-17T09:00",
    "off-kimi-sanmarino": "2025-10-15T12:30",
}
"""Simulated times of capture (UTC) that do not follow from the publication or event date."""

DAY_FOR_UNDATED = "2026-05-20"
"""Simulated day of capture of pages that belong to no dispute and state no date."""


@dataclass(frozen=True, slots=True)
class Page:
    """One rendition with everything that the archive needs of it."""

    id: str
    url: str
    publisher: str
    title: str | None  # None: unknown
    text: str
    published: str | None  # ISO date, may be only a month; None: the page states no date
    published_source: str | None  # meta, text or url: where the original stated it
    language: str
    kind: str
    captured: dt.datetime  # simulated

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc.lower()

    @property
    def day(self) -> str | None:
        """The date of publication where it is known to the day, the least that a feed may say."""
        return self.published if self.published and len(self.published) == 10 else None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(part for part in self.text.split("\n\n") if part.strip())


def load(articles: Path, clusters: Path) -> tuple[Page, ...]:
    """Read the renditions that belong into the archive, in the order of the file.

    Raises
    ------
    InputError
        If a line is not an article, or a decision in this module names an unknown page.
    """
    event_dates = _event_dates(clusters)
    pages: list[Page] = []
    seen: set[str] = set()
    for number, line in enumerate(articles.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            seen.add(row["id"])
            if row["text_kind"] != "rendition" or row["id"] in LEFT_OUT:
                continue
            pages.append(_page(row, event_dates.get(row["id"])))
        except (ValueError, KeyError) as error:
            raise InputError(f"{articles}:{number}: not an article: {error!r}") from error
    unknown = sorted((LEFT_OUT.keys() | KEPT.keys() | CAPTURED.keys()) - seen)
    if unknown:
        raise InputError(f"{articles}: lacks pages that crawler/demo/selection.py names: {unknown}")
    return tuple(pages)


def _page(row: Mapping[str, str | None], event_date: str | None) -> Page:
    identifier = str(row["id"])
    published = row["published"]
    return Page(
        id=identifier,
        url=str(row["url"]),
        publisher=str(row["publisher"]),
        title=row["title"],
        text=str(row["text"]),
        published=published,
        published_source=row["published_source"],
        language=str(row["language"]),
        kind=str(row["kind"]),
        captured=_captured(identifier, published, event_date),
    )


def _event_dates(clusters: Path) -> dict[str, str]:
    groups = json.loads(clusters.read_text(encoding="utf-8"))["clusters"]
    return {name: group["event_date"] for group in groups for name in group["ids"]}


def _captured(identifier: str, published: str | None, event_date: str | None) -> dt.datetime:
    """Return the simulated time of capture: some hours after publication, some days after event."""
    if identifier in CAPTURED:
        return dt.datetime.fromisoformat(CAPTURED[identifier]).replace(tzinfo=dt.UTC)
    dice = hashlib.sha256(identifier.encode()).digest()
    days = 0 if published else dice[0] % 3
    day = dt.date.fromisoformat(published or event_date or DAY_FOR_UNDATED)
    moment = dt.datetime.combine(day, dt.time(9 + dice[1] % 14, dice[2] % 60), tzinfo=dt.UTC)
    return moment + dt.timedelta(days=days)
