"""The verb ``sources``: the catalogue, its health, checking it, adding to it, OPML, leads."""

from __future__ import annotations

from pathlib import Path

import click

from claimwire.cli.app import App, verb

_KINDS = (
    "rss", "atom", "json-feed", "sitemap", "news-sitemap", "sitemap-diff", "html-list",
)  # fmt: skip


@click.group()
def sources() -> None:
    """The catalogue of sources."""


@verb("list")
def sources_list(app: App) -> None:
    """List the sources of sources.toml with what is known of their health."""
    from claimwire.stages.base import Workspace
    from claimwire.stages.status import source_rows

    rows = source_rows(Workspace(app.config()))
    lines = []
    for r in rows:
        seen, expected = (_number(r[name]) for name in ("seen_per_week", "expected_per_week"))
        week = f"{seen} of {expected} a week"
        lines.append(f"{r['id']:<28} {r['kind']:<13} {r['health']:<10} {week:<18} {r['url']}")
        if r["stands_in_for"]:
            lines.append(f"{'':<28} → stands in for {', '.join(r['stands_in_for'])}")
        if r["rights"]:
            lines.append(f"{'':<28} → {r['rights']}")
    app.result(rows, "\n".join(lines))


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:g}"


@verb("check")
@click.argument("ids", nargs=-1)
def sources_check(app: App, ids: tuple[str, ...]) -> int:
    """Ask each source once (default: all) and say in words what came back. Stores nothing."""
    from claimwire.stages.base import Workspace
    from claimwire.stages.check_sources import as_text, check_sources

    verdicts = check_sources(Workspace(app.config()), ids)
    app.result(verdicts, as_text(verdicts))
    return 1 if any(not v["healthy"] for v in verdicts) else 0


@verb("add")
@click.argument("url")
@click.option("--id", "id_", metavar="ID", help="Default: made of the name.")
@click.option("--name", help="Name for people. Default: the host.")
@click.option("--publisher", metavar="ID", help="Publisher in the knowledge base.")
@click.option("--kind", type=click.Choice(_KINDS), default="rss", show_default=True)
@click.option("--include", metavar="EXPRESSION", help="Expression that links must match.")
@click.option("--language", metavar="CODE", help="Language of its documents, as in: en.")
def sources_add(
    app: App,
    url: str,
    id_: str | None,
    name: str | None,
    publisher: str | None,
    kind: str,
    include: str | None,
    language: str | None,
) -> None:
    """Add the source at URL to sources.toml; `sources check` tries it."""
    from claimwire.stages.catalogue import Wanted, add_source

    wanted = Wanted(url, id_, name, publisher, kind, include, language)
    source = add_source(app.config(), wanted)
    app.result(
        {"id": source.id, "url": source.url},
        f"added {source.id}; try it with: claimwire sources check {source.id}",
    )


@verb("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def sources_import(app: App, file: Path) -> None:
    """Add the feeds of an OPML file that sources.toml does not have."""
    from claimwire.stages.catalogue import import_opml

    added = import_opml(app.config(), file)
    lines = [f"{source.id:<28} {source.url}" for source in added]
    app.result(
        [{"id": source.id, "url": source.url} for source in added],
        "\n".join([*lines, f"{len(added)} sources were added"]),
    )


@verb("export")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Default: stdout.")
def sources_export(app: App, out: Path | None) -> None:
    """Write the feeds of sources.toml as OPML 2.0, for any reader of feeds."""
    from claimwire.stages.catalogue import export_opml

    text = export_opml(app.config())
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
        app.note(f"written: {out}")


@verb("leads")
@click.option("--all", "every", is_flag=True, help="Also those whose document is held.")
def sources_leads(app: App, every: bool) -> None:
    """List the headlines that aggregators name and that no source has brought yet."""
    from claimwire.stages.base import Workspace
    from store import leads

    with Workspace(app.config()).database.reading() as conn:
        found = leads.listed(conn, unresolved=not every)
    rows = [
        {
            "outlet": lead.outlet,
            "headline": lead.headline,
            "published": lead.published.isoformat() if lead.published else None,
            "source": lead.source_id,
            "document": lead.document_id,
        }
        for lead in found
    ]
    lines = [
        f"{(row['published'] or '')[:16]:<17} {row['outlet']}: {row['headline']}" for row in rows
    ]
    app.result(rows, "\n".join(lines) or "no open leads")


for command in (
    sources_list,
    sources_check,
    sources_add,
    sources_import,
    sources_export,
    sources_leads,
):
    sources.add_command(command)
