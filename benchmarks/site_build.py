"""One build in a process of its own: ``-m benchmarks.site_build OUT DOCUMENTS [--pages]``."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.publication import synthetic
from claimwire.publish import SiteSettings, build, exports, searching

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")


def _nothing(*_: Any, **__: Any) -> Iterator[tuple[str, bytes]]:
    yield from ()


def main() -> None:
    """Build once and print what it took."""
    out, documents, *options = sys.argv[1:]
    if "--pages" in options:  # for comparison with a program that makes neither
        for module, name in ((exports, "files"), (searching, "index")):
            setattr(module, name, _nothing)
    publication = synthetic(int(documents))
    begin, before = time.perf_counter(), _cpu()
    report = build(publication, Path(out), settings=SETTINGS)
    wall, cpu = time.perf_counter() - begin, _cpu() - before
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        json.dumps(
            {
                "wall": wall,
                "cpu": cpu,
                "memory": peak / 1024,
                "pages": report.pages,
                "files": report.files,
                "written": report.written,
            }
        )
    )


def _cpu() -> float:
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
