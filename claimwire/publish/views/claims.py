"""Claims: the index by month and one page for every claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from claimwire.model import ACCUSING_ACTS, Appearance, Claim, DeltaKind, Origin
from claimwire.publish import charts, routes, text, when, words
from claimwire.publish.charts import Step
from claimwire.publish.desk import HOME, Desk, by_month
from claimwire.publish.escaping import escape, safe
from claimwire.publish.parts import (
    AnswerLine,
    Badge,
    ChainDiagram,
    Cited,
    ClaimLine,
    DeltaLine,
    Fact,
    Filters,
    Link,
    Page,
    Sheet,
)
from claimwire.publish.quick import quick
from claimwire.publish.records import Record
from claimwire.publish.views import findings
from claimwire.publish.views.evidence import gaps, steps
from claimwire.publish.views.filtering import filters
from claimwire.publish.views.findings import ConflictLine, DriftLine, PositionLine
from claimwire.publish.views.months import CROWDED, MOST, day_link, days_view
from claimwire.publish.when import When

_CRUMB = Link("Claims", routes.CLAIMS)
_APPEARANCES = 60  # that one page lists; all of them are in its data
_NEWEST = 60
_ARROW = ' <span aria-hidden="true">→</span> '


@quick
@dataclass(frozen=True, slots=True)
class AppearanceLine:
    """One place where a wording of the claim stands, with how it got there."""

    title: Link
    publisher: str
    original: str  # link to the sentence in the original, or ""
    seen: When
    hedge: str
    chain: tuple[str, ...]  # publisher first; each with the word to the next
    note: str
    shown_by: Link | None  # the document that shows the path which this one hides

    @property
    def path(self) -> Markup:
        """The chain in one line."""
        return safe(_ARROW.join([f"<bdi>{escape(step)}</bdi>" for step in self.chain]))


@quick
@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of the claim and all the places where it stands, first seen first."""

    quote: Cited
    act: Badge
    places: tuple[AppearanceLine, ...]


@quick
@dataclass(frozen=True, slots=True)
class OriginLine:
    """One independent witness and the documents that go back to it."""

    name: Link
    note: str
    known: bool
    documents: tuple[Link, ...]
    more: int


@quick
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
    wordings: tuple[Wording, ...]
    appearances: int
    more_appearances: int
    drifts: tuple[DriftLine, ...]
    conflicts: tuple[ConflictLine, ...]
    positions: tuple[PositionLine, ...]
    accusing: bool
    answers: tuple[AnswerLine, ...]
    silences: tuple[AnswerLine, ...]
    silent: str
    answered: tuple[AnswerLine, ...]  # where this claim is itself an answer
    deltas: tuple[DeltaLine, ...]
    gaps: tuple[str, ...]


@quick
@dataclass(frozen=True, slots=True)
class MonthLink:
    link: Link
    count: int


@quick
@dataclass(frozen=True, slots=True)
class ClaimsIndexView:
    total: int
    months: tuple[MonthLink, ...]
    filters: Filters | None
    newest: tuple[ClaimLine, ...]
    more: int


@quick
@dataclass(frozen=True, slots=True)
class ClaimsMonthView:
    heading: str
    filters: Filters | None
    claims: tuple[ClaimLine, ...]
    more: int
    newer: Link | None
    older: Link | None


def pages(desk: Desk) -> Iterator[Page | Sheet]:
    """Yield the index, a page per month of first sight (or its days), and a page per claim."""
    claims = desk.catalogue.claims
    months = by_month((_month(c.first_seen), c.id) for c in claims.values())
    yield _index(desk, months)
    keys = list(months)
    for at, month in enumerate(keys):
        newer = keys[at - 1] if at else None
        older = keys[at + 1] if at + 1 < len(keys) else None
        if len(months[month]) > CROWDED:
            yield from _days(desk, month, months[month], newer, older)
        else:
            yield _month_sheet(desk, month, months[month], newer, older)
            yield from _claim_sheets(desk, months[month])


def _month(at: dt.datetime) -> tuple[int, int]:
    utc = at.astimezone(dt.UTC)
    return utc.year, utc.month


def _month_link(month: tuple[int, int] | None) -> Link | None:
    return Link(when.month_words(*month), routes.claims_month(*month)) if month else None


def _filters(desk: Desk, lines: tuple[ClaimLine, ...]) -> Filters | None:
    return filters(desk, (line.tags for line in lines), unit="claim", kinds={}, without=("kind",))


def _index(desk: Desk, months: dict[tuple[int, int], list[str]]) -> Page:
    claims = tuple(desk.catalogue.claims)

    def view() -> ClaimsIndexView:
        newest = tuple(desk.cards.claim(c) for c in claims[:_NEWEST])
        return ClaimsIndexView(
            total=len(claims),
            months=tuple(
                MonthLink(Link(when.month_words(*m), routes.claims_month(*m)), len(ids))
                for m, ids in months.items()
            ),
            filters=_filters(desk, newest),
            newest=newest,
            more=len(claims) - len(newest),
        )

    return Page(
        path=routes.CLAIMS,
        template="claims.html",
        title="Claims",
        section="claims",
        description="Every claim on record, by the month in which it was first seen.",
        crumbs=(HOME,),
        scripts=("filter",),
        json_path=routes.json_of(routes.CLAIMS),
        record=lambda: {"months": {f"{y:04}-{m:02}": ids for (y, m), ids in months.items()}},
        view=view,
    )


def _month_sheet(
    desk: Desk,
    month: tuple[int, int],
    ids: list[str],
    newer: tuple[int, int] | None,
    older: tuple[int, int] | None,
) -> Sheet:
    return Sheet(
        path=routes.claims_month(*month),
        template="claims_month.html",
        state=(newer, older, desk.prints.claims(ids)),
        make=partial(_month_page, desk, month, ids, newer, older),
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

    def view() -> ClaimsMonthView:
        lines = tuple(desk.cards.claim(c) for c in ids)
        return ClaimsMonthView(
            heading, _filters(desk, lines), lines, 0, _month_link(newer), _month_link(older)
        )

    return Page(
        path=path,
        template="claims_month.html",
        title=f"Claims first seen in {heading}",
        section="claims",
        description=f"{text.plural(len(ids), 'claim')} first seen in {heading}.",
        crumbs=(HOME, _CRUMB),
        scripts=("filter",),
        json_path=routes.json_of(path),
        record=lambda: {"claims": desk.record_list("claims", ids)},
        view=view,
    )


def _days(
    desk: Desk,
    month: tuple[int, int],
    ids: list[str],
    newer: tuple[int, int] | None,
    older: tuple[int, int] | None,
) -> Iterator[Page | Sheet]:
    """Yield the page of a crowded month, which lists its days, and a page for each of them."""
    days: dict[int, list[str]] = {}
    for identity in ids:
        seen = desk.catalogue.claims[identity].first_seen.astimezone(dt.UTC)
        days.setdefault(seen.day, []).append(identity)
    path = routes.claims_month(*month)
    heading = when.month_words(*month)
    yield Page(
        path=path,
        template="days.html",
        title=f"Claims first seen in {heading}",
        section="claims",
        description=f"{text.plural(len(ids), 'claim')} first seen in {heading}, by day.",
        crumbs=(HOME, _CRUMB),
        json_path=routes.json_of(path),
        record=lambda: {"days": {f"{day:02}": found for day, found in days.items()}},
        view=lambda: days_view(
            month,
            days,
            kicker="Claims first seen in",
            unit="claim",
            route=routes.claims_day,
            rest="",
            newer=_month_link(newer),
            older=_month_link(older),
        ),
    )
    order = sorted(days, reverse=True)
    for at, day in enumerate(order):
        after = (*month, order[at - 1]) if at else None
        before = (*month, order[at + 1]) if at + 1 < len(order) else None
        yield Sheet(
            path=routes.claims_day(*month, day),
            template="claims_month.html",
            state=(after, before, desk.prints.claims(days[day])),
            make=partial(_day_page, desk, (*month, day), days[day], after, before),
        )
        yield from _claim_sheets(desk, days[day])


def _day_page(
    desk: Desk,
    day: tuple[int, int, int],
    ids: list[str],
    newer: tuple[int, int, int] | None,
    older: tuple[int, int, int] | None,
) -> Page:
    path = routes.claims_day(*day)
    heading = f"{day[2]} {when.month_words(*day[:2])}"

    def view() -> ClaimsMonthView:
        lines = tuple(desk.cards.claim(c) for c in ids[:MOST])
        links = (day_link(routes.claims_day, newer), day_link(routes.claims_day, older))
        return ClaimsMonthView(heading, _filters(desk, lines), lines, len(ids) - len(lines), *links)

    return Page(
        path=path,
        template="claims_month.html",
        title=f"Claims first seen on {heading}",
        section="claims",
        description=f"{text.plural(len(ids), 'claim')} first seen on {heading}.",
        crumbs=(HOME, _CRUMB, Link(when.month_words(*day[:2]), routes.claims_month(*day[:2]))),
        scripts=("filter",),
        json_path=routes.json_of(path),
        record=lambda: {"claims": desk.record_list("claims", ids)},
        view=view,
    )


def _claim_sheets(desk: Desk, ids: Iterable[str]) -> Iterator[Sheet]:
    """Yield the claims of a list right after it: their cards are still at hand."""
    return (_claim_sheet(desk, identity) for identity in ids)


def _claim_sheet(desk: Desk, identity: str) -> Sheet:
    c, prints = desk.catalogue, desk.prints
    claim = c.claims[identity]
    held = c.appearances[identity]
    drifts = c.drifts_by_claim.get(identity, ())
    return Sheet(
        path=routes.claim(identity),
        template="claim.html",
        state=(
            prints.claim(identity),
            [prints.statement(a.statement_id) for a in held],
            prints.documents(a.document_id for a in held),
            prints.documents(a.inferred_from for a in held if a.inferred_from),
            [prints.who(origin.entity, origin.name) for origin in claim.origins],
            prints.documents(d for origin in claim.origins for d in origin.documents),
            [prints.answer(r) for r in c.responses_by_claim.get(identity, ())],
            [prints.answer(r) for r in c.responses_by_own_claim.get(identity, ())],
            [prints.delta(d) for d in c.deltas_by_claim.get(identity, ())],
            [(d, prints.documents((d.before.document_id, d.after.document_id))) for d in drifts],
            [prints.conflict(one) for one in c.conflicts_by_claim.get(identity, ())],
            [prints.position(one) for one in c.positions_by_claim.get(identity, ())],
        ),
        make=partial(claim_page, desk, identity),
    )


def claim_page(desk: Desk, identity: str) -> Page:
    """Return the page of one claim."""
    line = desk.cards.claim(identity)
    path = line.title.path
    claim = desk.catalogue.claims[identity]
    return Page(
        path=path,
        template="claim.html",
        title=f"{line.title.words}: “{text.shorten(line.quote.words, 70)}”",
        section="claims",
        description=f"{line.title.words}. {line.origins.words}.",
        crumbs=(HOME, line.dispute or _CRUMB),
        cite=desk.cite(path, identity, desk.cards.claim_title(claim), claim.first_seen),
        json_path=routes.json_of(path),
        record=partial(_record, desk, identity),
        about=lambda: [desk.linked.claim(identity)],
        view=partial(_view, desk, identity),
    )


def _record(desk: Desk, identity: str) -> Record:
    catalogue = desk.catalogue
    statements = dict.fromkeys(a.statement_id for a in catalogue.appearances[identity])
    answers = catalogue.responses_by_claim.get(identity, ())
    origins = (o.id for o in catalogue.claims[identity].origins)
    return {
        "claim": desk.records.claim(identity),
        "statements": desk.record_list("statements", statements),
        "responses": desk.record_list("responses", answers),
        "origins": desk.record_list("origins", origins),
    }


def _view(desk: Desk, identity: str) -> ClaimView:
    catalogue, cards = desk.catalogue, desk.cards
    claim = catalogue.claims[identity]
    appearances = catalogue.appearances[identity]
    shown = appearances[:_APPEARANCES]
    paths = [steps(desk, claim, a) for a in appearances]
    answers = cards.answers(claim)
    spoken = tuple(a for a in answers if a.kind.kind != "silent")
    news = (catalogue.deltas[d] for d in catalogue.deltas_by_claim.get(identity, ()))
    aimed = claim.targets or claim.target_names
    verb = words.ACT_VERB[claim.act]
    return ClaimView(
        line=cards.claim(identity),
        speaker=cards.entity(claim.speaker, claim.speaker_name),
        verb=words.ACT_TOWARDS.get(claim.act, verb) if aimed else verb,
        targets=_targets(desk, claim),
        facts=_facts(desk, claim),
        diagram=charts.chain(paths),
        origins=tuple(_origin(desk, origin) for origin in claim.origins),
        visibility=words.VISIBILITY_WORDS[claim.visibility] if claim.visibility else "",
        wordings=_wordings(desk, shown, paths),
        appearances=len(appearances),
        more_appearances=len(appearances) - len(shown),
        drifts=findings.drifts(desk, catalogue.drifts_by_claim.get(identity, ())),
        conflicts=findings.conflicts(desk, catalogue.conflicts_by_claim.get(identity, ())),
        positions=findings.positions(desk, catalogue.positions_by_claim.get(identity, ())),
        accusing=claim.act in ACCUSING_ACTS,
        answers=spoken,
        silences=tuple(a for a in answers if a.kind.kind == "silent"),
        silent="" if answers else text.sentence_case(cards.silence(claim)),
        answered=tuple(cards.answer(r) for r in catalogue.responses_by_own_claim.get(identity, ())),
        # That it is new is no change of it.
        deltas=tuple(cards.delta(d.id) for d in news if d.kind is not DeltaKind.NEW_CLAIM),
        gaps=gaps(desk, claim),
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
    origins = "unknown"
    if claim.independent_origins is not None:
        origins = text.number(claim.independent_origins)
    facts = [
        Fact("Said", (Link(said.words),), said.note),
        Fact("First seen by us", (Link(when.moment(claim.first_seen).words),)),
        Fact("Act", (Link(words.ACT_NOUN[claim.act]),), f"stance: {claim.stance.value}"),
        Fact("Appearances", (Link(text.number(len(desk.catalogue.appearances[claim.id]))),)),
        Fact("Publishers", (Link(text.number(claim.publishers)),)),
        Fact("Independent origins", (Link(origins),)),
    ]
    dispute = desk.cards.dispute(claim.dispute_id)
    if dispute:
        facts.append(Fact("Dispute", (dispute,)))
    if claim.party_in_interest:
        facts.append(Fact("Interest", (Link("a party to the matter speaks for itself"),)))
    if claim.pinned:
        facts.append(Fact("Fixed", (Link("an operator decided what belongs to it"),)))
    facts.append(Fact("Id", (Link(claim.id),)))
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


def _wordings(
    desk: Desk, appearances: tuple[Appearance, ...], paths: list[list[Step]]
) -> tuple[Wording, ...]:
    """Group appearances by their words: a copied sentence is one wording in many places."""
    found: dict[str, list[tuple[Appearance, list[Step]]]] = {}
    for appearance, path in zip(appearances, paths, strict=False):
        quote = desk.book.of_appearance(appearance)
        found.setdefault(" ".join(quote.text.casefold().split()), []).append((appearance, path))
    lines = []
    for group in found.values():
        first, _ = group[0]
        statement = desk.catalogue.statements[first.statement_id].statement
        lines.append(
            Wording(
                quote=desk.cards.cited(desk.book.of_appearance(first)),
                act=desk.cards.act(statement.act, statement.stance),
                places=tuple(_place(desk, appearance, path) for appearance, path in group),
            )
        )
    return tuple(lines)


def _place(desk: Desk, appearance: Appearance, path: list[Step]) -> AppearanceLine:
    statement = desk.catalogue.statements[appearance.statement_id].statement
    notes = [words.MODALITY_WORDS[statement.modality]]
    if statement.negated:
        notes.append("the act itself is negated")
    if statement.speaker and words.ROLE_WORD[statement.speaker.role]:
        notes.append(f"speaks {words.ROLE_WORD[statement.speaker.role]}")
    if appearance.inferred:
        notes.append("the chain was completed from another document")
    notes.append(f"reading: {words.certainty(statement.confidence)} confidence")
    document = desk.catalogue.publication.documents[appearance.document_id]
    cited = desk.cards.cited(desk.book.of_appearance(appearance))
    return AppearanceLine(
        title=cited.record,
        publisher=cited.publisher,
        original=cited.original,
        seen=when.moment(document.first_seen),
        hedge=text.name(statement.hedge),
        chain=tuple(f"{name} {verb}".strip() for _, name, _, verb in path),
        note="; ".join(notes).capitalize(),
        shown_by=desk.cards.document_link(appearance.inferred_from)
        if appearance.inferred_from
        else None,
    )
