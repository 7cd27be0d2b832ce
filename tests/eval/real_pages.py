"""Extraction on real pages that public packages carry; nothing of them is kept here.

``python -m tests.eval.real_pages --from DIR`` reads every package that is unpacked below DIR (see
docs/crawling.md for how they are had) and prints one line a set and half: body F1, exact titles,
authors F1, and times. Pages are split by a hash of their host: ``seen`` may be read by whoever
improves a rule, ``unseen`` is only measured. With ``--list`` each page's metadata are printed, too.

What the packages do not say, authors, times with an offset and some bodies, stands in
``real_pages.toml`` beside this file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from claimwire.errors import InputError
from claimwire.model import Article, Stamp
from crawler import dates
from crawler.extract import extract
from tests.crawl_pages import f1
from tests.eval.real_suites import SUITES, RealPage

_FINE = ("minute", "second")
_EASTMOST, _WESTMOST = dt.timedelta(hours=14), dt.timedelta(hours=-12)  # offsets of the world
_MINUTE, _DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@cache
def _known() -> dict[str, dict[str, Any]]:
    """Return what was read by eye, by the keys of pages: authors, times and the like."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def digest(name: str) -> str:
    """Return what stands for a name in ``real_pages.toml``."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in letters if c.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()[:10]


def sentences(text: str) -> Counter[str]:
    """Return what stands for the sentences of a body in ``real_pages.toml``, with their numbers."""
    parts = re.split(r"(?<=[.!?。！？])\s|(?<=[。！？])|\n", text)
    return Counter(digest(part)[:6] for part in parts if re.search(r"\w{2}", part))


@dataclass(slots=True)
class Tally:
    """Sums of one set and half."""

    pages: int = 0
    unread: int = 0
    body: float = 0.0
    bodies: int = 0
    titles: Counter[bool] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)  # right, found, named
    times: Counter[bool] = field(default_factory=Counter)  # as the package has them
    minutes: Counter[bool] = field(default_factory=Counter)  # of those that state an offset


def _score(page: RealPage, article: Article | None, tally: Tally) -> float | None:
    tally.pages += 1
    tally.unread += article is None
    text = article.text if article is not None else ""
    scored = None
    wrong = _known()["wrong"].get(page.key, ())
    if (page.body or page.lead) and "body" not in wrong:
        if page.lead is not None:
            text = text[: len(page.lead)]
        scored = f1(text, page.body or page.lead or "")
        tally.body += scored
        tally.bodies += 1
    elif page.key in _known()["sentences"]:
        named, found = Counter(_known()["sentences"][page.key].split()), sentences(text)
        scored = 2 * (named & found).total() / (named.total() + found.total())
        tally.body += scored
        tally.bodies += 1
    if page.title and "title" not in wrong:
        stated = article.title if article is not None else None
        tally.titles[_plain(stated or "") == _plain(page.title)] += 1
    if page.key in _known()["authors"]:
        _count(_known()["authors"][page.key], article.authors if article else (), tally.authors)
    if page.key in _known()["times"]:
        minute = dt.datetime.fromisoformat(_known()["times"][page.key])
        tally.minutes[_is_minute(article.published if article else None, minute)] += 1
    moment = dates.parse(page.published, zone="Asia/Shanghai") if page.published else None
    if moment is not None:
        stamp = article.published if article is not None else None
        tally.times[stamp is not None and _agrees(stamp, moment)] += 1
    return scored


def _agrees(stamp: Stamp, moment: dates.Moment) -> bool:
    """Say whether a time is the expected one; a moment may lie on the day in any zone."""
    after = stamp.at - moment.at
    if moment.precision in _FINE:
        return abs(after) < _MINUTE
    if stamp.precision in _FINE:
        return -_EASTMOST <= after < _DAY - _WESTMOST
    return not after


def _is_minute(stamp: Stamp | None, minute: dt.datetime) -> bool:
    """Say whether a time is known to the minute, and is that one."""
    if stamp is None or stamp.precision not in _FINE:
        return False
    return stamp.at.replace(second=0, microsecond=0) == minute


def _count(named: list[str], found: Iterable[str], tally: Counter[str]) -> None:
    digests = {digest(name) for name in found}
    tally.update(right=len(digests & set(named)), found=len(digests), named=len(named))


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


def _f1(counts: Counter[str]) -> str:
    both = counts["found"] + counts["named"]
    return f"{2 * counts['right'] / both:.3f}" if both else "-"


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
            f" authors {_f1(one.authors)} of {one.authors['named']}"
            f" times {one.times[True]}/{one.times.total()}"
            f" minutes {one.minutes[True]}/{one.minutes.total()}"
        )
    return 0 if tallies else 1


if __name__ == "__main__":
    sys.exit(main())
