"""One function over many jobs, by the workers of a Dask cluster.

A job may be done twice, so it must depend on nothing but its arguments; its result is given once. A
worker that dies has its job done by another; when the scheduler goes away, what was out is handed
out again to it or its successor.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from claimwire.errors import ClaimwireError
from claimwire.stages.cluster_link import Link, killed, losses, refused

Shared = TypeVar("Shared")
Job = TypeVar("Job")
Result = TypeVar("Result")

_JOBS_PER_THREAD = 2
"""Jobs that wait at each worker, so that it need not wait for us."""
_MOST_ATTEMPTS = 3


def spread(
    address: str,
    work: Callable[[Shared, Job], Result],
    shared: Shared,
    jobs: Sequence[Callable[[], Job]],
) -> Iterator[Result]:
    """Yield the results of ``work(shared, job)`` for all jobs, in the order in which they come.

    ``shared`` is brought to every worker once; a job is made when it is handed out.

    Raises
    ------
    ConfigError
        If the extra ``dask`` is not installed.
    MachineError
        If the cluster stays away, has no workers, or they cannot do the work.
    ClaimwireError
        That a job raised.
    """
    over = _Spread(Link(address), work, shared, jobs)
    try:
        yield from over.results()
    finally:
        over.link.close()


class _Spread(Generic[Shared, Job, Result]):
    def __init__(
        self,
        link: Link,
        work: Callable[[Shared, Job], Result],
        shared: Shared,
        jobs: Sequence[Callable[[], Job]],
    ) -> None:
        self.link = link
        self._work = work
        self._shared = shared
        self._jobs = jobs
        self._waiting = deque(range(len(jobs)))
        self._out: dict[Any, int] = {}
        self._held: Any = None  # the future of what is shared, at the scheduler of now
        self._attempts: Counter[int] = Counter()

    def results(self) -> Iterator[Result]:
        while self._waiting or self._out:
            try:
                self._hand_out()
                done = [(job, job.status) for job in self.link.done_of(list(self._out))]
                for job, status in done:
                    yield from self._settle(job, status)
            except losses() as error:
                self._waiting.extend(self._out.values())
                self._out.clear()
                self._held = None
                self.link.lost(error)

    def _hand_out(self) -> None:
        most = self.link.threads() * _JOBS_PER_THREAD
        client = self.link.client()
        if most and self._held is None:
            self._held = client.scatter(self._shared, broadcast=True, hash=False)
        while self._waiting and len(self._out) < most:
            number = self._waiting.popleft()
            job = client.submit(self._work, self._held, self._jobs[number](), pure=False)
            self._out[job] = number

    def _settle(self, job: Any, status: str) -> list[Result]:
        if status == "finished":
            result: Result = job.result(timeout=60)
            del self._out[job]
            return [result]
        if status != "error":  # cancelled or lost: the scheduler has forgotten it
            raise ConnectionError("the scheduler has forgotten a job")
        error = job.exception(timeout=60)
        if isinstance(error, ClaimwireError):
            raise error
        number = self._out.pop(job)
        self._attempts[number] += 1
        if not killed(error) or self._attempts[number] >= _MOST_ATTEMPTS:
            raise refused(self.link.address, error)
        self._waiting.append(number)
        return []
