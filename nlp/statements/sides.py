"""The sides of a case that a text tells of, and which of them a ruling is about."""

from __future__ import annotations

import re

from spacy.tokens import Token

from claimwire.model import EntityType, Party
from nlp.reading import FURNITURE, Paragraph, Reading
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.lexicon import Lexicon

_NAMED = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})
_SUITS = frozenset({"claim", "suit", "lawsuit", "case", "complaint", "appeal", "action"})
_SUING = frozenset({"sue", "sues", "sued", "suing", "sueing"})
_VERSUS = re.compile(r" vs?\.? ")
_FORM = re.compile(r",? (?:Inc|LLC|Ltd|Corp|PLC|Co)\b\.?,?$")
"""The legal form behind a name."""
_DISMISSING = frozenset({"dismiss", "reject", "deny", "throw", "strike"})


class Sides:
    """Who claims against whom, as the text first says: *A's claim against B*, *A sued B*."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading = reading
        self._lexicon = lexicon
        self.claimant: Party | None = None
        self.defendant: Party | None = None
        for paragraph in reading.paragraphs:
            if paragraph.kind != FURNITURE and self.defendant is None:
                self._learn(paragraph)
        if self.defendant is None:
            self._cite()

    def ruled_on(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return the side that a ruling is about: whose claim is dismissed, or who infringed."""
        words = [t for span in draft.content for t in tree.words_in(scene.paragraph, span)]
        claims = any(tree.lemma(t) in _SUITS and t.pos_ == "NOUN" for t in words)
        if draft.lemma in _DISMISSING and claims:
            return [self.claimant] if self.claimant is not None else []
        wrongs = self._lexicon.set("wrongdoing", "nouns")
        if any(tree.lemma(t) in wrongs or tree.lower(t) == "liable" for t in words):
            return [self.defendant] if self.defendant is not None else []
        return []

    def _learn(self, paragraph: Paragraph) -> None:
        for token in paragraph.having(_SUING, _SUITS):
            if tree.lemma(token) in _SUITS and token.pos_ == "NOUN":
                owner = tree.first(token, "nmod:poss")
                other = next((c for c in token.rights if tree.marker(c) == "against"), None)
            elif tree.lower(token) in _SUING and token.pos_ == "VERB":
                owner, other = tree.subject(token), tree.first(token, "obj")
                if tree.is_passive(token):
                    owner, other = tree.first(token, "obl:agent"), owner
            else:
                continue
            sides = self._named(paragraph, owner), self._named(paragraph, other)
            if sides[0] is not None and sides[1] is not None:
                self.claimant, self.defendant = sides
                return

    def _cite(self) -> None:
        """Learn the sides from the name of a case: *A, Inc. v. B*."""
        for mention in self._reading.mentions:
            halves = _VERSUS.split(mention.canonical) if mention.type is EntityType.LAW else []
            if len(halves) == 2:
                self.claimant, self.defendant = (self._side(half) for half in halves)
                return

    def _side(self, name: str) -> Party:
        """Return a side by its name in that of a case, as the text writes it elsewhere."""
        short = _FORM.sub("", name.strip())
        for mention in self._reading.mentions:
            text = self._reading.text[mention.start : mention.end]
            if mention.type in _NAMED and short in {mention.canonical, text}:
                return Party(None, None, mention.entity, mention.canonical)
        return Party(None, None, None, short)

    def _named(self, paragraph: Paragraph, token: Token | None) -> Party | None:
        """Return a named side without a place: where it is meant it need not be named."""
        mention = self._reading.mention_of(paragraph, token) if token is not None else None
        if mention is None or mention.type not in _NAMED:
            return None
        return Party(None, None, mention.entity, mention.canonical)
