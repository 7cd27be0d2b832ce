"""Fixtures of all tests, and the rule that nothing is skipped where CI forbids it."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

pytest_plugins = ["tests.store_fixtures"]

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Development data that lies beside a checkout; not part of the repository."""


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of development data; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the development data is not beside this checkout (../shared/data)")
    return SHARED_DATA


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure under ``CLAIMWIRE_NO_SKIP=1``."""
    report = yield
    if report.skipped and os.environ.get("CLAIMWIRE_NO_SKIP") == "1" and call.when != "teardown":
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {call.excinfo}"
    return report
