"""``make score``: every scorer that the development data offers, in one table with floors.

Floors stand in ``baseline.json`` with a fingerprint of the data they were measured on. A score
below its floor makes the exit code 1. ``--accept "reason"`` writes today's scores as the new floors
(the reason is kept beside them); without it no floor is ever lowered.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

BASELINE = Path(__file__).with_name("baseline.json")
SCORERS = (
    *("model", "domain", "rest", "fresh", "unread", "seeds", "constructed", "attribution", "timex"),
    *("neardup", "clusters", "origins", "witnesses", "wires", "answers", "crawl"),
)
SLACK = 0.002
"""A floor is missed only beyond this: sums of floats differ in the last digits between machines."""


def fingerprint(data: Path) -> str:
    """Return a digest over the names and bytes of all development files."""
    state = hashlib.sha256()
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        state.update(str(path.relative_to(data)).encode())
        state.update(hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()[:16]


def measure(data: Path, model: str | None, names: tuple[str, ...]) -> dict[str, float]:
    """Run the named scorers and return ``scorer.measure -> value``."""
    scores: dict[str, float] = {}
    for name in names:
        print(f"scoring {name} …", file=sys.stderr)
        result = importlib.import_module(f"tests.eval.{name}").run(data, model)
        scores |= {f"{name}.{key}": round(float(value), 4) for key, value in result.items()}
    return scores


def table(scores: dict[str, float], floors: dict[str, float]) -> str:
    """Return the scores with their floors as aligned text."""
    lines = [f"{'measure':<52} {'score':>7} {'floor':>7}"]
    for key, value in scores.items():
        floor = floors.get(key)
        mark = "  LOWER" if floor is not None and value < floor - SLACK else ""
        lines.append(f"{key:<52} {value:7.3f} {'' if floor is None else f'{floor:7.3f}':>7}{mark}")
    return "\n".join(lines)


def main() -> int:
    """Measure, print, compare; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of development data")
    parser.add_argument("--model", help="a spaCy pipeline; default: the one that ships")
    parser.add_argument("--only", nargs="*", choices=SCORERS, help="these scorers alone")
    parser.add_argument("--accept", metavar="REASON", help="make today's scores the floors")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    if not given.data.is_dir():
        parser.error(f"{given.data}: no development data there; say where with --data")
    baseline: dict[str, Any] = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    floors: dict[str, float] = baseline.get("floors", {})
    scores = measure(given.data, given.model, tuple(given.only or SCORERS))
    print(json.dumps(scores, indent=1) if given.json else table(scores, floors))
    print_of_data = fingerprint(given.data)
    if given.accept:
        history = [*baseline.get("history", []), given.accept]
        new = {"data": print_of_data, "history": history, "floors": floors | scores}
        BASELINE.write_text(json.dumps(new, indent=1, sort_keys=True) + "\n")
        return 0
    if baseline and baseline.get("data") != print_of_data:
        print("the data differ from those of the floors: no comparison", file=sys.stderr)
        return 0
    return int(any(value < floors.get(key, 0.0) - SLACK for key, value in scores.items()))


if __name__ == "__main__":
    sys.exit(main())
