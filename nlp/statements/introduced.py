"""People whom a text charges before it names them: *A former engineer was charged*, *two men*.

News names them in the next sentences, each with an age: *John Doe, 38, copied …*.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from claimwire.model import EntityType, Party, Span
from nlp.reading import Paragraph, Reading
from nlp.statements import tree
from nlp.statements.lexicon import Lexicon

_AGE = re.compile(r",? (?:aged )?[1-9]\d\b(?=[,.;]| and\b)|,? \([1-9]\d\)")
"""Behind the name of somebody who is introduced."""
_AGED = re.compile(r"\b[1-9]\d-year-old\b[^.]*$")
_BESIDE = 60
"""Most code points between *a 52-year-old* and the name that it introduces."""
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FAR = 1500
"""Most code points from the charge to the names."""


class Introduced:
    """People of one reading who are charged before they are named."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading = reading
        self._people = lexicon.party("newcomers")

    def is_newcomer(self, head: Token) -> bool:
        """Say whether a nominal brings in people without names: *a former engineer at A*."""
        return head.pos_ == "NOUN" and tree.lemma(head) in self._people and self._count(head) > 0

    def named(self, paragraph: Paragraph, head: Token) -> list[Party]:
        """Return so many people whom the text next introduces with their age, or nobody."""
        count, start = self._count(head), paragraph.end_of(head)
        found: dict[str, Party] = {}
        for mention in self._reading.mentions_in(Span(start, start + _FAR)):
            if mention.type is not EntityType.PERSON:
                continue
            before = self._reading.text[max(start, mention.start - _BESIDE) : mention.start]
            if _AGE.match(self._reading.text, mention.end) or _AGED.search(before):
                party = Party(mention.start, mention.end, mention.entity, mention.canonical)
                found.setdefault(mention.entity or mention.canonical, party)
        return list(found.values())[:count] if len(found) >= count else []

    @staticmethod
    def _count(head: Token) -> int:
        words = (tree.lower(child) for child in head.lefts)
        return next((_COUNTS[word] for word in words if word in _COUNTS), 0)
