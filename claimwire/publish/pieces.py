"""What of the data files is as in the last build: it is copied, not made again.

The records of a file are in order of their ids and are divided into **pieces** of about 64, by a
digest of the ids alone, so that something new belongs to one piece and moves no other. Of every
piece the last build noted its print, a digest of all that its records show, and how many bytes it
has in each file. One with the same print is copied from the old file; the bytes of the whole are
those of a build from nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import FileIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson

from claimwire.publish import routes

PIECES = ".claimwire-pieces.json"
_VERSION = 1
_ABOUT = 64  # records of a piece
_CHUNK = 1 << 20  # bytes copied at a time


@dataclass(frozen=True, slots=True)
class Piece:
    """Some records: their print, how many, and their bytes in each file that holds them."""

    print: str
    rows: int
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build noted of its data files, and where they are."""

    folder: Path | None = None
    pieces: Mapping[str, Sequence[Piece]] = field(default_factory=dict)

    def of(self, name: str) -> Sequence[Piece]:
        """Return the pieces of a table or a file, in their order."""
        return self.pieces.get(name, ())

    def place(self, name: str) -> Path | None:
        """Return where a file is; ``None`` if nothing can be copied."""
        return self.folder / routes.data(name) if self.folder else None


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that follow each other, all to be copied from the old files or all to be made."""

    first: int  # of the new pieces
    end: int
    old: int | None  # the first of the old pieces; ``None``: to be made


def divided(ids: Sequence[str]) -> list[Sequence[str]]:
    """Divide sorted ids into pieces; what an id does depends on nothing but itself."""
    starts = [
        at
        for at, identity in enumerate(ids)
        if at and crc32(identity.encode("utf-8", "surrogatepass")) % _ABOUT == 0
    ]
    return [ids[a:b] for a, b in pairwise([0, *starts, len(ids)] if ids else [])]


def offsets(found: Sequence[Piece], heads: Sequence[int]) -> list[tuple[int, ...]]:
    """Return where each piece begins: its first row, its first byte in each file; then the ends.

    ``heads`` are the bytes that stand before the first piece in each file.
    """
    at = (0, *heads)
    known = [at]
    for piece in found:
        at = tuple(a + b for a, b in zip(at, (piece.rows, *piece.sizes), strict=True))
        known.append(at)
    return known


def runs(prints: Sequence[str], old: Sequence[Piece]) -> Iterator[Run]:
    """Yield what has to be done for a file to have these pieces, in as few steps as possible."""
    where = {piece.print: at for at, piece in enumerate(old)}
    begin = 0
    while begin < len(prints):
        first, end = where.get(prints[begin]), begin + 1
        if first is None:
            while end < len(prints) and prints[end] not in where:
                end += 1
        else:
            while end < len(prints) and where.get(prints[end]) == first + end - begin:
                end += 1
        yield Run(begin, end, first)
        begin = end


class Growing:
    """A file that is written piece by piece; use it in a ``with`` statement."""

    def __init__(self, place: Path, old: Path | None = None) -> None:
        self.place = place
        self._old = old
        self._source: FileIO | None = None
        self._digest = hashlib.sha256()
        self.size = 0

    def __enter__(self) -> Growing:
        self._file = FileIO(self.place, "wb")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        if self._source:
            self._source.close()

    @property
    def sha256(self) -> str:
        """The digest of what was written up to now."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> None:
        """Write what is new."""
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)

    def copy(self, start: int, end: int) -> None:
        """Write bytes of the old file again."""
        if self._source is None:
            if self._old is None:
                raise ValueError("nothing to copy from")
            self._source = FileIO(self._old)
        self._source.seek(start)
        while start < end and (data := self._source.read(min(end - start, _CHUNK))):
            self.write(data)
            start += len(data)


def read(folder: Path, key: str, held: Mapping[str, tuple[str, str, int]]) -> Last:
    """Return what the last build noted, if all of its files still are as it left them.

    ``key`` is that of the program and the settings; ``held`` what the manifest says of the files.
    """
    try:
        content = orjson.loads((folder / PIECES).read_bytes())
        if (content["version"], content["key"]) != (_VERSION, key):
            return Last()
        for name, (sha256, size) in content["files"].items():
            _, digest, bytes_ = held[routes.data(name)]
            there = (folder / routes.data(name)).stat().st_size
            if not sha256.startswith(digest) or not size == bytes_ == there:
                return Last()
        return Last(
            folder,
            {
                name: [Piece(str(mark), int(rows), tuple(sizes)) for mark, rows, *sizes in found]
                for name, found in content["pieces"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Last()


def written(
    key: str, pieces: Mapping[str, Sequence[Piece]], files: Mapping[str, tuple[str, int]]
) -> bytes:
    """Return the bytes of the note for the next build."""
    content: dict[str, Any] = {
        "version": _VERSION,
        "key": key,
        "files": files,
        "pieces": {
            name: [[piece.print, piece.rows, *piece.sizes] for piece in found]
            for name, found in pieces.items()
        },
    }
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS) + b"\n"
