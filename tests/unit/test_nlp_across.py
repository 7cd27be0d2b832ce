"""Between claims: conflicts, figures, drift, ladders, positions, changes, judgements."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.model import (
    Act,
    ChainLink,
    ChangeKind,
    DeltaKind,
    Item,
    JudgedKind,
    Judgement,
    LinkType,
    Modality,
    NodeKind,
    Resolution,
    ReuseKind,
    Rung,
    Slot,
    Turn,
    Verdict,
    Visibility,
)
from nlp.across.briefs import brief_of
from nlp.across.compact import packed, unpacked
from nlp.across.figures import figures
from nlp.across.rungs import identifiers, rung_of
from nlp.nations import Nations
from nlp.resolve import resolve
from tests.unit.resolve_builders import (
    DAY,
    KNOWLEDGE,
    SEEN_BY_REUTERS,
    THE_CABLE,
    Told,
    document_id,
    page,
    seen_by,
    told,
)


def _resolved(*items: Item, **options: object) -> Resolution:
    return resolve(items, KNOWLEDGE, **options)  # type: ignore[arg-type]  # as resolve takes them


def _accusing(
    name: str,
    rest: str = "",
    *,
    hours: int = 0,
    chain: tuple[ChainLink, ...] = SEEN_BY_REUTERS,
    targets: tuple[str, ...] = ("deepseek",),
    content: str = "of distilling American models",
    more: tuple[Told, ...] = (),
    modality: Modality = Modality.ALLEGED,
    dates: tuple[tuple[str, str], ...] = (),
    date: int | None = None,
    publisher: str | None = None,
) -> Item:
    return page(
        name,
        f"{name}: the State Department accused firms {content}. {rest}",
        [
            told(
                "accused",
                Act.ACCUSE,
                "state-department",
                content=content,
                targets=targets,
                chain=chain,
                modality=modality,
                date=date,
            ),
            *more,
        ],
        seen=DAY + dt.timedelta(hours=hours),
        published=DAY + dt.timedelta(hours=hours),
        dates=dates,
        publisher=publisher,
    )


# ------------------------------------------------------------------------------------------ figures


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("more than 24,000 fraudulent accounts", [("24000", "24,000 fraudulent accounts")]),
        ("16 million exchanges with it", [("16000000", "16 million exchanges")]),
        ("a fine of $1.5 billion", [("1500000000", "$1.5 billion")]),
        ("about 90 per cent of the work", [("90", "90 per cent")]),
        ("in 2024 and on April 24, with GPT-5.4", []),
        ("section 230 and 12 May", []),
        ("no number at all", []),
    ],
)
def test_figures_are_numbers_of_something(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(one.value, one.words) for one in figures(text)] == wanted


@settings(deadline=None)
@given(st.text(max_size=200))
def test_figures_stand_where_they_say(text: str) -> None:
    for one in figures(text):
        assert " ".join(text[one.start : one.end].split()) == one.words


# ---------------------------------------------------------------------------------------- conflicts


def test_counts_that_differ_are_shown_with_what_the_origin_says() -> None:
    content = "of using {} accounts for distilling American models"
    found = _resolved(
        _accusing("first", content=content.format("24,000")),
        _accusing("second", content=content.format("25,000"), hours=1),
        _accusing("third", content=content.format("24,000"), hours=2, publisher="reuters"),
    )
    (conflict,) = [one for one in found.conflicts if one.slot is Slot.COUNT]
    assert [value.words for value in conflict.values] == ["24,000 accounts", "25,000 accounts"]
    assert conflict.supported == "24000"
    assert conflict.values[0].from_origin
    assert conflict.values[0].documents == (document_id("first"), document_id("third"))


def test_a_page_that_gives_both_figures_contradicts_nobody() -> None:
    both = "of using 24,000 accounts, and later 25,000 accounts, for distilling models"
    found = _resolved(
        _accusing("first", content=both),
        _accusing("second", content="of using 25,000 accounts for distilling models", hours=1),
    )
    assert found.conflicts == ()


def test_days_that_differ() -> None:
    dated = [
        _accusing(name, f"That was on {words}.", dates=((words, value),), date=0, hours=hours)
        for name, words, value, hours in (
            ("first", "24 April", "2026-04-24", 30),
            ("second", "25 April", "2026-04-25", 31),
        )
    ]
    (conflict,) = [one for one in _resolved(*dated).conflicts if one.slot is Slot.DATE]
    assert {value.value for value in conflict.values} == {"2026-04-24", "2026-04-25"}
    assert conflict.supported is None


def test_a_document_that_two_pages_date_differently_is_an_event_with_two_days() -> None:
    def dated(
        name: str, words: str, value: str, speaker: str, hours: int, publisher: str | None = None
    ) -> Item:
        return page(
            name,
            f"The ministry accuses firms in a diplomatic cable dated {words} and seen by others.",
            [told("accuses", Act.ACCUSE, speaker, targets=["deepseek"])],
            dates=[(words, value)],
            seen=DAY + dt.timedelta(hours=hours),
            publisher=publisher,
        )

    second = dated("two", "25 April", "2026-04-25", "united-states", 31)
    own = dated("one", "24 April", "2026-04-24", "state-department", 30, "state-department")
    assert [one.supported for one in _resolved(own, second).conflicts if one.slot is Slot.DATE] == [
        "2026-04-24"
    ]
    found = _resolved(dated("one", "24 April", "2026-04-24", "state-department", 30), second)
    (conflict,) = [one for one in found.conflicts if one.slot is Slot.DATE]
    assert {value.value for value in conflict.values} == {"2026-04-24", "2026-04-25"}
    event = next(one for one in found.events if one.id == conflict.event_id)
    assert event.date == conflict.values[0].value


def test_named_lists_conflict_only_when_neither_holds_the_other() -> None:
    shorter = _resolved(
        _accusing("one", targets=("deepseek", "moonshot")),
        _accusing("two", targets=("deepseek",), hours=1),
    )
    assert shorter.conflicts == ()
    other = _resolved(
        _accusing("one", targets=("deepseek", "moonshot")),
        _accusing("two", targets=("deepseek", "minimax"), hours=1),
    )
    (conflict,) = other.conflicts
    assert conflict.slot is Slot.NAMES
    assert [value.words for value in conflict.values] == [
        "DeepSeek, MiniMax",
        "DeepSeek, Moonshot AI",
    ]


def test_several_outlets_that_nobody_names_against_one_that_is() -> None:
    crowd = ChainLink(NodeKind.OUTLET, "multiple media outlets", None, LinkType.OBTAINED)
    found = _resolved(
        _accusing("one"),
        _accusing("two", chain=(crowd, *THE_CABLE), hours=1),
        _accusing("three", chain=seen_by("AFP", "afp"), hours=2),
    )
    (conflict,) = [one for one in found.conflicts if one.slot is Slot.WITNESS]
    assert {value.words for value in conflict.values} == {
        "Reuters",
        "AFP",
        "multiple media outlets",
    }
    two = _resolved(_accusing("one"), _accusing("three", chain=seen_by("AFP", "afp"), hours=2))
    assert two.conflicts == ()  # two outlets that saw it are two origins, and no conflict


# ------------------------------------------------------------------------ figures that change hands


def test_a_figure_that_is_credited_to_a_weightier_body() -> None:
    def counting(name: str, speaker: str, hours: int) -> Item:
        return page(
            name,
            f"{name} said that firms had used 24,000 accounts against models.",
            [told("said", Act.SAY, speaker, content="firms had used 24,000 accounts")],
            seen=DAY + dt.timedelta(hours=hours),
        )

    found = _resolved(
        counting("first", "anthropic", 0),
        counting("again", "anthropic", 1),
        counting("later", "state-department", 2),
    )
    (figure,) = found.figures
    assert (figure.words, figure.first.entity) == ("24,000 accounts", "anthropic")
    assert [credit.entity for credit in figure.later] == ["state-department"]


# -------------------------------------------------------------------------------------- hedge drift


def test_a_reprint_that_drops_the_distance() -> None:
    hedged = _accusing("origin")
    firm = page(
        "reprint",
        "The State Department revealed that DeepSeek distilled American models in secret.",
        [
            told(
                "revealed",
                Act.ANNOUNCE,
                "state-department",
                content="DeepSeek distilled American models",
                targets=["deepseek"],
            )
        ],
        seen=DAY + dt.timedelta(hours=3),
        published=DAY,
    )
    found = _resolved(hedged, firm)
    assert len(found.claims) == 1
    (drift,) = found.drifts
    assert (drift.before.document_id, drift.after.document_id) == (
        document_id("origin"),
        document_id("reprint"),
    )
    assert drift.before_words == "alleged"
    assert _resolved(hedged, _accusing("other", hours=1)).drifts == ()


# ----------------------------------------------------------------------------- ladder and positions


@pytest.mark.parametrize(
    ("act", "sentence", "rung"),
    [
        (Act.SUE, "The guild sued the lab.", Rung.COMPLAINT),
        (Act.RULE, "The court ruled for the lab.", Rung.RULING),
        (None, "The committee advanced the bill on Tuesday.", Rung.BILL),
        (None, "The agency added the firm to the Entity List.", Rung.LISTING),
        (None, "The guild was given permission to appeal.", Rung.APPEAL),
        (None, "Engineers will testify before the panel.", Rung.HEARING),
        (None, "The bureau issued an interim final rule.", Rung.RULE),
        (Act.ACCUSE, "The lab accused the firm.", Rung.ALLEGATION),
        (None, "The firm opened an office.", None),
    ],
)
def test_rungs(act: Act | None, sentence: str, rung: Rung | None) -> None:
    assert rung_of(act, sentence) is rung


def test_numbers_of_bills_and_dockets() -> None:
    sentence = "H.R. 1234 follows No. 3:24-cv-05417 and [2025] EWHC 2863 (Ch), see 90 FR 12345."
    assert identifiers(sentence) == (
        ("bill", "H.R. 1234"),
        ("citation", "[2025] EWHC 2863 (Ch)"),
        ("docket", "3:24-cv-05417"),
        ("register", "90 FR 12345"),
    )
    assert identifiers("nothing of the kind") == ()


def test_a_dispute_climbs() -> None:
    filed = page(
        "filed",
        "On 2 March 2026 Anthropic sued DeepSeek, case 3:26-cv-01234, over distillation of models.",
        [told("sued", Act.SUE, "anthropic", content="distillation", targets=["deepseek"], date=0)],
        dates=[("2 March 2026", "2026-03-02")],
    )
    ruled = page(
        "ruled",
        "On 9 April 2026 the High Court ruled that distillation of models is lawful.",
        [told("ruled", Act.RULE, "high-court", content="distillation of models", date=0)],
        dates=[("9 April 2026", "2026-04-09")],
        seen=DAY + dt.timedelta(hours=1),
    )
    found = _resolved(filed, ruled)
    assert [(step.rung, step.date) for step in found.ladder] == [
        (Rung.COMPLAINT, "2026-03-02"),
        (Rung.RULING, "2026-04-09"),
    ]
    assert found.ladder[0].identifiers == (("docket", "3:26-cv-01234"),)
    news = [delta.detail for delta in found.deltas if delta.kind is DeltaKind.STATUS]
    assert news == ["complaint", "ruling"]


def test_positions_turn() -> None:
    def speaking(name: str, act: Act, words: str, days: int) -> Item:
        return page(
            name,
            f"{name}: Anthropic spoke, {words}, of DeepSeek again.",
            [told("spoke", act, "anthropic", content=words, targets=["deepseek"])],
            seen=DAY + dt.timedelta(days=days),
            published=DAY + dt.timedelta(days=days),
        )

    found = _resolved(
        speaking("one", Act.WARN, "that cheap copies of large systems spread", 0),
        speaking("two", Act.SUE, "about broken contracts and false accounts", 20),
        speaking("three", Act.SUPPORT, "for a joint project on safety testing", 40),
    )
    (position,) = found.positions
    assert (position.entity, position.about) == ("anthropic", ("deepseek",))
    assert [step.turn for step in position.steps] == [Turn.FIRST, Turn.HARDENED, Turn.REVERSED]


# ------------------------------------------------------------------------------------------ changes


def _revised(older: Item, newer: Item) -> Resolution:
    """Resolve a document of two revisions; both items have the same name."""
    second = replace(newer.revision, number=2, seen_at=DAY + dt.timedelta(hours=5))
    return _resolved(replace(newer, revision=second), earlier={newer.document.id: [older]})


def _page(text: str, *statements: Told) -> Item:
    return page("changing", text, statements)


_ACCUSED = told("accused", Act.ACCUSE, "anthropic", content="of theft", targets=["deepseek"])
_DENIED = told("denied", Act.DENY, "deepseek", content="the accusations of Anthropic")


def test_a_denial_that_was_added_and_one_that_vanished() -> None:
    first = "Anthropic accused DeepSeek of theft of models."
    both = f"{first} DeepSeek denied the accusations of Anthropic."
    added = _revised(_page(first, _ACCUSED), _page(both, _ACCUSED, _DENIED))
    (change,) = added.changes
    assert change.kind is ChangeKind.APPEARED
    assert change.before is None
    assert change.learned_at == DAY + dt.timedelta(hours=5)
    gone = _revised(_page(both, _ACCUSED, _DENIED), _page(first, _ACCUSED))
    (change,) = gone.changes
    assert change.kind is ChangeKind.VANISHED
    assert change.before is not None
    assert DeltaKind.RETRACTION in {delta.kind for delta in gone.deltas}


def test_hardened_softened_and_re_attributed() -> None:
    def saying(cue: str, act: Act, speaker: str = "anthropic") -> Item:
        text = f"{speaker} {cue} that DeepSeek copied protected models in secret."
        return _page(text, told(cue, act, speaker, content="DeepSeek copied protected models"))

    def kinds(older: Item, newer: Item) -> list[ChangeKind]:
        return [change.kind for change in _revised(older, newer).changes]

    alleged, confirmed = saying("alleged", Act.ALLEGE), saying("confirmed", Act.CONFIRM)
    assert kinds(alleged, confirmed) == [ChangeKind.HARDENED]
    assert kinds(confirmed, alleged) == [ChangeKind.SOFTENED]
    assert kinds(alleged, saying("alleged", Act.ALLEGE, "openai")) == [ChangeKind.REATTRIBUTED]
    assert kinds(alleged, alleged) == []


def test_a_typo_and_a_moved_sentence_change_nothing() -> None:
    one = "Anthropic accused DeepSeek of theft of models."
    other = "The weather was fine, as many noted."
    assert (
        _revised(_page(f"{one} {other}", _ACCUSED), _page(f"{other} {one}", _ACCUSED)).changes == ()
    )
    typo = one.replace("of models", "of the models")
    assert _revised(_page(one, _ACCUSED), _page(typo, _ACCUSED)).changes == ()


def test_a_notice_of_correction_is_news() -> None:
    text = "Anthropic accused DeepSeek of theft of models."
    noted = f"{text}\nCorrection: an earlier version of this article misstated the date."
    found = _revised(_page(text, _ACCUSED), _page(noted, _ACCUSED))
    (change,) = found.changes
    assert change.kind is ChangeKind.CORRECTED
    assert [d.kind for d in found.deltas if d.change_id] == [DeltaKind.CORRECTION]


# ------------------------------------------------------------------------- origins across documents


def test_an_outlet_that_is_credited_is_followed_to_its_own_page() -> None:
    reported = ChainLink(NodeKind.OUTLET, "Bloomberg News", "bloomberg", LinkType.CITES)
    found = _resolved(
        _accusing("own", chain=seen_by("AFP", "afp"), publisher="bloomberg"),
        _accusing("later", chain=(reported, *THE_CABLE), hours=2),
    )
    (claim,) = found.claims
    assert [origin.name for origin in claim.origins] == ["AFP"]
    later = next(a for a in claim.appearances if a.document_id == document_id("later"))
    assert later.inferred
    assert later.inferred_from == document_id("own")


def test_credited_outlets_beside_one_another_are_one_origin_and_doubt() -> None:
    def credited(name: str) -> tuple[ChainLink, ...]:
        return (ChainLink(NodeKind.OUTLET, name, None, LinkType.CITES), *THE_CABLE)

    (claim,) = _resolved(
        _accusing("one", chain=credited("Harbour Post")),
        _accusing("two", chain=credited("Valley Courier"), hours=1),
    ).claims
    assert claim.independent_origins == 1
    assert [origin.known for origin in claim.origins] == [True, False]


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("The agency published excerpts of the cable.", Visibility.EXCERPT),
        ("An unconfirmed cable", Visibility.RUMOURED),
        ("The cable", None),
    ],
)
def test_what_a_sentence_says_of_who_could_see_the_document(
    words: str, seen: Visibility | None
) -> None:
    text = f"{words.rstrip('.')} accused DeepSeek of theft."
    item = page(
        "one",
        text,
        [
            told(
                "accused",
                Act.ACCUSE,
                "state-department",
                content="of theft",
                targets=["deepseek"],
                chain=THE_CABLE,
            )
        ],
    )
    (claim,) = _resolved(item).claims
    assert claim.visibility is seen
    assert claim.independent_origins is None


def test_a_memo_that_a_page_says_is_published_is_open() -> None:
    chain = (ChainLink(NodeKind.DOCUMENT, "memo", None, LinkType.ISSUED), THE_CABLE[-1])
    text = "The State Department published a memo that accused DeepSeek of distilling models."
    opened = page(
        "opened",
        text,
        [
            told(
                "accused",
                Act.ACCUSE,
                "state-department",
                content="of distilling models",
                targets=["deepseek"],
                chain=chain,
            )
        ],
    )
    (claim,) = _resolved(opened).claims
    assert claim.visibility is Visibility.PUBLIC
    assert claim.independent_origins == 1


def test_a_reprint_of_unnamed_officials_is_the_same_claim() -> None:
    def reporting(name: str, hours: int) -> Item:
        text = (
            "Two officials said that the campaign against American laboratories had gone on for "
            "months before anybody noticed the accounts. The accounts were closed in the spring, "
            "after engineers had traced them to one network of resellers and their customers."
        )
        return page(
            name,
            text,
            [told("said", Act.SAY, "two officials", content="the campaign", anonymous=True)],
            seen=DAY + dt.timedelta(hours=hours),
        )

    found = _resolved(reporting("one", 0), reporting("two", 1))
    assert len(found.claims) == 1
    assert [delta.kind for delta in found.deltas] == [DeltaKind.NEW_CLAIM]


# ---------------------------------------------------------------------------- possible translations


def test_a_page_in_another_language_that_counts_the_same() -> None:
    english = page(
        "english",
        "DeepSeek and Anthropic spoke of 24,000 accounts and 16 million calls.",
        mentions=[("DeepSeek", "deepseek"), ("Anthropic", "anthropic")],
    )
    german = page(
        "german",
        "DeepSeek und Anthropic sprachen von 24,000 Konten und 16 Millionen Aufrufen.",
        mentions=[("DeepSeek", "deepseek"), ("Anthropic", "anthropic")],
        seen=DAY + dt.timedelta(hours=1),
    )
    german = replace(german, annotation=replace(german.annotation, language="de"))
    (reuse,) = _resolved(english, german).reuse
    assert reuse.kind is ReuseKind.TRANSLATION
    assert (reuse.document_id, reuse.source_id) == (document_id("german"), document_id("english"))
    same = replace(german, annotation=replace(german.annotation, language="en"))
    assert all(r.kind is not ReuseKind.TRANSLATION for r in _resolved(english, same).reuse)


# --------------------------------------------------------------------------------------- judgements


def _judged(
    kind: JudgedKind, verdict: Verdict, *parts: str, subject: str | None = None, minute: int = 0
) -> Judgement:
    at = DAY + dt.timedelta(minutes=minute)
    return Judgement(f"j-{kind}-{verdict}-{minute}", kind, verdict, parts, subject, at, "me")


def _two() -> tuple[Item, Item]:
    def saying(name: str, words: str) -> Item:
        text = f"Anthropic said that {words}."
        return page(name, text, [told("said", Act.SAY, "anthropic", content=words)])

    return saying("one", "rain fell on the harbour"), saying("two", "prices of chips doubled")


def test_claims_are_merged_split_and_pinned() -> None:
    items = _two()
    first, second = (item.statement_ids[0] for item in items)
    before = _resolved(*items)
    assert len(before.claims) == 2
    same = _judged(JudgedKind.CLAIM, Verdict.SAME, first, second)
    merged = _resolved(*items, judgements=[same])
    (claim,) = merged.claims
    assert claim.publishers == 2
    apart = _judged(JudgedKind.CLAIM, Verdict.DIFFERENT, first, second, minute=1)
    assert len(_resolved(*items, judgements=[same, apart]).claims) == 2
    pin = _judged(JudgedKind.CLAIM, Verdict.PIN, second, subject="c-kept", minute=2)
    pinned = {c.id: c for c in _resolved(*items, judgements=[pin]).claims}["c-kept"]
    assert pinned.pinned
    assert pinned.first.statement_id == second


def test_a_withdrawn_judgement_counts_as_never_given() -> None:
    items = _two()
    same = _judged(JudgedKind.CLAIM, Verdict.SAME, *(item.statement_ids[0] for item in items))
    taken_back = _judged(JudgedKind.CLAIM, Verdict.WITHDRAWN, same.id, minute=1)
    assert _resolved(*items, judgements=[same, taken_back]) == _resolved(*items)


def test_stories_are_merged_split_and_pinned() -> None:
    items = _two()
    one, two = (item.document.id for item in items)
    same = _judged(JudgedKind.STORY, Verdict.SAME, one, two)
    (story,) = _resolved(*items, judgements=[same]).stories
    assert set(story.documents) == {one, two}
    apart = _judged(JudgedKind.STORY, Verdict.DIFFERENT, one, two, minute=1)
    assert len(_resolved(*items, judgements=[same, apart]).stories) == 2
    pin = _judged(JudgedKind.STORY, Verdict.PIN, one, two, subject="y-kept", minute=2)
    (story,) = _resolved(*items, judgements=[pin]).stories
    assert (story.id, story.pinned) == ("y-kept", True)


def test_merged_entities_speak_with_one_voice() -> None:
    def saying(name: str, speaker: str, hours: int) -> Item:
        words = "models of rivals were copied through resellers"
        return page(
            name,
            f"{name} said that {words}.",
            [told("said", Act.SAY, speaker, content=words)],
            seen=DAY + dt.timedelta(hours=hours),
            published=DAY,
        )

    items = (saying("one", "qwen", 0), saying("two", "alibaba", 1))
    assert len(_resolved(*items).claims) == 2
    merge = _judged(JudgedKind.ENTITY, Verdict.SAME, "qwen", "alibaba")
    (claim,) = _resolved(*items, judgements=[merge]).claims
    assert (claim.speaker, claim.speaker_name) == ("alibaba", "Alibaba")


def test_figures_that_one_of_two_merged_entities_gave_were_not_credited_anew() -> None:
    def counting(name: str, speaker: str, hours: int) -> Item:
        return page(
            name,
            f"{name} said that 24,000 accounts were opened.",
            [told("said", Act.SAY, speaker, content="24,000 accounts were opened")],
            seen=DAY + dt.timedelta(hours=hours),
        )

    items = (counting("one", "qwen", 0), counting("two", "alibaba", 1))
    (figure,) = _resolved(*items).figures
    assert [later.entity for later in figure.later] == ["alibaba"]
    merge = _judged(JudgedKind.ENTITY, Verdict.SAME, "qwen", "alibaba")
    assert _resolved(*items, judgements=[merge]).figures == ()


# ------------------------------------------------------------------------------------------- briefs


def test_a_brief_comes_back_from_its_bytes() -> None:
    item = _accusing("one", "That was on 24 April.", dates=(("24 April", "2026-04-24"),), date=0)
    for one in (item, replace(item, relevance=replace(item.relevance, relevant=False))):
        brief = brief_of(one, KNOWLEDGE, Nations(KNOWLEDGE))
        assert unpacked(packed(brief)) == brief


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_bytes_of_something_else_are_no_brief(body: bytes) -> None:
    assert unpacked(body) is None
