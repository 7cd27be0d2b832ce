"""Countries behind names: who may answer for whom.

An accusation against "Chinese AI companies" may be answered by DeepSeek, by an embassy and by a
ministry; one against a single company may be answered by it and by its government. Both need the
country of a party, which the knowledge base gives for its entities and this table for adjectives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimwire.model import EntityType, Knowledge

_ADJECTIVES: Mapping[str, str] = {
    "american": "US",
    "australian": "AU",
    "belgian": "BE",
    "brazilian": "BR",
    "british": "UK",
    "canadian": "CA",
    "chinese": "CN",
    "danish": "DK",
    "dutch": "NL",
    "emirati": "AE",
    "european": "EU",
    "french": "FR",
    "german": "DE",
    "indian": "IN",
    "iranian": "IR",
    "irish": "IE",
    "israeli": "IL",
    "italian": "IT",
    "japanese": "JP",
    "korean": "KR",
    "north korean": "KP",
    "polish": "PL",
    "russian": "RU",
    "singaporean": "SG",
    "south korean": "KR",
    "spanish": "ES",
    "swedish": "SE",
    "swiss": "CH",
    "taiwanese": "TW",
    "ukrainian": "UA",
}
_SAME: Mapping[str, str] = {"GB": "UK"}  # ISO 3166 and everyday usage
_WORDS = re.compile(r"(?:north |south )?[^\W\d_]+(?:\.[^\W\d_]\.?)*")
_GOVERNMENT_KINDS = frozenset({"country", "government", "ministry", "embassy"})


class Nations:
    """Answers about countries for one knowledge base; names of countries are indexed once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entities = knowledge.entities
        self._names = {
            name.casefold().replace(".", ""): _normal(entity.country)
            for entity in knowledge.entities.values()
            if entity.type is EntityType.GPE and entity.country
            for name in (entity.name, *(alias.text for alias in entity.aliases))
        }

    def of(self, entity_id: str | None) -> str | None:
        """Return the country code of an entity of the knowledge base, if it has one."""
        entity = self._entities.get(entity_id) if entity_id else None
        return _normal(entity.country) if entity and entity.country else None

    def named_in(self, words: str) -> frozenset[str]:
        """Return the countries that a phrase such as "Chinese AI companies" speaks of."""
        plain = (word.replace(".", "") for word in _WORDS.findall(words.casefold()))
        codes = (_ADJECTIVES.get(word) or self._names.get(word) for word in plain)
        return frozenset(code for code in codes if code)

    def is_place(self, entity_id: str | None) -> bool:
        """Say whether an entity is a place that stands for its government: "US", "Beijing"."""
        entity = self._entities.get(entity_id) if entity_id else None
        return entity is not None and entity.type is EntityType.GPE and bool(entity.country)

    def owner_of(self, entity_id: str) -> str | None:
        """Return the entity that another belongs to: who may answer for a lab, a unit, a model."""
        entity = self._entities.get(entity_id)
        return entity.parent if entity else None

    def speaks_for_country(self, entity_id: str | None) -> bool:
        """Say whether an entity may answer for its country: the country, a ministry, an embassy."""
        entity = self._entities.get(entity_id) if entity_id else None
        if entity is None or not entity.country:
            return False
        return entity.type is EntityType.GPE or entity.kind in _GOVERNMENT_KINDS


def adjective(code: str) -> str:
    """Return the word for what is of a country, by its code: "Chinese", "US"."""
    code = _normal(code)
    if code in {"US", "UK", "EU"}:
        return code
    return next((word.title() for word, known in _ADJECTIVES.items() if known == code), code)


def _normal(code: str) -> str:
    return _SAME.get(code, code)
