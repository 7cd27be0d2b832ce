"""From corpora to spaCy training files: grouping, alignment, missing labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from nlp.training import augment, tokens
from nlp.training.corpora import (
    NER_DEV,
    NER_TRAIN,
    TREEBANK_DEV,
    TREEBANK_TRAIN,
    NerText,
    Sentence,
    read_ner_dev,
    read_ner_train,
    read_skip_ids,
    read_treebank,
)

_RARE = frozenset(["PRODUCT", "EVENT", "LAW", "WORK_OF_ART"])
# DATE and MONEY are found by rules, outside the model.
LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"]) | _RARE
# Words that make a capitalised name a likely EVENT, LAW, PRODUCT or WORK_OF_ART.
_CUE = re.compile(
    r"(?i)^(act|acts|agreement|amendment|article|award|awards|bill|bowl|championships?|code|"
    r"conference|constitution|convention|cup|directive|election|festival|games|olympics|"
    r"prize|regulation|section|series|summit|tour|tournament|treaty|war|album|book|film|movie|"
    r"novel|song)$"
)
_SHOUTED = 0.02
"""Share of the restyled groups that stand in capitals."""

_GROUP_SIZES = (1, 2, 3, 5, 6, 8, 10)


def sentences_to_doc(vocab: Vocab, sentences: Sequence[Sentence]) -> Doc:
    """One gold ``Doc`` of several sentences; a paragraph break becomes one blank."""
    words = [word for sentence in sentences for word in sentence.words]
    heads: list[int] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        offset = len(heads)
        heads.extend(offset + word.head for word in sentence.words)
        spaces.extend(word.space for word in sentence.words)
        starts.extend(i == 0 for i in range(len(sentence.words)))
        if sentence.new_par and offset:
            spaces[offset - 1] = True
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=spaces,
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.dep for word in words],
        sent_starts=starts,
    )


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


def treebank_docs(
    vocab: Vocab, sentences: Sequence[Sentence], rng: Random, passes: int = 1
) -> Iterator[Doc]:
    """As it is, then ``passes`` times in other groups with news typography, then headlines."""
    for group in group_random(sentences, rng):
        yield sentences_to_doc(vocab, group)
    for _ in range(passes):
        for group in group_random(sentences, rng):
            styled = [augment.restyle(sentence, rng) for sentence in group]
            if rng.random() < _SHOUTED:
                styled = [augment.shout(sentence) for sentence in styled]
            yield sentences_to_doc(vocab, styled)
    for sentence in sentences:
        if 4 <= len(sentence.words) <= 16 and rng.random() < 0.12:
            yield sentences_to_doc(vocab, [augment.headline(sentence, rng)])


def capital_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of two or more capitalised words in a row (a sentence's first word aside)."""
    start: int | None = None
    for token in [*doc, None]:
        capital = token is not None and token.text[:1].isupper()
        if token is not None and capital and start is None:
            first = token.i == 0 or doc[token.i - 1].text in '.!?:\u201c"'
            start = None if first and token.is_stop else token.i
        elif start is not None and not capital:
            end = len(doc) if token is None else token.i
            if end - start >= 2:
                yield start, end
            start = None


def unknown_tokens(doc: Doc, annotated: frozenset[str], norp: frozenset[str]) -> set[int]:
    """Tokens outside entities that may carry a label which this text does not annotate.

    A transition system cannot say "none of these labels, perhaps another", so such tokens are
    given no label at all (missing): nationality words where NORP is not exhaustive, runs of
    capitalised words and cue words where PRODUCT, EVENT, LAW and WORK_OF_ART are not.
    """
    found: set[int] = set()
    if "NORP" not in annotated:
        found.update(token.i for token in doc if token.text in norp)
    if not annotated & _RARE and not _mostly_capitals(doc):
        for start, end in capital_runs(doc):
            found.update(range(start, end))
        found.update(t.i for t in doc if t.text[:1].isupper() and _CUE.match(t.text))
    return found


def _mostly_capitals(doc: Doc) -> bool:
    """Whether case says nothing here: seven words in ten are capitalised (a shout, a headline)."""
    words = [token for token in doc if token.is_alpha]
    return 10 * sum(token.text[:1].isupper() for token in words) > 7 * len(words) > 14


def _label_tokens(doc: Doc, item: NerText) -> tuple[list[Span], set[int]]:
    """Entity spans on token borders, and the tokens of entities that are not."""
    spans: list[Span] = []
    rough: set[int] = set()
    for start, end, label in item.entities:
        if label not in LABELS:
            continue
        span = doc.char_span(start, end, label=label)
        if span is not None:
            spans.append(span)
            continue
        wide = doc.char_span(start, end, alignment_mode="expand")
        rough.update(range(wide.start, wide.end) if wide is not None else ())
    kept = [span for span in spans if not rough & set(range(span.start, span.end))]
    return kept, rough


def ner_doc(nlp: Language, item: NerText, norp: frozenset[str], shown: str = "") -> Doc:
    """A tokenised ``Doc`` with entities; spans off token borders and unknown tokens are missing.

    ``shown`` is a variant of the text, of the same length, that the model is to see instead;
    which tokens are unknown is decided on the original.
    """
    plain = nlp.make_doc(item.text)
    unknown_at = {
        index
        for i in unknown_tokens(plain, item.annotated, norp)
        for index in range(plain[i].idx, plain[i].idx + len(plain[i]))
    }
    doc = nlp.make_doc(shown or item.text)
    spans, unknown = _label_tokens(doc, item)
    unknown |= {t.i for t in doc if unknown_at & set(range(t.idx, t.idx + len(t)))}
    inside = {i for span in spans for i in range(span.start, span.end)}
    missing = [doc[i : i + 1] for i in sorted(unknown - inside)]
    doc.set_ents(spans, missing=missing, default="outside")
    return doc


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


def read(path: Path, vocab: Vocab) -> list[Doc]:
    """The docs of a training file."""
    return list(DocBin().from_disk(path).get_docs(vocab))


def write(path: Path, docs: Iterable[Doc], rng: Random | None = None) -> int:
    """Store docs (shuffled when a generator is given); returns the number of tokens."""
    kept = list(docs)
    if rng is not None:
        rng.shuffle(kept)
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=kept, store_user_data=False).to_disk(path)
    return sum(len(doc) for doc in kept)


def convert_treebanks(data: Path, out: Path, seed: int) -> dict[str, int]:
    """Write ``syntax-train.spacy`` and ``syntax-dev.spacy``; returns token counts."""
    vocab = spacy.blank("en").vocab
    rng = Random(seed)  # noqa: S311 - reproducible sampling, no secret
    skip = read_skip_ids(data)
    train: list[Doc] = []
    for name, passes in TREEBANK_TRAIN.items():
        train.extend(treebank_docs(vocab, read_treebank(data / name, skip), rng, passes))
    dev: list[Doc] = []
    for name in TREEBANK_DEV.values():
        groups = paragraphs(read_treebank(data / name, skip))
        dev.extend(sentences_to_doc(vocab, group) for group in groups)
    return {
        "syntax-train": write(out / "syntax-train.spacy", train, rng),
        "syntax-dev": write(out / "syntax-dev.spacy", dev),
    }


def convert_ner(data: Path, out: Path, seed: int) -> dict[str, int]:
    """Write ``ner-train.spacy`` and ``ner-dev.spacy``; returns token counts."""
    nlp = spacy.blank("en")
    nlp.tokenizer = tokens.create(nlp)
    rng = Random(seed)  # noqa: S311 - reproducible sampling, no secret
    corpora = {stem: read_ner_train(data, stem) for stem in NER_TRAIN}
    every = [item for items in corpora.values() for item in items]
    norp, pool = norp_words(every), augment.name_pool(every)
    train: list[Doc] = []
    for stem, items in corpora.items():
        passes = NER_TRAIN[stem]
        swapped = [augment.swap_names(item, pool, rng) for item in items if item.entities]
        chosen = [*sample_passes(items, passes, rng)]
        chosen += sample_passes(swapped, min(passes, 2.0), rng)
        for item in chosen:
            train.append(ner_doc(nlp, item, norp, augment.restyle_text(item.text, rng)))
    dev = [ner_doc(nlp, item, norp) for stem in NER_DEV for item in read_ner_dev(data, stem)]
    return {
        "ner-train": write(out / "ner-train.spacy", train, rng),
        "ner-dev": write(out / "ner-dev.spacy", dev),
    }
