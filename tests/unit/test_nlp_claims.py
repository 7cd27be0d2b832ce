"""Claims: what makes statements of several documents one claim, and what keeps them apart."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from claimwire.model import Act, Claim, EntityType, Item, Mention, Party
from nlp.across.parties import speaker_of
from nlp.resolve import resolve
from tests.unit.resolve_builders import (
    DAY,
    KNOWLEDGE,
    SEEN_BY_REUTERS,
    THE_CABLE,
    Told,
    document_id,
    page,
    told,
)


def _claims(*items: Item) -> tuple[Claim, ...]:
    return resolve(items, KNOWLEDGE).claims


def _one(name: str, text: str, statement: Told, *, days: int = 0) -> Item:
    moment = DAY + dt.timedelta(days=days)
    return page(name, text, [statement], seen=moment, published=moment)


def test_the_same_words_by_the_same_speaker_are_one_claim() -> None:
    content = "a separate demarche has been sent to Beijing"
    (claim,) = _claims(
        _one(
            "a",
            f"The cable notes {content}.",
            told("notes", Act.SAY, "state-department", content=content),
        ),
        _one(
            "b",
            "It was said a separate demarche request was sent to Beijing.",
            told(
                "said",
                Act.SAY,
                "state-department",
                content="a separate demarche request was sent to Beijing",
            ),
            days=1,
        ),
    )
    assert [one.document_id for one in claim.appearances] == [document_id("a"), document_id("b")]
    assert claim.first == claim.appearances[0]


def test_a_claim_was_not_said_after_it_was_first_seen() -> None:
    content = "a separate demarche has been sent to Beijing"
    pages = [
        page(
            name,
            f"The cable dated {day} notes {content}.",
            [told("notes", Act.SAY, "state-department", content=content, date=0)],
            seen=DAY + dt.timedelta(days=number),
            published=DAY + dt.timedelta(days=number),
            dates=[(day, value)],
        )
        for number, (name, day, value) in enumerate(
            [("a", "April 25", "2026-04-25"), ("b", "April 24", "2026-04-24")]
        )
    ]
    (claim,) = _claims(*pages)
    assert claim.said is not None
    assert claim.said.value == "2026-04-24"


def test_other_speakers_make_other_claims() -> None:
    content = "distillation of American models is theft"
    text = f"Somebody said {content}."
    found = _claims(
        _one("a", text, told("said", Act.SAY, "state-department", content=content)),
        _one("b", text, told("said", Act.SAY, "white-house", content=content)),
    )
    assert {claim.speaker for claim in found} == {"state-department", "white-house"}


def test_asking_and_asserting_in_the_same_words_differ() -> None:
    content = "diplomats raise concerns over distillation of American models"
    found = _claims(
        _one(
            "a",
            f"It asks that {content}.",
            told("asks", Act.REQUEST, "state-department", content=content),
        ),
        _one(
            "b",
            f"It says that {content}.",
            told("says", Act.SAY, "state-department", content=content),
        ),
    )
    assert len(found) == 2


def test_accusations_join_by_target_and_time_and_not_by_words() -> None:
    first = _one(
        "a",
        "It accuses DeepSeek of theft of secrets.",
        told(
            "accuses", Act.ACCUSE, "anthropic", content="of theft of secrets", targets=["deepseek"]
        ),
    )
    second = _one(
        "b",
        "It alleges that DeepSeek ran fraudulent accounts.",
        told(
            "alleges",
            Act.ALLEGE,
            "anthropic",
            content="ran fraudulent accounts",
            targets=["deepseek", "moonshot"],
        ),
        days=2,
    )
    months_later = _one(
        "c",
        "It accuses DeepSeek of copying weights again.",
        told(
            "accuses",
            Act.ACCUSE,
            "anthropic",
            content="of copying weights again",
            targets=["deepseek"],
        ),
        days=90,
    )
    found = _claims(first, second, months_later)
    assert [len(claim.appearances) for claim in found] == [2, 1]
    assert found[0].targets == ("deepseek", "moonshot")
    assert found[0].target_names == ("DeepSeek", "Moonshot AI")


def test_a_collective_holds_the_companies_of_its_country() -> None:
    items = (
        _one(
            "a",
            "It accuses Chinese AI companies of theft.",
            told(
                "accuses",
                Act.ACCUSE,
                "state-department",
                content="of theft",
                collective="Chinese AI companies",
            ),
        ),
        _one(
            "b",
            "It accuses DeepSeek of theft.",
            told(
                "accuses", Act.ACCUSE, "state-department", content="of theft", targets=["deepseek"]
            ),
        ),
    )
    assert len(_claims(*items)) == 1


def test_two_companies_of_one_country_are_two_accusations() -> None:
    found = _claims(
        _one(
            "a",
            "Anthropic accuses DeepSeek of running farms.",
            told(
                "accuses", Act.ACCUSE, "anthropic", content="of running farms", targets=["deepseek"]
            ),
        ),
        _one(
            "b",
            "Senators were told about Alibaba: Anthropic accuses the group of extraction.",
            told("accuses", Act.ACCUSE, "anthropic", content="of extraction", targets=["alibaba"]),
        ),
    )
    assert len(found) == 2


def test_the_country_of_a_headline_speaks_for_the_ministry_of_the_text() -> None:
    item = page(
        "a",
        "US accuses Chinese labs of cloning. The State Department has warned posts in a cable.",
        [
            told(
                "accuses",
                Act.ACCUSE,
                "united-states",
                content="of cloning",
                collective="Chinese labs",
            ),
            told(
                "warned", Act.WARN, "state-department", content="posts in a cable", chain=THE_CABLE
            ),
        ],
    )
    assert {claim.speaker for claim in _claims(item)} == {"state-department"}


def test_denials_of_one_accusation_are_one_claim_in_all_wordings() -> None:
    text = (
        "The cable accuses DeepSeek of theft. The embassy called the allegations groundless. "
        "It spoke of slander by the accusers."
    )
    item = page(
        "a",
        text,
        [
            told(
                "accuses",
                Act.ACCUSE,
                "state-department",
                content="of theft",
                targets=["deepseek"],
                chain=SEEN_BY_REUTERS,
            ),
            told("called", Act.DENY, "embassy", content="the allegations groundless"),
            told("spoke", Act.DENY, "embassy", content="slander by the accusers"),
        ],
    )
    found = _claims(item)
    assert [(claim.speaker, len(claim.appearances)) for claim in found] == [
        ("state-department", 1),
        ("embassy", 2),
    ]


def test_weak_statements_silences_and_contentless_ones_are_no_claims() -> None:
    item = page(
        "a",
        "DeepSeek did not respond. Somebody said something vague. Officials spoke.",
        [
            told("did not respond", Act.NO_RESPONSE, "deepseek"),
            told("said", Act.SAY, "openai", content="something vague", confidence=0.4),
            told("spoke", Act.SAY, "openai"),
        ],
    )
    assert _claims(item) == ()


def test_an_accusation_without_speaker_joins_what_the_text_attributes() -> None:
    attributed = told(
        "accuses", Act.ACCUSE, "state-department", content="of copying models", targets=["deepseek"]
    )
    nameless = told("accused", Act.ACCUSE, None, content="of alleged theft", targets=["deepseek"])
    both = page(
        "a",
        "DeepSeek accused of alleged theft. The ministry accuses it of copying models.",
        [nameless, attributed],
    )
    alone = page("b", "DeepSeek accused of alleged theft. Nothing more is known.", [nameless])
    (joined,) = _claims(both)
    assert joined.speaker == "state-department"
    (lonely,) = _claims(alone)
    assert lonely.speaker is None
    assert lonely.targets == ("deepseek",)


def test_anonymous_speakers_of_two_pages_are_not_taken_for_one() -> None:
    content = "the listing of four firms is close"
    statement = told("said", Act.SAY, "two officials", content=content, anonymous=True)
    found = _claims(
        page("a", f"Officials said {content}. First page with words of its own.", [statement]),
        page("b", f"Officials said {content}. Other page with different matter.", [statement]),
    )
    assert len(found) == 2


def test_an_outlet_that_frames_another_statement_makes_no_claim() -> None:
    text = "Reuters reports that the White House made allegations of theft."
    frame = told(
        "reports", Act.SAY, "reuters", content="that the White House made allegations", outlet=True
    )
    inner = told("made", Act.ALLEGE, "white-house", content="allegations of theft")
    assert [claim.speaker for claim in _claims(page("a", text, [frame, inner]))] == ["white-house"]
    alone = "Reuters reports that the cable was new."
    lonely = told("reports", Act.SAY, "reuters", content="that the cable was new", outlet=True)
    assert [claim.speaker for claim in _claims(page("b", alone, [lonely]))] == ["reuters"]


def test_court_and_judge_of_one_proceeding_rule_with_one_voice() -> None:
    content = "training on lawfully acquired books is fair use"
    found = _claims(
        _one(
            "a",
            f"The judge held that {content}.",
            told("held", Act.RULE, "The judge", content=content),
        ),
        _one(
            "b",
            f"The high court held: {content}.",
            told("held", Act.RULE, "high-court", content=content),
            days=1,
        ),
    )
    assert [len(claim.appearances) for claim in found] == [2]


def test_other_rulings_of_one_court_are_other_claims() -> None:
    found = _claims(
        _one(
            "a",
            "It held that training on acquired books is fair use.",
            told(
                "held",
                Act.RULE,
                "high-court",
                content="that training on acquired books is fair use",
            ),
        ),
        _one(
            "b",
            "It approved a settlement worth billions.",
            told("approved", Act.RULE, "high-court", content="a settlement worth billions"),
        ),
    )
    assert len(found) == 2


def test_capitals_and_pronouns() -> None:
    beijing = told("says", Act.SAY, "beijing", content="that rules on data are in force")
    china = told("says", Act.SAY, "china", content="that rules on data are in force")
    nobody = told("says", Act.SAY, "They", content="that rules on data are in force")
    text = "It says that rules on data are in force."
    found = _claims(page("a", text, [beijing]), page("b", text, [china]), page("c", text, [nobody]))
    assert [(claim.speaker, len(claim.appearances)) for claim in found] == [("china", 2)]


def test_a_charge_of_its_own_without_target_is_not_swallowed_by_another() -> None:
    item = page(
        "a",
        "Anthropic accuses DeepSeek of theft. Anthropic alleges that cheap distillation closes the "
        "gap to frontier systems within months everywhere.",
        [
            told("accuses", Act.ACCUSE, "anthropic", content="of theft", targets=["deepseek"]),
            told(
                "alleges",
                Act.ALLEGE,
                "anthropic",
                content="cheap distillation closes the gap to frontier systems within months",
            ),
        ],
    )
    assert len(_claims(item)) == 2


def test_what_only_describes_a_party_is_left_out_beside_one_that_is_named() -> None:
    named = page(
        "one",
        "OpenAI accused DeepSeek of theft of models.",
        [told("accused", Act.ACCUSE, "openai", content="of theft of models", targets=["deepseek"])],
    )
    described = page(
        "two",
        "OpenAI accused the Chinese company of theft of models.",
        [
            told(
                "accused",
                Act.ACCUSE,
                "openai",
                content="of theft of models",
                collective="the Chinese company",
            )
        ],
        seen=DAY + dt.timedelta(hours=1),
    )
    (claim,) = _claims(named, described)
    assert claim.target_names == ("DeepSeek",)
    (alone,) = _claims(described)
    assert alone.target_names == ("the Chinese company",)


@pytest.mark.parametrize(
    "name",
    [
        "the report",
        "(publisher)",
        "a Chinese expert",
        "the company",
        "A federal judge in Springfield",
    ],
)
def test_what_names_nobody_is_not_the_same_on_two_pages(name: str) -> None:
    pages = [
        page(
            which,
            f"It said that models were copied on page {which}.",
            [told("said", Act.SAY, name, content="that models were copied")],
            seen=DAY + dt.timedelta(hours=number),
        )
        for number, which in enumerate(("one", "two"))
    ]
    assert len(_claims(*pages)) == 2


def test_a_telling_figure_joins_what_one_speaker_says_in_other_words() -> None:
    words = (
        "it stopped a campaign of 100,000 prompts against its model",
        "adversaries sent the model more than 100,000 prompts in one campaign",
        "adversaries sent the model more than 40,000 prompts in another operation",
    )
    pages = [
        page(
            f"p{number}",
            f"Anthropic said that {content}.",
            [told("said", Act.SAY, "anthropic", content=content)],
            seen=DAY + dt.timedelta(hours=number),
        )
        for number, content in enumerate(words[:2])
    ]
    assert len(_claims(*pages)) == 1
    other = page(
        "p3",
        f"Anthropic said that {words[2]}.",
        [told("said", Act.SAY, "anthropic", content=words[2])],
        seen=DAY + dt.timedelta(hours=3),
    )
    assert len(_claims(pages[0], other)) == 2


def test_a_saying_that_frames_a_charge_of_the_same_speaker_is_that_charge() -> None:
    text = "The department said that it accused DeepSeek of theft of models."
    framed = page(
        "one",
        text,
        [
            told(
                "said",
                Act.SAY,
                "state-department",
                content="it accused DeepSeek of theft of models",
            ),
            told(
                "accused",
                Act.ACCUSE,
                "state-department",
                content="of theft of models",
                targets=["deepseek"],
            ),
        ],
    )
    (claim,) = _claims(framed)
    assert claim.act is Act.ACCUSE


def test_who_speaks_for_a_house_that_only_texts_name_goes_by_its_name() -> None:
    plain = page("one", "Irena Voss of Ostara AI said so.")
    house = Mention(14, 23, "new:ostara", "Ostara AI", EntityType.ORG, "model")
    item = dataclasses.replace(
        plain, annotation=dataclasses.replace(plain.annotation, mentions=(house,))
    )
    voss = Party(0, 10, "new:irena-voss", "Irena Voss", on_behalf_of="new:ostara")
    assert speaker_of(item, voss, KNOWLEDGE) == ("name:ostara ai", "new:ostara", "Ostara AI")
    alone = Party(0, 10, "new:irena-voss", "Irena Voss", on_behalf_of="new:nobody")
    assert speaker_of(item, alone, KNOWLEDGE)[2] == "Irena Voss"


def test_one_story_that_tells_much_the_same_in_other_words_is_one_claim() -> None:
    background = (
        "\n\nDiplomats in the harbour town of Tarrington received the paper late on Friday, with "
        "annexes on clearing houses, ferries and weather stations. "
    )
    first = "its purpose is to warn of risks of using models distilled from proprietary ones"
    again = (
        "the note was issued to warn of the risks of utilizing distilled proprietary models and "
        "lay the groundwork for potential outreach"
    )
    other = "ferries between harbour towns will run on weekdays"

    def made(name: str, content: str) -> Item:
        text = f"The department noted {content}.{background}"
        return _one(name, text, told("noted", Act.SAY, "state-department", content=content))

    assert len(_claims(made("a", first), made("b", again))) == 1
    assert len(_claims(made("a", first), made("b", other))) == 2
