"""Speakers in the plural, people without a name, documents that only their citation explains."""

from __future__ import annotations

import pytest

from claimwire.model import Act, Annotation, Statement
from nlp import anonymous, pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def _said(found: Annotation, text: str, words: str) -> Statement:
    return next(s for s in found.statements if any(words in c.of(text) for c in s.content))


def _speaker(annotator: Annotator, text: str, words: str) -> str | None:
    speaker = _said(annotator.annotate(text), text, words).speaker
    return speaker.canonical if speaker is not None else None


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Critics such as Jane Fenwick said that the law was weak.", "was weak", "Jane Fenwick"),
        ("Analysts at Borealis said that prices would fall.", "would fall", "Analysts at Borealis"),
        (
            "Quillon AI and Borealis were sued. Both firms said that they had paid.",
            "had paid",
            "Quillon AI",
        ),
    ],
)
def test_a_group_speaks_under_the_name_it_is_told_by(
    annotator: Annotator, text: str, words: str, speaker: str
) -> None:
    assert _speaker(annotator, text, words) == speaker


def test_an_unnamed_official_speaks_again(annotator: Annotator) -> None:
    text = (
        "A senior official, who spoke on condition of anonymity, said that the talks had failed. "
        "“Nobody listened,” the official said."
    )
    speaker = _said(annotator.annotate(text), text, "Nobody listened").speaker
    assert speaker is not None
    assert speaker.anonymous
    assert anonymous.count(speaker.canonical or "") == 1


def test_both_firms_are_accused(annotator: Annotator) -> None:
    text = "Quillon AI met Borealis in May. On Monday Jane Fenwick accused both firms of theft."
    found = next(s for s in annotator.annotate(text).statements if s.act is Act.ACCUSE)
    assert {target.entity for target in found.targets} == {"quillon-ai", "borealis"}


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("three people familiar with the matter", 3),
        ("two of the officials", 2),
        ("a person close to the firm", 1),
        ("the official", 1),
        ("12 former employees", 12),
        ("officials", None),
        ("", None),
    ],
)
def test_how_many_people(words: str, people: int | None) -> None:
    assert anonymous.count(words) == people
