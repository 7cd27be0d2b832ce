"""Whom statements are about: charges that name their doer, go on, or are judged by others."""

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


def told(annotator: Annotator, text: str, words: str) -> Statement:
    """Return the statement whose content holds these words; the surest, were there several."""
    found = [
        one
        for one in annotator.annotate(text).statements
        if any(words in span.of(text) for span in one.content)
    ]
    assert sum(one.confidence >= PUBLISHED for one in found) <= 1
    return max(found, key=lambda one: one.confidence)


def aims(statement: Statement) -> list[str | None]:
    return [target.entity for target in statement.targets]


@pytest.mark.parametrize(
    "text",
    [
        "Borealis claimed that accounts linked to Quillon AI had pulled huge amounts of data.",
        "Borealis claimed that robots controlled by Quillon AI scraped its archive.",
        "Quillon AI, the maker of toys, illegally copied the chatbot, Borealis claimed.",
        "Borealis accused Quillon AI and the company of theft.",
    ],
)
def test_the_accused_is_found_through_what_belongs_to_it(annotator: Annotator, text: str) -> None:
    found = [s for s in annotator.annotate(text).statements if s.stance == "against"]
    assert [aims(one) for one in found] == [["quillon-ai"]]


def test_a_charge_that_names_nobody_goes_on_with_the_one_before(annotator: Annotator) -> None:
    text = (
        "Borealis sued Quillon AI in March. "
        "Borealis also alleged that the outputs infringed its copyright."
    )
    assert aims(told(annotator, text, "infringed its copyright")) == ["quillon-ai"]


def test_a_charge_that_names_somebody_else_does_not(annotator: Annotator) -> None:
    text = (
        "Borealis sued Quillon AI in March. "
        "Borealis alleged that the theft had helped the ships of Verdania."
    )
    assert aims(told(annotator, text, "the ships of Verdania")) != ["quillon-ai"]


def test_nobody_is_charged_before_anybody_was(annotator: Annotator) -> None:
    text = "Borealis alleged that the outputs infringed its copyright."
    assert aims(told(annotator, text, "infringed its copyright")) == []


def test_deeds_are_traced_to_somebody_and_details_follow(annotator: Annotator) -> None:
    text = (
        "Borealis said it had traced the fraudulent accounts to Quillon AI. "
        "According to Borealis, the campaigns were aimed at its chatbot."
    )
    assert aims(told(annotator, text, "traced the fraudulent")) == ["quillon-ai"]
    detail = told(annotator, text, "the campaigns were aimed")
    assert (detail.act, aims(detail)) == (Act.ALLEGE, ["quillon-ai"])


def test_who_judges_the_allegations_speaks_about_the_accuser(annotator: Annotator) -> None:
    text = (
        "Borealis accused Quillon AI of theft. "
        "The allegations are a tactic in the race, Mira Solano told the Morning Herald."
    )
    assert aims(told(annotator, text, "a tactic")) == ["borealis"]


def test_a_place_of_residence_is_not_charged(annotator: Annotator) -> None:
    text = "Borealis said that actors based in Verdania were stealing its models."
    assert aims(told(annotator, text, "were stealing")) == []


FORECAST = "The ruling will likely raise tensions between the two leaders."


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Follow the Morning Herald on Google News and add us as a source.", "morning-herald"),
        ("Follow Quillon AI on Google News and add us as a source.", None),
        ("Follow us on Google News and add us as a source.", None),
    ],
)
def test_a_page_speaks_for_the_outlet_that_it_names(
    annotator: Annotator, line: str, outlet: str | None
) -> None:
    body = "Borealis won its case against Quillon AI in a court on Monday.\n\n"
    (found,) = [
        s
        for s in annotator.annotate(f"{body}{FORECAST}\n\n{line}\n").statements
        if s.rule == "own-voice"
    ]
    assert found.speaker is not None
    assert (found.speaker.canonical, found.speaker.entity) == ("(publisher)", outlet)


def test_who_adds_is_the_subject_of_the_relative_clause_before(annotator: Annotator) -> None:
    text = (
        "Borealis sent a letter to the court, which the Verdanian Embassy in Arcport called "
        "baseless, adding that its companies respect the law."
    )
    found = told(annotator, text, "respect the law")
    assert found.speaker is not None
    assert found.speaker.entity == "embassy"


def test_who_adds_is_the_subject_of_the_main_clause_without_one(annotator: Annotator) -> None:
    text = "Mira Solano said Borealis had copied the toy, adding that she would go to court."
    found = told(annotator, text, "would go to court")
    assert found.speaker is not None
    assert found.speaker.entity == "mira-solano"


def test_a_report_in_which_an_outlet_said_it_had_traced_speaks_for_it(
    annotator: Annotator,
) -> None:
    text = "Borealis published a report, in which it said it had traced the accounts to a lab."
    found = told(annotator, text, "had traced the accounts")
    assert found.speaker is not None
    assert found.speaker.entity == "borealis"


def test_a_name_behind_its_role_sues(annotator: Annotator) -> None:
    text = "Quillon AI was sued by the stock photo agency Borealis on Monday."
    (found,) = [s for s in annotator.annotate(text).statements if s.act is Act.SUE]
    assert found.speaker is not None
    assert (found.speaker.entity, aims(found)) == ("borealis", ["quillon-ai"])


def test_what_a_cable_asked_belongs_to_the_cable(annotator: Annotator) -> None:
    text = (
        "According to the Morning Herald report, the cable sent to posts on Friday asked "
        "officials to raise the matter."
    )
    found = told(annotator, text, "to raise the matter")
    assert found.speaker is not None
    assert found.speaker.medium is not None
    assert "cable" in found.speaker.medium
    assert next(link.name for link in found.chain) == "Morning Herald"


def test_a_participle_between_noun_and_verb_is_no_clause_of_its_own(annotator: Annotator) -> None:
    text = "Borealis further claimed that operators affiliated with Quillon AI ran the campaign."
    assert aims(told(annotator, text, "ran the campaign")) == ["quillon-ai"]


@pytest.mark.parametrize(
    "text",
    [
        "Borealis called on Quillon AI to disclose its data.",
        "Borealis said Quillon AI should pay the authors.",
        "In a letter to Quillon AI, Borealis demanded a payment.",
    ],
)
def test_of_whom_a_demand_asks_something(annotator: Annotator, text: str) -> None:
    found = max(annotator.annotate(text).statements, key=lambda one: one.confidence)
    assert found.act is Act.DEMAND
    assert aims(found) == ["quillon-ai"]


def test_a_criticism_hits_the_owner_of_what_it_is_about(annotator: Annotator) -> None:
    found = told(annotator, "Borealis said Quillon AI's record was a disgrace.", "record")
    assert (found.act, aims(found)) == (Act.CRITICIZE, ["quillon-ai"])


def test_a_measure_told_of_is_about_whom_it_would_hit(annotator: Annotator) -> None:
    text = "Officials said Borealis had weighed adding Quillon AI to a blacklist."
    assert aims(told(annotator, text, "weighed")) == ["quillon-ai"]


def test_where_a_suit_is_filed_is_no_target(annotator: Annotator) -> None:
    text = "Borealis filed a lawsuit against Quillon AI in the Southern District of New York."
    assert aims(annotator.annotate(text).statements[0]) == ["quillon-ai"]
