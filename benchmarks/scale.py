"""Which part gives way first on the way to 100 million documents, what to add, what it costs.

``python -m benchmarks.scale`` goes through the days: at each it adds up what every part has to do,
from the measured costs of a document (``scale.toml``); a part that is past 70 % of what it can do
is relieved, and that is noted with the bill. ``--write docs/scale.md`` puts the tables into the
page; a test compares them.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT

INPUTS = ROOT / "benchmarks" / "scale.toml"
TARGET = 100_000_000
RATES = (1_500, 20_000, 100_000, 1_000_000)
_DAY = 86_400.0
_LONGEST = 365 * 40  # days
_SELDOM = 3  # times a day: what is joined less often is no news any more
_GB, _TB = 1e9, 1e12
_BEGIN, _END = "<!-- benchmarks.scale -->", "<!-- end -->"

Costs = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class System:
    """What is there: machines by what they do, and where things lie."""

    cores: int  # of the first machine: all stages, and the store
    memory_gb: int
    joins_per_day: float  # times that resolve and publish are asked
    server: bool = False  # PostgreSQL instead of SQLite
    server_cores: int = 0
    workers: int = 0  # cores of language work on other machines
    shards: int = 1
    divided: int = 1  # parts that resolve and publish would have to be divided into (not built)


@dataclass(frozen=True, slots=True)
class Load:
    """The work of one day: what comes in and what is held already."""

    rate: float
    held: float


@dataclass(frozen=True, slots=True)
class Step:
    """A part was full: how many documents were held, and what was added."""

    day: int
    held: float
    part: str
    added: str
    monthly: float


Use = Callable[[System, Load, Costs], float]
Relief = Callable[[System], tuple[System, str]]


def costs() -> Costs:
    """Return the inputs."""
    found: Costs = tomllib.loads(INPUTS.read_text(encoding="utf-8"))
    return found


def politeness(system: System, load: Load, c: Costs) -> float:
    """Share of the pages that the hosts let one ask in a day."""
    return load.rate / (c["crawl"]["hosts"] * _DAY / c["crawl"]["delay_seconds"])


def crawling(system: System, load: Load, c: Costs) -> float:
    """Share of the cores for crawling: two of a machine."""
    return (
        load.rate * (c["seconds"]["fetch"] + c["seconds"]["extract"]) / (2 * system.shards * _DAY)
    )


def language(system: System, load: Load, c: Costs) -> float:
    """Share of the cores for language work: all but one of the first machine, and the workers."""
    cores = system.cores - 1 + system.workers
    return load.rate * (c["seconds"]["annotate"] + c["seconds"]["brief"]) / (cores * _DAY)


def writing(system: System, load: Load, c: Costs) -> float:
    """Share of what the store can write: SQLite has one writer."""
    writers = max(1, system.server_cores)
    return load.rate * c["seconds"]["write"] / (writers * _DAY)


def size(system: System, load: Load, c: Costs) -> float:
    """Share of the size at which a SQLite file is still handy; a server has no such limit here."""
    held = load.held * c["document"]["store_bytes"]
    return 0.0 if system.server else held / c["limit"]["sqlite_bytes"]


def joining_memory(system: System, load: Load, c: Costs) -> float:
    """Share of the memory of the machine that joins and publishes."""
    each = max(c["resolve"]["bytes_per_relevant"], c["publish"]["bytes_per_relevant"])
    return _relevant(load, c) * each / system.divided / (system.memory_gb * _GB)


def joining_time(system: System, load: Load, c: Costs) -> float:
    """Share of the time between two runs that joining and publishing take."""
    held, new = _relevant(load, c), load.rate * c["document"]["relevant_share"]
    each = c["resolve"]["seconds_per_relevant"] + c["publish"]["seconds_per_relevant"]
    changed = new / system.joins_per_day * c["publish"]["changed_per_new"]
    seconds = held * each + changed * c["publish"]["seconds_per_file"]
    return seconds / system.divided / (_DAY / system.joins_per_day)


def _relevant(load: Load, c: Costs) -> float:
    return load.held * c["document"]["relevant_share"]


def _more_shards(system: System) -> tuple[System, str]:
    return replace(system, shards=system.shards * 2), f"{system.shards * 2} shards of the crawl"


def _more_workers(system: System) -> tuple[System, str]:
    more = max(4, system.workers)
    grown = replace(system, workers=system.workers + more)
    return grown, f"workers for language work: {grown.workers} cores"


def _server(system: System) -> tuple[System, str]:
    cores = max(4, system.server_cores * 2)
    grown = replace(system, server=True, server_cores=cores)
    return grown, f"PostgreSQL on a server of {cores} cores"


def _more_memory(system: System) -> tuple[System, str]:
    grown = replace(system, memory_gb=system.memory_gb * 2)
    return grown, f"{grown.memory_gb} GB of memory where resolve and publish run"


def _join_seldom(system: System) -> tuple[System, str]:
    if system.joins_per_day <= _SELDOM:
        return _divide(system)
    grown = replace(system, joins_per_day=system.joins_per_day / 2)
    hours = 24 / grown.joins_per_day
    return grown, f"resolve and publish every {'hour' if hours == 1 else f'{hours:g} hours'}"


def _divide(system: System) -> tuple[System, str]:
    grown = replace(system, divided=system.divided * 2)
    return grown, f"resolve and publish divided into {grown.divided} by dispute (not built)"


PARTS: Mapping[str, tuple[Use, Relief | None]] = {
    "politeness of the hosts": (politeness, None),
    "crawling": (crawling, _more_shards),
    "language work": (language, _more_workers),
    "writing to the store": (writing, _server),
    "size of a SQLite file": (size, _server),
    "memory of resolve and publish": (joining_memory, _more_memory),
    "time of resolve and publish": (joining_time, _join_seldom),
}
"""Every part: the share of its ability that is used, and what relieves it."""


def monthly(system: System, load: Load, c: Costs) -> float:
    """Return what the machines and disks cost in a month."""
    price = c["price"]
    cores = system.cores + system.server_cores + system.workers + 2 * (system.shards - 1)
    memory = system.memory_gb + 4 * (system.server_cores + system.workers)
    store = load.held * c["document"]["store_bytes"] * (2 if system.server else 1) / _TB
    archive = load.held * c["document"]["archive_bytes"] / _TB
    return (
        cores * price["core"]
        + memory * price["memory_gb"]
        + store * price["disk_tb"]
        + archive * (price["object_tb"] if system.server else price["disk_tb"])
    )


def _first(c: Costs) -> System:
    """Return the machine that everything begins with."""
    machine = c["machine"]
    return System(
        int(machine["cores"]), int(machine["memory_gb"]), joins_per_day=machine["runs_per_day"]
    )


def simulate(rate: float, c: Costs, *, until: float = TARGET, days: int = _LONGEST) -> list[Step]:
    """Go through the days at a rate of documents a day; return every step, and the end as one."""
    system = _first(c)
    steps: list[Step] = []
    day, load = 0, Load(rate, 0)
    while load.held < until and day < days:
        day += 1
        load = Load(rate, min(until, rate * day))
        for part in PARTS:
            system = _relieved(part, system, load, c, day, steps)
    steps.append(Step(day, load.held, "", "", monthly(system, load, c)))
    return steps


def _relieved(
    part: str, system: System, load: Load, c: Costs, day: int, steps: list[Step]
) -> System:
    use, relief = PARTS[part]
    while use(system, load, c) > c["limit"]["full"]:
        if relief is None:
            if not any(step.part == part for step in steps):
                words = "more hosts, or a shorter pace where they agree"
                steps.append(Step(day, load.held, part, words, monthly(system, load, c)))
            return system
        wanted = relief
        if part.startswith("memory") and system.memory_gb >= c["limit"]["largest_memory_gb"]:
            wanted = _divide
        system, words = wanted(system)
        steps.append(Step(day, load.held, part, words, monthly(system, load, c)))
    return system


def shares(rate: float, held: float, c: Costs) -> dict[str, float]:
    """Return the share of each part on the first machine alone."""
    system = _first(c)
    return {part: use(system, Load(rate, held), c) for part, (use, _) in PARTS.items()}


def tables(c: Costs) -> str:
    """Return the tables of the page."""
    return "\n".join([*_way(c), "", *_bills(c)]) + "\n"


def _way(c: Costs) -> Iterator[str]:
    rate = 100_000
    first = f"{c['machine']['cores']} cores and {c['machine']['memory_gb']} GB"
    yield f"At {rate:,} documents a day, from one machine of {first} on:"
    yield ""
    yield "| day | documents held | full | what is added | a month |"
    yield "|---|---|---|---|---|"
    for step in simulate(rate, c):
        part = step.part or "the end"
        yield f"| {step.day:,} | {_many(step.held)} | {part} | {step.added} | {step.monthly:,.0f} |"


def _bills(c: Costs) -> Iterator[str]:
    yield "After three years at other rates:"
    yield ""
    yield "| documents a day | held | first to be full | steps | store | archive | a month |"
    yield "|---|---|---|---|---|---|---|"
    for rate in RATES:
        steps = simulate(rate, c, until=float("inf"), days=3 * 365)
        end = steps[-1]
        first = next((s for s in steps if s.part), None)
        words = f"{first.part} (day {first.day:,})" if first else "nothing"
        store, archive = (end.held * c["document"][f"{k}_bytes"] for k in ("store", "archive"))
        yield (
            f"| {rate:,} | {_many(end.held)} | {words} | {len(steps) - 1} | {_size(store)} | "
            f"{_size(archive)} | {end.monthly:,.0f} |"
        )


def _many(number: float) -> str:
    return f"{number / 1e6:,.1f} M"


def _size(number: float) -> str:
    return f"{number / _TB:,.1f} TB" if number >= _TB else f"{number / _GB:,.0f} GB"


def written(page: str, c: Costs) -> str:
    """Return the page with today's tables between its two marks."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{tables(c)}{_END}{after}"


def main() -> int:
    """Print the tables, or write them into a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="page to put the tables into")
    given: Any = parser.parse_args()
    if given.write is None:
        print(tables(costs()), end="")
    else:
        page = given.write.read_text(encoding="utf-8")
        given.write.write_text(written(page, costs()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
