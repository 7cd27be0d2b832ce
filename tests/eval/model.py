"""Scores of the bare language model on held-out treebanks, NER corpora, and names on news pages.

The news are ours: the fifteen pages of ``domain-dev`` that are annotated in full, and the invented
pages of ``fresh``. The model has seen none of them; the knowledge base, which knows many of their
names, takes no part here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.eval import fresh

PARSE = ("uas", "las", "sentences", "tags")
Names = tuple[tuple[int, int, str], ...]
"""Start, end (exclusive, in code points of the line) and type of each."""


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return UAS, LAS, sentence F1, tag accuracy and coarse NER F1 per corpus (0 to 1).

    The model is loaded in a process of its own, bare, without what the pipeline puts around it.
    """
    from nlp.identity import model_folder

    path = str(model_folder(model))
    command = [sys.executable, "-m", "nlp.training.score", "--data", str(data), "--model", path]
    done = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    return dict(_chosen(json.loads(done.stdout))) | _news(data, model)


def _chosen(found: dict[str, dict[str, Any]]) -> list[tuple[str, float]]:
    scores = [
        (f"{corpus}.{measure}", values[measure] / 100)
        for corpus, values in found.items()
        if corpus.startswith("parse/")
        for measure in PARSE
    ]
    return scores + [
        (f"{corpus}.coarse", values["coarse"] / 100)
        for corpus, values in found.items()
        if corpus.startswith("ner/")
    ]


def _news(data: Path, model: str | None) -> dict[str, float]:
    """Return coarse exact F1 of names on news pages: ours of ``domain-dev``, and the invented."""
    from nlp.identity import model_folder
    from nlp.loading import load
    from nlp.training.corpora import NerText
    from nlp.training.score import score_ner

    bare = load(str(model_folder(model)))

    def score(pages: Iterable[dict[str, Any]]) -> float:
        lines = [NerText("", *line) for page in pages for line in _lines(page)]
        return score_ner(bare, lines)["coarse"] / 100

    return {
        "news/domain-dev.coarse": score(_rows(data / "domain-dev" / "gold.jsonl")),
        "news/invented.coarse": score(_invented(data)),
    }


def _invented(data: Path) -> Iterator[dict[str, Any]]:
    for batch in fresh.BATCHES:
        english = {p["id"] for p in fresh.pages(batch) if p.get("language", "en") == "en"}
        with tempfile.TemporaryDirectory() as folder:
            fresh.write(batch, Path(folder), data)
            rows = _rows(Path(folder) / "gold.jsonl")
        yield from (row for row in rows if row["id"] in english)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _lines(page: dict[str, Any]) -> Iterator[tuple[str, Names, frozenset[str]]]:
    """Yield each line of a page with the names in it, and no label that is annotated throughout."""
    names = [
        (mention["start"], mention["end"], entity["type"])
        for entity in page["entities"]
        for mention in entity["mentions"]
    ]
    for line in re.finditer(r"[^\n]+", page["text"]):
        start, end = line.span()
        inside = [(a - start, b - start, kind) for a, b, kind in names if start <= a and b <= end]
        yield line.group(), tuple(sorted(inside)), frozenset()
