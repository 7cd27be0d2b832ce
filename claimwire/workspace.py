"""Making a workspace: the files that ``claimwire init`` writes, none of them ever overwritten."""

from __future__ import annotations

import importlib.resources
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from claimwire.config import (
    CONFIG_NAME,
    CrawlSection,
    LanguageSection,
    RunSection,
    SiteSection,
    StoreSection,
)

_COMMENTS: dict[str, str] = {
    "title": "name of the site",
    "base_url": "where the site will be found; feeds need absolute addresses",
    "contact": "address or e-mail that a reader or webmaster can write to",
    "quotation_words": "longest quote that is published, in words",
    "notice": "one sentence for the footer of every page",
    "out": "folder of the site",
    "url": "SQLAlchemy URL; postgresql+psycopg://user:password@host/name for PostgreSQL",
    "delay_seconds": "pause between two requests to one host",
    "timeout_seconds": "longest wait for one whole answer",
    "max_bytes": "largest answer that is read, in bytes after decompression",
    "concurrency": "hosts asked at the same time",
    "allow_addresses": 'private networks that may be asked, as ["10.0.0.0/8"]; none is safe',
    "archive": "folder of the captured bytes (WARC files); keep it",
    "model": "name or path of a spaCy pipeline; empty is the one that ships",
    "workers": "processes for language work",
    "max_failed_share": "exit code 3 when more than this share of sources or documents failed",
}

_SECTION_TYPES: dict[str, type] = {
    "site": SiteSection,
    "store": StoreSection,
    "crawl": CrawlSection,
    "language": LanguageSection,
    "run": RunSection,
}

_CRONTAB = """\
# Every half hour; mail only when something needs a person (exit code 1 or above).
*/30 * * * *  cd {folder} && claimwire --quiet run
"""

_KNOWLEDGE_README = """\
# Your knowledge base

Files here add to the knowledge base that ships with claimwire: `entities.toml`, `disputes.toml`,
`publishers.toml`. A table with an id that ships already replaces it. `claimwire entities list` and
`claimwire disputes list` show what is in force.
"""


def create_workspace(
    folder: Path, *, sources: str | None = None, **overrides: dict[str, Any]
) -> list[Path]:
    """Write a workspace into ``folder`` and return the files that are new.

    Parameters
    ----------
    sources:
        Text of ``sources.toml``; default: the catalogue that ships.
    overrides:
        Values for ``claimwire.toml`` by section, e.g. ``site={"title": "…"}``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        CONFIG_NAME: config_text(overrides),
        "sources.toml": sources if sources is not None else shipped_sources(),
        "knowledge/README.md": _KNOWLEDGE_README,
        "crontab.example": _CRONTAB.format(folder=folder.resolve()),
    }
    return [path for name, text in files.items() if (path := _write_new(folder / name, text))]


def shipped_sources() -> str:
    """Return the text of the source catalogue that ships."""
    return (importlib.resources.files("crawler") / "sources.toml").read_text(encoding="utf-8")


def config_text(overrides: dict[str, dict[str, Any]]) -> str:
    """Return a commented ``claimwire.toml`` with every setting at its default or override."""
    lines = ["# Settings of this workspace. Every line may be left out; unknown keys are refused."]
    for name, kind in _SECTION_TYPES.items():
        lines += ["", f"[{name}]"]
        defaults = kind()
        for setting in fields(kind):
            value = overrides.get(name, {}).get(setting.name, getattr(defaults, setting.name))
            lines.append(f"{setting.name} = {_toml(value)}  # {_COMMENTS[setting.name]}")
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return json.dumps(list(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)  # TOML shares JSON's texts, numbers and booleans


def _write_new(path: Path, text: str) -> Path | None:
    if path.exists():
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
