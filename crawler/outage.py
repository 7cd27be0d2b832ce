"""Telling an outage of our own network from hosts that are down.

Where nobody answers, no source is ill and no document is lost: nothing is decided of what was
asked in such a run, and the next one asks again. Failures wait in :class:`Silences` until the first
host is heard, of whatever status and for whatever file; from then on they count as they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

NO_NETWORK = "no-network"
"""Outcome of what was asked in a run in which no host answered."""

SILENT = frozenset({"dns", "timeout", "refused-connection", "reset", "tls"})
"""Failures without a byte of an answer; a proxy or a wrong clock lets all certificates fail."""

_HALF_HEARD = frozenset({"truncated", "too-large", "redirect-loop"})

LEAST_HOSTS = 2
"""Hosts that must have been asked: a single one that is silent is itself down."""

WORDS = "no host at all answered in this run: the network here is taken to be down"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request and how it ended; ``well`` if it had not failed before."""

    host: str
    outcome: str
    well: bool


def is_cut_off(asked: Iterable[Asked]) -> bool:
    """Say whether a run met an outage on our side.

    Nobody answered, of several hosts, of which one at least was well before: those that have been
    down for days say nothing when they are the only ones that are due.
    """
    every = list(asked)
    return (
        len({one.host for one in every}) >= LEAST_HOSTS
        and all(one.outcome in SILENT for one in every)
        and any(one.well for one in every)
    )


@dataclass(frozen=True, slots=True)
class _Held:
    fail: Callable[[], None]
    spare: Callable[[], None]


class Silences:
    """The failures of a run in which nobody was heard yet."""

    def __init__(self) -> None:
        self._heard = False
        self._asked: list[Asked] = []
        self._held: list[_Held] = []

    def hear(self) -> None:
        """Note that a host answered: what failed meanwhile failed by itself."""
        if not self._heard:
            self._heard = True
            self._release()

    def hold(self, asked: Asked, *, fail: Callable[[], None], spare: Callable[[], None]) -> None:
        """Keep a failure until it is known whose it is; ``fail`` and ``spare`` record it."""
        if asked.outcome in _HALF_HEARD:
            self.hear()
        if self._heard or asked.outcome not in SILENT:
            fail()
            return
        self._asked.append(asked)
        self._held.append(_Held(fail, spare))

    def settle(self) -> str | None:
        """Decide on what is kept; return what happened, in words, if the network here is down."""
        if self._heard or not is_cut_off(self._asked):
            self._release()
            return None
        held, self._held = self._held, []
        for one in held:
            one.spare()
        return _words(self._asked)

    def _release(self) -> None:
        held, self._held = self._held, []
        for one in held:
            one.fail()


def is_outage(problem: str) -> bool:
    """Say whether a problem of a run is that the network here was down."""
    return problem.startswith(_BEGINNING)


_BEGINNING = "no network: "


def _words(asked: Iterable[Asked]) -> str:
    hosts = {one.host: one.outcome for one in asked}
    counts = {kind: list(hosts.values()).count(kind) for kind in sorted(set(hosts.values()))}
    kinds = ", ".join(f"{kind} {number}" for kind, number in counts.items())
    return (
        f"{_BEGINNING}none of {len(hosts)} hosts answered ({kinds}). All sources keep their state "
        "and are asked again by the next run. Is this machine on the network, does it find the "
        "addresses of hosts (DNS), is its clock right, and does no proxy stand in between?"
    )
