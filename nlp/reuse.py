"""Text reuse: which document takes its words from which earlier one.

Candidates come from an index of content trigrams (an edited copy keeps them where it loses exact
word runs), decisions from exact containment. The thresholds are measured on made and natural pairs:

* ``COPY``: at least half of the shorter text's 5-grams stand in the other.
* ``REWRITE``: a quarter of them, or fewer together with a second signal: half of the shorter text's
  pairs of neighbouring content words and nearly all of its content words.
* ``PARTIAL``: a passage outside quotation marks is shared, the rest is not.

Two kinds of likeness are not reuse. Releases on one template share most of their words but not
their figures; reports that quote one speaker share quotations only.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from claimwire.model import Reuse, ReuseKind
from nlp.similarity import STOPWORDS, content_words, overlap, stem, words

VERSION = "1"
"""Changes with the rules below: what was found by others is then looked for again."""

_SHINGLE = 5
_SAMPLE = 64  # trigrams by which a text is indexed: the same choice in every text that has them
_POSTINGS = 24  # only the earliest holders of a trigram are kept: copies share their source
_CANDIDATES = 16
_SHARED_TO_TRY = 2
_SKETCHES = 1024  # kept at hand, newest used; an older source is read again from its text
_SAME = 256  # the same by text

_COPY = 0.5
_REWRITE = 0.25
_HEAVY_PAIRS = 0.5
_SAME_CONTENT = 0.72
_PARTIAL = 0.15
_LEAST_SHARED = 8  # shared 5-grams, and words of a passage, below which likeness is chance
_LEAST_CONTENT = 12  # content words below which nothing can be said
_FIGURES = 5
_SHARED_FIGURES = 0.45
_NEAR_BEST = 0.1  # among sources that fit about as well, the earliest is the source

_WHOLE = frozenset({ReuseKind.COPY, ReuseKind.REWRITE})
_BASE = np.uint64(1_000_003)
_MASK = np.uint64((1 << 61) - 1)

Numbers = npt.NDArray[np.uint64]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"“[^”\n]{0,2000}”|\"[^\"\n]{0,2000}\"|„[^“\n]{0,2000}“|«[^»\n]{0,2000}»")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of one text is needed to compare it with others."""

    shingles: frozenset[int]
    unquoted: frozenset[int]
    pairs: frozenset[int]
    content: frozenset[str]
    numbers: tuple[str, ...]


def sketch(text: str) -> Sketch:
    """Prepare a text for comparison."""
    every = words(text)
    content = [stem(word) for word in every if word not in STOPWORDS]
    shingles = _runs(every, _SHINGLE)
    unquoted, quotations = _QUOTED.subn(" \n ", text)
    return Sketch(
        shingles=shingles,
        unquoted=_runs(words(unquoted), _SHINGLE) if quotations else shingles,
        pairs=_runs(content, 2),
        content=frozenset(content),
        numbers=tuple(numbers(text)),
    )


def compare(left: Sketch, right: Sketch) -> tuple[ReuseKind, float] | None:
    """Say how one text depends on the other (in whichever direction), or ``None``.

    The number is the containment: the share of the shorter text's 5-grams that the other holds.
    """
    if min(len(left.content), len(right.content)) < _LEAST_CONTENT:
        same = left.shingles == right.shingles and left.content == right.content
        return (ReuseKind.COPY, 1.0) if same and left.content else None
    if left is right:
        return ReuseKind.COPY, 1.0
    contained = _containment(left.shingles, right.shingles)
    same_content = overlap(left.content, right.content) >= _SAME_CONTENT
    if same_content and not _is_template(left.numbers, right.numbers):
        shared = len(left.shingles & right.shingles)
        if contained >= _COPY and shared >= _LEAST_SHARED:
            return ReuseKind.COPY, contained
        if contained >= _REWRITE and shared >= _LEAST_SHARED:
            return ReuseKind.REWRITE, contained
        pairs = len(left.pairs & right.pairs)
        if _containment(left.pairs, right.pairs) >= _HEAVY_PAIRS and pairs >= 2 * _LEAST_SHARED:
            return ReuseKind.REWRITE, contained
    if not same_content and contained >= _PARTIAL:
        passage = len(left.unquoted & right.unquoted)
        if passage >= _LEAST_SHARED:
            return ReuseKind.PARTIAL, contained
    return None


def sample(text: str) -> array[int]:
    """Return the trigrams of content words by which a text is found again, in ascending order."""
    runs = np.unique(_numbered(content_words(text), 3))
    chosen = np.argsort(_scattered(runs))[:_SAMPLE]
    return array("q", np.sort(runs[chosen]).tolist())


def numbers(text: str) -> list[str]:
    """Return the figures of a text, as written."""
    return _NUMBER.findall(text)


def find(documents: Sequence[tuple[str, str]]) -> tuple[Reuse, ...]:
    """Find reuse among ``(document id, text)`` given in the order in which they appeared.

    Each document is compared with earlier ones only. It gets at most one source that it copies or
    rewrites, and any number of sources of which it takes a passage.
    """
    samples = [sample(text) for _, text in documents]
    ids = [document_id for document_id, _ in documents]
    return find_sampled(ids, samples, lambda position: documents[position][1])


def find_sampled(
    ids: Sequence[str],
    samples: Sequence[array[int]],
    text_of: Callable[[int], str],
    *,
    start: int = 0,
) -> tuple[Reuse, ...]:
    """Do the same where the texts are at hand only one by one.

    ``text_of`` gives the text of the document at a position; it is asked for those alone that share
    something with an earlier one. Of documents before ``start`` nothing is returned.
    """

    same = lru_cache(maxsize=_SAME)(sketch)  # most copies are copies word for word

    @lru_cache(maxsize=_SKETCHES)
    def sketch_of(position: int) -> Sketch:
        return same(text_of(position))

    found: list[Reuse] = []
    for position, sources_ in candidates(samples, start):
        matches = [
            (source, verdict)
            for source in sources_
            if (verdict := compare(sketch_of(source), sketch_of(position))) is not None
        ]
        found.extend(
            Reuse(ids[position], ids[source], kind, round(contained, 3))
            for source, (kind, contained) in _choose(matches)
        )
    return tuple(found)


def candidates(samples: Sequence[array[int]], start: int = 0) -> Iterator[tuple[int, list[int]]]:
    """Yield the position of each text that may take from earlier ones, and their positions.

    Texts before ``start`` are only taken from.

    Of each trigram only the earliest holders count: copies share their source. Of the texts that
    share trigrams, those that share most are candidates.
    """
    lengths = np.fromiter((len(one) for one in samples), np.int64, len(samples))
    ends = np.cumsum(lengths)
    if not len(samples) or not ends[-1]:
        return
    flat = np.concatenate([np.asarray(one, np.int64) for one in samples if len(one)])
    holders = np.repeat(np.arange(len(samples), dtype=np.int32), lengths)
    _, inverse, counts = np.unique(flat, return_inverse=True, return_counts=True)
    by_value = holders[np.argsort(inverse, kind="stable")]  # positions ascend within each value
    begins = np.cumsum(counts) - counts
    kept = np.minimum(counts, _POSTINGS)
    del flat, holders
    for position in range(start, len(samples)):
        values = inverse[ends[position] - lengths[position] : ends[position]]
        values = values[by_value[begins[values]] < position]  # some earlier text has it
        if len(values) < _SHARED_TO_TRY:
            continue
        spread = np.repeat(begins[values], kept[values])
        steps = np.arange(len(spread)) - np.repeat(
            np.cumsum(kept[values]) - kept[values], kept[values]
        )
        sharing = by_value[spread + steps]
        others, shared = np.unique(sharing[sharing < position], return_counts=True)
        others, shared = others[shared >= _SHARED_TO_TRY], shared[shared >= _SHARED_TO_TRY]
        best = np.lexsort((others, -shared))[:_CANDIDATES]
        if len(best):
            yield position, sorted(int(one) for one in others[best])


def sources(reuse: Iterable[Reuse]) -> dict[str, str]:
    """Map each document that copies or rewrites another to the first in that line."""
    direct = {row.document_id: row.source_id for row in reuse if row.kind in _WHOLE}
    roots: dict[str, str] = {}
    for document_id in direct:
        root = document_id
        while root in direct:  # sources are earlier than what copies them, so this ends
            root = direct[root]
        roots[document_id] = root
    return roots


def _scattered(values: Numbers) -> Numbers:
    """Return numbers for which nothing speaks: the order in which trigrams are chosen."""
    return (values * np.uint64(0x9E3779B97F4A7C15)) & _MASK


@lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _runs(tokens: Sequence[str], length: int) -> frozenset[int]:
    """Return a number for each run of ``length`` neighbouring tokens, the same on every machine."""
    return frozenset(_numbered(tokens, length).tolist())


def _numbered(tokens: Sequence[str], length: int) -> Numbers:
    codes = np.fromiter(map(_code, tokens), np.uint64, len(tokens))
    runs = codes
    for offset in range(1, length):  # products are cut to 64 bits, of which 61 are kept
        runs = (runs[: max(0, len(codes) - offset)] * _BASE + codes[offset:]) & _MASK
    return runs


def _containment(left: frozenset[int], right: frozenset[int]) -> float:
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter else 0.0


def _is_template(left: Sequence[str], right: Sequence[str]) -> bool:
    shorter = min(len(left), len(right))
    if shorter < _FIGURES:
        return False
    return sum((Counter(left) & Counter(right)).values()) / shorter < _SHARED_FIGURES


def _choose(
    matches: Sequence[tuple[int, tuple[ReuseKind, float]]],
) -> list[tuple[int, tuple[ReuseKind, float]]]:
    whole = [match for match in matches if match[1][0] is not ReuseKind.PARTIAL]
    if not whole:
        return list(matches)
    best = max(contained for _, (_, contained) in whole)
    return [min(match for match in whole if match[1][1] >= best - _NEAR_BEST)]
