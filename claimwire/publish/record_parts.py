"""The small parts that records share: moments, stated times, dates, parties, appearances."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from claimwire.model import Appearance, DateValue, Party, Stamp

Record = dict[str, Any]


@lru_cache(maxsize=20_000)
def moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def stamp(found: Stamp | None) -> Record | None:
    if found is None:
        return None
    return {
        "at": moment(found.at),
        "precision": found.precision,
        "how": found.how,
        "suspect": found.suspect,
    }


def date(found: DateValue | None) -> Record | None:
    if found is None:
        return None
    return {"value": found.value, "precision": found.precision, "anchor": found.anchor}


def party(found: Party | None) -> Record | None:
    if found is None:
        return None
    return {
        "entity": found.entity,
        "name": found.canonical,
        "role": found.role.value,
        "anonymous": found.anonymous,
        "start": found.start,
        "end": found.end,
    }


def appearance(found: Appearance) -> Record:
    return {
        "statement": found.statement_id,
        "revision": found.revision_id,
        "document": found.document_id,
        "inferred": found.inferred,
        "inferred_from": found.inferred_from,
    }
