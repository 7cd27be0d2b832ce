"""Column types that mean the same in SQLite and PostgreSQL, and the helpers that tables use.

Each type gives back what the program works with: aware UTC times, members of an enumeration,
records. Text is made storable on its way in, because PostgreSQL takes no NUL and neither database
takes half of a surrogate pair; the replacement keeps the length, so offsets hold.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from claimwire.ids import canonical_json
from store import codec

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text with NUL and lone surrogates replaced by U+FFFD, one for one."""
    return _UNSTORABLE.sub("\ufffd", text)


class CleanText(TypeDecorator[str]):
    """Text that any of the databases can hold."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class UtcTime(TypeDecorator[dt.datetime]):
    """A moment: refuses naive values, gives back aware UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        moment: dt.datetime = value
        if moment.tzinfo is None:  # SQLite keeps the digits of the UTC value only
            return moment.replace(tzinfo=dt.UTC)
        return moment.astimezone(dt.UTC)


class Choice(TypeDecorator[StrEnum]):
    """One word of an enumeration; the table carries the CHECK (see :func:`choice`)."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.members(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.members(value)


class Record(TypeDecorator[Any]):
    """A record, or a tuple of records or words, as canonical JSON.

    The column is text: its bytes are the same in both databases and can be compared, which the
    JSON type of PostgreSQL cannot.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else storable(canonical_json(codec.plain(value)))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else codec.revive(self.kind, json.loads(value))


def key(name: str, doc: str, *references: str) -> sa.Column[str]:
    """Return a text column that is (part of) the primary key, and optionally a reference."""
    return sa.Column(name, CleanText, *map(sa.ForeignKey, references), primary_key=True, doc=doc)


def reference(name: str, target: str, doc: str, *, nullable: bool = False) -> sa.Column[str]:
    """Return a text column that refers to ``target`` (``table.column``)."""
    return sa.Column(name, CleanText, sa.ForeignKey(target), nullable=nullable, doc=doc)


def column(name: str, kind: Any, doc: str, *, nullable: bool = False) -> sa.Column[Any]:
    """Return a column; unlike in SQL, it takes no NULL unless that is said."""
    return sa.Column(name, kind, nullable=nullable, doc=doc)


def position(doc: str = "Place in its list, from 0.") -> sa.Column[int]:
    """Return the column that keeps the order of a list, as part of the primary key."""
    return sa.Column("position", sa.Integer, primary_key=True, autoincrement=False, doc=doc)


def choice(name: str, members: type[StrEnum]) -> sa.CheckConstraint:
    """Return the CHECK that goes with a :class:`Choice` column."""
    return one_of(name, [member.value for member in members])


def one_of(name: str, words: Iterable[str]) -> sa.CheckConstraint:
    """Return a CHECK that lets column ``name`` hold one of ``words`` (or NULL where allowed)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f'"{name}" IN ({listed})', name=name)
