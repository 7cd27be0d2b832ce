"""Making a workspace: the files that ``claimwire init`` writes, none of them ever overwritten."""

from __future__ import annotations

import importlib.resources
import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from claimwire.config import CONFIG_NAME, SECTIONS

_CRONTAB = """\
# Every half hour, at most 25 minutes long. With --quiet a run prints nothing unless something needs
# a person, so that cron sends a mail only then. A second run beside a first one ends at once (75).
MAILTO=you@example.org
*/30 * * * *  cd "{folder}" && "{program}" -q run --max-seconds 1500 --metrics metrics.prom
# A backup every night; keep a week of them.
15 3 * * *    cd "{folder}" && "{program}" -q db backup --replace backup-$(date +\\%u).db
"""

_SERVICE = """\
# One run. Copy to /etc/systemd/system/claimwire.service, and the timer beside it.
[Unit]
Description=claimwire: collect, read, join, publish
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
# User=claimwire
WorkingDirectory={folder}
ExecStart="{program}" --log-format logfmt -v run --max-seconds 1500 --metrics metrics.prom
# 1: something needs a person; 75: another run is at work; 130: stopped politely. None is a failure.
SuccessExitStatus=1 75 130
# SIGTERM lets the batch at hand finish.
TimeoutStopSec=300
Nice=10
IOSchedulingClass=best-effort
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=strict
ReadWritePaths="{folder}"
"""

_TIMER = """\
# Copy to /etc/systemd/system/claimwire.timer, then: systemctl enable --now claimwire.timer
[Unit]
Description=claimwire every half hour

[Timer]
OnCalendar=*:0/30
RandomizedDelaySec=120
Persistent=true

[Install]
WantedBy=timers.target
"""

_KNOWLEDGE_README = """\
# Your knowledge base

Files here add to the knowledge base that ships with claimwire: `entities.toml`, `disputes.toml`,
`publishers.toml`. A table with an id that ships already replaces it. `claimwire entities list` and
`claimwire disputes list` show what is in force.
"""


def create_workspace(
    folder: Path, *, sources: str | None = None, **overrides: dict[str, Any]
) -> list[Path]:
    """Write a workspace into ``folder`` and return the files that are new.

    Parameters
    ----------
    sources:
        Text of ``sources.toml``; default: the catalogue that ships.
    overrides:
        Values for ``claimwire.toml`` by section, e.g. ``site={"title": "…"}``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        CONFIG_NAME: config_text(overrides),
        "sources.toml": sources if sources is not None else shipped_sources(),
        "knowledge/README.md": _KNOWLEDGE_README,
        "crontab.example": _filled(_CRONTAB, folder, percent="\\%"),
        "claimwire.service.example": _filled(_SERVICE, folder, percent="%%"),
        "claimwire.timer.example": _TIMER,
    }
    return [path for name, text in files.items() if (path := _write_new(folder / name, text))]


def shipped_sources() -> str:
    """Return the text of the source catalogue that ships."""
    return (importlib.resources.files("crawler") / "sources.toml").read_text(encoding="utf-8")


def config_text(overrides: dict[str, dict[str, Any]]) -> str:
    """Return a commented ``claimwire.toml`` with every setting at its default or override."""
    lines = ["# Settings of this workspace. Every line may be left out; unknown keys are refused."]
    for name, kind in SECTIONS.items():
        lines += ["", f"[{name}]"]
        for one in fields(kind):
            value = overrides.get(name, {}).get(one.name, one.default)
            lines += [f"# {one.metadata['doc']}", f"{one.name} = {_toml(value)}"]
    return "\n".join(lines) + "\n"


def _filled(text: str, folder: Path, *, percent: str) -> str:
    """Fill in where things are; ``percent`` is how the file writes that sign."""
    places = {"folder": folder.resolve(), "program": _program()}
    return text.format(**{name: str(at).replace("%", percent) for name, at in places.items()})


def _program() -> Path | str:
    """Return the ``claimwire`` of this environment, for a crontab that knows no PATH."""
    beside = Path(sys.executable).with_name("claimwire")
    return beside if beside.is_file() else "claimwire"


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return json.dumps(list(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)  # TOML shares JSON's texts, numbers and booleans


def _write_new(path: Path, text: str) -> Path | None:
    if path.exists():
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
