"""Pictures of the real site, for the README: ``make pictures`` (needs the system's Chromium).

Runs the demonstration into a scratch folder, looks at three of its pages and writes small PNGs
to ``docs/pictures``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1000, 640
PAGES = {"home": "index.html", "dispute": "disputes", "claim": "claims"}


def main() -> int:
    """Make the site, take the pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        if len(sys.argv) > 1:
            site = Path(sys.argv[1])
        else:
            subprocess.run(
                [sys.executable, "-m", "claimwire", "-q", "demo", f"{scratch}/demo"],
                check=True,
                cwd=ROOT,
            )
            site = Path(scratch) / "demo" / "public"
        take(site)
    return 0


def take(site: Path) -> None:
    """Write a picture of each page of a built site."""
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, where in PAGES.items():
            _picture(page, _richest(site, where), OUT / f"{name}.png")
        browser.close()


def _richest(site: Path, where: str) -> Path:
    """Return the page itself, or of a folder the page that has most to show."""
    if where.endswith(".html"):
        return site / where
    pages = [path for path in (site / where).glob("*/index.html") if not _is_month(path)]
    return max(pages, key=lambda path: (path.stat().st_size, path))


def _is_month(path: Path) -> bool:
    return path.parent.name.isdigit()


def _picture(page: Page, path: Path, out: Path) -> None:
    page.goto(path.as_uri())
    page.screenshot(path=out)


if __name__ == "__main__":
    sys.exit(main())
