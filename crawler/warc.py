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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from claimwire.errors import InputError

ROTATE_BYTES = 1_000_000_000
"""Size after which a new file begins, as the WARC guidelines advise."""

Headers = Sequence[tuple[str, str]]
_OPEN = ".open"
_GZIP_LEVEL = 6
_NOT_KEPT = frozenset({"content-encoding", "transfer-encoding", "content-length"})


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
    ) -> Position:
        """Append a request and its response; return the place of the response."""
        file = self._ready()
        target = _target(url)
        kept = [(name, value) for name, value in headers if name.lower() not in _NOT_KEPT]
        kept.append(("Content-Length", str(len(body))))
        response = _writer().create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(f"{status} {_reason(status)}", kept, protocol="HTTP/1.1"),
            warc_headers_dict=self._stated(at, "response", url),
        )
        asked = _writer().create_warc_record(
            url,
            "request",
            http_headers=StatusAndHeaders(
                f"GET {target} HTTP/1.1", list(request), is_http_request=True
            ),
            warc_headers_dict={
                **self._stated(at, "request", url),
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        place = self._append(file, response)
        self._append(file, asked)
        return place

    def write_resource(
        self, *, url: str, at: dt.datetime, content_type: str, body: bytes
    ) -> Position:
        """Append bytes that no request of their own brought (an entry of a feed)."""
        record = _writer().create_warc_record(
            url,
            "resource",
            payload=io.BytesIO(body),
            warc_content_type=content_type,
            warc_headers_dict=self._stated(at, "resource", url),
        )
        return self._append(self._ready(), record)

    def sync(self) -> None:
        """Return when everything written so far is on disk."""
        if self._file is not None and self._dirty:
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
            self._folder.mkdir(parents=True, exist_ok=True)
            self._name = _free_name(self._folder, self._started)
            self._file = (self._folder / (self._name + _OPEN)).open("xb")
            self._append(self._file, self._info())
        return self._file

    def _info(self) -> Any:
        lines = "".join(f"{key}: {value}\r\n" for key, value in self._about.items())
        return _writer().create_warc_record(
            self._name,
            "warcinfo",
            payload=io.BytesIO(lines.encode("utf-8")),
            warc_content_type="application/warc-fields",
            warc_headers_dict={
                **self._stated(self._started, "warcinfo", self._name),
                "WARC-Filename": self._name,
            },
        )

    def _stated(self, at: dt.datetime, kind: str, url: str) -> dict[str, str]:
        place = self._file.tell() if self._file is not None else 0
        name = f"{self._name}|{place}|{kind}|{url}|{at.isoformat()}"
        return {
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>",
            "WARC-Date": at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        }

    def _append(self, file: io.BufferedWriter, record: Any) -> Position:
        plain = io.BytesIO()
        WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
        packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        member = packer.compress(plain.getvalue()) + packer.flush()
        offset = file.tell()
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
    """Return the response at a place in the archive.

    Raises
    ------
    InputError
        If the file is not there or holds no response at that place.
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
    for stored in _responses(io.BytesIO(data), str(path)):
        return stored
    raise InputError(f"{path}: no response at offset {position.offset}")


def responses(path: Path) -> Iterator[Stored]:
    """Yield the responses of a WARC file in order (gzip per record, or plain).

    Raises
    ------
    InputError
        If the file cannot be read, or is damaged; what came before the damage has been yielded.
    """
    try:
        with path.open("rb") as file:
            yield from _responses(file, str(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _responses(stream: Any, name: str) -> Iterator[Stored]:
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response" or record.http_headers is None:
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
        status = int(record.http_headers.get_statuscode())
    except ValueError:
        return None
    headers = [
        (str(name), str(value))
        for name, value in record.http_headers.headers
        if name.lower() not in _NOT_KEPT
    ]
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return Stored(url.strip("<>"), status, tuple(headers), body, at.astimezone(dt.UTC))


def _writer() -> WARCWriter:
    return WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1")


def _target(url: str) -> str:
    rest = url.partition("://")[2]
    slash = rest.find("/")
    return rest[slash:].partition("#")[0] if slash >= 0 else "/"


def _reason(status: int) -> str:
    from http import HTTPStatus

    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


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
