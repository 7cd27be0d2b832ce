"""What an earlier build told its subscribers, so that this one can tell them what became of it.

Everything else of a site follows from the publication alone. Three things cannot: that an item of a
feed has another meaning than the one a subscriber has seen, that it is no longer true that it was
ever news, and that an entry of a calendar was moved. They are kept in one file beside the manifest;
without it a build says nothing wrong, it only begins to count anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MEMORY = ".claimwire-told.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An item that feeds once held: when it was withdrawn, and from which feeds."""

    at: str  # RFC 3339
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a calendar as it was last told."""

    meaning: str  # digest of days, status and title
    sequence: int
    at: str  # RFC 3339: when it last changed; empty while it never has
    lines: tuple[str, ...] = ()  # its content lines, for telling that it is off


@dataclass(frozen=True, slots=True)
class Memory:
    """What was told: meanings of items by id, what changed later, what was withdrawn, entries."""

    items: Mapping[str, str] = field(default_factory=dict)
    updated: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawn] = field(default_factory=dict)
    entries: Mapping[str, Told] = field(default_factory=dict)


def read(folder: Path) -> Memory:
    """Return the memory of the last build; an empty one if it is missing or not readable."""
    try:
        return _from(json.loads((folder / MEMORY).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def written(memory: Memory) -> bytes:
    """Return the bytes of a memory; the same memory gives the same bytes."""
    content = {
        "version": _VERSION,
        "items": dict(sorted(memory.items.items())),
        "updated": dict(sorted(memory.updated.items())),
        "withdrawn": {i: [w.at, *w.scopes] for i, w in sorted(memory.withdrawn.items())},
        "entries": {
            i: [t.meaning, t.sequence, t.at, *t.lines] for i, t in sorted(memory.entries.items())
        },
    }
    return json.dumps(content, separators=(",", ":")).encode() + b"\n"


def _from(content: Any) -> Memory:
    if content["version"] != _VERSION:
        return Memory()
    return Memory(
        items={str(i): str(m) for i, m in content["items"].items()},
        updated={str(i): str(at) for i, at in content["updated"].items()},
        withdrawn={
            str(i): Withdrawn(str(at), tuple(map(str, scopes)))
            for i, (at, *scopes) in content["withdrawn"].items()
        },
        entries={
            str(i): Told(str(meaning), int(sequence), str(at), tuple(map(str, lines)))
            for i, (meaning, sequence, at, *lines) in content["entries"].items()
        },
    )
