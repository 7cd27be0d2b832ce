"""Verbs that do the work: ``run`` and its stages one by one, ``ingest``, ``serve``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from claimwire.cli.app import App, verb
from claimwire.cli.report import exit_code, progress_bars, run_with_progress, summary
from claimwire.config import Config
from claimwire.lock import shard_lock, workspace_lock
from claimwire.shard import Shard
from claimwire.shard import parse as parse_shard
from claimwire.stages.annotate import engine_of
from claimwire.stages.base import ProgressSink, StageReport, Workspace
from claimwire.stop import Stop

Stage = Callable[[Workspace, Stop, ProgressSink], StageReport]

_archive = click.Path(path_type=Path, exists=True, dir_okay=False)


_engine = click.option(
    "--engine",
    metavar="local|URL",
    help="Where the work is done: here, or by a Dask scheduler (tcp://host:8786).",
)

_metrics = click.option(
    "--metrics",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the state of the workspace here, for Prometheus.",
)


def _finish(app: App, config: Config, reports: list[StageReport], metrics: Path | None) -> int:
    code = exit_code(reports, max_failed_share=config.run.max_failed_share)
    if app.as_json or app.verbosity >= 0 or code:  # a quiet run that went well says nothing
        app.result([report.as_json() for report in reports], summary(reports))
    if metrics is not None:
        write_metrics(Workspace(config), metrics)
    return code


def write_metrics(workspace: Workspace, path: Path) -> None:
    """Write the state of a workspace for Prometheus."""
    import datetime as dt

    from claimwire.stages.metrics import write
    from claimwire.stages.status import read_status

    write(read_status(workspace, now=dt.datetime.now(dt.UTC)), path)


def _one_stage(
    app: App,
    name: str,
    stage: Stage,
    *,
    max_seconds: float | None = None,
    metrics: Path | None = None,
    shard: Shard | None = None,
) -> int:
    import datetime as dt

    from claimwire.stages import preflight
    from claimwire.stages.record import recorded

    config = app.config()
    lock = (
        workspace_lock(config.lock_file) if shard is None else shard_lock(config.lock_file, shard)
    )
    with lock, Stop(max_seconds).on_signals() as stop, progress_bars(app) as sink:
        workspace = Workspace(config)
        preflight.check(workspace, now=dt.datetime.now(dt.UTC))
        report = recorded(workspace, name, lambda: stage(workspace, stop, sink))
    return _finish(app, config, [report], metrics)


@verb()
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most this many documents.")
@click.option("--max-seconds", type=click.FloatRange(min=1), help="Stop cleanly after this time.")
@click.option("--replay", type=_archive, help="Answer from this WARC instead of the network.")
@_metrics
def run(
    app: App,
    limit: int | None,
    max_seconds: float | None,
    replay: Path | None,
    metrics: Path | None,
) -> int:
    """Do the whole job once: crawl, annotate, resolve, publish. The line for cron."""
    config = app.config()
    reports = run_with_progress(app, config, replay=replay, limit=limit, max_seconds=max_seconds)
    return _finish(app, config, reports, metrics)


@verb()
@click.option("--source", "sources", multiple=True, metavar="ID", help="Only this source.")
@click.option("--now", "ignore_interval", is_flag=True, help="Ignore intervals; keep all else.")
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most this many documents.")
@click.option("--max-seconds", type=click.FloatRange(min=1), help="Stop cleanly after this time.")
@click.option("--replay", type=_archive, help="Answer from this WARC instead of the network.")
@click.option("--shard", metavar="I/N", help="Only part I of N of the hosts, beside other parts.")
@_metrics
def crawl(
    app: App,
    sources: tuple[str, ...],
    ignore_interval: bool,
    limit: int | None,
    max_seconds: float | None,
    replay: Path | None,
    shard: str | None,
    metrics: Path | None,
) -> int:
    """Discover documents at the sources that are due, and capture them."""
    from claimwire.stages.crawl import crawl as stage

    part = parse_shard(shard) if shard else None
    return _one_stage(
        app,
        "crawl",
        lambda workspace, stop, sink: stage(
            workspace,
            only=frozenset(sources),
            ignore_interval=ignore_interval,
            limit=limit,
            replay=replay,
            shard=part,
            stop=stop,
            progress=sink,
        ),
        max_seconds=max_seconds,
        metrics=metrics,
        shard=part,
    )


@verb()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", help="Address of the document, where the file cannot say.")
@click.option("--published", help="When it was published (ISO 8601), likewise.")
@click.option("--publisher", help="Who published it (name, id or domain), likewise.")
def ingest(
    app: App,
    paths: tuple[Path, ...],
    url: str | None,
    published: str | None,
    publisher: str | None,
) -> int:
    """Take in local files: HTML, text, PDF, e-mail, JSON Lines or WARC."""
    from claimwire.stages.ingest import ingest as stage

    return _one_stage(
        app,
        "ingest",
        lambda workspace, stop, sink: stage(
            workspace,
            paths,
            url=url,
            published=published,
            publisher=publisher,
            stop=stop,
            progress=sink,
        ),
    )


@verb()
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; default: the setting.")
@_engine
@click.option("--limit", type=click.IntRange(min=1), help="Read at most this many texts.")
@click.option("--max-seconds", type=click.FloatRange(min=1), help="Stop cleanly after this time.")
@click.option("--retry-failed", is_flag=True, help="Try texts again that failed three times.")
def annotate(
    app: App,
    workers: int | None,
    engine: str | None,
    limit: int | None,
    max_seconds: float | None,
    retry_failed: bool,
) -> int:
    """Do language work on the texts that are new for this pipeline."""
    from claimwire.stages.annotate import annotate as stage

    return _one_stage(
        app,
        "annotate",
        lambda workspace, stop, sink: stage(
            workspace,
            workers=workers,
            engine=engine,
            limit=limit,
            retry_failed=retry_failed,
            stop=stop,
            progress=sink,
        ),
        max_seconds=max_seconds,
    )


@verb()
@click.option("--rebuild", is_flag=True, help="Derive everything anew, even if nothing changed.")
@_engine
def resolve(app: App, rebuild: bool, engine: str | None) -> int:
    """Join what the documents say: reuse, claims, origins, responses, stories, events, deltas."""
    from claimwire.stages.cluster_resolve import resolve_with

    where = engine_of(app.config(), engine)
    return _one_stage(
        app,
        "resolve",
        lambda workspace, _stop, sink: resolve_with(
            workspace, where, rebuild=rebuild, progress=sink
        ),
    )


@verb()
@click.option("--source", "sources", multiple=True, metavar="ID", help="Only this source.")
def reextract(app: App, sources: tuple[str, ...]) -> int:
    """Read captured pages again with today's rules; new revisions only where the text differs."""
    from claimwire.stages.reextract import reextract as stage

    return _one_stage(
        app,
        "reextract",
        lambda workspace, stop, sink: stage(
            workspace, only=frozenset(sources), stop=stop, progress=sink
        ),
    )


@verb()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to build in.")
@click.option("--full", is_flag=True, help="Render every page again and compare.")
@_engine
def publish(app: App, out: Path | None, full: bool, engine: str | None) -> int:
    """Build the site: only what changed is written, and each file atomically."""
    from claimwire.stages.publish import publish as stage

    where = engine_of(app.config(), engine)
    return _one_stage(
        app,
        "publish",
        lambda workspace, _stop, sink: stage(
            workspace, out=out, full=full, engine=where, progress=sink
        ),
    )


@verb()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(app: App, port: int) -> None:
    """Show the site on http://127.0.0.1:PORT/ until interrupted (for looking, not for hosting)."""
    import http.server

    from claimwire.errors import UsageError

    folder = app.config().site_dir
    if not (folder / "index.html").is_file():
        raise UsageError(f"{folder}: no site has been built", remedy="`claimwire publish` does.")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, directory=str(folder), **kwargs)  # type: ignore[arg-type]  # passed through

        def log_message(self, format: str, *args: object) -> None:
            pass  # a preview is no web server; requests are of no interest

    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used: {error.strerror}", remedy="Choose another with --port."
        ) from error
    with server:
        app.note(f"{folder} is shown at http://127.0.0.1:{server.server_port}/  (Ctrl-C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            app.note("")


COMMANDS = (run, crawl, ingest, annotate, resolve, reextract, publish, serve)
