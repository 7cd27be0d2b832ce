"""What changed between two states of a text: aligned sentences, short pieces, exact spans."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.publish.differences import Difference, difference, runs, sentences

OLD = (
    "The court ruled on Friday. Harbour Labs said that 24,000 accounts were used in May. It went"
    " home.\n\nNobody else spoke. The mayor left early."
)
NEW = (
    "The court ruled on Friday. Harbour Labs claimed that 25,000 accounts were used in May. It went"
    " home.\n\nNobody else spoke. A second letter arrived at noon."
)


def compare(old: str, new: str, *, words: int = 40, budget: int = 120) -> Difference:
    return difference(old, new, words=words, budget=budget)


def test_sentences_are_spans_of_their_text() -> None:
    found = [span.of(OLD) for span in sentences(OLD)]
    assert found[0] == "The court ruled on Friday."
    assert found[-1] == "The mayor left early."
    assert len(found) == 5
    assert [
        s.of("深度求索否认。他们说没有。") for s in sentences("深度求索否认。他们说没有。")
    ] == [
        "深度求索否认。",
        "他们说没有。",
    ]


def test_a_changed_sentence_shows_what_differs() -> None:
    found = compare(OLD, NEW)
    assert (found.changed, found.added, found.removed) == (1, 1, 1)
    change = found.shown[0]
    assert change.old
    assert change.new
    assert [words for words, marked in runs(OLD, change.old) if marked] == ["said", "24,000"]
    assert [words for words, marked in runs(NEW, change.new) if marked] == ["claimed", "25,000"]


def test_only_words_around_the_change_are_quoted() -> None:
    old = " ".join(f"w{n}" for n in range(100)) + " old " + " ".join(f"v{n}" for n in range(100))
    found = compare(old, old.replace(" old ", " new "))
    piece = found.shown[0].new
    assert piece
    assert len(piece.span.of(old).split()) <= 11
    assert piece.cut_before
    assert piece.cut_after


def test_the_budget_bounds_what_is_quoted() -> None:
    old = "\n\n".join(f"Sentence {n} is about something else here." for n in range(30))
    new = "\n\n".join(f"Paragraph {n} was on quite another matter there." for n in range(30))
    found = compare(old, new, budget=50)
    quoted = sum(len(c.new.span.of(new).split()) for c in found.shown if c.new)
    assert quoted <= 50
    assert found.left_out == found.changed + found.added + found.removed - len(found.shown)


def test_texts_that_differ_in_everything_are_not_aligned() -> None:
    old = "\n\n".join(f"Line {n} old." for n in range(900))
    new = "\n\n".join(f"Row {n} new." for n in range(900))
    found = compare(old, new)
    assert not found.compared
    assert found.shown == ()


@settings(max_examples=120, deadline=None)
@given(st.text("ab .\n!“”", max_size=80), st.text("ab .\n!“”", max_size=80))
def test_any_two_texts_can_be_compared(old: str, new: str) -> None:
    found = compare(old, new, words=5, budget=20)
    for change in found.shown:
        for text, piece in ((old, change.old), (new, change.new)):
            if piece:
                assert len(piece.span.of(text).split()) <= 11
                assert " ".join(words for words, _ in runs(text, piece)) == " ".join(
                    piece.span.of(text).split()
                )
    if old == new:
        assert found.shown == ()
