"""The catalogue of sources, and local files that are taken in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.errors import ConfigError, InputError
from claimwire.model import FetchMode, SourceKind
from crawler.local import Given, LocalDocument, read_file
from crawler.plaintext import plain_article
from crawler.pool import PageReader
from crawler.sources import load

GOOD = """
[source.state-press]
name = "State Department"
publisher = "us-state-department"
kind = "news-sitemap"
url = "https://www.state.gov/feed/"
interval = "30m"
timezone = "America/New_York"
fetch = "feed-only"
include = "^https://www[.]state[.]gov/"
expected_per_week = 5
"""


def catalogue(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_catalogue(tmp_path: Path) -> None:
    (source,) = load(catalogue(tmp_path, GOOD))
    assert source.id == "state-press"
    assert source.kind is SourceKind.NEWS_SITEMAP
    assert source.fetch is FetchMode.FEED_ONLY
    assert source.interval == dt.timedelta(minutes=30)
    assert source.expected_per_week == 5.0
    assert load(catalogue(tmp_path, "")) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("kind =", "knd ="), [":5: ", "'knd'", "Did you mean 'kind'"]),
        (('kind = "news-sitemap"', 'kind = "podcast"'), [":5: ", "podcast", "atom"]),
        (('name = "State Department"\n', ""), [":2: ", "'name' is missing"]),
        (('"30m"', '"1 minute"'), [":7: ", "interval"]),
        (('"30m"', '"1m"'), ["interval"]),
        (("America/New_York", "Mars/Base"), [":8: ", "timezone"]),
        (("https://www.state.gov/feed/", "ftp://x"), ["url"]),
        (("^https", "([https"), ["include"]),
        (("= 5", '= "5"'), ["expected_per_week"]),
        (("[source.state-press]", "[source.State_Press]"), ["not an id"]),
        (("[source.state-press]", "[sources.state-press]"), ["unknown table 'sources'"]),
        (('name = "State', "name = State"), ["is not TOML"]),
    ],
)
def test_mistakes_name_file_line_key_and_remedy(
    tmp_path: Path, change: tuple[str, str], words: list[str]
) -> None:
    assert change[0] in GOOD
    path = catalogue(tmp_path, GOOD.replace(*change, 1))
    with pytest.raises(ConfigError) as raised:
        load(path)
    for word in [str(path), *words]:
        assert word in str(raised.value)


def test_a_missing_catalogue(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "sources.toml")


# ---------------------------------------------------------------------------------- local files

FIRST = "The department said on Friday that companies copy its models."
SECOND = "The embassy called the allegation groundless."


PAGES = PageReader()
"""One process reads the pages of all these tests; it ends with them."""


@pytest.fixture(scope="module", autouse=True)
def _reader_ends() -> Iterator[None]:
    yield
    PAGES.close()


def documents(path: Path, **given: str) -> list[LocalDocument]:
    found = list(read_file(path, pages=PAGES, given=Given(**given)))
    assert all(isinstance(item, LocalDocument) for item in found), found
    return [item for item in found if isinstance(item, LocalDocument)]


def errors(path: Path) -> list[str]:
    return [str(item) for item in read_file(path, pages=PAGES) if isinstance(item, InputError)]


def test_plain_text_with_furniture(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"Loading Now\n\nA headline\n\nA headline\n\n\n{FIRST}\n\n{SECOND}\n\nPost Comment",
        encoding="utf-8",
    )
    (found,) = documents(path, published="2026-04-24", publisher="Example")
    assert found.article.title == "A headline"
    assert found.article.text == f"{FIRST}\n\n{SECOND}"
    assert found.url == "file:a.txt"
    assert found.article.publisher == "Example"
    assert found.article.published is not None
    assert found.article.published.how == "given"


def test_plain_text_forms() -> None:
    assert plain_article(f"{FIRST}\n{SECOND}") == (None, f"{FIRST}\n\n{SECOND}")
    assert plain_article("- one\n- two\n" + FIRST)[0] is None
    wrapped = "The department said on\nFriday that companies\ncopy its models.\n\n" + SECOND
    assert plain_article(wrapped) == (None, f"{FIRST}\n\n{SECOND}")
    assert plain_article(" \n\n ") == (None, "")


def test_the_seeds(shared_data: Path) -> None:
    (first,) = documents(shared_data / "seeds" / "000_58b35561ea848310.txt")
    assert first.article.title is not None
    assert first.article.title.startswith("After DeepSeek V4 launch")
    assert first.article.text.startswith("The United States has initiated")
    assert "Loading Now" not in first.article.text
    assert "Post Comment" not in first.article.text
    (second,) = documents(shared_data / "seeds" / "003_affa6fedcc92aa24.txt")
    for furniture in ("Article continues below", "futurecdn", "Source link", "@futurenet"):
        assert furniture not in second.article.text
    for found in (first, second):
        assert found.article.publisher is None
        assert found.article.published is None


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        json.dumps(
            {"id": "x", "text": FIRST, "title": "T", "published": "2026-04", "authors": ["A"]}
        ),
        "{broken",
        json.dumps(
            {"url": "https://example.com/a", "text": f"{FIRST}\u2028{SECOND}"}, ensure_ascii=False
        ),
        json.dumps({"url": "https://example.com/b"}),
        json.dumps(["no object"]),
        json.dumps({"text": 5}),
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    found = [item for item in read_file(path, pages=PAGES) if isinstance(item, LocalDocument)]
    assert [item.url for item in found] == ["file:a.jsonl#x", "https://example.com/a"]
    assert found[0].article.published is not None
    assert found[0].article.published.precision == "month"
    assert [error.split(":")[1] for error in errors(path)] == ["2", "4", "5", "6"]


def test_a_saved_page_tells_its_own_address(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_text(
        '<html lang="en"><head><link rel="canonical" href="https://example.com/a"></head>'
        f"<body><article><h1>T</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>",
        encoding="utf-8",
    )
    (found,) = documents(path)
    assert found.url == found.article.url == "https://example.com/a"
    (given,) = documents(path, url="https://example.org/b")
    assert given.url == "https://example.org/b"


@pytest.mark.parametrize("name", ["a.xyz", "a.html", "a.txt", "a.pdf", "a.warc.gz", "absent.txt"])
def test_unreadable_files_are_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if not name.startswith("absent"):
        path.write_bytes(b"")
    (message,) = errors(path)
    assert name in message
