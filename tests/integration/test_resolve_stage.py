"""``resolve`` over a store: read once, the same however documents arrive, and judged by people."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import sqlalchemy as sa

from benchmarks.newsroom import Made, Newsroom
from benchmarks.resolve import fill
from claimwire.errors import UsageError
from claimwire.model import Event, Resolution, ReuseKind, Verdict
from claimwire.stages import judging
from claimwire.stages.base import Workspace
from claimwire.stages.resolve import resolve
from nlp import stories
from nlp.across import settled
from store import migrate, redirects, resolution, tables
from store.db import Database
from store.tables import RedirectKind
from tests.store_fixtures import Workspaces

_ROOM = Newsroom(seed=5, per_day=12)
_PAGES = list(islice(_ROOM.documents(24), 24))
_BY = judging.now("because", by="me")


New = Callable[[], Workspace]


@pytest.fixture
def new(tmp_path: Path, workspaces: Workspaces) -> Iterator[New]:
    """Makes as much of a workspace as the stages ask for, with the newsroom's knowledge."""
    made: list[Database] = []

    def make() -> Workspace:
        url = workspaces.empty_store() or f"sqlite:///{tmp_path / f'made{len(made)}.db'}"
        migrate.upgrade(url)
        made.append(Database(url))
        held = SimpleNamespace(database=made[-1], knowledge=_ROOM.knowledge)
        return cast("Workspace", cast("Any", held))

    yield make
    for database in made:
        database.close()


def _take_in(workspace: Workspace, pages: list[Made]) -> None:
    fill(workspace.database.url.render_as_string(hide_password=False), iter(pages))


def _held(workspace: Workspace) -> Resolution:
    with workspace.database.reading() as conn:
        found = resolution.read(conn)
    assert found is not None
    return found


def _rows(workspace: Workspace) -> dict[str, list[str]]:
    """Return all rows of the derived tables, and the imprints by which they are compared."""
    with workspace.database.reading() as conn:
        return {
            table.name: sorted(str(tuple(row)) for row in conn.execute(sa.select(table)))
            for table in (*tables.PARENTS_FIRST, tables.imprint)
        }


@pytest.fixture
def workspace(new: New) -> Workspace:
    made = new()
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
    before, rows = _held(workspace), _rows(workspace)
    resolve(workspace, rebuild=True)
    assert _held(workspace) == before
    assert _rows(workspace) == rows
    assert before.claims
    assert before.responses


@pytest.mark.parametrize("seed", range(2))
def test_any_order_of_arrival_ends_in_the_same(workspace: Workspace, new: New, seed: int) -> None:
    pages = list(_PAGES)
    random.Random(seed).shuffle(pages)  # noqa: S311  # an order, not a secret
    other = new()
    for start in range(0, len(pages), 9):
        _take_in(other, pages[start : start + 9])
        resolve(other)
    assert _held(other) == _held(workspace)
    assert _rows(other) == _rows(workspace)


@pytest.mark.parametrize("seed", range(3))
def test_going_on_from_what_is_settled_ends_in_the_same(
    new: New, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(stories, "_TOGETHER", 5)
    monkeypatch.setattr(settled, "_TOGETHER", 4)
    pages = list(_PAGES)
    if seed:
        random.Random(seed).shuffle(pages)  # noqa: S311  # an order, not a secret
    found = []
    for step in (len(pages), 5):
        held = new()
        for start in range(0, len(pages), step):
            _take_in(held, pages[start : start + step])
            resolve(held)
        found.append(_held(held))
        if step == 5:
            with held.database.reading() as conn:
                kinds = set(conn.scalars(sa.select(tables.checkpoint.c.kind)))
            assert kinds == {"stories", "claims"}
            rows = _rows(held)
            resolve(held, rebuild=True)
            found.append(_held(held))
            assert _rows(held) == rows
    assert found[0] == found[1] == found[2]


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


def test_events_of_merged_entities_are_one_and_leave_a_redirect(workspace: Workspace) -> None:
    before = _held(workspace)
    by_day: dict[tuple[str, str], list[Event]] = {}
    for event in before.events:
        by_day.setdefault((event.date, event.kind), []).append(event)
    one, two = next(pair for pair in by_day.values() if len(pair) > 1)[:2]
    judging.merge_entities(workspace, one.actors[0], two.actors[0], _BY)
    resolve(workspace)
    events = {event.id: event for event in _held(workspace).events}
    assert one.id not in events
    assert {*one.evidence, *two.evidence} <= set(events[two.id].evidence)
    with workspace.database.reading() as conn:
        assert redirects.followed(conn, live={RedirectKind.EVENT: events}) == {one.id: two.id}


def test_stories_merge_and_split_and_come_back(workspace: Workspace) -> None:
    before = _held(workspace)
    one, two = before.stories[:2]
    judging.merge(workspace, [one.id, two.id], judging.now("one event", by="me"))
    resolve(workspace)
    merged = next(row for row in _held(workspace).stories if one.documents[0] in row.documents)
    assert set(merged.documents) >= {*one.documents, *two.documents}
    live = {row.id for row in _held(workspace).stories}
    (gone,) = {one.id, two.id} - live
    with workspace.database.reading() as conn:
        assert redirects.followed(conn, live={RedirectKind.STORY: live}) == {gone: merged.id}

    judging.split(workspace, merged.id, list(two.documents), judging.now("two", by="me"))
    resolve(workspace)
    homes = {document: row.id for row in _held(workspace).stories for document in row.documents}
    assert homes[one.documents[0]] != homes[two.documents[0]]

    for judgement in judging.listed(workspace):
        judging.withdraw(workspace, judgement.id, judging.now("neither", by="me"))
    resolve(workspace)
    assert _held(workspace) == before
    with workspace.database.reading() as conn:
        live = {row.id for row in _held(workspace).stories}
        assert redirects.followed(conn, live={RedirectKind.STORY: live}) == {}


def test_an_entity_in_use_may_leave_the_knowledge_base_and_come_back(workspace: Workspace) -> None:
    before, whole = _held(workspace), workspace.knowledge
    speaker = next(claim.speaker for claim in before.claims if claim.speaker is not None)
    less = dataclasses.replace(
        whole,
        entities={id_: one for id_, one in whole.entities.items() if id_ != speaker},
        disputes={
            id_: dataclasses.replace(
                one, parties=tuple(row for row in one.parties if row.entity != speaker)
            )
            for id_, one in whole.disputes.items()
        },
        digest="without one",
    )
    cast("Any", workspace).knowledge = less
    resolve(workspace)
    without = _held(workspace)
    assert {one.first.statement_id for one in without.claims}  # nothing is lost over it
    with workspace.database.reading() as conn:
        table = tables.entity
        marked = conn.execute(sa.select(table).where(table.c.id == speaker)).mappings().one()
    assert not marked["present"]
    cast("Any", workspace).knowledge = whole
    resolve(workspace)
    assert _held(workspace) == before


@pytest.mark.parametrize("days", [-4000, -2, 2, 400])
def test_a_clock_that_is_wrong_moves_no_news(workspace: Workspace, new: New, days: int) -> None:
    last = _PAGES[-1]
    wrong = dataclasses.replace(last, published=last.published + dt.timedelta(days=days))
    other = new()
    _take_in(other, _PAGES[:-1])
    _take_in(other, [wrong])  # first seen then, too: a crawler whose own clock jumped
    resolve(other)
    found = _held(other)
    resolve(other, rebuild=True)
    assert _held(other) == found
    seen = {row.id: row.first_seen for row in found.claims}
    assert all(delta.learned_at >= seen[delta.claim_id] for delta in found.deltas if delta.claim_id)
    assert {a.document_id for c in found.claims for a in c.appearances} == {
        a.document_id for c in _held(workspace).claims for a in c.appearances
    }


def test_one_text_under_two_addresses_counts_once(new: New) -> None:
    page = _PAGES[0]
    again = dataclasses.replace(
        page, url=f"{page.url}?print=1", published=page.published + dt.timedelta(hours=1)
    )
    held = new()
    _take_in(held, [page, again])
    resolve(held)
    found = _held(held)
    assert [(one.kind, one.containment) for one in found.reuse] == [(ReuseKind.COPY, 1.0)]
    assert len(found.stories) == 1
    assert all(claim.publishers == 1 for claim in found.claims)
    assert all(claim.independent_origins == 1 for claim in found.claims)
    assert len({delta.document_id for delta in found.deltas}) == 1  # the second is no news
