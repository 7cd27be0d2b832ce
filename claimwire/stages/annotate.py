"""Language work on the texts that are new for the current pipeline.

Processes lease texts from the store, each with one model in memory; what one of them holds when it
dies is due again when its lease ends. A text that fails is marked with its error and the rest goes
on. Where the work is done is the business of an engine: this process or several of this machine
(here), or the workers of a Dask cluster (:mod:`claimwire.stages.cluster`). The rows that it leaves
are the same.
"""

from __future__ import annotations

import datetime as dt
import logging
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimwire.config import Config
from claimwire.errors import ConfigError
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress
from claimwire.stages.record import worker_name
from claimwire.stop import Stop

if TYPE_CHECKING:
    from nlp.pipeline import Annotator

log = logging.getLogger(__name__)

BATCH = 4
"""Texts leased at once: what is read again after a kill."""
LEASE_SECONDS = 600.0
"""Far above the longest text (200,000 code points take about a minute)."""
LOCAL = "local"
_AT = ":"
TEXTS_PER_WORKER = 25
"""Below this many texts a second process costs more to start than it saves."""
_MOST_PROBLEMS = 20


@dataclass(slots=True)
class Tally:
    """Texts of this call, each counted once: when it was read, or at its last attempt."""

    read: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        """Texts that need nothing more."""
        return self.read + self.failed


def annotate(
    workspace: Workspace,
    *,
    workers: int | None = None,
    engine: str | None = None,
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
    engine:
        ``local``, or the address of a Dask scheduler; default: the setting of the workspace.
    limit:
        At most this many texts.
    retry_failed:
        Try the texts again that failed before.

    Raises
    ------
    ConfigError
        If the engine is neither.
    MachineError
        If the cluster cannot be reached, has no workers, or has another version of the program.
    """
    from nlp.identity import identify
    from store import annotations

    config = workspace.config
    where = engine_of(config, engine)
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
    tally = Tally()
    if total and where != LOCAL:
        from claimwire.stages.cluster import read_on_cluster

        tally = read_on_cluster(
            workspace, where, identity.digest, limit=total, stop=stop, progress=progress
        )
    elif total:
        wanted = workers or config.language.workers
        processes = max(1, min(wanted, total // TEXTS_PER_WORKER))
        if processes == 1:
            tally = _work(workspace, identity.digest, total, stop, progress)
        else:
            # Without a limit a process goes on with what another leaves when it dies.
            share = total if limit is None else -(-total // processes)
            tally = _work_in_processes(
                workspace, identity.digest, total, processes, share, stop=stop, progress=progress
            )
    return _report(workspace, identity.digest, tally, interrupted=stop.interrupted)


def engine_of(config: Config, given: str | None = None) -> str:
    """Return where work is done: ``local``, or the address of a scheduler; default: the setting.

    Raises
    ------
    ConfigError
        If that is neither.
    """
    where = given or config.language.engine
    if where != LOCAL and "://" not in where:
        raise ConfigError(
            f"{where!r} is no engine", remedy="Give `local` or the address of a Dask scheduler."
        )
    return where


def _report(workspace: Workspace, digest: str, tally: Tally, *, interrupted: bool) -> StageReport:
    from store import annotations

    with workspace.database.reading() as conn:
        left, failed = annotations.unfinished(conn, digest)
        failures = annotations.failures(conn, digest, limit=_MOST_PROBLEMS) if failed else []
    problems = [f"text {text_id[:12]}: {error}" for text_id, error in failures]
    if failed > len(failures):
        problems.append(f"and {failed - len(failures)} more texts that failed")
    return StageReport(
        stage="annotate",
        counts={
            "texts read": tally.read,
            "texts that failed": tally.failed,
            "texts left": left,
        },
        problems=tuple(problems),
        failed_share=tally.failed / tally.done if tally.done else 0.0,
        interrupted=interrupted,
    )


def _work(
    workspace: Workspace, digest: str, total: int, stop: Stop, progress: ProgressSink
) -> Tally:
    from nlp.pipeline import load

    progress(Progress("annotate", 0, total, "loading the model"))
    annotator = load(workspace.config.language.model or None, workspace.knowledge)
    return read_leased(
        workspace,
        annotator,
        digest,
        limit=total,
        stop=stop.requested,
        done=lambda tally: progress(Progress("annotate", tally.done, total)),
    )


def read_leased(
    workspace: Workspace,
    annotator: Annotator,
    digest: str,
    *,
    limit: int,
    stop: Callable[[], bool],
    done: Callable[[Tally], None],
) -> Tally:
    """Lease and read texts until none is due, ``limit`` is reached or ``stop`` says so."""
    from store import annotations

    worker = worker_name()
    tally = Tally()
    while tally.done < limit and not stop():
        batch = min(BATCH, limit - tally.done)
        with workspace.database.writing() as conn:
            leased = annotations.lease(conn, digest, batch, worker, _now(), LEASE_SECONDS)
        if not leased:
            break
        for text_id, body in leased:
            if stop():
                break
            _read_one(workspace, annotator, digest, text_id, body, tally)
            done(tally)
    with workspace.database.writing() as conn:
        annotations.release(conn, digest, worker)
        annotations.promote_if_complete(conn, digest)
    return tally


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
    workspace: Workspace, annotator: Annotator, digest: str, text_id: str, body: str, tally: Tally
) -> None:
    from store import annotations

    try:
        annotation = annotator.annotate(body)
    except Exception as error:  # a text that breaks the pipeline must not break the run
        with workspace.database.writing() as conn:
            last = annotations.fail(conn, digest, text_id, f"{type(error).__name__}: {error}")
            about = annotations.where_from(conn, text_id)
        log.exception("a text could not be read", extra={"text": text_id, **about})
        tally.failed += last
        return
    with workspace.database.writing() as conn:
        annotations.save(conn, digest, text_id, annotation)
        about = annotations.where_from(conn, text_id) if log.isEnabledFor(logging.INFO) else {}
    found = len(annotation.statements)
    log.info("read: statements found", extra={"text": text_id, "count": found, **about})
    tally.read += 1


def _work_in_processes(
    workspace: Workspace,
    digest: str,
    total: int,
    processes: int,
    share: int,
    *,
    stop: Stop,
    progress: ProgressSink,
) -> Tally:
    context = multiprocessing.get_context("spawn")
    ended = context.Event()
    counts: Any = context.Array("q", 2)  # texts read, texts that failed
    progress(Progress("annotate", 0, total, f"loading the model in {processes} processes"))
    children = [
        context.Process(
            target=_child, args=(workspace.config, digest, share, ended, counts), daemon=True
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
            progress(Progress("annotate", sum(counts), total))
    finally:
        ended.set()
        for child in children:
            child.join(timeout=LEASE_SECONDS)
    return Tally(read=counts[0], failed=counts[1])


def _child(config: Config, digest: str, limit: int, ended: Any, counts: Any) -> None:
    import signal

    from nlp.pipeline import load

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells its children when to end
    workspace = Workspace(config)
    annotator = load(config.language.model or None, workspace.knowledge)
    told = Tally()

    def tell(tally: Tally) -> None:
        with counts.get_lock():
            counts[0] += tally.read - told.read
            counts[1] += tally.failed - told.failed
        told.read, told.failed = tally.read, tally.failed

    read_leased(workspace, annotator, digest, limit=limit, stop=ended.is_set, done=tell)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
