"""A part of the hosts: how a crawl is divided between processes and machines.

Every host belongs to one part of N, by a digest of its name, so that one process asks it and keeps
its pace and its robots.txt; no two processes have to agree on anything.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from claimwire.errors import UsageError

_FORM = re.compile(r"(\d{1,4})/(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``index`` of ``count``; the first is 1."""

    index: int
    count: int

    @property
    def folder(self) -> str:
        """Name of this part's folder in the archive: nobody else writes there."""
        return f"shard-{self.index}-of-{self.count}"

    def holds(self, host: str) -> bool:
        """Say whether a host (in lower case, with its port if it has one) belongs to this part."""
        digest = hashlib.sha256(host.encode("utf-8", "replace")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.index - 1


def parse(text: str) -> Shard:
    """Return the part that ``I/N`` names.

    Raises
    ------
    UsageError
        If it names none.
    """
    match = _FORM.fullmatch(text)
    if match:
        index, count = int(match[1]), int(match[2])
        if 1 <= index <= count:
            return Shard(index, count)
    raise UsageError(
        f"{text!r} is not a part of the hosts", remedy="Write I/N, as in 2/4, with I from 1 to N."
    )
