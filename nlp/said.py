"""Statements made comparable: what of a statement other documents can be held against.

A statement knows its own text only. :mod:`nlp.across.reading` adds what a comparison needs: a key
for its speaker, the content words, the parties and countries that it is aimed at, the days on which
it can have been said, and the witness that its chain shows. The record holds neither text nor
annotation, so that a hundred thousand documents fit into memory.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from claimwire.model import Act, DateValue, Modality, NodeKind, Span, Stance, Visibility
from nlp.days import Days

LEAST_CONFIDENCE = 0.5
ACCUSING = frozenset({Act.ALLEGE, Act.ACCUSE, Act.CRITICIZE})
"""Acts that are one accusation when speaker, target and time agree, whatever the words."""
PERFORMING = frozenset({Act.SUE, Act.INVESTIGATE, Act.SANCTION, Act.RULE, Act.ORDER, Act.PROPOSE})
"""Acts that are done by being said: one act, one actor, one time is one occurrence."""
DENYING = frozenset({Act.DENY, Act.REJECT})
SILENT = frozenset({Act.DECLINE_COMMENT, Act.NO_RESPONSE})
"""Acts without a proposition: they answer, but are no claim."""
ANSWERING = DENYING | SILENT | ACCUSING | {Act.CONFIRM, Act.APOLOGIZE, Act.AGREE}
"""Acts that can answer an accusation."""
ANONYMOUS = "anonymous:"
"""How the keys of speakers begin that a page does not name."""


class Path(IntEnum):
    """How an appearance shows where it has the claim from, surest first."""

    PUBLIC = 0  # from a document that everybody can read
    SAW = 1  # a named outlet saw the document
    HEARD = 2  # a named outlet was told
    CARRIED = 3  # a named outlet is credited with what rests on a document closed to others
    SPOKEN = 4  # the speaker, with nothing in between
    HIDDEN = 5  # a closed document or an unnamed person, and nobody who saw or heard


@dataclass(frozen=True, slots=True)
class Witness:
    """Where one appearance of a claim goes back to, as far as it shows."""

    path: Path
    key: str | None
    kind: NodeKind | None
    name: str
    entity: str | None
    visibility: Visibility | None = None


@dataclass(frozen=True, slots=True)
class Answering:
    """What of an answering statement its pairing with an accusation needs."""

    names: tuple[str, ...]  # entities, but the speaker, that its sentence names
    before: Span | None  # the sentence before it, in the same paragraph
    refers: bool  # it points to what it answers: "the accusations"
    partly: bool
    defers: bool  # it sends the asker to somebody else


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of one document, ready to be compared with statements of others."""

    statement_id: str
    document_id: str
    revision_id: str
    first_seen: dt.datetime  # of the document
    act: Act
    stance: Stance
    modality: Modality
    negated: bool
    hedge: str | None
    start: int  # of the cue
    sentence: Span
    has_content: bool
    key: str | None  # of the speaker; None when the text names nobody
    speaker: str | None  # entity id
    speaker_name: str | None
    country: str | None  # of the speaker
    stems: tuple[str, ...]  # of the content, sorted
    text: str  # first content, folded: part of a claim's id
    figures: tuple[str, ...]  # telling ones of the content, with what they count
    targets: tuple[str, ...]  # entity ids
    target_names: tuple[str, ...]
    nations: tuple[str, ...]  # countries aimed at: "China", "Chinese AI companies"
    homes: tuple[str, ...]  # countries of the named targets
    named: tuple[str, ...]  # targets that are no countries
    date: DateValue | None
    days: Days | None
    earlier: bool
    private: bool  # rests on a document that is not open to everybody
    opened: bool  # its sentence says that this document was published
    documentary: bool  # a document speaks
    outlet: bool  # an outlet that reports: it vouches that something was said
    carries: bool  # only passes on another statement of the same text
    headline: bool  # stands in the first line of a page that has no sentence end there
    medium: str | None  # where it was said: "diplomatic cable", "told Reuters"
    crowd: str | None  # outlets that are said to have had the document, but are not named
    witness: Witness
    answering: Answering | None  # for acts that can answer

    @property
    def content(self) -> frozenset[str]:
        """The stems of the content words."""
        return frozenset(self.stems)

    @property
    def ref(self) -> tuple[str, str]:
        """The statement in its document; documents with one text share the ids of statements."""
        return self.document_id, self.statement_id

    @property
    def order(self) -> tuple[dt.datetime, str, int, int]:
        """Sort key: first seen, then document, then place in the text."""
        return self.first_seen, self.document_id, self.start, self.sentence.start
