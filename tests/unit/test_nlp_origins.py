"""Independent origins: counted for what chains show, never for what they hide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from claimwire.model import Act, ChainLink, Claim, Item, LinkType, NodeKind, Visibility
from nlp.resolve import resolve
from tests.unit.resolve_builders import (
    DAY,
    KNOWLEDGE,
    SEEN_BY_REUTERS,
    THE_CABLE,
    document_id,
    page,
    seen_by,
    told,
)

_ANTHROPIC = ChainLink(NodeKind.ORGANIZATION, "Anthropic", "anthropic", None)
_WORDINGS = (
    "It accuses DeepSeek of distilling models.",
    "The charge is that DeepSeek has been distilling models, it accuses.",
    "Washington speaks out: it accuses DeepSeek of distilling models at scale.",
    "Governments were informed; it accuses DeepSeek of distilling models for years.",
)


def _accusation(
    number: int,
    chain: tuple[ChainLink, ...],
    *,
    speaker: str | None = "state-department",
    publisher: str | None = None,
    anonymous: bool = False,
) -> Item:
    return page(
        f"page{number}",
        _WORDINGS[number],
        [
            told(
                "accuses",
                Act.ACCUSE,
                speaker,
                content="distilling models",
                targets=["deepseek"],
                chain=chain,
                anonymous=anonymous,
            )
        ],
        seen=DAY + dt.timedelta(hours=number),
        publisher=publisher,
    )


def _claim(*items: Item) -> Claim:
    (claim,) = resolve(items, KNOWLEDGE).claims
    return claim


def _names(claim: Claim) -> Sequence[str]:
    return [origin.name for origin in claim.origins]


def test_outlets_that_saw_the_document_are_two_origins() -> None:
    claim = _claim(_accusation(0, SEEN_BY_REUTERS), _accusation(1, seen_by("AFP", "afp")))
    assert claim.independent_origins == 2
    assert claim.visibility is Visibility.SEEN


def test_a_page_that_hides_its_path_is_inferred_and_adds_nothing() -> None:
    claim = _claim(_accusation(0, SEEN_BY_REUTERS), _accusation(1, THE_CABLE), _accusation(2, ()))
    assert _names(claim) == ["Reuters"]
    assert claim.independent_origins == 1
    assert [one.inferred for one in claim.appearances] == [False, True, True]


def test_a_closed_document_without_witness_is_origin_unknown() -> None:
    claim = _claim(_accusation(0, THE_CABLE), _accusation(1, ()))
    assert claim.independent_origins is None
    assert [origin.known for origin in claim.origins] == [False]
    assert claim.visibility is None


def test_several_media_are_nobody() -> None:
    claim = _claim(_accusation(0, seen_by("several media outlets")))
    assert claim.independent_origins is None
    claim = _claim(
        _accusation(0, seen_by("several media outlets")), _accusation(1, SEEN_BY_REUTERS)
    )
    assert _names(claim) == ["Reuters"]


def test_an_outlet_that_only_cites_adds_no_origin_to_public_words() -> None:
    cited = (ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.CITES), _ANTHROPIC)
    claim = _claim(
        _accusation(0, (_ANTHROPIC,), speaker="anthropic"),
        _accusation(1, cited, speaker="anthropic"),
    )
    assert _names(claim) == ["Anthropic"]
    assert claim.independent_origins == 1
    assert claim.party_in_interest
    assert claim.origins[0].party_in_interest


def test_a_public_document_is_one_origin_whoever_read_it() -> None:
    post = ChainLink(NodeKind.DOCUMENT, "blog post", None, LinkType.ISSUED)
    saw = ChainLink(NodeKind.OUTLET, "Bloomberg News", "bloomberg", LinkType.SAW)
    claim = _claim(
        _accusation(0, (saw, post, _ANTHROPIC), speaker="anthropic"),
        _accusation(1, (post, _ANTHROPIC), speaker="anthropic"),
    )
    assert claim.independent_origins == 1
    assert claim.visibility is Visibility.PUBLIC


def _heard(name: str) -> tuple[ChainLink, ...]:
    return (ChainLink(NodeKind.OUTLET, name, None, LinkType.TOLD), _ANTHROPIC)


def test_what_one_speaker_tells_several_outlets_goes_back_to_the_speaker() -> None:
    claim = _claim(
        _accusation(0, _heard("Paper A"), speaker="anthropic"),
        _accusation(1, _heard("Paper B"), speaker="anthropic"),
        _accusation(2, (_ANTHROPIC,), speaker="anthropic"),
    )
    assert claim.independent_origins == 1
    assert [origin.entity for origin in claim.origins] == ["anthropic"]
    assert claim.visibility is None


def test_the_outlet_that_alone_was_told_is_the_witness() -> None:
    claim = _claim(
        _accusation(0, _heard("Paper A"), speaker="anthropic"),
        _accusation(1, _heard("the paper A"), speaker="anthropic"),  # no other for an article
    )
    assert _names(claim) == ["Paper A"]


def test_people_familiar_make_what_they_describe_visible_through_officials() -> None:
    chain = (
        ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.TOLD),
        ChainLink(NodeKind.ANONYMOUS, "people familiar with it", None, LinkType.DESCRIBED_BY),
        *THE_CABLE,
    )
    claim = _claim(_accusation(0, chain))
    assert claim.visibility is Visibility.DESCRIBED
    assert claim.independent_origins == 1


def test_an_unnamed_speaker_without_outlet_is_origin_unknown() -> None:
    claim = _claim(_accusation(0, (), speaker="officials", anonymous=True))
    assert claim.independent_origins is None


def test_publishers_of_one_house_count_once() -> None:
    claim = _claim(
        _accusation(0, SEEN_BY_REUTERS, publisher="daily"),
        _accusation(1, SEEN_BY_REUTERS, publisher="evening"),
        _accusation(2, SEEN_BY_REUTERS, publisher="web:elsewhere"),
    )
    assert claim.publishers == 2
    assert claim.independent_origins == 1


def test_a_copy_shares_the_origin_of_what_it_copies() -> None:
    text = " ".join(_WORDINGS) + " Forty words more make this text long enough to be compared: "
    text += " ".join(f"word{n}" for n in range(40))
    statements = [
        told(
            "accuses",
            Act.ACCUSE,
            "state-department",
            content="distilling models",
            targets=["deepseek"],
            chain=chain,
        )
        for chain in (seen_by("AFP", "afp"), THE_CABLE)
    ]
    reuters = _accusation(0, SEEN_BY_REUTERS)
    source = page("source", text, statements[:1], seen=DAY + dt.timedelta(hours=5))
    copy = page("copy", text, statements[1:], seen=DAY + dt.timedelta(hours=6))
    claim = _claim(reuters, source, copy)
    shown = {origin.name: origin.documents for origin in claim.origins}
    assert shown == {
        "Reuters": (document_id("page0"),),
        "AFP": (document_id("source"), document_id("copy")),
    }


def test_a_byline_tells_whose_text_it_is_and_not_who_saw() -> None:
    item = _accusation(0, THE_CABLE)
    byline = (ChainLink(NodeKind.OUTLET, "Bloomberg News", "bloomberg", LinkType.REPUBLISHES),)
    credited = replace(item, annotation=replace(item.annotation, byline=byline))
    assert _claim(credited).independent_origins is None


def test_the_text_itself_may_say_who_saw_the_document() -> None:
    item = page(
        "a",
        "A cable dated Friday and obtained by Reuters went out. It accuses DeepSeek of theft.",
        [
            told(
                "accuses",
                Act.ACCUSE,
                "state-department",
                content="of theft",
                targets=["deepseek"],
                chain=THE_CABLE,
            )
        ],
        mentions=[("Reuters", "reuters")],
    )
    claim = _claim(item)
    assert _names(claim) == ["Reuters"]
    assert not claim.first.inferred
    two = replace(item, text=item.text.replace("by Reuters went", "by Reuters, AFP"))
    assert _names(_claim(two)) == ["Reuters"]


def test_inferring_never_adds_an_origin() -> None:
    # A second claim of the same text names AFP; the page that hides its path shares the story.
    other = page(
        "other",
        "The cable warns of cheap copies of large systems, and it accuses DeepSeek of distilling.",
        [
            told(
                "warns",
                Act.WARN,
                "state-department",
                content="of cheap copies of large systems",
                chain=seen_by("AFP", "afp"),
            )
        ],
        seen=DAY - dt.timedelta(hours=1),
    )
    claims = resolve(
        [other, _accusation(0, SEEN_BY_REUTERS), _accusation(1, THE_CABLE)], KNOWLEDGE
    ).claims
    accusation = next(claim for claim in claims if claim.act is Act.ACCUSE)
    assert _names(accusation) == ["Reuters"]


def test_a_report_beside_a_closed_document_is_no_second_origin() -> None:
    report = ChainLink(NodeKind.DOCUMENT, "report", None, LinkType.ISSUED)
    claim = _claim(_accusation(0, SEEN_BY_REUTERS), _accusation(1, (report, THE_CABLE[-1])))
    assert _names(claim) == ["Reuters"]


def test_a_statement_to_an_outlet_is_what_that_outlet_heard() -> None:
    statement = ChainLink(NodeKind.DOCUMENT, "company statement", None, LinkType.ISSUED)
    to_reuters = ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.STATEMENT_TO)
    told_reuters = ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.TOLD)
    claim = _claim(
        _accusation(0, (to_reuters, statement, _ANTHROPIC), speaker="anthropic"),
        _accusation(1, (told_reuters, _ANTHROPIC), speaker="anthropic"),
    )
    assert _names(claim) == ["Reuters"]
