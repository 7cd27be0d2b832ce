"""Two halves of one piece of work at the same time: a forked process does the second."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")


def worthwhile() -> bool:
    """Say whether a second process can run beside this one: it can be forked, on a core of its own.

    A process of several threads is not forked: a lock that another thread holds would stay locked.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return hasattr(os, "fork") and cores > 1 and threading.active_count() == 1


def both(here: Callable[[], A], there: Callable[[], B]) -> tuple[A, B]:
    """Return what ``here`` returns in this process and ``there`` in a forked one.

    What ``there`` returns has to survive pickling; what it changes besides files is lost. An error
    in either is raised here, once the other half has ended.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _serve(there, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        try:
            mine = here()
        finally:
            answer = pipe.read()
            os.waitpid(child, 0)
    if not answer:
        raise RuntimeError("the second process was killed")
    done, value = pickle.loads(answer)  # noqa: S301  of our own process
    if not done:
        raise value
    return mine, value


def _serve(there: Callable[[], Any], writing: int) -> None:
    """Do the work of the second process and end it, whatever happens."""
    code = 1
    try:
        try:
            answer = pickle.dumps((True, there()))
        except Exception as error:  # to be raised in the first process
            answer = pickle.dumps((False, error))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        code = 0
    finally:
        os._exit(code)
