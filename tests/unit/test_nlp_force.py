"""What a saying amounts to, whatever word told it."""

from __future__ import annotations

import pytest

from claimwire.model import Act
from nlp import pipeline
from nlp.force import FORCES, OF_ACTS, force
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borealis said it would appeal the ruling.", "promise"),
        ("Borealis said it had blocked the accounts.", "announce"),
        ("Jane Doe said the case could take years.", "assess"),
        ("“This is a turning point,” said Jane Doe.", "assess"),
        ("Jane Doe said that the ruling favours publishers.", "assess"),
        ("Borealis said that its office is in Arden.", "other"),
    ],
)
def test_a_plain_saying_keeps_its_act_and_gets_its_force(
    annotator: Annotator, text: str, expected: str
) -> None:
    found = next(one for one in annotator.annotate(text).statements if one.cue.lemma == "say")
    assert found.act is Act.SAY
    assert force(found, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borealis sued Quillon AI on Monday.", "sue"),
        ("Borealis accused Quillon AI of theft.", "accuse"),
        ("Borealis criticised Quillon AI for the delay.", "accuse"),
        ("Borealis declined to comment.", "no-comment"),
    ],
)
def test_other_acts_have_the_force_of_their_kind(
    annotator: Annotator, text: str, expected: str
) -> None:
    assert force(annotator.annotate(text).statements[-1], text) == expected


def test_what_a_court_orders_it_rules(annotator: Annotator) -> None:
    text = "The court ordered Quillon AI to pay the costs."
    found = next(one for one in annotator.annotate(text).statements if one.act is Act.ORDER)
    assert (force(found, text), force(found, text, bench=True)) == ("demand", "rule")


def test_every_act_has_a_force() -> None:
    assert set(OF_ACTS) == set(Act)
    assert set(OF_ACTS.values()) <= set(FORCES)
