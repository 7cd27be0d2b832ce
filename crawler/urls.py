"""Which addresses name the same document.

:func:`canonical` brings an address into one normal form, :func:`url_key` reduces that form to the
identity of the document (without scheme, ``www.``, trailing slash and index file, and one for all
its mobile, AMP and print views, see :mod:`crawler.twins`). The key decides what is the same; the
canonical form is what is shown and fetched. Both accept any string whatever and never raise; what
the web's addresses look like stands as data in ``data/urls.toml``.

The order of the steps is that of a reader's eye: unwrap the redirector, then scheme, host, path,
query, fragment. :func:`canonical` repeats the steps until nothing changes any more, so applying it
twice is applying it once.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from ipaddress import IPv6Address
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit

import idna

from crawler.twins import main_host, one_of_twins
from crawler.unwrap import archived, belongs, unwrapped

if TYPE_CHECKING:
    from tldextract import TLDExtract

MAX_LENGTH = 4096
"""Longest address that is taken; servers refuse longer ones (RFC 9110 asks for 8000 at least)."""

_ROUNDS = 12  # nested redirectors deeper than this are an attack, not an address
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SAFE_IN_PATH = "/:@!$&'()*+,;=~"
_SAFE_IN_QUERY = "/:@!$'()*,;?~[]"
_SAFE_IN_FRAGMENT = "/:@!$&'()*+,;=?~"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|%")
_OFTEN_ESCAPED = re.compile(r"%(2C|27|3A|28|29|21|40)")
_SESSION_VALUE = re.compile(r"(?=.*\d)[0-9a-fA-F]{24,}|(?=.*\d)(?=.*[A-Za-z])[0-9A-Za-z]{32,}")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid)=[^/;]*", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*")
_NUMBER = re.compile(r"[A-Za-z]{0,4}[-/]?\d[\d/-]{2,}")  # with a mark before it: "A10-0123"
_DIGITS = re.compile(r"\d{3}")
_WORD = re.compile(r"[a-z0-9]+")
_MARKUP_BEHIND = re.compile(r'\A([^?<"]+)(?:<[^?]*|")\Z', re.DOTALL)  # of a path, never of a query
_HOST_NAME = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[A-Za-z]{2,}(?:/.*)?")
_STRIPPED = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\n\r")


@dataclass(frozen=True, slots=True)
class _Rules:
    tracking_prefixes: tuple[str, ...]
    tracking_names: frozenset[str]
    cautious_names: frozenset[str]
    numbered_names: frozenset[str]
    choosing_names: frozenset[str]
    channels: frozenset[str]
    session_names: frozenset[str]
    tracking_at: tuple[tuple[tuple[str, ...], frozenset[str]], ...]
    index_files: frozenset[str]


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("crawler").joinpath("data/urls.toml").read_text(encoding="utf-8"))
    return _Rules(
        tracking_prefixes=tuple(data["tracking"]["prefixes"]),
        tracking_names=frozenset(data["tracking"]["names"]),
        cautious_names=frozenset(data["tracking"]["cautious"]),
        numbered_names=frozenset(data["tracking"]["numbered"]),
        choosing_names=frozenset(data["tracking"]["choosing"]),
        channels=frozenset(data["tracking"]["channels"]),
        session_names=frozenset(data["tracking"]["sessions"]),
        tracking_at=tuple(
            (tuple(row["hosts"]), frozenset(row["names"])) for row in data["tracking_at"]
        ),
        index_files=frozenset(data["index"]["files"]),
    )


# ------------------------------------------------------------------------------- what is offered


def canonical(url: str, base: str | None = None) -> str | None:
    """Return the normal form of an address, ``None`` when it is no address of a web page.

    Parameters
    ----------
    url:
        Any string; a relative address needs ``base``.
    base:
        Address of the document in which ``url`` was found.
    """
    current = _joined(url, base)
    for _ in range(_ROUNDS):
        following = None if current is None else _normal_form(current)
        if following is None or following == current:
            return following
        current = following
    return None


@lru_cache(maxsize=20_000)
def url_key(url: str) -> str:
    """Return the identity of the document at an address.

    Two addresses with one key name one document. A string that is no address is its own key.
    """
    address = canonical(url)
    if address is None:
        return url.strip(_STRIPPED)
    parts = urlsplit(address)
    for _ in range(_ROUNDS):  # copies of copies
        inner = archived(parts)
        address = canonical(inner) if inner is not None else None
        if address is None:
            break
        parts = urlsplit(address)
    host, path, query = one_of_twins(_full_host(parts.netloc), parts.path, parts.query)
    folder, _, name = path.rpartition("/")
    if name.lower() in _rules().index_files:
        path = f"{folder}/"
    pairs = (pair.removesuffix("=") for pair in query.split("&"))
    query = f"?{_literal('&'.join(pairs))}" if query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{_literal(path).rstrip('/')}{query}{fragment}"


def _literal(text: str) -> str:
    """Return ``text`` with those marks written out that no server tells from their escapes."""
    return _OFTEN_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _full_host(host: str) -> str:
    """Return the host without ``www.`` and without what names the mobile site of another."""
    if host.startswith("www.") and "." in host[4:]:
        return host[4:]
    main = main_host(host)
    return host if main == host or registrable_domain(host) == host else main


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """Return the host of an address in lower case without port, "" when there is none."""
    try:
        return (urlsplit(url.strip(_STRIPPED)).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=20_000)
def origin_of(url: str) -> str:
    """Return ``scheme://host[:port]`` of an address: what robots.txt and pace belong to."""
    address = canonical(url)
    if address is None:
        return ""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=10_000)
def registrable_domain(url_or_host: str) -> str:
    """Return the domain somebody registered (``bbc.co.uk``), the host itself when there is none.

    Decided by the copy of the Public Suffix List that comes with tldextract; no network is used.
    """
    host = host_of(url_or_host) if "/" in url_or_host else url_or_host.strip().lower().rstrip(".")
    found = _suffixes()(host)
    return found.top_domain_under_public_suffix or host


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


# ------------------------------------------------------------------------------------- the steps


def _joined(url: str, base: str | None) -> str | None:
    cleaned = _MARKUP_BEHIND.sub(r"\1", url.strip(_STRIPPED).translate(_REMOVED))
    if not cleaned or len(cleaned) > MAX_LENGTH:
        return None
    if base is None:
        return cleaned
    try:
        return urljoin(base.strip(_STRIPPED).translate(_REMOVED), cleaned)
    except ValueError:
        return None


@lru_cache(maxsize=4_000)  # a form is tried again by the next round, and for the key
def _normal_form(url: str) -> str | None:
    """Return ``url`` after one round of all steps, ``None`` when it names no web page."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _host(parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or host is None:
        return None
    inner = unwrapped(host, parts)
    if inner is not None:
        return inner
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _path(parts.path)
    query = _query(parts.query, host)
    fragment = _fragment(parts.fragment)
    result = f"{scheme}://{netloc}{path}{query}{fragment}"
    return result if len(result) <= MAX_LENGTH else None


def _host(host: str) -> str | None:
    name = _decoded(host).strip().rstrip(".").lower()
    if ":" in name:
        try:
            return f"[{IPv6Address(name.split('%')[0]).compressed}]"
        except ValueError:
            return None
    if not name.isascii():
        with contextlib.suppress(idna.IDNAError, UnicodeError):
            name = idna.encode(name, uts46=True).decode("ascii").rstrip(".")
    return name if len(name) <= 253 and _HOST.fullmatch(name) else None


def _path(path: str) -> str:
    """Return a path without dot segments (RFC 3986, 5.2.4), then without empty ones."""
    segments = _SESSION.sub("", _escaped(path, _SAFE_IN_PATH)).split("/")[1:]
    kept: list[str] = []
    for segment in segments:
        if segment == ".." and kept:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    if segments and segments[-1] in ("", ".", ".."):
        kept.append("")
    whole: list[str] = []
    for segment in kept:
        if segment or _after_scheme(whole):
            whole.append(segment)
    if kept and not kept[-1] and not _after_scheme(whole):
        whole.append("")
    return "/" + "/".join(whole)


def _after_scheme(kept: list[str]) -> bool:
    """Say whether the last segment ends in a colon: an address inside the path keeps its ``//``."""
    return bool(kept) and kept[-1].endswith(":")


def _query(query: str, host: str) -> str:
    pairs = []
    for piece in query.replace("&amp;", "&").split("&"):  # feeds escape once too often
        if not piece:
            continue
        normal = _escaped(piece.replace("+", "%20"), _SAFE_IN_QUERY + "=")
        name, _, value = normal.partition("=")
        if not _is_tracking(unquote(name).lower(), unquote(value), host):
            pairs.append(normal)
    pairs.sort(key=lambda pair: pair.partition("=")[0])
    return "?" + "&".join(pairs) if pairs else ""


def _is_tracking(name: str, value: str, host: str) -> bool:
    rules = _rules()
    if name in _tracking_at(host):
        return True
    if name in rules.session_names:
        return _SESSION_VALUE.fullmatch(value) is not None
    if name in rules.choosing_names and value and not _names_channel(value):
        return False
    if name in rules.numbered_names and _DIGITS.search(value) and not _names_channel(value):
        return False
    if name in rules.cautious_names and _NUMBER.fullmatch(value):
        return False
    return name in rules.tracking_names or name.startswith(rules.tracking_prefixes)


@lru_cache(maxsize=10_000)
def _tracking_at(host: str) -> frozenset[str]:
    """Return the parameters that follow readers on one site and may mean anything elsewhere."""
    found = (names for hosts, names in _rules().tracking_at if belongs(host, hosts))
    return frozenset[str]().union(*found)


def _names_channel(value: str) -> bool:
    """Say whether a value tells where a reader came from: a channel's word, or a site's host."""
    words = _WORD.findall(value.lower())
    return bool(_HOST_NAME.fullmatch(value)) or not _rules().channels.isdisjoint(words)


def _fragment(fragment: str) -> str:
    """Return the fragment of a page that lives behind it (``#!…``, ``#/…``), else nothing."""
    if not fragment.startswith(("!", "/")):
        return ""
    kept = fragment.partition(":~:")[0]
    return "#" + _escaped(kept, _SAFE_IN_FRAGMENT) if len(kept) > 1 else ""


def _escaped(text: str, safe: str) -> str:
    """Return ``text`` with escapes only where they are needed, and those in upper case."""

    def one(match: re.Match[str]) -> str:
        digits = match[1]
        if digits is None:
            return "%25"
        byte = int(digits, 16)
        return chr(byte) if byte in _UNRESERVED else f"%{digits.upper()}"

    return quote(_ESCAPE.sub(one, text), safe=safe + "%", errors="replace")


def _decoded(text: str) -> str:
    return unquote_to_bytes(text.encode("utf-8", "replace")).decode("utf-8", "replace")
