"""Verbs that begin something: ``init`` and ``demo``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from claimwire.cli.app import App, verb
from claimwire.cli.report import run_with_progress, summary
from claimwire.config import load_config

DEMO_NOTICE = (
    "Demonstration: the texts are short renditions of public reports, written for this project; "
    "links go to the originals, and the times of capture are simulated."
)
DEMO_SITE = {"title": "claimwire demo", "notice": DEMO_NOTICE}
DEMO_ARCHIVE = "demo.warc.gz"
DEMO_SOURCES = "sources.toml"


@verb()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(app: App, folder: Path) -> None:
    """Write a workspace into FOLDER (default: here). Nothing that exists is overwritten."""
    from claimwire.workspace import create_workspace

    written = create_workspace(folder)
    _open_store(folder)
    lines = [f"wrote {path}" for path in written] or [f"{folder}: was a workspace already"]
    lines.append("Next: look at claimwire.toml (base_url, contact), then `claimwire run`.")
    app.result({"workspace": str(folder), "written": [str(p) for p in written]}, "\n".join(lines))


@verb()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="demo")
@click.option("--store", metavar="URL", help="Database to use; default: SQLite in FOLDER.")
@click.option("--engine", metavar="URL", help="Dask scheduler that does the work; default: here.")
def demo(app: App, folder: Path, store: str | None, engine: str | None) -> int:
    """Do the whole job on the bundled archive of real events, offline, into FOLDER.

    Makes a workspace there (default: ./demo), replays the archive through the crawler, reads the
    texts, joins them, and builds the site. Safe to repeat; a workspace that is there keeps its
    settings, whatever the options say.
    """
    import importlib.resources

    from claimwire.workspace import create_workspace

    bundle = importlib.resources.files("crawler") / "demo"
    overrides: dict[str, Any] = {"site": DEMO_SITE}
    if store:
        overrides["store"] = {"url": store}
    if engine:
        overrides["language"] = {"engine": engine}
    create_workspace(
        folder, sources=(bundle / DEMO_SOURCES).read_text(encoding="utf-8"), **overrides
    )
    _open_store(folder)
    config = load_config(folder.resolve())
    with importlib.resources.as_file(bundle / DEMO_ARCHIVE) as archive:
        reports = run_with_progress(app, config, replay=archive)
    index = config.site_dir / "index.html"
    app.result(
        {"site": str(index), "stages": [report.as_json() for report in reports]},
        f"{summary(reports)}\nThe site is at {index}\n"
        f"Look at it in a browser, or: {as_called()} --workspace {folder} serve",
    )
    return 130 if any(report.interrupted for report in reports) else 0


def as_called() -> str:
    """Return how this program was called, to be typed again: it may not be on the search path."""
    called = Path(sys.argv[0])
    found = shutil.which("claimwire")
    if called.name != "claimwire" or (found and called.resolve() == Path(found).resolve()):
        return "claimwire"
    return str(called)


def _open_store(folder: Path) -> None:
    from store.migrate import upgrade

    upgrade(load_config(folder.resolve()).store_url)


COMMANDS = (init, demo)
