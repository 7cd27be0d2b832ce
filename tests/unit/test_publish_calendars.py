"""Calendars, sitemap and robots.txt: read back by a reader that is not ours."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from claimwire.publish import SiteSettings, build, calendars, robots, when
from tests.publication_builder import Builder, empty
from tests.publication_sample import sample

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")
HOSTILE = "Due; a, b\\c: hearing “of the court” é 深度求索 " + "long words " * 30


def planned(date: str, words: str = "A hearing is set.") -> Builder:
    b = Builder()
    document = b.document("https://a.example/1", "tech-ledger", "Title", words, "2026-01-02")
    b.event(date, (b.evidence(document, words.strip()),), status="planned")
    return b


def read(path: Path) -> Any:
    return icalendar.Calendar.from_ical(path.read_bytes())


def test_planned_events_are_entries(tmp_path: Path) -> None:
    made = sample().publication
    build(made, tmp_path, settings=SETTINGS)
    calendar = read(tmp_path / "feeds/all.ics")
    found = {str(entry["UID"]): entry for entry in calendar.walk("VEVENT")}
    events = {e.id: e for e in made.resolution.events if e.status == "planned"}
    assert found
    assert set(found) <= {f"{identity}@claims.example" for identity in events}
    for uid, entry in found.items():
        event = events[uid.partition("@")[0]]
        assert when.days(event.date) == (
            entry["DTSTART"].dt,
            entry["DTEND"].dt - dt.timedelta(days=1),
        )
        assert entry["SEQUENCE"] == 0
        assert entry["STATUS"] in {"CONFIRMED", "TENTATIVE"}
        page = str(entry["URL"]).removeprefix("https://claims.example/")
        assert (tmp_path / page / "index.html").is_file()
        learned = [d.learned_at for d in made.resolution.deltas if d.event_id == event.id]
        if learned:
            assert entry["DTSTAMP"].dt == min(learned).replace(microsecond=0)
    assert str(calendar["SOURCE"]) == "https://claims.example/feeds/all.ics"
    assert calendar["REFRESH-INTERVAL"].dt == dt.timedelta(hours=6)


def test_an_entry_that_was_moved_has_a_higher_sequence(tmp_path: Path) -> None:
    made = planned("2026-05-14")
    [event] = made.events

    def told() -> Any:
        build(made.publication(), tmp_path, settings=SETTINGS)
        [entry] = read(tmp_path / "feeds/all.ics").walk("VEVENT")
        assert str(entry["UID"]) == f"{event.id}@claims.example"
        return entry

    first = told()
    assert (first["SEQUENCE"], first.get("LAST-MODIFIED")) == (0, None)
    for date, sequence in (("2026-05-21", 1), ("2026-05-21", 1), ("2026-05", 2), ("2026-05-21", 3)):
        made.events = [dataclasses.replace(event, date=date)]
        entry = told()
        assert entry["SEQUENCE"] == sequence
        assert entry["DTSTAMP"].dt == entry["LAST-MODIFIED"].dt == made.publication().as_of
    assert entry["DTSTART"].dt == dt.date(2026, 5, 21)


def test_an_entry_that_is_off_is_told_until_its_day_is_over(tmp_path: Path) -> None:
    made = planned("2026-05-14")
    made.events.append(dataclasses.replace(made.events[0], id="e-other", date="2026-06-01"))
    build(made.publication(), tmp_path, settings=SETTINGS)
    lost = made.events.pop(0)
    for _ in range(2):
        build(made.publication(), tmp_path, settings=SETTINGS)
        found = {str(e["UID"]): e for e in read(tmp_path / "feeds/all.ics").walk("VEVENT")}
        entry = found[f"{lost.id}@claims.example"]
        assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 1)
        assert found["e-other@claims.example"]["STATUS"] == "CONFIRMED"
    made.document("https://a.example/2", "tech-ledger", "Later", "Later.", "2026-09-01")
    build(made.publication(), tmp_path, settings=SETTINGS)
    left = [str(e["UID"]) for e in read(tmp_path / "feeds/all.ics").walk("VEVENT")]
    assert left == ["e-other@claims.example"]


def test_pages_link_to_the_calendar_that_is_there(tmp_path: Path) -> None:
    build(sample().publication, tmp_path, settings=SETTINGS)
    linked = set()
    for path in tmp_path.rglob("*.html"):
        for link in html.parse(str(path)).xpath("//a[contains(@href, '.ics')]/@href"):
            linked.add((path.parent / link).resolve())
    assert linked == {path.resolve() for path in tmp_path.rglob("*.ics")}


def test_hostile_words_keep_the_format(tmp_path: Path) -> None:
    publication = planned("2026-05-14", HOSTILE).publication()
    build(publication, tmp_path, settings=SETTINGS)
    data = (tmp_path / "feeds/all.ics").read_bytes()
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode("utf-8")
    [entry] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert "a, b\\c: hearing “of the court” é 深度求索" in str(entry["DESCRIPTION"])


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2026-05-14", ("2026-05-14", "2026-05-14")),
        ("2026-02", ("2026-02-01", "2026-02-28")),
        ("2026-W20", ("2026-05-11", "2026-05-17")),
        ("2026-05-14/2026-05-16", ("2026-05-14", "2026-05-16")),
        ("2026-Q2", ("2026-04-01", "2026-06-30")),
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2026-05-16/2026-05-14", None),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_days_of_a_date(date: str, days: tuple[str, str] | None) -> None:
    found = when.days(date)
    assert (found and tuple(day.isoformat() for day in found)) == days


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/WQT", max_size=24))
def test_any_date_is_days_or_none(date: str) -> None:
    found = when.days(date)
    assert found is None or found[0] <= found[1]


@pytest.mark.parametrize("date", ["2026", "2026-Q3", "9999-12-31", "P3D", ""])
def test_what_no_calendar_can_show_is_left_out(tmp_path: Path, date: str) -> None:
    build(planned(date).publication(), tmp_path, settings=SETTINGS)
    assert not list(tmp_path.rglob("*.ics"))


def test_an_empty_site_has_no_calendar(tmp_path: Path) -> None:
    build(empty(), tmp_path, settings=SETTINGS)
    assert not list(tmp_path.rglob("*.ics"))
    assert calendars.REFRESH == "PT6H"


def test_the_sitemap_lists_every_page(tmp_path: Path) -> None:
    build(sample().publication, tmp_path, settings=SETTINGS)
    tree: Any = etree.parse(str(tmp_path / "sitemap.xml"))
    listed = tree.xpath("//*[local-name()='loc']/text()")
    pages = {
        path.relative_to(tmp_path).as_posix().removesuffix("index.html")
        for path in tmp_path.rglob("index.html")
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    }
    assert sorted(listed) == listed
    assert set(listed) == {f"https://claims.example/{page}" for page in pages}
    told = (tmp_path / "robots.txt").read_text(encoding="utf-8")
    assert "Sitemap: https://claims.example/sitemap.xml\n" in told


def test_many_pages_have_an_index_of_sitemaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "MOST", 10)
    paths = [f"claims/{n}/index.html" for n in range(25)]
    files = dict(robots.robots(paths, "https://claims.example/sub/"))
    assert set(files) == {
        "sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "robots.txt",
    }  # fmt: skip
    assert files["sitemap.xml"].count(b"https://claims.example/sub/sitemap-") == 3
    assert sum(data.count(b"/claims/") for data in files.values()) == 25
    assert b"Disallow: /sub/search/t/" in files["robots.txt"]


def test_without_an_address_there_is_no_sitemap() -> None:
    assert set(dict(robots.robots(["index.html"], "javascript:alert(1)"))) == {"robots.txt"}
