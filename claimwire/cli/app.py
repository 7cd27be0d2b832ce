"""What every verb shares: the chosen workspace, how to speak, and the options that set it."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from claimwire.config import CONFIG_NAME, Config, find_workspace, load_config
from claimwire.logs import set_up_logs

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class App:
    """The state of one command line."""

    workspace: Path | None = None
    as_json: bool = False
    verbosity: int = 0
    log_format: str = "text"

    @property
    def folder(self) -> Path:
        """The workspace folder: the one named, else the nearest upward, else this one."""
        return self.workspace if self.workspace is not None else find_workspace(Path.cwd())

    def config(self) -> Config:
        """Read the settings of the workspace; raises ``ConfigError`` when there is none."""
        return load_config(self.folder)

    def config_if_any(self) -> Config | None:
        """Read the settings if this is a workspace; verbs that can do without one use it."""
        return load_config(self.folder) if (self.folder / CONFIG_NAME).is_file() else None

    @property
    def interactive(self) -> bool:
        """Whether a person watches: progress bars are drawn only then."""
        return sys.stderr.isatty() and self.verbosity >= 0

    def note(self, message: str) -> None:
        """Say something to the person at the terminal (stderr), unless ``--quiet``."""
        if self.verbosity >= 0:
            click.echo(message, err=True)

    def result(self, value: Any, text: str) -> None:
        """Print a result on stdout: ``value`` as JSON with ``--json``, else ``text``."""
        if self.as_json:
            click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
        elif text:
            click.echo(text)


def _set(name: str, update: Callable[[App, Any], None]) -> Callable[..., Any]:
    def callback(context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        if value not in (None, False, 0):
            update(context.ensure_object(App), value)
        return value

    callback.__name__ = f"set_{name}"
    return callback


def _workspace(app: App, value: Path) -> None:
    app.workspace = value.resolve()


def _json(app: App, _value: bool) -> None:
    app.as_json = True


def _louder(app: App, value: int) -> None:
    app.verbosity = value


def _quiet(app: App, _value: bool) -> None:
    app.verbosity = -1


def _log_format(app: App, value: str) -> None:
    app.log_format = value


_OPTIONS = (
    click.option(
        "--workspace",
        type=click.Path(path_type=Path, file_okay=False),
        expose_value=False,
        callback=_set("workspace", _workspace),
        help="Folder with claimwire.toml. Default: the nearest one upward from here.",
    ),
    click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=_set("json", _json),
        help="Print the result as JSON on stdout.",
    ),
    click.option(
        "-v",
        "--verbose",
        count=True,
        expose_value=False,
        callback=_set("verbose", _louder),
        help="Log progress; twice for everything.",
    ),
    click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_set("quiet", _quiet),
        help="Say nothing but errors.",
    ),
    click.option(
        "--log-format",
        type=click.Choice(["text", "logfmt", "json"]),
        expose_value=False,
        callback=_set("log_format", _log_format),
        help="How log lines look on stderr.",
    ),
)


def shared_options(function: F) -> F:
    """Add the options that every command takes, before or after the verb."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def verb(name: str | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command that gets the :class:`App` first and takes the shared options."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            app = click.get_current_context().ensure_object(App)
            set_up_logs(verbosity=app.verbosity, log_format=app.log_format)
            return function(app, *args, **kwargs)

        return click.command(name)(shared_options(wrapped))

    return decorate
