"""Where somebody stands in a quarrel: who has accused whom, and what kind of voice now speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.statements import wordings
from nlp.statements.draft import Scene
from nlp.words import word_set

_MIGHT = word_set(
    "government commission ministry regulator authority department court bureau agency congress "
    "parliament council watchdog prosecutor prosecutors office"
)
_BENCH = ("udge", "Justice", "Magistrate")
"""Of which one stands in a text that calls somebody a judge."""


@dataclass(frozen=True, slots=True)
class Quarrel:
    """Who has accused, and who has been accused, up to a place in the text."""

    accusers: frozenset[str]
    accused: frozenset[str]
    recent: bool  # somebody was charged a few sentences before


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as a quarrel is concerned."""

    names: frozenset[str]  # he himself and for whom he stands
    charging: bool = False  # a complaint, an indictment: what it tells of others charges them
    ruling: bool = False  # a court
    house: bool = False  # a company or other body without power, or somebody who speaks for one
    outlet: bool = False  # reports what others did
    power: bool = False  # a government or one of its bodies, which can punish
    person: bool = False  # somebody who speaks for no company: *it* is another
    earlier: bool = False  # said before the matter at hand: it answers nothing here

    def is_of(self, names: frozenset[str]) -> bool:
        return bool(self.names & names)


def is_court(scene: Scene, voice: Voice) -> bool:
    if voice.ruling:
        return True
    known = scene.reading.knowledge.entities
    for name in sorted(voice.names):
        entity = known.get(name)
        if entity is not None and entity.kind in {"court", "judge"}:
            return True
        if is_bench(entity.name if entity is not None else name, scene.reading.text):
            return True
    return False


def is_bench(name: str, text: str) -> bool:
    """Say whether a name is that of a court, or of somebody whom a text calls a judge."""
    if wordings.say("court", name):
        return True
    surname = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    if not surname[:1].isupper() or not _has_judges(text):
        return False
    called = (
        rf"\b(?:Judge|judge|Justice|Magistrate)s? (?:[A-Z][\w.-]* ){{0,3}}{re.escape(surname)}\b"
    )
    return re.search(called, text) is not None


@lru_cache(maxsize=1)  # asked for every party of one text
def _has_judges(text: str) -> bool:
    return any(title in text for title in _BENCH)


def is_power(name: str) -> bool:
    """Say whether a name is that of a body which can punish, by its words."""
    return bool(_MIGHT & set(re.findall(r"[a-z]+", name.lower())))
