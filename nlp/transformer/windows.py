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

SLOTS = 16
"""Windows that the network reads at once."""

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
    """Windows one after the other, nothing between them.

    ``pieces``, ``shapes``, ``places``: by piece; a place is counted from the window's beginning.
    ``sizes``: pieces of each window, :data:`SLOTS` numbers, 0 where there is none.
    ``first``, ``last``: by word, where its outer pieces stand.
    """

    pieces: Ints
    shapes: Ints
    places: Ints
    sizes: Ints
    first: Ints
    last: Ints

    def feed(self) -> dict[str, Ints]:
        """Return the arrays under the names of the network's inputs."""
        return {
            "pieces": self.pieces,
            "shapes": self.shapes,
            "places": self.places,
            "sizes": self.sizes,
            "first": self.first,
            "last": self.last,
        }


def lay_out(windows: Sequence[Words], begin: int, end: int) -> Batch:
    """Put windows in a row; ``begin`` and ``end`` are the pieces at both ends of each.

    Raises ``ValueError`` when there are more than :data:`SLOTS`.
    """
    if len(windows) > SLOTS:
        raise ValueError(f"{len(windows)} windows, and the network takes {SLOTS}")
    pieces: list[int] = []
    lengths: list[int] = []
    shapes: list[int] = []
    edges: list[int] = []
    sizes = numpy.zeros(SLOTS, dtype=numpy.int64)
    for index, window in enumerate(windows):
        before = len(pieces)
        pieces.append(begin)
        for word in window.pieces:
            edges.append(len(pieces))
            pieces += word
            lengths.append(len(word))
        pieces.append(end)
        shapes += window.shapes
        sizes[index] = len(pieces) - before
    first = numpy.array(edges, dtype=numpy.int64)
    counts = numpy.array(lengths, dtype=numpy.int64)
    by_piece = numpy.zeros(len(pieces), dtype=numpy.int64)
    spread = numpy.repeat(first - numpy.cumsum(counts) + counts, counts)
    by_piece[spread + numpy.arange(len(spread))] = numpy.repeat(
        numpy.array(shapes, dtype=numpy.int64), counts
    )
    begins = numpy.cumsum(sizes) - sizes
    places = numpy.arange(len(pieces)) - numpy.repeat(begins, sizes)
    return Batch(
        numpy.array(pieces, dtype=numpy.int64), by_piece, places, sizes, first, first + counts - 1
    )


def bundles(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Yield indices of windows in order, at most ``budget`` pieces and :data:`SLOTS` in each."""
    group: list[int] = []
    size = 0
    for index, length in enumerate(lengths):
        if group and (size + length > budget or len(group) == SLOTS):
            yield group
            group, size = [], 0
        group.append(index)
        size += length
    if group:
        yield group
