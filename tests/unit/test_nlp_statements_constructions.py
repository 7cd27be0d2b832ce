"""One small test per construction, from the linguistics: who speaks, what is said, of whom."""

from __future__ import annotations

import pytest

from claimwire.model import Act, Modality, QuoteType, SpeakerRole, Stance
from nlp.statements import find
from nlp.statements.trust import PUBLISHED
from tests.unit.test_nlp_statements_builders import only, reading, said, statement


def test_active_with_clause() -> None:
    found, text = statement("warn", "Acme warned of delays and criticized Cedar.")
    assert found.speaker is not None
    assert found.speaker.entity == "acme"
    assert said(found, text) == ["delays"]
    found, text = statement("rule", "The court ruled that the use was fair.")
    assert (found.act, said(found, text)) == (Act.RULE, ["the use was fair"])


def test_a_charge_in_a_clause_is_an_accusation() -> None:
    found, text = statement("say", "Acme said that Borealis had copied its model.")
    assert found.act == Act.ACCUSE
    assert said(found, text) == ["Borealis had copied its model"]
    assert [target.entity for target in found.targets] == ["borealis"]


def test_accuse_somebody_of_something() -> None:
    found, text = statement("accuse", "Acme accused Borealis of copying its model.")
    assert (found.act, found.stance, found.modality) == (
        Act.ACCUSE,
        Stance.AGAINST,
        Modality.ALLEGED,
    )
    assert said(found, text) == ["Borealis of copying its model"]
    assert [target.entity for target in found.targets] == ["borealis"]


def test_whom_a_relative_clause_accuses_stands_before_it() -> None:
    found, text = statement("accuse", "Borealis, which Acme accused of theft, left.")
    assert found.speaker is not None
    assert found.speaker.entity == "acme"
    assert [target.entity for target in found.targets] == ["borealis"]
    assert said(found, text) == ["theft"]


def test_what_is_denied_may_be_a_gerund() -> None:
    found, text = statement("deny", "Borealis denied wrongdoing.")
    assert (found.act, said(found, text)) == (Act.DENY, ["wrongdoing"])


def test_who_claims_insurance_says_nothing() -> None:
    assert find(reading("Borealis claimed its insurance.")) == ()


def test_a_suit_needs_no_more_than_whom() -> None:
    found, text = statement("sue", "Acme sued Borealis in March.")
    assert (found.act, said(found, text)) == (Act.SUE, ["Borealis in March"])
    assert [target.entity for target in found.targets] == ["borealis"]


def test_the_one_who_is_told_is_addressee_and_carrier() -> None:
    found, text = statement("tell", "Jane Doe told Reuters that the plan was dead.")
    assert said(found, text) == ["the plan was dead"]
    assert found.addressee is not None
    assert found.addressee.entity == "reuters"
    assert [(link.name, link.link) for link in found.chain] == [
        ("Reuters", "told"),
        ("Jane Doe", None),
    ]


def test_infinitives_of_object_and_of_subject() -> None:
    found, text = statement("urge", "Acme urged regulators to act.")
    assert (found.act, said(found, text)) == (Act.DEMAND, ["regulators to act"])
    found, text = statement("pledge", "Acme pledged to publish the data.")
    assert (found.act, said(found, text)) == (Act.PROMISE, ["to publish the data"])


def test_passive_with_agent() -> None:
    found, text = statement("accuse", "Borealis was accused of theft by Acme.")
    assert found.speaker is not None
    assert found.speaker.entity == "acme"
    assert [target.entity for target in found.targets] == ["borealis"]
    assert said(found, text) == ["theft"]


def test_passive_without_agent_names_no_speaker() -> None:
    found, _ = statement("accuse", "Borealis was accused of theft.")
    assert found.speaker is None
    found, text = statement("say", "The device is said to be safe.")
    assert found.speaker is None
    assert found.modality == Modality.ALLEGED
    assert said(found, text) == ["to be safe"]


def test_rejecting_allegations_is_a_denial() -> None:
    found, text = statement("reject", "Borealis rejected the allegations.")
    assert (found.act, found.modality) == (Act.DENY, Modality.DENIED)
    assert found.answers is not None
    assert found.answers.of(text) == "the allegations"


def test_a_denial_goes_to_the_latest_accuser() -> None:
    found, _ = statement(
        "reject",
        "Acme accused Borealis of copying its model.",
        "Borealis rejected the allegations.",
    )
    assert [(target.entity, target.start) for target in found.targets] == [("acme", None)]


def test_participle_of_saying_speaks_for_the_subject() -> None:
    found, text = statement("say", "Acme denied the claims, saying that they were false.")
    assert found.speaker is not None
    assert found.speaker.entity == "acme"
    assert said(found, text) == ["they were false"]


def test_participle_that_only_goes_on_is_part_of_the_denial() -> None:
    text = "Acme dismissed the accusations, calling them groundless."
    found = find(reading(text))
    assert len(found) == 1
    assert said(found[0], text) == ["the accusations", "calling them groundless"]


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Borealis did not respond to a request for comment.", Act.NO_RESPONSE),
        ("Borealis declined to comment.", Act.DECLINE_COMMENT),
    ],
)
def test_silence(sentence: str, act: Act) -> None:
    (found,) = find(reading(sentence))
    assert found.act == act
    assert found.stance == Stance.NONE
    assert not found.negated
    assert found.speaker is not None
    assert found.speaker.entity == "borealis"


def test_who_could_not_be_reached() -> None:
    (found,) = find(reading("Jane Doe could not be reached."))
    assert found.act == Act.NO_RESPONSE
    assert found.speaker is not None
    assert found.speaker.canonical == "Jane Doe"


def test_according_to_takes_the_clause_without_the_phrase() -> None:
    found, text = statement("according", "Sales fell, according to a Reuters report.")
    assert said(found, text) == ["Sales fell"]
    assert found.speaker is not None
    assert (found.speaker.entity, found.speaker.role) == ("reuters", SpeakerRole.OUTLET)


def test_relative_clause_speaks_for_its_antecedent() -> None:
    found, text = statement("accuse", "Acme, which accused Borealis of theft, left.")
    assert found.speaker is not None
    assert found.speaker.entity == "acme"
    assert said(found, text) == ["Borealis of theft"]


def test_noun_with_clause_and_possessor() -> None:
    found, text = statement("claim", "Acme's claim that Borealis cheated drew laughter.")
    assert found.speaker is not None
    assert found.speaker.entity == "acme"
    assert said(found, text) == ["Borealis cheated"]


def test_noun_under_a_light_verb_speaks_for_the_subject() -> None:
    found, text = statement("statement", "Acme issued a statement that the talks had failed.")
    assert found.speaker is not None
    assert found.speaker.entity == "acme"
    assert said(found, text) == ["the talks had failed"]


def test_coordinated_verbs_share_their_subject() -> None:
    found = find(reading("Acme warned of delays and criticized Cedar."))
    assert [s.act for s in found] == [Act.WARN, Act.CRITICIZE]
    assert {s.speaker.entity for s in found if s.speaker} == {"acme"}


def test_cue_after_its_clause() -> None:
    found, text = statement("say", "Sales fell, Acme said.")
    assert said(found, text) == ["Sales fell"]


def test_quote_before_its_cue() -> None:
    found, text = statement("say", "“We did nothing wrong,” Jane Doe said.")
    assert said(found, text) == ["“We did nothing wrong,”"]
    assert found.quote_type == QuoteType.DIRECT
    assert found.speaker is not None
    assert found.speaker.canonical == "Jane Doe"


def test_quote_that_goes_on_after_its_cue() -> None:
    found, text = statement("say", "“We did nothing wrong,” Jane Doe said. “We never will.”")
    assert said(found, text) == ["“We did nothing wrong,”", "“We never will.”"]


def test_split_quote_with_inverted_cue() -> None:
    found, text = statement("say", "“We will appeal,” said Jane Doe, “and we will win.”")
    assert said(found, text) == ["“We will appeal,”", "“and we will win.”"]
    assert found.speaker is not None
    assert found.speaker.canonical == "Jane Doe"


def test_paragraph_of_bare_quotation_keeps_the_speaker() -> None:
    read = reading("“We did nothing wrong,” Jane Doe said.", "“Nothing changes today for us.”")
    first, second = find(read)
    assert said(second, read.text) == ["“Nothing changes today for us.”"]
    assert second.speaker is not None
    assert second.speaker.canonical == "Jane Doe"
    assert second.confidence <= first.confidence


def test_bills_propose_what_they_would_do() -> None:
    found, text = statement("ban", "The bill would ban exports.")
    assert (found.act, found.modality) == (Act.PROPOSE, Modality.PLANNED)
    assert said(found, text) == ["exports"]


def test_negated_cue_is_marked() -> None:
    found, _ = statement("accuse", "Acme has not accused Borealis of theft.")
    assert found.negated
    assert (
        found.confidence
        < statement("accuse", "Acme accused Borealis of copying its model.")[0].confidence
    )


def test_earlier_statement_is_marked() -> None:
    assert statement("deny", "Acme previously denied the claims.")[0].earlier
    assert not statement("reject", "Borealis rejected the allegations.")[0].earlier


def test_generic_subjects_stay_below_the_floor() -> None:
    found = find(reading("You could say that it failed."))
    assert [s for s in found if s.confidence >= PUBLISHED] == []


def test_outlet_that_reports_a_statement_is_a_link_of_its_chain() -> None:
    found = find(reading("Reuters reported that Acme said the talks had failed."))
    inner = only(found, "say")
    assert [link.name for link in inner.chain] == ["Reuters", "Acme"]
    assert [s for s in found if s.confidence >= PUBLISHED] == [inner]


def test_name_between_commas_speaks_for_the_clause_to_its_left() -> None:
    found, text = statement("tell", "The charge is false, Jane Doe, its founder, told Reuters.")
    assert found.speaker is not None
    assert found.speaker.canonical == "Jane Doe"
    assert said(found, text) == ["The charge is false"]


def test_a_group_stands_for_the_members_that_the_text_gives() -> None:
    read = reading(
        "Acme accused Chinese firms such as Borealis of theft.",
        "Acme criticized the Chinese firms.",
    )
    found = only(find(read), "criticize")
    assert [target.entity for target in found.targets] == ["borealis"]
    (target,) = found.targets
    assert read.text[target.start : target.end] == "the Chinese firms"


def test_who_faces_accusations_is_their_target() -> None:
    found, _ = statement("accusation", "Borealis faces accusations from Acme.")
    assert found.speaker is not None
    assert found.speaker.entity == "acme"
    assert [target.entity for target in found.targets] == ["borealis"]


def test_cue_that_the_parser_took_for_a_noun() -> None:
    found, text = statement("state", "The document states that the talks had failed.")
    assert said(found, text) == ["the talks had failed"]
    assert found.speaker is not None
    assert found.speaker.role == SpeakerRole.DOCUMENT


def test_quote_that_a_sentence_introduces_without_a_cue() -> None:
    text = "Jane Doe put it plainly: “Nothing here was ever ours.”"
    found = find(reading(text))
    assert [said(s, text) for s in found] == [["“Nothing here was ever ours.”"]]
    assert [s.speaker.canonical for s in found if s.speaker] == ["Jane Doe"]
