"""The workspace of an operator and its settings (``claimwire.toml``).

A workspace is a folder with ``claimwire.toml``; beside it lie ``sources.toml``, ``knowledge/``
(additions to the shipped knowledge base), the database, the archive of captures and the site.
Every setting has a default, so an empty file is valid; an unknown key is an error, since a typing
mistake in a setting must not pass in silence.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from claimwire.errors import ConfigError
from claimwire.tomlfile import locate, read_toml, refuse_unknown, take

CONFIG_NAME = "claimwire.toml"


def setting(default: Any, doc: str, *, least: float = 0, words: tuple[str, ...] = ()) -> Any:
    """Return the field of a setting: its default, a line for a person, what values it takes.

    The line is the comment in a new ``claimwire.toml`` and the row of ``docs/configuration.md``.
    """
    return field(default=default, metadata={"doc": doc, "least": least, "words": words})


@dataclass(frozen=True, slots=True)
class SiteSection:
    """``[site]``: what the published site says about itself."""

    title: str = setting("claimwire", "name of the site")
    base_url: str = setting(
        "https://example.org/", "where the site will be found; feeds need absolute addresses"
    )
    contact: str = setting("", "address or e-mail that a reader or webmaster can write to")
    quotation_words: int = setting(60, "longest quote that is published, in words", least=1)
    notice: str = setting("", "one sentence for the footer of every page")
    hub: str = setting("", "WebSub hub that is told when feeds change; empty: none")
    out: str = setting("public", "folder of the site")


@dataclass(frozen=True, slots=True)
class StoreSection:
    """``[store]``: where the database is."""

    url: str = setting(
        "sqlite:///claimwire.db",
        "SQLAlchemy URL; postgresql+psycopg://user:password@host/name for PostgreSQL; "
        "a relative SQLite path lies in the workspace",
    )
    patience_seconds: float = setting(
        60.0, "a database server that goes away during a run is waited for this long"
    )


@dataclass(frozen=True, slots=True)
class CrawlSection:
    """``[crawl]``: manners and limits of the crawler."""

    contact: str = setting("", "address or e-mail that the user agent carries; empty: the site's")
    delay_seconds: float = setting(5.0, "pause between two requests to one host")
    timeout_seconds: float = setting(30.0, "longest wait for one whole answer", least=0.001)
    max_bytes: int = setting(
        8_000_000, "largest answer that is read, in bytes after decompression", least=1
    )
    concurrency: int = setting(16, "hosts asked at the same time", least=1)
    allow_addresses: tuple[str, ...] = setting(
        (), 'private networks that may be asked, as ["10.0.0.0/8"]; none is safe'
    )
    archive: str = setting("archive", "folder of the captured bytes (WARC files); keep it")


@dataclass(frozen=True, slots=True)
class LanguageSection:
    """``[language]``: the pipeline that reads the texts."""

    model: str = setting("", "fast (also if empty), or a spaCy pipeline by name or path")
    workers: int = setting(1, "processes for language work", least=1)
    engine: str = setting(
        "local", "where language work is done: local, or a Dask scheduler as tcp://host:8786"
    )


@dataclass(frozen=True, slots=True)
class RunSection:
    """``[run]``: when a run begins, and when it counts as failed."""

    max_failed_share: float = setting(
        0.5, "exit code 3 when more than this share of sources or documents failed"
    )
    min_free_mb: int = setting(
        500, "a run does not begin with less room than this on a disk it writes to, in MB"
    )
    clock_slack_seconds: float = setting(
        300.0, "a run does not begin with a clock further than this behind the newest row"
    )


@dataclass(frozen=True, slots=True)
class NotifySection:
    """``[notify]``: who is told, and of what; nobody by default."""

    webhook: str = setting("", "address that gets a POST with JSON for every message; empty: none")
    email_to: tuple[str, ...] = setting((), "addresses that get a mail for every message")
    email_from: str = setting("", "sender of those mails")
    smtp: str = setting("localhost:25", "server that takes the mails, as host:port")
    smtp_tls: str = setting(
        "none", "none, starttls, or tls (from the first byte)", words=("none", "starttls", "tls")
    )
    smtp_user: str = setting(
        "", "name at that server; its password is read from CLAIMWIRE_SMTP_PASSWORD"
    )
    person: bool = setting(True, "tell what needs a person, when it appears")
    deltas: bool = setting(True, "tell new information: one message for all that a run found")
    timeout_seconds: float = setting(20.0, "longest wait for the receiver", least=0.001)


@dataclass(frozen=True, slots=True)
class Config:
    """A workspace and everything its ``claimwire.toml`` says."""

    workspace: Path
    site: SiteSection = field(default_factory=SiteSection)
    store: StoreSection = field(default_factory=StoreSection)
    crawl: CrawlSection = field(default_factory=CrawlSection)
    language: LanguageSection = field(default_factory=LanguageSection)
    run: RunSection = field(default_factory=RunSection)
    notify: NotifySection = field(default_factory=NotifySection)

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
    def site_overrides(self) -> Path:
        """Templates and static files of the operator's own, if there are any."""
        return self.workspace / "site"

    @property
    def lock_file(self) -> Path:
        return self.workspace / ".claimwire.lock"


SECTIONS: dict[str, type] = {
    "site": SiteSection,
    "store": StoreSection,
    "crawl": CrawlSection,
    "language": LanguageSection,
    "run": RunSection,
    "notify": NotifySection,
}
"""The sections of ``claimwire.toml`` by name, in the order in which they are written."""


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
    refuse_unknown(tables, SECTIONS, path=path, where="the file")
    sections = {name: _section(kind, name, tables, path) for name, kind in SECTIONS.items()}
    return Config(workspace=workspace, **sections)


def _section(kind: type, name: str, tables: dict[str, Any], path: Path) -> Any:
    table = take(tables, name, dict, path=path, where="the file", default={})
    where = f"[{name}]"
    known = fields(kind)
    refuse_unknown(table, [one.name for one in known], path=path, where=where)
    return kind(**{one.name: _value(table, one, path=path, where=where) for one in known})


def _value(table: dict[str, Any], one: Field[Any], *, path: Path, where: str) -> Any:
    key, default = one.name, one.default
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
        remedy = f"Give a number of at least {one.metadata['least']:g}."
        allowed = value >= one.metadata["least"]
    else:
        remedy = f"Give one of: {', '.join(one.metadata['words'])}."
        allowed = not one.metadata["words"] or value in one.metadata["words"]
    if not allowed:
        raise ConfigError(f"{locate(path, key)}: {key!r} in {where} is {value!r}", remedy=remedy)
    return value
