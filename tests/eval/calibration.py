"""Confidence against truth: fit it, and say how far it can be taken at its word.

    python -m tests.eval.calibration --data ../shared/data --write

counts on the development data how often each rule is right (content and speaker), fits the curve
from those shares to probabilities, and writes both to ``nlp/lexicon/calibration.toml`` and the
table of reliability to ``docs/method.md``. :func:`run` measures by cross-validation: what is told
of a page was fitted on other pages.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from claimwire.model import Act, Statement
from nlp import knowledge_base, pipeline
from nlp.statements import lexicon
from nlp.statements.assembly import trace
from nlp.statements.filters import is_silence
from nlp.statements.trust import Trust

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "nlp" / "lexicon" / "calibration.toml"
METHOD = ROOT / "docs" / "method.md"
_FILES = ("attribution_polnear_dev.jsonl", "attribution_polnear_train150.jsonl")
_UNMARKED = frozenset(
    {Act.SUE, Act.SANCTION, Act.RULE, Act.INVESTIGATE, Act.NO_RESPONSE, Act.DECLINE_COMMENT}
    | {Act.AGREE, Act.PROMISE, Act.THREATEN, Act.ORDER}
)
"""Acts that the attribution corpora do not mark, or mark otherwise (what is promised without its
*to*, who is accused as a part of the accusation): they say nothing about these."""
_OWN = 3.0
"""Weight of a case from the pages of our own matter, which are few."""
_FOLDS = 5
_BINS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Case:
    """One statement of development data, and whether it was right."""

    page: int
    rule: str
    act: str
    factor: float
    right: bool
    weight: float


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return how far confidence is from truth, cross-validated; print the table of reliability."""
    told = list(_told(list(cases(data, model))))
    print(reliability(told), file=sys.stderr)
    total = sum(c.weight for c, _ in told) or 1.0
    brier = sum(c.weight * (p - c.right) ** 2 for c, p in told) / total
    error = sum(abs(p - share) * n for _, _, p, share, n in _bins(told)) / total
    return {"one_minus_brier": 1 - brier, "one_minus_error": 1 - error}


def cases(data: Path, model: str | None) -> Iterator[Case]:
    """Yield every statement found in the development pages, the weakest too."""
    annotator = pipeline.load(model, knowledge_base.load())
    page = 0
    for row in _pages(data):
        page += 1
        found = trace(annotator.read(row["text"]), keep_all=True)
        right = _right(row, found.statements)
        for index, one in enumerate(found.statements):
            charged = one.act is Act.ACCUSE and one.rule.startswith("passive")
            if is_silence(one.act) or (not row["own"] and (one.act in _UNMARKED or charged)):
                continue  # what was not answered is marked in too many ways to be counted
            factor = found.factors.get((one.cue.start, one.cue.end, one.rule), 1.0)
            weight = _OWN if row["own"] else 1.0
            yield Case(page, one.rule, one.act.value, factor, index in right, weight)


def _pages(data: Path) -> Iterator[dict[str, Any]]:
    for name in _FILES:
        path = data / "dev-only" / "attribution" / name
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            row = json.loads(line)
            gold: list[tuple[Any, Any, Any]] = [
                (_spans(a.get("content")), _spans(a.get("source")), None)
                for a in row["attributions"]
            ]
            yield {"text": row["text"], "gold": gold, "own": False}
    folder = data / "domain-dev"
    if not (folder / "gold.jsonl").exists():
        return
    texts = {
        page["url"]: page["text"]
        for page in map(json.loads, (folder / "articles.jsonl").read_text("utf-8").splitlines())
    }
    for page in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines()):
        gold = [
            ([tuple(c["content_span"])], None, {c["speaker"], *c.get("speaker_alternatives", [])})
            for c in page["claims"]
        ]
        yield {"text": texts[page["url"]], "gold": gold, "own": True}


def _spans(value: Any) -> list[tuple[int, int]]:
    if not value:
        return []
    return [tuple(s) for s in (value if isinstance(value[0], list) else [value])]


def _right(row: Mapping[str, Any], statements: Sequence[Statement]) -> set[int]:
    """Return which statements match the gold one to one, the best overlap first."""
    text = row["text"]
    pairs = []
    for i, (content, source, names) in enumerate(row["gold"]):
        wanted = _letters(text, content)
        for j, one in enumerate(statements):
            ours = _letters(text, [(s.start, s.end) for s in one.content])
            share = len(wanted & ours) / (len(wanted | ours) or 1)
            if share >= 0.5 and _same_speaker(text, one, source, names):
                pairs.append((-share, i, j))
    matched: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return set(matched.values())


def _letters(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for a, b in spans for i in range(a, min(b, len(text))) if not text[i].isspace()}


def _same_speaker(
    text: str, one: Statement, source: list[tuple[int, int]] | None, names: set[str] | None
) -> bool:
    who = one.speaker
    if names is not None:
        folded = {_folded(name) for name in names}
        return _folded((who.canonical or "") if who else "") in folded
    placed = who is not None and who.start is not None and who.end is not None
    ours = _letters(text, [(who.start, who.end)] if placed and who else [])  # type: ignore[list-item]
    gold = _letters(text, source or [])
    if not ours or not gold:
        return not ours and not gold
    return len(ours & gold) >= 0.5 * min(len(ours), len(gold))


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"^(?:the|a|an)\s+", "", name.lower())).strip()


# ------------------------------------------------------------------------------------- fitting


def fit(given: Sequence[Case]) -> Trust:
    """Return counts and curve for cases."""
    judged = lexicon.load().trust.judged
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for case in given:
        if case.factor < 1.0:
            continue  # what the words around do is for the curve to tell
        for key in (case.rule, f"{case.rule}.{case.act}"):
            counts[key][0] += case.weight * case.right
            counts[key][1] += case.weight
    plain = {key: (right, seen) for key, (right, seen) in counts.items()}
    bare = Trust(judged, plain, ())
    points = [(bare.raw(c.rule, c.act) * c.factor, float(c.right), c.weight) for c in given]
    return Trust(judged, plain, _isotonic(points))


def _isotonic(points: Iterable[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """Return the rising steps nearest to points (pool adjacent violators), as their middles."""
    alike: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for x, y, weight in points:
        alike[round(x, 3)][0] += y * weight
        alike[round(x, 3)][1] += weight
    blocks: list[list[float]] = []  # sum of x, of y, weight
    for x, (y, weight) in sorted(alike.items()):
        blocks.append([x * weight, y, weight])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    least = max(sum(b[2] for b in blocks) / 60, 1.0)  # no step rests on a handful
    merged: list[list[float]] = []
    for block in blocks:
        thin = bool(merged) and (merged[-1][2] < least or block[2] < least)
        if thin:
            merged[-1] = [a + b for a, b in zip(merged[-1], block, strict=True)]
        else:
            merged.append(block)
    return [(round(x / w, 4), round(y / w, 4)) for x, y, w in merged]


def _told(given: Sequence[Case]) -> Iterator[tuple[Case, float]]:
    """Yield each case with the confidence that other pages give it."""
    for fold in range(_FOLDS):
        trust = fit([c for c in given if c.page % _FOLDS != fold])
        for case in given:
            if case.page % _FOLDS == fold:
                yield case, trust.confidence(case.rule, case.act, case.factor)


def _bins(
    told: Sequence[tuple[Case, float]],
) -> Iterator[tuple[float, float, float, float, float]]:
    for low, high in pairwise(_BINS):
        inside = [(c, p) for c, p in told if low <= p < high]
        weight = sum(c.weight for c, _ in inside)
        if weight:
            mean = sum(c.weight * p for c, p in inside) / weight
            share = sum(c.weight * c.right for c, _ in inside) / weight
            yield low, min(high, 1.0), mean, share, weight


def reliability(told: Sequence[tuple[Case, float]]) -> str:
    """Return the table: what confidence says, how often such statements are right."""
    lines = ["| confidence | mean | right | statements |", "|---|---|---|---|"]
    for low, high, mean, share, weight in _bins(told):
        lines.append(f"| {low:.2f} to {high:.2f} | {mean:.2f} | {share:.2f} | {weight:.0f} |")
    return "\n".join(lines)


def write(trust: Trust, table: str) -> None:
    """Write counts and curve to the lexicon, and the table between its marks in the docs."""
    lines = ["# Written by `python -m tests.eval.calibration --write`: do not edit by hand.", ""]
    lines += ["[counts]", "# rule or rule.act = [right, seen]"]
    for key, (right, seen) in sorted(trust.counts.items()):
        if seen >= 2:
            lines.append(f'"{key}" = [{right:g}, {seen:g}]')
    lines += ["", "[curve]", "points = ["]
    lines += [f"    [{x}, {y}]," for x, y in trust.curve]
    TABLE.write_text("\n".join([*lines, "]"]) + "\n", encoding="utf-8")
    page = METHOD.read_text(encoding="utf-8")
    begin, end = "<!-- reliability -->", "<!-- /reliability -->"
    if begin in page and end in page:
        head, tail = page.partition(begin)[0], page.partition(end)[2]
        METHOD.write_text(f"{head}{begin}\n{table}\n{end}{tail}", encoding="utf-8")


def main() -> int:
    """Fit on all development data and write, or only show the cross-validated table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found = list(cases(given.data, given.model))
    table = reliability(list(_told(found)))
    print(table)
    if given.write:
        write(fit(found), table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
