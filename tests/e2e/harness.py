"""Running the program as its users do: as a process, in a workspace, on the demo archive."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from claimwire.cli.start import DEMO_SITE
from claimwire.config import load_config
from claimwire.publish.pieces import PIECES
from claimwire.publish.write import MANIFEST
from store.db import Database
from tests.store_fixtures import Workspaces

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = ROOT / "crawler" / "demo" / "demo.warc.gz"
DEMO_SOURCES = ROOT / "crawler" / "demo" / "sources.toml"

CLOCKS = {
    "run": None,  # when and how often the program ran
    "mark": None,  # what was there when it ran last, and when
    "text_number": None,  # numbers of the search index, in order of arrival
    "fetch": {"seconds"},
    "annotation": {"attempts", "lease_until", "worker"},
    "capture": {"warc_file", "warc_offset", "warc_length"},  # a killed run leaves bytes behind
}
"""What may differ between two ways to the same content: whole tables, or columns of them."""


def claimwire(
    *arguments: str | Path, cwd: Path, check: tuple[int, ...] = (0,), timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """Run the command line and return how it ended, with an exit code among ``check``."""
    done = subprocess.run(
        [sys.executable, "-m", "claimwire", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode in check, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def start(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.Popen[str]:
    """Start the command line and return the running process."""
    return subprocess.Popen(
        [sys.executable, "-m", "claimwire", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_stage(process: subprocess.Popen[str], stage: str) -> None:
    """Read the log of a run started with ``-v`` until a stage begins."""
    assert process.stderr is not None
    for line in process.stderr:
        if f"{stage} begins" in line:
            return
    raise AssertionError(f"the run ended before {stage} began")


def demo_workspace(workspaces: Workspaces, folder: Path, **settings: dict[str, Any]) -> Path:
    """Make a workspace as ``claimwire demo`` does, with an empty store."""
    sources = DEMO_SOURCES.read_text(encoding="utf-8")
    return workspaces.make(folder, sources=sources, **{"site": DEMO_SITE} | settings)


def content(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table, sorted, without what only tells when work was done."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with Database(load_config(folder).store_url) as database, database.reading() as conn:
        for table in sa.inspect(conn).get_table_names():
            hidden = CLOCKS.get(table, set())
            if hidden is None or "search" in table:
                continue
            rows = conn.execute(sa.text(f'SELECT * FROM "{table}"')).mappings()  # noqa: S608  # our own names
            found[table] = sorted(
                (tuple(str(v) for k, v in row.items() if k not in hidden) for row in rows),
            )
    return found


def site_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of the site by its path, but of the builder's own notes.

    These remember the state of the store too: what was asked how often on the way there.
    """
    site = folder / "public"
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name not in {MANIFEST, PIECES}
    }


def site_times(folder: Path) -> dict[str, int]:
    """Return when each file of the site was last written (ns)."""
    site = folder / "public"
    return {str(p.relative_to(site)): p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}
