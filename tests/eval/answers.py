"""Adapter: pairing of answers with accusations, from plain text to the response ledger.

``answers.jsonl`` holds small cases of one or several pages, written for this purpose with invented
names: who answers, how, and to whom; cases without an answer that must be paired are among them.
A found response counts as right when responder, kind and accuser are those of the case; each wanted
one counts once. ``ended`` asks that a silence has expired.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from claimwire.ids import make_id, text_digest
from claimwire.model import (
    Document,
    DocumentStatus,
    Item,
    Relevance,
    Resolution,
    Revision,
    Stamp,
)
from nlp import pipeline
from nlp.knowledge_base import load as load_knowledge
from nlp.resolve import resolve

_CASES = Path(__file__).with_name("answers.jsonl")


def run(data: Path, model: str | None = None) -> dict[str, float]:
    """Score the pairing of all cases. No data is needed."""
    del data
    knowledge = load_knowledge()
    annotator = pipeline.load(model, knowledge)
    right = made = wanted = ended = ending = 0
    for line in _CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = resolve(items(case, annotator), knowledge)
        gold = {(row["by"], row["kind"], row["to"]) for row in case["answers"]}
        said = answers(found)
        right += len(gold & said.keys())
        made += len(said)
        wanted += len(gold)
        for row in case["answers"]:
            if row.get("ended"):
                ending += 1
                ended += said.get((row["by"], row["kind"], row["to"]), False)
    precision, recall = right / made, right / wanted
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "expired": ended / ending,
    }


def answers(found: Resolution) -> dict[tuple[str, str, str], bool]:
    """Return what was paired, as (responder, kind, accuser), and whether it has expired."""
    accuser = {claim.id: claim.speaker_name or "" for claim in found.claims}
    return {
        (_plain(row.responder_name), row.kind.value, _plain(accuser[row.claim_id])): (
            row.answered_by is not None
        )
        for row in found.responses
    }


def items(case: dict[str, Any], annotator: pipeline.Annotator) -> list[Item]:
    """Annotate the pages of one case; all of them count as relevant."""
    made = []
    for number, page in enumerate(case["pages"]):
        text = page["text"]
        annotation = annotator.annotate(text)
        at = dt.datetime.fromisoformat(page["published"]).replace(hour=12, tzinfo=dt.UTC)
        document_id = make_id("d", case["id"], number)
        url = f"https://page{number}.example/{case['id']}"
        document = Document(
            document_id, url, url, f"web:page{number}", None, at, DocumentStatus.CAPTURED
        )
        revision = Revision(
            id=make_id("r", document_id),
            document_id=document_id,
            number=1,
            capture_id=None,
            seen_at=at,
            text_id=text_digest(text),
            title=None,
            authors=(),
            published=Stamp(at, "day", "given"),
            modified=None,
            publisher_name=None,
            language="en",
            summary=None,
            kind=None,
            paywalled=None,
            partial=False,
        )
        numbers = range(len(annotation.statements))
        ids = tuple(make_id("s", document_id, one) for one in numbers)
        made.append(Item(document, revision, text, annotation, ids, Relevance(True, 1.0, ())))
    return made


def _plain(name: str | None) -> str:
    return (name or "").removeprefix("the ").removeprefix("The ").strip()
