"""The catalogue of sources: ``sources.toml``.

One table per source; the key of the table is the id of the source, in lower case with digits and
hyphens::

    [source.whitehouse-briefings]
    name = "White House briefings and statements"   # required
    publisher = "white-house"                       # required: id of a publisher
    kind = "rss"                                    # required, see below
    url = "https://www.whitehouse.gov/briefings-statements/feed/"   # required
    enabled = true             # false: kept in the list, not asked
    interval = "1h"            # between two looks: a number with m, h or d; 15m to 7d
    language = "en"            # BCP 47; what the source writes in
    country = "US"             # ISO 3166
    timezone = "America/New_York"      # IANA; for times stated without an offset
    perspective = "official-us"        # official-us official-cn company court press …
    state_media = false
    fetch = "page"             # page, feed-only (keep what the feed says), headline-only
    include = "/briefings-statements/"   # regular expression that a link must match
    exclude = "/gallery/"                # regular expression that a link must not match
    expected_per_week = 5      # items; silence beyond it is an alarm
    api = "federal-register"   # of a JSON interface: one of crawler.apis.APIS
    query = "deepseek"         # words that stand for {query} in the address
    token_env = "GUARDIAN_API_KEY"     # environment variable with the key of an interface
    fallback = ["other-source"]        # to be looked at when this one is ill
    status = "seen"            # verified, seen, unverified or broken when the catalogue was made
    note = ""

The kinds: ``rss atom json-feed`` are feeds; ``json-api`` is an interface with a reader of its own,
asked for what is newer than it was read; ``google-news`` is a query, whose answers are leads and no
documents; ``sitemap news-sitemap`` are read newest first;
``sitemap-diff`` is a sitemap without news of its own, of which the first look takes nothing and
every later one what has appeared or changed since; ``html-list`` is a page whose links that match
``include`` are the articles, and on which it is an error that none matches.

An unknown key is an error: a typing mistake must not switch a source off in silence.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from claimwire.errors import ConfigError
from claimwire.model import FetchMode, Source, SourceKind
from claimwire.tomlfile import read_toml
from crawler.apis import APIS
from crawler.urls import canonical

MIN_INTERVAL = dt.timedelta(minutes=15)
MAX_INTERVAL = dt.timedelta(days=7)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_INTERVAL = re.compile(r"(\d{1,5})\s*([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_REQUIRED = ("name", "publisher", "kind", "url")
_KEYS = tuple(f.name for f in fields(Source) if f.name != "id")
STATUSES = ("verified", "seen", "unverified", "broken")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "fallback": (list,),
    "enabled": (bool,),
    "state_media": (bool,),
    "expected_per_week": (int, float),
}


def load(path: Path) -> tuple[Source, ...]:
    """Return the sources of a catalogue in the order of the file.

    Raises
    ------
    ConfigError
        If the file is missing or no TOML, a key is unknown or missing, or a value cannot be; the
        message names file, line where it can be found, source and key, the remedy what to write.
    """
    data = read_toml(path)
    reader = _Reader(path)
    for key in data:
        if key != "source":
            reader.fail("", key, f"unknown table {key!r}", "Sources stand under [source.<id>].")
    tables = data.get("source", {})
    if not isinstance(tables, dict):
        reader.fail("", "source", "is no table", "Write [source.<id>] for each source.")
    found = tuple(reader.source(source_id, table) for source_id, table in tables.items())
    for source in found:
        for other in source.fallback:
            if other not in tables:
                remedy = "Name a source of this file."
                reader.fail(
                    source.id, "fallback", f"has no source {other!r} to fall back on", remedy
                )
    return found


class _Reader:
    """Turns the tables of one file into sources and knows where a key stands in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines = path.read_text(encoding="utf-8").splitlines()

    def fail(self, source_id: str, key: str, what: str, remedy: str) -> NoReturn:
        place = f"{self._path}{self._line(source_id, key)}"
        subject = f"source {source_id!r}: " if source_id else ""
        raise ConfigError(f"{place}: {subject}{what}", remedy=remedy)

    def _line(self, source_id: str, key: str) -> str:
        header = re.compile(
            rf"\s*\[\s*source\s*\.\s*[\"']?{re.escape(source_id)}[\"']?\s*\]"
            if source_id
            else rf"\s*\[*\s*{re.escape(key)}\b"
        )
        assignment = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        start = next((n for n, line in enumerate(self._lines) if header.match(line)), None)
        if start is None:
            return ""
        for number in range(start + 1, len(self._lines)):
            if self._lines[number].lstrip().startswith("["):
                break
            if assignment.match(self._lines[number]):
                return f":{number + 1}"
        return f":{start + 1}"

    def source(self, source_id: str, table: Any) -> Source:
        if not _ID.fullmatch(source_id):
            self.fail(source_id, "", "not an id", "Use lower case, digits and single hyphens.")
        if not isinstance(table, dict):
            self.fail(source_id, "", "not a table", f"Write [source.{source_id}].")
        for key in table:
            if key not in _KEYS:
                near = difflib.get_close_matches(key, _KEYS, n=1)
                hint = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(_KEYS)}."
                self.fail(source_id, key, f"unknown key {key!r}", hint)
        for key in _REQUIRED:
            if key not in table:
                self.fail(source_id, "", f"{key!r} is missing", f"Add `{key} = …`.")
        values = {key: self._value(source_id, key, value) for key, value in table.items()}
        if values["kind"] is SourceKind.HTML_LIST and "include" not in values:
            remedy = "Add `include = …`: an expression for the addresses of the articles."
            self.fail(source_id, "kind", "a listing page needs 'include'", remedy)
        self._interface(source_id, values)
        return Source(id=source_id, **values)

    def _interface(self, source_id: str, values: dict[str, Any]) -> None:
        """Check what only interfaces and queries have."""
        api = values.get("api")
        if (values["kind"] is SourceKind.JSON_API) != (api is not None):
            remedy = f'With kind = "json-api" give one of: {", ".join(sorted(APIS))}.'
            self.fail(source_id, "kind", "an interface has an 'api', nothing else has", remedy)
        if api is not None and api not in APIS:
            remedy = f"Write one of: {', '.join(sorted(APIS))}."
            self.fail(source_id, "api", f"api = {api!r} is unknown", remedy)
        if "{query}" in values["url"] and not values.get("query"):
            self.fail(source_id, "url", "{query} without a 'query'", "Add `query = …`.")

    def _value(self, source_id: str, key: str, value: Any) -> Any:
        expected = _TYPES.get(key, (str,))
        if type(value) not in expected:
            names = " or ".join(kind.__name__ for kind in expected)
            self.fail(source_id, key, f"{key} = {value!r}", f"Write a value of type {names}.")
        if key == "kind":
            return self._choice(source_id, key, value, SourceKind)
        if key == "fetch":
            return self._choice(source_id, key, value, FetchMode)
        if key == "interval":
            return self._interval(source_id, value)
        self._check(source_id, key, value)
        if key == "fallback":
            return tuple(value)
        return float(value) if key == "expected_per_week" else value

    def _choice(
        self, source_id: str, key: str, value: str, kind: type[SourceKind] | type[FetchMode]
    ) -> SourceKind | FetchMode:
        try:
            return kind(value)
        except ValueError:
            known = ", ".join(sorted(member.value for member in kind))
            self.fail(source_id, key, f"{key} = {value!r} is unknown", f"Write one of: {known}.")

    def _interval(self, source_id: str, value: str) -> dt.timedelta:
        match = _INTERVAL.fullmatch(value.strip())
        interval = dt.timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
        if interval is None or not MIN_INTERVAL <= interval <= MAX_INTERVAL:
            self.fail(
                source_id, "interval", f"interval = {value!r}", 'Write "15m" to "7d", as in "1h".'
            )
        return interval

    def _check(self, source_id: str, key: str, value: Any) -> None:
        if key == "fallback" and not all(isinstance(one, str) for one in value):
            self.fail(source_id, key, f"fallback = {value!r}", "Write a list of ids of sources.")
        if key == "status" and value not in STATUSES:
            remedy = f"Write one of: {', '.join(STATUSES)}."
            self.fail(source_id, key, f"status = {value!r} is unknown", remedy)
        if key == "url" and canonical(value) is None:
            self.fail(source_id, key, f"url = {value!r}", "Write a whole http or https address.")
        if key in ("name", "publisher") and not value.strip():
            self.fail(source_id, key, f"{key} is empty", "Write a name.")
        if key == "expected_per_week" and not 0 <= value < 1e6:
            self.fail(source_id, key, f"{key} = {value!r}", "Write a number of items, 0 or more.")
        if key == "timezone" and not _is_zone(value):
            self.fail(source_id, key, f"timezone = {value!r}", 'Write a name as "Asia/Shanghai".')
        if key in ("include", "exclude"):
            try:
                re.compile(value)
            except re.error as error:
                self.fail(source_id, key, f"{key} = {value!r}: {error}", "Mend the expression.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError on some platforms
        return False
    except KeyError:
        return False
    return True
