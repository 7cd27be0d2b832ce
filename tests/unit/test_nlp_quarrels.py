"""Whom answers, threats and details are aimed at: by what was said before them in the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimwire.model import Act, EntityType, Knowledge
from nlp import pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import entity, world
from tests.unit.test_nlp_targets import told


def states() -> Knowledge:
    """Two states with a ministry each, beside the companies of the small world."""
    known = world()
    more = (
        replace(entity("verdania", "Verdania", EntityType.GPE, what="country"), country="VD"),
        replace(entity("ostravia", "Ostravia", EntityType.GPE, what="country"), country="OV"),
        replace(entity("vd-trade", "Verdanian Ministry of Trade", what="ministry"), country="VD"),
        replace(entity("ov-trade", "Ostravian Ministry of Trade", what="ministry"), country="OV"),
        entity("calder-works", "Calder Works"),
    )
    return replace(known, entities={**known.entities, **{one.id: one for one in more}})


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, states())


def aims(annotator: Annotator, text: str, words: str) -> list[str | None]:
    return [target.canonical for target in told(annotator, text, words).targets]


def test_an_answer_goes_to_who_accused_the_answerer(annotator: Annotator) -> None:
    text = (
        "Borealis accused Quillon AI of theft. "
        "The Morning Herald accused Calder Works of fraud. "
        "Quillon AI denied any wrongdoing."
    )
    assert aims(annotator, text, "any wrongdoing") == ["Borealis"]


def test_who_strikes_back_is_not_whose_charge_others_deny(annotator: Annotator) -> None:
    text = (
        "Borealis accused Quillon AI of theft. Quillon AI accused Borealis of fraud. "
        "Calder Works denied the allegations."
    )
    assert aims(annotator, text, "the allegations") == ["Borealis"]


def test_a_state_answers_the_state_that_it_names(annotator: Annotator) -> None:
    text = (
        "Borealis accused Quillon AI of theft. "
        "The Verdanian Ministry of Trade denied that Ostravia had been robbed."
    )
    assert aims(annotator, text, "had been robbed") == ["Ostravia"]


def test_a_state_threatens_the_state_that_it_names(annotator: Annotator) -> None:
    text = (
        "The Verdanian Ministry of Trade threatened to hit back if Ostravia goes ahead with "
        "a plan to blacklist Quillon AI."
    )
    assert aims(annotator, text, "to hit back") == ["Ostravia"]


def test_a_ministry_stands_for_the_state_that_it_says_will_act(annotator: Annotator) -> None:
    text = "The Commerce Ministry denied that Verdania would respond to Ostravia."
    assert aims(annotator, text, "would respond") == ["Ostravia"]


def test_nobody_aims_at_its_own_state(annotator: Annotator) -> None:
    text = "The Verdanian Ministry of Trade said Verdania condemned the theft of chips."
    for found in annotator.annotate(text).statements:
        assert "Verdania" not in [target.canonical for target in found.targets]


@pytest.mark.parametrize(
    "lead",
    [
        "A former engineer at Borealis was charged on Thursday with stealing designs, "
        "the Verdanian Ministry of Trade said.",
        "The Verdanian Ministry of Trade accused a former engineer at Borealis of theft.",
    ],
)
def test_who_is_charged_before_he_is_named(annotator: Annotator, lead: str) -> None:
    text = f"{lead}\n\nTomas Ferrand, 38, copied the files before he resigned."
    names = {target.canonical for s in annotator.annotate(text).statements for target in s.targets}
    assert names == {"Tomas Ferrand"}


def test_an_employee_without_a_name_is_not_his_house(annotator: Annotator) -> None:
    text = "The Verdanian Ministry of Trade accused an engineer at Borealis of theft."
    assert "Borealis" not in aims(annotator, text, "of theft")


def test_who_does_something_to_somebody_is_not_his_house(annotator: Annotator) -> None:
    text = "Borealis called Tomas Ferrand a liar."
    assert aims(annotator, text, "a liar") == ["Tomas Ferrand"]


def test_what_was_sold_did_not_do_it_but_who_got_it(annotator: Annotator) -> None:
    text = (
        "The Verdanian Ministry of Trade alleged that Borealis's chips were smuggled to Quillon AI."
    )
    assert aims(annotator, text, "were smuggled") == ["Quillon AI"]


def test_a_deed_of_nobody_is_that_of_the_only_one_accused(annotator: Annotator) -> None:
    text = (
        "Borealis accused Quillon AI of theft. "
        "The Writers' Council alleged that many works were copied."
    )
    assert aims(annotator, text, "were copied") == ["Quillon AI"]


def test_damages_are_asked_of_who_is_sued(annotator: Annotator) -> None:
    text = "Borealis sued Quillon AI in March. Borealis is asking for unspecified damages."
    assert aims(annotator, text, "damages") == ["Quillon AI"]


def test_who_sued_tells_more_of_whom_it_sued(annotator: Annotator) -> None:
    text = "Borealis sued Quillon AI in March. “Quillon AI did not knock,” Borealis said."
    assert aims(annotator, text, "did not knock") == ["Quillon AI"]


def test_a_suit_that_is_told_of_is_against_whom_it_names(annotator: Annotator) -> None:
    text = "Borealis said it had filed a suit against Quillon AI."
    found = annotator.annotate(text).statements
    assert found
    assert [[target.entity for target in one.targets] for one in found] == [
        ["quillon-ai"] for _ in found
    ]


def test_who_says_that_he_hopes_speaks_of_himself(annotator: Annotator) -> None:
    text = (
        "Borealis accused Tomas Ferrand of theft. Mira Solano, a lawyer, said she hopes for a fine."
    )
    assert aims(annotator, text, "hopes for a fine") == []


def test_the_case_is_called_a_sham_against_who_brought_it(annotator: Annotator) -> None:
    text = "Borealis sued Quillon AI in March. Quillon AI called the case “a sham”."
    found = told(annotator, text, "a sham")
    assert found.act in {Act.CRITICIZE, Act.DENY}
    assert [target.canonical for target in found.targets] == ["Borealis"]


def test_a_cited_case_tells_the_sides(annotator: Annotator) -> None:
    text = (
        "The lawyers read Borealis v. Quillon AI again. "
        "Borealis alleged that the outputs were unlawful."
    )
    assert aims(annotator, text, "were unlawful") == ["Quillon AI"]
