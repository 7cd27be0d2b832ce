"""What an operator needs to know: what needs a person, how the sources are, what waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from claimwire.model import Health, SourceReport
from claimwire.stages.base import Workspace

ILL = frozenset({Health.BLOCKED, Health.FAILING, Health.GONE, Health.EMPTY, Health.STALE})
"""States of a source that do not heal by waiting, or that waiting has not healed."""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The state of a workspace, ready to be printed."""

    needs_person: tuple[str, ...]
    sources: dict[str, int]  # by health
    documents: dict[str, int]  # by status
    texts: dict[str, int]  # by state of the language work
    runs: tuple[dict[str, Any], ...]  # newest of each stage
    disk: dict[str, int]  # bytes

    def as_json(self) -> dict[str, Any]:
        """Return the report as the value that ``--json`` prints."""
        return {
            "needs_person": list(self.needs_person),
            "sources": self.sources,
            "documents": self.documents,
            "texts": self.texts,
            "runs": list(self.runs),
            "disk": self.disk,
        }

    def as_text(self) -> str:
        """Return the report for a person: what needs one comes first."""
        lines = ["Needs a person:"] if self.needs_person else ["Nothing needs a person."]
        lines += [f"  - {line}" for line in self.needs_person]
        lines += ["", f"Sources    {_words(self.sources)}"]
        lines += [f"Documents  {_words(self.documents)}", f"Texts      {_words(self.texts)}"]
        lines += ["Disk       " + ", ".join(f"{k} {_size(v)}" for k, v in self.disk.items())]
        if self.runs:
            lines += ["", "Last runs"]
        for run in self.runs:
            end = "interrupted" if run["interrupted"] else run["finished"] or "never ended"
            lines.append(f"  {run['stage']:<9} {run['started']} → {end}  {_words(run['counts'])}")
        return "\n".join(lines)


def read_status(workspace: Workspace) -> StatusReport:
    """Read the state of a workspace from its store and its folder."""
    from store import annotations, documents, runs, sources

    with workspace.database.reading() as conn:
        reports = sources.reports(conn)
        status = documents.counts(conn)
        pipeline = annotations.current_pipeline(conn)
        texts = annotations.counts(conn, pipeline) if pipeline else {}
        last = runs.last_of_each_stage(conn)
    health: dict[str, int] = {}
    for report in reports:
        health[report.state.health.value] = health.get(report.state.health.value, 0) + 1
    order = {name: i for i, name in enumerate(("crawl", "annotate", "resolve", "publish"))}
    rows = [
        {
            "stage": run.stage,
            "started": _time(run.started),
            "finished": _time(run.finished),
            "interrupted": run.interrupted,
            "counts": dict(run.counts),
        }
        for run in sorted(last.values(), key=lambda run: order.get(run.stage, 9))
    ]
    needs = [line for report in reports for line in _ill(report)]
    if texts.get("failed"):
        needs.append(
            f"{texts['failed']} texts could not be read; try again with "
            "`claimwire annotate --retry-failed`"
        )
    return StatusReport(tuple(needs), health, status, texts, tuple(rows), _disk(workspace))


def source_rows(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the sources of ``sources.toml`` with what the store knows of them."""
    from crawler.sources import load
    from store import sources

    with workspace.database.reading() as conn:
        known = {report.source.id: report for report in sources.reports(conn)}
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
                "last_success": _time(report.state.last_success) if report else None,
                "last_error": report.state.last_error if report else None,
            }
        )
    return rows


def _health(enabled: bool, report: SourceReport | None) -> str:
    if not enabled:
        return "off"
    return report.state.health.value if report else Health.PROBATION.value


def _ill(report: SourceReport) -> list[str]:
    if not report.source.enabled or report.state.health not in ILL:
        return []
    why = report.state.last_error or "no word from it"
    return [f"source {report.source.id} is {report.state.health.value}: {why}"]


def _disk(workspace: Workspace) -> dict[str, int]:
    config = workspace.config
    sizes = {"archive": _folder_size(config.archive_dir), "site": _folder_size(config.site_dir)}
    file = workspace.database.file
    if file is not None and file.exists():
        sizes["database"] = file.stat().st_size
    return sizes


def _folder_size(folder: Any) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


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
