"""Deltas: told once, dated by when we learned it, with ids that stay."""

from __future__ import annotations

import datetime as dt

from claimwire.model import Act, DeltaKind, Item
from nlp.resolve import resolve
from tests.unit.resolve_builders import (
    DAY,
    DISPUTE,
    KNOWLEDGE,
    SEEN_BY_REUTERS,
    page,
    seen_by,
    told,
)


def _page(name: str, hours: int, chain: tuple = SEEN_BY_REUTERS) -> Item:  # type: ignore[type-arg]
    return page(
        name,
        f"It is {name} that writes. The cable accuses DeepSeek of distilling American models.",
        [
            told(
                "accuses",
                Act.ACCUSE,
                "state-department",
                content="distilling American models",
                targets=["deepseek"],
                chain=chain,
            )
        ],
        seen=DAY + dt.timedelta(hours=hours),
    )


def test_a_claim_is_new_once_and_shows_its_first_sentence() -> None:
    (delta,) = resolve([_page("late", 7), _page("early", 2)], KNOWLEDGE).deltas
    assert delta.kind is DeltaKind.NEW_CLAIM
    assert delta.learned_at == DAY + dt.timedelta(hours=2)
    assert delta.dispute_id == DISPUTE
    assert delta.entities == ("state-department", "deepseek")
    early = _page("early", 2)
    assert delta.document_id == early.document.id
    shown = early.text[delta.evidence.start : delta.evidence.end]
    assert shown.strip().startswith("The cable accuses")


def test_a_second_witness_is_told_at_its_first_page_and_a_third_page_of_it_is_not() -> None:
    pages = [
        _page("one", 1),
        _page("two", 2, seen_by("AFP", "afp")),
        _page("three", 3, seen_by("AFP", "afp")),
    ]
    deltas = resolve(pages, KNOWLEDGE).deltas
    assert [(delta.kind, delta.document_id) for delta in deltas] == [
        (DeltaKind.NEW_CLAIM, pages[0].document.id),
        (DeltaKind.NEW_ORIGIN, pages[1].document.id),
    ]


def test_ids_stay_when_more_arrives() -> None:
    before = resolve([_page("one", 1)], KNOWLEDGE).deltas
    after = resolve([_page("one", 1), _page("two", 2), _page("three", 3)], KNOWLEDGE).deltas
    assert [delta.id for delta in before] == [delta.id for delta in after]


def test_a_date_ahead_is_told_with_the_date() -> None:
    item = page(
        "visit",
        "Donald Trump is due to visit China in May 2026.",
        published=DAY,
        mentions=[("Donald Trump", "trump"), ("China", "china")],
        dates=[("May 2026", "2026-05")],
    )
    (delta,) = resolve([item], KNOWLEDGE).deltas
    assert (delta.kind, delta.detail) == (DeltaKind.SCHEDULE, "2026-05")
    assert delta.entities == ("trump", "china")
