"""Whether the site that stands is the one that would be built, found out without what builds one.

A run every quarter of an hour mostly has nothing to publish. It is then told so by the manifest,
which names what the site was made from; templates, views and the dataset are not even imported.
"""

from __future__ import annotations

from pathlib import Path

from claimwire.ids import text_digest
from claimwire.publish import assets
from claimwire.publish.report import BuildReport
from claimwire.publish.settings import SiteSettings
from claimwire.publish.write import SiteWriter


def unchanged_site(out: Path, *, settings: SiteSettings, source: str) -> BuildReport | None:
    """See :func:`claimwire.publish.unchanged`."""
    writer = SiteWriter(out)
    if not source or writer.source != mark(source, settings) or not writer.untouched():
        return None
    return as_before(writer)


def mark(source: str, settings: SiteSettings) -> str:
    """Return a mark of all that a site is made from: what was read, settings, files, program."""
    return text_digest(repr((source, *fixed(settings))))[:32] if source else ""


def fixed(settings: SiteSettings) -> tuple[object, ...]:
    """Return what a site is made from besides data: settings, static files, templates, program."""
    return (
        settings,
        sorted(assets.static_files(settings.overrides)),
        assets.template_sources(settings.overrides),
        assets.code_digest(),
    )


def as_before(writer: SiteWriter) -> BuildReport:
    """Report a site that was built from this very publication; its quotes were proven then."""
    files = writer.last_files
    pages = sum(path.endswith(".html") for path in files)
    return BuildReport(writer.build, pages, len(files), 0, 0, 0, 0, 0)
