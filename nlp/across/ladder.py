"""The status ladder of a dispute: the dated steps from allegation to ruling and appeal.

Steps are made of occasions whose sentence tells of one (:mod:`nlp.across.rungs`). Reports of one
rung, day and actor are one step; an occurrence that names no act of its own joins the act of the
same rung and day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claimwire.ids import make_id
from claimwire.model import DateValue, Evidence, LadderStep, Rung
from nlp.across.briefs import Brief
from nlp.across.occasions import OCCURRENCE, Occasion
from nlp.claims import Ref
from nlp.days import days_of
from nlp.events import PAST, PLANNED

_RUNGS = tuple(Rung)


@dataclass(slots=True)
class _Step:
    occasion: Occasion  # the first that tells of it
    evidence: Evidence
    first_seen: dt.datetime
    claim_id: str | None
    planned: bool = True
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    targets: dict[str, None] = field(default_factory=dict)


def find(briefs: Iterable[Brief], claims: Mapping[Ref, str]) -> tuple[LadderStep, ...]:
    """Return the steps of all disputes, by dispute and date.

    ``briefs`` come in order of first appearance; ``claims`` maps a statement to its claim.
    """
    steps: dict[tuple[str, Rung, str], _Step] = {}
    for brief in briefs:
        if brief.dispute is None:
            continue
        for one in sorted(brief.occasions, key=lambda one: one.kind == OCCURRENCE):
            if one.rung is not None:
                _note(steps, (brief.dispute, one.rung, one.date.value), brief, one, claims)
    made = [_made(key, step) for key, step in steps.items()]
    return tuple(sorted(made, key=_order))


def _note(
    steps: dict[tuple[str, Rung, str], _Step],
    key: tuple[str, Rung, str],
    brief: Brief,
    one: Occasion,
    claims: Mapping[Ref, str],
) -> None:
    claim_id = claims.get((brief.document_id, one.statement_id)) if one.statement_id else None
    step = steps.get(key)
    if step is None:
        step = steps[key] = _Step(one, one.evidence, brief.first_seen, claim_id)
    elif step.occasion.kind == OCCURRENCE and one.kind != OCCURRENCE:
        step.occasion, step.claim_id = one, claim_id
    step.claim_id = step.claim_id or claim_id
    step.planned = step.planned and one.planned
    step.identifiers.update(one.identifiers)
    step.targets.update(dict.fromkeys(one.targets))


def _made(key: tuple[str, Rung, str], step: _Step) -> LadderStep:
    dispute, rung, date = key
    actor, name = step.occasion.actors[0]
    return LadderStep(
        id=make_id("l", dispute, rung, date),
        dispute_id=dispute,
        rung=rung,
        date=date,
        precision=step.occasion.date.precision,
        status=PLANNED if step.planned else PAST,
        actor=actor if actor in step.occasion.entities else None,
        actor_name=name or None,
        target_names=tuple(step.targets),
        identifiers=tuple(sorted(step.identifiers)),
        claim_id=step.claim_id,
        evidence=step.evidence,
        first_seen=step.first_seen,
    )


def _order(step: LadderStep) -> tuple[str, dt.date, int, str]:
    value = days_of(DateValue(step.date, step.precision, "absolute"))
    first = value.first if value is not None else dt.date.max
    return step.dispute_id, first, _RUNGS.index(step.rung), step.id
