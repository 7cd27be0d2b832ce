"""A text with its statements, for a terminal: what is said underlined, and who says it below.

Without colour (a pipe, a file, ``NO_COLOR``) the same words stand there with numbers alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise

from claimwire.model import Annotation, ChainLink, Party, Span, Statement

PUBLISHED = 0.5
"""Confidence from which statements are shown in the text; weaker ones are only counted."""
_RESET, _BOLD, _DIM, _UNDERLINE = "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[4m"
_CYAN, _YELLOW = "\x1b[36m", "\x1b[33m"


def wants_colour() -> bool:
    """Say whether standard output is a terminal whose user has not asked for no colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def render(text: str, annotation: Annotation, *, colour: bool) -> str:
    """Return the text with its statements marked, and one entry for each of them below.

    Control characters of the text itself are shown as spaces: a page cannot paint a terminal.
    """
    shown = [s for s in annotation.statements if s.confidence >= PUBLISHED]
    paint = _Paint(colour)
    parts = [_marked(text, shown, paint), ""]
    for number, statement in enumerate(shown, start=1):
        parts.extend(_entry(number, statement, text, annotation, paint))
    weaker = len(annotation.statements) - len(shown)
    if weaker:
        parts.append(paint.dim(f"and {weaker} of low confidence, kept and not published"))
    return "\n".join(parts)


class _Paint:
    """Paints words, or leaves them as they are."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def _with(self, code: str, words: str) -> str:
        return f"{code}{words}{_RESET}" if self._colour and words else words

    def said(self, words: str) -> str:
        return self._with(_UNDERLINE, words)

    def speaker(self, words: str) -> str:
        return self._with(_BOLD, words)

    def act(self, words: str) -> str:
        return self._with(_CYAN, words)

    def target(self, words: str) -> str:
        return self._with(_YELLOW, words)

    def dim(self, words: str) -> str:
        return self._with(_DIM, words)


def _marked(text: str, statements: Sequence[Statement], paint: _Paint) -> str:
    """Return the text with what is said underlined, each piece of it followed by its number."""
    said = _merged(span for s in statements for span in s.content)
    ends: dict[int, list[int]] = {}
    for number, statement in enumerate(statements, start=1):
        spans = statement.content or (Span(statement.cue.start, statement.cue.end),)
        ends.setdefault(spans[-1].end, []).append(number)
    cuts = sorted({0, len(text), *ends, *(x for s in said for x in (s.start, s.end))})
    parts: list[str] = []
    for start, end in pairwise(cuts):
        words = _plain(text[start:end])
        inside = any(s.start <= start and end <= s.end for s in said)
        parts.append(paint.said(words) if inside else words)
        parts.extend(paint.dim(f"[{number}]") for number in ends.get(end, ()))
    return "".join(parts)


def _plain(words: str) -> str:
    return "".join(c if c == "\n" or c.isprintable() else " " for c in words)


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _entry(
    number: int, statement: Statement, text: str, annotation: Annotation, paint: _Paint
) -> list[str]:
    speaker = paint.speaker(_name(statement.speaker) or "(nobody named)")
    act = ("not " if statement.negated else "") + statement.act.value
    line = f"[{number}] {speaker} → {paint.act(act)}"
    targets = ", ".join(filter(None, map(_name, statement.targets)))
    if targets:
        line += f" → {paint.target(targets)}"
    lines = [line]
    if len(statement.chain) > 1:
        lines.append("    " + paint.dim("through ") + " ← ".join(map(_node, statement.chain)))
    about = list(_circumstances(statement, text, annotation))
    lines.append("    " + paint.dim(" · ".join(about)))
    return lines


def _circumstances(statement: Statement, text: str, annotation: Annotation) -> Iterable[str]:
    yield statement.modality.value
    if statement.addressee is not None:
        yield f"to {_name(statement.addressee)}"
    if statement.date is not None and statement.date < len(annotation.dates):
        date = annotation.dates[statement.date]
        yield f"said {_plain(text[date.start : date.end])}"
    if statement.hedge:
        yield statement.hedge
    if statement.earlier:
        yield "said before"
    yield f"{statement.rule} {statement.confidence:.2f}"


def _node(link: ChainLink) -> str:
    how = f" ({link.link.value})" if link.link is not None else ""
    return f"{_plain(link.name)}{how}"


def _name(party: Party | None) -> str | None:
    if party is None:
        return None
    return _plain(party.canonical or party.medium or "") or None
