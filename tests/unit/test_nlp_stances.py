"""Classes of wordings by which somebody demands, warns, judges, charges or says what he is against.

One sentence a form, with invented names, written from the grammar and not from scored pages.
"""

from __future__ import annotations

import pytest

from nlp import pipeline
from nlp.force import force
from nlp.pipeline import Annotator
from tests.unit.nlp_builders import world


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A need that is stressed is a demand, a commitment that is stressed is none.
        ("The minister stressed the need to protect local research.", "demand"),
        ("The commission highlighted the urgency of clear labels.", "demand"),
        ("Jane Doe said that stronger rules were needed.", "demand"),
        ("The union said ministers must close the loophole.", "demand"),
        ("The embassy stressed the ministry’s commitment to fair trade.", "other"),
        # What is called a sign of danger, and worries that are aired, warn.
        ("The analyst called the leak a “canary in the coal mine”.", "warn"),
        ("The bank described the outage as a wake-up call for the industry.", "warn"),
        ("The agency raised the alarm over cloned models.", "warn"),
        ("Jane Doe raised concerns about the training data.", "warn"),
        ("The ministry urged caution over cheap imports.", "warn"),
        # Opinions judge; what should be done, in an opinion, is proposed.
        ("Industry experts argued that the evidence was insufficient.", "assess"),
        ("The author argued that the government should act in phases.", "propose"),
        ("Copying is legitimate in itself, the author notes.", "assess"),
        ("Borealis presents the leak as evidence that security is hard.", "assess"),
        ("Jane Doe called piracy “a poor decision” for a publisher.", "assess"),
        ("Jane Doe said its mission is open research.", "other"),
        # Deeds told by what they were for, or laid at the door of somebody, are charges.
        ("Borealis said the prompts were meant to copy its answers.", "allege"),
        ("Borealis contends that this amounts to industrial espionage.", "accuse"),
        ("The ministry exposed a scheme by Quillon AI to steal its designs.", "accuse"),
        ("Borealis said it had detected the outage.", "announce"),
        # Who is against a plan charges nobody.
        ("Jane Doe opposed the idea.", "deny"),
        ("The guild objected to the plan.", "deny"),
        ("The guild opposed Quillon AI.", "accuse"),
        # A judge who says what may come has decided nothing.
        ("Judge Jane Doe said she may appoint an expert.", "other"),
    ],
)
def test_the_force_of_a_form(annotator: Annotator, text: str, expected: str) -> None:
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert [force(one, text) for one in found] == [expected]


def test_a_report_of_a_committee_speaks_for_it(annotator: Annotator) -> None:
    text = "A report of the Harbour Committee accused Quillon AI of theft."
    (found,) = annotator.annotate(text).statements
    assert found.speaker is not None
    assert found.speaker.canonical == "Harbour Committee"


def test_an_outlet_that_passes_a_study_on_says_nothing_itself(annotator: Annotator) -> None:
    text = "A Borealis study cited by the Arden Herald in April warned that prices would rise."
    (found,) = annotator.annotate(text).statements
    assert [link.name for link in found.chain] == ["Arden Herald", "Borealis study", "Borealis"]


def test_a_paper_at_the_end_of_a_sentence_carries_what_is_said(annotator: Annotator) -> None:
    text = "Borealis says it closed the accounts, according to a report by Quillon AI."
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert [one.speaker and one.speaker.canonical for one in found] == ["Borealis"]
    assert found[0].content[0].of(text) == "it closed the accounts"


def test_it_said_goes_back_to_whom_the_sentence_is_about(annotator: Annotator) -> None:
    text = "Borealis will close two offices, it said on Monday."
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert [one.speaker and one.speaker.canonical for one in found] == ["Borealis"]


@pytest.mark.parametrize(
    ("text", "speaker", "target"),
    [
        ("Borealis levelled accusations of theft against Quillon AI.", "Borealis", "Quillon AI"),
        ("Quillon AI faces accusations of theft from Borealis.", "Borealis", "Quillon AI"),
        ("Borealis pointed the finger at Quillon AI.", "Borealis", "Quillon AI"),
        ("Borealis alleged copying by Quillon AI.", "Borealis", "Quillon AI"),
        ("Quillon AI, Borealis says, stole its work.", "Borealis", "Quillon AI"),
        (
            "Borealis said accounts linked to Quillon AI copied its answers.",
            "Borealis",
            "Quillon AI",
        ),
        ("Borealis warned lawmakers about Quillon AI’s copying.", "Borealis", "Quillon AI"),
        ("Borealis warned lawmakers of theft by Quillon AI.", "Borealis", "Quillon AI"),
    ],
)
def test_whom_a_form_of_charge_is_against(
    annotator: Annotator, text: str, speaker: str, target: str
) -> None:
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert [one.speaker and one.speaker.canonical for one in found] == [speaker]
    assert [party.canonical for party in found[0].targets] == [target]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        # The form of a verb joins it to what is said.
        (
            "Borealis says it detected and blocked the accounts.",
            "it detected and blocked the accounts",
        ),
        (
            "Jane Doe said the ruling will worry writers and encourage developers.",
            "the ruling will worry writers and encourage developers",
        ),
        # Fragments in quotation marks are no quotation of their own.
        (
            "The model was copied through “extraction”, or “distillation”, Borealis said.",
            "The model was copied through “extraction”, or “distillation”",
        ),
        # A comma in a date parts nothing.
        ("On May 4, 2031 Borealis agreed to pay 3 million euros.", "to pay 3 million euros"),
    ],
)
def test_where_what_is_said_begins_and_ends(annotator: Annotator, text: str, content: str) -> None:
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert [one.content[0].of(text).rstrip(",") for one in found] == [content]


def test_a_federal_judge_is_the_one_judge_whom_a_text_names(annotator: Annotator) -> None:
    text = "A federal judge approved the deal with Borealis. Judge Jane Doe found it fair."
    found = annotator.annotate(text).statements
    assert found[0].speaker is not None
    assert found[0].speaker.canonical == "Jane Doe"
    other = "A federal judge approved the deal. Judge Jane Doe and Judge Max Poe had left."
    (alone,) = annotator.annotate(other).statements
    assert alone.speaker is not None
    assert alone.speaker.canonical == "A federal judge"


def test_a_settlement_is_ruled_on_for_who_is_sued_in_the_case(annotator: Annotator) -> None:
    text = "Judge Jane Doe approved the settlement in Barr v. Quillon AI."
    (found,) = annotator.annotate(text).statements
    assert [party.canonical for party in found.targets] == ["Quillon AI"]


def test_what_somebody_calls_it_is_what_he_says(annotator: Annotator) -> None:
    text = "The guild will fight what Borealis calls efforts by Quillon AI to copy songs."
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert [one.speaker and one.speaker.canonical for one in found] == ["Borealis"]
    assert found[0].content[0].of(text) == "efforts by Quillon AI to copy songs"
    assert [party.canonical for party in found[0].targets] == ["Quillon AI"]


def test_two_cues_that_share_what_is_said_are_one_statement(annotator: Annotator) -> None:
    text = "Borealis said and confirmed that it would close two offices."
    found = annotator.annotate(text).statements
    assert [one.content[0].of(text) for one in found] == ["it would close two offices"]


def test_a_newspaper_is_called_by_its_last_word(annotator: Annotator) -> None:
    text = "The Hartford Post broke the news. The firm told the Post that it was broke."
    (found,) = annotator.annotate(text).statements
    assert [link.name for link in found.chain][:1] == ["Hartford Post"]


def test_counsel_of_a_house_speaks_for_it(annotator: Annotator) -> None:
    text = "Borealis won. Its general counsel Jane Doe said the deal was fair."
    (found,) = annotator.annotate(text).statements
    assert found.speaker is not None
    assert found.speaker.canonical == "Jane Doe"
    assert found.speaker.on_behalf_of == "borealis"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Quillon AI maintains that it did nothing of the kind.", "deny"),
        ("Quillon AI insists that it was trained on web data.", "deny"),
        ("Quillon AI pushed back, saying it “removed the files on schedule”.", "deny"),
        ("Quillon AI hit back, saying Borealis had stolen the code.", "accuse"),
    ],
)
def test_how_the_accused_answers(annotator: Annotator, answer: str, expected: str) -> None:
    text = f"Borealis accused Quillon AI of theft. {answer}"
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert force(found[-1], text) == expected
    assert [party.canonical for party in found[-1].targets] == ["Borealis"]


def test_what_somebody_tells_others_of_theirs_is_not_his_own(annotator: Annotator) -> None:
    text = "Senator Jane Doe told the witnesses that their companies had been reckless."
    (found,) = annotator.annotate(text).statements
    assert force(found, text) == "accuse"


@pytest.mark.parametrize(
    "text",
    [
        "The officials spoke on condition of anonymity.",
        "Nothing in the rules prohibits such rentals.",
    ],
)
def test_what_says_nothing_is_no_statement(annotator: Annotator, text: str) -> None:
    assert [one for one in annotator.annotate(text).statements if one.confidence >= 0.5] == []


def test_what_is_only_had_is_not_said(annotator: Annotator) -> None:
    text = "Borealis asked Quillon AI to share the logs it says it has."
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert [one.cue.lemma for one in found] == ["ask"]


def test_what_a_critic_goes_on_to_tell_is_told_of_whom_he_criticises(annotator: Annotator) -> None:
    text = "Jane Doe mocked Quillon AI and pointed out that it had paid billions."
    found = [one for one in annotator.annotate(text).statements if one.confidence >= 0.5]
    assert [force(one, text) for one in found] == ["accuse", "accuse"]
    assert [party.canonical for one in found for party in one.targets] == ["Quillon AI"] * 2
    own = "Borealis attacked Quillon AI and said it had hired lawyers."
    found = [one for one in annotator.annotate(own).statements if one.confidence >= 0.5]
    assert [force(one, own) for one in found] == ["accuse", "announce"]
