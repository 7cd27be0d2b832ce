"""Transcripts: whose turn a paragraph is, and whether it only asks.

*Reuters: Will the ministry retaliate?* and *Jane Doe: We have answered that.* look alike; what
parts them from lists (*Price: free until May*) is that several labels take turns and one asks.
What is asked is nobody's statement, least of all that of the outlet that asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimwire.model import EntityType, Mention, Span
from nlp.outlets import is_outlet
from nlp.reading import FURNITURE, Reading

_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.’'-]*(?:,? (?:[A-Z(][\w.’')-]*|of|the|and|for|de|van|von|al)){0,6}):\s+\S"
)
_TITLE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Prof|Gen|Hon|Gov|Amb)\b\.?|Senator|Representative|Congress(?:wo)?man"
    r"|Chair(?:man|woman|person)?|Judge|Justice|Minister|President|Secretary|Ambassador|Professor"
    r"|Spokes(?:person|man|woman))\s",
    re.IGNORECASE,
)
_ASKED = frozenset({"q", "question"})
_ANSWERED = frozenset({"a", "answer"})
_FEWEST = 3
"""Turns that make a transcript."""
_CLOSING = " \t”\"’')"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one paragraph of a transcript is: who speaks in it, whether it only asks, whether its
    label is that of an outlet."""

    name: Span
    asks: bool
    outlet: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A labelled paragraph, before anything is known of the page."""

    start: int
    name: Span
    key: str
    question: bool
    titled: bool
    capital: bool
    mention: Mention | None


def turns(reading: Reading) -> dict[int, Turn]:
    """Return the turns of a transcript by the offset of their paragraph; none for other texts."""
    lines = [line for line in _lines(reading) if line.key not in _ANSWERED | _ASKED]
    keys = {line.key for line in lines}
    if len(lines) < _FEWEST or len(keys) < 2 or not any(line.question for line in lines):
        return {}
    askers = {key for key in keys if _only_asks(reading, [x for x in lines if x.key == key])}
    people = {
        key for key in keys - askers if any(_is_person(reading, x) for x in lines if x.key == key)
    }
    if not people or len(people | askers) < 2:
        return {}
    return {
        line.start: Turn(line.name, line.question or line.key in askers, _is_press(reading, line))
        for line in lines
        if line.key in people | askers
    }


def _lines(reading: Reading) -> list[_Line]:
    found = []
    for paragraph in reading.paragraphs:
        if paragraph.kind == FURNITURE:
            continue
        words = reading.text[paragraph.span.start : paragraph.span.start + 120]
        match = _LABEL.match(words)
        if match is None:
            continue
        label = match.group("name")
        name = Span(paragraph.span.start, paragraph.span.start + len(label))
        last = label.rstrip(").").split()[-1].casefold()
        whole = paragraph.span.of(reading.text).rstrip(_CLOSING)
        letters = [c for c in label if c.isalpha()]
        capital = len(letters) > 2 and all(c.isupper() for c in letters)
        titled = _TITLE.match(label) is not None
        mention = reading.mention_at(name)
        found.append(_Line(name.start, name, last, whole.endswith("?"), titled, capital, mention))
    return found


def _only_asks(reading: Reading, lines: Sequence[_Line]) -> bool:
    """Say whether a label is that of an outlet, or of an interviewer: more questions than not."""
    if any(_is_press(reading, line) for line in lines):
        return True
    asked = sum(line.question for line in lines)
    return 2 * asked > len(lines) and not any(line.titled for line in lines)


def _is_press(reading: Reading, line: _Line) -> bool:
    return line.mention is not None and is_outlet(reading, line.mention)


def _is_person(reading: Reading, line: _Line) -> bool:
    if line.titled or line.capital:
        return True
    if line.mention is not None:
        return line.mention.type is EntityType.PERSON
    return any(
        mention.type is EntityType.PERSON
        and mention.canonical.rpartition(" ")[2].casefold() == line.key
        for mention in reading.mentions
    )
