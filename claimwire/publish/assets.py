"""Where the templates and static files are: in a checkout ``site/``, in a wheel ``_site``.

An operator's workspace may hold a folder of the same shape. A template there takes the place of
ours of the same name (and can extend it as ``default/<name>``), a static file likewise; static
files of other names are added, and every further style sheet is linked after ours.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from claimwire.errors import ConfigError


def site_folder() -> Path:
    """Return the folder that holds our ``templates/`` and ``static/``.

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


def template_folders(overrides: str = "") -> tuple[Path, ...]:
    """Return the folders in which a template is looked for, the operator's first."""
    ours = site_folder() / "templates"
    theirs = Path(overrides) / "templates"
    return (theirs, ours) if overrides and theirs.is_dir() else (ours,)


def template_sources(overrides: str = "") -> list[str]:
    """Return the text of every template, for the identity of a build."""
    return [
        path.read_text(encoding="utf-8")
        for folder in template_folders(overrides)
        for path in sorted(folder.iterdir())
        if path.is_file()
    ]


def static_files(overrides: str = "") -> dict[str, bytes]:
    """Return the static files by their path in the site.

    The name of each carries a digest of its content, so that a browser never shows a new page with
    an old style.
    """
    found: dict[Path, bytes] = {}
    for root in (site_folder(), Path(overrides)) if overrides else (site_folder(),):
        folder = root / "static"
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file():
                found[path.relative_to(folder)] = path.read_bytes()
    return {static_path(name, data): data for name, data in sorted(found.items())}


def static_path(name: Path, data: bytes) -> str:
    """Return the address of a static file: ``static/<stem>.<digest><suffix>``."""
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"static/{name.with_suffix('').as_posix()}.{digest}{name.suffix}"


def styles(static: dict[str, bytes]) -> tuple[str, ...]:
    """Return the addresses of the style sheets, ours before what an operator adds."""
    sheets = [path for path in static if path.endswith(".css")]
    return tuple(sorted(sheets, key=lambda path: (not path.startswith("static/site."), path)))


def scripts(static: dict[str, bytes]) -> dict[str, str]:
    """Return the addresses of the scripts by their names: ``search``, ``filter``."""
    return {Path(p).name.split(".", 1)[0]: p for p in static if p.endswith(".js")}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of the publishing code itself: another program may make other pages."""
    state = hashlib.sha256()
    for path in sorted(Path(__file__).resolve().parent.rglob("*.py")):
        state.update(path.read_bytes())
    return state.hexdigest()
