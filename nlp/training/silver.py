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

# These hold the treebanks' own sentences, or text too far from edited prose to learn syntax from.
_NOT_PARSED = frozenset(["uner_ewt_train", "gum_train", "gum_news_train", "wnut17_train"])
_BATCH = 64


def parse_texts(teacher: Language, data: Path, rng: Random) -> Iterator[Doc]:
    """The teacher's trees and tags of the name corpora, one to three texts together."""
    for stem in sorted(set(NER_TRAIN) - _NOT_PARSED):
        items = convert.sample_passes(read_ner_train(data, stem), 1.0, rng)
        texts = [augment.restyle_text(item.text, rng) for item in items]
        for doc in teacher.pipe(texts, batch_size=_BATCH):
            yield bare_parse(doc)


def bare_parse(doc: Doc) -> Doc:
    """A copy with words, tags and tree alone: morphology and lemmas stay unknown."""
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
    )


def write(teacher: Language, data: Path, corpus: Path, seed: int) -> dict[str, int]:
    """Write ``syntax-silver.spacy``, the treebanks' training file and the teacher's trees.

    Returns how many tokens it holds.
    """
    rng = Random(seed)  # noqa: S311 - reproducible sampling, no secret
    parsed = [*parse_texts(teacher, data, rng)]
    by_hand = convert.read(corpus / "syntax-train.spacy", spacy.blank("en").vocab)
    count = convert.write(corpus / "syntax-silver.spacy", [*by_hand, *parsed], rng)
    return {"syntax-silver": count}
