"""Scores of the bare language model on held-out treebanks and NER corpora."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return UAS, LAS, sentence F1, tag accuracy and coarse NER F1 per corpus (0 to 1)."""
    from nlp.identity import default_model

    path = model or str(default_model())
    command = [sys.executable, "-m", "nlp.training.score", "--data", str(data), "--model", path]
    done = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    return _flat(json.loads(done.stdout))


def _flat(value: object, prefix: str = "") -> dict[str, float]:
    if isinstance(value, dict):
        flat: dict[str, float] = {}
        for key, item in value.items():
            flat |= _flat(item, f"{prefix}.{key}" if prefix else str(key))
        return flat
    return {prefix: float(value)} if isinstance(value, int | float) else {}
