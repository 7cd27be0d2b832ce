"""Every setting of a crawl in one place: ours, and what they become in Scrapy's words."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from typing import Any

AGENT = "claimwire"
"""The token that robots.txt knows us by."""

MAX_REDIRECTS = 10
ROBOTS_REDIRECTS = 5  # RFC 9309 2.3.1.2
ROBOTS_FRESH = dt.timedelta(hours=24)  # RFC 9309 2.4
MAX_CRAWL_DELAY = 60.0  # seconds; a larger wish is met by fewer fetches


def _default_workers() -> int:
    return max(1, min(4, os.cpu_count() or 1))


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """Manners and limits of a crawl.

    ``allow_addresses`` holds networks in CIDR notation that may be asked although they are private,
    loopback or reserved (an operator's own server, a test).
    """

    contact: str = ""  # address or e-mail that the user agent carries
    version: str = "0"
    delay_seconds: float = 5.0  # between two requests to one host
    timeout_seconds: float = 30.0  # for one whole answer
    max_bytes: int = 8_000_000  # of one answer, before and after decompression
    concurrency: int = 16  # hosts asked at once
    allow_addresses: tuple[str, ...] = ()
    extract_seconds: float = 30.0  # for one page
    workers: int = 0  # extraction processes; 0: one per core, at most four

    @property
    def user_agent(self) -> str:
        """One honest agent: name, version and whom to write to."""
        contact = f" (+{self.contact})" if self.contact else ""
        return f"{AGENT}/{self.version}{contact}"

    @property
    def extraction_workers(self) -> int:
        return self.workers or _default_workers()


def scrapy_settings(settings: CrawlSettings, *, replay: bool) -> dict[str, Any]:
    """Return the settings for Scrapy; what is switched off here is done by our own parts.

    Retries and intervals are scheduled by the store, robots.txt and pace by the addon, and in a
    replay nothing waits and nothing touches the network.
    """
    values: dict[str, Any] = {
        "ADDONS": {"crawler.addon.ClaimwireAddon": 100},
        "USER_AGENT": settings.user_agent,
        "CLAIMWIRE_ALLOW_ADDRESSES": list(settings.allow_addresses),
        "DOWNLOAD_DELAY": 0.0 if replay else settings.delay_seconds,
        "DOWNLOAD_TIMEOUT": settings.timeout_seconds,
        "DOWNLOAD_MAXSIZE": settings.max_bytes,
        "CONCURRENT_REQUESTS": 2 * settings.concurrency,
        "LOG_INSTALL_ROOT_HANDLER": False,  # the caller's logging decides
        "LOG_ENABLED": False,
        "STATS_DUMP": False,
        "EXTENSIONS": {
            "scrapy.extensions.logstats.LogStats": None,
            "scrapy.extensions.memusage.MemoryUsage": None,
        },
    }
    if replay:
        values["DOWNLOAD_HANDLERS"] = {
            "http": "crawler.handlers.replay.ReplayHandler",
            "https": "crawler.handlers.replay.ReplayHandler",
        }
    return values
