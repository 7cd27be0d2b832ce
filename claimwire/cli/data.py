"""Verbs about data and tools: ``pipe``, ``explain``, ``model``, ``export``."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from claimwire.cli.app import App, verb
from claimwire.errors import InputError

_files = click.argument("files", nargs=-1, type=click.Path(path_type=Path))
_model = click.option("--model", metavar="NAME|PATH", help="fast, or a spaCy pipeline.")


@click.group()
def pipe() -> None:
    """Stateless filters: JSON Lines (or files) in, JSON Lines out. No workspace is needed."""


@verb("extract")
@_files
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="Time limit for one page.",
)
def pipe_extract(_app: App, files: tuple[Path, ...], seconds: float) -> int:
    """Read articles out of pages.

    FILES are HTML files, or JSON Lines with `url` and `html` (and an `id`); without FILES, JSON
    Lines come from stdin. A page without a readable article, or one that takes over its time, gives
    a record with an `error`.
    """
    from claimwire.stages.pipe import ExtractFilter

    with closing(ExtractFilter(seconds=seconds)) as work:
        return _filter(files, work)


@verb("annotate")
@_files
@_model
def pipe_annotate(app: App, files: tuple[Path, ...], model: str | None) -> int:
    """Find entities, dates, statements and events in texts.

    FILES are JSON Lines with `text` (and `id`, `url`, `title`, `publisher`, `published`); without
    FILES they come from stdin. Offsets in the answer are code points into the `text` given.
    """
    from claimwire.stages.base import load_knowledge
    from claimwire.stages.pipe import AnnotateFilter

    config = app.config_if_any()
    chosen = model or (config.language.model if config else "") or None
    return _filter(files, AnnotateFilter(chosen, load_knowledge(config)))


def _filter(files: tuple[Path, ...], work: Callable[[Any], dict[str, Any]]) -> int:
    from claimwire.stages.pipe import read_records

    failed = False
    for record in read_records(files, sys.stdin.buffer):
        try:
            if isinstance(record, InputError):
                raise record
            value = work(record)
        except InputError as error:
            click.echo(f"claimwire: {error}", err=True)
            failed = True
            continue
        failed = failed or "error" in value
        click.echo(json.dumps(value, ensure_ascii=False))
    return 1 if failed else 0


pipe.add_command(pipe_extract)
pipe.add_command(pipe_annotate)


@verb()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_model
def explain(app: App, file: Path, model: str | None) -> None:
    """Show, for each sentence of a text FILE, which rules fired and which nearly did."""
    from claimwire.stages.base import load_knowledge
    from nlp.explain import explain as explain_reading
    from nlp.explain import render
    from nlp.pipeline import load

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: is not UTF-8: {error}") from error
    annotator = load(model, load_knowledge(app.config_if_any()))
    reports = explain_reading(annotator.read(text))
    app.result([dataclasses.asdict(report) for report in reports], render(text, reports))


@click.group()
def model() -> None:
    """The language model: where it is and what it can do."""


_name = click.argument("name", default="fast", metavar="[NAME]")


@verb("path")
@_name
def model_path(app: App, name: str) -> None:
    """Print the folder of a model: fast (the default), or an installed pipeline's."""
    from nlp.identity import model_folder

    path = model_folder(name)
    app.result({"path": str(path)}, str(path))


@verb("info")
@_name
def model_info(app: App, name: str) -> None:
    """Print a model's card: data, licences, scores."""
    from nlp.identity import model_folder

    path = model_folder(name)
    meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    card = path / "README.md"
    text = card.read_text(encoding="utf-8") if card.is_file() else json.dumps(meta, indent=1)
    app.result(meta, text)


model.add_command(model_path)
model.add_command(model_info)


@verb()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv", "sqlite", "parquet", "stix"]),
    default="jsonl",
    show_default=True,
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="export",
    show_default=True,
    help="Folder to write into.",
)
def export(app: App, format_: str, out: Path) -> None:
    """Write the public dataset: what the site publishes, as data. No full texts."""
    from claimwire.stages.base import Workspace
    from claimwire.stages.export import export as stage

    written = stage(Workspace(app.config()), format_=format_, out=out)
    app.result([str(path) for path in written], "\n".join(str(path) for path in written))


COMMANDS = (pipe, explain, model, export)
