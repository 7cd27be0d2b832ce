"""Articles that a page carries in its scripts' data only."""

from __future__ import annotations

import json

import pytest

from crawler.extract import extract

TEXTS = [
    "The ministry of weights said on Tuesday that the laboratory in Morvale copied its scales.",
    "A spokesman for the laboratory called the allegation groundless and the letter premature.",
    "A hearing has been set for June, according to the calendar of the court in Larnvik.",
]
TITLE = "Ministry of weights says that a laboratory in Morvale copied its scales"
META = f'<meta property="og:title" content="{TITLE}">'


def page(script: str, *, head: str = META) -> str:
    return f"<html><head>{head}</head><body><div id='app'></div>{script}</body></html>"


def _blocks() -> list[dict[str, object]]:
    """Paragraphs as GraphQL caches keep them: elements with inline parts."""
    words = [text.split(" ", 2) for text in TEXTS]
    return [
        {
            "type": "p",
            "children": [
                {"type": "text", "data": f"{first} "},
                {"type": "a", "children": [{"type": "text", "data": second}]},
                {"type": "text", "data": f" {rest}"},
            ],
        }
        for first, second, rest in words
    ]


CACHE = {
    "ROOT": {
        "Article:1": {
            "headline": TITLE,
            "publishedDate": "1777024800000",
            'body({"customContents":[]})': {"type": "json", "json": _blocks()},
        }
    }
}
STATION = {
    "headline": TITLE,
    "publishedDateISO8601": "2026-04-24T10:00:00.000-06:00",
    "byLine": "Ilse Varga",
    "richText": "".join(f"<p>{text} {{/p}}</p>" for text in TEXTS),
}


@pytest.mark.parametrize(
    ("script", "at"),
    [
        (f"<script>window.__APOLLO_STATE__={json.dumps(CACHE)}</script>", "2026-04-24T10:00"),
        (f"<script>station.storyData = {json.dumps(STATION)};</script>", "2026-04-24T16:00"),
    ],
)
def test_what_systems_ship_as_data(script: str, at: str) -> None:
    found = extract(page(script), url="https://courier.example/a")
    assert found.text.split("\n\n") == TEXTS
    assert found.published is not None
    assert found.published.at.isoformat().startswith(at)


def test_a_headline_that_is_cut_off_is_found_in_the_data() -> None:
    cut = f"{META.replace(TITLE, f'{TITLE[:40]}...')}<title>Orl Courier</title>"
    script = f"<script>window.__APOLLO_STATE__={json.dumps(CACHE)}</script>"
    assert extract(page(script, head=cut), url="https://courier.example/a").title == TITLE


def test_another_articles_data_is_not_taken() -> None:
    other = META.replace(TITLE, "Harbour strike enters its third week")
    paragraphs = "".join(f"<p>{text} It was said twice.</p>" for text in TEXTS)
    script = f"{paragraphs}<script>window.__APOLLO_STATE__={json.dumps(CACHE)}</script>"
    found = extract(page(script, head=other), url="https://courier.example/b")
    assert "It was said twice." in found.text


def test_an_author_written_as_json_within_json() -> None:
    node = {"@type": "NewsArticle", "headline": TITLE, "author": '{"name": "Ilse Varga"}'}
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXTS)
    script = f'{paragraphs}<script type="application/ld+json">{json.dumps(node)}</script>'
    assert extract(page(script), url="https://courier.example/a").authors == ("Ilse Varga",)
