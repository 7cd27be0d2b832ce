"""Pages that are made elsewhere are those that would have been made here."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from claimwire.errors import MachineError
from claimwire.publish import SiteSettings, build, parcels
from claimwire.publish.parcels import Made, Parcel
from tests.publication_findings import with_findings
from tests.publication_sample import sample

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")


def elsewhere(parcel: Parcel, paths: Sequence[str]) -> Iterator[list[Made]]:
    """Make pages in small parts, from last to first, from what a wire would bring."""
    there = pickle.loads(pickle.dumps(parcel))  # noqa: S301  of our own
    for end in range(len(paths), 0, -5):
        yield parcels.make(there, paths[max(0, end - 5) : end])


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_site_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publication = with_findings(sample())
    here = build(publication, tmp_path / "here", settings=SETTINGS)
    monkeypatch.setattr(parcels, "FEW", 5)
    made: list[str] = []

    def noted(parcel: Parcel, paths: Sequence[str]) -> Iterator[list[Made]]:
        made.extend(paths)
        yield from elsewhere(parcel, paths)

    there = build(publication, tmp_path / "there", settings=SETTINGS, elsewhere=noted)
    assert len(made) > 20
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert (there.pages, there.files, there.changed) == (here.pages, here.files, here.changed)
    made.clear()
    build(publication, tmp_path / "there", settings=SETTINGS, elsewhere=noted)
    assert made == []  # nothing changed


def test_few_pages_are_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "FEW", 10_000)

    def nobody(_parcel: Parcel, _paths: Sequence[str]) -> Iterator[list[Made]]:
        raise AssertionError("nobody is to be asked")

    build(with_findings(sample()), tmp_path / "here", settings=SETTINGS)
    build(with_findings(sample()), tmp_path / "there", settings=SETTINGS, elsewhere=nobody)
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_whoever_would_make_another_site_is_refused() -> None:
    parcel = Parcel("of another program", with_findings(sample()), replace(SETTINGS, title="Other"))
    with pytest.raises(MachineError, match="this worker would make"):
        parcels.make(parcel, [])
