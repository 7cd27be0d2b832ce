"""Log lines: what is bound to them, and that each form can be read back."""

from __future__ import annotations

import json
import logging
import shlex
from collections.abc import Callable, Iterator

import pytest

from claimwire.logs import FORMATS, bound, set_up_logs

log = logging.getLogger("claimwire.tests.logs")
HOSTILE = 'A "title"\nERROR claimwire: the disk is full = gone'


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[str]]]:
    """A function that returns the lines on stderr since it was called last."""
    before = logging.root.handlers[:], logging.root.level

    def read() -> list[str]:
        return capsys.readouterr().err.splitlines()

    yield read
    logging.root.handlers[:], level = before
    logging.root.setLevel(level)


def test_json_lines_carry_what_is_bound(lines: Callable[[], list[str]]) -> None:
    set_up_logs(verbosity=1, log_format="json")
    with bound(run="x-1", stage="crawl"), bound(source="gazette"):
        log.info("answered", extra={"url": "https://a.example/?a=1&b=2"})
    log.info("after")
    first, second = map(json.loads, lines())
    assert first["message"] == "answered"
    assert (first["run"], first["stage"], first["source"]) == ("x-1", "crawl", "gazette")
    assert first["url"] == "https://a.example/?a=1&b=2"
    assert "run" not in second


def test_logfmt_can_be_taken_apart(lines: Callable[[], list[str]]) -> None:
    set_up_logs(verbosity=0, log_format="logfmt")
    with bound(run="x-1"):
        log.warning(HOSTILE, extra={"url": "https://a.example/b"})
    (line,) = lines()
    pairs = dict(part.split("=", 1) for part in shlex.split(line))
    assert pairs["level"] == "warning"
    assert pairs["run"] == "x-1"
    assert pairs["url"] == "https://a.example/b"
    assert "title" in pairs["message"]


def test_a_hostile_word_makes_no_line_of_its_own(lines: Callable[[], list[str]]) -> None:
    for form in FORMATS:
        set_up_logs(verbosity=0, log_format=form)
        log.warning("seen: %s", HOSTILE, extra={"source": "a\nb"})
    assert len(lines()) == len(FORMATS)


def test_a_trace_is_kept(lines: Callable[[], list[str]]) -> None:
    set_up_logs(verbosity=0, log_format="json")
    try:
        raise ValueError("broken")
    except ValueError:
        log.exception("failed")
    assert "ValueError: broken" in json.loads(lines()[0])["trace"]


@pytest.mark.parametrize(("verbosity", "expected"), [(-1, 1), (0, 2), (1, 3)])
def test_verbosity_decides_what_is_said(
    lines: Callable[[], list[str]], verbosity: int, expected: int
) -> None:
    set_up_logs(verbosity=verbosity, log_format="text")
    log.error("one")
    log.warning("two")
    log.info("three")
    assert len(lines()) == expected
