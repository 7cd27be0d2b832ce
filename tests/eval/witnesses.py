"""Adapter: independent origins in the ways in which reports go around, from plain text on.

``witnesses.jsonl`` holds small cases of one to three pages, written for this purpose with invented
names: a copy under another title, two outlets that each saw the cable, a spokesperson who told
both, a blog that speaks of "multiple outlets", a post and the reports about it. Each case names the
speaker, on how many pages the claim stands, and how many origins it has (``null``: unknown).

``joined``
    The share of cases in which a claim of the speaker stands on as many pages as it should.
``count``
    The share of all cases in which that claim has the right number of origins.
``false_independent``
    The share of all cases in which any claim of the speaker counts more origins than it has.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimwire.model import Claim
from nlp import pipeline
from nlp.knowledge_base import load as load_knowledge
from nlp.resolve import resolve
from tests.eval.answers import items

_CASES = Path(__file__).with_name("witnesses.jsonl")


def run(data: Path, model: str | None = None) -> dict[str, float]:
    """Score all cases. No data is needed."""
    del data
    knowledge = load_knowledge()
    annotator = pipeline.load(model, knowledge)
    cases = [json.loads(line) for line in _CASES.read_text(encoding="utf-8").splitlines()]
    joined = right = false = 0
    for case in cases:
        found = of_speaker(resolve(items(case, annotator), knowledge).claims, case)
        main = max(found, key=pages, default=None)
        joined += main is not None and pages(main) == case["on"]
        right += main is not None and main.independent_origins == case["origins"]
        most = case["origins"] or 0
        false += any((claim.independent_origins or 0) > most for claim in found)
    return {
        "joined": joined / len(cases),
        "count": right / len(cases),
        "false_independent_kept_out": 1 - false / len(cases),
    }


def of_speaker(claims: Sequence[Claim], case: dict[str, Any]) -> list[Claim]:
    """Return the claims of the speaker of a case; of unnamed officials where it names none."""
    wanted = case["speaker"].casefold()
    return [one for one in claims if wanted in (one.speaker_name or "").casefold()]


def pages(claim: Claim) -> int:
    """Return on how many pages a claim stands."""
    return len({one.document_id for one in claim.appearances})
