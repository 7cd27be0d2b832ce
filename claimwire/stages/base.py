"""What every stage is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from claimwire.config import Config
from claimwire.model import Knowledge, Publisher

if TYPE_CHECKING:
    from store.db import Database


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is: for a progress bar. ``total`` is ``None`` while it is not known."""

    stage: str
    done: int
    total: int | None
    detail: str = ""


ProgressSink = Callable[[Progress], None]


def no_progress(_progress: Progress) -> None:
    """Take progress and show it to nobody."""


@dataclass(frozen=True, slots=True)
class StageReport:
    """What a stage did: counts by word, and what needs a person, in words."""

    stage: str
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    failed_share: float = 0.0  # of what was tried; 0 when nothing was
    interrupted: bool = False
    rows: tuple[tuple[str, ...], ...] = ()  # a table for a terminal, its heading first

    def as_json(self) -> dict[str, object]:
        """Return the report as the value that ``--json`` prints."""
        return {
            "stage": self.stage,
            "counts": dict(self.counts),
            "problems": list(self.problems),
            "failed_share": round(self.failed_share, 4),
            "interrupted": self.interrupted,
        }


class Workspace:
    """An operator's workspace with its database and knowledge base, opened when first used."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @cached_property
    def database(self) -> Database:
        """The store; raises ``SchemaError`` when its revision is not this program's."""
        from store.db import open_database

        config = self.config
        return open_database(config.store_url, patience=config.store.patience_seconds)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The shipped knowledge base with the operator's additions."""
        return load_knowledge(self.config)

    @cached_property
    def publishers_by_domain(self) -> Mapping[str, Publisher]:
        """Publishers by every domain that they publish at."""
        return {
            domain: publisher
            for publisher in self.knowledge.publishers.values()
            for domain in publisher.domains
        }

    def publisher_of(self, url: str, fallback: str | None) -> str:
        """Return the id of the publisher of an address.

        The host decides, then its registrable domain; ``fallback`` (the publisher of the source
        where it was discovered) only if it publishes at that domain or nothing else is known;
        otherwise the domain itself stands for the unknown publisher, as ``web:<domain>``.
        """
        from crawler.urls import host_of, registrable_domain

        if not url.startswith(("http://", "https://")):
            return fallback or "unknown"
        host = (host_of(url) or "").removeprefix("www.")
        domain = registrable_domain(url) or host
        for name in (host, domain):
            if name in self.publishers_by_domain:
                return self.publishers_by_domain[name].id
        return f"web:{host}" if host else fallback or "unknown"

    def publisher_named(self, name: str | None) -> str | None:
        """Return the id of the publisher with this id, name or domain; the name itself if new."""
        if not name:
            return None
        wanted = name.casefold().removeprefix("www.")
        for publisher in self.knowledge.publishers.values():
            if wanted in {publisher.id, publisher.name.casefold(), *publisher.domains}:
                return publisher.id
        return name


def load_knowledge(config: Config | None) -> Knowledge:
    """Read the shipped knowledge base, and the workspace's additions where there is one."""
    from nlp.knowledge_base import load

    if config is not None and config.knowledge_dir.is_dir():
        return load(config.knowledge_dir)
    return load()
