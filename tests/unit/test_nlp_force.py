"""What a saying amounts to, whatever word told it."""

from __future__ import annotations

import pytest

from claimwire.model import (
    STANCE_OF,
    Act,
    Cue,
    Modality,
    Party,
    QuoteType,
    Span,
    SpeakerRole,
    Statement,
)
from nlp import pipeline
from nlp.force import FORCES, OF_ACTS, force
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borealis said it would appeal the ruling.", "promise"),
        ("Borealis said it had blocked the accounts.", "announce"),
        ("Jane Doe said the case could take years.", "assess"),
        ("“This is a turning point,” said Jane Doe.", "assess"),
        ("Jane Doe said that the ruling favours publishers.", "assess"),
        ("Borealis said that its office is in Arden.", "other"),
    ],
)
def test_a_plain_saying_keeps_its_act_and_gets_its_force(
    annotator: Annotator, text: str, expected: str
) -> None:
    found = next(one for one in annotator.annotate(text).statements if one.cue.lemma == "say")
    assert found.act is Act.SAY
    assert force(found, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borealis sued Quillon AI on Monday.", "sue"),
        ("Borealis accused Quillon AI of theft.", "accuse"),
        ("Borealis criticised Quillon AI for the delay.", "accuse"),
        ("Borealis declined to comment.", "no-comment"),
    ],
)
def test_other_acts_have_the_force_of_their_kind(
    annotator: Annotator, text: str, expected: str
) -> None:
    assert force(annotator.annotate(text).statements[-1], text) == expected


def test_what_a_court_orders_it_rules(annotator: Annotator) -> None:
    text = "The court ordered Quillon AI to pay the costs."
    found = next(one for one in annotator.annotate(text).statements if one.act is Act.ORDER)
    assert (force(found, text), force(found, text, bench=True)) == ("demand", "rule")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("A man was charged with smuggling on Friday", "accuse"),
        ("those who look away should expect a visit", "threaten"),
        ("let this be a lesson to anyone who smuggles", "threaten"),
        ("ore exports could be curtailed if talks fail", "threaten"),
        ("it would not answer further questions", "no-comment"),
        ("the company welcomes the decision", "assess"),
        ("on Friday that it would join any fair inquiry", "promise"),
        ("the order conflicts with two earlier ones", "assess"),
        ("it had received a letter", "confirm"),
        ("the flaw had since been fixed", "announce"),
        ("the committee plans to invite the founder", "promise"),
        ("it would create forty jobs", "assess"),
        ("the evidence was circumstantial", "assess"),
        ("we are pleased that the law was applied", "assess"),
        ("it had filed a patent suit against a rival", "sue"),
        ("those who trade here must respect the rules", "demand"),
        ("the firm has forty offices", "other"),
    ],
)
def test_a_plain_saying_by_its_wording(content: str, expected: str) -> None:
    assert force(_said(Act.SAY, content), content) == expected


@pytest.mark.parametrize(
    ("act", "content", "role", "expected"),
    [
        (Act.ANNOUNCE, "two men have been charged with fraud", None, "accuse"),
        (Act.ANNOUNCE, "the firms on its restricted buyers list", None, "sanction"),
        (Act.ANNOUNCE, "a compact model", None, "announce"),
        (Act.CONFIRM, "it would support a check", None, "promise"),
        (Act.CONFIRM, "the files were its own", None, "confirm"),
        (Act.REJECT, "to disclose who the buyers were", None, "no-comment"),
        (Act.ALLEGE, "the rule is aimed at preventing theft of plans", None, "other"),
        (Act.SAY, "the two sides were close to a deal", SpeakerRole.OUTLET, "other"),
        (Act.SAY, "the memo had not been previously disclosed", SpeakerRole.OUTLET, "announce"),
    ],
)
def test_other_acts_by_their_wording(
    act: Act, content: str, role: SpeakerRole | None, expected: str
) -> None:
    assert force(_said(act, content, role), content) == expected


def test_who_calls_others_thieves_accuses() -> None:
    named = _said(Act.SAY, "the service a heist", cue="call")
    assert force(named, "the service a heist") == "accuse"


def test_who_brushes_a_threat_aside_judges_it() -> None:
    words = "the threat as bluster"
    assert force(_said(Act.DENY, words, cue="dismiss"), words) == "assess"
    words = "the charge as bluster"
    assert force(_said(Act.DENY, words, cue="dismiss"), words) == "deny"


def test_a_study_concludes_by_judging() -> None:
    words = "copies are rarely told from originals"
    document = SpeakerRole.DOCUMENT
    assert force(_said(Act.SAY, words, document, cue="conclude"), words) == "assess"
    assert force(_said(Act.SAY, words, document, cue="show"), words) == "announce"


def test_what_a_court_brushes_aside_it_rules() -> None:
    found = _said(Act.DENY, "the firm's argument")
    assert force(found, "the firm's argument", bench=True) == "rule"


def _said(act: Act, content: str, role: SpeakerRole | None = None, cue: str = "say") -> Statement:
    speaker = Party(None, None, None, "Borealis", role or SpeakerRole.PRINCIPAL)
    return Statement(
        act=act,
        stance=STANCE_OF[act],
        speaker=speaker,
        cue=Cue(0, 1, cue),
        content=(Span(0, len(content)),),
        sentence=Span(0, len(content)),
        quote_type=QuoteType.INDIRECT,
        targets=(),
        addressee=None,
        modality=Modality.ASSERTED,
        negated=False,
        chain=(),
        date=None,
        rule="test",
        confidence=0.9,
    )


def test_every_act_has_a_force() -> None:
    assert set(OF_ACTS) == set(Act)
    assert set(OF_ACTS.values()) <= set(FORCES)
