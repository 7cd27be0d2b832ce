"""From scores to an analysis: sentences, a tree over each, and names that fit together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from nlp.transformer.inventory import BEGIN, INSIDE, LAST, OUTSIDE, UNIT
from nlp.transformer.trees import Scores, best_heads
from nlp.transformer.windows import Ints

_NEVER = numpy.float32(-1e9)


def sentence_starts(scores: Scores, given: Ints) -> list[int]:
    """Return the words that begin a sentence; the first always does.

    ``given``: 1 where one must begin, -1 where none may.
    """
    starts = ((scores > 0) & (given >= 0)) | (given > 0)
    starts[0] = True
    return [int(index) for index in numpy.flatnonzero(starts)]


def parse(dependents: Scores, heads_of: Scores, roots: Scores, starts: Sequence[int]) -> list[int]:
    """Return the head of each word (a root its own); no arc leaves its sentence.

    ``dependents``, ``heads_of``: a row a word, whose products score arcs; ``roots``: by word.
    """
    heads: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(roots)], strict=True):
        arcs = numpy.empty((end - start, end - start + 1), dtype=numpy.float32)
        arcs[:, 0] = roots[start:end]
        numpy.matmul(dependents[start:end], heads_of[start:end].T, out=arcs[:, 1:])
        best = best_heads(arcs)
        heads += [start + (i if head == 0 else head - 1) for i, head in enumerate(best)]
    return heads


class NameReader:
    """Reads the best sequence of names that fits together, within sentences."""

    def __init__(self, labels: int) -> None:
        outputs = 1 + 4 * labels
        place = numpy.array([UNIT, *([BEGIN, INSIDE, LAST, UNIT] * labels)])
        label = numpy.array([-1, *numpy.repeat(numpy.arange(labels), 4)])
        opens = (place == BEGIN) | (place == INSIDE)
        goes_on = (place == INSIDE) | (place == LAST)
        same = label[:, None] == label[None, :]
        fits = numpy.where(opens[:, None], goes_on[None, :] & same, ~goes_on[None, :])
        self._steps = numpy.where(fits, numpy.float32(0), _NEVER)
        self._first = numpy.where(goes_on, _NEVER, numpy.float32(0))
        self._last = numpy.where(opens, _NEVER, numpy.float32(0))
        self._place, self._label = place.tolist(), label.tolist()
        self._outputs = outputs

    def __call__(self, scores: Scores, starts: Sequence[int]) -> list[tuple[int, int, int]]:
        """Return names as (first word, word after the last, number of the label).

        ``scores``: word × output; no name crosses one of ``starts``, the beginnings of sentences.
        """
        best = scores.argmax(1)
        if not best.any():
            return []
        names: list[tuple[int, int, int]] = []
        if self._all_fit(best, starts):
            return self._spans(best.tolist())
        for start, end in zip(starts, [*starts[1:], len(scores)], strict=True):
            path = best[start:end]
            if not path.any():
                continue
            if not self._fits(path):
                path = self._best(scores[start:end])
            names += [(start + a, start + b, label) for a, b, label in self._spans(path.tolist())]
        return names

    def _fits(self, path: Ints) -> bool:
        """Whether the best outputs of the single words fit together as they are."""
        steps = self._steps[path[:-1], path[1:]].sum()
        return bool(steps + self._first[path[0]] + self._last[path[-1]] == 0)

    def _all_fit(self, path: Ints, starts: Sequence[int]) -> bool:
        """Whether they fit together in every sentence."""
        fits = self._steps[path[:-1], path[1:]] == 0
        later = numpy.array(starts[1:], dtype=numpy.int64)
        ends = self._last[path[later - 1]] + self._first[path[later]]
        fits[later - 1] = ends == 0
        return bool(fits.all() and self._first[path[0]] + self._last[path[-1]] == 0)

    def _spans(self, path: Sequence[int]) -> list[tuple[int, int, int]]:
        names: list[tuple[int, int, int]] = []
        start = 0
        for index, output in enumerate(path):
            if output == OUTSIDE:
                continue
            if self._place[output] in (BEGIN, UNIT):
                start = index
            if self._place[output] in (LAST, UNIT):
                names.append((start, index + 1, self._label[output]))
        return names

    def _best(self, scores: Scores) -> Ints:
        """Return the best outputs that fit together, by Viterbi's algorithm."""
        size = len(scores)
        total = scores[0] + self._first
        came = numpy.zeros((size, self._outputs), dtype=numpy.int64)
        every = numpy.arange(self._outputs)
        for index in range(1, size):
            step = total[:, None] + self._steps
            came[index] = step.argmax(0)
            total = step[came[index], every] + scores[index]
        path = numpy.zeros(size, dtype=numpy.int64)
        path[-1] = (total + self._last).argmax()
        for index in range(size - 1, 0, -1):
            path[index - 1] = came[index, path[index]]
        return path
