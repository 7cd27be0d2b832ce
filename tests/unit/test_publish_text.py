"""Display text, dates, routes, fragments: pure helpers of the site, with hostile input."""

from __future__ import annotations

import datetime as dt
import unicodedata
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimwire.model import DateValue, Stamp
from claimwire.publish import codes, fragments, routes, text, when
from claimwire.publish.when import Day

ANY = st.text(st.characters(exclude_categories=()), max_size=300)


@given(ANY)
def test_readable_text_has_no_controls_and_can_be_written(words: str) -> None:
    shown = text.readable(words)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"}]
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    )
    shown.encode("utf-8")


@given(ANY, st.integers(min_value=2, max_value=60))
def test_titles_stay_within_their_length(words: str, limit: int) -> None:
    assert len(text.title(words, limit=limit)) <= limit


def test_joiners_survive_since_scripts_need_them() -> None:
    assert text.readable("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"


def test_lists_and_plurals() -> None:
    assert text.listed(()) == ""
    assert text.listed(("A",)) == "A"
    assert text.listed(("A", "B", "C")) == "A, B and C"
    assert text.listed(tuple("ABCDEF"), most=4) == "A, B, C, D and 2 more"
    assert text.plural(1, "claim") == "1 claim"
    assert text.plural(12_000, "claim") == "12\u202f000 claims"


@given(ANY)
def test_codes_have_names_and_strange_ones_stay(words: str) -> None:
    assert codes.language("en") == "English"
    assert codes.language("pt-BR") == "Portuguese (BR)"
    assert codes.country("cn") == "China"
    assert codes.country("QQ") == "QQ"
    assert codes.language(None) == codes.country("") == ""
    assert len(codes.language(words)) <= text.NAME_LENGTH + 20
    assert len(codes.country(words)) <= text.NAME_LENGTH


# ------------------------------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("written", "iso", "words"),
    [
        ("2026-04-24", "2026-04-24", "24 April 2026"),
        ("2026-04-24T14:05", "2026-04-24", "24 April 2026"),
        ("2026-04", "2026-04", "April 2026"),
        ("2026", "2026", "2026"),
        ("2026-W17", "2026-W17", "week 17 of 2026"),
        ("2026-Q2", "", "quarter 2 of 2026"),
        ("2026-04-22/2026-06-05", "", "22 April 2026 to 5 June 2026"),
        ("someday", "", "someday"),
        ("2026-13-40", "", "2026-13-40"),
        ("", "", "date not stated"),
    ],
)
def test_dates_are_never_more_exact_than_they_are(written: str, iso: str, words: str) -> None:
    shown = when.written(written)
    assert (shown.iso, shown.words) == (iso, words)


@given(st.text(max_size=40))
def test_any_date_can_be_shown(written: str) -> None:
    assert when.written(written).words is not None
    when.parse(written)


@pytest.mark.parametrize("vague", ["P3W", "PXM", "XXXX-04", "PAST_REF", ""])
def test_what_is_no_calendar_date_is_not_shown_as_one(vague: str) -> None:
    assert when.value(DateValue(vague, "duration", "text")).words == "date not stated"


def test_titles_begin_with_a_capital_but_names_keep_theirs() -> None:
    assert text.sentence_case("senior officials") == "Senior officials"
    assert text.sentence_case("xAI") == "xAI"
    assert text.sentence_case("") == ""


def test_days_sort_as_time_does() -> None:
    assert when.parse("2026-W17") == Day(2026, 4)
    assert when.parse("2026-04-22/2026-06-05") == Day(2026, 4, 22)
    assert sorted([Day(2026, 4, 2), Day(2026), Day(2025, 12)])[0] == Day(2025, 12)


def test_stated_times_tell_their_source_and_doubt() -> None:
    at = dt.datetime(2031, 1, 2, 3, 4, tzinfo=dt.UTC)
    assert when.stamp(None).words == "date not stated"
    assert when.stamp(Stamp(at, "minute", "json-ld")).words == "2 January 2031, 03:04 UTC"
    assert when.stamp(Stamp(at, "day", "url")).note == "day only, from the address"
    assert "cannot be right" in when.stamp(Stamp(at, "day", "meta", suspect=True)).note
    reckoned = when.value(DateValue("2026-04-24", "day", "published"))
    assert reckoned.note == "reckoned from the day of publication"


# ----------------------------------------------------------------------------------------- routes


@given(ANY.filter(bool), ANY.filter(bool))
def test_two_ids_never_share_a_segment(one: str, other: str) -> None:
    first, second = routes.slug(one), routes.slug(other)
    assert (first == second) == (one == other)
    assert first == first.lower()
    assert set(first) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(first) <= routes.SLUG_LENGTH


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "  JaVaScRiPt:alert(1)",
        "//evil.example/x",
        "http://[broken",
        "https:///nohost",
        "seed:one.txt",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(hostile: str | None) -> None:
    assert routes.outside(hostile) == ""


@given(ANY)
def test_no_address_breaks_out_of_its_attribute(tail: str) -> None:
    address = routes.outside("https://a.example/" + tail)
    assert not set(address) & set("\"'<> \n\t") - {"'"}
    address.encode("utf-8")


def test_paths_lead_back_to_the_root() -> None:
    assert routes.root_of("index.html") == ""
    assert routes.root_of(routes.claim("c-1")) == "../../"
    assert routes.absolute("https://a.example/x", routes.HOME) == "https://a.example/x/"
    assert routes.absolute("https://a.example/", routes.CLAIMS) == "https://a.example/claims/"


# -------------------------------------------------------------------------------------- fragments


def test_a_short_quote_is_one_term_with_its_marks_encoded() -> None:
    link = fragments.link("https://a.example/p", "state-backed labs, & others")
    assert link == "https://a.example/p#:~:text=state%2Dbacked%20labs%2C%20%26%20others"


def test_a_long_quote_is_given_by_its_ends() -> None:
    words = " ".join(f"word{n}" for n in range(40))
    link = fragments.link("https://a.example/p", words)
    assert link.endswith("#:~:text=word0%20word1%20word2%20word3,word36%20word37%20word38%20word39")


def test_a_fragment_of_the_address_is_kept() -> None:
    assert fragments.link("https://a.example/p#s2", "one two") == (
        "https://a.example/p#s2:~:text=one%20two"
    )


def test_prefix_and_suffix_stand_around_the_term() -> None:
    link = fragments.link("https://a.example/", "no", prefix="said", suffix="comment")
    assert link.endswith("#:~:text=said-,no,-comment")


@given(ANY, ANY)
@example(words="0\ud8000", tail="")
def test_fragment_links_are_safe_and_name_words_of_the_quote(words: str, tail: str) -> None:
    link = fragments.link("https://a.example/" + tail, words)
    link.encode("ascii", "ignore")
    assert urlsplit(link).scheme == "https"
    if ":~:text=" in link:
        for term in link.split(":~:text=", 1)[1].split(","):
            assert unquote(term).strip()[:3] in " ".join(words.split())
