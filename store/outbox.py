"""Messages to people and machines, written before they are sent.

What has been told stands in ``told``, one row for each item and channel, and is written in the
transaction that writes the message; sending is another matter, tried until it works. So an item is
in one message of a channel and no more, and a kill between the two loses none. A receiver that got
a message whose acknowledgement was lost gets it again under the same id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from claimwire.ids import canonical_json, make_id
from store import tables
from store.db import selected, upsert

MAX_ATTEMPTS = 20
_FIRST_PAUSE = dt.timedelta(minutes=1)
_LONGEST_PAUSE = dt.timedelta(hours=12)
_BEGUN = "the channel was opened"
_PERSON = "person:"


@dataclass(frozen=True, slots=True)
class Message:
    """A message that waits to be sent."""

    id: str
    channel: str
    kind: str
    made: dt.datetime
    body: str
    attempts: int
    error: str | None


def open_channel(conn: sa.Connection, channel: str) -> bool:
    """Take note that a channel is in use; at the first time all that is known counts as told.

    Returns
    -------
    bool
        Whether this was the first time.
    """
    told, delta = tables.told, tables.delta
    known = sa.select(told.c.item).where(told.c.channel == channel, told.c.item == _BEGUN)
    if conn.scalar(known) is not None:
        return False
    old = conn.scalars(sa.select(delta.c.id)).all()
    upsert(conn, told, [{"channel": channel, "item": item} for item in (_BEGUN, *old)])
    return True


def untold_deltas(conn: sa.Connection, channel: str) -> list[str]:
    """Return the ids of the news items that no message of the channel has told, oldest first."""
    delta, told = tables.delta, tables.told
    mine = sa.and_(told.c.item == delta.c.id, told.c.channel == channel)
    query = (
        sa.select(delta.c.id)
        .select_from(delta.outerjoin(told, mine))
        .where(told.c.item.is_(None))
        .order_by(delta.c.learned_at, delta.c.id)
    )
    return list(conn.scalars(query))


def untold_problems(conn: sa.Connection, channel: str, problems: Mapping[str, str]) -> list[str]:
    """Return the keys of the problems that are new; forget those that are over.

    A problem that is over and comes back is told again.

    Parameters
    ----------
    problems:
        What needs a person now: words by a key that stays the same while the problem lasts.
    """
    told = tables.told
    mine = sa.and_(told.c.channel == channel, told.c.item.startswith(_PERSON, autoescape=True))
    known = set(conn.scalars(sa.select(told.c.item).where(mine)))
    lasting = {_PERSON + key for key in problems}
    for item in sorted(known - lasting):
        conn.execute(told.delete().where(mine, told.c.item == item))
    return [key for key in problems if _PERSON + key not in known]


def write(
    conn: sa.Connection,
    channel: str,
    kind: str,
    items: Collection[str],
    body: Mapping[str, Any],
    now: dt.datetime,
) -> str:
    """Write a message that tells ``items``, due at once; return its id.

    The body gets the id and the time, so that a receiver can tell messages apart.
    """
    ordered = sorted(items)
    id_ = make_id("m", channel, kind, now.isoformat(), *ordered)
    text = canonical_json({**body, "id": id_, "kind": kind, "made": now.isoformat()})
    row = {
        "id": id_,
        "channel": channel,
        "made": now,
        "kind": kind,
        "body": text,
        "attempts": 0,
        "next_due": now,
    }
    upsert(conn, tables.outbox, [row])
    prefix = _PERSON if kind == "person" else ""
    rows = [{"channel": channel, "item": prefix + item, "outbox_id": id_} for item in ordered]
    upsert(conn, tables.told, rows)
    return id_


def due(conn: sa.Connection, now: dt.datetime, *, early: bool = False) -> list[Message]:
    """Return the messages to send now, oldest first; ``early``: also those that wait longer."""
    table = tables.outbox
    query = sa.select(table).where(table.c.next_due.is_not(None))
    if not early:
        query = query.where(table.c.next_due <= now)
    rows = conn.execute(query.order_by(table.c.made, table.c.id)).mappings()
    return [Message(**{name: row[name] for name in Message.__slots__}) for row in rows]


def sent(conn: sa.Connection, message: str, now: dt.datetime) -> None:
    """Record that the receiver took a message."""
    _set(conn, message, sent=now, next_due=None, error=None)


def failed(conn: sa.Connection, message: Message, error: str, now: dt.datetime) -> bool:
    """Record that sending failed; say whether the message is given up.

    The pause before the next attempt doubles from a minute to twelve hours; a message is tried for
    about six days.
    """
    attempts = message.attempts + 1
    over = attempts >= MAX_ATTEMPTS
    pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(attempts - 1, 20))
    _set(conn, message.id, attempts=attempts, error=error, next_due=None if over else now + pause)
    return over


def _set(conn: sa.Connection, message: str, **values: Any) -> None:
    table = tables.outbox
    conn.execute(table.update().where(table.c.id == message).values(values))


def given_up(conn: sa.Connection) -> int:
    """Return the number of messages that were never taken and are not tried any more."""
    table = tables.outbox
    lost = sa.and_(table.c.sent.is_(None), table.c.next_due.is_(None))
    return conn.scalar(sa.select(sa.func.count()).select_from(table).where(lost)) or 0


def waiting(conn: sa.Connection) -> int:
    """Return the number of messages that failed at least once and will be tried again."""
    table = tables.outbox
    open_ = sa.and_(table.c.next_due.is_not(None), table.c.attempts > 0)
    return conn.scalar(sa.select(sa.func.count()).select_from(table).where(open_)) or 0


@dataclass(frozen=True, slots=True)
class News:
    """A news item as a message tells it."""

    id: str
    kind: str
    learned_at: dt.datetime
    dispute_id: str | None
    claim_id: str | None
    entities: tuple[str, ...]
    detail: str
    quote: str  # the sentence that is its evidence, whole
    title: str | None
    url: str
    publisher: str


def news(conn: sa.Connection, ids: Collection[str]) -> list[News]:
    """Return news items with the sentence and the document that they rest on, oldest first."""
    delta, revision, text, document = (
        tables.delta, tables.revision, tables.text, tables.document,
    )  # fmt: skip
    query = (
        sa.select(delta, text.c.body, revision.c.title, document.c.url, document.c.publisher)
        .select_from(delta)
        .join(revision, revision.c.id == delta.c.evidence_revision_id)
        .join(text, text.c.id == revision.c.text_id)
        .join(document, document.c.id == delta.c.evidence_document_id)
    )
    found = [
        News(
            id=row.id,
            kind=row.kind.value,
            learned_at=row.learned_at,
            dispute_id=row.dispute_id,
            claim_id=row.claim_id,
            entities=row.entities,
            detail=row.detail,
            quote=row.body[row.evidence_start : row.evidence_end],
            title=row.title,
            url=row.url,
            publisher=row.publisher,
        )
        for row in selected(conn, query, delta.c.id, ids)
    ]
    return sorted(found, key=lambda one: (one.learned_at, one.id))
