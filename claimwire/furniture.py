"""Page furniture inside plain text: what a web page puts between and around an article's words.

"Loading Now", a headline printed three times, "Article continues below", an image's address, an
author's mail address, "Follow us on …": such lines carry no statement of anybody. A line is judged
as a whole; words inside a sentence are never furniture. Section headings are a kind of their own
(:func:`headings`): they stay in the text, but nothing is claimed by them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from claimwire.model import Span

_PHRASES = frozenset(
    """
    loading now|loading|loading...|loading…|post comment|leave a comment|leave a reply|add comment
    article continues below|story continues below|story continues|continue reading|read more
    read full article|read the full story|keep reading|advertisement|advertisements|ad|sponsored
    scroll to continue|scroll for more|source link|source link:|original article|original source
    share|share this|share this article|share this story|share on facebook|share on twitter
    share on x|tweet|pin it|print|print this page|copy link|link copied|email this article
    skip to content|skip to main content|skip navigation|menu|search|home|close|back to top
    subscribe|subscribe now|sign up|sign up now|sign in|log in|login|register|newsletter
    related|related articles|related stories|related posts|related topics|related news
    you may also like|you might also like|recommended|recommended for you|more from|more news
    most read|most popular|trending|trending now|latest news|popular now|what to read next
    previous post|next post|previous article|next article|comments|no comments|view comments
    about the author|author|tags|tags:|topics|filed under|play|watch live|listen|unmute|mute
    image|photo|getty images|shutterstock|file photo|view gallery|enlarge image|caption
    terms of service|terms of use|privacy policy|cookie policy|cookie settings|contact us|about us
    all rights reserved|accept all cookies|accept cookies|manage cookies|manage preferences
    """.replace("\n", "|").split("|")
)
"""Whole lines, in lower case. Collected from news pages; none of them can be a sentence."""
_KNOWN = frozenset(phrase.strip() for phrase in _PHRASES if phrase.strip())

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_MAIL = re.compile(
    r"(?:by |e-?mail:? ?)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\s*\([^()]{1,80}\))?\Z", re.I
)
_INVITATION = re.compile(
    r"""(?:
      follow\ [^.!?]{1,60}?\ on\ (?:google\ news|x\b|twitter|facebook|instagram|linkedin|whatsapp|
                                 telegram|threads|bluesky|youtube|tiktok|social)
    | (?:subscribe|sign\ up)\ (?:to|for|now|today|here)\b
    | (?:join|like|find|add)\ us\ (?:on|as)\b
    | get\ (?:our|the)\ (?:latest|best|daily|weekly|free)\b.{0,60}\b(?:inbox|newsletter|feed|app)
    | (?:click|tap)\ here\b
    | download\ (?:our|the)\ (?:\w+\ )?app\b
    | (?:also|further|more|must)[\ -]read(?:ing)?\s*[:|–-]
    | read\ (?:also|more|next|this)\s*[:|–-]
    | related\s*[:|–-]
    | don['’]t\ miss\s*[:|–-]
    | listen\ to\ this\ (?:article|story)
    | this\ (?:site|website)\ uses\ cookies
    | we\ use\ cookies
    | (?:copyright\ )?©
    | (?:image|photo|picture)s?\ ?(?:credit|source|courtesy)s?\s*(?::|of|,|/)
    | \d+\ min(?:ute)?s?\ read\Z
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_INVITATION_LIMIT = 240
"""Longest line, in code points, that may be an invitation: beyond it the line is an article's."""

_WORD = re.compile(r"\w+")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_BULLET = re.compile(r"(?:[-–—*•·▪‣◦]|\d{1,2}[.)])\s+")
_REPEAT_MINIMUM = 4
"""Words that a line needs before saying it again makes it furniture."""
_HEADING_WORDS = 12


def lines(text: str) -> Iterator[Span]:
    """Yield the span of every line that holds something, white space at its ends left out."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            first = start + len(line) - len(line.lstrip())
            yield Span(first, first + len(stripped))
        start += len(line)


def spans(text: str) -> tuple[Span, ...]:
    """Return the lines of a text that are page furniture, in order.

    A line that repeats an earlier one word for word is furniture; the first copy is not.
    """
    found: list[Span] = []
    seen: set[tuple[str, ...]] = set()
    for line in lines(text):
        words = tuple(_WORD.findall(line.of(text).casefold()))
        if _is_furniture(line.of(text)) or (len(words) >= _REPEAT_MINIMUM and words in seen):
            found.append(line)
        seen.add(words)
    return tuple(found)


def headings(text: str, furniture: Collection[Span]) -> tuple[Span, ...]:
    """Return the section headings of a text: short lines, not the first, above running text.

    ``furniture`` is what :func:`spans` returns for the text.
    """
    rest = [line for line in lines(text) if line not in furniture]
    found: list[Span] = []
    running = False
    for index, line in enumerate(rest):
        here = line.of(text)
        below = rest[index + 1].of(text) if index + 1 < len(rest) else ""
        if running and _could_head(here) and _is_running(below):
            found.append(line)
        running = running or _is_running(here) or _BULLET.match(here) is not None
    return tuple(found)


def remove(text: str) -> str:
    """Return the text without its furniture lines, with no more than one blank line in a row."""
    furniture = {span.start for span in spans(text)}
    kept: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        first = start + len(line) - len(line.lstrip())
        start += len(line)
        if not line.strip():
            if kept and kept[-1]:
                kept.append("")
        elif first not in furniture:
            kept.append(line.strip())
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept)


def _is_furniture(line: str) -> bool:
    folded = line.casefold().strip(" \t-–—|>»•")
    if folded in _KNOWN or not folded:
        return True
    if _ADDRESS.match(line) or _MAIL.match(line):
        return True
    return len(line) <= _INVITATION_LIMIT and _INVITATION.match(line) is not None


def _could_head(line: str) -> bool:
    words = len(_WORD.findall(line))
    if not 0 < words <= _HEADING_WORDS or _BULLET.match(line):
        return False
    return line.endswith(":") or _ENDS_SENTENCE.search(line) is None


def _is_running(line: str) -> bool:
    """Say whether a line is running text: it ends as a sentence does, or is long."""
    words = len(_WORD.findall(line))
    return words > 2 * _HEADING_WORDS or (words > 4 and _ENDS_SENTENCE.search(line) is not None)
