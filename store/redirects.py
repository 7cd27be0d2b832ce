"""Ids that were merged into others: an id is never reused and never ends in nothing known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from claimwire.model import Appearance, Claim, Resolution
from store import tables
from store.db import upsert
from store.tables import RedirectKind

Parts = Sequence[Sequence[str]]
"""What a thing is made of, in groups; the first group that is found elsewhere decides."""


def redirect(conn: sa.Connection, kind: RedirectKind | str, old_id: str, new_id: str) -> None:
    """Send ``old_id`` to ``new_id``, and with it every id that was sent to ``old_id``."""
    table = tables.redirect
    kind = RedirectKind(kind)
    earlier = sa.and_(table.c.kind == kind, table.c.new_id == old_id, table.c.old_id != new_id)
    conn.execute(table.update().where(earlier).values(new_id=new_id))
    row = {"kind": kind, "old_id": old_id, "new_id": new_id}
    upsert(conn, table, [row], update=["new_id"])


def forget(conn: sa.Connection, kind: RedirectKind | str, old_id: str) -> None:
    """Take back the redirect of an id: what was merged by hand is a thing of its own again."""
    table = tables.redirect
    mine = sa.and_(table.c.kind == RedirectKind(kind), table.c.old_id == old_id)
    conn.execute(table.delete().where(mine))


def followed(
    conn: sa.Connection, *, live: Mapping[RedirectKind, Collection[str]]
) -> dict[str, str]:
    """Return old id → new id for the old ids that lead to something that is there.

    Parameters
    ----------
    live:
        The ids that are in use, by kind. An old id that is in use again is not redirected.
    """
    table = tables.redirect
    rows = conn.execute(sa.select(table).order_by(table.c.kind, table.c.old_id)).all()
    steps = {(row.kind, row.old_id): row.new_id for row in rows}
    found = {}
    for kind, old_id in steps:
        ids = live.get(kind, ())
        end = _end(steps, kind, old_id, ids)
        if old_id not in ids and end in ids:
            found[old_id] = end
    return found


def _end(
    steps: Mapping[tuple[RedirectKind, str], str],
    kind: RedirectKind,
    id_: str,
    ids: Collection[str],
) -> str:
    seen = set()
    while id_ not in ids and (kind, id_) in steps and id_ not in seen:
        seen.add(id_)
        id_ = steps[kind, id_]
    return id_


@dataclass(frozen=True, slots=True)
class Made:
    """What claims and stories are made of: that is what is left of them when they are gone."""

    claims: Mapping[str, Parts]
    stories: Mapping[str, Parts]


def made_of(resolution: Resolution) -> Made:
    """Return what the claims and stories of a resolution are made of."""
    return Made(
        {one.id: _claim_parts(one) for one in resolution.claims},
        {one.id: [one.documents] for one in resolution.stories},
    )


def held(conn: sa.Connection) -> Made:
    """Return the same of the claims and stories that the tables hold."""
    appearance = tables.claim_statement
    claims: dict[str, list[str]] = {}
    query = sa.select(appearance.c.claim_id, appearance.c.statement_id, appearance.c.document_id)
    order = (appearance.c.claim_id, appearance.c.position)
    for claim_id, statement_id, document_id in conn.execute(query.order_by(*order)):
        claims.setdefault(claim_id, []).append(f"{statement_id} {document_id}")
    stories: dict[str, list[str]] = {}
    member = tables.story_document
    places = sa.select(member.c.story_id, member.c.document_id)
    for story_id, document_id in conn.execute(
        places.order_by(member.c.story_id, member.c.position)
    ):
        stories.setdefault(story_id, []).append(document_id)
    return Made(
        {id_: [parts[:1], parts] for id_, parts in claims.items()},
        {id_: [parts] for id_, parts in stories.items()},
    )


def record_merges(conn: sa.Connection, old: Made, new: Made) -> None:
    """Redirect every claim and story of ``old`` that is gone to the one of ``new`` that took it in.

    That is for a claim the one with its first appearance (else the one with most of its
    appearances), for a story the one with most of its documents. What went without a successor has
    no redirect.
    """
    for old_id, new_id in _successors(old.claims, new.claims):
        redirect(conn, RedirectKind.CLAIM, old_id, new_id)
    for old_id, new_id in _successors(old.stories, new.stories):
        redirect(conn, RedirectKind.STORY, old_id, new_id)


def _claim_parts(claim: Claim) -> Parts:
    """Return the first appearance, which decides, and then all of them."""
    return [[_name(claim.first)], [_name(one) for one in claim.appearances]]


def _name(appearance: Appearance) -> str:
    return f"{appearance.statement_id} {appearance.document_id}"


def _successors(old: Mapping[str, Parts], new: Mapping[str, Parts]) -> Iterator[tuple[str, str]]:
    """Return (old id, new id) for the old things that are gone and whose parts are elsewhere."""
    if not old.keys() - new.keys():
        return
    homes: dict[str, list[str]] = {}
    for id_, groups in sorted(new.items()):
        for part in dict.fromkeys(part for group in groups for part in group):
            homes.setdefault(part, []).append(id_)
    for id_ in sorted(old.keys() - new.keys()):
        for group in old[id_]:
            counted = Counter(home for part in group for home in homes.get(part, ()))
            if counted:
                yield id_, counted.most_common(1)[0][0]
                break
