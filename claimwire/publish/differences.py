"""What changed between two states of a text: sentences aligned, only short pieces of them quoted.

Both sides of every piece are exact spans of their revision, cut to a few words around what differs;
together they stay within a budget of words, so that no reader can rebuild the text from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claimwire.model import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-z])|[。！？]+[」』”’]*")
_WORD = re.compile(r"\S+")
_CONTEXT = 5  # words kept on each side of what differs
_ALIKE = 0.5  # share of words from which two sentences are one that was changed
_MOST = 400  # sentences on either side that are compared once equal ends are set aside
_LONG = 200  # words of a sentence that are compared


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a text and, inside it, the words that the other side lacks."""

    span: Span
    marks: tuple[Span, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that was changed (both sides), added (no ``old``) or removed (no ``new``)."""

    old: Piece | None
    new: Piece | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How two states of a text differ. ``left_out`` counts changes past the budget of words."""

    changed: int
    added: int
    removed: int
    shown: tuple[Change, ...]
    left_out: int
    compared: bool = True  # False: too much differs for an alignment


def difference(old: str, new: str, *, words: int, budget: int) -> Difference:
    """Compare two texts sentence by sentence.

    Parameters
    ----------
    words:
        Longest piece that is quoted, in words.
    budget:
        Words that all pieces of one side may have together; later changes are only counted.
    """
    before, after = sentences(old), sentences(new)
    first, last = _equal_ends([s.of(old) for s in before], [s.of(new) for s in after])
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    if max(len(before), len(after)) > _MOST:
        return Difference(0, 0, 0, (), 0, compared=False)
    found = _changes(old, new, before, after, words)
    shown: list[Change] = []
    used = [0, 0]
    for change in found:
        cost = [_count(old, change.old), _count(new, change.new)]
        if all(spent + more <= budget for spent, more in zip(used, cost, strict=True)):
            used = [spent + more for spent, more in zip(used, cost, strict=True)]
            shown.append(change)
    return Difference(
        changed=sum(c.old is not None and c.new is not None for c in found),
        added=sum(c.old is None for c in found),
        removed=sum(c.new is None for c in found),
        shown=tuple(shown),
        left_out=len(found) - len(shown),
    )


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text, as far as marks and capitals tell them."""
    found = []
    for paragraph in _PARAGRAPH.finditer(text):
        start = paragraph.start()
        for stop in _STOP.finditer(text, start, paragraph.end()):
            found.append(_trimmed(text, start, stop.end()))
            start = stop.end()
        found.append(_trimmed(text, start, paragraph.end()))
    return [span for span in found if span.start < span.end]


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _equal_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - first
    last = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return first, last


def _changes(old: str, new: str, before: list[Span], after: list[Span], words: int) -> list[Change]:
    matcher = SequenceMatcher(
        None, [s.of(old) for s in before], [s.of(new) for s in after], autojunk=False
    )
    found: list[Change] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        at = c
        for left in before[a:b]:
            pair = next((n for n in range(at, d) if _alike(left.of(old), after[n].of(new))), None)
            if pair is None:
                found.append(Change(_whole(old, left, words), None))
                continue
            found += [Change(None, _whole(new, right, words)) for right in after[at:pair]]
            found.append(_changed(old, new, left, after[pair], words))
            at = pair + 1
        found += [Change(None, _whole(new, right, words)) for right in after[at:d]]
    return found


def _alike(old: str, new: str) -> bool:
    left, right = old.split()[:_LONG], new.split()[:_LONG]
    if min(len(left), len(right)) * 2 < max(len(left), len(right)) * _ALIKE:
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _words(text: str, span: Span) -> list[Span]:
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text, span.start, span.end)]


def _whole(text: str, span: Span, words: int) -> Piece:
    found = _words(text, span)
    end = found[min(words, len(found)) - 1].end
    return Piece(Span(span.start, end), (Span(span.start, end),), False, len(found) > words)


def _changed(old: str, new: str, left: Span, right: Span, words: int) -> Change:
    olds, news = _words(old, left), _words(new, right)
    matcher = SequenceMatcher(
        None,
        [w.of(old) for w in olds[:_LONG]],
        [w.of(new) for w in news[:_LONG]],
        autojunk=False,
    )
    differing = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return Change(
        _piece(olds, [(a, b) for _, a, b, _, _ in differing], words),
        _piece(news, [(c, d) for _, _, _, c, d in differing], words),
    )


def _piece(found: Sequence[Span], ranges: Sequence[tuple[int, int]], words: int) -> Piece:
    """Return the words around the given ranges; an empty range marks only a place."""
    first = max(0, ranges[0][0] - _CONTEXT)
    last = min(len(found), max(ranges[-1][1], ranges[-1][0]) + _CONTEXT, first + words)
    last = max(last, first + 1)
    marks = [(max(a, first), min(b, last)) for a, b in ranges]
    return Piece(
        span=Span(found[first].start, found[last - 1].end),
        marks=tuple(Span(found[a].start, found[b - 1].end) for a, b in marks if a < b),
        cut_before=first > 0,
        cut_after=last < len(found),
    )


def _count(text: str, piece: Piece | None) -> int:
    return len(_words(text, piece.span)) if piece else 0


def runs(text: str, piece: Piece) -> tuple[tuple[str, bool], ...]:
    """Return the words of a piece in runs, each with whether the other side lacks them."""
    found: list[tuple[str, bool]] = []
    for word in _words(text, piece.span):
        marked = any(mark.start <= word.start and word.end <= mark.end for mark in piece.marks)
        if found and found[-1][1] == marked:
            found[-1] = (f"{found[-1][0]} {word.of(text)}", marked)
        else:
            found.append((word.of(text), marked))
    return tuple(found)
