"""What only shows across documents, added to the sample: one of each kind, over its own texts."""

from __future__ import annotations

import dataclasses

from claimwire.ids import make_id
from claimwire.model import (
    Act,
    ChangeKind,
    Conflict,
    Credit,
    DeltaKind,
    Evidence,
    HedgeDrift,
    JudgedKind,
    Judgement,
    LadderStep,
    Position,
    PositionStep,
    Publication,
    RecreditedFigure,
    Rung,
    Slot,
    SlotValue,
    Stance,
    StatementChange,
    Turn,
    Verdict,
)
from tests.publication_builder import MATTER, Builder, at, stated
from tests.publication_sample import Sample, sample


def _evidence(b: Builder, document: str, *, number: int = -1) -> Evidence:
    """Return the whole first paragraph of a revision as evidence."""
    revision = b.revisions[document][number]
    return Evidence(revision.id, document, 0, len(b.texts[revision.text_id].split("\n\n")[0]))


def with_findings(made: Sample) -> Publication:
    """Return the publication of the sample with a conflict, a ladder, a position and the rest."""
    b = made.builder
    cable = next(claim for claim in b.claims if claim.id == made.cable)
    rewrite = cable.appearances[2].document_id
    first, last = _evidence(b, made.wire), _evidence(b, rewrite)
    older = _evidence(b, rewrite, number=0)
    revised = next(i for i, d in b.revisions.items() if len(d) > 1)
    assert revised == rewrite
    change = StatementChange(
        make_id("g", rewrite, 1),
        ChangeKind.HARDENED,
        rewrite,
        made.cable,
        None,
        older,
        cable.appearances[2].statement_id,
        last,
        at("2026-04-25T11:05"),
    )
    resolution = dataclasses.replace(
        made.publication.resolution,
        conflicts=(
            Conflict(
                make_id("f", made.cable, "date"),
                Slot.DATE,
                "US State Department",
                made.cable,
                None,
                MATTER,
                (
                    SlotValue("2026-04-24", "24 April 2026", (first,), (made.wire,), True),
                    SlotValue("2026-04-25", "25 April 2026", (last,), (rewrite, made.copy), False),
                ),
                "2026-04-24",
            ),
            Conflict(
                make_id("f", made.cable, "count"),
                Slot.COUNT,
                "labs",
                made.cable,
                None,
                MATTER,
                (
                    SlotValue("3", "3 labs", (first,), (made.wire,), False),
                    SlotValue("4", "4 labs", (last,), (rewrite,), False),
                ),
                None,
            ),
        ),
        figures=(
            RecreditedFigure(
                make_id("i", "24000"),
                "24000",
                "accounts",
                "24,000 accounts",
                MATTER,
                Credit("anthropic", "Anthropic", first, at("2026-04-24T21:10")),
                (Credit("us-state-department", "US", last, at("2026-04-25T09:30")),),
            ),
        ),
        drifts=(
            HedgeDrift(
                make_id("h", made.cable),
                made.cable,
                cable.appearances[0],
                "alleged",
                cable.appearances[2],
                True,
            ),
        ),
        ladder=(
            LadderStep(
                make_id("l", "cable"),
                MATTER,
                Rung.CABLE,
                "2026-04-24",
                "day",
                "past",
                "us-state-department",
                "US State Department",
                ("DeepSeek", "MiniMax"),
                (("memorandum", "NSTM-4"),),
                made.cable,
                first,
                at("2026-04-24T21:10"),
            ),
            LadderStep(
                make_id("l", "hearing"),
                MATTER,
                Rung.HEARING,
                "2026-09",
                "month",
                "planned",
                None,
                "",
                (),
                (),
                None,
                last,
                at("2026-04-25T09:30"),
            ),
        ),
        positions=(
            Position(
                make_id("p", "us-state-department"),
                "us-state-department",
                "US State Department",
                MATTER,
                ("deepseek",),
                ("DeepSeek",),
                (
                    PositionStep(
                        made.cable,
                        Act.ACCUSE,
                        Stance.AGAINST,
                        stated("2026-04-24"),
                        at("2026-04-24T21:10"),
                        Turn.FIRST,
                        first,
                    ),
                    PositionStep(
                        made.cable,
                        Act.DENY,
                        Stance.DENIES,
                        None,
                        at("2026-04-25T09:30"),
                        Turn.REVERSED,
                        last,
                    ),
                ),
            ),
        ),
        changes=(change,),
        deltas=(
            *made.publication.resolution.deltas,
            dataclasses.replace(
                made.publication.resolution.deltas[0],
                id=make_id("n", "hardened"),
                kind=DeltaKind.REVISION,
                learned_at=at("2026-04-25T11:05"),
                claim_id=made.cable,
                response_id=None,
                event_id=None,
                evidence=last,
                document_id=rewrite,
                detail="hardened",
                change_id=change.id,
            ),
        ),
    )
    judgements = (
        Judgement(
            make_id("j", 1),
            JudgedKind.ENTITY,
            Verdict.SAME,
            ("new:congress", "united-states"),
            None,
            at("2026-05-01"),
            "An editor",
            "One and the same in this text.",
        ),
        Judgement(
            make_id("j", 2),
            JudgedKind.CLAIM,
            Verdict.PIN,
            (cable.appearances[0].statement_id,),
            made.cable,
            at("2026-05-02"),
            "An editor",
        ),
    )
    return dataclasses.replace(
        made.publication,
        resolution=resolution,
        judgements=judgements,
        generated_from=made.publication.generated_from + "+findings",
    )


def found() -> tuple[Sample, Publication]:
    """Return the sample and its publication with findings."""
    made = sample()
    return made, with_findings(made)
