"""Headline grammar: *X: we did nothing wrong*, *“…”: X*. Verbs in headlines are ordinary cues."""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import Act, Span
from nlp.reading import BULLET, HEADLINE
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene, tidy

_MAX_NAME = 6
"""Most words before the colon that may be a name."""
_MAX_WORDS = 30


def find(scene: Scene) -> list[Draft]:
    """Return the statement of a headline or of a transcript line of the form *Name: words*."""
    doc = scene.paragraph.doc
    colon = next((t for t in doc[: _MAX_NAME + 1] if t.text == ":"), None)
    if colon is None or colon.i == 0 or colon.i + 2 > len(doc) - 1:
        return []
    name = doc[colon.i - 1]
    if not _names_somebody(scene, doc[0], name):
        return []
    headline = scene.paragraph.kind in {HEADLINE, BULLET} and len(doc) <= _MAX_WORDS
    spoken = all(t.text.isupper() for t in doc[: colon.i] if t.text.isalpha())
    quoted = spoken or doc[colon.i + 1].text in {"“", '"', "‘", "'", "``"}
    if not (headline or quoted):
        return []
    content = tidy(
        scene.reading.text, Span(scene.paragraph.end_of(colon), scene.paragraph.span.end)
    )
    if content is None:
        return []
    return [
        Draft(
            paragraph=scene.paragraph,
            rule="colon",
            act=Act.SAY,
            anchor=colon,
            cue=scene.span((colon.i, colon.i)),
            lemma=":",
            content=[content],
            speaker=name,
        )
    ]


def _names_somebody(scene: Scene, first: Token, last: Token) -> bool:
    span = scene.span((first.i, last.i))
    mention = scene.reading.mention_at(span)
    if mention is not None and mention.type in {"PERSON", "ORG", "GPE"}:
        return bool(mention.end >= span.end)
    return all(t.pos_ == "PROPN" for t in first.doc[first.i : last.i + 1]) and tree.lower(
        last
    ) not in {"update", "exclusive", "analysis", "opinion", "watch", "live"}
