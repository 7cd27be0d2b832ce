"""Verbs by which an operator decides: ``judge``, and ``entities merge`` and ``promote``."""

from __future__ import annotations

import click

from claimwire.cli.app import App, verb
from claimwire.model import Judgement

_note = click.option("--note", default="", help="Why, in a few words; kept with the judgement.")
_by = click.option("--by", metavar="NAME", help="Who judges. Default: the user of this machine.")
_NEXT = "`claimwire resolve` applies it."


@click.group()
def judge() -> None:
    """Decide what the resolver may not: merge, split or pin claims and stories.

    Judgements are only ever added, are stronger than anything found by program, and survive every
    new analysis. Ids of claims begin with c-, of stories with y-, of statements with s-, of
    documents with d-.
    """


@verb("merge")
@click.argument("ids", nargs=-1, required=True, metavar="ID ID…")
@_note
@_by
def judge_merge(app: App, ids: tuple[str, ...], note: str, by: str | None) -> None:
    """Decide that these claims, or these stories, are one."""
    from claimwire.stages import judging
    from claimwire.stages.base import Workspace

    _tell(app, judging.merge(Workspace(app.config()), ids, judging.now(note, by)))


@verb("split")
@click.argument("id_", metavar="ID")
@click.argument("parts", nargs=-1, required=True, metavar="PART…")
@_note
@_by
def judge_split(app: App, id_: str, parts: tuple[str, ...], note: str, by: str | None) -> None:
    """Decide that PARTs (statements of a claim, documents of a story) do not belong to ID."""
    from claimwire.stages import judging
    from claimwire.stages.base import Workspace

    _tell(app, judging.split(Workspace(app.config()), id_, parts, judging.now(note, by)))


@verb("pin")
@click.argument("id_", metavar="ID")
@_note
@_by
def judge_pin(app: App, id_: str, note: str, by: str | None) -> None:
    """Decide that a claim or story keeps its id and its parts."""
    from claimwire.stages import judging
    from claimwire.stages.base import Workspace

    _tell(app, judging.pin(Workspace(app.config()), id_, judging.now(note, by)))


@verb("withdraw")
@click.argument("judgement", metavar="JUDGEMENT")
@_note
@_by
def judge_withdraw(app: App, judgement: str, note: str, by: str | None) -> None:
    """Decide that a judgement no longer holds; it stays on record."""
    from claimwire.stages import judging
    from claimwire.stages.base import Workspace

    _tell(app, judging.withdraw(Workspace(app.config()), judgement, judging.now(note, by)))


@verb("list")
def judge_list(app: App) -> None:
    """List the judgements in force, oldest first."""
    from claimwire.stages import judging
    from claimwire.stages.base import Workspace

    found = judging.listed(Workspace(app.config()))
    app.result([_value(one) for one in found], "\n".join(map(_line, found)))


@verb("merge")
@click.argument("old", metavar="OLD")
@click.argument("stays", metavar="ID")
@_note
@_by
def entities_merge(app: App, old: str, stays: str, note: str, by: str | None) -> None:
    """Decide that the entity OLD is ID, of the knowledge base; OLD becomes a redirect."""
    from claimwire.stages import judging
    from claimwire.stages.base import Workspace

    said = judging.now(note, by)
    _tell(app, judging.merge_entities(Workspace(app.config()), old, stays, said))


@verb("promote")
@click.argument("provisional", metavar="new:…")
@click.option("--id", "id_", metavar="ID", help="Its id. Default: made of its name.")
@_note
@_by
def entities_promote(
    app: App, provisional: str, id_: str | None, note: str, by: str | None
) -> None:
    """Take an entity that texts name into this workspace's knowledge base."""
    from claimwire.stages import judging
    from claimwire.stages.base import Workspace

    chosen = judging.promote(Workspace(app.config()), provisional, judging.now(note, by), id_=id_)
    text = f"{chosen} is in knowledge/entities.toml; texts are read again by the next run."
    app.result({"id": chosen}, text)


def _tell(app: App, made: Judgement) -> None:
    app.result(_value(made), f"{_line(made)}\n{_NEXT}")


def _line(one: Judgement) -> str:
    subject = one.subject or " ".join(one.parts)
    note = f"  ({one.note})" if one.note else ""
    return f"{one.id}  {one.at:%Y-%m-%d}  {one.by}: {one.kind} {one.verdict} {subject}{note}"


def _value(one: Judgement) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "verdict": one.verdict.value,
        "parts": list(one.parts),
        "subject": one.subject,
        "at": one.at.isoformat(),
        "by": one.by,
        "note": one.note,
    }


for command in (judge_merge, judge_split, judge_pin, judge_withdraw, judge_list):
    judge.add_command(command)

COMMANDS = (judge,)
OF_ENTITIES = (entities_merge, entities_promote)
"""Commands of the group ``entities``."""
