"""What a robots.txt allows (RFC 9309), and what an answer that is none means.

2xx: its rules; an HTML page in its place holds none. 4xx except 429: no rules, whatever the body.
429, 5xx and no answer at all: nothing of the host may be asked for now, unless a copy of the last
24 hours is at hand. :mod:`crawler.robotstxt` reads the rules.
"""

from __future__ import annotations

import codecs
import datetime as dt
from dataclasses import dataclass, field

from crawler import robotstxt
from crawler.ports import RobotsCopy
from crawler.robotstxt import RobotsFile
from crawler.settings import AGENT, MAX_CRAWL_DELAY, ROBOTS_FRESH
from crawler.sniffing import sniff

MAX_BYTES = 1_000_000
"""Read of one robots.txt; the RFC asks for 500 KiB at least."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The verdicts of one copy: ``state`` is ``rules``, ``no-rules`` or ``unreachable``."""

    state: str
    crawl_delay: float | None = None  # seconds, at most MAX_CRAWL_DELAY: the pace
    stated_delay: float | None = None  # seconds, as the host wrote it
    file: RobotsFile = field(default_factory=RobotsFile)

    def allows(self, url: str) -> bool:
        """Say whether the address may be asked."""
        if self.state == "unreachable":
            return False
        return self.file.allows(url)


def is_unreachable(status: int) -> bool:
    """Say whether a status (0: no answer) forbids the whole host for now."""
    return status in {0, 429} or status >= 500


def is_fresh(copy: RobotsCopy, now: dt.datetime) -> bool:
    """Say whether a copy still holds; one of an unreachable host is asked for again in each run."""
    return now - copy.fetched_at < ROBOTS_FRESH and not is_unreachable(copy.status)


def effective(new: RobotsCopy, known: RobotsCopy | None) -> RobotsCopy:
    """Return the copy to go by: the last known one while the host does not answer, if recent."""
    if known is None or not is_unreachable(new.status) or is_unreachable(known.status):
        return new
    return known if new.fetched_at - known.fetched_at < ROBOTS_FRESH else new


def rules_of(copy: RobotsCopy) -> RobotsRules:
    """Return what a copy allows. No body raises."""
    if is_unreachable(copy.status):
        return RobotsRules("unreachable")
    if not 200 <= copy.status < 300:
        return RobotsRules("no-rules")
    text = _body(copy).removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    if not text.strip() or sniff(text) == "html":
        return RobotsRules("no-rules")
    file = robotstxt.parse(text, agent=AGENT)
    delay = file.crawl_delay
    pace = None if delay is None else min(delay, MAX_CRAWL_DELAY)
    return RobotsRules("rules", crawl_delay=pace, stated_delay=delay, file=file)


def _body(copy: RobotsCopy) -> bytes:
    """Return the part that is read; a line that the limit cuts would mean something else."""
    if len(copy.body) < MAX_BYTES:
        return copy.body
    read = copy.body[:MAX_BYTES].replace(b"\r", b"\n")
    return read[: read.rfind(b"\n") + 1]
