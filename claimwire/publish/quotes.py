"""Short quotes: verbatim spans of a revision, at most so many words, checked before publication.

A quote is cut at word boundaries around the words that matter; what was left out is told by two
flags, so that the ellipsis stands outside the span and the span stays an exact substring.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimwire.errors import EvidenceError
from claimwire.model import Span, Statement
from claimwire.publish.quick import quick

_WORD = re.compile(r"\S+")
_CONTEXT = 32  # characters of prefix and suffix that are kept beside a quote


@quick
@dataclass(frozen=True, slots=True)
class Quote:
    """``text`` is exactly ``body[start:end]`` of the text ``text_id``."""

    text: str
    start: int
    end: int
    text_id: str
    revision_id: str
    document_id: str
    cut_before: bool = False  # words of the sentence before it were left out
    cut_after: bool = False


def cut(
    body: str,
    span: Span,
    *,
    words: int,
    text_id: str,
    revision_id: str,
    document_id: str,
    focus: Span | None = None,
) -> Quote:
    """Return the quote of ``span``, cut to ``words`` words around ``focus``.

    Raises
    ------
    EvidenceError
        If the span does not lie in the body or covers nothing but space.
    """
    if not 0 <= span.start < span.end <= len(body):
        raise EvidenceError(
            f"revision {revision_id}: span {span.start}:{span.end} does not lie in its text"
            f" of {len(body)} characters",
            remedy="Run `claimwire resolve --rebuild`; if it stays, the database is damaged.",
        )
    whole = body[span.start : span.end]
    count = len(whole.split())
    if not count:
        raise EvidenceError(f"revision {revision_id}: span {span.start}:{span.end} holds no word")
    if count <= words:  # nearly every quote: nothing is left out but space at its ends
        start = span.start + len(whole) - len(whole.lstrip())
        kept = whole.strip()
        return Quote(kept, start, start + len(kept), text_id, revision_id, document_id)
    found = [Span(m.start(), m.end()) for m in _WORD.finditer(body, span.start, span.end)]
    first, last = _window(found, max(1, words), focus or span)
    start, end = found[first].start, found[last].end
    return Quote(
        text=body[start:end],
        start=start,
        end=end,
        text_id=text_id,
        revision_id=revision_id,
        document_id=document_id,
        cut_before=first > 0,
        cut_after=last < len(found) - 1,
    )


def _window(found: list[Span], words: int, focus: Span) -> tuple[int, int]:
    inside = [index for index, word in enumerate(found) if word.overlaps(focus)] or [0]
    if inside[-1] < words:
        return 0, words - 1
    first = min(inside[0], len(found) - words)
    return first, first + words - 1


def focus_of(statement: Statement) -> Span:
    """Return the part of a statement's sentence that a reader must see: who, cue and content."""
    parts = [Span(statement.cue.start, statement.cue.end), *statement.content]
    speaker = statement.speaker
    if speaker and speaker.start is not None and speaker.end is not None:
        parts.append(Span(speaker.start, speaker.end))
    inside = [part for part in parts if part.overlaps(statement.sentence)]
    if not inside:
        return statement.sentence
    return Span(min(part.start for part in inside), max(part.end for part in inside))


def count_words(text: str) -> int:
    """Return the number of words, as the quotation limit counts them."""
    return len(text.split())


def context(body: str, quote: Quote) -> tuple[str, str]:
    """Return up to 32 characters before and after a quote: the selector's prefix and suffix."""
    return body[max(0, quote.start - _CONTEXT) : quote.start], body[
        quote.end : quote.end + _CONTEXT
    ]


def check(quotes: Iterable[Quote], texts: Mapping[str, str]) -> int:
    """Prove that every quote is a substring of the text it names; return how many there were.

    Raises
    ------
    EvidenceError
        For the first that is not.
    """
    count = 0
    for quote in quotes:
        count += 1
        if texts.get(quote.text_id, "")[quote.start : quote.end] != quote.text:
            raise EvidenceError(
                f"document {quote.document_id}: the quote at {quote.start}:{quote.end} is not in"
                f" revision {quote.revision_id}",
                remedy="Run `claimwire resolve --rebuild`; if it stays, the database is damaged.",
            )
    return count


def within_share(spans: Iterable[tuple[str, Span]], *, words: int, body: str) -> frozenset[str]:
    """Return the ids whose spans together stay within ``words`` words of ``body``.

    Earlier ones are preferred; a span that is covered already costs nothing. This is what keeps a
    page about a document from becoming a copy of it.
    """
    covered: list[Span] = []
    allowed: set[str] = set()
    used = 0
    for identity, span in spans:
        if any(done.start <= span.start and span.end <= done.end for done in covered):
            allowed.add(identity)
            continue
        cost = count_words(body[span.start : span.end])
        if used + cost <= words:
            used += cost
            covered.append(span)
            allowed.add(identity)
    return frozenset(allowed)
