"""Confidence: judgements, counts and the curve that make it a probability."""

from __future__ import annotations

import pytest

from nlp.statements import lexicon
from nlp.statements.trust import Trust


def test_counts_move_a_judgement_and_rare_ones_hardly() -> None:
    judged = {"colon": 0.5}
    rare = Trust(judged, {"colon": (1.0, 1.0)}, ()).raw("colon", "say")
    often = Trust(judged, {"colon": (90.0, 100.0)}, ()).raw("colon", "say")
    assert 0.5 < rare < 0.6
    assert 0.8 < often < 0.9


def test_a_rule_with_an_act_starts_from_the_rule() -> None:
    trust = Trust({"colon": 0.8}, {"colon.deny": (0.0, 8.0)}, ())
    assert trust.raw("colon", "say") == pytest.approx(0.8)
    assert trust.raw("colon", "deny") == pytest.approx(0.4)


def test_the_curve_is_read_straight_between_its_points() -> None:
    trust = Trust({}, {}, ((0.4, 0.2), (0.8, 0.9)))
    assert trust.calibrated(0.2) == pytest.approx(0.1)
    assert trust.calibrated(0.6) == pytest.approx(0.55)
    assert trust.calibrated(0.95) == pytest.approx(0.9)


def test_words_around_a_statement_weaken_it() -> None:
    trust = lexicon.load().trust
    assert trust.confidence("active-clause", "say", 1.0) > 0.7
    assert trust.confidence("active-clause", "say", 0.4) < 0.5


def test_the_fitted_curve_rises() -> None:
    curve = lexicon.load().trust.curve
    assert list(curve) == sorted(curve)
    assert [y for _, y in curve] == sorted(y for _, y in curve)
    assert all(0 <= y <= 1 for _, y in curve)
