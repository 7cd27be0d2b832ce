"""Score a run over ``domain-dev`` with its own scorer: predictions in its format.

The sixteen stances of its gold are the forces of :mod:`nlp.force`; nothing is decided here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimwire.model import EntityType, NodeKind, Party, Statement
from nlp import formats, pipeline, relevance
from nlp.knowledge_base import load as load_knowledge

_US_OFFICIAL = re.compile(
    r"\b(?:US|U\.S\.|American|administration|White House)\b.{0,20}\bofficials?\b", re.IGNORECASE
)
_CONFIDENT = 0.5
"""Statements below are kept in the store but not published; they are not scored either."""
_MEASURES = (
    *("relevance", "dispute_bcubed", "entity_mention", "entity_mention_partial"),
    *("entity_canonical", "claims", "claims_clear", "claims_content_only", "target_f1"),
    *("event_date", "event_month"),
    *("stance_accuracy", "modality_accuracy", "origin_chain_exact", "origin_ultimate"),
)


def run(data: Path, model: str | None) -> dict[str, float]:
    """Annotate all pages and return the F1 or accuracy of each measure of the scorer."""
    folder = data / "domain-dev"
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "predicted.jsonl"
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in predictions(folder, model))
        command = [sys.executable, str(folder / "score_domain.py"), str(path), "--json"]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return measures(json.loads(output))


def measures(measured: dict[str, Any]) -> dict[str, float]:
    """Return the F1 or accuracy of each measure that the scorer printed."""
    scores: dict[str, float] = {}
    for name in _MEASURES:
        value = measured.get(name)
        if value is not None:
            # A list is precision, recall, F1; the last is the score.
            scores[name] = float(value[2] if isinstance(value, list) else value)
    return scores


def predictions(folder: Path, model: str | None) -> Iterator[dict[str, Any]]:
    """Yield one prediction per page in the scorer's format."""
    knowledge = load_knowledge()
    annotator = pipeline.load(model, knowledge)
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        annotation = annotator.annotate(page["text"])
        judged = relevance.judge(page["text"], annotation, knowledge, page.get("title"))
        record = formats.to_json(
            page, page["text"], annotation, judged, knowledge, annotator.digest
        )
        yield {
            "url": page["url"],
            "relevant": judged.relevant,
            "dispute": judged.disputes[0][0] if judged.disputes else None,
            "entities": [
                {key: mention[key] for key in ("canonical", "type", "start", "end")}
                for mention in record["entities"]
                # The gold does not tag adjectives of nations.
                if mention["type"] != EntityType.NORP
            ],
            "claims": [
                _claim(statement, told["force"])
                for statement, told in zip(annotation.statements, record["statements"], strict=True)
                if _scored(statement)
            ],
            "events": [{"date": event["date"]} for event in record["events"]],
        }


def _scored(statement: Statement) -> bool:
    return statement.confidence >= _CONFIDENT and not statement.negated


def _claim(statement: Statement, force: str) -> dict[str, Any]:
    spans = statement.content or (statement.sentence,)
    speaker = statement.speaker
    return {
        "speaker": _name(speaker) if speaker else "",
        "stance": force,
        "content_start": spans[0].start,
        "content_end": spans[-1].end,
        "targets": [target.canonical or "" for target in statement.targets if _is_name(target)],
        "origin_chain": [
            _unnamed(link.name) if link.kind is NodeKind.ANONYMOUS else link.name
            for link in statement.chain
            if link.kind is not NodeKind.PUBLISHER
        ],
        "modality": statement.modality.value,
    }


def _is_name(target: Party) -> bool:
    """Say whether a target has a name: the gold leaves out *the companies* and *a rival team*."""
    return target.entity is not None or any(c.isupper() for c in (target.canonical or "")[:1])


def _name(speaker: Party) -> str:
    name = speaker.canonical or ""
    return _unnamed(name) if speaker.anonymous else name


def _unnamed(words: str) -> str:
    """Return the gold's name for people who are not named; our own keeps the words of the page."""
    return "unnamed US official" if _US_OFFICIAL.search(words) else "unnamed sources"
