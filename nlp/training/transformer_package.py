"""Write the trained network as a model of the package: pipeline, card, licences, scores."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

from spacy.language import Language

from nlp.training import package, score
from nlp.training.corpora import HERE
from nlp.training.transformer_data import Corpora
from nlp.training.transformer_export import files, lemma_table, load_checkpoint, pipeline

CARD = HERE / "transformer_card.md"
VERSION = "0.1.0"
SAMPLES, SAMPLE_SEED = 400, 20261124
MAXIMUM_BYTES = {"accurate": 40_000_000, "fast": 20_000_000}
LICENCE_TEXTS = ("CrossNER-MIT.txt", "legal_NER-Apache-2.0.txt")
SOURCES = (
    ("all-MiniLM-L6-v2", "Apache-2.0"),
    ("UD English EWT", "CC BY-SA 4.0"),
    ("UD English GUM (selection)", "CC BY 4.0, text per document"),
    ("NER corpora, see README.md", "CC BY, CC BY-SA, MIT, Apache-2.0"),
)


def assemble(work: Path, vocabulary: tuple[str, ...], data: Path) -> Language:
    """Return the pipeline of a training's last checkpoint.

    ``data``: the corpora, for lemmas and for the ranges of 8-bit integers.
    """
    network = load_checkpoint(work / "network.pt")
    labels = (work / "labels.json").read_text(encoding="utf-8")
    corpora = Corpora(data)
    lemmas = lemma_table(corpora.sentences())
    return pipeline(files(network, labels, vocabulary, lemmas, _samples(corpora)))


def _samples(corpora: Corpora) -> list[tuple[list[str], list[bool]]]:
    """Return a few hundred training texts of all kinds: words, and whether a blank follows."""
    rng = Random(SAMPLE_SEED)  # noqa: S311 - reproducible sampling, no secret
    examples = list(corpora.epoch(rng))
    return [(example.words, example.spaces) for example in rng.sample(examples, SAMPLES)]


def write(nlp: Language, layers: int, data: Path, out: Path) -> package.Scores:
    """Write a pipeline, scored, with its card to ``out``, in place of what is there.

    The folder's name is the model's. Raises ``ValueError`` when it is larger than the repository
    allows.
    """
    if out.exists():
        shutil.rmtree(out)
    nlp.meta.update(
        name=f"claimwire_{out.name}",
        version=VERSION,
        description="English tagger, parser, lemmatizer and named entities, for news.",
        author="The claimwire developers",
        email="",
        url="",
        license=package.LICENCE,
        requirements=["claimwire"],
        sources=[{"name": name, "license": licence} for name, licence in SOURCES],
    )
    nlp.to_disk(out)  # before it learns the words of the texts that it is scored on
    scores = score.score(nlp, data)
    _tidy(out / "meta.json", scores)
    _write_card(out, layers, data, scores)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if size > MAXIMUM_BYTES.get(out.name, size):
        raise ValueError(f"the model has {size} bytes, more than {MAXIMUM_BYTES[out.name]}")
    return scores


def _tidy(path: Path, scores: package.Scores) -> None:
    """Put the scores into the description, without the speed, which belongs to a machine."""
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = {name: row for name, row in scores.items() if name != "speed"}
    meta["spacy_version"] = package.SPACY
    path.write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_card(out: Path, layers: int, data: Path, scores: package.Scores) -> None:
    """Write the card and, beside it, the licence texts that must travel with the model."""
    card = CARD.read_text(encoding="utf-8")
    parts = {
        "@NAME@": out.name,
        "@LAYERS@": {3: "three", 4: "four", 6: "six"}.get(layers, str(layers)),
        "@SCORES@": package.score_tables(scores),
        "@ATTRIBUTION@": _attribution(),
        "@GUM@": package.gum_list(data),
    }
    for mark, text in parts.items():
        card = card.replace(mark, text)
    (out / "README.md").write_text(card, encoding="utf-8")
    folder = out / "licenses"
    folder.mkdir()
    for name in LICENCE_TEXTS:
        shutil.copyfile(data / "licenses" / name, folder / name)
    # The text of MiniLM's licence is that of the other Apache-licensed part.
    shutil.copyfile(data / "licenses" / LICENCE_TEXTS[1], folder / "MiniLM-Apache-2.0.txt")


def _attribution() -> str:
    """The attributions of the corpora, from the other model's card."""
    card = package.CARD.read_text(encoding="utf-8")
    section = card.partition("## Attribution\n")[2].partition("\n###")[0]
    rows = [line for line in section.splitlines() if line.startswith("- ")]
    skipped = ("- spacy-lookups", "- Changes made", "- all-MiniLM")
    return "\n".join(row for row in rows if not row.startswith(skipped))
