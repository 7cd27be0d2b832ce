"""Which hosts asked to be left alone, and how work is spread over hosts.

A host that answers 429 (or 503 with Retry-After) is asked for nothing more before that time, by no
source and no document, in this run and in later ones: the time is kept with its robots.txt.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from crawler.context import RobotsStore
from crawler.ports import RobotsCopy
from crawler.settings import MAX_CRAWL_DELAY
from crawler.urls import origin_of

T = TypeVar("T")

_AT_A_TIME = 20  # requests to a host that wishes exactly the longest pace we keep
_LONGEST_HOLD = 86_400.0  # seconds; a host that wishes more is asked once a day


class Holds:
    """The waiting times that hosts asked for."""

    def __init__(self, store: RobotsStore) -> None:
        self._store = store
        self._until: dict[str, dt.datetime | None] = {}
        self._spent: dict[str, int] = {}

    def until(self, url: str, now: dt.datetime) -> dt.datetime | None:
        """Return until when the host of an address is not to be asked, ``None`` if it may be.

        A host is one whether it is asked by http or by https.
        """
        found = [self._kept(origin) for origin in _both_schemes(origin_of(url))]
        holds = [hold for hold in found if hold is not None and hold > now]
        return max(holds, default=None)

    def _kept(self, origin: str) -> dt.datetime | None:
        if origin not in self._until:
            copy = self._store.robots(origin)
            self._until[origin] = copy.hold_until if copy is not None else None
        return self._until[origin]

    def hold(self, url: str, until: dt.datetime, now: dt.datetime) -> None:
        """Note that the host of an address asked to be left alone."""
        origin = origin_of(url)
        copy = self._store.robots(origin) or RobotsCopy(origin, now, 0)
        self._until[origin] = until
        self._store.save_robots(replace(copy, hold_until=until))

    def spend(self, url: str, delays: Mapping[str, float], now: dt.datetime) -> None:
        """Count a request to a host whose stated Crawl-delay is longer than the pace we keep.

        Such a host gets a few requests a run, at the pace, and then none for so long that its own
        wish is met on average: a longer delay is honoured by fewer fetches.
        """
        origin = origin_of(url)
        delay = delays.get(origin, 0.0)
        if delay <= MAX_CRAWL_DELAY:
            return
        self._spent[origin] = self._spent.get(origin, 0) + 1
        allowed = max(1, int(_AT_A_TIME * MAX_CRAWL_DELAY / delay))
        if self._spent[origin] >= allowed:
            wait = min(allowed * (delay - MAX_CRAWL_DELAY) + MAX_CRAWL_DELAY, _LONGEST_HOLD)
            self.hold(url, now + dt.timedelta(seconds=wait), now)
            self._spent[origin] = 0


def _both_schemes(origin: str) -> tuple[str, ...]:
    """Return the origins of one host: a port that is named belongs to one scheme only."""
    scheme, _, host = origin.partition("://")
    if not host or host.rpartition("]")[2].count(":"):
        return (origin,)
    return (origin, f"{'http' if scheme == 'https' else 'https'}://{host}")


def by_host(items: Iterable[T], address: Callable[[T], str]) -> list[list[T]]:
    """Return the items grouped by host, in the order in which hosts first occur."""
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(origin_of(address(item)), []).append(item)
    return list(groups.values())


async def in_turn(
    groups: Sequence[Sequence[T]],
    handle: Callable[[T], Awaitable[None]],
    *,
    at_once: int,
    stopping: Callable[[], bool],
) -> None:
    """Handle the items of each group one after the other, of at most ``at_once`` groups at a time.

    Begins no further item once ``stopping()`` says so. An error of one item ends the others and is
    raised.
    """
    gate = asyncio.Semaphore(at_once)

    async def work(group: Sequence[T]) -> None:
        async with gate:
            for item in group:
                if stopping():
                    return
                await handle(item)

    try:
        async with asyncio.TaskGroup() as tasks:
            for group in groups:
                tasks.create_task(work(group))
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
