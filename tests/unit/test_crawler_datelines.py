"""The times and titles that stand on a page for a person to read."""

from __future__ import annotations

import lxml.html
import pytest

from crawler import datelines
from crawler.titles import best_title

SEEN = [
    ("<p>2026-04-24 09:05 Larnvik Courier[edited]</p>", ["2026-04-24 09:05"]),
    ("<p>2026年4月24日 09:05 青岚晚报</p>", ["2026年4月24日 09:05"]),
    ("<p>2026-04-24 09:05 的时候，会场里已经坐满了人。</p>", []),
    ("<p>By Ada Moreno, Fri, April 24, 2026 9:05 AM EDT</p>", ["Fri, April 24, 2026 9:05 AM EDT"]),
    ("<p>On April 24, 2026 at 9:05 AM people came to the hall.</p>", []),
    ("<div><p><b><a>Orl</a> 09:05 April 24, 2026</b></p></div>", ["09:05 April 24, 2026"]),
    ("<div class='d-none current-date'>11/11/2026 1:32:37</div>", []),
    ("<aside><p>April 20, 2026 9:05 AM</p></aside><p>April 24, 2026</p>", ["April 24, 2026"]),
]  # fmt: skip


@pytest.mark.parametrize(("html", "texts"), SEEN)
def test_visible_times(html: str, texts: list[str]) -> None:
    tree = lxml.html.fromstring(f"<html><body><h1>Scales copied</h1>{html}</body></html>")
    assert [seen.text for seen in datelines.on_page(tree)] == texts


def test_a_box_that_holds_the_headline_is_the_articles_own() -> None:
    tree = lxml.html.fromstring(
        "<html><body><aside><h1>Scales copied</h1><p>24 April 2026</p></aside></body></html>"
    )
    assert [seen.text for seen in datelines.on_page(tree)] == ["24 April 2026"]


def test_times_behind_the_headline_come_before_those_above_it() -> None:
    tree = lxml.html.fromstring(
        "<html><body><p>Today: 25 April 2026</p><h1>Scales copied</h1><p>24 April 2026</p></body>"
    )
    assert datelines.on_page(tree)[0].text == "24 April 2026"


def test_around_every_first_heading_times_are_looked_for() -> None:
    between = "<p>x</p>" * 400
    tree = lxml.html.fromstring(
        f"<html><body><h1>Larnvik Courier</h1>{between}<h1>Scales copied</h1><p>24 April 2026</p>"
    )
    assert [seen.text for seen in datelines.on_page(tree)] == ["24 April 2026"]


TITLES = [
    # what several witnesses say goes before a heading that names the site or a section
    (["Scales copied in the valley"], ["Foreign news: Orl TV", "Scales copied in the valley"],
     "Scales copied in the valley：Orl TV", "Scales copied in the valley"),
    # the site's name glued to the heading
    ([], ["Scales copied in the valleyOrl Courier"], "Scales copied in the valley » Orl Courier",
     "Scales copied in the valley"),
    # other dashes in the title than in the heading, and the writer's name behind it
    (["SCALES - copied in the valley - Ilse Varga"], ["SCALES – copied in the valley"],
     "SCALES - copied in the valley - Ilse Varga - Orl", "SCALES – copied in the valley"),
    # a shouted heading says where the headline ends, not how it is written
    (["Scales copied in the valley | Orl"], ["SCALES COPIED IN THE VALLEY"], "",
     "Scales copied in the valley"),
    # marks that only stand between headline and site, whose name nobody states
    ([], [], "Scales copied in the valley ‹ Orl Conservation", "Scales copied in the valley"),
    ([], [], "Orl Home | Scales copied in the upper valley", "Scales copied in the upper valley"),
    ([], [], "山谷里的天平被仿造！_青岚订阅", "山谷里的天平被仿造！"),
    ([], [], "山谷里的天平被人仿造-青岚传媒", "山谷里的天平被人仿造"),
    # a colon within the headline ends nothing
    (["Orl's 75th year: why it was chosen"], ["Orl's 75th year: why it was chosen"],
     "Orl's 75th year: why it was chosen", "Orl's 75th year: why it was chosen"),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "headings", "page_title", "title"), TITLES)
def test_titles(stated: list[str], headings: list[str], page_title: str, title: str) -> None:
    found = best_title(
        [("meta", text) for text in stated], headings=headings, page_title=page_title, sites=[]
    )
    assert found is not None
    assert found[1] == title
