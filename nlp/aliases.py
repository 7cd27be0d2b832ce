"""Finding the names of the knowledge base in a text: every alias, in any script, with its place.

This is matching only. Which of two overlapping names is meant, and whether an ambiguous name means
its entity at all, is decided in :mod:`nlp.entities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from claimwire.model import Alias, Entity, Knowledge

_SAME_LENGTH = str.maketrans("’‘ʼ‐‑‒   \t", "'''---    ")
"""Typographic variants that do not change a name; one code point for one, so offsets hold."""

_LATIN_RUN = re.compile(r"[0-9A-Za-zÀ-ɏ]+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿豈-﫿가-힯]")
_CAPITALS_FROM = 5
"""A name of so many letters also matches wholly in capitals, as headlines print it."""


@dataclass(frozen=True, slots=True)
class Match:
    """An alias at its place: ``text[start:end]``."""

    start: int
    end: int
    entity: Entity
    alias: Alias


class AliasIndex:
    """All aliases of a knowledge base, ready to be found in texts."""

    def __init__(self, knowledge: Knowledge) -> None:
        # By the first word and the second ("": none), since hundreds begin with "the" or "US".
        self._latin: dict[str, dict[str, list[tuple[str, int, Alias, Entity]]]] = {}
        self._wide: dict[str, list[tuple[str, Alias, Entity]]] = {}
        for entity in knowledge.entities.values():
            for alias in entity.aliases:
                for variant in _variants(alias):
                    self._add(variant, alias, entity)
        for seconds in self._latin.values():
            for latin in seconds.values():
                latin.sort(key=lambda row: (-len(row[0]), row[3].id))
        for wide in self._wide.values():
            wide.sort(key=lambda row: (-len(row[0]), row[2].id))

    def _add(self, text: str, alias: Alias, entity: Entity) -> None:
        name = text.translate(_SAME_LENGTH)
        if _WIDE.match(name):
            self._wide.setdefault(name[0], []).append((name, alias, entity))
            return
        runs = list(_LATIN_RUN.finditer(name))
        if runs:
            row = (name, runs[0].start(), alias, entity)
            begins = [run.group().casefold() for run in runs[:2]]
            self._latin.setdefault(begins[0], {}).setdefault("".join(begins[1:]), []).append(row)

    def find(self, text: str) -> Iterator[Match]:
        """Yield every alias in ``text``, overlapping ones too, in order of their first letter."""
        plain = text.translate(_SAME_LENGTH)
        runs = [(run.start(), run.group().casefold()) for run in _LATIN_RUN.finditer(plain)]
        for (place, word), (_, following) in pairwise([*runs, (0, "")]):
            seconds = self._latin.get(word)
            if seconds is None:
                continue
            for second in (following, "") if following else ("",):
                for name, lead, alias, entity in seconds.get(second, ()):
                    start = place - lead
                    end = start + len(name)
                    if start < 0 or not _same(plain[start:end], name, alias):
                        continue
                    if end < len(plain) and _LATIN_RUN.match(plain, end) and name[-1].isalnum():
                        continue
                    yield Match(start, end, entity, alias)
        for wide in _WIDE.finditer(plain):
            start = wide.start()
            for name, alias, entity in self._wide.get(plain[start], ()):
                if plain.startswith(name, start):
                    yield Match(start, start + len(name), entity, alias)


def _variants(alias: Alias) -> Iterator[str]:
    """Yield an alias as written, and with the other spelling of "US" before a name."""
    yield alias.text
    if alias.text.startswith("US "):
        yield f"U.S. {alias.text[3:]}"
    elif alias.text.startswith("U.S. "):
        yield f"US {alias.text[5:]}"


def _same(found: str, name: str, alias: Alias) -> bool:
    if found == name:
        return True
    if not alias.exact:
        return found.casefold() == name.casefold()
    letters = sum(map(str.isalpha, name))
    return letters >= _CAPITALS_FROM and not name.isupper() and found == name.upper()
