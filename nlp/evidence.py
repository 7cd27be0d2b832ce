"""Whether an ambiguous name means its entity in this text.

"Kimi" is a chatbot beside "Moonshot AI" and a racing driver beside "Mercedes". Evidence, any of
which suffices: another, unambiguous name of the entity; a related entity (parent, product, party to
the same dispute); a word of what the knowledge base says the entity is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from claimwire.model import Entity, EntityType, Knowledge
from nlp.aliases import Match
from nlp.words import word_set

_WORD = re.compile(r"[a-zà-ɏ]{4,}")
_PLAIN = word_set(
    """
    with from that this into over made makes make part unit what where which their before
    after under against model models name named head chief expert china chinese american state
    states united general news case report reports company group author issuer keeper owner
    also since used whose early access other between
    """
)
_TITLED = re.compile(r"(?:Judge|Justice) ")
_COMPANY_KINDS = frozenset({"company", "lab", "model", "chip"})
_OF_MODELS = word_set("neural logits chatbo langua finetu prompt tokens llms agenti distil jailbr")
"""Stems of words that texts about language models have."""
_BODIES = frozenset({"ministry", "government", "legislature", "law"})
_ENOUGH_COMPANIES = 2
"""Other companies and models, named beyond doubt, that make an ambiguous company name plausible."""


class Evidence:
    """What speaks for each entity; built once per knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entities = knowledge.entities
        self._related = _related(knowledge)
        self._words = {
            entity.id: frozenset(map(_stem, _role_words(entity)))
            for entity in knowledge.entities.values()
        }

    @staticmethod
    def words(text: str) -> frozenset[str]:
        """Return the stems of a text's longer words."""
        return frozenset(_stem(word) for word in _WORD.findall(text.lower()))

    def supports(self, match: Match, certain: Counter[str], words: frozenset[str]) -> bool:
        """Say whether the text that holds ``certain`` entities and ``words`` bears a match out."""
        entity = match.entity
        if certain[entity.id]:
            return True
        if entity.type is EntityType.PERSON:
            # Surnames are common: only the full name, the person's own company, or a judge's title
            # in a text about known parties will do.
            if any(certain[other] for other in self._related[entity.id]):
                return True
            return (
                entity.kind == "judge"
                and _TITLED.match(match.alias.text) is not None
                and (any(self._entities[other].kind in _COMPANY_KINDS for other in certain))
            )
        if any(certain[other] for other in self._related[entity.id]):
            return True
        if len(match.alias.text) > 2 and self._words[entity.id] & words:
            return True
        if self._beside_its_own(match, certain):
            return True
        if entity.kind == "model" and _OF_MODELS & words:
            return True
        if entity.kind not in _COMPANY_KINDS:
            return False
        others = sum(
            1
            for other, count in certain.items()
            if count and other != entity.id and self._entities[other].kind in _COMPANY_KINDS
        )
        return others >= _ENOUGH_COMPANIES

    def _beside_its_own(self, match: Match, certain: Counter[str]) -> bool:
        """Say whether an office is named in a text that names others of its country beyond doubt.

        Not a ministry: every country has one of each.
        """
        entity = match.entity
        if entity.kind not in _BODIES or "inistry" in match.alias.text:
            return False
        near = (self._entities[other] for other, count in certain.items() if count)
        return any(
            other.country == entity.country and other.kind in _BODIES and other.id != entity.id
            for other in near
        )


def _related(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    entities = knowledge.entities
    direct: dict[str, set[str]] = {entity: set() for entity in entities}
    named = {entity.name: entity.id for entity in entities.values()}
    for entity in entities.values():
        if entity.parent is not None:
            direct[entity.id].add(entity.parent)
            direct[entity.parent].add(entity.id)
        for name, other in named.items():
            if other != entity.id and len(name) > 2 and name in (entity.relation or ""):
                direct[entity.id].add(other)
                direct[other].add(entity.id)
    for dispute in knowledge.disputes.values():
        # Countries are in every dispute and every other text: they are evidence of nothing.
        parties = {
            p.entity for p in dispute.parties if entities[p.entity].type is not EntityType.GPE
        }
        for party in parties:
            direct[party] |= parties - {party}
    near = {
        entity: {other for other in others if entities[other].type is not EntityType.GPE}
        for entity, others in direct.items()
    }
    # What belongs to a company is also supported by the company's own neighbours.
    return {
        entity: frozenset(near[entity] | near.get(entities[entity].parent or "", set())) - {entity}
        for entity in entities
    }


def _role_words(entity: Entity) -> list[str]:
    told = f"{entity.role or ''} {entity.relation or ''}".lower()
    return [word for word in _WORD.findall(told) if word not in _PLAIN]


def _stem(word: str) -> str:
    return word[:6]
