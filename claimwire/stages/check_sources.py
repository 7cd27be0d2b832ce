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
from claimwire.stages.advice import after_outcome
from claimwire.stages.base import Workspace
from claimwire.stages.crawl import engine_settings
from claimwire.stages.status import ILL
from crawler.outage import NO_NETWORK
from crawler.ports import Intake, RobotsCopy

SOUND = frozenset(Health) - ILL
OLD = dt.timedelta(days=120)


@dataclass(slots=True)
class CheckStore:
    """A store for the crawl engine that knows the sources to check and forgets all documents."""

    sources: tuple[Source, ...]
    looks: dict[str, tuple[Fetch, SourceState, int]] = field(default_factory=dict)
    newest: dict[str, dt.datetime] = field(default_factory=dict)  # time of the newest entry
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
        times = [at for one in entries if (at := one.published or one.modified) and at <= now]
        if times:
            self.newest[state.source_id] = max(times)
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
            "advice": "Check it again by its id.",
        }
    fetch, state, entries = store.looks[source.id]
    newest = store.newest.get(source.id)
    detail = fetch.detail or f"{entries} {'entry' if entries == 1 else 'entries'}"
    if newest is not None:
        detail += f"; the newest of {newest:%Y-%m-%d}"
    if state.rights is not None:
        detail += f"; {state.rights}"
    healthy = state.health in SOUND and fetch.outcome != NO_NETWORK
    return {
        "id": source.id,
        "outcome": fetch.outcome,
        "healthy": healthy,
        "entries": entries,
        "newest": newest.isoformat() if newest is not None else None,
        "rights": state.rights,
        "detail": detail,
        "advice": _advice(source, fetch.outcome, healthy, newest, fetch.started),
    }


def _advice(
    source: Source, outcome: str, healthy: bool, newest: dt.datetime | None, now: dt.datetime
) -> str:
    """Return what a person can do about a source, "" when nothing needs to be done."""
    if healthy:
        old = newest is not None and now - newest > OLD
        return "Nothing new for months: look whether the publisher has another feed." if old else ""
    words = after_outcome(outcome)
    if source.fallback:
        others = ", ".join(source.fallback)
        words = f"{words} Until then its fallbacks serve: {others}.".strip()
    return words


def as_text(verdicts: Sequence[dict[str, Any]]) -> str:
    """Return verdicts for a person: what each source said, and what to do, the ill ones last."""
    if verdicts and all(verdict["outcome"] == NO_NETWORK for verdict in verdicts):
        return f"No host of {len(verdicts)} sources answered. {after_outcome(NO_NETWORK)}"
    lines = []
    for verdict in sorted(verdicts, key=lambda one: not one["healthy"]):
        mark = "well" if verdict["healthy"] else "ill"
        lines.append(f"{verdict['id']:<28} {mark:<5} {verdict['outcome']}: {verdict['detail']}")
        if verdict["advice"]:
            lines.append(f"{'':<34} → {verdict['advice']}")
    ill = sum(not verdict["healthy"] for verdict in verdicts)
    lines.append(f"{len(verdicts)} sources were asked, {ill} need a person.")
    return "\n".join(lines)
