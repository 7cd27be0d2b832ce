"""Who sued whom: whose the complaint is, who *the plaintiff* and *the defendant* are."""

from __future__ import annotations

import pytest

from nlp import pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def _speaker(annotator: Annotator, text: str, words: str) -> str | None:
    found = annotator.annotate(text).statements
    said = next(s for s in found if any(words in c.of(text) for c in s.content))
    return said.speaker.canonical if said.speaker is not None else None


@pytest.mark.parametrize(
    "told",
    [
        "Borealis filed a lawsuit on Monday against Quillon AI in Arcport.",
        "Quillon AI was sued by Borealis on Tuesday.",
        "Borealis took Quillon AI to court on Tuesday.",
        "Borealis is suing Quillon AI over a contract.",
    ],
)
@pytest.mark.parametrize("paper", ["complaint", "lawsuit", "filing"])
def test_the_complaint_is_of_who_sued(annotator: Annotator, told: str, paper: str) -> None:
    text = f"{told} The {paper} alleges that the service ignored two warnings."
    assert _speaker(annotator, text, "ignored two warnings") == "Borealis"


def test_of_two_suits_the_complaint_is_of_nobody_in_particular(annotator: Annotator) -> None:
    text = (
        "Borealis sued Quillon AI in May. Cartwright Maps sued Calder Optics in June.\n\n"
        "Courts were slow that summer, and nobody expected a trial before the end of the year. The "
        "judges had asked for more time, more staff and a second building, and got none of them. "
        "Some cases waited for three years, others were never heard at all, and lawyers had begun "
        "to advise their clients to settle whatever could be settled before it was too late.\n\n"
        "The complaint alleges that two warnings were ignored."
    )
    assert _speaker(annotator, text, "two warnings") is None


@pytest.mark.parametrize(("side", "who"), [("plaintiff", "Borealis"), ("defendant", "Quillon AI")])
@pytest.mark.parametrize(
    "told",
    ["Borealis sued Quillon AI in May.", "In Borealis, Inc. v. Quillon AI a court was asked."],
)
def test_the_sides_are_who_the_text_says_they_are(
    annotator: Annotator, told: str, side: str, who: str
) -> None:
    text = f"{told} The {side} argued that the maps were free."
    assert _speaker(annotator, text, "maps were free") == who
