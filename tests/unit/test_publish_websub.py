"""WebSub: a real hub on loopback is told of the feeds that changed, and of nothing else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest

from claimwire.publish import websub


class Hub(ThreadingHTTPServer):
    """Remembers what it was told; answers with ``status``."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.told: list[list[tuple[str, str]]] = []
        self.status = 202

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hub"


class Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        self.server.told.append(parse_qsl(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    server = Hub()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_topics_are_the_feeds_among_the_changed_files() -> None:
    changed = ["index.html", "feeds/all.rss", "feeds/all.atom", "feeds/all.ics", "feeds/all.opml"]
    found = ["https://c.example/x/feeds/all.atom", "https://c.example/x/feeds/all.rss"]
    assert websub.topics(changed, "https://c.example/x/") == found
    assert websub.topics(changed, "") == []
    assert websub.topics(["index.html"], "https://c.example/") == []


def test_a_hub_is_told(hub: Hub) -> None:
    topics = [f"https://c.example/{n}.atom" for n in range(60)]
    assert websub.ping(hub.url, topics) == []
    assert [fields[0] for fields in hub.told] == [("hub.mode", "publish")] * 2
    assert [value for fields in hub.told for _, value in fields[1:]] == topics
    assert {name for fields in hub.told for name, _ in fields[1:]} == {"hub.url"}


def test_nothing_changed_asks_nobody(hub: Hub) -> None:
    assert websub.ping(hub.url, []) == []
    assert hub.told == []


def test_a_hub_that_refuses_or_is_away_is_a_problem_in_words(hub: Hub) -> None:
    hub.status = 500
    [problem] = websub.ping(hub.url, ["https://c.example/a.atom"])
    assert hub.url in problem
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    [away] = websub.ping(f"http://127.0.0.1:{port}/", ["https://c.example/a.atom"], timeout=2)
    assert "did not take 1 changed feeds" in away
