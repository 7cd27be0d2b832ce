"""Two runs with the real store over a web that misbehaves: what was asked, and what is known."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import sqlalchemy as sa

from claimwire.config import load_config
from claimwire.model import DocumentStatus, Health, Source
from claimwire.stages.base import Workspace
from claimwire.workspace import create_workspace
from store import sources, tables
from store.migrate import upgrade
from tests.crawler_fakes import run_stored_crawl
from tests.crawler_site import ARTICLE, TDM, Page, Site, broken_off, dripping, endless, serving

TWINS = ("/twin?utm_source=rss", "/twin?fbclid=1", "/twin/", "/twin#top", "/twin?source=newsletter")
BROKEN = ("/endless", "/dripping", "/broken", "/bomb", "/nested-bomb", "/loop", "/private-net")
SOURCES = ("main", "gone", "empty", "wall", "bomb", "moved", "lent")


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
            *(self.bad.source(name, f"/{name}") for name in SOURCES),
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
    bad.pages["/moved"] = Page(b"", 301, {"Location": "/feed-of-today"})
    bad.pages["/lent"] = Page(b"", 302, {"Location": "/feed-of-today"})
    bad.feed("/feed-of-today", *(f"/story-{number}-of-today" for number in range(6)))
    for number in range(6):
        bad.article(f"/story-{number}-of-today")
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


@pytest.fixture
def workspace(tmp_path: Path, web: Web) -> Iterator[Workspace]:
    create_workspace(tmp_path / "w", sources="")
    config = load_config(tmp_path / "w")
    upgrade(config.store_url)
    made = Workspace(config)
    with made.database.writing() as conn:
        sources.sync(conn, web.sources())
    yield made
    made.database.close()


@dataclass
class Known:
    """What the store holds after a crawl, by the path of an address."""

    outcomes: dict[str, str]  # last one of each address
    statuses: dict[str, DocumentStatus]
    titles: dict[str, str]
    healths: dict[str, Health]

    @classmethod
    def of(cls, workspace: Workspace) -> Known:
        """Read the store."""
        document, state, revision = tables.document, tables.document_state, tables.revision
        with workspace.database.reading() as conn:
            fetches = sources.fetches(conn, limit=10_000)
            statuses = conn.execute(
                sa.select(document.c.url, state.c.status).select_from(document.join(state))
            ).all()
            titles = conn.execute(
                sa.select(document.c.url, revision.c.title).select_from(document.join(revision))
            ).all()
            states = sources.states(conn)
        return cls(
            {_path(fetch.url): fetch.outcome for fetch in reversed(fetches)},
            {_path(url): status for url, status in statuses},
            {_path(url): title for url, title in titles},
            {source.id: state.health for source, state in states},
        )


def _path(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]


def _command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimwire", "--workspace", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_the_command_keeps_the_rules_and_says_what_happened(web: Web, tmp_path: Path) -> None:
    rows = [
        f'[source.{one.id}]\nname = "{one.id}"\npublisher = "{one.id}"\nkind = "rss"\n'
        f'url = "{one.url}"\n'
        for one in web.sources()
    ]
    folder = tmp_path / "w"
    create_workspace(folder, sources="\n".join(rows))
    settings = folder / "claimwire.toml"
    settings.write_text(
        '[crawl]\ncontact = "desk@larnvik.example"\ndelay_seconds = 0.0\ntimeout_seconds = 2.0\n'
        'max_bytes = 200000\nallow_addresses = ["127.0.0.0/8"]\n'
    )
    upgrade(load_config(folder).store_url)
    first = _command(folder, "crawl")
    once = _asked(web.bad)
    web.bad.asked.clear()
    web.busy.asked.clear()
    second = _command(folder, "crawl", "--now")
    again = _asked(web.bad)

    assert (first.returncode, second.returncode) == (1, 1), first.stderr  # some need a person
    assert sum(n for path, n in (once + again).items() if path.startswith("/twin")) == 1
    assert not any(path.startswith("/closed/") for path in once + again)
    assert once["/taken-back"] == once["/gone"] == 1
    assert again["/taken-back"] == again["/gone"] == 0
    assert once["/loop"] + once["/loop?x"] <= 20
    assert web.busy.asked == []  # 429 with Retry-After: nothing of that host in the second run
    assert all("desk@larnvik.example" in headers["User-Agent"] for _, headers in web.bad.asked)
    gaps = [b - a for a, b in zip(web.slow_times, web.slow_times[1:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) > 0.9
    told = first.stdout + first.stderr
    for words in ("too-large", "http-429", "redirect-loop", "truncated", "not-a-feed"):
        assert words in told
    assert "took longer" not in told  # our words, not the engine's
    status = _command(folder, "--json", "status")
    assert json.loads(status.stdout)


def test_no_rule_is_broken_over_two_runs(web: Web, workspace: Workspace, tmp_path: Path) -> None:
    folder = workspace.config.workspace
    first = run_stored_crawl(folder, tmp_path / "first")
    once, once_busy, known = _asked(web.bad), web.busy.paths(), Known.of(workspace)
    web.bad.asked.clear()
    web.busy.asked.clear()
    second = run_stored_crawl(folder, tmp_path / "second", ignore_interval=True)
    again, later = _asked(web.bad), Known.of(workspace)

    # both runs
    assert not any((first.interrupted, first.ended_early, second.interrupted, second.ended_early))
    assert max(web.bad.at_once, web.busy.at_once, web.slow.at_once) <= 2
    twins = {path: n for path, n in (once + again).items() if path.startswith("/twin")}
    assert sum(twins.values()) == 1, twins
    assert not any(path.startswith("/closed/") for path in once + again)
    assert all(once[f"/{name}"] <= 3 and again[f"/{name}"] <= 3 for name in SOURCES)
    agents = {headers["User-Agent"] for _, headers in web.bad.asked}
    assert agents == {"claimwire/0"}

    # the first
    assert once["/taken-back"] == once["/gone"] == 1
    assert once["/loop"] + once["/loop?x"] <= 20
    assert once_busy == ["/robots.txt", TDM, "/one"]
    assert {path: known.outcomes[path] for path in BROKEN} == {
        "/endless": "too-large",
        "/dripping": "timeout",
        "/broken": "truncated",
        "/bomb": "too-large",
        "/nested-bomb": "too-large",
        "/loop": "redirect-loop",
        "/private-net": "address-refused",
    }
    for path in ("/latin", "/chinese"):
        assert known.titles[path] == "“Über” 中文的标题"
    gaps = [
        after - before for before, after in zip(web.slow_times, web.slow_times[1:], strict=False)
    ]
    assert len(gaps) == 2
    assert min(gaps) > 0.9

    # the second
    assert not {"/robots.txt", TDM} & set(web.bad.paths())  # the copies of the first run hold
    assert again["/taken-back"] == again["/gone"] == 0
    assert not any(again[path] for path in BROKEN if path != "/bomb")  # "/bomb" is a source too
    assert not any(again[path] for path in known.titles)  # what is held is not asked for at once
    assert web.busy.asked == []
    assert (again["/moved"], again["/lent"]) == (0, 1)
    validators = [headers for path, headers in web.bad.asked if path == "/main"]
    assert [headers.get("If-None-Match") for headers in validators] == ['"m"']
    assert later.statuses["/taken-back"] is DocumentStatus.GONE
    assert later.titles == known.titles
    healths = {name: later.healths[name] for name in ("main", "gone", "empty", "closed", "lent")}
    assert healths == {
        "main": Health.ACTIVE,
        "gone": Health.GONE,
        "empty": Health.FAILING,
        "closed": Health.BLOCKED,
        "lent": Health.ACTIVE,
    }
