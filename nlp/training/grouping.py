"""Which sentences and texts are read together, and how often those of a corpus come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from nlp.training.corpora import NerText, Sentence

_GROUP_SIZES = (1, 2, 3, 5, 6, 8, 10)


def group_random(sentences: Sequence[Sentence], rng: Random) -> Iterator[list[Sentence]]:
    """Runs of 1 to 10 neighbours of one document; every second paragraph break ends a run."""
    group: list[Sentence] = []
    size = rng.choice(_GROUP_SIZES)
    for sentence in sentences:
        other = bool(group) and group[0].doc_id != sentence.doc_id
        broken = sentence.new_par and rng.random() < 0.5
        if group and (other or broken or len(group) >= size):
            yield group
            group, size = [], rng.choice(_GROUP_SIZES)
        group.append(sentence)
    if group:
        yield group


def paragraphs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences of each paragraph, in order."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.new_par or sentence.doc_id != group[0].doc_id):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def norp_words(texts: Iterable[NerText]) -> frozenset[str]:
    """Single words labelled NORP in texts where that label is exhaustive."""
    words: set[str] = set()
    for item in texts:
        if "NORP" in item.annotated:
            spans = [item.text[a:b] for a, b, label in item.entities if label == "NORP"]
            words.update(span for span in spans if " " not in span)
    return frozenset(words)


def join_texts(items: Sequence[NerText]) -> NerText:
    """Several texts of one corpus as one, joined by blanks."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    for item in items:
        text += " " if text else ""
        spans.extend((a + len(text), b + len(text), label) for a, b, label in item.entities)
        text += item.text
    annotated = frozenset.intersection(*(item.annotated for item in items))
    return NerText(items[0].text_id, text, tuple(spans), annotated)


def sample_passes(items: Sequence[NerText], passes: float, rng: Random) -> Iterator[NerText]:
    """Whole passes over the texts, then a seeded sample for the fraction; some are joined."""
    whole, fraction = int(passes), passes - int(passes)
    chosen = list(items) * whole
    chosen += rng.sample(list(items), round(fraction * len(items)))
    index = 0
    while index < len(chosen):
        size = rng.choice((1, 1, 2, 3))
        yield join_texts(chosen[index : index + size])
        index += size
