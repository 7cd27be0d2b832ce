"""Nodes of a chain: who is a crowd without a name, and who acts by an office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimwire.model import ChainLink, NodeKind
from nlp import pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import entity, world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def _origin(annotator: Annotator, who: str) -> ChainLink:
    found = annotator.annotate(f"{who} said on Monday that the rule came too late.").statements
    return found[-1].chain[-1]


@pytest.mark.parametrize(
    "who",
    ["Industry insiders", "Several outlets", "One engineer", "A former prosecutor", "Neighbors"],
)
def test_people_whom_nobody_could_look_up_are_an_unnamed_origin(
    annotator: Annotator, who: str
) -> None:
    assert _origin(annotator, who).kind == NodeKind.ANONYMOUS


@pytest.mark.parametrize("who", ["Lawmakers", "The studios", "Two trade groups", "Quillon AI"])
def test_who_acts_by_an_office_a_part_or_a_name_is_no_crowd(annotator: Annotator, who: str) -> None:
    assert _origin(annotator, who).kind == NodeKind.ORGANIZATION


@pytest.mark.parametrize("who", ["Federal prosecutors", "Prosecutors in Paris", "Prosecutors"])
def test_prosecutors_are_one_office(annotator: Annotator, who: str) -> None:
    origin = _origin(annotator, who)
    assert (origin.kind, origin.name) == (NodeKind.ORGANIZATION, "prosecutors")


def _last(annotator: Annotator, text: str) -> str:
    return annotator.annotate(text).statements[-1].chain[-1].name


def test_officials_without_a_name_are_told_by_their_country() -> None:
    known = world()
    office = replace(entity("chip-office", "Chip Office", what="ministry"), country="CA")
    knowledge = replace(known, entities={**known.entities, office.id: office})
    annotator = pipeline.load(None, knowledge)
    said = "A former official said that nobody had paid."
    before = "The Chip Office lists the firm.\n\n"
    assert _last(annotator, before + said) == "Canadian official (A former official)"
    assert _last(annotator, said) == "A former official"


def test_another_court_is_a_court(annotator: Annotator) -> None:
    assert _last(annotator, "In May, a different court dismissed the claims.") == "court"


def test_outlet_that_contacted_a_silent_party_carries_the_silence(annotator: Annotator) -> None:
    text = "Quillon AI declined to comment when contacted by the Sundial Group."
    assert _last(annotator, text) == "Sundial Group"
