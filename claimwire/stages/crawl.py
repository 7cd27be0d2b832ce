"""Discover and capture: the crawl engine over the store.

:class:`StoreForCrawl` is the store as :mod:`crawler.ports` wants it: each method is one
transaction, so a kill loses at most the item at hand.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimwire import __version__
from claimwire.config import Config
from claimwire.errors import UsageError
from claimwire.model import (
    Article,
    Capture,
    DocumentStatus,
    DocumentTask,
    Entry,
    Fetch,
    FetchMode,
    Health,
    Source,
    SourceState,
)
from claimwire.shard import Shard
from claimwire.stages.base import ProgressSink, StageReport, Workspace, no_progress
from claimwire.stages.crawl_report import GOOD, progress_of, stage_report
from claimwire.stop import Stop
from crawler.ports import Intake, RobotsCopy
from crawler.settings import CrawlSettings
from crawler.urls import host_of

if TYPE_CHECKING:
    import sqlalchemy as sa

_log = logging.getLogger(__name__)

AGGREGATOR = "news.google.com"
"""Host whose addresses lead nowhere that may be asked: what they name is a lead."""

MOST_RENEWED = 20
"""Documents that one look at a compared sitemap may call changed and be believed."""


class StoreForCrawl:
    """Implements :class:`crawler.ports.CrawlStore`.

    Parameters
    ----------
    revisit:
        Whether captured pages are to be looked at again later (``crawler.policy.next_visit``). In a
        replay they are not: an archive holds no later answer.
    shard:
        Only the sources and documents of these hosts are asked; default: all.
    """

    def __init__(self, workspace: Workspace, *, revisit: bool, shard: Shard | None = None) -> None:
        self._workspace = workspace
        self._database = workspace.database
        self._revisit = revisit
        self._shard = shard

    def due_sources(
        self, now: dt.datetime, *, only: frozenset[str], ignore_interval: bool
    ) -> list[tuple[Source, SourceState]]:
        from store import documents, sources

        with self._database.reading() as conn:
            found = sources.due(conn, now, only=only, ignore_interval=ignore_interval)
            if not ignore_interval:
                found = sorted(
                    [*found, *_standing_in(sources.states(conn), found, only, now)],
                    key=lambda item: item[0].id,
                )
        if self._shard is None:
            return found
        return [
            (source, state)
            for source, state in found
            if self._shard.holds(documents.host_of(state.url or source.url))
        ]

    def record_discovery(
        self,
        fetch: Fetch,
        state: SourceState,
        entries: Sequence[Entry],
        now: dt.datetime,
        *,
        intake: Intake = Intake.NEW,
    ) -> int:
        from crawler import policy
        from store import documents, leads, sources

        by_publisher: dict[str, list[Entry]] = defaultdict(list)
        with self._database.writing() as conn:
            known = sources.get(conn, state.source_id)
            fallback = known[0].publisher if known else None
            found = 0
            if intake is Intake.LEAD:
                opaque = [one for one in entries if host_of(one.canonical_url) == AGGREGATOR]
                found = leads.add(conn, state.source_id, opaque, now)
                entries = [one for one in entries if host_of(one.canonical_url) != AGGREGATOR]
            for entry in entries:
                publisher = self._workspace.publisher_of(entry.canonical_url, fallback)
                by_publisher[publisher].append(entry)
            wanted = intake is not Intake.OLD
            if intake is Intake.CHANGED:
                documents.renew(conn, entries, now, most=MOST_RENEWED)
            entered = sum(
                documents.discover(conn, state.source_id, publisher, group, now, wanted=wanted)
                for publisher, group in sorted(by_publisher.items())
            )
            new = (entered if wanted else 0) + found
            if known is not None and fetch.outcome in GOOD:
                state = replace(
                    state,
                    interval=policy.adapted(known[0], state, entries=fetch.entries, new=new),
                )
            sources.save_discovery(conn, state, fetch, new_entries=new, now=now)
        return new

    def due_documents(
        self,
        now: dt.datetime,
        *,
        limit: int,
        per_host: int,
        exclude: frozenset[str],
        only_sources: frozenset[str],
    ) -> list[DocumentTask]:
        from store import documents

        with self._database.reading() as conn:
            return documents.due(
                conn,
                now,
                limit=limit,
                per_host=per_host,
                exclude=exclude,
                only_sources=only_sources,
                holds=None if self._shard is None else self._shard.holds,
            )

    def last_capture(self, document_id: str) -> Capture | None:
        from store import documents

        with self._database.reading() as conn:
            return documents.newest_capture(conn, document_id)

    def _placed(self, capture: Capture) -> Capture:
        """Return a capture whose file is named from the archive folder of the whole workspace."""
        if self._shard is None or capture.warc_file is None:
            return capture
        return replace(capture, warc_file=f"{self._shard.folder}/{capture.warc_file}")

    def record_capture(self, task: DocumentTask, capture: Capture, article: Article) -> None:
        from store import documents, revisions

        capture = self._placed(capture)
        with self._database.writing() as conn:
            revisions.add_capture(conn, capture)
            revisions.add_revision(conn, task.document_id, capture, article, capture.fetched_at)
            documents.seen_since(conn, task.document_id, capture.fetched_at)
            for url in (capture.url, article.canonical_url):
                if url:
                    documents.add_url(conn, task.document_id, url)
            documents.set_state(
                conn,
                task.document_id,
                DocumentStatus.CAPTURED,
                next_due=self._next_visit(conn, task, capture.fetched_at),
                etag=capture.etag,
                last_modified=capture.last_modified,
            )

    def record_failure(
        self,
        task: DocumentTask,
        fetch: Fetch,
        status: DocumentStatus,
        retry_at: dt.datetime | None,
        capture: Capture | None = None,
    ) -> None:
        from store import documents, revisions, sources

        with self._database.writing() as conn:
            if capture is not None:
                revisions.add_capture(conn, self._placed(capture))
            sources.record_fetch(conn, fetch)
            unchanged = status is DocumentStatus.CAPTURED
            held = documents.visits(conn, task.document_id) is not None
            if held and status is not DocumentStatus.GONE:
                status = DocumentStatus.CAPTURED  # what we hold stays: only the visit failed
                visit = self._next_visit(conn, task, fetch.started)
                retry_at = max(visit, retry_at or visit) if visit is not None else None
            documents.set_state(
                conn,
                task.document_id,
                status,
                attempts=0 if held or unchanged else task.attempts + 1,
                next_due=retry_at,
                failure=None if unchanged else fetch.detail or fetch.outcome,
                etag=task.etag if held or unchanged else None,
                last_modified=task.last_modified if held or unchanged else None,
            )

    def _next_visit(
        self, conn: sa.Connection, task: DocumentTask, now: dt.datetime
    ) -> dt.datetime | None:
        """Return when a captured page is due again; what only the feed says is not asked for."""
        from crawler.policy import next_visit
        from store import documents

        past = documents.visits(conn, task.document_id)
        if not self._revisit or task.fetch is not FetchMode.PAGE or past is None:
            return None
        return next_visit(
            first=past.first, unchanged=past.unchanged, states=past.revisions, now=now
        )

    def robots(self, host: str) -> RobotsCopy | None:
        from store import hosts

        with self._database.reading() as conn:
            found = hosts.get(conn, host)
        return None if found is None else RobotsCopy(**found)

    def save_robots(self, copy: RobotsCopy) -> None:
        from store import hosts

        with self._database.writing() as conn:
            hosts.save(
                conn,
                copy.host,
                fetched_at=copy.fetched_at,
                status=copy.status,
                body=copy.body,
                content_type=copy.content_type,
                hold_until=copy.hold_until,
                rights=copy.rights,
            )


def _standing_in(
    known: Sequence[tuple[Source, SourceState]],
    due: Sequence[tuple[Source, SourceState]],
    only: frozenset[str],
    now: dt.datetime,
) -> list[tuple[Source, SourceState]]:
    """Return the sources that are due only because others are ill whose fallback they are."""
    from crawler import policy

    by_id = {source.id: source for source, _ in known}
    for_whom = policy.stand_ins(known)
    asked = {source.id for source, _ in due}
    found = []
    for source, state in known:
        ill = [by_id[name] for name in for_whom.get(source.id, ())]
        if not ill or source.id in asked or state.health is Health.GONE:
            continue
        hurried = policy.needed(source, state, ill, now)
        if (not only or source.id in only) and (hurried.next_due or now) <= now:
            words = ", ".join(one.id for one in ill)
            _log.info("asked sooner: it stands in for %s", words, extra={"source": source.id})
            found.append((source, hurried))
    return found


def crawl(
    workspace: Workspace,
    *,
    only: frozenset[str] = frozenset(),
    ignore_interval: bool = False,
    limit: int | None = None,
    replay: Path | None = None,
    shard: Shard | None = None,
    stop: Stop,
    progress: ProgressSink = no_progress,
) -> StageReport:
    """Discover and fetch what is due.

    Parameters
    ----------
    only:
        Ids of the sources to ask; empty: all.
    ignore_interval:
        Ask sources that are not due too; every other rule is kept.
    replay:
        A WARC that answers instead of the network.
    shard:
        Only the hosts of this part; its captures lie in a folder of their own in the archive.

    Raises
    ------
    UsageError
        If ``only`` names a source that ``sources.toml`` does not have.
    """
    from crawler.engine import crawl as run_engine
    from crawler.sources import load
    from store import leads, sources

    config = workspace.config
    catalogue = load(config.sources_file)
    unknown = only - {source.id for source in catalogue}
    if unknown:
        raise UsageError(
            f"{config.sources_file}: has no source {sorted(unknown)[0]!r}",
            remedy="`claimwire sources list` shows them.",
        )
    with workspace.database.writing() as conn:
        sources.sync(conn, catalogue)
    report = run_engine(
        StoreForCrawl(workspace, revisit=replay is None, shard=shard),
        settings=engine_settings(config),
        only=only,
        ignore_interval=ignore_interval,
        limit=limit,
        max_seconds=stop.seconds_left(),
        replay=replay,
        archive_dir=config.archive_dir / shard.folder if shard else config.archive_dir,
        progress=lambda at: progress(progress_of(at)),
        should_stop=stop.requested,
    )
    with workspace.database.writing() as conn:
        leads.resolve(conn)
    return stage_report(report, interrupted=stop.interrupted)


def engine_settings(config: Config) -> CrawlSettings:
    """Return the engine's settings from the operator's."""
    return CrawlSettings(
        contact=config.crawl.contact or config.site.contact,
        version=__version__,
        delay_seconds=config.crawl.delay_seconds,
        timeout_seconds=config.crawl.timeout_seconds,
        max_bytes=config.crawl.max_bytes,
        concurrency=config.crawl.concurrency,
        allow_addresses=config.crawl.allow_addresses,
    )
