"""Who can speak, who can be aimed at, and what act is left where neither can."""

from __future__ import annotations

import pytest

from claimwire.model import Act, SpeakerRole
from nlp.statements import find
from tests.unit.test_nlp_statements_builders import reading, said, statement

FLOOR = 0.5


def test_things_demand_nothing() -> None:
    found = find(reading("AI models require large amounts of data."))
    assert all(one.confidence < FLOOR for one in found)


def test_who_found_goes_on_to_order_and_not_what_the_finding_is_about() -> None:
    found, _ = statement(
        "order", "Jane Doe found that the site had no button, and ordered Acme to remove the form."
    )
    assert found.speaker is not None
    assert found.speaker.canonical == "Jane Doe"


def test_a_time_is_no_speaker() -> None:
    found, _ = statement(
        "accuse",
        "A day after Cedar published a memo accusing Borealis of theft, Acme left.",
    )
    assert found.speaker is not None
    assert found.speaker.entity == "cedar"
    assert [target.entity for target in found.targets] == ["borealis"]


def test_name_before_an_apposition_accuses_and_is_not_the_accused() -> None:
    found, _ = statement(
        "accuse", "In a memo Jane Doe, the chief adviser, accused foreign entities of theft."
    )
    assert found.speaker is not None
    assert found.speaker.canonical == "Jane Doe"
    assert [target.canonical for target in found.targets] == ["foreign entities"]


def test_what_a_relative_clause_claims_ends_with_it() -> None:
    text = (
        "Acme showed a model it claims beats all others, and Cedar said that Borealis was stealing."
    )
    claimed = [s for s in find(reading(text)) if s.cue.lemma == "claim"]
    assert all(said(s, text) == ["beats all others"] and not s.targets for s in claimed)


def test_document_orders_and_not_the_day_of_its_date() -> None:
    found, _ = statement(
        "instruct",
        "The document, dated Friday, instructs staff worldwide to discuss the plan with officials.",
    )
    assert found.act == Act.ORDER
    assert found.speaker is not None
    assert found.speaker.role == SpeakerRole.DOCUMENT


def test_page_that_speaks_of_itself_is_an_outlet_in_its_own_voice() -> None:
    found, _ = statement("say", "The article says that sales fell.")
    assert found.speaker is not None
    assert (found.speaker.role, found.speaker.entity) == (SpeakerRole.OUTLET, None)
    assert found.act == Act.SAY
    assert (
        found.confidence
        < statement("say", "A spokesman for Acme said that talks continue.")[0].confidence
    )


def test_representative_as_a_title_speaks_for_nobody_else() -> None:
    found, _ = statement("say", "Representative Jane Doe said that Borealis had copied its model.")
    assert found.speaker is not None
    assert found.speaker.role == SpeakerRole.PRINCIPAL


def test_trades_speak() -> None:
    found, _ = statement("say", "Getting here took years, a lobbyist said.")
    assert found.confidence >= FLOOR


def test_target_in_common_nouns_ends_before_the_matter() -> None:
    found, text = statement("accuse", "Acme accused a Chinese tech firm of data theft.")
    (target,) = found.targets
    assert target.canonical == text[target.start : target.end] == "a Chinese tech firm"


def test_whose_models_were_copied_is_not_accused() -> None:
    found, _ = statement("accuse", "Acme accused Borealis of copying models from Cedar.")
    assert [target.entity for target in found.targets] == ["borealis"]


@pytest.mark.parametrize(
    ("lemma", "sentence"),
    [
        ("call", "Cedar called the deal a milestone."),
        ("welcome", "Cedar welcomed the approval in a statement to Reuters."),
    ],
)
def test_things_are_no_targets(lemma: str, sentence: str) -> None:
    assert statement(lemma, sentence)[0].targets == ()


def test_those_named_alongside_are_targets_too() -> None:
    found = find(reading("Cables name Acme, alongside other Chinese firms, Borealis and Cedar."))
    named = {target.entity for one in found for target in one.targets}
    assert {"acme", "borealis"} <= named


def test_blocked_prompts_are_no_sanction() -> None:
    assert find(reading("Acme blocked over 100 coordinated prompts.")) == ()


def test_to_call_something_names_is_no_call_for_it() -> None:
    found = find(reading("Cedar called theft a poor decision for a firm."))
    assert [one.act for one in found] in ([], [Act.SAY])
    found = find(reading("Jane Doe called piracy “a poor choice” for a firm."))
    assert all(one.act != Act.DEMAND for one in found)


def test_verb_that_only_utters_takes_the_act_of_its_object() -> None:
    assert statement("voice", "Acme voiced similar allegations.")[0].act == Act.ALLEGE
    assert statement("ridicule", "Acme ridiculed Borealis.")[0].act == Act.CRITICIZE


def test_each_of_those_that_neither_and_nor_join_is_silent() -> None:
    found = find(reading("Neither Acme nor Borealis nor Cedar responded to requests for comment."))
    silent = [one for one in found if one.act == Act.NO_RESPONSE]
    assert [one.speaker.entity for one in silent if one.speaker] == ["acme", "borealis", "cedar"]


def test_efforts_to_do_wrong_are_a_charge_by_who_describes_them() -> None:
    text = (
        "Acme has launched a campaign over what it describes as broad efforts by Chinese firms, "
        "including Borealis, to steal designs."
    )
    found, _ = statement("describe", text)
    assert (found.act, found.speaker and found.speaker.entity) == (Act.ACCUSE, "acme")
    assert [target.entity for target in found.targets] == ["borealis"]
    assert said(found, text) == [
        "broad efforts by Chinese firms, including Borealis, to steal designs"
    ]
    assert found.confidence >= FLOOR


def test_to_repeat_a_position_says_nothing_by_itself() -> None:
    found = find(reading("Acme repeated its position on Friday."))
    assert [s for s in found if s.confidence >= FLOOR] == []


def test_what_a_capital_describes_in_an_order_is_the_charge_of_the_paper() -> None:
    text = (
        "A cable orders envoys to raise what China describes as efforts by Cedar to steal designs."
    )
    found = find(reading(text))
    charge = next(one for one in found if one.act == Act.ACCUSE)
    order = next(one for one in found if one.act == Act.ORDER)
    assert charge.speaker is not None
    assert charge.speaker.role == SpeakerRole.DOCUMENT
    assert said(order, text) == ["envoys to raise"]


def test_a_question_charges_nobody() -> None:
    found, _ = statement("ask", "Jane Doe asked whether Borealis had stolen the design.")
    assert (found.act, found.targets) == (Act.SAY, ())


def test_to_tell_how_is_no_order() -> None:
    found = find(reading("Acme told members how to vote."))
    assert all(one.act != Act.ORDER for one in found)


def test_what_has_a_number_for_a_name_is_a_thing() -> None:
    found = find(reading("A-5 requires an investment in the area."))
    assert all(one.confidence < FLOOR for one in found)
