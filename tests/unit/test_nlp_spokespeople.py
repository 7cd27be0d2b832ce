"""Voices without a name: whom *a spokesman* speaks for, who *the spokesperson* and *he* are."""

from __future__ import annotations

import pytest

from claimwire.model import SpeakerRole, Statement
from nlp import pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def _said(annotator: Annotator, text: str, words: str) -> Statement:
    found = annotator.annotate(text).statements
    return next(s for s in found if any(words in c.of(text) for c in s.content))


@pytest.mark.parametrize(
    ("text", "words", "house"),
    [
        ("Borealis licensed every chip, a spokesman said by phone.", "licensed", "borealis"),
        ("Borealis cut off the users. “We had to,” a spokeswoman said.", "had to", "borealis"),
        (
            "Borealis denies it. “This is old news,” a company spokeswoman told reporters.",
            "old news",
            "borealis",
        ),
        (
            "The Verdanian Embassy in Arcport called it a smear. “Our firms obey the law,” an "
            "embassy spokesperson said.",
            "obey",
            "embassy",
        ),
        ("Borealis bought the files, its lawyers said in a filing.", "bought", "borealis"),
        (
            "A spokesperson for Borealis said that it had paid. Jane Fenwick, an analyst, doubted "
            "that.\n\n“Our review is not over,” the spokesperson said.",
            "not over",
            "borealis",
        ),
        (
            "Borealis shipped nothing, a company spokesman said. The story was “an invention,” he "
            "added.",
            "an invention",
            "borealis",
        ),
    ],
)
def test_a_voice_speaks_for_the_house_that_the_text_is_about(
    annotator: Annotator, text: str, words: str, house: str
) -> None:
    speaker = _said(annotator, text, words).speaker
    assert speaker is not None
    assert speaker.entity == house
    assert speaker.role in {SpeakerRole.SPOKESPERSON, SpeakerRole.LAWYER}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Prices rose again in March, a spokesman said.", "Prices rose"),
        ("Residents plan to sue Borealis, their lawyer said.", "plan to sue"),
        ("Borealis was fined. An army spokesman said that the bridge was safe.", "was safe"),
    ],
)
def test_a_voice_of_nobody_or_of_others_keeps_its_words(
    annotator: Annotator, text: str, words: str
) -> None:
    speaker = _said(annotator, text, words).speaker
    assert speaker is not None
    assert speaker.entity is None


def test_a_participle_behind_an_aside_is_of_the_voice(annotator: Annotator) -> None:
    text = (
        "A spokesman for Borealis denied it. Quillon AI has misled its users for years, the "
        "spokesman said, urging the firm to stop."
    )
    speaker = _said(annotator, text, "the firm to stop").speaker
    assert speaker is not None
    assert speaker.entity == "borealis"


def test_the_researchers_are_of_the_house_they_were_named_with(annotator: Annotator) -> None:
    text = (
        "Researchers at Halden University tested four chatbots. In a paper, the researchers write "
        "that two of them repeat whole novels."
    )
    speaker = _said(annotator, text, "repeat").speaker
    assert speaker is not None
    assert speaker.canonical == "Halden University"


@pytest.mark.parametrize(
    "title",
    [
        "Secretary of Commerce",
        "Under Secretary for Industry and Security",
        "Ambassador to Verdania",
    ],
)
def test_the_person_behind_an_office_speaks(annotator: Annotator, title: str) -> None:
    speaker = _said(annotator, f"“We will act,” said {title} Petra Vance.", "will act").speaker
    assert speaker is not None
    assert speaker.canonical == "Petra Vance"


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "Owen Pruett said the firm checked each buyer. Pressed by Sen. Dara Kolb, however, he "
            "admitted that it kept no records.",
            "kept no records",
            "Owen Pruett",
        ),
        (
            "Ilse Brandt told senators that she obeyed the law. In response to a question from "
            "Senator Dara Kolb, she acknowledged that two clients had left.",
            "two clients had left",
            "Ilse Brandt",
        ),
        (
            "The senators cite reports that Borealis hid its sales. “This cannot go on,” they "
            "wrote.",
            "cannot go on",
            "The senators",
        ),
        (
            "The Court of Appeals for the Tenth Circuit reversed it. The district court had agreed "
            "with Borealis, concluding that the use was fair.",
            "use was fair",
            "The district court",
        ),
        (
            "Borealis's counsel, Owen Pruett, insisted that the firm had paid.",
            "had paid",
            "Owen Pruett",
        ),
    ],
)
def test_of_several_the_one_who_answers_speaks(
    annotator: Annotator, text: str, words: str, who: str
) -> None:
    speaker = _said(annotator, text, words).speaker
    assert speaker is not None
    assert speaker.canonical == who
