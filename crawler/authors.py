"""The authors of a page: the first witness of bylines that names people.

How people are told from agencies, outlets and roles is :mod:`crawler.bylines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler import bylineplaces, bylines, jsonld
from crawler.urls import registrable_domain
from crawler.witnesses import SITE_META, Witnesses

_AUTHOR_META = (
    "parsely-author", "sailthru.author", "byl", "article:author_name", "citation_author", "author",
    "dc.creator", "dcterms.creator", "dc.contributor", "article:author", "article.author",
    "og:article:author", "cxenseparse:author", "twitter:data1",
)  # fmt: skip
_CATALOGUED = frozenset(("citation_author", "dc.creator", "dcterms.creator", "dc.contributor"))
"""Names of meta elements that hold one author each, often as catalogues have it: "Noor, Ed"."""
_TITLE_END = re.compile(r"\s[-–—|·:]\s|[_|｜]|(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])")

_HANDLE = re.compile(r"(?!Ma?c|De|Di|La|Le|Van|O['’])[A-Z][a-z]+[A-Z][a-z]+")
"""An account's name ("IlseVarga"): it counts where nobody is named better."""


def of_page(page: Witnesses, *, publisher: str | None) -> tuple[str, tuple[str, ...]] | None:
    """Return (how, names) of the people who wrote a page, ``None`` where nobody is named."""
    sites = _site_names(page)
    handle: tuple[str, tuple[str, ...]] | None = None
    for how, stated in _bylines(page):
        names = bylines.people(stated, publisher=publisher, sites=sites)
        if names and not all(_HANDLE.fullmatch(name) for name in names):
            return how, names
        handle = handle or ((how, names) if names else None)
    return handle


def _bylines(page: Witnesses) -> Iterator[tuple[str, list[str]]]:
    """Yield the witnesses of the authors; one that names nobody gives way to the next."""
    yield "json-ld", _person_names(page.node)
    yield "microdata", _person_names(page.micro)
    for name in _AUTHOR_META:  # one tool's list is whole; two tools' lists overlap
        stated = list(page.metas([name]))
        yield "meta", [_inverted(one) for one in stated] if name in _CATALOGUED else stated
    for lines in bylineplaces.on_page(page.tree):
        yield "byline", lines
    yield "meta", [name for name in page.metas(["twitter:creator"]) if " " in name]
    yield "script", _person_names(page.script)
    yield "feed", list(page.entry.authors) if page.entry else []


def _site_names(page: Witnesses) -> list[str]:
    """Return under what names the site may give itself as author: also its titles' ends.

    An end of two words may be the name of a person, whose own site it is.
    """
    domain = registrable_domain(page.url)
    ends = [end for end in _TITLE_END.split(page.page_title)[1:] if len(end.split()) == 1]
    return [*page.metas(SITE_META[:1]), domain, domain.partition(".")[0], *ends]


def _person_names(node: jsonld.Node) -> list[str]:
    """Return the names of a node's authors that are not declared to be organisations."""
    stated = node.get("author") or node.get("creator")
    items = stated if isinstance(stated, list) else [stated]
    people = [item for item in items if not _is_organisation(item)]
    return jsonld.names_of(people)


def _inverted(name: str) -> str:
    """Return "Noor, Ed" as "Ed Noor"; anything that is no such pair as it is."""
    parts = [part.strip() for part in name.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else name


def _is_organisation(item: object) -> bool:
    kind = item.get("@type") if isinstance(item, dict) else None
    kinds = kind if isinstance(kind, list) else [kind]
    return any("Organization" in one for one in kinds if isinstance(one, str))
