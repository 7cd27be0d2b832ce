"""The search index: what can be found, cut into scripts that a page loads as it needs them.

Three kinds of file under ``search/``, all of them calls of functions of ``static/search.js``, so
that they load under ``script-src 'self'`` and from a disk:

``meta.js``
    number of records, names of the shards, stop words;
``t/<prefix>.js``
    postings of the terms that begin with the prefix (characters other than a-z and 0-9 spelt out
    by their code points): nine characters per record, its key and its weight. Facets are terms
    too: ``=d`` and a dispute's segment, ``=e`` and an entity's, ``=p`` and a publisher's;
``r/<part>.js``
    what a result shows, for the records whose digest modulo the number of parts is this one.

A **key** is the kind of a record (one letter), its day (three digits of base 36 since 1970, ``000``
where it has none) and four of its digest: sorting by time, and counting kinds and years, need no
further file. Keys and prefixes do not depend on what else is in the index except at thresholds, so
that something new rewrites only the shards that hold its words.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claimwire.publish import routes, terms, text, when
from claimwire.publish.desk import Desk
from claimwire.publish.when import When

SHARD = 64_000
"""Characters of postings from which a shard is divided by the next character of its terms."""

PART = 64
"""About how many records a file of records holds."""

_QUOTE = 280  # characters of a quote that a result shows
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be found."""

    kind: str  # c(laim), d(ispute), e(ntity), r(eport: a document)
    id: str
    path: str
    title: str
    lang: str
    fields: tuple[tuple[str, int], ...]  # words and what each occurrence of one weighs
    quote: str
    when: When
    note: str  # act, role or publisher
    dispute: str  # title of the dispute
    facets: tuple[str, ...]


def items(desk: Desk) -> Iterator[Item]:
    """Yield all that can be found: claims, entities, disputes, documents by title and quotes."""
    yield from _claims(desk)
    yield from _entities(desk)
    yield from _disputes(desk)
    yield from _documents(desk)


def index(found: Iterable[Item]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the files of the index, ``meta.js`` last."""
    records: dict[str, list[Any]] = {}
    postings: dict[str, list[str]] = defaultdict(list)
    for item in found:
        key = _key(item, records)
        records[key] = _record(item)
        for term, weight in _weights(item).items():
            postings[term].append(key + _DIGITS[weight])
    written = {term: "".join(sorted(found)) for term, found in postings.items()}
    shards = _shards(written)
    for prefix in sorted(shards):
        yield routes.search_terms(prefix), _script("terms", prefix, shards[prefix])
    count = _parts(len(records))
    parts: dict[int, dict[str, list[Any]]] = defaultdict(dict)
    for key in sorted(records):
        parts[int(key[4:], 36) % count][key] = records[key]
    for part in sorted(parts):
        yield routes.search_records(part), _script("records", str(part), parts[part])
    meta = {
        "records": len(records),
        "parts": count,
        "shards": sorted(shards),
        "stop": sorted(terms.STOP_WORDS),
    }
    yield routes.SEARCH_META, _script("meta", "", meta)


def _key(item: Item, taken: Mapping[str, Any]) -> str:
    day = when.parse(item.when.iso.partition("T")[0])
    number = 0
    if day and day.year >= _EPOCH.year:
        number = (dt.date(day.year, day.month or 1, day.day or 1) - _EPOCH).days
    attempt = 0
    while True:
        digest = hashlib.blake2b(f"{item.kind}{item.id}\x00{attempt}".encode("utf-8", "replace"))
        key = f"{item.kind}{_base36(min(number, 36**3 - 1), 3)}"
        key += _base36(int.from_bytes(digest.digest()[:8], "big") % 36**4, 4)
        if key not in taken:
            return key
        attempt += 1


def _base36(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits


def _parts(records: int) -> int:
    """Return in how many files the records are: a power of two, so that it seldom changes."""
    count = 1
    while records > PART * count:
        count *= 2
    return count


def _record(item: Item) -> list[Any]:
    return [
        item.title,
        item.path,
        text.shorten(item.quote, _QUOTE),
        item.lang,
        item.when.words if item.when.iso else "",
        item.note,
        item.dispute,
    ]


def _weights(item: Item) -> dict[str, int]:
    """Return what each term of an item weighs: repeated words count less, short fields more."""
    found: dict[str, float] = defaultdict(float)
    for words, weight in item.fields:
        inside, count = _terms(words)
        share = weight * (1 + 3 / (2 + count))
        for term in inside:
            found[term] += share
    weights = {term: min(35, round(weight) or 1) for term, weight in found.items()}
    return weights | dict.fromkeys(item.facets, 1)


@lru_cache(maxsize=20_000)
def _terms(words: str) -> tuple[tuple[str, ...], int]:
    """Return the distinct terms of a field and how many there are: titles and names repeat."""
    inside = terms.terms(words)
    return tuple(dict.fromkeys(inside)), len(inside)


def _shards(postings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Put the terms into shards by the beginning of their spelling."""
    found: dict[str, dict[str, str]] = {}
    for start, group in _by_next(postings, "").items():
        found.update(_divided(start, group))
    return found


def _divided(start: str, group: dict[str, str]) -> dict[str, dict[str, str]]:
    """Split off the largest longer beginnings until no shard is larger than it should be."""
    found: dict[str, dict[str, str]] = {}
    longer = _by_next({t: k for t, k in group.items() if _spelt(t) != start}, start)
    for prefix in sorted(longer, key=lambda name: (-_size(longer[name]), name)):
        if _size(group) <= SHARD or len(group) == 1:
            break
        found.update(_divided(prefix, longer[prefix]))
        group = {term: keys for term, keys in group.items() if term not in longer[prefix]}
    return found | {start: group}


def _by_next(postings: Mapping[str, str], prefix: str) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for term in sorted(postings):
        groups[_spelt(term)[: len(prefix) + 1]][term] = postings[term]
    return groups


def _size(group: Mapping[str, str]) -> int:
    return sum(len(term) + len(keys) + 6 for term, keys in group.items())


@lru_cache(maxsize=500_000)
def _spelt(term: str) -> str:
    """Return a term in characters that any file name can hold."""
    if term.isascii() and term.isalnum():
        return term
    return "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}" for c in term)


def _script(function: str, name: str, content: Any) -> bytes:
    """Return a script that hands JSON to the search page; ASCII, so no charset can spoil it."""
    data = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return f"claimwireSearch.{function}({json.dumps(name)},{data});\n".encode("ascii")


def _claims(desk: Desk) -> Iterator[Item]:
    catalogue = desk.catalogue
    for identity, claim in catalogue.claims.items():
        line = desk.cards.claim(identity)
        involved = (claim.speaker, *claim.targets)
        held = (catalogue.documents.get(a.document_id) for a in catalogue.appearances[identity])
        dispute = line.dispute.words if line.dispute else ""
        yield Item(
            kind="c",
            id=identity,
            path=line.title.path,
            title=line.title.words,
            lang=line.quote.lang,
            fields=(
                (line.title.words, 4),
                (line.quote.words, 2),
                (line.act.words, 1),
                (dispute, 1),
            ),
            quote=line.quote.words,
            when=line.when,
            note=f"{line.act.words} · {line.quote.publisher}",
            dispute=dispute,
            facets=_facets(
                d=(claim.dispute_id,),
                e=involved,
                p=(p.publisher if p else None for p in held),
            ),
        )


def _entities(desk: Desk) -> Iterator[Item]:
    for identity, face in desk.catalogue.faces.items():
        known = face.known
        role = text.title(known.role) if known else ""
        aliases = " ".join(alias.text for alias in known.aliases) if known else ""
        yield Item(
            kind="e",
            id=identity,
            path=routes.entity(identity),
            title=face.name,
            lang="",
            fields=((face.name, 9), (aliases, 5), (role, 2)),
            quote="",
            when=When("", ""),
            note=role or "provisional",
            dispute="",
            facets=_facets(e=(identity,)),
        )


def _disputes(desk: Desk) -> Iterator[Item]:
    for dispute in desk.catalogue.disputes:
        parties = " ".join(desk.catalogue.name_of(p.entity, None) for p in dispute.parties)
        numbers = " ".join(value for _, value in dispute.identifiers)
        title, definition = text.title(dispute.title), text.title(dispute.definition)
        yield Item(
            kind="d",
            id=dispute.id,
            path=routes.dispute(dispute.id),
            title=title,
            lang="",
            fields=((title, 7), (parties, 3), (numbers, 5), (definition, 2)),
            quote=definition,
            when=when.written(dispute.started) if dispute.started else When("", ""),
            note="",
            dispute="",
            facets=_facets(d=(dispute.id,), e=(p.entity for p in dispute.parties)),
        )


def _documents(desk: Desk) -> Iterator[Item]:
    catalogue, book = desk.catalogue, desk.book
    disputes: dict[str, list[str]] = defaultdict(list)
    for dispute, held in catalogue.documents_by_dispute.items():
        for about in held:
            disputes[about].append(dispute)
    for identity, document in catalogue.documents.items():
        line = desk.cards.document(identity)
        said = [q for s in book.statements_of(identity) if (q := book.of_statement(identity, s))]
        quotes = dict.fromkeys(text.readable(quote.text) for quote in said)
        named = [catalogue.claims[c] for c in catalogue.claims_by_document.get(identity, ())]
        involved = (e for claim in named for e in (claim.speaker, *claim.targets))
        yield Item(
            kind="r",
            id=identity,
            path=line.title.path,
            title=line.title.words,
            lang=line.lang,
            fields=((line.title.words, 4), (line.publisher, 2), *((q, 1) for q in quotes)),
            quote=next(iter(quotes), ""),
            when=line.published if line.published.iso else line.seen,
            note=line.publisher,
            dispute="",
            facets=_facets(d=disputes[identity], e=involved, p=(document.publisher,)),
        )


def _facets(**values: Iterable[str | None]) -> tuple[str, ...]:
    found = (
        f"={letter}{routes.slug(value)}"
        for letter, members in values.items()
        for value in members
        if value
    )
    return tuple(dict.fromkeys(found))
