"""Golden pages: what a reader is shown of a small publication, character for character.

``CLAIMWIRE_GOLDEN=write`` writes them anew; look at the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimwire.publish import SiteSettings, build
from tests.publication_sample import sample

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "site"


def built(out: Path) -> dict[str, str]:
    """Return the golden parts of the sample's site by the name of their file."""
    made = sample()
    settings = SiteSettings(title="Desk", base_url="https://claims.example/")
    build(made.publication, out, settings=settings)
    pages = {
        "claim.html": f"claims/{made.cable}/index.html",
        "dispute.html": "disputes/us-china-distillation-2026/index.html",
        "document.html": f"documents/{made.copy}/index.html",
        "home.html": "index.html",
    }
    files = {
        "claim.json": f"claims/{made.cable}/index.json",
        "dispute.atom": "feeds/dispute/us-china-distillation-2026.atom",
        "dispute.rss": "feeds/dispute/us-china-distillation-2026.rss",
        "claims.jsonl": "data/claims.jsonl",
    }
    parts = {name: _main((out / path).read_text(encoding="utf-8")) for name, path in pages.items()}
    return parts | {n: (out / path).read_text(encoding="utf-8") for n, path in files.items()}


def _main(page: str) -> str:
    start, end = page.index("<main"), page.index("</main>")
    return page[start : end + len("</main>")] + "\n"


def test_pages_are_as_they_were(tmp_path: Path) -> None:
    found = built(tmp_path)
    if os.environ.get("CLAIMWIRE_GOLDEN") == "write":
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in found.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        pytest.fail("golden files written; run again without CLAIMWIRE_GOLDEN")
    kept = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir())}
    assert sorted(kept) == sorted(found), "a golden file is missing or left over"
    for name, text in found.items():
        assert text == kept[name], f"{name} differs; see the docstring of this module"
