"""Transcripts in mixed case: answers are statements of who answers, questions are nobody's."""

from __future__ import annotations

import pytest

from claimwire.model import Act, Statement
from nlp import pipeline
from nlp.pipeline import Annotator
from nlp.statements.trust import PUBLISHED
from tests.unit.nlp_builders import world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def _published(annotator: Annotator, text: str) -> list[tuple[str | None, str, Statement]]:
    return [
        (s.speaker.canonical if s.speaker else None, s.content[0].of(text), s)
        for s in annotator.annotate(text).statements
        if s.confidence >= PUBLISHED and s.content
    ]


def test_a_press_conference_answers_and_does_not_ask(annotator: Annotator) -> None:
    text = (
        "Spokesperson Jane Fenwick's press conference on May 4\n\n"
        "Morning Herald: Will the country retaliate?\n\n"
        "Jane Fenwick: The accusation is pure invention.\n\n"
        "Morning Herald: What will you do then?\n\n"
        "Jane Fenwick: You will know in time.\n"
    )
    found = _published(annotator, text)
    assert [(who, said) for who, said, _ in found] == [
        ("Jane Fenwick", "The accusation is pure invention."),
        ("Jane Fenwick", "You will know in time."),
    ]
    assert found[0][2].act is Act.DENY


def test_an_interviewer_only_asks_though_not_every_turn_is_a_question(
    annotator: Annotator,
) -> None:
    text = (
        "Jane Fenwick hunts for copies. We met her in May.\n\n"
        "GRIDLINE: How do you know that it was a copy?\n\n"
        "JANE FENWICK: You see the same mistakes.\n\n"
        "GRIDLINE: Is that theft?\n\n"
        "FENWICK: It is, and we will sue.\n\n"
        "GRIDLINE: The other side disagrees.\n\n"
        "FENWICK: That is their right.\n"
    )
    found = _published(annotator, text)
    assert {who for who, _, _ in found} <= {"Jane Fenwick", "JANE FENWICK"}
    assert len(found) == 3


@pytest.mark.parametrize(
    "text",
    [
        "What you get\n\nPrice: Free until May.\n\nBattery: Nine hours.\n\nStorage: 400 songs.\n",
        "Cake\n\nFlour: Sift it twice.\n\nFlour: Keep the rest.\n\nSugar: Add it last.\n",
    ],
)
def test_lists_with_labels_are_no_transcripts(annotator: Annotator, text: str) -> None:
    assert not _published(annotator, text)
