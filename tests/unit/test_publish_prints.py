"""Pages and data follow every change of every record: prints never cover less than is shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import partial
from typing import Any

import pytest

from claimwire.errors import EvidenceError
from claimwire.model import Publication
from claimwire.publish import SiteSettings, site
from claimwire.publish.desk import Desk, desk
from claimwire.publish.encoding import state_of
from claimwire.publish.findable import Findable
from claimwire.publish.parts import Sheet
from claimwire.publish.prints import print_of
from claimwire.publish.record_prints import RecordPrints
from claimwire.publish.stix import Bundle
from claimwire.publish.views import claims
from tests.publication_findings import found as findings

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")
REFERENCES = {"id", "text_id", "revision_id", "document_id", "statement_id", "claim_id"}
"""Fields that name other records: another value is another publication, not a change of one."""


def sheets(material: Desk) -> dict[str, Sheet]:
    found = (*site.pages(material, "build"), *claims.pages(material))
    return {sheet.path: sheet for sheet in found if isinstance(sheet, Sheet)}


def shown(material: Desk, sheet: Sheet) -> bytes:
    """Return all that the files of a page depend on."""
    page = sheet.make()
    assert page.path == sheet.path
    assert page.template == sheet.template
    assert page.json_path
    return state_of((page, page.view(), material.linked.page(page, page.about()), page.record()))


def other(value: Any) -> Any:
    """Return another value of the same kind; the same one where there is none."""
    if isinstance(value, Enum):
        members = list(type(value))
        return members[(members.index(value) + 1) % len(members)]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return 0.6 if value > 0.8 else 0.9
    if isinstance(value, str):
        return f"{value} too"
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(days=1)
    if isinstance(value, tuple) and value:
        pairs = isinstance(value[0], tuple)  # which have no shorter form
        return value[:-1] if len(value) > 1 or pairs else (other(value[0]),)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return next((changed for _, changed in changes(value)), value)
    return value


def changes(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield a record again for every field that can be different, with another value there."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        changed = other(value)
        if field.name not in REFERENCES and changed != value:
            yield field.name, dataclasses.replace(record, **{field.name: changed})


def in_mapping(held: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a mapping again for every change of a field of its first, middle and last record."""
    keys = sorted(held)
    for key in dict.fromkeys((keys[0], keys[len(keys) // 2], keys[-1])) if keys else ():
        if isinstance(held[key], tuple):
            for at, record in enumerate(held[key]):
                for name, one in changes(record):
                    row = (*held[key][:at], one, *held[key][at + 1 :])
                    yield f"{key}: {name}", {**held, key: row}
        else:
            for name, one in changes(held[key]):
                yield f"{key}: {name}", {**held, key: one}


def in_row(held: tuple[Any, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for at in sorted({0, len(held) // 2, len(held) - 1}) if held else ():
        for name, one in changes(held[at]):
            yield f"{at}: {name}", (*held[:at], one, *held[at + 1 :])


def variants(publication: Publication, part: str) -> Iterator[tuple[str, Publication]]:
    """Yield publications that differ from one in one field of one record."""
    where, _, name = part.rpartition(".")
    holder: Any = getattr(publication, where) if where else publication
    held = getattr(holder, name)
    for what, changed in in_mapping(held) if isinstance(held, Mapping) else in_row(held):
        whole: Any = dataclasses.replace(holder, **{name: changed})
        if where:
            parts: dict[str, Any] = {where: whole}
            whole = dataclasses.replace(publication, **parts)
        yield f"{part} {what}", whole


PARTS = [
    "documents",
    "revisions",
    "captures",
    "statements",
    "sources",
    "resolution.relevance",
    "resolution.reuse",
    "resolution.claims",
    "resolution.responses",
    "resolution.stories",
    "resolution.events",
    "resolution.deltas",
    "resolution.conflicts",
    "resolution.figures",
    "resolution.drifts",
    "resolution.ladder",
    "resolution.positions",
    "resolution.changes",
    "knowledge.entities",
    "knowledge.disputes",
    "knowledge.publishers",
]


def everything(publication: Publication) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Return the print of every page, record and item of search, and how to make what it shows."""
    material = desk(publication, SETTINGS)
    found: dict[str, tuple[str, Callable[[], bytes]]] = {
        path: (print_of(sheet.state), partial(shown, material, sheet))
        for path, sheet in sheets(material).items()
    }
    search = Findable(material)
    for name in search.names():
        found[f"search: {name}"] = search.print(name), partial(item, search, name)
    records = RecordPrints(material)
    for table, ids in material.records.ids().items():
        for one in ids:
            make = partial(state_of_record, material, table, one)
            found[f"data: {table} {one}"] = records.piece(table, [one]), make
    bundle = Bundle(material)
    for kind, ids in bundle.names():
        for one in ids:
            key = print_of(bundle.state(kind, one))
            found[f"stix: {kind} {one}"] = key, partial(state_of_object, bundle, kind, one)
    return found


def state_of_record(material: Desk, table: str, identity: str) -> bytes:
    return state_of(material.records.record(table, identity))


def state_of_object(bundle: Bundle, kind: str, identity: str) -> bytes:
    return state_of(bundle.object(kind, identity))


def item(search: Findable, name: tuple[str, str]) -> bytes:
    return state_of(search.item(name))


@pytest.fixture(scope="module")
def before() -> tuple[Publication, dict[str, tuple[str, bytes]]]:
    publication = findings()[1]
    known = {name: (key, made()) for name, (key, made) in everything(publication).items()}
    return publication, known


@pytest.mark.parametrize("part", PARTS)
def test_a_page_follows_every_change_of_a_record(
    part: str, before: tuple[Publication, dict[str, tuple[str, bytes]]]
) -> None:
    publication, known = before
    stale = []
    followed = 0
    for what, changed in variants(publication, part):
        try:
            for name, (key, made) in everything(changed).items():
                held = known.get(name)
                if held is None or held[0] != key:
                    followed += 1
                elif held[1] != made():
                    stale.append(f"{what}: {name}")
        except EvidenceError:  # the change made a quote untrue: no page is made of it
            continue
    assert stale == []
    assert followed
