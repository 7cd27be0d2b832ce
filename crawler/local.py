"""Taking in local files: pages, plain text, JSON Lines, e-mail, WARC files and PDF.

A file says little of where it comes from; what it cannot say is given by the caller or stays
unknown. A document without an address is named ``file:NAME``, without the folders of this machine,
since the name is published.

Plain text is taken as it was scraped: lines are paragraphs unless blank lines separate them; a
first line that ends like no sentence, and stands apart or is repeated, is the title.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimwire.errors import InputError
from claimwire.model import Article, Stamp
from crawler import dates, mail, pdf
from crawler.decode import decode
from crawler.plain import clean
from crawler.plaintext import plain_article
from crawler.pool import Page, PageReader
from crawler.urls import canonical
from crawler.warc import responses

MAX_BYTES = 50_000_000
_HTML = frozenset({".html", ".htm", ".xhtml"})
_TEXT = frozenset({".txt", ".text", ".md"})
_LINES = frozenset({".jsonl", ".ndjson"})
_KINDS = ".html .htm .xhtml .txt .text .md .jsonl .ndjson .pdf .eml .warc .warc.gz"


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """One document of a local file.

    ``url`` is the document's address where the file or the caller gives one, else ``file:NAME``;
    ``body`` are the bytes that its capture stands for.
    """

    where: str  # file, and line or address within it
    url: str
    body: bytes
    content_type: str
    article: Article
    fetched_at: dt.datetime | None = None  # of a WARC record


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows of the documents of a file: it fills, and never contradicts."""

    url: str | None = None
    published: str | None = None
    publisher: str | None = None


def read_file(
    path: Path,
    *,
    pages: PageReader,
    given: Given | None = None,
    now: dt.datetime | None = None,
) -> Iterator[LocalDocument | InputError]:
    """Yield the documents of a file; what cannot be read comes out as an error in its place.

    Parameters
    ----------
    path:
        The kind is told by the suffix: html, txt, md, jsonl, pdf, eml, warc, warc.gz.
    pages:
        Reads pages and PDF files, each within a time limit.
    given:
        What the file cannot say of itself.
    now:
        Stated times a day later than that are marked suspect.
    """
    reader = _Reader(path, pages, given or Given(), now)
    try:
        yield from reader.documents()
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"{path}: cannot be read: {error.strerror or error}")


class _Reader:
    def __init__(
        self, path: Path, pages: PageReader, given: Given, now: dt.datetime | None
    ) -> None:
        self._path = path
        self._pages = pages
        self._given = given
        self._now = now
        self._url = given.url or f"file:{path.name}"

    def documents(self) -> Iterator[LocalDocument | InputError]:
        name = self._path.name.lower()
        suffix = self._path.suffix.lower()
        if name.endswith((".warc.gz", ".warc")):
            yield from self._archive()
            return
        body = self._bytes()
        if suffix in _HTML:
            yield self._page(str(self._path), self._url, body, "text/html")
        elif suffix in _TEXT:
            yield self._text(body)
        elif suffix in _LINES:
            yield from self._lines(body)
        elif suffix == ".pdf":
            yield self._pdf(body)
        elif suffix == ".eml":
            yield self._mail(body)
        else:
            raise InputError(
                f"{self._path}: a file of unknown kind", remedy=f"Known endings: {_KINDS}."
            )

    def _bytes(self) -> bytes:
        size = self._path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{self._path}: {size} bytes, more than the {MAX_BYTES} taken in")
        return self._path.read_bytes()

    def _document(
        self, where: str, url: str, body: bytes, content_type: str, article: Article
    ) -> LocalDocument:
        """Return a document with what the caller knows filled in."""
        published = article.published or dates.stamp(
            self._given.published, how="given", now=self._now
        )
        filled = replace(
            article, published=published, publisher=article.publisher or self._given.publisher
        )
        return LocalDocument(where, url, body, content_type, filled)

    def _page(
        self,
        where: str,
        url: str,
        body: bytes,
        content_type: str,
        fetched_at: dt.datetime | None = None,
    ) -> LocalDocument:
        article = self._pages.read(
            Page(body, url, content_type=content_type, fetched_at=fetched_at or self._now)
        )
        known = article.canonical_url if self._given.url is None else None
        if url.startswith("file:") and known is not None and canonical(known) == known:
            url = known  # the page itself says where it belongs
        found = self._document(where, url, body, content_type, replace(article, url=url))
        return replace(found, fetched_at=fetched_at)

    def _text(self, body: bytes) -> LocalDocument:
        title, text = plain_article(decode(body).text)
        if not text:
            raise InputError(f"{self._path}: holds no text")
        article = Article(
            url=self._url,
            text=text,
            title=title,
            canonical_url=canonical(self._url),
            evidence={"text": "file", **({"title": "file"} if title else {})},
        )
        return self._document(str(self._path), self._url, body, "text/plain", article)

    def _pdf(self, body: bytes) -> LocalDocument:
        article = self._pages.read(Page(body, self._url, fetched_at=self._now))
        return self._document(str(self._path), self._url, body, "application/pdf", article)

    def _mail(self, body: bytes) -> LocalDocument:
        page = Page(body, self._url, content_type=mail.CONTENT_TYPE, fetched_at=self._now)
        article = self._pages.read(page)
        return self._document(str(self._path), self._url, body, mail.CONTENT_TYPE, article)

    def _archive(self) -> Iterator[LocalDocument | InputError]:
        empty = True
        for stored in responses(self._path):
            where = f"{self._path}: {stored.url}"
            content_type = next((v for n, v in stored.headers if n.lower() == "content-type"), "")
            paper = pdf.is_pdf(stored.body)
            if stored.status != 200 or not (paper or "html" in content_type.lower()):
                continue
            empty = False
            try:
                if paper:
                    article = self._pages.read(Page(stored.body, stored.url, fetched_at=stored.at))
                    found = self._document(
                        where, stored.url, stored.body, "application/pdf", article
                    )
                    yield replace(found, fetched_at=stored.at)
                else:
                    yield self._page(where, stored.url, stored.body, content_type, stored.at)
            except InputError as error:
                yield error
        if empty:
            raise InputError(f"{self._path}: holds no captured page")

    def _lines(self, body: bytes) -> Iterator[LocalDocument | InputError]:
        for number, line in enumerate(decode(body).text.split("\n"), start=1):
            if not line.strip():
                continue
            where = f"{self._path}:{number}"
            try:
                yield self._record(where, number, line)
            except InputError as error:
                yield error

    def _record(self, where: str, number: int, line: str) -> LocalDocument:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: is not JSON: {error}") from error
        if not isinstance(record, dict):
            raise InputError(f"{where}: is no JSON object", remedy="Write one object per line.")
        identity = _field(record, "id", where) or str(number)
        url = _field(record, "url", where) or f"file:{self._path.name}#{identity}"
        html = _field(record, "html", where)
        if html is not None:
            found = self._page(
                where, url, html.encode("utf-8", "replace"), "text/html; charset=utf-8"
            )
            return replace(found, article=_stated(found.article, record, where, self._now))
        text = _field(record, "text", where)
        if text is None:
            raise InputError(f"{where}: has neither text nor html", remedy='Give "text" or "html".')
        title, body = plain_article(text)
        if not body:
            raise InputError(f"{where}: its text is empty")
        article = Article(
            url=url,
            text=body,
            title=title,
            canonical_url=canonical(url),
            evidence={"text": "record"},
        )
        article = _stated(article, record, where, self._now)
        return self._document(
            where, url, line.encode("utf-8", "replace"), "application/json", article
        )


def _stated(
    article: Article, record: dict[str, Any], where: str, now: dt.datetime | None
) -> Article:
    """Return an article with what its JSON record states beside the text."""

    def stamp(name: str) -> Stamp | None:
        return dates.stamp(_field(record, name, where), how="given", now=now)

    authors = record.get("authors") or []
    if not isinstance(authors, list) or not all(isinstance(name, str) for name in authors):
        raise InputError(f'{where}: "authors" is no list of names')
    return replace(
        article,
        title=_field(record, "title", where) or article.title,
        publisher=_field(record, "publisher", where) or article.publisher,
        published=stamp("published") or article.published,
        modified=stamp("modified") or article.modified,
        authors=tuple(clean(name) for name in authors if clean(name)) or article.authors,
        language=_field(record, "language", where) or article.language,
        summary=_field(record, "summary", where) or article.summary,
        kind=_field(record, "kind", where) or article.kind,
    )


def _field(record: dict[str, Any], name: str, where: str) -> str | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(f'{where}: "{name}" is {type(value).__name__}, not a text')
    return value
