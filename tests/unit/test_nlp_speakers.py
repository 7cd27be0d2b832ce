"""The sieve that says who a nominal is."""

from __future__ import annotations

from claimwire.model import SpeakerRole
from nlp.statements import find
from tests.unit.test_nlp_statements_builders import only, reading, statement


def test_company_is_the_company_named_before() -> None:
    found, text = statement(
        "say",
        "Borealis rejected the allegations.",
        "The company said that it would appeal.",
    )
    assert found.speaker is not None
    assert found.speaker.entity == "borealis"
    assert text[found.speaker.start : found.speaker.end] == "The company"


def test_company_without_a_name_before_stays_words() -> None:
    found, _ = statement("say", "The company said that it would appeal.")
    assert found.speaker is not None
    assert (found.speaker.entity, found.speaker.canonical) == (None, "The company")


def test_spokesman_speaks_for_the_firm() -> None:
    found, _ = statement("say", "A spokesman for Acme said that talks continue.")
    speaker = found.speaker
    assert speaker is not None
    assert (speaker.entity, speaker.role, speaker.on_behalf_of) == (
        "acme",
        SpeakerRole.SPOKESPERSON,
        "acme",
    )


def test_officials_without_a_name_are_anonymous() -> None:
    found, _ = statement("say", "Officials familiar with the matter said that talks continue.")
    assert found.speaker is not None
    assert found.speaker.anonymous
    assert found.speaker.entity is None
    assert found.chain[-1].kind == "anonymous"


def test_it_is_the_document_that_spoke_before() -> None:
    found = find(
        reading(
            "The memo says that Borealis copied the model.",
            "It says that Borealis copied the model.",
        )
    )
    assert [s.speaker.medium for s in found if s.speaker] == ["memo", "memo"]


def test_she_is_the_person_before_and_never_a_firm() -> None:
    found = only(
        find(reading("“We did nothing wrong,” Jane Doe said.", "She said that it failed."))[1:],
        "say",
    )
    assert found.speaker is not None
    assert found.speaker.canonical == "Jane Doe"
    alone, _ = statement("say", "She said that it failed.")
    assert alone.speaker is not None
    assert alone.speaker.entity is None


def test_document_speaks_for_its_author() -> None:
    read = reading(
        "Acme wrote in a letter that the talks had failed.",
        "The memo says that Borealis copied the model.",
    )
    found = only(find(read), "say")
    assert found.speaker is not None
    assert found.speaker.role == SpeakerRole.DOCUMENT
    assert found.speaker.entity is None
