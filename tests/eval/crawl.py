"""Scorer of the crawler on invented tables (``crawl.toml``) and on the invented pages of the tests.

Each table is one part: identity of addresses, robots.txt, feeds, sitemaps, decisions of the policy,
and what extraction reads of pages. Values are shares of what is right.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from claimwire.ids import bytes_digest
from claimwire.model import Entry, Source, SourceKind, SourceState
from crawler import feeds, policy, robotstxt
from crawler.answers import Answer
from crawler.extract import extract
from crawler.urls import url_key
from tests.crawl_pages import PAGES, TruePage, f1

SITE = "https://larnvik.example"
FEED = f"{SITE}/feed.xml"
NOON = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
_PLAIN = "<rss><channel><title>T</title><item><link>/a</link></item></channel></rss>"


def run(data: Path, model: str | None = None) -> dict[str, float]:
    """Score every part; neither data nor a model is needed."""
    del data, model
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    pages = [_page(page) for page in PAGES]
    return {
        "addresses_same": _share(url_key(a) == url_key(b) for a, b in table["addresses"]["same"]),
        "addresses_apart": _share(
            url_key(a) != url_key(b) for a, b in table["addresses"]["different"]
        ),
        "robots": _share(verdict for case in table["robots"] for verdict in _robots(case)),
        "feeds": _share(right for case in table["feed"] for right in _feed(case)),
        "sitemaps": _share(right for case in table["sitemap"] for right in _sitemap(case)),
        "decisions": _share(right for case in table["decision"] for right in _decision(case)),
        "page_text_f1": sum(text for text, _ in pages) / len(pages),
        "page_metadata": _share(right for _, rights in pages for right in rights),
    }


def _share(verdicts: Iterable[bool]) -> float:
    every = list(verdicts)
    return sum(every) / len(every)


def _robots(case: Mapping[str, Any]) -> list[bool]:
    file = robotstxt.parse(case["file"], agent="claimwire")
    return [file.allows(SITE + path) for path in case["may"]] + [
        not file.allows(SITE + path) for path in case["may_not"]
    ]


def _reading(body: str, kind: SourceKind) -> feeds.FeedReading:
    return feeds.read(body.encode(), url=FEED, content_type=None, kind=kind)


def _feed(case: Mapping[str, Any]) -> list[bool]:
    found = _reading(case["body"], SourceKind.RSS)
    right = [(found.problem is not None) is case.get("problem", False)]
    if "title" in case:
        right.append(found.title == case["title"])
    if "language" in case:
        right.append(found.language == case["language"])
    if "ttl" in case:
        right.append(found.ttl == dt.timedelta(minutes=case["ttl"]))
    if "entry" in case:
        entry = found.entries[0] if found.entries else None
        right += [entry is not None and _shown(entry, key) == case["entry"][key]
                  for key in case["entry"]]  # fmt: skip
        right.append(entry is not None and (entry.published is None) is (
            "published" not in case["entry"]
        ))  # fmt: skip
    return right


def _shown(entry: Entry, key: str) -> Any:
    value = getattr(entry, key)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return list(value) if isinstance(value, tuple) else value


def _sitemap(case: Mapping[str, Any]) -> list[bool]:
    found = _reading(case["body"], SourceKind.SITEMAP)
    urls = [entry.url for entry in found.entries]
    right = [(found.problem is not None) is case.get("problem", False)]
    if "urls" in case:
        right.append(urls == case["urls"])
    if "urls_begin" in case:
        right.append(urls[: len(case["urls_begin"])] == case["urls_begin"])
    if "sitemaps" in case:
        right.append(list(found.sitemaps) == case["sitemaps"])
    for key in ("title", "published"):
        if key in case:
            right.append(bool(urls) and _shown(found.entries[0], key) == case[key])
    return right


def _decision(case: Mapping[str, Any]) -> list[bool]:
    body = case.get("body", _PLAIN).encode()
    stated = case.get("state", {})
    state = SourceState(
        "s",
        etag=stated.get("etag"),
        failures=stated.get("failures", 0),
        interval=_minutes(stated["interval"]) if "interval" in stated else None,
        last_success=NOON - dt.timedelta(days=stated["success_days_ago"])
        if "success_days_ago" in stated
        else None,
        body_sha256=bytes_digest(body) if stated.get("same") else None,
    )
    answer = Answer(
        FEED,
        FEED,
        NOON,
        None if "error" in case else case.get("status", 200),
        case.get("headers", {}),
        body,
        tuple((status, url) for status, url in case.get("redirects", [])),
        error=case.get("error", ""),
    )
    found = policy.decide_source(
        Source("s", "S", "s", SourceKind.RSS, FEED),
        state,
        answer,
        _reading(body.decode(), SourceKind.RSS) if answer.ok else None,
        body_sha256=bytes_digest(body) if answer.ok else None,
        conditional=case.get("conditional", False),
        now=NOON,
    )
    return [_as_expected(found, key, value) for key, value in case["expect"].items()]


def _as_expected(found: policy.SourceDecision, key: str, value: Any) -> bool:
    state = found.state
    if key in ("wait", "hold"):
        until = state.next_due if key == "wait" else found.hold_host_until
        return until is not None and _minutes(value[0]) <= until - NOON <= _minutes(value[1])
    if key == "due":
        return (state.next_due is not None) is value
    if key in ("outcome", "take"):
        return bool(getattr(found, key) == value)
    held = getattr(state, key)
    return bool((held or "") == value if key in ("etag", "url") else held == value)


def _minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


def _page(page: TruePage) -> tuple[float, list[bool]]:
    found = extract(page.html.encode(), url=page.url, fetched_at=NOON, timezone=page.zone)
    stamps = [(found.published, page.published), (found.modified, page.modified)]
    times = [
        (stamp.at if stamp else None) == (dt.datetime.fromisoformat(stated) if stated else None)
        for stamp, stated in stamps
    ]
    same = [found.title == page.title, found.authors == page.authors, *times]
    same += [found.language == page.language, found.publisher == page.publisher]
    return f1(found.text, "\n".join(page.body)), same
