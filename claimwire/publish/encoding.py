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


def state_of(value: Any) -> bytes:
    """Return bytes that differ where two values of one kind differ: what keys are made from.

    ``value`` is made of records, containers and plain values; functions in it do not count. Several
    times as fast as ``repr``, which stands in where a text is no valid Unicode.
    """
    try:
        return orjson.dumps(value, default=_nothing, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        return repr(value).encode("utf-8", "surrogatepass")


def _nothing(value: object) -> None:
    if not callable(value):
        raise TypeError(f"no state of a {type(value).__name__}")


def pretty(record: Any) -> bytes:
    """Return JSON for people to read."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(
        "utf-8", "backslashreplace"
    )
