"""Counting what a crawl does, for progress while it runs and the report at its end."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Mapping

from claimwire.model import Fetch
from crawler.outage import NO_NETWORK
from crawler.ports import CrawlProgress, CrawlReport, SourceLine
from crawler.urls import host_of

_log = logging.getLogger("claimwire.crawl")
_MOST_PROBLEMS = 200
_GOOD = frozenset({"ok", "same", "not-modified", "feed-only"})
_POSTPONED = frozenset({"host-held"})
_DECIDED = frozenset({"gone", "robots"})  # of one document: nothing that a person could do
_TOLD = frozenset({NO_NETWORK})  # once for all


class Tally:
    """Counters of one crawl; every change is told to ``progress``."""

    def __init__(self, started: dt.datetime, progress: Callable[[CrawlProgress], None]) -> None:
        self._started = started
        self._progress = progress
        self._outcomes: Counter[str] = Counter()
        self._problems: list[str] = []
        self._phase = "discover"
        self._sources = self._sources_total = self._sources_failed = 0
        self._documents = self._documents_total = 0
        self._lines: dict[str, SourceLine] = {}
        self._left: Counter[str] = Counter()  # items by host
        self._pace = 0.0
        self._captured = self._unchanged = self._failed = self._new = 0
        self.interrupted = False
        self.ended_early = False

    def expect_sources(self, number: int) -> None:
        """Say how many sources are due."""
        self._sources_total = number
        self._tell("", "")

    def expect_documents(self, number: int) -> None:
        """Say how many more documents are due."""
        self._phase = "fetch"
        self._documents_total += number
        self._tell("", "")

    def expect_hosts(self, items: Mapping[str, int], *, pace: float) -> None:
        """Say how many items wait at each host, and the seconds between two of one host."""
        self._left.update(items)
        self._pace = pace
        self._tell("", "")

    def source_done(self, name: str, fetch: Fetch, new: int) -> None:
        """Count one look at a source."""
        _tell_log(fetch, new=new)
        self._lines[name] = SourceLine(name, fetch.outcome, fetch.entries, new, fetch.seconds)
        self._sources += 1
        self._new += new
        if fetch.outcome not in _GOOD | _POSTPONED:
            self._sources_failed += 1
            if fetch.outcome not in _TOLD:
                self._problem(f"source {name}", fetch)
        self._count(fetch)

    def document_done(self, fetch: Fetch) -> None:
        """Count one document that was attempted."""
        _tell_log(fetch)
        self._documents += 1
        if fetch.outcome in ("ok", "feed-only"):
            self._captured += 1
        elif fetch.outcome in _GOOD:
            self._unchanged += 1
        elif fetch.outcome not in _POSTPONED:
            self._failed += 1
            if fetch.outcome not in _DECIDED | _TOLD:
                self._problem("document", fetch)
        self._count(fetch)

    def cut_off(self, words: str) -> None:
        """Note that the network here was down, which stands for all its failures."""
        self._problems.append(words)

    def report(self, now: dt.datetime) -> CrawlReport:
        """Return the report and announce the end."""
        self._phase = "done"
        self._tell("", "")
        return CrawlReport(
            started=self._started,
            now=now,
            sources=self._sources,
            sources_failed=self._sources_failed,
            new_documents=self._new,
            documents=self._documents,
            captured=self._captured,
            unchanged=self._unchanged,
            documents_failed=self._failed,
            interrupted=self.interrupted,
            ended_early=self.ended_early,
            outcomes=dict(sorted(self._outcomes.items())),
            problems=tuple(sorted(self._problems, key=lambda line: (line[0] != "s", line))),
            by_source=tuple(self._lines[name] for name in sorted(self._lines)),
        )

    def _problem(self, what: str, fetch: Fetch) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            detail = f" ({fetch.detail})" if fetch.detail else ""
            self._problems.append(f"{what} {fetch.url}: {fetch.outcome}{detail}")

    def _count(self, fetch: Fetch) -> None:
        self._outcomes[fetch.outcome] += 1
        host = host_of(fetch.url)
        if self._left[host] > 1:
            self._left[host] -= 1
        else:
            del self._left[host]
        self._tell(fetch.url, fetch.outcome)

    def _waiting(self) -> str:
        """Name the host at which most items wait, and how long they take at its pace."""
        if not self._left or self._pace <= 0:
            return ""
        host, number = max(self._left.items(), key=lambda item: (item[1], item[0]))
        hosts = f"{len(self._left)} hosts" if len(self._left) > 1 else "1 host"
        return f"{hosts}; {host}: {number} × {self._pace:g} s"

    def _tell(self, url: str, outcome: str) -> None:
        self._progress(
            CrawlProgress(
                phase=self._phase,
                sources_done=self._sources,
                sources_total=self._sources_total,
                documents_done=self._documents,
                documents_total=self._documents_total,
                current=url,
                outcome=outcome,
                waiting=self._waiting(),
            )
        )


def _tell_log(fetch: Fetch, *, new: int | None = None) -> None:
    """Log one request; what it was about are fields of the line, not words in it."""
    words = [fetch.outcome]
    if new is not None:
        words.append(f"{fetch.entries} listed, {new} new")
    if fetch.detail:
        words.append(fetch.detail)
    about = {
        "source": fetch.source_id,
        "url": fetch.url,
        "document": fetch.document_id,
        "seconds": fetch.seconds,
    }
    _log.info("%s", ": ".join(words), extra=about)
