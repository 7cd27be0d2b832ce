"""Dates of other languages: written as their readers write them."""

from __future__ import annotations

import pytest

from tests.unit.test_nlp_dates import values


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("公司于2031年4月2日发布公告。", "2031年4月2日", "2031-04-02"),
        ("公司在2030年3月发布公告。", "2030年3月", "2030-03"),
        ("公司3月9日发布公告。", "3月9日", "2031-03-09"),
        ("公司昨日发布公告。", "昨日", "2031-04-23"),
        ("公司周二发布公告。", "周二", "2031-04-22"),
        ("同社は2031年4月2日に発表した。", "2031年4月2日", "2031-04-02"),
        ("同社は9日に発表した。", "9日", "2031-04-09"),
        ("同社は火曜日に発表した。", "火曜日", "2031-04-22"),
        ("회사는 2031년 4월 2일 발표했다.", "2031년 4월 2일", "2031-04-02"),
        ("회사는 3월 9일 발표했다.", "3월 9일", "2031-03-09"),
        ("회사는 화요일 발표했다.", "화요일", "2031-04-22"),
        ("Das Gericht entschied am 2. März 2031.", "2. März 2031", "2031-03-02"),
        ("Das Gericht entschied im Januar.", "Januar", "2031-01"),
        ("La plainte date du 8 février 2031.", "8 février 2031", "2031-02-08"),
        ("La procédure fut ouverte le 1er avril.", "1er avril", "2031-04-01"),
        ("La demanda es del 8 de marzo de 2031.", "8 de marzo de 2031", "2031-03-08"),
        ("O processo é de 8 de março de 2031.", "8 de março de 2031", "2031-03-08"),
        ("La causa è del 8 marzo 2031.", "8 marzo 2031", "2031-03-08"),
        ("De zaak is van 8 maart 2031.", "8 maart 2031", "2031-03-08"),
    ],
)
def test_found_with_its_value(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    ["公司用了3个月。", "今日头条发布公告。", "期限は30日間。"],
)
def test_lengths_and_names_are_no_dates(text: str) -> None:
    assert not [found for found in values(text) if not (found[1] or "P").startswith("P")]


@pytest.mark.parametrize("text", ["Doe of Harbour Weekly called.", "The Daily Lantern wrote it."])
def test_a_newspaper_is_no_time(text: str) -> None:
    assert values(text) == []


def test_what_closes_on_a_day_is_to_come() -> None:
    assert values("The comment period closes on June 30.") == [("June 30", "2031-06-30")]
