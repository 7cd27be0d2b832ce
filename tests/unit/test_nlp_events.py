"""Events: dated acts and dated sentences, merged over documents; what is ahead is planned."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.model import Act, DateValue, Event, Item
from nlp.days import Days, days_of
from nlp.resolve import resolve
from tests.unit.resolve_builders import DAY, KNOWLEDGE, page, told

_VISIT = "Donald Trump is due to visit China in May 2026."


def _events(*items: Item) -> tuple[Event, ...]:
    return resolve(items, KNOWLEDGE).events


def _visit(name: str, published: dt.datetime | None = DAY, text: str = _VISIT) -> Item:
    return page(
        name,
        text,
        published=published,
        mentions=[("Donald Trump", "trump"), ("China", "china")],
        dates=[("May 2026", "2026-05")],
    )


def test_a_day_ahead_is_planned_and_a_day_past_is_not() -> None:
    (event,) = _events(_visit("a"))
    assert (event.date, event.precision, event.status) == ("2026-05", "month", "planned")
    assert event.actors == ("trump", "china")
    assert event.actor_names == ("Donald Trump", "China")
    told_later = _visit("a", DAY + dt.timedelta(days=90), "Donald Trump went to China in May 2026.")
    (event,) = _events(told_later)
    assert event.status == "past"


def test_one_event_of_two_pages_has_two_sentences_of_evidence() -> None:
    first, second = _visit("a"), _visit("b", text="The page opens here. " + _VISIT)
    (event,) = _events(first, second)
    assert [one.document_id for one in event.evidence] == sorted(
        (first.document.id, second.document.id)
    )
    for shown, item in zip(
        event.evidence, sorted((first, second), key=lambda i: i.document.id), strict=True
    ):
        assert item.text[shown.start : shown.end].strip() == _VISIT


def _hearing(name: str, text: str, words: str, value: str, days: int) -> Item:
    moment = DAY + dt.timedelta(days=days)
    return page(
        name,
        text,
        published=moment,
        seen=moment,
        mentions=[("High Court", "high-court")],
        dates=[(words, value)],
    )


def test_an_event_that_is_moved_stays_the_event_that_it_was() -> None:
    due = _hearing(
        "a", "The High Court set a hearing for 14 May 2026.", "14 May 2026", "2026-05-14", 0
    )
    moved = _hearing(
        "b",
        "The hearing at the High Court was postponed to 3 June 2026.",
        "3 June 2026",
        "2026-06-03",
        5,
    )
    (before,) = _events(due)
    found = resolve([moved, due], KNOWLEDGE)
    (after,) = found.events
    assert (after.id, after.date, after.status) == (before.id, "2026-06-03", "planned")
    assert len(after.evidence) == 2
    news = [(one.detail, one.document_id) for one in found.deltas if one.event_id == after.id]
    assert news == [("2026-05-14", due.document.id), ("2026-06-03", moved.document.id)]


def test_what_is_set_for_another_day_without_such_words_is_another_event() -> None:
    first = _hearing(
        "a", "The High Court set a hearing for 14 May 2026.", "14 May 2026", "2026-05-14", 0
    )
    second = _hearing(
        "b", "The High Court set a hearing for 3 June 2026.", "3 June 2026", "2026-06-03", 5
    )
    assert [one.date for one in _events(first, second)] == ["2026-05-14", "2026-06-03"]


def test_a_dated_act_is_an_event_of_its_claim() -> None:
    item = page(
        "a",
        "Anthropic sued DeepSeek on 3 March 2026.",
        [told("sued", Act.SUE, "anthropic", targets=["deepseek"], date=0)],
        published=DAY,
        mentions=[("Anthropic", "anthropic"), ("DeepSeek", "deepseek")],
        dates=[("3 March 2026", "2026-03-03")],
    )
    found = resolve([item], KNOWLEDGE)
    (event,) = found.events
    assert (event.kind, event.date, event.claim_id) == ("sue", "2026-03-03", found.claims[0].id)
    assert event.target_names == ("DeepSeek",)
    said = found.claims[0].said
    assert said is not None
    assert said.value == "2026-03-03"


def test_a_year_borrowed_from_the_text_must_be_that_of_first_sight() -> None:
    def hearing(year: int) -> Item:
        return page(
            "a",
            "Anthropic speaks at the hearing scheduled for April 14.",
            mentions=[("Anthropic", "anthropic")],
            dates=[("April 14", f"monthday:04-14:future@Y{year}")],
        )

    assert [event.date for event in _events(hearing(DAY.year))] == [f"{DAY.year}-04-14"]
    assert _events(hearing(DAY.year - 1)) == ()


def test_years_impossible_dates_and_dates_without_actor_are_no_events() -> None:
    def dated(expression: str, *, actor: bool = True) -> Item:
        return page(
            "a",
            "China spoke of it back then.",
            published=DAY,
            mentions=[("China", "china")] if actor else [],
            dates=[("back then", expression)],
        )

    assert _events(dated("2019")) == ()
    assert _events(dated("1203-04-05")) == ()
    assert _events(dated("2099-04-05")) == ()
    assert _events(dated("2026-04-05", actor=False)) == ()
    assert len(_events(dated("2026-04-05"))) == 1


def test_who_reports_is_no_actor() -> None:
    item = page(
        "a",
        "Reuters reported it on Friday.",
        published=DAY,
        mentions=[("Reuters", "reuters")],
        dates=[("Friday", "2026-04-24")],
    )
    assert _events(item) == ()


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-04-24", "2026-04-24", "2026-04-24"),
        ("2026-04-24T15:00", "2026-04-24", "2026-04-24"),
        ("2026-W17", "2026-04-20", "2026-04-26"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-04-22/2026-06-05", "2026-04-22", "2026-06-05"),
    ],
)
def test_values_cover_days(value: str, first: str, last: str) -> None:
    found = days_of(DateValue(value, "day", "absolute"))
    assert found == Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@given(
    st.text(max_size=20) | st.from_regex(r"\d{4}-(\d\d(-\d\d)?|W\d\d|Q\d)(/\d{4})?", fullmatch=True)
)
def test_any_value_covers_days_or_none(value: str) -> None:
    found = days_of(DateValue(value, "day", "absolute"))
    assert found is None or found.first <= found.last
