"""One run at a time in a workspace: an advisory lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimwire.errors import LockHeldError, MachineError
from claimwire.shard import Shard


@contextmanager
def workspace_lock(path: Path) -> Iterator[None]:
    """Hold the lock file ``path`` for the duration of the block.

    The kernel releases the lock when the process ends, however it ends, so a killed run leaves
    nothing to clean up. The file keeps the number of the process for a person to read.

    Raises
    ------
    LockHeldError
        If another process holds it; nothing has been touched then.
    MachineError
        If the file cannot be made.
    """
    with _held(path, fcntl.LOCK_EX):
        yield


@contextmanager
def shard_lock(path: Path, shard: Shard) -> Iterator[None]:
    """Hold the lock of one part of a crawl: beside other parts, never beside a whole run.

    Raises
    ------
    LockHeldError
        If a whole run is at work, or another process on this part.
    MachineError
        If a lock file cannot be made.
    """
    own = path.with_name(f"{path.name}-{shard.index}-of-{shard.count}")
    with _held(path, fcntl.LOCK_SH), _held(own, fcntl.LOCK_EX):
        yield


@contextmanager
def _held(path: Path, kind: int) -> Iterator[None]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise MachineError(
            f"{path}: the lock cannot be made: {error.strerror}",
            remedy="The workspace must be a folder that this user can write to.",
        ) from error
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            raise LockHeldError(
                f"another run (process {holder}) is working in {path.parent}",
                remedy="Wait for it to end, then try again; nothing was changed.",
            ) from error
        if kind == fcntl.LOCK_EX:
            _sign(handle)
        yield
    finally:
        os.close(handle)


def _sign(handle: int) -> None:
    """Write the number of this process; on a full disk the lock holds without it."""
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
    except OSError:
        return
