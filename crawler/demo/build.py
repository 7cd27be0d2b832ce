"""Build the demo archive from the renditions of public reports.

::

    python -m crawler.demo.build --articles ../shared/data/domain-dev/articles.jsonl \\
        --clusters ../shared/data/domain-dev/clusters.json --out crawler/demo/demo.warc.gz

writes the archive and, beside it, ``sources.toml`` (the catalogue of its publishers) and
``expected.json`` (what a right crawl of it ends up with). The same input makes the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from email.utils import format_datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from claimwire.errors import InputError
from crawler.demo import broken, catalogue, pages
from crawler.demo.hosts import ROBOTS, SPECIAL, Host, dress
from crawler.demo.listings import links, listings
from crawler.demo.records import Answer, write
from crawler.demo.selection import Page, load
from crawler.urls import canonical

INFO = {
    "software": "claimwire, crawler/demo/build.py",
    "format": "WARC File Format 1.0",
    "description": "The demo archive of claimwire. Its texts are short renditions of public "
    "reports, written for this project; they are not the reports themselves. The addresses are "
    "those of the originals. Times of capture, robots.txt files, feeds and page designs are "
    "simulated. Hosts under .example hold broken pages on purpose.",
    "robots": "obey",
}

Site = tuple[Host, tuple[Page, ...]]


def sites(articles: Sequence[Page]) -> tuple[Site, ...]:
    """Return the pages by host, in the order of the hosts' names.

    Raises
    ------
    InputError
        If a table of this package names a host that publishes none of the pages.
    """
    ordered = sorted(articles, key=lambda page: (page.host, page.captured, page.id))
    groups = [tuple(group) for _, group in groupby(ordered, key=lambda page: page.host)]
    unknown = sorted({*SPECIAL, *catalogue.PUBLISHERS} - {group[0].host for group in groups})
    if unknown:
        raise InputError(f"crawler/demo names hosts that publish none of the pages: {unknown}")
    return tuple((dress(group), group) for group in groups)


def answers(built: Iterable[Site]) -> list[Answer]:
    """Return everything that the archive holds, each address once."""
    found = [answer for host, group in built for answer in _site_answers(host, group)]
    found.extend(broken.answers())
    return list({answer.url: answer for answer in reversed(found)}.values())[::-1]


def _site_answers(host: Host, group: Sequence[Page]) -> Iterator[Answer]:
    newest = max(page.captured for page in group)
    root = f"https://{host.name}"
    robots = ROBOTS[host.robots]
    if robots is None:
        yield Answer(f"{root}/robots.txt", newest, 404, b"<h1>404 Not Found</h1>\n", "text/html")
    else:
        body = robots.replace(b"{host}", host.name.encode())
        yield Answer(f"{root}/robots.txt", newest, 200, body, "text/plain")
    for listing in listings(group, host):
        body = listing.body.encode()
        headers = _validators(body, newest)
        yield Answer(f"{root}{listing.path}", newest, 200, body, listing.content_type, headers)
    for page in group:
        yield from _page_answers(page, host)


def _validators(body: bytes, at: dt.datetime) -> dict[str, str]:
    """Return the validators of a listing: an ETag, a Last-Modified, or none, by its digest."""
    digest = hashlib.sha256(body).hexdigest()
    choices: tuple[dict[str, str], ...] = (
        {"ETag": f'"{digest[:16]}"'},
        {"ETag": f'W/"{digest[:12]}"', "Cache-Control": "max-age=1800"},
        {"Last-Modified": format_datetime(at, usegmt=True)},
        {},
    )
    return choices[int(digest[-1], 16) % len(choices)]


def _page_answers(page: Page, host: Host) -> Iterator[Answer]:
    kind = pages.content_type(host)
    body = pages.render(page, host, canonical=_canonical(page, host))
    addresses = [*links(page, host), page.url, canonical(page.url) or page.url]
    if "redirects" in host.quirks:
        yield from _redirects(page, host)
        addresses = [page.url]
    for address in dict.fromkeys(addresses):
        yield Answer(address, page.captured, 200, body, kind)
    if "amp" in host.quirks and not page.url.endswith("/amp"):
        twin = pages.render(page, host, template="amp", canonical=page.url)
        yield Answer(f"{page.url}/amp", page.captured, 200, twin, kind)
    elif "amp" in host.quirks:
        yield Answer(page.url.removesuffix("/amp"), page.captured, 200, body, kind)


def _canonical(page: Page, host: Host) -> str:
    return page.url.removesuffix("/amp") if "amp" in host.quirks else page.url


def _redirects(page: Page, host: Host) -> Iterator[Answer]:
    """Yield two permanent redirects: to https with ``www.``, and from there to the page."""
    plain = page.url.replace("https://", "http://")
    with_www = page.url.replace("https://", "https://www.")
    for source, target in ((plain, with_www), (with_www, page.url)):
        yield Answer(source, page.captured, 301, b"", "text/html", {"Location": target})


def expected(built: Iterable[Site]) -> dict[str, Any]:
    """Return what a right crawl of the archive ends up with, for tests and for people."""
    documents = [
        {
            "id": page.id,
            "url": canonical(_canonical(page, host)),
            "listed": list(links(page, host)),
            "source": catalogue.slug(host.name),
            "publisher": catalogue.publisher(host.name),
            "title": page.title,
            "published": page.published,
            "language": page.language,
        }
        for host, group in built
        for page in group
    ]
    ends: dict[str, list[dict[str, str]]] = {"refused": [], "failed": [], "unreadable": []}
    for page in broken.BROKEN_PAGES:
        ends[page.end].append({"url": page.url, "reason": page.reason})
    sources = {
        catalogue.slug(broken.HTML_FEED_HOST): "failing: HTML instead of a feed",
        catalogue.slug(broken.EMPTY_FEED_HOST): "empty: a feed without an entry",
    }
    counts = {"documents": len(documents)} | {end: len(rows) for end, rows in ends.items()}
    return {"counts": counts, "documents": documents} | ends | {"sources": sources}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build archive, catalogue and expectations; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m crawler.demo.build", description=__doc__)
    parser.add_argument("--articles", type=Path, required=True, help="articles.jsonl")
    parser.add_argument("--clusters", type=Path, required=True, help="clusters.json")
    parser.add_argument("--out", type=Path, required=True, help="the archive to write")
    options = parser.parse_args(arguments)
    try:
        built = sites(load(options.articles, options.clusters))
    except (InputError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    records = answers(built)
    with options.out.open("wb") as out:
        write(out, INFO, records)
    folder = options.out.parent
    (folder / "sources.toml").write_text(catalogue.sources_toml(built), encoding="utf-8")
    text = json.dumps(expected(built), ensure_ascii=False, indent=1) + "\n"
    (folder / "expected.json").write_text(text, encoding="utf-8")
    size = options.out.stat().st_size
    print(f"{options.out}: {len(built)} hosts, {len(records)} answers, {size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
