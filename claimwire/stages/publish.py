"""Build the site from one reading of the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimwire.config import Config
from claimwire.model import Publication
from claimwire.publish.report import BuildReport
from claimwire.publish.settings import SiteSettings
from claimwire.stages.annotate import LOCAL
from claimwire.stages.base import Progress, ProgressSink, StageReport, Workspace, no_progress

if TYPE_CHECKING:
    from sqlalchemy import Connection


def publish(
    workspace: Workspace,
    *,
    out: Path | None = None,
    full: bool = False,
    engine: str = LOCAL,
    progress: ProgressSink = no_progress,
) -> StageReport:
    """Write what changed since the last build into ``out`` (default: the workspace's site).

    Where the store has not changed since that build, it is not read. With ``full`` the manifest
    of the last build is not trusted: every page is rendered and compared with what is there.
    """
    from claimwire.publish import build, unchanged
    from store import marks

    settings = site_settings(workspace.config)
    folder = out or workspace.config.site_dir
    with workspace.database.reading() as conn:
        source = f"{marks.fingerprint(conn)} {workspace.knowledge.digest}"
        found = None if full else unchanged(folder, settings=settings, source=source)
        report = found or _read(workspace, conn)
    if isinstance(report, Publication):
        from claimwire.stages.cluster_publish import elsewhere

        report = build(
            report,
            folder,
            settings=settings,
            full=full,
            source=source,
            elsewhere=elsewhere(engine),
            progress=lambda at: progress(Progress("publish", at.done, at.total, at.stage)),
        )
    return StageReport(
        stage="publish",
        problems=tuple(_told(settings, report)),
        counts={
            "pages": report.pages,
            "quotes checked": report.quotes_checked,
            "files written": report.written,
            "files removed": report.deleted,
            "statements withheld": report.withheld,
        },
    )


def _told(settings: SiteSettings, report: BuildReport) -> list[str]:
    """Tell the hub, where there is one, which feeds changed; return what went wrong."""
    if not settings.hub or not report.changed:
        return []
    from claimwire.publish import routes, websub

    hub = routes.outside(settings.hub)
    return websub.ping(hub, websub.topics(report.changed, settings.base_url)) if hub else []


def read_publication(workspace: Workspace) -> Publication:
    """Read all that may be shown, in one transaction."""
    with workspace.database.reading() as conn:
        return _read(workspace, conn)


def _read(workspace: Workspace, conn: Connection) -> Publication:
    from store import annotations, publication

    pipeline = annotations.promoted_pipeline(conn) or ""
    return publication.read(conn, knowledge=workspace.knowledge, pipeline=pipeline)


def site_settings(config: Config) -> SiteSettings:
    """Return the settings of the site from the workspace's."""
    return SiteSettings(
        title=config.site.title,
        base_url=config.site.base_url,
        contact=config.site.contact,
        quotation_words=config.site.quotation_words,
        notice=config.site.notice,
        hub=config.site.hub,
        overrides=str(config.site_overrides) if config.site_overrides.is_dir() else "",
    )
