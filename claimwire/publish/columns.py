"""Geometry of the charts with axes: columns over time, and origins against publishers."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from heapq import nsmallest

from claimwire.model import Claim, Stance
from claimwire.publish import text
from claimwire.publish.parts import Badge, Column, Columns, Group, Link, Part, Spread, Tick
from claimwire.publish.when import MONTHS

GROUPS = (
    ("against", "accusing, suing, criticizing", frozenset({Stance.AGAINST})),
    ("denies", "denying", frozenset({Stance.DENIES})),
    ("decides", "deciding, demanding", frozenset({Stance.DECIDES, Stance.REQUESTS})),
    ("other", "stating, promising, other", frozenset(Stance)),
)
"""What the colours of a column stand for: the first group whose stances fit."""

_WIDTH = 640
_WIDEST = 40  # from one column to the next
_TICK = 100  # room that a mark under the columns needs
_HEIGHT = 96
_DAYS = 62  # longest stretch that is shown by day
_WEEKS = 60 * 7  # and by week
_SPREAD = 180  # width of the drawing of origins and publishers
_STEPS = (1, 2, 3, 4, 5, 10, 15, 20, 25, 50, 100, 150, 200, 250, 500, 1_000, 2_500, 5_000)


def by_act(
    found: Iterable[tuple[dt.date, Stance]],
    *,
    identity: str,
    title: str,
    unit: str,
    width: int = _WIDTH,
) -> Columns | None:
    """Return how many claims of each group of acts were first seen per day, week or month.

    Columns cover the whole time from the first to the last; ``None`` when there is nothing.
    """
    dated = sorted(found, key=lambda pair: pair[0])
    if not dated:
        return None
    first, last = dated[0][0], dated[-1][0]
    stretch = "day" if (last - first).days < _DAYS else "week"
    stretch = stretch if (last - first).days < _WEEKS else "month"
    counts: dict[dt.date, Counter[str]] = defaultdict(Counter)
    for day, stance in dated:
        counts[_start(day, stretch)][_group(stance)] += 1
    starts = _starts(_start(first, stretch), last, stretch)
    highest = max(sum(c.values()) for c in counts.values())
    top = next((s for s in _STEPS if s * 2 >= highest), _STEPS[-1]) * 2
    pitch = max(4, min(_WIDEST, width // len(starts)))
    totals = Counter(_group(stance) for _, stance in dated)
    busiest = max(counts, key=lambda start: (sum(counts[start].values()), start))
    return Columns(
        id=identity,
        title=title,
        summary=(
            f"{text.plural(len(dated), unit)} from {_label(first, 'day')} to {_label(last, 'day')};"
            f" most {_in(busiest, stretch)}: {sum(counts[busiest].values())}."
        ),
        bin=stretch,
        width=pitch * len(starts),
        height=_HEIGHT,
        wide=max(3, pitch - 2),
        columns=tuple(
            _column(at * pitch, start, counts[start], top, stretch)
            for at, start in enumerate(starts)
            if start in counts
        ),
        ticks=_ticks(starts, pitch, stretch),
        lines=tuple(Tick(_HEIGHT - _HEIGHT * n // top, text.number(n)) for n in (top // 2, top)),
        legend=tuple(Group(kind, words, totals[kind]) for kind, words, _ in GROUPS if totals[kind]),
    )


def _group(stance: Stance) -> str:
    return next(kind for kind, _, stances in GROUPS if stance in stances)


def _start(day: dt.date, stretch: str) -> dt.date:
    if stretch == "day":
        return day
    return day - dt.timedelta(days=day.weekday()) if stretch == "week" else day.replace(day=1)


def _starts(first: dt.date, last: dt.date, stretch: str) -> list[dt.date]:
    found = [first]
    while True:
        step = {"day": 1, "week": 7, "month": 31}[stretch]
        following = _start(found[-1] + dt.timedelta(days=step), stretch)
        if following > last:
            return found
        found.append(following)


def _column(x: int, start: dt.date, counts: Counter[str], top: int, stretch: str) -> Column:
    parts, y = [], _HEIGHT
    for kind, _, _ in GROUPS:
        if counts[kind]:
            height = max(1, round(_HEIGHT * counts[kind] / top))
            y -= height
            parts.append(Part(kind, y, height, counts[kind]))
    return Column(
        x=x,
        label=_label(start, stretch),
        total=sum(counts.values()),
        parts=tuple(parts),
        counts=tuple(counts[kind] for kind, _, _ in GROUPS),
    )


def _ticks(starts: list[dt.date], pitch: int, stretch: str) -> tuple[Tick, ...]:
    """Return marks under the columns at even distances, none that would leave at the right."""
    every = -(-_TICK // pitch)
    return tuple(
        Tick(at * pitch, _short(start, stretch))
        for at, start in enumerate(starts)
        if at % every == 0 and (at == 0 or (len(starts) - at) * pitch >= _TICK - 20)
    )


def _short(day: dt.date, stretch: str) -> str:
    month = MONTHS[day.month - 1][:3]
    return f"{month} {day.year}" if stretch == "month" else f"{day.day} {month} {day.year}"


def _label(day: dt.date, stretch: str) -> str:
    month = MONTHS[day.month - 1]
    if stretch == "month":
        return f"{month} {day.year}"
    lead = "week of " if stretch == "week" else ""
    return f"{lead}{day.day} {month} {day.year}"


def _in(day: dt.date, stretch: str) -> str:
    lead = {"day": "on ", "week": "in the ", "month": "in "}[stretch]
    return lead + _label(day, stretch)


def spread(
    claims: Iterable[Claim], shown: Callable[[Claim], tuple[Link, Badge]], *, most: int = 8
) -> tuple[Spread, ...]:
    """Return the claims with most publishers, each with its origins against its publishers.

    ``shown`` says how a claim is shown. Nothing where no claim has two publishers: one against one
    is not worth a drawing.
    """
    found = nsmallest(most, claims, key=lambda claim: (-claim.publishers, claim.id))
    if not found or found[0].publishers < 2:
        return ()
    scale = (_SPREAD - 16) / found[0].publishers
    return tuple(
        Spread(
            claim=link,
            act=act,
            origins=claim.independent_origins,
            publishers=claim.publishers,
            from_x=round(8 + scale * (claim.independent_origins or 0)),
            to_x=round(8 + scale * claim.publishers),
        )
        for claim in found
        if claim.publishers > 1
        for link, act in (shown(claim),)
    )
