"""Writing answers of web servers into a WARC file whose bytes depend on its contents alone.

Identifiers of records are derived from what they hold, times are given, and gzip members carry no
time: the same input makes the same file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from http import HTTPStatus
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered at one address at one (simulated) time."""

    url: str
    at: dt.datetime
    status: int
    body: bytes = b""
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def write(out: BinaryIO, info: Mapping[str, str], answers: Sequence[Answer]) -> None:
    """Write a ``warcinfo`` record and one ``response`` record per answer, a gzip member each."""
    writer = WARCWriter(out, gzip=True)
    newest = max(answer.at for answer in answers)
    fields = "".join(f"{name}: {value}\r\n" for name, value in info.items()).encode()
    headers = _record_headers("warcinfo", None, newest, fields)
    record = writer.create_warc_record(
        "", "warcinfo", payload=io.BytesIO(fields), length=len(fields),
        warc_content_type="application/warc-fields", warc_headers=headers,
    )  # fmt: skip
    writer.write_record(record)
    for answer in answers:
        record = writer.create_warc_record(
            answer.url, "response", payload=io.BytesIO(answer.body), length=len(answer.body),
            http_headers=_http_headers(answer),
            warc_headers=_record_headers("response", answer.url, answer.at, answer.body),
        )  # fmt: skip
        writer.write_record(record)


def _record_headers(
    kind: str, url: str | None, at: dt.datetime, payload: bytes
) -> StatusAndHeaders:
    name = f"{kind} {url} {at.isoformat()} {hashlib.sha256(payload).hexdigest()}"
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"),
        ("WARC-Date", f"{at:%Y-%m-%dT%H:%M:%SZ}"),
    ]
    if url is not None:
        headers.insert(1, ("WARC-Target-URI", url))
    return StatusAndHeaders("", headers, protocol="WARC/1.0")


def _http_headers(answer: Answer) -> StatusAndHeaders:
    headers = [("Date", format_datetime(answer.at, usegmt=True))]
    if answer.content_type:
        headers.append(("Content-Type", answer.content_type))
    headers.append(("Content-Length", str(len(answer.body))))
    headers.extend(answer.headers.items())
    reason = HTTPStatus(answer.status).phrase
    return StatusAndHeaders(f"{answer.status} {reason}", headers, protocol="HTTP/1.1")
