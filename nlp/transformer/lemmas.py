"""Lemmas: by the treebanks' own words where they have the word, else by edit trees.

The trees are those of spaCy's ``trainable_lemmatizer`` (Müller and others 2015), as nested lists:
``["m", prefix length, suffix length, tree of the prefix, tree of the suffix]`` keeps the middle,
``["s", from, to]`` replaces the whole; ``null`` leaves a part as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy

from nlp.transformer.trees import Scores

_KEPT = 100_000
_DEEPEST = 60
_CHOICES = 3
_NAMES = frozenset(["PROPN", "X"])


def apply(tree: object, form: str, depth: int = 0) -> str | None:
    """Return what a tree makes of a form, or nothing when it does not fit the form."""
    if tree is None:
        return form
    if not isinstance(tree, Sequence) or depth > _DEEPEST:
        return None
    if tree[0] == "s":
        return str(tree[2]) if form == tree[1] else None
    prefix, suffix = int(tree[1]), int(tree[2])
    if prefix + suffix > len(form):
        return None
    end = len(form) - suffix
    head = apply(tree[3], form[:prefix], depth + 1)
    tail = apply(tree[4], form[end:], depth + 1)
    return None if head is None or tail is None else head + form[prefix:end] + tail


def plain(form: str, pos: str) -> str:
    """Return a form as the table has it: names as they are, all else in small letters."""
    form = form.replace("’", "'")
    return form if pos in _NAMES else form.lower()


def read_table(text: str) -> dict[tuple[str, str], str]:
    """Return lemmas by part of speech and form; a line is both and, if it differs, the lemma."""
    rows = (line.split("\t") for line in text.splitlines())
    return {(row[0], row[1]): row[-1] for row in rows if len(row) >= 2}


def write_table(lemmas: Mapping[tuple[str, str], str]) -> str:
    """Return what :func:`read_table` reads."""
    return "".join(
        f"{pos}\t{form}\n" if form == lemma else f"{pos}\t{form}\t{lemma}\n"
        for (pos, form), lemma in sorted(lemmas.items())
    )


class Lemmatizer:
    """A table and trees by number; remembers the words of the table that it has seen."""

    def __init__(
        self, trees: Sequence[str], table: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        self._trees = [json.loads(tree) for tree in trees]
        self._table = dict(table or {})
        self._lemmas = {(pos, lemma) for (pos, _), lemma in self._table.items()}
        self._seen: dict[tuple[str, str], str] = {}

    def __call__(self, form: str, pos: str, scores: Scores) -> str:
        """Return the lemma: the table's, else by the first tree that makes a known lemma of it.

        Where none of the best trees does, by the first that fits, else the form. ``scores``: of
        each tree.
        """
        lemma = self._seen.get((form, pos))
        if lemma is None:
            lemma = self._table.get((pos, plain(form, pos)))
            if lemma is None:
                return self._made(form, pos, scores)
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            self._seen[form, pos] = lemma
        return lemma

    def _made(self, form: str, pos: str, scores: Scores) -> str:
        left = scores.copy()
        choices: list[int] = []
        while len(choices) < min(_CHOICES, len(left)):
            choices.append(int(left.argmax()))
            left[choices[-1]] = -numpy.inf
        made = [lemma for choice in choices if (lemma := apply(self._trees[choice], form))]
        return next((lemma for lemma in made if (pos, lemma) in self._lemmas), [*made, form][0])
