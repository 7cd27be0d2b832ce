"""The archive of captured bytes: WARC files, one gzip member per record (ISO 28500).

A file is written as ``NAME.warc.gz.open`` and renamed when it is full or the crawl ends; its
records are whole and on disk (fsync) before the store transaction that names them, so a killed
crawl leaves at most a half record at the end, which :func:`recover` cuts off. Record ids are
derived from place and time, so the same crawl writes the same bytes.

Bodies are stored as handed out by the HTTP client, that is decompressed: Content-Encoding and
Transfer-Encoding are dropped and Content-Length is rewritten, or readers would unpack twice.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import uuid
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from claimwire.errors import ConfigError, InputError
from crawler import warcrecords
from crawler.warcrecords import Headers, Known

ROTATE_BYTES = 1_000_000_000
"""Size after which a new file begins, as the WARC guidelines advise."""

_OPEN = ".open"
_GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record lies: file name within the archive folder, byte offset, byte length."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A response read from an archive, with the time at which it was captured."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: dt.datetime


class ArchiveWriter:
    """Writes the captures of one crawl; nothing is created before the first record.

    Parameters
    ----------
    folder:
        Where the files lie; made if need be.
    started:
        Time of the crawl, part of the file names.
    software, contact:
        For the ``warcinfo`` record of each file.

    Raises
    ------
    ConfigError
        By every method, if the folder cannot be written.
    """

    def __init__(
        self, folder: Path, *, started: dt.datetime, software: str, contact: str = ""
    ) -> None:
        self._folder = folder
        self._started = started
        self._about = {"software": software, "format": "WARC File Format 1.1", "robots": "obey"}
        if contact:
            self._about["operator"] = contact
        self._file: io.BufferedWriter | None = None
        self._name = ""
        self._dirty = False

    def write_exchange(
        self,
        *,
        url: str,
        at: dt.datetime,
        request: Headers,
        status: int,
        headers: Headers,
        body: bytes,
        method: str = "GET",
        known: Known | None = None,
    ) -> Position:
        """Append a request and its response; return the place of the response.

        An answer "not modified", or one with the very bytes of ``known``, becomes a revisit record:
        its head alone, with a reference to the capture that has the bytes.
        """
        file = self._ready()
        profile = warcrecords.profile(status, body, known)
        response = self._record(
            "revisit" if profile else "response",
            url,
            at,
            content_type="application/http; msgtype=response",
            head=warcrecords.head(
                f"HTTP/1.1 {status} {warcrecords.reason(status)}",
                warcrecords.rewritten(headers, len(body)),
            ),
            payload=b"" if profile else body,
            digest=warcrecords.digest(body) if status != 304 else "",
            extra=warcrecords.revisited(known, profile) if known is not None and profile else (),
        )
        place = self._append(file, response)
        asked = self._record(
            "request",
            url,
            at,
            content_type="application/http; msgtype=request",
            head=warcrecords.head(f"{method} {warcrecords.target(url)} HTTP/1.1", request),
            extra=(("WARC-Concurrent-To", self._id_at(place.offset)),),
        )
        self._append(file, asked)
        return place

    def write_resource(
        self, *, url: str, at: dt.datetime, content_type: str, body: bytes
    ) -> Position:
        """Append bytes that no request of their own brought (an entry of a feed)."""
        file = self._ready()
        record = self._record("resource", url, at, content_type=content_type, payload=body)
        return self._append(file, record)

    def sync(self) -> None:
        """Return when everything written so far is on disk."""
        if self._file is not None and self._dirty:
            with self._writable():
                self._file.flush()
                os.fsync(self._file.fileno())
            self._dirty = False

    def close(self) -> None:
        """End the current file and give it its final name."""
        if self._file is None:
            return
        self.sync()
        self._file.close()
        self._file = None
        _rename(self._folder / (self._name + _OPEN))

    def _ready(self) -> io.BufferedWriter:
        if self._file is not None and self._file.tell() >= ROTATE_BYTES:
            self.close()
        if self._file is None:
            with self._writable():
                self._folder.mkdir(parents=True, exist_ok=True)
                self._name = _free_name(self._folder, self._started)
                self._file = (self._folder / (self._name + _OPEN)).open("xb")
            self._append(self._file, self._info())
        return self._file

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ConfigError(
                f"{self._folder}: the archive cannot be written: {error.strerror or error}",
                remedy="Make room or give it another folder ([crawl] archive).",
            ) from error

    def _info(self) -> bytes:
        lines = "".join(f"{key}: {value}\r\n" for key, value in self._about.items())
        return self._record(
            "warcinfo",
            "",
            self._started,
            content_type="application/warc-fields",
            payload=lines.encode("utf-8", "replace"),
            extra=(("WARC-Filename", self._name),),
        )

    def _id_at(self, offset: int) -> str:
        """Return the id of the record that begins at ``offset`` of the current file."""
        return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self._name}|{offset}')}>"

    def _record(
        self,
        kind: str,
        url: str,
        at: dt.datetime,
        *,
        content_type: str,
        head: bytes = b"",
        payload: bytes = b"",
        digest: str = "",
        extra: Headers = (),
    ) -> bytes:
        """Return a record that is to be written next: WARC header, HTTP head, payload."""
        block = head + payload
        offset = self._file.tell() if self._file is not None else 0
        lines = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", self._id_at(offset)),
            ("WARC-Date", at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
            *([("WARC-Target-URI", url)] if url else []),
            *extra,
            ("WARC-Block-Digest", warcrecords.digest(block)),
            *([("WARC-Payload-Digest", digest)] if digest else []),
            ("Content-Type", content_type),
            ("Content-Length", str(len(block))),
        ]
        return warcrecords.head("WARC/1.1", lines) + block + b"\r\n\r\n"

    def _append(self, file: io.BufferedWriter, record: bytes) -> Position:
        packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        member = packer.compress(record) + packer.flush()
        offset = file.tell()
        with self._writable():
            file.write(member)
        self._dirty = True
        return Position(self._name, offset, len(member))


def recover(folder: Path) -> list[Path]:
    """Give files that a killed crawl left open their final name, without a half record at the end.

    Only for a caller that holds the workspace's lock: nobody else may be writing there.
    """
    finished = []
    for path in sorted(folder.glob(f"*{_OPEN}")):
        whole = _whole_length(path)
        with path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())
        finished.append(_rename(path))
    return finished


def read(folder: Path, position: Position) -> Stored:
    """Return the response, or the resource as if it had been one, at a place in the archive.

    Raises
    ------
    InputError
        If the file is not there or holds neither at that place.
    """
    path = folder / position.file
    if not path.exists():
        path = folder / (position.file + _OPEN)
    try:
        with path.open("rb") as file:
            file.seek(position.offset)
            data = file.read(position.length)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    for stored in _captures(io.BytesIO(data), str(path), kinds=("response", "resource")):
        return stored
    raise InputError(f"{path}: no capture at offset {position.offset}")


def responses(path: Path) -> Iterator[Stored]:
    """Yield the responses of a WARC file in order (gzip per record, or plain).

    Raises
    ------
    InputError
        If the file cannot be read, or is damaged; what came before the damage has been yielded.
    """
    try:
        with path.open("rb") as file:
            yield from _captures(file, str(path), kinds=("response",))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _captures(stream: Any, name: str, *, kinds: Sequence[str]) -> Iterator[Stored]:
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type not in kinds:
                continue
            body = record.content_stream().read()
            stored = _stored(record, body)
            if stored is not None:
                yield stored
    except (ArchiveLoadFailed, EOFError, ValueError, zlib.error) as error:
        raise InputError(
            f"{name}: not a whole WARC file: {' '.join(str(error).split())[:200]}",
            remedy="Fetch it again, or write it anew; one gzip member per record is expected.",
        ) from error


def _stored(record: Any, body: bytes) -> Stored | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    date = record.rec_headers.get_header("WARC-Date") or ""
    try:
        at = dt.datetime.fromisoformat(date.replace("Z", "+00:00"))
        status = int(record.http_headers.get_statuscode()) if record.http_headers else 200
    except ValueError:
        return None
    stated = [("Content-Type", record.rec_headers.get_header("Content-Type") or "")]
    if record.http_headers:
        stated = record.http_headers.headers
    elif record.rec_type == "response":
        return None
    headers = [
        (str(name), str(value))
        for name, value in stated
        if name.lower() not in warcrecords.NOT_KEPT
    ]
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return Stored(url.strip("<>"), status, tuple(headers), body, at.astimezone(dt.UTC))


def _free_name(folder: Path, started: dt.datetime) -> str:
    number = 0
    while True:
        name = f"claimwire-{started.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{number:04d}.warc.gz"
        if not (folder / name).exists() and not (folder / (name + _OPEN)).exists():
            return name
        number += 1


def _rename(path: Path) -> Path:
    final = path.with_name(path.name.removesuffix(_OPEN))
    path.rename(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return final


def _whole_length(path: Path) -> int:
    """Return the length of the whole gzip members at the start of a file."""
    whole = position = 0
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            while chunk:
                try:
                    unpacker.decompress(chunk)
                except zlib.error:
                    return whole
                rest = unpacker.unused_data
                position += len(chunk) - len(rest)
                chunk = rest
                if unpacker.eof:
                    whole = position
                    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return whole
