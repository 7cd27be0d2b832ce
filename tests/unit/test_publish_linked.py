"""JSON-LD of the pages against the vocabulary of schema.org; citations in their three forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from claimwire.publish import SiteSettings, build
from claimwire.publish.cite import citation
from claimwire.publish.linked import script
from tests.publication_builder import at
from tests.publication_findings import found
from tests.publication_sample import Sample

SETTINGS = SiteSettings(title="Desk & Co_{x}", base_url="https://claims.example/")
TEXTS = {"Text", "URL", "Date", "DateTime", "Boolean", "Integer", "Number", "Time"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sample]:
    out = tmp_path_factory.mktemp("linked")
    made, publication = found()
    build(publication, out, settings=SETTINGS)
    return out, made


def data_of(path: Path) -> list[dict[str, Any]]:
    """Return the things that a page describes; they share one context."""
    tree: Any = html.document_fromstring(path.read_bytes())
    blocks = tree.xpath("//script[@type='application/ld+json']/text()")
    if not blocks:
        return []
    assert len(blocks) == 1, path
    data = json.loads(blocks[0])
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


def things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from things(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from things(one)


class Vocabulary:
    """The part of schema.org that is needed: which property fits which type, and what it takes."""

    def __init__(self, path: Path) -> None:
        self.parents: dict[str, set[str]] = {}
        self.domains: dict[str, set[str]] = {}
        self.ranges: dict[str, set[str]] = {}
        for node in json.loads(path.read_text(encoding="utf-8"))["@graph"]:
            name = _name(node["@id"])
            self.parents[name] = _names(node.get("rdfs:subClassOf"))
            self.domains[name] = _names(node.get("schema:domainIncludes"))
            self.ranges[name] = _names(node.get("schema:rangeIncludes"))

    def kinds(self, name: str) -> set[str]:
        """Return a type with all that it is a kind of."""
        known, waiting = set(), [name]
        while waiting:
            kind = waiting.pop()
            if kind not in known:
                known.add(kind)
                waiting += self.parents.get(kind, ())
        return known

    def faults(self, thing: dict[str, Any]) -> Iterator[str]:
        kind = thing["@type"]
        if kind not in self.parents:
            yield f"{kind} is no type"
        for name, values in thing.items():
            if name.startswith("@"):
                continue
            if not self.domains.get(name, set()) & self.kinds(kind):
                yield f"{kind} has no {name}"
            for value in values if isinstance(values, list) else [values]:
                expected = self.ranges.get(name, set())
                if isinstance(value, dict) and not expected & self.kinds(value["@type"]):
                    yield f"{kind}.{name} takes no {value['@type']}"
                if not isinstance(value, dict) and not expected & TEXTS:
                    yield f"{kind}.{name} takes no plain value"


def _name(identity: str) -> str:
    return identity.removeprefix("schema:")


def _names(value: Any) -> set[str]:
    nodes = value if isinstance(value, list) else [value] if value else []
    return {_name(node["@id"]) for node in nodes}


def test_every_thing_is_valid_schema_org(site: tuple[Path, Sample], shared_data: Path) -> None:
    vocabulary = Vocabulary(shared_data / "schema.org" / "schemaorg-all-https.jsonld")
    seen: set[str] = set()
    for path in sorted(site[0].rglob("*.html")):
        for thing in things(data_of(path)):
            seen.add(thing["@type"])
            assert list(vocabulary.faults(thing)) == [], path
    assert seen >= {
        "BreadcrumbList",
        "Claim",
        "CollectionPage",
        "DataDownload",
        "Dataset",
        "Event",
        "NewsArticle",
        "Organization",
        "Person",
        "WebSite",
    }


def test_a_claim_names_its_first_and_its_other_appearances(site: tuple[Path, Sample]) -> None:
    out, made = site
    claim = data_of(out / "claims" / made.cable / "index.html")[0]
    assert claim["@id"] == f"https://claims.example/claims/{made.cable}/"
    assert claim["firstAppearance"]["publisher"]["name"] == "Reuters"
    assert len(claim["appearance"]) == 2
    assert claim["author"]["name"] == "US State Department"
    assert "text" not in claim["firstAppearance"]


def test_no_text_can_end_the_script() -> None:
    written = script({"name": "</script><!-- \u2028 & <b>"})
    assert "<" not in written
    assert json.loads(str(written)) == {"name": "</script><!-- \u2028 & <b>"}


def test_a_citation_holds_in_bibtex_and_csl() -> None:
    cited = citation(
        SETTINGS,
        path="claims/c-1/index.html",
        identity="c-1",
        title='50% of "A_b" {x} \\ ~',
        at=at("2026-04-24T23:59"),
    )
    assert cited.bibtex.startswith("@misc{c-1,\n")
    assert r"50\% of" in cited.bibtex
    assert r"\textbackslash{}" in cited.bibtex
    assert "url = {https://claims.example/claims/c-1/}" in cited.bibtex
    assert "date = {2026-04-24}" in cited.bibtex
    depth = 0
    for before, character in zip(" " + cited.bibtex, cited.bibtex, strict=False):
        depth += (character == "{") - (character == "}") if before != "\\" else 0
        assert depth >= 0
    assert depth == 0
    item = json.loads(cited.csl)[0]
    assert item["issued"] == {"date-parts": [[2026, 4, 24]]}
    assert item["URL"] == "https://claims.example/claims/c-1/"
    assert "2026-04-24" in cited.plain


def test_a_citation_without_a_day_says_so() -> None:
    cited = citation(SETTINGS, path="x/index.html", identity="…", title="x", at=None)
    assert "@misc{page," in cited.bibtex
    assert "n.d." in cited.bibtex
    assert "issued" not in json.loads(cited.csl)[0]
