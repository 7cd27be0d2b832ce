"""The built site before the HTML checker of the W3C (vnu): no error on any page."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from claimwire.publish import SiteSettings, build
from tests.publication_builder import empty
from tests.publication_findings import found
from tests.unit.test_publish_site import hostile

CHECKER = Path(__file__).resolve().parents[1] / "webtools/node_modules/vnu-jar/build/dist/vnu.jar"
JAVA = shutil.which("java")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(JAVA is None, reason="Java is not installed (default-jre-headless)"),
    pytest.mark.skipif(
        not CHECKER.is_file(), reason="the HTML checker is not installed (tests/system-packages.sh)"
    ),
]


def complaints(folder: Path) -> list[str]:
    """Return what the checker says of all pages of a folder, errors only."""
    pages = [str(path) for path in sorted(folder.rglob("*.html"))]
    assert pages
    done = subprocess.run(
        [str(JAVA), "-jar", str(CHECKER), "--errors-only", "--format", "json", "--stdout", *pages],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    found = json.loads(done.stdout)["messages"]
    return [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in found]


def test_the_checker_finds_an_error_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><title>x</title><p id=a><p id=a>")
    assert any("Duplicate ID" in line for line in complaints(tmp_path))


def test_no_page_has_an_error(tmp_path: Path) -> None:
    settings = SiteSettings(title="Desk", base_url="https://claims.example/", notice="A notice.")
    build(found()[1], tmp_path / "full", settings=settings)
    build(empty(), tmp_path / "empty", settings=settings)
    build(hostile(), tmp_path / "hostile", settings=settings)
    assert complaints(tmp_path) == []
