"""Scores of a pipeline on the development corpora: parser, tagger, sentences and names.

``python -m nlp.training.score --data DIR --model NAME|PATH [--json]`` prints a table or JSON.

Parser figures come in two kinds. *raw*: the text of each paragraph is given and the pipeline
tokenises and splits it; words and heads are aligned by character offsets, punctuation counts,
relation subtypes do not (as in the CoNLL 2018 shared task), figures are F1. *gold*: the
treebank's words are given; figures are accuracies.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.loading import load
from nlp.training.corpora import (
    NER_DEV,
    TREEBANK_DEV,
    NerText,
    Sentence,
    read_ner_dev,
    read_skip_ids,
    read_treebank,
)
from nlp.training.grouping import paragraphs

COARSE = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
}
Edge = tuple[int, int]


@dataclass
class Tally:
    """Counts of gold items, predicted items and items that agree."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def add(self, gold: set[object], found: set[object]) -> None:
        """Count one text."""
        self.gold += len(gold)
        self.found += len(found)
        self.right += len(gold & found)

    @property
    def f1(self) -> float:
        """F1 in percent; 0 when there is nothing on either side."""
        total = self.gold + self.found
        return 200.0 * self.right / total if total else 0.0


@dataclass
class ParseTally:
    """Counts for one treebank file."""

    words: Tally = field(default_factory=Tally)
    tags: Tally = field(default_factory=Tally)
    pos: Tally = field(default_factory=Tally)
    lemmas: Tally = field(default_factory=Tally)
    uas: Tally = field(default_factory=Tally)
    las: Tally = field(default_factory=Tally)
    las_full: Tally = field(default_factory=Tally)
    sentences: Tally = field(default_factory=Tally)

    def add(self, gold: Doc, found: Doc) -> None:
        """Count one paragraph, given the gold analysis and the pipeline's."""
        for name, items in _items(gold).items():
            getattr(self, name).add(items, _items(found)[name])

    def report(self) -> dict[str, float]:
        """Each figure in percent, two decimals."""
        return {name: round(tally.f1, 2) for name, tally in vars(self).items()}


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


def _edges(doc: Doc) -> list[Edge]:
    return [(token.idx, token.idx + len(token)) for token in doc]


def _items(doc: Doc) -> dict[str, set[object]]:
    """What is compared, keyed by character offsets; white space is no word."""
    edges = _edges(doc)
    out: dict[str, set[object]] = {name: set() for name in vars(ParseTally())}
    for token in doc:
        if token.is_space:
            continue
        here = edges[token.i]
        head = (-1, -1) if token.head.i == token.i else edges[token.head.i]
        dep = token.dep_.lower()
        out["words"].add(here)
        out["tags"].add((here, token.tag_))
        out["pos"].add((here, token.pos_))
        out["lemmas"].add((here, token.lemma_))
        out["uas"].add((here, head))
        out["las"].add((here, head, dep.split(":")[0]))
        out["las_full"].add((here, head, dep))
    for sent in doc.sents:
        kept = [token.i for token in sent if not token.is_space]
        if kept:
            out["sentences"].add((edges[kept[0]][0], edges[kept[-1]][1]))
    return out


def _bare(gold: Doc) -> Doc:
    spaces = [bool(token.whitespace_) for token in gold]
    return Doc(gold.vocab, words=[token.text for token in gold], spaces=spaces)


def score_parse(nlp: Language, golds: Sequence[Doc], raw: bool) -> dict[str, float]:
    """Parser, tagger and sentence figures in percent; ``raw`` as the module text explains."""
    tally = ParseTally()
    inputs: Iterable[str | Doc] = [gold.text if raw else _bare(gold) for gold in golds]
    for gold, found in zip(golds, nlp.pipe(inputs), strict=True):
        tally.add(gold, found)
    return tally.report()


def _coarse_spans(spans: Iterable[tuple[int, int, str]]) -> set[object]:
    return {(a, b, COARSE[label]) for a, b, label in spans if label in COARSE}


def score_ner(nlp: Language, texts: Sequence[NerText]) -> dict[str, float]:
    """Exact span F1 in percent, over PERSON, ORG and PLACE (GPE, LOC, FAC) and each alone.

    ``exact_all`` counts every label that the text annotates exhaustively, uncoarsened.
    """
    tallies = {name: Tally() for name in ("coarse", "PERSON", "ORG", "PLACE", "exact_all")}
    for item, doc in zip(texts, nlp.pipe(item.text for item in texts), strict=True):
        spans = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        gold, found = _coarse_spans(item.entities), _coarse_spans(spans)
        tallies["coarse"].add(gold, found)
        for name in ("PERSON", "ORG", "PLACE"):
            tallies[name].add(_only(gold, name), _only(found, name))
        tallies["exact_all"].add(
            {span for span in item.entities if span[2] in item.annotated},
            {span for span in spans if span[2] in item.annotated},
        )
    return {name: round(tally.f1, 2) for name, tally in tallies.items()}


def _only(spans: set[object], label: str) -> set[object]:
    return {span for span in spans if isinstance(span, tuple) and span[2] == label}


def speed(nlp: Language, texts: Sequence[str]) -> float:
    """Words (tokens of the pipeline) per second in this process, whole pipeline."""
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - start)


def score(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """Every development figure in percent, keyed by corpus; speed in words a second."""
    out: dict[str, dict[str, float]] = {}
    skip = read_skip_ids(data)
    raw_texts: list[str] = []
    for name, path in TREEBANK_DEV.items():
        groups = list(paragraphs(read_treebank(data / path, skip)))
        golds = [sentences_to_doc(nlp.vocab, group) for group in groups]
        raw_texts.extend(gold.text for gold in golds)
        out[f"parse/{name}/raw"] = score_parse(nlp, golds, raw=True)
        out[f"parse/{name}/gold"] = score_parse(nlp, golds, raw=False)
    for stem in NER_DEV:
        out[f"ner/{stem}"] = score_ner(nlp, read_ner_dev(data, stem))
    out["speed"] = {"words_per_second": round(speed(nlp, raw_texts))}
    return out


def table(scores: dict[str, dict[str, float]]) -> str:
    """The same figures as plain text, a row a corpus."""
    lines = []
    for name, figures in scores.items():
        cells = "  ".join(f"{key} {value:g}" for key, value in figures.items())
        lines.append(f"{name:<32}{cells}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Score a pipeline on the development corpora.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", default="nlp/model/fast", help="spaCy pipeline, name or path")
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    options = parser.parse_args(arguments)
    scores = score(load(options.model), options.data)
    print(json.dumps(scores, indent=1, sort_keys=True) if options.json else table(scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())
