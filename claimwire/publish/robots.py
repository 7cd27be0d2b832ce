"""For robots: ``sitemap.xml`` with every page and when it last changed, and ``robots.txt``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from claimwire.publish import routes
from claimwire.publish.desk import Desk

MOST = 50_000
"""Addresses in one sitemap (sitemaps.org, protocol 0.9); more of them need an index."""

_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def robots(
    paths: Iterable[str], base_url: str, changed: Mapping[str, dt.datetime] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the files for robots; of ``paths``, what is no page is left out.

    ``changed`` has the moments of the newest thing on pages of which that is known; the others get
    no ``lastmod``, for a wrong one is worse than none. Without an address of the site there is no
    sitemap, which holds only full addresses.
    """
    base = routes.outside(base_url)
    prefix = urlsplit(base).path.rstrip("/")
    lines = ["User-agent: *", f"Disallow: {prefix}/search/t/", f"Disallow: {prefix}/search/r/"]
    if base:
        lines += ["", f"Sitemap: {routes.absolute(base, routes.SITEMAP)}"]
        known = changed or {}
        pages = ((p, known.get(p)) for p in paths if p.endswith("index.html"))
        found = [(routes.absolute(base, path), at) for path, at in pages]
        yield from _sitemaps(sorted(found, key=lambda row: row[0]), base)
    yield routes.ROBOTS, ("\n".join(lines) + "\n").encode()


def last_changes(desk: Desk) -> dict[str, dt.datetime]:
    """Return when the newest thing on each page was learned, as far as the data tell."""
    catalogue = desk.catalogue
    seen = {d: catalogue.newest[d].seen_at for d in catalogue.documents}
    told = {i: delta.learned_at for i, delta in catalogue.deltas.items()}
    found: dict[str, dt.datetime] = {}

    def note(path: str, moments: Iterable[dt.datetime]) -> None:
        if newest := max(moments, default=None):
            found[path] = newest

    for identity in catalogue.documents:
        news = catalogue.deltas_by_document.get(identity, ())
        note(routes.document(identity), (seen[identity], *(told[i] for i in news)))
    for identity, appearances in catalogue.appearances.items():
        news = catalogue.deltas_by_claim.get(identity, ())
        shown = (seen[a.document_id] for a in appearances if a.document_id in seen)
        note(routes.claim(identity), (*shown, *(told[i] for i in news)))
    for story in catalogue.stories.values():
        note(routes.story(story.id), (seen[d] for d in story.documents if d in seen))
    for dispute, news in catalogue.deltas_by_dispute.items():
        note(routes.dispute(dispute), (told[i] for i in news[:1]))
    for entity, news in catalogue.deltas_by_entity.items():
        note(routes.entity(entity), (told[i] for i in news[:1]))
    lists = (routes.HOME, routes.CLAIMS, routes.TIMELINE, routes.DISPUTES, routes.RESPONSES)
    for path in lists:
        note(path, list(told.values())[:1])
    return found


def _sitemaps(
    pages: list[tuple[str, dt.datetime | None]], base: str
) -> Iterator[tuple[str, bytes]]:
    if len(pages) <= MOST:
        yield routes.SITEMAP, _list("urlset", "url", pages)
        return
    names = []
    for at in range(0, len(pages), MOST):
        names.append(f"sitemap-{at // MOST + 1}.xml")
        yield names[-1], _list("urlset", "url", pages[at : at + MOST])
    index = [(routes.absolute(base, name), None) for name in names]
    yield routes.SITEMAP, _list("sitemapindex", "sitemap", index)


def _list(whole: str, one: str, pages: Iterable[tuple[str, dt.datetime | None]]) -> bytes:
    rows = "".join(
        f"<{one}><loc>{escape(address)}</loc>{_lastmod(at) if at else ''}</{one}>\n"
        for address, at in pages
    )
    document = f'<?xml version="1.0" encoding="utf-8"?>\n<{whole} {_SPACE}>\n{rows}</{whole}>\n'
    return document.encode("utf-8", "replace")


def _lastmod(at: dt.datetime) -> str:
    utc = at.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None)
    return f"<lastmod>{utc.isoformat()}Z</lastmod>"
