"""Adapter: text reuse on the development pairs of near duplicates.

``run`` decides every pair with :func:`nlp.reuse.compare` and, beside it, reports how many of the
duplicate pairs the index of :func:`nlp.reuse.find` would have proposed at all.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from claimwire.model import ReuseKind
from nlp.reuse import Sketch, compare, find, sketch


def run(data: Path, model: str | None = None) -> dict[str, float]:
    """Score reuse; ``data`` is the folder that holds ``dev-only``. No model is needed."""
    del model
    folder = data / "dev-only" / "neardup"
    texts = {row["id"]: row["text"] for row in _rows(folder / "neardup_dev_docs.jsonl")}
    sketches = {key: sketch(text) for key, text in texts.items()}
    pairs = [row for row in _rows(folder / "neardup_dev_pairs.jsonl") if row["label"] != "partial"]
    decided = [(row, _same(sketches[row["a"]], sketches[row["b"]])) for row in pairs]
    linked = _linked(texts)
    scores = _prf([(row["label"] == "dup", verdict) for row, verdict in decided], "reuse")
    scores |= _prf(
        [(row["label"] == "dup", frozenset((row["a"], row["b"])) in linked) for row in pairs],
        "reuse_by_index",
    )
    kinds: dict[str, list[bool]] = defaultdict(list)
    for row, verdict in decided:
        if row["label"] == "dup" and row["origin"] == "synthetic":
            kinds[row["kind"]].append(verdict)
    return scores | {
        f"reuse_recall_{kind}": sum(found) / len(found) for kind, found in sorted(kinds.items())
    }


def _same(left: Sketch, right: Sketch) -> bool:
    verdict = compare(left, right)
    return verdict is not None and verdict[0] is not ReuseKind.PARTIAL


def _linked(texts: dict[str, str]) -> set[frozenset[str]]:
    """Pairs in one reuse class, as a corpus with all documents in order of their ids gives them."""
    classes: dict[str, str] = {}
    for row in find(sorted(texts.items())):
        if row.kind is not ReuseKind.PARTIAL:
            classes[row.document_id] = classes.get(row.source_id, row.source_id)
    members: dict[str, list[str]] = defaultdict(list)
    for document_id in sorted(texts):
        members[classes.get(document_id, document_id)].append(document_id)
    return {frozenset((a, b)) for group in members.values() for a in group for b in group if a < b}


def _prf(decisions: list[tuple[bool, bool]], name: str) -> dict[str, float]:
    right = sum(gold and found for gold, found in decisions)
    said = sum(found for _, found in decisions)
    wanted = sum(gold for gold, _ in decisions)
    precision = right / said if said else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
