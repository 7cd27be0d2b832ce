"""Trees that a teacher gives to the texts which people annotated with names only.

They train the small parser beside the treebanks. Any spaCy pipeline can teach; the recipe takes
``nlp/model/accurate``, so that what trains is as open as its corpora.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.training import augment, convert
from nlp.training.corpora import NER_TRAIN, read_ner_train

# These hold the treebanks' own sentences, or tweets, which teach little about edited prose.
_NOT_PARSED = frozenset(
    ["uner_ewt_train", "gum_train", "gum_news_train", "wnut17_train", "btc_train"]
)
_BATCH = 64


def parsed_texts() -> list[str]:
    """The corpora of names whose texts the teacher parses."""
    return [stem for stem in NER_TRAIN if stem not in _NOT_PARSED]


def parse_texts(teacher: Language, data: Path) -> Iterator[Doc]:
    """The teacher's analysis of each text, and of a copy with curly marks where it has marks."""
    for stem in parsed_texts():
        texts = (item.text for item in read_ner_train(data, stem))
        for doc in teacher.pipe(texts, batch_size=_BATCH):
            yield copy(doc, doc.text)
            if any(mark in doc.text for mark in "\"'"):
                yield copy(doc, augment.curl_quotes(doc.text))


def copy(doc: Doc, text: str) -> Doc:
    """Tags and tree over a text of the same length; names, lemmas and morphology are unknown.

    A teacher's lemmas of capitalised words are worse than none.
    """
    copied = Doc(
        doc.vocab,
        words=[text[token.idx : token.idx + len(token)] for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
    )
    copied.set_ents([], default="missing")
    return copied


def write(teacher: Language, data: Path, corpus: Path, seed: int) -> dict[str, int]:
    """Write ``syntax-silver.spacy``, the treebanks' training file and the teacher's trees.

    Returns how many tokens it holds.
    """
    rng = Random(seed)  # noqa: S311 - reproducible sampling, no secret
    parsed = [*parse_texts(teacher, data)]
    by_hand = convert.read(corpus / "syntax-train.spacy", spacy.blank("en").vocab)
    count = convert.write(corpus / "syntax-silver.spacy", [*by_hand, *parsed], rng)
    return {"syntax-silver": count}
