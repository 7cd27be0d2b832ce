"""One build from end to end: desk → pages, feeds, data, redirects → writer."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from claimwire.ids import text_digest
from claimwire.model import Publication
from claimwire.publish import (
    assets,
    beside,
    exports,
    findable,
    memory,
    parcels,
    pieces,
    robots,
    routes,
    searching,
    standing,
)
from claimwire.publish.calendars import Calendars
from claimwire.publish.desk import Desk, desk
from claimwire.publish.encoding import encode
from claimwire.publish.feeds import Feeds
from claimwire.publish.parcels import Elsewhere
from claimwire.publish.parts import Link, Page, Sheet
from claimwire.publish.render import Renderer
from claimwire.publish.report import BuildProgress, BuildReport, Progress
from claimwire.publish.settings import SiteSettings
from claimwire.publish.tables import TABLES
from claimwire.publish.views import (
    about,
    calendar,
    claims,
    disputes,
    documents,
    entities,
    home,
    responses,
    search,
    sources,
    timeline,
)
from claimwire.publish.write import Entry, SiteWriter

_Half = tuple[dict[str, Entry], list[str], set[str], int, int]

_MANY = 2_000  # documents and claims from which a second process pays
_STEP = 100  # files between two signs of life
_GONE = "gone"  # key of the mark that a page leaves behind
_LASTING = ("claims/", "disputes/", "documents/", "entities/", "sources/", "stories/")


def build_site(
    publication: Publication,
    out: Path,
    *,
    settings: SiteSettings,
    progress: Progress | None = None,
    full: bool = False,
    source: str = "",
    elsewhere: Elsewhere | None = None,
) -> BuildReport:
    """See :func:`claimwire.publish.build`."""
    gc.freeze()  # what stays until the end is not looked through again and again
    try:
        made = _Build(publication, out, settings, progress, full=full, source=source)
        return made.run(elsewhere)
    finally:
        gc.unfreeze()


def build_digest(publication: Publication, settings: SiteSettings) -> str:
    """Return the identity of a build: everything that its files depend on, hashed."""
    state = (
        publication.generated_from,
        publication.as_of,
        publication.pipeline,
        publication.resolution.version,
        publication.knowledge.digest,
        publication.sources,
        sorted(publication.backlog.items()),
        sorted(publication.redirects.items()),
        *standing.fixed(settings),
    )
    return text_digest(repr(state))[:32]


class _Build:
    def __init__(
        self,
        publication: Publication,
        out: Path,
        settings: SiteSettings,
        progress: Progress | None,
        *,
        full: bool,
        source: str,
    ) -> None:
        self._publication = publication
        self._out = out
        self._settings = settings
        self._progress = progress
        self._digest = build_digest(publication, settings)
        self._writer = SiteWriter(out, full=full)
        self._full = full
        self._source = standing.mark(source, settings)
        self._static = assets.static_files(settings.overrides)
        self._render = Renderer(settings, self._static)
        self._done = 0
        self._expected = 0
        self._pages = 0
        self._redirects = 0
        self._elsewhere: Elsewhere | None = None
        self._later: dict[str, tuple[str, Sheet]] = {}

    def run(self, elsewhere: Elsewhere | None = None) -> BuildReport:
        self._elsewhere = elsewhere
        if not self._full and self._writer.build == self._digest and self._writer.untouched():
            self._writer.keep_all()
            self._writer.finish(self._digest, self._source)  # another source may have told the same
            return standing.as_before(self._writer)
        material = desk(self._publication, self._settings)
        if not self._writer.last_files:
            material.book.check_all()
        self._expected = _expected(material)
        gc.freeze()
        self._everything(material)
        self._writer.finish(self._digest, self._source)
        self._tell(self._done)
        return BuildReport(
            digest=self._digest,
            pages=self._pages,
            files=self._done,
            written=self._writer.written,
            deleted=self._writer.deleted,
            redirects=self._redirects,
            quotes_checked=material.book.checked,
            withheld=material.catalogue.withheld,
            changed=tuple(sorted(self._writer.changed)),
        )

    def _everything(self, material: Desk) -> None:
        for path, data in self._static.items():
            self._put(path, "static", data)
        many = len(material.catalogue.documents) + len(material.catalogue.claims)
        taken: set[str] = set()
        if self._elsewhere is None and many >= _MANY and beside.worthwhile():
            _, given = beside.both(
                lambda: self._first_half(material, taken), lambda: self._shared(material)
            )
            self._take_over(given, taken)
        else:
            self._first_half(material, taken)
            self._second_half(material, taken)
        self._make_later(material)
        self._moved(material, taken)
        changes = robots.last_changes(material)
        for path, data in robots.robots(taken, self._settings.base_url, changes):
            self._put(path, "robots", data)

    def _first_half(self, material: Desk, taken: set[str]) -> None:
        self._written(material, pages(material, self._digest), taken)
        self._forget(material)
        self._told(material)

    def _second_half(self, material: Desk, taken: set[str]) -> None:
        """Write what is about as much work as the first half."""
        self._written(material, claims.pages(material), taken)
        self._forget(material)
        self._data(material)
        self._search(material)

    def _data(self, material: Desk) -> None:
        """Write the data files; records that are as in the last build are copied."""
        key = self._render.state(sqlite3.sqlite_version)
        held = {} if self._full else self._writer.last_files
        last = pieces.read(self._out, key, held)
        for path, data in exports.files(material, self._writer.scratch, last=last, key=key):
            if isinstance(data, bytes):
                self._put(path, "data", data)
            else:
                self._writer.put_file(path, "data", data.place, data.sha256, data.size)
                self._count()

    def _forget(self, material: Desk) -> None:
        """Make room: what pages share is not what feeds, data and search share."""
        material.cards.forget()
        self._render.forget()

    def _search(self, material: Desk) -> None:
        """Write the index of search: what is settled only if something of it changed."""
        found = findable.Findable(material)
        names = found.names()
        settled, recent = searching.split(names)
        key = self._render.state([found.print(name) for name in settled])
        if not self._kept_all(key, under="search/"):
            for path, data in searching.index(found.item(name) for name in settled):
                self._put(path, key, data)
        for path, data in searching.recent((found.item(n) for n in recent), len(names)):
            self._put(path, "recent", data)

    def _kept_all(self, key: str, *, under: str) -> bool:
        """Keep all files of one key of the last build; say whether there were any and all are."""
        files = self._writer.last_files
        held = [p for p, entry in files.items() if entry[0] == key and p.startswith(under)]
        kept = bool(held) and all(self._writer.keep(path, key) for path in held)
        if kept:
            self._count(len(held))
        return kept

    def _shared(self, material: Desk) -> _Half:
        """Do the second half in a process of its own and return what the first has to know."""
        self._progress = None
        self._done = self._pages = 0
        taken: set[str] = set()
        self._writer.begin_share()
        self._second_half(material, taken)
        return (*self._writer.share(), taken, self._done, self._pages)

    def _take_over(self, given: _Half, taken: set[str]) -> None:
        new, changed, theirs, done, made = given
        self._writer.take_over(new, changed)
        taken |= theirs
        self._done += done
        self._pages += made

    def _written(self, material: Desk, found: Iterator[Page | Sheet], taken: set[str]) -> None:
        for page in found:
            taken.add(page.path)
            if isinstance(page, Sheet):
                self._sheet(material, page)
            else:
                self._page(material, page)

    def _sheet(self, material: Desk, sheet: Sheet) -> None:
        """Keep a page and its record by their state alone, or make both."""
        key = self._render.key(sheet.template, sheet.path, sheet.state)
        if self._writer.keep(sheet.path, key) and self._writer.keep(
            routes.json_of(sheet.path), key
        ):
            self._pages += 1
            self._count(2)
        elif self._elsewhere is not None:
            self._later[sheet.path] = (key, sheet)
        else:
            self._page(material, sheet.make(), key)

    def _make_later(self, material: Desk) -> None:
        """Have those pages made elsewhere that were put off for it, if there are enough."""
        if self._elsewhere is None or len(self._later) <= parcels.FEW:
            for key, sheet in self._later.values():
                self._page(material, sheet.make(), key)
            return
        parcel = parcels.Parcel(self._digest, self._publication, self._settings)
        for part in self._elsewhere(parcel, list(self._later)):
            for made in part:
                key, _ = self._later[made.path]
                self._pages += 1
                self._put(made.path, key, made.page)
                self._put(routes.json_of(made.path), key, made.record)

    def _page(self, material: Desk, page: Page, key: str = "") -> None:
        self._pages += 1
        view, linked = page.view(), material.linked.page(page, page.about())
        key = key or self._render.key(page.template, page.path, (page, view, linked))
        if self._writer.keep(page.path, key):
            self._count()
        else:
            self._put(page.path, key, self._render.page(page, view, linked))
        if page.json_path:
            self._put(page.json_path, key, encode(page.record()) + b"\n")

    def _moved(self, material: Desk, taken: set[str]) -> None:
        """Leave a page at the address of what was merged, and a mark where a page was withdrawn."""
        left = set()
        for old, target in redirects(material, taken):
            left.add(old)
            self._redirects += 1
            self._pages += 1
            self._template("redirect.html", old, target)
        gone = sorted(
            path
            for path in self._writer.last_files
            if path.startswith(_LASTING)
            and path.count("/") == 2  # a thing's own page: lists of months may come and go
            and path.endswith("/index.html")
            and path not in taken
            and path not in left
        )
        for path in gone:
            self._pages += 1
            self._template("gone.html", path, None)
        if gone:
            listed = "".join(f"{routes.absolute('', path)}\n" for path in gone)
            self._put(routes.GONE, _GONE, listed.encode())

    def _told(self, material: Desk) -> None:
        """Write feeds and calendars, and remember what they told."""
        before = memory.read(self._out)
        feeds = Feeds(material, before, self._out)
        for file in feeds.files():
            key = self._render.state((file.path, file.state))
            if self._writer.keep(file.path, key):
                self._count()
            else:
                self._put(file.path, key, file.make())
        calendars = Calendars(material, before.entries)
        for path, data in calendars.files():
            self._put(path, "calendar", data)
        now = memory.Memory(*feeds.remembered, calendars.told)
        self._put(memory.MEMORY, "memory", memory.written(now))

    def _template(self, template: str, path: str, view: object) -> None:
        key = self._render.key(template, path, view)
        if self._writer.keep(path, key):
            self._count()
        else:
            self._put(path, key, self._render.text(template, path, {"v": view}))

    def _put(self, path: str, key: str, data: bytes) -> None:
        self._writer.put(path, key, data)
        self._count()

    def _count(self, files: int = 1) -> None:
        self._done += files
        if self._done % _STEP < files:
            self._tell(max(self._done, self._expected))

    def _tell(self, total: int) -> None:
        if self._progress:
            self._progress(BuildProgress("files", self._done, total))


def _expected(material: Desk) -> int:
    """Return about how many files the site will have: enough for a progress bar."""
    c = material.catalogue
    with_feeds = len(c.disputes) + len(c.faces)
    others = len(c.documents) + len(c.claims) + len(c.stories) + len(c.sources)
    return 5 * with_feeds + 2 * others + 3 * len(TABLES)


def pages(material: Desk, build: str) -> Iterator[Page | Sheet]:
    """Yield the pages of the site but those about claims."""
    yield from home.pages(material)
    yield from timeline.pages(material)
    yield from calendar.pages(material)
    yield from disputes.pages(material)
    yield from responses.pages(material)
    yield from entities.pages(material)
    yield from documents.pages(material)
    yield from sources.pages(material, build)
    yield from about.pages(material)
    yield from search.pages(material)


def redirects(material: Desk, taken: set[str]) -> Iterator[tuple[str, Link]]:
    """Yield (old path, new page) for merged things whose new page exists."""
    known = material.catalogue.publication.redirects
    for old in sorted(known):
        new, steps = known[old], 0
        while new in known and steps < len(known):
            new, steps = known[new], steps + 1
        route = _route_of(old)
        if route(old) not in taken and route(new) in taken:
            yield route(old), Link(new, route(new))


def _route_of(identity: str) -> Callable[[str], str]:
    if identity.startswith("c-"):
        return routes.claim
    return routes.story if identity.startswith("y-") else routes.entity
