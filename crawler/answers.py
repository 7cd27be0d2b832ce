"""What came back for one request, in plain words: the record that policies decide on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.warc import Position

PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or why there is none.

    ``error`` is empty after an HTTP answer of whatever status; otherwise one of ``timeout dns
    refused-connection tls reset truncated too-large redirect-loop robots robots-unreachable
    address-refused not-in-archive error``. Header names are in lower case.
    """

    asked: str
    url: str  # address that answered, after redirects
    at: dt.datetime  # when; of the archive's record in a replay
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    redirects: tuple[tuple[int, str], ...] = ()  # (status, where it led), in order
    error: str = ""
    detail: str = ""
    seconds: float = 0.0
    position: Position | None = None

    @property
    def ok(self) -> bool:
        """A body was handed out: any 2xx."""
        return not self.error and self.status is not None and 200 <= self.status < 300

    @property
    def content_type(self) -> str | None:
        return self.headers.get("content-type")

    @property
    def permanent_address(self) -> str | None:
        """Where the unbroken prefix of permanent redirects ends, ``None`` without one."""
        found = None
        for status, target in self.redirects:
            if status not in PERMANENT:
                break
            found = target
        return found

    @property
    def outcome(self) -> str:
        """One word for records and counts: ``ok not-modified http-404 timeout …``."""
        if self.error:
            return self.error
        if self.status == 304:
            return "not-modified"
        return "ok" if self.ok else f"http-{self.status}"

    @property
    def words(self) -> str:
        """What the status says, in words for a person."""
        meaning = {
            401: "asks for a login",
            403: "refuses this crawler",
            404: "has nothing at this address",
            429: "asks for fewer requests",
            451: "is kept back for legal reasons",
            503: "is out of service",
        }
        words = meaning.get(self.status or 0, "failed" if (self.status or 0) >= 500 else "answered")
        where = f" (after redirects: {self.url})" if self.redirects else ""
        return f"status {self.status}: the server {words}{where}"
