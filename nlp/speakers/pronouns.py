"""Whom *he*, *she*, *it* and *they* mean: the best fitting name within two sentences."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import EntityType, Span
from nlp.reading import Paragraph, Reading
from nlp.speakers.answer import Answer, named, of_paper
from nlp.speakers.names import Names
from nlp.spokespeople import Voices
from nlp.statements import tree
from nlp.statements.referents import Referent, Referents

_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
_THINGS = frozenset({"it", "its", "itself"})
_GROUPS = frozenset({"they", "them", "their", "theirs"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VBG"})
_WINDOW = 2
"""Sentences back in which a pronoun looks for its antecedent."""
_FLOOR = 2.4
"""How well a name must fit a pronoun to be preferred to a voice without a name that just spoke."""
_FLOOR_NOW, _FLOOR_LATER = 2.5, 1.0
"""What it adds to have spoken last: in the sentence before, or further off."""


class Pronouns:
    """Whom the pronouns of a reading mean."""

    def __init__(
        self, reading: Reading, referents: Referents, voices: Voices, names: Names
    ) -> None:
        self._reading = reading
        self._referents = referents
        self._voices = voices
        self._names = names

    def find(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return whom a pronoun means: the best name or document of the sentences before."""
        word = tree.lower(head)
        if word not in _PERSONAL | _THINGS | _GROUPS:
            return None
        offset = paragraph.start_of(head)
        here = self._referents.sentence_of(offset)
        before = self._clause_before(paragraph, head)
        set_in = word in _THINGS | _GROUPS and _is_set_in(head)
        best: tuple[float, Referent] | None = None
        for referent in self._referents.before(offset):
            back = here - referent.sentence
            far = self._referents.has_floor(referent) or (set_in and referent.paper is not None)
            if back > _WINDOW + (2 if far else 0):
                continue
            if referent.aside or (back == 0 and set_in):
                continue
            if not _agrees(referent, word):
                continue
            score = 1.2 * referent.subject - 1.5 * back
            if self._referents.has_floor(referent):
                score += _FLOOR_NOW if self._referents.since_floor(here) <= 1 else _FLOOR_LATER
            score += 3.0 if back == 0 and referent.start == before else 0.0
            if best is None or score >= best[0]:
                best = (score, referent)
        voice = None
        if word not in _THINGS:
            voice = self._voices.pronoun(offset, plural=word in _GROUPS)
        weak = best is None or best[0] < _FLOOR or (word in _GROUPS and not best[1].plural)
        if voice is not None and weak:
            return Answer(replace(voice, start=span.start, end=span.end), "pronoun")
        if best is None:
            return None
        referent = best[1]
        if referent.paper is not None:
            return of_paper(span, referent.paper, "pronoun")
        if referent.mention is None:
            return None
        return named(span, self._names.full(referent.mention), "pronoun")

    def _clause_before(self, paragraph: Paragraph, head: Token) -> int | None:
        """Return where the subject of the clause stands that a colon or semicolon parts from that
        of a pronoun: *the cable goes further: it says …* goes on about the cable."""
        verb = head.head
        if head.dep_ not in tree.SUBJECTS or verb.dep_ not in {"parataxis", "conj", "ccomp"}:
            return None
        opens = verb.left_edge
        while opens.i > head.sent.start and opens.is_punct and opens.text not in {":", ";"}:
            opens = opens.nbor(1)
        parted = opens.text in {":", ";"} or (
            opens.i > head.sent.start and opens.nbor(-1).text in {":", ";"}
        )
        who = tree.first(verb.head, *tree.ANY_SUBJECTS) if parted else None
        if who is None or who.i > head.i:
            return None
        mention = self._reading.mention_of(paragraph, who)
        return mention.start if mention is not None else paragraph.start_of(who)


def _is_set_in(head: Token) -> bool:
    """Say whether a pronoun speaks in the middle of a clause, between its subject and its verb: *A
    and B, it says, copied …*. What stands before it is not who says it."""
    doc, verb = head.doc, head.head
    if verb.i != head.i + 1 or verb.i + 1 >= len(doc) or head.i == head.sent.start:
        return False
    parted = head.nbor(-1).text == "," and verb.nbor(1).text == ","
    before = doc[head.sent.start : head.i - 1]
    return parted and not any(t.tag_ in _FINITE or t.text in {"”", '"'} for t in before)


def _agrees(referent: Referent, word: str) -> bool:
    if referent.paper is not None:
        return word in _THINGS
    mention = referent.mention
    if mention is None:
        return False
    if word in _PERSONAL:
        return mention.type == EntityType.PERSON
    if word in _THINGS:
        return mention.type in {EntityType.ORG, EntityType.GPE} and not referent.plural
    return mention.type in {EntityType.ORG, EntityType.GPE, EntityType.PERSON}
