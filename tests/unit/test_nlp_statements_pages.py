"""Pages that are no running text: lists, tables, transcripts, captions, endless sentences.

The real model reads them. Whatever comes of it, spans hold, a text gives the same statements twice,
and what only looks like speech is not published.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.model import Act, Annotation, Knowledge, Span
from nlp import pipeline
from nlp.statements.filters import is_silence
from nlp.statements.trust import PUBLISHED

_NAMES = ["Orrin Vale", "Calder Optics", "Bexley Audio", "Greta Lund", "Kavenia"]
_ITEMS = ["Lenses", "Two chairs", "Annual report 2021", "Claims", "Orders", "Statement of accounts"]
_CLAUSES = [
    "which opened its first shop in Port Lorne",
    "where the lenses are ground by hand",
    "after the war had ended",
    "because nobody else wanted the lease",
    "and whose cellars hold four thousand bottles",
]
_SAID = ["We built it ourselves.", "Nobody asked us!", "Is that so?", "It was never ours."]


@pytest.fixture(scope="module")
def annotator() -> pipeline.Annotator:
    return pipeline.load(None, Knowledge(entities={}, disputes={}, publishers={}, digest="none"))


def check(annotator: pipeline.Annotator, text: str) -> Annotation:
    """Annotate a text twice and assert what every annotation owes to it."""
    found = annotator.annotate(text)
    assert found == annotator.annotate(text)
    for statement in found.statements:
        cue = Span(statement.cue.start, statement.cue.end)
        for span in (cue, statement.sentence, *statement.content):
            assert 0 <= span.start < span.end <= len(text)
        assert statement.content or is_silence(statement.act)
        assert list(statement.content) == sorted(statement.content)
    return found


def published(found: Annotation) -> list[str]:
    return [s.rule for s in found.statements if s.confidence >= PUBLISHED and not s.negated]


@given(st.lists(st.sampled_from(_ITEMS), min_size=2, max_size=12), st.sampled_from("-*•1"))
@settings(max_examples=8, deadline=None)
def test_lists_say_nothing(annotator: pipeline.Annotator, items: list[str], bullet: str) -> None:
    text = "\n".join(f"{bullet} {item}" for item in items)
    assert published(check(annotator, text)) == []


@given(st.lists(st.tuples(st.sampled_from(_NAMES), st.integers(0, 10**6)), min_size=2, max_size=8))
@settings(max_examples=8, deadline=None)
def test_tables_say_nothing(annotator: pipeline.Annotator, rows: list[tuple[str, int]]) -> None:
    text = "Company\tClaims\tOrders\n" + "\n".join(f"{name}\t{n}\t{n + 7}" for name, n in rows)
    assert published(check(annotator, text)) == []


@given(st.lists(st.sampled_from(_SAID), min_size=2, max_size=8))
@settings(max_examples=8, deadline=None)
def test_transcripts_keep_who_speaks(annotator: pipeline.Annotator, said: list[str]) -> None:
    names = ["VALE", "LUND"]
    text = "\n\n".join(f"{names[i % 2]}: {words}" for i, words in enumerate(said))
    for statement in check(annotator, text).statements:
        assert statement.speaker is not None
        assert (statement.speaker.canonical or "").split()[-1].upper() in names


@pytest.mark.parametrize(
    "caption",
    [
        "Orrin Vale at a hearing in Port Lorne on Tuesday. Photograph: Greta Lund",
        "The Calder Optics plant in Kavenia, 2019 (file photo)",
        "FILE - Greta Lund leaves court in Port Lorne, Monday, March 3. (Lund Pictures)",
        "Image: Calder Optics",
        "Orrin Vale, founder of Calder Optics",
    ],
)
def test_captions_say_nothing(annotator: pipeline.Annotator, caption: str) -> None:
    assert published(check(annotator, caption)) == []


@given(st.lists(st.sampled_from(_CLAUSES), min_size=35, max_size=50))
@settings(max_examples=4, deadline=None)
def test_sentences_of_two_hundred_words(annotator: pipeline.Annotator, clauses: list[str]) -> None:
    text = "Calder Optics, " + ", ".join(clauses) + ", denied that it had copied the lens."
    assert len(text.split()) >= 200
    found = check(annotator, text)
    assert all(s.act == "deny" for s in found.statements if s.confidence >= PUBLISHED)


@pytest.mark.parametrize(
    "text",
    [
        "“We will appeal,\n\nOrrin Vale said.\n\n“It was never ours",
        "»Das war nie unser,« said Orrin Vale. ''It was never ours.''",
        '"It was "never" ours," Orrin Vale said. "Never.',
        "’We‘ said ”Vale“ , “ and ” “ ”",
        "Sponsored content\n\nSaid said said: “said” (said), said",
    ],
)
def test_odd_marks_lose_nothing(annotator: pipeline.Annotator, text: str) -> None:
    check(annotator, text)


def test_a_word_of_somebodys_name_is_no_document(annotator: pipeline.Annotator) -> None:
    text = (
        "The reply follows the release on Monday of a memorandum from the Bureau of Science and"
        " Harbour Policy, signed by director Ada Moreno. The document says that Acme Ports copied"
        " the charts of its rivals."
    )
    found = next(s for s in check(annotator, text).statements if s.act == Act.ACCUSE)
    assert found.speaker is not None
    assert found.speaker.canonical == "Bureau of Science and Harbour Policy"
