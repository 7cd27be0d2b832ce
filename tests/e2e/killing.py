"""Runs of the program that are killed at a chosen point, many of them at little cost.

A server process imports what a run needs and reads the model once; every run is a fork of it, so
that it costs its own work and no start. The fork counts the points that it passes (statements to
the database and their commits, files opened for writing, renamed or removed) and sends itself
SIGKILL at the point that it was told, or sets its clock back there. Nothing of the program is
replaced but the loading of the model, which was done before.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import time_machine

ROOT = Path(__file__).resolve().parents[2]
_NEEDED = (
    "claimwire.cli",
    "claimwire.publish.site",
    "claimwire.stages.run",
    "crawler.engine",
    "crawler.extract",
    "nlp.resolve",
    "scrapy.crawler",
)
"""What a run imports late, but for what starts a reactor: forks must not share one."""
_FILES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.truncate", "shutil.rmtree"})


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: by its exit code, or killed (``None``); and how many points it passed."""

    code: int | None
    points: int
    errors: str


class Killer:
    """The server of forked runs, seen from a test."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.killing"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Killer:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(timeout=60)
        self._server.stdout.close()

    def run(
        self,
        *arguments: str | Path,
        cwd: Path,
        kill_at: int | None = None,
        clock_back_at: int | None = None,
    ) -> Ended:
        """Run a command line of claimwire in ``cwd``.

        Parameters
        ----------
        kill_at:
            Number of the point at which it is killed.
        clock_back_at:
            Number of the point at which its clock goes back by two days.
        """
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        wanted = {
            "arguments": [*map(str, arguments)],
            "cwd": str(cwd),
            "kill_at": kill_at,
            "clock_back_at": clock_back_at,
        }
        print(json.dumps(wanted), file=self._server.stdin, flush=True)
        return Ended(**json.loads(self._server.stdout.readline()))


def _serve() -> None:
    """Answer each line of stdin with a line on stdout, until stdin ends."""
    _prepare()
    for line in sys.stdin:
        print(json.dumps(_forked(**json.loads(line))), flush=True)


def _prepare() -> None:
    """Import what a run imports, without the reactor (which must not be shared), and the model."""
    for name in _NEEDED:
        importlib.import_module(name)
    if "twisted.internet.reactor" in sys.modules:
        raise RuntimeError("forks would share one reactor")
    from nlp import pipeline
    from nlp.knowledge_base import load as load_knowledge

    ready = pipeline.load(None, load_knowledge())
    ready.annotate("Acme said on Friday that Nimbus had copied its archive.")
    pipeline.load = lambda model, knowledge: ready


def _forked(
    *, arguments: list[str], cwd: str, kill_at: int | None, clock_back_at: int | None
) -> dict[str, Any]:
    told, tell = os.pipe()
    wrong, complain = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(told)
            os.close(wrong)
            happens = {kill_at: _kill, clock_back_at: _set_clock_back}
            _child(arguments, cwd, {n: do for n, do in happens.items() if n}, tell, complain)
        finally:
            os._exit(70)
    os.close(tell)
    os.close(complain)
    with os.fdopen(wrong, "rb") as errors, os.fdopen(told, "rb") as points:
        words = errors.read().decode("utf-8", "replace")
        passed = int(points.read() or kill_at or 0)
    _, status = os.waitpid(child, 0)
    code = None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
    return {"code": code, "points": passed, "errors": words[-2000:]}


def _child(
    arguments: list[str],
    cwd: str,
    what_happens: Mapping[int, Callable[[], None]],
    tell: int,
    complain: int,
) -> None:
    for number in (0, 1):
        os.dup2(os.open(os.devnull, os.O_RDWR), number)
    os.dup2(complain, 2)
    os.close(complain)
    os.chdir(cwd)
    passed = _count_points(what_happens)
    code = 70
    try:
        from claimwire.cli import run

        code = run(arguments)
    except BaseException:
        traceback.print_exc()
    os.write(tell, str(passed()).encode())
    os._exit(code)


def _count_points(what_happens: Mapping[int, Callable[[], None]]) -> Callable[[], int]:
    """Count points from now on; at some of them something happens."""
    import sqlalchemy as sa

    mine, passed = os.getpid(), 0

    def point(*_: Any) -> None:
        nonlocal passed
        passed += 1
        if passed in what_happens and os.getpid() == mine:  # its children are not the run
            what_happens[passed]()

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FILES or (event == "open" and _writes(arguments)):
            point()

    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, moment, point)
    sys.addaudithook(audit)
    return lambda: passed


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _set_clock_back() -> None:
    now = dt.datetime.now(dt.UTC)
    time_machine.travel(now - dt.timedelta(days=2), tick=True).start()


def _writes(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


if __name__ == "__main__":
    _serve()
