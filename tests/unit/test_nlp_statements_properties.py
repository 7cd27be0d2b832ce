"""What holds for every reading: spans inside the text, no crash, the same twice."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimwire.model import Act, Span, Statement
from nlp import quotes
from nlp.reading import Paragraph, Reading
from nlp.statements import find
from tests.unit.test_nlp_statements_builders import KNOWLEDGE, names, reading
from tests.unit.test_nlp_statements_parses import PARSES

_SILENT = {Act.DECLINE_COMMENT, Act.NO_RESPONSE}
_WORDS = [
    *(
        "Acme",
        "Borealis",
        "Jane",
        "Doe",
        "Reuters",
        "it",
        "they",
        "who",
        "which",
        "that",
        "company",
    ),
    *("said", "accused", "denied", "according", "to", "of", "by", "as", "cable", "memo", "seen"),
    *(
        "not",
        "respond",
        "claim",
        "allegations",
        "“",
        "”",
        "''",
        ",",
        ".",
        ":",
        "?",
        "issued",
        "the",
    ),
    *("filed", "lawsuit", "against", "former", "latter", "called", "fined", "added", "list", "as"),
    *("and", "has", "Said", "—", "-", "with", "ordered", "told", "from", "Q", "alleging", "sued"),
    *("denies", "people", "familiar", "imposed", "sanctions", "on", "available", "I", "judge"),
]
_LABELS = [
    *("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "ccomp", "xcomp", "advcl", "acl"),
    *("acl:relcl", "nmod", "nmod:poss", "case", "mark", "punct", "conj", "cc", "aux", "aux:pass"),
    *("parataxis", "appos", "flat", "compound", "fixed", "advmod", "amod", "det"),
]
_TAGS = ["VBD", "VBG", "VBN", "VBZ", "NN", "NNS", "NNP", "PRP", "IN", "RB", ","]
_POS = ["VERB", "AUX", "NOUN", "PROPN", "PRON", "ADP", "ADJ", "PUNCT", "ADV", "SCONJ"]


def check(read: Reading, found: tuple[Statement, ...]) -> None:
    """Assert what every statement owes to its text."""
    size = len(read.text)
    for statement in found:
        cue = Span(statement.cue.start, statement.cue.end)
        for span in (cue, statement.sentence, *statement.content):
            assert 0 <= span.start < span.end <= size
        assert statement.content or statement.act in _SILENT
        assert list(statement.content) == sorted(statement.content)
        for party in (statement.speaker, statement.addressee, *statement.targets):
            if party is not None and party.start is not None and party.end is not None:
                assert 0 <= party.start < party.end <= size
        assert 0 <= statement.confidence <= 1
        assert all(link.link is None for link in statement.chain[-1:])
        assert all(link.link is not None for link in statement.chain[:-1])


@given(st.lists(st.sampled_from(sorted(PARSES)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_sequence_of_paragraphs(sentences: list[str]) -> None:
    read = reading(*sentences)
    found = find(read)
    check(read, found)
    assert found == find(read)
    assert [s.sentence.start for s in found] == sorted(s.sentence.start for s in found)


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=24))
@settings(max_examples=150, deadline=None)
def test_any_parse_at_all(seed: int, size: int) -> None:
    """Heads, labels and words at random: parsers make worse mistakes than one would believe."""
    read = scrambled(seed, size)
    found = find(read)
    check(read, found)
    assert found == find(read)


def scrambled(seed: int, size: int) -> Reading:
    """Return a reading of random words under a random tree."""
    chance = random.Random(seed)  # noqa: S311
    words = [chance.choice(_WORDS) for _ in range(size)]
    order = list(range(size))
    chance.shuffle(order)
    heads = [0] * size
    for place, index in enumerate(order):
        heads[index] = index if place == 0 else order[chance.randrange(place)]
    doc = Doc(
        Vocab(),
        words=words,
        spaces=[True] * (size - 1) + [False],
        heads=heads,
        deps=["root" if heads[i] == i else chance.choice(_LABELS) for i in range(size)],
        pos=[chance.choice(_POS) for _ in words],
        tags=[chance.choice(_TAGS) for _ in words],
        lemmas=[word.lower() for word in words],
    )
    span = Span(0, len(doc.text))
    return Reading(
        text=doc.text,
        paragraphs=[Paragraph(span, doc)],
        quotes=quotes.pair(doc.text, [span]),
        mentions=tuple(names(doc.text)),
        dates=(),
        knowledge=KNOWLEDGE,
    )
