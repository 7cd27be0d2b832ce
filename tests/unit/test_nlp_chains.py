"""Chains: documents, who wrote them and who saw them, over the whole of a text."""

from __future__ import annotations

from claimwire.model import LinkType, NodeKind
from nlp.statements import find
from tests.unit.test_nlp_statements_builders import only, reading, statement


def test_document_that_an_outlet_saw() -> None:
    found, _ = statement("according", "According to a memo seen by Reuters, sales fell.")
    assert [(link.name, link.link) for link in found.chain] == [
        ("Reuters", LinkType.SAW),
        ("memo", None),
    ]


def test_later_statements_of_a_document_carry_who_saw_it() -> None:
    read = reading(
        "According to a memo seen by Reuters, sales fell.",
        "The memo says that Borealis copied the model.",
    )
    found = only(find(read), "say")
    assert [link.name for link in found.chain] == ["Reuters", "memo"]
    assert found.chain[0].link == LinkType.SAW


def test_author_of_a_document_is_its_origin() -> None:
    read = reading(
        "Acme wrote in a letter that the talks had failed.",
        "Acme accused Borealis of copying its model.",
    )
    first, second = find(read)
    for found in (first, second):
        assert [(link.name, link.kind) for link in found.chain] == [
            ("Acme letter", NodeKind.DOCUMENT),
            ("Acme", NodeKind.ORGANIZATION),
        ]


def test_silence_does_not_come_through_a_document() -> None:
    read = reading(
        "Acme wrote in a letter that the talks had failed.",
        "Borealis did not respond to a request for comment.",
    )
    silent = find(read)[-1]
    assert [link.name for link in silent.chain] == ["Borealis"]


def test_who_speaks_for_itself_is_alone_in_its_chain() -> None:
    found, _ = statement("accuse", "Acme accused Borealis of copying its model.")
    assert [(link.entity, link.link) for link in found.chain] == [("acme", None)]


def test_chain_of_nobody_is_empty() -> None:
    found, _ = statement("accuse", "Borealis was accused of theft.")
    assert found.chain == ()


def test_witness_is_found_behind_other_participles() -> None:
    found, _ = statement(
        "say", "A memo dated Friday and seen by Reuters says that Borealis copied the model."
    )
    assert [(link.name, link.link) for link in found.chain[:1]] == [("Reuters", LinkType.SAW)]
    assert found.speaker is not None
    assert found.speaker.medium == "memo"
