"""An archive as the web: what a WARC answers instead of the network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from w3lib.url import safe_url_string

from claimwire.errors import InputError
from crawler.urls import canonical
from crawler.warc import Stored, responses


@dataclass(frozen=True, slots=True)
class Replay:
    """The responses of an archive by address; of several for one address the last one counts.

    ``now`` is the newest date in the archive: the clock of the replay. Bodies stay in memory; a
    replay is for archives of a demo's or a test's size.
    """

    path: Path
    now: dt.datetime
    exact: Mapping[str, Stored]
    by_canonical: Mapping[str, Stored]

    @classmethod
    def open(cls, path: Path) -> Replay:
        """Read an archive.

        Raises
        ------
        InputError
            If it cannot be read, is damaged or holds no response.
        """
        exact: dict[str, Stored] = {}
        by_canonical: dict[str, Stored] = {}
        for stored in responses(path):
            exact[_key(stored.url)] = stored
            address = canonical(stored.url)
            if address is not None:
                by_canonical[address] = stored
        if not exact:
            raise InputError(
                f"{path}: holds no response record", remedy="Name a WARC file of a crawl."
            )
        newest = max(stored.at for stored in exact.values())
        return cls(path, newest, exact, by_canonical)

    def find(self, url: str) -> Stored | None:
        """Return the response for an address, by its canonical form if not as written."""
        found = self.exact.get(_key(url))
        if found is not None:
            return found
        address = canonical(url)
        return self.by_canonical.get(address) if address is not None else None


def is_unchanged(stored: Stored, etag: str | None, modified_since: str | None) -> bool:
    """Say whether the stored response meets a conditional request (RFC 9110 13.1).

    If-None-Match, where it is sent, decides alone; If-Modified-Since is met by the same date.
    """
    headers = {name.lower(): value for name, value in stored.headers}
    if stored.status != 200:
        return False
    if etag:
        return bool(headers.get("etag")) and _weak(etag) == _weak(headers["etag"])
    return bool(modified_since) and modified_since == headers.get("last-modified")


def _weak(etag: str) -> str:
    return etag.strip().removeprefix("W/")


def _key(url: str) -> str:
    return safe_url_string(url.partition("#")[0])
