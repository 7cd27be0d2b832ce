"""What every page must reach: accessible in light and dark, whole without scripts, in budget."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.test_site_browser import browser, families, pytestmark, site

__all__ = ["browser", "pytestmark", "site"]  # fixtures and marks of the other module

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHIFT = (
    "window.shift = 0; new PerformanceObserver((list) => {"
    " for (const e of list.getEntries()) window.shift += e.value;"
    "}).observe({type: 'layout-shift', buffered: true});"
)
FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"
VISITED = """() => {
  const all = [...document.querySelectorAll(SELECTOR)].filter((e) => e.checkVisibility()
    && !e.disabled && !(e.type === 'radio' && !e.checked));
  return [document.activeElement && all.indexOf(document.activeElement), all.length];
}""".replace("SELECTOR", f'"{FOCUSABLE}"')


def opened(browser: Browser, path: Path, **options: Any) -> Page:
    """Open a page from the disk in a context of its own."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, **options)
    page.goto(path.as_uri())
    return page


def listening(page: Page) -> list[str]:
    """Return the list that every request of a page is added to."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser: Browser, site: Path, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for path in families(site):
        page.goto(path.as_uri())
        page.evaluate(AXE)
        found = page.evaluate("tags => axe.run({runOnly: tags})", RULES)
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == [], path
    context.close()


def test_the_keyboard_alone_reaches_everything(browser: Browser, site: Path) -> None:
    for name in ("index.html", "search/index.html", "timeline/index.html", "responses/index.html"):
        page = opened(browser, site / "full" / name)
        page.evaluate("document.activeElement.blur()")
        _, total = page.evaluate(VISITED)
        reached = set()
        for _ in range(2 * total):
            page.keyboard.press("Tab")
            reached.add(page.evaluate(VISITED)[0])
            if len(reached - {-1}) == total:
                break
        assert reached >= set(range(total)), name
        page.close()


def test_focus_is_seen(browser: Browser, site: Path) -> None:
    page = opened(browser, site / "full/index.html")
    for _ in range(6):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert style == "3px"
    page.close()


def test_every_page_is_whole_without_scripts(browser: Browser, site: Path) -> None:
    for path in families(site):
        page = opened(browser, path, java_script_enabled=False)
        assert page.locator("main h1, main > h1").count() == 1, path
        for form in page.locator("form.filter").all():
            assert not form.is_visible(), path
        hidden = page.locator("main [data-dispute]:not(:visible):not(details [data-dispute])")
        assert hidden.count() == 0, path
        page.close()


def test_pages_keep_their_budgets(browser: Browser, site: Path) -> None:
    for path in families(site):
        page = browser.new_page(viewport={"width": 375, "height": 800})
        asked = listening(page)
        page.add_init_script(SHIFT)
        page.goto(path.as_uri())
        page.wait_for_timeout(50)
        scripts = [Path(url.removeprefix("file://")) for url in asked if url.endswith(".js")]
        assert len(asked) <= 12, path
        assert sum(script.stat().st_size for script in scripts) <= 60_000, path
        assert path.stat().st_size <= 300_000, path
        assert page.evaluate("window.shift") <= 0.05, path
        page.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_when_results_come(browser: Browser, site: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.add_init_script(SHIFT)
    page.goto((site / "full/search/index.html").as_uri() + "?q=cable")
    page.wait_for_selector("#results > li")
    assert page.evaluate("window.shift") <= 0.05
    assert page.is_visible("footer")
    page.close()


def test_motion_and_contrast_follow_the_system(browser: Browser, site: Path) -> None:
    home = site / "full/index.html"
    page = opened(browser, home, reduced_motion="reduce")
    scroll = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(scroll) == "auto"
    page.close()
    page = opened(browser, home, forced_colors="active")
    border = page.evaluate("getComputedStyle(document.querySelector('.b-one')).borderTopStyle")
    assert border == "solid"
    page.close()


def test_print_opens_what_is_folded(browser: Browser, site: Path) -> None:
    page = opened(browser, site / "full/disputes/us-china-distillation-2026/index.html")
    page.emulate_media(media="print")
    assert not page.is_visible("form.filter")
    assert page.is_visible(".columns details table")
    page.close()
