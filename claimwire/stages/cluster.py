"""Language work on a Dask cluster (``annotate --engine tcp://scheduler:8786``).

This process leases texts, hands them to the workers in small jobs and saves what comes back; so
workers need no access to the database, and the lease rows make every result count once, whatever
the cluster repeats. A worker that dies has its job done by another; a text that kills its worker is
put back, tried alone and given up like anywhere else. When the scheduler itself goes away, what was
out is put back and the work goes on with it or its successor.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from typing import Any

from claimwire.stages.annotate import LEASE_SECONDS, Tally
from claimwire.stages.base import Progress, ProgressSink, Workspace
from claimwire.stages.cluster_link import TICK_SECONDS, Link, killed, losses, refused
from claimwire.stages.cluster_worker import Reading, Wanted, read_texts
from claimwire.stages.record import worker_name
from claimwire.stop import Stop

log = logging.getLogger(__name__)

JOB = 8
"""Texts of one job: a second of work or a few."""
JOBS_PER_THREAD = 2
"""Jobs that wait at each worker, so that it need not wait for us."""
_RENEW_SECONDS = LEASE_SECONDS / 4


def read_on_cluster(
    workspace: Workspace,
    address: str,
    digest: str,
    *,
    limit: int,
    stop: Stop,
    progress: ProgressSink,
) -> Tally:
    """Read texts on the workers of a cluster until none is due, or ``limit`` is reached.

    Raises
    ------
    ConfigError
        If the extra ``dask`` is not installed.
    MachineError
        If the cluster stays away, has no workers, or they have another version of the program.
    """
    driver = _Driver(workspace, address, digest, limit=limit, stop=stop, progress=progress)
    try:
        return driver.work()
    finally:
        driver.end()


class _Driver:
    """The jobs that are out, and what becomes of them."""

    def __init__(
        self,
        workspace: Workspace,
        address: str,
        digest: str,
        *,
        limit: int,
        stop: Stop,
        progress: ProgressSink,
    ) -> None:
        self._database = workspace.database
        self._link = Link(address)
        self._digest = digest
        self._limit = limit
        self._stop = stop
        self._progress = progress
        self._wanted = wanted(workspace, digest)
        self._jobs: dict[Any, list[str]] = {}
        self._tally = Tally()
        self._renewed = time.monotonic()

    def work(self) -> Tally:
        """Hand out and take in until nothing is left to do."""
        self._progress(Progress("annotate", 0, self._limit, f"asking {self._link.address}"))
        while True:
            try:
                self._hand_out()
                if not self._jobs:
                    if not self._link.alone or self._stop.requested():
                        return self._tally
                    time.sleep(TICK_SECONDS)
                    continue
                self._take_in()
            except losses() as error:
                self._put_everything_back()
                self._link.lost(error)

    def end(self) -> None:
        """Give back what is still out, and leave the cluster."""
        from store import annotations

        with self._database.writing() as conn:
            annotations.release(conn, self._digest, worker_name())
            annotations.promote_if_complete(conn, self._digest)
        self._link.close()

    def _put_everything_back(self) -> None:
        self._put_back([text_id for job in self._jobs.values() for text_id in job], counted=False)
        self._jobs.clear()

    def _hand_out(self) -> None:
        from store import annotations

        threads = self._link.threads()
        client = self._link.client()
        while len(self._jobs) < threads * JOBS_PER_THREAD and not self._stop.requested():
            out = sum(map(len, self._jobs.values()))
            size = min(JOB, self._limit - self._tally.done - out)
            if size <= 0:
                return
            with self._database.writing() as conn:
                leased = annotations.lease(
                    conn, self._digest, size, worker_name(), _now(), LEASE_SECONDS
                )
            if not leased:
                return
            job = client.submit(read_texts, self._wanted, leased, pure=False)
            self._jobs[job] = [text_id for text_id, _ in leased]

    def _take_in(self) -> None:
        for job in self._link.done_of(list(self._jobs)):
            self._settle(job)
            self._progress(Progress("annotate", self._tally.done, self._limit))
        self._renew()

    def _settle(self, job: Any) -> None:
        """Save what a job found, or put its texts back."""
        if job.status == "finished":
            readings = job.result(timeout=60)
            self._save(readings)
            del self._jobs[job]
            return
        if job.status != "error":  # cancelled or lost: the scheduler has forgotten it
            raise ConnectionError("the scheduler has forgotten a job")
        error = job.exception(timeout=60)
        log.warning("a job on the cluster failed: %s", error, extra={"count": len(self._jobs[job])})
        self._put_back(self._jobs.pop(job), counted=killed(error))
        if not killed(error):
            raise refused(self._link.address, error)

    def _save(self, readings: list[Reading]) -> None:
        from store import annotations

        with self._database.writing() as conn:
            for one in readings:
                if one.annotation is not None:
                    annotations.save(conn, self._digest, one.text_id, one.annotation)
                    if log.isEnabledFor(logging.INFO):
                        about = annotations.where_from(conn, one.text_id)
                        log.info("read on the cluster", extra={"text": one.text_id, **about})
                    self._tally.read += 1
                else:
                    about = annotations.where_from(conn, one.text_id)
                    last = annotations.fail(conn, self._digest, one.text_id, one.error)
                    log.warning(
                        "a text could not be read: %s",
                        one.error,
                        extra={"text": one.text_id, **about},
                    )
                    self._tally.failed += last

    def _put_back(self, text_ids: list[str], *, counted: bool) -> None:
        from store import annotations

        with self._database.writing() as conn:
            annotations.put_back(conn, self._digest, text_ids, counted=counted)

    def _renew(self) -> None:
        """Let leases last as long as the jobs are out."""
        from store import annotations

        if time.monotonic() - self._renewed < _RENEW_SECONDS:
            return
        with self._database.writing() as conn:
            annotations.renew(conn, self._digest, worker_name(), _now(), LEASE_SECONDS)
        self._renewed = time.monotonic()


def wanted(workspace: Workspace, digest: str) -> Wanted:
    """Return what a worker is told of the pipeline, with the workspace's additions to it."""
    folder = workspace.config.knowledge_dir
    files = tuple((path.name, path.read_bytes()) for path in sorted(folder.glob("*.toml")))
    return Wanted(digest, workspace.config.language.model, files)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
