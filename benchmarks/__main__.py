"""``make bench``: speed and memory of every part, on the demo archive, in one table.

Every figure is the median of a few runs on this machine, with the lowest and the highest beside it;
none is asserted in a test. Peers are measured in the same run where there is one.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARCHIVE = ROOT / "crawler" / "demo" / "demo.warc.gz"
PAGES = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: median, lowest and highest of ``runs`` runs."""

    name: str
    median: float
    low: float
    high: float
    unit: str
    runs: int


def measure(name: str, unit: str, work: Callable[[], float], *, runs: int) -> Figure:
    """Call ``work`` a few times; it returns the figure of one run."""
    values = [work() for _ in range(runs)]
    return Figure(name, statistics.median(values), min(values), max(values), unit, runs)


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes, in seconds of the wall clock."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _command(*arguments: str, cwd: Path = ROOT) -> None:
    subprocess.run(
        [sys.executable, "-m", "claimwire", *arguments],
        check=False,  # a demo with ill sources ends with 1
        capture_output=True,
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )


def command_line(runs: int) -> Iterator[Figure]:
    """Start-up, and the whole job on the demo archive: first, idle, and building the site anew."""
    yield measure(
        "claimwire --help", "s", lambda: seconds(lambda: _command("--help")), runs=runs * 3
    )
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        whole = seconds(lambda: _command("demo", str(demo)))
        yield Figure("claimwire demo (first)", whole, whole, whole, "s", 1)
        replay = ("run", "--replay", str(ARCHIVE))
        yield measure(
            "claimwire run, nothing new",
            "s",
            lambda: seconds(lambda: _command(*replay, cwd=demo)),
            runs=runs,
        )
        yield measure(
            "claimwire publish --full",
            "s",
            lambda: seconds(lambda: _command("publish", "--full", cwd=demo)),
            runs=runs,
        )


def extraction(runs: int) -> Iterator[Figure]:
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


def language(runs: int) -> Iterator[Figure]:
    """Tokens a second of the bare model and of the whole pipeline, over the same texts."""
    from nlp import pipeline
    from nlp.identity import default_model
    from nlp.knowledge_base import load as load_knowledge

    begin = time.perf_counter()
    annotator = pipeline.load(None, load_knowledge())
    loading = time.perf_counter() - begin
    yield Figure("load model and knowledge", loading, loading, loading, "s", 1)
    texts = _texts()
    tokens = sum(
        len(p.doc) for text in texts for p in annotator.read(text).paragraphs
    )  # warm, and counts

    import spacy

    bare = spacy.load(default_model())
    paragraphs = [p for text in texts for p in text.split("\n\n")]

    def bare_once() -> float:
        begin = time.perf_counter()
        for _ in bare.pipe(paragraphs, batch_size=64):
            pass
        return tokens / (time.perf_counter() - begin)

    def whole_once() -> float:
        begin = time.perf_counter()
        for text in texts:
            annotator.annotate(text)
        return tokens / (time.perf_counter() - begin)

    yield measure("bare model", "tokens/s", bare_once, runs=runs)
    yield measure("whole annotate", "tokens/s", whole_once, runs=runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("memory of the language work", peak, peak, peak, "MB", 1)


def _texts() -> list[str]:
    from claimwire.errors import InputError
    from crawler.extract import extract
    from crawler.warc import responses

    texts = []
    for page in responses(ARCHIVE):
        if page.status != 200 or b"<html" not in page.body[:2000].lower():
            continue
        try:
            texts.append(extract(page.body, url=page.url).text)
        except InputError:
            continue
    return texts


PARTS = {"command": command_line, "extraction": extraction, "language": language}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=sorted(PARTS), help="these parts alone")
    parser.add_argument("--runs", type=int, default=3, help="runs of each figure")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = []
    for name in given.only or PARTS:
        for figure in PARTS[name](given.runs):
            figures.append(figure)
            if not given.json:
                print(
                    f"{figure.name:<34} {figure.median:>10,.2f} {figure.unit:<9}"
                    f" ({figure.low:,.2f} to {figure.high:,.2f}, {figure.runs} runs)",
                    flush=True,
                )
    if given.json:
        print(json.dumps([asdict(figure) for figure in figures], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
