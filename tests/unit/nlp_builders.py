"""A small invented world for tests of the language work."""

from __future__ import annotations

from claimwire.model import (
    Alias,
    Dispute,
    DisputeParty,
    Entity,
    EntityType,
    Knowledge,
)
from nlp.pipeline import Annotator


def entity(
    identity: str,
    name: str,
    kind: EntityType = EntityType.ORG,
    *,
    aliases: tuple[Alias, ...] = (),
    what: str = "company",
    role: str | None = None,
    parent: str | None = None,
) -> Entity:
    """An entity whose name is its first alias."""
    return Entity(
        id=identity,
        name=name,
        type=kind,
        aliases=(Alias(name), *aliases),
        kind=what,
        role=role,
        parent=parent,
    )


def world() -> Knowledge:
    """Two companies, a model with an ordinary name, an embassy, an outlet, a person, a dispute."""
    entities = (
        entity("borealis", "Borealis", aliases=(Alias("Borealis Labs", exact=False),)),
        entity("quillon-ai", "Quillon AI", aliases=(Alias("奎龙"), Alias("퀼론"))),
        entity(
            "robin",
            "Robin-2",
            EntityType.PRODUCT,
            aliases=(Alias("Robin", context=True),),
            what="model",
            role="chatbot",
            parent="borealis",
        ),
        entity("verdania", "Verdania", EntityType.GPE, what="country"),
        entity("embassy", "Verdanian Embassy in Arcport", what="embassy"),
        entity("morning-herald", "Morning Herald", what="outlet"),
        entity(
            "mira-solano",
            "Mira Solano",
            EntityType.PERSON,
            aliases=(Alias("Solano", context=True),),
            what="person",
        ),
    )
    dispute = Dispute(
        id="borealis-v-quillon",
        title="Borealis against Quillon",
        definition="Borealis says that Quillon copied its model.",
        started="2031-02",
        parties=(
            DisputeParty("borealis", "accuser"),
            DisputeParty("quillon-ai", "accused"),
            DisputeParty("embassy", "respondent"),
        ),
        terms=("distill*", "model theft", "窃取"),
        excludes=("whisk*",),
        identifiers=(("docket", "4:31-cv-00077"),),
    )
    return Knowledge(
        entities={one.id: one for one in entities},
        disputes={dispute.id: dispute},
        publishers={},
        digest="world-1",
    )


def chain_of(annotator: Annotator, text: str, words: str) -> list[str]:
    """Return the names of the chain of the first statement whose content holds these words."""
    found = annotator.annotate(text).statements
    said = next(s for s in found if any(words in c.of(text) for c in s.content))
    return [link.name for link in said.chain]
