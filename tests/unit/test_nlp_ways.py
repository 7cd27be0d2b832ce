"""Chains that go on: what the sentences before show of how a statement reached the text."""

from __future__ import annotations

import pytest

from nlp import pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import chain_of, world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


_TOLD = "Quillon AI told the Morning Herald on Monday that the talks had failed. "


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (
            _TOLD + "The company noted that nobody had paid.",
            "paid",
            ["Morning Herald", "Quillon AI"],
        ),
        (
            _TOLD + "Borealis said that they went on. Quillon AI said that nobody had paid.",
            "paid",
            ["Quillon AI"],
        ),
        (_TOLD + "\n\nQuillon AI said that sales rose.", "sales", ["Quillon AI"]),
        (
            "Three people briefed on the plan told the Morning Herald that a ban was near.\n\n"
            "One of the people said that nobody had paid.",
            "paid",
            ["Morning Herald", "Three people briefed on the plan"],
        ),
        (
            "Three people briefed on the plan told the Morning Herald that a ban was near.\n\n"
            "A former official said that nobody had paid.",
            "paid",
            ["A former official"],
        ),
        (
            "In a nine-page memo, Quillon AI said that nobody had paid.",
            "paid",
            ["Quillon AI memo", "Quillon AI"],
        ),
        (
            "The court issued an order on Friday. "
            "Quillon AI said in a report that nobody had paid.",
            "paid",
            ["Quillon AI report", "Quillon AI"],
        ),
        (
            "Quillon AI said it had paid for all services, per the Morning Herald.",
            "paid",
            ["Morning Herald", "Quillon AI"],
        ),
        (
            "Quillon AI told a conference in Paris that nobody had paid.",
            "paid",
            ["Quillon AI"],
        ),
    ],
)
def test_ways_that_go_on(annotator: Annotator, text: str, words: str, chain: list[str]) -> None:
    assert chain_of(annotator, text, words) == chain


def test_whom_an_outlet_cites_says_nothing_beside_it(annotator: Annotator) -> None:
    text = "The firm will pay, the Morning Herald said, citing people familiar with the matter."
    published = [s for s in annotator.annotate(text).statements if s.confidence >= 0.5]
    assert [[link.name for link in s.chain] for s in published] == [
        ["Morning Herald", "people familiar with the matter"]
    ]
