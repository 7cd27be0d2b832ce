"""Score statements on attribution corpora: who said what, linked (development data only)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from claimwire.model import Annotation, Statement
from nlp import knowledge_base, pipeline

FILES = ("attribution_polnear_dev.jsonl", "attribution_polnear_train150.jsonl")


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return linked F1 on each file found under ``data``, all cues and speech cues only."""
    folder = data / "dev-only" / "attribution"
    annotator = pipeline.load(model, knowledge_base.load())
    scores: dict[str, float] = {}
    for name in FILES:
        gold = folder / name
        if not gold.exists():
            continue
        with tempfile.TemporaryDirectory() as scratch:
            predicted = Path(scratch) / "predicted.jsonl"
            lines = []
            for line in gold.read_text(encoding="utf-8").splitlines():
                page = json.loads(line)
                lines.append(json.dumps(prediction(page["id"], annotator.annotate(page["text"]))))
            predicted.write_text("\n".join(lines) + "\n", encoding="utf-8")
            part = "dev" if "dev" in name.rsplit("_", 1)[-1] else "train150"
            for label, options in (("all", []), ("speech", ["--speech-only"])):
                result = _score(folder / "score_attribution.py", gold, predicted, options)
                scores[f"polnear-{part}.linked-{label}"] = result["attribution"]["linked@0.5"][2]
                scores[f"polnear-{part}.content-{label}"] = result["attribution"]["0.5"][2]
    return scores


def prediction(page: str, annotation: Annotation) -> dict[str, Any]:
    """Return the annotation of a page in the scorer's format."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in map(attribution, annotation.statements):
        # The corpora know one attribution per cue and source: what is said in two clauses is one.
        whole = found.setdefault((*one["cue"][0], *(one["source"] or [[None]])[0]), one)
        if whole is not one:
            whole["content"].extend(one["content"])
    return {"id": page, "attributions": list(found.values())}


def attribution(statement: Statement) -> dict[str, Any]:
    """Return one statement as source, cue and content spans."""
    speaker = statement.speaker
    named = speaker is not None and speaker.start is not None and speaker.end is not None
    return {
        "source": [[speaker.start, speaker.end]] if speaker is not None and named else None,
        "cue": [[statement.cue.start, statement.cue.end]],
        "content": [[span.start, span.end] for span in statement.content],
    }


def _score(scorer: Path, gold: Path, predicted: Path, options: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(predicted), "--json", *options],
        check=True,
        capture_output=True,
        text=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result
