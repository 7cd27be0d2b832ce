"""Extraction, on the pages of the demo archive."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.figures import ARCHIVE, Figure, measure

PAGES = 40


def figures(runs: int) -> Iterator[Figure]:
    """Pages a second through the metadata cascade and trafilatura, in one process."""
    from claimwire.errors import InputError
    from crawler.extract import extract
    from crawler.warc import responses

    pages = [
        page
        for page in responses(ARCHIVE)
        if page.status == 200 and b"<html" in page.body[:2000].lower()
    ][:PAGES]

    def once() -> float:
        begin = time.perf_counter()
        for page in pages:
            try:
                extract(page.body, url=page.url)
            except InputError:
                continue
        return len(pages) / (time.perf_counter() - begin)

    yield measure("extraction (demo pages, small)", "pages/s", once, runs=runs)
