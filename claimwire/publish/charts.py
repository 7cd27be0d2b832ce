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
_WEEK = dt.timedelta(weeks=1)
_STEP = 8  # width of a week in the units of the view box
_HEIGHT = 40

NODE_WIDTH = 158
NODE_HEIGHT = 40
_COLUMN = 226
_ROW = 52
_NAME = 21  # characters that fit into a box
_MARGIN = 4
_PLAIN = "publishes"  # what every publisher does; the line alone says it


def activity(
    moments: Iterable[dt.datetime],
    *,
    identity: str,
    title: str,
    unit: str,
    weeks: int = _WEEKS,
    until: dt.datetime | None = None,
) -> Strip | None:
    """Return the number of ``moments`` per week over the weeks up to ``until``.

    ``None`` when there is nothing to draw. The strip ends at ``until``, or at the newest of the
    moments; never at today, so that the same data give the same picture.
    """
    days = sorted(moment.astimezone(dt.UTC).date() for moment in moments)
    if not days:
        return None
    last = _monday(until.astimezone(dt.UTC).date() if until else days[-1])
    start = last - dt.timedelta(weeks=weeks - 1)
    counts = Counter(_monday(day) for day in days if start <= day < last + _WEEK)
    if not counts:
        return Strip(
            identity,
            title,
            f"None in the {weeks} weeks to {_words(last)}.",
            weeks * _STEP,
            (),
            _words(start),
            _words(last),
        )
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

    Each path runs from its publisher inward to the speaker; one name is one box. A column with
    more than ``most_rows`` boxes ends in one that counts the rest.
    """
    if not paths:
        return None
    depth: dict[str, int] = {}
    faces: dict[str, tuple[str, str]] = {}
    for path in paths:
        for back, (kind, name, note, _) in enumerate(reversed(path)):
            depth[name] = max(depth.get(name, 0), back)
            if name not in faces or faces[name][0] == "publisher":
                faces[name] = (kind, note)
    columns = max(depth.values()) + 1
    found = [[n for n in depth if depth[n] == columns - 1 - at] for at in range(columns)]
    tallest = min(most_rows, max(len(names) for names in found))
    place: dict[str, tuple[int, int]] = {}
    nodes: list[Node] = []
    for at, names in enumerate(found):
        x = _MARGIN + at * _COLUMN
        rows = min(most_rows, len(names))
        top = _MARGIN + (tallest - rows) * _ROW // 2
        whole = len(names) if len(names) <= most_rows else most_rows - 1
        for row, name in enumerate(names):
            place[name] = (x, top + min(row, rows - 1) * _ROW)
            if row < whole:
                kind, note = faces[name]
                shown = text.shorten(name, _NAME)
                nodes.append(Node(x, place[name][1], kind, shown, name, note))
        if whole < len(names):
            rest = f"{len(names) - whole} more"
            nodes.append(Node(x, top + whole * _ROW, "more", rest, rest, "listed below"))
    return ChainDiagram(
        width=2 * _MARGIN + (columns - 1) * _COLUMN + NODE_WIDTH,
        height=2 * _MARGIN + (tallest - 1) * _ROW + NODE_HEIGHT,
        nodes=tuple(nodes),
        edges=_edges(paths, place),
        summary="; ".join(dict.fromkeys(_sentence(path) for path in paths[:most_rows])),
    )


def _edges(paths: Sequence[Sequence[Step]], place: dict[str, tuple[int, int]]) -> tuple[Edge, ...]:
    drawn: dict[str, Edge] = {}
    for path in paths:
        for (_, name, _, words), (_, to_name, _, _) in itertools.pairwise(path):
            (x, y), (to_x, to_y) = place[name], place[to_name]
            left, right = x + NODE_WIDTH, to_x
            y, to_y = y + NODE_HEIGHT // 2, to_y + NODE_HEIGHT // 2
            middle = (left + right) // 2
            line = f"M{left} {y}C{middle} {y} {middle} {to_y} {right} {to_y}"
            shown = "" if words == _PLAIN else words
            drawn.setdefault(line, Edge(line, shown, left + 5, y + 12 if to_y < y else y - 4))
    return tuple(drawn.values())


def _sentence(path: Sequence[Step]) -> str:
    return " → ".join(f"{name} ({words})" if words else name for _, name, _, words in path)
