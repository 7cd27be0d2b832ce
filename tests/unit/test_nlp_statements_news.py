"""What news says beside plain verbs: measures, silences, denials, what a page says itself."""

from __future__ import annotations

import pytest

from claimwire.model import Act, SpeakerRole, Statement
from nlp.statements import find
from nlp.statements.trust import PUBLISHED
from tests.unit.test_nlp_statements_builders import reading, said


def published(sentence: str) -> list[Statement]:
    """Return the statements of a sentence that would be published."""
    return [s for s in find(reading(sentence)) if s.confidence >= PUBLISHED and not s.negated]


def one(sentence: str) -> tuple[Statement, list[str]]:
    """Return the one statement of a sentence that would be published, and its words."""
    (found,) = published(sentence)
    return found, said(found, sentence)


def who(found: Statement) -> str | None:
    return found.speaker.canonical if found.speaker is not None else None


def whom(found: Statement) -> list[str | None]:
    return [target.canonical for target in found.targets]


@pytest.mark.parametrize(
    ("sentence", "speaker", "act", "target"),
    [
        ("Acme hit with fine of 3 million for scraping", None, Act.SANCTION, "Acme"),
        (
            "The commission's decision to fine Borealis was announced.",
            "The commission",
            Act.SANCTION,
            "Borealis",
        ),
        ("Regulator to probe Acme over sales", "Regulator", Act.INVESTIGATE, "Acme"),
        ("Acme was found guilty of fraud by a court.", "a court", Act.RULE, "Acme"),
        (
            "The penalty imposed on Acme by the board is large.",
            "the board",
            Act.SANCTION,
            "Acme",
        ),
        ("Acme took Borealis to court over the patent.", "Acme", Act.SUE, "Borealis"),
        ("The regulator hit Acme with a fine.", "The regulator", Act.SANCTION, "Acme"),
    ],
)
def test_measures(sentence: str, speaker: str | None, act: Act, target: str) -> None:
    found, _ = one(sentence)
    assert (who(found), found.act, whom(found)) == (speaker, act, [target])


def test_particles_decide_what_a_verb_does() -> None:
    found, words = one("Acme pushed back against claims of theft.")
    assert (found.act, words) == (Act.DENY, ["claims of theft"])
    found, words = one("A judge threw out the suit.")
    assert (found.act, words) == (Act.RULE, ["the suit"])


@pytest.mark.parametrize(
    ("sentence", "speaker", "act", "words"),
    [
        (
            "Acme declined to comment and left the room.",
            "Acme",
            Act.DECLINE_COMMENT,
            ["to comment"],
        ),
        (
            "Acme has yet to respond to the allegations.",
            "Acme",
            Act.NO_RESPONSE,
            ["to the allegations"],
        ),
        (
            "There was no immediate comment from Acme.",
            "Acme",
            Act.NO_RESPONSE,
            ["no immediate comment"],
        ),
        (
            "Requests sent to Acme went unanswered.",
            "Acme",
            Act.NO_RESPONSE,
            ["Requests sent to Acme"],
        ),
        (
            "Efforts to reach Jane Doe were unsuccessful.",
            "Jane Doe",
            Act.NO_RESPONSE,
            ["Efforts to reach Jane Doe"],
        ),
        (
            "Acme said it does not comment on lawsuits.",
            "Acme",
            Act.DECLINE_COMMENT,
            ["it does not comment on lawsuits"],
        ),
    ],
)
def test_silences(sentence: str, speaker: str, act: Act, words: list[str]) -> None:
    found, content = one(sentence)
    assert (who(found), found.act, content) == (speaker, act, words)


def test_who_says_that_it_did_something_did_it() -> None:
    found = find(reading("The ministry said it had fined Acme."))
    assert [(who(s), s.act) for s in found] == [
        ("The ministry", Act.SAY),
        ("The ministry", Act.SANCTION),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no evidence that the logs were deleted.",
        "It is unclear whether Acme knew.",
    ],
)
def test_what_is_not_known_is_said_by_the_page(sentence: str) -> None:
    found, words = one(sentence)
    assert (who(found), found.rule, words) == ("(publisher)", "own-voice", [sentence.rstrip(".")])


def test_phrases_name_whose_words_a_clause_is() -> None:
    found, words = one("By Jane Doe's account, the test failed.")
    assert (who(found), words) == ("Jane Doe", ["the test failed"])
    found, words = one("Sales fell, court records show.")
    assert found.speaker is not None
    assert (found.speaker.role, words) == (SpeakerRole.DOCUMENT, ["Sales fell"])


def test_a_participle_behind_a_comma_goes_on_for_who_spoke() -> None:
    found = published("The inquiry is open, Jane Doe said, adding that Acme will wait.")
    assert [who(s) for s in found] == ["Jane Doe", "Jane Doe"]


def test_a_predicate_hung_on_a_noun_is_what_it_is_called() -> None:
    sentence = "Jane Doe criticized Acme, who called the plan biased."
    called = [s for s in published(sentence) if s.cue.lemma == "call"]
    assert [said(s, sentence) for s in called] == [["the plan biased"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme stopped short of saying that Borealis cheated.",
        "Should the court agree, work could start.",
        "What the minister said matters less.",
    ],
)
def test_nothing_is_said(sentence: str) -> None:
    assert published(sentence) == []
