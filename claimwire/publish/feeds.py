"""Feeds of everything that can be followed: which items are in which document, and what changed.

The document that is subscribed to holds the newest items; Atom, the canonical form, has the others
in archive documents (RFC 5005). An archive holds fifty items counted from the oldest, so that it is
final once it is full: something new changes the newest document alone, and a full block of fifty
moves into an archive at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

from claimwire.publish import routes, text
from claimwire.publish.desk import Desk
from claimwire.publish.feed_items import (
    EPOCH,
    Item,
    item,
    meaning,
    moment,
    retracted,
    rfc822,
    tag,
    told_before,
)
from claimwire.publish.memory import Memory, Withdrawn
from claimwire.publish.prints import Print, print_of
from claimwire.publish.scopes import ALL, Scope, scopes
from claimwire.publish.syndication import Feed, Tombstone, Writer, opml

BLOCK = 50
"""Items of an archive document; the newest document holds from this many to just below twice."""

FORMS = ("atom", "rss", "json")
_REMEMBERED = dt.timedelta(days=90)  # how long a feed tells that an item was withdrawn
_ITEMS = 12_000  # kept for the next feed that holds them
_SUBTITLE = "New claims, origins, answers and dates, each with its evidence."


@dataclass(frozen=True, slots=True)
class File:
    """A file that is made only if its state is another one than in the last build."""

    path: str
    state: Any
    make: Callable[[], bytes]


class Feeds:
    """All feeds of one build, and what is to be remembered of them for the next."""

    def __init__(self, desk: Desk, memory: Memory, published: Path) -> None:
        self._desk = desk
        self._memory = memory
        self._published = published  # the site as it stands, to see which feeds held an item
        self._base = routes.base(desk.settings.base_url)
        self._writer = Writer()
        as_of = desk.catalogue.publication.as_of
        self._now = as_of or EPOCH
        self._retracted = retracted(desk)
        self._item = lru_cache(maxsize=_ITEMS)(self._made)
        self._print = lru_cache(maxsize=None)(self._printed)
        self._updated = dict(memory.updated)
        self.meanings = self._meanings()
        self.withdrawn = self._withdrawn()

    @property
    def remembered(self) -> tuple[dict[str, str], dict[str, str], dict[str, Withdrawn]]:
        """Return meanings, times of change and withdrawals, for the next build."""
        updated = {i: at for i, at in self._updated.items() if i in self.meanings}
        return self.meanings, updated, self.withdrawn

    def files(self) -> Iterator[File]:
        """Yield every feed and the list of all feeds, that list last."""
        listed: list[tuple[str, Feed]] = []
        for scope in scopes(self._desk):
            listed.append((scope.group, self._feed(scope, (), 0, 0)))
            yield from self._documents(scope)
        groups = [
            (g, [f for _, f in found]) for g, found in groupby(listed, key=lambda row: row[0])
        ]
        title = text.title(self._desk.settings.title)
        state = [(group, feed.title, feed.page, feed.addresses) for group, feed in listed]
        yield File(routes.OPML, state, lambda: opml(title, groups))

    def _documents(self, scope: Scope) -> Iterator[File]:
        """Yield the newest document of a feed in all forms and its archives, oldest first."""
        live = [i for i in scope.items if i not in self._retracted]
        full = max(0, len(live) // BLOCK - 1)
        oldest = live[::-1]
        newest = self._document(scope, oldest[full * BLOCK :][::-1], full, 0)
        for form in FORMS:
            yield newest(form)
        for at in range(full):
            ids = oldest[at * BLOCK : (at + 1) * BLOCK][::-1]
            yield self._document(scope, ids, full, at + 1)("atom")

    def _document(
        self, scope: Scope, ids: list[str], archives: int, archive: int
    ) -> Callable[[str], File]:
        """Return how to make one document in a form, with all that it depends on."""
        stones = () if archive else tuple(self._tombstones(scope))
        last = archives == archive  # it has no newer archive
        told = [self._print(identity) for identity in ids]
        state = (scope.id, scope.title, scope.page, told, stones, archive, archives and last)
        made = cache(partial(self._feed, scope, ids, archives, archive))
        write = {"atom": self._writer.atom, "rss": self._writer.rss, "json": self._writer.json}

        def file(form: str) -> File:
            path = (
                routes.feed_archive(scope.id, archive) if archive else routes.feed(scope.id, form)
            )
            before = 0 if archive else archives
            return File(path, (*state, before), lambda: write[form](made()))

        return file

    def _printed(self, identity: str) -> Print:
        """Return the print of everything that an item is made of."""
        told = told_before(self._desk, self._desk.catalogue.deltas[identity])
        return print_of(
            self._desk.prints.delta(identity),
            self._updated.get(identity),
            (told.id, told.claim_id) if told else None,
        )

    def _feed(self, scope: Scope, ids: Sequence[str], archives: int, archive: int) -> Feed:
        items = tuple(self._item(identity) for identity in ids)
        stones = () if archive else tuple(self._tombstones(scope))
        times = [found.updated for found in items] + [stone.at for stone in stones]
        newest = max(times, default=moment(EPOCH))
        settings = self._desk.settings
        addresses = {form: self._to(routes.feed(scope.id, form)) for form in FORMS}
        if archive:
            addresses = {"atom": self._to(routes.feed_archive(scope.id, archive))}
        return Feed(
            id=tag(self._desk, f"feed/{scope.id}"),
            title=f"{text.title(settings.title)}: {scope.title}",
            subtitle=_SUBTITLE,
            language=settings.language,
            owner=text.title(settings.title),
            addresses=addresses,
            page=self._to(scope.page),
            updated=newest,
            rfc822=rfc822(dt.datetime.fromisoformat(newest)),
            items=items,
            archive=archive,
            links=tuple(self._links(scope, archives, archive)),
            withdrawn=stones,
        )

    def _links(self, scope: Scope, archives: int, archive: int) -> Iterator[tuple[str, str]]:
        current = self._to(routes.feed(scope.id, "atom"))
        hub = routes.outside(self._desk.settings.hub)
        if hub and not archive:
            yield "hub", hub
        before = archive - 1 if archive else archives
        if before:
            yield "prev-archive", self._to(routes.feed_archive(scope.id, before))
        if archive:
            yield "current", current
            if archive < archives:
                yield "next-archive", self._to(routes.feed_archive(scope.id, archive + 1))

    def _to(self, path: str) -> str:
        return routes.absolute(self._base, path)

    def _made(self, identity: str) -> Item:
        return item(self._desk, identity, self._updated)

    def _meanings(self) -> dict[str, str]:
        """Return the meaning of every item, and note those that have another one than before."""
        found = {}
        for identity, delta in self._desk.catalogue.deltas.items():
            found[identity] = meaning(self._desk, delta)
            if self._memory.items.get(identity, found[identity]) != found[identity]:
                self._updated[identity] = moment(self._now)
        return found

    def _withdrawn(self) -> dict[str, Withdrawn]:
        """Return what was told once and is not on record any more, a while long."""
        oldest = moment(self._now - _REMEMBERED) if self._now > EPOCH + _REMEMBERED else ""
        known = self._desk.catalogue.deltas
        found = {
            identity: told
            for identity, told in self._memory.withdrawn.items()
            if identity not in known and told.at >= oldest
        }
        missing = [i for i in self._memory.items if i not in known and i not in found]
        held = _holding(self._published, [tag(self._desk, i) for i in missing])
        for identity in missing:
            if where := held.get(tag(self._desk, identity)):
                found[identity] = Withdrawn(moment(self._now), tuple(where))
        return found

    def _tombstones(self, scope: Scope) -> Iterator[Tombstone]:
        held = [i for i in scope.items if i in self._retracted][: 2 * BLOCK]
        for identity in held:
            yield Tombstone(tag(self._desk, identity), moment(self._retracted[identity]))
        path = routes.feed(scope.id, "atom")
        for identity, told in self.withdrawn.items():
            if path in told.scopes or scope.id == ALL:
                yield Tombstone(tag(self._desk, identity), told.at)


def _holding(site: Path, ids: Iterable[str]) -> dict[str, list[str]]:
    """Return in which feeds of the site as it stands each of the items is."""
    wanted = [(identity, f"<id>{identity}</id>".encode()) for identity in ids]
    found: dict[str, list[str]] = {}
    if wanted:
        for path in sorted((site / "feeds").rglob("*.atom")):
            data = path.read_bytes()
            for identity, mark in wanted:
                if mark in data:
                    found.setdefault(identity, []).append(path.relative_to(site).as_posix())
    return found
