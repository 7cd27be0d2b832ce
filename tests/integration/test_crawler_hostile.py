"""Two runs over a web that misbehaves: what was asked of it, and what is known afterwards."""

from __future__ import annotations

import gzip
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from claimwire.model import DocumentStatus, Health, Source
from tests.crawler_fakes import FakeStore, run_crawl
from tests.crawler_site import ARTICLE, TDM, Page, Site, broken_off, dripping, endless, serving

TWINS = ("/twin?utm_source=rss", "/twin?fbclid=1", "/twin/", "/twin#top", "/twin?source=newsletter")
BROKEN = ("/endless", "/dripping", "/broken", "/bomb", "/nested-bomb", "/loop", "/private-net")
SOURCES = ("main", "gone", "empty", "wall", "bomb", "robots-closed")


@dataclass
class Web:
    """Three hosts: one with every bad habit, one that asks for patience, one that is slow."""

    bad: Site
    busy: Site
    slow: Site
    slow_times: list[float]

    def sources(self) -> tuple[Source, ...]:
        """Return a source for each habit of a source."""
        return (
            *(self.bad.source(name, f"/{name}") for name in SOURCES if name != "robots-closed"),
            self.bad.source("closed", "/closed/feed"),
            self.busy.source("z-busy-one", "/one"),
            self.busy.source("z-busy-two", "/two"),
        )


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as bad, serving("127.0.0.2") as busy, serving("127.0.0.3") as slow:
        made = Web(bad, busy, slow, [])
        _misbehave(made)
        yield made


def _misbehave(web: Web) -> None:
    bad = web.bad
    bad.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /closed/\n")
    for path, habit in (("/endless", endless), ("/dripping", dripping), ("/broken", broken_off)):
        bad.pages[path] = Page(habit)
    zipped = gzip.compress(b"a" * 5_000_000)
    bad.pages["/bomb"] = Page(zipped, 200, {"Content-Encoding": "gzip"})
    bad.pages["/nested-bomb"] = Page(
        gzip.compress(zipped), 200, {"Content-Encoding": "gzip, gzip", "Content-Type": "text/html"}
    )
    bad.pages["/loop"] = Page(b"", 302, {"Location": "/loop?x"})
    bad.pages["/loop?x"] = Page(b"", 302, {"Location": "/loop"})
    bad.pages["/private-net"] = Page(b"", 302, {"Location": "http://10.0.0.1/secret"})
    bad.pages["/taken-back"] = Page(b"", 410)
    bad.pages["/gone"] = Page(b"", 410)
    bad.pages["/empty"] = Page(b"", 200)
    bad.pages["/wall"] = Page(b"<!DOCTYPE html><title>Wait</title>", 200)
    bad.article("/twin", ETag='"t"')
    for path, encoding in (("/latin", "utf-8"), ("/chinese", "gb18030")):
        text = ARTICLE.format(title="“Über” 中文的标题")
        declared = text.replace('charset="utf-8"', f'charset="{encoding}"')
        page = Page(declared.encode(encoding), 200, {"Content-Type": "text/html; charset=latin-1"})
        bad.pages[path] = page
    web.busy.pages["/one"] = Page(b"", 429, {"Retry-After": "3600"})
    web.busy.feed("/two", "/a")
    web.slow.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 1\n")
    for path in ("/s1-of-the-slow", "/s2-of-the-slow", "/s3-of-the-slow"):
        web.slow.pages[path] = Page(_noted(web.slow_times))
    slow = tuple(f"{web.slow.root}{path}" for path in web.slow.pages if path.startswith("/s"))
    links = (*TWINS, *BROKEN, "/taken-back", "/latin", "/chinese", "/closed/page", *slow)
    bad.feed("/main", *links, ETag='"m"')


def _noted(times: list[float]) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return an article that notes when it was asked for."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        body = ARTICLE.format(title=f"Report on {handler.path}").encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def _asked(site: Site) -> Counter[str]:
    return Counter(path for path in site.paths() if path not in ("/robots.txt", TDM))


def test_no_rule_is_broken_over_two_runs(web: Web, tmp_path: Path) -> None:
    store, first = run_crawl(FakeStore(web.sources()), tmp_path)
    once = _asked(web.bad)
    first_busy = web.busy.paths()
    web.bad.asked.clear()
    web.busy.asked.clear()
    store, second = run_crawl(store, tmp_path, ignore_interval=True)
    again = _asked(web.bad)

    # the first run
    assert web.bad.paths()[0] != "/robots.txt"  # the copy of the first run holds
    twins = {path: n for path, n in (once + again).items() if path.startswith("/twin")}
    assert sum(twins.values()) == 1, twins
    assert once["/taken-back"] == once["/gone"] == 1
    assert not any(path.startswith("/closed/") for path in once + again)
    assert all(once[f"/{name}"] <= 3 for name in SOURCES)
    assert once["/loop"] + once["/loop?x"] <= 20
    assert first_busy == ["/robots.txt", TDM, "/one"]
    outcomes = {path: store.outcome(path) for path in BROKEN}
    assert outcomes == {
        "/endless": "too-large",
        "/dripping": "timeout",
        "/broken": "truncated",
        "/bomb": "too-large",
        "/nested-bomb": "too-large",
        "/loop": "redirect-loop",
        "/private-net": "address-refused",
    }
    for path in ("/latin", "/chinese"):
        assert store.article_of(path).title == "“Über” 中文的标题"
    gaps = [
        after - before for before, after in zip(web.slow_times, web.slow_times[1:], strict=False)
    ]
    assert len(gaps) == 2
    assert min(gaps) > 0.9
    assert (first.interrupted, second.interrupted) == (False, False)

    # the second
    assert again["/taken-back"] == again["/gone"] == 0
    assert not any(again[path] for path in BROKEN if path != "/bomb")  # "/bomb" is a source too
    assert all(again[f"/{name}"] <= 3 for name in SOURCES)
    assert web.busy.asked == []
    validators = [headers for path, headers in web.bad.asked if path == "/main"]
    assert [headers.get("If-None-Match") for headers in validators] == ['"m"']
    assert store.status_of("/taken-back") is DocumentStatus.GONE
    healths = {name: store.states[name].health for name in ("main", "gone", "empty", "closed")}
    assert healths == {
        "main": Health.ACTIVE,
        "gone": Health.GONE,
        "empty": Health.FAILING,
        "closed": Health.BLOCKED,
    }
