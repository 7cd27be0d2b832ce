"""The response ledger: pairings of answers and accusations made into records, one per answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimwire.ids import make_id
from claimwire.model import Act, Appearance, LinkType, Response, ResponseKind, Statement
from nlp.responses import Pairing
from nlp.said import ACCUSING, DENYING, Said

_REFERENCE = 80  # code points of the content in which "partly" still speaks of the denial
_PARTLY = re.compile(r"\b(?:partly|partially|in part|some of the|parts of)\b", re.I)
_DEFERS = frozenset({"refer", "defer", "direct"})


def ledger(
    pairings: Sequence[Pairing], claim_ids: Mapping[int, str], answers: Mapping[str, str]
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
        identity = make_id("a", claim_id, one.key, kind, answers.get(one.statement_id))
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
                appearance=Appearance(one.statement_id, one.item.revision.id, one.document_id),
                said=one.date,
                medium=_medium(one.statement),
                strength=row.strength,
                predates=row.predates,
            )
    return _expire(list(responses.values()))


def _kind(one: Said) -> ResponseKind:
    statement = one.statement
    if statement.act is Act.NO_RESPONSE:
        return ResponseKind.NO_RESPONSE
    if statement.act is Act.DECLINE_COMMENT:
        deferred = statement.cue.lemma.split(" ")[0] in _DEFERS
        return ResponseKind.DEFERRED if deferred else ResponseKind.DECLINED
    if statement.act in DENYING:
        content = " ".join(span.of(one.item.text) for span in statement.content)
        cue = one.item.text[statement.cue.start : statement.cue.end]
        words = f"{cue} {content[:_REFERENCE]}"
        return ResponseKind.PARTLY_DENIED if _PARTLY.search(words) else ResponseKind.DENIED
    return ResponseKind.COUNTER_ACCUSED if statement.act in ACCUSING else ResponseKind.CONFIRMED


def _medium(statement: Statement) -> str | None:
    if statement.speaker is not None and statement.speaker.medium:
        return statement.speaker.medium
    for node in statement.chain:
        if node.link is LinkType.TOLD:
            return f"told {node.name}"
        if node.link is LinkType.STATEMENT_TO:
            return f"statement to {node.name}"
    return None


def _expire(responses: list[Response]) -> tuple[Response, ...]:
    """End a silence when the same party later answers the same accusation."""
    ended = []
    for number, response in enumerate(responses):
        answer = next(
            (
                later.id
                for later in responses[number + 1 :]
                if later.claim_id == response.claim_id
                and later.responder == response.responder
                and later.responder_name == response.responder_name
                and later.kind not in (ResponseKind.NO_RESPONSE, ResponseKind.DECLINED)
                and not later.predates
            ),
            None,
        )
        silent = response.kind is ResponseKind.NO_RESPONSE
        ended.append(replace(response, answered_by=answer) if silent and answer else response)
    return tuple(ended)
