"""The catalogue of the demo's sources (``sources.toml`` beside the archive)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from crawler.demo import broken
from crawler.demo.hosts import Host
from crawler.demo.pages import site_name
from crawler.demo.selection import Page

PUBLISHERS: Mapping[str, str] = {
    "www.justsecurity.org": "just-security",
    "www.globaltimes.cn": "global-times",
    "news.bloomberglaw.com": "bloomberg-law",
    "www.stheadline.com": "sing-tao-headline",
    "legalnews.com": "detroit-legal-news",
    "newsapp.abc.net.au": "abc-news-australia",
    "shepwedd.com": "shepherd-and-wedderburn",
    "www.dlapiper.com": "dla-piper",
    "bannerwitcoff.com": "banner-witcoff",
    "dailyjournal.com": "daily-journal",
    "chatgptiseatingtheworld.substack.com": "chatgpt-is-eating-the-world",
    "www.sueddeutsche.de": "sueddeutsche-zeitung",
    "taz.de": "taz",
    "www.srf.ch": "srf",
    "theaipost.ai": "ai-post",
    "labs.cloudsecurityalliance.org": "cloud-security-alliance",
    "www.authorsalliance.org": "authors-alliance",
    "www.formula1.com": "formula-1",
}
"""Publishers with a name of their own; every other one is called by its host."""

INCLUDE: Mapping[str, str] = {"www.dlapiper.com": "/insights/"}
"""Listings that name more than articles, with the expression that articles match."""

_HEADER = """\
# The sources of the demo archive, written by crawler/demo/build.py. The addresses of feeds and
# sitemaps are simulated; they need not exist at the publishers' real sites.
"""


def slug(host: str) -> str:
    """Return the id of the source at a host."""
    return re.sub(r"[^a-z0-9]+", "-", host.removeprefix("www.").lower()).strip("-")


def publisher(host: str) -> str:
    """Return the id of the publisher at a host."""
    return PUBLISHERS.get(host, slug(host))


def sources_toml(built: Iterable[tuple[Host, Sequence[Page]]]) -> str:
    """Return the catalogue in the format of :mod:`crawler.sources`."""
    tables = [_HEADER]
    for host, group in built:
        values = {
            "name": site_name(group[0]),
            "publisher": publisher(host.name),
            "kind": host.listing,
            "url": f"https://{host.name}{host.listing_path}",
            "language": group[0].language,
        }
        if host.name in INCLUDE:
            values["include"] = INCLUDE[host.name]
        tables.append(_table(slug(host.name), values))
    for name, note in (
        (broken.PAGES_HOST, "pages that cannot be taken, each for another reason"),
        (broken.HTML_FEED_HOST, "answers HTML where a feed should be"),
        (broken.EMPTY_FEED_HOST, "a feed without an entry"),
    ):
        values = {"name": name, "publisher": "demo-oddities", "kind": "rss"}
        values |= {"url": f"https://{name}/feed/", "language": "en", "note": note}
        tables.append(_table(slug(name), values))
    return "\n".join(tables)


def _table(identifier: str, values: Mapping[str, str]) -> str:
    # A JSON string is a TOML basic string, as long as nothing is escaped beyond quotes.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return f"[source.{identifier}]\n" + "\n".join(lines) + "\n"
