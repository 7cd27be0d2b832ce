"""The demo archive: whole, honest, and the same in every build."""

from __future__ import annotations

import datetime as dt
import gzip
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from protego import Protego
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from claimwire.errors import InputError
from claimwire.model import Source, SourceKind
from crawler import feeds
from crawler.demo import broken, build, hosts, pages, records, selection
from crawler.extract import extract
from crawler.sources import load
from crawler.urls import host_of, url_key

DEMO = Path(build.__file__).parent
ARCHIVE = DEMO / "demo.warc.gz"
DOMAIN = Path(__file__).parents[2].parent / "shared" / "data" / "domain-dev"
LONGEST_SHARED_RUN = 12  # words
needs_shared = pytest.mark.skipif(
    not DOMAIN.is_dir(), reason="needs the renditions at ../shared/data/domain-dev"
)


@dataclass(frozen=True)
class Found:
    status: int
    content_type: str | None
    location: str | None
    date: str
    body: bytes


@pytest.fixture(scope="module")
def archive() -> Mapping[str, Found]:
    return read_archive(ARCHIVE.read_bytes())


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    value: dict[str, Any] = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))
    return value


def read_archive(data: bytes) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for record in ArchiveIterator(io.BytesIO(data)):
        if record.rec_type != "response":
            continue
        url = record.rec_headers.get_header("WARC-Target-URI")
        assert url not in found
        found[url] = Found(
            int(record.http_headers.get_statuscode()),
            record.http_headers.get_header("Content-Type"),
            record.http_headers.get_header("Location"),
            record.rec_headers.get_header("WARC-Date"),
            record.content_stream().read(),
        )
    return found


def follow(archive: Mapping[str, Found], url: str) -> tuple[str, Found]:
    for _ in range(5):
        answer = archive[url]
        if answer.location is None:
            return url, answer
        url = urljoin(url, answer.location)
    raise AssertionError(f"more than five redirects from {url}")


def shown(answer: Found) -> str:
    charset = re.search(rb"charset=\"?([\w-]+)", (answer.content_type or "").encode() + answer.body)
    text = answer.body.decode(charset.group(1).decode() if charset else "utf-8", "replace")
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def listed(archive: Mapping[str, Found], source: Source, url: str) -> set[str]:
    """Return the identities of the documents that a listing names, children of an index too."""
    answer = archive[url]
    reading = feeds.read(answer.body, url=url, content_type=answer.content_type, kind=source.kind)
    assert reading.problem is None
    named = {entry.url_key for entry in reading.entries}
    for child in reading.sitemaps:
        named |= listed(archive, source, child)
    return named


# -------------------------------------------------------------------------------- the whole of it


def test_the_archive_says_what_it_is() -> None:
    with ARCHIVE.open("rb") as file:
        first = next(iter(ArchiveIterator(file)))
        assert first.rec_type == "warcinfo"
        text = first.content_stream().read().decode()
    assert "short renditions" in text
    assert "simulated" in text


def test_the_archive_stays_small() -> None:
    assert ARCHIVE.stat().st_size < 600_000


def test_counts_are_those_of_the_lists(expected: dict[str, Any]) -> None:
    assert expected["counts"] == {
        name: len(expected[name]) for name in ("documents", "refused", "failed", "unreadable")
    }


# feedparser warns when it is asked for `updated` of an entry that has only `published`.
@pytest.mark.filterwarnings("ignore:To avoid breaking existing software:DeprecationWarning")
def test_every_source_has_robots_and_a_listing_that_names_its_documents(
    archive: Mapping[str, Found], expected: dict[str, Any]
) -> None:
    for source in load(DEMO / "sources.toml"):
        assert f"https://{host_of(source.url)}/robots.txt" in archive
        if source.publisher == "demo-oddities":
            continue
        named = listed(archive, source, source.url)
        wanted = {
            url_key(row["listed"][0]) for row in expected["documents"] if row["source"] == source.id
        }
        assert wanted
        assert wanted <= named


def test_every_listed_address_leads_to_a_page_that_robots_allow(
    archive: Mapping[str, Found], expected: dict[str, Any]
) -> None:
    for row in expected["documents"]:
        for address in (*row["listed"], row["url"]):
            url, answer = follow(archive, address)
            assert answer.status == 200
            robots = archive[f"https://{host_of(url)}/robots.txt"]
            rules = Protego.parse(robots.body.decode("utf-8-sig") if robots.status == 200 else "")
            assert rules.can_fetch(url, "claimwire")


def test_every_page_can_be_read_as_an_article_with_the_stated_date(
    archive: Mapping[str, Found], expected: dict[str, Any]
) -> None:
    for row in expected["documents"]:
        url, answer = follow(archive, row["listed"][0])
        article = extract(answer.body, url=url, content_type=answer.content_type)
        assert article.title
        if article.published is not None:
            stated = article.published.at.date().isoformat()
            assert row["published"] is not None
            assert stated.startswith(row["published"])


def test_pages_without_a_known_date_state_none(
    archive: Mapping[str, Found], expected: dict[str, Any]
) -> None:
    undated = [row for row in expected["documents"] if row["published"] is None]
    assert undated
    for row in undated:
        body = follow(archive, row["listed"][0])[1].body
        for mark in (b"datePublished", b"published_time", b"<time", b"pub-date"):
            assert mark not in body.replace(b'"datePublished": "2019-03-02"', b"")


def test_encodings_vary(archive: Mapping[str, Found], expected: dict[str, Any]) -> None:
    types = {follow(archive, row["listed"][0])[1].content_type for row in expected["documents"]}
    assert {"text/html; charset=windows-1252", "text/html; charset=gb18030", "text/html"} <= types


# ------------------------------------------------------------------------------------ broken pages


def test_broken_things_live_where_no_site_can(expected: dict[str, Any]) -> None:
    for end in ("refused", "failed", "unreadable"):
        for row in expected[end]:
            assert host_of(row["url"]).endswith(".example")


def test_broken_pages_are_broken(archive: Mapping[str, Found]) -> None:
    home = f"https://{broken.PAGES_HOST}"
    rules = Protego.parse(archive[f"{home}/robots.txt"].body.decode())
    assert not rules.can_fetch(f"{home}/private/refused", "claimwire")
    assert f"{home}/private/refused" not in archive
    assert archive[f"{home}/not-found"].status == 404
    assert archive[f"{home}/round/2"].location == f"{home}/round/1"
    for path in ("/empty", "/no-article", "/picture"):
        answer = archive[home + path]
        with pytest.raises(InputError):
            extract(answer.body, url=home + path, content_type=answer.content_type)


def test_broken_feeds_are_broken(archive: Mapping[str, Found]) -> None:
    for host, problem in ((broken.HTML_FEED_HOST, True), (broken.EMPTY_FEED_HOST, False)):
        url = f"https://{host}/feed/"
        reading = feeds.read(
            archive[url].body,
            url=url,
            content_type=archive[url].content_type,
            kind=SourceKind.RSS,
        )
        assert reading.entries == ()
        assert (reading.problem is not None) is problem


# ------------------------------------------------------------------- against the renditions


@needs_shared
def test_every_paragraph_stands_verbatim_in_its_page(archive: Mapping[str, Found]) -> None:
    articles = selection.load(DOMAIN / "articles.jsonl", DOMAIN / "clusters.json")
    assert len(articles) == 94
    for page in articles:
        text = shown(archive[page.url])
        for paragraph in page.paragraphs:
            assert paragraph in text


@needs_shared
def test_no_text_of_the_seeds_is_shipped(archive: Mapping[str, Found]) -> None:
    rows = (DOMAIN / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(row) for row in rows]
    seeds = [row for row in articles if row["text_kind"] == "verbatim-seed"]
    assert len(seeds) == 2
    shipped = {url: shown(answer) for url, answer in archive.items()}
    # Reports of one event share an official's words and "according to a cable seen by Reuters": up
    # to 12 words in a row, and no more than a trace of either seed in all pages together.
    long_runs = {gram for row in seeds for gram in grams(row["text"], LONGEST_SHARED_RUN + 1)}
    for url, text in shipped.items():
        assert not long_runs & set(grams(text, LONGEST_SHARED_RUN + 1)), url
    everything = {gram for text in shipped.values() for gram in grams(text, 8)}
    for row in seeds:
        of_seed = set(grams(row["text"], 8))
        assert len(of_seed & everything) / len(of_seed) < 0.03


@needs_shared
def test_pages_left_out_are_not_in_it(archive: Mapping[str, Found]) -> None:
    for line in (DOMAIN / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in selection.LEFT_OUT:
            assert row["url"] not in archive


@needs_shared
def test_the_same_input_makes_the_same_files(tmp_path: Path, archive: Mapping[str, Found]) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        arguments = ["--articles", str(DOMAIN / "articles.jsonl")]
        arguments += ["--clusters", str(DOMAIN / "clusters.json")]
        arguments += ["--out", str(tmp_path / name / "demo.warc.gz")]
        assert build.main(arguments) == 0
    for name in ("demo.warc.gz", "sources.toml", "expected.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    # Another build of zlib packs otherwise, so what is committed is compared unpacked.
    made = (tmp_path / "one" / "demo.warc.gz").read_bytes()
    assert gzip.decompress(made) == gzip.decompress(ARCHIVE.read_bytes())
    for name in ("sources.toml", "expected.json"):
        assert (tmp_path / "one" / name).read_text() == (DEMO / name).read_text()


def grams(text: str, size: int) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[n : n + size]) for n in range(len(words) - size + 1))


# ------------------------------------------------------------------------------ parts of the build


def page(**changes: Any) -> selection.Page:
    values: dict[str, Any] = {
        "id": "x",
        "url": "https://news.example/a",
        "publisher": "news.example",
        "title": None,
        "text": "One two three four five six seven. More.\n\nEnd.",
        "published": None,
        "published_source": None,
        "language": "en",
        "kind": "news",
        "captured": dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC),
    }
    return selection.Page(**(values | changes))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("One two three four five six seven. More.", "One two three four five six seven."),
        ("One two three four five six seven.\n\nMore.", "One two three four five six seven.…"),
        ("Jan. 3. U.S. Rep. A. B. Lee said so to all of us. More.", "U.S. Rep. A. B. Lee said"),
        ("一家公司指控。另一家否认。", "一家公司指控。"),
        ("Short.", "Short."),
    ],
)
def test_headings_are_the_first_words_of_the_text(text: str, heading: str) -> None:
    made = pages.headline(page(text=text))
    assert made.startswith(heading)
    assert made.rstrip("…") in text


def test_a_title_that_is_known_is_the_heading() -> None:
    assert pages.headline(page(title="A title")) == "A title"


def test_the_credited_outlet_is_told_from_the_site() -> None:
    mirrored = page(publisher="Times of India (via newsbeep.com)")
    assert pages.site_name(mirrored) == "newsbeep.com"
    assert pages.credited(mirrored) == "Times of India"
    assert pages.credited(page(publisher="ABC News (Australia)")) is None


def test_markup_in_a_text_is_escaped() -> None:
    evil = page(text="One two three four five six <script>alert(1)</script> seven & more. End.")
    body = pages.render(evil, hosts.dress([evil])).decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_unreadable_articles_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "clusters.json").write_text('{"clusters": []}', encoding="utf-8")
    with pytest.raises(InputError, match=r"articles\.jsonl:1"):
        selection.load(tmp_path / "articles.jsonl", tmp_path / "clusters.json")


def test_build_reports_bad_input_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "none")
    code = build.main(["--articles", missing, "--clusters", missing, "--out", missing + ".gz"])
    assert code == 1
    assert "none" in capsys.readouterr().err


def test_records_depend_on_their_contents_alone() -> None:
    at = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
    answer = records.Answer("https://a.example/", at, 200, b"body", "text/plain")
    files = []
    for _ in range(2):
        out = io.BytesIO()
        records.write(out, {"software": "test"}, [answer])
        files.append(out.getvalue())
    assert files[0] == files[1]
    assert read_archive(files[0])["https://a.example/"].body == b"body"
