"""Relevance: who, what and which acts together; reasons in words; the hard negatives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.model import (
    STANCE_OF,
    Act,
    Annotation,
    Cue,
    Modality,
    Party,
    QuoteType,
    Relevance,
    Span,
    Statement,
)
from nlp.entities import EntityFinder
from nlp.matter import Terms, ai_words, matter_words
from nlp.relevance import THRESHOLD, judge
from tests.unit.nlp_builders import world

WORLD = world()
FINDER = EntityFinder(WORLD)


def statement(act: Act, speaker: str | None, target: str | None) -> Statement:
    def party(entity: str | None) -> Party:
        return Party(None, None, entity, entity)

    return Statement(
        act=act,
        stance=STANCE_OF[act],
        speaker=party(speaker),
        cue=Cue(0, 1, act.value),
        content=(Span(0, 1),),
        sentence=Span(0, 1),
        quote_type=QuoteType.INDIRECT,
        targets=(party(target),),
        addressee=None,
        modality=Modality.ALLEGED,
        negated=False,
        chain=(),
        date=None,
        rule="test",
        confidence=0.9,
    )


def relevance(text: str, *statements: Statement, title: str | None = None) -> Relevance:
    annotation = Annotation(
        language="en",
        supported=True,
        mentions=FINDER.find(text, []),
        dates=(),
        statements=statements,
    )
    return judge(text, annotation, WORLD, title)


def test_parties_terms_and_acts_together() -> None:
    text = "Borealis accuses Quillon AI of distilling its model without permission."
    judged = relevance(text, statement(Act.ACCUSE, "borealis", "quillon-ai"))
    assert judged.relevant
    assert judged.disputes[0][0] == "borealis-v-quillon"
    told = " ".join(judged.reasons)
    for words in ("Borealis", "distilling", "accuse"):
        assert words in told


@pytest.mark.parametrize(
    "text",
    [
        "The whisky is distilled twice in copper stills, and the court of taste rules.",
        "Knowledge distillation trains a small student model on a teacher's outputs.",
        "Borealis opened an office in Arcport and hired forty people.",
        "Shares of Quillon AI rose by a third on their first day of trading.",
        "Robin Marsh drove a perfect race and won in the rain.",
        "A trade secret needs commercial value and reasonable steps to keep it.",
        "",
    ],
)
def test_hard_negatives(text: str) -> None:
    assert not relevance(text).relevant


def test_an_excluding_word_outweighs_a_term() -> None:
    text = "Borealis, the whisky maker, accuses Quillon AI of copying how it distills."
    assert not relevance(text).relevant
    assert relevance(text.replace("whisky", "model")).relevant


def test_a_docket_number_is_strong_evidence() -> None:
    judged = relevance("In 4:31-cv-00077 Borealis asked the judge for an order.")
    assert judged.relevant
    assert "4:31-cv-00077" in " ".join(judged.reasons)


def test_the_title_counts() -> None:
    text = "The company made the claim in a letter; the rival called it groundless."
    assert not relevance(text).relevant
    assert relevance(text, title="Borealis accuses Quillon AI of model theft").relevant


def test_another_language_is_judged_by_its_words() -> None:
    assert relevance("Borealis指控奎龙窃取模型数据。").relevant


def test_a_new_matter_between_makers_of_ai_is_relevant_without_a_dispute() -> None:
    text = (
        "Authors sued Borealis over copyright infringement: the class action says that it used "
        "pirated books as training data. A judge will rule on the settlement."
    )
    judged = relevance(text)
    assert judged.relevant
    assert judged.disputes == ()


def test_a_page_without_a_known_maker_is_judged_by_its_words_for_ai() -> None:
    text = (
        "The ministry protested against the export controls on artificial intelligence and called "
        "the sanctions groundless. It denied that AI firms had breached the rules."
    )
    acts = (statement(Act.DENY, None, None), statement(Act.ACCUSE, None, None))
    judged = relevance(text, *acts)
    assert judged.relevant
    assert "export control" in " ".join(judged.reasons)
    assert not relevance(
        text.replace("artificial intelligence", "wool").replace("AI ", "")
    ).relevant


def test_a_lesson_for_its_reader_is_no_dispute() -> None:
    text = "You distil Borealis with your own data; check that your licence lets you do it."
    ask = statement(Act.ORDER, "borealis", None)
    assert not relevance(text, ask).relevant


def test_words_for_ai_in_capitals_only() -> None:
    assert ai_words("J'ai vu un chatbot.") == ["chatbot"]
    assert ai_words("KI-Firma und Sprachmodelle") == ["KI", "Sprachmodelle"]


def test_scores_and_reasons_are_bounded() -> None:
    judged = relevance("Borealis Quillon AI distill model theft 窃取 4:31-cv-00077 " * 50)
    assert 0.0 <= judged.score <= 1.0
    assert all(0.0 <= score <= 1.0 for _, score in judged.disputes)
    assert len(judged.reasons) <= 6


@settings(deadline=None)
@given(st.text(), st.one_of(st.none(), st.text()))
def test_never_fails(text: str, title: str | None) -> None:
    judged = relevance(text, title=title)
    assert judged == relevance(text, title=title)
    assert judged.relevant is (judged.score >= THRESHOLD) or abs(judged.score - THRESHOLD) < 1e-3


def test_terms() -> None:
    terms = Terms(("distill*", "model theft", "窃取", "distillation attack*"))
    text = "Distilled, distilling; a distillation attack; model-theft; distil; 被窃取了"
    assert terms.found(text) == ["Distilled", "distillation attack", "model-theft", "窃取"]
    assert Terms(()).found("anything") == []


def test_matter_words_name_each_family_once() -> None:
    assert matter_words("copyright and fair use; stole trade secrets") == ["copyright", "stole"]


def test_a_known_firm_in_a_quarrel_without_ai_is_none_of_ours() -> None:
    text = (
        "A court dismissed the claim that a rival of Borealis had plagiarised a song. A judge "
        "found no infringement, and Borealis welcomed the ruling."
    )
    assert not relevance(text).relevant


def test_a_bill_that_touches_ai_among_other_things_is_not_enough() -> None:
    text = (
        "Lawmakers propose amendments on export controls, AI software and sanctions on firms "
        "that steal intellectual property."
    )
    assert not relevance(text, statement(Act.PROPOSE, None, None)).relevant
