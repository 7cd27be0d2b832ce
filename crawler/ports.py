"""What the crawl engine asks of a store, and what it tells its caller.

The engine knows no database. Whoever runs it hands in a :class:`CrawlStore`; every method is one
transaction, so a crawl that is killed anywhere loses at most the item at hand. Methods are called
from one thread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from claimwire.model import (
    Article,
    Capture,
    DocumentStatus,
    DocumentTask,
    Entry,
    Fetch,
    Source,
    SourceState,
)


@dataclass(frozen=True, slots=True)
class RobotsCopy:
    """The last robots.txt that a host gave, and how long the host asked to be left alone.

    The other file that speaks for a host, tdmrep.json, is kept in the same way under its address.

    ``status`` 0 stands for "no answer at all". ``hold_until`` is set when the host answered 429 or
    503 with Retry-After; it then holds for every source and document of that host.
    """

    host: str  # scheme://host[:port] as crawler.urls.origin_of gives it, or an address
    fetched_at: dt.datetime
    status: int
    body: bytes = b""
    content_type: str | None = None
    hold_until: dt.datetime | None = None
    rights: str | None = None  # reservation of rights that the host states, in words


class Intake(StrEnum):
    """What becomes of the entries that a look at a source brought."""

    NEW = "new"  # what is unknown is to be fetched
    OLD = "old"  # what is unknown is entered and not fetched: it was there before us
    CHANGED = "changed"  # as NEW; what says that it changed since it was entered or captured, too
    LEAD = "lead"  # nothing is a document yet: headlines to be found at their outlets


class CrawlStore(Protocol):
    """The store as the engine sees it."""

    def due_sources(
        self, now: dt.datetime, *, only: frozenset[str], ignore_interval: bool
    ) -> list[tuple[Source, SourceState]]:
        """Return the enabled sources whose ``next_due`` has come, in the order of their ids.

        ``only`` limits to those ids unless empty; ``ignore_interval`` returns them whether due or
        not, except those in state ``gone``.
        """
        ...

    def record_discovery(
        self,
        fetch: Fetch,
        state: SourceState,
        entries: Sequence[Entry],
        now: dt.datetime,
        *,
        intake: Intake = Intake.NEW,
    ) -> int:
        """Save what one look at a source brought; return how many documents were new.

        ``now`` is the time at which the answer was received: the first-seen time of new documents.
        A store that finds new documents also sets the state's ``last_new`` to it. Documents that
        are only entered (``Intake.OLD``) do not count as new.
        """
        ...

    def due_documents(
        self,
        now: dt.datetime,
        *,
        limit: int,
        per_host: int,
        exclude: frozenset[str],
        only_sources: frozenset[str],
    ) -> list[DocumentTask]:
        """Return documents to fetch now, at most ``per_host`` of one host, none of ``exclude``."""
        ...

    def last_capture(self, document_id: str) -> Capture | None:
        """Return the newest capture of a document, ``None`` without one."""
        ...

    def record_capture(self, task: DocumentTask, capture: Capture, article: Article) -> None:
        """Save capture, text, revision, pending annotation and state of one document.

        The store also sets when the page is to be looked at again: ``policy.next_visit``.
        """
        ...

    def record_failure(
        self,
        task: DocumentTask,
        fetch: Fetch,
        status: DocumentStatus,
        retry_at: dt.datetime | None,
        capture: Capture | None = None,
    ) -> None:
        """Save a fetch that brought no new text.

        ``status`` is what the document is from now on: ``captured`` after an answer "unchanged",
        ``unreadable`` with the ``capture`` whose bytes hold no article, otherwise the failure.
        ``retry_at`` ``None`` means that no further attempt is planned. A document of which a text
        is held stays captured whatever a later visit meets, unless it is gone, and follows the plan
        of its visits.
        """
        ...

    def robots(self, host: str) -> RobotsCopy | None:
        """Return what :meth:`save_robots` saved last for ``host``."""
        ...

    def save_robots(self, copy: RobotsCopy) -> None:
        """Replace the copy of ``copy.host``."""
        ...


@dataclass(frozen=True, slots=True)
class CrawlProgress:
    """Where a crawl stands; counters only grow."""

    phase: str  # discover, fetch, done
    sources_done: int
    sources_total: int
    documents_done: int
    documents_total: int  # known to be due so far
    current: str = ""  # address just finished
    outcome: str = ""  # how it ended, in the words of Fetch.outcome
    waiting: str = ""  # the host that keeps the crawl longest, in words


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl did. ``outcomes`` counts the fetches by how they ended."""

    started: dt.datetime
    now: dt.datetime  # the clock at the end: virtual in a replay
    sources: int = 0
    sources_failed: int = 0
    new_documents: int = 0
    documents: int = 0  # attempted
    captured: int = 0  # articles handed to the store
    unchanged: int = 0
    documents_failed: int = 0
    interrupted: bool = False  # by a signal
    ended_early: bool = False  # by should_stop, max_seconds or limit; work may be left
    outcomes: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()  # one sentence each, for a person
    by_source: tuple[SourceLine, ...] = ()  # in the order of their ids


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source in the table at the end of a crawl."""

    source_id: str
    outcome: str
    entries: int
    new: int
    seconds: float
