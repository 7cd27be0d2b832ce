"""Of whom something is asked: *demanded an answer from A*, *called on A to stop*."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.model import Act, Party
from nlp.reading import Reading
from nlp.statements import charges, tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.nominals import NAMED, Nominals

_OPENING = 24
"""Code points of a title before a name that is to do something: *Commerce Secretary A to …*."""
_LETTERS = frozenset({"letter", "email", "note", "memo", "message", "petition", "comment"})


class Demands:
    """Finds of whom the demands of one reading ask something."""

    def __init__(self, reading: Reading, names: Nominals) -> None:
        self._reading = reading
        self._names = names

    def asked_of(self, scene: Scene, draft: Draft, tokens: Sequence[Token]) -> list[Party]:
        """Return of whom something is asked: *demanded an answer from A*, *called on A to stop*,
        *A should pay*, *told A: stop it*, *in a letter to A*."""
        for token in tokens:
            if tree.marker(token) == "from" and self._names.is_named(scene, token):
                return self._names.parties(scene, token)
        root = charges.top(tokens)
        opens = self._opener(draft, tokens)
        if opens is not None:
            return opens
        subject = tree.first(root, *tree.SUBJECTS) if root is not None else None
        acting = subject is not None and not tree.marker(subject) and draft.act is not Act.WARN
        if acting and subject is not None and subject in tokens:
            found = self._names.named(scene, subject)
            if found:
                return found
        if draft.addressee is not None and self._names.is_named(scene, draft.addressee):
            return self._names.parties(scene, draft.addressee)
        return self._written_to(scene, draft)

    def _opener(self, draft: Draft, tokens: Sequence[Token]) -> list[Party] | None:
        """Return the name with which a demand begins that is to do something: *A to disclose …*."""
        first = draft.content[0]
        begins = [
            m
            for m in self._reading.mentions_in(first)
            if m.type in NAMED and 0 <= m.start - first.start <= _OPENING
        ]
        if not begins or len(tokens) < 2:
            return None
        behind = self._reading.text[begins[0].end : begins[0].end + 4]
        found = begins[0]
        named = Party(found.start, found.end, found.entity, found.canonical)
        return [named] if behind.startswith(" to ") else None

    def _written_to(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return to whom the letter went in which something is asked."""
        for token in draft.anchor.sent:
            place = scene.paragraph.start_of(token)
            said = any(span.start <= place < span.end for span in draft.content)
            letter = tree.lemma(token) in _LETTERS and not said
            for child in token.children if letter else ():
                if tree.marker(child) == "to" and self._names.is_named(scene, child):
                    return self._names.parties(scene, child)
        return []
