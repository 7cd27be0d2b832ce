"""Tokens nearer to the treebanks', which the models store with their rules."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from nlp.training import tokens


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.tokenizer = tokens.create(blank)
    return blank


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wow!!! ***", "wow !!! ***"),
        ("What?! No...?", "What ?! No ... ?"),
        ("an e-mail on non-profit law", "an e-mail on non-profit law"),
        ("a court-ordered ban", "a court - ordered ban"),
        ("U.S.-led, GPT-4 and mid-1990s", "U.S. - led , GPT-4 and mid-1990s"),
        ("call 713-555-0199 or 555-0199", "call 713-555-0199 or 555-0199"),
        ("on 9/11, on 2031-03-04", "on 9/11 , on 2031-03-04"),
        ("10–12 and/or 7pm", "10 – 12 and / or 7 pm"),
        ("it--she said—was so", "it -- she said — was so"),
        ("the claim(s) I'd made", "the claim ( s ) I 'd made"),
        ("I DON'T, WE'RE, IT’S", "I DO N'T , WE 'RE , IT ’S"),
        ("to press@example.org.", "to press@example.org ."),
        ("on Wed. or Sat. noon", "on Wed. or Sat. noon"),
    ],
)
def test_tokens_are_those_of_the_treebanks(nlp: Language, text: str, words: str) -> None:
    assert [token.text for token in nlp.make_doc(text)] == words.split()


def test_the_rules_are_stored_with_the_tokenizer(nlp: Language) -> None:
    again = spacy.blank("en")
    again.from_bytes(nlp.to_bytes())
    for text in ("wow!!! 713-555-0199 e-mail, GPT-4", "U.S.-led and/or 10–12 DON'T"):
        assert [t.text for t in again.make_doc(text)] == [t.text for t in nlp.make_doc(text)]
