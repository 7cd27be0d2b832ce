"""What a plain saying does in a quarrel: the same words from the accused and from others."""

from __future__ import annotations

import pytest

from claimwire.model import Act, Modality, Statement
from nlp import pipeline
from nlp.pipeline import Annotator
from nlp.statements.standing import is_bench
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


@pytest.mark.parametrize(
    ("saying", "act"),
    [
        ("“It is theft,” Mira Solano said.", Act.ALLEGE),
        ("Borealis said it had found bogus profiles.", Act.ALLEGE),
        ("Borealis said Quillon AI had kept the drawings.", Act.ALLEGE),
        ("Mira Solano said the sponsors confuse noise with proof.", Act.CRITICIZE),
        ("“Those who loot our archives will be prosecuted,” Mira Solano said.", Act.THREATEN),
        ("Mira Solano said the habit puts patients at risk.", Act.WARN),
        ("“We urge the council to listen,” Mira Solano said.", Act.DEMAND),
        ("“Readers deserve to know the author,” Mira Solano said.", Act.DEMAND),
        ("The court said the painters had shown some harm.", Act.RULE),
        ("The agency announced that it is adding Quillon AI to a blacklist.", Act.SANCTION),
        ("Mira Solano called the accusations a ploy.", Act.DENY),
        ("Mira Solano said the accusations were a ploy.", Act.CRITICIZE),
        ("Quillon AI said the accounts belonged to students.", Act.DENY),
        ("Mira Solano said she had nothing to add.", Act.DECLINE_COMMENT),
        ("Borealis described Quillon AI as “a photocopier with a shop”.", Act.CRITICIZE),
        ("Mira Solano called the account false and defamatory.", Act.DENY),
        ("Quillon AI said it had suspended the profiles to comply with the rule.", Act.SAY),
        ("“We request that the council listen,” Mira Solano said.", Act.DEMAND),
        ("Mira Solano said the sponsors had spread false information about her.", Act.CRITICIZE),
        ("Mira Solano said the rule would disadvantage small shops.", Act.WARN),
    ],
)
def test_what_is_said_tells_what_is_done(annotator: Annotator, saying: str, act: Act) -> None:
    assert last(annotator, CHARGE + saying).act is act


def test_a_denial_in_positive_words_asserts(annotator: Annotator) -> None:
    found = last(annotator, CHARGE + "Quillon AI said the accounts belonged to students.")
    assert found.modality is Modality.ASSERTED
    found = last(annotator, CHARGE + "Quillon AI said it had never opened an account.")
    assert found.modality is Modality.DENIED


def test_a_judge_is_who_is_called_one() -> None:
    assert is_bench("Velden Court", "")
    assert is_bench("Ada Pell", "US District Judge Ada Pell ruled. Pell said more.")
    assert not is_bench("Ada Pell", "Ada Pell asked a judge to rule.")
    assert not is_bench("", "Judge Ada Pell")


@pytest.mark.parametrize(
    "answer",
    [
        "“This is simply not true,” said Jun Park, a spokesman for Quillon AI.",
        "Jun Park, chief executive of Quillon AI, said the firm had never needed other models.",
        "Quillon AI described the accusation that it had stolen data as a story without a shred of "
        "evidence.",
    ],
)
def test_who_speaks_for_the_accused_denies(annotator: Annotator, answer: str) -> None:
    found = annotator.annotate(CHARGE + answer).statements
    assert [one.act for one in found if one.confidence >= 0.5] == [Act.ACCUSE, Act.DENY]


@pytest.mark.parametrize(
    "answer",
    [
        "Borealis said it had always operated in strict compliance with the law.",
        "Jun Park, chief executive of Borealis, said the company had never knowingly sold a map.",
        "Borealis countered that such copies were rare and resulted from misuse.",
    ],
)
def test_who_pleads_denies_whoever_charged_him(annotator: Annotator, answer: str) -> None:
    assert last(annotator, answer).act is Act.DENY


def test_what_was_said_before_answers_nothing(annotator: Annotator) -> None:
    found = last(annotator, CHARGE + "Quillon AI previously said that its data was licensed.")
    assert (found.act, found.earlier) == (Act.SAY, True)


def test_a_complaint_charges_whom_it_speaks_of(annotator: Annotator) -> None:
    found = last(annotator, "According to the lawsuit, Quillon AI downloaded the books last year.")
    assert found.act is Act.ACCUSE
    assert [target.entity for target in found.targets] == ["quillon-ai"]


def test_a_place_in_capitals_before_a_colon_says_nothing(annotator: Annotator) -> None:
    found = annotator.annotate("GENEVA: Borealis sued Quillon AI over its archive on Monday.")
    assert [one.act for one in found.statements] == [Act.SUE]
