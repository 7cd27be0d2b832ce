"""What a whole page shows of the way of its statements: interviews, press conferences, releases,
channels by which somebody answers, and what goes on beyond a paragraph."""

from __future__ import annotations

import pytest

from nlp import pipeline
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import chain_of, world

_RELEASE = (
    "FOR IMMEDIATE RELEASE\n\nPARIS – The Office of Fair Machines today issued an order against "
    "Quillon AI.\n\n“Nobody has paid,” said Minister Petra Lindqvist."
)
_SESSION = (
    "Morning Herald: What is the ministry's response?\n\n"
    "Petra Lindqvist: We reject that the firms were paid.\n\n"
    "{asker}: Will you retaliate?\n\n"
    "Petra Lindqvist: We have nothing to share on that.\n\n"
    "Morning Herald: Who has paid?\n\n"
    "Petra Lindqvist: Nobody has paid for this."
)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (_RELEASE, "paid", ["press release", "Petra Lindqvist"]),
        (_RELEASE.replace("FOR IMMEDIATE RELEASE\n\n", "").replace("today", "on Monday"), "paid",
         ["Petra Lindqvist"]),
        (_SESSION.format(asker="Reuters"), "paid for this",
         ["press conference", "Petra Lindqvist"]),
        (_SESSION.format(asker="Morning Herald"), "paid for this",
         ["Morning Herald", "Petra Lindqvist"]),
        ("At a news conference, Minister Petra Lindqvist said that talks went on.\n\n"
         "Lindqvist said that nobody had paid.", "paid", ["press conference", "Petra Lindqvist"]),
        ("Quillon AI said in a statement that talks went on.\n\nBorealis disagreed.\n\n"
         "Quillon AI said that nobody had paid.", "paid", ["statement", "Quillon AI"]),
        ("Quillon AI said in an email that nobody had paid.", "paid", ["Quillon AI"]),
        ("In a written response, Quillon AI said that nobody had paid.", "paid",
         ["statement", "Quillon AI"]),
        ("Quillon AI emailed a statement in which it said that nobody had paid.", "paid",
         ["statement", "Quillon AI"]),
        ("Borealis told the Morning Herald that talks went on.\n\n“Nobody has paid,” Petra "
         "Lindqvist told us.", "paid", ["Morning Herald", "Petra Lindqvist"]),
        ("Quillon AI told Channel 7 on Monday that nobody had paid.", "paid",
         ["Channel 7", "Quillon AI"]),
        ("In a filing with the Arcport Stock Exchange, Quillon AI said that nobody had paid.",
         "paid", ["securities filing", "Quillon AI"]),
        ("Quillon AI sued Borealis in May, claiming that nobody had paid.", "paid",
         ["complaint", "Quillon AI"]),
    ],
)  # fmt: skip
def test_ways_that_the_page_shows(
    annotator: Annotator, text: str, words: str, chain: list[str]
) -> None:
    assert chain_of(annotator, text, words) == chain
