"""Position timelines: what an actor said of one matter, in order, with its turns.

The matter is a dispute and whom the actor speaks against or answers. A turn compares with the
position before: the sign of the stance reverses, or its weight grows or falls.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimwire.ids import make_id
from claimwire.model import Act, Claim, Evidence, Position, PositionStep, Turn
from nlp.across.fitting import Draft
from nlp.days import days_of
from nlp.said import Said

_WEIGHTS: Mapping[Act, int] = {
    Act.SUE: -4,
    Act.SANCTION: -4,
    Act.THREATEN: -3,
    Act.ACCUSE: -3,
    Act.INVESTIGATE: -3,
    Act.ALLEGE: -2,
    Act.DENY: -2,
    Act.REJECT: -2,
    Act.CRITICIZE: -2,
    Act.WARN: -1,
    Act.AGREE: 1,
    Act.PROMISE: 1,
    Act.SUPPORT: 2,
    Act.CONFIRM: 2,
    Act.APOLOGIZE: 3,
}
"""Against (below 0) or for; the farther from 0, the harder. Acts that take no side are left out."""


@dataclass(frozen=True, slots=True)
class _Taken:
    claim: Claim
    one: Said
    weight: int

    @property
    def order(self) -> tuple[dt.date, dt.datetime, str]:
        days = days_of(self.claim.said)
        day = days.first if days is not None else self.claim.first_seen.date()
        return day, self.claim.first_seen, self.claim.id


def find(claims: Iterable[Claim], drafts: Mapping[str, Draft]) -> tuple[Position, ...]:
    """Return the timelines of two positions and more, by actor and matter.

    ``drafts`` gives the draft of each claim by its id.
    """
    taken: dict[tuple[str, str, str], list[_Taken]] = {}
    about: dict[tuple[str, str, str], dict[str, str]] = {}
    for claim in claims:
        draft = drafts[claim.id]
        weight = _WEIGHTS.get(claim.act)
        if weight is None or claim.speaker is None or claim.dispute_id is None:
            continue
        weight = -weight if draft.voice.negated else weight
        for entity, name in _matters(claim, draft):
            key = (claim.speaker, claim.dispute_id, entity)
            taken.setdefault(key, []).append(_Taken(claim, draft.voice, weight))
            about.setdefault(key, {}).setdefault(entity, name)
    return tuple(
        _position(key, about[key], rows) for key, rows in sorted(taken.items()) if len(rows) > 1
    )


def _matters(claim: Claim, draft: Draft) -> Iterable[tuple[str, str]]:
    """Return whom a claim is aimed at; for an answer, whom it answers."""
    if draft.answers is not None:
        voice = draft.answers.voice
        if voice.speaker is not None:
            yield voice.speaker, voice.speaker_name or voice.speaker
        return
    names: dict[str, str] = {}
    for one in draft.members:
        names.update(zip(one.targets, one.target_names, strict=False))
    for entity in claim.targets:
        yield entity, names.get(entity, entity)


def _position(
    key: tuple[str, str, str], about: Mapping[str, str], rows: Iterable[_Taken]
) -> Position:
    entity, dispute, matter = key
    ordered = sorted(rows, key=lambda row: row.order)
    steps = []
    before: _Taken | None = None
    for row in ordered:
        steps.append(_step(row, _turn(before, row)))
        before = row
    return Position(
        id=make_id("t", entity, dispute, matter),
        entity=entity,
        name=next((row.claim.speaker_name for row in ordered if row.claim.speaker_name), entity),
        dispute_id=dispute,
        about=tuple(about),
        about_names=tuple(about.values()),
        steps=tuple(steps),
    )


def _turn(before: _Taken | None, row: _Taken) -> Turn:
    if before is None:
        return Turn.FIRST
    if before.weight * row.weight < 0:
        return Turn.REVERSED
    step = abs(row.weight) - abs(before.weight)
    if step == 0:
        return Turn.REPEATED
    return Turn.HARDENED if step > 0 else Turn.SOFTENED


def _step(row: _Taken, turn: Turn) -> PositionStep:
    one = row.one
    return PositionStep(
        claim_id=row.claim.id,
        act=row.claim.act,
        stance=row.claim.stance,
        said=row.claim.said,
        first_seen=row.claim.first_seen,
        turn=turn,
        evidence=Evidence(one.revision_id, one.document_id, one.sentence.start, one.sentence.end),
    )
