"""Search beside Pagefind: how many of the first ten results are the same, and what the first costs.

Both look through the site of the demo archive in the same browser, for a fixed set of queries.
Pagefind (PyPI ``pagefind[bin]``) reads our pages and needs a policy that allows WebAssembly; ours
runs under the site's own.
"""

from __future__ import annotations

import functools
import http.server
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from benchmarks.figures import Figure, command, figure

if TYPE_CHECKING:
    from playwright.sync_api import Response

QUERIES = (
    "deepseek",
    "distillation",
    "anthropic settlement",
    "openai accused deepseek",
    "moonshot ai",
    "copyright lawsuit",
    "new york times openai",
    "diplomatic cable",
    "state department warning",
    "chinese embassy denies",
    "alibaba accounts",
    "getty images stability",
    "judge ruled fair use",
    "white house memo",
    "national security",
    "training data books",
    "letter to senators",
    "meta llama authors",
    "minimax",
    "export controls chips",
    "intellectual property theft",
    "congress bill",
    "music publishers",
    "court ruling appeal",
)
_PAGES = "{claims,documents,disputes,entities}/*/index.html"
_PEER = """<!DOCTYPE html><meta charset="utf-8"><title>peer</title><script type="module">
import * as pagefind from "./pagefind.js";
await pagefind.init();
window.ask = async (words) => {
  const found = await pagefind.search(words);
  return (await Promise.all(found.results.slice(0, 10).map((r) => r.data()))).map((d) => d.url);
};
</script>"""


def figures(runs: int) -> Iterator[Figure]:
    """Measure once over all queries; the spread is that of the queries."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        command("demo", str(Path(folder) / "demo"))
        out = Path(folder) / "demo" / "public"
        peer = _pagefind(out)
        with _served(out) as root, sync_playwright() as tool:
            browser = tool.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            mine, seconds, sizes = [], [], []
            for query in QUERIES:
                page = browser.new_page()  # nothing in its memory: each query is a first one
                got: list[int] = []
                page.on("response", functools.partial(_weigh, got))
                begin = time.perf_counter()
                page.goto(f"{root}search/index.html?q={quote(query)}")
                page.wait_for_selector("#said:not(:empty)")
                seconds.append(time.perf_counter() - begin)
                links = page.eval_on_selector_all(
                    "#results > * a:first-of-type", "found => found.map(a => a.href)"
                )
                mine.append([_place(link) for link in dict.fromkeys(links)][:10])
                sizes.append(sum(got) / 1000)
                page.close()
            yield figure("search, first result (page included)", "s", seconds)
            yield figure("search, first query", "kB", sizes)
            if peer:
                page = browser.new_page()
                page.goto(f"{root}pagefind/peer.html")
                page.wait_for_function("window.ask")
                shares = []
                for query, own in zip(QUERIES, mine, strict=True):
                    theirs = {_place(url) for url in page.evaluate("q => ask(q)", query)}
                    if theirs:
                        shares.append(len(theirs & set(own)) / min(10, len(theirs)))
                yield Figure(
                    "search, top ten shared with Pagefind",
                    statistics.mean(shares),
                    min(shares),
                    max(shares),
                    "share",
                    len(shares),
                )
            browser.close()


def _weigh(got: list[int], response: Response) -> None:
    got.append(len(response.body()))


def _pagefind(site: Path) -> bool:
    """Index our pages with Pagefind; say whether it is there."""
    arguments = [sys.executable, "-m", "pagefind", "--site", str(site), "--glob", _PAGES]
    done = subprocess.run(arguments, check=False, capture_output=True)
    if done.returncode:
        return False
    (site / "pagefind" / "peer.html").write_text(_PEER, encoding="utf-8")
    return True


def _place(url: str) -> str:
    return urlsplit(url).path.removesuffix("index.html").strip("/")


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
