"""Golden annotations: what the language work finds on a dozen invented pages, field for field.

``CLAIMWIRE_GOLDEN=write`` writes them anew, for another model or other rules; look at the
difference before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from claimwire.model import Annotation, Span
from nlp import knowledge_base, pipeline

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "annotations"


def test_annotations_are_as_they_were() -> None:
    annotator = pipeline.load(None, knowledge_base.load())
    pages = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}
    found = {name: readable(text, annotator.annotate(text)) for name, text in pages.items()}
    if os.environ.get("CLAIMWIRE_GOLDEN") == "write":
        for name, value in found.items():
            written = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
            (FOLDER / f"{name}.json").write_text(written, encoding="utf-8")
        pytest.fail("golden files written; run again without CLAIMWIRE_GOLDEN")
    kept = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
    assert sorted(kept) == sorted(found), "a golden file is missing or left over"
    assert len(found) >= 12
    for name, value in found.items():
        assert value == kept[name], f"{name} differs; see the docstring of this module"


def readable(text: str, annotation: Annotation) -> dict[str, Any]:
    """Return an annotation in words, so that a difference can be read."""
    return {
        "names": [
            f"{text[m.start : m.end]} = {m.entity} {m.type.value} ({m.how})"
            for m in annotation.mentions
        ],
        "dates": [f"{text[d.start : d.end]} = {d.expression}" for d in annotation.dates],
        "statements": [
            {
                "speaker": s.speaker.canonical if s.speaker else None,
                "act": s.act.value,
                "cue": text[s.cue.start : s.cue.end],
                "targets": [t.canonical for t in s.targets],
                "content": [span.of(text) for span in s.content],
                "modality": s.modality.value,
                "negated": s.negated,
                "chain": [link.name for link in s.chain],
                "date": _date(text, annotation, s.date),
                "rule": s.rule,
                "confidence": s.confidence,
            }
            for s in annotation.statements
        ],
    }


def _date(text: str, annotation: Annotation, index: int | None) -> str | None:
    if index is None:
        return None
    mention = annotation.dates[index]
    return Span(mention.start, mention.end).of(text)
