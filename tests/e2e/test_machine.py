"""Faults of the machine around the program, by doing: a small disk, a wrong clock, an upgrade."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from claimwire.config import load_config
from store.db import Database
from store.migrations import HEAD
from tests.e2e.conftest import Small
from tests.e2e.harness import ROOT, claimwire, content, start, wait_for_stage
from tests.e2e.killing import Killer
from tests.store_fixtures import Workspaces

pytestmark = [pytest.mark.model, pytest.mark.slow]

SHARES = (0.2, 0.5, 0.8)
"""Of the points of a run: in the crawl, in the joining, in the site."""

ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size=$3 none "$1"
cp -r "$2"/. "$1"
cd "$1"
df -k . >&2
set +e
"$4" -m claimwire run --replay "$5"; echo "first $?" >&2
mount -o remount,size=200m "$1"
"$4" -m claimwire run --replay "$5"; echo "second $?" >&2
cp -r "$1"/. "$6"
"""
"""What is done where mounting is allowed to anybody: in a view of the file system of its own."""


@pytest.mark.parametrize("size", ["1200k", "2m", "3m"])
def test_a_disk_that_fills(small: Small, tmp_path: Path, workspaces: Workspaces, size: int) -> None:
    """A file system of a few megabytes: the run ends in words, and goes on when there is room."""
    mine = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    disk, start_at, end_at = (tmp_path / name for name in ("disk", "before", "after"))
    disk.mkdir()
    workspaces.make(start_at, sources=small.sources, run={"min_free_mb": 0})
    if not _allowed([*mine, "mount", "-t", "tmpfs", "none", str(disk)]):
        pytest.skip("this system lets nobody mount a file system, not even in a view of their own")
    script = [disk, start_at, size, sys.executable, small.archive, end_at]
    end_at.mkdir()
    done = subprocess.run(
        [*mine, "sh", "-c", ON_A_SMALL_DISK, "sh", *map(str, script)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stderr.split("first ")
    assert int(second.split()[0]) == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "no room" in first.lower() or "no space" in first.lower(), first
    assert int(second.split("second ")[1]) in (0, 1, 3), done.stderr
    small.same(end_at)


def _allowed(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_clock_that_goes_back_in_the_middle(
    small: Small, killer: Killer, tmp_path: Path, workspaces: Workspaces
) -> None:
    """The run at work comes to its end; the next one is refused until the clock is set."""
    run = ("run", "--replay", small.archive)
    whole = killer.run(*run, cwd=small.workspace(workspaces, tmp_path / "whole"))
    for share in SHARES:
        folder = small.workspace(workspaces, tmp_path / f"w{share}")
        done = killer.run(*run, cwd=folder, clock_back_at=int(whole.points * share))
        assert done.code == 1, done.errors
        before = content(folder)
        refused = killer.run(*run, cwd=folder, clock_back_at=1)
        assert refused.code == 2, refused.errors
        assert "the clock shows" in refused.errors
        assert content(folder) == before
        assert killer.run(*run, cwd=folder).code == 0
        small.same(folder)
        shutil.rmtree(folder)


def test_an_upgrade_while_a_run_is_at_work(
    small: Small, tmp_path: Path, workspaces: Workspaces
) -> None:
    """The old program ends in words at its next write; nothing that it had written is lost."""
    folder = small.workspace(workspaces, tmp_path / "w")
    process = start("-v", "run", "--replay", small.archive, cwd=folder)
    wait_for_stage(process, "annotate")
    _set_revision(folder, "9999")
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 2, errors
    assert "Traceback" not in errors
    assert "schema revision 9999" in errors
    assert "newer claimwire" in errors
    refused = claimwire("run", "--replay", small.archive, cwd=folder, check=(2,))
    assert "schema revision 9999" in refused.stderr
    _set_revision(folder, HEAD)
    small.completes(folder)


def _set_revision(folder: Path, revision: str) -> None:
    """Do to the version of the schema what another version's ``db upgrade`` would."""
    with Database(load_config(folder).store_url) as store, store.writing() as conn:
        conn.execute(
            sa.text("UPDATE alembic_version SET version_num = :to").bindparams(to=revision)
        )
