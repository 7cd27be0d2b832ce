"""Voices without a name: *a spokesman for Acme*, *its lawyers*, *the spokesperson* again."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import EntityType, Party, Span, SpeakerRole
from nlp.reading import Paragraph, Reading
from nlp.speakers.answer import Answer, span_of
from nlp.speakers.pronouns import Pronouns
from nlp.speakers.roles import Roles
from nlp.spokespeople import Voices
from nlp.statements import tree
from nlp.statements.lexicon import Lexicon

_HOUSEHOLD = frozenset({"office", "campaign", "team", "staff", "camp"})
"""Who speaks for a person, if they are *his* or *hers*."""


class Behind:
    """Who stands behind the voices of a reading."""

    def __init__(
        self, reading: Reading, lexicon: Lexicon, voices: Voices, roles: Roles, pronouns: Pronouns
    ) -> None:
        self._reading = reading
        self._lexicon = lexicon
        self._voices = voices
        self._roles = roles
        self._pronouns = pronouns

    def find(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return for whom a spokesperson or lawyer without a name speaks."""
        name = tree.lemma(head)
        if name in self._lexicon.party("spokespeople"):
            role = SpeakerRole.SPOKESPERSON
        elif name in self._lexicon.party("lawyers"):
            role = SpeakerRole.LAWYER
        elif name in _HOUSEHOLD and (own := _personal(head)) is not None:
            inner = self._pronouns.find(paragraph, own, span_of(paragraph, own))
            if inner is None:
                return None
            role = SpeakerRole.SPOKESPERSON  # "her office did not answer"
            return _speaking(span, inner.party.entity, inner.party.canonical, role)
        else:
            return None
        answer = self._voice_in(paragraph, head, span, role)
        if answer is not None:
            self._voices.heard(span.start, name, answer.party)
            return answer
        offset = paragraph.start_of(head)
        known = self._voices.again(offset, head)
        if known is not None:
            return Answer(replace(known, start=span.start, end=span.end), "voice")
        house = self._voices.house(offset, head, self._roles.search, self._roles.groups_of)
        if house is None:
            return None
        answer = _speaking(span, house.entity, house.canonical, role)
        self._voices.heard(span.start, name, answer.party)
        return answer

    def _voice_in(
        self, paragraph: Paragraph, head: Token, span: Span, role: SpeakerRole
    ) -> Answer | None:
        """Return whom a voice speaks for by its own words: *for Acme*, *the firm's*, *its*."""
        for mention in self._reading.mentions_in(span):
            if mention.type in {EntityType.ORG, EntityType.GPE, EntityType.PERSON}:
                return _speaking(span, mention.entity, mention.canonical, role)
        for token in tree.words_in(paragraph, span):
            inner = None
            if token != head and token.pos_ == "NOUN":
                inner = self._roles.find(paragraph, token, span_of(paragraph, token))
            elif token.head == head and tree.lower(token) in {"its", "his", "her"}:
                inner = self._pronouns.find(paragraph, token, span_of(paragraph, token))
            if inner is not None:
                return _speaking(span, inner.party.entity, inner.party.canonical, role)
        return None


def _personal(head: Token) -> Token | None:
    """Return the *his* or *her* before a noun."""
    return next((c for c in head.lefts if tree.lower(c) in {"his", "her"}), None)


def _speaking(span: Span, entity: str | None, canonical: str | None, role: SpeakerRole) -> Answer:
    """Return who speaks for somebody: the words name the voice, the party is the one behind."""
    party = Party(span.start, span.end, entity, canonical, role, on_behalf_of=entity or canonical)
    return Answer(party, "voice")
