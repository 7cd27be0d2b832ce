"""Disputes: the index and, for each, ledger, timeline, documents and what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from claimwire.model import ACCUSING_ACTS, Dispute, Position, Turn
from claimwire.publish import calendars, charts, columns, routes, text, when
from claimwire.publish.cards import newest
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import (
    ClaimLine,
    Columns,
    DeltaLine,
    DocumentLine,
    EventLine,
    Fact,
    Filters,
    LedgerRow,
    Link,
    Page,
    Sheet,
    Spread,
    Strip,
)
from claimwire.publish.records import Record
from claimwire.publish.views import findings
from claimwire.publish.views.filtering import filters
from claimwire.publish.views.findings import (
    ConflictLine,
    FigureLine,
    Ladder,
    PositionLine,
    Stage,
)
from claimwire.publish.when import When

_CRUMB = Link("Disputes", routes.DISPUTES)
# What one page lists; all of it is in its data. Together some 250 KB of HTML at the most.
_LEDGER = 40
_OTHER_CLAIMS = 25
_EVENTS = 30
_DOCUMENTS = 40
_NEWS = 10

LEDGER_KINDS = {
    "answered": "answered in words",
    "silent": "silence reported",
    "unanswered": "no answer found",
}
"""States of an accusation in a ledger."""


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A dispute in a list."""

    link: Link
    definition: str
    claims: int
    accusations: int
    unanswered: int
    documents: int
    last: When | None
    stage: Stage | None
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class PartyLine:
    """Everybody who has one role in the dispute."""

    role: str
    who: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DisputeView:
    definition: str
    facts: tuple[Fact, ...]
    parties: tuple[PartyLine, ...]
    counts: tuple[tuple[int, str, str], ...]  # (number, words, id of the section)
    ladder: Ladder | None
    activity: Columns | None
    spread: tuple[Spread, ...]
    filters: Filters | None
    ledger: tuple[LedgerRow, ...]
    more_ledger: int
    claims: tuple[ClaimLine, ...]
    more_claims: int
    conflicts: tuple[ConflictLine, ...]
    figures: tuple[FigureLine, ...]
    positions: tuple[PositionLine, ...]
    upcoming: tuple[EventLine, ...]
    events: tuple[EventLine, ...]
    more_events: int
    news: tuple[DeltaLine, ...]
    documents: tuple[DocumentLine, ...]
    more_documents: int
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputesView:
    disputes: tuple[DisputeLine, ...]
    emerging: tuple[Link, ...]


def pages(desk: Desk) -> Iterator[Page | Sheet]:
    """Yield the index and one page per dispute of the knowledge base."""
    yield _index(desk)
    for dispute in desk.catalogue.disputes:
        yield _sheet(desk, dispute)


def line(desk: Desk, dispute: Dispute, *, until: dt.datetime | None, weeks: int) -> DisputeLine:
    """Return a dispute as a line of a list, with its claims over the ``weeks`` to ``until``."""
    catalogue = desk.catalogue
    claims = [catalogue.claims[c] for c in catalogue.claims_by_dispute.get(dispute.id, ())]
    deltas = catalogue.deltas_by_dispute.get(dispute.id, ())
    last = catalogue.deltas[deltas[0]].learned_at if deltas else None
    return DisputeLine(
        link=Link(text.title(dispute.title), routes.dispute(dispute.id)),
        definition=text.title(dispute.definition, limit=600),
        claims=len(claims),
        accusations=sum(claim.act in ACCUSING_ACTS for claim in claims),
        unanswered=sum(catalogue.unanswered(claim) for claim in claims),
        documents=len(catalogue.documents_by_dispute.get(dispute.id, ())),
        last=when.day_of(last) if last else None,
        stage=findings.stage(catalogue.ladder_by_dispute.get(dispute.id, ())),
        strip=_strip(desk, dispute, until, weeks),
    )


def _strip(desk: Desk, dispute: Dispute, until: dt.datetime | None, weeks: int) -> Strip | None:
    claims = desk.catalogue.claims_by_dispute.get(dispute.id, ())
    return charts.activity(
        (desk.catalogue.claims[c].first_seen for c in claims),
        identity=f"activity-{routes.slug(dispute.id)}",
        title=f"New claims per week: {text.title(dispute.title)}",
        unit="claim",
        weeks=weeks,
        until=until,
    )


def _index(desk: Desk) -> Page:
    emerging = [s for s in desk.catalogue.stories.values() if s.emerging]
    return Page(
        path=routes.DISPUTES,
        template="disputes.html",
        title="Disputes",
        section="disputes",
        description="Long-running matters between parties, by last news.",
        crumbs=(HOME,),
        json_path=routes.json_of(routes.DISPUTES),
        record=lambda: {
            "disputes": desk.record_list("disputes", (d.id for d in desk.catalogue.disputes))
        },
        view=lambda: DisputesView(
            disputes=tuple(
                line(desk, d, until=desk.catalogue.newest_claim, weeks=52)
                for d in desk.catalogue.disputes
            ),
            emerging=tuple(
                Link(desk.cards.document_link(s.headline_document).words, routes.story(s.id))
                for s in emerging[:20]
            ),
        ),
    )


def _sheet(desk: Desk, dispute: Dispute) -> Sheet:
    c, prints, identity = desk.catalogue, desk.prints, dispute.id
    claims = c.claims_by_dispute.get(identity, ())
    figures = c.figures_by_dispute.get(identity, ())
    credits = [one for figure in figures for one in (figure.first, *figure.later)]
    steps = c.ladder_by_dispute.get(identity, ())
    return Sheet(
        path=routes.dispute(identity),
        template="dispute.html",
        state=(
            dispute,
            [prints.who(party.entity, None) for party in dispute.parties],
            prints.claims(claims),
            [prints.answer(r) for claim in claims for r in _answers(desk, claim)],
            [prints.event(e) for e in c.events_by_dispute.get(identity, ())],
            c.upcoming,
            prints.documents(c.documents_by_dispute.get(identity, ())),
            c.deltas_by_dispute.get(identity, ()),
            [prints.delta(d) for d in c.deltas_by_dispute.get(identity, ())[:_NEWS]],
            c.stories_by_dispute.get(identity, ()),
            [prints.conflict(one) for one in c.conflicts_by_dispute.get(identity, ())],
            (figures, [prints.who(one.entity, one.name) for one in credits]),
            prints.evidence(one.evidence for one in credits),
            [(s, prints.who(s.actor, s.actor_name), prints.title(s.claim_id)) for s in steps],
            prints.evidence(step.evidence for step in steps),
            [prints.position(one) for one in _positions(desk, dispute)],
        ),
        make=partial(_page, desk, dispute),
    )


def _page(desk: Desk, dispute: Dispute) -> Page:
    path = routes.dispute(dispute.id)
    name = text.title(dispute.title)
    news = desk.catalogue.deltas_by_dispute.get(dispute.id, ())
    last = desk.catalogue.deltas[news[0]].learned_at if news else None
    return Page(
        path=path,
        template="dispute.html",
        title=name,
        section="disputes",
        description=text.title(dispute.definition),
        crumbs=(HOME, _CRUMB),
        feeds=(desk.cards.feed(f"dispute/{dispute.id}", name),),
        calendar=calendars.of_dispute(desk, dispute.id),
        scripts=("filter",),
        cite=desk.cite(path, dispute.id, name, last),
        json_path=routes.json_of(path),
        record=partial(_record, desk, dispute),
        about=lambda: [desk.linked.dispute(dispute.id)],
        view=partial(_view, desk, dispute),
    )


def _record(desk: Desk, dispute: Dispute) -> Record:
    catalogue = desk.catalogue
    return {
        "dispute": desk.records.dispute(dispute.id),
        "claims": list(catalogue.claims_by_dispute.get(dispute.id, ())),
        "events": list(catalogue.events_by_dispute.get(dispute.id, ())),
        "documents": list(catalogue.documents_by_dispute.get(dispute.id, ())),
        "deltas": list(catalogue.deltas_by_dispute.get(dispute.id, ())),
        "stories": list(catalogue.stories_by_dispute.get(dispute.id, ())),
    }


def _view(desk: Desk, dispute: Dispute) -> DisputeView:
    catalogue, cards = desk.catalogue, desk.cards
    claims = catalogue.claims_by_dispute.get(dispute.id, ())
    accusing = tuple(c for c in claims if catalogue.claims[c].act in ACCUSING_ACTS)
    answering = {catalogue.claim_of_response.get(r) for c in claims for r in _answers(desk, c)}
    charges = set(accusing)
    other = tuple(c for c in claims if c not in charges and c not in answering)
    shown, more_ledger = newest(cards.by_date(accusing), _LEDGER)
    ledger = tuple(cards.ledger(catalogue.claims[c]) for c in shown)
    others, more_others = newest(cards.by_date(other), _OTHER_CLAIMS)
    all_events = catalogue.events_by_dispute.get(dispute.id, ())
    to_come, held_events = set(catalogue.upcoming), set(all_events)
    planned = [e for e in catalogue.upcoming if e in held_events]
    past = tuple(e for e in reversed(all_events) if e not in to_come)
    events, more_events = newest(past, _EVENTS)
    held = catalogue.documents_by_dispute.get(dispute.id, ())
    documents, more_documents = newest(held, _DOCUMENTS)
    return DisputeView(
        definition=text.title(dispute.definition, limit=1_500),
        facts=_facts(desk, dispute),
        parties=_parties(desk, dispute),
        counts=_counts(desk, dispute, len(accusing), len(other)),
        ladder=findings.ladder(desk, catalogue.ladder_by_dispute.get(dispute.id, ())),
        activity=columns.by_act(
            (
                (claim.first_seen.astimezone(dt.UTC).date(), claim.stance)
                for claim in (catalogue.claims[c] for c in claims)
            ),
            identity="activity",
            title="New claims by what they do",
            unit="claim",
        ),
        spread=columns.spread(
            (catalogue.claims[c] for c in claims),
            lambda claim: (
                Link(cards.claim_title(claim), routes.claim(claim.id)),
                cards.act(claim.act, claim.stance),
            ),
        ),
        filters=filters(
            desk,
            (row.tags for row in ledger),
            unit="accusation",
            kinds=LEDGER_KINDS,
            without=("dispute",),
        ),
        ledger=ledger,
        more_ledger=more_ledger,
        claims=tuple(cards.claim(c) for c in others),
        more_claims=more_others,
        conflicts=findings.conflicts(desk, catalogue.conflicts_by_dispute.get(dispute.id, ())),
        figures=findings.figures(desk, catalogue.figures_by_dispute.get(dispute.id, ())),
        positions=findings.positions(desk, _positions(desk, dispute)),
        upcoming=tuple(cards.event(e) for e in planned),
        events=tuple(cards.event(e) for e in events),
        more_events=more_events,
        news=tuple(cards.delta(d) for d in catalogue.deltas_by_dispute.get(dispute.id, ())[:_NEWS]),
        documents=tuple(cards.document(d) for d in documents),
        more_documents=more_documents,
        gaps=_gaps(desk, claims),
    )


def _positions(desk: Desk, dispute: Dispute) -> list[Position]:
    """Return the positions in a dispute that were ever changed: those that were only repeated stand
    on the pages of the actors."""
    still = {Turn.FIRST, Turn.REPEATED}
    return [
        position
        for positions in desk.catalogue.positions_by_entity.values()
        for position in positions
        if position.dispute_id == dispute.id and any(s.turn not in still for s in position.steps)
    ]


def _counts(
    desk: Desk, dispute: Dispute, accusations: int, others: int
) -> tuple[tuple[int, str, str], ...]:
    catalogue = desk.catalogue
    claims = [catalogue.claims[c] for c in catalogue.claims_by_dispute.get(dispute.id, ())]
    documents = catalogue.documents_by_dispute.get(dispute.id, ())
    events = catalogue.events_by_dispute.get(dispute.id, ())
    unanswered = sum(catalogue.unanswered(claim) for claim in claims)
    found = (
        (accusations, "accusation", "ledger"),
        (unanswered, "unanswered", "ledger"),
        (others, "other claim", "claims"),
        (len(events), "dated event", "timeline"),
        (len(documents), "document", "documents"),
        (len({catalogue.publisher_name(d) for d in documents}), "publisher", "documents"),
    )
    return tuple(
        (count, words if count == 1 or words == "unanswered" else words + "s", section)
        for count, words, section in found
        if count or section in {"ledger", "documents"}
    )


def _parties(desk: Desk, dispute: Dispute) -> tuple[PartyLine, ...]:
    roles: dict[str, list[Link]] = {}
    for party in dispute.parties:
        who = desk.cards.entity(party.entity, None, nobody=text.name(party.entity))
        roles.setdefault(text.name(party.role) or "party", []).append(who)
    return tuple(PartyLine(role, tuple(who)) for role, who in roles.items())


def _answers(desk: Desk, claim: str) -> tuple[str, ...]:
    return desk.catalogue.responses_by_claim.get(claim, ())


def _facts(desk: Desk, dispute: Dispute) -> tuple[Fact, ...]:
    started = when.written(dispute.started) if dispute.started else when.NOT_STATED
    identifiers = tuple(
        Fact(text.name(kind).capitalize(), (Link(text.name(value)),))
        for kind, value in dispute.identifiers
    )
    return (
        Fact("Since", (Link(started.words),), started.note),
        *identifiers,
    )


def _gaps(desk: Desk, ids: tuple[str, ...]) -> tuple[str, ...]:
    catalogue = desk.catalogue
    claims = [catalogue.claims[c] for c in ids]
    if not claims:
        return ("Everything: no claim in this matter is on record.",)
    accusations = text.plural(sum(c.act in ACCUSING_ACTS for c in claims), "accusation")
    total = text.plural(len(claims), "claim")
    unanswered = sum(catalogue.unanswered(c) for c in claims)
    unknown = sum(c.independent_origins is None for c in claims)
    undated = sum(not when.is_calendar(c.said) for c in claims)
    unnamed = sum(not c.speaker and not c.speaker_name for c in claims)
    found = (
        (unanswered, f"What those concerned say to {unanswered} of {accusations}."),
        (unknown, f"Where {unknown} of {total} come from."),
        (undated, f"When {undated} of {total} were said."),
        (unnamed, f"Who says {unnamed} of {total}."),
    )
    return tuple(sentence for count, sentence in found if count)
