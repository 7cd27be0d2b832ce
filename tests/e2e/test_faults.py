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
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from claimwire.workspace import create_workspace
from store import migrate
from tests.e2e.harness import (
    ARCHIVE,
    DEMO_SOURCES,
    ROOT,
    claimwire,
    content,
    make_workspace,
    site_digests,
    start,
    wait_for_stage,
)
from tests.store_fixtures import PrivatePostgres

pytestmark = [pytest.mark.model, pytest.mark.slow]

KILLS = int(os.environ.get("CLAIMWIRE_FAULTS", "4"))
LONGEST = 12.0
"""Seconds of a run after which it is killed at the latest; a whole one takes longer."""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which one undisturbed run has been made."""
    folder = make_workspace(tmp_path_factory.mktemp("finished") / "w")
    claimwire("run", "--replay", ARCHIVE, cwd=folder, check=(1,))
    return folder


def same(folder: Path, finished: Path) -> None:
    """The next runs bring a workspace to where an undisturbed one is, and it is whole."""
    claimwire("run", "--replay", ARCHIVE, cwd=folder, check=(0, 1))
    claimwire("db", "check", cwd=folder)
    assert content(folder) == content(finished)
    assert site_digests(folder) == site_digests(finished)


def test_kill_9_at_random_points(finished: Path, tmp_path: Path) -> None:
    rng = random.Random(KILLS)  # noqa: S311  # which moments, not secrets
    killed = turn = 0
    while killed < KILLS:
        turn += 1
        folder = make_workspace(tmp_path / f"w{turn}")
        done = False
        while not done and killed < KILLS:
            process = start("run", "--replay", ARCHIVE, cwd=folder)
            try:
                process.communicate(timeout=rng.uniform(0.3, LONGEST))
                assert process.returncode in (0, 1)
                done = True
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                killed += 1
        same(folder, finished)
        shutil.rmtree(folder)


def test_a_power_cut_leaves_a_torn_archive(finished: Path, tmp_path: Path) -> None:
    """The bytes after the last sync are lost or rubbish: a transaction names none of them."""
    folder = make_workspace(tmp_path / "w")
    process = start("-v", "run", "--replay", ARCHIVE, cwd=folder)
    wait_for_stage(process, "annotate")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (archive,) = (folder / "archive").glob("*.warc.gz*")
    torn = archive if archive.name.endswith(".open") else archive.rename(f"{archive}.open")
    with torn.open("ab") as file:
        file.write(torn.read_bytes()[:300] + b"\0" * 5000)  # half a record, then an unwritten block
    same(folder, finished)
    assert not list((folder / "archive").glob("*.open"))
    done = claimwire("reextract", cwd=folder, check=(1,))  # some demo pages are empty on purpose
    assert ".warc.gz" not in done.stdout  # every capture that the store names can be read


def test_a_corrupt_record_is_said_and_the_rest_goes_on(finished: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    shutil.copytree(finished, folder)
    query = (
        "SELECT warc_file, warc_offset, warc_length FROM capture JOIN revision "
        "ON revision.capture_id = capture.id WHERE content_type LIKE '%html%' ORDER BY warc_offset"
    )
    with closing(sqlite3.connect(folder / "claimwire.db")) as store:
        name, offset, length = store.execute(query).fetchone()
    archive = folder / "archive" / name
    data = bytearray(archive.read_bytes())
    data[offset + length // 2 : offset + length // 2 + 40] = b"\xff" * 40
    archive.write_bytes(data)
    done = claimwire("--json", "reextract", cwd=folder, check=(1,))
    (report,) = json.loads(done.stdout)
    assert len([problem for problem in report["problems"] if name in problem]) == 1
    assert report["counts"]["unchanged"] > 80
    assert content(folder) == content(finished)


def limited(size: int) -> Callable[[], None]:
    """Return what a child does to fail when a file of it grows beyond ``size`` bytes."""

    def apply() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return apply


@pytest.mark.parametrize("size", [60_000, 700_000, 2_500_000])
def test_a_full_disk(finished: Path, tmp_path: Path, size: int) -> None:
    """No file can grow beyond a size: the archive, the database or a page fails first."""
    folder = make_workspace(tmp_path / "w")
    done = subprocess.run(
        [sys.executable, "-m", "claimwire", "run", "--replay", str(ARCHIVE)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=limited(size),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (1, 2, 3), done.stderr
    assert "Traceback" not in done.stderr
    same(folder, finished)


def test_a_folder_that_may_not_be_written(finished: Path, tmp_path: Path) -> None:
    """Said at once, before anything is touched. Root has to give up its power to write anywhere."""
    folder = tmp_path / "w"
    shutil.copytree(finished, folder)
    before = content(folder)
    root = os.geteuid() == 0
    for path in [folder, *folder.rglob("*")]:
        if root:
            shutil.chown(path, "nobody")
        path.chmod(0o555 if path.is_dir() else 0o444)
    plain = ["setpriv", "--bounding-set=-dac_override"] if root else []
    try:
        done = subprocess.run(
            [*plain, sys.executable, "-m", "claimwire", "run", "--replay", str(ARCHIVE)],
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


@pytest.mark.postgres
def test_the_database_goes_and_comes_back(
    finished: Path, tmp_path: Path, private_postgres: PrivatePostgres
) -> None:
    folder = tmp_path / "w"
    url = private_postgres.url
    create_workspace(folder, sources=DEMO_SOURCES.read_text(encoding="utf-8"), store={"url": url})
    migrate.upgrade(url)
    process = start("-v", "run", "--replay", ARCHIVE, cwd=folder)
    wait_for_stage(process, "annotate")
    private_postgres.stop()
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 2, errors
    assert "Traceback" not in errors
    assert "database" in errors
    private_postgres.start()
    claimwire("run", "--replay", ARCHIVE, cwd=folder, check=(0, 1))
    claimwire("db", "check", cwd=folder)
    assert site_digests(folder) == site_digests(finished)


@pytest.mark.postgres
def test_a_restart_of_the_database_is_waited_for(
    finished: Path, tmp_path: Path, private_postgres: PrivatePostgres
) -> None:
    """Between two transactions a restart costs nothing; inside one, that run."""
    folder = tmp_path / "w"
    url = private_postgres.url
    create_workspace(folder, sources=DEMO_SOURCES.read_text(encoding="utf-8"), store={"url": url})
    migrate.upgrade(url)
    process = start("-v", "run", "--replay", ARCHIVE, cwd=folder)
    wait_for_stage(process, "annotate")
    private_postgres.stop()
    private_postgres.start()
    _, errors = process.communicate(timeout=300)
    assert process.returncode in (1, 2), errors
    assert "Traceback" not in errors
    claimwire("run", "--replay", ARCHIVE, cwd=folder, check=(0, 1))
    assert site_digests(folder) == site_digests(finished)
