"""The crawler against servers on loopback: fetching, an idle run over the catalogue, feeds, pages.

Fetching counts the CPU time of the crawling process alone, with robots.txt, policy and archive on;
pages are read by worker processes, whose speed is a figure of its own. The idle run asks as many
sources as the catalogue has, each on a host of its own, through the command line and a real store;
its pace is switched off, so that the figure is the work and not the waiting.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import multiprocessing
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT, Figure, figure, measure

HOSTS = 106  # as many as the catalogue has sources
PAGES = 800
PAGE_BYTES = 100_000
FEEDS = 60
READ = 40  # pages whose reading is timed

_WORDS = "The ministry said on Friday that the company had not answered the letter of April. "


def figures(runs: int) -> Iterator[Figure]:
    """Measure every part."""
    yield _feeds(runs)
    yield _pages(runs)
    with _server() as port:
        rates = [_fetching(port) for _ in range(runs)]
        yield figure("fetch, robots, policy, archive", "pages/CPU-s", rates)
        yield from _idle(port, runs)


def _feed(number: int, items: int = 25) -> bytes:
    entries = "".join(
        f"<item><title>Headline {number} of item {n} &amp; more</title>"
        f"<link>http://127.0.1.{number % 250 + 1}/a/{n}-story-of-words</link>"
        f"<guid isPermaLink='false'>{number}-{n}</guid>"
        f"<pubDate>Fri, 24 Apr 2026 10:{n:02d}:00 GMT</pubDate><category>A</category>"
        f"<dc:creator>Jane Roe</dc:creator><description>&lt;p&gt;{_WORDS}&lt;/p&gt;</description>"
        f"<content:encoded><![CDATA[<p>{_WORDS * 10}</p>]]></content:encoded></item>"
        for n in range(items)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>F</title>{entries}</channel></rss>"
    ).encode()


def _page(number: int) -> bytes:
    """Return a page of the usual weight: much of it is not the article."""
    body = "".join(f"<p>{_WORDS * 4}{n} and {number}.</p>" for n in range(14))
    menu = "".join(f"<li><a href='/s/{n}'>Section {n} of the site</a></li>" for n in range(250))
    script = "<script>" + "var x = 1;" * 6_000 + "</script>"
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>A headline of words"
        f" {number} | Site</title><meta property='article:published_time'"
        f" content='2026-04-24T10:00:00Z'></head><body><nav><ul>{menu}</ul></nav>{script}"
        f"<article><h1>A headline of words {number}</h1><p class='byline'>By Jane Roe</p>{body}"
        "</article></body></html>"
    ).encode()


def _feeds(runs: int) -> Figure:
    from claimwire.model import SourceKind
    from crawler.feeds import read

    bodies = [_feed(number) for number in range(FEEDS)]

    def read_all(some: list[bytes]) -> None:
        for body in some:
            read(body, url="https://a.example/feed", content_type=None, kind=SourceKind.RSS)

    def once() -> float:
        begin = time.process_time()
        read_all(bodies)
        return len(bodies) / (time.process_time() - begin)

    read_all(bodies[:1])  # the parser is loaded once in a process, not once a feed

    return measure("feeds of 25 items", "/CPU-s", once, runs=runs)


def _pages(runs: int) -> Figure:
    from crawler.extract import extract

    bodies = [_page(number) for number in range(READ)]

    def once() -> float:
        begin = time.process_time()
        for number, body in enumerate(bodies):
            extract(body, url=f"https://a.example/{number}-a-story")
        return len(bodies) / (time.process_time() - begin)

    return measure("extraction (100 KB pages)", "pages/CPU-s", once, runs=runs)


# ------------------------------------------------------------------------------------ the server


@contextmanager
def _server() -> Iterator[int]:
    """Run a server for every address of 127.0.0.0/8 in a process of its own."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield int(ours.recv())
    finally:
        process.kill()
        process.join()


def _serve(pipe: Any) -> None:
    text = (_WORDS * (PAGE_BYTES // len(_WORDS))).encode()
    feeds: dict[str, bytes] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                status, kind, body = "200 OK", "text/plain", text
                if path == "/robots.txt":
                    body = b"User-agent: *\nDisallow: /private/\n"
                elif path.startswith("/feed/"):
                    kind = "text/xml"
                    if b"if-none-match" in head.lower():
                        status, body = "304 Not Modified", b""
                    else:
                        body = feeds.setdefault(path, _feed(int(path.rpartition("/")[2]), items=3))
                writer.write(
                    f'HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nETag: "1"\r\n'
                    f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "0.0.0.0", 0)  # noqa: S104 - 127.0.0.0/8
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


# ----------------------------------------------------------------------------------- the crawls


def _fetching(port: int) -> float:
    """Return the pages that the crawling process fetches in a second of its CPU time."""
    code = f"from benchmarks.crawling import fetch_all; print(fetch_all({port}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def fetch_all(port: int) -> float:
    """Fetch plain text pages of many hosts in this process; return pages per second of CPU."""
    from claimwire.model import Entry, Source, SourceKind
    from crawler.engine import crawl
    from crawler.settings import CrawlSettings
    from crawler.urls import url_key
    from tests.crawler_fakes import FakeStore

    source = Source("s", "S", "p", SourceKind.RSS, "http://127.0.0.1/none", enabled=False)
    store = FakeStore((source,))
    urls = [f"http://127.0.1.{n % 40 + 1}:{port}/a/{n}-story-of-words" for n in range(PAGES)]
    entries = [Entry(url=url, canonical_url=url, url_key=url_key(url)) for url in urls]
    store.enter(entries, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    settings = CrawlSettings(
        delay_seconds=0, allow_addresses=("127.0.0.0/8",), concurrency=40, workers=1
    )
    before = _cpu()
    with tempfile.TemporaryDirectory() as folder:
        report = crawl(
            store,
            settings=settings,
            only=frozenset(),
            ignore_interval=False,
            limit=None,
            max_seconds=None,
            replay=None,
            archive_dir=Path(folder),
            progress=lambda _at: None,
        )
    return report.documents / (_cpu() - before)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _idle(port: int, runs: int) -> Iterator[Figure]:
    """Time ``claimwire crawl --now`` over sources of which none has anything new."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "w"
        _claimwire("init", str(workspace), cwd=Path(folder))
        (workspace / "claimwire.toml").write_text(
            '[crawl]\ndelay_seconds = 0\nallow_addresses = ["127.0.0.0/8"]\nconcurrency = 16\n'
        )
        tables = (
            f'[source.s{n}]\nname = "S{n}"\npublisher = "p{n}"\nkind = "rss"\nfetch = "feed-only"\n'
            f'url = "http://127.0.2.{n + 1}:{port}/feed/{n}"\n'
            for n in range(HOSTS)
        )
        (workspace / "sources.toml").write_text("\n".join(tables))
        _claimwire("crawl", cwd=workspace)
        done = [_claimwire("crawl", "--now", cwd=workspace) for _ in range(runs)]
    yield figure(f"idle run over {HOSTS} sources", "s", [wall for wall, _, _ in done])
    yield figure("its CPU time", "s", [cpu for _, cpu, _ in done])
    yield figure("its memory", "MB", [peak for _, _, peak in done])


def _claimwire(*arguments: str, cwd: Path) -> tuple[float, float, float]:
    """Run a verb; return its seconds, those of the CPU, and the most memory it held, in MB."""
    code = (
        "import resource, runpy, sys; sys.argv[0] = 'claimwire'\n"
        "try:\n    runpy.run_module('claimwire', run_name='__main__')\n"
        "finally:\n    used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "    print('used', used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begin
    found = re.search(r"used ([\d.]+) (\d+)", done.stdout)
    if found is None:
        raise RuntimeError(done.stderr[-2000:])
    return seconds, float(found[1]), int(found[2]) / 1024
