"""Quotes: exact, short, checked; a document is never quoted whole."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.errors import EvidenceError
from claimwire.model import Span
from claimwire.publish import quotes
from claimwire.publish.catalogue import catalogue
from claimwire.publish.quotebook import QuoteBook
from claimwire.publish.quotes import Quote
from claimwire.publish.settings import SiteSettings
from tests.publication_sample import sample

BODY = "One two three four five six seven eight nine ten. Another sentence follows here."


def cut(body: str, start: int, end: int, words: int, focus: Span | None = None) -> Quote:
    return quotes.cut(
        body,
        Span(start, end),
        words=words,
        text_id="t",
        revision_id="r",
        document_id="d",
        focus=focus,
    )


def test_a_quote_within_the_limit_is_whole() -> None:
    quote = cut(BODY, 0, 49, 60)
    assert quote.text == BODY[:49]
    assert (quote.cut_before, quote.cut_after) == (False, False)


def test_a_long_quote_is_cut_at_words_with_the_ellipsis_outside() -> None:
    quote = cut(BODY, 0, 49, 4)
    assert quote.text == "One two three four"
    assert (quote.cut_before, quote.cut_after) == (False, True)


def test_the_words_that_matter_are_kept() -> None:
    at = BODY.index("eight")
    quote = cut(BODY, 0, 49, 3, Span(at, at + 5))
    assert quote.text == "eight nine ten."
    assert (quote.cut_before, quote.cut_after) == (True, False)


@given(st.text(max_size=200), st.integers(-5, 210), st.integers(-5, 210), st.integers(1, 20))
def test_any_quote_is_an_exact_substring_or_an_error(
    body: str, start: int, end: int, words: int
) -> None:
    try:
        quote = cut(body, start, end, words)
    except EvidenceError:
        assert not 0 <= start < end <= len(body) or not body[start:end].split()
        return
    assert body[quote.start : quote.end] == quote.text
    assert start <= quote.start < quote.end <= end
    assert len(quote.text.split()) <= words
    assert quotes.check([quote], {"t": body}) == 1


def test_a_quote_that_is_not_in_its_text_stops_the_build() -> None:
    quote = dataclasses.replace(cut(BODY, 0, 49, 60), text="One two tree")
    with pytest.raises(EvidenceError, match="is not in revision r"):
        quotes.check([quote], {"t": BODY})
    with pytest.raises(EvidenceError):
        quotes.check([cut(BODY, 0, 49, 60)], {})


def test_a_span_outside_its_revision_stops_the_build() -> None:
    publication = sample().publication
    delta = publication.resolution.deltas[0]
    wrong = dataclasses.replace(delta, evidence=dataclasses.replace(delta.evidence, end=99_999))
    resolution = dataclasses.replace(publication.resolution, deltas=(wrong,))
    broken = dataclasses.replace(publication, resolution=resolution)
    with pytest.raises(EvidenceError, match="does not lie in its text"):
        QuoteBook(catalogue(broken), SiteSettings()).check_all()


def test_an_appearance_in_another_text_stops_the_build() -> None:
    found = sample()
    publication = found.publication
    other = publication.revisions[found.copy][-1].id
    claims = tuple(
        dataclasses.replace(
            claim,
            appearances=(dataclasses.replace(claim.appearances[0], revision_id=other),),
        )
        if claim.id == found.cable
        else claim
        for claim in publication.resolution.claims
    )
    resolution = dataclasses.replace(publication.resolution, claims=claims)
    broken = dataclasses.replace(publication, resolution=resolution)
    with pytest.raises(EvidenceError, match="another text"):
        QuoteBook(catalogue(broken), SiteSettings()).check_all()


def test_a_document_is_quoted_in_part_only() -> None:
    body = " ".join(f"w{n}" for n in range(100))
    spans = [
        (str(n), Span(body.index(f"w{n}"), body.index(f"w{n + 9}"))) for n in range(10, 80, 10)
    ]
    allowed = quotes.within_share(spans, words=30, body=body)
    assert allowed == {"10", "20", "30"}


def test_a_span_that_is_covered_already_costs_nothing() -> None:
    body = "one two three four five six"
    spans = [("a", Span(0, 13)), ("b", Span(4, 13)), ("c", Span(14, 27))]
    assert quotes.within_share(spans, words=3, body=body) == {"a", "b"}


def test_statements_below_the_threshold_are_not_shown() -> None:
    found = sample()
    shown = catalogue(found.publication)
    assert found.withheld not in shown.statements
    assert shown.withheld == 1
