"""How far a statement is to be trusted: the chance that its content and its speaker are right.

Each rule starts with what was judged of it by reading (``confidence.toml``). What development data
show of a rule, and of a rule with one act, is added as counts (``calibration.toml``); rare cells
stay near the judgement. The words around a statement may weaken it (:mod:`filters`). A curve, also
fitted on development data, turns the product into a probability that can be taken at its word.
``python -m tests.eval.calibration`` fits counts and curve anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KEPT = 0.3
"""Confidence below which a statement is not even kept: two of three such are wrong."""
PUBLISHED = 0.5
"""Confidence from which a statement is published; between the two it is kept in the store."""
_DEFAULT = 0.45
_PRIOR = 8.0
"""Weight of the judgement of a rule, in cases."""
_FIRM = 40.0
"""Weight of a judgement that names rule and act: made for what the development data lack."""

Counts = Mapping[str, tuple[float, float]]
"""``rule`` or ``rule.act`` -> how often it was right, and how often it was seen."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The tables, ready for look-up."""

    judged: Mapping[str, float]
    counts: Counts
    curve: Sequence[tuple[float, float]]  # raw -> probability, both rising

    def confidence(self, rule: str, act: str, factor: float) -> float:
        """Return the probability that a statement of this rule and act is right."""
        return round(self.calibrated(self.raw(rule, act) * factor), 3)

    def raw(self, rule: str, act: str) -> float:
        """Return judgement and counts of a rule with an act, as one share."""
        general = self._share(rule, self.judged.get(rule, _DEFAULT), _PRIOR)
        cell = f"{rule}.{act}"
        if cell in self.judged:
            return self._share(cell, self.judged[cell], _FIRM)
        return self._share(cell, general, _PRIOR)

    def calibrated(self, raw: float) -> float:
        """Return the probability that belongs to a raw share, straight between the given points."""
        points = self.curve
        if not points:
            return min(max(raw, 0.0), 1.0)
        index = bisect_right([x for x, _ in points], raw)
        if index == 0:
            low = points[0]
            return low[1] * raw / low[0] if low[0] > 0 else low[1]
        if index == len(points):
            return points[-1][1]
        (x0, y0), (x1, y1) = points[index - 1], points[index]
        return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)

    def _share(self, key: str, judged: float, weight: float) -> float:
        right, seen = self.counts.get(key, (0.0, 0.0))
        return (weight * judged + right) / (weight + seen)
