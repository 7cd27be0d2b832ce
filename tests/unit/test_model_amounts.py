"""Dates and amounts of money among the names of a document."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from nlp import amounts

NLP = spacy.blank("en")


def found(text: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in amounts.add_to(NLP(text)).ents]


@pytest.mark.parametrize(
    "words",
    [
        "March 3, 2031",
        "3 March 2031",
        "3rd of May",
        "Tuesday, Sept. 5",
        "May 2031",
        "2031-03-04",
        "3/4/2031",
        "1990s",
        "2031",
        "last week",
        "Monday",
        "yesterday",
    ],
)
def test_dates(words: str) -> None:
    assert found(f"It was filed {words} in court.") == [(words, "DATE")]


@pytest.mark.parametrize(
    "words",
    [
        "$5 million",
        "$1,250.50",
        "US$40",
        "HK$20",
        "£1.5m",
        "EUR 3bn",
        "3 billion USD",
        "30 million dollars",
        "five hundred thousand euros",
        "ten cents",
        "5 US dollars",
        "80 million Hong Kong dollars",
    ],
)
def test_money(words: str) -> None:
    assert found(f"They paid {words} for it.") == [(words, "MONEY")]


@pytest.mark.parametrize(
    "text",
    [
        "It may march on.",
        "Some 2,031 people came.",
        "Flight 20311 is late.",
        "They won by ten.",
        "A pound of flesh costs much.",
        "the 1/2 share",
    ],
)
def test_neither(text: str) -> None:
    assert found(text) == []


def test_a_name_is_not_overwritten() -> None:
    doc = NLP("The Monday Group sued on Monday.")
    doc.set_ents([Span(doc, 1, 3, label="ORG")])
    amounts.add_to(doc)
    assert [(span.text, span.label_) for span in doc.ents] == [
        ("Monday Group", "ORG"),
        ("Monday", "DATE"),
    ]


@settings(deadline=None)
@given(st.text(alphabet="$€ 0123456789,.-/MayJunmlinoethsrdyk", max_size=60))
def test_any_text(text: str) -> None:
    for start, end, label in amounts.find(text):
        assert 0 <= start < end <= len(text)
        assert label in {"DATE", "MONEY"}
    amounts.add_to(NLP(text))
