"""Entities: the index and, for each, what it says, what is said of it, and how it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import ACCUSING_ACTS, EntityType
from claimwire.publish import routes, text, words
from claimwire.publish.cards import newest
from claimwire.publish.catalogue import Face
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import AnswerLine, ClaimLine, DeltaLine, Fact, Link, Page

_CRUMB = Link("Entities", routes.ENTITIES)
_LINES = 50
_NEWS = 10

_KINDS = {
    EntityType.ORG: "Organizations",
    EntityType.PERSON: "People",
    EntityType.GPE: "Countries, cities, governments",
    EntityType.LAW: "Laws, bills and cases",
    EntityType.PRODUCT: "Products and models",
    EntityType.WORK_OF_ART: "Works",
}
_OTHERS = "Others"


@dataclass(frozen=True, slots=True)
class EntityLine:
    link: Link
    role: str
    by: int
    about: int
    answers: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class EntityGroup:
    id: str
    heading: str
    lines: tuple[EntityLine, ...]


@dataclass(frozen=True, slots=True)
class EntitiesView:
    total: int
    groups: tuple[EntityGroup, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    name: str
    role: str
    provisional: bool
    facts: tuple[Fact, ...]
    aliases: tuple[str, ...]
    about: tuple[ClaimLine, ...]
    more_about: int
    by: tuple[ClaimLine, ...]
    more_by: int
    answers: tuple[AnswerLine, ...]
    more_answers: int
    news: tuple[DeltaLine, ...]
    gaps: tuple[str, ...]


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the index and one page per entity that has a part in anything shown."""
    yield _index(desk)
    for face in desk.catalogue.faces.values():
        yield _page(desk, face)


def _line(desk: Desk, face: Face) -> EntityLine:
    catalogue = desk.catalogue
    return EntityLine(
        link=Link(face.name, routes.entity(face.id)),
        role=text.name(face.known.role if face.known else None),
        by=len(catalogue.claims_by_speaker.get(face.id, ())),
        about=len(catalogue.claims_by_target.get(face.id, ())),
        answers=len(catalogue.responses_by_responder.get(face.id, ())),
        provisional=face.known is None,
    )


def _index(desk: Desk) -> Page:
    faces = desk.catalogue.faces
    found: dict[str, list[EntityLine]] = {heading: [] for heading in (*_KINDS.values(), _OTHERS)}
    for face in faces.values():
        heading = _KINDS.get(face.type, _OTHERS) if face.type else _OTHERS
        found[heading].append(_line(desk, face))
    return Page(
        path=routes.ENTITIES,
        template="entities.html",
        title="Entities",
        section="entities",
        description="Everybody who speaks, is spoken about or answers.",
        crumbs=(HOME,),
        json_path=routes.json_of(routes.ENTITIES),
        record={"entities": desk.record_list("entities", faces)},
        view=EntitiesView(
            total=len(faces),
            groups=tuple(
                EntityGroup(f"kind-{at}", heading, tuple(lines))
                for at, (heading, lines) in enumerate(found.items())
                if lines
            ),
        ),
    )


def _page(desk: Desk, face: Face) -> Page:
    catalogue, cards = desk.catalogue, desk.cards
    ids_by = catalogue.claims_by_speaker.get(face.id, ())
    ids_about = catalogue.claims_by_target.get(face.id, ())
    ids_answers = catalogue.responses_by_responder.get(face.id, ())
    by, more_by = newest(ids_by, _LINES)
    about, more_about = newest(ids_about, _LINES)
    answers, more_answers = newest(ids_answers, _LINES)
    path = routes.entity(face.id)
    return Page(
        path=path,
        template="entity.html",
        title=face.name,
        section="entities",
        description=f"What {face.name} says, what is said of it, and how it answers.",
        crumbs=(HOME, _CRUMB),
        feeds=(cards.feed(f"entity/{face.id}", face.name),),
        json_path=routes.json_of(path),
        record={
            "entity": desk.records.entity(face.id),
            "claims_by": list(ids_by),
            "claims_about": list(ids_about),
            "responses": list(ids_answers),
        },
        view=EntityView(
            name=face.name,
            role=text.title(face.known.role if face.known else None),
            provisional=face.known is None,
            facts=_facts(desk, face),
            aliases=_aliases(face),
            about=tuple(cards.claim(c) for c in about),
            more_about=more_about,
            by=tuple(cards.claim(c) for c in by),
            more_by=more_by,
            answers=tuple(cards.answer(r) for r in answers),
            more_answers=more_answers,
            news=tuple(cards.delta(d) for d in catalogue.deltas_by_entity.get(face.id, ())[:_NEWS]),
            gaps=_gaps(desk, face),
        ),
    )


def _aliases(face: Face) -> tuple[str, ...]:
    if face.known is None:
        return ()
    names = (text.name(alias.text) for alias in face.known.aliases)
    return tuple(dict.fromkeys(name for name in names if name and name != face.name))


def _facts(desk: Desk, face: Face) -> tuple[Fact, ...]:
    known, cards = face.known, desk.cards
    facts = []
    if face.type:
        facts.append(Fact("Type", (Link(words.TYPE_WORD[face.type]),)))
    if known:
        stated = (
            ("Kind", known.kind),
            ("Country", known.country),
            ("Relation", known.relation),
            ("Wikidata", known.wikidata),
        )
        facts += [Fact(label, (Link(text.title(value)),)) for label, value in stated if value]
        if known.parent:
            facts.append(
                Fact("Belongs to", (cards.entity(known.parent, None, nobody=known.parent),))
            )
    children = tuple(
        cards.entity(child, None) for child in desk.catalogue.children.get(face.id, ())
    )
    if children:
        facts.append(Fact("Parts", children))
    party = tuple(
        link
        for dispute in desk.catalogue.disputes
        if any(p.entity == face.id for p in dispute.parties) and (link := cards.dispute(dispute.id))
    )
    if party:
        facts.append(Fact("Party to", party))
    facts.append(Fact("Id", (Link(text.name(face.id)),)))
    return tuple(facts)


def _gaps(desk: Desk, face: Face) -> tuple[str, ...]:
    catalogue = desk.catalogue
    about = [catalogue.claims[c] for c in catalogue.claims_by_target.get(face.id, ())]
    accusing = [claim for claim in about if claim.act in ACCUSING_ACTS]
    silent = sum(
        all(
            catalogue.responses[r].responder != face.id
            for r in catalogue.responses_by_claim.get(claim.id, ())
        )
        for claim in accusing
    )
    total = text.plural(len(accusing), "accusation")
    gaps = []
    if silent:
        gaps.append(f"What {face.name} itself says to {silent} of {total} against it.")
    if face.known is None:
        gaps.append("Who exactly this is: the name was found in a text and nobody has checked it.")
    return tuple(gaps)
