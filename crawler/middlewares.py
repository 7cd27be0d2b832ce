"""Scrapy downloader middlewares of the addon: address guard and archive.

They pass every request of the crawl, redirects included, since a redirect is a new request to them.
The one that obeys robots.txt stands in :mod:`crawler.manners`.
"""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from crawler.context import context_of
from crawler.guard import AddressRefusedError, GuardedResolver
from crawler.handlers.replay import NOT_IN_ARCHIVE
from crawler.requests import SECRET_HEADERS
from crawler.urls import host_of
from crawler.warcrecords import Headers

KNOWN = "claimwire_known"
"""Key of ``request.meta``: the capture that is held of the address, if any."""


class GuardMiddleware:
    """Refuses literal addresses at once and tells a refused name from an unknown one."""

    def __init__(self, crawler: Crawler) -> None:
        self._guard = context_of(crawler).guard

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse an address that is written as a number."""
        reason = self._guard.refusal(host_of(request.url))
        if reason is not None:
            raise AddressRefusedError(reason)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Word the failure of a name whose addresses were all refused."""
        if not isinstance(exception, CannotResolveHostError):
            return
        from twisted.internet import reactor

        resolver = getattr(reactor, "nameResolver", None)
        refused = resolver.refused if isinstance(resolver, GuardedResolver) else {}
        host = host_of(request.url)
        if host in refused:
            raise AddressRefusedError(f"{host}: {refused[host]}") from exception


class ArchiveMiddleware:
    """Writes every answer to the archive and notes its place in ``request.meta``.

    It sits behind decompression and before redirects are followed, so that the archive holds what a
    later replay needs: decoded bodies, and every hop.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._context = context_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Append an exchange, or a revisit of what is held; answers of no server are left out."""
        archive = self._context.archive
        self._context.silences.hear()
        if self._context.replay is None:
            request.meta["claimwire_at"] = self._context.clock()
        request.meta.pop("claimwire_position", None)  # of the redirect that led here
        if archive is None or NOT_IN_ARCHIVE in response.flags:
            return response
        known = request.meta.get(KNOWN)
        if response.status == 304 and known is None:
            return response
        request.meta["claimwire_position"] = archive.write_exchange(
            url=request.url,
            at=request.meta["claimwire_at"],
            request=[("Host", host_of(request.url)), *_shown(header_pairs(request.headers))],
            method=request.method,
            status=response.status,
            headers=header_pairs(response.headers),
            body=response.body,
            known=known,
        )
        return response


def _shown(headers: Headers) -> Headers:
    """Return the headers of a request without keys."""
    return [(name, value) for name, value in headers if name.lower() not in SECRET_HEADERS]


def header_pairs(headers: Any) -> Headers:
    """Return Scrapy's headers as pairs of text, in order."""
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]
