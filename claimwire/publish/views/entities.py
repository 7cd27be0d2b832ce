"""Entities: the index and, for each, what it says, what is said of it, and how it answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from claimwire.model import ACCUSING_ACTS, Claim, EntityType
from claimwire.publish import charts, codes, columns, routes, text, words
from claimwire.publish.cards import newest
from claimwire.publish.catalogue import Face
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import (
    AnswerLine,
    ChainDiagram,
    ClaimLine,
    Columns,
    DeltaLine,
    Fact,
    Filters,
    Link,
    Page,
    RelationLine,
    Sheet,
)
from claimwire.publish.records import Record
from claimwire.publish.views import findings
from claimwire.publish.views.filtering import filters
from claimwire.publish.views.findings import PositionLine

_CRUMB = Link("Entities", routes.ENTITIES)
_LINES = 36
_NEWS = 10
_RELATIONS = 20
_LISTED = 500
_LONG, _FIRST = 40, 12  # from how many names on some come first, and how many

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
    more: int  # provisional ones with the fewest claims, left out of a long list
    groups: tuple[EntityGroup, ...]


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims of one dispute."""

    dispute: Link | None
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    name: str
    role: str
    provisional: bool
    facts: tuple[Fact, ...]
    aliases: tuple[str, ...]
    counts: tuple[tuple[int, str, str], ...]  # (number, words, id of the section)
    filters: Filters | None
    activity_about: Columns | None
    activity_by: Columns | None
    about: tuple[ClaimGroup, ...]
    total_about: int
    more_about: int
    by: tuple[ClaimGroup, ...]
    total_by: int
    more_by: int
    answers: tuple[AnswerLine, ...]
    more_answers: int
    positions: tuple[PositionLine, ...]
    graph: ChainDiagram | None
    relations: tuple[RelationLine, ...]
    more_relations: int
    news: tuple[DeltaLine, ...]
    gaps: tuple[str, ...]


def pages(desk: Desk) -> Iterator[Page | Sheet]:
    """Yield the index and one page per entity that has a part in anything shown."""
    yield _index(desk)
    for face in desk.catalogue.faces.values():
        yield _sheet(desk, face)


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
    shown = _busiest(desk)
    found: dict[str, list[EntityLine]] = {heading: [] for heading in (*_KINDS.values(), _OTHERS)}
    for face in shown:
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
        record=lambda: {"entities": desk.record_list("entities", faces)},
        view=lambda: EntitiesView(
            total=len(faces),
            more=len(faces) - len(shown),
            groups=(
                *_first(found),
                *(
                    EntityGroup(f"kind-{at}", heading, tuple(lines))
                    for at, (heading, lines) in enumerate(found.items())
                    if lines
                ),
            ),
        ),
    )


def _first(found: Mapping[str, Iterable[EntityLine]]) -> Iterator[EntityGroup]:
    """Yield, before a list that is long, those of it with most claims, the most first."""
    lines = [line for group in found.values() for line in group]
    if len(lines) >= _LONG:
        busy = sorted(lines, key=lambda e: (-(e.by + e.about), e.link.words.casefold()))
        yield EntityGroup("most", "In most claims", tuple(busy[:_FIRST]))


def _busiest(desk: Desk) -> list[Face]:
    """Return who is listed, in the order of names: all of the knowledge base, and as many of the
    provisional ones as a page holds, those with most claims."""
    faces = list(desk.catalogue.faces.values())
    if len(faces) <= _LISTED:
        return faces
    parts = (
        desk.catalogue.claims_by_speaker,
        desk.catalogue.claims_by_target,
        desk.catalogue.responses_by_responder,
    )

    def rank(face: Face) -> tuple[bool, int, str]:
        return face.known is None, -sum(len(part.get(face.id, ())) for part in parts), face.id

    kept = {face.id for face in sorted(faces, key=rank)[:_LISTED]}
    return [face for face in faces if face.id in kept]


def _sheet(desk: Desk, face: Face) -> Sheet:
    c, prints, identity = desk.catalogue, desk.prints, face.id
    beside = [face.known.parent or ""] if face.known else []
    matters = (d for d in c.disputes if any(p.entity == identity for p in d.parties))
    return Sheet(
        path=routes.entity(identity),
        template="entity.html",
        state=(
            face,
            [prints.who(e, None) for e in (*beside, *c.children.get(identity, ()))],
            [prints.dispute(dispute.id) for dispute in matters],
            prints.claims(c.claims_by_speaker.get(identity, ())),
            prints.claims(c.claims_by_target.get(identity, ())),
            [prints.answer(r) for r in c.responses_by_responder.get(identity, ())],
            [prints.delta(d) for d in c.deltas_by_entity.get(identity, ())[:_NEWS]],
            [prints.position(one) for one in c.positions_by_entity.get(identity, ())],
        ),
        make=partial(_page, desk, face),
    )


def _page(desk: Desk, face: Face) -> Page:
    path = routes.entity(face.id)
    news = desk.catalogue.deltas_by_entity.get(face.id, ())
    last = desk.catalogue.deltas[news[0]].learned_at if news else None
    return Page(
        path=path,
        template="entity.html",
        title=face.name,
        section="entities",
        description=f"What {face.name} says, what is said of it, and how it answers.",
        crumbs=(HOME, _CRUMB),
        feeds=(desk.cards.feed(f"entity/{face.id}", face.name),),
        scripts=("filter",),
        cite=desk.cite(path, face.id, face.name, last),
        json_path=routes.json_of(path),
        record=partial(_record, desk, face),
        about=lambda: [desk.linked.entity(face.id)],
        view=partial(_view, desk, face),
    )


def _record(desk: Desk, face: Face) -> Record:
    catalogue = desk.catalogue
    return {
        "entity": desk.records.entity(face.id),
        "claims_by": list(catalogue.claims_by_speaker.get(face.id, ())),
        "claims_about": list(catalogue.claims_by_target.get(face.id, ())),
        "responses": list(catalogue.responses_by_responder.get(face.id, ())),
    }


def _view(desk: Desk, face: Face) -> EntityView:
    catalogue, cards = desk.catalogue, desk.cards
    ids_by = catalogue.claims_by_speaker.get(face.id, ())
    ids_about = catalogue.claims_by_target.get(face.id, ())
    ids_answers = catalogue.responses_by_responder.get(face.id, ())
    by, more_by = newest(cards.by_date(ids_by), _LINES)
    about, more_about = newest(cards.by_date(ids_about), _LINES)
    answers, more_answers = newest(ids_answers, _LINES)
    relations = _relations(desk, face, ids_by, ids_about)
    return EntityView(
        name=face.name,
        role=text.title(face.known.role if face.known else None),
        provisional=face.known is None,
        facts=_facts(desk, face),
        aliases=_aliases(face),
        counts=tuple(
            (len(ids), words_ if len(ids) == 1 else many, section)
            for ids, words_, many, section in (
                (ids_about, "claim about it", "claims about it", "about"),
                (ids_answers, "answer or silence", "answers and silences", "answers"),
                (ids_by, "claim by it", "claims by it", "by"),
            )
        ),
        filters=filters(
            desk,
            (cards.claim(c).tags for c in dict.fromkeys((*about, *by))),
            unit="claim",
            kinds={},
            without=("kind",),
        ),
        activity_about=_activity(desk, ids_about, "activity-about", f"Claims about {face.name}"),
        activity_by=_activity(desk, ids_by, "activity-by", f"Claims by {face.name}"),
        about=_groups(desk, about),
        total_about=len(ids_about),
        more_about=more_about,
        by=_groups(desk, by),
        total_by=len(ids_by),
        more_by=more_by,
        answers=tuple(cards.answer(r) for r in answers),
        more_answers=more_answers,
        positions=findings.positions(desk, catalogue.positions_by_entity.get(face.id, ())),
        graph=charts.relations(face.name, relations),
        relations=relations[:_RELATIONS],
        more_relations=max(0, len(relations) - _RELATIONS),
        news=tuple(cards.delta(d) for d in catalogue.deltas_by_entity.get(face.id, ())[:_NEWS]),
        gaps=_gaps(desk, face),
    )


def _groups(desk: Desk, ids: Iterable[str]) -> tuple[ClaimGroup, ...]:
    """Group claims by dispute, the one with the newest claim first."""
    found: dict[str | None, list[str]] = {}
    for identity in ids:
        found.setdefault(desk.catalogue.claims[identity].dispute_id, []).append(identity)
    return tuple(
        ClaimGroup(desk.cards.dispute(dispute), tuple(desk.cards.claim(c) for c in claims))
        for dispute, claims in found.items()
    )


_WORTH_A_CHART = 6  # claims


def _activity(desk: Desk, ids: tuple[str, ...], identity: str, title: str) -> Columns | None:
    if len(ids) < _WORTH_A_CHART:
        return None
    claims = (desk.catalogue.claims[c] for c in ids)
    return columns.by_act(
        ((claim.first_seen.astimezone(dt.UTC).date(), claim.stance) for claim in claims),
        identity=identity,
        title=title,
        unit="claim",
    )


def _relations(
    desk: Desk, face: Face, by: Iterable[str], about: Iterable[str]
) -> tuple[RelationLine, ...]:
    """Return with whom an entity is joined by claims, the busiest first."""
    counts: dict[str, Counter[str]] = {}
    claims = desk.catalogue.claims

    def count(other: str | None, way: str, charge: str, claim: Claim) -> None:
        if other and other != face.id and other in desk.catalogue.faces:
            found = counts.setdefault(other, Counter())
            found[way] += 1
            found[charge] += claim.act in ACCUSING_ACTS

    for identity in by:
        for target in claims[identity].targets:
            count(target, "said", "accused", claims[identity])
    for identity in about:
        count(claims[identity].speaker, "heard", "blamed", claims[identity])
    ordered = sorted(counts, key=lambda e: (-counts[e]["said"] - counts[e]["heard"], e))
    return tuple(
        RelationLine(
            who=desk.cards.entity(other, None),
            said=counts[other]["said"],
            accused=counts[other]["accused"],
            heard=counts[other]["heard"],
            blamed=counts[other]["blamed"],
        )
        for other in ordered
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
            ("Country", codes.country(known.country)),
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
