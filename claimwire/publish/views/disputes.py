"""Disputes: the index and, for each, ledger, timeline, documents and what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import ACCUSING_ACTS, Dispute
from claimwire.publish import calendars, charts, routes, text, when
from claimwire.publish.cards import newest
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import (
    ClaimLine,
    DeltaLine,
    DocumentLine,
    EventLine,
    Fact,
    LedgerRow,
    Link,
    Page,
    Strip,
)
from claimwire.publish.when import When

_CRUMB = Link("Disputes", routes.DISPUTES)
_LEDGER = 60
_OTHER_CLAIMS = 40
_EVENTS = 60
_DOCUMENTS = 60
_NEWS = 12


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
    strip: Strip | None
    ledger: tuple[LedgerRow, ...]
    more_ledger: int
    claims: tuple[ClaimLine, ...]
    more_claims: int
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


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the index and one page per dispute of the knowledge base."""
    yield _index(desk)
    for dispute in desk.catalogue.disputes:
        yield _page(desk, dispute)


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
        last=when.moment(last) if last else None,
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
        record={"disputes": desk.record_list("disputes", (d.id for d in desk.catalogue.disputes))},
        view=DisputesView(
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


def _page(desk: Desk, dispute: Dispute) -> Page:
    catalogue, cards = desk.catalogue, desk.cards
    claims = catalogue.claims_by_dispute.get(dispute.id, ())
    accusing = tuple(c for c in claims if catalogue.claims[c].act in ACCUSING_ACTS)
    answering = {catalogue.claim_of_response.get(r) for c in claims for r in _answers(desk, c)}
    other = tuple(c for c in claims if c not in set(accusing) and c not in answering)
    ledger, more_ledger = newest(accusing, _LEDGER)
    others, more_others = newest(other, _OTHER_CLAIMS)
    all_events = catalogue.events_by_dispute.get(dispute.id, ())
    planned = [e for e in catalogue.upcoming if e in set(all_events)]
    past = tuple(e for e in reversed(all_events) if e not in set(planned))
    events, more_events = newest(past, _EVENTS)
    held = catalogue.documents_by_dispute.get(dispute.id, ())
    documents, more_documents = newest(held, _DOCUMENTS)
    news = catalogue.deltas_by_dispute.get(dispute.id, ())
    path = routes.dispute(dispute.id)
    name = text.title(dispute.title)
    return Page(
        path=path,
        template="dispute.html",
        title=name,
        section="disputes",
        description=text.title(dispute.definition),
        crumbs=(HOME, _CRUMB),
        feeds=(cards.feed(f"dispute/{dispute.id}", name),),
        calendar=calendars.of_dispute(desk, dispute.id),
        json_path=routes.json_of(path),
        record={
            "dispute": desk.records.dispute(dispute.id),
            "claims": list(claims),
            "events": list(all_events),
            "documents": list(held),
            "deltas": list(news),
            "stories": list(catalogue.stories_by_dispute.get(dispute.id, ())),
        },
        view=DisputeView(
            definition=text.title(dispute.definition, limit=1_500),
            facts=_facts(desk, dispute, len(accusing)),
            parties=_parties(desk, dispute),
            strip=_strip(desk, dispute, None, 52),
            ledger=tuple(cards.ledger(catalogue.claims[c]) for c in ledger),
            more_ledger=more_ledger,
            claims=tuple(cards.claim(c) for c in others),
            more_claims=more_others,
            upcoming=tuple(cards.event(e) for e in planned),
            events=tuple(cards.event(e) for e in events),
            more_events=more_events,
            news=tuple(cards.delta(d) for d in news[:_NEWS]),
            documents=tuple(cards.document(d) for d in documents),
            more_documents=more_documents,
            gaps=_gaps(desk, claims),
        ),
    )


def _parties(desk: Desk, dispute: Dispute) -> tuple[PartyLine, ...]:
    roles: dict[str, list[Link]] = {}
    for party in dispute.parties:
        who = desk.cards.entity(party.entity, None, nobody=text.name(party.entity))
        roles.setdefault(text.name(party.role) or "party", []).append(who)
    return tuple(PartyLine(role, tuple(who)) for role, who in roles.items())


def _answers(desk: Desk, claim: str) -> tuple[str, ...]:
    return desk.catalogue.responses_by_claim.get(claim, ())


def _facts(desk: Desk, dispute: Dispute, accusations: int) -> tuple[Fact, ...]:
    catalogue = desk.catalogue
    claims = catalogue.claims_by_dispute.get(dispute.id, ())
    documents = catalogue.documents_by_dispute.get(dispute.id, ())
    publishers = {catalogue.publisher_name(d) for d in documents}
    started = when.written(dispute.started) if dispute.started else when.NOT_STATED
    counts = (
        ("Claims", len(claims)),
        ("Accusations", accusations),
        ("Documents", len(documents)),
        ("Publishers", len(publishers)),
    )
    identifiers = tuple(
        Fact(text.name(kind).capitalize(), (Link(text.name(value)),))
        for kind, value in dispute.identifiers
    )
    return (
        Fact("Since", (Link(started.words),), started.note),
        *(Fact(label, (Link(text.number(count)),)) for label, count in counts),
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
