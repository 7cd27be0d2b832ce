"""The stateless filters: pages in, articles out; texts in, annotated texts out (DESIGN 13)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from claimwire.errors import InputError
from claimwire.model import Article, Knowledge, Stamp

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, slots=True)
class Record:
    """One input: where it stands (for messages) and the fields that it gives."""

    where: str
    fields: Mapping[str, Any]


def read_records(files: Iterable[Path], stdin: IO[bytes]) -> Iterator[Record | InputError]:
    """Yield the records of JSON Lines files, or of HTML files one each; of stdin without files.

    A line that is not a JSON object, and a file that cannot be read, come out as an
    :class:`InputError` in their place, so that a caller can report them and go on.
    """
    any_file = False
    for path in files:
        any_file = True
        if path.suffix.lower() in HTML_SUFFIXES:
            yield _html_file(path)
            continue
        try:
            with path.open("rb") as stream:
                yield from _lines(stream, str(path))
        except OSError as error:
            yield InputError(f"{path}: cannot be read: {error.strerror or error}")
    if not any_file:
        yield from _lines(stdin, "stdin")


def _html_file(path: Path) -> Record | InputError:
    try:
        data = path.read_bytes()
    except OSError as error:
        return InputError(f"{path}: cannot be read: {error.strerror or error}")
    return Record(str(path), {"id": path.stem, "url": path.absolute().as_uri(), "html": data})


def _lines(stream: IO[bytes], name: str) -> Iterator[Record | InputError]:
    for number, line in enumerate(stream, start=1):
        where = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield InputError(f"{where}: is not JSON: {error}", remedy="One JSON object a line.")
            continue
        if not isinstance(value, dict):
            yield InputError(f"{where}: is not a JSON object", remedy="One JSON object a line.")
            continue
        yield Record(where, value)


# --------------------------------------------------------------------------------------- extract


class ExtractFilter:
    """Reads the article of one page after the other, each within a time limit; to be closed.

    Parameters
    ----------
    seconds:
        Time limit for one page.
    """

    def __init__(self, *, seconds: float) -> None:
        from crawler.pool import PageReader

        self._reader = PageReader(seconds=seconds)

    def __call__(self, record: Record) -> dict[str, Any]:
        """Return the article of one page as the value that ``pipe extract`` prints.

        A page without a readable article, or one that took too long, gives a record with an empty
        ``text`` and an ``error``.
        """
        from crawler.pool import Page

        html = record.fields.get("html")
        url = record.fields.get("url")
        identity = {"id": record.fields.get("id"), "url": url}
        if not isinstance(html, str | bytes) or not isinstance(url, str):
            return _failed(identity, f"{record.where}: needs texts in `url` and `html`")
        try:
            return identity | article_json(self._reader.read(Page(html, url)))
        except InputError as error:
            return _failed(identity, error.message)

    def close(self) -> None:
        """End the process that reads the pages."""
        self._reader.close()


def article_json(article: Article) -> dict[str, Any]:
    """Return the fields of an article, without its id and address, as JSON values."""
    return {
        "canonical_url": article.canonical_url,
        "title": article.title,
        "text": article.text,
        "authors": list(article.authors),
        "published": stamp_text(article.published),
        "modified": stamp_text(article.modified),
        "publisher": article.publisher,
        "language": article.language,
        "summary": article.summary,
        "kind": article.kind,
        "paywalled": article.paywalled,
        "links": list(article.links),
        "evidence": dict(article.evidence),
    }


def _failed(identity: dict[str, Any], why: str) -> dict[str, Any]:
    return identity | article_json(Article(url=str(identity["url"]), text="")) | {"error": why}


def stamp_text(stamp: Stamp | None) -> str | None:
    """Return a time as ISO 8601, no more precise than it was stated."""
    if stamp is None:
        return None
    length = {"year": 4, "month": 7, "day": 10}.get(stamp.precision)
    if length is not None:
        return stamp.at.date().isoformat()[:length]
    return stamp.at.isoformat(timespec="seconds")


# -------------------------------------------------------------------------------------- annotate


class AnnotateFilter:
    """Reads texts with one loaded pipeline and gives the records of ``pipe annotate``.

    Raises
    ------
    ConfigError
        If ``model`` names no pipeline that can be loaded.
    """

    def __init__(self, model: str | None, knowledge: Knowledge) -> None:
        from nlp.pipeline import load

        self._knowledge = knowledge
        self._annotator = load(model, knowledge)

    def __call__(self, record: Record) -> dict[str, Any]:
        from nlp.formats import to_json
        from nlp.relevance import judge

        text = record.fields.get("text")
        if not isinstance(text, str):
            raise InputError(f"{record.where}: needs a text in `text`")
        title = record.fields.get("title")
        annotation = self._annotator.annotate(text)
        relevance = judge(
            text, annotation, self._knowledge, title=title if isinstance(title, str) else None
        )
        return to_json(
            record.fields,
            text=text,
            annotation=annotation,
            relevance=relevance,
            knowledge=self._knowledge,
            pipeline=self._annotator.name,
        )
