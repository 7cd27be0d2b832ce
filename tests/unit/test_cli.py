"""The command line: help, results, errors with remedies, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from claimwire.cli import cli, run, start
from claimwire.lock import workspace_lock
from tests.commands_page import PAGE, page


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    return tmp_path


@pytest.mark.parametrize("path", [(), *commands(cli)], ids=" ".join)
def test_every_command_explains_itself(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*path, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Usage:" in out
    assert len(out.splitlines()) > 3


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_init_makes_a_workspace_with_a_database(workspace: Path) -> None:
    for name in ("claimwire.toml", "sources.toml", "crontab.example", "claimwire.db"):
        assert (workspace / name).exists()
    assert run(["db", "check"]) == 0
    assert run(["init"]) == 0


def test_status_of_an_empty_workspace(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["--json", "status"]) == 0
    assert json.loads(capsys.readouterr().out)["needs_person"] == []


def test_shared_options_may_stand_on_either_side(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["disputes", "list", "--json", "--workspace", str(workspace)]) == 0
    after = capsys.readouterr().out
    assert run(["--json", "--workspace", str(workspace), "disputes", "list"]) == 0
    assert capsys.readouterr().out == after


def test_an_empty_workspace_publishes_a_site(workspace: Path) -> None:
    assert run(["publish"]) == 0
    assert (workspace / "public" / "index.html").stat().st_size > 500


def test_no_workspace_is_said_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["status"]) == 2
    assert "claimwire init" in capsys.readouterr().err


def test_an_unknown_setting_is_wrong_use(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "claimwire.toml").write_text("[crawl]\npace = 3\n")
    assert run(["run"]) == 2
    assert "claimwire.toml:2" in capsys.readouterr().err


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["frobnicate"]) == 2
    assert "frobnicate" in capsys.readouterr().err


def test_a_held_lock_exits_75(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with workspace_lock(workspace / ".claimwire.lock"):
        assert run(["run"]) == 75
        assert run(["publish"]) == 75
    assert "another run" in capsys.readouterr().err


def test_an_unknown_source_is_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["crawl", "--source", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_nothing_is_known_of_a_stranger(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "https://example.org/unknown"]) == 2
    assert run(["entities", "show", "nobody"]) == 2
    assert run(["disputes", "show", "none"]) == 2
    assert "entities list" in capsys.readouterr().err


def test_ingest_takes_good_lines_and_names_bad_ones(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        json.dumps({"url": "https://example.org/a", "title": "A", "text": "Acme sued Nimbus."}),
        "{not json",
        json.dumps({"url": "https://example.org/b", "text": ""}),
    ]
    file = workspace / "pages.jsonl"
    file.write_text("\n".join(lines))
    assert run(["ingest", str(file), str(workspace / "absent.html")]) == 3  # three of four
    out = capsys.readouterr().out
    assert "pages.jsonl:2" in out
    assert "pages.jsonl:3" in out
    assert "absent.html" in out
    assert run(["show", "https://example.org/a"]) == 0
    capsys.readouterr()
    assert run(["--json", "search", "Nimbus"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["url"] == "https://example.org/a"


def test_the_same_file_twice_is_one_document(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workspace / "note.txt"
    file.write_text("Acme accused Nimbus of copying its archive.\n\nNimbus denied it.\n")
    assert run(["ingest", str(file)]) == 0
    capsys.readouterr()
    assert run(["--json", "ingest", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)[0]["counts"] == {"unchanged": 1}


def test_the_page_filter_reports_bad_input_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "<p>" + "Acme sued Nimbus over its archive on Friday in a federal court. " * 8 + "</p>"
    page = f"<html><head><title>T</title></head><body><article>{body}</article></body></html>"
    file = tmp_path / "in.jsonl"
    rows = [
        {"id": 1, "url": "https://example.org/a", "html": page},
        {"id": 2, "url": "https://example.org/b"},
        {"id": 3, "url": "https://example.org/c", "html": ""},
    ]
    file.write_text("nonsense\n" + "\n".join(map(json.dumps, rows)) + "\n[]\n")
    assert run(["pipe", "extract", str(file)]) == 1
    captured = capsys.readouterr()
    found = [json.loads(line) for line in captured.out.splitlines()]
    assert [record["id"] for record in found] == [1, 2, 3]
    assert "Acme sued Nimbus" in found[0]["text"]
    assert found[0].keys() <= found[1].keys()
    assert "error" in found[1]
    assert "in.jsonl:1" in captured.err
    assert "in.jsonl:5" in captured.err


def test_the_page_filter_gives_a_page_over_its_time_an_error_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "<p>" + "Acme sued Nimbus over its archive on Friday in a federal court. " * 8 + "</p>"
    bomb = (
        "<div class='c'><p>Acme <b>sued</b> <a href='/x'>Nimbus</a> on Friday.</p></div>" * 90_000
    )
    rows = [{"id": n, "url": f"https://example.org/{n}", "html": h} for n, h in
            enumerate((bomb, f"<title>T</title><article>{said}</article>"))]  # fmt: skip
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    assert run(["pipe", "extract", "--seconds", "2", str(file)]) == 1
    bad, good = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "took over 2 s" in bad["error"]
    assert "Acme sued Nimbus" in good["text"]


def test_a_backup_is_a_whole_database(workspace: Path) -> None:
    assert run(["db", "backup", "copy.db"]) == 0
    assert (workspace / "copy.db").stat().st_size > 0
    assert run(["db", "backup", "copy.db"]) == 2  # never over an existing file


@pytest.mark.parametrize("on_path", [True, False])
def test_what_is_told_can_be_typed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_path: bool
) -> None:
    program = tmp_path / "env" / "claimwire"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("sys.argv", [str(program), "demo"])
    monkeypatch.setenv("PATH", str(program.parent if on_path else tmp_path))
    assert start.as_called() == ("claimwire" if on_path else str(program))
    monkeypatch.setattr("sys.argv", ["/somewhere/claimwire/__main__.py", "demo"])
    assert start.as_called() == "claimwire"
