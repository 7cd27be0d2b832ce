"""What is derived across documents: replaced by difference, with redirects for what merged."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from claimwire.model import Alias, Resolution, Revision
from store import annotations as work
from store import knowledge, redirects, resolution, tables
from store.db import Database
from store.difference import Change
from store.tables import RedirectKind
from tests import store_samples as sample
from tests.store_samples import PIPELINE


@pytest.fixture
def revisions(database: Database) -> list[Revision]:
    return sample.read_documents(database)


def test_items_are_documents_with_a_read_newest_revision(
    database: Database, revisions: list[Revision]
) -> None:
    with database.writing() as conn:
        sample.add(conn, 7, "Not read yet.")
        items = resolution.items(conn, PIPELINE)
        order = [(one.document.first_seen, one.document.id) for one in items]
        assert order == sorted(order)
        assert {one.revision for one in items} == set(revisions)
        assert {one.text for one in items} == {sample.TEXT}
        ids = work.statement_ids(revisions[0].text_id, sample.annotation().statements)
        for one in items:
            assert (one.annotation, one.statement_ids) == (sample.annotation(), ids)
            assert one.document.id == one.revision.document_id
        changed = sample.add_revision(conn, 0, "A newer text, not read yet.")
        assert len(resolution.items(conn, PIPELINE)) == 2
        work.save(conn, PIPELINE, changed.text_id, sample.annotation())
        assert changed in {one.revision for one in resolution.items(conn, PIPELINE)}
        assert resolution.items(conn, "other") == []


def test_the_input_digest_changes_with_the_input(
    database: Database, revisions: list[Revision]
) -> None:
    with database.writing() as conn:

        def digest(*, version: str, knowledge: str) -> str:
            return resolution.input_digest(conn, PIPELINE, version=version, knowledge=knowledge)

        seen = [digest(version="1", knowledge="k")]
        assert digest(version="1", knowledge="k") == seen[0]
        seen += [digest(version="2", knowledge="k"), digest(version="1", knowledge="l")]
        seen.append(resolution.input_digest(conn, "other", version="1", knowledge="k"))
        unread = sample.add(conn, 7, "New text.")
        assert digest(version="1", knowledge="k") == seen[0]
        work.save(conn, PIPELINE, unread.text_id, sample.annotation())
        seen.append(digest(version="1", knowledge="k"))
        assert len(set(seen)) == len(seen)


def test_a_resolution_comes_back(database: Database, revisions: list[Revision]) -> None:
    given = sample.resolution(*revisions)
    with database.writing() as conn:
        assert resolution.read(conn) is None
        assert resolution.resolved_digest(conn) is None
        resolution.replace(conn, given, "input")
        assert resolution.read(conn) == given
        assert resolution.resolved_digest(conn) == "input"


def test_equal_rows_are_not_touched(database: Database, revisions: list[Revision]) -> None:
    given = sample.resolution(*revisions)
    with database.writing() as conn:
        first = resolution.replace(conn, given, "1")
        assert (first.changed, first.deleted) == (0, 0)
        written: list[str] = []

        def note(*arguments: object) -> None:
            written.append(str(arguments[2]))

        sa.event.listen(conn, "before_cursor_execute", note)
        assert resolution.replace(conn, given, "2") == Change()
        changes = [one for one in written if not one.startswith("SELECT")]
        assert len(changes) == 1
        assert "resolution_state" in changes[0]


def test_only_the_difference_is_written(database: Database, revisions: list[Revision]) -> None:
    given = sample.resolution(*revisions)
    claim = replace(given.claims[0], publishers=7, appearances=given.claims[0].appearances[:2])
    other = replace(given, claims=(claim, *given.claims[1:]), deltas=(), version="2")
    with database.writing() as conn:
        resolution.replace(conn, given, "1")
        assert resolution.replace(conn, other, "2") == Change(inserted=0, changed=1, deleted=2)
        assert resolution.read(conn) == other
        assert resolution.replace(conn, given, "3") == Change(inserted=2, changed=1, deleted=0)
        assert resolution.read(conn) == given


def test_everything_can_go(database: Database, revisions: list[Revision]) -> None:
    empty = Resolution("2", {}, (), (), (), (), (), ())
    with database.writing() as conn:
        resolution.replace(conn, sample.resolution(*revisions), "1")
        resolution.replace(conn, empty, "2")
        assert resolution.read(conn) == empty
        assert redirected(conn) == {}


def test_references_may_move_to_new_rows(database: Database, revisions: list[Revision]) -> None:
    """A response whose accusation got another id is never without one on the way."""
    given = sample.resolution(*revisions)
    renamed = replace(given.claims[0], id="c-0", origins=())
    other = replace(
        given,
        claims=(renamed, given.claims[1]),
        responses=(replace(given.responses[0], claim_id="c-0"),),
        events=(replace(given.events[0], claim_id="c-0"),),
        deltas=(replace(given.deltas[0], claim_id="c-0"),),
    )
    with database.writing() as conn:
        resolution.replace(conn, given, "1")
        resolution.replace(conn, other, "2")
        assert resolution.read(conn) == other
        assert redirected(conn) == {"c-2": "c-0"}


def redirected(conn: sa.Connection) -> dict[str, str]:
    rows = conn.execute(sa.select(tables.redirect))
    return {row.old_id: row.new_id for row in rows}


def claims_and_stories(given: Resolution, claims: object, stories: object) -> Resolution:
    return replace(
        given,
        claims=claims,  # type: ignore[arg-type]  # tuples
        stories=stories,  # type: ignore[arg-type]  # tuples
        responses=(),
        events=(),
        deltas=(),
        conflicts=(),
        drifts=(),
        ladder=(),
    )


def test_what_merged_leaves_a_redirect(database: Database, revisions: list[Revision]) -> None:
    a, b, c = revisions
    given = sample.resolution(a)
    claim, story = sample.claim, sample.story
    apart = claims_and_stories(
        given,
        (claim("c-a", a), claim("c-bc", b, c), claim("c-gone", c, ordinal=1)),
        (story("y-a", a), story("y-bc", b, c)),
    )
    merged = claims_and_stories(given, (claim("c-all", a, b, c),), (story("y-all", a, b, c),))
    with database.writing() as conn:
        resolution.replace(conn, apart, "1")
        assert redirected(conn) == {}
        resolution.replace(conn, merged, "2")
        assert redirected(conn) == {
            "c-a": "c-all",
            "c-bc": "c-all",
            "y-a": "y-all",
            "y-bc": "y-all",
        }
        again = claims_and_stories(given, (claim("c-end", a, b, c),), (story("y-a", a, b, c),))
        resolution.replace(conn, again, "3")
        assert redirected(conn) == {
            "c-a": "c-end",
            "c-bc": "c-end",
            "c-all": "c-end",
            "y-a": "y-all",
            "y-all": "y-a",
            "y-bc": "y-a",
        }
        live = {RedirectKind.CLAIM: {"c-end"}, RedirectKind.STORY: {"y-a"}}
        assert redirects.followed(conn, live=live) == {
            "c-a": "c-end",
            "c-all": "c-end",
            "c-bc": "c-end",
            "y-all": "y-a",
            "y-bc": "y-a",
        }


def test_the_first_appearance_decides(database: Database, revisions: list[Revision]) -> None:
    a, b, c = revisions
    given = sample.resolution(a)
    with database.writing() as conn:
        before = (sample.claim("c-old", a, b, c),)
        resolution.replace(conn, claims_and_stories(given, before, ()), "1")
        split = (sample.claim("c-most", b, c), sample.claim("c-first", a))
        resolution.replace(conn, claims_and_stories(given, split, ()), "2")
        assert redirected(conn) == {"c-old": "c-first"}
        story = (sample.story("y-old", a, b, c),)
        resolution.replace(conn, claims_and_stories(given, (), story), "3")
        stories = (sample.story("y-first", a), sample.story("y-most", b, c))
        resolution.replace(conn, claims_and_stories(given, (), stories), "4")
        assert redirected(conn)["y-old"] == "y-most"


def test_redirects_that_lead_nowhere_are_not_followed(database: Database) -> None:
    with database.writing() as conn:
        for old, new in (("a", "b"), ("b", "a"), ("x", "gone"), ("e", "f")):
            redirects.redirect(conn, "entity", old, new)
        assert redirects.followed(conn, live={RedirectKind.ENTITY: {"f"}}) == {"e": "f"}
        assert redirects.followed(conn, live={}) == {}


def test_the_knowledge_base_is_copied(database: Database) -> None:
    table = tables.alias
    names = sa.select(table.c.text, table.c.present).order_by(table.c.text)
    full = sample.knowledge()
    entity = full.entities["deepseek"]
    with database.writing() as conn:
        knowledge.sync(conn, full)
        knowledge.sync(conn, full)
        assert [tuple(row) for row in conn.execute(names)] == [
            ("DeepSeek", True),
            ("深度求索", True),
        ]
        fewer = replace(entity, aliases=(Alias("DeepSeek", exact=False),), name="DeepSeek AI")
        knowledge.sync(conn, replace(full, entities={"deepseek": fewer}, disputes={}))
        assert [tuple(row) for row in conn.execute(names)] == [
            ("DeepSeek", True),
            ("深度求索", False),
        ]
        assert conn.scalar(sa.select(tables.entity.c.name)) == "DeepSeek AI"
        assert conn.scalar(sa.select(tables.dispute.c.present)) is False
        assert conn.scalar(sa.select(tables.dispute_party.c.present)) is False
        knowledge.sync(conn, full)
        assert conn.scalar(sa.select(tables.dispute.c.present)) is True
        row = conn.execute(sa.select(tables.dispute)).one()
        dispute = full.disputes["distillation"]
        assert (row.terms, row.identifiers) == (dispute.terms, dispute.identifiers)
