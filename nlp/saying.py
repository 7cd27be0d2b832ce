"""When each statement was said: the date beside its cue, that of what the same speaker said just
before, or no more than that it was said by the day of publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimwire.model import Annotation, DateValue, Party, Statement


class How(StrEnum):
    """What a date of saying rests on."""

    STATED = "stated"  # stands beside the cue
    SAME_OCCASION = "same-occasion"  # the speaker goes on in the paragraph: *he added*
    NOT_AFTER = "not-after"  # the day of publication: said then or before


@dataclass(frozen=True, slots=True)
class Saying:
    """A date of saying: ISO 8601 value, its precision, and what it rests on."""

    value: str
    precision: str
    how: How


def sayings(
    annotation: Annotation,
    values: Sequence[DateValue | None],
    text: str,
    published: dt.datetime | None,
) -> Iterator[Saying | None]:
    """Yield the date of saying of each statement, in order; ``None`` where nothing tells.

    ``values`` are the resolved dates of ``annotation``. What the text marks as said before is not
    of the occasion of its neighbours.
    """
    latest = _by(published)
    last: tuple[str, int, Saying] | None = None
    for statement in annotation.statements:
        value = values[statement.date] if statement.date is not None else None
        if value is not None:
            found: Saying | None = Saying(value.value, value.precision, How.STATED)
        else:
            found = _going_on(statement, text, last) or latest
        yield found
        who = _who(statement.speaker)
        if statement.earlier or who is None:
            last = None
        elif found is not None and found.how is not How.NOT_AFTER:
            last = (who, statement.cue.start, found)


def _by(published: dt.datetime | None) -> Saying | None:
    if published is None:
        return None
    return Saying(published.date().isoformat(), "day", How.NOT_AFTER)


def _going_on(
    statement: Statement, text: str, last: tuple[str, int, Saying] | None
) -> Saying | None:
    if last is None or statement.earlier or _who(statement.speaker) != last[0]:
        return None
    if "\n" in text[last[1] : statement.cue.start]:
        return None
    return Saying(last[2].value, last[2].precision, How.SAME_OCCASION)


def _who(party: Party | None) -> str | None:
    return None if party is None else party.entity or party.canonical
