"""Ids that were merged into others: an id is never reused and never ends in nothing known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from claimwire.model import Appearance, Claim, Event, Resolution
from store import tables
from store.db import selected, upsert
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
    """What things are made of by kind and id: that is what is left of them when they are gone."""

    parts: Mapping[RedirectKind, Mapping[str, Parts]]


def made_of(resolution: Resolution) -> Made:
    """Return what the claims, stories and events of a resolution are made of."""
    return Made(
        {
            RedirectKind.CLAIM: {one.id: _claim_parts(one) for one in resolution.claims},
            RedirectKind.STORY: {one.id: [one.documents] for one in resolution.stories},
            RedirectKind.EVENT: {one.id: _event_parts(one) for one in resolution.events},
        }
    )


def held(conn: sa.Connection, only: Mapping[str, Collection[str]] | None = None) -> Made:
    """Return the same of the claims, stories and events that the tables hold.

    ``only`` gives, by kind, the ids of those that are meant.
    """
    told, member = tables.claim_statement.c, tables.story_document.c
    event, shown = tables.event.c, tables.event_evidence.c
    sentence = (event.kind, shown.revision_id, shown.start, shown.end)

    def grouped(
        kind: RedirectKind, by: sa.Column[Any], position: sa.Column[Any], query: sa.Select[Any]
    ) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        ids = None if only is None else only[kind]
        for row in selected(conn, query.order_by(by, position), by, ids):
            found.setdefault(row[0], []).append(_place(*row[1:]))
        return found

    appearances = sa.select(told.claim_id, told.statement_id, told.document_id)
    documents = sa.select(member.story_id, member.document_id)
    sentences = sa.select(shown.event_id, *sentence).where(shown.event_id == event.id)
    claims = grouped(RedirectKind.CLAIM, told.claim_id, told.position, appearances)
    stories = grouped(RedirectKind.STORY, member.story_id, member.position, documents)
    events = grouped(RedirectKind.EVENT, shown.event_id, shown.position, sentences)
    return Made(
        {
            RedirectKind.CLAIM: {id_: [parts[:1], parts] for id_, parts in claims.items()},
            RedirectKind.STORY: {id_: [parts] for id_, parts in stories.items()},
            RedirectKind.EVENT: {id_: [parts] for id_, parts in events.items()},
        }
    )


def record_merges(conn: sa.Connection, old: Made, new: Made) -> None:
    """Redirect everything of ``old`` that is gone to what of ``new`` took it in.

    That is for a claim the one with its first appearance (else the one with most of its
    appearances), for a story the one with most of its documents, for an event the one with most of
    its sentences. What went without a successor has no redirect.
    """
    for kind, before in old.parts.items():
        for old_id, new_id in _successors(before, new.parts.get(kind, {})):
            redirect(conn, kind, old_id, new_id)


def _claim_parts(claim: Claim) -> Parts:
    """Return the first appearance, which decides, and then all of them."""
    return [[_name(claim.first)], [_name(one) for one in claim.appearances]]


def _name(appearance: Appearance) -> str:
    return _place(appearance.statement_id, appearance.document_id)


def _event_parts(event: Event) -> Parts:
    """Return its sentences, as telling of such a thing: one sentence may tell of several."""
    return [[_place(event.kind, one.revision_id, one.start, one.end) for one in event.evidence]]


def _place(*values: object) -> str:
    return " ".join(map(str, values))


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
