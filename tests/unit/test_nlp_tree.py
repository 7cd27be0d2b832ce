"""What the tree tells of a verb where the parser hung it on the wrong word."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.statements import tree

WORDS = ["A", "memo", ",", "which", "asks", "staff", "leave"]
TAGS = ["DT", "NN", ",", "WDT", "VBZ", "NNS", "VBP"]
DEPS = ["det", "root", "punct", "nsubj", "nsubj", "obj", "acl"]
HEADS = [1, 1, 6, 4, 6, 4, 1]
KINDS = ["DET", "NOUN", "PUNCT", "PRON", "VERB", "NOUN", "VERB"]


def _parsed() -> Doc:
    return Doc(Vocab(), words=WORDS, tags=TAGS, pos=KINDS, deps=DEPS, heads=HEADS)


def test_a_subject_with_a_subject_of_its_own_is_a_verb() -> None:
    doc = _parsed()
    assert tree.is_verb(doc[4])
    assert not tree.is_verb(doc[3])


def test_the_noun_before_the_comma_stands_behind_which() -> None:
    doc = _parsed()
    assert tree.subject(doc[4]) == doc[1]
    assert tree.relative_pronoun(doc[4]) == doc[3]


def test_without_a_comma_nobody_is_guessed() -> None:
    doc = Doc(
        Vocab(),
        words=WORDS[:2] + WORDS[3:],
        tags=TAGS[:2] + TAGS[3:],
        pos=KINDS[:2] + KINDS[3:],
        deps=DEPS[:2] + DEPS[3:],
        heads=[1, 1, 3, 5, 3, 1],
    )
    assert tree.subject(doc[3]) == doc[2]
