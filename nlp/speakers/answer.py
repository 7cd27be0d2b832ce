"""What a step of the sieve answers."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from claimwire.model import Mention, Party, Span, SpeakerRole
from nlp.reading import Paragraph
from nlp.statements import tree
from nlp.statements.documents import Paper

_ISSUERS = {"indictment": "prosecutors"}
"""Who alone can issue a document, where the text names nobody."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A party and the step of the sieve that found it."""

    party: Party
    step: str
    paper: Paper | None = None


def named(span: Span, mention: Mention, step: str) -> Answer:
    """Return that a nominal stands for somebody named elsewhere."""
    return Answer(Party(span.start, span.end, mention.entity, mention.canonical), step)


def of_paper(span: Span, paper: Paper, step: str) -> Answer:
    """Return that a document speaks, for its author where one is known."""
    author = paper.author
    party = Party(
        span.start,
        span.end,
        author.entity if author else None,
        author.canonical if author else _ISSUERS.get(paper.noun),
        SpeakerRole.DOCUMENT,
        medium=paper.name(),
    )
    return Answer(party, step, paper)


def span_of(paragraph: Paragraph, head: Token) -> Span:
    """Return the words of a nominal."""
    start, end = tree.nominal(head)
    return paragraph.span_of(paragraph.doc[start], paragraph.doc[end])
