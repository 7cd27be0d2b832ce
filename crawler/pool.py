"""Extraction in processes of its own, outside the reactor.

One page costs ten times what fetching it costs, trafilatura is not safe under threads, and a
hostile page can make it loop or crash. Each worker is a process with a pipe and one page at a time:
a page over its time limit costs that worker alone, which an executor with a shared queue cannot do.
Workers are started when there is work for them and replaced after a number of pages, since the
libraries' caches grow. They come from a fork server that has read the libraries once.

:class:`ExtractionPool` serves the crawl, :class:`PageReader` callers without an event loop.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import multiprocessing
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from types import TracebackType

from claimwire.errors import InputError
from claimwire.model import Article, Entry

RECYCLE_AFTER = 400
"""Pages that one worker reads before it is replaced."""

SECONDS = 30.0
"""Time limit for one page where nobody sets another; most take some ten milliseconds."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, PDF file or message to read; the arguments of :func:`crawler.extract.extract`."""

    body: bytes | str
    url: str
    content_type: str | None = None
    fetched_at: dt.datetime | None = None
    entry: Entry | None = None
    timezone: str | None = None
    reserved: str | None = None
    reserved_by_file: str | None = None


class ExtractionPool:
    """Extracts pages in up to ``workers`` processes.

    Parameters
    ----------
    workers:
        Most processes at a time.
    seconds:
        Time limit for one page.
    """

    def __init__(self, workers: int, *, seconds: float) -> None:
        self._workers = workers
        self._seconds = seconds
        self._context = _context()
        self._running = 0
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()

    async def extract(self, page: Page) -> Article:
        """Return the article of a page.

        Raises
        ------
        InputError
            If no article can be read from it, or reading it took too long or ended the worker.
        """
        worker = await self._take()
        try:
            result = await asyncio.to_thread(worker.run, page, self._seconds)
        except BaseException:
            self._drop(worker)
            raise
        if worker.is_spent(result):
            self._drop(worker)
        else:
            self._idle.put_nowait(worker)
        return _judged(result, page, self._seconds)

    async def close(self) -> None:
        """End all idle workers; to be called when nothing is being extracted."""
        while not self._idle.empty():
            self._drop(self._idle.get_nowait())

    async def _take(self) -> _Worker:
        if self._idle.empty() and self._running < self._workers:
            self._running += 1
            try:
                return await asyncio.to_thread(_Worker, self._context)
            except BaseException:
                self._running -= 1
                raise
        return await self._idle.get()

    def _drop(self, worker: _Worker) -> None:
        self._running -= 1
        worker.end()


class PageReader:
    """Extracts pages one after the other in one process; a context manager.

    Parameters
    ----------
    seconds:
        Time limit for one page.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._context = _context()
        self._worker: _Worker | None = None

    def __enter__(self) -> PageReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, page: Page) -> Article:
        """Return the article of a page.

        Raises
        ------
        InputError
            If no article can be read from it, or reading it took too long or ended the process.
        """
        worker = self._worker = self._worker or _Worker(self._context)
        try:
            result = worker.run(page, self._seconds)
        except BaseException:  # Ctrl-C: what the process would answer is of no use any more
            self.close()
            raise
        if worker.is_spent(result):
            self.close()
        return _judged(result, page, self._seconds)

    def close(self) -> None:
        """End the process; the next page gets a new one."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def _judged(result: Article | InputError | None, page: Page, seconds: float) -> Article:
    if result is None:
        raise InputError(
            f"{page.url}: reading the page took over {seconds:g} s or ended the reader",
            remedy="Open it in a browser; a page this odd is best left out.",
        )
    if isinstance(result, InputError):
        raise result
    return result


class _Worker:
    """A process that reads pages, one at a time."""

    def __init__(self, context: BaseContext) -> None:
        self._pipe, far_end = context.Pipe()
        self.pages = 0
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_work, args=(far_end,), name="claimwire-extract", daemon=True
        )
        self._process.start()
        far_end.close()

    def run(self, page: Page, seconds: float) -> Article | InputError | None:
        """Return what a page gave, ``None`` if the time was up or the process ended."""
        self.pages += 1
        try:
            self._pipe.send(page)
            if not self._pipe.poll(seconds):
                return None
            result: Article | InputError = self._pipe.recv()
        except (EOFError, OSError):
            return None
        return result

    def is_spent(self, result: Article | InputError | None) -> bool:
        """Say whether the process must be replaced after it gave ``result``."""
        return result is None or self.pages >= RECYCLE_AFTER

    def end(self) -> None:
        """End the process; it holds nothing worth keeping."""
        self._pipe.close()
        self._process.kill()
        self._process.join(timeout=5)


def _context() -> BaseContext:
    if sys.platform == "linux":
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.extract", "trafilatura", "htmldate"])
        return context
    return multiprocessing.get_context("spawn")


def _work(pipe: Connection) -> None:
    """Read pages until the other end closes. The terminal's Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            page: Page = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result: Article | InputError = _article(page)
        except InputError as error:
            result = error
        except Exception as error:  # a page that trips a library is a bad page, not a dead crawl
            result = InputError(f"{page.url}: cannot be read: {type(error).__name__}: {error}")
        try:
            pipe.send(result)
        except OSError:
            return


def _article(page: Page) -> Article:
    from crawler import mail, pdf
    from crawler.extract import extract

    if isinstance(page.body, bytes) and page.content_type == mail.CONTENT_TYPE:
        return mail.read(page.body, url=page.url, now=page.fetched_at)
    if isinstance(page.body, bytes) and pdf.is_pdf(page.body):
        return pdf.read(
            page.body,
            url=page.url,
            entry=page.entry,
            now=page.fetched_at,
            reserved=page.reserved or page.reserved_by_file,
        )
    return extract(
        page.body,
        url=page.url,
        content_type=page.content_type,
        fetched_at=page.fetched_at,
        entry=page.entry,
        timezone=page.timezone,
        reserved=page.reserved,
        reserved_by_file=page.reserved_by_file,
    )
