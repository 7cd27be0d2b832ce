"""Language work on a cluster finds what one process finds, whoever dies meanwhile."""

from __future__ import annotations

import gc
import json
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from claimwire.cli.start import DEMO_SITE
from claimwire.config import load_config
from claimwire.errors import MachineError, UsageError
from claimwire.stages import cluster as driver
from claimwire.stages import cluster_link
from claimwire.stages.annotate import annotate
from claimwire.stages.base import StageReport, Workspace
from claimwire.stages.cluster_map import spread
from claimwire.stop import Stop
from claimwire.workspace import create_workspace
from store import annotations as work
from store import tables
from store.annotations import Found
from tests.e2e.cluster import Cluster, slow_sum
from tests.e2e.harness import claimwire, site_digests
from tests.store_fixtures import Workspaces

if TYPE_CHECKING:
    from nlp.pipeline import Annotator

pytestmark = [pytest.mark.model, pytest.mark.slow]

TEXTS = 40
_PEOPLE = ("Acme", "Nimbus", "Borealis", "Zenith", "Orchard Labs")
_ACTS = ("accused {} of copying its archive", "denied that {} had asked", "sued {} in March")


def texts(number: int) -> str:
    lines = [
        f"{_PEOPLE[(number + turn) % 5]} {_ACTS[turn % 3].format(_PEOPLE[(number + turn + 1) % 5])}"
        f" over matter {number}, the ministry said on Friday."
        for turn in range(15)
    ]
    return "\n\n".join(lines)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path)
    yield found
    found.close()
    with warnings.catch_warnings():
        # Dask leaves the socket to a scheduler that was killed to the collector of garbage.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def workspace(tmp_path: Path, workspaces: Workspaces) -> Iterator[Workspace]:
    """Texts that wait."""
    folder = workspaces.make(tmp_path / "w")
    lines = [
        json.dumps({"url": f"https://a.example/{n}", "title": "T", "text": texts(n)})
        for n in range(TEXTS)
    ]
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    claimwire("ingest", "in.jsonl", cwd=folder)
    made = Workspace(load_config(folder))
    yield made
    made.database.close()


def found(workspace: Workspace) -> dict[str, Found]:
    with workspace.database.reading() as conn:
        return work.load(conn, work.promoted_pipeline(conn) or "")


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    from nlp.knowledge_base import load as load_knowledge
    from nlp.pipeline import load

    return load(None, load_knowledge())


def read_here(workspace: Workspace, annotator: Annotator) -> dict[str, Found]:
    """Return what this process finds in the texts of the store."""
    with workspace.database.reading() as conn:
        bodies = conn.execute(sa.select(tables.text.c.id, tables.text.c.body)).all()
    read = {row.id: annotator.annotate(row.body) for row in bodies}
    return {id_: (one, work.statement_ids(id_, one.statements)) for id_, one in read.items()}


def in_background(workspace: Workspace, url: str) -> tuple[threading.Thread, list[StageReport]]:
    reports: list[StageReport] = []
    thread = threading.Thread(
        target=lambda: reports.append(annotate(workspace, engine=url, stop=Stop()))
    )
    thread.start()
    return thread, reports


def wait_until_read(workspace: Workspace, least: int) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        with workspace.database.reading() as conn:
            pipeline = work.current_pipeline(conn)
            if pipeline and work.counts(conn, pipeline)["done"] >= least:
                return
        time.sleep(0.2)
    raise AssertionError("the cluster does not read")


def test_a_killed_worker_and_a_restarted_scheduler_change_nothing(
    workspace: Workspace,
    cluster: Cluster,
    annotator: Annotator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(driver, "JOB", 2)  # so that jobs are out at both moments
    cluster.start_scheduler()
    victim = cluster.start_worker()
    cluster.start_worker()
    thread, reports = in_background(workspace, cluster.url)
    wait_until_read(workspace, 4)
    victim.send_signal(signal.SIGKILL)
    wait_until_read(workspace, 16)
    cluster.stop_scheduler()
    cluster.start_scheduler()
    cluster.start_worker()
    thread.join(timeout=300)
    assert reports
    assert reports[0].counts == {"texts read": TEXTS, "texts that failed": 0, "texts left": 0}
    assert found(workspace) == read_here(workspace, annotator)


def test_a_cluster_that_is_not_there_is_said(
    workspace: Workspace, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_link, "PATIENCE_SECONDS", 1.0)
    with pytest.raises(MachineError, match="cannot be reached"):
        annotate(workspace, engine=cluster.url, stop=Stop())
    cluster.start_scheduler()
    with pytest.raises(MachineError, match="has no workers"):
        annotate(workspace, engine=cluster.url, stop=Stop())
    with workspace.database.reading() as conn:
        pipeline = work.current_pipeline(conn) or ""
        assert work.counts(conn, pipeline) == {
            "pending": TEXTS, "leased": 0, "done": 0, "failed": 0,
        }  # fmt: skip


def test_every_job_has_one_result_whoever_dies(cluster: Cluster) -> None:
    cluster.start_scheduler()
    victim = cluster.start_worker()
    cluster.start_worker()
    results: list[int] = []
    nothing: Any = None  # which a worker cannot add to
    for result in spread(cluster.url, slow_sum, 100, [partial(int, n) for n in range(30)]):
        results.append(result)
        if len(results) == 4:
            victim.send_signal(signal.SIGKILL)
        if len(results) == 12:
            cluster.stop_scheduler()
            cluster.start_scheduler()
            cluster.start_worker()
    assert sorted(results) == [100 + n for n in range(30)]
    with pytest.raises(UsageError, match="cannot be added"):
        list(spread(cluster.url, slow_sum, 1, [partial(int, -5)]))
    with pytest.raises(MachineError, match="TypeError"):
        list(spread(cluster.url, slow_sum, nothing, [partial(int, 1)]))


@pytest.mark.postgres
def test_sqlite_postgresql_and_a_cluster_publish_the_same(
    finished: Path,
    tmp_path: Path,
    workspaces: Workspaces,
    cluster: Cluster,
    new_postgres: Callable[[str | None], str],
) -> None:
    cluster.start_scheduler()
    cluster.start_worker()
    cluster.start_worker()
    claimwire(
        *("demo", "cluster", "--store", new_postgres(None), "--engine", cluster.url), cwd=tmp_path
    )
    folder = tmp_path / "cluster"
    assert site_digests(folder) == site_digests(finished)
    moved = tmp_path / "moved"
    create_workspace(moved, site=DEMO_SITE)
    claimwire("db", "copy", f"sqlite:///{moved / 'claimwire.db'}", cwd=folder)
    claimwire("publish", cwd=moved)
    assert "data/manifest.json" in site_digests(moved)  # it names the digest of every data file
    assert site_digests(moved) == site_digests(finished)
