"""Why a mention was linked to its entity, in words for whoever checks it."""

from __future__ import annotations

from collections.abc import Iterable

from claimwire.model import Entity, Knowledge, Mention

_WHY = {
    "alias": "a name of {name} in the knowledge base",
    "model": "found as a name by the language model; the knowledge base does not know it",
    "pattern": "has the form of a place, a statute, a case, a credit or a model's name",
    "capitals": "a row of capitalised words where a clause has a name",
    "surname": "surname of {name}, whom the text names in full",
    "acronym": "abbreviation that the text introduces for {name}",
    "short": "short form of {name}, which the text gives in full",
    "coreference": "points back to {name}",
}


def why(mention: Mention, others: Iterable[Mention], knowledge: Knowledge) -> str:
    """Return why ``mention`` was linked; ``others`` are all mentions of its text."""
    if mention.how == "context-alias":
        return f"an ambiguous name of {mention.canonical}, borne out by " + _evidence(
            mention, others, knowledge
        )
    return _WHY.get(mention.how, mention.how).format(name=mention.canonical)


def _evidence(mention: Mention, others: Iterable[Mention], knowledge: Knowledge) -> str:
    """Return what in the text bears an ambiguous name out, the nearest kin first."""
    entity = knowledge.entities.get(mention.entity or "")
    if entity is None:
        return "the words around it"
    certain = [
        known
        for other in others
        if other.how == "alias" and (known := knowledge.entities.get(other.entity or ""))
    ]
    if any(known.id == entity.id for known in certain):
        return "its full name in the text"
    kin = next((known for known in certain if _related(known, entity)), None)
    return f"{kin.name}, which the text names" if kin is not None else "the words around it"


def _related(one: Entity, other: Entity) -> bool:
    return (
        one.parent == other.id
        or other.parent == one.id
        or (one.parent is not None and one.parent == other.parent)
    )
