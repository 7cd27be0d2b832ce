"""What a person at a terminal sees of a crawl: bars while it runs, a table when it has ended."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.workspace import create_workspace
from store.migrate import upgrade
from tests.crawler_site import Page, Site, serving

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_SOURCE = """[source.{name}]
name = "{name}"
publisher = "reuters"
kind = "rss"
url = "{root}/{name}"
language = "en"
perspective = "press"
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def place(site: Site, tmp_path: Path) -> Path:
    """A workspace with one source that is well and one that refuses."""
    for path in ("/a", "/b", "/c"):
        site.article(path)
    site.feed("/well", "/a", "/b", "/c")
    site.pages["/wall"] = Page(b"", 403)
    create_workspace(tmp_path)
    sources = "\n".join(_SOURCE.format(name=name, root=site.root) for name in ("well", "wall"))
    (tmp_path / "sources.toml").write_text(sources)
    (tmp_path / "claimwire.toml").write_text(
        '[crawl]\ndelay_seconds = 0.3\nallow_addresses = ["127.0.0.0/8"]\n'
    )
    upgrade(f"sqlite:///{tmp_path / 'claimwire.db'}")
    return tmp_path


def on_a_terminal(place: Path, *arguments: str) -> tuple[str, str]:
    """Run the command with a terminal as stderr; return what it drew there, and its stdout."""
    master, slave = pty.openpty()
    drawn: list[bytes] = []

    def read() -> None:
        while True:
            try:
                part = os.read(master, 65_536)
            except OSError:  # the other end is closed: Linux says so by an error
                return
            if not part:
                return
            drawn.append(part)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "claimwire", "--workspace", str(place), *arguments],
            stdout=subprocess.PIPE,
            stderr=slave,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "140", "LINES": "40"},
            timeout=120,
            check=False,
        )
    finally:
        os.close(slave)
        reader.join()
        os.close(master)
    return _CONTROL.sub("", b"".join(drawn).decode()), done.stdout.decode()


def test_bars_show_sources_pages_and_waits_and_a_table_ends_it(place: Path) -> None:
    drawn, out = on_a_terminal(place, "crawl")
    wait = r"1 host; 127\.0\.0\.1(?::\d+)?: \d × 0\.3 s"
    for stage, number in (("sources", 2), ("pages", 3)):
        assert re.search(rf"{stage}\s[^\r\n]*\d/{number} [^\r\n]*{wait}", drawn), drawn
        assert re.search(rf"{stage}\s[^\r\n]* {number}/{number} ", drawn), drawn
    table = [line.split() for line in out.splitlines() if line.startswith("  ")][:3]
    assert [row[:4] for row in table] == [
        ["source", "answer", "listed", "new"],
        ["wall", "http-403", "0", "0"],
        ["well", "ok", "3", "3"],
    ]
    assert "http-403 (status 403: the server refuses this crawler)" in out


def test_nothing_is_drawn_when_quiet(place: Path) -> None:
    drawn, _ = on_a_terminal(place, "--quiet", "crawl")
    assert drawn == ""
