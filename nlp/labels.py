"""Dependency labels: the one place where UD 2 and ClearNLP meet.

Our own model speaks Universal Dependencies; the ``en_core_web`` family speaks ClearNLP.
:func:`normalise` rewrites a ClearNLP parse into UD in place, so that everything after it sees UD
labels and UD attachment only:

======================  ==========================================
ClearNLP                UD 2
======================  ==========================================
dobj, dative (bare)     obj, iobj
nsubjpass, csubjpass    nsubj:pass, csubj:pass
auxpass                 aux:pass
agent + pobj            obl:agent with the preposition as case
prep + pobj             obl or nmod with the preposition as case
poss                    nmod:poss
relcl                   acl:relcl
prt                     compound:prt
neg, npadvmod, …        advmod, obl:tmod, …
attr, acomp + *be*      the predicate as head with the verb as cop
======================  ==========================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy
from spacy.attrs import DEP  # type: ignore[import-not-found] # written in Cython
from spacy.tokens import Doc, Token

_CLEARNLP_ONLY = frozenset(
    {"dobj", "pobj", "prep", "nsubjpass", "auxpass", "relcl", "poss", "acomp", "attr"}
    | {"npadvmod", "prt", "agent", "pcomp", "neg", "dative", "csubjpass"}
)
_UD_ONLY = frozenset({"obj", "obl", "cop", "aux:pass", "nsubj:pass", "flat", "acl:relcl", "fixed"})

_RENAMED = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "neg": "advmod",
    "npadvmod": "obl:tmod",
    "intj": "discourse",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "quantmod": "advmod",
    "nmod": "compound",
    "oprd": "xcomp",
    "meta": "parataxis",
    "acomp": "xcomp",
    "attr": "xcomp",
    "ROOT": "root",
}

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
"""UD labels of subjects, clausal ones included."""


def is_clearnlp(labels: frozenset[str] | set[str]) -> bool:
    """Say whether a set of dependency labels is that of a ClearNLP parser."""
    return bool(labels & _CLEARNLP_ONLY) and not labels & _UD_ONLY


def normalise(doc: Doc) -> Doc:
    """Rewrite a ClearNLP parse into UD in place and return the doc; a UD parse stays as it is.

    The root's label becomes ``root`` under both schemes, and labels become lower case.
    """
    if not doc.has_annotation("DEP"):
        return doc
    given = doc.to_array(DEP)
    if is_clearnlp({doc.vocab.strings[label] for label in set(given.tolist())}):
        _convert(doc)
    else:
        for place in numpy.flatnonzero(given == doc.vocab.strings["ROOT"]).tolist():
            doc[place].dep_ = "root"
    return doc


def dep(token: Token) -> str:
    """Return the UD label of a token."""
    return token.dep_


def base(token: Token) -> str:
    """Return the UD label without its subtype: ``obl`` for ``obl:agent``."""
    return token.dep_.partition(":")[0]


def children(token: Token, *labels: str) -> Iterator[Token]:
    """Yield the dependants with one of the labels, in order; ``obl`` also takes its subtypes."""
    for child in token.children:
        if child.dep_ in labels or base(child) in labels:
            yield child


def child(token: Token, *labels: str) -> Token | None:
    """Return the first dependant with one of the labels."""
    return next(children(token, *labels), None)


# ------------------------------------------------------------------------------ ClearNLP into UD


class _Tree:
    """Heads, labels and dependants of a parse, all movable, by token index."""

    def __init__(self, doc: Doc) -> None:
        self.heads = [token.head.i for token in doc]
        self.labels = [token.dep_ for token in doc]
        self.below: list[list[int]] = [[] for _ in doc]
        for index, head in enumerate(self.heads):
            if head != index:
                self.below[head].append(index)

    def move(self, index: int, head: int, label: str | None = None) -> None:
        old = self.heads[index]
        if old != index:
            self.below[old].remove(index)
        self.heads[index] = head
        if head != index:
            self.below[head].append(index)
        if label is not None:
            self.labels[index] = label

    def first(self, index: int, *labels: str) -> int | None:
        return next((i for i in self.below[index] if self.labels[i] in labels), None)


def _convert(doc: Doc) -> None:
    tree = _Tree(doc)
    for token in doc:
        if tree.labels[token.i] in {"prep", "agent", "dative"}:
            _raise_object(doc, token.i, tree)
    for token in doc:
        if token.pos_ in {"AUX", "VERB"} and token.lemma_ == "be":
            _raise_predicate(token.i, tree)
    # Labels that were made here carry "ud:", so that nmod of the two schemes cannot be confused.
    labels = [_RENAMED.get(label, label.removeprefix("ud:")) for label in tree.labels]
    store = doc.vocab.strings
    table = numpy.array(
        [
            [numpy.int64(head - index).astype(numpy.uint64), store.add(label)]
            for index, (head, label) in enumerate(zip(tree.heads, labels, strict=True))
        ],
        dtype=numpy.uint64,
    )
    doc.from_array(["HEAD", "DEP"], cast("Any", table))


def _raise_object(doc: Doc, preposition: int, tree: _Tree) -> None:
    """Make the object of a preposition the dependant, and the preposition its ``case``."""
    target = tree.first(preposition, "pobj", "pcomp")
    inner = tree.first(preposition, "prep")
    if target is None and inner is not None and doc[preposition].lower_ == "according":
        # "according to X": X is an obl with "according" as case and "to" fixed to it.
        target = tree.first(inner, "pobj")
        if target is not None:
            tree.labels[inner] = "ud:fixed"
    if target is None:
        if tree.labels[preposition] == "dative":
            tree.labels[preposition] = "ud:iobj"
        return
    governor = tree.heads[preposition]
    nominal = doc[governor].pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
    clausal = tree.labels[target] == "pcomp" and doc[target].pos_ in {"VERB", "AUX"}
    if tree.labels[preposition] == "agent":
        label = "obl:agent"
    elif clausal:
        label = "acl" if nominal else "advcl"
    else:
        label = "nmod" if nominal else "obl"
    tree.move(target, governor, f"ud:{label}")
    tree.move(preposition, target, "ud:mark" if clausal else "ud:case")
    for other in list(tree.below[preposition]):
        if tree.labels[other] != "ud:fixed":
            tree.move(other, target)


def _raise_predicate(verb: int, tree: _Tree) -> None:
    """Make the predicate of *be* the head, and the verb its ``cop``."""
    predicate = tree.first(verb, "attr", "acomp")
    if predicate is None:
        return
    is_root = tree.heads[verb] == verb
    tree.move(predicate, predicate if is_root else tree.heads[verb], tree.labels[verb])
    for other in list(tree.below[verb]):
        tree.move(other, predicate)
    tree.move(verb, predicate, "ud:cop")
