"""Compiled templates are kept: used again when nothing changed, made again when anything did."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader

from claimwire.publish.bytecode import TemplateCode
from claimwire.publish.compiled import PageEnvironment


def shown(folder: Path, source: str = "<p>{{ word }}</p>", program: str = "one") -> str:
    environment = PageEnvironment(
        loader=DictLoader({"page": source}),
        autoescape=True,
        bytecode_cache=TemplateCode(program, folder),
    )
    return environment.get_template("page").text({"word": "<b>"})


def written(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.glob("template-*.cache")}


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown(tmp_path)
    assert len(written(tmp_path)) == 1
    monkeypatch.setattr(PageEnvironment, "compile", None)  # calling it would fail
    assert shown(tmp_path) == first == "<p>&lt;b&gt;</p>"


def test_another_source_and_another_program_compile_it_again(tmp_path: Path) -> None:
    shown(tmp_path)
    before = written(tmp_path)
    assert shown(tmp_path, source="<i>{{ word }}</i>") == "<i>&lt;b&gt;</i>"
    between = written(tmp_path)
    assert between != before
    assert shown(tmp_path, source="<i>{{ word }}</i>", program="two") == "<i>&lt;b&gt;</i>"
    assert written(tmp_path) != between


def test_what_is_damaged_is_made_again(tmp_path: Path) -> None:
    first = shown(tmp_path)
    for path, data in written(tmp_path).items():
        path.write_bytes(data[: len(data) // 2])
        assert shown(tmp_path) == first
        path.write_bytes(b"nothing of the kind")
        assert shown(tmp_path) == first
        assert path.read_bytes() == data


def test_a_place_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_bytes(b"")
    assert shown(taken / "folder") == "<p>&lt;b&gt;</p>"


def test_python_may_be_told_to_keep_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert shown(tmp_path) == "<p>&lt;b&gt;</p>"
    assert written(tmp_path) == {}
