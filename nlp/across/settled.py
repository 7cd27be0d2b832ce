"""Which documents are as they were: what was found about them by what came before them still holds.

What one text takes from earlier ones depends on the texts up to it and on nothing that comes later.
So the documents, in their order, are remembered as digests of a thousand each; up to the first that
differs, nothing needs to be looked for again. Stories are kept as the state in which the
clustering stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from claimwire.ids import value_digest
from nlp.across.numbers import Ints

_TOGETHER = 1000  # documents under one digest


def chapters(texts: Iterable[tuple[str, str]], *, seed: str) -> tuple[str, ...]:
    """Return a digest for each thousand of ``(document id, text id)``, the last one perhaps short.

    ``seed`` stands for the rules by which things are found: digests of other rules differ.
    """
    rows, found = iter(texts), []
    while part := list(islice(rows, _TOGETHER)):
        found.append(value_digest([seed, *map(list, part)])[:16])
    return tuple(found)


def settled(before: Sequence[str], now: Sequence[str], *, documents: int) -> int:
    """Return how many documents, from the first on, are the same in both.

    Parameters
    ----------
    documents:
        How many there are now. A chapter that was short and has grown counts as changed.
    """
    same = 0
    for old, new in zip(before, now, strict=False):
        if old != new:
            break
        same += 1
    return min(same * _TOGETHER, documents)


@dataclass(frozen=True, slots=True)
class ClusterState:
    """A story to which documents may still be added, as it can be kept."""

    number: int
    terms: Ints
    values: tuple[float, ...]
    squared: float
    disputes: tuple[tuple[str, int], ...]
    days: tuple[int, ...]
    seen: int | None


@dataclass(frozen=True, slots=True)
class State:
    """Where the clustering stands after its first documents: none of them moves any more."""

    documents: int  # that were given, copies included
    homes: tuple[int, ...]  # number of the story of each that is no copy, in order
    terms: Ints
    frequencies: Ints  # in how many documents each term stands
    opened: int
    active: tuple[ClusterState, ...]
