"""Names: knowledge base, evidence for ambiguous ones, grammars, surnames, acronyms."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.model import Alias, EntityType, Knowledge, Mention, Span
from nlp.entities import EntityFinder
from nlp.reading import Paragraph
from nlp.short_names import provisional_id
from nlp.words import word_set
from tests.unit.nlp_builders import entity, world

BLANK = spacy.blank("en")
FINDER = EntityFinder(world())


def parsed(text: str, **names: str) -> list[Paragraph]:
    """Pretend that a model has read ``text`` and found ``names`` (words with _ for a space)."""
    doc = BLANK.make_doc(text)
    spans = []
    for words, label in names.items():
        plain = words.replace("_", " ")
        start = text.index(plain)
        span = doc.char_span(start, start + len(plain), label=label, alignment_mode="expand")
        assert span is not None
        spans.append(span)
    doc.ents = tuple(spans)
    return [Paragraph(Span(0, len(text)), doc)]


def names(text: str, **model: str) -> list[tuple[str, str | None, str]]:
    found = FINDER.find(text, parsed(text, **model))
    return [(text[m.start : m.end], m.entity, m.how) for m in found]


def known(text: str, **model: str) -> dict[str, str | None]:
    return {words: entity for words, entity, _ in names(text, **model)}


def test_exact_names_and_the_longest() -> None:
    assert names("Borealis Labs sued Quillon AI.") == [
        ("Borealis Labs", "borealis", "alias"),
        ("Quillon AI", "quillon-ai", "alias"),
    ]


def test_case_and_word_borders() -> None:
    assert names("the borealis and Borealisan things") == []
    assert known("BOREALIS SUES") == {"BOREALIS": "borealis"}
    assert known("borealis labs won") == {"borealis labs": "borealis"}
    assert known("Borealis's and pro-Borealis and Borealis-based") == {"Borealis": "borealis"}


@pytest.mark.parametrize("text", ["公司奎龙否认", "업체 퀼론은 부인했다", "使用Borealis模型"])
def test_every_script(text: str) -> None:
    assert len(names(text)) == 1


def test_an_ambiguous_name_needs_evidence() -> None:
    assert names("Robin sang in the garden.") == []
    assert names("Borealis launched Robin.")[1] == ("Robin", "robin", "context-alias")
    assert names("The chatbot Robin answers.") == [("Robin", "robin", "context-alias")]


def test_an_ambiguous_name_that_runs_on_is_somebody_else() -> None:
    assert "robin" not in known("Borealis met Robin Marsh.").values()


def test_the_models_longer_name_wins_over_a_country_inside() -> None:
    found = known("The Verdania Tribune wrote it.", Verdania_Tribune="ORG")
    assert found == {"Verdania Tribune": "new:verdania-tribune"}


def test_the_known_name_wins_over_a_sloppy_longer_one() -> None:
    assert known("A Borealis report said so.", Borealis_report="ORG") == {"Borealis": "borealis"}


def test_trims_articles_titles_possessives() -> None:
    text = "The Harbour Council's view and President Ada Lund's reply"
    found = FINDER.find(text, parsed(text, **{"The_Harbour_Council's": "ORG"}))
    assert text[found[0].start : found[0].end] == "Harbour Council"
    found = FINDER.find(text, parsed(text, President_Ada_Lund="PERSON"))
    assert text[found[0].start : found[0].end] == "Ada Lund"


def test_surnames_stand_for_the_full_name() -> None:
    text = "Ada Lund spoke. Lund denied it. The reply of Lund’s lawyers came late."
    found = FINDER.find(text, parsed(text, Ada_Lund="PERSON"))
    assert [(m.entity, m.canonical, m.how) for m in found] == [
        ("new:ada-lund", "Ada Lund", "model"),
        ("new:ada-lund", "Ada Lund", "surname"),
        ("new:ada-lund", "Ada Lund", "surname"),
    ]


def test_a_shared_surname_stands_for_nobody() -> None:
    text = "Ada Lund and Tor Lund spoke. Lund denied it."
    found = FINDER.find(text, parsed(text, Ada_Lund="PERSON", Tor_Lund="PERSON"))
    assert [m.how for m in found] == ["model", "model"]


def test_a_known_persons_surname_needs_the_full_name() -> None:
    assert known("Solano said so.") == {}
    assert names("Mira Solano spoke. Solano said so.")[1][:2] == ("Solano", "mira-solano")


def test_acronyms_introduced_in_brackets() -> None:
    text = "The Office of Model Safety (OMS) said so. OMS staff agreed."
    found = names(text, Office_of_Model_Safety="ORG")
    assert found == [
        ("Office of Model Safety", "new:office-of-model-safety", "pattern"),
        ("OMS", "new:office-of-model-safety", "acronym"),
        ("OMS", "new:office-of-model-safety", "acronym"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("It beats GPT-5.4 on tests.", "GPT-5.4", EntityType.PRODUCT),
        ("It beats Gemini 3.1 Pro on tests.", "Gemini 3.1 Pro", EntityType.PRODUCT),
        ("They trained DeepSeek-V3.2 on it.", "DeepSeek-V3.2", EntityType.PRODUCT),
        ("They trained Claude Opus 4.6 on it.", "Claude Opus 4.6", EntityType.PRODUCT),
        ("The bill H.R. 8283 passed.", "H.R. 8283", EntityType.LAW),
        ("Under Executive Order 14110 it may.", "Executive Order 14110", EntityType.LAW),
        ("The Model Theft Act of 2031 passed.", "Model Theft Act of 2031", EntityType.LAW),
        ("In Marlow v. Quillon the court ruled.", "Marlow v. Quillon", EntityType.LAW),
        ("Under Regulation (EU) 2024/1689 it must.", "Regulation (EU) 2024/1689", EntityType.LAW),
    ],
)
def test_grammars(text: str, words: str, kind: EntityType) -> None:
    (mention,) = FINDER.find(text, [])
    assert (text[mention.start : mention.end], mention.type) == (words, kind)


def test_adjectives_of_nations() -> None:
    (mention,) = FINDER.find("The Chinese firms denied it.", [])
    assert (mention.type, mention.entity, mention.canonical) == (EntityType.NORP, None, "Chinese")


def test_places_are_places_whatever_the_model_says() -> None:
    text = "South Korea and Shenzhen joined, the London Stock Exchange did not."
    found = FINDER.find(text, parsed(text, South_Korea="ORG", London_Stock_Exchange="ORG"))
    assert [(text[m.start : m.end], m.type.value) for m in found] == [
        ("South Korea", "GPE"),
        ("Shenzhen", "GPE"),
        ("London Stock Exchange", "ORG"),
    ]


def test_a_headline_in_title_case_makes_no_names_of_its_own() -> None:
    text = "Harbour Council Tells Every Rival To Warn Allies\nThe Harbour Council met today."
    first, rest = text.split("\n")
    found = FINDER.find(
        text,
        [
            *parsed(first, Harbour_Council="ORG", Warn_Allies="GPE"),
            Paragraph(Span(len(first) + 1, len(text)), parsed(rest, Harbour_Council="ORG")[0].doc),
        ],
    )
    assert [text[m.start : m.end] for m in found] == ["Harbour Council", "Harbour Council"]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("An American embassy said so.", "American embassy", "ORG"),
        ("The R-Arcport member said so.", "R-Arcport", "GPE"),
        ("The Friday of it.", "Friday", "PERSON"),
        ("It came from the Northern District of it.", "Northern District of", "ORG"),
    ],
)
def test_what_is_no_name(text: str, name: str, label: str) -> None:
    found = FINDER.find(text, parsed(text, **{name.replace(" ", "_"): label}))
    assert [m for m in found if m.type is not EntityType.NORP] == []


def test_provisional_ids() -> None:
    assert provisional_id("Ada Lund") == "new:ada-lund"
    assert provisional_id("Müller & Söhne") == "new:muller-sohne"
    assert provisional_id("深度") != provisional_id("月之")


def check(text: str, found: tuple[Mention, ...]) -> None:
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]


@settings(deadline=None)
@given(st.text())
def test_never_fails_and_never_overlaps(text: str) -> None:
    check(text, FINDER.find(text, []))


_NAME_PIECES = """
    Borealis Quillon AI Robin Solano Mira 奎龙 v. ( OMS ) Verdania Chinese GPT -5 4 's ’s The of Act
    Kimi K2 . , House Judge S. H.R. 12 § “ ”
    """
_PIECES = st.sampled_from([*sorted(word_set(_NAME_PIECES)), "\n"])


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=20), st.sampled_from(["", " "]))
def test_any_mixture_of_names(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    found = FINDER.find(text, [])
    check(text, found)
    assert found == FINDER.find(text, [])


def test_one_word_that_opens_a_sentence_and_is_small_elsewhere_is_no_name() -> None:
    text = "Copying is common. The firm called copying fair."
    assert known(text, Copying="ORG") == {}
    assert "Quillon" in known("Quillon is common. Then quillon fell, said Quillon.", Quillon="ORG")


def test_the_name_of_an_office_before_its_minister_is_nobody() -> None:
    assert known("Home Affairs Minister Ada Lund left.", Home_Affairs="PERSON") == {}
    assert known("He broke Articles 3 and 5 of it.", Articles_3_and_5="LAW") == {}


def test_works_that_end_like_a_company_are_one() -> None:
    text = "They sued Tarnwood Cognition."
    found = FINDER.find(text, parsed(text, Tarnwood_Cognition="WORK_OF_ART"))
    assert [m.type for m in found] == [EntityType.ORG]


def _among(text: str) -> set[str]:
    """Return the ids that a world of ambiguous names finds in ``text``."""
    offices = [
        replace(
            entity(identity, name, what=what, aliases=(Alias(short, context=True),)),
            country=country,
        )
        for identity, name, short, what, country in (
            ("perch", "Perch Network", "Perch", "website", "AR"),
            ("lantern", "Lantern Weekly", "LANTERN", "outlet", "AR"),
            ("treasury", "Arden Treasury", "Treasury", "government", "AR"),
            ("harbours", "Arden Harbour Ministry", "Harbour Ministry", "ministry", "AR"),
            ("senate", "Arden Senate", "Upper House", "legislature", "AR"),
        )
    ]
    knowledge = Knowledge({one.id: one for one in offices}, {}, {}, "offices-1")
    return {m.entity for m in EntityFinder(knowledge).find(text, []) if m.entity} & set(
        knowledge.entities
    )


@pytest.mark.parametrize(
    ("text", "known_by_place"),
    [
        ("She wrote on Perch that it was over.", {"perch"}),
        ("A perch: Perch is a fish.", set()),
        ("LANTERN: How was it copied?\n\nLANTERN says no.", {"lantern"}),
        ("They lit a LANTERN: it was dark.", set()),
        ("Under 15 LANTERN Part 744 it is banned.", set()),
        ("The Arden Senate asked the Treasury.", {"senate", "treasury"}),
        ("The Arden Senate asked the Harbour Ministry.", {"senate"}),
        ("Nobody asked the Treasury.", set()),
    ],
)
def test_the_place_of_an_ambiguous_name_tells_what_it_is(
    text: str, known_by_place: set[str]
) -> None:
    assert _among(text) == known_by_place


def test_a_numbered_rule_is_no_name_of_its_letters() -> None:
    whole = replace(entity("lantern", "LANTERN", what="association"), country="AR")
    finder = EntityFinder(Knowledge({"lantern": whole}, {}, {}, "rule-1"))
    assert [m.entity for m in finder.find("LANTERN and 15 LANTERN Part 744", [])] == ["lantern"]
