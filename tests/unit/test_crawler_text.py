"""Decoding, plain text and timestamps."""

from __future__ import annotations

import datetime as dt
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.errors import InputError
from crawler import dates
from crawler.decode import decode, unpack_gzip
from crawler.plain import clean, plain_line, plain_paragraphs


def at(*fields: int) -> dt.datetime:
    return dt.datetime(*fields, tzinfo=dt.UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("body", "header", "text", "how"),
    [
        ("é".encode(), None, "é", "utf-8"),
        ("\ufeffé".encode(), "text/html; charset=latin-1", "é", "bom"),
        ("é".encode("latin-1"), "text/html; charset=ISO-8859-1", "é", "http"),
        ("“é”".encode("cp1252"), "text/html; charset=iso-8859-1", "“é”", "http"),
        ("é".encode(), "text/html; charset=iso-8859-1", "é", "utf-8"),
        (b'<meta charset="gb2312">' + "深度求索".encode("gb2312"), None, "深度求索", "declared"),
        ("é".encode("utf-16"), "text/html; charset=utf-8", "é", "bom"),
        (b"plain", "text/html; charset=nonsense", "plain", "utf-8"),
        ("é".encode() + b" caf\xc3\xa9 \x93", None, "é café “", "detected"),
        (b"plain", "text/html; charset=base64", "plain", "utf-8"),
    ],
)
def test_encoding_is_decided_once(body: bytes, header: str | None, text: str, how: str) -> None:
    found = decode(body, header)
    assert found.text.endswith(text)
    assert found.how == how


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=40)))
def test_any_bytes_become_text(body: bytes, header: str | None) -> None:
    assert isinstance(decode(body, header).text, str)


def test_gzip_layers() -> None:
    assert unpack_gzip(gzip.compress(b"abc"), 10) == b"abc"
    assert unpack_gzip(b"abc", 10) == b"abc"
    with pytest.raises(InputError, match="damaged"):
        unpack_gzip(b"\x1f\x8bgarbage", 10)
    with pytest.raises(InputError, match="more than"):
        unpack_gzip(gzip.compress(b"a" * 100_000), 1000)


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2026-04-24T10:00:00+08:00", at(2026, 4, 24, 2), "second"),
        ("2026-04-24T10:00:00.123Z", at(2026, 4, 24, 10), "second"),
        ("2026-04-24 10:00 +0200", at(2026, 4, 24, 8), "minute"),
        ("2026-04-24", at(2026, 4, 24), "day"),
        ("20260424", at(2026, 4, 24), "day"),
        ("2026-04", at(2026, 4, 1), "month"),
        ("Fri, 24 Apr 2026 10:00:00 EDT", at(2026, 4, 24, 14), "second"),
        ("Fri, 24 Apr 2026 10:00:00 +0000", at(2026, 4, 24, 10), "second"),
        ("24 Apr 2026 10:00 GMT", at(2026, 4, 24, 10), "minute"),
        ("April 24, 2026 10:00 a.m. ET", at(2026, 4, 24, 14), "minute"),
        ("Published: Apr 24, 2026 at 5:04 PM PDT", at(2026, 4, 25, 0, 4), "minute"),
        ("24th April 2026", at(2026, 4, 24), "day"),
        ("April 2026", at(2026, 4, 1), "month"),
        ("1777000000", at(2026, 4, 24, 3, 6, 40), "second"),
        ("1777000000000", at(2026, 4, 24, 3, 6, 40), "second"),
        ("2026年4月24日", at(2026, 4, 24), "day"),
        ("24.4.2026", at(2026, 4, 24), "day"),
        ("2026-04-24T24:00:00Z", at(2026, 4, 25), "second"),
    ],
)
def test_timestamps(text: str, moment: dt.datetime, precision: str) -> None:
    found = dates.parse(text)
    assert found is not None
    assert (found.at, found.precision) == (moment, precision)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "0000-00-00", "2026-13-40", "99:99", "Fri, 24 Apr 2026 10:00:00 +9999",
     "99999999999999", "the 3rd of May was fine and 2026 is a year " * 3, "12/"],
)  # fmt: skip
def test_what_states_no_time(text: str) -> None:
    assert dates.parse(text) is None


def test_a_clock_time_without_offset_is_certain_to_the_day_only() -> None:
    loose = dates.parse("Monday, May 11, 2026 - 08:30")
    placed = dates.parse("Monday, May 11, 2026 - 08:30", zone="America/New_York")
    assert loose is not None
    assert loose.precision == "day"
    assert placed is not None
    assert (placed.at, placed.precision) == (at(2026, 5, 11, 12, 30), "minute")
    assert dates.parse("2026-05-11 08:30", zone="No/Where") is not None


def test_times_that_cannot_be_are_kept_and_marked() -> None:
    now = at(2026, 4, 24)
    future = dates.stamp("2027-01-01T00:00:00Z", how="meta", now=now)
    ancient = dates.stamp("1970-01-01", how="meta", now=now)
    assert future is not None
    assert future.suspect
    assert ancient is not None
    assert ancient.suspect
    good = dates.stamp("2026-04-24", how="meta", now=now)
    assert good is not None
    assert not good.suspect
    assert dates.stamp(None, how="meta") is None


@given(st.text(max_size=90))
def test_any_text_may_be_asked_for_a_time(text: str) -> None:
    found = dates.parse(text)
    assert found is None or found.at.tzinfo is not None


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)))  # noqa: DTZ001
def test_iso_times_come_back(moment: dt.datetime) -> None:
    exact = moment.replace(microsecond=0, tzinfo=dt.UTC)
    found = dates.parse(exact.isoformat())
    assert found is not None
    assert found.at == exact


def test_markup_becomes_plain_text() -> None:
    assert plain_line("AT&amp;T &lt;b&gt;sues&lt;/b&gt; <script>x()</script>you") == "AT&T sues you"
    assert plain_line("a &amp;amp; b") == "a & b"
    assert plain_line("5 < 6 and 7 > 3") == "5 < 6 and 7 > 3"
    assert plain_paragraphs("<p>One</p><p>Two<br>three</p>") == ["One", "Two", "three"]
    assert clean(" a\u200b\u00adb \n c ") == "ab c"


@given(st.text(max_size=200))
def test_plain_lines_are_lines(text: str) -> None:
    line = plain_line(text)
    assert "\n" not in line
    assert line == line.strip()
