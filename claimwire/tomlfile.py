"""Reading the TOML files that a person edits, with errors that say file, line, key and remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from claimwire.errors import ConfigError


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file.

    Raises
    ------
    ConfigError
        If the file is missing, is not UTF-8, or is not TOML (with the line, as tomllib gives it).
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: there is no such file", remedy="`claimwire init` writes one."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error


def refuse_unknown(
    table: Mapping[str, Any], known: Iterable[str], *, path: Path, where: str
) -> None:
    """Raise :class:`ConfigError` for the first key of ``table`` that is not among ``known``."""
    names = sorted(known)
    for key in table:
        if key in names:
            continue
        close = difflib.get_close_matches(key, names, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Known keys: {', '.join(names)}."
        raise ConfigError(f"{locate(path, key)}: unknown key {key!r} in {where}", remedy=hint)


def take(
    table: Mapping[str, Any],
    key: str,
    kind: type | tuple[type, ...],
    *,
    path: Path,
    where: str,
    default: Any = None,
) -> Any:
    """Return ``table[key]`` if it is of ``kind``, ``default`` if it is absent.

    Raises
    ------
    ConfigError
        If the value has another type; booleans do not pass for numbers.
    """
    if key not in table:
        return default
    value = table[key]
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        wanted = " or ".join(_WORDS.get(k, k.__name__) for k in kinds)
        raise ConfigError(
            f"{locate(path, key)}: {key!r} in {where} is {value!r}", remedy=f"Give {wanted}."
        )
    return value


_WORDS: Mapping[type, str] = {
    str: "a text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list in brackets",
    dict: "a table",
}


def locate(path: Path, key: str) -> str:
    """Return ``file:line`` of the first place where ``key`` is assigned, else just the file."""
    pattern = re.compile(rf"^\s*(?:{re.escape(key)}\s*=|\[+\s*{re.escape(key)}\s*\]+)")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return str(path)
    for number, line in enumerate(lines, start=1):
        if pattern.match(line):
            return f"{path}:{number}"
    return str(path)
