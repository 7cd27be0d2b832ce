"""Join the two trained pipelines into one, write it with its model card, and check its size."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import spacy
import srsly  # type: ignore[import-untyped] # ships no types
from spacy.language import Language
from thinc.api import Config

from nlp.compact import half_precision, load
from nlp.training.corpora import HERE

NAME, VERSION = "claimwire_fast", "0.2.0"
LICENCE = "CC-BY-SA-4.0"
SPACY = ">=3.8.0,<3.9.0"
MAX_BYTES = 20_000_000
LICENCE_TEXTS = ("CrossNER-MIT.txt", "legal_NER-Apache-2.0.txt")
CARD = HERE / "card.md"
_HALVED = ("tok2vec", "parser", "ner")
Scores = dict[str, dict[str, float]]


def export_tok2vec(syntax: Path, out: Path) -> None:
    """Write the weights of the shared tok2vec, for the names to start from."""
    tok2vec = load(syntax).get_pipe("tok2vec")
    out.write_bytes(tok2vec.model.to_bytes())  # type: ignore[attr-defined] # typed as a callable


def assemble(syntax: Path, ner: Path) -> Language:
    """The syntax pipeline with the ``ner`` component of the other appended."""
    nlp = load(syntax)
    names = load(ner)
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    for string in names.vocab.strings:
        nlp.vocab.strings.add(string)
    nlp.add_pipe("ner", source=names)
    nlp.add_pipe("claimwire_amounts")
    return nlp


def _meta(nlp: Language) -> None:
    nlp.meta.update(
        name=NAME,
        version=VERSION,
        description="English tagger, parser, lemmatizer and named entities, for news.",
        author="The claimwire developers",
        email="",
        url="",
        license=LICENCE,
        sources=[
            {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
            {"name": "UD English GUM (selection)", "license": "CC BY 4.0, text per document"},
            {"name": "NER corpora, see README.md", "license": "CC BY, CC BY-SA, MIT, Apache-2.0"},
        ],
    )


def _row(name: str, figures: dict[str, float], keys: tuple[str, ...]) -> str:
    return f"| {name} | " + " | ".join(f"{figures[key]:.1f}" for key in keys) + " |"


def score_tables(scores: Scores) -> str:
    """The scores as two Markdown tables."""
    parse = ("uas", "las", "las_full", "tags", "pos", "lemmas", "sentences")
    names = ("coarse", "PERSON", "ORG", "PLACE", "exact_all")
    lines = ["| corpus | UAS | LAS | LAS with subtypes | tags | UPOS | lemmas | sentences F1 |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    lines += [_row(k[6:], v, parse) for k, v in scores.items() if k.startswith("parse/")]
    lines += ["", "| corpus | coarse F1 | PERSON | ORG | PLACE | all labels, exact |"]
    lines.append("|---|---|---|---|---|---|")
    lines += [_row(k[4:], v, names) for k, v in scores.items() if k.startswith("ner/")]
    return "\n".join(lines)


def gum_list(data: Path) -> str:
    """The GUM documents that train, one list item each, with author, source and licence."""
    lines = []
    for name in ("gum_documents.tsv", "gum_news_documents.tsv"):
        with (data / "treebanks" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row.get("split", "train") == "train":
                    licence = row.get("text_licence") or row["licence"]
                    parts = (row["author"], f"“{row['title']}”", row["date"], licence)
                    lines.append(f"- {row['document']}: {', '.join(parts)}; {row['source']}")
    return "\n".join(lines)


def _card(data: Path, out: Path, scores: Scores) -> None:
    """Write the model card and, beside it, the licence texts that must travel with the data."""
    card = CARD.read_text(encoding="utf-8").replace("@SCORES@", score_tables(scores))
    (out / "README.md").write_text(card.replace("@GUM@", gum_list(data)), encoding="utf-8")
    (out / "licenses").mkdir(exist_ok=True)
    for name in LICENCE_TEXTS:
        text = (data / "licenses" / name).read_text(encoding="utf-8")
        (out / "licenses" / name).write_text(text, encoding="utf-8")


def write(nlp: Language, out: Path) -> None:
    """Write the pipeline to ``out``, weights in half precision, in place of what is there."""
    for name in _HALVED:
        half_precision(nlp.get_pipe(name).model)  # type: ignore[attr-defined] # typed as a callable
    if out.exists():
        shutil.rmtree(out)
    _meta(nlp)
    nlp.to_disk(out)
    config = Config().from_disk(out / "config.cfg", interpolate=False)
    config["paths"] = dict.fromkeys(config["paths"])
    config["initialize"]["vectors"] = None
    # Its rules are in the file beside it.
    config["nlp"]["tokenizer"] = {"@tokenizers": "spacy.Tokenizer.v1"}
    for name in _HALVED:
        model = config["components"][name]["model"]
        config["components"][name]["model"] = {
            "@architectures": "claimwire.HalfPrecision.v1",
            "model": model,
        }
    config.to_disk(out / "config.cfg")
    _prune_strings(nlp, out / "vocab" / "strings.json")


def describe(out: Path, data: Path, scores: Scores) -> int:
    """Write scores into the card and the meta data of a model; returns its size in bytes.

    Raises ``ValueError`` when it is larger than the repository allows.
    """
    _set_meta(out / "meta.json", scores)
    _card(data, out, scores)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if size > MAX_BYTES:
        raise ValueError(f"the model has {size} bytes, more than {MAX_BYTES}")
    return size


def _set_meta(path: Path, scores: Scores) -> None:
    """Drop the speed, a property of the machine, and name the versions of spaCy that may load."""
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = {name: value for name, value in scores.items() if name != "speed"}
    meta["spacy_version"] = SPACY
    path.write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _labels(nlp: Language) -> set[str]:
    """Every string that a component's labels are made of."""
    found: set[str] = set()
    for labels in nlp.pipe_labels.values():
        for label in labels:
            found.update([label, *label.split("|"), *re.split(r"[|=]", label)])
    return found


def _prune_strings(nlp: Language, path: Path) -> None:
    """Forget the words of the corpora: keep labels and what the lemmatizer's trees name.

    The words would only make the string store larger; spaCy adds words as it meets them.
    """
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    trees = lemmatizer.trees.to_bytes()  # type: ignore[attr-defined] # typed as a callable
    nodes = srsly.msgpack_loads(trees)["trees"]
    hashes = {node[side] for node in nodes for side in ("orig", "subst") if side in node}
    needed = set(spacy.blank("en").vocab.strings)
    needed |= _labels(nlp) | {nlp.vocab.strings[key] for key in hashes}
    kept = sorted(string for string in nlp.vocab.strings if string in needed)
    path.write_text(json.dumps(kept, ensure_ascii=False) + "\n", encoding="utf-8")
