"""Several addresses of one document at one publisher: mobile hosts, AMP and print views, slugs.

Only the identity (:func:`crawler.urls.url_key`) goes through here: what is shown and fetched stays
the address as published. What holds for every site is cautious (a path is cut only where an article
is left); what holds for one site stands as data in ``data/urls.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from crawler.unwrap import belongs

_EXTENSION = re.compile(r"(?<=\w)\.(?:amp|print)(\.(?:s?html?|php|aspx?))?\Z")
_SUFFIX = re.compile(
    r"(?:/(?:amp|print|mobile)(?:\.html?|/index\.html?|/)?|-amp(?=\.html?\Z)|/index\.amp)\Z"
)
_PREFIX = re.compile(r"\A/(?:amp|amphtml|mobile|print)(?=/.)|/amp(?=/[^/]+/?\Z)")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ARTICLE = re.compile(r"[^/]*(?:\d{3}|-[^/-]+-|\.s?html?\Z)[^/]*/?\Z")
"""A last segment that names an article: three digits in a row, three words, or a page's file."""


@dataclass(frozen=True, slots=True)
class _Site:
    hosts: tuple[str, ...]
    host: str | None
    parameters: frozenset[str]
    paths: tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    mobile: tuple[str, ...]
    mobile_infix: str
    views: frozenset[str]
    views_alone: frozenset[str]
    sites: tuple[_Site, ...]


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("crawler").joinpath("data/urls.toml").read_text(encoding="utf-8"))
    return _Rules(
        mobile=tuple(data["mobile"]["prefixes"]),
        mobile_infix=data["mobile"]["infix"],
        views=frozenset(data["view"]["parameters"]),
        views_alone=frozenset(data["view"]["alone"]),
        sites=tuple(_site(row) for row in data["site"]),
    )


def _site(row: dict[str, Any]) -> _Site:
    return _Site(
        hosts=tuple(row["hosts"]),
        host=row.get("host"),
        parameters=frozenset(row.get("parameters", ())),
        paths=tuple((re.compile(pattern), to) for pattern, to in row.get("paths", ())),
    )


def main_host(host: str) -> str:
    """Return the host of the full site for one whose name says "mobile"."""
    for prefix in _rules().mobile:
        rest = host.removeprefix(prefix)
        if rest != host and "." in rest:
            return rest
    language, _, rest = host.partition(".")
    site = rest.removeprefix(_rules().mobile_infix)
    if _LANGUAGE.fullmatch(language) and site != rest and "." in site:
        return f"{language}.{site}"
    return host


@lru_cache(maxsize=10_000)
def _site_of(host: str) -> _Site | None:
    return next((site for site in _rules().sites if belongs(host, site.hosts)), None)


def one_of_twins(host: str, path: str, query: str) -> tuple[str, str, str]:
    """Return host, path and query of a document's main address.

    Parameters
    ----------
    host:
        After :func:`main_host`, without ``www.``.
    path, query:
        In their normal form; the query without ``?``.
    """
    path = _full_view(path)
    pairs = [pair for pair in query.split("&") if pair and pair.lower() not in _rules().views]
    if len(pairs) == 1 and pairs[0].lower() in _rules().views_alone:
        pairs = []
    site = _site_of(host)
    if site is not None:
        host = site.host or host
        kept = [pair for pair in pairs if pair.partition("=")[0].lower() in site.parameters]
        pairs = kept or pairs  # without the document's id, every parameter may be it
        for pattern, to in site.paths:
            path, found = pattern.subn(to, path)
            if found:  # the path names the document
                path, _, query = path.partition("?")
                pairs = pairs if query == "*" else [query]
    if path.startswith("//"):
        host, slash, rest = path[2:].partition("/")
        path = slash + rest
    return host, path, "&".join(pairs)


def _full_view(path: str) -> str:
    """Return the path without a part that only chooses the view, where an article is left."""
    path = _EXTENSION.sub(lambda match: match[1] or "", path)
    short = _PREFIX.sub("", _SUFFIX.sub("", path), count=1)
    return short if _ARTICLE.search(short) else path
