"""For whom a named person stands: *Jane Doe, chief executive of Acme*, *Acme engineer Jane Doe*.

What somebody says for his house is answered, charged and denied as that of the house.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from claimwire.model import EntityType, Mention, Span
from nlp.reading import Reading
from nlp.statements import tree

_BEYOND = frozenset({"outlet", "agency", "court", "judge"})
_BEHIND = re.compile(
    r",? (?:who (?:is|heads|leads|runs|founded) )?(?:the |a |an |its |co-?)?"
    r"(?:[\w’'-]+[ ,/&]+){0,6}?(?:of|at|for|with|from|by) (?:the |startup |start-up )?",
)
"""Between a person and the house behind it: *, a spokesman for*, * of *."""
_TITLE = (
    r"(?:Vice |Deputy |Managing |Executive )?(?:President|Chair(?:man|woman)?|Director|Founder)"
    r"|Chief \w+ Officer|Chief Executive|General Counsel|Spokes(?:man|woman|person)"
)
_BEFORE = re.compile(rf"(?:[’']s?)?,? (?:(?:[a-z][\w’'-]*|CEO|CTO|CFO|COO|{_TITLE})[ ,/&]+){{1,5}}")
"""Between a house and its person: *'s general counsel, *, * spokeswoman *."""
_LONG_GONE = re.compile(r"\b(?:former(?:ly)?|ex-|once|left|against|analyst|professor)", re.I)
_WINDOW = 80


def known(reading: Reading) -> Mapping[str, Mention]:
    """Return the house of each person whom a text gives one, by canonical name of the person."""
    found: dict[str, Mention] = {}
    ordered = sorted(reading.mentions, key=lambda m: m.start)
    for one, other in pairwise(ordered):
        gap = other.start - one.end
        if not 0 < gap <= _WINDOW or one.type is other.type:
            continue
        between = reading.text[one.end : other.start]
        if one.type is EntityType.PERSON and _is_house(reading, other):
            person, house, shape = one, other, _BEHIND
        elif other.type is EntityType.PERSON and _is_house(reading, one):
            person, house, shape = other, one, _BEFORE
        else:
            continue
        if shape.fullmatch(between) and not (
            _LONG_GONE.search(between) or _acts(reading, Span(one.end, other.start))
        ):
            found.setdefault(person.canonical, house)
    return found


def _acts(reading: Reading, between: Span) -> bool:
    """Say whether one does something to the other: *A called B*, *B was sued by A*."""
    paragraph = reading.paragraph_at(between.start)
    if paragraph is None or "who " in between.of(reading.text):
        return False
    words = tree.words_in(paragraph, between)
    return any(token.pos_ == "VERB" and token.dep_ != "amod" for token in words)


def _is_house(reading: Reading, mention: Mention) -> bool:
    if mention.type is not EntityType.ORG:
        return False
    entity = reading.knowledge.entities.get(mention.entity or "")
    return entity is None or entity.kind not in _BEYOND
