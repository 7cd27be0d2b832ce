"""A Dask cluster on loopback: a real scheduler and worker processes, that can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from claimwire.errors import UsageError
from tests.e2e.harness import ROOT


class Cluster:
    """A scheduler and its workers; each worker has a process group of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def start_scheduler(self) -> None:
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        raise AssertionError("the scheduler did not start")

    def start_worker(self) -> subprocess.Popen[bytes]:
        worker = self._start(
            "worker", self.url, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--memory-limit", "0", "--death-timeout", "120",
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def stop_scheduler(self) -> None:
        assert self.scheduler is not None
        _end(self.scheduler, signal.SIGKILL)

    def close(self) -> None:
        for process in [*self.workers, *([self.scheduler] if self.scheduler else [])]:
            _end(process, signal.SIGKILL)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        scratch = tempfile.mkdtemp(dir=self._folder)
        with (self._folder / f"{arguments[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                cwd=scratch,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if process.poll() is None:
        os.killpg(process.pid, how)
        process.wait()


def slow_sum(one: int, other: int) -> int:
    """Work for a worker: long enough that somebody can die meanwhile."""
    time.sleep(0.3)
    if other < 0:
        raise UsageError(f"{other} cannot be added")
    return one + other
