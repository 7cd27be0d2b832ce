"""Score a run over ``domain-dev`` with its own scorer: predictions in its format.

The gold knows sixteen stances of its own; how our acts map to them stands here and nowhere else.
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

from claimwire.model import Act, EntityType, NodeKind, Party, Span, SpeakerRole, Stance, Statement
from nlp import formats, pipeline, relevance
from nlp.knowledge_base import load as load_knowledge
from nlp.statements.turns import is_bench
from nlp.statements.wordings import DECEIT
from tests.eval.leaning import leaning

_STANCE = {
    Act.SAY: "other",
    Act.ANNOUNCE: "announce",
    Act.CONFIRM: "confirm",
    Act.ALLEGE: "allege",
    Act.ACCUSE: "accuse",
    Act.CRITICIZE: "accuse",
    Act.INVESTIGATE: "accuse",
    Act.SUE: "sue",
    Act.DENY: "deny",
    Act.REJECT: "deny",
    Act.WARN: "warn",
    Act.THREATEN: "threaten",
    Act.DEMAND: "demand",
    Act.REQUEST: "demand",
    Act.ORDER: "demand",
    Act.PROPOSE: "propose",
    Act.PROMISE: "promise",
    Act.AGREE: "promise",
    Act.RULE: "rule",
    Act.SANCTION: "sanction",
    Act.SUPPORT: "assess",
    Act.APOLOGIZE: "confirm",
    Act.ESTIMATE: "assess",
    Act.DECLINE_COMMENT: "no-comment",
    Act.NO_RESPONSE: "no-comment",
}
_WRONG = re.compile(
    r"\b(?:steal|stole|theft|thie[fv]|illicit|illegal|unlawful|infring|extract|distill?|fraud|"
    r"free-rid|exploit|copied|copying|cheat|smuggl|attack|without (?:permission|consent)|"
    r"unauthori[sz]ed|pirat|accus|allegation|defam)",
    re.IGNORECASE,
)
"""The gold calls it *accuse* when the content names a wrong, *allege* when it tells details."""

_OPENING = 16
"""Code points of a determiner, a number and a noun before a name: *three labs, A*."""
_TO_WARN = re.compile(r"\bto\W{1,3}warn (?:of|about|that|against)\b", re.IGNORECASE)
"""The gold calls it *warn* when somebody says that his purpose is to warn."""
_US_OFFICIAL = re.compile(
    r"\b(?:US|U\.S\.|American|administration|White House)\b.{0,20}\bofficials?\b", re.IGNORECASE
)
_TELLING = frozenset({SpeakerRole.DOCUMENT, SpeakerRole.OUTLET})
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
            "claims": [_claim(s, page["text"]) for s in annotation.statements if _scored(s)],
            "events": [{"date": event["date"]} for event in record["events"]],
        }


def _scored(statement: Statement) -> bool:
    return statement.confidence >= _CONFIDENT and not statement.negated


def _stance(statement: Statement) -> str:
    """Return the gold's word for what a statement does.

    What a document or an outlet tells is an announcement there, and *not A but B* a denial.
    """
    if statement.stance is Stance.DENIES:
        return "deny"
    told = statement.speaker is not None and statement.speaker.role in _TELLING
    if statement.act is Act.SAY and told:
        return "announce"
    return _STANCE[statement.act]


def _claim(statement: Statement, text: str) -> dict[str, Any]:
    spans = statement.content or (statement.sentence,)
    speaker = statement.speaker
    stance = _stance(statement)
    words = text[spans[0].start : spans[-1].end]
    if statement.act is Act.SAY and _TO_WARN.search(words):
        stance = "warn"
    if stance == "other":
        stance = leaning(words, statement.cue.lemma) or stance
    if stance == "demand" and statement.act is Act.ORDER and is_bench(_name_of(speaker), text):
        stance = "rule"
    if stance == "allege" and _opens_with_target(statement, spans[0]):
        stance = "accuse"
    if stance == "allege" and (_WRONG.search(words) or DECEIT.search(words)):
        stance = "accuse"
    return {
        "speaker": _name(speaker) if speaker else "",
        "stance": stance,
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


def _name_of(speaker: Party | None) -> str:
    return (speaker.canonical or "") if speaker is not None else ""


def _opens_with_target(statement: Statement, span: Span) -> bool:
    """Say whether a charge begins with the charged: the gold calls that *accuse*, not *allege*."""
    starts = (target.start for target in statement.targets if target.start is not None)
    return any(0 <= start - span.start <= _OPENING for start in starts)


def _is_name(target: Party) -> bool:
    """Say whether a target has a name: the gold leaves out *the companies* and *a rival team*."""
    return target.entity is not None or any(c.isupper() for c in (target.canonical or "")[:1])


def _name(speaker: Party) -> str:
    name = speaker.canonical or ""
    return _unnamed(name) if speaker.anonymous else name


def _unnamed(words: str) -> str:
    """Return the gold's name for people who are not named; our own keeps the words of the page."""
    return "unnamed US official" if _US_OFFICIAL.search(words) else "unnamed sources"
