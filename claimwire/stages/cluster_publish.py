"""``publish --engine tcp://scheduler:8786``: pages made by a cluster, written by this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from claimwire.publish.parcels import Elsewhere, Made, Parcel
from claimwire.stages.annotate import LOCAL
from claimwire.stages.cluster_map import spread
from claimwire.stages.cluster_worker import make_pages

JOB = 100
"""Pages of one job: a tenth of a second of work."""


def elsewhere(engine: str) -> Elsewhere | None:
    """Return who makes pages for an engine; ``None``: this process does."""
    return None if engine == LOCAL else partial(_spread, engine)


def _spread(engine: str, parcel: Parcel, paths: Sequence[str]) -> Iterator[Sequence[Made]]:
    parts = [list(paths[start : start + JOB]) for start in range(0, len(paths), JOB)]
    jobs: list[Callable[[], list[str]]] = [partial(list, part) for part in parts]
    yield from spread(engine, make_pages, parcel, jobs)
