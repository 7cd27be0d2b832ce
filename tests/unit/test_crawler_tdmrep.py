"""``tdmrep.json``: patterns, the order of rules, what is no such file, who has the last word."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.context import CrawlContext
from crawler.guard import Guard
from crawler.tdmrep import TdmFile, parse

SITE = "https://paper.example"
RULES = [
    {"location": "/open/*", "tdm-reservation": 0},
    {"location": "/news/*/print$", "tdm-reservation": 1, "tdm-policy": f"{SITE}/policy.json"},
    {"location": "*.pdf", "tdm-reservation": "1"},
    {"location": "/open/later", "tdm-reservation": 1},
]


def file(*rules: object) -> TdmFile:
    return parse(json.dumps(rules))


@pytest.mark.parametrize(
    ("path", "reserved"),
    [
        ("/news/1/print", True),
        ("/news/1/printed", False),
        ("/a/b.pdf", True),
        ("/open/b.pdf", False),
        ("/open/later", False),
        ("/", False),
    ],
)
def test_the_first_location_that_matches_decides(path: str, reserved: bool) -> None:
    words = file(*RULES).reservation(SITE + path)
    assert (words is not None) is reserved


def test_the_operator_is_told_where_and_by_which_policy() -> None:
    found = file(*RULES)
    assert found.reservation(f"{SITE}/news/1/print") == (
        "text and data mining is reserved (policy: https://paper.example/policy.json)"
    )
    assert found.summary == (
        "text and data mining is reserved (policy: https://paper.example/policy.json): "
        "/news/*/print$, *.pdf, /open/later"
    )
    assert file({"location": "/", "tdm-reservation": 0}).summary is None


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "{}", '"x"', "[1, null, []]", "<html>", "[" * 100_000,
        '[{"location": "/"}]', '[{"tdm-reservation": 1}]',
        '[{"location": 5, "tdm-reservation": 1}]', '[{"location": "/", "tdm-reservation": true}]',
        '[{"location": "", "tdm-reservation": 1}]',
    ],
)  # fmt: skip
def test_what_is_no_such_file_reserves_nothing(text: str) -> None:
    assert parse(text) == TdmFile()


def test_a_rule_that_is_broken_leaves_the_others() -> None:
    assert file({"location": 1}, {"location": "/", "tdm-reservation": 1}).reservation(SITE)


def test_the_header_of_a_page_has_the_last_word_over_the_file() -> None:
    context = CrawlContext(Guard(), tdm={SITE: file({"location": "/a", "tdm-reservation": 1})})
    assert context.reserved(f"{SITE}/a/1", {}) == "text and data mining is reserved"
    assert context.reserved(f"{SITE}/b", {}) is None
    assert context.reserved("https://other.example/a", {}) is None
    assert context.reserved(f"{SITE}/a/1", {"tdm-reservation": "0"}) is None
    assert context.reserved(f"{SITE}/b", {"tdm-reservation": "1"}) is not None
    context.rights[SITE] = "robots.txt signals “search=no”"
    assert context.reserved(f"{SITE}/b", {}) == "robots.txt signals “search=no”"


@given(
    st.text(max_size=60)
    | st.lists(
        st.dictionaries(
            st.sampled_from(["location", "tdm-reservation", "tdm-policy"]),
            st.text(max_size=9) | st.integers(0, 1) | st.none(),
        )
    ).map(json.dumps)
)
def test_no_text_raises(text: str) -> None:
    found = parse(text)
    assert found.summary is None or found.rules
    assert found.reservation(SITE) is None or found.rules
