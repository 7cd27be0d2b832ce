"""Where the templates and static files are: in a checkout ``site/``, in a wheel ``_site``."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from claimwire.errors import ConfigError


def site_folder() -> Path:
    """Return the folder that holds ``templates/`` and ``static/``.

    Raises
    ------
    ConfigError
        If the installation lacks them.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_site", here.parents[1] / "site"):
        if (folder / "templates" / "base.html").is_file():
            return folder
    raise ConfigError(
        "the templates of the site are missing from this installation",
        remedy="Install claimwire again; a checkout needs its folder `site/`.",
    )


def static_files() -> dict[str, bytes]:
    """Return the static files by their path in the site.

    The style sheet's name carries a digest of its content, so that a browser never shows a new
    page with an old style.
    """
    found: dict[str, bytes] = {}
    folder = site_folder() / "static"
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found[static_path(path.relative_to(folder), data)] = data
    return found


def static_path(name: Path, data: bytes) -> str:
    """Return the address of a static file: ``static/<stem>.<digest><suffix>``."""
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"static/{name.with_suffix('').as_posix()}.{digest}{name.suffix}"


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of the publishing code itself: another program may make other pages."""
    state = hashlib.sha256()
    for path in sorted(Path(__file__).resolve().parent.rglob("*.py")):
        state.update(path.read_bytes())
    return state.hexdigest()
