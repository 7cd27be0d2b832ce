"""Leads: entered once, found when the outlet's own document is held; the schema that keeps them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa
from alembic import command

from claimwire.model import Entry, Source, SourceKind
from store import documents, leads, migrate, revisions, sources, tables
from store.db import Database, open_database
from tests import store_samples as sample
from tests.store_samples import NOW, later

OLD_SOURCE = """
INSERT INTO source (id, name, publisher, kind, url, enabled, interval_seconds, state_media, "fetch",
                    note, configured, health, failures)
VALUES ('s', 'n', 'p', 'rss', 'https://a.example/', true, 3600, false, 'page', '', true,
        'active', 0)
"""
OLD_DOCUMENT = """
INSERT INTO document (id, url, url_key, host, publisher, source_id, first_seen, entry)
VALUES ('d', 'u', 'k', 'h', 'p', 's', '2026-01-01 00:00:00+00', '{}')
"""
QUERY = Source(
    "gn", "GN", "google-news", SourceKind.GOOGLE_NEWS, "https://news.google.com/rss", query="x"
)


def named(headline: str, outlet: str = "Reuters", link: str = "1") -> Entry:
    url = f"https://news.google.com/rss/articles/{link}"
    return Entry(
        url=url,
        canonical_url=url,
        url_key=url,
        title=f"{headline} - {outlet}",
        credited_source=outlet,
        credited_url="https://www.reuters.com",
        published=NOW,
    )


def test_a_lead_is_found_by_outlet_and_headline(database: Database) -> None:
    with database.writing() as conn:
        sources.sync(conn, [QUERY, sample.source()])
        assert leads.add(conn, "gn", [named("A “headline”"), named("Another", link="2")], NOW) == 2
        assert leads.add(conn, "gn", [named("A “headline”", link="3")], later(hours=1)) == 0
        assert leads.resolve(conn) == 0
        url = "https://www.reuters.com/world/a"
        entry = Entry(url=url, canonical_url=url, url_key="reuters.com/world/a")
        documents.discover(conn, "reuters", "reuters", [entry], NOW)
        id_ = documents.document_id("reuters.com/world/a")
        capture = sample.capture(id_, NOW, b"x")
        revisions.add_capture(conn, capture)
        article = replace(sample.article("The text of the page."), title='A "Headline"')
        revisions.add_revision(conn, id_, capture, article, NOW)
        assert leads.resolve(conn) == 1
        assert leads.counts(conn) == {"open": 1, "resolved": 1}
        (left,) = leads.listed(conn, unresolved=True)
        assert left.headline == "Another"
        assert {one.document_id for one in leads.listed(conn)} == {None, id_}
        assert conn.scalar(sa.select(sa.func.count()).select_from(tables.document)) == 1


def test_sources_of_the_first_schema_are_kept(empty_url: str) -> None:
    with Database(empty_url) as database:
        with database.writing() as conn:
            config = migrate._config()
            config.attributes["connection"] = conn
            command.upgrade(config, "0001")
        with database.writing() as conn:
            conn.execute(sa.text(OLD_SOURCE))
            conn.execute(sa.text(OLD_DOCUMENT))
    migrate.upgrade(empty_url)
    with open_database(empty_url) as database, database.writing() as conn:
        found = sources.get(conn, "s")
        assert found is not None
        assert (found[0].fallback, found[0].status, found[1].skip_hours) == ((), "seen", ())
        assert found[1].interval is None
        sources.save_state(conn, replace(found[1], interval=dt.timedelta(hours=2), cursor="c"))
        again = sources.get(conn, "s")
        assert again is not None
        assert (again[1].interval, again[1].cursor) == (dt.timedelta(hours=2), "c")
        sources.sync(conn, [QUERY])
