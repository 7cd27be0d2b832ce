"""Readings made by hand: paragraphs from the table of parses, names from a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimwire.model import Entity, EntityType, Knowledge, Mention, Span, Statement
from nlp import quotes
from nlp.reading import TEXT, Paragraph, Reading
from nlp.statements import find
from tests.unit.test_nlp_statements_parses import PARSES

NAMES = {
    "Acme": ("acme", "Acme", EntityType.ORG),
    "Borealis": ("borealis", "Borealis", EntityType.ORG),
    "Cedar": ("cedar", "Cedar", EntityType.ORG),
    "Reuters": ("reuters", "Reuters", EntityType.ORG),
    "China": ("china", "China", EntityType.GPE),
    "Jane Doe": ("new:jane-doe", "Jane Doe", EntityType.PERSON),
}
KNOWLEDGE = Knowledge(
    entities={
        "acme": Entity("acme", "Acme", EntityType.ORG, kind="company"),
        "borealis": Entity("borealis", "Borealis", EntityType.ORG, country="CN", kind="company"),
        "cedar": Entity("cedar", "Cedar", EntityType.ORG, kind="company"),
        "reuters": Entity("reuters", "Reuters", EntityType.ORG, kind="agency"),
    },
    disputes={},
    publishers={},
    digest="test",
)


def reading(*sentences: str, kind: str = TEXT) -> Reading:
    """Return a reading with one paragraph per sentence of the table."""
    text = "\n\n".join(sentences)
    paragraphs, at = [], 0
    for sentence in sentences:
        span = Span(at, at + len(sentence))
        paragraphs.append(Paragraph(span, parsed(sentence), kind))
        at = span.end + 2
    return Reading(
        text=text,
        paragraphs=paragraphs,
        quotes=quotes.pair(text, [p.span for p in paragraphs]),
        mentions=tuple(names(text)),
        dates=(),
        knowledge=KNOWLEDGE,
    )


def parsed(sentence: str) -> Doc:
    """Return the parse of a sentence of the table as a spaCy doc."""
    rows = [token.split("|") for token in PARSES[sentence].split()]
    words = [row[0] for row in rows]
    heads = [int(row[5]) for row in rows]
    return Doc(
        Vocab(),
        words=words,
        spaces=list(_spaces(sentence, words)),
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        tags=[row[3] for row in rows],
        deps=[row[4] for row in rows],
        heads=heads,
    )


def _spaces(sentence: str, words: Sequence[str]) -> Iterator[bool]:
    at = 0
    for word in words:
        at = sentence.index(word, at) + len(word)
        yield sentence[at : at + 1] == " "


def names(text: str) -> Iterator[Mention]:
    """Yield a mention for every name of the list, in order of the text."""
    pattern = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
    for match in re.finditer(rf"\b(?:{pattern})\b", text):
        entity, canonical, kind = NAMES[match.group()]
        yield Mention(match.start(), match.end(), entity, canonical, kind, "alias")


def only(found: Sequence[Statement], lemma: str) -> Statement:
    """Return the one statement whose cue has this lemma."""
    (statement,) = [s for s in found if s.cue.lemma == lemma]
    return statement


def statement(lemma: str, *sentences: str) -> tuple[Statement, str]:
    """Return the one statement with this cue in a text of the table, and the text."""
    read = reading(*sentences)
    return only(find(read), lemma), read.text


def said(found: Statement, text: str) -> list[str]:
    """Return the words of the content of a statement."""
    return [span.of(text) for span in found.content]


def test_built_docs_spell_their_sentences() -> None:
    for sentence in PARSES:
        assert parsed(sentence).text == sentence
