"""Resolution as a whole: order, ids, reprints, and the two seed texts with their expected facts."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.model import (
    STANCE_OF,
    Act,
    Annotation,
    ChainLink,
    Cue,
    DeltaKind,
    EntityType,
    Item,
    LinkType,
    Mention,
    Modality,
    NodeKind,
    Party,
    QuoteType,
    Relevance,
    Resolution,
    ResponseKind,
    Span,
    SpeakerRole,
    Statement,
    Visibility,
)
from nlp.resolve import resolve
from tests.unit.resolve_builders import (
    DAY,
    DISPUTE,
    KNOWLEDGE,
    SEEN_BY_REUTERS,
    TOLD_REUTERS,
    item,
    page,
    seen_by,
    told,
)

_CABLE = (
    "The State Department accused DeepSeek of distilling American models, according to a cable "
    "seen by Reuters. The campaign is to be raised with governments everywhere by all posts. "
    "Distillation trains a small model on the output of a large one at a fraction of the cost."
)


def _cable_page(name: str, hours: int = 0) -> Item:
    return page(
        name,
        _CABLE,
        [
            told(
                "accused",
                Act.ACCUSE,
                "state-department",
                content="of distilling American models",
                targets=["deepseek"],
                chain=SEEN_BY_REUTERS,
            )
        ],
        seen=DAY + dt.timedelta(hours=hours),
    )


def test_ten_reprints_are_one_claim_and_one_piece_of_news() -> None:
    found = resolve([_cable_page(f"page{n}", n) for n in range(11)], KNOWLEDGE)
    assert [delta.kind for delta in found.deltas] == [DeltaKind.NEW_CLAIM]
    (claim,) = found.claims
    assert claim.independent_origins == 1
    assert claim.publishers == 11
    assert len(claim.appearances) == 11
    assert len(found.stories) == 1
    assert {row.source_id for row in found.reuse} == {claim.first.document_id}


def test_a_later_denial_and_a_second_witness_are_news_once_each() -> None:
    denial = page(
        "denial",
        "The embassy called the accusations groundless. Beijing protects intellectual property.",
        [told("called", Act.DENY, "embassy", content="the accusations", chain=TOLD_REUTERS)],
        seen=DAY + dt.timedelta(hours=20),
    )
    second = page(
        "second",
        "Washington is going after DeepSeek. A copy of the cable was seen by AFP on Saturday. The "
        "cable accuses DeepSeek of distilling American models.",
        [
            told(
                "accuses",
                Act.ACCUSE,
                "state-department",
                content="of distilling American models",
                targets=["deepseek"],
                chain=seen_by("AFP", "afp"),
            )
        ],
        seen=DAY + dt.timedelta(hours=30),
    )
    pages = [_cable_page(f"page{n}", n) for n in range(3)]
    found = resolve([*pages, denial, second], KNOWLEDGE)
    assert [delta.kind for delta in found.deltas] == [
        DeltaKind.NEW_CLAIM,
        DeltaKind.RESPONSE,
        DeltaKind.NEW_ORIGIN,
    ]
    accusation = found.claims[0]
    assert accusation.independent_origins == 2
    assert found.responses[0].claim_id == accusation.id


def test_irrelevant_items_give_nothing_but_their_relevance() -> None:
    aside = page("aside", _CABLE.replace("State", "Other"), relevant=False)
    found = resolve([aside], KNOWLEDGE)
    for rows in (found.claims, found.stories, found.events, found.deltas):
        assert not rows
    assert list(found.relevance) == [aside.document.id]


def test_nothing_resolves_to_nothing() -> None:
    found = resolve([], KNOWLEDGE)
    assert found == Resolution(found.version, {}, (), (), (), (), (), ())


# ------------------------------------------------------------------------ order of arrival

_WORDS = st.sampled_from(
    ["cable", "model", "theft", "embassy", "court", "ruling", "distillation", "letter", "senate"]
)


@st.composite
def _pages(draw: st.DrawFn) -> list[Item]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        content = " ".join(draw(st.lists(_WORDS, min_size=1, max_size=8)))
        act = draw(st.sampled_from([Act.ACCUSE, Act.SAY, Act.DENY, Act.NO_RESPONSE, Act.SUE]))
        speaker = draw(st.sampled_from(["state-department", "embassy", "deepseek", None]))
        targets = draw(st.sampled_from([[], ["deepseek"], ["china"], ["moonshot", "minimax"]]))
        text = f"Somebody declared {content} today. More of it followed in the evening."
        made.append(
            page(
                f"page{number}",
                text,
                [told("declared", act, speaker, content=content, targets=targets)],
                seen=DAY + dt.timedelta(hours=draw(st.integers(0, 3))),
            )
        )
    return made


@given(_pages(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_items_does_not_matter_and_ids_are_unique(
    items: list[Item], chance: random.Random
) -> None:
    first = resolve(items, KNOWLEDGE)
    shuffled = list(items)
    chance.shuffle(shuffled)
    again = resolve(shuffled, KNOWLEDGE)
    assert again == first
    for rows in (first.claims, first.responses, first.stories, first.events, first.deltas):
        ids = [row.id for row in rows]
        assert len(ids) == len(set(ids))
    known = {claim.id for claim in first.claims}
    assert {response.claim_id for response in first.responses} <= known
    for claim in first.claims:
        assert claim.first == claim.appearances[0]
        counted = sum(origin.known for origin in claim.origins)
        assert claim.independent_origins == (counted or None)


# ------------------------------------------------------------------------ the two seed texts

_FIRST = "000_58b35561ea848310.txt"
_SECOND = "003_affa6fedcc92aa24.txt"
_ENTITY = {"united_states": "united-states", "state_department": "state-department"} | {
    "white_house": "white-house"
}
_AUTHOR_OF = {"cable": "state-department"}
_ACTS = {"no_response": Act.NO_RESPONSE}
# Statements that the two texts leave open: B2b slides from one speaker to another.
_OPEN = {"B2b"}


@pytest.fixture(scope="module")
def seeds(shared_data: Path) -> tuple[Resolution, dict[str, str], dict[str, Any]]:
    """The resolution of both texts, statement ids by their names in the list of facts."""
    folder = shared_data / "seeds"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    items = []
    for number, file in enumerate((_FIRST, _SECOND)):
        rows = [row for row in expected["statements"] if row["file"] == file]
        rows.sort(key=lambda row: row["cue"]["span"])
        text = (folder / file).read_text(encoding="utf-8")
        made = item(
            f"seed{number}",
            text,
            _annotation(expected, file, rows),
            relevance=Relevance(True, 1.0, (), ((DISPUTE, 1.0),)),
            seen=DAY + dt.timedelta(hours=number),
        )
        items.append(made)
        names |= {row["id"]: one for row, one in zip(rows, made.statement_ids, strict=True)}
    return resolve(items, KNOWLEDGE), names, expected


def _annotation(expected: dict[str, Any], file: str, rows: list[dict[str, Any]]) -> Annotation:
    mentions = [
        Mention(start, end, _ENTITY.get(row["id"], row["id"]), row["canonical"], kind, "alias")
        for row in expected["entities"]
        if (kind := _type(row["type"])) is not None
        for start, end in row["mentions"].get(file, [])
    ]
    return Annotation(
        language="en",
        supported=True,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
        dates=(),
        statements=tuple(_statement(row) for row in rows),
        sentences=tuple(sorted({Span(*row["sentence"]) for row in rows})),
    )


def _type(name: str) -> EntityType | None:
    return None if name == "DOCUMENT" else EntityType(name)


def _statement(row: dict[str, Any]) -> Statement:
    act = _ACTS.get(row["act"]) or Act(row["act"])
    return Statement(
        act=act,
        stance=STANCE_OF[act],
        speaker=_speaker(row["speaker"]),
        cue=_cue(row["cue"]),
        content=tuple(Span(*content["span"]) for content in row["content"]),
        sentence=Span(*row["sentence"]),
        quote_type=QuoteType(row["quote_type"]),
        targets=tuple(_party(target) for target in row["targets"]),
        addressee=None,
        modality=Modality.ASSERTED,
        negated=False,
        chain=_chain(row["origin_chain"], told=row["id"] in ("A10", "A11")),
        date=None,
        rule="by-hand",
        confidence=0.9,
        earlier=bool(row["when"]) and row["when"]["text"] in ("previously", "earlier this week"),
    )


def _speaker(row: dict[str, Any] | None) -> Party | None:
    if row is None or row["role"] == "publisher":
        return None
    if row["role"] == "document":
        author = _AUTHOR_OF[row["entity"]]
        start, end = row["span"]
        return Party(start, end, author, None, SpeakerRole.DOCUMENT, medium="diplomatic cable")
    return _party(row)


def _party(row: dict[str, Any]) -> Party:
    start, end = row["span"]
    return Party(start, end, _ENTITY.get(row["entity"], row["entity"]), None)


def _cue(row: dict[str, Any]) -> Cue:
    start, end = row["span"]
    return Cue(start, end, row["text"])


_NODES = {
    "diplomatic cable": ChainLink(NodeKind.DOCUMENT, "diplomatic cable", None, LinkType.ISSUED),
    "US State Department": SEEN_BY_REUTERS[-1],
    "White House": ChainLink(NodeKind.ORGANIZATION, "White House", "white-house", None),
    "Chinese Embassy in Washington": TOLD_REUTERS[-1],
    "DeepSeek": ChainLink(NodeKind.ORGANIZATION, "DeepSeek", "deepseek", None),
}


def _chain(names: list[str], *, told: bool) -> tuple[ChainLink, ...]:
    nodes = []
    for name in names:
        if name == "Reuters":
            link = LinkType.SAW if "diplomatic cable" in names else LinkType.CITES
            link = LinkType.TOLD if told else link
            nodes.append(ChainLink(NodeKind.OUTLET, "Reuters", "reuters", link))
        else:
            nodes.append(_NODES[name])
    return tuple(nodes)


def test_seed_statements_are_grouped_as_expected(
    seeds: tuple[Resolution, dict[str, str], dict[str, Any]],
) -> None:
    found, names, expected = seeds
    claim_of = {
        appearance.statement_id: claim.id
        for claim in found.claims
        for appearance in claim.appearances
    }
    groups = {}
    for name, claim in expected["claims"].items():
        members = [one for one in claim["statements"] if one not in _OPEN]
        ids = {claim_of[names[one]] for one in members}
        assert len(ids) == 1, (name, {one: claim_of[names[one]] for one in members})
        groups[name] = ids.pop()
    assert len(set(groups.values())) == len(groups)


def test_seed_pair_has_one_origin_and_two_publishers(
    seeds: tuple[Resolution, dict[str, str], dict[str, Any]],
) -> None:
    found, names, expected = seeds
    claims = {one.statement_id: claim for claim in found.claims for one in claim.appearances}
    for name, claim in expected["claims"].items():
        first = claims[names[claim["statements"][0]]]
        assert first.independent_origins == 1, name
    accusation = claims[names["A1"]]
    assert accusation.speaker == "state-department"
    assert [origin.name for origin in accusation.origins] == ["Reuters"]
    assert accusation.publishers == 2
    assert accusation.visibility is Visibility.SEEN
    assert accusation.party_in_interest
    inferred = {one.statement_id for one in accusation.appearances if one.inferred}
    assert inferred == {names[one] for one in ("B1", "B3", "B7")}


def test_seed_answers_go_to_the_accusation_that_they_answer(
    seeds: tuple[Resolution, dict[str, str], dict[str, Any]],
) -> None:
    found, names, _ = seeds
    claims = {one.statement_id: claim.id for claim in found.claims for one in claim.appearances}
    answers = {(row.responder, row.kind, row.claim_id): row for row in found.responses}
    cable, white_house = claims[names["A1"]], claims[names["A6b"]]
    assert set(answers) == {
        ("embassy", ResponseKind.DENIED, cable),
        ("embassy", ResponseKind.DENIED, white_house),
        ("deepseek", ResponseKind.NO_RESPONSE, cable),
    }
    assert not answers["embassy", ResponseKind.DENIED, cable].predates
    assert answers["embassy", ResponseKind.DENIED, white_house].predates
    assert answers["embassy", ResponseKind.DENIED, cable].medium == "told Reuters"
    assert answers["deepseek", ResponseKind.NO_RESPONSE, cable].answered_by is None
