"""Clock times without an offset: the zone of country, language, script or of other times."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from crawler import zones
from crawler.extract import extract


@pytest.mark.parametrize(
    ("host", "locales", "zone"),
    [
        ("news.example.cn", [], "Asia/Shanghai"),
        ("www.example.co.uk", ["en-US"], "Europe/London"),
        ("example.com", ["ko_KR"], "Asia/Seoul"),
        ("example.com", ["ja"], "Asia/Tokyo"),
        ("example.com", ["zh-Hant-TW"], "Asia/Taipei"),
        ("example.com", ["de-DE", "en_GB"], None),
        ("example.com.au", [], None),
        ("example.ai", [], None),
        ("", [], None),
    ],
)
def test_zone_of_a_page(host: str, locales: list[str], zone: str | None) -> None:
    assert zones.of_page(host, locales) == zone


def test_every_zone_is_one() -> None:
    assert all(ZoneInfo(zone) for zone in zones._OF_COUNTRY.values())


@pytest.mark.parametrize(
    ("stated", "zone"),
    [
        (["2026-04-24T10:00:00+08:00", "2026-04-24T11:00+0800"], "Etc/GMT-8"),
        (["2026-04-24T10:00:00-05:00"], "Etc/GMT+5"),
        (["2026-04-24T10:00:00-05:00", "2026-04-24T10:00:00-04:00"], None),
        (["2026-04-24T10:00:00+00:00", "2026-04-24T10:00:00Z", "2026-04-24"], None),
        (["2026-04-24T10:00:00+05:30"], None),
    ],
)
def test_zone_of_the_other_times(stated: list[str], zone: str | None) -> None:
    assert zones.of_times(stated) == zone


@pytest.mark.parametrize(
    ("headline", "zone"),
    [
        ("標準秤の模倣をめぐり", "Asia/Tokyo"),
        ("저울 복제 의혹", "Asia/Seoul"),
        ("实验室仿制标准秤", "Asia/Shanghai"),
        ("What 秤 means", None),
    ],
)
def test_zone_of_a_script(headline: str, zone: str | None) -> None:
    assert zones.of_script(headline) == zone


PAGE = """<html><head><title>Scales copied</title>{head}</head><body><h1>Scales copied</h1>
<p>2026-04-24 10:30</p><p>The Ministry of Weights said on Tuesday that the Morvale laboratory copied
its scales. A spokesman for the laboratory called the allegation groundless.</p></body></html>"""


@pytest.mark.parametrize(
    ("url", "head", "at"),
    [
        ("https://www.example.cn/a", "", "02:30"),
        (
            "https://www.example.com/a",
            '<meta property="article:modified_time" content="2026-04-24T12:00:00+09:00">',
            "01:30",
        ),
    ],
)
def test_clock_times_take_the_zone_of_the_page(url: str, head: str, at: str) -> None:
    found = extract(PAGE.format(head=head), url=url).published
    assert found is not None
    assert (found.precision, f"{found.at:%H:%M}") == ("minute", at)


def test_without_any_zone_the_day_alone_is_certain() -> None:
    found = extract(PAGE.format(head=""), url="https://www.example.com/a").published
    assert found is not None
    assert found.precision == "day"
