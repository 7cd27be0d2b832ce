"""Quotation marks: pairs, odd counts, nesting, and quotes that run on over paragraphs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire import furniture
from claimwire.model import Span
from nlp.quotes import Quote, pair


def quotes_of(text: str) -> list[Quote]:
    return list(pair(text, furniture.lines(text)))


def inner(text: str, *, single: bool = False) -> list[str]:
    return [q.inner.of(text) for q in quotes_of(text) if q.single is single]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is ours,” she said.", ["It is ours,"]),
        ('"It is ours," she said. "Fully."', ["It is ours,", "Fully."]),
        ("Er sagte: „Das ist falsch“, und ging.", ["Das ist falsch"]),
        ("Elle dit « non » deux fois.", [" non "]),
        ("公司称「毫无根据」。", ["毫无根据"]),
        ("It called the claim “groundless” and “baseless.”", ["groundless", "baseless."]),
        ('A 27" screen and a 5" one.', []),
        ("No marks at all.", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_single_marks_are_told_from_apostrophes() -> None:
    text = "Critics of the firm’s model speak of ‘piracy’ in the artists’ name."
    assert inner(text) == []
    assert inner(text, single=True) == ["piracy"]


def test_single_marks_nest_in_double_ones() -> None:
    text = "“They said ‘never’ to us,” he said."
    assert inner(text) == ["They said ‘never’ to us,"]
    assert inner(text, single=True) == ["never"]


def test_an_unclosed_quote_ends_with_its_paragraph() -> None:
    text = "“We did not copy it. We never would.\nThe court disagreed."
    (quote,) = quotes_of(text)
    assert not quote.closed
    assert quote.span.of(text) == "“We did not copy it. We never would."


def test_an_unclosed_quote_ends_before_the_cue_of_its_first_sentence() -> None:
    text = "“We did not copy it, Jane Doe said.\nThe court disagreed."
    (quote,) = quotes_of(text)
    assert not quote.closed
    assert quote.span.of(text) == "“We did not copy it,"


def test_a_quote_goes_on_in_the_next_paragraph() -> None:
    text = "“We did not copy it.\n“We never would,” she said."
    first, second = quotes_of(text)
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_a_missing_mark_does_not_swallow_the_next_quote() -> None:
    text = "“Never. The firm said “always” instead."
    first, second = quotes_of(text)
    assert not first.closed
    assert second.inner.of(text) == "always"


def test_a_lone_closing_mark_is_no_quote() -> None:
    assert quotes_of("It was theirs,” she said.") == []


def test_marks_inside_doubled_single_marks_open_no_second_quote() -> None:
    assert len(quotes_of("''\"''")) == 1
    assert len(quotes_of("''They said \"no\" twice,'' she said.")) == 1


@settings(deadline=None)
@given(st.text(alphabet="ab .,\n\"“”„«»‘’'「」-", max_size=80))
def test_quotes_lie_inside_paragraphs_in_order(text: str) -> None:
    lines = list(furniture.lines(text))
    found = quotes_of(text)
    assert found == sorted(found)
    for quote in found:
        assert any(line.start <= quote.span.start < quote.span.end <= line.end for line in lines)
        assert quote.span.start < quote.inner.start <= quote.inner.end <= quote.span.end
    doubles = [quote.span for quote in found if not quote.single]
    assert all(a.end <= b.start for a, b in pairwise(doubles))


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_pairing(text: str) -> None:
    for quote in pair(text, [Span(0, len(text))]):
        assert quote.span.end <= len(text)


def test_doubled_single_marks_are_quotation_marks() -> None:
    text = "Acme said ''the deal is off'' and ``no more'' of it in ''24."
    assert inner(text)[0] == "the deal is off"
    assert inner(text, single=True) == []
