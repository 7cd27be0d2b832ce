"""The command line against a real server on loopback: check sources, crawl, crawl again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.config import load_config
from store import tables
from store.db import open_database
from tests.crawler_site import Page, Site, serving
from tests.e2e.harness import claimwire, site_times
from tests.store_fixtures import Workspaces

SOURCES = """
[source.good]
name = "A feed"
publisher = "good"
kind = "rss"
url = "{base}/feed"

[source.wall]
name = "A page instead of a feed"
publisher = "wall"
kind = "rss"
url = "{base}/wall"
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        running.article("/a", "Nimbus accuses Acme")
        running.article("/b", "Acme answers")
        running.feed("/feed", "/a", "/b")
        running.pages["/wall"] = Page(
            b"<html><head><title>Please wait</title></head><body>Checking</body></html>",
            headers={"Content-Type": "text/html"},
        )
        yield running


@pytest.fixture
def workspace(site: Site, tmp_path: Path, workspaces: Workspaces) -> Path:
    return workspaces.make(
        tmp_path,
        sources=SOURCES.format(base=site.root),
        crawl={"allow_addresses": ["127.0.0.0/8"], "delay_seconds": 0.0},
    )


def test_checking_sources_says_what_came_back_and_stores_nothing(workspace: Path) -> None:
    done = claimwire("--json", "sources", "check", cwd=workspace, check=(1,))
    good, wall = json.loads(done.stdout)
    assert (good["id"], good["outcome"], good["entries"]) == ("good", "ok", 2)
    assert good["healthy"]
    assert (wall["outcome"], wall["healthy"]) == ("not-a-feed", False)
    assert "Please wait" in wall["detail"]
    claimwire("sources", "check", "good", cwd=workspace)
    status = json.loads(claimwire("--json", "status", cwd=workspace).stdout)
    assert status["documents"]["captured"] == 0


def test_a_crawl_takes_in_what_is_there_and_not_twice(workspace: Path, site: Site) -> None:
    claimwire("crawl", cwd=workspace, check=(1,))  # one source is ill
    status = json.loads(claimwire("--json", "status", cwd=workspace, check=(1,)).stdout)
    assert status["documents"]["captured"] == 2
    assert any("wall" in line for line in status["needs_person"])
    asked = len(site.paths())
    claimwire("crawl", cwd=workspace)
    assert len(site.paths()) == asked  # nothing is due
    assert "Nimbus accuses Acme" in claimwire("show", f"{site.root}/a", cwd=workspace).stdout


def test_without_permission_a_private_address_is_not_asked(
    site: Site, tmp_path: Path, workspaces: Workspaces
) -> None:
    workspaces.make(tmp_path, sources=SOURCES.format(base=site.root))
    done = claimwire("sources", "check", "good", cwd=tmp_path, check=(1,))
    assert "address-refused" in done.stdout
    assert site.paths() == []


@pytest.mark.model
@pytest.mark.slow
def test_a_run_that_asks_and_finds_nothing_new_does_nothing_more(
    workspace: Path, site: Site
) -> None:
    """Nothing is joined, no page is looked at; that the sources were asked is kept in the store."""
    claimwire("run", cwd=workspace, check=(1,))
    written, asked = site_times(workspace), site.paths().count("/feed")
    with open_database(load_config(workspace).store_url) as store, store.writing() as conn:
        conn.execute(tables.source.update().values(next_due=None))
    done = claimwire("--json", "run", cwd=workspace, check=(1,))  # one source is still ill
    assert site.paths().count("/feed") == asked + 1
    crawl, *_, resolve, publish = json.loads(done.stdout)
    assert crawl["counts"]["sources asked"] == 2
    assert resolve["counts"] == publish["counts"] == {}
    assert site_times(workspace) == written
    site.article("/c", "Nimbus withdraws its charge")
    site.feed("/feed", "/a", "/b", "/c")
    with open_database(load_config(workspace).store_url) as store, store.writing() as conn:
        conn.execute(tables.source.update().values(next_due=None))
    done = claimwire("--json", "run", cwd=workspace, check=(1,))
    *_, resolve, publish = json.loads(done.stdout)
    assert resolve["counts"]["documents"] == 3
    assert publish["counts"]["files written"] > 0
