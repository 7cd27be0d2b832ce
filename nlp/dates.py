"""Time expressions: finding them in a text, and resolving them against a revision's dates.

Two steps, because the annotation of a text may not depend on when a document was published:
:func:`find` gives symbolic expressions, :func:`resolve` gives them a value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from claimwire.model import DateMention, DateValue
from nlp import date_values
from nlp.date_patterns import Found, scan

_WITH_YEAR = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NEEDS_ANCHOR = ("weekday:", "monthday:", "mday:", "month:", "season:", "quarter:", "day:", "week")
_DEICTIC = re.compile(r"(?:weekday|day|week|weekend|shift):|(?:month|year):(?:0|[+-]\d+)\Z")
_DIRECTED = ("weekday:", "monthday:", "month:")
_DATELINE_WITHIN = 160
_DATELINE_LINE = 120
_NARRATIVE_DATES = 6
"""Dates with a year from which a text without weekdays and such is read as a narrative."""
_LATEST_YEAR = re.compile(r"(?<![\d,.])(20[0-4]\d)(?![\d%]|,\d)")
_OF_A_LAW = re.compile(r"\b(?:Act|Law|Code|Bill|Regulation|Directive)(?: of)?\s\Z")

_FUTURE_CUE = re.compile(
    r"""\b(?:will|would|shall|won['’]t|to\ be|due|scheduled|slated|expected|planned|plans?|set|
    upcoming|deadline|going\ to|tomorrow|closes|ends|expires|begins|starts|opens|resumes|
    takes?\ effect|comes?\ into\ force|may\ be\ (?:filed|submitted))\b|['’]ll\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DEADLINE = re.compile(r"\b(?:until|by|no later than|before)\s+(?:the\s+)?\Z", re.IGNORECASE)
"""Only right before the expression: *reviewed by Reuters on Wednesday* names no deadline."""
_PAST_CUE = re.compile(
    r"""\b(?:\w{3,}ed|said|was|were|had|told|wrote|sent|held|began|came|went|made|took|ruled|filed|
    since|gave|found|brought|showed|reported)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSE = re.compile(r"[.!?;:\n]")
_CUE_WINDOW = 70


def find(text: str) -> tuple[DateMention, ...]:
    """Return the time expressions of a text in order; they never overlap."""
    found = [f for f in scan(text) if not _OF_A_LAW.search(text[max(0, f.start - 16) : f.start])]
    dateline = _dateline(text, found)
    narrative = dateline is None and _is_narrative(found)
    years = _LATEST_YEAR.findall(text)
    default = f"@D{dateline}" if dateline else f"@Y{max(years)}" if years else ""
    mentions: list[DateMention] = []
    before: str | None = None  # the last expression that "two days later" can count from
    dated: str | None = None  # the last one that has a year
    for one in found:
        expression = one.expression
        if expression.startswith("after:"):
            if before is None:
                continue
            expression = f"{expression}({before})"
        elif expression.startswith(_DIRECTED) and ":past" in expression and _is_future(text, one):
            expression = expression.replace(":past", ":future")
        if expression.startswith(_NEEDS_ANCHOR) or expression.startswith(("shift:", "year:")):
            expression += f"@N{dated}" if narrative and dated else default
        mentions.append(DateMention(one.start, one.end, one.type, expression))
        if one.type == "DATE":
            before = expression if len(expression) < 200 else None
        if _WITH_YEAR.match(expression):
            dated = expression
        elif narrative and "@" in expression:
            value = resolve(expression, published=None, first_seen=None)
            dated = value.value if value and _WITH_YEAR.match(value.value) else dated
    return tuple(mentions)


def resolve(
    expression: str, *, published: dt.datetime | None, first_seen: dt.datetime | None
) -> DateValue | None:
    """Return the value of an expression of :func:`find`, or ``None`` if it has none.

    ``published`` is the stated time of publication of the revision, ``first_seen`` when it was
    first captured; the latter serves only where the former and the text itself say nothing.
    """
    return date_values.value_of(expression, published=published, first_seen=first_seen)


def _dateline(text: str, found: Sequence[Found]) -> str | None:
    """Return the full date that a text gives for itself at its head."""
    for one in found:
        if one.start > _DATELINE_WITHIN:
            return None
        if not _FULL.match(one.expression):
            continue
        line = text[text.rfind("\n", 0, one.start) + 1 :].partition("\n")[0]
        opens = text[: one.start].strip() == "" and text[one.end : one.end + 1] in {".", ":", "\n"}
        if opens or (len(line) <= _DATELINE_LINE and not line.rstrip().endswith((".", "?", "!"))):
            return one.expression
    return None


def _is_narrative(found: Sequence[Found]) -> bool:
    dated = sum(1 for one in found if _WITH_YEAR.match(one.expression))
    deictic = sum(1 for one in found if _DEICTIC.match(one.expression))
    return dated >= _NARRATIVE_DATES and deictic * 5 <= dated


def _is_future(text: str, one: Found) -> bool:
    """Say whether the verb that stands nearest before the expression speaks of what is to come."""
    before = text[max(0, one.start - _CUE_WINDOW) : one.start]
    clause = _CLAUSE.split(before)[-1]
    if _DEADLINE.search(clause):
        return True
    future = [match.start() for match in _FUTURE_CUE.finditer(clause)]
    # "scheduled" and "expected" look like verbs of the past, and speak of what is to come.
    past = [match.start() for match in _PAST_CUE.finditer(clause) if match.start() not in future]
    return bool(future) and (not past or max(future) > max(past))
