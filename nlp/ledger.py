"""The response ledger: pairings of answers and accusations made into records, one per answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimwire.ids import make_id
from claimwire.model import Act, Appearance, Response, ResponseKind
from nlp.claims import Ref
from nlp.responses import Pairing
from nlp.said import ACCUSING, DENYING, Said

_SILENCES = frozenset({ResponseKind.NO_RESPONSE, ResponseKind.DECLINED})


def ledger(
    pairings: Sequence[Pairing], claim_ids: Mapping[int, str], answers: Mapping[Ref, str]
) -> tuple[Response, ...]:
    """Make one response of all pairings that are the same answer to the same accusation.

    ``claim_ids`` maps ``id(draft)`` to its claim, ``answers`` a statement to the claim that it
    belongs to (silences belong to none).
    """
    responses: dict[str, Response] = {}
    for row in sorted(pairings, key=lambda row: row.one.order):
        one = row.one
        claim_id = claim_ids[id(row.accusation)]
        kind = _kind(one)
        identity = make_id("a", claim_id, one.key, kind, answers.get(one.ref))
        known = responses.get(identity)
        if known is not None:
            responses[identity] = replace(known, predates=known.predates or row.predates)
        else:
            responses[identity] = Response(
                id=identity,
                claim_id=claim_id,
                responder=one.speaker,
                responder_name=one.speaker_name,
                kind=kind,
                appearance=Appearance(one.statement_id, one.revision_id, one.document_id),
                said=one.date,
                medium=one.medium,
                strength=row.strength,
                predates=row.predates,
            )
    return _expire(list(responses.values()))


def _kind(one: Said) -> ResponseKind:
    answering = one.answering
    if one.act is Act.NO_RESPONSE:
        return ResponseKind.NO_RESPONSE
    if one.act is Act.DECLINE_COMMENT:
        defers = answering is not None and answering.defers
        return ResponseKind.DEFERRED if defers else ResponseKind.DECLINED
    if one.act in DENYING:
        partly = answering is not None and answering.partly
        return ResponseKind.PARTLY_DENIED if partly else ResponseKind.DENIED
    return ResponseKind.COUNTER_ACCUSED if one.act in ACCUSING else ResponseKind.CONFIRMED


def _expire(responses: list[Response]) -> tuple[Response, ...]:
    """End a silence when the same party later answers the same accusation."""
    answered: dict[tuple[str, str | None, str | None], str] = {}
    ended: list[Response] = []
    for response in reversed(responses):
        party = response.claim_id, response.responder, response.responder_name
        if response.kind is ResponseKind.NO_RESPONSE and party in answered:
            ended.append(replace(response, answered_by=answered[party]))
        else:
            ended.append(response)
        if response.kind not in _SILENCES and not response.predates:
            answered[party] = response.id
    return tuple(reversed(ended))
