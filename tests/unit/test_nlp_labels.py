"""The label adapter, on hand-built parses of both schemes."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from nlp import labels

VOCAB = spacy.blank("en").vocab


def parsed(table: str) -> Doc:
    """Build a doc from lines of ``word lemma pos head label``, heads counted from 0."""
    rows = [line.split() for line in table.strip().splitlines()]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        deps=[row[4] for row in rows],
    )


def tree(doc: Doc) -> dict[str, tuple[str, str]]:
    return {token.text: (labels.dep(token), token.head.text) for token in doc}


def test_clearnlp_passive_with_agent() -> None:
    doc = labels.normalise(
        parsed(
            """
            Quillon quillon PROPN 2 nsubjpass
            was be AUX 2 auxpass
            accused accuse VERB 2 ROOT
            by by ADP 2 agent
            Borealis borealis PROPN 3 pobj
            of of ADP 2 prep
            copying copy VERB 5 pcomp
            it it PRON 6 dobj
            """
        )
    )
    assert tree(doc) == {
        "Quillon": ("nsubj:pass", "accused"),
        "was": ("aux:pass", "accused"),
        "accused": ("root", "accused"),
        "by": ("case", "Borealis"),
        "Borealis": ("obl:agent", "accused"),
        "of": ("mark", "copying"),
        "copying": ("advcl", "accused"),
        "it": ("obj", "copying"),
    }


def test_clearnlp_according_to() -> None:
    doc = labels.normalise(
        parsed(
            """
            According accord VERB 5 prep
            to to ADP 0 prep
            Borealis borealis PROPN 1 pobj
            it it PRON 5 nsubj
            is be AUX 5 aux
            leaving leave VERB 5 ROOT
            Arcport arcport PROPN 5 dobj
            """
        )
    )
    assert tree(doc)["Borealis"] == ("obl", "leaving")
    assert tree(doc)["According"] == ("case", "Borealis")
    assert tree(doc)["to"] == ("fixed", "According")


def test_clearnlp_copula_and_clause() -> None:
    doc = labels.normalise(
        parsed(
            """
            It it PRON 1 nsubj
            said say VERB 1 ROOT
            claims claim NOUN 4 nsubj
            there there ADV 4 advmod
            are be AUX 1 ccomp
            not not PART 4 neg
            true true ADJ 4 acomp
            """
        )
    )
    assert tree(doc) == {
        "It": ("nsubj", "said"),
        "said": ("root", "said"),
        "claims": ("nsubj", "true"),
        "there": ("advmod", "true"),
        "are": ("cop", "true"),
        "not": ("advmod", "true"),
        "true": ("ccomp", "said"),
    }


def test_clearnlp_root_copula_possessive_and_relative() -> None:
    doc = labels.normalise(
        parsed(
            """
            Mira mira PROPN 2 poss
            's 's PART 0 case
            claim claim NOUN 3 nsubj
            is be AUX 3 ROOT
            news news NOUN 3 attr
            that that PRON 6 nsubj
            matters matter VERB 4 relcl
            """
        )
    )
    assert tree(doc)["Mira"] == ("nmod:poss", "claim")
    assert tree(doc)["news"] == ("root", "news")
    assert tree(doc)["is"] == ("cop", "news")
    assert tree(doc)["matters"] == ("acl:relcl", "news")
    assert [sentence.text for sentence in doc.sents] == ["Mira 's claim is news that matters"]


def test_a_nominal_governor_takes_nmod() -> None:
    doc = labels.normalise(
        parsed(
            """
            claims claim NOUN 3 nsubj
            of of ADP 0 prep
            theft theft NOUN 1 pobj
            spread spread VERB 3 ROOT
            fast fast ADV 3 advmod
            me I PRON 3 dobj
            """
        )
    )
    assert tree(doc)["theft"] == ("nmod", "claims")
    assert tree(doc)["of"] == ("case", "theft")


def test_ud_stays_as_it_is() -> None:
    table = """
        Quillon quillon PROPN 2 nsubj:pass
        was be AUX 2 aux:pass
        accused accuse VERB 2 ROOT
        by by ADP 4 case
        Borealis borealis PROPN 2 obl:agent
        """
    before = tree(parsed(table))
    after = tree(labels.normalise(parsed(table)))
    before["accused"] = ("root", "accused")
    assert after == before


def test_unparsed_stays_unparsed() -> None:
    doc = Doc(VOCAB, words=["Not", "parsed"])
    assert labels.normalise(doc) is doc
    assert not doc.has_annotation("DEP")


def test_children_take_subtypes() -> None:
    doc = parsed(
        """
        accused accuse VERB 0 ROOT
        by by ADP 2 case
        Borealis borealis PROPN 0 obl:agent
        today today NOUN 0 obl:tmod
        """
    )
    root = doc[0]
    assert [t.text for t in labels.children(root, "obl")] == ["Borealis", "today"]
    assert [t.text for t in labels.children(root, "obl:agent")] == ["Borealis"]
    assert labels.child(root, "nsubj") is None
    assert labels.base(doc[2]) == "obl"
