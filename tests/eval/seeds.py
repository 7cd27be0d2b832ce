"""The facts that a correct tracker must find in the seed articles, checked one by one.

``run`` gives shares; ``facts`` the list behind them: every expected statement with what was found
of it, and every prohibition with whether it was kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from claimwire.model import Act, Annotation, Span, Statement
from nlp import knowledge_base, pipeline

_ENTITIES = {
    "united_states": "united-states",
    "state_department": "us-state-department",
    "white_house": "white-house",
    "embassy": "chinese-embassy-in-washington",
    "cable": "us-state-department",
    "techradar": "techradar",
}
_KIN = {
    Act.SAY: {Act.SAY, Act.ANNOUNCE},
    Act.ACCUSE: {Act.ACCUSE, Act.ALLEGE, Act.SAY},
    Act.ALLEGE: {Act.ALLEGE, Act.ACCUSE},
    Act.WARN: {Act.WARN, Act.SAY},
    Act.REQUEST: {Act.REQUEST, Act.DEMAND, Act.ORDER},
}
"""Acts that count as the expected one: the same family."""
_FLOOR = 0.5
"""Confidence below which a statement is kept and not published."""
_ACCUSED = ("deepseek", "moonshot-ai", "minimax")


@dataclass(frozen=True, slots=True)
class Fact:
    """One expected fact, and what was found of it."""

    name: str
    clear: bool  # not marked ambiguous
    found: bool
    act: bool
    speaker: bool
    chain: bool
    detail: str


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return the shares of expected facts found and of prohibitions kept; print the missed."""
    checked = facts(data, model)
    expected = [fact for fact in checked if not fact.name.startswith("must not")]
    kept = [fact for fact in checked if fact.name.startswith("must not")]
    for fact in checked:
        if not fact.found:
            print(f"seeds: missed {fact.name}: {fact.detail}", file=sys.stderr)
    clear = [fact for fact in expected if fact.clear]
    share = len(clear) or 1
    return {
        "statements": sum(f.found for f in expected) / (len(expected) or 1),
        "statements_clear": sum(f.found for f in clear) / share,
        "acts_clear": sum(f.act for f in clear) / share,
        "speakers_clear": sum(f.speaker for f in clear) / share,
        "chains_clear": sum(f.chain for f in clear) / share,
        "must_not": sum(f.found for f in kept) / (len(kept) or 1),
    }


def facts(data: Path, model: str | None) -> list[Fact]:
    """Return every expected statement and every prohibition with what became of it."""
    folder = data / "seeds"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    annotator = pipeline.load(model, knowledge_base.load())
    pages = {name: (folder / name).read_text(encoding="utf-8") for name in expected["files"]}
    read = {name: annotator.annotate(text) for name, text in pages.items()}
    checked = [
        _statement(want, pages[want["file"]], read[want["file"]]) for want in expected["statements"]
    ]
    checked.extend(_prohibitions(expected, pages, read))
    return checked


def _statement(want: dict[str, Any], text: str, annotation: Annotation) -> Fact:
    cue = Span(*want["cue"]["span"])
    near = [s for s in annotation.statements if Span(s.cue.start, s.cue.end).overlaps(cue)]
    near.sort(key=lambda s: -_overlap(want, s))
    best = near[0] if near else None
    if best is None:
        return Fact(want["id"], not want["ambiguous"], False, False, False, False, "no statement")
    act = want["act"].replace("_", "-")
    kin = best.act in _KIN.get(Act(act), {Act(act)})
    speaker = _speaker(want, best)
    chain = _chain(want, best)
    said = _overlap(want, best) >= 0.5 or not want["content"]
    shown = " … ".join(span.of(text)[:50] for span in best.content)
    detail = (
        f"{best.rule}: act {best.act} ({'right' if kin else 'wrong'}), "
        f"speaker {'right' if speaker else 'wrong'}, content {shown!r}"
    )
    return Fact(
        want["id"], not want["ambiguous"], said and kin and speaker, kin, speaker, chain, detail
    )


def _overlap(want: dict[str, Any], statement: Statement) -> float:
    gold = {i for part in want["content"] for i in range(*part["span"])}
    # Targets and addressees may stand inside our content: they are said, too.
    extra = [want["addressee"], *want["targets"]]
    loose = gold | {i for p in extra if p and p.get("span") for i in range(*p["span"])}
    ours = {i for span in statement.content for i in range(span.start, span.end)}
    if not gold or not ours:
        return 0.0
    return max(len(gold & ours) / len(gold | ours), len(loose & ours) / len(loose | ours))


def _speaker(want: dict[str, Any], statement: Statement) -> bool:
    speaker = statement.speaker
    if want["speaker"] is None:
        return speaker is None
    if speaker is None:
        return False
    allowed = [want["speaker"]["entity"], *want.get("speaker_alternatives", [])]
    return speaker.entity in {_ENTITIES.get(name, name) for name in allowed}


def _chain(want: dict[str, Any], statement: Statement) -> bool:
    names = [link.name for link in statement.chain]
    return not want["origin_chain"] or names == want["origin_chain"]


def _prohibitions(
    expected: dict[str, Any], pages: dict[str, str], read: dict[str, Annotation]
) -> Iterator[Fact]:
    everything = [s for annotation in read.values() for s in annotation.statements]
    denials = [s for s in everything if s.act == Act.DENY and _by(s, _ACCUSED)]
    yield _kept("give an accused firm a denial", denials)
    parity = [s for s in everything if _by(s, ("deepseek",)) and s.cue.lemma == "claim"]
    yield _kept("name a speaker for the claim of parity", parity)
    outlets = [s for s in everything if s.act == Act.ACCUSE and _by(s, ("reuters", "techradar"))]
    yield _kept("take an outlet for the accuser", outlets)
    yield _kept("make statements of furniture", list(_in_furniture(expected, read)))
    first = read[next(iter(expected["files"]))]
    denial = next(want for want in expected["statements"] if want["id"] == "A11")
    inside = Span(*denial["content"][0]["span"])
    quoted = [s for s in first.statements if inside.overlaps(Span(s.cue.start, s.cue.end))]
    yield _kept("take the denied proposition for a statement", quoted)
    yield _kept("take background for a statement", list(_background(expected, pages, read)))
    older = [
        s for s in everything if _by(s, ("deepseek",)) and s.cue.lemma == "state" and not s.earlier
    ]
    yield _kept("drop 'previously' from the statement on V3", older)


def _background(
    expected: dict[str, Any], pages: dict[str, str], read: dict[str, Annotation]
) -> Iterator[Statement]:
    """Yield published statements in the page's own voice: those in a sentence that holds the words
    which the prohibition quotes, and in the sentence after it, which explains them."""
    rule = next(r for r in expected["must_not"] if "own voice" in r)
    words = rule.partition("“")[2].partition("”")[0]
    for name, annotation in read.items():
        for here, following in pairwise(annotation.sentences):
            if words not in here.of(pages[name]):
                continue
            for statement in annotation.statements:
                cue = Span(statement.cue.start, statement.cue.end)
                near = cue.overlaps(here) or cue.overlaps(following)
                # The next paragraph may begin right after: its statements are its own.
                if near and "\n" in pages[name][here.end : cue.start]:
                    continue
                if near and statement.confidence >= _FLOOR:
                    yield statement


def _by(statement: Statement, entities: Sequence[str]) -> bool:
    return statement.speaker is not None and statement.speaker.entity in entities


def _in_furniture(expected: dict[str, Any], read: dict[str, Annotation]) -> Iterator[Statement]:
    for piece in expected["furniture"]:
        span = Span(*piece["span"])
        for statement in read[piece["file"]].statements:
            if Span(statement.cue.start, statement.cue.end).overlaps(span):
                yield statement


def _kept(name: str, offending: Sequence[Statement]) -> Fact:
    detail = "; ".join(f"{s.rule} at {s.cue.start}" for s in offending)
    good = not offending
    return Fact(f"must not {name}", True, good, good, good, good, detail)
