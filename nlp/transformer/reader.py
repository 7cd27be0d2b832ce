"""From words to analyses: windows, the network, sentences, trees, names.

A text longer than a window is read in several. Each but the last is taken up to the beginning of
a sentence in its second half, and the next begins there: no sentence is torn unless it is longer
than half a window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy

from nlp.transformer import decode
from nlp.transformer.inventory import Inventory, pos_of
from nlp.transformer.network import Outputs
from nlp.transformer.trees import Scores
from nlp.transformer.windows import Batch, Ints, Words, bundles, lay_out
from nlp.transformer.wordpiece import WordPieces

BUNDLE_PIECES = 512
"""Pieces that the network reads at once; more than fit into the processor's cache are slower."""

ROOT = "ROOT"


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be read. ``starts``: 1 where a sentence must begin, -1 where none may, else 0.

    ``forms``: the words as they are written.
    """

    words: Words
    starts: Ints
    forms: Sequence[str]


@dataclass(slots=True)
class Analysis:
    """What was read, by word; ``heads`` are indices, a root is its own head.

    Tags, features, labels are numbers of the inventory's lists; names are (first word, word after
    the last, number of the label).
    """

    heads: list[int] = field(default_factory=list)
    deps: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    morphs: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    names: list[tuple[int, int, int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.heads)


class Reader:
    """Reads texts with a network.

    ``network`` scores a batch, ``label`` scores the labels of arcs by both their ends
    (:class:`nlp.transformer.network.Network` has both); ``lemmas`` makes a lemma of a form, its
    part of speech and the scores of edit trees.
    """

    def __init__(
        self,
        network: Callable[[Batch], Outputs],
        label: Callable[[Scores, Scores], Scores],
        pieces: WordPieces,
        labels: Inventory,
        lemmas: Callable[[str, str, Scores], str],
    ) -> None:
        self._network, self._label, self._lemmas = network, label, lemmas
        self._pos = [pos_of(morph) for morph in labels.morphs]
        self._pieces = pieces
        self._root = labels.deps.index(ROOT)
        self._names = decode.NameReader(len(labels.names))

    def read(self, texts: Sequence[Text]) -> list[Analysis]:
        """Return the analysis of each text."""
        found = [Analysis() for _ in texts]
        waiting = [i for i, text in enumerate(texts) if len(text.words)]
        while waiting:
            windows = [self._next(texts[i], len(found[i])) for i in waiting]
            sizes = [2 + sum(map(len, window.words.pieces)) for window in windows]
            for group in bundles(sizes, BUNDLE_PIECES):
                chosen = [(found[waiting[i]], windows[i]) for i in group]
                whole = [
                    len(found[waiting[i]]) + len(windows[i].words) == len(texts[waiting[i]].words)
                    for i in group
                ]
                self._read_bundle(chosen, whole)
            waiting = [i for i in waiting if len(found[i]) < len(texts[i].words)]
        return found

    @staticmethod
    def _next(text: Text, start: int) -> Text:
        end = text.words.fitting(start)
        return Text(text.words.cut(start, end), text.starts[start:end], text.forms[start:end])

    def _read_bundle(self, chosen: Sequence[tuple[Analysis, Text]], whole: Sequence[bool]) -> None:
        """Read windows and add what is found to the analyses; ``whole``: nothing comes after."""
        batch = lay_out([t.words for _, t in chosen], self._pieces.begin, self._pieces.end)
        scores = self._network(batch)
        below: list[Scores] = []
        above: list[Scores] = []
        at = 0
        for (analysis, text), ends in zip(chosen, whole, strict=True):
            size = len(text.words)
            own = {name: values[at : at + size] for name, values in scores.items()}
            at += size
            starts = decode.sentence_starts(own["starts"], text.starts)
            end = size if ends else _cut(starts, size)
            starts = [start for start in starts if start < end]
            heads = decode.parse(
                own["dependents"][:end], own["heads"][:end], own["roots"][:end], starts
            )
            below.append(own["below"][:end])
            above.append(own["above"][heads])
            self._add(analysis, text, own, heads, starts)
        labels = self._label(numpy.concatenate(below), numpy.concatenate(above))
        labels[:, self._root] = -numpy.inf
        best = labels.argmax(1).tolist()
        done = 0
        for (analysis, _), words in zip(chosen, below, strict=True):
            first = len(analysis) - len(words)
            for index, dep in enumerate(best[done : done + len(words)], first):
                analysis.deps.append(self._root if analysis.heads[index] == index else dep)
            done += len(words)

    def _add(
        self,
        analysis: Analysis,
        text: Text,
        scores: Outputs,
        heads: Sequence[int],
        starts: Sequence[int],
    ) -> None:
        before, end = len(analysis), len(heads)
        morphs = scores["morphs"][:end].tolist()
        analysis.heads += [before + head for head in heads]
        analysis.tags += scores["tags"][:end].tolist()
        analysis.morphs += morphs
        analysis.lemmas += [
            self._lemmas(form, self._pos[morph], trees)
            for form, morph, trees in zip(text.forms[:end], morphs, scores["trees"], strict=False)
        ]
        names = self._names(scores["names"][:end], starts)
        analysis.names += [(before + a, before + b, n) for a, b, n in names]


def _cut(starts: Sequence[int], size: int) -> int:
    """Return where to stop in a window that is not the last."""
    later = [start for start in starts if start > size // 2]
    return later[-1] if later else size
