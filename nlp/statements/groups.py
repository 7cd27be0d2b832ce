"""Groups that a text charges without names: *Chinese AI companies*, *both firms*, *the two labs*.

A group by country and kind stands for those members that the text itself lists anywhere. A group
by its number stands for so many companies that were named last before it.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from claimwire.model import EntityType, Mention, Span
from nlp.reading import FURNITURE, Paragraph, Reading
from nlp.statements import tree
from nlp.statements.kinds import KINDS, country_of
from nlp.statements.lexicon import Lexicon

_NEAR = 30
"""Most code points between a name and "other Chinese firms"."""
_FAR = 700
"""Most code points back to the names that *both firms* counts."""
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_DEFINITE = frozenset({"the", "all", "both", "these", "those"})


class Groups:
    """The groups of one reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading = reading
        self._firms = lexicon.party("roles", "company")
        self._members: dict[str, dict[str, Mention]] = {}
        for paragraph in reading.paragraphs:
            if paragraph.kind != FURNITURE:
                self._learn(paragraph)
                self._learn_single(paragraph)

    def is_group(self, head: Token) -> bool:
        """Say whether a nominal is a group by country and kind: *Chinese AI companies*."""
        return self._country(head) is not None

    def members(self, head: Token) -> list[Mention]:
        """Return the members that the text gives of such a group, in order of the text."""
        return list(self._members.get(self._country(head) or "", {}).values())

    def counted(self, paragraph: Paragraph, head: Token) -> list[Mention]:
        """Return whom *both firms*, *the two companies* or *all three labs* counts: so many
        companies named last before, or nobody if there are not enough."""
        if head.pos_ != "NOUN" or tree.lemma(head) not in self._firms:
            return []
        words = [tree.lower(c) for c in head.lefts]
        count = next((_COUNTS[word] for word in words if word in _COUNTS), 0)
        if not count or not _DEFINITE & set(words):
            return []
        start = paragraph.start_of(head.left_edge)
        found: dict[str, Mention] = {}
        for mention in reversed(list(self._reading.mentions_in(Span(max(0, start - _FAR), start)))):
            if self._is_firm(mention):
                found.setdefault(mention.entity or mention.canonical, mention)
            if len(found) == count:
                break
        return list(reversed(found.values())) if len(found) == count else []

    def _is_firm(self, mention: Mention) -> bool:
        if mention.type is not EntityType.ORG:
            return False
        entity = self._reading.knowledge.entities.get(mention.entity or "")
        if entity is not None and entity.kind == "lab" and entity.parent is not None:
            return False  # a unit of a company that is counted itself
        return entity is None or entity.kind in KINDS["company"]

    def _country(self, head: Token) -> str | None:
        """Return the country of *Chinese AI companies*, or None for any other nominal."""
        if head.pos_ != "NOUN" or tree.lemma(head) not in self._firms:
            return None
        return country_of(head) if tree.lower(head).endswith("s") else None

    # ---------------------------------------------------------------------------- learning

    def _learn(self, paragraph: Paragraph) -> None:
        """Remember which names the text lists as members of a group by country and kind."""
        for token in paragraph.having(lemmas=self._firms):
            group = self._country(token)
            if group is None:
                continue
            for mention in (*self._listed(paragraph, token), *self._beside(paragraph, token)):
                entity = self._reading.knowledge.entities.get(mention.entity or "")
                if entity is not None and entity.country == group and entity.kind == "company":
                    known = self._members.setdefault(group, {})
                    known.setdefault(entity.id, mention)

    def _learn_single(self, paragraph: Paragraph) -> None:
        """Remember *the Chinese start-up A* and *A, the Chinese firm* as members of the group."""
        for token in paragraph.having(lemmas=self._firms):
            if token.pos_ != "NOUN" or tree.lower(token).endswith("s"):
                continue
            country = country_of(token)
            start, end = paragraph.start_of(token.left_edge), paragraph.end_of(token)
            for mention in self._reading.mentions_in(Span(max(start - 4, 0), end + 3)):
                entity = self._reading.knowledge.entities.get(mention.entity or "")
                if country and entity and entity.country == country and entity.kind == "company":
                    self._members.setdefault(country, {}).setdefault(entity.id, mention)

    def _beside(self, paragraph: Paragraph, head: Token) -> Iterable[Mention]:
        """Yield the name of which the group is the rest: *A, alongside other Chinese firms*."""
        if not any(tree.lower(child) == "other" for child in head.children):
            return
        start = paragraph.start_of(head.left_edge)
        before = list(self._reading.mentions_in(Span(max(start - _NEAR, 0), start)))
        yield from before[-1:]

    def _listed(self, paragraph: Paragraph, head: Token) -> Iterable[Mention]:
        """Yield the names after a group noun in its sentence, as far as a list goes."""
        last = paragraph.end_of(head)
        end = paragraph.span.end
        text = self._reading.text
        for mention in self._reading.mentions_in(Span(last, end)):
            between = text[last : mention.start]
            if len(between) > 40 or any(mark in between for mark in ".;:()"):
                return
            yield mention
            last = mention.end
