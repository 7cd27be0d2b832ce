"""Words as the network takes them: pieces, shapes, and where each word begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
import numpy.typing

from nlp.transformer.shapes import shape
from nlp.transformer.wordpiece import WordPieces

MAXIMUM_PIECES = 254
"""Pieces of one window beside its two ends; the network has 256 positions."""

Ints = numpy.typing.NDArray[numpy.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words: the pieces and the shape of each."""

    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.pieces)

    def cut(self, start: int, end: int) -> Words:
        """Return some of the words."""
        return Words(self.pieces[start:end], self.shapes[start:end])

    def fitting(self, start: int) -> int:
        """Return where a window from ``start`` has to end so that its pieces fit; > ``start``."""
        room = MAXIMUM_PIECES
        for index in range(start, len(self.pieces)):
            room -= len(self.pieces[index])
            if room < 0:
                return index
        return len(self.pieces)


def look_up(pieces: WordPieces, words: Sequence[str], spaces: Sequence[bool]) -> Words:
    """Return the words; ``spaces`` tells for each whether a blank follows."""
    before = [True, *spaces[:-1]] if words else []
    return Words(
        tuple(pieces(word) for word in words),
        tuple(shape(word, spaced) for word, spaced in zip(words, before, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side. ``pieces``, ``shapes``, ``mask``: window × piece.

    ``first``, ``last``: window × word, the row of the word's outer pieces when all windows'
    pieces stand in one column. Unused words point to row 0.
    """

    pieces: Ints
    shapes: Ints
    mask: Ints
    first: Ints
    last: Ints

    def feed(self) -> dict[str, Ints]:
        """Return the arrays under the names of the network's inputs."""
        return {
            "pieces": self.pieces,
            "shapes": self.shapes,
            "mask": self.mask,
            "first": self.first,
            "last": self.last,
        }


def lay_out(windows: Sequence[Words], begin: int, end: int) -> Batch:
    """Put windows side by side; ``begin`` and ``end`` are the pieces at both ends of each."""
    rows = [[begin, *(p for word in w.pieces for p in word), end] for w in windows]
    width = max(len(row) for row in rows)
    height, longest = len(rows), max(len(w) for w in windows)
    pieces = numpy.zeros((height, width), dtype=numpy.int64)
    shapes = numpy.zeros((height, width), dtype=numpy.int64)
    mask = numpy.zeros((height, width), dtype=numpy.int64)
    first = numpy.zeros((height, longest), dtype=numpy.int64)
    last = numpy.zeros((height, longest), dtype=numpy.int64)
    for index, (row, window) in enumerate(zip(rows, windows, strict=True)):
        pieces[index, : len(row)] = row
        mask[index, : len(row)] = 1
        sizes = numpy.fromiter((len(word) for word in window.pieces), numpy.int64, len(window))
        shapes[index, 1 : len(row) - 1] = numpy.repeat(window.shapes, sizes)
        ends = numpy.cumsum(sizes) + index * width
        first[index, : len(window)] = ends - sizes + 1
        last[index, : len(window)] = ends
    return Batch(pieces, shapes, mask, first, last)


def bundles(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Yield indices of windows of similar length, at most ``budget`` pieces padded in each."""
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if group and (len(group) + 1) * lengths[index] > budget:
            yield group
            group = []
        group.append(index)
    if group:
        yield group
