"""The site in a real browser, from the disk: strict policy, narrow screens, dark, print."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from claimwire.publish import SiteSettings, build
from tests.publication_builder import empty
from tests.publication_findings import found

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (package: chromium)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield instance
        instance.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    settings = SiteSettings(title="Desk", base_url="https://claims.example/", notice="A notice.")
    build(found()[1], out / "full", settings=settings)
    build(empty(), out / "empty", settings=settings)
    return out


def families(site: Path) -> list[Path]:
    """Return one page of every family, the longest of each."""
    found: dict[str, Path] = {}
    for path in sorted(site.rglob("*.html"), key=lambda p: (-p.stat().st_size, p)):
        parts = path.relative_to(site).parts
        found.setdefault(f"{parts[:2]} {len(parts)}", path)
    return sorted(found.values())


def open_page(browser: Browser, width: int, *, dark: bool = False) -> tuple[Page, list[str]]:
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        java_script_enabled=True,
    )
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            complaints.append(request.url)
            if not request.url.startswith(("file:", "data:"))
            else None
        ),
    )
    return page, complaints


def test_no_page_breaks_its_own_policy_or_asks_the_network(browser: Browser, site: Path) -> None:
    page, complaints = open_page(browser, 1280)
    for path in families(site):
        page.goto(path.as_uri())
        style = page.evaluate("getComputedStyle(document.body).margin")
        assert style == "0px", f"{path}: the style sheet was not applied"
    assert complaints == []
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_scrolls_sideways(browser: Browser, site: Path, width: int) -> None:
    page, _ = open_page(browser, width)
    for path in families(site):
        page.goto(path.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} wide"
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, site: Path) -> None:
    page, _ = open_page(browser, 1280)
    page.goto((site / "full/index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")
    page.close()


def test_dark_follows_the_system(browser: Browser, site: Path) -> None:
    colours = []
    for dark in (False, True):
        page, _ = open_page(browser, 1280, dark=dark)
        page.goto((site / "full/index.html").as_uri())
        colours.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        page.close()
    assert colours[0] != colours[1]


def test_links_can_be_followed_from_the_disk(browser: Browser, site: Path) -> None:
    page, _ = open_page(browser, 1280)
    page.goto((site / "full/index.html").as_uri())
    page.click("text=US State Department accused DeepSeek, Moonshot AI and MiniMax")
    assert page.inner_text("h1") == "US State Department accused DeepSeek, Moonshot AI and MiniMax"
    page.click("text=Chinese Embassy in Washington >> nth=0")
    page.goto((site / "full/claims/c-mergedmergedmerg/index.html").as_uri())
    page.wait_for_url("**/index.html")
    page.wait_for_selector("text=What is claimed")
    page.close()


def test_print_keeps_the_evidence(browser: Browser, site: Path) -> None:
    page, _ = open_page(browser, 1280)
    page.goto((site / "full/disputes/us-china-distillation-2026/index.html").as_uri())
    page.emulate_media(media="print")
    assert not page.is_visible("header.top nav")
    after = "getComputedStyle(document.querySelector('SELECTOR'), '::after').content"
    assert "example" in page.evaluate(after.replace("SELECTOR", "th > a.out"))  # of a document
    assert page.evaluate(after.replace("SELECTOR", ".m a.out")) == "none"  # of a quote in a list
    page.close()
