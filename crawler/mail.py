"""E-mail as a document: press lists and newsletters that an operator saves as ``.eml``."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import email.utils
from email.message import EmailMessage

from claimwire.errors import InputError
from claimwire.model import Article
from crawler import dates
from crawler.extract import extract
from crawler.plain import clean
from crawler.plaintext import plain_article
from crawler.urls import canonical

CONTENT_TYPE = "message/rfc822"


def read(body: bytes, *, url: str, now: dt.datetime | None = None) -> Article:
    """Return the text of a message: subject as title, sender as author, its date as publication.

    Raises
    ------
    InputError
        If it is no message or holds no text.
    """
    try:
        message = email.message_from_bytes(body, policy=email.policy.default)
        part = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
        content = part.get_content() if part is not None else None
        subject, sender = clean(str(message["subject"] or "")), str(message["from"] or "")
        sent = str(message["date"] or "")
    except Exception as error:  # the parser raises whatever a damaged header makes it raise
        raise InputError(f"{url}: cannot be read as e-mail: {error}") from error
    if part is None or not isinstance(content, str):
        raise InputError(f"{url}: a message without text")
    text = _html_text(content, url) if part.get_content_type() == "text/html" else content
    _, paragraphs = plain_article(text)
    if not paragraphs:
        raise InputError(f"{url}: a message without text")
    name = clean(email.utils.parseaddr(sender)[0])
    return Article(
        url=url,
        text=paragraphs,
        title=subject or None,
        canonical_url=canonical(url),
        authors=(name,) if name else (),
        published=dates.stamp(sent, how="mail", now=now),
        evidence={"text": "mail", "title": "mail", "authors": "mail", "published": "mail"},
    )


def _html_text(content: str, url: str) -> str:
    return extract(content, url=url).text
