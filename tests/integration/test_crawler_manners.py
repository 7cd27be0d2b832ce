"""What a crawl does beyond fetching: second looks, interfaces, rights, long delays, revisits."""

from __future__ import annotations

import datetime as dt
import io
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from claimwire.model import Health, Source, SourceKind, SourceState
from crawler.ports import RobotsCopy
from tests.crawler_fakes import FakeStore, run_crawl
from tests.crawler_site import ARTICLE, TDM, Page, Site, serving

HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def json_source(site: Site, id_: str, path: str) -> Source:
    return Source(id_, id_, id_, SourceKind.JSON_API, site.root + path, api="wordpress")


def posts(site: Site, *paths: str) -> bytes:
    return json.dumps(
        [
            {
                "link": site.root + path,
                "title": {"rendered": path},
                "date_gmt": "2026-04-24T10:00:00",
            }
            for path in paths
        ]
    ).encode()


def test_interfaces_second_looks_and_rights(site: Site, tmp_path: Path) -> None:
    """One crawl: an interface read whole, one that breaks off, a slow starter, a reserved page."""
    site.article("/a")
    site.pages["/r"] = Page(
        ARTICLE.format(title="Kept back").encode(), 200, {**HTML, "tdm-reservation": "1"}
    )
    site.pages["/whole?per_page=2"] = Page(posts(site, "/a", "/b"), 200, JSON)
    site.pages["/whole?per_page=2&page=2"] = Page(posts(site, "/c"), 200, JSON)
    site.pages["/broken?per_page=1"] = Page(posts(site, "/d"), 200, JSON)
    site.pages["/broken?per_page=1&page=2"] = Page(b"", 500)
    site.feed("/reserved", "/r")
    answers = iter([503, 200])

    def recovers(handler: BaseHTTPRequestHandler) -> None:
        status = next(answers)
        body = (
            b"<rss><channel><item><link>/e</link></item></channel></rss>" if status == 200 else b""
        )
        handler.send_response(status)
        handler.send_header("Content-Type", "text/xml")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.pages["/slow"] = Page(recovers)
    site.pages["/dead"] = Page(b"", 404)
    sources = (
        json_source(site, "whole", "/whole?per_page=2"),
        json_source(site, "broken", "/broken?per_page=1"),
        site.source("slow", "/slow"),
        site.source("dead", "/dead"),
        site.source("reserved", "/reserved"),
    )
    store, report = run_crawl(FakeStore(sources), tmp_path)
    states = store.states
    assert states["whole"].cursor == "2026-04-24T10:00:00+00:00"
    assert states["whole"].health is Health.ACTIVE
    assert (states["broken"].cursor, states["broken"].failures) == (None, 1)
    found = {task.url.removeprefix(site.root) for task in store.tasks.values()}
    assert {"/a", "/b", "/c", "/d", "/e", "/r"} <= found
    assert (states["slow"].health, states["slow"].failures) == (Health.ACTIVE, 0)
    assert (states["dead"].health, states["dead"].failures) == (Health.FAILING, 1)
    assert site.paths().count("/dead") == 2
    assert [line.source_id for line in report.by_source] == sorted(one.id for one in sources)
    kept = store.article_of("/r")
    assert kept.partial
    assert "copy the models" not in kept.text


def test_what_tdmrep_json_reserves_is_kept_to_for_a_day_and_in_replay(
    site: Site, tmp_path: Path
) -> None:
    rules = [{"location": "/kept/", "tdm-reservation": 1, "tdm-policy": "/policy.json"}]
    site.pages[TDM] = Page(json.dumps(rules).encode(), 200, JSON)
    site.article("/kept/a")
    site.article("/open/b")
    site.feed("/kept/feed", "/kept/a", "/open/b")
    sources = (site.source("one", "/kept/feed"),)
    live, _ = run_crawl(FakeStore(sources), tmp_path / "live")
    assert site.paths()[:2] == ["/robots.txt", TDM]
    site.article("/open/c")
    site.feed("/kept/feed", "/open/c")
    live, _ = run_crawl(live, tmp_path / "later", ignore_interval=True)
    assert site.paths().count(TDM) == 1
    (archive,) = (tmp_path / "live").glob("*.warc.gz")
    again, _ = run_crawl(FakeStore(sources), tmp_path / "replay", replay=archive)
    for store in (live, again):
        kept = store.article_of("/kept/a")
        assert kept.partial
        assert "copy the models" not in kept.text
        assert "copy the models" in store.article_of("/open/b").text
        words = "text and data mining is reserved (policy: /policy.json)"
        assert store.states["one"].rights == words
        assert store.copies[site.root + TDM].rights == f"{words}: /kept/"


@pytest.mark.parametrize("robots", [b"User-agent: *\nDisallow: /.well-known/", b""])
def test_the_file_of_reservations_is_asked_for_like_any_other(
    site: Site, tmp_path: Path, robots: bytes
) -> None:
    """Not where robots.txt forbids it; and a host that wants to be left alone then, is."""
    site.pages["/robots.txt"] = Page(robots)
    site.pages[TDM] = Page(b"", 429, {"Retry-After": "3600"})
    site.feed("/feed")
    store, _ = run_crawl(FakeStore((site.source("one", "/feed"),)), tmp_path)
    hold = store.copies[site.root].hold_until
    if robots:
        assert site.paths() == ["/robots.txt", "/feed"]
        assert hold is None
    else:
        assert site.paths() == ["/robots.txt", TDM]
        assert hold is not None
        assert hold - dt.datetime.now(dt.UTC) > dt.timedelta(minutes=50)


def test_children_of_an_index_are_read_again_when_they_changed(site: Site, tmp_path: Path) -> None:
    """The cursor moves once everything was read; a child that fails keeps it where it was."""

    def index(old: str) -> None:
        rows = f"<sitemap><loc>/old.xml</loc><lastmod>{old}</lastmod></sitemap>"
        rows += "<sitemap><loc>/unsaid.xml</loc></sitemap>"
        site.pages["/index.xml"] = Page(f"<sitemapindex>{rows}</sitemapindex>".encode())

    def child(path: str, article: str) -> None:
        site.article(article)
        text = f"<urlset><url><loc>{site.root}{article}</loc></url></urlset>"
        site.pages[path] = Page(text.encode(), 200, {"Content-Type": "text/xml"})

    index("2020-01-01T00:00:00Z")
    child("/old.xml", "/a")
    source = replace(site.source("one", "/index.xml"), kind=SourceKind.SITEMAP)
    store, _ = run_crawl(FakeStore((source,)), tmp_path)
    assert store.states["one"].cursor is None  # /unsaid.xml was not there
    child("/unsaid.xml", "/b")
    store, _ = run_crawl(store, tmp_path, ignore_interval=True)
    cursor = store.states["one"].cursor
    assert cursor is not None
    site.asked.clear()
    store, _ = run_crawl(store, tmp_path, ignore_interval=True)
    assert site.paths() == ["/index.xml", "/unsaid.xml"]
    assert (store.states["one"].cursor or "") > cursor
    index(dt.datetime.now(dt.UTC).isoformat())
    child("/old.xml", "/c")
    store, _ = run_crawl(store, tmp_path, ignore_interval=True)
    assert store.article_of("/c")


def test_a_key_that_is_missing_is_said_and_nothing_is_asked(site: Site, tmp_path: Path) -> None:
    wants = replace(json_source(site, "keyed", "/keyed"), token_env="CLAIMWIRE_TEST_NO_SUCH_KEY")
    store, _ = run_crawl(FakeStore((wants,)), tmp_path)
    assert store.fetches[-1].outcome == "no-key"
    assert "CLAIMWIRE_TEST_NO_SUCH_KEY" in store.fetches[-1].detail
    assert "/keyed" not in site.paths()


def test_a_delay_of_hours_means_one_request_and_then_none(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7200\n")
    site.article("/a")
    site.feed("/feed", "/a")
    sources = (site.source("one", "/feed"), site.source("two", "/feed2"))
    store = FakeStore(sources)
    now = dt.datetime.now(dt.UTC)
    store.save_robots(RobotsCopy(site.root + TDM, now, 404))  # else it would be waited for
    store, _ = run_crawl(store, tmp_path)
    assert site.paths() == ["/robots.txt", "/feed"]
    hold = store.copies[site.root].hold_until
    assert hold is not None
    assert hold - dt.datetime.now(dt.UTC) > dt.timedelta(minutes=110)


def test_a_second_visit_is_a_revisit_in_the_archive(site: Site, tmp_path: Path) -> None:
    site.article("/a")
    site.article("/b", ETag='"1"')
    site.feed("/feed", "/a", "/b")
    store = FakeStore((site.source("one", "/feed"),))
    store, _ = run_crawl(store, tmp_path / "first")
    store.due_again()
    store.states["one"] = replace(
        store.states["one"], next_due=dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
    )
    store, report = run_crawl(store, tmp_path / "second")
    assert report.unchanged == 2
    (file,) = (tmp_path / "second").glob("*.warc.gz")
    profiles = {}
    for record in ArchiveIterator(io.BytesIO(file.read_bytes())):
        if record.rec_type == "revisit":
            head = record.rec_headers
            profile = head.get_header("WARC-Profile").rpartition("/")[2]
            profiles[head.get_header("WARC-Target-URI").removeprefix(site.root)] = profile
            assert head.get_header("WARC-Refers-To-Date")
    assert profiles == {"/a": "identical-payload-digest", "/b": "server-not-modified"}


def test_a_paper_is_read(site: Site, tmp_path: Path) -> None:
    site.pages["/p.pdf"] = Page(paper(), 200, {"Content-Type": "application/pdf"})
    site.feed("/feed", "/p.pdf")
    store, report = run_crawl(FakeStore((site.source("one", "/feed"),)), tmp_path)
    assert report.captured == 1
    assert "copied the answers" in store.article_of("/p.pdf").text


def paper() -> bytes:
    """Return a PDF of one page with a line of text, written by hand."""
    text = (
        b"BT /F1 12 Tf 72 720 Td (The ministry said that the company copied the answers of others.)"
        b" Tj ET"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(body)
    body += b"xref\n0 6\n0000000000 65535 f \n"
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table


def test_an_outage_of_our_network_leaves_every_source_as_it_was(site: Site, tmp_path: Path) -> None:
    """Nobody answers: nothing is due later, ill or lost, and the report says it in one sentence."""
    closed = [socket.socket() for _ in range(3)]
    for one in closed:
        one.bind(("127.0.0.1", 0))  # and does not listen
    sources = tuple(
        replace(
            site.source(f"s{number}", "/feed"),
            url=f"http://127.0.0.1:{one.getsockname()[1]}/feed",
        )
        for number, one in enumerate(closed)
    )
    before = {one.id: SourceState(one.id, health=Health.ACTIVE, etag='"1"') for one in sources}
    store, report = run_crawl(FakeStore(sources, states=dict(before)), tmp_path)
    assert store.states == before
    assert [fetch.outcome for fetch in store.fetches] == ["no-network"] * 3
    assert report.problems == (
        "no network: none of 3 hosts answered (refused-connection 3). All sources keep their state "
        "and are asked again by the next run. Is this machine on the network, does it find the "
        "addresses of hosts (DNS), is its clock right, and does no proxy stand in between?",
    )
    site.feed("/feed")
    well = site.source("well", "/feed")
    store, report = run_crawl(replace(store, sources=(*sources, well)), tmp_path)
    for one in closed:
        one.close()
    assert {store.states[one.id].failures for one in sources} == {1}
    assert store.states["well"].health is not Health.FAILING
