"""One request through Scrapy's downloader, its answer or its failure in plain words."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Awaitable, Callable, Mapping

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from claimwire.errors import ClaimwireError
from crawler.answers import Answer
from crawler.guard import AddressRefusedError
from crawler.handlers.replay import NOT_IN_ARCHIVE
from crawler.middlewares import RobotsRefusedError, header_pairs

Download = Callable[[Request], Awaitable[Response]]

_FAILURES: tuple[tuple[type[Exception], str, str], ...] = (
    (AddressRefusedError, "address-refused", "allow it in allow_addresses if it is yours"),
    (CannotResolveHostError, "dns", "no address is known for the host"),
    (DownloadTimeoutError, "timeout", "no whole answer within the time limit"),
    (DownloadConnectionRefusedError, "refused-connection", "the host does not accept connections"),
    (ResponseDataLossError, "truncated", "the answer broke off"),
    (DownloadCancelledError, "too-large", "larger than max_bytes, given up"),
    (DownloadFailedError, "reset", "the connection broke"),
)


async def ask(
    download: Download,
    url: str,
    *,
    headers: Mapping[str, str],
    clock: Callable[[], dt.datetime],
) -> Answer:
    """Return what came back for a GET request, redirects followed; nothing of the web raises."""
    began = time.monotonic()
    try:
        request = Request(url, headers=dict(headers), dont_filter=True)
    except ValueError as error:
        return Answer(asked=url, url=url, at=clock(), error="error", detail=str(error))
    try:
        response = await download(request)
    except ClaimwireError:  # the archive cannot be written: the crawl must not go on
        raise
    except Exception as error:
        kind, detail = _failure(error)
        return Answer(url, url, clock(), error=kind, detail=detail, seconds=_since(began))
    return _answer(url, response, began, clock)


def _answer(url: str, response: Response, began: float, clock: Callable[[], dt.datetime]) -> Answer:
    meta = response.meta
    at = meta.get("claimwire_at") or clock()
    if NOT_IN_ARCHIVE in response.flags:
        detail = "the archive holds no answer for this address"
        return Answer(url, response.url, at, error=NOT_IN_ARCHIVE, detail=detail)
    passed = [*meta.get("redirect_urls", [])[1:], response.url]
    reasons = [
        reason if isinstance(reason, int) else 0 for reason in meta.get("redirect_reasons", [])
    ]
    headers: dict[str, str] = {}
    for name, value in header_pairs(response.headers):
        headers[name.lower()] = (
            f"{headers[name.lower()]}, {value}" if name.lower() in headers else value
        )
    return Answer(
        asked=url,
        url=response.url,
        at=at,
        status=response.status,
        headers=headers,
        body=response.body,
        redirects=tuple(zip(reasons, passed, strict=False)),
        seconds=_since(began),
        position=meta.get("claimwire_position"),
    )


def _failure(error: Exception) -> tuple[str, str]:
    """Return our word for a failure and what a person should know of it."""
    if isinstance(error, RobotsRefusedError):
        return ("robots-unreachable" if error.unreachable else "robots"), str(error)
    words = " ".join(str(error).split())[:300]
    for kind, name, meaning in _FAILURES:
        if isinstance(error, kind):
            return name, f"{words}; {meaning}" if words else meaning
    if isinstance(error, IgnoreRequest):
        if "max redirections" in words:
            return "redirect-loop", "it redirects in a circle or too often"
        return "too-large", "larger than max_bytes once unpacked, given up"
    module = type(error).__module__
    if "ssl" in module.lower() or "ssl" in type(error).__name__.lower() or "SSL" in words:
        return "tls", f"no safe connection: {words}"
    return "error", f"{type(error).__name__}: {words}"


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
