"""``resolve`` over a store: read once, the same however documents arrive, and judged by people."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from benchmarks.newsroom import Made, Newsroom
from benchmarks.resolve import fill
from claimwire.errors import UsageError
from claimwire.model import Resolution, Verdict
from claimwire.stages import judging
from claimwire.stages.base import Workspace
from claimwire.stages.resolve import resolve
from store import migrate, redirects, resolution
from store.db import Database
from store.tables import RedirectKind

_ROOM = Newsroom(seed=5, per_day=12)
_PAGES = list(islice(_ROOM.documents(24), 24))
_BY = judging.now("because", by="me")


def _workspace(folder: Path) -> Workspace:
    """As much of a workspace as the stages ask for, with the newsroom's knowledge."""
    path = folder / "made.db"
    migrate.upgrade(f"sqlite:///{path}")
    held = SimpleNamespace(database=Database(f"sqlite:///{path}"), knowledge=_ROOM.knowledge)
    return cast("Workspace", cast("Any", held))


def _take_in(workspace: Workspace, pages: list[Made]) -> None:
    file = workspace.database.file
    assert file is not None
    fill(file, iter(pages))


def _held(workspace: Workspace) -> Resolution:
    with workspace.database.reading() as conn:
        found = resolution.read(conn)
    assert found is not None
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = _workspace(tmp_path)
    _take_in(made, _PAGES)
    resolve(made)
    return made


def test_documents_are_read_once(workspace: Workspace) -> None:
    assert resolve(workspace).counts == {}
    again = resolve(workspace, rebuild=True)
    assert again.counts["read anew"] == len(_PAGES)
    judging.pin(workspace, _held(workspace).stories[0].id, _BY)
    assert resolve(workspace).counts["read anew"] == 0


def test_a_rebuild_is_the_same(workspace: Workspace) -> None:
    before = _held(workspace)
    resolve(workspace, rebuild=True)
    assert _held(workspace) == before
    assert before.claims
    assert before.responses


@pytest.mark.parametrize("seed", range(2))
def test_any_order_of_arrival_ends_in_the_same(
    workspace: Workspace, tmp_path: Path, seed: int
) -> None:
    pages = list(_PAGES)
    random.Random(seed).shuffle(pages)  # noqa: S311  # an order, not a secret
    folder = tmp_path / "shuffled"
    folder.mkdir()
    other = _workspace(folder)
    for start in range(0, len(pages), 9):
        _take_in(other, pages[start : start + 9])
        resolve(other)
    assert _held(other) == _held(workspace)


def test_claims_are_merged_and_leave_a_redirect(workspace: Workspace) -> None:
    one, two = (claim.id for claim in _held(workspace).claims[:2])
    judging.merge(workspace, [one, two], _BY)
    resolve(workspace)
    live = {claim.id for claim in _held(workspace).claims}
    assert len({one, two} & live) == 1
    with workspace.database.reading() as conn:
        followed = redirects.followed(conn, live={RedirectKind.CLAIM: live})
    assert set(followed) == {one, two} - live
    (judgement,) = judging.listed(workspace)
    judging.withdraw(workspace, judgement.id, _BY)
    resolve(workspace)
    assert {one, two} <= {claim.id for claim in _held(workspace).claims}
    assert judging.listed(workspace) == ()


def test_a_story_is_split_by_its_documents(workspace: Workspace) -> None:
    story = max(_held(workspace).stories, key=lambda one: len(one.documents))
    last = story.documents[-1]
    made = judging.split(workspace, story.id, [last], _BY)
    assert (made.verdict, made.parts[-1]) == (Verdict.DIFFERENT, last)
    resolve(workspace)
    homes = {one.id for one in _held(workspace).stories if last in one.documents}
    assert story.id not in homes


@pytest.mark.parametrize(
    ("ids", "problem"),
    [
        (["c-one"], "cannot be merged"),
        (["c-one", "y-two"], "not ids"),
        (["c-1", "c-2"], "no claim"),
    ],
)
def test_what_cannot_be_judged_is_said(workspace: Workspace, ids: list[str], problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        judging.merge(workspace, ids, _BY)


def test_entities_are_merged_into_known_ones_only(workspace: Workspace) -> None:
    known = next(iter(_ROOM.knowledge.entities))
    with pytest.raises(UsageError, match="no entity"):
        judging.merge_entities(workspace, "new:somebody", "nobody", _BY)
    with pytest.raises(UsageError, match="one entity already"):
        judging.merge_entities(workspace, known, known, _BY)
    made = judging.merge_entities(workspace, "new:somebody", known, _BY)
    with workspace.database.reading() as conn:
        live = {RedirectKind.ENTITY: set(_ROOM.knowledge.entities)}
        assert redirects.followed(conn, live=live) == {"new:somebody": known}
    judging.withdraw(workspace, made.id, _BY)
    with workspace.database.reading() as conn:
        assert redirects.followed(conn, live=live) == {}
    with pytest.raises(UsageError, match="in force"):
        judging.withdraw(workspace, made.id, _BY)
