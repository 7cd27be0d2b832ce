"""The layout of a plain text: its lines as paragraphs, each with its kind.

A line break ends a paragraph; blank lines only separate. A line that is too long for one parse is
divided at a sentence end. Kinds are those of :mod:`nlp.reading`; section headings count as
furniture there: they name a topic and state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire import furniture
from claimwire.model import Span
from nlp.reading import BULLET, BYLINE, FURNITURE, HEADLINE, TEXT

LONGEST = 5_000
"""Code points of a paragraph that are parsed at once; keeps memory bounded for hostile lines."""

_BULLET = re.compile(r"(?:[-–—*•·▪‣◦]|\d{1,2}[.)])\s+(?=\S)")
_WRITER = re.compile(
    r"[Bb][Yy] (?:[A-Z][\w.’'-]*,? (?:and |for |in )?){1,10}[A-Z][\w.’'-]*(?:\s*[|—–].*)?\Z"
)
_BYLINE = re.compile(
    r"""(?:reporting|additional\ reporting|editing|writing|edited|written)\ by\b
      | (?:source|credit|via|author|authors|published|updated|posted|date|date\ published|
           publication\ date|last\ updated|originally\ published|first\ published)\s*[:\-–—]
      | (?:published|updated|posted|last\ updated|originally\ published)\ (?:on|in|at|by|\d)
      | \d{1,2}\ [A-Z][a-z]+\ \d{4}\Z | [A-Z][a-z]+\.?\ \d{1,2},\ \d{4}\Z
      """,
    re.IGNORECASE | re.VERBOSE,
)
_MASTHEAD = re.compile(
    r"[^.!?]{2,60}\s[—–|-]\s(?:\d{1,2}\ )?[A-Z][a-z]+\.?\ (?:\d{1,2},\ )?\d{4}\Z"
)
_BYLINE_LIMIT = 160
_DATELINE = re.compile(
    r"(?:[A-Z][A-Za-z .,/'’-]{0,60}?[,\s]\s*)?(?:[A-Za-z]+\.? \d{1,2} )?"
    r"\((?P<credit>[A-Z][\w .&'’-]{1,40})\)\s*[-–—]"
)
_HEAD = re.compile(
    r"(?P<place>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2}(?:/[A-Z][A-Z .'’-]+)?)"
    r"(?:, (?:[A-Z][A-Za-z.]+ ?){1,3})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?:,? \([A-Z][\w /.&’'-]+\))? ?(?:—|–|--|-)\s+(?=[A-Z“\"])"
)
"""A town in capitals, perhaps its state, the day and the agency, up to a story's first word."""
_TAIL = re.compile(
    r"\((?:with (?:inputs|reporting) from |source: |via )?(?P<credit>[^()]{2,60})\)\Z"
)
_HEADLINE_WORDS = 30
_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"[.。！!][\"'”’»)\]]*\Z")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's place and kind, before it is parsed."""

    span: Span
    kind: str


def divide(text: str) -> Iterator[Place]:
    """Yield the paragraphs of a text in order."""
    unspoken = set(furniture.spans(text))
    unspoken.update(furniture.headings(text, unspoken))
    running = headed = False
    for line in furniture.lines(text):
        if line in unspoken:
            yield Place(line, FURNITURE)
            continue
        words = line.of(text)
        bullet = _BULLET.match(words)
        if bullet is not None:
            yield Place(Span(line.start + bullet.end(), line.end), BULLET)
            continue
        if _is_byline(words):
            yield Place(line, BYLINE)
            continue
        if not running and not headed and _is_headline(words):
            headed = True
            yield Place(line, HEADLINE)
            continue
        running = True
        head = _HEAD.match(words)
        if head is not None:
            # The parser would take the town for who speaks: "OSLO (AP) — Norway accused …".
            yield Place(Span(line.start, line.start + len(head.group().rstrip())), BYLINE)
        story = line if head is None else Span(line.start + head.end(), line.end)
        for part in _parts(text, story):
            yield Place(part, TEXT)


def credit_span(text: str, span: Span, byline: bool) -> Span | None:
    """Return where a paragraph credits an outlet for the text: byline, dateline or closing note."""
    if byline:
        return span
    words = span.of(text)
    for match in (_DATELINE.match(words[:200]), _TAIL.search(words[-100:])):
        if match is not None:
            shift = span.start + (0 if match.re is _DATELINE else max(0, len(words) - 100))
            return Span(shift + match.start("credit"), shift + match.end("credit"))
    return None


def _is_byline(words: str) -> bool:
    if len(words) > _BYLINE_LIMIT:
        return False
    return any(line.match(words) is not None for line in (_WRITER, _BYLINE, _MASTHEAD))


def _is_headline(words: str) -> bool:
    return len(_WORD.findall(words)) <= _HEADLINE_WORDS and _ENDS.search(words) is None


def _parts(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    while line.end - start > LONGEST:
        window = text[start : start + LONGEST]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        cut = start + (ends[-1] if ends else max(window.rfind(" ") + 1, 0) or LONGEST)
        part = text[start:cut].rstrip()
        if part:
            yield Span(start, start + len(part))
        start = cut + len(text[cut : line.end]) - len(text[cut : line.end].lstrip())
    if start < line.end:
        yield Span(start, line.end)
