"""Stories: one event, one story; ids that stay; disputes and weeks that keep apart."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.ids import make_id
from nlp import stories
from nlp.across.compact import packed, unpacked_as
from nlp.across.profiles import profile
from nlp.across.settled import State
from nlp.resolve import resolve
from nlp.stories import Page, cluster, clustered
from tests.unit.resolve_builders import DAY, KNOWLEDGE, document_id, page

_QUAKE = [
    "A quake of magnitude 5.6 shook the island of Qeshm off Iran on Sunday.",
    "Iran said the quake on Qeshm island on Sunday injured five people.",
    "Rescuers reached Qeshm island after the quake of magnitude 5.6 off Iran.",
]
_FIRE = [
    "A huge fire destroyed the Waitrose store in Banstead High Street.",
    "Firefighters fought the blaze at the Waitrose store in Banstead all night.",
]


def _pages(texts: list[str], **changes: object) -> list[Page]:
    made = []
    for number, text in enumerate(texts):
        values = {"dispute": None, "published": None} | changes
        made.append(Page(f"d{number}", text, **values))  # type: ignore[arg-type]
    return made


def test_reports_of_one_event_are_one_story() -> None:
    found = cluster(_pages(_QUAKE + _FIRE), {})
    assert len({found[f"d{n}"] for n in range(3)}) == 1
    assert found["d3"] == found["d4"] != found["d0"]
    assert found["d0"] == make_id("y", "d0")


def test_an_id_stays_when_documents_arrive() -> None:
    before = cluster(_pages(_QUAKE[:1]), {})
    assert cluster(_pages(_QUAKE), {})["d0"] == before["d0"]


def test_disputes_and_weeks_keep_stories_apart() -> None:
    first, second = _pages(_QUAKE[:2])
    other = Page(second.document_id, second.text, "other", None)
    one = Page(first.document_id, first.text, "one", None)
    assert len(set(cluster([one, other], {}).values())) == 2
    then = Page(first.document_id, first.text, None, DAY)
    later = Page(second.document_id, second.text, None, DAY + dt.timedelta(days=60))
    assert len(set(cluster([then, later], {}).values())) == 2


def test_a_copy_goes_with_its_source() -> None:
    pages = _pages([_QUAKE[0], _FIRE[0]])
    assert len(set(cluster(pages, {"d1": "d0"}).values())) == 1


@given(st.lists(st.text(max_size=80), max_size=8))
def test_every_document_has_a_story_named_after_a_document(texts: list[str]) -> None:
    pages = _pages(texts)
    found = cluster(pages, {})
    assert set(found) == {one.document_id for one in pages}
    names = {make_id("y", one.document_id) for one in pages}
    assert set(found.values()) <= names


def test_records_know_their_dispute_their_headline_and_whether_they_emerge() -> None:
    items = [
        page("a", _QUAKE[0], disputes=(), seen=DAY),
        page("b", _QUAKE[1], disputes=(), seen=DAY + dt.timedelta(hours=1), title="Quake"),
        page("c", "The cable accuses DeepSeek of distillation of American models."),
    ]
    stories = {story.documents[0]: story for story in resolve(items, KNOWLEDGE).stories}
    quake, cable = stories[document_id("a")], stories[document_id("c")]
    assert quake.emerging
    assert quake.dispute_id is None
    assert quake.headline_document == document_id("b")
    assert quake.documents == (document_id("a"), document_id("b"))
    assert cable.dispute_id == "distillation"
    assert not cable.emerging


def test_going_on_from_a_kept_state_ends_in_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "_TOGETHER", 4)
    texts = [text.replace("Sunday", f"Sunday {n % 3}") for n in range(9) for text in _QUAKE + _FIRE]
    pages = [
        Page(f"d{n}", text, None, DAY + dt.timedelta(days=n // 4), (), DAY + dt.timedelta(days=n))
        for n, text in enumerate(texts)
    ]
    profiles = [profile(one) for one in pages]
    copied_from = {"d7": "d2", "d30": "d2"}
    whole, last = clustered(profiles, copied_from)
    assert last is not None
    assert last.documents > len(profiles) - 6
    for taken in (5, 17, 31):
        _, kept = clustered(profiles[:taken], copied_from)
        assert kept is not None
        again = unpacked_as(State, packed(kept))
        assert again == kept
        assert clustered(profiles, copied_from, again) == (whole, last)
