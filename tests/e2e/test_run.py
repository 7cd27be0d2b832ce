"""The whole job on the demo archive: once, twice, interrupted, and two at a time."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwire.lock import workspace_lock
from tests.e2e.conftest import Small
from tests.e2e.harness import (
    ARCHIVE,
    claimwire,
    content,
    demo_workspace,
    site_digests,
    site_times,
    start,
    wait_for_stage,
)
from tests.store_fixtures import Workspaces

WITH_ILL_SOURCES = (1,)
"""The demo archive holds broken feeds and pages, which need a person."""

pytestmark = [pytest.mark.model, pytest.mark.slow]


def test_a_run_publishes_claims_from_the_archive(finished: Path) -> None:
    claims = (
        (finished / "public" / "data" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    )
    assert len(claims) > 50
    speakers = {json.loads(line)["speaker"] for line in claims}
    assert {"us-state-department", "anthropic", "openai"} <= speakers


def test_a_second_run_finds_nothing_new_and_writes_no_file(
    finished: Path, tmp_path: Path, workspaces: Workspaces
) -> None:
    folder = workspaces.copy(finished, tmp_path / "w")
    before, times = content(folder), site_times(folder)
    claimwire("run", "--replay", ARCHIVE, cwd=folder)
    assert content(folder) == before
    assert site_times(folder) == times


def test_two_runs_give_the_same_bytes(
    finished: Path, tmp_path: Path, workspaces: Workspaces
) -> None:
    other = demo_workspace(workspaces, tmp_path / "w")
    claimwire("run", "--replay", ARCHIVE, cwd=other, check=WITH_ILL_SOURCES)
    assert content(other) == content(finished)
    assert site_digests(other) == site_digests(finished)


@pytest.mark.parametrize(
    ("stage", "seconds"), [("crawl", 1.0), ("annotate", 2.5), ("resolve", 0.1), ("publish", 0.2)]
)
def test_a_killed_run_is_continued_to_the_same_end(
    small: Small, tmp_path: Path, workspaces: Workspaces, stage: str, seconds: float
) -> None:
    folder = small.workspace(workspaces, tmp_path / "w")
    process = start("-v", "run", "--replay", small.archive, cwd=folder)
    wait_for_stage(process, stage)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    small.completes(folder)


@pytest.mark.postgres
def test_postgresql_gives_the_same_site(
    finished: Path, tmp_path: Path, new_postgres: Callable[[str | None], str]
) -> None:
    claimwire("demo", "w", "--store", new_postgres(None), cwd=tmp_path)
    folder = tmp_path / "w"
    assert site_digests(folder) == site_digests(finished)
    claimwire("run", "--replay", ARCHIVE, cwd=folder)
    claimwire("db", "check", cwd=folder)


def test_a_second_run_at_once_exits_75_and_touches_nothing(
    small: Small, tmp_path: Path, workspaces: Workspaces
) -> None:
    folder = workspaces.copy(small.finished, tmp_path / "w")
    before, times = content(folder), site_times(folder)
    with workspace_lock(folder / ".claimwire.lock"):
        done = claimwire("run", "--replay", small.archive, cwd=folder, check=(75,))
    assert "another run" in done.stderr
    assert content(folder) == before
    assert site_times(folder) == times


def test_a_polite_end_commits_and_exits_130(
    small: Small, tmp_path: Path, workspaces: Workspaces
) -> None:
    folder = small.workspace(workspaces, tmp_path / "w")
    process = start("-v", "run", "--replay", small.archive, cwd=folder)
    wait_for_stage(process, "annotate")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 130
    claimwire("db", "check", cwd=folder)
    small.completes(folder)
