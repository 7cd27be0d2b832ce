"""Timestamps as pages of many countries write them, each with the moment that it states."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import dates

ROWS = [
    ("2026-04-24T10:00:00-04:00", None, "2026-04-24T14:00:00", "second"),
    ("2026-04-24T10:00-0400", None, "2026-04-24T14:00:00", "minute"),
    ("2026-04-24 10:00:00 -0400", None, "2026-04-24T14:00:00", "second"),
    ("2026-04-24T10:00:00.123456789Z", None, "2026-04-24T10:00:00", "second"),
    ("2026-04-24T10:00:00 +00:00", None, "2026-04-24T10:00:00", "second"),
    ("2026-04-24T10:00:00[America/New_York]", None, "2026-04-24T14:00:00", "second"),
    ("2026-04-24T10:00:00-04:00[America/New_York]", None, "2026-04-24T14:00:00", "second"),
    ("Fri, 24 Apr 2026 10:00:00 EDT", None, "2026-04-24T14:00:00", "second"),
    ("Fri, 24 Apr 26 10:00:00 GMT", None, "2026-04-24T10:00:00", "second"),
    ("24 Apr 2026 10:00 +0800", None, "2026-04-24T02:00:00", "minute"),
    ("Fri Apr 24 10:00:00 EDT 2026", None, "2026-04-24T14:00:00", "second"),
    (
        "Fri Apr 24 2026 10:00:00 GMT-0400 (Eastern Daylight Time)",
        None,
        "2026-04-24T14:00:00",
        "second",
    ),
    ("Apr 24, 2026, 10:00 AM ET", None, "2026-04-24T14:00:00", "minute"),
    ("24.4.26, 10:00 Uhr", "Europe/Berlin", "2026-04-24T08:00:00", "minute"),
    ("24.04.26", None, "2026-04-24T00:00:00", "day"),
    ("Published Apr. 24, 2026 10:00 a.m. ET", None, "2026-04-24T14:00:00", "minute"),
    ("April 24, 2026 at 10:00 AM EDT", None, "2026-04-24T14:00:00", "minute"),
    ("Friday, April 24, 2026 10:00 AM EST", None, "2026-04-24T15:00:00", "minute"),
    ("10:00 April 24, 2026", "Asia/Seoul", "2026-04-24T01:00:00", "minute"),
    ("10:00 KST April 24, 2026", None, "2026-04-24T01:00:00", "minute"),
    ("1000 GMT (1800 HKT) April 24, 2026", None, "2026-04-24T10:00:00", "minute"),
    ("5/4/26 10:00 AM EDT", None, "2026-05-04T14:00:00", "minute"),
    ("5/4/2026 10:00 CEST", None, "2026-04-05T08:00:00", "minute"),
    ("2026-04-24T10:00:00 EDT", None, "2026-04-24T14:00:00", "second"),
    ("2026-04-24T10:00:00 Europe/Paris", None, "2026-04-24T08:00:00", "second"),
    ("/Date(1777024800000)/", None, "2026-04-24T10:00:00", "second"),
    ("April 24, 2026 12:00 noon EDT", None, "2026-04-24T16:00:00", "minute"),
    ("24 April 2026 10:00 NZST", None, "2026-04-23T22:00:00", "minute"),
    ("Jumat, 24 April 2026 – 10:00 WIB", None, "2026-04-24T03:00:00", "minute"),
    ("24 апреля 2026, 10:00 (мск)", None, "2026-04-24T07:00:00", "minute"),
    ("2026年4月24日 午後3時5分", "Asia/Tokyo", "2026-04-24T06:05:00", "minute"),
    ("2026년 4월 24일 오후 3시 5분", "Asia/Seoul", "2026-04-24T06:05:00", "minute"),
    ("10:00 AM ET, April 24, 2026", None, "2026-04-24T14:00:00", "minute"),
    ("10:00 GMT, 24 April 2026", None, "2026-04-24T10:00:00", "minute"),
    ("24 April 2026, 10:00 BST", None, "2026-04-24T09:00:00", "minute"),
    ("Fri 24 Apr 2026 10.00 BST", None, "2026-04-24T09:00:00", "minute"),
    ("First published on Fri 24 Apr 2026 06.00 EDT", None, "2026-04-24T10:00:00", "minute"),
    ("24/04/2026 10:00", "America/New_York", "2026-04-24T14:00:00", "minute"),
    ("04/24/2026 10:00 AM EDT", None, "2026-04-24T14:00:00", "minute"),
    ("04/24/2026", None, "2026-04-24T00:00:00", "day"),
    ("4/24/26", None, "2026-04-24T00:00:00", "day"),
    ("2026/04/24 10:00", "Asia/Tokyo", "2026-04-24T01:00:00", "minute"),
    ("2026年4月24日 10:00", "Asia/Shanghai", "2026-04-24T02:00:00", "minute"),
    ("2026年04月24日10时30分", "Asia/Shanghai", "2026-04-24T02:30:00", "minute"),
    ("2026年04月24日 10:30:15", "Asia/Shanghai", "2026-04-24T02:30:15", "second"),
    ("2026年4月24日（金）10時30分", "Asia/Tokyo", "2026-04-24T01:30:00", "minute"),
    ("2026年4月24日 午後3時30分", "Asia/Tokyo", "2026-04-24T06:30:00", "minute"),
    ("2026年4月24日 下午3:30", "Asia/Shanghai", "2026-04-24T07:30:00", "minute"),
    ("2026年4月24日(金) 15:30 JST", None, "2026-04-24T06:30:00", "minute"),
    ("2026.04.24 15:30", "Asia/Seoul", "2026-04-24T06:30:00", "minute"),
    ("2026.04.24. 오후 3:30", "Asia/Seoul", "2026-04-24T06:30:00", "minute"),
    ("입력 2026.04.24 15:30", "Asia/Seoul", "2026-04-24T06:30:00", "minute"),
    ("2026-04-24 오후 3:30:15", "Asia/Seoul", "2026-04-24T06:30:15", "second"),
    ("2026년 4월 24일 15시 30분", "Asia/Seoul", "2026-04-24T06:30:00", "minute"),
    ("2026년 4월 24일 오후 3:30", "Asia/Seoul", "2026-04-24T06:30:00", "minute"),
    ("发布时间：2026-04-24 15:30", "Asia/Shanghai", "2026-04-24T07:30:00", "minute"),
    ("更新：2026-04-24 15:30", "Asia/Shanghai", "2026-04-24T07:30:00", "minute"),
    ("2026-04-24 15:30 来源：新华社", "Asia/Shanghai", "2026-04-24T07:30:00", "minute"),
    ("24.04.2026 um 15:30 Uhr", "Europe/Berlin", "2026-04-24T13:30:00", "minute"),
    ("24. April 2026, 15:30 Uhr", "Europe/Berlin", "2026-04-24T13:30:00", "minute"),
    ("24 avril 2026 à 15h30", "Europe/Paris", "2026-04-24T13:30:00", "minute"),
    ("Publié le 24 avril 2026 à 15:30", "Europe/Paris", "2026-04-24T13:30:00", "minute"),
    ("24 de abril de 2026 15:30", "Europe/Madrid", "2026-04-24T13:30:00", "minute"),
    ("24 abr 2026 - 15:30 CEST", None, "2026-04-24T13:30:00", "minute"),
    ("24 aprile 2026", "Europe/Rome", "2026-04-24T00:00:00", "day"),
    ("1777024800", None, "2026-04-24T10:00:00", "second"),
    ("1777024800000", None, "2026-04-24T10:00:00", "second"),
    ("20260424T100000Z", None, "2026-04-24T10:00:00", "second"),
    ("20260424", None, "2026-04-24T00:00:00", "day"),
    ("2026-04-24T10:00:00", "America/New_York", "2026-04-24T14:00:00", "second"),
    ("2026-04-24 10:00:00 ET", None, "2026-04-24T14:00:00", "second"),
    ("2026-04-24 10:00 UTC", None, "2026-04-24T10:00:00", "minute"),
    ("2026-04-24T10:00:00 GMT+0800", None, "2026-04-24T02:00:00", "second"),
    ("2026-04-24 10:00:00 America/New_York", None, "2026-04-24T14:00:00", "second"),
    ("Fri, 24 Apr 2026 10:00:00 Z", None, "2026-04-24T10:00:00", "second"),
    ("Fri, 24 Apr 2026 10:00 +0000", None, "2026-04-24T10:00:00", "minute"),
    ("Fri, 24 Apr 2026 10:00:00 +02:00", None, "2026-04-24T08:00:00", "second"),
    ("Fri, 24 Apr 2026 10:00 -05:30", None, "2026-04-24T15:30:00", "minute"),
    ("24 апреля 2026 г. 15:30", "Europe/Moscow", "2026-04-24T12:30:00", "minute"),
    ("Опубликовано 3 мая 2026 в 14:05", "Europe/Moscow", "2026-05-03T11:05:00", "minute"),
    ("Friday, 24 April 2026 10:00:00 +0000", None, "2026-04-24T10:00:00", "second"),
    ("Thur, 24 Apr 2026 10:00:00 PST", None, "2026-04-24T18:00:00", "second"),
    ("Fri, 24 April 2026 10:00:00 GMT", None, "2026-04-24T10:00:00", "second"),
    ("24-Apr-2026 10:00:00 GMT", None, "2026-04-24T10:00:00", "second"),
    ("Apr 24 2026 10:00AM EDT", None, "2026-04-24T14:00:00", "minute"),
    ("Updated: Apr 24, 2026 / 10:00 AM EDT", None, "2026-04-24T14:00:00", "minute"),
    ("April 24, 2026 | 10:00am PDT", None, "2026-04-24T17:00:00", "minute"),
    ("Monday, May 11, 2026 - 08:30", "America/New_York", "2026-05-11T12:30:00", "minute"),
    ("Sept. 4, 2026, 9:05 p.m. ET", None, "2026-09-05T01:05:00", "minute"),
    ("12:01 AM CDT on April 24, 2026", None, "2026-04-24T05:01:00", "minute"),
    ("Posted at 10:00 p.m. PT Apr 24, 2026", None, "2026-04-25T05:00:00", "minute"),
    ("24th April 2026 10:00am AEST", None, "2026-04-24T00:00:00", "minute"),
    ("Apr 24, 2026 10:00 IST", None, "2026-04-24T04:30:00", "minute"),
    ("24 Apr, 2026, 10:00 AM IST", None, "2026-04-24T04:30:00", "minute"),
    ("2026-04-24T10:00:00+0530", None, "2026-04-24T04:30:00", "second"),
    ("2026-04-24T10:00:00+8:00", None, "2026-04-24T02:00:00", "second"),
    ("2026-4-24 9:05", "Asia/Shanghai", "2026-04-24T01:05:00", "minute"),
    ("2026-04-24 (금) 15:30", "Asia/Seoul", "2026-04-24T06:30:00", "minute"),
    ("4月24日 10:00", None, None, None),
    ("yesterday", None, None, None),
    ("5 min read", None, None, None),
    ("Apr 24", None, None, None),
]
"""Text, zone of the publisher, moment in UTC, precision."""


@pytest.mark.parametrize(("text", "zone", "moment", "precision"), ROWS)
def test_written_timestamps(
    text: str, zone: str | None, moment: str | None, precision: str | None
) -> None:
    found = dates.parse(text, zone=zone)
    if moment is None:
        assert found is None
    else:
        assert found is not None
        assert found.at == dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
        assert found.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on April 24, 2026 that it had filed a complaint",
        "04/05/2026",
        "3 min read April 24",
        "Room 10:30, floor 2026",
        "24 April 2026, 26 April 2026",
    ],
)
def test_prose_and_what_cannot_be_told_is_no_timestamp(text: str) -> None:
    assert dates.parse(text) is None


def test_the_order_of_day_and_month_is_that_of_the_publisher() -> None:
    american = dates.parse("04/05/2026 10:00", zone="America/New_York")
    british = dates.parse("04/05/2026 10:00", zone="Europe/London")
    assert american is not None
    assert british is not None
    assert (american.at.month, british.at.month) == (4, 5)


def test_an_abbreviation_means_what_it_means_where_the_publisher_is() -> None:
    there = dates.parse("2026-04-24 10:00 CST", zone="Asia/Shanghai")
    here = dates.parse("2026-04-24 10:00 CST")
    assert there is not None
    assert here is not None
    assert there.at.hour == 2
    assert here.at.hour == 16


@given(
    st.datetimes(dt.datetime(1995, 1, 1), dt.datetime(2040, 1, 1)),  # noqa: DTZ001 - as written
    st.sampled_from(
        ["%B %d, %Y %I:%M %p", "%d %b %Y, %H:%M", "%Y年%m月%d日 %H:%M", "%Y.%m.%d %H:%M"]
    ),
)
def test_what_is_written_is_read(moment: dt.datetime, form: str) -> None:
    found = dates.parse(f"{moment.strftime(form)} UTC")
    assert found is not None
    assert found.at == moment.replace(second=0, microsecond=0, tzinfo=dt.UTC)
