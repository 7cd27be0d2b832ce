"""Every invented page gives what is true of it: the mark-up of many content systems."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.extract import extract
from tests.crawl_pages import PAGES, TruePage, f1

NOW = dt.datetime(2026, 4, 25, tzinfo=dt.UTC)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_gives_what_it_states(page: TruePage) -> None:
    found = extract(page.html.encode(), url=page.url, fetched_at=NOW, timezone=page.zone)
    assert found.title == page.title
    assert found.authors == page.authors
    for stamp, stated in ((found.published, page.published), (found.modified, page.modified)):
        assert (stamp.at if stamp else None) == (
            dt.datetime.fromisoformat(stated) if stated else None
        )
    if found.published is not None:
        assert found.published.precision == page.precision
    assert found.publisher == page.publisher
    assert (found.language, found.kind, found.paywalled) == (
        page.language,
        page.kind,
        page.paywalled,
    )
    assert f1(found.text, "\n".join(page.body)) >= 0.97
    assert [words for words in page.absent if words in found.text] == []


def test_no_two_pages_have_one_name() -> None:
    assert len({page.name for page in PAGES}) == len(PAGES)
