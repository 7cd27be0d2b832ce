"""Data files that are made from those of the last build are those of a build from nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.publication import synthetic
from claimwire.publish import SiteSettings, build, rows
from claimwire.publish.pieces import PIECES, Growing, Last, Piece, divided, offsets, read, runs
from claimwire.publish.write import MANIFEST

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")
MADE = 40  # documents of the first build


def everything(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def test_documents_one_by_one_give_the_site_of_a_build_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimwire.publish.pieces._ABOUT", 8)
    for number in range(MADE, MADE + 12):
        build(synthetic(number), tmp_path / "grown", settings=SETTINGS)
        cold = tmp_path / "cold"
        shutil.rmtree(cold, ignore_errors=True)
        build(synthetic(number), cold, settings=SETTINGS)
        grown, new = everything(tmp_path / "grown"), everything(cold)
        assert grown.keys() == new.keys()
        assert [path for path in new if grown[path] != new[path]] == []
    build(synthetic(MADE), tmp_path / "grown", settings=SETTINGS)  # and with fewer again
    shutil.rmtree(tmp_path / "cold")
    build(synthetic(MADE), tmp_path / "cold", settings=SETTINGS)
    grown, new = everything(tmp_path / "grown" / "data"), everything(tmp_path / "cold" / "data")
    assert grown == new


def test_what_is_as_before_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(synthetic(MADE), tmp_path, settings=SETTINGS)
    made: list[str] = []
    plain = rows.plain

    def noted(found: Sequence[dict[str, Any]]) -> rows.Cells:
        made.extend(str(record["id"]) for record in found)
        return plain(found)

    monkeypatch.setattr(rows, "plain", noted)
    monkeypatch.setattr("claimwire.publish.pieces._ABOUT", 8)
    build(synthetic(MADE + 1), tmp_path, settings=SETTINGS)  # other pieces: everything is made
    everything_made = len(made)
    made.clear()
    build(synthetic(MADE + 2), tmp_path, settings=SETTINGS)
    assert 0 < len(made) < everything_made / 2


@pytest.mark.parametrize("damage", [b"", b"{}", b"null", b'{"version":1,"key":3}'])
def test_a_damaged_note_is_no_obstacle(tmp_path: Path, damage: bytes) -> None:
    build(synthetic(MADE), tmp_path / "a", settings=SETTINGS)
    (tmp_path / "a" / PIECES).write_bytes(damage)
    build(synthetic(MADE + 1), tmp_path / "a", settings=SETTINGS)
    build(synthetic(MADE + 1), tmp_path / "b", settings=SETTINGS)
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_a_file_that_is_not_as_it_was_left_is_not_copied_from(tmp_path: Path) -> None:
    build(synthetic(MADE), tmp_path / "a", settings=SETTINGS)
    (tmp_path / "a" / "data" / "claims.csv").write_bytes(b"id\r\n")
    build(synthetic(MADE + 1), tmp_path / "a", settings=SETTINGS)
    build(synthetic(MADE + 1), tmp_path / "b", settings=SETTINGS)
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_without_a_note_nothing_can_be_copied(tmp_path: Path) -> None:
    assert read(tmp_path, "key", {}) == Last()
    with Growing(tmp_path / "file") as file, pytest.raises(ValueError, match="copy"):
        file.copy(0, 1)


@given(st.sets(st.text(min_size=1, max_size=6)), st.text(min_size=1, max_size=6))
def test_an_id_changes_only_the_piece_that_it_is_in(ids: set[str], new: str) -> None:
    before = divided(sorted(ids))
    after = divided(sorted({*ids, new}))
    assert [one for piece in before for one in piece] == sorted(ids)
    assert all(before)
    assert len([piece for piece in before if piece not in after]) <= 1
    assert len([piece for piece in after if piece not in before]) <= 2


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_runs_lead_from_the_old_pieces_to_the_new(old: list[int], new: list[int]) -> None:
    known = [Piece(str(mark), mark, (2 * mark,)) for mark in old]
    steps = list(runs([str(mark) for mark in new], known))
    assert [step.first for step in steps] == [0, *(step.end for step in steps)][: len(steps)]
    found: list[int] = []
    for step in steps:
        if step.old is None:
            assert not set(new[step.first : step.end]) & set(old)
            found += new[step.first : step.end]
        else:
            found += old[step.old : step.old + step.end - step.first]
    assert found == new
    assert all(a.old is not None or b.old is not None for a, b in pairwise(steps))


def test_offsets_are_sums() -> None:
    chance = random.Random(3)  # noqa: S311
    known = [Piece(str(at), chance.randrange(9), (chance.randrange(99),)) for at in range(20)]
    found = offsets(known, (7,))
    assert found[0] == (0, 7)
    assert found[-1] == (sum(p.rows for p in known), 7 + sum(p.sizes[0] for p in known))
