"""A small part of the demo archive, for tests that run the whole job very often."""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from tests.e2e.harness import ARCHIVE, DEMO_SOURCES

SOURCES = (
    "broken-example",
    "czarnikforsenate-com",
    "formula1-com",
    "globaltimes-cn",
    "nextfin-ai",
    "shepwedd-com",
)
"""Good and broken answers, several documents of one source, what is relevant and what is not."""


def small_archive(folder: Path) -> tuple[Path, str]:
    """Write the records of :data:`SOURCES` into ``folder``; return the file and its catalogue."""
    text = DEMO_SOURCES.read_text(encoding="utf-8")
    kept = [block for block in text.split("\n\n") if _id_of(block) in SOURCES]
    urls = [table["url"] for table in tomllib.loads("\n\n".join(kept))["source"].values()]
    hosts = {urlsplit(url).hostname for url in urls}
    path = folder / "small.warc.gz"
    with ARCHIVE.open("rb") as whole, path.open("wb") as part:
        writer = WARCWriter(part, gzip=True)
        for record in ArchiveIterator(whole):
            url = record.rec_headers.get_header("WARC-Target-URI")
            if url is None or urlsplit(url).hostname in hosts:
                writer.write_record(record)
    return path, "\n\n".join(kept) + "\n"


def _id_of(block: str) -> str:
    head = next((line for line in block.splitlines() if line.startswith("[source.")), "")
    return head.removeprefix("[source.").removesuffix("]")
