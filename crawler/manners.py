"""The Scrapy middleware that asks what a host wishes and keeps to it: robots.txt, pace, rights.

Before the first request to a host its robots.txt is read, then, at the pace that it asks for, the
licence that it names and ``/.well-known/tdmrep.json``. Copies hold for a day. Whatever keeps
robots.txt away closes the host. Whatever keeps the other two away reserves nothing, unless a copy
of the last day says so; but a host that wants to be left alone is, whatever it was asked for.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from claimwire.errors import ClaimwireError
from crawler import rights, robots, tdmrep
from crawler.answers import Answer
from crawler.context import context_of, engine_of
from crawler.decode import decode
from crawler.failures import RobotsRefusedError, failure_of
from crawler.guard import AddressRefusedError
from crawler.middlewares import header_pairs
from crawler.ports import RobotsCopy
from crawler.robots import RobotsRules
from crawler.settings import ROBOTS_FRESH, ROBOTS_REDIRECTS
from crawler.urls import canonical, origin_of
from crawler.waits import retry_after

_OF_HOST = "claimwire_of_host"  # marks the requests for a host's own files


class RobotsMiddleware:
    """Reads robots.txt before the first request to a host, obeys it and keeps its pace."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._context = context_of(crawler)
        self._rules: dict[str, asyncio.Future[RobotsRules]] = {}
        self._reasons: dict[str, str] = {}  # what a host gave instead, in words
        self._silent: dict[str, tuple[str, str]] = {}  # why it gave no answer: failure and words

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass only if the host's robots.txt allows it, at the host's own pace."""
        # A redirect carries the slot of the host that it comes from.
        request.meta.pop(Downloader.DOWNLOAD_SLOT, None)
        if request.meta.get(_OF_HOST):
            return
        origin = origin_of(request.url)
        rules = await self._of(origin)
        if rules.stated_delay is not None:
            self._context.delays[origin] = rules.stated_delay
        if rules.state == "unreachable":
            if origin in self._silent:
                outcome, words = self._silent[origin]
                raise RobotsRefusedError(words, outcome=outcome)
            reason = self._reasons.get(origin, "as of a look a while ago")
            words = f"the host does not give its robots.txt ({reason})"
            raise RobotsRefusedError(words, outcome="robots-unreachable")
        if not rules.allows(request.url):
            raise RobotsRefusedError("robots.txt forbids it", outcome="robots")
        self._keep_pace(request, rules)

    async def _of(self, origin: str) -> RobotsRules:
        """Return the rules of a host; whoever comes while they are read waits for them."""
        known = self._rules.get(origin)
        if origin in self._context.asked_again and origin in self._silent:
            self._context.asked_again.discard(origin)
            del self._silent[origin]
            known = None
        if known is not None:
            return await asyncio.shield(known)
        future: asyncio.Future[RobotsRules] = asyncio.get_running_loop().create_future()
        self._rules[origin] = future
        try:
            copy = await self._copy(origin)
            rules = robots.rules_of(copy)
            if copy.rights is not None:
                self._context.rights[origin] = copy.rights
            if rules.state != "unreachable":
                self._context.tdm[origin], held = await self._tdm(origin, rules)
                if held is not None:
                    self._context.robots.save_robots(replace(copy, hold_until=held))
                    self._reasons[origin] = "it asks for fewer requests"
                    rules = RobotsRules("unreachable")
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
        new = await self._fetch(f"{origin}/robots.txt")
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
        request = Request(address, meta={_OF_HOST: True}, dont_filter=True)
        self._keep_pace(request, rules)
        try:
            response = await self._download(request)
        except ClaimwireError:
            raise
        except Exception:  # a licence that cannot be had reserves nothing that we could obey
            return None
        if response.status != 200:
            return None
        return rights.of_license(decode(response.body).text, url=address)

    async def _tdm(
        self, origin: str, rules: RobotsRules
    ) -> tuple[tdmrep.TdmFile, dt.datetime | None]:
        """Return what the host reserves, and how long it wants to be left alone.

        The copy is kept where those of robots.txt are, under the address of the file.
        """
        address = origin + tdmrep.PATH
        known = self._context.robots.robots(address)
        if known is not None and self._context.clock() - known.fetched_at < ROBOTS_FRESH:
            return _tdm_file(known), None
        if not rules.allows(address):
            return tdmrep.TdmFile(), None
        try:
            new = await self._fetch(address, rules)
        except AddressRefusedError:  # a redirect to where nothing is asked
            new = RobotsCopy(address, self._context.clock(), 404)
        chosen = robots.effective(new, known)
        file = _tdm_file(chosen)
        body = chosen.body if file.rules else b""  # any page may answer in its place
        chosen = replace(chosen, body=body, rights=file.summary, hold_until=None)
        if chosen != known:
            self._context.robots.save_robots(chosen)
        return file, new.hold_until

    async def _download(self, request: Request) -> Response:
        return await engine_of(self._crawler).download_async(request)

    async def _fetch(self, address: str, rules: RobotsRules | None = None) -> RobotsCopy:
        """Return what a host answers for a file of its own, "no answer" included.

        The copy is named after the host if the file is its robots.txt, else after the address.
        """
        name = address.removesuffix("/robots.txt")
        request = Request(
            address,
            meta={_OF_HOST: True, "redirect_ttl": ROBOTS_REDIRECTS},
            dont_filter=True,
        )
        if rules is not None:
            self._keep_pace(request, rules)
        try:
            response = await self._download(request)
        except (AddressRefusedError, ClaimwireError):
            raise
        except IgnoreRequest:  # more redirects than are followed: as if there were none (RFC 9309)
            return RobotsCopy(name, self._context.clock(), 404)
        except Exception as error:  # whatever kept the answer away, there is none
            self._silent[name] = failure_of(error)
            return RobotsCopy(name, self._context.clock(), 0)
        self._silent.pop(name, None)
        self._reasons[name] = f"status {response.status}"
        at = response.meta.get("claimwire_at") or self._context.clock()
        headers = {name.lower(): value for name, value in header_pairs(response.headers)}
        answer = Answer(request.url, response.url, at, response.status, headers)
        wait = retry_after(answer) if response.status in (429, 503) else None
        return RobotsCopy(
            name,
            at,
            response.status,
            response.body[: robots.MAX_BYTES],
            headers.get("content-type"),
            hold_until=self._context.clock() + wait if wait is not None else None,
        )

    def _keep_pace(self, request: Request, rules: RobotsRules) -> None:
        """Make the host's wish the least distance between two requests to it."""
        delay = rules.crawl_delay
        if delay is None or self._context.replay is not None:
            return
        downloader = engine_of(self._crawler).downloader
        key = downloader.get_slot_key(request)
        configured = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        downloader.per_slot_settings.setdefault(key, {})["delay"] = max(delay, configured)
        slot = downloader.slots.get(key)
        if slot is not None:
            slot.delay = max(slot.delay, delay)


def _tdm_file(copy: RobotsCopy) -> tdmrep.TdmFile:
    if not 200 <= copy.status < 300:
        return tdmrep.TdmFile()
    return tdmrep.parse(decode(copy.body).text)
