"""The response ledger: pairing, strength, pre-dated answers, silences that end."""

from __future__ import annotations

import datetime as dt

import pytest

from claimwire.model import Act, Item, Resolution, Response, ResponseKind
from nlp.resolve import resolve
from tests.unit.resolve_builders import DAY, KNOWLEDGE, SEEN_BY_REUTERS, Told, page, told


def _accuses(speaker: str = "state-department", cue: str = "accuses") -> Told:
    return told(
        cue,
        Act.ACCUSE,
        speaker,
        content="of stealing intellectual property",
        targets=["deepseek"],
        chain=SEEN_BY_REUTERS if speaker == "state-department" else (),
    )


_CABLE = "The cable accuses DeepSeek of stealing intellectual property. "


def _resolve(*items: Item) -> Resolution:
    return resolve(items, KNOWLEDGE)


def _only(found: Resolution) -> Response:
    (response,) = found.responses
    return response


def test_a_denial_answers_the_accusation_of_the_sentence_before() -> None:
    item = page(
        "a",
        _CABLE + "DeepSeek denied the claims.",
        [_accuses(), told("denied", Act.DENY, "deepseek", content="the claims")],
    )
    response = _only(_resolve(item))
    assert (response.kind, response.strength) == (ResponseKind.DENIED, "named")
    assert response.responder == "deepseek"


def test_an_answer_that_spells_out_the_charge_finds_it_by_content() -> None:
    text = (
        "The White House accuses DeepSeek of evading export controls. "
        + _CABLE
        + "Much background follows here. The embassy denied that anybody was stealing "
        "intellectual property."
    )
    item = page(
        "a",
        text,
        [
            told(
                "accuses",
                Act.ACCUSE,
                "white-house",
                content="of evading export controls",
                targets=["deepseek"],
            ),
            told(
                "accuses DeepSeek of stealing",
                Act.ACCUSE,
                "state-department",
                content="of stealing intellectual property",
                targets=["deepseek"],
            ),
            told(
                "denied",
                Act.DENY,
                "embassy",
                content="that anybody was stealing intellectual property",
            ),
        ],
    )
    found = _resolve(item)
    response = _only(found)
    accused_by = {claim.id: claim.speaker for claim in found.claims}
    assert accused_by[response.claim_id] == "state-department"
    assert response.strength == "same-matter"


@pytest.mark.parametrize(("content", "answers"), [("the chip fits", 0), ("the accusations", 1)])
def test_a_confirmation_of_something_else_answers_no_charge(content: str, answers: int) -> None:
    item = page(
        "a",
        _CABLE + f"A new paragraph begins.\n\nDeepSeek confirmed that {content}.",
        [_accuses(), told("confirmed", Act.CONFIRM, "deepseek", content=content)],
    )
    assert len(_resolve(item).responses) == answers


def test_an_earlier_denial_answers_the_earlier_accusation_and_says_so() -> None:
    text = (
        _CABLE + "Earlier the White House charged it with theft. Distillation is a technique. "
        "The embassy previously denied the accusations."
    )
    item = page(
        "a",
        text,
        [
            _accuses(),
            told(
                "charged",
                Act.ACCUSE,
                "white-house",
                content="theft",
                targets=["deepseek"],
                earlier=True,
            ),
            told("denied", Act.DENY, "embassy", content="the accusations", earlier=True),
        ],
    )
    found = _resolve(item)
    response = _only(found)
    accused_by = {claim.id: claim.speaker for claim in found.claims}
    assert accused_by[response.claim_id] == "white-house"
    assert response.predates


def test_an_earlier_denial_alone_with_the_news_answers_nothing() -> None:
    item = page(
        "a",
        _CABLE + "Distillation is a technique. The embassy previously denied the accusations.",
        [_accuses(), told("denied", Act.DENY, "embassy", content="the accusations", earlier=True)],
    )
    assert _resolve(item).responses == ()


def test_only_those_concerned_answer() -> None:
    item = page(
        "a",
        _CABLE + "OpenAI denied the claims. The State Department did not respond.",
        [
            _accuses(),
            told("denied", Act.DENY, "openai", content="the claims"),
            told("did not respond", Act.NO_RESPONSE, "state-department"),
        ],
    )
    assert _resolve(item).responses == ()


def test_a_denial_of_another_matter_answers_nothing() -> None:
    item = page(
        "a",
        _CABLE + "Money was discussed too. DeepSeek denied plans for a public offering in Hong "
        "Kong.",
        [
            _accuses(),
            told("denied", Act.DENY, "deepseek", content="plans for a public offering in Hong"),
        ],
    )
    assert _resolve(item).responses == ()


def test_one_denial_in_many_wordings_is_one_response() -> None:
    pages = [
        page(
            f"page{number}",
            f"{_CABLE}The embassy called the allegations {word}.",
            [_accuses(), told("called", Act.DENY, "embassy", content=f"allegations {word}")],
            seen=DAY + dt.timedelta(hours=number),
        )
        for number, word in enumerate(("groundless", "baseless", "slander"))
    ]
    found = _resolve(*pages)
    assert _only(found).appearance.document_id == pages[0].document.id
    assert [len(claim.appearances) for claim in found.claims] == [3, 3]


def test_silence_ends_when_an_answer_appears() -> None:
    early = page(
        "early",
        _CABLE + "DeepSeek did not respond.",
        [_accuses(), told("did not respond", Act.NO_RESPONSE, "deepseek")],
    )
    late = page(
        "late",
        _CABLE + "DeepSeek rejected the charge.",
        [_accuses(), told("rejected", Act.DENY, "deepseek", content="the charge")],
        seen=DAY + dt.timedelta(hours=9),
    )
    alone = _only(_resolve(early))
    assert (alone.kind, alone.answered_by) == (ResponseKind.NO_RESPONSE, None)
    silence, answer = _resolve(early, late).responses
    assert silence.answered_by == answer.id
    assert answer.answered_by is None
    assert silence.id == alone.id


def test_declining_and_hitting_back_are_kinds_of_answer() -> None:
    text = (
        _CABLE + "DeepSeek declined to comment. China condemned the State Department over abuse "
        "of power."
    )
    item = page(
        "a",
        text,
        [
            _accuses(),
            told("declined", Act.DECLINE_COMMENT, "deepseek"),
            told(
                "condemned",
                Act.CRITICIZE,
                "china",
                content="over abuse",
                targets=["state-department"],
            ),
        ],
    )
    kinds = [response.kind for response in _resolve(item).responses]
    assert kinds == [ResponseKind.DECLINED, ResponseKind.COUNTER_ACCUSED]


def test_an_answer_on_a_page_of_its_own_finds_the_accusation_elsewhere() -> None:
    accusation = page("a", _CABLE + "It was sent on Friday.", [_accuses()])
    answer = page(
        "b",
        "The embassy said that accusations of stealing intellectual property were groundless.",
        [
            told(
                "said",
                Act.DENY,
                "embassy",
                content="accusations of stealing intellectual property were groundless",
            )
        ],
        seen=DAY + dt.timedelta(hours=5),
    )
    assert _only(_resolve(accusation, answer)).strength == "same-matter"
    before = page(
        "c",
        answer.text,
        [
            told(
                "said",
                Act.DENY,
                "embassy",
                content="accusations of stealing intellectual property were groundless",
            )
        ],
        seen=DAY - dt.timedelta(hours=5),
    )
    assert _resolve(accusation, before).responses == ()


def test_an_answer_keeps_its_accusation_however_many_follow() -> None:
    charge = page("cable", _CABLE, [_accuses()])
    answer = page(
        "answer",
        "DeepSeek denied the accusations.",
        [told("denied", Act.DENY, "deepseek", content="the accusations")],
        seen=DAY + dt.timedelta(hours=3),
    )
    others = [
        page(
            f"later{number}",
            f"Matter {number} of fabric{number} thread{number} accuses DeepSeek.",
            [
                told(
                    "accuses",
                    Act.ACCUSE,
                    "anthropic",
                    content=f"fabric{number} thread{number}",
                    targets=["deepseek"],
                )
            ],
            seen=DAY + dt.timedelta(days=70 * (number + 1)),
        )
        for number in range(60)
    ]
    before = _only(_resolve(charge, answer))
    assert _only(_resolve(charge, answer, *others)) == before


def test_the_owner_of_what_is_accused_answers_that() -> None:
    text = (
        "Anthropic alleges a new gap. Anthropic accuses Qwen of extraction. Much is unknown.\n\n"
        "Alibaba did not respond."
    )
    item = page(
        "a",
        text,
        [
            told("alleges", Act.ALLEGE, "anthropic", content="a new gap"),
            told("accuses", Act.ACCUSE, "anthropic", content="of extraction", targets=["qwen"]),
            told("did not respond", Act.NO_RESPONSE, "alibaba"),
        ],
    )
    found = _resolve(item)
    targets = {claim.id: claim.targets for claim in found.claims}
    assert "qwen" in targets[_only(found).claim_id]


def test_a_new_paragraph_takes_up_the_news_and_not_the_line_before() -> None:
    text = (
        _CABLE + "The campaign is wide.\n\nIn passing the White House charged it with theft.\n\n"
        "The embassy called the accusations groundless."
    )
    item = page(
        "a",
        text,
        [
            _accuses(),
            told("charged", Act.ACCUSE, "white-house", content="theft", targets=["deepseek"]),
            told("called", Act.DENY, "embassy", content="the accusations"),
        ],
    )
    found = _resolve(item)
    accused_by = {claim.id: claim.speaker for claim in found.claims}
    assert accused_by[_only(found).claim_id] == "state-department"


def test_a_warning_of_another_yields_to_the_accusation_of_the_story() -> None:
    accusation = page("a", _CABLE + "It went to all posts.", [_accuses()])
    text = (
        "The cable went to all posts. OpenAI warned that DeepSeek was after it.\n\nThe embassy "
        "called the accusations groundless. The cable speaks of stealing intellectual property."
    )
    answer = page(
        "b",
        text,
        [
            told(
                "warned", Act.WARN, "openai", content="DeepSeek was after it", targets=["deepseek"]
            ),
            told("called", Act.DENY, "embassy", content="the accusations"),
        ],
        seen=DAY + dt.timedelta(hours=3),
    )
    found = _resolve(accusation, answer)
    accused_by = {claim.id: claim.speaker for claim in found.claims}
    assert accused_by[_only(found).claim_id] == "state-department"


def test_a_silent_ministry_does_not_answer_for_a_company_on_another_page() -> None:
    """Two pages of two stories: that both parties are American is no reason to join them."""
    filler = " ".join(f"harbour{number} ferry{number}" for number in range(60))
    charge = page(
        "a",
        "Moonshot AI accuses Anthropic of stealing intellectual property.",
        [told("accuses", Act.ACCUSE, "moonshot", content="of stealing", targets=["anthropic"])],
        published=DAY,
    )
    silence = page(
        "b",
        f"{filler}.\n\nThe State Department did not respond to a request.",
        [told("did not respond", Act.NO_RESPONSE, "state-department", content="to a request")],
        published=DAY + dt.timedelta(days=2),
        seen=DAY + dt.timedelta(days=2),
        disputes=(),
    )
    assert _resolve(charge, silence).responses == ()
