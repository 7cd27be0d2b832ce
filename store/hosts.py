"""What is remembered of hosts: their robots.txt, and how long they asked to be left alone."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

import sqlalchemy as sa

from store import tables
from store.db import upsert


class HostCopy(TypedDict):
    """A row of ``host``; the keys are the fields of the crawler's record."""

    host: str
    fetched_at: dt.datetime
    status: int
    body: bytes
    content_type: str | None
    hold_until: dt.datetime | None
    rights: str | None


def get(conn: sa.Connection, host: str) -> HostCopy | None:
    """Return what was saved last for ``host`` (scheme, host and port)."""
    query = sa.select(tables.host).where(tables.host.c.host == host)
    row = conn.execute(query).one_or_none()
    if row is None:
        return None
    return HostCopy(
        host=row.host,
        fetched_at=row.fetched_at,
        status=row.status,
        body=row.body,
        content_type=row.content_type,
        hold_until=row.hold_until,
        rights=row.rights,
    )


def save(
    conn: sa.Connection,
    host: str,
    *,
    fetched_at: dt.datetime,
    status: int,
    body: bytes,
    content_type: str | None = None,
    hold_until: dt.datetime | None = None,
    rights: str | None = None,
) -> None:
    """Replace what is remembered of ``host``.

    Parameters
    ----------
    status:
        HTTP status of robots.txt; 0 stands for no answer at all.
    hold_until:
        The host asked to be left alone until then.
    rights:
        Reservation of rights that the host states, in words.
    """
    values = {
        "fetched_at": fetched_at,
        "status": status,
        "body": body,
        "content_type": content_type,
        "hold_until": hold_until,
        "rights": rights,
    }
    upsert(conn, tables.host, [{"host": host} | values], update=sorted(values))


def reservations(conn: sa.Connection) -> dict[str, str]:
    """Return the reservations of rights that hosts state, by host."""
    table = tables.host
    query = sa.select(table.c.host, table.c.rights).where(table.c.rights.is_not(None))
    return {row.host: row.rights for row in conn.execute(query.order_by(table.c.host))}
