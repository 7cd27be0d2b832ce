"""What the parts of the Scrapy addon share during one crawl.

Our own spider carries a :class:`CrawlContext`; with a third party's spider the addon makes one from
the settings, so that one line in ``ADDONS`` is enough to get the same manners.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler

from crawler import rights
from crawler.guard import Guard
from crawler.outage import Silences
from crawler.ports import RobotsCopy
from crawler.replay import Replay
from crawler.tdmrep import TdmFile
from crawler.urls import origin_of
from crawler.warc import ArchiveWriter


class RobotsStore(Protocol):
    """Keeps the last copy of each host's robots.txt; part of :class:`crawler.ports.CrawlStore`."""

    def robots(self, host: str) -> RobotsCopy | None: ...

    def save_robots(self, copy: RobotsCopy) -> None: ...


class RobotsMemory:
    """Keeps copies for the duration of a crawl."""

    def __init__(self) -> None:
        self._copies: dict[str, RobotsCopy] = {}

    def robots(self, host: str) -> RobotsCopy | None:
        """Return the copy of a host, if one was saved."""
        return self._copies.get(host)

    def save_robots(self, copy: RobotsCopy) -> None:
        """Keep the copy of a host."""
        self._copies[copy.host] = copy


def wall_clock() -> dt.datetime:
    """Return the present time in UTC, the clock of a crawl that asks the network."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class CrawlContext:
    """Clock, robots copies, archive and, in a replay, the archive that answers."""

    guard: Guard
    clock: Callable[[], dt.datetime] = wall_clock
    robots: RobotsStore = field(default_factory=RobotsMemory)
    archive: ArchiveWriter | None = None
    replay: Replay | None = None
    environment: Callable[[str], str | None] = os.environ.get  # where keys of interfaces are
    delays: dict[str, float] = field(default_factory=dict)  # stated Crawl-delay by origin, seconds
    rights: dict[str, str] = field(default_factory=dict)  # by robots.txt of an origin, in words
    tdm: dict[str, TdmFile] = field(default_factory=dict)  # tdmrep.json by origin
    asked_again: set[str] = field(default_factory=set)  # origins whose silence is doubted
    silences: Silences = field(default_factory=Silences)  # until somebody answers

    def reserved(self, url: str, headers: Mapping[str, str]) -> str | None:
        """Return what is reserved of an answer, in words, ``None`` for nothing.

        Its header (names in lower case) says it first, then the host's robots.txt, then the host's
        tdmrep.json.
        """
        return self.reserved_firmly(url, headers) or self.reserved_by_file(url, headers)

    def reserved_firmly(self, url: str, headers: Mapping[str, str]) -> str | None:
        """Return what header and robots.txt reserve, which a page cannot lift by itself."""
        return rights.of_answer(headers) or self.rights.get(origin_of(url))

    def reserved_by_file(self, url: str, headers: Mapping[str, str]) -> str | None:
        """Return what the host's tdmrep.json reserves, which yields to the header of an answer."""
        file = self.tdm.get(origin_of(url))
        return None if file is None or rights.is_free(headers) else file.reservation(url)


def engine_of(crawler: Crawler) -> ExecutionEngine:
    """Return the engine of a crawl that is running."""
    if crawler.engine is None:
        raise RuntimeError("the crawl has not begun")
    return crawler.engine


def context_of(crawler: Crawler) -> CrawlContext:
    """Return the context of a crawl: the spider's own, else one made from the settings."""
    carried = getattr(crawler.spider, "context", None)
    if isinstance(carried, CrawlContext):
        return carried
    replayed = crawler.settings.get("CLAIMWIRE_REPLAY")
    return CrawlContext(
        guard=Guard(crawler.settings.getlist("CLAIMWIRE_ALLOW_ADDRESSES")),
        replay=Replay.open(Path(replayed)) if replayed else None,
    )
