"""Score time expressions on the development data: predictions in the scorer's format."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from nlp import dates

_TIMEX = re.compile(r"(?:BC)?\d{2,4}(?:-(?:\d{2}(?:-\d{2})?|Q\d|SP|SU|FA|WI))?\Z|P[T\dX]\w*\Z")
_FILES = ("timex_dev.jsonl", "timex_gum_news_train.jsonl")


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return value F1 per subset; the model plays no part in dates."""
    del model
    folder = data / "dev-only" / "timex"
    scores: dict[str, float] = {}
    for name in _FILES:
        gold = folder / name
        if not gold.is_file():
            continue
        with tempfile.TemporaryDirectory() as scratch:
            predicted = Path(scratch) / "predicted.jsonl"
            rows = map(json.loads, gold.read_text(encoding="utf-8").splitlines())
            predicted.write_text("".join(json.dumps(_predict(row)) + "\n" for row in rows))
            output = subprocess.run(
                [
                    sys.executable,
                    str(folder / "score_timex.py"),
                    str(gold),
                    str(predicted),
                    "--json",
                ],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        for subset, values in json.loads(output).items():
            scores[f"{subset}.value_f1"] = values["value"][2]
            scores[f"{subset}.relaxed_f1"] = values["relaxed"][2]
    return scores


def _predict(row: dict[str, Any]) -> dict[str, Any]:
    anchor = dt.datetime.fromisoformat(row["dct"]).replace(tzinfo=dt.UTC)
    found = []
    for mention in dates.find(row["text"]):
        value = _timex_value(mention.expression, anchor)
        if value is not None:
            # Seasons and decades have a value of their own in TIMEX3, not a range.
            found.append(
                {
                    "start": mention.start,
                    "end": mention.end,
                    "type": mention.type,
                    "value": value,
                }
            )
    return {"id": row["id"], "timexes": found}


def _timex_value(expression: str, anchor: dt.datetime) -> str | None:
    if _TIMEX.match(expression):
        return expression
    value = dates.resolve(expression, published=anchor, first_seen=None)
    if value is None:
        return None
    season = re.match(r"season:(\w\w)", expression)
    return f"{value.value[:4]}-{season[1]}" if season else value.value
