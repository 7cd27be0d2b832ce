"""Whom a voice without a name speaks for: *a spokesman said*, *a committee spokesperson*, *the
spokesperson* again.

News names the house in a sentence and leaves it out at the voice. A voice that a text has heard
before speaks for the same house again; one with a role before it (*a company spokesman*) for the
last that fits the role; a bare one for who the sentence, or the one before it, is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from spacy.tokens import Token

from claimwire.model import EntityType, Mention, Party, SpeakerRole
from nlp import anonymous
from nlp.outlets import is_outlet
from nlp.reading import Reading
from nlp.statements import tree
from nlp.statements.referents import Referent, Referents

_BARE = frozenset(
    {"spokesperson", "spokesman", "spokeswoman", "spokespeople", "spox", "representative"}
)
"""Voices that speak for a house; aides and advisers do for a person."""
_PLAIN = frozenset({"det", "punct", "case", "mark", "cc"})
_AGAIN = frozenset({"the", "that", "this", "same"})
_OPENS = re.compile(
    r"(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts) (?:[\w.-]+ ){0,3}?(?P<noun>\w+)"
    r"(?=,| (?:in|of|at|for|from)\b|\Z)"
)
_NEAR = 2
"""Sentences back in which a house is looked for that a bare voice speaks for."""
_VOICES = frozenset({SpeakerRole.SPOKESPERSON, SpeakerRole.LAWYER})

Search = Callable[[int, Sequence[str], str | None], Referent | None]
Groups = Callable[[str], list[str]]


class Voices:
    """The voices that a text has heard so far, in order of the text."""

    def __init__(
        self, reading: Reading, referents: Referents, persons: frozenset[str] = frozenset()
    ) -> None:
        self._reading = reading
        self._persons = persons  # nouns of one person: *judge*, *senator*
        self._referents = referents
        self._heard: list[tuple[int, str, Party]] = []
        self._last: tuple[int, Party] | None = None
        self._many: tuple[int, Party] | None = None

    def heard(self, offset: int, lemma: str, party: Party) -> None:
        """Remember a voice, named or not, by the noun that it was called."""
        self._heard.append((offset, lemma, party))

    def forget(self) -> None:
        """Forget what was heard: the text is read anew."""
        self._heard.clear()
        self._last = self._many = None

    def again(self, offset: int, head: Token) -> Party | None:
        """Return the voice that *the spokesperson* points back to."""
        if not any(tree.lower(c) in _AGAIN for c in head.lefts):
            return None
        noun = tree.lemma(head)
        for place, lemma, party in reversed(self._heard):
            if place < offset and (lemma == noun or _same(lemma, noun)):
                return party
        return None

    @staticmethod
    def is_of_a_house(head: Token) -> bool:
        """Say whether a noun before a voice tells for whom it speaks: *the ministry spokesman*."""
        return tree.lemma(head) in _BARE and any(
            c.dep_ in {"compound", "nmod:desc"} and c.pos_ == "NOUN" for c in head.lefts
        )

    def house(self, offset: int, head: Token, search: Search, groups: Groups) -> Mention | None:
        """Return whom a voice speaks for that its own words do not name."""
        for child in head.lefts:
            if child.dep_ in {"compound", "nmod:desc", "nmod", "amod"} and child.i == head.i - 1:
                found = search(offset, groups(tree.lemma(child)), None)
                if child.pos_ in {"NOUN", "PROPN"} or found is not None:
                    return found.mention if found is not None else None
        bare = all(c.dep_ in _PLAIN for c in head.lefts) and tree.lemma(head) in _BARE
        if not bare or any(c.dep_ == "nmod" for c in head.rights):
            return None
        return self._spoken_of(offset)

    def _spoken_of(self, offset: int) -> Mention | None:
        """Return the house that the sentence of an offset, or one right before it, is about."""
        here = self._referents.sentence_of(offset)
        best: tuple[float, Mention] | None = None
        for referent in self._referents.before(offset):
            mention, back = referent.mention, here - referent.sentence
            if mention is None or back > _NEAR or mention.type is not EntityType.ORG:
                continue
            quoted = self._reading.quote_at(mention.start) is not None
            if quoted or referent.aside or is_outlet(self._reading, mention):
                continue
            score = referent.subject - 1.1 * back
            score += 1.5 if self._referents.has_floor(referent) else 0.0
            if best is None or score >= best[0]:
                best = (score, mention)
        return best[1] if best is not None else None

    # ------------------------------------------------------------------------- he, she

    def spoke(self, offset: int, party: Party) -> None:
        """Remember who spoke last, if that is one person, or a group, without a name."""
        single = party.anonymous and anonymous.count(party.canonical or "") == 1
        voice = party.role in _VOICES and party.on_behalf_of in {party.entity, party.canonical}
        many = party.role is SpeakerRole.COLLECTIVE and party.entity is None
        many = many or (party.anonymous and not single)
        self._last = (offset, party) if single or voice or self._is_person(party) else None
        self._many = (offset, party) if many else None

    def _is_person(self, party: Party) -> bool:
        """Say whether somebody is one person whom the text gives no name: *a federal judge*."""
        if party.entity is not None or party.role is not SpeakerRole.PRINCIPAL:
            return False
        words = _OPENS.match(party.canonical or "")
        return words is not None and words.group("noun").casefold() in self._persons

    def pronoun(self, offset: int, *, plural: bool) -> Party | None:
        """Return the voice without a name that *he*, *she* or, of a group, *they* goes on with:
        that of the sentence before or the same one."""
        spoke = self._many if plural else self._last
        if spoke is None:
            return None
        place, party = spoke
        near = 0 <= self._referents.sentence_of(offset) - self._referents.sentence_of(place) <= 1
        return party if near and place <= offset else None


def _same(one: str, other: str) -> bool:
    return one in _BARE and other in _BARE
