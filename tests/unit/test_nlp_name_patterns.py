"""Names that a grammar finds: models, bills and statutes, citations, cases, dockets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import name_patterns


def found(text: str) -> set[tuple[str, str]]:
    return {(text[n.start : n.end], n.kind) for n in name_patterns.find(text)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("GPT-7.2", "model"),
        ("Llama 9.1 405B", "model"),
        ("DeepSeek-V8", "model"),
        ("DALL-E 9", "model"),
        ("o9-mini", "model"),
        ("H.R. 9283", "law"),
        ("S. 1234", "law"),
        ("SB 9047", "law"),
        ("A.B. 412", "law"),
        ("Senate Bill 953", "law"),
        ("Pub. L. No. 117-963", "law"),
        ("Public Law 96-517", "law"),
        ("Executive Order 99110", "law"),
        ("Regulation (EU) 2031/1689", "law"),
        ("18 U.S.C. § 1836(b)", "provision"),
        ("35 USC 101", "provision"),
        ("15 C.F.R. § 744.11", "provision"),
        ("89 Fed. Reg. 12,345", "provision"),
        ("Cal. Civ. Code § 3344.1", "provision"),
        ("Cal. Bus. & Prof. Code § 17200", "provision"),
        ("Section 1201(a)", "provision"),
        ("Model Theft Act of 2031", "law"),
        ("Apache 2.0", "licence"),
        ("GPLv3", "licence"),
        ("Harbour Pictures, Inc. v. Quillon Ltd.", "case"),
        ("Ministry of Investment, Trade and Industry", "body"),
        ("Office of Quiet Trade Control", "body"),
        ("Department for Science, Innovation and Technology", "body"),
        ("Harbour Writers' League", "body"),
        ("Press Guild of New Arden", "body"),
        ("Verdania Copyright Act 1988", "law"),
        ("Quillon v. Borealis", "case"),
        ("In re Borealis Systems", "case"),
        ("Ex parte Quillon", "case"),
        ("No. 33-1234", "docket"),
        ("3:34-cv-05417", "docket"),
        ("IPR2031-00123", "docket"),
        ("C-145/31", "docket"),
    ],
)
def test_a_name(name: str, kind: str) -> None:
    assert (name, kind) in found(f"It was about {name}, they said.")


@pytest.mark.parametrize(
    "text",
    [
        "The agent acts on its own in 2031.",
        "Gemini, 12 million users and 40 %",
        "a vote of 12-3 on 9/11",
        "They said no. 12 came.",
        "In return it paid.",
    ],
)
def test_no_name(text: str) -> None:
    assert not {kind for _, kind in found(text)} - {"nation", "place"}


def test_a_lead_is_no_part_of_a_name() -> None:
    assert ("Model Theft Act", "law") in found("Under the Model Theft Act it is a crime.")
    assert ("Quillon v. Borealis", "case") in found("In Quillon v. Borealis it lost.")


@settings(deadline=None)
@given(st.text(alphabet="AHSBR.vs §()0123456789-CUFInrePubLaw/ GPT", max_size=80))
def test_any_text(text: str) -> None:
    for name in name_patterns.find(text):
        assert 0 <= name.start < name.end <= len(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("said Secretary of Commerce Milo Farrand.", ["Milo Farrand"]),
        ("Under Secretary for Industry and Security Petra Vance said", ["Petra Vance"]),
        ("Assistant Secretary of State for East Asian Affairs Rolf J. Engel", ["Rolf J. Engel"]),
        ("Chairman of the House Committee on Science Jon Salter called", ["Jon Salter"]),
        ("Ambassador to Lorvania Pavel Drozd left", ["Pavel Drozd"]),
        ("the Secretary of Homeland Security said", []),
        ("the director of Pearl Delta Securities Group said", []),
        ("the Department of Commerce Milo Farrand", []),
    ],
)
def test_the_name_behind_an_office_begins_after_it(text: str, names: list[str]) -> None:
    found = [text[n.start : n.end] for n in name_patterns.find(text) if n.kind == "officer"]
    assert found == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("its Tarn-4 model failed. Tarn-4, too, was copied.", ["Tarn-4", "Tarn-4"]),
        ("In March 4 models failed, and Tarn-4 was slow.", []),
        ("the Ministry of Trade and Quillon", ["Ministry of Trade"]),
        ("a Council on Tuesday met", []),
        ("OAK BLUFF, Utah (QT) — An Oak Bluff man lost.", ["OAK BLUFF", "Utah", "Oak Bluff"]),
        ("HE SAID - no", []),
    ],
)
def test_numbers_bodies_and_datelines(text: str, names: list[str]) -> None:
    kinds = {"model", "body", "dateline", "place"}
    hits = sorted((n.start, n.end) for n in name_patterns.find(text) if n.kind in kinds)
    assert [text[start:end] for start, end in hits] == names
