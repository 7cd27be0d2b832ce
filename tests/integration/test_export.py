"""The dataset written outside the site: every form says the same, and replaces what was there."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from claimwire.config import load_config
from claimwire.publish.tables import TABLES
from claimwire.stages import export as stage
from claimwire.stages.base import Workspace
from tests.publication_findings import with_findings
from tests.publication_sample import sample
from tests.store_fixtures import Workspaces

NAMES = {table.name for table in TABLES}


@pytest.fixture
def workspace(tmp_path: Path, workspaces: Workspaces) -> Iterator[Workspace]:
    made = Workspace(load_config(workspaces.make(tmp_path / "workspace")))
    yield made
    made.database.close()


@pytest.fixture
def full(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace whose reading has something of everything."""
    publication = with_findings(sample())
    monkeypatch.setattr(stage, "read_publication", lambda _: publication)
    return workspace


def known(full: Workspace, folder: Path) -> dict[str, list[dict[str, Any]]]:
    stage.export(full, format_="jsonl", out=folder)
    return {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().splitlines()]
        for name in NAMES
    }


def test_json_lines_come_with_schemas_and_a_manifest(full: Workspace, tmp_path: Path) -> None:
    for _ in range(2):
        written = {path.name for path in stage.export(full, format_="jsonl", out=tmp_path / "out")}
    ends = (".jsonl", ".schema.json")
    assert written == {f"{name}{end}" for name in NAMES for end in ends} | {"manifest.json"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == written


def test_csv_and_sqlite_have_the_same_ids(full: Workspace, tmp_path: Path) -> None:
    records = known(full, tmp_path / "jsonl")
    stage.export(full, format_="csv", out=tmp_path)
    [file] = stage.export(full, format_="sqlite", out=tmp_path)
    with closing(sqlite3.connect(file)) as conn:
        for name in NAMES:
            ids = [record["id"] for record in records[name]]
            with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
                assert [row["id"] for row in csv.DictReader(rows)] == ids
            query = f'SELECT id FROM "{name}" ORDER BY id'  # noqa: S608  # names of our own tables
            assert [row[0] for row in conn.execute(query)] == ids


def test_parquet_keeps_types(full: Workspace, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    records = known(full, tmp_path / "jsonl")
    files = stage.export(full, format_="parquet", out=tmp_path / "parquet")
    assert {path.stem for path in files} == NAMES
    for path in files:
        rows = parquet.read_table(path).to_pylist()
        assert [row["id"] for row in rows] == [record["id"] for record in records[path.stem]]
    claims = parquet.read_table(tmp_path / "parquet" / "claims.parquet").to_pylist()
    for row, record in zip(claims, records["claims"], strict=True):
        assert row["targets"] == record["targets"]
        assert row["first_seen"] == dt.datetime.fromisoformat(record["first_seen"])
        assert json.loads(row["quote"]) == record["quote"]
        assert row["party_in_interest"] is record["party_in_interest"]


def test_stix_is_one_file(full: Workspace, tmp_path: Path) -> None:
    [file] = stage.export(full, format_="stix", out=tmp_path)
    content = json.loads(file.read_bytes())
    assert file.name == "claimwire.stix.json"
    assert content["type"] == "bundle"
    assert len(content["objects"]) > 10


@pytest.mark.parametrize("format_", stage.FORMATS)
def test_an_empty_store_can_be_exported(workspace: Workspace, tmp_path: Path, format_: str) -> None:
    if format_ == "parquet":
        pytest.importorskip("pyarrow")
    assert stage.export(workspace, format_=format_, out=tmp_path / "out")
