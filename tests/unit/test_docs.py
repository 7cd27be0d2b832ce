"""The documentation says what the program is: settings, links, commands, environment."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from claimwire.cli import cli
from claimwire.config import SECTIONS
from claimwire.workspace import create_workspace
from tests.configuration_page import PAGE, page

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WRITTEN = [path for path in PAGES if path.name != "commands.md"]  # that one is made from the help
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_COMMAND = re.compile(
    r"\bclaimwire ((?:--?[a-z-]+(?: (?:demo|DIR|tracker))? )*)([a-z]+)(?: ([a-z]+))?"
)


def test_the_page_of_settings_is_what_the_settings_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_setting_has_words_and_a_row() -> None:
    told = PAGE.read_text(encoding="utf-8")
    for name, kind in SECTIONS.items():
        assert f"## `[{name}]`" in told
        for one in fields(kind):
            assert one.metadata["doc"], f"{name}.{one.name}"
            assert f"| `{one.name}` |" in told


def test_the_file_that_init_writes_has_every_setting(tmp_path: Path) -> None:
    create_workspace(tmp_path, sources="")
    written = tomllib.loads((tmp_path / "claimwire.toml").read_text(encoding="utf-8"))
    assert {name: set(table) for name, table in written.items()} == {
        name: {one.name for one in fields(kind)} for name, kind in SECTIONS.items()
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in _LINK.findall(path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_commands_that_are_named_exist(path: Path) -> None:
    """In code, `claimwire` is followed by a verb that there is."""
    text = path.read_text(encoding="utf-8")
    for code in re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", text, re.DOTALL):
        for match in _COMMAND.finditer("\n".join(code)):
            verb, word = match[2], match[3]
            assert verb in cli.commands, f"{path.name}: {match[0]}"
            group = cli.commands[verb]
            if isinstance(group, click.Group):
                assert word in group.commands, f"{path.name}: {match[0]}"


def test_the_examples_of_the_knowledge_base_are_in_force(tmp_path: Path) -> None:
    from nlp.knowledge_base import load

    text = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
    examples = re.findall(r"## \w+: `knowledge/(\w+\.toml)`\n\n```toml\n(.*?)```", text, re.DOTALL)
    assert len(examples) == 3
    for name, example in examples:
        (tmp_path / name).write_text(example, encoding="utf-8")
    known = load(tmp_path)
    assert known.entities["nimbus-labs"].aliases[2].context
    assert known.disputes["nimbus-archive-2026"].parties[0].entity == "nimbus-labs"
    assert known.publishers["acme-press"].domains == ("acmepress.example",)


def test_units_of_systemd_are_well_formed(tmp_path: Path) -> None:
    folder = tmp_path / "100% of it"
    create_workspace(folder, sources="")
    service = (folder / "claimwire.service.example").read_text(encoding="utf-8")
    crontab = (folder / "crontab.example").read_text(encoding="utf-8")
    assert f"WorkingDirectory={str(folder).replace('%', '%%')}\n" in service
    assert f'cd "{str(folder).replace("%", chr(92) + "%")}"' in crontab
    timer = (folder / "claimwire.timer.example").read_text(encoding="utf-8")
    for unit, sections in (
        (service, ["[Unit]", "[Service]"]),
        (timer, ["[Unit]", "[Timer]", "[Install]"]),
    ):
        lines = [line for line in unit.splitlines() if line and not line.startswith("#")]
        assert [line for line in lines if line.startswith("[")] == sections
        assert all(line.startswith("[") or "=" in line for line in lines)
