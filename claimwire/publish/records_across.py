"""Records of what is found by comparing: conflicts, figures, drifts, steps, positions, changes.

They rest on the same shown things as the pages: what the catalogue leaves out has no record here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from claimwire.model import (
    Conflict,
    Credit,
    Evidence,
    HedgeDrift,
    LadderStep,
    Position,
    RecreditedFigure,
    StatementChange,
)
from claimwire.publish.catalogue import Catalogue
from claimwire.publish.record_parts import Record, appearance, date, moment

T = TypeVar("T", Conflict, RecreditedFigure, HedgeDrift, LadderStep, Position, StatementChange)


class Across:
    """Builds these records; ``quote`` makes the record of a span."""

    def __init__(self, catalogue: Catalogue, quote: Callable[[Evidence], Record]) -> None:
        self._quote = quote
        c = catalogue
        self.conflicts = _by_id(c.conflicts_by_claim, c.conflicts_by_dispute)
        self.figures = _by_id(c.figures_by_dispute)
        self.drifts = _by_id(c.drifts_by_claim)
        self.steps = _by_id(c.ladder_by_dispute)
        self.positions = _by_id(c.positions_by_entity)
        self.changes = _by_id(c.changes_by_document)

    def conflict(self, identity: str) -> Record:
        conflict = self.conflicts[identity]
        return {
            "id": identity,
            "slot": conflict.slot.value,
            "about": conflict.about,
            "claim": conflict.claim_id,
            "event": conflict.event_id,
            "dispute": conflict.dispute_id,
            "values": [
                {
                    "value": value.value,
                    "words": value.words,
                    "from_origin": value.from_origin,
                    "documents": list(value.documents),
                    "evidence": [self._quote(evidence) for evidence in value.evidence],
                }
                for value in conflict.values
            ],
            "supported": conflict.supported,
        }

    def figure(self, identity: str) -> Record:
        figure = self.figures[identity]
        return {
            "id": identity,
            "value": figure.value,
            "unit": figure.unit,
            "words": figure.words,
            "dispute": figure.dispute_id,
            "first": self._credit(figure.first),
            "later": [self._credit(credit) for credit in figure.later],
        }

    def drift(self, identity: str) -> Record:
        drift = self.drifts[identity]
        return {
            "id": identity,
            "claim": drift.claim_id,
            "before": appearance(drift.before),
            "before_words": drift.before_words,
            "after": appearance(drift.after),
            "in_headline": drift.in_headline,
        }

    def step(self, identity: str) -> Record:
        step = self.steps[identity]
        return {
            "id": identity,
            "dispute": step.dispute_id,
            "rung": step.rung.value,
            "date": step.date,
            "precision": step.precision,
            "status": step.status,
            "actor": step.actor,
            "actor_name": step.actor_name,
            "targets": list(step.target_names),
            "identifiers": [{"kind": k, "value": v} for k, v in step.identifiers],
            "claim": step.claim_id,
            "quote": self._quote(step.evidence),
            "first_seen": moment(step.first_seen),
        }

    def position(self, identity: str) -> Record:
        position = self.positions[identity]
        return {
            "id": identity,
            "entity": position.entity,
            "name": position.name,
            "dispute": position.dispute_id,
            "about": list(position.about),
            "about_names": list(position.about_names),
            "steps": [
                {
                    "claim": step.claim_id,
                    "act": step.act.value,
                    "stance": step.stance.value,
                    "turn": step.turn.value,
                    "said": date(step.said),
                    "first_seen": moment(step.first_seen),
                    "quote": self._quote(step.evidence),
                }
                for step in position.steps
            ],
        }

    def change(self, identity: str) -> Record:
        change = self.changes[identity]
        return {
            "id": identity,
            "kind": change.kind.value,
            "document": change.document_id,
            "claim": change.claim_id,
            "before_statement": change.before_statement,
            "before": self._quote(change.before) if change.before else None,
            "after_statement": change.after_statement,
            "after": self._quote(change.after) if change.after else None,
            "learned_at": moment(change.learned_at),
        }

    def _credit(self, credit: Credit) -> Record:
        return {
            "entity": credit.entity,
            "name": credit.name,
            "first_seen": moment(credit.first_seen),
            "quote": self._quote(credit.evidence),
        }


def _by_id(*groups: Mapping[str, tuple[T, ...]]) -> dict[str, T]:
    return {one.id: one for group in groups for found in group.values() for one in found}
