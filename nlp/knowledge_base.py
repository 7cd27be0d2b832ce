"""The knowledge base: entities, disputes and publishers from TOML files that a person edits.

The files that ship with the program lie in ``nlp/knowledge``; an operator's own folder comes after
them, and a table there replaces the shipped one of the same id. Every mistake in a file is a
:class:`~claimwire.errors.ConfigError` that names file, key and remedy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from claimwire import ids
from claimwire.errors import ConfigError
from claimwire.model import (
    Alias,
    Dispute,
    DisputeParty,
    Entity,
    EntityType,
    Knowledge,
    Publisher,
)
from claimwire.tomlfile import read_toml, refuse_unknown, take

_FILES = ("field.toml", "entities.toml", "disputes.toml", "publishers.toml")
_ID = re.compile(r"[a-z0-9][a-z0-9.:_-]*\Z")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_PUBLISHER_KINDS = ("wire", "press", "official", "company", "court", "blog", "aggregator")

_OUTLETS = {"press": "outlet", "wire": "agency"}
"""Kinds of publisher that texts cite; as an entity they have these kinds."""

_Record = TypeVar("_Record", Entity, Dispute, Publisher)


def default_directory() -> Path:
    """Return the folder of the knowledge base that ships with the program."""
    return Path(str(resources.files("nlp") / "knowledge"))


def load(*directories: Path) -> Knowledge:
    """Read the shipped knowledge base and then ``directories``, later tables replacing earlier.

    A folder, or a file in it, that does not exist counts as empty.

    Raises
    ------
    ConfigError
        If a file is not TOML, has an unknown or ill-typed key, repeats an id, or if a dispute, a
        parent or a publisher names an entity that no file defines.
    """
    entities: dict[str, Entity] = {}
    disputes: dict[str, Dispute] = {}
    publishers: dict[str, Publisher] = {}
    digests: list[str] = []
    for directory in (default_directory(), *directories):
        for name in _FILES:
            path = directory / name
            if not path.is_file():
                continue
            digests.append(f"{name}:{ids.bytes_digest(path.read_bytes())}")
            tables = read_toml(path)
            refuse_unknown(tables, ("entity", "dispute", "publisher"), path=path, where="the file")
            entities.update(_records(tables, "entity", _entity, path))
            disputes.update(_records(tables, "dispute", _dispute, path))
            publishers.update(_records(tables, "publisher", _publisher, path))
    for publisher in list(publishers.values()):
        if _is_cited(publisher) and publisher.id not in entities:
            entities[publisher.id] = _outlet(publisher)
    _check_references(entities, disputes, publishers)
    # The order of files matters (later ones override), so it is part of the digest.
    digest = ids.text_digest("\n".join(digests))
    return Knowledge(entities=entities, disputes=disputes, publishers=publishers, digest=digest)


def _records(
    tables: Mapping[str, Any],
    name: str,
    read: Callable[[Mapping[str, Any], str, Path], _Record],
    path: Path,
) -> Iterator[tuple[str, _Record]]:
    found = take(tables, name, list, path=path, where="the file", default=[])
    seen: set[str] = set()
    for number, table in enumerate(found, start=1):
        if not isinstance(table, dict):
            raise ConfigError(
                f"{path}: {name} {number} is not a table", remedy=f"Write [[{name}]] above it."
            )
        identity = _text(table, "id", path, f"{name} {number}", required=True)
        where = f"{name} {identity!r}"
        if not _ID.match(identity):
            raise ConfigError(
                f"{path}: {where}: an id has only small letters, digits and . : _ -",
                remedy="Choose an id such as 'acme-labs'.",
            )
        if identity in seen:
            raise ConfigError(
                f"{path}: {where} stands twice in this file", remedy="Remove one of them."
            )
        seen.add(identity)
        yield identity, read(table, where, path)


# ---------------------------------------------------------------------------------------- readers


def _entity(table: Mapping[str, Any], where: str, path: Path) -> Entity:
    known = (
        "id",
        "name",
        "type",
        "kind",
        "country",
        "role",
        "relation",
        "wikidata",
        "parent",
        "aliases",
    )
    refuse_unknown(table, known, path=path, where=where)
    kind = _text(table, "type", path, where, required=True)
    if kind not in EntityType.__members__:
        raise ConfigError(
            f"{path}: {where}: 'type' is {kind!r}",
            remedy=f"Use one of {', '.join(EntityType.__members__)}.",
        )
    name = _text(table, "name", path, where, required=True)
    listed = take(table, "aliases", list, path=path, where=where, default=[])
    aliases = [_alias(entry, where, path) for entry in listed]
    if name not in {alias.text for alias in aliases}:
        aliases.insert(0, Alias(name))
    return Entity(
        id=table["id"],
        name=name,
        type=EntityType(kind),
        aliases=tuple(aliases),
        country=_maybe(table, "country", path, where),
        role=_maybe(table, "role", path, where),
        relation=_maybe(table, "relation", path, where),
        wikidata=_maybe(table, "wikidata", path, where),
        kind=_maybe(table, "kind", path, where),
        parent=_maybe(table, "parent", path, where),
    )


def _alias(entry: Any, where: str, path: Path) -> Alias:
    if isinstance(entry, str) and entry.strip():
        return Alias(entry.strip())
    if isinstance(entry, dict):
        inside = f"an alias of {where}"
        refuse_unknown(entry, ("text", "context", "exact"), path=path, where=inside)
        return Alias(
            text=_text(entry, "text", path, inside, required=True),
            context=take(entry, "context", bool, path=path, where=inside, default=False),
            exact=take(entry, "exact", bool, path=path, where=inside, default=True),
        )
    raise ConfigError(
        f"{path}: {where}: {entry!r} is not an alias",
        remedy='Write a text in quotes, or { text = "…", context = true }.',
    )


def _dispute(table: Mapping[str, Any], where: str, path: Path) -> Dispute:
    known = ("id", "title", "started", "definition", "parties", "terms", "excludes", "identifiers")
    refuse_unknown(table, known, path=path, where=where)
    started = _maybe(table, "started", path, where)
    if started is not None and not _DATE.match(started):
        raise ConfigError(
            f"{path}: {where}: 'started' is {started!r}",
            remedy="Write YYYY, YYYY-MM or YYYY-MM-DD.",
        )
    parties = _pairs(table, "parties", ("entity", "role"), where, path)
    return Dispute(
        id=table["id"],
        title=_text(table, "title", path, where, required=True),
        definition=_text(table, "definition", path, where, required=True),
        started=started,
        parties=tuple(DisputeParty(entity, role) for entity, role in parties),
        terms=_texts(table, "terms", where, path),
        excludes=_texts(table, "excludes", where, path),
        identifiers=tuple(_pairs(table, "identifiers", ("kind", "value"), where, path)),
    )


def _publisher(table: Mapping[str, Any], where: str, path: Path) -> Publisher:
    known = (
        "id",
        "name",
        "domains",
        "family",
        "kind",
        "country",
        "timezone",
        "state_media",
        "entity",
    )
    refuse_unknown(table, known, path=path, where=where)
    kind = _maybe(table, "kind", path, where)
    if kind is not None and kind not in _PUBLISHER_KINDS:
        raise ConfigError(
            f"{path}: {where}: 'kind' is {kind!r}",
            remedy=f"Use one of {', '.join(_PUBLISHER_KINDS)}.",
        )
    return Publisher(
        id=table["id"],
        name=_text(table, "name", path, where, required=True),
        domains=tuple(domain.lower() for domain in _texts(table, "domains", where, path)),
        family=_maybe(table, "family", path, where),
        kind=kind,
        country=_maybe(table, "country", path, where),
        timezone=_maybe(table, "timezone", path, where),
        state_media=take(table, "state_media", bool, path=path, where=where, default=False),
        entity=_maybe(table, "entity", path, where),
    )


# ---------------------------------------------------------------------------------------- values


def _text(
    table: Mapping[str, Any], key: str, path: Path, where: str, *, required: bool = False
) -> str:
    value = take(table, key, str, path=path, where=where, default="").strip()
    if required and not value:
        raise ConfigError(f"{path}: {where} has no {key!r}", remedy=f"Add {key} to it.")
    return str(value)


def _maybe(table: Mapping[str, Any], key: str, path: Path, where: str) -> str | None:
    return _text(table, key, path, where) or None


def _texts(table: Mapping[str, Any], key: str, where: str, path: Path) -> tuple[str, ...]:
    values = take(table, key, list, path=path, where=where, default=[])
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise ConfigError(
                f"{path}: {where}: {value!r} in {key!r} is not a text",
                remedy="Give texts in quotes.",
            )
    return tuple(value.strip() for value in values)


def _is_cited(publisher: Publisher) -> bool:
    """Say whether texts may cite a publisher that has no entity; a bare domain is not cited."""
    named = " " in publisher.name or "." not in publisher.name
    return publisher.kind in _OUTLETS and publisher.entity is None and named


def _outlet(publisher: Publisher) -> Entity:
    """Return the entity that an outlet is without having a table of its own.

    Where its name is a common word (*Wired*, *The Hill*), it is linked only with other evidence.
    """
    bare = publisher.name.removeprefix("The ")
    inner = any(letter.isupper() for letter in bare[1:]) and len(bare) > 3
    plain = " " in bare or (bare == publisher.name and (inner or len(bare) > 8))
    aliases = [Alias(publisher.name, context=not plain)]
    if bare != publisher.name and " " in bare:
        aliases.append(Alias(bare))
    return Entity(
        id=publisher.id,
        name=publisher.name,
        type=EntityType.ORG,
        aliases=tuple(aliases),
        country=publisher.country,
        kind=_OUTLETS[publisher.kind or "press"],
    )


def _pairs(
    table: Mapping[str, Any], key: str, names: tuple[str, str], where: str, path: Path
) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for entry in take(table, key, list, path=path, where=where, default=[]):
        inside = f"{key} of {where}"
        if not isinstance(entry, dict):
            raise ConfigError(
                f"{path}: {inside}: {entry!r} is not a table",
                remedy=f'Write {{ {names[0]} = "…", {names[1]} = "…" }}.',
            )
        refuse_unknown(entry, names, path=path, where=inside)
        first, second = (_text(entry, name, path, inside, required=True) for name in names)
        pairs.append((first, second))
    return pairs


def _check_references(
    entities: dict[str, Entity],
    disputes: Mapping[str, Dispute],
    publishers: Mapping[str, Publisher],
) -> None:
    for entity in list(entities.values()):
        if entity.parent is not None and entity.parent not in entities:
            raise _unknown(f"entity {entity.id!r}", "parent", entity.parent)
        if entity.parent == entity.id:
            entities[entity.id] = replace(entity, parent=None)
    for dispute in disputes.values():
        for party in dispute.parties:
            if party.entity not in entities:
                raise _unknown(f"dispute {dispute.id!r}", "party", party.entity)
    for publisher in publishers.values():
        if publisher.entity is not None and publisher.entity not in entities:
            raise _unknown(f"publisher {publisher.id!r}", "entity", publisher.entity)


def _unknown(where: str, key: str, value: str) -> ConfigError:
    return ConfigError(
        f"knowledge base: {where}: its {key} {value!r} is not an entity",
        remedy=f"Add [[entity]] with id = {value!r}, or mend the name.",
    )
