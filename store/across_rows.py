"""What lies between claims as rows, and back: conflicts, figures, drifts, ladders, positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from claimwire.model import (
    Conflict,
    Evidence,
    HedgeDrift,
    LadderStep,
    Position,
    RecreditedFigure,
    Resolution,
    StatementChange,
)
from store import tables

Row = dict[str, Any]

_EVIDENCE = ("revision_id", "document_id", "start", "end")
_CONFLICT = ("id", "slot", "about", "claim_id", "event_id", "dispute_id", "supported")
_STEP = tuple(name for name in LadderStep.__slots__ if name != "evidence")


def records(resolution: Resolution) -> dict[str, Sequence[Any]]:
    """Return the records of these tables, by table name."""
    return {
        "conflict": resolution.conflicts,
        "recredited_figure": resolution.figures,
        "hedge_drift": resolution.drifts,
        "ladder_step": resolution.ladder,
        "actor_position": resolution.positions,
        "statement_change": resolution.changes,
    }


def to_row(one: Any) -> Row:
    """Return the row of such a record, but for its place."""
    if isinstance(one, Conflict):
        return _take(one, _CONFLICT) | {"slot_values": one.values}
    if isinstance(one, LadderStep):
        return _take(one, _STEP) | _take(one.evidence, _EVIDENCE, "evidence_")
    return _take(one, one.__slots__)


def read(conn: sa.Connection) -> dict[str, Any]:
    """Return the records of these tables, by the fields of a resolution."""
    return {
        "conflicts": tuple(
            Conflict(values=row["slot_values"], **_pick(row, _CONFLICT))
            for row in _ordered(conn, tables.conflict)
        ),
        "figures": _records(conn, tables.recredited_figure, RecreditedFigure),
        "drifts": _records(conn, tables.hedge_drift, HedgeDrift),
        "ladder": tuple(
            LadderStep(
                evidence=Evidence(*[row[f"evidence_{name}"] for name in _EVIDENCE]),
                **_pick(row, _STEP),
            )
            for row in _ordered(conn, tables.ladder_step)
        ),
        "positions": _records(conn, tables.actor_position, Position),
        "changes": _records(conn, tables.statement_change, StatementChange),
    }


def _take(record: Any, names: Iterable[str], prefix: str = "") -> Row:
    return {prefix + name: getattr(record, name) for name in names}


def _pick(row: sa.RowMapping, names: Iterable[str]) -> Row:
    return {name: row[name] for name in names}


def _records(conn: sa.Connection, table: sa.Table, kind: type[Any]) -> tuple[Any, ...]:
    return tuple(kind(**_pick(row, kind.__slots__)) for row in _ordered(conn, table))


def _ordered(conn: sa.Connection, table: sa.Table) -> Iterable[sa.RowMapping]:
    return conn.execute(sa.select(table).order_by(table.c.position)).mappings()
