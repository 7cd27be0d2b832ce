"""The choices of a filter form: what the lines of a page have, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import attrgetter

from claimwire.publish import text
from claimwire.publish.desk import Desk
from claimwire.publish.parts import Choice, Filters, Option, Tags
from claimwire.publish.words import ACT_NOUN

_MOST = 60  # values that one choice offers: those of most lines
_FEW = 4  # lines from which a form is worth its place

_SINGLE = ("kind", "act", "dispute", "publisher")  # of which a line has one value
_LABELS = {
    "kind": ("Kind", "All kinds"),
    "act": ("Act", "All acts"),
    "dispute": ("Dispute", "All disputes"),
    "entity": ("Entity", "Everybody"),
    "publisher": ("Publisher", "All publishers"),
}


def filters(
    desk: Desk,
    tags: Iterable[Tags],
    *,
    unit: str,
    units: str = "",
    kinds: Mapping[str, str],
    without: tuple[str, ...] = (),
) -> Filters | None:
    """Return the form for lines with these tags; ``None`` where there is nothing to narrow.

    ``kinds`` has the words for the values of ``kind``; choices named in ``without``, and those that
    would offer fewer than two values, are left out.
    """
    found = list(tags)
    if len(found) < _FEW:
        return None
    counts = {name: Counter(filter(None, map(attrgetter(name), found))) for name in _SINGLE}
    counts["entity"] = Counter(chain.from_iterable(tag.entity for tag in found))
    named = _names(desk, kinds)
    choices = tuple(
        Choice(name, *_LABELS[name], _options(counts[name], named[name]))
        for name in _LABELS
        if name not in without and len(counts[name]) > 1
    )
    days = sorted(tag.on for tag in found if len(tag.on) == len("2026-04-24"))
    return Filters(
        unit=unit,
        units=units or unit + "s",
        total=len(found),
        choices=choices,
        first=days[0] if days else "",
        last=days[-1] if days else "",
    )


def _options(counts: Counter[str], names: Mapping[str, str]) -> tuple[Option, ...]:
    kept = sorted(counts, key=lambda value: (-counts[value], value))[:_MOST]
    shown = [Option(v, text.shorten(names.get(v, v), 60), counts[v]) for v in kept]
    return tuple(sorted(shown, key=lambda o: (o.value == "none", o.words.casefold(), o.value)))


def _names(desk: Desk, kinds: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """Return the words for the values of each choice; made once for a build."""
    shared = desk.names
    return {
        "kind": kinds,
        "act": {"event": "no act named", **{act.value: noun for act, noun in ACT_NOUN.items()}},
        "dispute": shared.disputes,
        "entity": shared.entities,
        "publisher": shared.publishers,
    }
