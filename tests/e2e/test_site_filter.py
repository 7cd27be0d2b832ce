"""Narrowing a list: by form, by address, by keyboard, from the disk under the strict policy."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page

from tests.e2e.test_site_browser import browser, open_page, pytestmark, site

__all__ = ["browser", "pytestmark", "site"]  # fixtures and marks of the other module


def opened(browser: Browser, site: Path, name: str, query: str = "") -> tuple[Page, list[str]]:
    page, complaints = open_page(browser, 1280)
    page.goto((site / "full" / name).as_uri() + query)
    return page, complaints


def shown(page: Page) -> int:
    return page.locator("[data-filtered] [data-group] [data-dispute]:visible").count()


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_choice_narrows_the_list_and_stands_in_the_address(browser: Browser, site: Path) -> None:
    page, complaints = opened(browser, site, "index.html")
    before = shown(page)
    page.select_option("#by-kind", "response")
    after = shown(page)
    assert 0 < after < before
    assert query_of(page) == {"kind": ["response"]}
    assert page.inner_text("#filtered") == f"{after} of {before} pieces of news"
    assert page.get_attribute("#filtered", "aria-live") == "polite"
    assert page.locator("section.day:visible").count() < page.locator("section.day").count()
    assert complaints == []
    page.close()


def test_an_address_opens_the_same_list(browser: Browser, site: Path) -> None:
    page, _ = opened(browser, site, "index.html")
    page.select_option("#by-act", "accuse")
    page.select_option("#by-entity", "deepseek")
    count, address = shown(page), page.url
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == count
    assert page.input_value("#by-entity") == "deepseek"
    page.close()


def test_counts_of_the_other_choices_follow(browser: Browser, site: Path) -> None:
    page, _ = opened(browser, site, "index.html")
    page.select_option("#by-dispute", "getty-v-stability")
    texts = page.locator("#by-act option").all_inner_texts()
    totals = [int(text.rsplit("(", 1)[1].rstrip(")")) for text in texts[1:]]
    assert sum(totals) == shown(page)
    assert page.locator("#by-act option:disabled").count() > 0
    page.close()


def test_days_bound_the_list_and_all_can_be_shown_again(browser: Browser, site: Path) -> None:
    page, _ = opened(browser, site, "timeline/index.html", "?since=2026-05-01&until=2026-06-30")
    total = page.locator("[data-group] [data-dispute]").count()
    days = page.locator("[data-group] [data-dispute]:visible").evaluate_all(
        "rows => rows.map((row) => row.dataset.on)"
    )
    assert days
    assert all("2026-05-01"[: len(day)] <= day <= "2026-06-30" for day in days)
    page.click("#filter [type=reset]")
    assert shown(page) == total
    assert urlsplit(page.url).query == ""
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    page.close()


def test_months_keep_what_was_chosen(browser: Browser, site: Path) -> None:
    page, _ = opened(browser, site, "claims/index.html", "?act=accuse")
    page.click("a[data-keep][href*='2026/04']")
    assert query_of(page) == {"act": ["accuse"]}
    assert page.input_value("#by-act") == "accuse"
    page.close()


def test_what_no_line_has_is_said(browser: Browser, site: Path) -> None:
    page, _ = opened(browser, site, "index.html", "?entity=nobody%3Cscript%3E&kind=response")
    assert shown(page) == 0
    assert page.inner_text("#filtered").startswith("No piece of news on this page fits")
    page.close()


def test_the_ledger_is_narrowed_by_the_state_of_its_answers(browser: Browser, site: Path) -> None:
    page, _ = opened(browser, site, "responses/index.html", "?kind=unanswered")
    assert shown(page) == page.locator("tbody[data-kind=unanswered]").count() > 0
    assert not page.is_visible("#answered")
    page.close()
