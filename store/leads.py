"""Leads: headlines that an aggregator names without their address.

A lead is never a document. It is resolved when a document of the same outlet with the same headline
is held, whichever source brought it; until then it tells what may be missing.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

import sqlalchemy as sa

from claimwire.ids import make_id
from claimwire.model import Entry, Lead
from store import tables
from store.db import insert
from store.revisions import newest

_WINDOW = dt.timedelta(days=14)  # between a lead and the document that it means
_FIELDS = (
    "id", "source_id", "outlet", "outlet_url", "headline", "link", "published", "first_seen",
    "document_id",
)  # fmt: skip


def add(conn: sa.Connection, source_id: str, entries: Sequence[Entry], now: dt.datetime) -> int:
    """Enter what a query named; return how many leads are new."""
    rows = {}
    for entry in entries:
        outlet = entry.credited_source or ""
        headline = without_outlet(entry.title or "", outlet)
        host = _host(entry.credited_url or "")
        if not headline:
            continue
        id_ = make_id("i", host or outlet, _key(headline))
        rows[id_] = {
            "id": id_,
            "source_id": source_id,
            "outlet": outlet,
            "outlet_url": entry.credited_url,
            "host": host,
            "headline": headline,
            "headline_key": _key(headline),
            "link": entry.url,
            "published": entry.published,
            "first_seen": now,
            "document_id": None,
        }
    if not rows:
        return 0
    statement = insert(conn, tables.lead).on_conflict_do_nothing().returning(tables.lead.c.id)
    return len(conn.scalars(statement, [rows[id_] for id_ in sorted(rows)]).all())


def resolve(conn: sa.Connection) -> int:
    """Find the documents that open leads mean, by outlet and headline; return how many were found.

    Only documents seen within two weeks of the lead count: headlines come back.
    """
    lead = tables.lead
    open_leads = conn.execute(
        sa.select(lead.c.id, lead.c.host, lead.c.headline_key, lead.c.first_seen)
        .where(lead.c.document_id.is_(None), lead.c.host != "")
        .order_by(lead.c.id)
    ).all()
    if not open_leads:
        return 0
    earliest = min(row.first_seen for row in open_leads) - _WINDOW
    held = _held(conn, earliest)
    found = 0
    for row in open_leads:
        for document_id, seen in held.get((row.host, row.headline_key), ()):
            if abs(seen - row.first_seen) <= _WINDOW:
                mine = lead.c.id == row.id
                conn.execute(lead.update().where(mine).values(document_id=document_id))
                found += 1
                break
    return found


def _held(
    conn: sa.Connection, since: dt.datetime
) -> dict[tuple[str, str], list[tuple[str, dt.datetime]]]:
    """Return held documents by host and headline; a host also by the domain above it."""
    document, revision = tables.document, newest()
    query = (
        sa.select(document.c.id, document.c.host, document.c.first_seen, revision.c.title)
        .select_from(document.join(revision, revision.c.document_id == document.c.id))
        .where(document.c.first_seen >= since, revision.c.title.is_not(None))
        .order_by(document.c.first_seen, document.c.id)
    )
    held: dict[tuple[str, str], list[tuple[str, dt.datetime]]] = {}
    for row in conn.execute(query):
        host = row.host.removeprefix("www.")
        for name in {host, host.partition(".")[2]}:
            held.setdefault((name, _key(row.title)), []).append((row.id, row.first_seen))
    return held


def listed(conn: sa.Connection, *, unresolved: bool = False, limit: int = 1000) -> list[Lead]:
    """Return the leads, newest first."""
    table = tables.lead
    query = sa.select(table).order_by(table.c.first_seen.desc(), table.c.id).limit(limit)
    if unresolved:
        query = query.where(table.c.document_id.is_(None))
    return [Lead(**{name: row[name] for name in _FIELDS}) for row in conn.execute(query).mappings()]


def counts(conn: sa.Connection) -> dict[str, int]:
    """Return how many leads are open and how many were resolved."""
    found = tables.lead.c.document_id.is_not(None)
    query = sa.select(found, sa.func.count()).group_by(found)
    numbers = {bool(row[0]): row[1] for row in conn.execute(query)}
    return {"open": numbers.get(False, 0), "resolved": numbers.get(True, 0)}


def without_outlet(title: str, outlet: str) -> str:
    """Return a headline without the outlet's name, which Google News puts behind it."""
    for mark in (" - ", " – ", " | "):
        if outlet and title.endswith(f"{mark}{outlet}"):
            return title[: -len(mark) - len(outlet)].strip()
    return title.strip()


def _key(headline: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", headline).casefold())


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
