"""Two processes crawl one web into one database: as polite as one, and with the same result."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from claimwire.shard import Shard
from claimwire.workspace import create_workspace
from store import migrate
from tests.crawler_site import Site, serving
from tests.e2e.harness import claimwire, content, start

DELAY = 0.4
PARTS = (Shard(1, 2), Shard(2, 2))
PAGES = 3  # of each host

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


class Stamped(list[tuple[str, dict[str, str]]]):
    """What was asked, with the moments."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: list[float] = []

    def append(self, asked: tuple[str, dict[str, str]]) -> None:
        self.moments.append(time.monotonic())
        super().append(asked)


@pytest.fixture
def web() -> Iterator[dict[str, Site]]:
    """Four hosts, two of each part; every feed names pages of all of them."""
    with ExitStack() as stack:
        found: dict[Shard, list[Site]] = {part: [] for part in PARTS}
        while any(len(sites) < 2 for sites in found.values()):
            site = stack.enter_context(serving())
            site.asked = Stamped()
            part = next(one for one in PARTS if one.holds(host(site)))
            if len(found[part]) < 2:
                found[part].append(site)
        sites = [site for both in found.values() for site in both]
        for number, site in enumerate(sites):
            paths = [f"/{page}" for page in range(PAGES)]
            for path in paths:
                site.article(path, f"Report {path} of {number}")
            site.feed("/feed", *(other.root + path for other in sites for path in paths))
        yield {host(site): site for site in sites}


def host(site: Site) -> str:
    return urlsplit(site.root).netloc


def workspace(folder: Path, web: dict[str, Site], url: str) -> Path:
    sources = "\n".join(
        f'[source.s{n}]\nname = "{n}"\npublisher = "p{n}"\nkind = "rss"\nurl = "{site.root}/feed"\n'
        for n, site in enumerate(web.values())
    )
    create_workspace(
        folder,
        sources=sources,
        store={"url": url},
        crawl={"allow_addresses": ["127.0.0.0/8"], "delay_seconds": DELAY},
    )
    migrate.upgrade(url)
    return folder


def held(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what two crawls of the same web have in common: what was found, not when and where."""
    status = json.loads(claimwire("--json", "status", cwd=folder).stdout)
    rows = content(folder)
    pages = {row[0]: row[1:3] for row in rows["document"]}
    texts = [(row[0], row[1]) for row in rows["text"]]
    return {
        "documents": sorted(pages.items()),
        "texts": texts,
        "counts": sorted(status["documents"].items()),
    }


def asked_of(folder: Path) -> set[str]:
    """Return the hosts of the pages in a folder of the archive."""
    found = set()
    for path in folder.glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if url := record.rec_headers.get_header("WARC-Target-URI"):
                    found.add(urlsplit(url).netloc)
    return found


def test_two_parts_are_as_polite_as_one_and_find_the_same(
    web: dict[str, Site], tmp_path: Path, new_postgres: Callable[[str | None], str]
) -> None:
    folder = workspace(tmp_path / "parts", web, new_postgres(None))
    for _ in range(2):  # what one part found last is for the other's next turn
        running = [start("crawl", "--shard", f"{n}/2", cwd=folder) for n in (1, 2)]
        for process in running:
            _, errors = process.communicate(timeout=300)
            assert process.returncode == 0, errors
    for site in web.values():
        assert isinstance(site.asked, Stamped)
        paths = site.paths()
        assert sorted(paths) == sorted(set(paths))  # robots.txt, the feed and each page: once
        gaps = [after - before for before, after in pairwise(site.asked.moments)]
        assert min(gaps) > DELAY * 0.8
    for part in PARTS:
        mine = {name for name in web if part.holds(name)}
        assert asked_of(folder / "archive" / part.folder) == mine
    both = held(folder)
    assert len(both["documents"]) == PAGES * len(web)
    alone = workspace(tmp_path / "alone", web, new_postgres(None))
    claimwire("crawl", cwd=alone)
    assert held(alone) == both
