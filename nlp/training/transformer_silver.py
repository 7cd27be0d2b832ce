"""``python -m nlp.training.transformer_silver``: training data that the large network has labelled.

Writes two spaCy files from the openly licensed texts that may train, none from the yardsticks:

``syntax-silver.spacy``
    the texts of the name corpora with tags, features, lemmas, sentences and trees;
``names-silver.spacy``
    these and the treebanks' texts with names: gold for the labels that a corpus annotates, the
    network's for the others. No value is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from nlp.training import augment, convert
from nlp.training.corpora import HERE, NerText
from nlp.training.transformer import encoder_folder, read_vocabulary
from nlp.training.transformer_data import JOINED, NAMES, read_names
from nlp.training.transformer_package import assemble


def silver_docs(nlp: Language, texts: Iterable[NerText]) -> Iterator[tuple[NerText, Doc]]:
    """Yield each text with what the network reads in it."""
    pairs = ((item.text, item) for item in texts)
    for doc, item in nlp.pipe(pairs, as_tuples=True, batch_size=256):
        yield item, doc


def with_gold(item: NerText, doc: Doc) -> Doc:
    """Set a text's own names where its corpus annotates them, the network's names elsewhere."""
    gold: list[Span] = []
    for start, end, label in item.entities:
        if label in convert.LABELS:
            span = doc.char_span(start, end, label=label, alignment_mode="expand")
            gold += [span] if span is not None else []
    gold = filter_spans(gold)
    taken = {i for span in gold for i in range(span.start, span.end)}
    free = [
        span
        for span in doc.ents
        if span.label_ not in item.annotated and not taken & set(range(span.start, span.end))
    ]
    named = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
    )
    spans = [Span(named, s.start, s.end, label=s.label) for s in [*gold, *free]]
    named.set_ents(spans, default="outside")
    return named


def curled(doc: Doc) -> Doc:
    """The same analysis over the text with curly marks; the number of letters stays."""
    text = augment.curl_quotes(doc.text)
    return Doc(
        doc.vocab,
        words=[text[token.idx : token.idx + len(token)] for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
    )


def run(work: Path, data: Path, out: Path) -> None:
    """Label all texts with the network of a training's folder and write both files."""
    nlp = assemble(work, read_vocabulary(encoder_folder()).vocabulary, data)
    syntax: list[Doc] = []
    names: list[Doc] = []
    for stem in (*NAMES, *JOINED):
        for item, doc in silver_docs(nlp, read_names(data, stem)):
            names.append(with_gold(item, doc))
            if stem in NAMES:
                doc.set_ents([], default="missing")
                marks = any(mark in doc.text for mark in "\"'")
                syntax += [doc, curled(doc)] if marks else [doc]
    _write(out / "syntax-silver.spacy", syntax)
    _write(out / "names-silver.spacy", names)


def _write(path: Path, docs: Sequence[Doc]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    print(f"{path}: {len(docs)} texts, {sum(map(len, docs))} tokens")


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Label open texts with the accurate model.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--work", type=Path, default=HERE / "output/transformer")
    parser.add_argument("--out", type=Path, required=True, help="folder of the two files")
    options = parser.parse_args(arguments)
    run(options.work, options.data, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
