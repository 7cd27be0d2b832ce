"""JSON Schemas of the public dataset, made from the same tables that its fields are listed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: Mapping[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "id": {"type": "string", "minLength": 1},
    "time": {"type": "string", "format": "date-time"},
    "integer": {"type": "integer"},
    "count": {"type": "integer", "minimum": 0},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "flag": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "objects": {"type": "array", "items": {"type": "object"}},
    "object": {"type": "object"},
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: its name, its type (``?`` at the end: may be null), its meaning."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the dataset."""

    name: str
    meaning: str
    fields: tuple[Field, ...]


def table(name: str, meaning: str, *fields: tuple[str, str, str]) -> Table:
    """Return a table from (name, type, meaning) triples."""
    return Table(name, meaning, tuple(Field(*field) for field in fields))


def schema(of: Table) -> dict[str, Any]:
    """Return the JSON Schema of one line of a table's file."""
    return {
        "$schema": DIALECT,
        "title": of.name,
        "description": of.meaning,
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in of.fields],
        "properties": {field.name: _property(field) for field in of.fields},
    }


def _property(field: Field) -> dict[str, Any]:
    base = dict(_TYPES[field.type.removesuffix("?")])
    if field.type.endswith("?"):
        base["type"] = [base["type"], "null"]
    return {"description": field.meaning, **base}
