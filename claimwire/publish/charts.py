"""Geometry of the charts; the drawing itself is in the SVG templates.

Every chart has a text alternative, and the numbers it shows stand on the page in words or a table.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from claimwire.publish import text
from claimwire.publish.parts import Bar, ChainDiagram, Edge, Node, Strip
from claimwire.publish.when import MONTHS

_WEEKS = 52
_STEP = 8  # width of a week in the units of the view box
_HEIGHT = 40

NODE_WIDTH = 152
NODE_HEIGHT = 40
_COLUMN = 216
_ROW = 52
_NAME = 21  # characters that fit into a box
_MARGIN = 4


def activity(
    moments: Iterable[dt.datetime], *, identity: str, title: str, unit: str, weeks: int = _WEEKS
) -> Strip | None:
    """Return the number of ``moments`` per week over the weeks up to the newest of them.

    ``None`` when there is nothing to draw. The strip ends at the data, not at today: the same data
    give the same picture.
    """
    days = sorted(moment.astimezone(dt.UTC).date() for moment in moments)
    if not days:
        return None
    last = _monday(days[-1])
    start = last - dt.timedelta(weeks=weeks - 1)
    counts = Counter(_monday(day) for day in days if day >= start)
    highest = max(counts.values())
    mondays = [start + dt.timedelta(weeks=index) for index in range(weeks)]
    bars = tuple(
        _bar(index * _STEP, counts[monday], highest, f"week of {_words(monday)}")
        for index, monday in enumerate(mondays)
        if counts[monday]
    )
    busiest = max(counts, key=lambda monday: (counts[monday], monday))
    summary = (
        f"{text.plural(sum(counts.values()), unit)} in the {weeks} weeks to {_words(last)};"
        f" most in the week of {_words(busiest)}: {counts[busiest]}."
    )
    return Strip(identity, title, summary, weeks * _STEP, bars, _words(start), _words(last))


def _bar(x: int, count: int, highest: int, label: str) -> Bar:
    height = max(2, round(_HEIGHT * count / highest))
    return Bar(x, _HEIGHT - height, height, label, count)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _words(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


Step = tuple[str, str, str, str]
"""(kind, name, words under it, word on the line to the next node inward)."""


def chain(paths: Sequence[Sequence[Step]], *, most_rows: int = 7) -> ChainDiagram | None:
    """Lay out chains that share nodes: columns are counted from the speaker outward.

    Each path runs from its publisher inward to the speaker. A column with more than ``most_rows``
    nodes ends in one box that counts the rest.
    """
    if not paths:
        return None
    depth: dict[tuple[str, str], int] = {}
    notes: dict[tuple[str, str], str] = {}
    for path in paths:
        for back, (kind, name, note, _) in enumerate(reversed(path)):
            key = (kind, name)
            depth[key] = max(depth.get(key, 0), back)
            notes.setdefault(key, note)
    columns = max(depth.values()) + 1
    place: dict[tuple[str, str], tuple[int, int]] = {}
    nodes: list[Node] = []
    tallest = 1
    for column in range(columns - 1, -1, -1):
        keys = [key for key in depth if depth[key] == column]
        rows = len(keys) if len(keys) <= most_rows else most_rows
        tallest = max(tallest, rows)
        x = _MARGIN + (columns - 1 - column) * _COLUMN
        for row, key in enumerate(keys):
            place[key] = (x, min(row, rows - 1))
            if row < rows - 1 or len(keys) <= most_rows:
                kind, name = key
                nodes.append(Node(x, row, kind, text.shorten(name, _NAME), name, notes[key]))
        if len(keys) > most_rows:
            rest = len(keys) - most_rows + 1
            nodes.append(Node(x, rows - 1, "more", f"{rest} more", f"{rest} more", "listed below"))
    filled = Counter(node.x for node in nodes)
    offset = {x: (tallest - count) * _ROW // 2 for x, count in filled.items()}
    return ChainDiagram(
        width=2 * _MARGIN + (columns - 1) * _COLUMN + NODE_WIDTH,
        height=2 * _MARGIN + (tallest - 1) * _ROW + NODE_HEIGHT,
        nodes=tuple(
            Node(n.x, _MARGIN + offset[n.x] + n.y * _ROW, n.kind, n.name, n.full, n.note)
            for n in nodes
        ),
        edges=_edges(paths, place, offset),
        summary="; ".join(dict.fromkeys(_sentence(path) for path in paths[:most_rows])),
    )


def _edges(
    paths: Sequence[Sequence[Step]],
    place: dict[tuple[str, str], tuple[int, int]],
    offset: dict[int, int],
) -> tuple[Edge, ...]:
    drawn: dict[str, Edge] = {}
    for path in paths:
        for (kind, name, _, words), (to_kind, to_name, _, _) in itertools.pairwise(path):
            (x, row), (to_x, to_row) = place[kind, name], place[to_kind, to_name]
            left, right = x + NODE_WIDTH, to_x
            y = _MARGIN + offset[x] + row * _ROW + NODE_HEIGHT // 2
            to_y = _MARGIN + offset[to_x] + to_row * _ROW + NODE_HEIGHT // 2
            middle = (left + right) // 2
            line = f"M{left} {y}C{middle} {y} {middle} {to_y} {right} {to_y}"
            drawn.setdefault(line, Edge(line, words, middle, (y + to_y) // 2))
    return tuple(drawn.values())


def _sentence(path: Sequence[Step]) -> str:
    return " → ".join(f"{name} ({words})" if words else name for _, name, _, words in path)
