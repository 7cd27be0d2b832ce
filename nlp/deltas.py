"""Deltas: what a reader has not been told yet, one record each, dated by when we learned it.

A claim is new once, however many documents repeat it. A second witness is new. An answer is new,
and is then not told a second time as a claim. A date ahead is new, and so is a step of a dispute
and a statement that changed under a reader's eyes. Reprints are nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from claimwire.ids import make_id
from claimwire.model import (
    Appearance,
    ChangeKind,
    Claim,
    Delta,
    DeltaKind,
    Event,
    Evidence,
    LadderStep,
    Response,
    Rung,
    StatementChange,
)
from nlp.across.briefs import Brief
from nlp.claims import Ref
from nlp.events import PAST, PLANNED, Found, Move
from nlp.said import Said

_OF_CHANGE = {ChangeKind.CORRECTED: DeltaKind.CORRECTION, ChangeKind.VANISHED: DeltaKind.RETRACTION}
_STEPS = frozenset(Rung) - {Rung.ALLEGATION, Rung.MEMO, Rung.CABLE}
"""Rungs whose step is told by itself; below them the claim itself is the news."""


class Sentences:
    """Where the sentence of each statement stands, and when its document was first seen."""

    def __init__(self, said: Iterable[Said]) -> None:
        self._said: dict[Ref, Said] = {one.ref: one for one in said}

    def shown(self, appearance: Appearance) -> Evidence:
        """Return the sentence of an appearance."""
        one = self._of(appearance)
        return Evidence(
            appearance.revision_id, appearance.document_id, one.sentence.start, one.sentence.end
        )

    def seen(self, appearance: Appearance) -> dt.datetime:
        """Return when the document of an appearance was first seen."""
        return self._of(appearance).first_seen

    def _of(self, appearance: Appearance) -> Said:
        return self._said[appearance.document_id, appearance.statement_id]


def of_claims(
    claims: Iterable[Claim], answering: frozenset[str], sentences: Sentences
) -> Iterable[Delta]:
    """Yield new claims and new origins; claims in ``answering`` are told as responses."""
    for claim in claims:
        if claim.id not in answering:
            yield _new_claim(claim, sentences)
        yield from _new_origins(claim, sentences)


def of_responses(
    responses: Iterable[Response], claims: Mapping[str, Claim], sentences: Sentences
) -> Iterable[Delta]:
    """Yield one delta an answer; ``claims`` are by id."""
    for response in responses:
        yield _response(response, claims[response.claim_id], sentences)


def of_events(found: Found, briefs: Mapping[str, Brief]) -> Iterable[Delta]:
    """Yield one delta for each date ahead, and for each move; ``briefs`` are by document id."""
    for event in found.events:
        moves = found.moves.get(event.id, ())
        if event.status == PLANNED or moves:
            yield _schedule(event, found.first_put_on.get(event.id, event.date), briefs)
        for move in moves:
            yield _moved(event, move, briefs)


def of_steps(steps: Iterable[LadderStep]) -> Iterable[Delta]:
    """Yield one delta for each step that was taken above accusations."""
    for step in steps:
        if step.status == PAST and step.rung in _STEPS:
            yield Delta(
                id=make_id("n", DeltaKind.STATUS, step.id),
                kind=DeltaKind.STATUS,
                learned_at=step.first_seen,
                claim_id=step.claim_id,
                dispute_id=step.dispute_id,
                entities=_entities(step.actor),
                evidence=step.evidence,
                document_id=step.evidence.document_id,
                detail=str(step.rung),
                step_id=step.id,
            )


def of_changes(
    changes: Iterable[StatementChange],
    claims: Mapping[str, Claim],
    disputes: Mapping[str, str | None],
) -> Iterable[Delta]:
    """Yield one delta for each changed statement; ``disputes`` are by document id."""
    for change in changes:
        evidence = change.after or change.before
        if evidence is None or _is_new_claim(change, claims):
            continue
        claim = claims.get(change.claim_id or "")
        kind = _OF_CHANGE.get(change.kind, DeltaKind.REVISION)
        yield Delta(
            id=make_id("n", kind, change.id),
            kind=kind,
            learned_at=change.learned_at,
            claim_id=change.claim_id,
            dispute_id=claim.dispute_id if claim else disputes.get(change.document_id),
            entities=_entities(claim.speaker, *claim.targets) if claim else (),
            evidence=evidence,
            document_id=change.document_id,
            detail=str(change.kind),
            change_id=change.id,
        )


def ordered(deltas: Iterable[Delta]) -> tuple[Delta, ...]:
    """Return deltas oldest first."""
    return tuple(sorted(deltas, key=lambda delta: (delta.learned_at, delta.document_id, delta.id)))


def _is_new_claim(change: StatementChange, claims: Mapping[str, Claim]) -> bool:
    """Whether a statement that appeared is told as the claim that it opens."""
    claim = claims.get(change.claim_id or "")
    return (
        change.kind is ChangeKind.APPEARED
        and claim is not None
        and claim.first.document_id == change.document_id
    )


def _new_claim(claim: Claim, sentences: Sentences) -> Delta:
    return Delta(
        id=make_id("n", DeltaKind.NEW_CLAIM, claim.id),
        kind=DeltaKind.NEW_CLAIM,
        learned_at=claim.first_seen,
        claim_id=claim.id,
        dispute_id=claim.dispute_id,
        entities=_entities(claim.speaker, *claim.targets),
        evidence=sentences.shown(claim.first),
        document_id=claim.first.document_id,
    )


def _new_origins(claim: Claim, sentences: Sentences) -> list[Delta]:
    """Every known origin after the first, by the document that showed it first."""
    shown: list[tuple[dt.datetime, str, str, Appearance]] = []
    own = {one.document_id: one for one in reversed(claim.appearances) if not one.inferred}
    for origin in claim.origins:
        documents = [own[document_id] for document_id in origin.documents if document_id in own]
        if origin.known and documents:
            first = documents[0]
            shown.append((sentences.seen(first), first.document_id, origin.id, first))
    return [
        Delta(
            id=make_id("n", DeltaKind.NEW_ORIGIN, claim.id, origin_id),
            kind=DeltaKind.NEW_ORIGIN,
            learned_at=seen,
            claim_id=claim.id,
            dispute_id=claim.dispute_id,
            entities=_entities(claim.speaker, *claim.targets),
            evidence=sentences.shown(first),
            document_id=document_id,
            origin_id=origin_id,
        )
        for seen, document_id, origin_id, first in sorted(shown, key=lambda row: row[:3])[1:]
    ]


def _response(response: Response, claim: Claim, sentences: Sentences) -> Delta:
    return Delta(
        id=make_id("n", DeltaKind.RESPONSE, response.id),
        kind=DeltaKind.RESPONSE,
        learned_at=sentences.seen(response.appearance),
        claim_id=claim.id,
        dispute_id=claim.dispute_id,
        entities=_entities(response.responder, claim.speaker, *claim.targets),
        evidence=sentences.shown(response.appearance),
        document_id=response.appearance.document_id,
        response_id=response.id,
    )


def _schedule(event: Event, date: str, briefs: Mapping[str, Brief]) -> Delta:
    shown = min(
        event.evidence,
        key=lambda one: (briefs[one.document_id].first_seen, one.document_id, one.start),
    )
    return Delta(
        id=make_id("n", DeltaKind.SCHEDULE, event.id),
        kind=DeltaKind.SCHEDULE,
        learned_at=briefs[shown.document_id].first_seen,
        claim_id=event.claim_id,
        dispute_id=event.dispute_id,
        entities=event.actors,
        evidence=shown,
        document_id=shown.document_id,
        event_id=event.id,
        detail=date,
    )


def _moved(event: Event, move: Move, briefs: Mapping[str, Brief]) -> Delta:
    return Delta(
        id=make_id("n", DeltaKind.SCHEDULE, event.id, move.date),
        kind=DeltaKind.SCHEDULE,
        learned_at=briefs[move.evidence.document_id].first_seen,
        claim_id=event.claim_id,
        dispute_id=event.dispute_id,
        entities=event.actors,
        evidence=move.evidence,
        document_id=move.evidence.document_id,
        event_id=event.id,
        detail=move.date,
    )


def _entities(*entities: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity for entity in entities if entity))
