"""What agencies do in their notices: rules that list, reasons of a listing, invitations, delays."""

from __future__ import annotations

import pytest

from claimwire.model import Act, Statement
from nlp import pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def _notices(annotator: Annotator, text: str) -> list[tuple[str | None, Act, str]]:
    found: tuple[Statement, ...] = annotator.annotate(text).statements
    return [
        (s.speaker.canonical if s.speaker else None, s.act, s.content[0].of(text))
        for s in found
        if s.rule == "notice"
    ]


@pytest.mark.parametrize(
    ("text", "act", "words"),
    [
        (
            "The Bureau of Trade Control today issued a final rule that adds Borealis and 14 "
            "affiliates to the Entity List.",
            Act.SANCTION,
            "adds Borealis",
        ),
        (
            "The Bureau of Trade Control designated three shipping firms for moving chips.",
            Act.SANCTION,
            "three shipping firms",
        ),
        (
            "The Bureau of Trade Control determined that these entities had acted against the "
            "security of Verdania.",
            Act.ACCUSE,
            "these entities had acted",
        ),
        (
            "The Bureau of Trade Control requests comments on the costs of the new rule.",
            Act.REQUEST,
            "comments on the costs",
        ),
        (
            "The Bureau of Trade Control has deferred its decision on Borealis.",
            Act.ANNOUNCE,
            "its decision",
        ),
    ],
)
def test_plain_verbs_of_an_agency_are_acts(
    annotator: Annotator, text: str, act: Act, words: str
) -> None:
    ((who, found, said),) = _notices(annotator, text)
    assert (who, found) == ("Bureau of Trade Control", act)
    assert words in said


def test_an_agency_encourages_and_will_treat(annotator: Annotator) -> None:
    text = (
        "The Bureau of Trade Control published a rule. The Bureau encourages companies that find "
        "violations to report them and will treat such reports as a mitigating factor."
    )
    assert [(who, act) for who, act, _ in _notices(annotator, text)] == [
        ("Bureau of Trade Control", Act.DEMAND),
        ("Bureau of Trade Control", Act.PROMISE),
    ]


@pytest.mark.parametrize(
    "reason",
    [
        "The firms were added because they had bought restricted chips.",
        "The firms were added on the basis of information that they had bought restricted chips.",
    ],
)
def test_the_reason_of_a_listing_is_a_charge_by_who_listed(
    annotator: Annotator, reason: str
) -> None:
    text = (
        "The Bureau of Trade Control added Borealis and Quillon AI to the Entity List.\n\n" + reason
    )
    charges = [(who, said) for who, act, said in _notices(annotator, text) if act is Act.ACCUSE]
    assert charges == [("Bureau of Trade Control", "they had bought restricted chips")]


@pytest.mark.parametrize(
    "text",
    [
        "She encourages her students to read and will treat them as friends.",
        "Borealis requests comments on the costs of the new service.",
        "The songs were added because they had been asked for.",
    ],
)
def test_the_same_verbs_of_others_are_none(annotator: Annotator, text: str) -> None:
    assert not _notices(annotator, text)
