"""Records of :mod:`claimwire.model` as JSON values and back, without loss.

Columns that hold small structures (spans, parties, stated dates) are JSON in the database and
records in the program. The translation follows the type annotations of the records, so that a new
field of a record needs no second definition here. A field that is absent is ``None`` where that is
allowed and takes its default elsewhere, so that rows older than a field can be read.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any

_SCALARS = (str, int, float, bool, types.NoneType)


def plain(value: Any) -> Any:
    """Return ``value`` as a JSON value; fields that are ``None`` are left out of objects."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, _SCALARS):
        return value
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value // dt.timedelta(microseconds=1)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    kind: Any = type(value)
    pairs = ((name, getattr(value, name)) for name in _field_names(kind))
    return {name: plain(item) for name, item in pairs if item is not None}


def revive(kind: Any, value: Any) -> Any:
    """Return the value of type ``kind`` that :func:`plain` turned into ``value``.

    Raises
    ------
    TypeError, ValueError, KeyError
        If the value was not made by :func:`plain` from such a type: the database is damaged.
    """
    return _reader(kind)(value)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _optional_reader(arguments)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin is not None and issubclass(origin, Mapping):
        item = _reader(arguments[1])
        return lambda value: {key: item(one) for key, one in value.items()}
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is dt.datetime:
        return dt.datetime.fromisoformat
    if kind is dt.timedelta:
        return lambda value: dt.timedelta(microseconds=value)
    return lambda value: value


def _optional_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    (inner,) = (_reader(one) for one in arguments if one is not types.NoneType)
    return lambda value: None if value is None else inner(value)


def _tuple_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _reader(arguments[0])
        return lambda value: tuple([item(one) for one in value])
    items = [_reader(one) for one in arguments]
    return lambda value: tuple(read(one) for read, one in zip(items, value, strict=True))


def _record_reader(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    fields = [(field.name, _reader(hints[field.name])) for field in dataclasses.fields(kind)]
    absent = {name: None for name in hints if types.NoneType in typing.get_args(hints[name])}

    def read(value: Mapping[str, Any]) -> Any:
        return kind(
            **absent | {name: reader(value[name]) for name, reader in fields if name in value}
        )

    return read
