"""Where a whole page heard what it tells: a press conference, an interview, a press release, and
the outlet whose *us* and *me* it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import EntityType, Mention, Span
from nlp.outlets import is_outlet
from nlp.reading import FURNITURE, Reading
from nlp.statements import transcripts

PRESS_CONFERENCE, PRESS_RELEASE = "press conference", "press release"
_HEADING = re.compile(r"\s*(?:FOR )?IMMEDIATE RELEASE\b|\s*(?:PRESS|NEWS|MEDIA) RELEASE\b", re.I)
_TODAY = re.compile(
    r"[—–-]+ Today, |\btoday (?:announced|issued|imposed|sanctioned|designated|released|unsealed)\b"
    r"|\bannounced today\b"
)
"""How those write whose own act it is, and who send it out on the day."""
_LEAD = 700
_OWN = re.compile(
    r"\b(?:told|(?:contacted|obtained|seen|reviewed) by|interview with|spoke to"
    r"|(?:emailed|sent|provided|responded|shared) (?:to|with)) (?:the )?\Z"
)
_HAS_LEARNED = re.compile(r" (?:has|have|had) (?:learned|learnt|seen|reviewed|obtained)\b")
_REACH = 24


@dataclass(frozen=True, slots=True)
class Setting:
    """What of the way of a statement only the page as a whole shows."""

    turns: frozenset[int] = frozenset()  # where the turns of a transcript begin
    occasion: str | None = None  # where all that a transcript tells was said
    asker: Mention | None = None  # the one outlet that asks in an interview
    own: Mention | None = None  # the one outlet that was told and saw: *us*, *me*
    release: bool = False  # sent out by those whose act it tells


def of(reading: Reading) -> Setting:
    """Return the setting of a page."""
    turns = transcripts.turns(reading)
    press = [
        mention
        for turn in turns.values()
        if turn.asks
        and (mention := reading.mention_at(turn.name)) is not None
        and mention.type is EntityType.ORG
    ]
    starts = frozenset(turns)
    askers = {mention.entity or mention.canonical for mention in press}
    if len(askers) > 1:
        return Setting(starts, PRESS_CONFERENCE)
    outlets = {m.entity or m.canonical: m for m in reversed(list(_outlets(reading)))}
    own = next(iter(outlets.values())) if len(outlets) == 1 else None
    lead = reading.text[:_LEAD]
    sent = not outlets and (_HEADING.match(lead) is not None or _TODAY.search(lead) is not None)
    asker = press[0] if press else None
    return Setting(starts, None, asker, asker or own, sent)


def _outlets(reading: Reading) -> Iterator[Mention]:
    """Yield the outlets that a page says were told or saw: mostly its own."""
    for paragraph in reading.paragraphs:
        if paragraph.kind == FURNITURE:
            continue
        for mention in reading.mentions_in(paragraph.span):
            if not is_outlet(reading, mention):
                continue
            before = Span(max(0, mention.start - _REACH), mention.start).of(reading.text)
            if _OWN.search(before) or _HAS_LEARNED.match(reading.text, mention.end):
                yield mention
