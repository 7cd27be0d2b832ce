"""Changing the catalogue of a workspace: adding sources, and exchanging them as OPML.

``sources.toml`` is a person's file: what is added is appended to it as text, comments stay, and the
whole is read again before the old file gives way.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimwire.config import Config
from claimwire.errors import ConfigError, InputError, UsageError
from claimwire.model import Source, SourceKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of a source to be added; the rest takes its default."""

    url: str
    id: str | None = None
    name: str | None = None
    publisher: str | None = None
    kind: str = "rss"
    include: str | None = None
    language: str | None = None


def add_source(config: Config, wanted: Wanted) -> Source:
    """Append a source to the catalogue and return it.

    Raises
    ------
    UsageError
        If the address is none, or the catalogue has it or the id already.
    ConfigError
        If the file cannot be written, or would not be a catalogue any more.
    """
    from crawler.opml import free_id
    from crawler.sources import load
    from crawler.urls import canonical, host_of, registrable_domain, url_key

    known = load(config.sources_file)
    if canonical(wanted.url) is None:
        raise UsageError(
            f"{wanted.url!r} is no address", remedy="Give a whole http or https address."
        )
    for source in known:
        if url_key(source.url) == url_key(wanted.url):
            raise UsageError(f"{config.sources_file}: {source.id!r} has this address already")
        if source.id == wanted.id:
            raise UsageError(f"{config.sources_file}: has a source {wanted.id!r} already")
    name = wanted.name or host_of(wanted.url)
    source = Source(
        id=wanted.id or free_id(name, wanted.url, [one.id for one in known]),
        name=name,
        publisher=wanted.publisher or f"web:{registrable_domain(wanted.url)}",
        kind=SourceKind(wanted.kind),
        url=wanted.url,
        include=wanted.include,
        language=wanted.language,
        status="unverified",
    )
    _append(config.sources_file, [source])
    return source


def import_opml(config: Config, path: Path) -> tuple[Source, ...]:
    """Append the feeds of an OPML file that the catalogue does not have; return them.

    Raises
    ------
    InputError
        If the file cannot be read or is no OPML.
    """
    from crawler.opml import read
    from crawler.sources import load

    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    found = read(body, known=load(config.sources_file), where=str(path))
    if found:
        _append(config.sources_file, found)
    return found


def export_opml(config: Config) -> str:
    """Return the feeds of the catalogue as OPML 2.0."""
    from crawler.opml import write
    from crawler.sources import load

    return write(load(config.sources_file), title=f"Sources of {config.site.title}")


def _append(path: Path, sources: Sequence[Source]) -> None:
    """Add tables to the file, or leave it as it was."""
    from crawler.opml import table
    from crawler.sources import load

    text = path.read_text(encoding="utf-8").rstrip() + "\n"
    text += "".join(f"\n{table(source)}" for source in sources)
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".toml", delete=False
        ) as scratch:
            scratch.write(text)
            scratch.flush()
            os.fsync(scratch.fileno())
        try:
            load(Path(scratch.name))
            Path(scratch.name).chmod(path.stat().st_mode & 0o777)
            Path(scratch.name).replace(path)
        finally:
            Path(scratch.name).unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from error
