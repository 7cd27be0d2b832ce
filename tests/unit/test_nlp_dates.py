"""Time expressions: found, symbolic before an anchor, valued against one."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.date_patterns import RULES
from nlp.dates import find, resolve
from nlp.words import word_set

PUBLISHED = dt.datetime(2031, 4, 24, 9, 30, tzinfo=dt.UTC)  # a Thursday
FIRST_SEEN = dt.datetime(2031, 5, 2, tzinfo=dt.UTC)


def values(text: str, published: dt.datetime | None = PUBLISHED) -> list[tuple[str, str | None]]:
    found = []
    for mention in find(text):
        value = resolve(mention.expression, published=published, first_seen=None)
        found.append((text[mention.start : mention.end], value.value if value else None))
    return found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It was signed on 2031-03-09.", "2031-03-09", "2031-03-09"),
        ("It was signed on April 2, 2031.", "April 2, 2031", "2031-04-02"),
        ("It was signed on Wednesday, April 2, 2031.", "Wednesday, April 2, 2031", "2031-04-02"),
        ("It was signed on 2 April 2031.", "2 April 2031", "2031-04-02"),
        ("It was signed on the 2nd of April, 2031.", "the 2nd of April, 2031", "2031-04-02"),
        ("It was signed on Sept. 25, 2030.", "Sept. 25, 2030", "2030-09-25"),
        ("It was signed on 24.04.2030.", "24.04.2030", "2030-04-24"),
        ("It was signed on 04/24/2030.", "04/24/2030", "2030-04-24"),
        ("It was signed in March 2030.", "March 2030", "2030-03"),
        ("It was signed in late March 2030.", "late March 2030", "2030-03"),
        ("It was signed in 2030.", "2030", "2030"),
        ("It rose in the second quarter of 2030.", "the second quarter of 2030", "2030-Q2"),
        ("It rose in Q3 2030.", "Q3 2030", "2030-Q3"),
        ("The bill for fiscal year 2032 passed.", "fiscal year 2032", "2032"),
        ("It rose in the first half of 2030.", "the first half of 2030", "2030-01/2030-06"),
        ("It grew up in the 1990s.", "the 1990s", "1990/1999"),
        ("It was signed in the summer of 2030.", "the summer of 2030", "2030-06/2030-08"),
        ("They met on April 2-4, 2031.", "April 2-4, 2031", "2031-04-02/2031-04-04"),
    ],
)
def test_absolute(text: str, words: str, value: str) -> None:
    assert values(text, None) == [(words, value)]
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The cable was sent on Tuesday.", "Tuesday", "2031-04-22"),
        ("The cable was sent on Thursday.", "Thursday", "2031-04-24"),
        ("The cable was sent last Thursday.", "last Thursday", "2031-04-17"),
        ("The court will hear the case on Tuesday.", "Tuesday", "2031-04-29"),
        ("A letter reviewed by Example News on Tuesday names it.", "Tuesday", "2031-04-22"),
        ("They must answer by Tuesday.", "Tuesday", "2031-04-29"),
        ("The court meets next Tuesday.", "next Tuesday", "2031-04-29"),
        ("It said so on Tuesday (22).", "Tuesday (22)", "2031-04-22"),
        ("It said so yesterday.", "yesterday", "2031-04-23"),
        ("The ruling comes tomorrow.", "tomorrow", "2031-04-25"),
        ("It had said so earlier this week.", "earlier this week", "2031-W17"),
        ("It had said so last week.", "last week", "2031-W16"),
        ("It had said so last month.", "last month", "2031-03"),
        ("It had said so this year.", "this year", "2031"),
        ("It had said so last year.", "last year", "2030"),
        ("It was founded in February.", "February", "2031-02"),
        ("It was founded in November.", "November", "2030-11"),
        ("The leaders will meet in May.", "May", "2031-05"),
        ("It sued on April 3.", "April 3", "2031-04-03"),
        ("It sued on December 3.", "December 3", "2030-12-03"),
        ("The hearing is scheduled for June 5.", "June 5", "2031-06-05"),
        ("It sued three days ago.", "three days ago", "2031-04-21"),
        ("It sued two months ago.", "two months ago", "2031-02"),
        ("It sued five years ago.", "five years ago", "2026"),
        ("It rose last quarter.", "last quarter", "2031-Q1"),
    ],
)
def test_relative_to_publication(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]
    assert resolve(find(text)[0].expression, published=None, first_seen=None) is None


@pytest.mark.parametrize(
    ("text", "words", "expression"),
    [
        ("It waited for three weeks.", "three weeks", "P3W"),
        ("They signed a two-year deal.", "two-year", "P2Y"),
        ("It took 24 hours.", "24 hours", "PT24H"),
        ("They argued for months.", "months", "PXM"),
        ("It came just weeks before the summit.", "just weeks before", "PXW"),
    ],
)
def test_durations(text: str, words: str, expression: str) -> None:
    (mention,) = find(text)
    assert (text[mention.start : mention.end], mention.type) == (words, "DURATION")
    assert mention.expression == expression


def test_what_follows_counts_from_the_date_before() -> None:
    text = "On April 22 the panel advanced the bill. The following day it was printed."
    assert values(text) == [("April 22", "2031-04-22"), ("The following day", "2031-04-23")]
    text = "It sued on 3 March 2030. Two weeks later the firm settled."
    assert values(text)[1] == ("Two weeks later", "2030-03-17")


def test_a_dateline_anchors_an_undated_page() -> None:
    text = "THE HERALD — April 25, 2031\n\nThe ministry denied it on Thursday."
    assert values(text, None)[1] == ("Thursday", "2031-04-24")
    mention = find(text)[1]
    stated = resolve(mention.expression, published=None, first_seen=None)
    assert stated is not None
    assert stated.anchor == "text"


def test_anchors_in_order() -> None:
    (mention,) = find("It denied this on Tuesday.")
    by_published = resolve(mention.expression, published=PUBLISHED, first_seen=FIRST_SEEN)
    by_first_seen = resolve(mention.expression, published=None, first_seen=FIRST_SEEN)
    assert by_published is not None
    assert by_first_seen is not None
    assert (by_published.value, by_published.anchor) == ("2031-04-22", "published")
    assert (by_first_seen.value, by_first_seen.anchor) == ("2031-04-29", "first-seen")


def test_a_year_that_the_text_names_serves_where_nothing_else_does() -> None:
    text = "On April 22 the panel advanced the Model Theft Act of 2031."
    assert values(text, None) == [("April 22", "2031-04-22")]


def test_a_narrative_counts_on_from_its_own_dates() -> None:
    text = (
        "The war began on 1 June 1870. In August it spread. It had been feared since 1860, 1862 "
        "and 1865. By 1871 it was over. In March the treaty was signed, and in 1880 forgotten."
    )
    found = dict(values(text))
    assert found["August"] == "1870-08"
    assert found["March"] == "1871-03"


@pytest.mark.parametrize(
    "text",
    [
        "The company used 2000 accounts and 1500 works.",
        "It costs $2030 or €1999.",
        "Officials may say so; they march on.",
        "The GPT-2030 model has 1900 users.",
        "The sun sat low; she wed in the mon.",
        "On February 30, nothing happened.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [m for m in find(text) if m.type == "DATE"] == []


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_never_fails_and_never_overlaps(text: str) -> None:
    end = 0
    for mention in find(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        resolve(mention.expression, published=PUBLISHED, first_seen=None)


_TIME_WORDS = """
    on in by the last next this two 3 days weeks ago later April May Friday 2031 1999 31 24, - early
    end of quarter summer following day year yesterday will was February 30 century 1980s P3W @Y2031
    ( ) / :
    """
_WORDS = st.sampled_from(sorted(word_set(_TIME_WORDS)))


@settings(deadline=None)
@given(st.lists(_WORDS, max_size=14))
def test_any_mixture_of_time_words(words: list[str]) -> None:
    text = " ".join(words)
    for mention in find(text):
        for published in (None, PUBLISHED, dt.datetime(1, 1, 1, tzinfo=dt.UTC)):
            value = resolve(mention.expression, published=published, first_seen=None)
            if value is not None:
                assert re.match(r"\d{4}|P", value.value)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_expression_resolves_or_does_not(expression: str) -> None:
    resolve(expression, published=PUBLISHED, first_seen=None)


@pytest.mark.parametrize("word", ["thismorning", "lastnight", "yeſterday", "Frıday", "Auguſt 3"])
def test_odd_spellings_are_no_error(word: str) -> None:
    find(f"It happened {word} and yesterday, two dayſ ago, on Friday, in August.")


def test_parts_of_today_are_read() -> None:
    found = values("He spoke this morning, not last  night.")
    assert found == [("this morning", "2031-04-24"), ("last  night", "2031-04-23")]


_PIECES = """
January MAY mar Monday SUN the last this next early mid - – , . ' ’ 3 17 2031 1990s 0's of in Q3
quarter fall summer first half fiscal FY 21st century today yesterday morning night days weeks ago
later two year decade that every daily 年 月 日 号 이번 주 周五 月曜日 금요일 去年 Im en Mai mars
enero de a maggio
"""


@given(
    st.lists(
        st.tuples(st.sampled_from([*_PIECES.split(), "\n"]), st.sampled_from([" ", " ", ""])),
        max_size=12,
    )
)
@settings(max_examples=300, deadline=None)
def test_no_line_is_passed_over_that_a_rule_could_read(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    for line in text.split("\n"):
        seen = line + line.lower()
        for rule in RULES:
            if rule.needs and not any(need in seen for need in rule.needs):
                assert not any(map(rule.read, rule.pattern.finditer(line)))
