"""Possible translations: two pages in two languages that name the same and count the same.

Words cannot be compared over languages; linked entities and figures can. The finding is shown as a
possibility and counts as nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from claimwire.model import Reuse, ReuseKind
from nlp.across.briefs import Brief

_DAYS = 7  # between the two pages
_LEAST_FIGURES = 2
_LEAST_ENTITIES = 2
_SHARE = 0.7  # of the signs of the page that has fewer
_POSTINGS = 20  # the newest holders of a figure that are looked at


def find(briefs: Iterable[Brief]) -> tuple[Reuse, ...]:
    """Return possible translations; ``briefs`` come in order of first appearance."""
    holders: dict[str, list[Brief]] = defaultdict(list)
    found: list[Reuse] = []
    for brief in briefs:
        figures = [sign for sign in brief.signs if sign.startswith("f:")]
        if brief.language is None or len(figures) < _LEAST_FIGURES:
            continue
        near = {one.document_id: one for sign in figures for one in holders[sign][-_POSTINGS:]}
        fits = [(_likeness(one, brief), one) for one in near.values()]
        best = max(
            ((share, one) for share, one in fits if share >= _SHARE),
            key=lambda row: (row[0], -row[1].first_seen.timestamp(), row[1].document_id),
            default=None,
        )
        if best is not None:
            share, one = best
            found.append(
                Reuse(brief.document_id, one.document_id, ReuseKind.TRANSLATION, round(share, 3))
            )
        for sign in figures:
            holders[sign].append(brief)
            del holders[sign][:-_POSTINGS]
    return tuple(found)


def _likeness(one: Brief, other: Brief) -> float:
    """Return the share of common signs; 0 for what can be no translation."""
    if one.language == other.language or abs((one.first_seen - other.first_seen).days) > _DAYS:
        return 0.0
    mine, its = set(one.signs), set(other.signs)
    shared = mine & its
    figures = sum(sign.startswith("f:") for sign in shared)
    if figures < _LEAST_FIGURES or len(shared) - figures < _LEAST_ENTITIES:
        return 0.0
    return len(shared) / min(len(mine), len(its))
