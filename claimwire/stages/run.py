"""The whole job once, under the lock: crawl → annotate → resolve → publish, then tell.

Every stage finds its own work in the store. What it costs to find that there is none is kept small
by a mark: when nothing changed since the last whole run (:func:`store.marks.fingerprint`), neither
the joining nor the site is looked at.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

from claimwire import __version__
from claimwire.ids import value_digest
from claimwire.lock import workspace_lock
from claimwire.stages import preflight
from claimwire.stages.annotate import annotate, engine_of
from claimwire.stages.base import ProgressSink, StageReport, Workspace, no_progress
from claimwire.stages.cluster_resolve import resolve_with
from claimwire.stages.crawl import crawl
from claimwire.stages.publish import publish, site_settings
from claimwire.stages.record import recorded
from claimwire.stop import Stop

log = logging.getLogger(__name__)

CRAWL_SHARE = 0.6
"""Of ``--max-seconds``, for crawling: what was fetched should also be read and shown."""
PUBLISHED = "published"
"""Name of the mark of a site that shows all that the store holds."""


def run(
    workspace: Workspace,
    *,
    replay: Path | None = None,
    limit: int | None = None,
    stop: Stop,
    progress: ProgressSink = no_progress,
) -> list[StageReport]:
    """Run every stage in turn and return their reports; an interrupted stage ends the run.

    Raises
    ------
    LockHeldError
        If another run is at work in this workspace; nothing has been touched then.
    MachineError
        If the machine cannot work now: before anything was touched, or in the middle of a stage.
    """
    with workspace_lock(workspace.config.lock_file):
        preflight.check(workspace, now=dt.datetime.now(dt.UTC))
        _open_channels(workspace)
        reports = _stages(workspace, replay, limit, stop, progress)
        reports += _tell(workspace)
    return reports


def _stages(
    workspace: Workspace,
    replay: Path | None,
    limit: int | None,
    stop: Stop,
    progress: ProgressSink,
) -> list[StageReport]:
    first: list[tuple[str, Callable[[], StageReport]]] = [
        (
            "crawl",
            lambda: crawl(
                workspace,
                replay=replay,
                limit=limit,
                stop=stop.until(CRAWL_SHARE),
                progress=progress,
            ),
        ),
        ("annotate", lambda: annotate(workspace, stop=stop, progress=progress)),
    ]
    engine = engine_of(workspace.config)
    second: list[tuple[str, Callable[[], StageReport]]] = [
        ("resolve", lambda: resolve_with(workspace, engine, progress=progress)),
        ("publish", lambda: publish(workspace, engine=engine, progress=progress)),
    ]
    reports = []
    for name, stage in first:
        reports.append(recorded(workspace, name, stage))
        if stop.interrupted:
            return reports
    state = _state(workspace)
    if state == _shown(workspace) and (workspace.config.site_dir / "index.html").is_file():
        log.info("nothing changed since the last run")
        return reports + [
            recorded(workspace, name, lambda name=name: StageReport(name))  # type: ignore[misc]  # bound at once
            for name, _ in second
        ]
    for name, stage in second:
        reports.append(recorded(workspace, name, stage))
        if stop.interrupted:
            return reports
    remember(workspace)
    return reports


def _state(workspace: Workspace) -> str:
    """Return a digest of all that a resolution and the site are made from."""
    from store import marks

    with workspace.database.reading() as conn:
        held = marks.fingerprint(conn)
    return value_digest(
        {
            "store": held,
            "knowledge": workspace.knowledge.digest,
            "settings": repr(site_settings(workspace.config)),
            "program": [__version__, *_program_files()],
        }
    )


def _program_files() -> list[str]:
    """Return name, size and time of every file of the program: a changed template is a change."""
    root = Path(__file__).resolve().parents[2]
    found = [
        path
        for folder in ("claimwire", "nlp", "store", "site")
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".html", ".xml", ".css", ".js", ".svg", ".toml", ".json"}
    ]
    return [
        f"{path.relative_to(root)} {status.st_size} {status.st_mtime_ns}"
        for path in sorted(found)
        if (status := path.stat())
    ]


def _shown(workspace: Workspace) -> str | None:
    from store import marks

    with workspace.database.reading() as conn:
        return marks.get(conn, PUBLISHED)


def remember(workspace: Workspace) -> None:
    """Take note that the site shows what the store holds now."""
    from store import marks

    state = _state(workspace)  # the resolver has changed it meanwhile
    with workspace.database.writing() as conn:
        if marks.get(conn, PUBLISHED) != state:
            marks.put(conn, PUBLISHED, state, dt.datetime.now(dt.UTC))


def _open_channels(workspace: Workspace) -> None:
    from claimwire.stages.notify import channels, open_channels

    if channels(workspace.config):
        open_channels(workspace)


def _tell(workspace: Workspace) -> list[StageReport]:
    """Send what is to be told, if anybody wants to be told."""
    from claimwire.stages.notify import channels, notify
    from claimwire.stages.status import read_status

    if not channels(workspace.config):
        return []
    now = dt.datetime.now(dt.UTC)
    needs = read_status(workspace, now=now).needs
    return [recorded(workspace, "notify", lambda: notify(workspace, needs, now=now))]
