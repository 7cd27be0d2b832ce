"""Imprints: only records that differ are compared and written."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from claimwire.model import Resolution, Revision
from store import imprints, resolution, tables
from store.db import Database
from store.difference import Change
from tests import store_samples as sample


@pytest.fixture
def revisions(database: Database) -> list[Revision]:
    return sample.read_documents(database)


def test_an_imprint_stands_for_the_record_and_its_place(revisions: list[Revision]) -> None:
    claim, other = sample.resolution(*revisions).claims
    assert imprints.of(0, claim) == imprints.of(0, replace(claim))
    assert len({imprints.of(0, claim), imprints.of(1, claim), imprints.of(0, other)}) == 3
    fewer = replace(claim, appearances=claim.appearances[:1])
    assert imprints.of(0, fewer) != imprints.of(0, claim)


def test_half_a_surrogate_pair_has_an_imprint(revisions: list[Revision]) -> None:
    claim = sample.resolution(*revisions).claims[0]
    broken = replace(claim, speaker_name="\ud83d")
    assert imprints.of(0, broken) == imprints.of(0, replace(broken))
    assert imprints.of(0, broken) != imprints.of(0, claim)
    assert -(2**63) <= imprints.of(0, broken) < 2**63


def test_every_record_has_one_and_it_goes_with_it(
    database: Database, revisions: list[Revision]
) -> None:
    given = sample.resolution(*revisions)
    with database.writing() as conn:
        resolution.replace(conn, given, "1")
        assert len(imprints.held(conn, "delta")) == len(given.deltas) > 0
        assert len(imprints.held(conn, "reuse_member")) == len(given.reuse) > 0
        resolution.replace(conn, Resolution("2", {}, (), (), (), (), (), ()), "2")
        assert not imprints.are_held(conn)


def test_rows_are_not_even_read_of_what_is_the_same(
    database: Database, revisions: list[Revision]
) -> None:
    given = sample.resolution(*revisions)
    with database.writing() as conn:
        resolution.replace(conn, given, "1")
        read: list[str] = []

        def note(*arguments: object) -> None:
            read.append(str(arguments[2]))

        sa.event.listen(conn, "before_cursor_execute", note)
        changed = replace(given.stories[0], emerging=not given.stories[0].emerging)
        other = replace(given, stories=(changed, *given.stories[1:]))
        assert resolution.replace(conn, other, "2") == Change(changed=1)
        named = {
            table.name for table in tables.PARENTS_FIRST for one in read if f"{table.name}." in one
        }
        assert named == {"story", "story_document", "story_dispute"}
        assert resolution.read(conn) == other


def test_one_of_two_sources_may_go(database: Database, revisions: list[Revision]) -> None:
    """Reuse is compared by the document that takes: its other sources stay."""
    given = sample.resolution(*revisions)
    first = given.reuse[0]
    third = next(
        one.document_id
        for one in revisions
        if one.document_id not in (first.document_id, first.source_id)
    )
    both = replace(given, reuse=(first, replace(first, source_id=third)))
    with database.writing() as conn:
        resolution.replace(conn, both, "1")
        assert resolution.read(conn) == both
        only = replace(both, reuse=both.reuse[:1])
        assert resolution.replace(conn, only, "2") == Change(deleted=1)
        assert resolution.read(conn) == only


def test_without_imprints_all_rows_are_compared(
    database: Database, revisions: list[Revision]
) -> None:
    """A store of an earlier version has none; a rebuild drops them, and repairs what is damaged."""
    given = sample.resolution(*revisions)
    with database.writing() as conn:
        resolution.replace(conn, given, "1")
        conn.execute(tables.claim.update().values(publishers=99))
        imprints.forget(conn)
        assert resolution.replace(conn, given, "2").changed == len(given.claims)
        assert resolution.read(conn) == given
        assert resolution.replace(conn, given, "3") == Change()
