"""Who speaks, read by the real model: classes of speakers that a parse alone gets wrong."""

from __future__ import annotations

import pytest

from claimwire.model import Knowledge, Statement
from nlp import pipeline


@pytest.fixture(scope="module")
def annotator() -> pipeline.Annotator:
    return pipeline.load(None, Knowledge(entities={}, disputes={}, publishers={}, digest="none"))


def told(annotator: pipeline.Annotator, text: str, words: str) -> Statement:
    """Return the statement whose content has these words."""
    for statement in annotator.annotate(text).statements:
        if any(words in span.of(text) for span in statement.content):
            return statement
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        # A dateline is nobody.
        ("OSLO (AP) — Norway on Thursday accused Sweden of bullying.", "bullying", "Norway"),
        (
            "ZURICH, June 4 (Reuters) - Drugmaker Helvana said on Tuesday it had closed a plant.",
            "a plant",
            "Helvana",
        ),
        (
            "MANHATTAN (CC) — A federal judge on Tuesday handed Cohort a win, ruling that the "
            "firm had broken no law.",
            "broken no law",
            "A federal judge",
        ),
        # Who answers a charge is who was charged.
        (
            "Halvern Systems accused Torquil Labs of theft. The company did not respond to a "
            "request for comment.",
            "comment",
            "Torquil Labs",
        ),
        # Participles go on with who told the clause before them.
        (
            "Halvern Systems has told the council that it cannot comply with new rules requiring "
            "it to verify sites, warning that buyers will be caught.",
            "be caught",
            "Halvern Systems",
        ),
        # They are of whom the sentence is.
        (
            "Federal prosecutors on Thursday unsealed charges against a former Halvern Systems "
            "engineer who they say copied the code.",
            "the code",
            "Federal prosecutors",
        ),
        # What speaks for its owner.
        ("Halvern Systems' website promises that its data are safe.", "safe", "Halvern Systems"),
        # A title is no part of a name.
        ("Partner Ingrid Solheim said the finding was sound.", "was sound", "Ingrid Solheim"),
        # An example set off from its group.
        (
            "Supporters of the listing, such as Dorothea Kessling, contend that it protects jobs.",
            "protects jobs",
            "Dorothea Kessling",
        ),
        # A person without a name goes on as "he".
        (
            "A federal judge in Arden said the claim by Jane Velloso was too late. He added that "
            "nobody had been harmed.",
            "harmed",
            "A federal judge in Arden",
        ),
    ],
)
def test_speaker(annotator: pipeline.Annotator, text: str, words: str, speaker: str) -> None:
    found = told(annotator, text, words).speaker
    assert found is not None
    assert found.canonical == speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An agency official who was not authorized to speak said the rule was near.", "rule was"),
        ("An agency official said a rule was near. The official added that it was mild.", "mild"),
        ("Two Nordic diplomats spoke to Halvern. One of them said the claim was thin.", "thin"),
    ],
)
def test_people_without_a_name_stay_so(
    annotator: pipeline.Annotator, text: str, words: str
) -> None:
    found = told(annotator, text, words).speaker
    assert found is not None
    assert found.anonymous


def test_it_in_the_middle_of_a_clause_is_not_its_subject(annotator: pipeline.Annotator) -> None:
    text = "The cable takes up one page. Halvern Systems, it says, “copied outputs by deceit.”"
    found = told(annotator, text, "deceit").speaker
    assert found is None or found.canonical != "Halvern Systems"


def test_the_post_is_again_the_one_that_somebody_put_up(annotator: pipeline.Annotator) -> None:
    text = (
        "In a post on its forum, Halvern Systems said the web was full of copies. "
        "“We never used them,” the post reads."
    )
    found = told(annotator, text, "never used").speaker
    assert found is not None
    assert found.medium is not None


def test_what_ought_to_be_done_is_not_done(annotator: pipeline.Annotator) -> None:
    text = "Congress should require vendors to know their buyers."
    assert all(s.confidence < 0.5 for s in annotator.annotate(text).statements)


def test_a_claim_that_somebody_passes_on_stays_its_owners(annotator: pipeline.Annotator) -> None:
    text = "A blogger shared a Herald story on Halvern's claim that rivals tried to copy its code."
    found = told(annotator, text, "rivals tried").speaker
    assert found is not None
    assert found.canonical == "Halvern"


def test_claims_in_the_plural_are_nobodys_verb(annotator: pipeline.Annotator) -> None:
    text = "Months of delay preceded it, claims that Halvern and its rivals have denied."
    assert all(s.confidence < 0.5 for s in annotator.annotate(text).statements)
