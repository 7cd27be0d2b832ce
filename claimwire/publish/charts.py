"""Geometry of strips and chains; the drawing itself is in ``site/templates/charts.html``.

Every chart has a text alternative, and the numbers it shows stand on the page in words or a table.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from claimwire.publish import text
from claimwire.publish.parts import Bar, ChainDiagram, Edge, Node, RelationLine, Strip
from claimwire.publish.when import MONTHS

_WEEKS = 52
_WEEK = dt.timedelta(weeks=1)
_STEP = 8  # width of a week in the units of the view box
_HEIGHT = 40

NODE_WIDTH = 158
NODE_HEIGHT = 40
_COLUMN = 236  # a box and room for the word on its line
_RELATION = 250
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


def relations(centre: str, lines: Sequence[RelationLine], *, most: int = 6) -> ChainDiagram | None:
    """Draw who speaks about an entity (left) and about whom it speaks (right).

    A line is as wide as its claims are many and takes the colour of accusations where one of them
    is. The same numbers stand in a table under it.
    """
    heard = sorted((r for r in lines if r.heard), key=lambda r: -r.heard)[:most]
    said = sorted((r for r in lines if r.said), key=lambda r: -r.said)[:most]
    if not heard and not said:
        return None
    rows = max(len(heard), len(said))
    columns = [bool(heard), True, bool(said)]
    middle_x = _MARGIN + (_RELATION if heard else 0)
    middle_y = _MARGIN + (rows - 1) * _ROW // 2
    shown = text.shorten(centre, _NAME)
    nodes = [Node(middle_x, middle_y, "speaker", shown, centre, "this entity")]
    edges: list[Edge] = []
    for side, x in ((heard, _MARGIN), (said, middle_x + _RELATION)):
        top = _MARGIN + (rows - len(side)) * _ROW // 2
        for row, line in enumerate(side):
            y = top + row * _ROW
            count, charged = (
                (line.heard, line.blamed) if x < middle_x else (line.said, line.accused)
            )
            note = text.plural(count, "claim") + (f", {charged} accusing" if charged else "")
            name = text.shorten(line.who.words, _NAME)
            nodes.append(Node(x, y, "organization", name, line.who.words, note))
            ends = (
                ((x, y), (middle_x, middle_y)) if x < middle_x else ((middle_x, middle_y), (x, y))
            )
            edges.append(
                Edge(
                    _curve(*ends),
                    "",
                    0,
                    0,
                    "against" if charged else "",
                    1 + min(5.0, round(count**0.5, 1)),
                )
            )
    told = [
        f"{r.who.words} speaks about {centre} in {text.plural(r.heard, 'claim')}" for r in heard
    ]
    told += [f"{centre} speaks about {r.who.words} in {text.plural(r.said, 'claim')}" for r in said]
    return ChainDiagram(
        width=2 * _MARGIN + (sum(columns) - 1) * _RELATION + NODE_WIDTH,
        height=2 * _MARGIN + (rows - 1) * _ROW + NODE_HEIGHT,
        nodes=tuple(nodes),
        edges=tuple(edges),
        summary="; ".join(told),
        id="relations",
    )


def _curve(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the path from the right side of one box to the left side of another."""
    left, right = start[0] + NODE_WIDTH, end[0]
    y, to_y = start[1] + NODE_HEIGHT // 2, end[1] + NODE_HEIGHT // 2
    middle = (left + right) // 2
    return f"M{left} {y}C{middle} {y} {middle} {to_y} {right} {to_y}"


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
            line = _curve((x, y), (to_x, to_y))
            shown = "" if words == _PLAIN else words
            below = y + NODE_HEIGHT // 2 + (12 if to_y < y else -4)
            drawn.setdefault(line, Edge(line, shown, x + NODE_WIDTH + 5, below))
    return tuple(drawn.values())


def _sentence(path: Sequence[Step]) -> str:
    return " → ".join(f"{name} ({words})" if words else name for _, name, _, words in path)
