"""What a build tells its caller, while it runs and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """One sign of life: ``done`` of about ``total`` files of the site have been looked at."""

    stage: str  # "files"
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How a build ended.

    ``written`` and ``deleted`` count files touched; both are 0 when nothing changed. ``digest`` is
    the identity of the build: the same publication, settings and templates give the same one.
    ``pages`` counts HTML files, redirects among them; ``withheld`` counts statements that are below
    the confidence needed for publication. ``changed`` are the paths of the files written.
    """

    digest: str
    pages: int
    files: int
    written: int
    deleted: int
    redirects: int
    quotes_checked: int
    withheld: int
    changed: tuple[str, ...] = ()


Progress = Callable[[BuildProgress], None]
