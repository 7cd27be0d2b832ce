"""Language work on the texts that are new for the current pipeline.

Several processes lease texts from the store, each with one model in memory; what one of them
holds when it dies is due again when its lease ends. A text that fails is marked with its error and
the rest goes on.
"""

from __future__ import annotations

import datetime as dt
import logging
import multiprocessing
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from claimwire.config import Config
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress
from claimwire.stop import Stop

if TYPE_CHECKING:
    from nlp.pipeline import Annotator

log = logging.getLogger(__name__)

BATCH = 4
"""Texts leased at once: what is read again after a kill."""
LEASE_SECONDS = 600.0
"""Far above the longest text (200,000 code points take about a minute)."""
_AT = ":"
TEXTS_PER_WORKER = 25
"""Below this many texts a second process costs more to start than it saves."""


def annotate(
    workspace: Workspace,
    *,
    workers: int | None = None,
    limit: int | None = None,
    retry_failed: bool = False,
    stop: Stop,
    progress: ProgressSink = no_progress,
) -> StageReport:
    """Read all texts that are due; return how many were read, failed and left.

    Parameters
    ----------
    workers:
        Processes; default: the setting of the workspace.
    limit:
        At most this many texts.
    retry_failed:
        Try the texts again that failed before.
    """
    from nlp.identity import identify
    from store import annotations

    config = workspace.config
    identity = identify(config.language.model or None, workspace.knowledge)
    with workspace.database.writing() as conn:
        if retry_failed:
            annotations.retry_failed(conn, identity.digest)
        open_texts = annotations.register_pipeline(
            conn, identity.digest, identity.name, identity.version
        )
        for worker in annotations.holders(conn, identity.digest):
            if is_dead(worker):
                annotations.expire(conn, identity.digest, worker, _now())
    total = min(open_texts, limit) if limit is not None else open_texts
    if total:
        wanted = workers or config.language.workers
        processes = max(1, min(wanted, total // TEXTS_PER_WORKER))
        if processes == 1:
            _work(workspace, identity.digest, total, stop, progress)
        else:
            _work_in_processes(workspace, identity.digest, total, processes, stop, progress)
    with workspace.database.reading() as conn:
        counts = annotations.counts(conn, identity.digest)
        failures = annotations.failures(conn, identity.digest)
    left = counts["pending"] + counts["leased"]
    read = max(0, open_texts - left - len(failures))
    return StageReport(
        stage="annotate",
        counts={"texts read": read, "texts that failed": len(failures), "texts left": left},
        problems=tuple(f"text {text_id[:12]}: {error}" for text_id, error in failures),
        failed_share=len(failures) / total if total else 0.0,
        interrupted=stop.interrupted,
    )


def _work(
    workspace: Workspace, digest: str, total: int, stop: Stop, progress: ProgressSink
) -> None:
    from nlp.pipeline import load

    progress(Progress("annotate", 0, total, "loading the model"))
    annotator = load(workspace.config.language.model or None, workspace.knowledge)
    read_leased(
        workspace,
        annotator,
        digest,
        limit=total,
        stop=stop.requested,
        done=lambda n: progress(Progress("annotate", n, total)),
    )


def read_leased(
    workspace: Workspace,
    annotator: Annotator,
    digest: str,
    *,
    limit: int,
    stop: Callable[[], bool],
    done: Callable[[int], None],
) -> int:
    """Lease and read texts until none is due, ``limit`` is reached or ``stop`` says so."""
    from store import annotations

    worker = f"{os.uname().nodename}{_AT}{os.getpid()}"
    finished = 0
    while finished < limit and not stop():
        batch = min(BATCH, limit - finished)
        with workspace.database.writing() as conn:
            leased = annotations.lease(conn, digest, batch, worker, _now(), LEASE_SECONDS)
        if not leased:
            break
        for text_id, body in leased:
            if stop():
                break
            _read_one(workspace, annotator, digest, text_id, body)
            finished += 1
            done(finished)
    with workspace.database.writing() as conn:
        annotations.release(conn, digest, worker)
        annotations.promote_if_complete(conn, digest)
    return finished


def is_dead(worker: str) -> bool:
    """Say whether a worker was a process of this machine that is no more.

    Nothing is known of other machines' workers: their leases run out by themselves.
    """
    machine, _, number = worker.partition(_AT)
    if machine != os.uname().nodename or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _read_one(
    workspace: Workspace, annotator: Annotator, digest: str, text_id: str, body: str
) -> None:
    from store import annotations

    try:
        annotation = annotator.annotate(body)
    except Exception as error:  # a text that breaks the pipeline must not break the run
        log.exception("text %s could not be read", text_id)
        with workspace.database.writing() as conn:
            annotations.fail(conn, digest, text_id, f"{type(error).__name__}: {error}")
        return
    with workspace.database.writing() as conn:
        annotations.save(conn, digest, text_id, annotation)


def _work_in_processes(
    workspace: Workspace,
    digest: str,
    total: int,
    processes: int,
    stop: Stop,
    progress: ProgressSink,
) -> None:
    context = multiprocessing.get_context("spawn")
    ended = context.Event()
    count = context.Value("i", 0)
    progress(Progress("annotate", 0, total, f"loading the model in {processes} processes"))
    children = [
        context.Process(
            target=_child, args=(workspace.config, digest, total, ended, count), daemon=True
        )
        for _ in range(processes)
    ]
    for child in children:
        child.start()
    try:
        while any(child.is_alive() for child in children):
            for child in children:
                child.join(timeout=0.2)
            if stop.requested():
                ended.set()
            progress(Progress("annotate", count.value, total))
    finally:
        ended.set()
        for child in children:
            child.join(timeout=LEASE_SECONDS)


def _child(config: Config, digest: str, limit: int, ended: object, count: object) -> None:
    import signal

    from nlp.pipeline import load

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells its children when to end
    workspace = Workspace(config)
    annotator = load(config.language.model or None, workspace.knowledge)

    def one_more(_finished: int) -> None:
        with count.get_lock():  # type: ignore[attr-defined]  # multiprocessing's Value has no public type
            count.value += 1  # type: ignore[attr-defined]  # the same

    read_leased(
        workspace,
        annotator,
        digest,
        limit=limit,
        stop=ended.is_set,  # type: ignore[attr-defined]  # multiprocessing's Event likewise
        done=one_more,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
