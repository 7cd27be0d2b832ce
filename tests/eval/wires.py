"""Adapter: independent origins over a made corpus of wire reports, reprints, rewrites and rivals.

The pages come from :mod:`benchmarks.newsroom`: invented names, known truth. For every claim on two
pages and more the outlets that its pages really go back to are known, so that the share of false
"independent" can be measured over thousands of claims instead of a dozen. Events that share accuser
and accused are told apart by nobody, reader or program; claims that mix events are left out and
counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.newsroom import Made, Newsroom
from claimwire.ids import make_id, text_digest
from claimwire.model import (
    Claim,
    Document,
    DocumentStatus,
    Item,
    Relevance,
    Resolution,
    ReuseKind,
    Revision,
    Stamp,
)
from nlp.resolve import resolve

_PAGES = 1500
_SEEDS = (3, 11)


def run(data: Path, model: str | None = None) -> dict[str, float]:
    """Score origins and reuse of made corpora. Neither data nor a model is needed."""
    del data, model
    measured = [_measure(seed) for seed in _SEEDS]
    return {name: sum(scores[name] for scores in measured) / len(measured) for name in measured[0]}


def _measure(seed: int) -> dict[str, float]:
    room = Newsroom(seed, per_day=60)
    pages = list(room.documents(_PAGES))
    items = [item_of(page) for page in pages]
    by_id = {one.document.id: page for one, page in zip(items, pages, strict=True)}
    found = resolve(items, room.knowledge)
    return _origins(found, by_id) | {"reuse_precision": _precision(found, by_id)}


def item_of(page: Made) -> Item:
    """Return a made page as the resolver takes it."""
    document_id, text_id = make_id("d", page.url), text_digest(page.text)
    document = Document(
        document_id,
        page.url,
        page.url,
        page.publisher,
        None,
        page.published,
        DocumentStatus.CAPTURED,
    )
    revision = Revision(
        id=make_id("r", document_id),
        document_id=document_id,
        number=1,
        capture_id=None,
        seen_at=page.published,
        text_id=text_id,
        title=page.title,
        authors=(),
        published=Stamp(page.published, "second", "given"),
        modified=None,
        publisher_name=None,
        language="en",
        summary=None,
        kind=None,
        paywalled=None,
        partial=False,
    )
    numbers = range(len(page.annotation.statements))
    ids = tuple(make_id("s", text_id, number) for number in numbers)
    relevance = Relevance(relevant=True, score=1.0, reasons=())
    return Item(document, revision, page.text, page.annotation, ids, relevance)


def _origins(found: Resolution, pages: dict[str, Made]) -> dict[str, float]:
    judged = right = false = unknown = mixed = 0
    for claim in found.claims:
        mine = _pages(claim, pages)
        if len(mine) < 2 or claim.act != "accuse":
            continue
        if len({page.event for page in mine}) > 1:
            mixed += 1
            continue
        judged += 1
        wanted = len({page.witness for page in mine})
        right += claim.independent_origins == wanted
        false += (claim.independent_origins or 0) > wanted
        unknown += claim.independent_origins is None
    return {
        "count": right / judged,
        "false_independent": false / judged,
        "unknown": unknown / judged,
        "apart": judged / (judged + mixed),
    }


def _pages(claim: Claim, pages: dict[str, Made]) -> Sequence[Made]:
    return [pages[id_] for id_ in dict.fromkeys(one.document_id for one in claim.appearances)]


def _precision(found: Resolution, pages: dict[str, Made]) -> float:
    """Return the share of reuse between pages that do tell of one event."""
    kinds = [row for row in found.reuse if row.kind is not ReuseKind.PARTIAL]
    same = sum(pages[row.document_id].event == pages[row.source_id].event for row in kinds)
    return same / len(kinds)
