"""The extraction pool, holds of hosts, turns, and the choice of entries."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import gc
import logging
from dataclasses import replace

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from claimwire.errors import InputError
from claimwire.model import Article, Capture, DocumentTask, Entry, Fetch, Source, SourceKind
from crawler.capture import Capturing
from crawler.context import CrawlContext
from crawler.discovery import newest, wanted
from crawler.extract import extract
from crawler.guard import Guard
from crawler.hosts import Holds, by_host, in_turn
from crawler.pool import ExtractionPool, Page, PageReader
from crawler.tally import Tally
from crawler.urls import url_key
from tests.crawler_fakes import FakeStore
from tests.crawler_site import ARTICLE

NOW = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def entry(url: str, modified: dt.datetime | None = None) -> Entry:
    return Entry(url, url, url_key(url), modified=modified)


def test_the_pool_reads_pages_and_tells_bad_ones() -> None:
    async def work() -> tuple[str | None, str]:
        pool = ExtractionPool(1, seconds=30)
        good = Page(ARTICLE.format(title="T").encode(), "https://example.com/a")
        article = await pool.extract(good)
        with pytest.raises(InputError, match="example") as raised:
            await pool.extract(replace(good, body=b""))
        await pool.close()
        return article.title, raised.value.message

    assert asyncio.run(work()) == ("T", "https://example.com/a: an empty body instead of a page")


def test_a_page_over_its_time_costs_one_worker_only() -> None:
    async def work() -> str | None:
        hasty = ExtractionPool(1, seconds=0.0)
        page = Page(ARTICLE.format(title="T").encode(), "https://example.com/a")
        for _ in range(2):  # the second one needs a new worker
            with pytest.raises(InputError, match="took over 0 s"):
                await hasty.extract(page)
        await hasty.close()
        patient = ExtractionPool(1, seconds=30)
        title = (await patient.extract(page)).title
        await patient.close()
        return title

    assert asyncio.run(work()) == "T"


def test_a_reader_without_event_loop_goes_on_after_a_page_over_its_time() -> None:
    good = Page(ARTICLE.format(title="T"), "https://example.com/a")
    with PageReader(seconds=30) as patient, PageReader(seconds=0.0) as hasty:
        for _ in range(2):  # the second one needs a new process
            with pytest.raises(InputError, match="took over 0 s"):
                hasty.read(good)
        with pytest.raises(InputError, match="empty body"):
            patient.read(replace(good, body=""))
        assert patient.read(good).title == "T"


def test_a_page_may_lift_what_the_file_of_its_host_reserves() -> None:
    plain = ARTICLE.format(title="T")
    lifted = plain.replace("<title>", "<meta name='TDM-Reservation' content=' 0 '><title>")
    assert plain != lifted
    url = "https://example.com/a"
    by_file = extract(plain, url=url, reserved_by_file="by its file")
    free = extract(lifted, url=url, reserved_by_file="by its file")
    firm = extract(lifted, url=url, reserved="by robots.txt", reserved_by_file="by its file")
    assert [article.partial for article in (by_file, free, firm)] == [True, False, True]
    assert firm.evidence["rights"] == "by robots.txt"


class FullDisk(FakeStore):
    def record_capture(self, task: DocumentTask, capture: Capture, article: Article) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_of_several_pages_that_cannot_be_kept_each_error_is_collected(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = FullDisk()

    async def download(request: Request) -> Response:
        return HtmlResponse(
            request.url, body=ARTICLE.format(title="T").encode(), request=request, status=200
        )

    async def work() -> None:
        pool = ExtractionPool(2, seconds=30)
        context = CrawlContext(guard=Guard(()), clock=lambda: NOW, robots=store)
        capturing = Capturing(
            store, context, Holds(store), Tally(NOW, lambda _: None), download,
            pool=pool, zones={}, waiting=8,
        )  # fmt: skip
        for number in range(3):
            url = f"https://example.com/{number}"
            await capturing.take(DocumentTask(f"d{number}", url, None, entry(url)))
        with pytest.raises(OSError, match="No space"):
            await capturing.finish()
        await pool.close()

    with caplog.at_level(logging.DEBUG, logger="asyncio"):
        asyncio.run(work())
        gc.collect()  # asyncio tells of an error that nobody asked for when its task is freed
    assert [line.message for line in caplog.records if "never retrieved" in line.message] == []


def test_holds_last_until_their_time_and_are_kept_in_the_store() -> None:
    store = FakeStore()
    Holds(store).hold("https://example.com/a", NOW + HOUR, NOW)
    later = Holds(store)
    assert later.until("https://example.com/b", NOW) == NOW + HOUR
    assert later.until("https://example.com/b", NOW + 2 * HOUR) is None
    assert later.until("https://example.org/b", NOW) is None


def test_items_of_a_host_take_turns_and_stopping_begins_no_further() -> None:
    addresses = ["https://a.example/1", "https://b.example/1", "https://a.example/2"]
    groups = by_host(addresses, str)
    assert groups == [[addresses[0], addresses[2]], [addresses[1]]]
    done: list[str] = []

    async def handle(address: str) -> None:
        await asyncio.sleep(0)
        done.append(address)

    asyncio.run(in_turn(groups, handle, at_once=2, stopping=lambda: bool(done)))
    assert sorted(done) == sorted(addresses[:2])


def test_an_error_on_our_side_ends_the_work() -> None:
    async def handle(number: int) -> None:
        raise OSError(number)

    with pytest.raises(OSError, match="1"):
        asyncio.run(in_turn([[1]], handle, at_once=1, stopping=lambda: False))


def test_filters_and_the_newest_entries() -> None:
    source = Source("s", "S", "s", SourceKind.SITEMAP, "https://example.com/sitemap.xml")
    news = replace(source, include="/news/", exclude="[.]pdf$")
    assert wanted(source, entry("https://example.com/x"))
    assert wanted(news, entry("https://example.com/news/1"))
    assert not wanted(news, entry("https://example.com/news/1.pdf"))
    assert not wanted(news, entry("https://example.com/about"))
    old = entry("https://example.com/old", NOW - HOUR)
    undated = entry("https://example.com/undated")
    new = entry("https://example.com/new", NOW)
    assert newest([old, undated, new], 2) == (old, new)
    assert newest([old, undated, new], 3) == (old, undated, new)


def test_what_is_decided_of_a_document_is_counted_and_no_task_for_a_person() -> None:
    tally = Tally(NOW, lambda _: None)
    for outcome in ("gone", "robots", "timeout"):
        tally.document_done(Fetch(f"https://example.com/{outcome}", NOW, outcome))
    tally.source_done("wire", Fetch("https://example.com/z", NOW, "http-500"), 0)
    report = tally.report(NOW)
    assert report.documents_failed == 3
    assert [line.split()[0] for line in report.problems] == ["source", "document"]
    assert "timeout" in report.problems[1]
