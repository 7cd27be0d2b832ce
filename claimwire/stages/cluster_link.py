"""The connection to a Dask cluster: how it is made, lost and waited for."""

from __future__ import annotations

import importlib
import logging
import time
from typing import Any

from claimwire.errors import ConfigError, MachineError

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 120.0
"""For a scheduler that is gone, or has no workers: a restart takes less."""
TICK_SECONDS = 1.0


class Link:
    """A scheduler by its address; connected when it is first asked something."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._client: Any = None  # a distributed.Client, which has no types
        self._alone_since: float | None = None

    @property
    def alone(self) -> bool:
        """Whether nobody was there to work when that was looked at last."""
        return self._alone_since is not None

    def client(self) -> Any:
        """Return the client.

        Raises
        ------
        ConfigError
            If the extra ``dask`` is not installed.
        OSError
            If the scheduler cannot be reached.
        """
        if self._client is None:
            self._client = _client_class()(self.address, timeout=10)
        return self._client

    def threads(self) -> int:
        """Return how many jobs can be worked on at once.

        Raises
        ------
        MachineError
            If there are no workers, and that has lasted for :data:`PATIENCE_SECONDS`.
        """
        found = sum(self.client().nthreads().values())
        if found:
            self._alone_since = None
        else:
            self._wait("has no workers")
        return int(found)

    def done_of(self, jobs: list[Any]) -> set[Any]:
        """Wait a moment for the first of these jobs to end; return those that have."""
        wait: Any = importlib.import_module("distributed").wait
        try:
            done, _ = wait(jobs, timeout=TICK_SECONDS, return_when="FIRST_COMPLETED")
        except TimeoutError:
            return set()
        return set(done)

    def lost(self, error: BaseException) -> None:
        """Take note that the connection broke, and wait a moment: the scheduler may be restarting.

        Raises
        ------
        MachineError
            If that has lasted for :data:`PATIENCE_SECONDS`.
        """
        self._wait(f"cannot be reached: {error or type(error).__name__}")
        self.close()
        time.sleep(TICK_SECONDS)

    def close(self) -> None:
        """Leave the cluster."""
        client, self._client = self._client, None
        if client is not None:
            try:
                client.close(timeout=5)
            except losses() as error:
                log.debug("the cluster was gone already: %s", error)

    def _wait(self, why: str) -> None:
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        if now - self._alone_since > PATIENCE_SECONDS:
            raise MachineError(
                f"the Dask cluster at {self.address} {why}",
                remedy="Start it (`dask scheduler`, `dask worker`), or use `--engine local`.",
            )


def losses() -> tuple[type[BaseException], ...]:
    """Return the errors of Dask that tell of a connection that broke, and of jobs lost with it."""
    _client_class()
    from concurrent.futures import CancelledError  # of one job or of several, by Dask's own classes

    from distributed.comm.core import CommClosedError

    return OSError, TimeoutError, CommClosedError, CancelledError


def killed(error: BaseException) -> bool:
    """Say whether a job was given up because its workers died."""
    from distributed.scheduler import KilledWorker

    return isinstance(error, KilledWorker)


def refused(address: str, error: BaseException) -> MachineError:
    """Return what to say of a worker that could not do a job."""
    return MachineError(
        f"{address}: a worker could not do its job: {type(error).__name__}: {error}",
        remedy="Install the same claimwire on every worker.",
    )


def _client_class() -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError(
            "the Dask client is not installed",
            remedy="Install it with `pip install 'claimwire[dask]'`.",
        ) from error
    return Client
