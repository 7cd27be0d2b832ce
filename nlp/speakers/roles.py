"""Roles that stand for a name: *the company*, *the district court*, *the latter*."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from claimwire.model import Entity, EntityType, Mention, Party, Span
from nlp.outlets import is_outlet
from nlp.reading import Paragraph, Reading
from nlp.speakers.answer import Answer, named
from nlp.speakers.names import Names, is_called
from nlp.spokespeople import Voices
from nlp.statements import tree
from nlp.statements.kinds import KINDS, country_of
from nlp.statements.lexicon import Lexicon
from nlp.statements.referents import Referent, Referents
from nlp.suits import Suits

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_NEW = frozenset({"former", "another", "other", "new", "late", "next", "second", "ex"})
_OFFICE_WORDS = frozenset(
    {"bureau", "department", "ministry", "commission", "committee", "agency", "board", "court"}
    | {"office", "council", "authority"}
)
"""What a body with a longer name is called again with a capital: *the Bureau*."""
_MAKERS = frozenset({"maker", "developer", "owner", "creator", "company", "firm", "parent", "lab"})
"""What a house is called by what it makes."""
_TITLE = 12
"""Code points before a name in which *Judge* or *Justice* stands."""
_LEVELS = {
    "district": "district", "lower": "lower", "trial": "trial", "appeals": "appeal",
    "appellate": "appeal", "appeal": "appeal", "supreme": "supreme", "high": "high",
    "bankruptcy": "bankruptcy", "regional": "regional", "county": "county",
    "constitutional": "constitutional", "different": "different",
}  # fmt: skip
"""Words that tell courts apart, and what a name has where it is such a court's."""
_ACTORS = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})
_ORDER = tuple(KINDS)


class Roles:
    """Whom the roles of a reading stand for, by the names before them."""

    def __init__(
        self,
        reading: Reading,
        lexicon: Lexicon,
        referents: Referents,
        voices: Voices,
        names: Names,
    ) -> None:
        self._reading = reading
        self._lexicon = lexicon
        self._referents = referents
        self._voices = voices
        self._names = names
        self.suits: Suits | None = None  # once the parties of a suit are known

    def find(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return who "the company", "the plaintiffs", "the embassy" is: the best name before."""
        side = self.suits.side(head) if self.suits is not None else None
        if side is not None:
            return Answer(Party(span.start, span.end, side.entity, side.canonical), "role")
        groups = self.groups_of(_joined(head))
        maker = self._maker(paragraph, head)
        if maker is not None:
            return Answer(Party(span.start, span.end, maker.id, maker.name), "role")
        judge = self._only_judge(head)
        if judge is not None:
            return named(span, self._names.full(judge), "role")
        if not any(tree.lower(c) in _DEFINITE for c in head.children):
            return None
        if head.has_morph() and "Plur" in head.morph.get("Number", []):
            return None
        owned = any(c.dep_ == "nmod:poss" for c in head.children)
        new = any(tree.lower(c) in _NEW for c in head.children) or self._voices.is_of_a_house(head)
        if new or (owned and groups == ["person"]):
            return None  # "its former chairman", "another judge": nobody named so far
        country = country_of(head)
        found = self.search(paragraph.start_of(head), groups, country)
        if found is not None and found.mention is not None and "court" in groups:
            level = next((_LEVELS[w] for c in head.lefts if (w := tree.lower(c)) in _LEVELS), "")
            if level not in found.mention.canonical.lower():
                return None  # "the district court" after one of appeals
        if found is None and "judge" in groups:
            found = self.search(paragraph.start_of(head), ["court"], country)
        if found is None or found.mention is None:
            return None
        return named(span, self._names.full(found.mention), "role")

    def _maker(self, paragraph: Paragraph, head: Token) -> Entity | None:
        """Return who *the maker of A*, *the A developer*, *the company behind A* is: the house of
        the product."""
        if tree.lemma(head) not in _MAKERS:
            return None
        for child in head.children:
            before = child.i < head.i and child.dep_ in {
                "compound",
                "nmod",
                "nmod:desc",
                "nmod:poss",
            }
            behind = child.i > head.i and tree.marker(child) in {"of", "behind"}
            mention = self._reading.mention_of(paragraph, child) if before or behind else None
            made = self._reading.knowledge.entities.get((mention and mention.entity) or "")
            if made is not None and made.type is EntityType.PRODUCT and made.parent is not None:
                return self._reading.knowledge.entities.get(made.parent)
        return None

    def _only_judge(self, head: Token) -> Mention | None:
        """Return who *a federal judge* is in a text that names one judge and no other."""
        bench = self._lexicon.party("courts", "bench")
        words = {tree.lower(c) for c in head.lefts}
        if tree.lemma(head) not in bench or not words & {"a", "an"} or words & _NEW:
            return None
        judges: dict[str, Mention] = {}
        for mention in self._reading.mentions:
            before = self._reading.text[max(mention.start - _TITLE, 0) : mention.start].split()
            titled = bool(before) and before[-1][:1].isupper() and before[-1].lower() in bench
            if titled and mention.type is EntityType.PERSON:
                judges.setdefault(mention.entity or mention.canonical, mention)
        return next(iter(judges.values())) if len(judges) == 1 else None

    def groups_of(self, name: str) -> list[str]:
        """Return what a role noun can stand for: kinds of the table, or names that have it."""
        return [g for g in _ORDER if name in self._lexicon.party("roles", g)] or [f"={name}"]

    def search(self, offset: int, groups: Sequence[str], country: str | None) -> Referent | None:
        """Return the best name before an offset that has a role, of a country where one is told."""

        def fits(mention: Mention) -> bool:
            if not self._fits(mention, groups):
                return False
            entity = self._reading.knowledge.entities.get(mention.entity or "")
            return not country or entity is None or entity.country in {None, country}

        return self._referents.nearest(offset, fits)

    def _fits(self, mention: Mention, groups: Sequence[str]) -> bool:
        entity = self._reading.knowledge.entities.get(mention.entity or "")
        kind = entity.kind if entity is not None else None
        if groups[0].startswith("="):  # "the council": a name that has the word itself
            return is_called(mention, groups[0][1:])
        for group in groups:
            if kind is not None:
                if kind in KINDS[group]:
                    return True
                continue
            if group == "person" and mention.type == EntityType.PERSON:
                return True
            body = mention.type == EntityType.ORG and not is_outlet(self._reading, mention)
            if group in {"company", "organization"} and body:
                return True
            low = mention.canonical.lower()
            if group == "judge" and mention.type == EntityType.PERSON:
                return True
            if group in low and mention.type == EntityType.ORG:
                return True
        return False

    def by_order(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return whom *the former* or *the latter* of two names that stand together means."""
        word = tree.lower(head)
        if word not in {"former", "latter"} or not any(tree.lower(c) == "the" for c in head.lefts):
            return None
        offset = paragraph.start_of(head)
        before = [m for m in self._reading.mentions if m.end <= offset and m.type in _ACTORS]
        for first, second in reversed(list(pairwise(before))):
            between = self._reading.text[first.end : second.start]
            if between.strip(" ,") in {"and", "or"} or between.strip() == "and the":
                one = first if word == "former" else second
                return named(span, self._names.full(one), "order")
        return None


def _joined(head: Token) -> str:
    """Return the lemma of a noun, one of two parts whole: *start-up*, *think-tank*."""
    if head.i >= 2 and head.nbor(-1).text == "-" and not head.nbor(-1).whitespace_:
        return f"{tree.lower(head.nbor(-2))}-{tree.lemma(head)}"
    return tree.lemma(head)
