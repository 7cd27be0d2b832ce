"""Try sources once and say in words what came back; the store is not touched."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimwire.errors import UsageError
from claimwire.model import (
    Article,
    Capture,
    DocumentStatus,
    DocumentTask,
    Entry,
    Fetch,
    Health,
    Source,
    SourceState,
)
from claimwire.stages.base import Workspace
from claimwire.stages.crawl import engine_settings
from claimwire.stages.status import ILL
from crawler.ports import Intake, RobotsCopy

SOUND = frozenset(Health) - ILL


@dataclass(slots=True)
class CheckStore:
    """A store for the crawl engine that knows the sources to check and forgets all documents."""

    sources: tuple[Source, ...]
    looks: dict[str, tuple[Fetch, SourceState, int]] = field(default_factory=dict)
    copies: dict[str, RobotsCopy] = field(default_factory=dict)

    def due_sources(
        self, now: dt.datetime, *, only: frozenset[str], ignore_interval: bool
    ) -> list[tuple[Source, SourceState]]:
        return [(source, SourceState(source.id)) for source in self.sources]

    def record_discovery(
        self,
        fetch: Fetch,
        state: SourceState,
        entries: Sequence[Entry],
        now: dt.datetime,
        *,
        intake: Intake = Intake.NEW,
    ) -> int:
        self.looks[state.source_id] = (fetch, state, len(entries))
        return 0

    def due_documents(
        self,
        now: dt.datetime,
        *,
        limit: int,
        per_host: int,
        exclude: frozenset[str],
        only_sources: frozenset[str],
    ) -> list[DocumentTask]:
        return []

    def last_capture(self, document_id: str) -> Capture | None:
        return None

    def record_capture(self, task: DocumentTask, capture: Capture, article: Article) -> None:
        raise AssertionError("a check fetches no documents")

    def record_failure(
        self,
        task: DocumentTask,
        fetch: Fetch,
        status: DocumentStatus,
        retry_at: dt.datetime | None,
        capture: Capture | None = None,
    ) -> None:
        raise AssertionError("a check fetches no documents")

    def robots(self, host: str) -> RobotsCopy | None:
        return self.copies.get(host)

    def save_robots(self, copy: RobotsCopy) -> None:
        self.copies[copy.host] = copy


def check_sources(workspace: Workspace, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Ask each named source once (default: all) and return a verdict for each, in words.

    Raises
    ------
    UsageError
        If an id is not in ``sources.toml``.
    """
    from crawler.engine import crawl
    from crawler.sources import load

    config = workspace.config
    catalogue = {source.id: source for source in load(config.sources_file)}
    for id_ in ids:
        if id_ not in catalogue:
            raise UsageError(
                f"{config.sources_file}: has no source {id_!r}",
                remedy="`claimwire sources list` shows them.",
            )
    store = CheckStore(tuple(s for s in catalogue.values() if not ids or s.id in ids))
    with tempfile.TemporaryDirectory() as scratch:
        crawl(
            store,
            settings=engine_settings(config),
            only=frozenset(),
            ignore_interval=True,
            limit=None,
            max_seconds=None,
            replay=None,
            archive_dir=Path(scratch),
            progress=lambda _at: None,
        )
    return [_verdict(source, store) for source in store.sources]


def _verdict(source: Source, store: CheckStore) -> dict[str, Any]:
    if source.id not in store.looks:
        return {
            "id": source.id,
            "outcome": "not-asked",
            "healthy": False,
            "entries": 0,
            "detail": "the check ended before it was asked",
        }
    fetch, state, entries = store.looks[source.id]
    return {
        "id": source.id,
        "outcome": fetch.outcome,
        "healthy": state.health in SOUND,
        "entries": entries,
        "detail": fetch.detail or f"{entries} entries",
    }
