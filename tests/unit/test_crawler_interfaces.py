# ruff: noqa: E501 - answers stand as the interfaces write them
"""JSON interfaces, their requests and cursors; leads; OPML; reservations of rights."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.model import Entry, Source, SourceKind, SourceState
from crawler import apis, opml, requests, rights
from crawler.extract import extract
from tests.crawl_pages import TITLE, meta, page, paragraphs

NOW = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
URL = "https://api.example/list?per_page=2"


def no_keys(_name: str) -> str | None:
    return None


ANSWERS: list[tuple[str, Any, str, str | None, str | None]] = [
    (
        "federal-register",
        {
            "next_page_url": "https://api.example/list?page=2",
            "results": [
                {
                    "html_url": "https://www.federalregister.gov/documents/2026/04/24/2026-1/rule",
                    "title": "A rule",
                    "publication_date": "2026-04-24",
                }
            ],
        },
        "https://www.federalregister.gov/documents/2026/04/24/2026-1/rule",
        "2026-04-24T00:00:00",
        "https://api.example/list?page=2",
    ),
    (
        "gdelt",
        {"articles": [{"url": "https://a.example/1", "title": "A , b", "seendate": "20260424T101500Z"}
        ]},
        "https://a.example/1",
        "2026-04-24T10:15:00",
        None,
    ),
    (
        "hacker-news",
        {"hits": [{"objectID": "7", "title": "Ask", "created_at_i": 1777024800, "url": None}]},
        "https://news.ycombinator.com/item?id=7",
        "2026-04-24T10:00:00",
        None,
    ),
    (
        "wordpress",
        [
            {"link": f"https://w.example/{n}", "title": {"rendered": "A &amp; b"},
             "date_gmt": "2026-04-24T10:00:00"}
            for n in (1, 2)
        ],
        "https://w.example/1",
        "2026-04-24T10:00:00",
        "https://api.example/list?per_page=2&page=2",
    ),
    (
        "courtlistener",
        {"results": [{"absolute_url": "/docket/1/a-v-b/", "caseName": "A v. B",
                      "dateFiled": "2026-04-24"}], "next": "https://elsewhere.example/x"},
        "https://www.courtlistener.com/docket/1/a-v-b/",
        "2026-04-24T00:00:00",
        None,
    ),
    (
        "congress",
        {"bills": [{"congress": 119, "type": "HR", "number": "8283", "title": "An Act",
                    "introducedDate": "2026-04-24"}]},
        "https://www.congress.gov/bill/119th-congress/house-bill/8283",
        "2026-04-24T00:00:00",
        None,
    ),
    (
        "guardian",
        {"response": {"results": [{"webUrl": "https://g.example/a", "webTitle": "A",
                                   "webPublicationDate": "2026-04-24T10:00:00Z",
                                   "fields": {"byline": "Ilse Varga"}}]}},
        "https://g.example/a",
        "2026-04-24T10:00:00",
        None,
    ),
    (
        "hugging-face",
        [{"id": "lab/model", "createdAt": "2026-04-24T10:00:00.000Z"}],
        "https://huggingface.co/lab/model",
        "2026-04-24T10:00:00",
        None,
    ),
    (
        "edgar",
        {"hits": {"hits": [{"_id": "0001-26-000123:a.htm",
                            "_source": {"ciks": ["0000123"], "file_date": "2026-04-24",
                                        "form": "8-K", "display_names": ["Acme"]}}]}},
        "https://www.sec.gov/Archives/edgar/data/123/000126000123/a.htm",
        "2026-04-24T00:00:00",
        None,
    ),
    (
        "cac",
        {"list": [{"topic": "通知", "infourl": "//www.cac.gov.cn/2026-04/24/c_1.htm",
                   "pubtime": "2026-04-24 10:00:00"}]},
        "https://www.cac.gov.cn/2026-04/24/c_1.htm",
        "2026-04-24T10:00:00",
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("api", "answer", "url", "at", "following"), ANSWERS)
def test_an_interface_is_read(
    api: str, answer: Any, url: str, at: str, following: str | None
) -> None:
    found = apis.read(json.dumps(answer), api=api, url=URL)
    assert found.problem is None
    assert found.entries[0].url == url
    assert found.entries[0].title
    assert found.entries[0].published is not None
    assert found.entries[0].published.replace(tzinfo=None).isoformat() == at
    assert found.following == following


def test_every_interface_has_its_row() -> None:
    assert {row[0] for row in ANSWERS} == set(apis.APIS)


@pytest.mark.parametrize("api", sorted(apis.APIS))
@pytest.mark.parametrize("body", ["", "<html>busy</html>", "{}", '{"message": "no"}', "3", "null"])
def test_what_is_no_answer_is_a_problem(api: str, body: str) -> None:
    found = apis.read(body, api=api, url=URL)
    assert found.problem
    assert found.entries == ()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(st.sampled_from(sorted(apis.APIS)), st.lists(st.dictionaries(
    st.sampled_from(["url", "link", "title", "html_url", "_id", "_source", "id", "webUrl", "fields",
                     "absolute_url", "seendate", "latestAction", "type", "infourl"]), _JSON)))  # fmt: skip
def test_no_answer_raises(api: str, items: list[Any]) -> None:
    for answer in (items, {"results": items, "articles": items, "hits": {"hits": items},
                           "bills": items, "list": items}):  # fmt: skip
        apis.read(json.dumps(answer), api=api, url=URL)


def source(**values: Any) -> Source:
    given = {"kind": SourceKind.JSON_API, "api": "wordpress", "url": URL} | values
    return Source(id="s", name="S", publisher="p", **given)


def test_requests_ask_for_what_is_newer_and_carry_keys_in_headers() -> None:
    state = SourceState("s", cursor="2026-04-20T10:00:00+00:00")
    asked = requests.plan(source(), state, environment=no_keys)
    assert "after=2026-04-18T10:00:00" in asked.url.replace("%3A", ":")
    keyed = source(api="congress", token_env="KEY")
    assert requests.plan(keyed, state, environment=no_keys).problem
    asked = requests.plan(keyed, state, environment=lambda _name: "secret")
    assert asked.headers["X-Api-Key"] == "secret"
    assert "secret" not in asked.url
    query = source(kind=SourceKind.GOOGLE_NEWS, api=None, url="https://x.example/", query="a b")
    assert "q=a%20b&" in requests.plan(query, state, environment=no_keys).url


def entry(url: str, at: dt.datetime | None, **values: Any) -> Entry:
    return Entry(url=url, canonical_url=url, url_key=url, published=at, **values)


def test_a_cursor_never_goes_back_nor_into_the_future() -> None:
    hour = dt.timedelta(hours=1)
    entries = [entry("https://a.example/1", NOW - hour), entry("https://a.example/2", NOW + hour)]
    first = requests.cursor_after(source(), SourceState("s"), entries, now=NOW)
    assert first == (NOW - hour).isoformat()
    state = SourceState("s", cursor=NOW.isoformat())
    assert requests.cursor_after(source(), state, entries, now=NOW) == state.cursor
    assert requests.cursor_after(source(), SourceState("s"), [], now=NOW) is None


# ---------------------------------------------------------------------------------------- rights


def test_reservations_are_read() -> None:
    assert rights.of_answer({"tdm-reservation": "1"}) is not None
    assert rights.of_answer({"tdm-reservation": "0"}) is None
    assert rights.of_robots(["search=yes, ai-train=no"]) is None
    assert rights.of_robots(["search=no"]) is not None
    licence = (
        '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
        '<{0} type="usage">{1}</{0}></license></content></rsl>'
    )
    address = "https://a.example/license.xml"
    assert rights.of_license(licence.format("prohibits", "ai-train"), url=address) is None
    assert rights.of_license(licence.format("prohibits", "all"), url=address) is not None
    assert rights.of_license(licence.format("permits", "ai-train"), url=address) is not None
    assert rights.of_license(licence.format("permits", "all"), url=address) is None
    assert rights.of_license("no xml", url=address) is None


def test_a_reserved_page_gives_headline_and_lead() -> None:
    head = meta(og__title=TITLE, og__description="The lead.")
    plain = page(head, f"<article><h1>{TITLE}</h1>{paragraphs()}</article>")
    reserved = plain.replace("<title>", "<meta name='tdm-reservation' content='1'><title>")
    for found in (
        extract(reserved, url="https://a.example/1"),
        extract(plain, url="https://a.example/1", reserved="the host says so"),
    ):
        assert (found.text, found.title, found.partial) == ("The lead.", TITLE, True)
        assert "rights" in found.evidence
    assert not extract(plain, url="https://a.example/1").partial


# ------------------------------------------------------------------------------------------ OPML


def test_opml_comes_back() -> None:
    known = Source("a", "A & <b>", "p", SourceKind.RSS, "https://a.example/feed", language="en")
    text = opml.write([known, source(kind=SourceKind.SITEMAP, api=None)], title="T")
    assert opml.read(text.encode(), known=[known], where="x") == ()
    (found,) = opml.read(text.encode(), known=[], where="x")
    assert (found.name, found.url, found.language) == ("A & <b>", known.url, "en")
    assert found.id == "a-b"


def test_ids_of_sources_are_free_and_plain() -> None:
    assert opml.free_id("Éxample: News!", "https://a.example/", []) == "example-news"
    assert opml.free_id("新闻", "https://a.example/", ["a-example"]) == "a-example-2"


@given(st.text(), st.text())
def test_any_name_makes_a_table_that_is_read(name: str, note: str) -> None:
    import tomllib

    text = opml.table(replace(source(kind=SourceKind.RSS, api=None), name=name, note=note))
    assert tomllib.loads(text)["source"]["s"]["url"] == URL
