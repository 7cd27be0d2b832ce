"""For robots: ``sitemap.xml`` with every page, and ``robots.txt`` that names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from claimwire.publish import routes

MOST = 50_000
"""Addresses in one sitemap (sitemaps.org, protocol 0.9); more of them need an index."""

_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def robots(paths: Iterable[str], base_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the files for robots; of ``paths``, what is no page is left out.

    No ``lastmod``: when the words of a page last changed is not known of every page, and a wrong
    one is worse than none. Without an address of the site there is no sitemap, which holds only
    full addresses.
    """
    base = routes.outside(base_url)
    prefix = urlsplit(base).path.rstrip("/")
    lines = ["User-agent: *", f"Disallow: {prefix}/search/t/", f"Disallow: {prefix}/search/r/"]
    if base:
        lines += ["", f"Sitemap: {routes.absolute(base, routes.SITEMAP)}"]
        pages = (routes.absolute(base, p) for p in paths if p.endswith("index.html"))
        yield from _sitemaps(sorted(pages), base)
    yield routes.ROBOTS, ("\n".join(lines) + "\n").encode()


def _sitemaps(addresses: list[str], base: str) -> Iterator[tuple[str, bytes]]:
    if len(addresses) <= MOST:
        yield routes.SITEMAP, _list("urlset", "url", addresses)
        return
    names = []
    for at in range(0, len(addresses), MOST):
        names.append(f"sitemap-{at // MOST + 1}.xml")
        yield names[-1], _list("urlset", "url", addresses[at : at + MOST])
    index = [routes.absolute(base, name) for name in names]
    yield routes.SITEMAP, _list("sitemapindex", "sitemap", index)


def _list(whole: str, one: str, addresses: list[str]) -> bytes:
    rows = "".join(f"<{one}><loc>{escape(address)}</loc></{one}>\n" for address in addresses)
    document = f'<?xml version="1.0" encoding="utf-8"?>\n<{whole} {_SPACE}>\n{rows}</{whole}>\n'
    return document.encode("utf-8", "replace")
