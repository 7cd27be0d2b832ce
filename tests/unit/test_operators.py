"""Unattended running: checks before it, one row a stage, metrics, pruning, shards, marks."""

from __future__ import annotations

import datetime as dt
import errno
import json
import logging
import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from claimwire.cli import run
from claimwire.errors import LockHeldError, MachineError, SchemaError, UsageError
from claimwire.lock import shard_lock, workspace_lock
from claimwire.model import DocumentStatus, Fetch, Health, SourceState
from claimwire.shard import Shard, parse
from claimwire.stages import metrics, preflight
from claimwire.stages.base import StageReport, Workspace
from claimwire.stages.prune import plan, prune
from claimwire.stages.record import recorded
from claimwire.stages.status import StatusReport, read_status
from claimwire.stop import Stop
from store import annotations as work
from store import documents, knowledge, marks, migrate, runs, sources, tables
from store import prune as store_prune
from store.db import Database, open_database
from tests import store_samples as sample
from tests.store_samples import NOW, PIPELINE, later


def with_run(workspace: Workspace, **changes: Any) -> Workspace:
    """Return the workspace, over the same connections, with other settings of ``[run]``."""
    config = workspace.config
    changed = Workspace(replace(config, run=replace(config.run, **changes)))
    changed.__dict__["database"] = workspace.database
    return changed


def started(workspace: Workspace, at: dt.datetime, stage: str = "crawl") -> None:
    with workspace.database.writing() as conn:
        runs.start(conn, f"x-{stage}-{at.isoformat()}", stage, at)


# Before a run


def test_a_healthy_machine_may_run(workspace: Workspace) -> None:
    preflight.check(workspace, now=NOW)


def test_too_little_room_is_said_before_anything(workspace: Workspace) -> None:
    with pytest.raises(MachineError, match="MB are free") as caught:
        preflight.check(with_run(workspace, min_free_mb=10**9), now=NOW)
    assert "prune" in caught.value.remedy


def test_a_clock_that_went_back_is_said(workspace: Workspace) -> None:
    started(workspace, NOW)
    preflight.check(workspace, now=later(seconds=-200))  # clocks are set now and then
    with pytest.raises(MachineError, match="the clock shows"):
        preflight.check(workspace, now=later(seconds=-400))
    with pytest.raises(MachineError, match="the clock shows"):
        preflight.check(workspace, now=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    preflight.check(with_run(workspace, clock_slack_seconds=1e9), now=later(seconds=-400))


def test_the_end_of_a_run_counts_for_the_clock(workspace: Workspace) -> None:
    started(workspace, NOW)
    with workspace.database.writing() as conn:
        run_id = runs.last(conn)[0].id
        runs.finish(conn, run_id, later(hours=3), counts={})
        assert runs.newest_moment(conn) == later(hours=3)
    with pytest.raises(MachineError):
        preflight.check(workspace, now=later(hours=2))


# The log of runs


def test_a_stage_leaves_one_row(workspace: Workspace) -> None:
    report = recorded(workspace, "crawl", lambda: StageReport("crawl", counts={"captured": 3}))
    with workspace.database.reading() as conn:
        (row,) = runs.last(conn)
    assert report.counts == row.counts == {"captured": 3}
    assert row.finished is not None
    assert row.worker == f"{os.uname().nodename}:{os.getpid()}"
    assert row.version


def test_a_stage_that_cannot_go_on_says_why_in_its_row(workspace: Workspace) -> None:
    def full() -> StageReport:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        recorded(workspace, "publish", full)
    with workspace.database.reading() as conn:
        (row,) = runs.last(conn)
    assert row.interrupted
    assert "No space" in row.problems[0]
    assert str(workspace.config.site_dir) in row.problems[0]  # the error itself named no file
    report = read_status(workspace, now=NOW)
    assert any("the last publish ended early" in line for line in report.needs_person)


def test_a_stage_whose_process_has_gone_is_said(workspace: Workspace) -> None:
    """Killed again and again, say for want of memory, it must not be quiet about it."""
    here, gone = os.uname().nodename, subprocess.Popen(["true"])
    gone.wait()
    workers = {
        "crawl": f"{here}:{os.getpid()}",  # at work
        "annotate": "elsewhere:17",  # nobody here knows
        "resolve": f"{here}:{gone.pid}",
        "publish": None,  # of an older program
    }
    now = dt.datetime.now(dt.UTC)
    with workspace.database.writing() as conn:
        for stage, worker in workers.items():
            runs.start(conn, f"x-{stage}", stage, now, worker=worker)
    keys = [need.key for need in read_status(workspace, now=now).needs]
    assert keys == ["stage resolve"]
    keys = [need.key for need in read_status(workspace, now=now + dt.timedelta(days=3)).needs]
    assert len(keys) == len(workers)
    recorded(workspace, "resolve", lambda: StageReport("resolve"))
    assert read_status(workspace, now=dt.datetime.now(dt.UTC)).needs == ()


def test_lines_of_a_stage_carry_its_run(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    from claimwire.logs import fields_of

    seen: list[dict[str, str]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(fields_of(record))

    handler = Keep()
    logging.getLogger("claimwire").addHandler(handler)
    try:
        with caplog.at_level(logging.INFO):
            recorded(workspace, "resolve", lambda: StageReport("resolve"))
    finally:
        logging.getLogger("claimwire").removeHandler(handler)
    with workspace.database.reading() as conn:
        (row,) = runs.last(conn)
    assert {one["run"] for one in seen} == {row.id}
    assert {one["stage"] for one in seen} == {"resolve"}


# Status and metrics


def test_status_says_what_needs_a_person(workspace: Workspace) -> None:
    with workspace.database.writing() as conn:
        sources.sync(conn, [sample.source("reuters"), sample.source("gazette")])
        state = SourceState("gazette", health=Health.BLOCKED, last_error="403 for a week")
        sources.save_state(conn, state)
    recorded(workspace, "crawl", lambda: StageReport("crawl"))
    now = dt.datetime.now(dt.UTC)
    report = read_status(workspace, now=now)
    assert [need.key for need in report.needs] == ["source gazette blocked"]
    assert "403 for a week" in report.as_text().split("Sources")[0]
    later_on = read_status(workspace, now=now + dt.timedelta(days=3))
    assert "runs ceased" in [need.key for need in later_on.needs]
    poor = read_status(with_run(workspace, min_free_mb=10**9), now=now)
    assert "disk" in [need.key for need in poor.needs]


def with_states(workspace: Workspace, states: Sequence[SourceState]) -> list[str]:
    with workspace.database.writing() as conn:
        sources.sync(conn, [sample.source(state.source_id) for state in states])
        for state in states:
            sources.save_state(conn, state)
    return [need.key for need in read_status(workspace, now=NOW).needs if need.key != "disk"]


@pytest.mark.parametrize(
    ("error", "heard", "told"),
    [
        ("dns: no address is known for the host", NOW - dt.timedelta(days=1), ["network"]),
        ("robots-unreachable: no robots.txt (timeout: none in time)", None, ["network"]),
        ("http-403: it refuses this agent", NOW - dt.timedelta(days=1), None),  # they did answer
        ("dns: no address is known for the host", NOW, None),  # one answers: the network is there
    ],
)
def test_an_outage_of_the_network_here_is_told_once(
    workspace: Workspace, error: str, heard: dt.datetime | None, told: list[str] | None
) -> None:
    names = [f"s{number}" for number in range(8)]
    cut = [
        SourceState(
            name, health=Health.BLOCKED, last_error=error, last_fetch=NOW, last_success=None
        )
        for name in names
    ]
    states = [*cut, SourceState("well", health=Health.ACTIVE, last_fetch=heard, last_success=heard)]
    found = with_states(workspace, states)
    assert found == (told or [f"source {name} blocked" for name in names])


def test_a_run_without_a_network_is_told(workspace: Workspace) -> None:
    words = "no network: none of 9 hosts answered (dns 9)."
    recorded(workspace, "crawl", lambda: StageReport("crawl", problems=(words,)))
    report = read_status(workspace, now=dt.datetime.now(dt.UTC))
    assert ("network", words) in [(need.key, need.words) for need in report.needs]
    recorded(workspace, "crawl", lambda: StageReport("crawl"))
    again = read_status(workspace, now=dt.datetime.now(dt.UTC))
    assert "network" not in [need.key for need in again.needs]


def test_metrics_are_what_prometheus_reads(workspace: Workspace, tmp_path: Path) -> None:
    recorded(workspace, "crawl", lambda: StageReport("crawl", counts={'odd "item"\\\n': 3}))
    report = read_status(workspace, now=dt.datetime.now(dt.UTC))
    path = tmp_path / "claimwire.prom"
    metrics.write(report, path)
    metrics.write(report, path)
    assert [one.name for one in tmp_path.glob("*claimwire.prom*")] == ["claimwire.prom"]
    families = {
        one.name: one for one in text_string_to_metric_families(path.read_text(encoding="utf-8"))
    }
    (items,) = families["claimwire_stage_items"].samples
    assert items.labels == {"stage": "crawl", "item": 'odd "item"\\\n'}
    assert items.value == 3
    free = [s for s in families["claimwire_disk_bytes"].samples if s.labels["part"] == "free"]
    assert free[0].value == report.disk["free"]
    ended = families["claimwire_stage_finished_timestamp_seconds"].samples[0].value
    assert abs(ended - dt.datetime.now(dt.UTC).timestamp()) < 3600
    assert all(family.documentation for family in families.values())


def test_metrics_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    report = StatusReport((), {}, {}, {}, (), {"free": 1})
    with pytest.raises(MachineError, match="cannot be written"):
        metrics.write(report, tmp_path / "no" / "folder.prom")


# Pruning


@pytest.fixture
def two_pipelines(workspace: Workspace) -> Workspace:
    """Findings of an old pipeline and of the one that took its place."""
    with workspace.database.writing() as conn:
        knowledge.sync(conn, sample.knowledge())
        revision = sample.add(conn, 1)
        sample.read_texts(conn, revision)
        work.register_pipeline(conn, "new@2", "new", "2")
        for text_id, _ in work.lease(conn, "new@2", 9, "w", NOW, 60):
            work.save(conn, "new@2", text_id, sample.annotation())
    return workspace


def everything(database: Database) -> dict[str, int]:
    with database.reading() as conn:
        return {
            table.name: conn.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in tables.metadata.sorted_tables
        }


def test_the_old_pipeline_is_planned_then_removed(two_pipelines: Workspace) -> None:
    before = everything(two_pipelines.database)
    planned = {one.table: one.rows for one in plan(two_pipelines, log_days=0)}
    assert everything(two_pipelines.database) == before
    assert planned["pipeline"] == planned["annotation"] == 1
    report = prune(two_pipelines, log_days=0, compact=True, stop=Stop())
    assert dict(report.counts) == planned
    after = everything(two_pipelines.database)
    assert {n: before[n] - after[n] for n in before if before[n] > after[n]} == planned
    with two_pipelines.database.reading() as conn:
        assert work.promoted_pipeline(conn) == "new@2"
        assert len(work.load(conn, "new@2")) == 1
    assert plan(two_pipelines, log_days=0) == []


def test_what_is_shown_stays_until_the_new_one_is_complete(workspace: Workspace) -> None:
    with workspace.database.writing() as conn:
        sample.read_texts(conn, sample.add(conn, 1))
        work.register_pipeline(conn, "new@2", "new", "2")
    assert plan(workspace, log_days=0) == []
    with workspace.database.reading() as conn:
        assert work.promoted_pipeline(conn) == PIPELINE


def test_a_stopped_prune_is_continued(
    two_pipelines: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_prune, "_BATCH", 1)
    planned = sum(one.rows for one in plan(two_pipelines, log_days=0))
    removing = store_prune.prune(two_pipelines.database, now=NOW, log_days=0)
    assert next(removing)[1] == 1
    removing.close()
    assert sum(one.rows for one in plan(two_pipelines, log_days=0)) == planned - 1
    prune(two_pipelines, log_days=0, stop=Stop())
    assert plan(two_pipelines, log_days=0) == []


def test_old_lines_of_logs_go_and_the_newest_stay(workspace: Workspace) -> None:
    now = dt.datetime.now(dt.UTC)
    for days in (500, 450, 10):
        started(workspace, now - dt.timedelta(days=days))
    started(workspace, now - dt.timedelta(days=600), "ingest")
    planned = plan(workspace, log_days=400)
    assert [(one.table, one.rows) for one in planned] == [("run", 2)]
    assert plan(workspace, log_days=0) == []
    prune(workspace, log_days=400, stop=Stop())
    with workspace.database.reading() as conn:
        assert {one.stage for one in runs.last(conn)} == {"crawl", "ingest", "prune"}


def test_captures_and_texts_cannot_be_removed(workspace: Workspace) -> None:
    removable = {part.table.name for part in _all_parts(workspace)}
    assert not removable & {"capture", "text", "revision", "document", "judgement"}


def _all_parts(workspace: Workspace) -> list[store_prune.Part]:
    with workspace.database.writing() as conn:
        work.register_pipeline(conn, "old@1", "old", "1")
        work.register_pipeline(conn, "new@2", "new", "2")
        return store_prune.parts(conn, now=NOW, log_days=1)


# Marks


def test_the_fingerprint_changes_with_what_is_shown(database: Database) -> None:
    seen = []

    def look() -> None:
        with database.reading() as conn:
            seen.append(marks.fingerprint(conn))

    look()
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters")])
    look()
    with database.writing() as conn:
        revision = sample.add(conn, 1)
    look()
    with database.writing() as conn:
        sample.read_texts(conn, revision)
    look()
    with database.writing() as conn:
        documents.set_state(conn, revision.document_id, DocumentStatus.GONE)
    look()
    with database.writing() as conn:
        sources.save_state(conn, SourceState("reuters", health=Health.STALE))
    look()
    with database.writing() as conn:
        sources.save_state(conn, asked(NOW))
    look()
    with database.writing() as conn:
        sources.save_state(conn, asked(later(days=1)))
    look()
    assert len(set(seen)) == len(seen)
    with database.writing() as conn:
        marks.put(conn, "published", seen[-1], NOW)
        runs.start(conn, "x-1", "crawl", NOW)
    with database.reading() as conn:
        assert marks.fingerprint(conn) == marks.get(conn, "published") == seen[-1]


def asked(at: dt.datetime) -> SourceState:
    return SourceState(
        "reuters", health=Health.STALE, next_due=at, last_fetch=at, last_success=at, etag=str(at)
    )


def test_asking_in_vain_leaves_the_fingerprint(database: Database) -> None:
    seen = set()
    with database.writing() as conn:
        sources.sync(conn, [sample.source("reuters")])
        revision = sample.add(conn, 1)
    for minutes in (0, 30, 60):
        at = later(minutes=minutes)
        with database.writing() as conn:
            request = Fetch("https://reuters.example/feed", at, "not-modified", source_id="reuters")
            sources.save_discovery(conn, asked(at), request, new_entries=0, now=at)
            request = Fetch(
                "https://reuters.example/1", at, "same", document_id=revision.document_id
            )
            sources.record_fetch(conn, request)
            again = None if minutes == 60 else later(days=1)
            documents.set_state(conn, revision.document_id, DocumentStatus.CAPTURED, next_due=again)
        with database.reading() as conn:
            seen.add(marks.fingerprint(conn))
    assert len(seen) == 1


def test_no_large_table_is_read_row_by_row() -> None:
    """A new table has to be thought of in ``store.marks``: is it large, who changes it?"""
    assert {table.name for table in marks.read_whole()} == {
        *("alias", "dispute", "dispute_party", "entity", "judgement", "pipeline"),
        *("redirect", "resolution_state"),
    }


# Shards


def test_every_host_belongs_to_one_part() -> None:
    hosts = [f"site{number}.example" for number in range(500)]
    parts = [Shard(index, 4) for index in range(1, 5)]
    assert all(sum(part.holds(host) for part in parts) == 1 for host in hosts)
    assert all(80 < sum(map(part.holds, hosts)) < 170 for part in parts)
    assert Shard(1, 1).holds("anything.example")


@pytest.mark.parametrize("text", ["", "1", "0/4", "5/4", "a/b", "1/0", "-1/4", "1/4/2", "1/99999"])
def test_parts_that_are_none(text: str) -> None:
    with pytest.raises(UsageError, match="part of the hosts"):
        parse(text)


def test_due_documents_of_a_part(database: Database) -> None:
    with database.writing() as conn:
        for number in range(40):
            entry = sample.entry(number, host=f"site{number}.example")
            documents.discover(conn, None, "web:x", [entry], NOW)
    found: list[str] = []
    for index in range(1, 4):
        part = Shard(index, 3)
        with database.reading() as conn:
            tasks = documents.due(conn, later(hours=1), limit=99, per_host=1, holds=part.holds)
        assert all(part.holds(documents.host_of(task.url)) for task in tasks)
        found += [task.document_id for task in tasks]
    assert len(found) == len(set(found)) == 40


def test_parts_run_beside_each_other_but_never_beside_a_run(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with shard_lock(path, Shard(1, 2)), shard_lock(path, Shard(2, 2)):
        with pytest.raises(LockHeldError), workspace_lock(path):
            pass
        with pytest.raises(LockHeldError), shard_lock(path, Shard(1, 2)):
            pass
    with workspace_lock(path), pytest.raises(LockHeldError), shard_lock(path, Shard(1, 2)):
        pass


# Two versions of the program


def test_a_program_that_was_overtaken_writes_nothing_more(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    with open_database(url) as old:
        with database.writing() as conn:
            conn.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(SchemaError, match="9999") as caught, old.writing() as conn:
            runs.start(conn, "x-1", "crawl", NOW)
        assert "newer claimwire" in caught.value.remedy
    with database.reading() as conn:
        assert runs.last(conn) == []


# The command line


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    return tmp_path


def test_backups_are_replaced_only_when_asked(here: Path) -> None:
    assert run(["db", "backup", "b.db"]) == 0
    assert run(["db", "backup", "b.db"]) == 2
    assert run(["db", "backup", "--replace", "b.db"]) == 0


def test_a_lost_database_comes_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.txt").write_text("Acme accused Nimbus of copying its archive.\n")
    assert run(["ingest", "a.txt"]) == 0
    assert run(["db", "backup", "b.db"]) == 0
    assert run(["db", "restore", "b.db"]) == 2  # never over rows
    for file in here.glob("claimwire.db*"):
        file.unlink()
    assert run(["status"]) == 2
    assert run(["db", "restore", "b.db"]) == 0
    capsys.readouterr()
    assert run(["--json", "search", "Nimbus"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert run(["db", "check"]) == 0


def test_prune_shows_its_plan_first(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_database(f"sqlite:///{here / 'claimwire.db'}") as opened, opened.writing() as conn:
        work.register_pipeline(conn, "old@1", "old", "1")
        work.register_pipeline(conn, "new@2", "new", "2")
    capsys.readouterr()
    assert run(["prune"]) == 0
    assert "old@1" in capsys.readouterr().out
    assert run(["prune", "--yes"]) == 0
    assert "removed 1 of pipeline" in capsys.readouterr().out
    assert run(["prune"]) == 0
    assert "nothing to remove" in capsys.readouterr().out


def test_a_quiet_command_that_went_well_says_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["-q", "annotate", "--metrics"]) == 2  # no such option there
    capsys.readouterr()
    assert run(["-q", "resolve"]) == 0
    found = capsys.readouterr()
    assert found.out + found.err == ""


def test_metrics_of_status(here: Path) -> None:
    assert run(["status", "--metrics", "m.prom"]) == 0
    assert "claimwire_info" in (here / "m.prom").read_text(encoding="utf-8")


def test_nobody_to_tell_is_wrong_use(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["notify"]) == 2
    assert "[notify]" in capsys.readouterr().err


def test_an_engine_that_is_none(here: Path) -> None:
    assert run(["annotate", "--engine", "spark"]) == 2


def test_migrations_keep_what_a_first_version_wrote(tmp_path: Path) -> None:
    """The log of runs of 0001 has no machine and no version."""
    from alembic import command

    url = f"sqlite:///{tmp_path / 'old.db'}"
    with Database(url) as old, old.writing() as conn:
        config = migrate._config()
        config.attributes["connection"] = conn
        command.upgrade(config, "0001")
        conn.execute(
            sa.text(
                "INSERT INTO run (id, stage, started, counts, problems, interrupted) VALUES "
                "('x-1', 'crawl', '2026-04-24 10:00:00.000000', '{}', '[]', 0)"
            )
        )
    migrate.upgrade(url)
    with open_database(url) as new, new.reading() as conn:
        (row,) = runs.last(conn)
    assert row == runs.Run("x-1", "crawl", NOW, None, {}, (), False)
