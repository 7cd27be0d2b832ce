"""Whose words a claim is, whom it charges and when it was made, where sentences mislead."""

from __future__ import annotations

from dataclasses import replace

from claimwire.model import Act, SpeakerRole, Stance
from nlp import dates
from nlp.statements import find
from tests.unit.test_nlp_statements_builders import only, reading, said, statement

ACCUSED = "Acme accused Borealis of copying its model."


def test_a_restrictive_relative_is_of_the_document_and_not_of_the_name_before_it() -> None:
    found, _ = statement(
        "accuse", "Acme submitted a memo to the Senate Panel that accuses Borealis of theft."
    )
    assert found.speaker is not None
    assert (found.speaker.role, found.speaker.entity) == (SpeakerRole.DOCUMENT, "acme")
    assert [target.entity for target in found.targets] == ["borealis"]


def test_it_after_a_colon_is_the_subject_before_the_colon() -> None:
    found, _ = statement(
        "claim",
        ACCUSED,
        "The cable goes beyond earlier remarks: it claims the campaigns stripped the locks.",
    )
    assert found.speaker is not None
    assert found.speaker.role == SpeakerRole.DOCUMENT
    assert found.speaker.entity is None


def test_who_got_or_reported_a_document_is_not_who_it_means() -> None:
    found, _ = statement(
        "allege",
        ACCUSED,
        "In a memo sent to Cedar and reported by Reuters, it alleges that Borealis copied it.",
    )
    assert found.speaker is not None
    assert found.speaker.entity == "acme"


def test_exchanges_and_tickers_are_never_charged() -> None:
    text = "Cedar said that Acme (XLON: ACM) copied its model."
    read = reading(text)
    at = text.index("XLON")
    exchange = replace(read.mentions[0], start=at, end=at + 4, entity=None, canonical="XLON")
    ticker = replace(exchange, start=at + 6, end=at + 9, canonical="ACM")
    names = tuple(sorted([*read.mentions, exchange, ticker], key=lambda m: m.start))
    found = only(find(replace(read, mentions=names)), "say")
    assert found.act == Act.ACCUSE
    assert [target.canonical for target in found.targets] == ["Acme"]


def test_praise_of_what_is_ones_own_charges_nobody() -> None:
    found, _ = statement("claim", "Its phone is faster than all others, Acme claims.")
    assert (found.act, found.stance) == (Act.SAY, Stance.AFFIRMS)


def test_what_names_a_wrong_is_no_praise() -> None:
    found, _ = statement("claim", "Its phone was stolen by others, Acme claims.")
    assert found.act == Act.ALLEGE


def test_what_a_thing_is_claimed_to_do_charges_nobody() -> None:
    found, _ = statement("claim", "Acme showed a phone it claims beats all others.")
    assert found.act == Act.SAY


def test_a_statement_has_the_date_of_its_own_clause_and_its_words() -> None:
    text = "In May plaintiffs brought suit; on June 5, 2031 the parties signed a term sheet."
    read = reading(text)
    found = only(find(replace(read, dates=dates.find(text))), "suit")
    when = dates.find(text)[found.date] if found.date is not None else None
    assert when is not None
    assert text[when.start : when.end] == "May"
    assert said(found, text) == ["suit"]


def test_a_court_that_declines_to_rule_decides_and_is_against_nobody() -> None:
    found, _ = statement("decline", "The court declined to rule on them.")
    assert (found.act, found.stance, found.targets) == (Act.RULE, Stance.DECIDES, ())


def test_a_noun_of_accusing_charges_the_subject_of_its_clause() -> None:
    found, _ = statement(
        "accusation", "China rejected accusations by Cedar that foreign firms copied the model."
    )
    assert [target.canonical for target in found.targets] == ["foreign firms"]


def test_what_a_court_wrote_decides_and_denies_nothing() -> None:
    found = find(reading("Cedar appealed the judgment, which dismissed its claims against Acme."))
    assert all(one.act == Act.RULE for one in found if one.cue.lemma == "dismiss")


def test_to_speak_of_an_accusation_of_others_is_none() -> None:
    text = "Jane Doe says that Cedar backs the plan and that Reuters confirms the theft accusation."
    found = [one for one in find(reading(text)) if one.cue.lemma == "say"]
    assert [(one.act, one.targets) for one in found] == [(Act.SAY, ()), (Act.SAY, ())]


def test_who_claims_it_is_not_charged_by_what_stands_beside_the_claim() -> None:
    found, _ = statement("claim", "Acme copied the model, China company Cedar has claimed.")
    assert found.speaker is not None
    assert found.speaker.entity == "cedar"
    assert [target.entity for target in found.targets] == ["acme"]


def test_a_verb_with_off_is_another_verb() -> None:
    found = find(reading("Jane Doe says that Acme ripped off Cedar."))
    assert [one.cue.lemma for one in found] == ["say"]


def test_what_doing_something_is_like_is_done_by_nobody() -> None:
    found = find(reading("Acme says that defending a plan is hard."))
    assert [one.cue.lemma for one in found] == ["say"]


def test_a_judge_who_only_says_something_gives_no_ruling() -> None:
    found, _ = statement("say", "Judge Jane Doe said that the deal is fair.")
    assert [link.name for link in found.chain] == ["Jane Doe"]


def test_the_company_of_a_text_that_names_none_is_not_charged() -> None:
    found, _ = statement("say", "The company copied it, Jane Doe said.")
    assert (found.act, found.targets) == (Act.SAY, ())
