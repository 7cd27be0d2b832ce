"""Re-credited figures: first known from one speaker, later given to another.

A figure travels with its unit ("24,000 accounts"). Only figures that are precise enough to be known
again count, and only within one dispute: round hundreds of anything occur everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimwire.ids import make_id
from claimwire.model import Credit, RecreditedFigure
from nlp.across.briefs import Brief
from nlp.across.figures import TELLING, Told
from nlp.said import ANONYMOUS


@dataclass(slots=True)
class _Known:
    first: Credit
    key: str
    words: str
    later: list[Credit]
    seen: set[tuple[str, str]]


def find(briefs: Iterable[Brief]) -> tuple[RecreditedFigure, ...]:
    """Return the figures that changed hands; ``briefs`` come in order of first appearance."""
    known: dict[tuple[str, str, str], _Known] = {}
    for brief in briefs:
        if brief.dispute is None:
            continue
        for told in brief.figures:
            if _is_telling(told):
                _note(known, (brief.dispute, told.figure.unit, told.figure.value), brief, told)
    return tuple(
        RecreditedFigure(
            id=make_id("q", dispute, unit, value),
            value=value,
            unit=unit,
            words=one.words,
            dispute_id=dispute,
            first=one.first,
            later=tuple(one.later),
        )
        for (dispute, unit, value), one in sorted(known.items())
        if one.later
    )


def _note(
    known: dict[tuple[str, str, str], _Known],
    slot: tuple[str, str, str],
    brief: Brief,
    told: Told,
) -> None:
    credit = Credit(told.entity, told.name, told.evidence, brief.first_seen)
    one = known.get(slot)
    if one is None:
        known[slot] = _Known(credit, told.key, told.figure.words, [], set())
    elif not _is_first(told, one) and (told.key, brief.document_id) not in one.seen:
        one.seen.add((told.key, brief.document_id))
        one.later.append(credit)


def _is_first(told: Told, one: _Known) -> bool:
    """Whether a figure is credited to whom it was first known from."""
    same = told.entity is not None and told.entity == one.first.entity
    return same or told.key == one.key


def _is_telling(told: Told) -> bool:
    return float(told.figure.value) >= TELLING and not told.key.startswith(ANONYMOUS)
