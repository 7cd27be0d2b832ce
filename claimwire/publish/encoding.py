"""JSON as the site writes it: UTF-8, fast, and never failing on hostile text."""

from __future__ import annotations

import json
from typing import Any

import orjson


def encode(record: Any) -> bytes:
    """Return compact JSON; a lone surrogate comes out as the JSON escape that it is."""
    try:
        return orjson.dumps(record)
    except TypeError:  # the only thing of ours that it refuses
        return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "backslashreplace"
        )


def fragment(record: Any) -> Any:
    """Return JSON that is written already, to be put into other JSON as it is."""
    return orjson.Fragment(encode(record))


def pretty(record: Any) -> bytes:
    """Return JSON for people to read."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(
        "utf-8", "backslashreplace"
    )
