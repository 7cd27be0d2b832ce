"""What stands in a WARC record: heads, digests, and whether an answer repeats what is held.

Pure functions over bytes and headers; :mod:`crawler.warc` writes and reads the files.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

Headers = Sequence[tuple[str, str]]
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_KEPT = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers that are not true any more of a body as it is archived: unpacked."""


@dataclass(frozen=True, slots=True)
class Known:
    """A capture that is held of an address: what a revisit refers to."""

    url: str
    sha256: str
    at: dt.datetime


def profile(status: int, body: bytes, known: Known | None) -> str:
    """Return the profile of a revisit record, "" for an answer that is archived in full."""
    if known is None:
        return ""
    if status == 304:
        return _NOT_MODIFIED
    same = status == 200 and hashlib.sha256(body).hexdigest() == known.sha256
    return _SAME_PAYLOAD if same else ""


def revisited(known: Known, profile: str) -> Headers:
    """Return the headers of a revisit record that say what it refers to."""
    return (
        ("WARC-Profile", profile),
        ("WARC-Refers-To-Target-URI", known.url),
        ("WARC-Refers-To-Date", known.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
    )


def head(first: str, headers: Headers) -> bytes:
    """Return a first line and headers as bytes; a value cannot break out of its line."""
    lines = [first, *(f"{_one_line(name)}: {_one_line(value)}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\r", " ")


def rewritten(headers: Headers, length: int) -> Headers:
    """Return headers as they are true of a body that was unpacked, with its length."""
    kept = [(name, value) for name, value in headers if name.lower() not in NOT_KEPT]
    return [*kept, ("Content-Length", str(length))]


def digest(data: bytes) -> str:
    """Return the digest that WARC tools expect; our own is the SHA-256 in the store."""
    sha1 = hashlib.sha1(data, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(sha1).decode('ascii')}"


def target(url: str) -> str:
    """Return what the request line of an address names."""
    rest = url.partition("://")[2]
    slash = rest.find("/")
    return rest[slash:].partition("#")[0] if slash >= 0 else "/"


def reason(status: int) -> str:
    """Return the phrase that belongs to a status."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
