"""A polite end: the first SIGINT or SIGTERM lets the current batch finish, the second kills."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Whether work should end after the batch at hand, and by when at the latest.

    Parameters
    ----------
    max_seconds:
        Time from now after which :meth:`requested` is true; ``None`` for no limit.
    """

    def __init__(self, max_seconds: float | None = None, *, parent: Stop | None = None) -> None:
        self._signalled = False
        self._parent = parent
        self._deadline = None if max_seconds is None else time.monotonic() + max_seconds

    @property
    def interrupted(self) -> bool:
        """Whether a signal has come."""
        return self._signalled or (self._parent is not None and self._parent.interrupted)

    def until(self, share: float) -> Stop:
        """Return a stop that comes with this one's signals, after a share of its time left."""
        left = self.seconds_left()
        return Stop(None if left is None else left * share, parent=self)

    def requested(self) -> bool:
        """Say whether a signal has come or the time is up."""
        return self.interrupted or self.seconds_left() == 0.0

    def seconds_left(self) -> float | None:
        """Return the seconds until the deadline, never negative; ``None`` without one."""
        if self._deadline is None:
            return None
        return max(0.0, self._deadline - time.monotonic())

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._signalled:
            raise KeyboardInterrupt
        self._signalled = True

    @contextmanager
    def on_signals(self) -> Iterator[Stop]:
        """Catch SIGINT and SIGTERM for the duration of the block."""
        previous = {n: signal.signal(n, self._on_signal) for n in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield self
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
