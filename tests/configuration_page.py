"""Writes docs/configuration.md from the settings: ``python -m tests.configuration_page``."""

from __future__ import annotations

import inspect
import json
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from claimwire.config import SECTIONS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"
HEAD = """\
# Configuration

`claimwire.toml` in the workspace. This page is written from the definitions in
`claimwire/config.py` (`make docs`); a test compares the two. Every setting has a default and may be
left out; an unknown key is an error that names its line, since a typing mistake must not pass in
silence. `claimwire init` writes the file with every setting and these words beside it.

Secrets are not settings: they are read from the environment. `CLAIMWIRE_WEBHOOK_SECRET` signs
webhooks, `CLAIMWIRE_SMTP_PASSWORD` is the password of `smtp_user`; the password of a database may
stand in `url` or in PostgreSQL's own `~/.pgpass` or `PGPASSWORD`.
"""


def page() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for name, kind in SECTIONS.items():
        meaning = (inspect.getdoc(kind) or "").partition(": ")[2]
        parts.append(f"## `[{name}]`\n\n{meaning[:1].upper()}{meaning[1:]}\n")
        parts.append("| setting | default | takes | meaning |\n|---|---|---|---|")
        parts += [_row(one) for one in fields(kind)]
        parts.append("")
    return "\n".join(parts)


def _row(one: Field[Any]) -> str:
    default = list(one.default) if isinstance(one.default, tuple) else one.default
    shown = json.dumps(default, ensure_ascii=False)
    return f"| `{one.name}` | `{shown}` | {_takes(one)} | {one.metadata['doc']} |"


def _takes(one: Field[Any]) -> str:
    if one.metadata["words"]:
        return " or ".join(f"`{word}`" for word in one.metadata["words"])
    if isinstance(one.default, bool):
        return "`true` or `false`"
    if isinstance(one.default, tuple):
        return "list of texts"
    if isinstance(one.default, str):
        return "text"
    word = "number" if isinstance(one.default, float) else "whole number"
    return f"{word} from {one.metadata['least']:g}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
