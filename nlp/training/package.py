"""Write a trained network as a model of the package: pipeline, card, licences, scores."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from random import Random

from spacy.language import Language

from nlp.training import recipe, score
from nlp.training.corpora import HERE
from nlp.training.examples import Corpora
from nlp.training.export import files, lemma_table, load_checkpoint, pipeline

VERSION = "0.4.0"
LICENCE = "CC-BY-SA-4.0"
SPACY = ">=3.8.0,<3.9.0"
CARD = HERE / "card.md"
MAXIMUM_BYTES = 20_000_000
"""What the repository allows a model."""

LICENCE_TEXTS = {
    "CrossNER-MIT.txt": "CrossNER-MIT.txt",
    "legal_NER-Apache-2.0.txt": "legal_NER-Apache-2.0.txt",
    # The text of MiniLM's licence is that of the other Apache-licensed part.
    "MiniLM-Apache-2.0.txt": "legal_NER-Apache-2.0.txt",
}
"""Texts that must travel with a model, by the names that they have in the corpora's folder."""

SOURCES = (
    ("all-MiniLM-L6-v2", "Apache-2.0"),
    ("UD English EWT", "CC BY-SA 4.0"),
    ("UD English GUM (selection)", "CC BY 4.0, text per document"),
    ("NER corpora, see README.md", "CC BY, CC BY-SA, MIT, Apache-2.0"),
)
_SAMPLES, _SAMPLE_SEED = 400, 20261124
_NUMBERS = {3: "three", 4: "four", 6: "six"}
Scores = dict[str, dict[str, float]]


def make(work: Path, data: Path, out: Path) -> Scores:
    """Write the model of a training's last checkpoint to ``out``; returns its scores.

    The folder's name is the model's. Raises ``ValueError`` when it is larger than the repository
    allows.
    """
    nlp = assemble(work, data)
    if out.exists():
        shutil.rmtree(out)
    nlp.meta.update(
        name=f"claimwire_{out.name}",
        version=VERSION,
        description="English tagger, parser, lemmatizer and named entities, for news.",
        author="The claimwire developers",
        email="",
        url="",
        license=LICENCE,
        requirements=["claimwire"],
        sources=[{"name": name, "license": licence} for name, licence in SOURCES],
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(out)  # before it learns the words of the texts that it is scored on
    scores = score.score(nlp, data)
    _tidy(out / "meta.json", scores)
    _write_card(out, load_checkpoint(work / "network.pt").sizes.layers, data, scores)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if size > MAXIMUM_BYTES:
        raise ValueError(f"the model has {size} bytes, more than {MAXIMUM_BYTES}")
    return scores


def assemble(work: Path, data: Path) -> Language:
    """Return the pipeline of a training's last checkpoint.

    ``data``: the corpora, for lemmas and for the ranges of 8-bit integers.
    """
    network = load_checkpoint(work / "network.pt")
    labels = (work / "labels.json").read_text(encoding="utf-8")
    corpora = Corpora(data)
    lemmas = lemma_table(corpora.sentences())
    vocabulary = recipe.read_vocabulary().vocabulary
    return pipeline(files(network, labels, vocabulary, lemmas, _samples(corpora)))


def _samples(corpora: Corpora) -> list[tuple[list[str], list[bool]]]:
    """Return a few hundred training texts of all kinds: words, and whether a blank follows."""
    rng = Random(_SAMPLE_SEED)  # noqa: S311 - reproducible sampling, no secret
    examples = list(corpora.epoch(rng))
    return [(example.words, example.spaces) for example in rng.sample(examples, _SAMPLES)]


def _tidy(path: Path, scores: Scores) -> None:
    """Put the scores into the description, without the speed, which belongs to a machine."""
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = {name: row for name, row in scores.items() if name != "speed"}
    meta["spacy_version"] = SPACY
    path.write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_card(out: Path, layers: int, data: Path, scores: Scores) -> None:
    """Write the card and, beside it, the licence texts that must travel with the model."""
    card = CARD.read_text(encoding="utf-8")
    parts = {
        "@NAME@": out.name,
        "@VERSION@": VERSION,
        "@LAYERS@": _NUMBERS.get(layers, str(layers)),
        "@SCORES@": score_tables(scores),
        "@GUM@": gum_list(data),
    }
    for mark, text in parts.items():
        card = card.replace(mark, text)
    (out / "README.md").write_text(card, encoding="utf-8")
    folder = out / "licenses"
    folder.mkdir()
    for name, source in LICENCE_TEXTS.items():
        shutil.copyfile(data / "licenses" / source, folder / name)


def score_tables(scores: Scores) -> str:
    """Return the scores as two Markdown tables."""
    parse = ("uas", "las", "las_full", "tags", "pos", "lemmas", "sentences")
    names = ("coarse", "PERSON", "ORG", "PLACE", "exact_all")
    lines = ["| corpus | UAS | LAS | LAS with subtypes | tags | UPOS | lemmas | sentences F1 |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    lines += [_row(k[6:], v, parse) for k, v in scores.items() if k.startswith("parse/")]
    lines += ["", "| corpus | coarse F1 | PERSON | ORG | PLACE | all labels, exact |"]
    lines.append("|---|---|---|---|---|---|")
    lines += [_row(k[4:], v, names) for k, v in scores.items() if k.startswith("ner/")]
    return "\n".join(lines)


def _row(name: str, figures: dict[str, float], keys: tuple[str, ...]) -> str:
    return f"| {name} | " + " | ".join(f"{figures[key]:.1f}" for key in keys) + " |"


def gum_list(data: Path) -> str:
    """Return the GUM documents that train, one list item each: author, source, licence."""
    lines = []
    for name in ("gum_documents.tsv", "gum_news_documents.tsv"):
        with (data / "treebanks" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row.get("split", "train") == "train":
                    licence = row.get("text_licence") or row["licence"]
                    parts = (row["author"], f"“{row['title']}”", row["date"], licence)
                    lines.append(f"- {row['document']}: {', '.join(parts)}; {row['source']}")
    return "\n".join(lines)
