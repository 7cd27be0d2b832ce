"""What only shows across documents: conflicts, figures, hedges, ladders, positions, changes.

Each is laid out so that a reader can check it: every value with its sentence and its source, none
of them taken to be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimwire.model import (
    Conflict,
    Credit,
    Evidence,
    HedgeDrift,
    LadderStep,
    Position,
    RecreditedFigure,
    Rung,
    StatementChange,
)
from claimwire.publish import routes, text, when, words
from claimwire.publish.desk import Desk
from claimwire.publish.parts import Badge, Cited, Link
from claimwire.publish.when import When

_DOCUMENTS = 6  # named for one value; the rest is counted


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One of several values, with a sentence that gives it."""

    words: str
    quote: Cited
    documents: tuple[Link, ...]
    more: int
    note: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Different values for the same thing."""

    id: str
    what: str
    claim: Link | None
    values: tuple[ValueLine, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class CreditLine:
    who: Link
    when: When
    quote: Cited


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure that was first known from one speaker and is later credited to another."""

    id: str
    words: str
    first: CreditLine
    later: tuple[CreditLine, ...]


@dataclass(frozen=True, slots=True)
class DriftLine:
    """The same claim with and without a hedge."""

    id: str
    hedge: str
    before: Cited
    after: Cited
    in_headline: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a dispute's ladder."""

    id: str
    rung: str
    when: When
    planned: bool
    actor: Link | None
    targets: str
    identifiers: tuple[str, ...]
    claim: Link | None
    quote: Cited


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung with how many steps of it are on record."""

    words: str
    count: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a dispute has come, in a line: its highest rung, and its newest step."""

    reached: str
    latest: str
    when: When


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of a dispute: its rungs, lowest first, and its steps in order of time."""

    rungs: tuple[RungLine, ...]
    steps: tuple[StepLine, ...]
    latest: StepLine | None  # the newest that is not merely planned


@dataclass(frozen=True, slots=True)
class StanceLine:
    """What an actor said at one time, and how it relates to what it said before."""

    when: When
    act: Badge
    turn: Badge
    claim: Link
    quote: Cited


@dataclass(frozen=True, slots=True)
class PositionLine:
    """An actor's stances on one matter, oldest first."""

    id: str
    who: Link
    about: tuple[Link, ...]
    dispute: Link | None
    steps: tuple[StanceLine, ...]
    reversed: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A statement that differs between two revisions."""

    id: str
    kind: Badge
    when: When
    claim: Link | None
    before: Cited | None
    after: Cited | None


def _quote(desk: Desk, evidence: Evidence) -> Cited:
    return desk.cards.cited(desk.book.of_evidence(evidence))


def _claim(desk: Desk, identity: str | None) -> Link | None:
    claim = desk.catalogue.claims.get(identity or "")
    return Link(desk.cards.claim_title(claim), routes.claim(claim.id)) if claim else None


def conflicts(desk: Desk, found: Iterable[Conflict]) -> tuple[ConflictLine, ...]:
    """Return conflicts whose values all have a sentence."""
    return tuple(_conflict(desk, c) for c in found if all(v.evidence for v in c.values))


def _conflict(desk: Desk, conflict: Conflict) -> ConflictLine:
    lines = []
    for value in conflict.values:
        shown = value.documents[:_DOCUMENTS]
        note = "from a text that is, or speaks for, the origin" if value.from_origin else ""
        if conflict.supported is not None and value.value == conflict.supported:
            note = "supported by the origin's own text"
        lines.append(
            ValueLine(
                words=text.title(value.words),
                quote=_quote(desk, value.evidence[0]),
                documents=tuple(
                    Link(desk.catalogue.publisher_name(d), desk.cards.document_link(d).path)
                    for d in shown
                ),
                more=len(value.documents) - len(shown),
                note=note,
            )
        )
    about = text.name(conflict.about)
    return ConflictLine(
        id=conflict.id,
        what=words.SLOT_WORDS[conflict.slot] + (f" ({about})" if about else ""),
        claim=_claim(desk, conflict.claim_id),
        values=tuple(lines),
        supported=conflict.supported is not None,
    )


def figures(desk: Desk, found: Iterable[RecreditedFigure]) -> tuple[FigureLine, ...]:
    """Return figures whose credit has wandered."""
    return tuple(
        FigureLine(
            id=figure.id,
            words=text.title(figure.words),
            first=_credit(desk, figure.first),
            later=tuple(_credit(desk, credit) for credit in figure.later),
        )
        for figure in found
    )


def _credit(desk: Desk, credit: Credit) -> CreditLine:
    return CreditLine(
        who=desk.cards.entity(credit.entity, credit.name),
        when=when.day_of(credit.first_seen),
        quote=_quote(desk, credit.evidence),
    )


def drifts(desk: Desk, found: Iterable[HedgeDrift]) -> tuple[DriftLine, ...]:
    """Return where a hedge was lost on the way."""
    return tuple(
        DriftLine(
            id=drift.id,
            hedge=text.title(drift.before_words),
            before=desk.cards.cited(desk.book.of_appearance(drift.before)),
            after=desk.cards.cited(desk.book.of_appearance(drift.after)),
            in_headline=drift.in_headline,
        )
        for drift in found
    )


def stage(found: Iterable[LadderStep]) -> Stage | None:
    """Return how far a dispute has come; ``None`` where no step has been taken."""
    taken = [step for step in found if step.status != "planned"]
    if not taken:
        return None
    reached = max((step.rung for step in taken), key=list(Rung).index)
    latest = max(taken, key=lambda s: (s.date, s.first_seen, s.id))
    return Stage(words.RUNG_WORD[reached], words.RUNG_WORD[latest.rung], when.written(latest.date))


def ladder(desk: Desk, found: Iterable[LadderStep]) -> Ladder | None:
    """Return the ladder of a dispute; ``None`` where no step is on record."""
    steps = sorted(found, key=lambda s: (s.date, s.first_seen, s.id))
    if not steps:
        return None
    lines = tuple(_step(desk, step) for step in steps)
    rungs = []
    for rung in Rung:
        of_it = [step for step in steps if step.rung is rung]
        planned = bool(of_it) and all(step.status == "planned" for step in of_it)
        rungs.append(RungLine(words.RUNG_WORD[rung], len(of_it), planned))
    done = [line for line in lines if not line.planned]
    return Ladder(tuple(rungs), lines, done[-1] if done else None)


def _step(desk: Desk, step: LadderStep) -> StepLine:
    actor = desk.cards.entity(step.actor, step.actor_name, nobody="")
    return StepLine(
        id=step.id,
        rung=words.RUNG_WORD[step.rung],
        when=when.written(step.date),
        planned=step.status == "planned",
        actor=actor if actor.words else None,
        targets=text.listed([n for t in step.target_names if (n := text.name(t))]),
        identifiers=tuple(text.name(value) for _, value in step.identifiers),
        claim=_claim(desk, step.claim_id),
        quote=_quote(desk, step.evidence),
    )


def positions(desk: Desk, found: Iterable[Position]) -> tuple[PositionLine, ...]:
    """Return positions in order of time, with what hardened, softened or was reversed."""
    lines = []
    for position in found:
        steps = []
        for step in position.steps:
            claim = _claim(desk, step.claim_id)
            if claim is None:
                continue
            stated = when.is_calendar(step.said)
            steps.append(
                StanceLine(
                    when=when.value(step.said) if stated else when.day_of(step.first_seen),
                    act=desk.cards.act(step.act, step.stance),
                    turn=Badge(words.TURN_SHAPE[step.turn], words.TURN_WORD[step.turn]),
                    claim=claim,
                    quote=_quote(desk, step.evidence),
                )
            )
        if len(steps) < 2:
            continue
        names = zip(position.about, position.about_names, strict=False)
        lines.append(
            PositionLine(
                id=position.id,
                who=desk.cards.entity(position.entity, position.name),
                about=tuple(desk.cards.entity(e, name, nobody=e) for e, name in names),
                dispute=desk.cards.dispute(position.dispute_id),
                steps=tuple(steps),
                reversed=any(step.turn.kind == "turn" for step in steps),
            )
        )
    return tuple(lines)


def changes(desk: Desk, found: Iterable[StatementChange]) -> tuple[ChangeLine, ...]:
    """Return how statements differ between the revisions of a document, newest first."""
    return tuple(
        ChangeLine(
            id=change.id,
            kind=Badge(words.CHANGE_SHAPE[change.kind], words.CHANGE_WORD[change.kind]),
            when=when.moment(change.learned_at),
            claim=_claim(desk, change.claim_id),
            before=_quote(desk, change.before) if change.before else None,
            after=_quote(desk, change.after) if change.after else None,
        )
        for change in reversed(tuple(found))
    )
