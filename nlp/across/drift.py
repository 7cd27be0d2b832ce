"""Hedge drift: the origin alleges, a reprint asserts.

Per claim, the page that is closest to the origin (it shows who saw or heard; else the first one)
sets how firmly the claim is put. A later page of another wording that puts it more firmly in every
one of its sentences has lost the distance; a page that keeps a hedge anywhere has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimwire.ids import make_id
from claimwire.model import Appearance, HedgeDrift, Modality
from nlp.across.changes import firmness
from nlp.across.fitting import Draft
from nlp.origins import Traced
from nlp.said import Path, Said

_LOST = 2  # firmness from which a sentence holds no distance any more


def find(
    claims: Mapping[str, Draft],
    traced: Mapping[str, Sequence[Traced]],
    copied_from: Mapping[str, str],
) -> tuple[HedgeDrift, ...]:
    """Return the drifts of all claims, in their order."""
    found: list[HedgeDrift] = []
    for claim_id, draft in claims.items():
        if len(draft.documents) < 2:
            continue
        found.extend(_of(claim_id, traced[claim_id], copied_from))
    return tuple(found)


def _of(
    claim_id: str, rows: Sequence[Traced], copied_from: Mapping[str, str]
) -> Iterable[HedgeDrift]:
    pages: dict[str, list[Said]] = {}
    for row in rows:
        pages.setdefault(row.one.document_id, []).append(row.one)
    shown = [
        row.one.document_id for row in rows if not row.inferred and row.witness.path <= Path.HEARD
    ]
    base_id = shown[0] if shown else next(iter(pages))
    base = min(pages[base_id], key=lambda one: (firmness(one), one.start))
    if firmness(base) >= _LOST:
        return
    for document_id, statements in pages.items():
        if document_id == base_id or copied_from.get(document_id) == base_id:
            continue
        least = min(statements, key=lambda one: (firmness(one), one.start))
        if firmness(least) >= _LOST and least.order > base.order and not least.negated:
            yield HedgeDrift(
                id=make_id("h", claim_id, base.statement_id, document_id),
                claim_id=claim_id,
                before=_appearance(base),
                before_words=_distance(base),
                after=_appearance(least),
                in_headline=least.headline,
            )


def _distance(one: Said) -> str:
    if one.hedge is not None:
        return one.hedge
    distant = one.modality in (Modality.ALLEGED, Modality.CONDITIONAL)
    return str(one.modality if distant else one.act)


def _appearance(one: Said) -> Appearance:
    return Appearance(one.statement_id, one.revision_id, one.document_id)
