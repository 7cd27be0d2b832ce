"""Adapter: story clustering on the development part of the public cluster set (B-cubed)."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from nlp.stories import Page, cluster


def run(data: Path, model: str | None = None) -> dict[str, float]:
    """Score stories; ``data`` is the folder that holds ``dev-only``. No model is needed.

    The texts carry neither title nor date nor dispute: only words can tell them apart.
    """
    del model
    path = data / "dev-only" / "clusters" / "clusters_dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    gold = {row["id"]: row["cluster"] for row in rows}
    found = cluster([Page(row["id"], row["text"], None, None) for row in rows], {})
    precision, recall = bcubed(gold, found)
    return {
        "cluster_precision": precision,
        "cluster_recall": recall,
        "cluster_f1": 2 * precision * recall / (precision + recall),
    }


def bcubed(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float]:
    """Return B-cubed precision and recall of a clustering of all items of ``gold``."""
    wanted: dict[str, set[str]] = defaultdict(set)
    made: dict[str, set[str]] = defaultdict(set)
    for item, label in gold.items():
        wanted[label].add(item)
        made[found[item]].add(item)
    precision = recall = 0.0
    for item, label in gold.items():
        shared = len(wanted[label] & made[found[item]])
        precision += shared / len(made[found[item]])
        recall += shared / len(wanted[label])
    return precision / len(gold), recall / len(gold)
