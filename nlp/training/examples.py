"""Training examples: treebanks and names joined, gaps in the labels as masks.

EWT and GUM carry names of their own (UNER, the ``Entity`` column), so one pass over such a
sentence trains everything; the other corpora train the names alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language

from nlp.training import augment, grouping
from nlp.training.corpora import (
    LABELS,
    NER_OVER_TREEBANKS,
    NER_TRAIN,
    TREEBANK_TRAIN,
    NerText,
    Sentence,
    Word,
    read_ner_train,
    read_skip_ids,
    read_treebank,
)

UNKNOWN = "?"
"""A label that is not known; no label and no form of ours looks like it."""

Entity = tuple[int, int, str]


@dataclass(slots=True)
class Example:
    """Words with what is known of each; heads are indices, a root is its own head, -1 unknown."""

    words: list[str]
    spaces: list[bool]
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    annotated: frozenset[str] | None = None
    unknown: set[int] = field(default_factory=set)

    @property
    def parsed(self) -> bool:
        """Whether it has syntax."""
        return bool(self.heads)


@dataclass(frozen=True, slots=True)
class Named:
    """A treebank sentence with the names over it, by word; ``annotated`` is None without any."""

    sentence: Sentence
    entities: tuple[Entity, ...]
    annotated: frozenset[str] | None


def morph_of(word: Word) -> str:
    """The label of a word's part of speech and features, as spaCy's morphologizer writes it."""
    return f"{word.feats}|POS={word.upos}" if word.feats else f"POS={word.upos}"


def _edges(forms: Iterable[str]) -> list[tuple[int, int]]:
    """Where words begin and end when blanks are left out."""
    edges, at = [], 0
    for form in forms:
        size = sum(not letter.isspace() for letter in form)
        edges.append((at, at + size))
        at += size
    return edges


def join_names(sentence: Sentence, item: NerText | None) -> Named:
    """Put the names of a text on the words of the same sentence, if the letters agree."""
    if item is None:
        return Named(sentence, (), None)
    letters = "".join("".join(word.form.split()) for word in sentence.words)
    if letters != "".join(item.text.split()):
        return Named(sentence, (), None)
    edges = _edges(word.form for word in sentence.words)
    begins = {start: i for i, (start, _) in enumerate(edges)}
    ends = {end: i + 1 for i, (_, end) in enumerate(edges)}
    entities = []
    for start, end, label in item.entities:
        before = sum(not c.isspace() for c in item.text[:start])
        inside = sum(not c.isspace() for c in item.text[start:end])
        first, last = begins.get(before), ends.get(before + inside)
        if label in LABELS and first is not None and last is not None:
            entities.append((first, last, label))
    return Named(sentence, tuple(entities), item.annotated)


def from_words(group: Sequence[Named]) -> Example:
    """An example on the treebank's own words."""
    out = Example([], [], annotated=_common(group))
    for named in group:
        offset = len(out.words)
        if named.sentence.new_par and offset:
            out.spaces[-1] = True
        for index, word in enumerate(named.sentence.words):
            out.words.append(word.form)
            out.spaces.append(word.space)
            out.tags.append(word.xpos or UNKNOWN)
            out.morphs.append(morph_of(word))
            out.lemmas.append(word.lemma)
            out.heads.append(offset + word.head)
            out.deps.append(word.dep)
            out.starts.append(int(index == 0))
        out.entities += [(offset + a, offset + b, label) for a, b, label in named.entities]
    return out


def _common(group: Sequence[Named]) -> frozenset[str] | None:
    sets = [named.annotated for named in group]
    known = [s for s in sets if s is not None]
    return frozenset.intersection(*known) if len(known) == len(sets) else None


def retokenized(nlp: Language, gold: Example) -> Example:
    """The same example on spaCy's tokens; what does not align is unknown."""
    text = "".join(w + " " * s for w, s in zip(gold.words, gold.spaces, strict=True)).rstrip()
    doc = nlp.make_doc(text)
    words = [token.text for token in doc]
    if any(token.is_space for token in doc):
        return gold
    old, new = _edges(gold.words), _edges(words)
    same = {edge: i for i, edge in enumerate(old)}
    match = [same.get(edge, -1) for edge in new]
    # The token that holds the beginning of each gold word, for heads.
    holder: dict[int, int] = {}
    j = 0
    for i, (start, _) in enumerate(old):
        while new[j][1] <= start:
            j += 1
        holder[i] = j
    out = Example(words, [bool(token.whitespace_) for token in doc], annotated=gold.annotated)
    starts = {holder[i] for i, start in enumerate(gold.starts) if start}
    for j, i in enumerate(match):
        out.tags.append(gold.tags[i] if i >= 0 else UNKNOWN)
        out.morphs.append(gold.morphs[i] if i >= 0 else UNKNOWN)
        out.lemmas.append(gold.lemmas[i] if i >= 0 else UNKNOWN)
        root = i >= 0 and gold.heads[i] == i
        out.heads.append(j if root else holder[gold.heads[i]] if i >= 0 else -1)
        out.deps.append(gold.deps[i] if i >= 0 else UNKNOWN)
        out.starts.append(int(j in starts))
    begins = {start: j for j, (start, _) in enumerate(new)}
    ends = {end: j + 1 for j, (_, end) in enumerate(new)}
    for a, b, label in gold.entities:
        first, last = begins.get(old[a][0]), ends.get(old[b - 1][1])
        if first is not None and last is not None:
            out.entities.append((first, last, label))
        else:
            out.unknown.update(range(holder[a], holder[b - 1] + 1))
    return out


class Corpora:
    """All training texts, read once; every epoch is drawn from it afresh.

    An epoch has ``treebank_passes`` over the treebanks and ``share`` of the passes over names.
    """

    def __init__(self, data: Path, *, treebank_passes: int = 1, share: float = 1.0) -> None:
        self._treebank_passes, self._share = treebank_passes, share
        self._nlp = spacy.blank("en")
        skip = read_skip_ids(data)
        over = {
            item.text_id: item for stem in NER_OVER_TREEBANKS for item in read_ner_train(data, stem)
        }
        self.treebanks = [
            [join_names(sentence, over.get(sentence.sent_id)) for sentence in sentences]
            for sentences in (read_treebank(data / name, skip) for name in TREEBANK_TRAIN)
        ]
        self.names = {stem: read_ner_train(data, stem) for stem in NER_TRAIN}
        every = [*over.values(), *(item for items in self.names.values() for item in items)]
        self._pool = augment.name_pool(every)
        self._norp = grouping.norp_words(every)

    def sentences(self) -> list[Sentence]:
        """All treebank sentences, for the lists of labels."""
        return [named.sentence for treebank in self.treebanks for named in treebank]

    def epoch(self, rng: Random) -> Iterator[Example]:
        """One epoch; the generator decides on order, groups and variants."""
        for treebank in self.treebanks * self._treebank_passes:
            by_id = {id(named.sentence): named for named in treebank}
            plain = [named.sentence for named in treebank]
            for group in grouping.group_random(plain, rng):
                yield self._treebank_example([by_id[id(s)] for s in group], rng)
        for stem, items in self.names.items():
            for item in grouping.sample_passes(items, NER_TRAIN[stem] * self._share, rng):
                yield self._names_example(item, rng)

    def _treebank_example(self, group: list[Named], rng: Random) -> Example:
        if rng.random() < 0.4:
            group = [_restyled(named, augment.restyle(named.sentence, rng)) for named in group]
        if rng.random() < 0.06:
            group = [_restyled(named, augment.headline(named.sentence, rng)) for named in group]
        gold = from_words(group)
        return gold if rng.random() < 0.3 else retokenized(self._nlp, gold)

    def _names_example(self, item: NerText, rng: Random) -> Example:
        if item.entities and rng.random() < 0.4:
            item = augment.swap_names(item, self._pool, rng)
        return text_example(self._nlp, item, augment.restyle_text(item.text, rng), self._norp)


def _restyled(named: Named, sentence: Sentence) -> Named:
    size = len(sentence.words)
    kept = tuple(entity for entity in named.entities if entity[1] <= size)
    return Named(sentence, kept, named.annotated)


def text_example(
    nlp: Language, item: NerText, shown: str, norp: frozenset[str] = frozenset()
) -> Example:
    """A text with names only, on spaCy's tokens; ``shown`` is the variant that is read."""
    doc = nlp.make_doc(shown)
    out = Example(
        [token.text for token in doc],
        [bool(token.whitespace_) for token in doc],
        annotated=item.annotated,
    )
    if "NORP" not in item.annotated:
        out.unknown.update(token.i for token in doc if token.text in norp)
    for start, end, label in item.entities:
        if label not in LABELS:
            continue
        span = doc.char_span(start, end)
        wide = span if span is not None else doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            out.entities.append((span.start, span.end, label))
        elif wide is not None:
            out.unknown.update(range(wide.start, wide.end))
    return out
