"""Language work on a Dask cluster (``annotate --engine tcp://scheduler:8786``).

This process leases texts, hands them to the workers in small jobs and saves what comes back; so
workers need no access to the database, and the lease rows make every result count once, whatever
the cluster repeats. A worker that dies has its job done by another; a text that kills its worker is
put back, tried alone and given up like anywhere else. When the scheduler itself goes away, what was
out is put back and the work goes on with it or its successor.
"""

from __future__ import annotations

import datetime as dt
import importlib
import logging
import time
from typing import Any

from claimwire.errors import ConfigError, MachineError
from claimwire.stages.annotate import LEASE_SECONDS, Tally
from claimwire.stages.base import Progress, ProgressSink, Workspace
from claimwire.stages.cluster_worker import AnotherPipelineError, Reading, Wanted, read_texts
from claimwire.stages.record import worker_name
from claimwire.stop import Stop

log = logging.getLogger(__name__)

JOB = 8
"""Texts of one job: a second of work or a few."""
JOBS_PER_THREAD = 2
"""Jobs that wait at each worker, so that it need not wait for us."""
PATIENCE_SECONDS = 120.0
"""For a scheduler that is gone, or has no workers: a restart takes less."""
_TICK_SECONDS = 1.0
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
        self._address = address
        self._digest = digest
        self._limit = limit
        self._stop = stop
        self._progress = progress
        self._wanted = _wanted(workspace, digest)
        self._client: Any = None  # a distributed.Client, which has no types
        self._jobs: dict[Any, list[str]] = {}
        self._tally = Tally()
        self._alone_since: float | None = None
        self._renewed = time.monotonic()

    def work(self) -> Tally:
        """Hand out and take in until nothing is left to do."""
        self._progress(Progress("annotate", 0, self._limit, f"asking {self._address}"))
        while True:
            try:
                self._hand_out()
                if not self._jobs:
                    if self._alone_since is None or self._stop.requested():
                        return self._tally
                    time.sleep(_TICK_SECONDS)
                    continue
                self._take_in()
            except _lost() as error:
                self._reconnect(error)

    def end(self) -> None:
        """Give back what is still out, and leave the cluster."""
        from store import annotations

        with self._database.writing() as conn:
            annotations.release(conn, self._digest, worker_name())
            annotations.promote_if_complete(conn, self._digest)
        self._disconnect()

    def _connected(self) -> Any:
        if self._client is None:
            client_class = _client_class()
            self._client = client_class(self._address, timeout=10)
        return self._client

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            try:
                client.close(timeout=5)
            except _lost() as error:
                log.debug("the cluster was gone already: %s", error)

    def _reconnect(self, error: BaseException) -> None:
        """Put everything back and wait a moment: the scheduler may be restarting."""
        self._alone(f"cannot be reached: {error or type(error).__name__}")
        self._put_back([text_id for job in self._jobs.values() for text_id in job], counted=False)
        self._jobs.clear()
        self._disconnect()
        time.sleep(_TICK_SECONDS)

    def _alone(self, why: str) -> None:
        """Take note that no work is done; give up when that lasts."""
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        if now - self._alone_since > PATIENCE_SECONDS:
            raise MachineError(
                f"the Dask cluster at {self._address} {why}",
                remedy="Start it (`dask scheduler`, `dask worker`), or use `--engine local`.",
            )

    def _hand_out(self) -> None:
        from store import annotations

        client = self._connected()
        threads = sum(client.nthreads().values())
        if threads == 0:
            self._alone("has no workers")
            return
        self._alone_since = None
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
        wait: Any = importlib.import_module("distributed").wait

        try:
            done, _ = wait(list(self._jobs), timeout=_TICK_SECONDS, return_when="FIRST_COMPLETED")
        except TimeoutError:
            done = set()
        for job in done:
            self._settle(job)
            self._progress(Progress("annotate", self._tally.done, self._limit))
        self._renew()

    def _settle(self, job: Any) -> None:
        """Save what a job found, or put its texts back."""
        from distributed.scheduler import KilledWorker

        if job.status == "finished":
            readings = job.result(timeout=60)
            self._save(readings)
            del self._jobs[job]
            return
        if job.status != "error":  # cancelled or lost: the scheduler has forgotten it
            raise ConnectionError("the scheduler has forgotten a job")
        error = job.exception(timeout=60)
        if isinstance(error, AnotherPipelineError):
            raise MachineError(
                f"{self._address}: {error}", remedy="Install the same claimwire on every worker."
            )
        log.warning("a job on the cluster failed: %s", error, extra={"count": len(self._jobs[job])})
        killed = isinstance(error, KilledWorker)
        self._put_back(self._jobs.pop(job), counted=killed)
        if not killed:
            raise MachineError(
                f"{self._address}: a worker could not do its job: {type(error).__name__}: {error}",
                remedy="Install the same claimwire on every worker.",
            )

    def _save(self, readings: list[Reading]) -> None:
        from store import annotations

        with self._database.writing() as conn:
            for one in readings:
                if one.annotation is not None:
                    annotations.save(conn, self._digest, one.text_id, one.annotation)
                    self._tally.read += 1
                else:
                    last = annotations.fail(conn, self._digest, one.text_id, one.error)
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


def _wanted(workspace: Workspace, digest: str) -> Wanted:
    folder = workspace.config.knowledge_dir
    files = tuple((path.name, path.read_bytes()) for path in sorted(folder.glob("*.toml")))
    return Wanted(digest, workspace.config.language.model, files)


def _client_class() -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError(
            "the Dask client is not installed",
            remedy="Install it with `pip install 'claimwire[dask]'`.",
        ) from error
    return Client


def _lost() -> tuple[type[BaseException], ...]:
    """Return the errors of Dask that tell of a connection that broke, and of jobs lost with it."""
    _client_class()
    from distributed.client import FuturesCancelledError
    from distributed.comm.core import CommClosedError

    return OSError, TimeoutError, CommClosedError, FuturesCancelledError


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
