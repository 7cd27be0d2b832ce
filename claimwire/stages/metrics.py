"""``--metrics FILE``: the state of a workspace in the text format of Prometheus.

For the textfile collector of the node exporter, or for any program that reads that format. The file
is replaced as a whole, so that a reader never sees half of one.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimwire import __version__
from claimwire.errors import MachineError
from claimwire.stages.status import StatusReport


@dataclass(frozen=True, slots=True)
class Family:
    """A metric with its samples: labels and value."""

    name: str
    help: str
    samples: tuple[tuple[Mapping[str, str], float], ...]


def write(report: StatusReport, path: Path) -> None:
    """Write the metrics of a workspace into a file, at once.

    Raises
    ------
    MachineError
        If the file cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_text(text(families(report)), encoding="utf-8")
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise MachineError(
            f"{path}: the metrics cannot be written: {error.strerror or error}",
            remedy="Name a file in a folder that exists and has room.",
        ) from error


def families(report: StatusReport) -> list[Family]:
    """Return what is measured. All are gauges: they tell how things are now."""
    return [
        Family("claimwire_info", "Version of the program.", (({"version": __version__}, 1),)),
        Family("claimwire_needs_person", "Matters that need a person.", (({}, len(report.needs)),)),
        _by("claimwire_sources", "Sources by health.", "health", report.sources),
        _by("claimwire_documents", "Documents by status.", "status", report.documents),
        _by("claimwire_texts", "Texts by state of the language work.", "state", report.texts),
        _by("claimwire_disk_bytes", "Bytes by what holds them.", "part", report.disk),
        Family(
            "claimwire_stage_items",
            "What the newest run of each stage did; every item is counted once.",
            tuple(
                ({"stage": run["stage"], "item": item}, count)
                for run in report.runs
                for item, count in sorted(run["counts"].items())
            ),
        ),
        _of_runs(report, "started", "When the newest run of each stage began.", "started"),
        _of_runs(report, "finished", "When it ended; absent while it runs.", "finished"),
        Family(
            "claimwire_stage_interrupted",
            "Whether the newest run of each stage was stopped before its end.",
            tuple(({"stage": run["stage"]}, float(run["interrupted"])) for run in report.runs),
        ),
    ]


def _by(name: str, help_: str, label: str, counts: Mapping[str, int]) -> Family:
    return Family(name, help_, tuple(({label: key}, n) for key, n in sorted(counts.items())))


def _of_runs(report: StatusReport, name: str, help_: str, field: str) -> Family:
    samples = tuple(
        ({"stage": run["stage"]}, dt.datetime.fromisoformat(run[field]).timestamp())
        for run in report.runs
        if run[field] is not None
    )
    return Family(f"claimwire_stage_{name}_timestamp_seconds", help_, samples)


def text(found: Iterable[Family]) -> str:
    """Return metrics in the text format (version 0.0.4)."""
    lines = []
    for family in found:
        if not family.samples:
            continue
        lines += [f"# HELP {family.name} {_escaped(family.help)}", f"# TYPE {family.name} gauge"]
        for labels, value in family.samples:
            pairs = ",".join(f'{key}="{_label(word)}"' for key, word in labels.items())
            shown = f"{{{pairs}}}" if pairs else ""
            lines.append(f"{family.name}{shown} {value:.17g}")
    return "\n".join(lines) + "\n"


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("\n", r"\n")


def _label(words: str) -> str:
    return _escaped(words).replace('"', r"\"")
