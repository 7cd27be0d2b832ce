"""Verbs that read: ``status``, ``show``, ``search``, ``sources``, ``entities``, ``disputes``."""

from __future__ import annotations

from pathlib import Path

import click

from claimwire.cli.app import App, verb
from claimwire.cli.judge import OF_ENTITIES
from claimwire.cli.sources import sources
from claimwire.errors import UsageError


@verb()
@click.option(
    "--metrics",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write it here, for Prometheus.",
)
def status(app: App, metrics: Path | None) -> int:
    """Show the sources' health, the backlog and the last runs; what needs a person comes first."""
    import datetime as dt

    from claimwire.stages.base import Workspace
    from claimwire.stages.status import read_status

    report = read_status(Workspace(app.config()), now=dt.datetime.now(dt.UTC))
    if metrics is not None:
        from claimwire.stages.metrics import write

        write(report, metrics)
    app.result(report.as_json(), report.as_text())
    return 1 if report.needs_person else 0


@verb()
@click.argument("what", metavar="URL|ID")
def show(app: App, what: str) -> None:
    """Print everything that is known of one document, claim or entity."""
    from claimwire.stages.base import Workspace
    from claimwire.stages.rendering import wants_colour
    from claimwire.stages.show import describe

    found = describe(Workspace(app.config()), what, colour=wants_colour())
    app.result(found.value, found.text)


@verb()
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
def search(app: App, text: tuple[str, ...], limit: int) -> None:
    """Search the texts in the store for TEXT; every word must occur."""
    from claimwire.stages.base import Workspace
    from claimwire.stages.show import search as find

    hits = find(Workspace(app.config()), " ".join(text), limit=limit)
    lines = [f"{hit['document']}  {hit['title'] or hit['url']}\n    {hit['quote']}" for hit in hits]
    app.result(hits, "\n".join(lines) or "nothing found")


@click.group()
def entities() -> None:
    """The entities of the knowledge base."""


@verb("list")
@click.option("--type", "type_", help="Only of this type, e.g. ORG.")
def entities_list(app: App, type_: str | None) -> None:
    """List the entities in force: shipped ones and this workspace's."""
    from claimwire.stages.base import load_knowledge

    known = load_knowledge(app.config_if_any()).entities.values()
    chosen = [e for e in known if type_ is None or e.type.value == type_.upper()]
    rows = [{"id": e.id, "name": e.name, "type": e.type.value, "role": e.role} for e in chosen]
    lines = [f"{r['id']:<34} {r['type']:<12} {r['name']}" for r in rows]
    app.result(rows, "\n".join(lines))


@verb("show")
@click.argument("entity", metavar="ID")
def entities_show(app: App, entity: str) -> None:
    """Print one entity: names, aliases, relations, identifiers."""
    from claimwire.stages.base import load_knowledge
    from claimwire.stages.show import entity_description

    found = entity_description(load_knowledge(app.config_if_any()), entity)
    app.result(found.value, found.text)


entities.add_command(entities_list)
entities.add_command(entities_show)
for command in OF_ENTITIES:
    entities.add_command(command)


@click.group()
def disputes() -> None:
    """The disputes of the knowledge base."""


@verb("list")
def disputes_list(app: App) -> None:
    """List the disputes that are tracked."""
    from claimwire.stages.base import load_knowledge

    known = load_knowledge(app.config_if_any()).disputes.values()
    rows = [{"id": d.id, "title": d.title, "started": d.started} for d in known]
    app.result(
        rows, "\n".join(f"{r['id']:<34} {r['started'] or '':<10} {r['title']}" for r in rows)
    )


@verb("show")
@click.argument("dispute", metavar="ID")
def disputes_show(app: App, dispute: str) -> None:
    """Print one dispute: definition, parties, terms."""
    from claimwire.stages.base import load_knowledge

    known = load_knowledge(app.config_if_any()).disputes
    if dispute not in known:
        raise UsageError(
            f"there is no dispute {dispute!r}", remedy="`claimwire disputes list` shows them."
        )
    found = known[dispute]
    parties = [f"  {party.role:<14} {party.entity}" for party in found.parties]
    text = "\n".join([found.title, "", found.definition, "", "Parties", *parties])
    value = {
        "id": found.id,
        "title": found.title,
        "definition": found.definition,
        "started": found.started,
        "parties": [{"entity": p.entity, "role": p.role} for p in found.parties],
        "terms": list(found.terms),
    }
    app.result(value, text)


disputes.add_command(disputes_list)
disputes.add_command(disputes_show)


COMMANDS = (status, show, search, sources, entities, disputes)
