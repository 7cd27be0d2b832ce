"""The best tree over the words of a sentence: Chu and Liu 1965, Edmonds 1967."""

from __future__ import annotations

import numpy
import numpy.typing

Scores = numpy.typing.NDArray[numpy.float32]

_NEVER = numpy.float32(-1e9)
_ONE_ROOT = 1e6
_ROOTS = 4
"""Roots that are tried one by one."""

_LONGEST_EXACT = 120
"""Words of a sentence up to which the best tree is found whatever it takes."""


def best_heads(scores: Scores) -> list[int]:
    """Return the head of each word in the tree of highest score with one root.

    ``scores``: word × head; column 0 is the root, column i + 1 word i. So is what is returned:
    0 for the root, i + 1 for word i.
    """
    size = len(scores)
    if size == 1:
        return [0]
    table = scores.copy()
    table[numpy.arange(size), numpy.arange(1, size + 1)] = _NEVER
    heads = [int(head) for head in table.argmax(1)]
    if heads.count(0) == 1 and _cycle([0, *heads]) is None:
        return heads
    if size > _LONGEST_EXACT:
        return _mended(table, heads)
    return _one_root(table)


def _one_root(table: Scores) -> list[int]:
    """Return the heads of the best tree with one root.

    With a given root no tree is better than the best head of every other word. Roots are tried in
    the order of that bound, until no bound is above the best tree so far: mostly the first will do.
    """
    size = len(table)
    free = table[:, 1:].argmax(1)
    values = table[numpy.arange(size), free + 1].astype(numpy.float64)
    gains = table[:, 0] - values
    best: tuple[float, list[int]] | None = None
    for tried, root in enumerate((-gains).argsort(kind="stable").tolist()):
        bound = float(values.sum() + gains[root])
        if best is not None and bound <= best[0]:
            break
        if tried == _ROOTS:
            return _priced(table)
        heads = (free + 1).tolist()
        heads[root] = 0
        if _cycle([0, *heads]) is not None:
            only = _square(table)
            only[1:, 0] = _NEVER
            only[root + 1, 0] = table[root, 0]
            heads = _edmonds(only)[1:]
            bound = float(table[numpy.arange(size), heads].sum(dtype=numpy.float64))
        if best is None or bound > best[0]:
            best = bound, heads
    return best[1] if best is not None else []


def _priced(table: Scores) -> list[int]:
    """The same in one go: what a root costs is paid once in any tree, so there is no more than one.

    It puts all words into cycles at first, and takes longer.
    """
    square = _square(table)
    square[:, 0] -= _ONE_ROOT
    return _edmonds(square)[1:]


def _square(table: Scores) -> numpy.typing.NDArray[numpy.float64]:
    square = numpy.full((len(table) + 1, len(table) + 1), _NEVER, dtype=numpy.float64)
    square[1:] = table
    return square


def _mended(table: Scores, heads: list[int]) -> list[int]:
    """Return a good tree near the best heads of the single words, in bounded time.

    One word is the root; every cycle is opened where hanging a word on the root costs least.
    """
    root = int((table[:, 0] - table[:, 1:].max(1)).argmax())
    heads = [root + 1 if head == 0 else head for head in heads]
    heads[root] = 0
    while (cycle := _cycle([0, *heads])) is not None:
        words = [node - 1 for node in cycle]
        costs = [table[word, heads[word]] - table[word, root + 1] for word in words]
        heads[words[int(numpy.argmin(costs))]] = root + 1
    return heads


def _cycle(heads: list[int]) -> list[int] | None:
    """Return the nodes of a cycle, if there is one; node 0 is the root."""
    state = [0] * len(heads)
    state[0] = 2
    for first in range(1, len(heads)):
        path = []
        node = first
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _edmonds(table: numpy.typing.NDArray[numpy.float64]) -> list[int]:
    """Return the heads of the best tree from node 0; ``table``: node × head.

    Cycles are contracted one after the other and opened again in reverse.
    """
    opened: list[tuple[list[int], list[int], list[int], list[int]]] = []
    while True:
        heads = [0, *(int(h) for h in table[1:].argmax(1))]
        cycle = _cycle(heads)
        if cycle is None:
            break
        table, step = _contract(table, heads, cycle)
        opened.append(step)
    for inner, outer, entry, leave in reversed(opened):
        heads = _open(heads, inner, outer, entry, leave)
    return heads


def _contract(
    table: numpy.typing.NDArray[numpy.float64], heads: list[int], cycle: list[int]
) -> tuple[numpy.typing.NDArray[numpy.float64], tuple[list[int], list[int], list[int], list[int]]]:
    """Make one node, the last, of a cycle.

    Returns the smaller table and what undoes it: the cycle's heads by node (-1 outside), the
    outer nodes, for each outer node as head which node of the cycle it would enter, and for each
    outer node as dependent which node of the cycle would be its head.
    """
    inside = set(cycle)
    outer = [node for node in range(len(heads)) if node not in inside]
    kept = table[cycle, [heads[node] for node in cycle]]
    into = table[cycle][:, outer] - kept[:, None]
    out_of = table[outer][:, cycle]
    size = len(outer) + 1
    small = numpy.full((size, size), float(_NEVER), dtype=numpy.float64)
    small[:-1, :-1] = table[outer][:, outer]
    small[-1, :-1] = into.max(0)
    small[:-1, -1] = out_of.max(1)
    entry = [cycle[int(i)] for i in into.argmax(0)]
    leave = [cycle[int(i)] for i in out_of.argmax(1)]
    inner = [heads[node] if node in inside else -1 for node in range(len(heads))]
    return small, (inner, outer, entry, leave)


def _open(
    heads: list[int], inner: list[int], outer: list[int], entry: list[int], leave: list[int]
) -> list[int]:
    """Return the heads of the larger graph: the cycle but for the arc at which it is entered."""
    merged = len(outer)
    larger = list(inner)
    for node, place in enumerate(outer):
        head = heads[node]
        larger[place] = leave[node] if head == merged else outer[head]
    from_outside = heads[merged]
    larger[entry[from_outside]] = outer[from_outside]
    return larger
