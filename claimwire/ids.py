"""Stable identifiers and content digests: the only place that decides what "the same" means.

Every id is a prefix that names the kind of thing and 16 characters of base 32 over a BLAKE2b
digest (80 bits) of the parts that make the thing what it is. Ids therefore come out the same in
every rebuild, on every machine and in any order of arrival, and need no counter in a database.
The first part hashed is a version, so that a later change of a recipe cannot collide with this one.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

_VERSION = "1"
_DIGEST_BYTES = 10


def make_id(prefix: str, *parts: str | int | None) -> str:
    """Return ``prefix-xxxxxxxxxxxxxxxx`` for the given parts.

    ``None`` and ``""`` are different parts; parts are length-prefixed so that ("ab", "c") and
    ("a", "bc") differ.
    """
    state = hashlib.blake2b(_VERSION.encode(), digest_size=_DIGEST_BYTES)
    for part in parts:
        data = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return f"{prefix}-{base64.b32encode(state.digest()).decode('ascii').rstrip('=').lower()}"


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits: the id of a ``text``."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def bytes_digest(data: bytes) -> str:
    """Return the SHA-256 of captured bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def canonical_json(value: Any) -> str:
    """Return JSON whose bytes depend on the value alone: sorted keys, no spaces, no escapes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def value_digest(value: Any) -> str:
    """Return a SHA-256 of any JSON-like value; fields that are empty do not change it."""
    return text_digest(_VERSION + canonical_json(_without_empty(value)))


def combined_digest(digests: Iterable[str]) -> str:
    """Return one digest over many, independent of their order."""
    return text_digest("\n".join(sorted(digests)))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        cleaned = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if item not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_without_empty(item) for item in value]
    return value
