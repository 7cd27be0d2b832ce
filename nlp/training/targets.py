"""From examples to numbers: label lists, targets, and masks for what a corpus does not annotate."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy
from spacy.pipeline._edit_tree_internals.edit_trees import (  # type: ignore[import-not-found]
    EditTrees,  # written in Cython
)
from spacy.strings import StringStore

from nlp.training.corpora import LABELS, Sentence
from nlp.training.examples import UNKNOWN, Example, morph_of
from nlp.transformer.inventory import (
    BEGIN,
    INSIDE,
    LAST,
    OUTSIDE,
    UNIT,
    Inventory,
    output_of,
)
from nlp.transformer.windows import Ints, Words, look_up
from nlp.transformer.wordpiece import WordPieces

_NO_TREE = 2**32 - 1
_RAREST_MORPH, _RAREST_TREE = 2, 3
_SPREAD = frozenset(["WORK_OF_ART", "LAW", "EVENT"])
"""Names that may hold words in small letters."""


class Lemmas:
    """Edit trees: what has to be done to a form to get its lemma."""

    def __init__(self) -> None:
        self.strings = StringStore()
        self.trees = EditTrees(self.strings)

    def tree(self, form: str, lemma: str) -> int:
        """Return the id of the tree between a form and a lemma."""
        return int(self.trees.add(form, lemma))

    def written(self, tree: int) -> str:
        """Return a tree in JSON, as :mod:`nlp.transformer.lemmas` reads it."""
        return json.dumps(self._nested(tree), ensure_ascii=False)

    def _nested(self, tree: int) -> list[object] | None:
        if tree == _NO_TREE:
            return None
        node = self.trees[tree]
        if "orig" in node:
            return ["s", self.strings[node["orig"]], self.strings[node["subst"]]]
        ends = [self._nested(node[side]) for side in ("prefix_tree", "suffix_tree")]
        return ["m", node["prefix_len"], node["suffix_len"], *ends]


def inventory(sentences: Iterable[Sentence], lemmas: Lemmas) -> Inventory:
    """Return the labels of the treebanks, the frequent ones where there are many."""
    tags: Counter[str] = Counter()
    morphs: Counter[str] = Counter()
    deps: Counter[str] = Counter()
    trees: Counter[int] = Counter()
    for sentence in sentences:
        for word in sentence.words:
            tags[word.xpos] += 1
            morphs[morph_of(word)] += 1
            deps[word.dep] += 1
            trees[lemmas.tree(word.form, word.lemma)] += 1
    return Inventory(
        tags=tuple(sorted(tag for tag in tags if tag)),
        morphs=tuple(sorted(m for m, count in morphs.items() if count >= _RAREST_MORPH)),
        deps=tuple(sorted(deps)),
        trees=tuple(
            lemmas.written(t) for t, count in sorted(trees.items()) if count >= _RAREST_TREE
        ),
        names=tuple(sorted(LABELS)),
    )


@dataclass(frozen=True, slots=True)
class Targets:
    """An example as numbers; -1 is unknown, in ``heads`` 0 is the root and i + 1 word i.

    ``names``: row of the table of allowed outputs (:class:`NameMasks`) for each word.
    """

    words: Words
    tags: Ints
    morphs: Ints
    lemmas: Ints
    heads: Ints
    deps: Ints
    starts: Ints
    names: Ints


class NameMasks:
    """Which outputs a word allows: one when its label is known, several when it is not."""

    def __init__(self, labels: Inventory) -> None:
        self._labels = labels
        self._index = {name: i for i, name in enumerate(labels.names)}
        self._rows: dict[frozenset[int], int] = {}
        self.anything = self._row(frozenset(range(labels.name_outputs)))

    def table(self) -> numpy.typing.NDArray[numpy.bool_]:
        """Return row × output."""
        table = numpy.zeros((len(self._rows), self._labels.name_outputs), dtype=bool)
        for allowed, row in self._rows.items():
            table[row, sorted(allowed)] = True
        return table

    def _row(self, allowed: frozenset[int]) -> int:
        return self._rows.setdefault(allowed, len(self._rows))

    def rows(self, example: Example) -> list[int]:
        """Return the row of each word of an example."""
        if example.annotated is None:
            return [self.anything] * len(example.words)
        rows = [self._outside(word, example.annotated) for word in example.words]
        for index in example.unknown:
            rows[index] = self.anything
        for start, end, label in example.entities:
            number = self._index[label]
            places = [INSIDE] * (end - start)
            places[0], places[-1] = BEGIN, LAST
            if end - start == 1:
                places = [UNIT]
            for index, place in zip(range(start, end), places, strict=True):
                rows[index] = self._row(frozenset([output_of(number, place)]))
        return rows

    def _outside(self, word: str, annotated: frozenset[str]) -> int:
        """What a word outside all names may be: none, or a name of a kind not annotated."""
        allowed = {OUTSIDE}
        cased = any(letter.isupper() or letter.isdigit() for letter in word)
        for label in self._labels.names:
            if label in annotated:
                continue
            number = self._index[label]
            if cased:
                allowed.update(output_of(number, place) for place in (BEGIN, INSIDE, LAST, UNIT))
            elif label in _SPREAD:
                allowed.add(output_of(number, INSIDE))
        return self._row(frozenset(allowed))


class Encoder:
    """Turns examples into targets."""

    def __init__(self, labels: Inventory, lemmas: Lemmas, pieces: WordPieces) -> None:
        self.masks = NameMasks(labels)
        self._pieces = pieces
        self._lemmas = lemmas
        self._tags = {tag: i for i, tag in enumerate(labels.tags)}
        self._morphs = {morph: i for i, morph in enumerate(labels.morphs)}
        self._deps = {dep: i for i, dep in enumerate(labels.deps)}
        self._trees = {tree: i for i, tree in enumerate(labels.trees)}
        self._numbers: dict[int, int] = {}

    def __call__(self, example: Example) -> Targets | None:
        """Return the targets, or nothing when the example does not fit into one window."""
        words = look_up(self._pieces, example.words, example.spaces)
        if not len(words):
            return None
        fits = words.fitting(0)
        if fits < len(words):
            return self(shortened(example, fits))
        nothing = [-1] * len(words)
        parsed = example.parsed
        heads = [self._head(i, head) for i, head in enumerate(example.heads)]
        return Targets(
            words=words,
            tags=_ints([self._tags.get(t, -1) for t in example.tags] or nothing),
            morphs=_ints([self._morphs.get(m, -1) for m in example.morphs] or nothing),
            lemmas=_ints(self._edits(example) or nothing),
            heads=_ints(heads or nothing),
            deps=_ints([self._deps.get(d, -1) for d in example.deps] or nothing),
            starts=_ints(example.starts if parsed else nothing),
            names=_ints(self.masks.rows(example)),
        )

    @staticmethod
    def _head(index: int, head: int) -> int:
        return -1 if head < 0 else 0 if head == index else head + 1

    def _edits(self, example: Example) -> list[int]:
        return [
            -1 if lemma == UNKNOWN else self._tree(form, lemma)
            for form, lemma in zip(example.words, example.lemmas, strict=bool(example.lemmas))
        ]

    def _tree(self, form: str, lemma: str) -> int:
        """Return the number of the tree among the labels, -1 for a rare one."""
        tree = self._lemmas.tree(form, lemma)
        if tree not in self._numbers:
            self._numbers[tree] = self._trees.get(self._lemmas.written(tree), -1)
        return self._numbers[tree]


def shortened(example: Example, end: int) -> Example:
    """The words before ``end``; a head after it becomes unknown."""
    cut = next((i for i in range(end, end // 2, -1) if example.starts[i : i + 1] == [1]), end)
    return Example(
        words=example.words[:cut],
        spaces=example.spaces[:cut],
        tags=example.tags[:cut],
        morphs=example.morphs[:cut],
        lemmas=example.lemmas[:cut],
        heads=[head if head < cut else -1 for head in example.heads[:cut]],
        deps=example.deps[:cut],
        starts=example.starts[:cut],
        entities=[entity for entity in example.entities if entity[1] <= cut],
        annotated=example.annotated,
        unknown={index for index in example.unknown if index < cut},
    )


def _ints(values: Sequence[int]) -> Ints:
    return numpy.asarray(values, dtype=numpy.int64)
