"""Two processes give what one gives: the same site, and the same errors."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimwire.errors import EvidenceError
from claimwire.publish import SiteSettings, beside, build, site
from tests.publication_builder import empty
from tests.publication_sample import sample

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_both_halves_come_back() -> None:
    here, there = beside.both(os.getpid, lambda: (os.getpid(), os.getppid()))
    assert there[0] != here == there[1]


def test_errors_of_either_half_are_raised_here() -> None:
    def wrong() -> None:
        raise EvidenceError("a quote does not hold", remedy="none")

    with pytest.raises(EvidenceError, match="does not hold"):
        beside.both(lambda: None, wrong)
    with pytest.raises(ZeroDivisionError):
        beside.both(lambda: 1 // 0, lambda: None)


def test_a_killed_half_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="killed"):
        beside.both(lambda: None, lambda: os.kill(os.getpid(), 9))


def test_two_processes_write_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = build(sample().publication, tmp_path / "one", settings=SETTINGS)
    monkeypatch.setattr(site, "_MANY", 0)
    monkeypatch.setattr(beside, "worthwhile", lambda: True)
    two = build(sample().publication, tmp_path / "two", settings=SETTINGS)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert one == two
    assert build(empty(), tmp_path / "two", settings=SETTINGS).deleted > 0
    build(empty(), tmp_path / "one", settings=SETTINGS)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
