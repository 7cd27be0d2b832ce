"""What an operator decides: merge, split, pin, withdraw; and entities merged or taken in.

A claim or story is judged by its parts (statements, documents), because these survive a new
analysis. The decision is kept for ever; ``resolve`` applies it.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimwire.errors import UsageError
from claimwire.model import EntityType, JudgedKind, Judgement, Verdict
from claimwire.stages.base import Workspace

if TYPE_CHECKING:
    import sqlalchemy as sa

_KINDS = {"c-": JudgedKind.CLAIM, "y-": JudgedKind.STORY}
_SLUG = re.compile(r"[^a-z0-9]+")
PROVISIONAL = "new:"


@dataclass(frozen=True, slots=True)
class Said:
    """Who judges, when and why."""

    by: str
    at: dt.datetime
    note: str = ""


def now(note: str = "", by: str | None = None) -> Said:
    """Return a judgement's circumstances: this moment and, by default, this machine's user."""
    return Said(by or getpass.getuser(), dt.datetime.now(dt.UTC), note)


def merge(workspace: Workspace, ids: Sequence[str], said: Said) -> Judgement:
    """Decide that claims, or stories, are one.

    Raises
    ------
    UsageError
        If the ids are of different kinds, fewer than two, or not known.
    """
    kind = _kind(ids)
    if len(set(ids)) < 2:
        raise UsageError("one thing alone cannot be merged", remedy="Name two ids or more.")
    with workspace.database.writing() as conn:
        parts = [_parts(conn, kind, id_)[0] for id_ in ids]
        return _add(conn, kind, Verdict.SAME, parts, said)


def split(workspace: Workspace, id_: str, apart: Sequence[str], said: Said) -> Judgement:
    """Decide that parts of a claim (statements) or story (documents) belong elsewhere.

    Raises
    ------
    UsageError
        If a part is not one of the thing's, or nothing would stay.
    """
    kind = _kind([id_])
    with workspace.database.writing() as conn:
        parts = _parts(conn, kind, id_)
        strange = [part for part in apart if part not in parts]
        if strange or not apart:
            raise UsageError(
                f"{', '.join(strange) or 'nothing'}: no part of {id_}",
                remedy=f"`claimwire show {id_}` lists its parts.",
            )
        stays = [part for part in parts if part not in apart]
        if not stays:
            raise UsageError("nothing would stay", remedy="Leave out the parts that stay.")
        return _add(conn, kind, Verdict.DIFFERENT, [stays[0], *apart], said)


def pin(workspace: Workspace, id_: str, said: Said) -> Judgement:
    """Decide that a claim or story keeps its id and its parts, whatever a new analysis finds."""
    kind = _kind([id_])
    with workspace.database.writing() as conn:
        return _add(conn, kind, Verdict.PIN, _parts(conn, kind, id_), said, subject=id_)


def withdraw(workspace: Workspace, judgement_id: str, said: Said) -> Judgement:
    """Decide that a judgement no longer holds; both stay on record."""
    from store import judgements, redirects

    with workspace.database.writing() as conn:
        held = {one.id: one for one in judgements.in_force(conn)}
        if judgement_id not in held:
            raise UsageError(
                f"no judgement {judgement_id!r} is in force",
                remedy="`claimwire judge list` shows them.",
            )
        one = held[judgement_id]
        if one.kind is JudgedKind.ENTITY:
            for part in one.parts[:-1]:
                redirects.forget(conn, "entity", part)
        return _add(conn, one.kind, Verdict.WITHDRAWN, [judgement_id], said)


def listed(workspace: Workspace) -> tuple[Judgement, ...]:
    """Return the judgements in force, oldest first."""
    from store import judgements

    with workspace.database.reading() as conn:
        return judgements.in_force(conn)


def merge_entities(workspace: Workspace, old: str, stays: str, said: Said) -> Judgement:
    """Decide that one entity is another one, which the knowledge base has; leave a redirect.

    Raises
    ------
    UsageError
        If the one that stays is not in the knowledge base, or both are the same.
    """
    from store import redirects

    if stays not in workspace.knowledge.entities:
        raise UsageError(
            f"the knowledge base has no entity {stays!r}",
            remedy="Write it into knowledge/entities.toml, or `claimwire entities promote` one.",
        )
    if old == stays:
        raise UsageError("both are one entity already", remedy="Name two.")
    with workspace.database.writing() as conn:
        redirects.redirect(conn, "entity", old, stays)
        return _add(conn, JudgedKind.ENTITY, Verdict.SAME, [old, stays], said)


def promote(workspace: Workspace, provisional: str, said: Said, *, id_: str | None = None) -> str:
    """Take an entity that texts name into the workspace's knowledge base; return its id.

    Raises
    ------
    UsageError
        If no text names it, or the id is taken.
    """
    from store import judgements

    with workspace.database.reading() as conn:
        known = judgements.provisional(conn, provisional)
    if known is None:
        raise UsageError(
            f"no text names an entity {provisional!r}",
            remedy=f"Ids of entities that are not in the knowledge base begin with {PROVISIONAL}.",
        )
    name, type_ = known
    chosen = id_ or _SLUG.sub("-", name.casefold()).strip("-") or provisional.partition(":")[2]
    if chosen in workspace.knowledge.entities:
        raise UsageError(
            f"the knowledge base has an entity {chosen!r} already",
            remedy=f"Choose another --id, or `claimwire entities merge {provisional} {chosen}`.",
        )
    _write(workspace.config.knowledge_dir / "entities.toml", chosen, name, type_)
    merged = Workspace(workspace.config)  # reads the knowledge base again
    merge_entities(merged, provisional, chosen, said)
    return chosen


def _write(path: Path, id_: str, name: str, type_: EntityType) -> None:
    quoted = json.dumps(name, ensure_ascii=False)  # a JSON string is a TOML basic string
    table = (
        f'\n[[entity]]\nid = "{id_}"\nname = {quoted}\ntype = "{type_.value}"\n'
        f"aliases = [{quoted}]\n"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + table, encoding="utf-8")


def _kind(ids: Sequence[str]) -> JudgedKind:
    kinds = {_KINDS.get(id_[:2]) for id_ in ids}
    found = kinds.pop() if len(kinds) == 1 else None
    if found is None:
        raise UsageError(
            f"{', '.join(ids)}: not ids of claims alone, nor of stories alone",
            remedy="Ids of claims begin with c-, of stories with y-.",
        )
    return found


def _parts(conn: sa.Connection, kind: JudgedKind, id_: str) -> list[str]:
    from store import judgements

    parts = judgements.parts(conn, kind, id_)
    if not parts:
        raise UsageError(f"there is no {kind} {id_}", remedy="The site and `show` give the ids.")
    return parts


def _add(
    conn: sa.Connection,
    kind: JudgedKind,
    verdict: Verdict,
    parts: Sequence[str],
    said: Said,
    *,
    subject: str | None = None,
) -> Judgement:
    from store import judgements

    return judgements.add(
        conn,
        kind=kind,
        verdict=verdict,
        parts=tuple(parts),
        subject=subject,
        by=said.by,
        at=said.at,
        note=said.note,
    )
