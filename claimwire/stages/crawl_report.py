"""What a crawl tells: its progress, its counts, and the table of sources at its end."""

from __future__ import annotations

from claimwire.stages.base import Progress, StageReport
from crawler.ports import CrawlProgress, CrawlReport

MOST_ROWS = 30
"""Rows of the table at the end of a crawl; of more sources it shows those that tell something."""

GOOD = frozenset({"ok", "same", "not-modified"})
"""Outcomes of a look that say something about how often there are news."""


def stage_report(report: CrawlReport, *, interrupted: bool) -> StageReport:
    """Return what a crawl did in the words that every stage uses."""
    tried = report.sources + report.documents
    failed = report.sources_failed + report.documents_failed
    return StageReport(
        stage="crawl",
        counts={
            "sources asked": report.sources,
            "sources that failed": report.sources_failed,
            "new documents": report.new_documents,
            "captured": report.captured,
            "unchanged": report.unchanged,
            "documents that failed": report.documents_failed,
            "put off by their hosts": report.outcomes.get("host-held", 0),
        },
        problems=report.problems,
        failed_share=failed / tried if tried else 0.0,
        interrupted=interrupted or report.interrupted,
        rows=_rows(report),
    )


def _rows(report: CrawlReport) -> tuple[tuple[str, ...], ...]:
    """Return the table at the end of a crawl: every source, of very many the most telling."""
    lines = report.by_source
    if len(lines) > MOST_ROWS:  # those that are ill, then those that brought most
        ranked = sorted(lines, key=lambda line: (line.outcome in GOOD, -line.new, line.source_id))
        telling = [line for line in ranked if line.new or line.outcome not in GOOD]
        lines = tuple(telling[:MOST_ROWS])
    heading = ("source", "answer", "listed", "new", "seconds")
    cells = (
        (line.source_id, line.outcome, str(line.entries), str(line.new), f"{line.seconds:.1f}")
        for line in lines
    )
    return (heading, *cells)


def progress_of(at: CrawlProgress) -> Progress:
    """Return where a crawl stands in the words of every stage."""
    detail = at.waiting or at.current
    if at.phase == "discover":
        return Progress("sources", at.sources_done, at.sources_total, detail)
    return Progress("pages", at.documents_done, at.documents_total, detail)
