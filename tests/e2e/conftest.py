"""What several tests of the whole program share: it is made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.harness import claimwire, content, site_digests
from tests.e2e.killing import Killer
from tests.e2e.small import small_archive
from tests.store_fixtures import Workspaces


@dataclass(frozen=True, slots=True)
class Small:
    """The small archive, and what one undisturbed run makes of it."""

    archive: Path
    sources: str
    finished: Path

    def workspace(self, workspaces: Workspaces, folder: Path) -> Path:
        """Make a workspace with the sources of the archive and an empty store."""
        return workspaces.make(folder, sources=self.sources)

    def completes(self, folder: Path) -> None:
        """Show that the next run brings a workspace to where an undisturbed one is."""
        claimwire("run", "--replay", self.archive, cwd=folder, check=(0, 1, 3))
        claimwire("db", "check", cwd=folder)
        self.same(folder)

    def same(self, folder: Path) -> None:
        """Show that store and site are those of an undisturbed run."""
        assert content(folder) == content(self.finished)
        assert site_digests(folder) == site_digests(self.finished)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, workspaces: Workspaces) -> Path:
    """The workspace that ``claimwire demo`` makes; not to be changed."""
    room = tmp_path_factory.mktemp("finished")
    url = workspaces.empty_store()
    claimwire("demo", "w", *(("--store", url) if url else ()), cwd=room)
    return room / "w"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, workspaces: Workspaces) -> Small:
    """The small archive, with a workspace in which one undisturbed run has been made."""
    room = tmp_path_factory.mktemp("small")
    archive, sources = small_archive(room)
    folder = workspaces.make(room / "w", sources=sources)
    claimwire("run", "--replay", archive, cwd=folder, check=(1,))
    return Small(archive, sources, folder)


@pytest.fixture(scope="session")
def killer() -> Iterator[Killer]:
    """Runs the program many times, and kills it where it is told."""
    with Killer() as running:
        yield running
