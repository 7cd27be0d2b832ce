"""The search index: what can be found, cut into scripts that a page loads as it needs them.

Four kinds of file under ``search/``, all of them calls of functions of ``static/search.js``, so
that they load under ``script-src 'self'`` and from a disk:

``meta.js``
    names of the shards, number of files of records, stop words;
``recent.js``
    postings and records of what came last, and the number of all records: with every query, so
    that something new rewrites this file and no shard;
``t/<prefix>.js``
    postings of the terms that begin with the prefix (characters other than a-z and 0-9 spelt out
    by their code points): nine characters per record, its key and its weight. Facets are terms
    too: ``=d`` and a dispute's segment, ``=e`` and an entity's, ``=p`` and a publisher's;
``r/<part>.js``
    what a result shows, for the records whose digest modulo the number of parts is this one.

A **key** is the kind of a record (one letter), its day (three digits of base 36 since 1970, ``000``
where it has none) and four of its digest: sorting by time, and counting kinds and years, need no
further file. Keys and prefixes do not depend on what else is in the index except at thresholds, so
that something that changes rewrites only the shards that hold its words. A key of something recent
has a capital letter in its digest, which no other key has.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from claimwire.publish import routes, terms, text, when
from claimwire.publish.findable import Item, Name

SHARD = 64_000
"""Characters of postings from which a shard is divided by the next character of its terms."""

PART = 64
"""About how many records a file of records holds."""

BLOCK = 64
"""Records that become settled at once; recent are so many to just below twice, some 80 KB."""

_RECENT = "Z"
_ENTRY = 9  # characters of a posting: key and weight

_QUOTE = 280  # characters of a quote that a result shows
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WEIGHTS = [digit.encode() for digit in _DIGITS]
_EPOCH = dt.date(1970, 1, 1)


def split(names: Sequence[Name]) -> tuple[Sequence[Name], Sequence[Name]]:
    """Divide what can be found, first known first, into what is settled and what is recent.

    Whole blocks counted from the oldest are settled, all but the last, so that something new, or
    something that happens soon to what is new, changes the recent part alone; once in a block of
    new things, a block becomes settled.
    """
    full = max(0, len(names) // BLOCK - 1) * BLOCK
    return names[:full], names[full:]


def index(found: Iterable[Item]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the files of what is settled, ``meta.js`` last."""
    records, written = _held(found, "")
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
        "parts": count,
        "shards": sorted(shards),
        "stop": sorted(terms.STOP_WORDS),
    }
    yield routes.SEARCH_META, _script("meta", "", meta)


def recent(found: Iterable[Item], total: int) -> Iterator[tuple[str, bytes]]:
    """Yield the one file of what is recent; ``total`` is the number of all records."""
    records, written = _held(found, _RECENT)
    content = {
        "total": total,
        "terms": dict(sorted(written.items())),
        "records": dict(sorted(records.items())),
    }
    yield routes.SEARCH_RECENT, _script("recent", "", content)


def _held(found: Iterable[Item], mark: str) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Return the records by their keys, and for every term the keys and weights."""
    records: dict[str, list[Any]] = {}
    postings: dict[str, bytearray] = defaultdict(bytearray)  # a seventh of a list of strings
    for item in found:
        key = _key(item, mark, records)
        records[key] = _record(item)
        entry = key.encode()
        for term, weight in _weights(item).items():
            postings[term] += entry + _WEIGHTS[weight]
    return records, {term: _in_order(held.decode()) for term, held in postings.items()}


def _in_order(entries: str) -> str:
    return "".join(sorted([entries[at : at + _ENTRY] for at in range(0, len(entries), _ENTRY)]))


def _key(item: Item, mark: str, taken: Mapping[str, Any]) -> str:
    day = when.parse(item.when.iso.partition("T")[0])
    number = 0
    if day and day.year >= _EPOCH.year:
        number = (dt.date(day.year, day.month or 1, day.day or 1) - _EPOCH).days
    attempt = 0
    while True:
        digest = hashlib.blake2b(f"{item.kind}{item.id}\x00{attempt}".encode("utf-8", "replace"))
        key = f"{item.kind}{_base36(min(number, 36**3 - 1), 3)}"
        width = 4 - len(mark)
        key += mark + _base36(int.from_bytes(digest.digest()[:8], "big") % 36**width, width)
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


@lru_cache(maxsize=2_000)
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
