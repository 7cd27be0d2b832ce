"""The view for whoever works on the rules."""

from __future__ import annotations

from nlp.explain import explain, render
from tests.unit.test_nlp_statements_builders import reading


def test_fired_rules_name_the_step_of_the_speaker() -> None:
    read = reading("Acme accused Borealis of copying its model.")
    (report,) = explain(read)
    assert [(f.statement.rule, f.speaker_step) for f in report.fired] == [("active-target", "name")]
    assert report.near == ()


def test_cues_without_a_statement_say_what_they_lack() -> None:
    read = reading(
        "“We did nothing wrong,” Jane Doe said. “We never will.”", "Sales fell, Acme said."
    )
    reports = explain(read)
    assert all(report.fired or report.near for report in reports)
    lines = render(read.text, reports)
    assert "active-quote" in lines
    assert "Jane Doe [name]" in lines


def test_reports_are_the_same_twice() -> None:
    read = reading("Borealis rejected the allegations.")
    assert explain(read) == explain(read)


def test_the_way_of_a_statement_stands_below_it() -> None:
    read = reading("According to a memo seen by Reuters, sales fell.")
    assert "through Reuters ← memo" in render(read.text, explain(read))
