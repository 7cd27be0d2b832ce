"""One run at a time in a workspace: an advisory lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimwire.errors import LockHeldError


@contextmanager
def workspace_lock(path: Path) -> Iterator[None]:
    """Hold the lock file ``path`` for the duration of the block.

    The kernel releases the lock when the process ends, however it ends, so a killed run leaves
    nothing to clean up. The file keeps the number of the process for a person to read.

    Raises
    ------
    LockHeldError
        If another process holds it; nothing has been touched then.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            raise LockHeldError(
                f"another run (process {holder}) is working in {path.parent}",
                remedy="Wait for it to end, then try again; nothing was changed.",
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
        yield
    finally:
        os.close(handle)
