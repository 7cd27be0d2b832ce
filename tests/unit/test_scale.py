"""The page on scale says what its benchmark computes, and the benchmark reacts to its inputs."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from benchmarks import scale

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scale.md"


def changed(section: str, name: str, factor: float) -> Any:
    inputs: Any = deepcopy(scale.costs())
    inputs[section][name] *= factor
    return inputs


def first_day(costs: Any, part: str) -> int:
    return next(step.day for step in scale.simulate(100_000, costs) if step.part == part)


def test_the_page_holds_the_tables_of_its_benchmark() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert scale.tables(scale.costs()) in page  # python -m benchmarks.scale --write docs/scale.md
    assert scale.written(page, scale.costs()) == page


def test_the_default_catalogue_needs_one_machine_for_three_years() -> None:
    assert [step.part for step in scale.simulate(1_500, scale.costs(), days=3 * 365)] == [""]


def test_the_way_ends_at_a_hundred_million_with_every_part_relieved() -> None:
    steps = scale.simulate(100_000, scale.costs())
    assert steps[-1].held == scale.TARGET
    assert [step.day for step in steps] == sorted(step.day for step in steps)
    assert [step.monthly for step in steps] == sorted(step.monthly for step in steps)


@pytest.mark.parametrize(
    ("section", "name", "part"),
    [
        ("document", "store_bytes", "size of a SQLite file"),
        ("document", "relevant_share", "time of resolve and publish"),
        ("machine", "runs_per_day", "time of resolve and publish"),
    ],
)
def test_what_costs_more_gives_way_sooner(section: str, name: str, part: str) -> None:
    assert first_day(changed(section, name, 2), part) < first_day(scale.costs(), part)


def test_dear_language_work_is_relieved_by_workers() -> None:
    steps = scale.simulate(100_000, changed("seconds", "annotate", 40))
    assert any("workers for language work" in step.added for step in steps)


def test_more_than_the_hosts_allow_is_said_once() -> None:
    steps = scale.simulate(5_000_000, scale.costs(), days=30)
    assert [s.part for s in steps].count("politeness of the hosts") == 1
