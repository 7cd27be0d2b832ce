"""Whole crawls against real servers on loopback, and their replay from the archive they wrote."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from claimwire.model import Article, DocumentStatus, FetchMode, Health, SourceKind, SourceState
from claimwire.stages.advice import for_state
from crawler.warc import Position, read
from tests.crawler_fakes import QUICK, FakeStore, run_crawl
from tests.crawler_site import (
    TDM,
    Page,
    Site,
    broken_off,
    certificates,
    dripping,
    endless,
    serving,
)

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def crawl_one(site: Site, archive: Path, *links: str, **options: object) -> FakeStore:
    """Crawl a feed with these links once."""
    site.feed("/feed", *links)
    store, _ = run_crawl(FakeStore((site.source("feed", "/feed"),)), archive, **options)
    return store


def test_articles_are_discovered_captured_and_archived(site: Site, tmp_path: Path) -> None:
    site.article("/a", "One title", ETag='"1"')
    site.article("/b")
    site.feed("/feed", "/a?utm_source=rss", "/a", "/b", "/private/c")
    sources = (site.source("feed", "/feed"),)
    store, report = run_crawl(FakeStore(sources), tmp_path)
    assert (report.sources, report.new_documents, report.captured) == (1, 3, 2)
    found = store.article_of("/a?utm_source=rss")
    assert found.title == "One title"
    assert found.published is not None
    assert found.published.at == dt.datetime(2026, 4, 24, 8, tzinfo=dt.UTC)
    (capture,) = next(iter(store.captures.values()))
    assert capture.warc_file is not None
    assert capture.warc_offset is not None
    place = Position(capture.warc_file, capture.warc_offset, capture.warc_length or 0)
    assert b"One title" in read(tmp_path, place).body
    assert all(path.name.endswith(".warc.gz") for path in tmp_path.iterdir())
    agent = {headers["User-Agent"] for _, headers in site.asked}
    assert len(agent) == 1
    assert agent.pop().startswith("claimwire/")


def test_robots_txt_is_read_first_and_obeyed(site: Site, tmp_path: Path) -> None:
    site.pages["/public"] = Page(b"", 302, {"Location": "/private/b"})
    store = crawl_one(site, tmp_path, "/private/a", "/public")
    assert site.paths() == ["/robots.txt", TDM, "/feed", "/public"]
    for path in ("/private/a", "/public"):
        assert store.status_of(path) is DocumentStatus.REFUSED
        assert store.outcome(path) == "robots"


@pytest.mark.parametrize("status", [429, 500])
def test_a_host_without_readable_robots_txt_is_not_asked(
    site: Site, tmp_path: Path, status: int
) -> None:
    site.pages["/robots.txt"] = Page(b"", status, {"Retry-After": "7200"} if status == 429 else {})
    store = crawl_one(site, tmp_path, "/a")
    assert site.paths() == ["/robots.txt"]
    assert store.outcome("/feed") == "robots-unreachable"
    site.asked.clear()
    store, _ = run_crawl(store, tmp_path, ignore_interval=True)
    assert site.paths() == ([] if status == 429 else ["/robots.txt"])


def test_a_host_that_is_down_fails_and_is_not_called_blocked(site: Site, tmp_path: Path) -> None:
    site.article("/a")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/feed"
    down = replace(site.source("down", "/feed"), url=url)
    store, report = run_crawl(FakeStore((down,)), tmp_path)
    state = store.states["down"]
    assert (state.health, report.sources_failed) == (Health.FAILING, 1)
    assert (state.last_error or "").startswith(
        "refused-connection: the host does not accept connections"
    )
    assert "look for a new address" in for_state(down, state, now=NOW)


def test_a_host_that_answers_at_the_second_look_is_well(site: Site, tmp_path: Path) -> None:
    """The silence of a host at its robots.txt is doubted like that of any other address."""
    site.article("/a")
    site.feed("/feed", "/a")
    silences = [1]

    def robots(handler: BaseHTTPRequestHandler) -> None:
        if silences:
            silences.pop()
            handler.close_connection = True  # and not a word
            return
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.pages["/robots.txt"] = Page(robots)
    store, report = run_crawl(FakeStore((site.source("feed", "/feed"),)), tmp_path)
    assert site.paths().count("/robots.txt") == 2
    assert (store.states["feed"].health, report.captured) == (Health.ACTIVE, 1)


def test_validators_come_back_and_same_bytes_are_not_read_again(site: Site, tmp_path: Path) -> None:
    site.article("/tagged", ETag='"abc"')
    site.article("/dated", Last_Modified="Fri, 24 Apr 2026 10:00:00 GMT")
    site.article("/plain")
    site.feed("/feed", "/tagged", "/dated", "/plain", ETag='W/"feed"')
    sources = (site.source("feed", "/feed"),)
    store, _ = run_crawl(FakeStore(sources), tmp_path)
    site.asked.clear()
    store.due_again()
    store, report = run_crawl(store, tmp_path, ignore_interval=True)
    headers = dict(site.asked)
    assert headers["/tagged"]["If-None-Match"] == '"abc"'
    assert headers["/dated"]["If-Modified-Since"] == "Fri, 24 Apr 2026 10:00:00 GMT"
    assert headers["/feed"]["If-None-Match"] == 'W/"feed"'
    outcomes = [store.outcome(path) for path in ("/feed", "/tagged", "/dated", "/plain")]
    assert outcomes == ["not-modified", "not-modified", "not-modified", "same"]
    assert (report.unchanged, report.captured) == (3, 0)
    assert all(len(articles) == 1 for articles in store.articles.values())


def test_redirects_lead_to_no_private_address(site: Site, tmp_path: Path) -> None:
    with serving("127.0.0.2") as inner:
        inner.article("/secret")
        site.pages["/out"] = Page(b"", 302, {"Location": f"{inner.root}/secret"})
        site.pages["/named"] = Page(b"", 302, {"Location": "http://localhost:1/secret"})
        settings = replace(QUICK, allow_addresses=("127.0.0.1/32",))
        store = crawl_one(
            site, tmp_path, "/out", "/named", f"{inner.root}/secret", settings=settings
        )
        assert store.outcome("/out") == "address-refused"
        assert store.outcome("/secret") == "address-refused"
        assert store.status_of("/out") is DocumentStatus.REFUSED
        assert inner.asked == []


def test_names_of_private_addresses_are_refused_at_the_resolver(tmp_path: Path) -> None:
    with serving() as site:
        site.article("/a")
        port = site.root.rpartition(":")[2]
        site.root = f"http://localhost:{port}"
        settings = replace(QUICK, allow_addresses=())
        store = crawl_one(site, tmp_path, settings=settings)
        assert store.outcome("/feed") == "address-refused"
        assert site.asked == []


def test_429_is_asked_once_and_holds_the_other_sources_of_the_host(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/one"] = Page(b"", 429, {"Retry-After": "3600"})
    site.feed("/two", "/a")
    sources = (site.source("a-one", "/one"), site.source("b-two", "/two"))
    store, _ = run_crawl(FakeStore(sources), tmp_path)
    assert site.paths() == ["/robots.txt", TDM, "/one"]
    assert store.outcome("/two") == "host-held"
    for id_ in ("a-one", "b-two"):
        due = store.states[id_].next_due
        assert due is not None
        assert due > NOW + dt.timedelta(minutes=59)
    site.asked.clear()
    run_crawl(store, tmp_path, ignore_interval=True)
    assert site.asked == []


def test_html_instead_of_a_feed_is_an_error_and_the_run_goes_on(site: Site, tmp_path: Path) -> None:
    site.pages["/wall"] = Page(b"<!DOCTYPE html><title>Wait</title>", 200)
    site.pages["/empty"] = Page(b"", 200)
    site.pages["/gone"] = Page(b"", 410)
    site.article("/a")
    site.feed("/good", "/a")
    names = ("wall", "empty", "gone", "good", "missing")
    sources = tuple(site.source(name, f"/{name}") for name in names)
    store, report = run_crawl(FakeStore(sources), tmp_path)
    assert [store.outcome(f"/{name}") for name in names] == [
        "not-a-feed", "not-a-feed", "gone", "ok", "http-404",
    ]  # fmt: skip
    assert store.states["wall"].health is Health.FAILING
    assert store.states["gone"].health is Health.GONE
    assert (report.sources_failed, report.captured) == (4, 1)
    assert any("HTML page titled “Wait”" in problem for problem in report.problems)


def test_endless_dripping_and_broken_answers_are_cut(site: Site, tmp_path: Path) -> None:
    site.pages["/endless"] = Page(endless)
    site.pages["/dripping"] = Page(dripping)
    site.pages["/broken"] = Page(broken_off)
    bomb = gzip.compress(b"a" * 5_000_000)
    site.pages["/bomb"] = Page(bomb, 200, {"Content-Encoding": "gzip"})
    site.pages["/loop"] = Page(b"", 302, {"Location": "/loop?x"})
    site.pages["/loop?x"] = Page(b"", 302, {"Location": "/loop"})
    site.pages["/file"] = Page(b"", 302, {"Location": "file:///etc/passwd"})
    site.article("/a")
    names = ("endless", "dripping", "broken", "bomb", "loop", "file", "a")
    store = crawl_one(site, tmp_path, *(f"/{name}" for name in names))
    outcomes = {name: store.outcome(f"/{name}") for name in names if name != "a"}
    assert outcomes == {
        "endless": "too-large",
        "dripping": "timeout",
        "broken": "truncated",
        "bomb": "too-large",
        "loop": "redirect-loop",
        "file": "http-302",
    }
    assert store.status_of("/a") is DocumentStatus.CAPTURED
    assert len([path for path in site.paths() if path.startswith("/loop")]) <= 20


def test_a_wrong_encoding_is_read_and_a_page_without_article_recorded(
    site: Site, tmp_path: Path
) -> None:
    site.article("/latin", "“Über” alles")
    site.pages["/latin"].headers["Content-Type"] = "text/html; charset=iso-8859-1"
    site.pages["/picture"] = Page(b"GIF89a", 200, {"Content-Type": "image/gif"})
    store = crawl_one(site, tmp_path, "/latin", "/picture")
    assert store.article_of("/latin").title == "“Über” alles"
    assert store.status_of("/picture") is DocumentStatus.UNREADABLE
    assert store.outcome("/picture") == "unreadable"


def test_a_permanent_move_is_remembered(site: Site, tmp_path: Path) -> None:
    site.feed("/new")
    site.pages["/old"] = Page(b"", 301, {"Location": "/new"})
    store, _ = run_crawl(FakeStore((site.source("old", "/old"),)), tmp_path)
    assert store.states["old"].url == f"{site.root}/new"
    site.asked.clear()
    store, _ = run_crawl(store, tmp_path, ignore_interval=True)
    assert site.paths() == ["/new"]


def test_feed_only_and_headline_only_ask_for_no_page(site: Site, tmp_path: Path) -> None:
    site.feed("/feed", "/a")
    for mode in (FetchMode.FEED_ONLY, FetchMode.HEADLINE_ONLY):
        site.asked.clear()
        source = replace(site.source("feed", "/feed"), fetch=mode)
        store, _ = run_crawl(FakeStore((source,)), tmp_path / mode.value)
        assert site.paths() == ["/robots.txt", TDM, "/feed"]
        assert store.article_of("/a").partial
        assert store.article_of("/a").text == "T"


def sitemap(site: Site, path: str, *rows: tuple[str, dt.datetime]) -> None:
    """Put a sitemap with these paths and times of change at a path."""
    urls = "".join(
        f"<url><loc>{site.root}{loc}</loc><lastmod>{at.isoformat()}</lastmod></url>"
        for loc, at in rows
    )
    site.pages[path] = Page(f"<urlset>{urls}</urlset>".encode(), 200, {"Content-Type": "text/xml"})


def test_a_compared_sitemap_brings_what_appears_after_the_first_look(
    site: Site, tmp_path: Path
) -> None:
    before, after = NOW - dt.timedelta(days=9), dt.datetime.now(dt.UTC) + dt.timedelta(minutes=9)
    for path in ("/old", "/changed", "/new"):
        site.article(path)
    sitemap(site, "/sitemap.xml", ("/old", before), ("/changed", before))
    source = replace(site.source("s", "/sitemap.xml"), kind=SourceKind.SITEMAP_DIFF)
    store, report = run_crawl(FakeStore((source,)), tmp_path)
    assert (report.new_documents, report.documents) == (0, 0)
    sitemap(site, "/sitemap.xml", ("/old", before), ("/changed", after), ("/new", before))
    store, report = run_crawl(store, tmp_path, ignore_interval=True)
    assert (report.new_documents, report.captured) == (1, 2)
    assert store.status_of("/old") is DocumentStatus.DISCOVERED
    assert "/old" not in site.paths()


def test_a_listing_page_is_a_source(site: Site, tmp_path: Path) -> None:
    site.article("/news/one")
    page = '<html><a href="/about">About</a><a href="/news/one">One</a></html>'
    site.pages["/news/"] = Page(page.encode(), 200, {"Content-Type": "text/html"})
    source = replace(site.source("s", "/news/"), kind=SourceKind.HTML_LIST, include=r"/news/\w")
    store, report = run_crawl(FakeStore((source,)), tmp_path)
    assert (report.new_documents, report.captured) == (1, 1)
    site.pages["/news/"] = Page(b"<html><p>A new design</p></html>")
    store, report = run_crawl(store, tmp_path, ignore_interval=True)
    assert report.sources_failed == 1
    assert store.states["s"].health is Health.FAILING
    assert "without any link" in report.problems[0]


def test_certificates_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority, pair = certificates(tmp_path)
    with serving(certificate=pair) as site:
        site.article("/a")
        store = crawl_one(site, tmp_path / "unknown", "/a")
        assert store.outcome("/feed") == "tls"
        assert store.states["feed"].health is Health.FAILING
        assert "no safe connection" in (store.states["feed"].last_error or "")
        assert site.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        process, pickled = start_script(site, tmp_path, pages=1)
        process.communicate(timeout=60)
        known = pickle.loads(pickled.read_bytes())  # noqa: S301 - written by this test
        assert known.outcome("/feed") == "ok"
        assert len(known.articles) == 1


def test_crawl_delay_is_kept(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 1\n")
    for path in ("/a", "/b"):
        site.article(path)
    began = time.monotonic()
    crawl_one(site, tmp_path, "/a", "/b")
    assert time.monotonic() - began > 3  # robots.txt, feed and two pages: three times a second


def test_the_pace_of_the_host_that_a_redirect_leads_to_is_kept(site: Site, tmp_path: Path) -> None:
    with serving("127.0.0.2") as slow:
        slow.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 1\n")
        for path in ("/a", "/b"):
            slow.article(path)
            site.pages[path] = Page(b"", 302, {"Location": f"{slow.root}{path}"})
        began = time.monotonic()
        store = crawl_one(site, tmp_path, "/a", "/b")
        assert time.monotonic() - began > 2  # robots.txt and two pages there: twice a second
        assert len(store.articles) == 2


def test_limit_and_time_end_a_crawl_early_and_the_next_goes_on(site: Site, tmp_path: Path) -> None:
    for number in range(4):
        site.article(f"/{number}")
    site.feed("/feed", *(f"/{number}" for number in range(4)))
    store = FakeStore((site.source("feed", "/feed"),))
    store, report = run_crawl(store, tmp_path, limit=3)
    assert (report.captured, report.ended_early) == (3, True)
    store, report = run_crawl(store, tmp_path, max_seconds=0.0)
    assert (report.documents, report.ended_early) == (0, True)
    store, report = run_crawl(store, tmp_path)
    assert (report.captured, report.ended_early) == (1, False)


def readable(store: FakeStore) -> dict[str, Article]:
    """Return the articles by address."""
    return {store.tasks[d].url: articles[-1] for d, articles in store.articles.items()}


def test_a_replay_of_the_archive_equals_the_live_crawl(site: Site, tmp_path: Path) -> None:
    site.article("/a", ETag='"1"')
    site.pages["/moved"] = Page(b"", 302, {"Location": "/a2"})
    site.article("/a2")
    site.pages["/bad"] = Page(b"no markup", 200)
    site.feed("/feed", "/a", "/moved", "/bad", "/missing", "/private/x")
    sources = (site.source("feed", "/feed"),)
    live, _ = run_crawl(FakeStore(sources), tmp_path / "live")
    site.asked.clear()
    (archive,) = (tmp_path / "live").iterdir()
    replayed, report = run_crawl(FakeStore(sources), tmp_path / "one", replay=archive)
    again, _ = run_crawl(FakeStore(sources), tmp_path / "two", replay=archive)
    assert site.asked == []
    assert readable(replayed) == readable(live)
    assert replayed.status == live.status
    assert {f.url: f.outcome for f in replayed.fetches} == {f.url: f.outcome for f in live.fetches}
    shas = [[c.sha256 for c in captures] for captures in live.captures.values()]
    assert [[c.sha256 for c in captures] for captures in replayed.captures.values()] == shas
    times = [[c.fetched_at for c in captures] for captures in live.captures.values()]
    assert [[c.fetched_at for c in captures] for captures in replayed.captures.values()] == times
    assert report.captured == 2
    (one,), (two,) = (tmp_path / "one").iterdir(), (tmp_path / "two").iterdir()
    assert one.read_bytes() == two.read_bytes()
    assert again.captures == replayed.captures
    _, nothing = run_crawl(replayed, tmp_path / "one", replay=archive)
    assert (nothing.sources, nothing.documents) == (0, 0)


def test_what_is_not_in_the_archive_says_so(site: Site, tmp_path: Path) -> None:
    crawl_one(site, tmp_path / "live")
    (archive,) = (tmp_path / "live").iterdir()
    sources = (site.source("feed", "/feed"), site.source("other", "/other"))
    store, _ = run_crawl(FakeStore(sources), tmp_path / "replay", replay=archive)
    assert store.outcome("/other") == "not-in-archive"
    assert store.outcome("/feed") == "ok"


def test_the_demo_archive_gives_what_it_promises(tmp_path: Path) -> None:
    import json
    from importlib.resources import files

    from crawler.sources import load

    demo = Path(str(files("crawler") / "demo"))
    expected = json.loads((demo / "expected.json").read_text(encoding="utf-8"))
    store = FakeStore(load(demo / "sources.toml"))
    store, _ = run_crawl(store, tmp_path, replay=demo / "demo.warc.gz")
    counts = {
        "documents": len(store.articles),
        **{
            status.value: list(store.status.values()).count(status)
            for status in (
                DocumentStatus.REFUSED,
                DocumentStatus.FAILED,
                DocumentStatus.UNREADABLE,
            )
        },
    }
    assert counts == expected["counts"]


SCRIPT = """
import pickle, sys
from pathlib import Path
from tests.crawler_fakes import FakeStore, _crawl
if __name__ == "__main__":
    store = pickle.loads(Path(sys.argv[1]).read_bytes())
    store, report = _crawl(store, Path(sys.argv[2]), {})
    Path(sys.argv[1]).write_bytes(pickle.dumps(store))
    print(report.interrupted, report.captured)
"""


def start_script(
    site: Site, tmp_path: Path, *, pages: int = 30
) -> tuple[subprocess.Popen[str], Path]:
    for number in range(pages):
        site.article(f"/{number}")
    site.feed("/feed", *(f"/{number}" for number in range(pages)))
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.2\n")
    pickled = tmp_path / "store.pickle"
    pickled.write_bytes(pickle.dumps(FakeStore((site.source("feed", "/feed"),))))
    script = tmp_path / "crawl.py"
    script.write_text(SCRIPT)
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, str(script), str(pickled), str(tmp_path / "archive")],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while len(site.asked) < min(5, pages) and time.monotonic() < deadline:
        time.sleep(0.05)
    return process, pickled


def test_sigterm_ends_a_crawl_after_the_items_at_hand(site: Site, tmp_path: Path) -> None:
    process, pickled = start_script(site, tmp_path)
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert output.startswith("True ")
    store = pickle.loads(pickled.read_bytes())  # noqa: S301 - written by this test
    assert 0 < len(store.articles) < 30
    assert all(path.name.endswith(".warc.gz") for path in (tmp_path / "archive").iterdir())


def test_after_kill_9_the_archive_is_whole_and_a_new_crawl_takes_everything(
    site: Site, tmp_path: Path
) -> None:
    process, _ = start_script(site, tmp_path)
    process.kill()
    process.communicate(timeout=30)
    (left,) = (tmp_path / "archive").iterdir()
    assert left.suffix == ".open"
    site.pages["/robots.txt"] = Page(b"")
    store = FakeStore((site.source("feed", "/feed"),))
    store, report = run_crawl(store, tmp_path / "archive")
    assert report.captured == 30
    assert not list((tmp_path / "archive").glob("*.open"))
    assert store.states["feed"] != SourceState("feed")
