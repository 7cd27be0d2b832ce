"""The whole job on the demo archive: once, twice, interrupted, and two at a time."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwire.config import load_config
from claimwire.lock import workspace_lock
from store import runs
from store.db import Database
from store.runs import Run
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

STAGES = ("crawl", "annotate", "resolve", "publish")

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


def test_lines_say_what_they_are_about_and_items_count_once(
    small: Small, tmp_path: Path, workspaces: Workspaces
) -> None:
    folder = small.workspace(workspaces, tmp_path / "w")
    run = ("--log-format", "json", "-v", "run", "--replay", small.archive)
    done = claimwire(*run, cwd=folder, check=(1,))
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    of = {stage: [one for one in lines if one.get("stage") == stage] for stage in STAGES}
    assert all(len({one["run"] for one in of[stage]}) == 1 for stage in STAGES)
    assert all("stage" in one for one in lines)
    first, rows = rows_of_runs(folder), content(folder)
    assert sorted(one.stage for one in first) == sorted(STAGES)
    counts = {one.stage: one.counts for one in first}

    asked = [one for one in of["crawl"] if "source" in one and "document" not in one]
    fetched = [one for one in of["crawl"] if "document" in one]
    assert all(one["url"] for one in (*asked, *fetched))
    assert {one["source"] for one in fetched} <= {one["source"] for one in asked}
    assert counts["crawl"]["sources asked"] == len(asked) == len(rows["source"])
    taken = counts["crawl"]["captured"] + counts["crawl"]["documents that failed"]
    assert taken == len(fetched) == len({one["document"] for one in fetched})
    assert counts["crawl"]["new documents"] == len(rows["document"])

    read = [one for one in of["annotate"] if "text" in one]
    assert all(one["url"] and one["source"] and one["document"] for one in read)
    assert counts["annotate"]["texts read"] == len(read) == len(rows["text"])
    assert counts["resolve"]["documents"] == len(rows["brief"])
    assert counts["resolve"]["claims"] == len(rows["claim"])
    pieces = 1  # their note is written too, and is no part of the site
    assert counts["publish"]["files written"] == len(site_digests(folder)) + pieces

    claimwire(*run, cwd=folder)
    second = rows_of_runs(folder)[: len(STAGES)]
    again = {one.stage: sum(one.counts.values()) for one in second}
    assert again == dict.fromkeys(STAGES, 0)


def rows_of_runs(folder: Path) -> list[Run]:
    with Database(load_config(folder).store_url) as database, database.reading() as conn:
        return runs.last(conn)


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
