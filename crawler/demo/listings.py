"""Feeds and sitemaps: what a publisher's site says of its own pages.

Only a day of publication is known of a report, never an hour, so dates stand as days (``dc:date``,
``lastmod``, ``news:publication_date`` take that form; in Atom it is a fault that real feeds share).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime

from crawler.demo.hosts import Host
from crawler.demo.pages import credited, headline, lead, site_name
from crawler.demo.selection import Page

_TRACKING = "utm_source=rss&utm_medium=feed&utm_campaign=latest"
_CREDIT_ADDRESS = {
    "Times of India": "https://timesofindia.indiatimes.com/",
    "Brasil de Fato": "https://www.brasildefato.com.br/",
}
"""Home pages for the ``source`` element of RSS, which wants an address."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A file that lists pages: where it is served, as what, and its text."""

    path: str
    content_type: str
    body: str


def links(page: Page, host: Host) -> tuple[str, ...]:
    """Return the addresses under which the host's listing names the page."""
    if "redirects" in host.quirks:
        return (page.url.replace("https://", "http://"),)
    if "tracking" not in host.quirks:
        return (page.url,)
    mark = "&" if "?" in page.url else "?"
    tracked = f"{page.url}{mark}{_TRACKING}"
    if "twice" in host.quirks:
        return (tracked, f"{page.url}{mark}utm_source=newsletter&ref=home")
    return (tracked,)


def listings(pages: Sequence[Page], host: Host) -> tuple[Listing, ...]:
    """Return the listing files of one host, the configured one first."""
    newest_first = sorted(pages, key=lambda page: page.captured, reverse=True)
    entries = [(page, link) for page in newest_first for link in links(page, host)]
    if host.listing == "rss":
        return (
            Listing(host.listing_path, "application/rss+xml; charset=UTF-8", _rss(entries, host)),
        )
    if host.listing == "atom":
        return (Listing(host.listing_path, "application/atom+xml", _atom(entries, host)),)
    if host.listing == "news-sitemap":
        return (Listing(host.listing_path, "text/xml", _news_sitemap(entries)),)
    if "index" in host.quirks:
        child = "/sitemap-articles.xml"
        index = Listing(host.listing_path, "application/xml", _sitemap_index(host, child))
        return (index, Listing(child, "application/xml", _sitemap(entries, host)))
    return (Listing(host.listing_path, "application/xml", _sitemap(entries, host)),)


def _rss(entries: Sequence[tuple[Page, str]], host: Host) -> str:
    first = entries[0][0]
    items = "".join(_rss_item(page, link) for page, link in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>{_escape(site_name(first))}</title>\n<link>https://{host.name}/</link>\n"
        f"<description>{_escape(site_name(first))}</description>\n"
        f"<language>{first.language}</language>\n"
        f"<lastBuildDate>{format_datetime(first.captured, usegmt=True)}</lastBuildDate>\n"
        "<ttl>60</ttl>\n"
        f"{items}</channel>\n</rss>\n"
    )


def _rss_item(page: Page, link: str) -> str:
    date = f"<dc:date>{page.day}</dc:date>\n" if page.day else ""
    summary = lead(page)
    description = (
        f"<description><![CDATA[<p>{html.escape(summary, quote=False)}</p>]]></description>\n"
        if summary != headline(page)
        else ""
    )
    source = credited(page)
    credit = (
        f'<source url="{_CREDIT_ADDRESS[source]}">{_escape(source)}</source>\n' if source else ""
    )
    return (
        f"<item>\n<title>{_escape(headline(page))}</title>\n<link>{_escape(link)}</link>\n"
        f'<guid isPermaLink="true">{_escape(page.url)}</guid>\n{date}{credit}{description}</item>\n'
    )


def _atom(entries: Sequence[tuple[Page, str]], host: Host) -> str:
    first = entries[0][0]
    items = "".join(_atom_entry(page, link) for page, link in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{first.language}">\n<id>https://{host.name}/</id>\n'
        f"<title>{_escape(site_name(first))}</title>\n"
        f"<updated>{first.captured:%Y-%m-%dT%H:%M:%SZ}</updated>\n"
        f'<link rel="self" href="https://{host.name}{host.listing_path}"/>\n{items}</feed>\n'
    )


def _atom_entry(page: Page, link: str) -> str:
    date = f"<published>{page.day}</published>\n" if page.day else ""
    return (
        f"<entry>\n<id>{_escape(page.url)}</id>\n<title>{_escape(headline(page))}</title>\n"
        f'<link rel="alternate" type="text/html" href="{_escape(link)}"/>\n{date}</entry>\n'
    )


def _sitemap(entries: Sequence[tuple[Page, str]], host: Host) -> str:
    more = ""
    if "more-pages" in host.quirks:
        more = "".join(
            f"<url><loc>https://{host.name}{path}</loc></url>\n" for path in ("/", "/en/about-us")
        )
    rows = "".join(_sitemap_row(page, link) for page, link in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{more}{rows}</urlset>\n'
    )


def _sitemap_row(page: Page, link: str) -> str:
    lastmod = f"<lastmod>{page.day}</lastmod>" if page.day else ""
    return f"<url><loc>{_escape(link)}</loc>{lastmod}</url>\n"


def _sitemap_index(host: Host, child: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"<sitemap><loc>https://{host.name}{child}</loc></sitemap>\n</sitemapindex>\n"
    )


def _news_sitemap(entries: Sequence[tuple[Page, str]]) -> str:
    rows = "".join(_news_row(page, link) for page, link in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{rows}</urlset>\n"
    )


def _news_row(page: Page, link: str) -> str:
    return (
        f"<url><loc>{_escape(link)}</loc><news:news><news:publication>"
        f"<news:name>{_escape(site_name(page))}</news:name>"
        f"<news:language>{page.language}</news:language></news:publication>"
        f"<news:publication_date>{page.day}</news:publication_date>"
        f"<news:title>{_escape(headline(page))}</news:title></news:news></url>\n"
    )


def _escape(text: str) -> str:
    return html.escape(text, quote=True).replace("&#x27;", "&apos;")
