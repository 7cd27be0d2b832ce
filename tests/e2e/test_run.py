"""The whole job on the demo archive: once, twice, interrupted, and two at a time."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwire.workspace import create_workspace
from tests.e2e.harness import (
    ARCHIVE,
    DEMO_SOURCES,
    claimwire,
    content,
    make_workspace,
    site_digests,
    site_times,
    start,
    wait_for_stage,
)

WITH_ILL_SOURCES = (1,)
"""The demo archive holds broken feeds and pages, which need a person."""

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which one undisturbed run has been made."""
    folder = make_workspace(tmp_path_factory.mktemp("finished") / "w")
    claimwire("run", "--replay", ARCHIVE, cwd=folder, check=WITH_ILL_SOURCES)
    return folder


def test_a_run_publishes_claims_from_the_archive(finished: Path) -> None:
    claims = (
        (finished / "public" / "data" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    )
    assert len(claims) > 50
    speakers = {json.loads(line)["speaker"] for line in claims}
    assert {"us-state-department", "anthropic", "openai"} <= speakers


def test_a_second_run_finds_nothing_new_and_writes_no_file(finished: Path) -> None:
    before, times = content(finished), site_times(finished)
    claimwire("run", "--replay", ARCHIVE, cwd=finished)
    assert content(finished) == before
    assert site_times(finished) == times


def test_two_runs_give_the_same_bytes(finished: Path, tmp_path: Path) -> None:
    other = make_workspace(tmp_path / "w")
    claimwire("run", "--replay", ARCHIVE, cwd=other, check=WITH_ILL_SOURCES)
    assert content(other) == content(finished)
    assert site_digests(other) == site_digests(finished)


@pytest.mark.parametrize(
    ("stage", "seconds"),
    [
        ("crawl", 1.0),
        ("crawl", 3.0),
        ("annotate", 3.0),
        ("annotate", 6.0),
        ("resolve", 0.1),
        ("publish", 0.1),
        ("publish", 0.6),
    ],
)
def test_a_killed_run_is_continued_to_the_same_end(
    finished: Path, tmp_path: Path, stage: str, seconds: float
) -> None:
    folder = make_workspace(tmp_path / "w")
    process = start("-v", "run", "--replay", ARCHIVE, cwd=folder)
    wait_for_stage(process, stage)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    claimwire("run", "--replay", ARCHIVE, cwd=folder, check=(0, 1))
    assert content(folder) == content(finished)
    assert site_digests(folder) == site_digests(finished)


@pytest.mark.postgres
def test_postgresql_gives_the_same_site(
    finished: Path, tmp_path: Path, new_postgres: Callable[[str | None], str]
) -> None:
    url = new_postgres(None)
    folder = tmp_path / "w"
    create_workspace(folder, sources=DEMO_SOURCES.read_text(encoding="utf-8"), store={"url": url})
    claimwire("db", "upgrade", cwd=folder)
    claimwire("run", "--replay", ARCHIVE, cwd=folder, check=WITH_ILL_SOURCES)
    assert site_digests(folder) == site_digests(finished)
    claimwire("run", "--replay", ARCHIVE, cwd=folder)
    claimwire("db", "check", cwd=folder)


def test_a_second_run_at_once_exits_75_and_touches_nothing(finished: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    shutil.copytree(finished, folder)
    from claimwire.lock import workspace_lock

    before, times = content(folder), site_times(folder)
    with workspace_lock(folder / ".claimwire.lock"):
        done = claimwire("run", "--replay", ARCHIVE, cwd=folder, check=(75,))
    assert "another run" in done.stderr
    assert content(folder) == before
    assert site_times(folder) == times


def test_a_polite_end_commits_and_exits_130(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "w")
    process = start("-v", "run", "--replay", ARCHIVE, cwd=folder)
    wait_for_stage(process, "annotate")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 130
    claimwire("db", "check", cwd=folder)
