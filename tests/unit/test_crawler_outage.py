"""Whose fault it is that nobody answers: a host's, or that of the network here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.outage import SILENT, Asked, Silences, is_cut_off


def asked(host: str, outcome: str = "dns", *, well: bool = True) -> Asked:
    return Asked(f"https://{host}.example", outcome, well)


@pytest.mark.parametrize(
    ("run", "cut_off"),
    [
        ([asked("a"), asked("b", "timeout")], True),
        ([asked("a", "tls"), asked("b", "tls"), asked("c", "reset")], True),
        ([asked("a"), asked("b", well=False)], True),
        ([asked("a")], False),  # a single host is itself down
        ([asked("a"), asked("a", "timeout")], False),
        ([asked("a", well=False), asked("b", well=False)], False),  # both have been down for long
        ([asked("a"), asked("b", "http-500")], False),
        ([], False),
    ],
)
def test_an_outage_is_the_silence_of_all(run: list[Asked], cut_off: bool) -> None:
    assert is_cut_off(run) is cut_off


class Log:
    """What became of the failures that were kept."""

    def __init__(self) -> None:
        self.silences = Silences()
        self.told: list[str] = []

    def hold(self, host: str, outcome: str = "dns") -> None:
        self.silences.hold(
            asked(host, outcome),
            fail=lambda: self.told.append(f"{host} failed"),
            spare=lambda: self.told.append(f"{host} spared"),
        )


def test_failures_wait_until_somebody_is_heard() -> None:
    log = Log()
    log.hold("a")
    log.hold("b")
    assert log.told == []
    log.silences.hear()
    log.hold("c")
    assert log.told == ["a failed", "b failed", "c failed"]
    assert log.silences.settle() is None


def test_half_an_answer_is_an_answer() -> None:
    log = Log()
    log.hold("a")
    log.hold("b", "truncated")
    assert log.told == ["a failed", "b failed"]


def test_nobody_is_judged_in_an_outage() -> None:
    log = Log()
    log.hold("a")
    log.hold("b", "timeout")
    words = log.silences.settle() or ""
    assert log.told == ["a spared", "b spared"]
    assert words.startswith("no network: none of 2 hosts answered (dns 1, timeout 1).")


def test_the_sources_that_fell_silent_count_when_documents_do() -> None:
    log = Log()
    log.hold("a")
    assert log.silences.settle() is None
    log.hold("b")
    assert log.silences.settle() is not None
    assert log.told == ["a failed", "b spared"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([*sorted(SILENT), "robots"]))))
def test_every_failure_is_told_once(failures: list[tuple[str, str]]) -> None:
    log = Log()
    for host, outcome in failures:
        log.hold(host, outcome)
    log.silences.settle()
    assert sorted(told[0] for told in log.told) == sorted(host for host, _ in failures)
