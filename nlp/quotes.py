"""Pairing of quotation marks, before anything is parsed.

Marks are paired inside a paragraph, never across one. A quote that is still open when its paragraph
ends is closed there and remembered: when the next paragraph begins with an opening mark, that quote
*continues* the former (the custom of printing a long quotation). An odd number of marks costs at
most the quote concerned, never the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimwire.model import Span

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "《": "》"}
_DOUBLED = re.compile(r"(?<!')''(?!')|(?<!`)``(?!`)")
_CUE = re.compile(
    r"(?P<said>[^.!?\n]{3,300}?,) (?:[\w’'-]+ ){0,5}?(?:said|says|told|added|wrote|writes)\b"
    r"(?! that\b)"
)
"""A first sentence that a cue ends, in a quote whose closing mark is missing."""
_STRAIGHT = '"'
_MARK = re.compile(f"[{_STRAIGHT}{''.join(_CLOSERS)}{''.join(_CLOSERS.values())}]")
_SINGLE = re.compile("[‘']")
_OPENS_AFTER = frozenset("([{—–-/‘'…:;,")
_MAX_SINGLE = 400
"""Longest quote in single marks, in code points: beyond it the mark was an apostrophe."""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words inside quotation marks.

    ``span`` includes the marks that are there, ``inner`` never does. ``closed`` is False when the
    closing mark is missing; ``continues`` is True when the quote goes on from the unclosed one
    that ended the paragraph before. ``single`` marks quotes in single marks: nested ones, and the
    short ones of headlines and of British usage.
    """

    span: Span
    inner: Span
    closed: bool = True
    continues: bool = False
    single: bool = False


def pair(text: str, paragraphs: Iterable[Span]) -> tuple[Quote, ...]:
    """Return the quotes of ``text`` in order, paired inside each of ``paragraphs``."""
    found: list[Quote] = []
    left_open = False
    for paragraph in paragraphs:
        doubles = _pair_double(text, paragraph, left_open)
        left_open = (
            bool(doubles) and not doubles[-1].closed and (doubles[-1].span.end == paragraph.end)
        )
        twice = [
            one
            for one in _pair_doubled(text, paragraph)
            if not any(_crosses(one.span, other.span) for other in doubles)
        ]
        found.extend(twice)
        found.extend(
            one for one in doubles if not any(one.span.overlaps(other.span) for other in twice)
        )
        found.extend(
            one
            for one in _pair_single(text, paragraph)
            if not any(one.span.overlaps(other.span) for other in twice)
        )
    return tuple(sorted(found))


def _crosses(outer: Span, inner: Span) -> bool:
    """Say whether two spans overlap and the second does not lie inside the first."""
    inside = outer.start <= inner.start and inner.end <= outer.end
    return outer.overlaps(inner) and not inside


def _pair_double(text: str, paragraph: Span, left_open: bool) -> list[Quote]:
    found: list[Quote] = []
    opened: int | None = None
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        at, mark = match.start(), match.group()
        if opened is not None and _closes(text, at, opened, paragraph):
            found.append(_quote(opened, at + 1, closed=True, left_open=left_open, within=paragraph))
            opened = None
        elif _opens(text, at, paragraph, inside=opened is not None):
            if opened is not None and mark not in "«「『《":
                # The closing mark of the former quote is missing: it ends before this one.
                end = _before_space(text, at)
                if end > opened + 1:
                    found.append(
                        _quote(opened, end, closed=False, left_open=left_open, within=paragraph)
                    )
            elif opened is not None:
                continue
            opened = at
    if opened is not None and opened + 1 < paragraph.end:
        end = _before_cue(text, opened, paragraph.end)
        found.append(_quote(opened, end, closed=False, left_open=left_open, within=paragraph))
    return found


def _before_cue(text: str, opened: int, end: int) -> int:
    """Return where a quote ends whose closing mark is missing: at its paragraph's end, or at the
    comma before *Doe said* where that ends its first sentence."""
    match = _CUE.match(text, opened + 1, end)
    return match.end("said") if match is not None else end


def _pair_doubled(text: str, paragraph: Span) -> list[Quote]:
    """Return the quotes in doubled single marks (''…''), as some agencies set them."""
    found: list[Quote] = []
    opened: int | None = None
    for match in _DOUBLED.finditer(text, paragraph.start, paragraph.end):
        at, end = match.span()
        before = text[at - 1] if at > paragraph.start else " "
        opens = end < paragraph.end and not text[end].isspace()
        opens = opens and not before.isalnum() and before not in ".,?!"
        if opened is not None:
            found.append(Quote(Span(opened, end), Span(opened + 2, at)))
            opened = None
        elif opens:
            opened = at
    return found


def _before_space(text: str, end: int) -> int:
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _quote(start: int, end: int, *, closed: bool, left_open: bool, within: Span) -> Quote:
    return Quote(
        span=Span(start, end),
        inner=Span(start + 1, end - 1 if closed else end),
        closed=closed,
        continues=left_open and start == within.start,
    )


def _opens(text: str, at: int, paragraph: Span, *, inside: bool) -> bool:
    mark = text[at]
    if mark == _STRAIGHT:
        if inside:
            return False
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + 1] if at + 1 < paragraph.end else " "
        return not after.isspace() and (before.isspace() or before in _OPENS_AFTER)
    if mark == "“":
        # In German usage this mark closes; as an opener something must follow it.
        return at + 1 < paragraph.end and not text[at + 1].isspace()
    return mark in _CLOSERS


def _closes(text: str, at: int, opened: int, paragraph: Span) -> bool:
    mark, opener = text[at], text[opened]
    if at == opened + 1:
        return False
    if opener == _STRAIGHT:
        if mark == "”":
            return True
        if mark != _STRAIGHT:
            return False
        before = text[at - 1]
        after = text[at + 1] if at + 1 < paragraph.end else " "
        # An opening-looking mark inside an open quote is a nested or a missing one: the pair is
        # closed all the same unless it plainly opens (space before, word after).
        return not (before.isspace() and after.isalnum())
    if opener == "“" and mark == _STRAIGHT:
        return at + 1 >= paragraph.end or not text[at + 1].isalnum()
    return mark in _CLOSERS[opener]


def _pair_single(text: str, paragraph: Span) -> list[Quote]:
    found: list[Quote] = []
    after = paragraph.start
    for match in _SINGLE.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        if at >= after and _opens_single(text, at, paragraph):
            end = _close_single(text, at, paragraph)
            if end is not None:
                found.append(Quote(Span(at, end + 1), Span(at + 1, end), single=True))
                after = end + 1
    return found


def _opens_single(text: str, at: int, paragraph: Span) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return not (before.isalnum() or after.isspace()) and (before.isspace() or before in '([—–-“"')


def _close_single(text: str, opened: int, paragraph: Span) -> int | None:
    closers = "’" if text[opened] == "‘" else "'"
    for at in range(opened + 2, min(paragraph.end, opened + _MAX_SINGLE)):
        if text[at] in closers:
            after = text[at + 1] if at + 1 < paragraph.end else " "
            before = text[at - 1]
            # "companies’ models" closes nothing; "‘distillation’ of" does. A plural possessive
            # inside single marks cannot be told apart and ends the quote early.
            if not after.isalnum() and not before.isspace():
                return at
    return None
