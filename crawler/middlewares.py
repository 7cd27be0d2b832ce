"""Scrapy downloader middlewares of the addon: address guard, robots.txt with pace, archive.

They pass every request of the crawl, redirects included, since a redirect is a new request to them.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response

from claimwire.errors import ClaimwireError
from crawler import rights, robots
from crawler.answers import Answer
from crawler.context import context_of, engine_of
from crawler.decode import decode
from crawler.failures import RobotsRefusedError, failure_of
from crawler.guard import AddressRefusedError, GuardedResolver
from crawler.handlers.replay import NOT_IN_ARCHIVE
from crawler.policy import retry_after
from crawler.ports import RobotsCopy
from crawler.requests import SECRET_HEADERS
from crawler.robots import RobotsRules
from crawler.settings import ROBOTS_REDIRECTS
from crawler.urls import canonical, host_of, origin_of
from crawler.warc import Headers

KNOWN = "claimwire_known"
"""Key of ``request.meta``: the capture that is held of the address, if any."""

_FOR_ROBOTS = "claimwire_robots"  # marks the request for robots.txt itself


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


class RobotsMiddleware:
    """Reads robots.txt before the first request to a host, obeys it and keeps its pace."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._context = context_of(crawler)
        self._rules: dict[str, asyncio.Future[RobotsRules]] = {}
        self._reasons: dict[str, str] = {}  # why a host gave none

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass only if the host's robots.txt allows it, at the host's own pace."""
        # A redirect carries the slot of the host that it comes from.
        request.meta.pop(Downloader.DOWNLOAD_SLOT, None)
        if request.meta.get(_FOR_ROBOTS):
            return
        origin = origin_of(request.url)
        rules = await self._of(origin)
        if rules.stated_delay is not None:
            self._context.delays[origin] = rules.stated_delay
        if rules.state == "unreachable":
            reason = self._reasons.get(origin, "as of a look a while ago")
            words = f"the host does not give its robots.txt ({reason})"
            raise RobotsRefusedError(words, unreachable=True)
        if not rules.allows(request.url):
            raise RobotsRefusedError("robots.txt forbids it", unreachable=False)
        if rules.crawl_delay is not None and self._context.replay is None:
            self._keep_pace(request, rules.crawl_delay)

    async def _of(self, origin: str) -> RobotsRules:
        """Return the rules of a host; whoever comes while they are read waits for them."""
        known = self._rules.get(origin)
        if known is not None:
            return await asyncio.shield(known)
        future: asyncio.Future[RobotsRules] = asyncio.get_running_loop().create_future()
        self._rules[origin] = future
        try:
            copy = await self._copy(origin)
            rules = robots.rules_of(copy)
            if copy.rights is not None:
                self._context.rights[origin] = copy.rights
        except BaseException:
            del self._rules[origin]
            future.cancel()
            raise
        future.set_result(rules)
        return rules

    async def _copy(self, origin: str) -> RobotsCopy:
        known = self._context.robots.robots(origin)
        if known is not None and robots.is_fresh(known, self._context.clock()):
            return known
        new = await self._fetch(origin)
        hold = new.hold_until or (known.hold_until if known is not None else None)
        chosen = replace(robots.effective(new, known), hold_until=hold)
        if chosen.fetched_at == new.fetched_at:
            chosen = replace(chosen, rights=await self._rights(origin, robots.rules_of(new)))
        if chosen != known:
            self._context.robots.save_robots(chosen)
        return chosen

    async def _rights(self, origin: str, rules: RobotsRules) -> str | None:
        """Return the reservation of rights of a host; an RSL licence that it names is read."""
        reserved = rights.of_robots(rules.file.signals)
        if reserved is not None or not rules.file.licenses:
            return reserved
        address = canonical(rules.file.licenses[0], origin)
        if address is None or not rules.allows(address):
            return None
        try:
            response = await engine_of(self._crawler).download_async(
                Request(address, meta={_FOR_ROBOTS: True}, dont_filter=True)
            )
        except (AddressRefusedError, ClaimwireError):
            raise
        except Exception:  # a licence that cannot be had reserves nothing that we could obey
            return None
        if response.status != 200:
            return None
        return rights.of_license(decode(response.body).text, url=address)

    async def _fetch(self, origin: str) -> RobotsCopy:
        """Return what a host answers for its robots.txt, "no answer" included."""
        request = Request(
            f"{origin}/robots.txt",
            meta={_FOR_ROBOTS: True, "redirect_ttl": ROBOTS_REDIRECTS},
            dont_filter=True,
        )
        try:
            response = await engine_of(self._crawler).download_async(request)
        except (AddressRefusedError, ClaimwireError):
            raise
        except IgnoreRequest:  # more redirects than are followed: as if there were none (RFC 9309)
            return RobotsCopy(origin, self._context.clock(), 404)
        except Exception as error:  # whatever kept the answer away, there is none
            self._reasons[origin] = ": ".join(failure_of(error))
            return RobotsCopy(origin, self._context.clock(), 0)
        self._reasons[origin] = f"status {response.status}"
        at = response.meta.get("claimwire_at") or self._context.clock()
        headers = {name.lower(): value for name, value in header_pairs(response.headers)}
        answer = Answer(request.url, response.url, at, response.status, headers)
        wait = retry_after(answer) if response.status in (429, 503) else None
        return RobotsCopy(
            origin,
            at,
            response.status,
            response.body[: robots.MAX_BYTES],
            headers.get("content-type"),
            hold_until=self._context.clock() + wait if wait is not None else None,
        )

    def _keep_pace(self, request: Request, delay: float) -> None:
        """Make the host's wish the least distance between two requests to it."""
        downloader = engine_of(self._crawler).downloader
        key = downloader.get_slot_key(request)
        configured = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        downloader.per_slot_settings.setdefault(key, {})["delay"] = max(delay, configured)
        slot = downloader.slots.get(key)
        if slot is not None:
            slot.delay = max(slot.delay, delay)


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
