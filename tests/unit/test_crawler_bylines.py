"""People out of bylines, and what is none."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import bylineplaces, bylines

ROWS: list[tuple[str, tuple[str, ...]]] = [
    ("By Ilse Varga", ("Ilse Varga",)),
    ("By Ilse Varga and Ed Noor, Reuters", ("Ilse Varga", "Ed Noor")),
    ("Ilse Varga, Ed Noor & Ana Lund", ("Ilse Varga", "Ed Noor", "Ana Lund")),
    ("VARGA, Ilse", ("Ilse Varga",)),
    ("BY ILSE VARGA", ("Ilse Varga",)),
    ("Ilse Varga | Associated Press", ("Ilse Varga",)),
    ("Ilse Varga in Larnvik and Ed Noor in Orvane", ("Ilse Varga", "Ed Noor")),
    ("Ilse Varga (AFP)", ("Ilse Varga",)),
    ("Written by Ilse Varga", ("Ilse Varga",)),
    ("Ilse Varga, Technology Correspondent", ("Ilse Varga",)),
    ("Martin Luther King, Jr.", ("Martin Luther King, Jr.",)),
    ("Иван Петров", ("Иван Петров",)),
    ("Γιώργος Παπαδόπουλος", ("Γιώργος Παπαδόπουλος",)),
    ("Ștefan Țîru", ("Ștefan Țîru",)),
    ("Nguyễn Văn An", ("Nguyễn Văn An",)),
    ("Anna von der Heide", ("Anna von der Heide",)),
    ("Sinéad O’Connor-Byrne", ("Sinéad O’Connor-Byrne",)),
    ("作者：林小川", ("林小川",)),
    ("记者 林小川 王一", ("林小川", "王一")),
    ("記者　林 小太郎", ("林 小太郎",)),
    ("김하나 기자", ("김하나",)),
    ("观察站专栏作者 林小川", ("林小川",)),
    ("Ilse Varga Reuters", ("Ilse Varga",)),
    ("By | Ilse Varga", ("Ilse Varga",)),
    ("Ilse Varga Print E-mail", ("Ilse Varga",)),
    ("Orl News", ()),
    ("The Orl Times", ()),
    ("ORTV", ()),
    ("Orl Foundation", ()),
    ("Example GmbH, Tarn, Germany", ()),
    ("Autor", ()),
    ("未知", ()),
    ("青岚晚报", ()),
    ("青岚财经-自媒体综合", ()),
    ("오를뉴스", ()),
    ("Reuters", ()),
    ("Reuters Staff", ()),
    ("新华社", ()),
    ("Example Courier", ()),
    ("admin", ()),
    ("ilse@courier.example", ()),
    ("https://courier.example/staff/iv", ()),
    ("Editorial Board", ()),
    ("Published April 24, 2026", ()),
    ("5 min read", ()),
    ("the newest of all", ()),
    ("Published", ()),
    ("Published:", ()),
    ("Veröffentlicht am", ()),
    ("发布", ()),
    ("입력", ()),
    ("Published by Ada Moreno", ("Ada Moreno",)),
    ('By Amanda "Tania Mae" Tan', ('Amanda "Tania Mae" Tan',)),
    ("JENNIFER VALDEN-DeVRIES", ("Jennifer Valden-DeVries",)),
    ("Ada Moreno, em São Tarn", ("Ada Moreno",)),
    ("Story By", ()),
    ("Business Wire", ()),
    ("South Orl Sun-Sentinel", ()),
    ("Email", ()),
    ("参考消息", ()),
    ("par Ilse Varga, 21 juin 2026", ("Ilse Varga",)),
    ("Autor/in: Ilse Varga", ("Ilse Varga",)),
    ("Author Ilse Varga", ("Ilse Varga",)),
    ("Von Ilse Varga, Larnvik", ("Ilse Varga",)),
    ("Ilse Varga , Larnvik und Ed Noor", ("Ilse Varga", "Ed Noor")),
    ("ILSE VARGA, ANA LUND Envoyées spéciales à Larnvik", ("Ilse Varga", "Ana Lund")),
    ("Ilse Varga Senior Larnvik Correspondent", ("Ilse Varga",)),
    ("Ilse Varga, ORTV Senior Court Analyst", ("Ilse Varga",)),
    ("BBC Business Correspondent", ()),
    ("ORTV ONLINE, Larnvik, Tarnia", ()),
    ("Super User", ()),
    ("More Ilse Varga", ()),
    ("The Orl Project", ()),
    ("Ministry of Trade", ()),
    ("Handelsministerium der Republik Tarn", ()),
    ("作者：林小川 王一山", ("林小川", "王一山")),
    ("作者：网络整理", ()),
    ("QL之家", ()),
    ("青岚大学山海高等研究院副院长兼首席", ()),
]


@pytest.mark.parametrize(("line", "names"), ROWS)
def test_people(line: str, names: tuple[str, ...]) -> None:
    assert bylines.people([line], publisher="Example Courier") == names


def test_the_site_is_no_author() -> None:
    stated = ["Orl Today, Ilse Varga", "orltoday"]
    assert bylines.people(stated, publisher=None, sites=["orltoday"]) == ("Ilse Varga",)


@pytest.mark.parametrize(
    ("stated", "sites"),
    [
        ("Orl Courier (www.orl.example)", ["orl.example"]),
        ("Nga Gazeta Orl", ["Gazeta Orl"]),
    ],
)
def test_the_site_is_no_author_however_it_is_written(stated: str, sites: list[str]) -> None:
    assert bylines.people([stated], publisher=None, sites=sites) == ()


def test_a_publisher_with_a_conjunction_is_not_two_people() -> None:
    assert bylines.people(["Orl & Tarn"], publisher="Orl & Tarn") == ()


def test_bylines_of_one_place_count_those_of_others_do_not() -> None:
    tree = lxml.html.fromstring(
        "<body><article><h1>Scales copied</h1><div class='head'><div>"
        "<a class='byline'>Ada Moreno</a> and <a class='byline'>Ed Noor</a></div></div>"
        "<p>The scale was found.</p></article><div><div><ul><li><div><div><div>"
        "<a class='byline'>Ilse Varga</a></div></div></div></li></ul></div></div></body>"
    )
    assert list(bylineplaces.on_page(tree))[:2] == [["Ada Moreno", "Ed Noor"], ["Ilse Varga"]]


PLACES = [
    "<article><h1>Scales</h1><footer class='entry-footer'><span class='byline'>"
    "<span class='author vcard'><span class='screen-reader-text'>Author </span>"
    "<a class='url fn n'>Ilse Varga</a></span></span></footer></article>",
    "<h1>Scales</h1><div class='widget Blog'><div class='widget-content'>"
    "<b class='post-author vcard'>Posted by <span class='fn'>Ilse Varga</span></b></div></div>",
    "<h1>Scales</h1><div class='elementor-widget elementor-widget-post-info'>"
    "<span class='byline'>Ilse Varga</span></div>",
    "<h1>Scales</h1><div class='dates_auteurs'><span class='auteurs'>Ilse Varga</span></div>",
    "<h1>Scales</h1><p><strong>Von <span>Ilse Varga</span>, Larnvik</strong></p>",
    "<h1>Scales</h1><ul><li><strong>Author</strong> Ilse Varga </li></ul>",
    "<h1>Scales</h1><td>By: <a href='/iv'>Ilse Varga</a><br>Executive News Editor</td>",
    "<h1>Scales</h1><p><a href='#'>by Ilse Varga</a> <a href='#'>More from this author</a></p>",
    "<h1>Scales</h1><div>Par <strong>Ilse Varga</strong> - Publié le 24 avril 2026</div>",
]


@pytest.mark.parametrize("markup", PLACES)
def test_places_of_bylines(markup: str) -> None:
    tree = lxml.html.fromstring(f"<html><body>{markup}</body></html>")
    named = (bylines.people(lines, publisher=None) for lines in bylineplaces.on_page(tree))
    assert next(filter(None, named), None) == ("Ilse Varga",)


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>Scales</h1><p>The scale was found by Ilse Varga in the harbour of Larnvik.</p>",
        "<h1>Scales</h1><p>Von Larnvik zum Orler Hafen</p>",
        "<h1>Scales</h1><nav><a>Par Les Temps Qui Courent</a></nav>",
        "<h1>Scales</h1><div class='comments'><b class='comment-author'>Ilse Varga</b></div>",
        "<h1>Scales</h1><ul><li>By Product</li><li>By Technique</li></ul>",
    ],
)
def test_what_is_no_byline(markup: str) -> None:
    tree = lxml.html.fromstring(f"<html><body>{markup}</body></html>")
    assert not any(bylines.people(lines, publisher=None) for lines in bylineplaces.on_page(tree))


def test_agencies_are_kept_apart() -> None:
    assert bylines.agencies(["By Ilse Varga and Ed Noor, Reuters", "AFP"]) == ("Reuters", "AFP")


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_byline_gives_names_once(lines: list[str]) -> None:
    found = bylines.people(lines, publisher=None)
    assert len(set(found)) == len(found)
