"""Verbs of years of running: ``db``, ``prune``, ``notify``."""

from __future__ import annotations

from pathlib import Path

import click

from claimwire.cli.app import App, verb
from claimwire.cli.report import progress_bars
from claimwire.errors import UsageError
from claimwire.lock import workspace_lock
from claimwire.stages.base import Progress

_file = click.Path(path_type=Path, dir_okay=False)


@click.group()
def db() -> None:
    """The database: migrate, check, back up, restore, move."""


@verb("upgrade")
def db_upgrade(app: App) -> None:
    """Bring the schema to this program's revision; makes the database if there is none."""
    from store.migrate import current, upgrade

    config = app.config()
    with workspace_lock(config.lock_file):
        upgrade(config.store_url)
        revision = current(config.store_url)
    app.result({"revision": revision}, f"the database is at revision {revision}")


@verb("check")
def db_check(app: App) -> int:
    """Check integrity: the file itself, references, and that every span lies in its text."""
    from claimwire.stages.base import Workspace
    from store.check import check

    with Workspace(app.config()).database.reading() as connection:
        problems = check(connection)
    app.result(problems, "\n".join(problems) or "the database is sound")
    return 1 if problems else 0


@verb("backup")
@click.argument("target", type=_file)
@click.option("--replace", is_flag=True, help="Replace an older backup once the new one is whole.")
def db_backup(app: App, target: Path, replace: bool) -> None:
    """Write a consistent copy of the database to TARGET while others may go on working.

    The copy is one SQLite file, also of a database in PostgreSQL; `claimwire db restore` takes it
    back into either. It holds everything but the archive of captures, whose files only grow: copy
    them with any tool.
    """
    from store.backup import backup

    if target.exists() and not replace:
        raise UsageError(f"{target}: exists already", remedy="Name a new file, or use --replace.")
    with progress_bars(app) as sink:
        backup(
            app.config().store_url,
            target,
            copied=lambda table, rows: sink(Progress(table, rows, None)),
        )
    if app.verbosity >= 0 or app.as_json:
        app.result({"backup": str(target)}, f"backed up to {target}")


@verb("restore")
@click.argument("source", type=_file, metavar="BACKUP")
def db_restore(app: App, source: Path) -> None:
    """Fill the workspace's empty database from a BACKUP, and check what arrived.

    Nothing is overwritten: move a broken database away first.
    """
    from store.backup import restore

    config = app.config()
    with workspace_lock(config.lock_file), progress_bars(app) as sink:
        found = restore(
            source,
            config.store_url,
            copied=lambda table, rows: sink(Progress(table, rows, None)),
        )
    rows = sum(one.rows for one in found.values())
    app.result(
        {name: {"rows": one.rows, "digest": one.digest} for name, one in found.items()},
        f"restored {rows:,} rows of {len(found)} tables, each compared with the backup",
    )


@verb("copy")
@click.argument("target", metavar="URL")
def db_copy(app: App, target: str) -> None:
    """Copy the whole database into an empty one at URL: SQLite to PostgreSQL, or back.

    All rows are of one moment, and are compared by number and digest before anything is kept: a
    copy that is stopped leaves nothing. Then set `url` under [store] to the new one.
    """
    from store.backup import copy

    config = app.config()
    with workspace_lock(config.lock_file), progress_bars(app) as sink:
        found = copy(
            config.store_url, target, copied=lambda table, rows: sink(Progress(table, rows, None))
        )
    rows = sum(one.rows for one in found.values())
    app.result(
        {name: {"rows": one.rows, "digest": one.digest} for name, one in found.items()},
        f"copied {rows:,} rows of {len(found)} tables; numbers and digests agree\n"
        "Now set `url` under [store] in claimwire.toml to the new database.",
    )


@verb()
@click.option("--yes", is_flag=True, help="Remove what the plan names; without it, only show it.")
@click.option(
    "--log-days",
    type=click.IntRange(min=0),
    default=400,
    show_default=True,
    help="Also old lines of the logs, older than this; 0: none.",
)
@click.option("--compact", is_flag=True, help="Give the room back to the disk afterwards.")
def prune(app: App, yes: bool, log_days: int, compact: bool) -> int:
    """Remove findings of pipelines that are neither current nor shown, and old lines of logs.

    Without --yes nothing is removed: the plan is shown. Captures, texts, revisions, documents and
    judgements are never removed.
    """
    from claimwire.stages.base import Workspace
    from claimwire.stages.prune import plan, prune
    from claimwire.stop import Stop

    config = app.config()
    workspace = Workspace(config)
    if not yes:
        wanted = plan(workspace, log_days=log_days)
        lines = [f"{one.rows:>12,}  {one.table:<14} {one.why}" for one in wanted]
        text = "\n".join([*lines, "", "`claimwire prune --yes` removes this."])
        rows = [{"table": one.table, "why": one.why, "rows": one.rows} for one in wanted]
        app.result(rows, text if lines else "nothing to remove")
        return 0
    with (
        workspace_lock(config.lock_file),
        Stop().on_signals() as stop,
        progress_bars(app) as sink,
    ):
        report = prune(workspace, log_days=log_days, compact=compact, stop=stop, progress=sink)
    done = ", ".join(f"{rows:,} of {table}" for table, rows in report.counts.items())
    app.result(report.as_json(), f"removed {done}" if done else "nothing to remove")
    return 130 if report.interrupted else 0


@verb()
@click.option("--now", "early", is_flag=True, help="Also what waits for its next attempt.")
def notify(app: App, early: bool) -> int:
    """Send what [notify] asks for: what needs a person, what is new. `run` does it at its end."""
    import datetime as dt

    from claimwire.stages.base import Workspace
    from claimwire.stages.notify import channels
    from claimwire.stages.notify import notify as stage
    from claimwire.stages.record import recorded
    from claimwire.stages.status import read_status

    config = app.config()
    if not channels(config):
        raise UsageError("nobody is to be told", remedy="Set webhook or email_to under [notify].")
    now = dt.datetime.now(dt.UTC)
    with workspace_lock(config.lock_file):
        workspace = Workspace(config)
        needs = read_status(workspace, now=now).needs
        report = recorded(
            workspace, "notify", lambda: stage(workspace, needs, now=now, early=early)
        )
    done = ", ".join(f"{number} {what}" for what, number in report.counts.items() if number)
    app.result(report.as_json(), done or "nothing to tell")
    return 1 if report.counts.get("messages that failed") else 0


for _command in (db_upgrade, db_check, db_backup, db_restore, db_copy):
    db.add_command(_command)

COMMANDS = (db, prune, notify)
