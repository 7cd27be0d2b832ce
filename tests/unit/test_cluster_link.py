"""Which errors of Dask mean that the connection, and the jobs with it, were lost."""

from __future__ import annotations

import pytest

from claimwire.stages.cluster_link import losses


@pytest.mark.parametrize("name", ["FutureCancelledError", "FuturesCancelledError"])
def test_jobs_that_a_lost_scheduler_cancelled_are_lost(name: str) -> None:
    client = pytest.importorskip("distributed.client")
    assert issubclass(getattr(client, name), losses())


def test_an_error_of_the_work_itself_is_not() -> None:
    pytest.importorskip("distributed")
    assert not issubclass(ValueError, losses())
