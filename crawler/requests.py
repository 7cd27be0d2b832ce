"""What is asked of a source: its address, or the request that its interface wants.

Interfaces are asked for what is newer than the cursor, the newest moment up to which every page has
been read. Keys come from the environment, travel in headers, and are written nowhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from claimwire.model import Entry, Source, SourceKind, SourceState
from crawler.apis import with_parameter

OVERLAP = dt.timedelta(days=2)
"""By which an interface is asked for more than is new: entries appear late and under old dates."""

SECRET_HEADERS = frozenset({"authorization", "x-api-key", "api-key"})
"""Headers that carry keys; the archive leaves them out."""

_KEY_HEADERS: Mapping[str, tuple[str, str]] = {
    "courtlistener": ("Authorization", "Token {}"),
    "congress": ("X-Api-Key", "{}"),
    "guardian": ("api-key", "{}"),
}
_BY_CHANGE = frozenset({"congress"})  # interfaces that are asked by the time of the last change
_GOOGLE_NEWS = "https://news.google.com/rss/search?q={query}&hl=en-US&gl=US&ceid=US:en"
_GOOGLE_NEWS_ZH = "https://news.google.com/rss/search?q={query}&hl=zh-CN&gl=CN&ceid=CN:zh-Hans"


@dataclass(frozen=True, slots=True)
class Plan:
    """One request, or why it cannot be made."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""
    problem: str = ""


def plan(source: Source, state: SourceState, *, environment: Callable[[str], str | None]) -> Plan:
    """Return what to ask of a source.

    Parameters
    ----------
    environment:
        Gives the value of an environment variable, for keys.
    """
    address = state.url or source.url
    if source.kind is SourceKind.GOOGLE_NEWS:
        template = _GOOGLE_NEWS_ZH if (source.language or "").startswith("zh") else _GOOGLE_NEWS
        address = template if source.query and "{query}" not in address else address
    if "{query}" in address:
        address = address.replace("{query}", quote(source.query or "", safe=""))
    if source.kind is not SourceKind.JSON_API:
        return Plan(address)
    headers: dict[str, str] = {"Accept": "application/json"}
    if source.token_env:
        key = environment(source.token_env)
        if not key:
            words = f"it wants a key: set the environment variable {source.token_env}"
            return Plan(address, problem=words)
        name, form = _KEY_HEADERS.get(source.api or "", ("Authorization", "Bearer {}"))
        headers[name] = form.format(key)
    since = moment(state.cursor)
    if since is not None:
        address = _since(source.api or "", address, since - OVERLAP)
    if source.api == "cac":
        body = (source.query or "").encode("utf-8", "replace")
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return Plan(address, headers, "POST", body)
    return Plan(address, headers)


def _since(api: str, url: str, at: dt.datetime) -> str:
    """Return the address that asks only for what is newer."""
    day, second = f"{at:%Y-%m-%d}", f"{at:%Y-%m-%dT%H:%M:%SZ}"
    named: Mapping[str, tuple[str, str]] = {
        "federal-register": ("conditions[publication_date][gte]", day),
        "hacker-news": ("numericFilters", f"created_at_i>{int(at.timestamp())}"),
        "wordpress": ("after", f"{at:%Y-%m-%dT%H:%M:%S}"),
        "courtlistener": ("filed_after", day),
        "congress": ("fromDateTime", second),
        "guardian": ("from-date", day),
    }
    return with_parameter(url, *named[api]) if api in named else url


def cursor_after(
    source: Source, state: SourceState, entries: Iterable[Entry], *, now: dt.datetime
) -> str | None:
    """Return the cursor once every page of an answer has been read; it never goes back.

    A time in the future moves nothing: it would hide what is published until then.
    """
    by_change = source.api in _BY_CHANGE
    moments = (
        (one.modified or one.published) if by_change else (one.published or one.modified)
        for one in entries
    )
    newest = max((at for at in moments if at is not None and at <= now), default=None)
    before = moment(state.cursor)
    if newest is None or (before is not None and newest <= before):
        return state.cursor
    return newest.astimezone(dt.UTC).isoformat()


def moment(text: str | None) -> dt.datetime | None:
    """Return the time at which a cursor stands, ``None`` without one."""
    try:
        return dt.datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
