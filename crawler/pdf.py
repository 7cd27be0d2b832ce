"""Text of PDF files: papers, court filings, letters of ministries; within limits, for any input."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re

from claimwire.errors import InputError
from claimwire.model import Article, Entry, Stamp
from crawler import dates
from crawler.plain import clean
from crawler.plaintext import plain_article
from crawler.urls import canonical

MAX_PAGES = 400
MAX_CHARACTERS = 2_000_000

_MADE = re.compile(
    r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?([+\-Z])?(?:(\d{2})'?(\d{2})?)?"
)
_NO_TITLE = re.compile(
    r"untitled|microsoft word|\.(?:docx?|pdf|indd|qxd|tex|dvi)\b|^document\d*$|^\W*$", re.IGNORECASE
)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def is_pdf(body: bytes) -> bool:
    """Say whether a body is a PDF file, whatever the server calls it."""
    return b"%PDF-" in body[:1024]


def read(
    body: bytes,
    *,
    url: str,
    entry: Entry | None = None,
    now: dt.datetime | None = None,
    reserved: str | None = None,
) -> Article:
    """Return the text of a PDF file with the title and day that it or its entry states.

    The day on which a file was made is a witness of last resort: what the source said comes first.
    Of a file on which rights are reserved (``reserved``, in words) only headline and lead are kept.

    Raises
    ------
    InputError
        If it cannot be read, is locked, or holds no text.
    """
    title, made, text = _text(body, url)
    stated = entry.published if entry is not None else None
    published = None
    if stated is not None and entry is not None:
        suspect = dates.is_suspect(stated, now)
        published = Stamp(stated, entry.published_precision, "feed", suspect=suspect)
    elif made is not None:
        published = Stamp(made, "day", "pdf", suspect=dates.is_suspect(made, now))
    first, paragraphs = plain_article(text)
    if not paragraphs:
        raise InputError(
            f"{url}: a PDF without text", remedy="Scanned pages need text recognition first."
        )
    named = (entry.title if entry is not None else None) or title or first
    lead = entry.summary if entry is not None else None
    how = {"text": "pypdf"} if reserved is None else {"text": "feed", "rights": reserved}
    return Article(
        url=url,
        text=paragraphs if reserved is None else lead or named or paragraphs.partition("\n\n")[0],
        partial=reserved is not None,
        title=named,
        canonical_url=canonical(url),
        authors=entry.authors if entry is not None else (),
        published=published,
        language=((entry.language or "").partition("-")[0] or None) if entry is not None else None,
        summary=lead,
        evidence=how | ({"title": "feed" if entry and entry.title else "pdf"} if named else {}),
    )


def _text(body: bytes, where: str) -> tuple[str | None, dt.datetime | None, str]:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{where}: a PDF that is locked with a password")
        pages: list[str] = []
        size = 0
        for number, page in enumerate(reader.pages):
            if number >= MAX_PAGES or size >= MAX_CHARACTERS:
                break
            pages.append(page.extract_text())
            size += len(pages[-1])
        facts = reader.metadata
        title, made = (
            (facts.title, facts.get("/CreationDate")) if facts is not None else (None, None)
        )
    except InputError:
        raise
    except Exception as error:  # pypdf lets errors of every kind through on damaged files
        raise InputError(f"{where}: cannot be read as PDF: {error}") from error
    named = clean(title) if isinstance(title, str) else ""
    good = named if named and not _NO_TITLE.search(named) else None
    return good, _moment(str(made or "")), "\n\n".join(pages)[:MAX_CHARACTERS]


def _moment(text: str) -> dt.datetime | None:
    match = _MADE.match(text)
    if match is None:
        return None
    try:
        return dt.datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=dt.UTC)
    except ValueError:
        return None
