"""The workspace of an operator and its settings (``claimwire.toml``).

A workspace is a folder with ``claimwire.toml``; beside it lie ``sources.toml``, ``knowledge/``
(additions to the shipped knowledge base), the database, the archive of captures and the site.
Every setting has a default, so an empty file is valid; an unknown key is an error, since a typing
mistake in a setting must not pass in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from claimwire.errors import ConfigError
from claimwire.tomlfile import locate, read_toml, refuse_unknown, take

CONFIG_NAME = "claimwire.toml"


@dataclass(frozen=True, slots=True)
class SiteSection:
    """``[site]``: what the published site says about itself."""

    title: str = "claimwire"
    base_url: str = "https://example.org/"  # absolute addresses in feeds start with it
    contact: str = ""  # shown in the footer
    quotation_words: int = 60  # longest quote, in words
    notice: str = ""  # one sentence for the footer of every page
    out: str = "public"  # folder of the site


@dataclass(frozen=True, slots=True)
class StoreSection:
    """``[store]``: where the database is."""

    url: str = (
        "sqlite:///claimwire.db"  # SQLAlchemy URL; a relative SQLite path is in the workspace
    )


@dataclass(frozen=True, slots=True)
class CrawlSection:
    """``[crawl]``: manners and limits of the crawler."""

    contact: str = ""  # address or e-mail that the user agent carries
    delay_seconds: float = 5.0  # between two requests to one host
    timeout_seconds: float = 30.0  # for one whole answer
    max_bytes: int = 8_000_000  # of one answer, decompressed
    concurrency: int = 16  # hosts asked at once
    allow_addresses: tuple[str, ...] = ()  # private networks that may be asked, as CIDR
    archive: str = "archive"  # folder of the captured bytes (WARC)


@dataclass(frozen=True, slots=True)
class LanguageSection:
    """``[language]``: the pipeline that reads the texts."""

    model: str = ""  # name or path of a spaCy pipeline; empty: the one that ships
    workers: int = 1  # processes


@dataclass(frozen=True, slots=True)
class RunSection:
    """``[run]``: when a run counts as failed."""

    max_failed_share: float = 0.5  # above this share of failed sources or documents, exit with 3


@dataclass(frozen=True, slots=True)
class Config:
    """A workspace and everything its ``claimwire.toml`` says."""

    workspace: Path
    site: SiteSection = field(default_factory=SiteSection)
    store: StoreSection = field(default_factory=StoreSection)
    crawl: CrawlSection = field(default_factory=CrawlSection)
    language: LanguageSection = field(default_factory=LanguageSection)
    run: RunSection = field(default_factory=RunSection)

    @property
    def store_url(self) -> str:
        """The database URL; a relative SQLite path is taken from the workspace."""
        prefix = "sqlite:///"
        if self.store.url.startswith(prefix):
            name = self.store.url[len(prefix) :]
            if name != ":memory:":
                return prefix + str(self.workspace / name)
        return self.store.url

    @property
    def sources_file(self) -> Path:
        return self.workspace / "sources.toml"

    @property
    def knowledge_dir(self) -> Path:
        return self.workspace / "knowledge"

    @property
    def archive_dir(self) -> Path:
        return self.workspace / self.crawl.archive

    @property
    def site_dir(self) -> Path:
        return self.workspace / self.site.out

    @property
    def lock_file(self) -> Path:
        return self.workspace / ".claimwire.lock"


_SECTIONS: dict[str, type] = {
    "site": SiteSection,
    "store": StoreSection,
    "crawl": CrawlSection,
    "language": LanguageSection,
    "run": RunSection,
}

_POSITIVE = {"quotation_words", "timeout_seconds", "max_bytes", "concurrency", "workers"}


def find_workspace(start: Path) -> Path:
    """Return the nearest folder upward that holds ``claimwire.toml``, else ``start`` itself."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    return start


def load_config(workspace: Path) -> Config:
    """Read the settings of a workspace.

    Raises
    ------
    ConfigError
        If there is no ``claimwire.toml`` there, or a section, key or value in it is wrong.
    """
    path = workspace / CONFIG_NAME
    if not path.is_file():
        raise ConfigError(
            f"{workspace}: is not a claimwire workspace (it has no {CONFIG_NAME})",
            remedy="`claimwire init DIR` makes one; `--workspace DIR` names one elsewhere.",
        )
    tables = read_toml(path)
    refuse_unknown(tables, _SECTIONS, path=path, where="the file")
    sections = {name: _section(kind, name, tables, path) for name, kind in _SECTIONS.items()}
    return Config(workspace=workspace, **sections)


def _section(kind: type, name: str, tables: dict[str, Any], path: Path) -> Any:
    table = take(tables, name, dict, path=path, where="the file", default={})
    where = f"[{name}]"
    defaults = kind()
    known = [f.name for f in fields(kind)]
    refuse_unknown(table, known, path=path, where=where)
    values = {key: _value(table, key, getattr(defaults, key), path, where) for key in known}
    return kind(**values)


def _value(table: dict[str, Any], key: str, default: Any, path: Path, where: str) -> Any:
    if isinstance(default, tuple):
        items = take(table, key, list, path=path, where=where, default=list(default))
        if not all(isinstance(item, str) for item in items):
            raise ConfigError(f"{locate(path, key)}: {key!r} in {where} must hold texts")
        return tuple(items)
    wanted: tuple[type, ...] = (float, int) if isinstance(default, float) else (type(default),)
    value = take(table, key, wanted, path=path, where=where, default=default)
    if isinstance(default, float):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        lowest = 1 if key in _POSITIVE and isinstance(value, int) else 0
        if value < lowest:
            raise ConfigError(
                f"{locate(path, key)}: {key!r} in {where} is {value}",
                remedy=f"Give a number of at least {lowest}.",
            )
    return value
