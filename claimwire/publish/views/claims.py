"""Claims: the index by month and one page for every claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import ACCUSING_ACTS, Appearance, Claim, Origin
from claimwire.publish import charts, routes, text, when, words
from claimwire.publish.desk import HOME, Desk, by_month
from claimwire.publish.parts import (
    AnswerLine,
    Badge,
    ChainDiagram,
    Cited,
    ClaimLine,
    DeltaLine,
    Fact,
    Link,
    Page,
)
from claimwire.publish.views.evidence import gaps, steps
from claimwire.publish.when import When

_CRUMB = Link("Claims", routes.CLAIMS)
_APPEARANCES = 60  # that one page lists; all of them are in its data


@dataclass(frozen=True, slots=True)
class AppearanceLine:
    """One sentence that puts the claim forward, with how it got there."""

    quote: Cited
    title: Link
    seen: When
    act: Badge
    hedge: str
    chain: tuple[Link, ...]  # publisher first; words carry the link between
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One independent witness and the documents that go back to it."""

    name: Link
    note: str
    known: bool
    documents: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    line: ClaimLine
    speaker: Link
    verb: str
    targets: tuple[Link, ...]
    facts: tuple[Fact, ...]
    diagram: ChainDiagram | None
    origins: tuple[OriginLine, ...]
    visibility: str
    appearances: tuple[AppearanceLine, ...]
    more_appearances: int
    accusing: bool
    answers: tuple[AnswerLine, ...]
    silent: str
    answered: tuple[AnswerLine, ...]  # where this claim is itself an answer
    deltas: tuple[DeltaLine, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonthLink:
    link: Link
    count: int


@dataclass(frozen=True, slots=True)
class ClaimsIndexView:
    total: int
    months: tuple[MonthLink, ...]
    newest: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class ClaimsMonthView:
    heading: str
    claims: tuple[ClaimLine, ...]
    newer: Link | None
    older: Link | None


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the index, a page per month of first sight, and a page per claim."""
    claims = desk.catalogue.claims
    months = by_month((_month(c.first_seen), c.id) for c in claims.values())
    yield _index(desk, months)
    keys = list(months)
    for at, month in enumerate(keys):
        newer = keys[at - 1] if at else None
        older = keys[at + 1] if at + 1 < len(keys) else None
        yield _month_page(desk, month, months[month], newer, older)
    for identity in claims:
        yield claim_page(desk, identity)


def _month(at: dt.datetime) -> tuple[int, int]:
    utc = at.astimezone(dt.UTC)
    return utc.year, utc.month


def _month_link(month: tuple[int, int] | None) -> Link | None:
    return Link(when.month_words(*month), routes.claims_month(*month)) if month else None


def _index(desk: Desk, months: dict[tuple[int, int], list[str]]) -> Page:
    claims = tuple(desk.catalogue.claims)
    return Page(
        path=routes.CLAIMS,
        template="claims.html",
        title="Claims",
        section="claims",
        description="Every claim on record, by the month in which it was first seen.",
        crumbs=(HOME,),
        json_path=routes.json_of(routes.CLAIMS),
        record={"months": {f"{y:04}-{m:02}": ids for (y, m), ids in months.items()}},
        view=ClaimsIndexView(
            total=len(claims),
            months=tuple(
                MonthLink(Link(when.month_words(*m), routes.claims_month(*m)), len(ids))
                for m, ids in months.items()
            ),
            newest=tuple(desk.cards.claim(c) for c in claims[:25]),
        ),
    )


def _month_page(
    desk: Desk,
    month: tuple[int, int],
    ids: list[str],
    newer: tuple[int, int] | None,
    older: tuple[int, int] | None,
) -> Page:
    path = routes.claims_month(*month)
    heading = when.month_words(*month)
    return Page(
        path=path,
        template="claims_month.html",
        title=f"Claims first seen in {heading}",
        section="claims",
        description=f"{text.plural(len(ids), 'claim')} first seen in {heading}.",
        crumbs=(HOME, _CRUMB),
        json_path=routes.json_of(path),
        record={"claims": desk.record_list("claims", ids)},
        view=ClaimsMonthView(
            heading=heading,
            claims=tuple(desk.cards.claim(c) for c in ids),
            newer=_month_link(newer),
            older=_month_link(older),
        ),
    )


def claim_page(desk: Desk, identity: str) -> Page:
    """Return the page of one claim."""
    catalogue, cards = desk.catalogue, desk.cards
    claim = catalogue.claims[identity]
    appearances = catalogue.appearances[identity]
    shown = appearances[:_APPEARANCES]
    path = routes.claim(identity)
    line = cards.claim(identity)
    answers = cards.answers(claim)
    own = catalogue.responses_by_own_claim.get(identity, ())
    crumbs = (HOME, line.dispute) if line.dispute else (HOME, _CRUMB)
    return Page(
        path=path,
        template="claim.html",
        title=f"{line.title.words}: “{text.shorten(line.quote.words, 70)}”",
        section="claims",
        description=f"{line.title.words}. {line.origins.words}.",
        crumbs=crumbs,
        json_path=routes.json_of(path),
        record={
            "claim": desk.records.claim(identity),
            "statements": desk.record_list(
                "statements", dict.fromkeys(a.statement_id for a in appearances)
            ),
            "responses": desk.record_list(
                "responses", catalogue.responses_by_claim.get(identity, ())
            ),
            "origins": desk.record_list("origins", (o.id for o in claim.origins)),
        },
        view=ClaimView(
            line=line,
            speaker=cards.entity(claim.speaker, claim.speaker_name),
            verb=words.ACT_TOWARDS.get(claim.act, words.ACT_VERB[claim.act])
            if claim.targets or claim.target_names
            else words.ACT_VERB[claim.act],
            targets=_targets(desk, claim),
            facts=_facts(desk, claim),
            diagram=charts.chain([steps(desk, claim, a) for a in appearances]),
            origins=tuple(_origin(desk, origin) for origin in claim.origins),
            visibility=words.VISIBILITY_WORDS[claim.visibility] if claim.visibility else "",
            appearances=tuple(_appearance(desk, a) for a in shown),
            more_appearances=len(appearances) - len(shown),
            accusing=claim.act in ACCUSING_ACTS,
            answers=answers,
            silent="" if answers else cards.silence(claim),
            answered=tuple(cards.answer(r) for r in own),
            deltas=tuple(cards.delta(d) for d in catalogue.deltas_by_claim.get(identity, ())),
            gaps=gaps(desk, claim),
        ),
    )


def _targets(desk: Desk, claim: Claim) -> tuple[Link, ...]:
    if len(claim.targets) == len(claim.target_names):
        pairs = zip(claim.targets, claim.target_names, strict=True)
        return tuple(desk.cards.entity(target, stated, nobody="") for target, stated in pairs)
    linked = tuple(desk.cards.entity(target, None, nobody=target) for target in claim.targets)
    known = {link.words for link in linked}
    stated = (text.name(name) for name in claim.target_names)
    return linked + tuple(Link(name) for name in stated if name and name not in known)


def _facts(desk: Desk, claim: Claim) -> tuple[Fact, ...]:
    said = when.value(claim.said)
    facts = [
        Fact("Said", (Link(said.words),), said.note),
        Fact("First seen by us", (Link(when.moment(claim.first_seen).words),)),
        Fact("Act", (Link(claim.act.value),), f"stance: {claim.stance.value}"),
        Fact("Appearances", (Link(text.number(len(desk.catalogue.appearances[claim.id]))),)),
        Fact("Publishers", (Link(text.number(claim.publishers)),)),
        Fact(
            "Independent origins",
            (
                Link(
                    "unknown"
                    if claim.independent_origins is None
                    else text.number(claim.independent_origins)
                ),
            ),
        ),
    ]
    dispute = desk.cards.dispute(claim.dispute_id)
    if dispute:
        facts.append(Fact("Dispute", (dispute,)))
    if claim.party_in_interest:
        facts.append(Fact("Interest", (Link("a party to the matter speaks for itself"),)))
    return tuple(facts)


def _origin(desk: Desk, origin: Origin) -> OriginLine:
    shown = [d for d in origin.documents if d in desk.catalogue.documents]
    notes = [words.NODE_WORD[origin.kind] if origin.kind else ""]
    if origin.party_in_interest:
        notes.append("a party to the matter")
    name = desk.cards.entity(origin.entity, origin.name, nobody="not named")
    return OriginLine(
        name=name if origin.known else Link("Origin unknown"),
        note=", ".join(note for note in notes if note)
        if origin.known
        else "no text that we hold shows who saw or heard it",
        known=origin.known,
        documents=tuple(
            Link(desk.catalogue.publisher_name(d), routes.document(d)) for d in shown[:12]
        ),
        more=max(0, len(shown) - 12),
    )


def _appearance(desk: Desk, appearance: Appearance) -> AppearanceLine:
    record = desk.catalogue.statements[appearance.statement_id]
    statement = record.statement
    claim = desk.catalogue.claims[desk.catalogue.claim_of_statement[appearance.statement_id]]
    notes = [words.MODALITY_WORDS[statement.modality]]
    if statement.negated:
        notes.append("the act itself is negated")
    if statement.speaker and words.ROLE_WORD[statement.speaker.role]:
        notes.append(f"speaks {words.ROLE_WORD[statement.speaker.role]}")
    if appearance.inferred:
        notes.append("the chain was completed from another document")
    notes.append(f"reading: {words.certainty(statement.confidence)} confidence")
    document = desk.catalogue.publication.documents[appearance.document_id]
    chain = [Link(f"{name} {verb}".strip()) for _, name, _, verb in steps(desk, claim, appearance)]
    return AppearanceLine(
        quote=desk.cards.cited(desk.book.of_appearance(appearance)),
        title=desk.cards.document_link(appearance.document_id),
        seen=when.moment(document.first_seen),
        act=desk.cards.act(statement.act, statement.stance),
        hedge=text.name(statement.hedge),
        chain=tuple(chain),
        notes=tuple(notes),
    )
