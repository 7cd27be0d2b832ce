"""One request through Scrapy's downloader, its answer or its failure in plain words."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Awaitable, Callable, Mapping

from scrapy import Request
from scrapy.http import Response

from claimwire.errors import ClaimwireError
from crawler.answers import Answer
from crawler.failures import failure_of
from crawler.handlers.replay import NOT_IN_ARCHIVE
from crawler.middlewares import KNOWN, header_pairs
from crawler.warcrecords import Known

Download = Callable[[Request], Awaitable[Response]]


async def ask(
    download: Download,
    url: str,
    *,
    headers: Mapping[str, str],
    clock: Callable[[], dt.datetime],
    method: str = "GET",
    body: bytes = b"",
    known: Known | None = None,
) -> Answer:
    """Return what came back for a request, redirects followed; nothing of the web raises.

    Parameters
    ----------
    known:
        The capture that is held of this address: the same bytes are archived as a revisit of it.
    """
    began = time.monotonic()
    try:
        request = Request(
            url, method=method, body=body, headers=dict(headers), meta={KNOWN: known},
            dont_filter=True,
        )  # fmt: skip
    except ValueError as error:
        return Answer(asked=url, url=url, at=clock(), error="error", detail=str(error))
    try:
        response = await download(request)
    except ClaimwireError:  # the archive cannot be written: the crawl must not go on
        raise
    except Exception as error:
        kind, detail = failure_of(error)
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


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
