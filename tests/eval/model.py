"""Scores of the bare language model on held-out treebanks and NER corpora."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PARSE = ("uas", "las", "sentences", "tags")


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return UAS, LAS, sentence F1, tag accuracy and coarse NER F1 per corpus (0 to 1).

    The model is loaded in a process of its own, bare, without what the pipeline puts around it.
    """
    from nlp.identity import model_folder

    path = str(model_folder(model))
    command = [sys.executable, "-m", "nlp.training.score", "--data", str(data), "--model", path]
    done = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    return dict(_chosen(json.loads(done.stdout)))


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
