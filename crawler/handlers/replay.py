"""The download handler that answers http and https from a WARC, without any network."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.context import context_of
from crawler.replay import is_unchanged

NOT_IN_ARCHIVE = "not-in-archive"
"""Flag of the 404 that stands for an address which the archive does not hold."""


class ReplayHandler(BaseDownloadHandler):
    """Answers with the last record of an address; validators that match are answered with 304.

    The time of the record is put into ``request.meta["claimwire_at"]``.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        replay = context_of(crawler).replay
        if replay is None:
            raise NotConfigured("no archive to replay")
        self._replay = replay

    async def download_request(self, request: Request) -> Response:
        """Return the archive's answer to a request."""
        stored = self._replay.find(request.url)
        if stored is None:
            request.meta["claimwire_at"] = self._replay.now
            return Response(request.url, status=404, flags=[NOT_IN_ARCHIVE])
        request.meta["claimwire_at"] = stored.at
        headers = Headers()
        for name, value in stored.headers:
            headers.appendlist(name, value)
        if is_unchanged(stored, _header(request, "If-None-Match"), _since(request)):
            return Response(request.url, status=304, headers=headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=stored.body)
        return kind(request.url, status=stored.status, headers=headers, body=stored.body)


def _since(request: Request) -> str | None:
    return _header(request, "If-Modified-Since")


def _header(request: Request, name: str) -> str | None:
    value = request.headers.get(name)
    return value.decode("latin-1") if value else None
