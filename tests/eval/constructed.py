"""Score statements on constructed cases: whole frames, slot by slot, and false alarms.

The cases stand in ``constructed.toml`` and need no development data. A frame is right when speaker,
act, targets, content and modality all are; its content is compared word by word without the words
of the targets, which a rule may or may not count as said.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimwire.model import Annotation, Party, Statement
from nlp import knowledge_base, pipeline

CASES = Path(__file__).with_name("constructed.toml")
FLOOR = 0.5
"""Confidence from which a statement is published; statements below it do not count."""
_WORD = re.compile(r"\w+")
_SLOTS = ("speaker", "act", "targets", "content", "modality")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: slots right per expected frame, and statements too many."""

    case: dict[str, Any]
    slots: tuple[dict[str, bool], ...]  # one per expected frame; empty when none was found
    extra: tuple[str, ...]


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return the measures of ``constructed.toml``; what is wrong goes to stderr."""
    del data
    outcomes = list(check(model))
    for outcome in outcomes:
        if outcome.extra or not all(s and all(s.values()) for s in outcome.slots):
            print(f"constructed: {describe(outcome)}", file=sys.stderr)
    return measures(outcomes)


def measures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return frame precision, recall and F1, slot recall and the share of quiet distractors."""
    expected = sum(len(o.case["frames"]) for o in outcomes)
    whole = sum(all(s.values()) and bool(s) for o in outcomes for s in o.slots)
    found = sum(bool(s) for o in outcomes for s in o.slots) + sum(len(o.extra) for o in outcomes)
    slots: Counter[str] = Counter()
    for outcome in outcomes:
        for frame in outcome.slots:
            slots.update(name for name, right in frame.items() if right)
    quiet = [o for o in outcomes if not o.case["frames"]]
    precision, recall = whole / (found or 1), whole / (expected or 1)
    return {
        "frame_f1": 2 * precision * recall / ((precision + recall) or 1),
        "frame_precision": precision,
        "frame_recall": recall,
        **{f"slot_{name}": slots[name] / (expected or 1) for name in _SLOTS},
        "distractors_quiet": sum(not o.extra for o in quiet) / (len(quiet) or 1),
    }


def describe(outcome: Outcome) -> str:
    """Return one line that says what is wrong with a case."""
    wrong = [
        "missed"
        if not slots
        else "wrong " + ", ".join(n for n, right in slots.items() if not right)
        for slots in outcome.slots
        if not slots or not all(slots.values())
    ]
    extra = [f"extra: {words}" for words in outcome.extra]
    return f"[{outcome.case['kind']}] {outcome.case['text']!r}: {'; '.join([*wrong, *extra])}"


def check(model: str | None, cases: Path = CASES) -> Iterator[Outcome]:
    """Yield what became of each case of a file."""
    annotator = pipeline.load(model, knowledge_base.load())
    for case in tomllib.loads(cases.read_text(encoding="utf-8"))["case"]:
        yield judge(case, annotator.annotate(case["text"]))


def judge(case: dict[str, Any], annotation: Annotation) -> Outcome:
    """Match the published statements of a case to its frames, the best pairs first."""
    text = case["text"]
    ours = [s for s in annotation.statements if s.confidence >= FLOOR and not s.negated]
    pairs = sorted(
        (
            (-sum(_slots(frame, one, text).values()), -_overlap(frame, one, text), i, j)
            for i, frame in enumerate(case["frames"])
            for j, one in enumerate(ours)
            if _overlap(frame, one, text) > 0.2 or not frame["content"]
        )
    )
    matched: dict[int, int] = {}
    for _, _, i, j in pairs:
        if i not in matched and j not in matched.values():
            matched[i] = j
    slots = tuple(
        _slots(frame, ours[matched[i]], text) if i in matched else {}
        for i, frame in enumerate(case["frames"])
    )
    left = [s for j, s in enumerate(ours) if j not in matched.values()]
    extra = () if case.get("extra") else tuple(_shown(s, text) for s in left)
    return Outcome(case, slots, extra)


def _shown(statement: Statement, text: str) -> str:
    said = " … ".join(span.of(text) for span in statement.content)
    who = statement.speaker.canonical if statement.speaker else None
    return f"{statement.rule} {who} {statement.act}: {said}"


def _slots(frame: dict[str, Any], statement: Statement, text: str) -> dict[str, bool]:
    acts = frame["act"] if isinstance(frame["act"], list) else [frame["act"]]
    return {
        "speaker": _speaker(frame["speaker"], statement.speaker, text),
        "act": statement.act.value in acts,
        "targets": _targets(frame["targets"], statement.targets, text),
        "content": not frame["content"] or _overlap(frame, statement, text) >= 0.5,
        "modality": statement.modality.value in frame["modality"].split("|"),
    }


def _speaker(expected: str, party: Party | None, text: str) -> bool:
    if not expected:
        return party is None
    return party is not None and any(_names(one, party, text) for one in expected.split("|"))


def _targets(expected: Sequence[str], parties: Sequence[Party], text: str) -> bool:
    """Say whether the parties are those expected; a name with ``?`` behind it may be one or not."""
    asked = [name for name in expected if not name.endswith("?")]
    allowed = [name.removesuffix("?") for name in expected]
    return all(any(_names(name, party, text) for party in parties) for name in asked) and all(
        any(_names(name, party, text) for name in allowed) for party in parties
    )


def _names(name: str, party: Party, text: str) -> bool:
    """Say whether a party is who is meant: by canonical name, by alias of it, or by its words."""
    given = [party.canonical or ""]
    if party.start is not None and party.end is not None and party.entity is None:
        given.append(text[party.start : party.end])
    wanted = _words(name)
    return any(wanted == _words(one) or wanted <= _words(one) != set() for one in given)


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if word not in {"the", "a", "an", "s"}}


def _overlap(frame: dict[str, Any], statement: Statement, text: str) -> float:
    """Return the overlap of the said words, those of the targets and small words left out."""
    aside = {w for name in frame["targets"] for w in _words(name.removesuffix("?"))}
    wanted = _words(frame["content"]) - aside
    said = {w for span in statement.content for w in _words(span.of(text))} - aside
    small = {"of", "that", "to", "for", "over", "in", "on", "by", "was", "has", "been"}
    wanted, said = wanted - small or wanted, said - small or said
    return len(wanted & said) / (len(wanted | said) or 1)
