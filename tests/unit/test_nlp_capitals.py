"""Names that capitals give away where the model saw half of one, or none."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimwire.model import EntityType
from nlp.capitals import rows


def parsed(words: str, tags: str, deps: str, heads: list[int]) -> Doc:
    return Doc(Vocab(), words=words.split(), tags=tags.split(), deps=deps.split(), heads=heads)


def test_a_body_in_the_place_of_an_object_is_an_organisation() -> None:
    doc = parsed(
        "They sued Quantico Systems .",
        "PRP VBD NNP NNPS .",
        "nsubj root compound obj punct",
        [1, 1, 3, 1, 1],
    )
    (row,) = rows(tuple(doc))
    assert doc.text[row.start : row.end] == "Quantico Systems"
    assert (row.type, row.placed) == (EntityType.ORG, True)


def test_a_title_makes_a_person_and_is_no_part_of_the_name() -> None:
    doc = parsed(
        "Senator Ilse Brandt left .",
        "NNP NNP NNP VBD .",
        "nmod:desc nsubj flat root punct",
        [1, 3, 1, 3, 3],
    )
    (row,) = rows(tuple(doc))
    assert doc.text[row.start : row.end] == "Ilse Brandt"
    assert row.type == EntityType.PERSON


def test_a_headline_in_title_case_has_no_rows() -> None:
    doc = parsed(
        "Acme Accuses Quantico Systems Of Theft",
        "NNP VBZ NNP NNPS IN NN",
        "nsubj root compound obj case nmod",
        [1, 1, 3, 1, 5, 3],
    )
    assert list(rows(tuple(doc))) == []
