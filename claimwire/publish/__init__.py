"""From a :class:`claimwire.model.Publication` to a folder of static files.

The order of the work: catalogue (what of the publication is shown, looked up in every way a page
needs) → views (frozen page objects holding exactly what their template shows) → render → write
(only what changed, each file whole or not at all, the manifest last).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimwire.model import Publication
from claimwire.publish.report import BuildProgress, BuildReport, Progress
from claimwire.publish.settings import SiteSettings

if TYPE_CHECKING:
    from claimwire.publish.parcels import Elsewhere

__all__ = ["BuildProgress", "BuildReport", "SiteSettings", "build", "unchanged"]


def build(
    publication: Publication,
    out: Path,
    *,
    settings: SiteSettings,
    progress: Progress | None = None,
    full: bool = False,
    source: str = "",
    elsewhere: Elsewhere | None = None,
) -> BuildReport:
    """Bring the site in ``out`` to the state of ``publication`` and report what was written.

    A file that would come out the same is not touched. A build that is interrupted leaves every
    page whole, old or new; the next build completes it. ``full`` renders every page again and
    compares bytes instead of trusting the manifest. ``source`` is a mark of what ``publication``
    was read from, by which :func:`unchanged` knows it again. ``elsewhere`` makes pages in other
    processes or on other machines, when there are many; they come out the same.

    Raises
    ------
    EvidenceError
        If a quote that would be published is not a substring of the revision that it names; then
        nothing has been written.
    """
    from claimwire.publish.site import build_site

    return build_site(
        publication,
        out,
        settings=settings,
        progress=progress,
        full=full,
        source=source,
        elsewhere=elsewhere,
    )


def unchanged(out: Path, *, settings: SiteSettings, source: str) -> BuildReport | None:
    """Return the report of a build that has nothing to do; ``None`` if there may be something.

    The site in ``out`` was built from ``source`` with these settings by this program, and every
    file of it is there with its size.
    """
    from claimwire.publish.standing import unchanged_site

    return unchanged_site(out, settings=settings, source=source)
