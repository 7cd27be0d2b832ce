"""Times that are told by their distance, in the languages of our sources."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import ago

NOW = dt.datetime(2026, 4, 24, 15, 40, 30, tzinfo=dt.UTC)  # 17:40:30 in Berlin


def told(text: str, *, now: dt.datetime = NOW, zone: str | None = "Europe/Berlin") -> str | None:
    moment = ago.parse(text, now=now, zone=zone)
    return None if moment is None else f"{moment.at:%Y-%m-%d %H:%M} {moment.precision}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5 minutes ago", "2026-04-24 15:35 minute"),
        ("Posted 5m ago", "2026-04-24 15:35 minute"),
        ("a few seconds ago", "2026-04-24 15:40 minute"),
        ("vor 12 Minuten", "2026-04-24 15:28 minute"),
        ("12分钟前", "2026-04-24 15:28 minute"),
        ("2 hours ago", "2026-04-24 00:00 day"),
        ("about an hour ago", "2026-04-24 00:00 day"),
        ("1 hr 4 mins ago", "2026-04-24 00:00 day"),
        ("vor 3 Stunden", "2026-04-24 00:00 day"),
        ("Veröffentlicht vor einer Stunde", "2026-04-24 00:00 day"),
        ("il y a 2 heures", "2026-04-24 00:00 day"),
        ("hace una hora", "2026-04-24 00:00 day"),
        ("há 2 horas", "2026-04-24 00:00 day"),
        ("1 ora fa", "2026-04-24 00:00 day"),
        ("3 uur geleden", "2026-04-24 00:00 day"),
        ("2 часа назад", "2026-04-24 00:00 day"),
        ("2小时前", "2026-04-24 00:00 day"),
        ("3 時間前", "2026-04-24 00:00 day"),
        ("3시간 전", "2026-04-24 00:00 day"),
        ("20 hours ago", "2026-04-23 00:00 day"),
        ("17 hours ago", "2026-04-01 00:00 month"),  # before or after midnight: nobody knows
        ("just now", "2026-04-24 00:00 day"),
        ("yesterday", "2026-04-23 00:00 day"),
        ("Published today", "2026-04-24 00:00 day"),
        ("gestern", "2026-04-23 00:00 day"),
        ("vorgestern", "2026-04-22 00:00 day"),
        ("Yesterday, 5:30 pm ET", "2026-04-23 21:30 minute"),
        ("Heute, 14:30 Uhr", "2026-04-24 12:30 minute"),
        ("Hier à 18h05", "2026-04-23 16:05 minute"),
        ("вчера в 18:05", "2026-04-23 16:05 minute"),
        ("昨天 18:05", "2026-04-23 16:05 minute"),
        ("3 days ago", "2026-04-01 00:00 month"),  # of the hour or of the calendar
        ("2 weeks ago", "2026-04-01 00:00 month"),
        ("today at 23:00", None),  # not yet
        ("5 years ago", None),  # one of two
        ("24 April 2026", None),
        ("The war began two hours ago", None),
        ("They met yesterday in Exampleton", None),
        ("ago", None),
        ("", None),
    ],
)
def test_distances(text: str, found: str | None) -> None:
    assert told(text) == found


def test_days_are_those_of_the_zone() -> None:
    late = dt.datetime(2026, 4, 24, 23, 30, tzinfo=dt.UTC)
    assert told("today", now=late, zone="Asia/Tokyo") == "2026-04-25 00:00 day"
    assert told("today", now=late, zone="America/New_York") == "2026-04-24 00:00 day"
    assert told("today at 18:30", now=late, zone=None) == "2026-04-24 00:00 day"
    assert told("today", now=late, zone="No/Where") is None


@given(
    st.one_of(
        st.text(max_size=70),
        st.builds(
            "{}{} {}".format,
            st.sampled_from(["", "vor ", "about ", "Updated "]),
            st.integers(0, 999),
            st.sampled_from(["minutes ago", "Stunden", "h ago", "years ago", "天前", "дней назад"]),
        ),
        st.builds("{} {}:{:02}".format, st.sampled_from(["today", "gestern"]), st.integers(0, 25),
                  st.integers(0, 61)),
    ),
    st.datetimes(timezones=st.just(dt.UTC)),
    st.sampled_from([None, "Asia/Tokyo", "America/Los_Angeles"]),
)  # fmt: skip
def test_nothing_raises_or_lies_ahead(text: str, now: dt.datetime, zone: str | None) -> None:
    moment = ago.parse(text, now=now, zone=zone)
    if moment is None:
        return
    if moment.precision in ("second", "minute"):
        assert moment.at <= now
    else:
        assert moment.at.date() <= (now + dt.timedelta(hours=14)).date()


def test_months_and_years_keep_to_what_is_certain() -> None:
    assert told("2 weeks ago", now=NOW.replace(day=20)) == "2026-01-01 00:00 year"
    assert told("2 weeks ago", now=NOW.replace(month=1, day=20)) is None
