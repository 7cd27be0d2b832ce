"""The catalogues that ship (default and demo) and the publishers behind them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import crawler
from claimwire.model import FetchMode, Source, SourceKind
from crawler.demo import broken
from crawler.sources import load
from crawler.urls import host_of, registrable_domain
from nlp.knowledge_base import load as load_knowledge

ROOT = Path(crawler.__file__).parent
DEFAULT = ROOT / "sources.toml"
DEMO = ROOT / "demo" / "sources.toml"
FEED_ONLY_PUBLISHERS = (
    "reuters",
    "bloomberg-news",
    "financial-times",
    "wall-street-journal",
    "new-york-times",
    "washington-post",
    "the-information",
    "nikkei",
    "openai",
)
"""Publishers whose pages are behind a paywall or refuse robots."""


@pytest.fixture(scope="module", params=[DEFAULT, DEMO], ids=["default", "demo"])
def sources(request: pytest.FixtureRequest) -> tuple[Source, ...]:
    return load(request.param)


def test_every_publisher_is_known(sources: tuple[Source, ...]) -> None:
    publishers = load_knowledge().publishers
    unknown = sorted({source.publisher for source in sources} - set(publishers))
    assert unknown == []


def test_no_address_is_asked_twice(sources: tuple[Source, ...]) -> None:
    urls = [(source.url, source.query) for source in sources]
    assert len(urls) == len(set(urls))


def test_state_media_are_marked_at_source_and_publisher_alike() -> None:
    publishers = load_knowledge().publishers
    for source in load(DEFAULT):
        assert source.state_media == publishers[source.publisher].state_media, source.id


def test_the_default_catalogue_covers_every_perspective_and_kind() -> None:
    sources = load(DEFAULT)
    assert len(sources) == 106
    assert all(source.expected_per_week for source in sources)
    assert all(source.country for source in sources)
    assert {source.kind for source in sources} == set(SourceKind) - {SourceKind.JSON_FEED}
    assert {source.perspective for source in sources} == {
        "aggregator",
        "company",
        "court",
        "official-cn",
        "official-eu",
        "official-uk",
        "official-us",
        "press",
        "think-tank",
    }


def test_addresses_of_articles_are_told_from_their_listing() -> None:
    articles = {
        "mfa-en": "https://www.mfa.gov.cn/eng/xw/fyrbt/lxjzh/202604/t20260424_11898765.html",
        "mfa-zh": "https://www.mfa.gov.cn/web/fyrbt_673021/jzhsl_673025/202604/t20260424_11.shtml",
        "embassy-us": "http://us.china-embassy.gov.cn/eng/zgyw/202604/t20260424_118987.htm",
        "bis-press": "https://media.bis.gov/press-release/a-title-of-words",
        "moonshot": "https://www.kimi.com/blog/kimi-k2-thinking",
        "minimax": "https://www.minimax.io/news/minimax-m2-1761552900",
        "xai": "https://x.ai/news/grok-4",
        "anthropic": "https://www.anthropic.com/news/detecting-distillation",
        "deepseek": "https://api-docs.deepseek.com/news/news260424",
    }
    for source in load(DEFAULT):
        if source.id in articles:
            assert source.include is not None
            assert re.search(source.include, articles.pop(source.id)), source.id
            assert not re.search(source.include, source.url), source.id
    assert articles == {}


def test_a_source_that_is_off_says_why() -> None:
    off = [source for source in load(DEFAULT) if not source.enabled]
    assert off
    assert all(source.note.startswith("off: ") for source in off)


def test_pages_of_publishers_that_refuse_are_not_fetched() -> None:
    for source in load(DEFAULT):
        if source.publisher in FEED_ONLY_PUBLISHERS:
            assert source.fetch is not FetchMode.PAGE, source.id


def test_a_domain_has_one_publisher() -> None:
    owners: dict[str, str] = {}
    for publisher in load_knowledge().publishers.values():
        for domain in publisher.domains:
            assert domain == domain.lower()
            assert not domain.startswith("www.")
            assert owners.setdefault(domain, publisher.id) == publisher.id


def test_documents_of_the_demo_belong_to_the_publisher_of_their_source() -> None:
    owners = {
        domain: publisher.id
        for publisher in load_knowledge().publishers.values()
        for domain in publisher.domains
    }
    expected = json.loads((ROOT / "demo" / "expected.json").read_text(encoding="utf-8"))
    for row in expected["documents"]:
        host = host_of(row["url"]).removeprefix("www.")
        assert owners.get(host, owners.get(registrable_domain(host))) == row["publisher"], host


def test_sources_of_the_demo_are_those_of_its_hosts() -> None:
    sources = load(DEMO)
    hosts = {host_of(source.url) for source in sources}
    assert len(hosts) == len(sources)
    assert {broken.PAGES_HOST, broken.HTML_FEED_HOST, broken.EMPTY_FEED_HOST} <= hosts
