"""Where the content of one cue ends and the next begins: what is said in several clauses."""

from __future__ import annotations

import pytest

from claimwire.model import Act
from nlp.statements import find
from nlp.statements.trust import PUBLISHED
from tests.unit.test_nlp_statements_builders import reading, said


def told(sentence: str) -> list[tuple[str, Act, list[str]]]:
    """Return cue, act and words of the statements of a sentence, in order."""
    found = find(reading(sentence))
    return [(one.cue.lemma, one.act, said(one, sentence)) for one in found]


@pytest.mark.parametrize(
    ("sentence", "first", "second"),
    [
        (
            "Acme said the claims were false and that it would sue Borealis.",
            "the claims were false",
            "it would sue Borealis",
        ),
        (
            "Acme said it had received a letter and would respond soon.",
            "it had received a letter",
            "would respond soon",
        ),
        (
            "Acme said Borealis must pay, or the firm will leave.",
            "Borealis must pay",
            "the firm will leave",
        ),
    ],
)
def test_two_clauses_are_two_statements(sentence: str, first: str, second: str) -> None:
    found = [one for one in find(reading(sentence)) if one.cue.lemma == "say"]
    assert [said(one, sentence) for one in found] == [[first], [second]]
    assert [one.speaker.entity for one in found if one.speaker] == ["acme", "acme"]


def test_a_cue_behind_and_has_its_own_words_and_the_speaker() -> None:
    sentence = "Acme said it had warned Borealis and expects to win damages."
    assert [(lemma, words) for lemma, _, words in told(sentence) if lemma != "warn"] == [
        ("say", ["it had warned Borealis"]),
        ("expect", ["to win damages"]),
    ]


def test_a_list_of_deeds_stays_one_statement() -> None:
    sentence = "Acme said it had banned the accounts and deleted the files."
    words = [words for lemma, _, words in told(sentence) if lemma == "say"]
    assert words == [["it had banned the accounts and deleted the files"]]


@pytest.mark.parametrize(
    ("sentence", "lemma", "act", "words"),
    [
        ("Acme denied having copied any files.", "deny", Act.DENY, "having copied any files"),
        (
            "Acme does not accept that the licence was breached.",
            "accept",
            Act.DENY,
            "the licence was breached",
        ),
        (
            "Acme asked Borealis how many models it sold.",
            "ask",
            Act.REQUEST,
            "how many models it sold",
        ),
        (
            "Acme was ordered on Thursday to erase the logs.",
            "order",
            Act.ORDER,
            "to erase the logs",
        ),
        ("“We will see,” thundered Jane Doe.", "thunder", Act.SAY, "“We will see,”"),
        ("The firm is right, the complaint points out.", "point", Act.SAY, "The firm is right"),
        ("Acme would not specify when.", "specify", Act.DECLINE_COMMENT, "specify when"),
        (
            "Acme referred questions to its lawyers.",
            "refer",
            Act.DECLINE_COMMENT,
            "questions",
        ),
        (
            "Acme would neither confirm nor deny that it had paid.",
            "confirm",
            Act.DECLINE_COMMENT,
            "it had paid",
        ),
    ],
)
def test_one_cue_one_statement(sentence: str, lemma: str, act: Act, words: str) -> None:
    assert told(sentence) == [(lemma, act, [words])]


def test_to_support_each_other_airs_nothing() -> None:
    assert told("The students support each other.") == []


def test_what_others_do_in_what_is_said_is_not_published() -> None:
    found = find(reading("Acme said that Cedar opposes the plan."))
    assert [(one.cue.lemma, one.confidence >= PUBLISHED) for one in found] == [
        ("say", True),
        ("oppose", False),
    ]
