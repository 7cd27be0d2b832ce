"""Dates of saying: stated, of the same occasion, or no more than not after publication."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from nlp import dates, pipeline
from nlp.pipeline import Annotator
from nlp.saying import How, Saying, sayings
from tests.unit.nlp_builders import world

PUBLISHED = dt.datetime(2031, 4, 24, 22, 30, tzinfo=dt.UTC)
STATED = Saying("2031-04-22", "day", How.STATED)
GOING_ON = Saying("2031-04-22", "day", How.SAME_OCCASION)
LATEST = Saying("2031-04-24", "day", How.NOT_AFTER)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def _said(annotator: Annotator, text: str, published: dt.datetime | None) -> list[Saying | None]:
    found = annotator.annotate(text)
    values = [
        dates.resolve(d.expression, published=published, first_seen=None) for d in found.dates
    ]
    return list(sayings(found, values, text, published))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Quillon AI said on Tuesday that talks failed. The company added that nobody had paid.",
            [STATED, GOING_ON],
        ),
        (
            "Quillon AI said on Tuesday that talks failed.\n\n"
            "Quillon AI said that nobody had paid.",
            [STATED, LATEST],
        ),
        (
            "Quillon AI said on Tuesday that talks failed. Borealis said that nobody had paid.",
            [STATED, LATEST],
        ),
    ],
)
def test_dates_of_saying(annotator: Annotator, text: str, expected: list[Saying]) -> None:
    assert _said(annotator, text, PUBLISHED) == expected


def test_what_was_said_before_is_of_no_occasion(annotator: Annotator) -> None:
    text = (
        "Quillon AI said on Tuesday that talks failed. "
        "The company had previously said that nobody had paid."
    )
    assert _said(annotator, text, PUBLISHED)[-1] == LATEST


def test_without_a_date_nothing_is_known(annotator: Annotator) -> None:
    assert _said(annotator, "Quillon AI said that nobody had paid.", None) == [None]


def test_ways_of_knowing_are_words_of_the_format() -> None:
    assert json.dumps(list(How)) == '["stated", "same-occasion", "not-after"]'
