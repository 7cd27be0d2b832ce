"""Deltas: what a reader has not been told yet, one record each, dated by when we learned it.

A claim is new once, however many documents repeat it. A second witness is new. An answer is new,
and is then not told a second time as a claim. A date ahead is new. Reprints are nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from claimwire.ids import make_id
from claimwire.model import (
    Appearance,
    Claim,
    Delta,
    DeltaKind,
    Event,
    Evidence,
    Item,
    Response,
)
from nlp.events import PLANNED


def find(
    claims: Sequence[Claim],
    responses: Sequence[Response],
    events: Sequence[Event],
    items: Mapping[str, Item],
    answering: frozenset[str],
) -> tuple[Delta, ...]:
    """Return all deltas, oldest first.

    ``items`` are by document id; ``answering`` holds the ids of claims that are told as responses.
    """
    found: list[Delta] = []
    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        if claim.id not in answering:
            found.append(_new_claim(claim, items))
        found.extend(_new_origins(claim, items))
    found.extend(_response(response, by_id[response.claim_id], items) for response in responses)
    found.extend(_schedule(event, items) for event in events if event.status == PLANNED)
    return tuple(sorted(found, key=lambda delta: (delta.learned_at, delta.document_id, delta.id)))


def _new_claim(claim: Claim, items: Mapping[str, Item]) -> Delta:
    return Delta(
        id=make_id("n", DeltaKind.NEW_CLAIM, claim.id),
        kind=DeltaKind.NEW_CLAIM,
        learned_at=claim.first_seen,
        claim_id=claim.id,
        dispute_id=claim.dispute_id,
        entities=_entities(claim.speaker, *claim.targets),
        evidence=_sentence(claim.first, items),
        document_id=claim.first.document_id,
    )


def _new_origins(claim: Claim, items: Mapping[str, Item]) -> list[Delta]:
    """Every known origin after the first, by the document that showed it first."""
    shown: list[tuple[dt.datetime, str, str, Appearance]] = []
    own = {one.document_id: one for one in reversed(claim.appearances) if not one.inferred}
    for origin in claim.origins:
        documents = [own[document_id] for document_id in origin.documents if document_id in own]
        if origin.known and documents:
            first = documents[0]
            seen = items[first.document_id].document.first_seen
            shown.append((seen, first.document_id, origin.id, first))
    return [
        Delta(
            id=make_id("n", DeltaKind.NEW_ORIGIN, claim.id, origin_id),
            kind=DeltaKind.NEW_ORIGIN,
            learned_at=seen,
            claim_id=claim.id,
            dispute_id=claim.dispute_id,
            entities=_entities(claim.speaker, *claim.targets),
            evidence=_sentence(first, items),
            document_id=document_id,
            origin_id=origin_id,
        )
        for seen, document_id, origin_id, first in sorted(shown, key=lambda row: row[:3])[1:]
    ]


def _response(response: Response, claim: Claim, items: Mapping[str, Item]) -> Delta:
    document_id = response.appearance.document_id
    return Delta(
        id=make_id("n", DeltaKind.RESPONSE, response.id),
        kind=DeltaKind.RESPONSE,
        learned_at=items[document_id].document.first_seen,
        claim_id=claim.id,
        dispute_id=claim.dispute_id,
        entities=_entities(response.responder, claim.speaker, *claim.targets),
        evidence=_sentence(response.appearance, items),
        document_id=document_id,
        response_id=response.id,
    )


def _schedule(event: Event, items: Mapping[str, Item]) -> Delta:
    shown = min(
        event.evidence,
        key=lambda one: (items[one.document_id].document.first_seen, one.document_id, one.start),
    )
    return Delta(
        id=make_id("n", DeltaKind.SCHEDULE, event.id),
        kind=DeltaKind.SCHEDULE,
        learned_at=items[shown.document_id].document.first_seen,
        claim_id=event.claim_id,
        dispute_id=event.dispute_id,
        entities=event.actors,
        evidence=shown,
        document_id=shown.document_id,
        event_id=event.id,
        detail=event.date,
    )


def _sentence(appearance: Appearance, items: Mapping[str, Item]) -> Evidence:
    item = items[appearance.document_id]
    number = item.statement_ids.index(appearance.statement_id)
    sentence = item.annotation.statements[number].sentence
    return Evidence(appearance.revision_id, appearance.document_id, sentence.start, sentence.end)


def _entities(*entities: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity for entity in entities if entity))
