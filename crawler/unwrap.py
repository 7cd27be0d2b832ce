"""Addresses that only carry another address: redirectors, link scanners of mail, AMP caches.

Nothing is asked of anybody: what cannot be read from the address itself stays as it is. Which hosts
these are stands as data in ``data/urls.toml``; only the codes that need a program stand here.
"""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

_PROOFPOINT_HOSTS = frozenset(("urldefense.proofpoint.com", "urldefense.com", "urldefense.us"))
_PROOFPOINT_V3 = re.compile(r"/v3/__(?P<url>.+?)__;(?P<bytes>[^!]*)!")
_PROOFPOINT_TOKEN = re.compile(r"\*(\*.)?")
_PROOFPOINT_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ONE_SLASH = re.compile(r"\A(https?:/)(?=[^/])", re.IGNORECASE)
_GOOGLE_NEWS = re.compile(r"/(?:__i/)?(?:rss/)?articles/(?P<token>[\w-]{20,4000})")
_GOOGLE_NEWS_HEAD = re.compile(rb"\x08\x13\x22(?:[\x01-\x7f]|[\x80-\xff][\x01-\x1f])(?=https?://)")
_COPY = re.compile(
    r"/(?:(?:web/)?(?:\d{4,14}(?:[a-z]{2}_)?\*?|\d{4}\.\d\d\.\d\d-\d{6}|\*|newest|latest|o/\w+)/"
    r"|(?=https?:))(?P<url>.+)"
)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_TRANSLATED = ".translate.goog"
_PRINTABLE = re.compile(rb"[\x21-\x7e]+")
_BASE64_MARK = "a1"  # of Bing's click addresses


@dataclass(frozen=True, slots=True)
class _Wrapper:
    """A place of the web that carries the address of another."""

    hosts: tuple[str, ...]
    path: str
    names: tuple[str, ...]  # parameters, or markers of the path


@dataclass(frozen=True, slots=True)
class _Rules:
    redirectors: tuple[_Wrapper, ...]
    in_path: tuple[_Wrapper, ...]
    amp_caches: tuple[_Wrapper, ...]


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("crawler").joinpath("data/urls.toml").read_text(encoding="utf-8"))
    return _Rules(
        redirectors=tuple(_wrapper(row, "parameters") for row in data["redirector"]),
        in_path=tuple(_wrapper(row, "markers") for row in data["path_redirector"]),
        amp_caches=tuple(_wrapper(row, "markers") for row in data["amp_cache"]),
    )


def _wrapper(row: Mapping[str, Any], names: str) -> _Wrapper:
    return _Wrapper(tuple(row["hosts"]), row.get("path", "/"), tuple(row[names]))


@lru_cache(maxsize=10_000)
def _rules_for(host: str) -> _Rules:
    """Return the rules that concern a host: most have none."""

    def concerned(wrappers: tuple[_Wrapper, ...]) -> tuple[_Wrapper, ...]:
        return tuple(wrapper for wrapper in wrappers if belongs(host, wrapper.hosts))

    every = _rules()
    return _Rules(
        concerned(every.redirectors), concerned(every.in_path), concerned(every.amp_caches)
    )


def unwrapped(host: str, parts: SplitResult) -> str | None:
    """Return the address that another one carries, ``None`` if it carries none.

    Parameters
    ----------
    host:
        Host of the address in its normal form.
    parts:
        The address as it was found.
    """
    rules = _rules_for(host)
    for wrapper in rules.redirectors:
        if parts.path.startswith(wrapper.path):
            inner = _parameter(parts.query, wrapper.names)
            if inner is not None and inner.startswith("/") and not inner.startswith("//"):
                inner = f"{parts.scheme}://{host}{inner}"
            if is_address(inner):
                return inner
    for wrapper in rules.in_path:
        inner = _behind_marker(parts.path, wrapper.names)
        if is_address(inner):
            return inner
    for wrapper in rules.amp_caches:
        inner = _amp_original(parts, wrapper.names)
        if is_address(inner):
            return inner
    if host == "news.google.com":
        return _google_news(parts.path)
    if host.endswith(_TRANSLATED):
        return _translated(host, parts)
    return _proofpoint(parts) if host in _PROOFPOINT_HOSTS else None


def archived(parts: SplitResult) -> str | None:
    """Return the address of the page that lies in an archive, ``None`` for any other address.

    Parameters
    ----------
    parts:
        An address in its normal form.
    """
    match = _COPY.match(parts.path) if parts.netloc in _archives() else None
    if match is None:
        return None
    query = f"?{parts.query}" if parts.query else ""
    inner = _ONE_SLASH.sub(
        r"\1/", unquote(match["url"]) if "%3A" in match["url"][:8] else match["url"]
    )
    inner = inner if _SCHEME.match(inner) else f"http://{inner}"
    return f"{inner}{query}" if is_address(inner) else None


@cache
def _archives() -> frozenset[str]:
    data = tomllib.loads(files("crawler").joinpath("data/urls.toml").read_text(encoding="utf-8"))
    return frozenset(data["archive"]["hosts"])


def _translated(host: str, parts: SplitResult) -> str | None:
    """Return the page that Google shows in another language under a host made of the page's own.

    Dots of the name are hyphens there, and hyphens are doubled.
    """
    name = host.removesuffix(_TRANSLATED)
    if "." in name:
        return None
    inner = "-".join(part.replace("-", ".") for part in name.split("--"))
    query = f"?{parts.query}" if parts.query else ""  # Google's own parameters are tracking ones
    address = f"https://{inner}{parts.path}{query}"
    return address if is_address(address) else None


def belongs(host: str, patterns: tuple[str, ...]) -> bool:
    """Say whether a host is one of these or, behind a leading dot, below one of them."""
    return any(
        host == pattern.lstrip(".") or (pattern.startswith(".") and host.endswith(pattern))
        for pattern in patterns
    )


def _parameter(query: str, names: tuple[str, ...]) -> str | None:
    values: dict[str, str] = {}
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        values.setdefault(name.lower(), value)
    for name in names:
        if values.get(name):
            value = unquote(values[name])
            return _base64_text(value[2:]) if value.startswith(_BASE64_MARK) else value
    return None


def _base64_text(text: str) -> str | None:
    data = _base64_bytes(text)
    return data.decode("utf-8", "replace") if data is not None else None


def _base64_bytes(text: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None


def _behind_marker(path: str, markers: tuple[str, ...]) -> str | None:
    for marker in markers:
        _, found, rest = path.partition(marker)
        if found:
            return unquote(rest.partition("/")[0])
    return None


def _amp_original(parts: SplitResult, markers: tuple[str, ...]) -> str | None:
    for marker in markers:
        if not parts.path.startswith(marker):
            continue
        rest = parts.path[len(marker) :]
        scheme = "https" if rest.startswith("s/") else "http"
        rest = rest.removeprefix("s/")
        if "." in rest.partition("/")[0]:
            return f"{scheme}://{rest}" + (f"?{parts.query}" if parts.query else "")
    return None


def _google_news(path: str) -> str | None:
    """Return the address inside a token of the old kind; those since 2024 hold none."""
    match = _GOOGLE_NEWS.match(path)
    data = _base64_bytes(match["token"]) if match else None
    head = _GOOGLE_NEWS_HEAD.match(data) if data is not None else None
    if data is None or head is None:
        return None
    low, *high = data[3 : head.end()]  # the length of the address as a protobuf varint
    length = (low & 0x7F) | (high[0] << 7 if high else 0)
    inner = data[head.end() : head.end() + length]
    address = inner.decode("ascii") if _PRINTABLE.fullmatch(inner) else None
    return address if is_address(address) else None


def _proofpoint(parts: SplitResult) -> str | None:
    """Return the address that Proofpoint's URL Defense guards, in any of its three spellings."""
    if parts.path.startswith("/v1/url"):
        inner = _parameter(parts.query, ("u",))
    elif parts.path.startswith("/v2/url"):
        value = _parameter(parts.query, ("u",)) or ""
        inner = unquote(value.replace("-", "%").replace("_", "/"))
    else:
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        match = _PROOFPOINT_V3.match(f"{parts.path}{query}{fragment}")
        inner = _proofpoint_v3(match["url"], match["bytes"]) if match else None
    return inner if is_address(inner) else None


def _proofpoint_v3(text: str, code: str) -> str | None:
    """Put back the characters that ``*`` (one) and ``**`` and a letter (a run) stand for."""
    data = _base64_bytes(code)
    if data is None:
        return None
    characters = data.decode("utf-8", "replace")
    place = 0

    def taken(match: re.Match[str]) -> str:
        nonlocal place
        run = match[1]
        length = 1 if run is None else _PROOFPOINT_RUNS.find(run[1]) + 2
        found = characters[place : place + length]
        place += length
        return found

    return _PROOFPOINT_TOKEN.sub(taken, unquote(_ONE_SLASH.sub(r"\1/", text)))


def is_address(text: str | None) -> bool:
    """Say whether a text is the whole address of some page: scheme and a host with a dot."""
    if text is None or not text.lower().startswith(("http://", "https://")):
        return False
    try:
        host = urlsplit(text).hostname or ""
    except ValueError:
        return False
    return "." in host or _is_ip(host)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
