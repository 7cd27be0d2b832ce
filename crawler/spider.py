"""The one spider: it hands Scrapy's downloader to a job and ends when the job is done.

The order of a crawl stands in :mod:`crawler.engine`, not in callbacks; Scrapy's scheduler and
duplicate filter have nothing to do, since the store says what is due.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from scrapy import Request, Spider

from crawler.asking import Download
from crawler.context import CrawlContext, engine_of

Job = Callable[[Download], Awaitable[None]]


class JobSpider(Spider):
    """Runs a job with access to the downloader (and so to every downloader middleware).

    ``failure`` keeps an error of the job, which Scrapy would only log, for whoever started it.
    """

    name = "claimwire"

    def __init__(self, *args: Any, context: CrawlContext, job: Job, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context = context
        self._job = job
        self.failures: list[BaseException] = []

    async def start(self) -> AsyncIterator[Request]:
        """Run the job; it asks for itself, so no request is yielded."""
        engine = engine_of(self.crawler)
        try:
            await self._job(engine.download_async)
        except BaseException as error:
            self.failures.append(error)
        requests: tuple[Request, ...] = ()
        for request in requests:
            yield request
