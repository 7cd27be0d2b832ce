"""What stands around the body of an article: teasers, captions, comments, names, headlines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from crawler import boilerplate, mending, teasers
from crawler.extract import extract
from crawler.titles import best_title

SENTENCES = [
    "The Ministry of Weights said on Tuesday that the Morvale laboratory copied its scales.",
    "A spokesman for the laboratory, Ivo Brandt, called the allegation groundless and unfair.",
    "Both sides agreed to meet in Tarn next week, when the commission is to hear the engineers.",
    "The commission has not yet decided whether the hearing will be open to the public.",
]
EAST = [
    "青岚市计量局周二表示，莫谷实验室未经许可仿制了该局的标准秤，并要求其立即停止销售。",
    "实验室发言人在书面答复中否认了这一说法，称所有设计均为自主研发，并保留法律追诉权利。",
    "双方同意下周在塔恩会面，届时委员会将听取工程师的说明，会议是否公开尚未决定。",
    "业内人士认为，此案的结果将影响整个行业对标准器具的使用方式，也会影响后续的许可谈判。",
]


def body(*, before: str = "", after: str = "", paragraphs: list[str] = SENTENCES) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><body><h1>Scales copied</h1><div>{before}{text}{after}</div></body></html>"
    return extract(page, url="https://www.example.com/scales").text


def test_lines_that_lead_elsewhere_go_with_their_heading() -> None:
    ranking = "".join(
        f'<li>{number}<a href="/{number}">Harvest of the {name} valley begins early</a></li>'
        for number, name in enumerate(("Orl", "Venn", "Issel", "Tarn", "Mor"), 1)
    )
    assert body(after=f"<h3>Hot</h3><ul>{ranking}</ul>") == "\n\n".join(SENTENCES)


def test_teasers_with_day_and_section() -> None:
    items = "".join(
        f'<li><h4><a href="/{n}">山谷的收成今年开始得很早，第{n}次</a></h4>'
        "<div>2026-04-24 19:28 农业</div></li>"
        for n in range(1, 9)
    )
    assert body(after=f"<ul>{items}</ul>", paragraphs=EAST) == "\n\n".join(EAST)


def test_a_list_of_the_article_keeps_its_linked_items() -> None:
    tree = html.fromstring(
        "<ul><li>the weights of 1911</li><li>the balance of Tarn</li>"
        '<li><a href="/orl">the Orl scale</a></li></ul>'
    )
    assert teasers.leading_elsewhere(tree) == frozenset()


def test_teasers_that_were_joined_into_one_line() -> None:
    names = ("orl", "venn", "issel", "tarn")
    keys = {f"harvestofthe{name}valleybeginsearly" for name in names}
    joined = " ".join(f"Harvest of the {name} valley begins early! 12 likes" for name in names)
    assert teasers.without([*SENTENCES, joined], keys) == SENTENCES


def test_a_page_of_links_only_is_left_as_it_is() -> None:
    paragraphs = ["Scale of Orl is found", "Weights of Venn are lost"]
    assert teasers.without(paragraphs, {"scaleoforlisfound", "weightsofvennarelost"}) == paragraphs


@given(st.lists(st.text(max_size=40), max_size=12), st.sets(st.text(max_size=10), max_size=5))
@settings(max_examples=200, deadline=None)
def test_teasers_only_take_away(paragraphs: list[str], keys: set[str]) -> None:
    kept = teasers.without(paragraphs, keys)
    rest = iter(paragraphs)
    assert all(text in rest for text in kept)


def test_links_around_blocks_lead_elsewhere() -> None:
    tree = html.fromstring(
        '<div><a href="/x"><h3>Harvest begins</h3></a><p>Text <a>here</a></p></div>'
    )
    assert teasers.leading_elsewhere(tree) == {"harvestbegins"}


@pytest.mark.parametrize(
    "line",
    [
        "The tower of Tarn at dusk — Foto: Ada Moreno/Orl TV",
        "Foto: Ada Moreno",
        "From The Orl Courier staff reports",
        "Read or share this story: example.com/1",
        "12 commentaires",
        "Story continues below advertisement",
        "Publicidad",
        "광고",
        "To contact the author of this story:",
        "Ada Moreno at amoreno@courier.example",
        "- 责任编辑: 于岚",
        "（原标题：秤被仿制）",
        "本文来源：青岚晚报",
        "青岚新闻记者 林小川 王一",
        "青岚新闻报料：000-000 未经授权不得转载",
        "关键词 >> 标准秤",
        "微信扫一扫",
        "-Aktualisiert am 3. Mai 2026",
        "The tower of Tarn in 2026. REUTERS/Ada Moreno",
        "EDITORS' PICKS",
        "このニュースをシェア",
        "［有料会員限定］ この記事は会員限定です。電子版に登録すると続きをお読みいただけます。",
    ],
)
def test_lines_of_the_page(line: str) -> None:
    assert boilerplate.is_line(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "The photo of the scale was taken by the ministry's own inspector in March.",
        "Staff at the laboratory said they had never seen the scale before Tuesday.",
        "➡ Scales found: 12",
        "The scale had been copied in the valley of Tarn, according to AFP/Reuters.",
        "政府は秤の複製があったと繰り返し主張している。会社は何も答えていない。(c)AFP/Ada MORENO",
        "记者 林小川表示，双方都没有就此事作出进一步说明。",
        "关键词是信任，他在会上对所有与会者这样说。",
    ],
)
def test_sentences_stay(sentence: str) -> None:
    assert not boilerplate.is_line(sentence)


def test_headline_below_its_section_and_names_that_stand_alone() -> None:
    paragraphs = ["Orl and the valley", "Scales copied", "Ada Moreno", *SENTENCES, "Ada Moreno"]
    kept = boilerplate.without_lines(paragraphs, ["Scales copied"], ["Ada Moreno"])
    assert kept == SENTENCES


def test_a_sentence_above_the_headline_stays() -> None:
    paragraphs = ["The scale was found on Tuesday.", "Scales copied", *SENTENCES]
    assert boilerplate.without_lines(paragraphs, ["Scales copied"])[0] == paragraphs[0]


def test_what_comes_twice_is_said_once() -> None:
    assert boilerplate.without_lines([*SENTENCES, SENTENCES[0]], []) == SENTENCES
    assert boilerplate.without_lines(["Yes.", "No.", "Yes."], []) == ["Yes.", "No.", "Yes."]


@pytest.mark.parametrize(
    "name", ["listado_comentarios", "comments_list", "kommentare", "comment-form"]
)
def test_boxes_of_comments_in_any_spelling(name: str) -> None:
    comment = "<p>I never believed a word of it, and neither does anybody in the valley.</p>"
    assert body(after=f'<div class="{name}">{comment}</div>') == "\n\n".join(SENTENCES)


def test_a_page_laid_out_by_tables_gives_paragraphs() -> None:
    rows = "".join(f"<tr><td>{sentence}</td></tr>" for sentence in EAST)
    page = f"<html><body><table>{rows}</table></body></html>"
    assert "|" not in extract(page, url="https://www.example.cn/scales").text


def test_an_article_in_an_item_of_a_list_keeps_its_paragraphs() -> None:
    """Trafilatura makes one paragraph of it, with the headline and what stands beside."""
    texts = [
        f"山谷里的天平被仿造，第{number}位证人说，他看见两名工人在夜里搬运铜板，没有人问过他们。"
        for number in range(1, 9)
    ]
    page = (
        "<html lang='zh'><head><title>山谷里的天平被仿造</title></head><body><ul><li>"
        "<h3>山谷里的天平被仿造</h3><div class='time fix'>2026-04-24 09:05:00</div>"
        f"<div class='content'>{''.join(f'<p>{text}</p>' for text in texts)}</div>"
        "<div><h4>观察员</h4><a href='/1'>港口罢工进入第三周2026-04-20</a>"
        "<a href='/2'>三家经纪商被罚2026-04-19</a></div></li></ul></body></html>"
    )
    assert extract(page, url="https://courier.example/a").text.split("\n\n") == texts


@pytest.mark.parametrize(
    "line", ["Von Ilse Varga, Larnvik", "par Ilse Varga, 21 juin 2026", "Executive News Editor"]
)
def test_who_wrote_it_is_no_part_of_the_text(line: str) -> None:
    text = ["The scale was found in the harbour.", "Two workers had carried it at night."]
    assert boilerplate.without_lines([line, *text], []) == text


def test_lines_broken_within_a_sentence_are_one_paragraph() -> None:
    lines = [
        "The ministry of weights in Larnvik, which had waited since the winter for an",
        "answer, said on Tuesday that the laboratory in Morvale copied its scales, and",
        "asked the court to stop their sale. No date was set for a hearing on the matter.",
    ]
    page = (
        "<html><body><h1>Scales copied</h1><div>"
        + "".join(f"<div>{line}\n</div>" for line in lines)
        + "<div>iScale sales went on. The laboratory did not answer questions by the evening.</div>"
        "</div></body></html>"
    )
    text = extract(page, url="https://courier.example/a").text
    assert text.split("\n\n")[0] == " ".join(lines)
    assert text.split("\n\n")[1].startswith("iScale sales")


def test_loose_text_behind_a_block_is_part_of_the_article() -> None:
    loose = (
        "<div class='mid_title'>Two offices, one answer</div>"
        "A second ministry said that its scales had been wrong for years, "
        "<a href='/x'>as was reported</a>, and would be replaced.<br><br>"
    )
    text = body(before=loose)
    assert "wrong for years, as was reported, and would be replaced." in text
    assert text.index("wrong for years") < text.index(SENTENCES[0])


def test_a_line_break_of_the_source_within_a_sentence_is_a_space() -> None:
    broken = "Pictures\n  which were taken in the office show what is written on the scales."
    assert body(paragraphs=[broken, *SENTENCES]).startswith("Pictures which were taken")


def test_control_characters_of_a_page_do_no_harm() -> None:
    tree = html.fromstring(b"<html><body><div><p>one</p>a\x1fb\nb and more</div></body></html>")
    mending.mend(tree)
    assert "one" in "".join(map(str, tree.itertext()))


def test_rules_for_comments_are_no_part_of_the_article() -> None:
    rules = (
        "<div><p>We welcome debate, see <a href='/community_guidelines.html'>how</a>.</p>"
        "<p>What is said below is what its writers think, and not what we do.</p></div>"
        "<div class='fb-comments'></div>"
    )
    assert body(after=rules) == body()


def test_a_label_and_links_below_it_lead_elsewhere() -> None:
    box = (
        "<p><strong>More of it</strong><br><a href='/1'>Scales are wrong, says works</a><br>"
        "<a href='/2'>Office closed for the day</a></p>"
    )
    own = "<p><strong>Scales</strong><br>are <a href='/3'>wrong</a> in two offices</p>"
    keys = teasers.leading_elsewhere(html.fromstring(f"<div>{box}{own}</div>"))
    assert keys == {"scalesarewrongsaysworks", "officeclosedfortheday"}


@pytest.mark.parametrize(
    "line",
    [
        "เฟซบุ๊ก https://fb.me/courier",
        "Follow the Courier: https://www.facebook.com/courier/",
        "LINE ไอดี = @courier",
    ],
)
def test_addresses_of_a_site_elsewhere_are_lines_of_the_page(line: str) -> None:
    assert boilerplate.is_line(line)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("二つの役所の秤が狂っていた（写真＝例通信）", "二つの役所の秤が狂っていた"),
        ("두 관청의 저울이 틀렸다 (사진=예시통신)", "두 관청의 저울이 틀렸다"),
        ("Scales of two offices were wrong (photos)", "Scales of two offices were wrong (photos)"),
    ],
)
def test_the_credit_of_a_picture_is_no_part_of_a_headline(title: str, headline: str) -> None:
    assert best_title([("meta", title)], headings=[], page_title="", sites=[]) == (
        "meta",
        headline,
    )
