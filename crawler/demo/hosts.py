"""How every publisher's site is dressed: its robots.txt, its listing, its page design.

The choice follows from the host's name by a digest, so that it is varied, the same in every build,
and needs no table of 90 rows; what a case needs on purpose stands in :data:`SPECIAL`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from crawler.demo.selection import Page

ROBOTS: Mapping[str, bytes | None] = {
    "none": None,  # answers 404
    "empty": b"",
    "open": b"User-agent: *\nAllow: /\n",
    "wordpress": b"User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\n"
    b"Sitemap: https://{host}/sitemap_index.xml\n",
    "delay": b"User-agent: *\nCrawl-delay: 5\nDisallow: /search\n",
    "windows": b"User-agent: *\r\nDisallow: /account/\r\nDisallow: /*?s=\r\n\r\n"
    b"Sitemap: https://{host}/sitemap.xml\r\n",
    "selective": b"\xef\xbb\xbf# Please be gentle.\nUser-agent: BadBot\nUser-agent: GreedyBot\n"
    b"Disallow: /\n\nUser-agent: *\nDisallow: /drafts/\nCrawl-delay: 10\n",
    "junk": b"This site welcomes careful robots\n\nuser-agent : *\ndisallow :/cgi-bin/\n"
    b"Clean-param: ref /\nHost: {host}\n",
}
"""Bodies of robots.txt by style; ``{host}`` is filled in. None of them forbids an article."""

LISTINGS: Mapping[str, tuple[str, ...]] = {
    "rss": ("/feed/", "/rss.xml", "/feed", "/index.xml"),
    "atom": ("/atom.xml", "/feed.atom"),
    "sitemap": ("/sitemap.xml",),
    "news-sitemap": ("/news-sitemap.xml", "/sitemap-news.xml"),
}
"""Kinds of listing (the values of ``SourceKind``) with the paths that they are served at."""


@dataclass(frozen=True, slots=True)
class Host:
    """The design of one publisher's site. ``quirks`` are words that the renderers know."""

    name: str
    robots: str
    listing: str
    listing_path: str
    template: str  # file in templates/, without suffix
    charset: str = "utf-8"  # of the bytes of an article page
    declared: str = "both"  # where the charset is declared: both, header, meta, nowhere
    quirks: frozenset[str] = frozenset()


class Wish(TypedDict, total=False):
    """Values of :class:`Host` that are set on purpose instead of by digest."""

    listing: str
    template: str
    charset: str
    declared: str
    quirks: frozenset[str]


SPECIAL: Mapping[str, Wish] = {
    # Encodings other than declared UTF-8.
    "www.rswebsols.com": {"charset": "windows-1252", "declared": "header"},
    "www.tag24.de": {"charset": "iso-8859-1", "declared": "meta"},
    "www.srf.ch": {"declared": "nowhere"},
    "www.algorithmtimes.com": {"declared": "nowhere"},
    "www.fx361.com": {"charset": "gb18030", "declared": "meta", "template": "notes"},
    "www.stheadline.com": {"charset": "gb18030", "declared": "header"},
    # Addresses.
    "www.nextfin.ai": {"listing": "rss", "quirks": frozenset({"tracking", "twice"})},
    "theaipost.ai": {"listing": "rss", "quirks": frozenset({"tracking", "relative-canonical"})},
    "www.pubgpclite.com": {"listing": "rss", "quirks": frozenset({"tracking"})},
    "cointeeth.com": {"listing": "atom", "quirks": frozenset({"tracking"})},
    "coinpost.ai": {"quirks": frozenset({"relative-canonical"})},
    "www.dlapiper.com": {
        "listing": "sitemap",
        "quirks": frozenset({"more-pages", "relative-canonical"}),
    },
    "www.mondaq.com": {"listing": "sitemap", "quirks": frozenset({"index"})},
    "legalnews.com": {"listing": "rss", "quirks": frozenset({"redirects"})},
    "geolive.tv": {"template": "newsroom", "quirks": frozenset({"amp"})},
    "www.sanmarinortv.sm": {"template": "amp", "quirks": frozenset({"amp"})},
    "www.newsbeep.com": {"listing": "rss", "template": "bare"},
    # Designs: a cookie notice beside a text this short would pass for half of it.
    "rakoellner.de": {"template": "notes"},
    # A page laid out in tables, as of 1998.
    "irelandswhiskeyguide.com": {"template": "table"},
    # A page that ends in the middle of its footer.
    "pexcera.com": {"template": "magazine", "quirks": frozenset({"truncated"})},
    # A second article in JSON-LD on the same page, which is not the article.
    "www.chinatechnews.com": {"template": "journal", "quirks": frozenset({"second-article"})},
}
"""What a case needs on purpose, by host."""


def dress(pages: Sequence[Page]) -> Host:
    """Return the design of the site that publishes ``pages`` (all of one host, at least one)."""
    name = pages[0].host
    dice = hashlib.sha256(name.encode()).digest()
    wish = SPECIAL.get(name, Wish())
    listing = wish.get("listing") or _pick(dice[1], _listings(pages))
    host = Host(
        name=name,
        robots=_pick(dice[0], tuple(ROBOTS)),
        listing=listing,
        listing_path=_pick(dice[2], LISTINGS[listing]),
        template=_pick(dice[3], _templates(pages)),
    )
    return replace(host, **wish)


def _listings(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return the kinds of listing that can tell the truth about these pages.

    Atom and news sitemaps want a date of every entry; a day is all that is known, and of undated
    pages not even that.
    """
    if all(page.day for page in pages):
        return ("rss", "news-sitemap", "atom", "rss")
    return ("rss", "sitemap", "rss")


def _templates(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return the designs that state a date as the originals do: in metadata, in view, or not."""
    sources = {page.published_source for page in pages}
    if "meta" in sources:
        return ("journal", "newsroom", "magazine")
    if "text" in sources:
        return ("journal", "newsroom", "notes")
    if "url" in sources:
        return ("bare", "magazine", "bare")
    return ("journal", "newsroom", "magazine", "notes", "bare")


def _pick(number: int, choices: Sequence[str]) -> str:
    return choices[number % len(choices)]
