"""Imports go one way (DESIGN 4): this reads every module and proves it."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("claimwire", "crawler", "nlp", "store")
LEAVES = {"model", "ids", "errors", "furniture", "tomlfile"}

FORBIDDEN = {
    "nlp": {"scrapy", "sqlalchemy", "jinja2", "store", "crawler"},
    "store": {"spacy", "scrapy", "jinja2", "nlp", "crawler"},
    "crawler": {"nlp", "store", "sqlalchemy", "spacy", "jinja2"},
    "claimwire.publish": {"scrapy", "spacy", "sqlalchemy", "store", "crawler", "nlp"},
}
JOINERS = ("claimwire.stages", "claimwire.cli", "claimwire.workspace", "claimwire.__main__")


def modules() -> list[tuple[str, Path]]:
    found = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found.append((name, path))
    return found


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(name: str, parent: str) -> bool:
    return name == parent or name.startswith(parent + ".")


@pytest.mark.parametrize(("name", "path"), modules(), ids=str)
def test_imports_go_one_way(name: str, path: Path) -> None:
    for owner, forbidden in FORBIDDEN.items():
        if within(name, owner):
            broken = {i for i in imports(path) for f in forbidden if within(i, f)}
            assert not broken, f"{name} imports {sorted(broken)}"


@pytest.mark.parametrize(("name", "path"), modules(), ids=str)
def test_only_stages_and_commands_join_the_parts(name: str, path: Path) -> None:
    if any(within(name, joiner) for joiner in JOINERS):
        return
    for imported in imports(path):
        if not within(name, "claimwire"):
            parts = imported.split(".")
            if parts[0] == "claimwire":
                assert len(parts) == 1 or parts[1] in LEAVES, f"{name} imports {imported}"
        else:
            assert imported.split(".")[0] not in {"crawler", "nlp", "store"}, f"{name}: {imported}"


def test_no_relative_imports() -> None:
    for name, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), f"{name}: relative import"


def test_the_site_folder_holds_no_python() -> None:
    assert not list((ROOT / "site").rglob("*.py"))


def test_no_other_distribution_owns_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    for package in PACKAGES:
        assert set(owners.get(package, ["claimwire"])) == {"claimwire"}, package


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, claimwire.cli as c; c.run(['--help']);"
        "heavy = {'spacy','scrapy','sqlalchemy','jinja2','trafilatura','lxml','twisted','alembic'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stderr.strip() == "[]"


def test_status_loads_neither_readers_nor_models(tmp_path: Path) -> None:
    code = (
        "import sys, claimwire.cli as c; c.run(['init']); c.run(['status']);"
        "heavy = {'spacy','scrapy','jinja2','trafilatura','lxml','twisted','warcio','fsspec',"
        "'feedparser','crawler.feeds','crawler.warc','nlp.pipeline'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.stderr.strip() == "[]"
