"""What an operator needs to know: what needs a person, how the sources are, what waits."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimwire.config import Config
from claimwire.model import Health, Source, SourceReport, SourceState
from claimwire.stages import advice
from claimwire.stages.base import Workspace
from claimwire.stages.record import is_gone
from crawler.outage import is_outage

if TYPE_CHECKING:
    from store.runs import Run

ILL = frozenset({Health.BLOCKED, Health.FAILING, Health.GONE, Health.EMPTY, Health.STALE})
"""States of a source that do not heal by waiting, or that waiting has not healed."""


SILENT = dt.timedelta(days=2)
"""Without a finished run for this long, the job that should start runs does not."""

_NO_ANSWER = re.compile(r"\b(dns|timeout|reset|refused-connection)\b")
"""Words of failures in which no host answered: its fault or the network's."""
_MOST_MISSED = 10
_TOO_MANY = 5
"""So many sources, and half of all, do not fall silent at once by their own fault."""


@dataclass(frozen=True, slots=True)
class Need:
    """Something that needs a person. The key stays the same while the matter lasts."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The state of a workspace, ready to be printed."""

    needs: tuple[Need, ...]
    sources: dict[str, int]  # by health
    documents: dict[str, int]  # by status
    texts: dict[str, int]  # by state of the language work
    runs: tuple[dict[str, Any], ...]  # newest of each stage
    disk: dict[str, int]  # bytes
    leads: dict[str, int] = field(default_factory=dict)  # headlines without document, and found
    rights: dict[str, str] = field(
        default_factory=dict
    )  # reservations in words, by who states them
    stand_ins: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # ids of sources that are asked more often, and of the ill ones for which they are
    missed: tuple[str, ...] = ()  # documents that the last crawl did not get, and why

    @property
    def needs_person(self) -> tuple[str, ...]:
        """What needs a person, in words."""
        return tuple(need.words for need in self.needs)

    def as_json(self) -> dict[str, Any]:
        """Return the report as the value that ``--json`` prints."""
        return {
            "needs_person": list(self.needs_person),
            "sources": self.sources,
            "documents": self.documents,
            "texts": self.texts,
            "runs": list(self.runs),
            "disk": self.disk,
            "leads": self.leads,
            "rights": self.rights,
            "stand_ins": {name: list(ill) for name, ill in self.stand_ins.items()},
            "missed": list(self.missed),
        }

    def as_text(self) -> str:
        """Return the report for a person: what needs one comes first."""
        lines = ["Needs a person:"] if self.needs_person else ["Nothing needs a person."]
        lines += [f"  - {line}" for line in self.needs_person]
        lines += ["", f"Sources    {_words(self.sources)}"]
        lines += [f"Documents  {_words(self.documents)}", f"Texts      {_words(self.texts)}"]
        if any(self.leads.values()):
            lines.append(f"Leads      {_words(self.leads)}; `claimwire sources leads` lists them")
        lines += ["Disk       " + ", ".join(f"{k} {_size(v)}" for k, v in self.disk.items())]
        if self.stand_ins:
            lines += ["", "Standing in; asked more often until the others are well again"]
            lines += [f"  {name:<28} for {', '.join(ill)}" for name, ill in self.stand_ins.items()]
        if self.missed:
            lines += [
                "",
                "Not got by the last crawl; what may pass is tried again, six times at most",
            ]
            lines += [f"  {line}" for line in self.missed[:_MOST_MISSED]]
            if len(self.missed) > _MOST_MISSED:
                lines.append(f"  … and {len(self.missed) - _MOST_MISSED} more: `--json` lists them")
        if self.rights:
            lines += ["", "Rights reserved; of these pages only headline and lead are kept"]
            lines += [f"  {who:<28} {words}" for who, words in self.rights.items()]
        lines += ["", "Last runs" if self.runs else "No run yet: `claimwire run` makes one."]
        for run in self.runs:
            end = "interrupted" if run["interrupted"] else run["finished"] or "never ended"
            lines.append(f"  {run['stage']:<9} {run['started']} → {end}  {_words(run['counts'])}")
        return "\n".join(lines)


def read_status(workspace: Workspace, *, now: dt.datetime) -> StatusReport:
    """Read the state of a workspace from its store and its folder."""
    from crawler.policy import stand_ins
    from store import annotations, documents, hosts, leads, outbox, runs, sources

    with workspace.database.reading() as conn:
        known = sources.states(conn)
        status = documents.counts(conn)
        pipeline = annotations.current_pipeline(conn)
        texts = annotations.counts(conn, pipeline) if pipeline else {}
        last = runs.last_of_each_stage(conn)
        lead_counts, reserved = leads.counts(conn), hosts.reservations(conn)
        lost, stuck = outbox.given_up(conn), outbox.waiting(conn)
    health: dict[str, int] = {}
    for _, state in known:
        health[state.health.value] = health.get(state.health.value, 0) + 1
    order = {name: i for i, name in enumerate(("crawl", "annotate", "resolve", "publish"))}
    rows = [
        {
            "stage": run.stage,
            "started": _time(run.started),
            "finished": _time(run.finished),
            "interrupted": run.interrupted,
            "counts": dict(run.counts),
            "worker": run.worker,
            "version": run.version,
        }
        for run in sorted(last.values(), key=lambda run: order.get(run.stage, 9))
    ]
    disk = _disk(workspace)
    needs = [
        *_ill_sources(known, now),
        *_unread(texts),
        *_unsent(lost, stuck),
        *_runs(last, now),
        *_room(workspace.config, disk),
    ]
    return StatusReport(
        tuple(needs), health, status, texts, tuple(rows), disk, lead_counts,
        _reserved(known, reserved), stand_ins(known), _missed(last.get("crawl")),
    )  # fmt: skip


def _missed(crawl: Run | None) -> tuple[str, ...]:
    """Return the documents that a crawl did not get, each with its reason."""
    of_document = "document "
    problems = crawl.problems if crawl is not None else ()
    return tuple(one.removeprefix(of_document) for one in problems if one.startswith(of_document))


def _reserved(
    known: Sequence[tuple[Source, SourceState]], by_host: Mapping[str, str]
) -> dict[str, str]:
    """Return the reservations of rights: of hosts, and of sources whose feeds state their own."""
    by_source = {s.id: state.rights for s, state in known if s.enabled and state.rights}
    own = {id_: words for id_, words in by_source.items() if words not in by_host.values()}
    return {**by_host, **own}


def _served(
    known: Sequence[tuple[Source, SourceState]],
) -> list[tuple[Source, SourceState]]:
    """Return the sources with those of their fallbacks that are switched on."""
    on = {source.id for source, _ in known if source.enabled}
    return [
        (replace(source, fallback=tuple(one for one in source.fallback if one in on)), state)
        for source, state in known
    ]


def _ill_sources(known: Sequence[tuple[Source, SourceState]], now: dt.datetime) -> list[Need]:
    """Say which sources are ill; of those that an outage here keeps from us, only how many."""
    on = [(source, state) for source, state in _served(known) if source.enabled]
    heard = max((state.last_success for _, state in on if state.last_success), default=None)
    cut = {
        source.id
        for source, state in on
        if state.last_fetch and (heard is None or state.last_fetch > heard)
        if _NO_ANSWER.search(state.last_error or "")
    }
    found = []
    if len(cut) < max(_TOO_MANY, len(on) / 2):
        cut = set()
    else:
        since = f" since {heard:%Y-%m-%d %H:%M} UTC" if heard else ""
        words = (
            f"{len(cut)} of {len(on)} sources were asked and none has answered{since}: is this "
            "machine on the network, and does it find the addresses of hosts?"
        )
        found.append(Need("network", words))
    ill = (one for one in on if one[1].health in ILL and one[0].id not in cut)
    return found + [_ill(source, state, now) for source, state in ill]


def _ill(source: Source, state: SourceState, now: dt.datetime) -> Need:
    word = state.health.value
    told = advice.for_state(source, state, now=now)
    return Need(f"source {source.id} {word}", f"source {source.id} is {word}: {told}")


def _unread(texts: dict[str, int]) -> list[Need]:
    if not texts.get("failed"):
        return []
    words = (
        f"{texts['failed']} texts could not be read; try again with "
        "`claimwire annotate --retry-failed`"
    )
    return [Need("texts failed", words)]


def _unsent(lost: int, stuck: int) -> list[Need]:
    found = []
    if lost:
        found.append(Need("messages lost", f"{lost} messages were given up: see [notify]"))
    if stuck:
        words = f"{stuck} messages were not taken yet; they are tried again: see [notify]"
        found.append(Need("messages waiting", words))
    return found


def _runs(last: Mapping[str, Run], now: dt.datetime) -> list[Need]:
    """Say which stage ended badly, and whether runs have ceased."""
    crawl = last.get("crawl")
    problems = crawl.problems if crawl is not None else ()
    found = [Need("network", words) for words in problems if is_outage(words)]
    found += [
        Need(f"stage {name}", f"the last {name} ended early: {run.problems[0]}")
        for name, run in sorted(last.items())
        if run.interrupted and run.problems
    ]
    found += [
        Need(
            f"stage {name}",
            f"the last {name} never ended: it was killed, lacked memory or room, or the machine "
            "stopped; `claimwire run` continues there",
        )
        for name, run in sorted(last.items())
        if run.finished is None and (is_gone(run.worker) or now - run.started > SILENT)
    ]
    ended = [run.finished for run in last.values() if run.finished is not None]
    if ended and now - max(ended) > SILENT:
        days = (now - max(ended)).days
        found.append(Need("runs ceased", f"no run has ended for {days} days: is cron at work?"))
    return found


def _room(config: Config, disk: Mapping[str, int]) -> list[Need]:
    least = config.run.min_free_mb * 1_000_000
    if disk["free"] >= least:
        return []
    words = f"{_size(disk['free'])} are free on the disk of the workspace; runs need {_size(least)}"
    return [Need("disk", words)]


def source_rows(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the sources of ``sources.toml`` with what the store knows of them."""
    from crawler.policy import stand_ins
    from crawler.sources import load
    from store import sources

    with workspace.database.reading() as conn:
        known = {report.source.id: report for report in sources.reports(conn)}
    for_whom = stand_ins((report.source, report.state) for report in known.values())
    rows = []
    for source in load(workspace.config.sources_file):
        report = known.get(source.id)
        rows.append(
            {
                "id": source.id,
                "name": source.name,
                "kind": source.kind.value,
                "url": (report.state.url if report else None) or source.url,
                "enabled": source.enabled,
                "health": _health(source.enabled, report),
                "documents": report.documents if report else 0,
                "expected_per_week": source.expected_per_week,
                "seen_per_week": report.seen_per_week if report else None,
                "last_success": _time(report.state.last_success) if report else None,
                "last_error": report.state.last_error if report else None,
                "rights": report.state.rights if report else None,
                "stands_in_for": list(for_whom.get(source.id, ())),
            }
        )
    return rows


def _health(enabled: bool, report: SourceReport | None) -> str:
    if not enabled:
        return "off"
    return report.state.health.value if report else Health.PROBATION.value


def _disk(workspace: Workspace) -> dict[str, int]:
    import shutil

    config = workspace.config
    sizes = {"archive": folder_size(config.archive_dir), "site": folder_size(config.site_dir)}
    file = workspace.database.file
    if file is not None and file.exists():
        sizes["database"] = file.stat().st_size
    sizes["free"] = shutil.disk_usage(config.workspace).free
    return sizes


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder and below; 0 if there is none."""
    total, ahead = 0, [str(folder)]
    while ahead:
        try:
            with os.scandir(ahead.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        ahead.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_size
        except FileNotFoundError:  # a run at work removed it meanwhile
            continue
    return total


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {word}" for word, n in counts.items() if n) or "none"


def _size(count: float) -> str:
    for unit in ("B", "KB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def _time(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
