"""E-mail and papers as documents given by hand."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.errors import InputError
from claimwire.model import Entry
from crawler import mail, pdf
from crawler.local import LocalDocument, read_file
from crawler.pool import Page, PageReader
from tests.integration.test_crawler_manners import paper

MESSAGE = b"""From: Press Office <press@ministry.example>
To: list@ministry.example
Subject: =?utf-8?q?Statement_on_the_complaint?=
Date: Fri, 24 Apr 2026 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The ministry said that it had filed a complaint =E2=80=93 the first of its kind.

It gave the company thirty days to answer.
--x
Content-Type: text/html; charset=utf-8

<p>The ministry said that it had filed a complaint.</p>
--x--
"""


def test_a_message_is_read(tmp_path: Path) -> None:
    path = tmp_path / "statement.eml"
    path.write_bytes(MESSAGE)
    with PageReader() as pages:
        (found,) = read_file(path, pages=pages)
    assert isinstance(found, LocalDocument)
    article = found.article
    assert article.title == "Statement on the complaint"
    assert article.authors == ("Press Office",)
    assert article.published is not None
    assert article.published.at == dt.datetime(2026, 4, 24, 8, tzinfo=dt.UTC)
    assert article.text.split("\n\n") == [
        "The ministry said that it had filed a complaint – the first of its kind.",
        "It gave the company thirty days to answer.",
    ]


def test_a_paper_takes_its_title_and_time_from_what_the_source_said() -> None:
    url = "https://court.example/order.pdf"
    at = dt.datetime(2026, 4, 24, tzinfo=dt.UTC)
    entry = Entry(url, url, url, title="Order", published=at, published_precision="day")
    found = pdf.read(paper(), url=url, entry=entry)
    assert found.title == "Order"
    assert found.published is not None
    assert (found.published.at, found.published.precision) == (at, "day")
    assert "copied the answers" in found.text
    assert pdf.is_pdf(paper())
    assert not pdf.is_pdf(b"<html>")


@given(st.binary(max_size=300))
def test_no_bytes_raise_but_as_documented(body: bytes) -> None:
    with contextlib.suppress(InputError):
        mail.read(body, url="x")
    with contextlib.suppress(InputError):
        pdf.read(b"%PDF-1.4" + body, url="x")


def test_a_message_without_text_says_so() -> None:
    with pytest.raises(InputError, match="without text"):
        mail.read(b"Subject: x\n\n", url="x")


def test_of_a_reserved_paper_only_headline_and_lead_are_kept() -> None:
    url = "https://court.example/order.pdf"
    body = paper()
    entry = Entry(url, url, url, title="Order", summary="An answer within thirty days.")
    with PageReader() as pages:
        kept = [
            pages.read(Page(body, url, entry=entry, reserved_by_file="the host says so")),
            pages.read(Page(body, url, reserved="the host says so")),
        ]
    assert kept[0].text == "An answer within thirty days."
    assert all(article.partial for article in kept)
    assert {article.evidence["rights"] for article in kept} == {"the host says so"}
