"""Briefs as bytes and back, without loss: what the store keeps of a document for the resolver.

Records become lists in the order of their fields, so that names are not repeated a thousand times;
the layout follows the type annotations and is part of the resolver's version. Bytes that were not
made by :func:`packed` of this version are no brief: the caller makes it anew.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
import types
import typing
import zlib
from array import array
from collections.abc import Callable
from enum import Enum
from functools import cache
from sys import intern
from typing import Any, TypeVar

import orjson

from nlp.across.briefs import Brief
from nlp.across.numbers import CODES

T = TypeVar("T")
_LEVEL = 1  # of compression: speed matters more than the last tenth


def packed(record: Any) -> bytes:
    """Return a brief, or another record of this package, as bytes."""
    value = orjson.dumps(_writer(typing.cast("Any", type(record)))(record))
    return zlib.compress(value, _LEVEL)


def unpacked(body: bytes) -> Brief | None:
    """Return the brief that :func:`packed` made bytes of; ``None`` if it was another version's."""
    return unpacked_as(Brief, body)


def unpacked_as(kind: type[T], body: bytes) -> T | None:
    """Return the record of a kind that :func:`packed` made bytes of; ``None`` if it is none."""
    try:
        made: T = _reader(typing.cast("Any", kind))(orjson.loads(zlib.decompress(body)))
    except (zlib.error, ValueError, TypeError, IndexError, KeyError):
        return None
    return made


@cache
def _writer(kind: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if _is_optional(kind):
        inner = _writer(_some(arguments))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_writer(arguments)
    if kind in CODES:
        return _digits
    if dataclasses.is_dataclass(kind):
        fields = [(name, _writer(hint)) for name, hint in _fields(kind)]
        return lambda value: [write(getattr(value, name)) for name, write in fields]
    if kind is dt.datetime:
        return dt.datetime.isoformat
    if kind is dt.date:
        return dt.date.toordinal
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value: value.value
    return lambda value: value


def _tuple_writer(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        one = _writer(arguments[0])
        return lambda value: [one(item) for item in value]
    each = [_writer(argument) for argument in arguments]
    return lambda value: [write(item) for write, item in zip(each, value, strict=True)]


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if _is_optional(kind):
        inner = _reader(_some(arguments))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_reader(arguments)
    if kind in CODES:
        code = CODES[kind]
        return lambda value: _numbers(code, value)
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    if kind is dt.datetime:
        return dt.datetime.fromisoformat
    if kind is dt.date:
        return dt.date.fromordinal
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return intern if kind is str else lambda value: value


def _record_reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a record of a list, which it uses up: all briefs pass here at each run."""
    changed = [
        (place, _reader(_some(typing.get_args(hint)) if _is_optional(hint) else hint))
        for place, (_, hint) in enumerate(_fields(kind))
        if _is_changed(hint)
    ]

    def read(value: list[Any]) -> Any:
        for place, one in changed:
            item = value[place]
            if item is not None:
                value[place] = one(item)
        return kind(*value)

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        one = _reader(arguments[0])
        return lambda value: tuple(map(one, value))
    each = [_reader(argument) for argument in arguments]
    return lambda value: tuple([read(item) for read, item in zip(each, value, strict=True)])


def _digits(numbers: array[Any]) -> str:
    """Return numbers in hexadecimal digits, the same on every machine: quicker read than lists."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes().hex()


def _numbers(code: str, digits: str) -> array[Any]:
    numbers = array(code, bytes.fromhex(digits))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _is_changed(hint: Any) -> bool:
    """Whether a value of this type is another one as JSON (or, as text, is held but once)."""
    return hint not in (bool, int, float)


def _is_optional(hint: Any) -> bool:
    return typing.get_origin(hint) in (typing.Union, types.UnionType)


def _some(arguments: tuple[Any, ...]) -> Any:
    (inner,) = (one for one in arguments if one is not types.NoneType)
    return inner


def _fields(kind: Any) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(kind)]
