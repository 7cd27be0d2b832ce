"""Writes docs/commands.md from the help of the commands: ``python -m tests.commands_page``."""

from __future__ import annotations

from pathlib import Path

import click

from claimwire.cli import cli

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """\
# Commands

This page is written from the commands' own help (`make docs`); a test compares the two. Every
command takes `--workspace`, `--json`, `-v`, `-q` and `--log-format`, before or after the verb.
"""


def page() -> str:
    """Return the whole page."""
    parts = [HEAD, _help(cli, ())]
    parts += [_help(command, path) for path, command in _all(cli, ())]
    return "\n".join(parts)


def _all(group: click.Group, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, command in sorted(group.commands.items()):
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += _all(command, (*path, name))
    return found


def _help(command: click.Command, path: tuple[str, ...]) -> str:
    name = " ".join(("claimwire", *path))
    context = click.Context(
        command, info_name=name, terminal_width=88, help_option_names=["-h", "--help"]
    )
    return f"## `{name}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
