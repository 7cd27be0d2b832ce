"""Faults, by doing: the machine fails in the middle, and the next run continues to the same end.

``make faults`` sets ``CLAIMWIRE_FAULTS=200`` for as many kills; without it there are a few.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from claimwire.config import load_config
from claimwire.workspace import create_workspace
from store import migrate, tables
from store.db import Database
from tests.e2e.conftest import Small
from tests.e2e.harness import ROOT, claimwire, content, site_digests, start, wait_for_stage
from tests.e2e.killing import Killer
from tests.store_fixtures import PrivatePostgres, Workspaces

pytestmark = [pytest.mark.model, pytest.mark.slow]

KILLS = int(os.environ.get("CLAIMWIRE_FAULTS", "8"))
ENDED = (0, 1, 3)
"""A run that came to its end. What is left after a kill may be just what cannot be taken: 3."""


def test_kill_9_at_random_points(
    small: Small, killer: Killer, tmp_path: Path, workspaces: Workspaces
) -> None:
    """Killed at a point of its work, again and again until it comes to its end; then anew."""
    rng = random.Random(KILLS)  # noqa: S311  # which moments, not secrets
    run = ("run", "--replay", small.archive)
    whole = killer.run(*run, cwd=small.workspace(workspaces, tmp_path / "whole"))
    assert whole.code == 1, whole.errors
    killed = turn = 0
    while killed < KILLS:
        turn += 1
        folder = small.workspace(workspaces, tmp_path / f"w{turn}")
        while killed < KILLS:
            done = killer.run(*run, cwd=folder, kill_at=rng.randint(1, whole.points))
            if done.code is not None:  # less was left to do than the point that was drawn
                assert done.code in ENDED, done.errors
                break
            killed += 1
        done = killer.run(*run, cwd=folder)
        assert done.code in ENDED, done.errors
        assert killer.run("db", "check", cwd=folder).code == 0
        small.same(folder)
        shutil.rmtree(folder)


def test_a_power_cut_leaves_a_torn_archive(
    small: Small, tmp_path: Path, workspaces: Workspaces
) -> None:
    """The bytes after the last sync are lost or rubbish: a transaction names none of them."""
    folder = small.workspace(workspaces, tmp_path / "w")
    process = start("-v", "run", "--replay", small.archive, cwd=folder)
    wait_for_stage(process, "annotate")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (archive,) = (folder / "archive").glob("*.warc.gz*")
    torn = archive if archive.name.endswith(".open") else archive.rename(f"{archive}.open")
    with torn.open("ab") as file:
        file.write(torn.read_bytes()[:300] + b"\0" * 5000)  # half a record, then an unwritten block
    small.completes(folder)
    assert not list((folder / "archive").glob("*.open"))
    done = claimwire("reextract", cwd=folder, check=(1,))  # some demo pages are empty on purpose
    assert ".warc.gz" not in done.stdout  # every capture that the store names can be read


def test_a_corrupt_record_is_said_and_the_rest_goes_on(
    small: Small, tmp_path: Path, workspaces: Workspaces
) -> None:
    folder = workspaces.copy(small.finished, tmp_path / "w")
    capture, revision = tables.capture, tables.revision
    query = (
        sa.select(capture.c.warc_file, capture.c.warc_offset, capture.c.warc_length)
        .join(revision, revision.c.capture_id == capture.c.id)
        .where(capture.c.content_type.contains("html"))
        .order_by(capture.c.warc_offset)
    )
    with Database(load_config(folder).store_url) as store, store.reading() as conn:
        pages = conn.execute(query).all()
    name, offset, length = pages[0]
    archive = folder / "archive" / name
    data = bytearray(archive.read_bytes())
    data[offset + length // 2 : offset + length // 2 + 40] = b"\xff" * 40
    archive.write_bytes(data)
    done = claimwire("--json", "reextract", cwd=folder, check=(1,))
    (report,) = json.loads(done.stdout)
    assert len([problem for problem in report["problems"] if name in problem]) == 1
    assert report["counts"]["unchanged"] == len(pages) - 1
    assert content(folder) == content(small.finished)


def limited(size: int) -> Callable[[], None]:
    """Return what a child does to fail when a file of it grows beyond ``size`` bytes."""

    def apply() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return apply


@pytest.mark.parametrize("size", [20_000, 400_000, 900_000])
def test_a_full_disk(small: Small, tmp_path: Path, workspaces: Workspaces, size: int) -> None:
    """No file can grow beyond a size: the archive, the database or a page fails first."""
    folder = small.workspace(workspaces, tmp_path / "w")
    done = subprocess.run(
        [sys.executable, "-m", "claimwire", "run", "--replay", str(small.archive)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=limited(size),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (1, 2, 3), done.stderr
    assert "Traceback" not in done.stderr
    small.completes(folder)


def test_a_folder_that_may_not_be_written(
    small: Small, tmp_path: Path, workspaces: Workspaces
) -> None:
    """Said at once, before anything is touched. Root has to give up its power to write anywhere."""
    folder = workspaces.copy(small.finished, tmp_path / "w")
    before = content(folder)
    root = os.geteuid() == 0
    for path in [folder, *folder.rglob("*")]:
        if root:
            shutil.chown(path, "nobody")
        path.chmod(0o555 if path.is_dir() else 0o444)
    plain = ["setpriv", "--bounding-set=-dac_override"] if root else []
    try:
        done = subprocess.run(
            [*plain, sys.executable, "-m", "claimwire", "run", "--replay", str(small.archive)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot be" in done.stderr
    assert content(folder) == before


@pytest.fixture
def on_private_server(
    small: Small, tmp_path: Path, private_postgres: PrivatePostgres
) -> tuple[Path, PrivatePostgres]:
    """A workspace over a server that may be stopped."""
    folder, url = tmp_path / "w", private_postgres.url
    create_workspace(folder, sources=small.sources, store={"url": url, "patience_seconds": 20.0})
    migrate.upgrade(url)
    return folder, private_postgres


@pytest.mark.postgres
def test_the_database_goes_and_comes_back(
    small: Small, on_private_server: tuple[Path, PrivatePostgres]
) -> None:
    folder, server = on_private_server
    process = start("-v", "run", "--replay", small.archive, cwd=folder)
    wait_for_stage(process, "annotate")
    server.stop()
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 2, errors
    assert "Traceback" not in errors
    assert "database" in errors
    server.start()
    claimwire("run", "--replay", small.archive, cwd=folder, check=(0, 1))
    claimwire("db", "check", cwd=folder)
    assert site_digests(folder) == site_digests(small.finished)


@pytest.mark.postgres
def test_a_restart_of_the_database_is_waited_for(
    small: Small, on_private_server: tuple[Path, PrivatePostgres]
) -> None:
    """Between two transactions a restart costs nothing; inside one, that run."""
    folder, server = on_private_server
    process = start("-v", "run", "--replay", small.archive, cwd=folder)
    wait_for_stage(process, "annotate")
    server.stop()
    server.start()
    _, errors = process.communicate(timeout=300)
    assert process.returncode in (1, 2), errors
    assert "Traceback" not in errors
    claimwire("run", "--replay", small.archive, cwd=folder, check=(0, 1))
    assert site_digests(folder) == site_digests(small.finished)
