"""What a plain saying does in a quarrel: the same words from the accused and from others."""

from __future__ import annotations

import pytest

from claimwire.model import Act, Statement
from nlp import pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import world

CHARGE = "Borealis accused Quillon AI of theft on Monday. "


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def last(annotator: Annotator, text: str) -> Statement:
    return annotator.annotate(text).statements[-1]


@pytest.mark.parametrize(
    "answer",
    [
        "Quillon AI said that its data was licensed.",
        "Quillon AI said it had never opened an account.",
        "Quillon AI said it had no knowledge of the files.",
        "Quillon AI said that the charges were made up out of thin air.",
    ],
)
def test_the_accused_denies(annotator: Annotator, answer: str) -> None:
    found = last(annotator, CHARGE + answer)
    assert found.act is Act.DENY
    assert [target.entity for target in found.targets] == ["borealis"]


@pytest.mark.parametrize(
    "answer",
    [
        "Mira Solano said that the data was licensed.",
        "Mira Solano said that the charges were serious.",
        "Quillon AI said it would open an office in May.",
    ],
)
def test_others_and_other_matters_are_merely_said(annotator: Annotator, answer: str) -> None:
    assert last(annotator, CHARGE + answer).act is Act.SAY


def test_a_threat_is_what_does_harm(annotator: Annotator) -> None:
    assert last(annotator, CHARGE + "Quillon AI said it would sue.").act is Act.THREATEN


def test_a_quote_about_them_charges_the_accused(annotator: Annotator) -> None:
    found = last(annotator, CHARGE + "“They built a business on burglary,” Mira Solano said.")
    assert found.act is Act.ACCUSE
    assert [target.entity for target in found.targets] == ["quillon-ai"]
