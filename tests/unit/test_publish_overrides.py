"""An operator's own templates and static files, from a folder of the workspace."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from claimwire.errors import ConfigError
from claimwire.publish import SiteSettings, build
from tests.publication_builder import empty

PLAIN = SiteSettings(title="Desk", base_url="https://claims.example/")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace" / "site"
    (folder / "templates").mkdir(parents=True)
    (folder / "static").mkdir()
    return folder


def settings(theirs: Path) -> SiteSettings:
    return dataclasses.replace(PLAIN, overrides=str(theirs))


def test_a_template_takes_the_place_of_ours_and_may_extend_it(tmp_path: Path, theirs: Path) -> None:
    (theirs / "templates" / "404.html").write_text(
        '{% extends "default/404.html" %}{% block content %}<h1>Lost</h1>{{ super() }}'
        "{% endblock %}"
    )
    build(empty(), tmp_path / "out", settings=settings(theirs))
    page = (tmp_path / "out" / "404.html").read_text(encoding="utf-8")
    assert "<h1>Lost</h1>" in page
    assert "No such page" in page


def test_a_changed_template_renders_only_its_pages_again(tmp_path: Path, theirs: Path) -> None:
    out = tmp_path / "out"
    mine = theirs / "templates" / "frame_foot.html"
    build(empty(), out, settings=PLAIN)
    mine.write_text("<p>Kept by the desk.</p>")
    assert build(empty(), out, settings=settings(theirs)).written > 10
    assert "Kept by the desk." in (out / "status/index.html").read_text(encoding="utf-8")
    (theirs / "templates" / "404.html").write_text("<p>Nothing here.</p>")
    assert build(empty(), out, settings=settings(theirs)).written == 3  # and the two of the status
    assert build(empty(), out, settings=settings(theirs)).written == 0


def test_their_style_sheet_is_linked_after_ours(tmp_path: Path, theirs: Path) -> None:
    (theirs / "static" / "house.css").write_text(":root { --link: teal; }")
    (theirs / "static" / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    build(empty(), tmp_path / "out", settings=settings(theirs))
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 0 < page.index("static/site.") < page.index("static/house.")
    assert list((tmp_path / "out" / "static").glob("logo.*.svg"))


def test_where_the_folder_lies_changes_no_byte(tmp_path: Path, theirs: Path) -> None:
    (theirs / "templates" / "404.html").write_text("<p>{{ key }}</p>")
    build(empty(), tmp_path / "a", settings=settings(theirs))
    moved = theirs.rename(tmp_path / "elsewhere")
    build(empty(), tmp_path / "b", settings=settings(moved))
    for path in sorted((tmp_path / "a").rglob("*.html")):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_a_broken_template_is_told_and_nothing_is_half_done(tmp_path: Path, theirs: Path) -> None:
    (theirs / "templates" / "home.html").write_text("{{ nothing_of_that_name }}")
    with pytest.raises(ConfigError, match=r"home\.html.*nothing_of_that_name"):
        build(empty(), tmp_path / "out", settings=settings(theirs))
    assert not (tmp_path / "out" / "index.html").exists()
