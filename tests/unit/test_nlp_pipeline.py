"""The pipeline: layout of a text, reading, annotating, limits, digests."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimwire.errors import ConfigError
from claimwire.model import Annotation
from nlp import pipeline
from nlp.paragraphs import divide
from nlp.pipeline import MAXIMUM_LENGTH, Annotator, make_doc
from nlp.reading import BULLET, BYLINE, FURNITURE, HEADLINE, TEXT
from tests.unit.nlp_builders import world

TEXT_OF_THREE = """Borealis accuses rival of copying Robin

By Tor Aske, Morning Herald

Borealis said on Monday that Quillon AI had copied its chatbot Robin.
Post Comment
“We did not,” Quillon AI told the Morning Herald. The firm called the claim groundless.
"""


BLANK = spacy.blank("en")


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def kinds(text: str) -> list[tuple[str, str]]:
    return [(place.span.of(text), place.kind) for place in divide(text)]


# ------------------------------------------------------------------------------------------ layout


def test_lines_are_paragraphs_with_their_kind() -> None:
    assert [kind for _, kind in kinds(TEXT_OF_THREE)] == [HEADLINE, BYLINE, TEXT, FURNITURE, TEXT]


def test_bullets_lose_their_mark() -> None:
    assert kinds("- One firm says so\n• Another says not\n1. A third is silent") == [
        ("One firm says so", BULLET),
        ("Another says not", BULLET),
        ("A third is silent", BULLET),
    ]


def test_a_section_heading_is_not_read_for_statements() -> None:
    text = "The court ruled for us on Monday.\n\nThe reply\n\nThe firm will appeal, it said."
    assert kinds(text)[1] == ("The reply", FURNITURE)


@pytest.mark.parametrize(
    "line",
    [
        "THE HERALD — April 25, 2031",
        "Source: Morning Herald",
        "Published 2031-02-12.",
        "Reporting by Tor Aske; editing by Ada Lund",
        "Date published: 23 December 2030",
    ],
)
def test_bylines(line: str) -> None:
    assert kinds(line) == [(line, BYLINE)]


@pytest.mark.parametrize(
    "line",
    [
        "By the end of the year Borealis had sued three rivals.",
        "Source material was copied, the firm says.",
        "A sentence that ends as sentences do.",
    ],
)
def test_sentences_are_text(line: str) -> None:
    assert kinds(line) == [(line, TEXT)]


def test_a_line_too_long_to_parse_is_divided_at_a_sentence_end() -> None:
    text = "The firm said so. " * 3000
    places = list(divide(text))
    assert len(places) > 1
    assert all(place.span.of(text).endswith("so.") for place in places)
    assert "".join(place.span.of(text) for place in places).count("said") == 3000


@settings(deadline=None)
@given(st.text())
def test_places_are_in_order_and_without_edges(text: str) -> None:
    end = 0
    for place in divide(text):
        assert end <= place.span.start < place.span.end <= len(text)
        assert place.span.of(text) == place.span.of(text).strip()
        end = place.span.end


# -------------------------------------------------------------------------------------- tokenizing


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_tokens_hold_no_white_space_and_keep_their_offsets(text: str) -> None:
    text = text.strip()
    doc = make_doc(BLANK, text)
    assert len(doc.text) == len(text)
    for token in doc:
        bare = token.text.rstrip()
        assert bare == "" or not token.is_space
        assert visible(text[token.idx : token.idx + len(bare)]) == visible(bare)


CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]


@given(
    st.text(alphabet=st.sampled_from([*CONTROLS, "a", "B", " ", ".", "“", "’", "s"]), max_size=20)
)
@example("\x08")
@example("\x08\x08 \x08")
@example("Acme\x08 said\x0b\x08.")
def test_control_characters_keep_offsets(text: str) -> None:
    doc = make_doc(BLANK, text)
    assert len(doc.text) == len(text)
    assert [token.idx for token in doc] == sorted({token.idx for token in doc})
    assert all(visible(doc.text[i]) == visible(text[i]) for i in range(len(text)))
    assert not any(token.is_space for token in doc[1:])


@pytest.mark.parametrize("mark", CONTROLS)
def test_control_characters_crash_nothing(annotator: Annotator, mark: str) -> None:
    text = f"{mark}Borealis{mark} said {mark} that Quillon AI{mark}{mark} copied{mark}it.{mark}"
    for one in annotator.annotate(text).statements:
        assert 0 <= one.cue.start < one.cue.end <= len(text)


def visible(text: str) -> str:
    return "".join(letter for letter in text if letter in "\u00ad\u200c\u200d" or seen(letter))


def seen(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) not in {"Cc", "Cf", "Zl", "Zp"}


def test_several_spaces_in_a_row() -> None:
    doc = make_doc(BLANK, "It  said\u00a0  so.")
    assert [(token.text.strip(), token.idx) for token in doc] == [
        ("It", 0),
        ("said", 4),
        ("so", 11),
        (".", 13),
    ]
    assert doc[0].norm_ == "it"


def test_unbroken_runs_take_linear_time() -> None:
    doc = make_doc(BLANK, "“" * 20_000)
    assert len(doc.text) == 20_000


def test_invisible_characters_stand_between_words() -> None:
    doc = make_doc(BLANK, "It\u200bsaid\x07 \ufeffso\u00adon.")
    assert [token.text.strip() for token in doc] == ["It", "said", "so\u00adon", "."]
    assert [token.idx for token in doc] == [0, 3, 10, 15]


def test_a_sentence_without_end_is_broken_up() -> None:
    doc = make_doc(BLANK, "and it said so " * 400)
    starts = [token.i for token in doc if token.is_sent_start]
    assert len(starts) == 6
    assert max(b - a for a, b in pairwise([*starts, len(doc)])) <= 301


def test_a_long_list_parts_at_a_semicolon() -> None:
    doc = make_doc(BLANK, "the right to copy it without a licence; " * 40)
    starts = [token.i for token in doc if token.is_sent_start]
    assert all(doc[i - 1].text == ";" for i in starts if i)
    assert max(b - a for a, b in pairwise([*starts, len(doc)])) <= 160


# ------------------------------------------------------------------------------------- with a model


@pytest.mark.model
def test_reading_keeps_offsets(annotator: Annotator) -> None:
    reading = annotator.read(TEXT_OF_THREE)
    for paragraph in reading.paragraphs:
        assert paragraph.doc.text == paragraph.span.of(TEXT_OF_THREE)
        for token in paragraph.doc:
            start, end = paragraph.start_of(token), paragraph.end_of(token)
            assert TEXT_OF_THREE[start:end] == token.text
    assert [quote.inner.of(TEXT_OF_THREE) for quote in reading.quotes] == ["We did not,"]
    first = reading.mentions[0]
    assert reading.mention_at(first.span) == first
    assert reading.paragraph_at(first.start) == reading.paragraphs[0]


@pytest.mark.model
def test_annotates(annotator: Annotator) -> None:
    annotation = annotator.annotate(TEXT_OF_THREE)
    assert (annotation.language, annotation.supported) == ("en", True)
    assert annotation.truncated_at is None
    assert {m.entity for m in annotation.mentions} >= {"borealis", "quillon-ai", "robin"}
    assert [TEXT_OF_THREE[d.start : d.end] for d in annotation.dates] == ["Monday"]
    assert [link.entity for link in annotation.byline] == ["morning-herald"]
    assert annotation.statements


@pytest.mark.model
def test_a_dateline_credits_an_agency(annotator: Annotator) -> None:
    text = "ARCPORT, March 3 (Morning Herald) - The ministry said on Monday that it was not so."
    assert [link.name for link in annotator.annotate(text).byline] == ["Morning Herald"]


@pytest.mark.model
def test_other_languages_get_names_and_no_statements(annotator: Annotator) -> None:
    annotation = annotator.annotate("奎龙否认了 Borealis 的指控，称其毫无根据。")
    assert (annotation.language, annotation.supported) == ("zh", False)
    assert [m.entity for m in annotation.mentions] == ["quillon-ai", "borealis"]
    assert annotation.statements == ()


@pytest.mark.model
def test_a_text_that_is_too_long_is_cut_at_a_line_break(annotator: Annotator) -> None:
    line = "x" * 99 + "\n"
    text = "The firm said so on Monday in the court of the city.\n" + line * 2100
    annotation = annotator.annotate(text)
    assert annotation.truncated_at is not None
    assert MAXIMUM_LENGTH - 100 <= annotation.truncated_at <= MAXIMUM_LENGTH
    assert text[annotation.truncated_at] == "\n"


@pytest.mark.model
def test_a_line_that_is_too_long_is_cut_at_a_sentence_or_a_word(annotator: Annotator) -> None:
    title = "A title\n"
    cut = annotator.annotate(title + "12 % of it. " * 420_000).truncated_at  # five megabytes
    assert cut is not None
    assert MAXIMUM_LENGTH - 20 < cut <= MAXIMUM_LENGTH
    assert (cut - len(title)) % len("12 % of it. ") == 0
    assert annotator.annotate("7 " * 120_000).truncated_at == MAXIMUM_LENGTH
    assert annotator.annotate("7" * 5_000_000).truncated_at == MAXIMUM_LENGTH


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " \n\t ", "\n\n", "x", "\x00", "\ud800", "“", "- "])
def test_almost_nothing(annotator: Annotator, text: str) -> None:
    annotation = annotator.annotate(text)
    assert annotation.mentions == ()
    assert annotation.statements == ()


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The firm said " + "and that the rival had copied it " * 80 + ".",
        "JUDGE: Did you copy it?\nMR ASKE: No.\nJUDGE: The court has it noted.",
        "Firm | Filed | Ruled\nBorealis | 2031 | -\nQuillon AI | 2030 | 2031",
        "The firm said on \ud800 Monday \udfff that it had.",
        "The firm 😀 said 🇺🇸 that 👩‍👩‍👧‍👦 it had copied. " * 40,
        "The firm said \u202eقالت الشركة إن\u202c that it had. " * 40,
        "The firm\x00 said\x1b[31m that\x7f it\x85 had.\u2028And\u2029 so." * 20,
        "Firma v pondělí uvedla, že její konkurent zkopíroval model. " * 40,
        "1,204 33.5 (7) 99% $4.5 12-8 " * 200,
        "said " * 400,
        "T̸̢͙h̷̨e̵ f̶i̷r̸m̷ said that it had. " * 20,
        "THE FIRM SAID ON MONDAY THAT IT HAD COPIED " * 40,
        "PHOTO: Mira Solano (left) of Borealis leaves the court. REUTERS/A. Nobody",
    ],
)
def test_odd_texts_are_read(annotator: Annotator, text: str) -> None:
    check(text, annotator.annotate(text))


@pytest.mark.model
def test_the_order_of_paragraphs_does_not_change_what_a_paragraph_holds(
    annotator: Annotator,
) -> None:
    one = "Borealis said on 3 March 2031 that Quillon AI had copied its chatbot."
    two = "The embassy denied it, and a court in Verdania will hear the case in 2032."

    def names(text: str) -> list[tuple[str, str | None]]:
        found = annotator.annotate(text).mentions
        return sorted((text[m.start : m.end], m.entity) for m in found)

    assert names(f"{one}\n\n{two}") == names(f"{two}\n\n{one}")


@pytest.mark.model
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.lists(
        st.sampled_from(
            [
                *TEXT_OF_THREE.split(" "),
                "\n\n",
                "“",
                "”",
                '"',
                "(",
                "U.S.",
                "\u00a0 ",
                "奎龙",
                "said",
                "\ufeff",
                "\u202e",
                "😀",
                "\ud800",
                "قالت",
                "12,5",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_any_text_is_annotated_the_same_twice(annotator: Annotator, text: str) -> None:
    annotation = annotator.annotate(text)
    check(text, annotation)
    assert annotator.annotate(text) == annotation


def check(text: str, annotation: Annotation) -> None:
    """Every offset lies inside the text, and no two mentions or dates overlap."""
    for found in (annotation.mentions, annotation.dates):
        end = 0
        for one in found:
            assert end <= one.start < one.end <= len(text)
            end = one.end
    for sentence in annotation.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
    for statement in annotation.statements:
        assert 0 <= statement.cue.start < statement.cue.end <= len(text)
        assert all(0 <= span.start < span.end <= len(text) for span in statement.content)
        assert statement.date is None or 0 <= statement.date < len(annotation.dates)


# ------------------------------------------------------------------------------ models and digests


@pytest.mark.model
def test_the_digest_follows_the_knowledge(annotator: Annotator) -> None:
    same = pipeline.load(None, world())
    other = pipeline.load(None, replace(world(), digest="world-2"))
    assert same.digest == annotator.digest
    assert other.digest != annotator.digest
    assert annotator.digest.startswith(f"{annotator.name}+")
    assert "@" in annotator.name


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no language model"):
        pipeline.load(str(tmp_path / "none"), world())


def test_a_model_without_a_parser(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ConfigError, match="no parser"):
        pipeline.load(str(tmp_path / "blank"), world())
