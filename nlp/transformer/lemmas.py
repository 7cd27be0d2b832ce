"""Lemmas by edit trees: what is done to the beginning, the middle and the end of a form.

The trees are those of spaCy's ``trainable_lemmatizer`` (Müller and others 2015), as nested
tuples: ``("m", prefix length, suffix length, tree of the prefix, tree of the suffix)`` keeps the
middle, ``("s", from, to)`` replaces the whole; ``None`` leaves a part as it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

_KEPT = 100_000
_DEEPEST = 60


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


class Lemmatizer:
    """Trees by number; remembers what it has made of words that it has seen."""

    def __init__(self, trees: Sequence[str]) -> None:
        self._trees = [json.loads(tree) for tree in trees]
        self._seen: dict[tuple[str, int], str | None] = {}

    def __call__(self, form: str, choices: Sequence[int]) -> str:
        """Return the lemma by the first tree that fits, else the form."""
        for choice in choices:
            lemma = self._apply(form, choice)
            if lemma:
                return lemma
        return form

    def _apply(self, form: str, choice: int) -> str | None:
        key = (form, choice)
        if key not in self._seen:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            self._seen[key] = apply(self._trees[choice], form)
        return self._seen[key]
