"""The dataset in its other forms: CSV, SQLite, STIX 2.1; each read back by a reader not ours."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.errors import MachineError
from claimwire.model import Act, DeltaKind, ResponseKind
from claimwire.publish import SiteSettings, build
from claimwire.publish.database import NAME, Database
from claimwire.publish.desk import desk
from claimwire.publish.rows import as_csv
from claimwire.publish.schema import table
from claimwire.publish.stix import content
from claimwire.publish.tables import TABLES
from tests.publication_builder import Builder, empty
from tests.publication_findings import with_findings
from tests.publication_sample import sample

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("data")
    build(with_findings(sample()), out, settings=SETTINGS)
    return out / "data"


def records(data: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (data / f"{name}.jsonl").read_bytes().splitlines()]


def test_every_table_has_records_that_fit_its_schema(data: Path) -> None:
    for one in TABLES:
        schema = json.loads((data / f"{one.name}.schema.json").read_bytes())
        found = records(data, one.name)
        assert found, one.name
        for record in found:
            jsonschema.validate(record, schema)


# ------------------------------------------------------------------------------------------- CSV

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec="utf-8"))
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_csv_is_what_the_csv_module_writes(rows: list[list[Any]]) -> None:
    made = table("t", "Cells.", ("a", "json", "one"), ("b", "json", "two"))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([["a", "b"], *rows])
    assert as_csv(made, rows).decode() == out.getvalue()


def test_csv_says_what_json_lines_say(data: Path) -> None:
    for one in TABLES:
        with (data / f"{one.name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        known = records(data, one.name)
        assert [row["id"] for row in rows] == [record["id"] for record in known]
        for row, record in zip(rows, known, strict=True):
            assert list(row) == [field.name for field in one.fields]
            for name, value in record.items():
                if isinstance(value, dict | list):
                    assert json.loads(row[name]) == value
                elif value is None:
                    assert row[name] == ""
                else:
                    assert row[name].removeprefix("'") == str(value)


def test_no_cell_is_a_formula() -> None:
    made = table("t", "Cells.", ("id", "id", "identity"))
    cells = ["=1+1", "+1", "-1", "@a", "\tx", "plain", 'with "marks", and\nlines']
    found = as_csv(made, [[cell] for cell in cells]).decode()
    [_, *rows] = csv.reader(io.StringIO(found, newline=""))
    shown = [row[0] for row in rows]
    assert shown == ["'=1+1", "'+1", "'-1", "'@a", "'\tx", *cells[5:]]


# ---------------------------------------------------------------------------------------- SQLite


def test_the_database_holds_the_same_and_its_keys_hold(data: Path) -> None:
    with closing(sqlite3.connect(data / "claimwire.sqlite")) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        conn.row_factory = sqlite3.Row
        for one in TABLES:
            rows = conn.execute(f'SELECT * FROM "{one.name}" ORDER BY id').fetchall()  # noqa: S608
            known = records(data, one.name)
            assert [row["id"] for row in rows] == [record["id"] for record in known]
            for row, record in zip(rows, known, strict=True):
                for name, value in record.items():
                    nested = isinstance(value, dict | list)
                    assert (json.loads(row[name]) if nested else row[name]) == value
        assert conn.execute("SELECT count(*) FROM pragma_foreign_key_list('deltas')").fetchone()[0]


def test_the_database_can_be_searched(data: Path) -> None:
    with closing(sqlite3.connect(data / "claimwire.sqlite")) as conn:
        query = "SELECT kind FROM search WHERE search MATCH ? ORDER BY rank"
        assert ("claim",) in conn.execute(query, ("settlements",)).fetchall()
        assert ("entity",) in conn.execute(query, ("deepseek",)).fetchall()


def test_the_same_records_give_the_same_database(tmp_path: Path, data: Path) -> None:
    build(with_findings(sample()), tmp_path, settings=SETTINGS)
    name = "claimwire.sqlite"
    assert (tmp_path / "data" / name).read_bytes() == (data / name).read_bytes()


# ------------------------------------------------------------------------------------------ STIX


def stix(builder: Builder) -> dict[str, dict[str, Any]]:
    found = json.loads(content(desk(builder.publication(), SETTINGS)))
    return {one["id"]: one for one in found["objects"]}


def test_the_bundle_is_stix_as_its_library_reads_it(data: Path) -> None:
    stix2 = pytest.importorskip("stix2")
    text = (data / "claimwire.stix.json").read_text(encoding="utf-8")
    read = stix2.parse(text, allow_custom=False, version="2.1")
    kinds = [one.type for one in read.objects]
    assert {"identity", "note", "opinion", "report"} == set(kinds)
    ids = {one.id for one in read.objects}
    assert len(ids) == len(kinds)
    for one in read.objects:
        assert set(one.get("object_refs", ())) <= ids, one
        assert one.get("created_by_ref", next(iter(ids))) in ids
        assert one.created <= one.modified
    assert stix2.parse(content(desk(empty(), SETTINGS)), version="2.1").objects


def test_an_opinion_is_of_the_one_who_denies(data: Path) -> None:
    made = sample().builder
    found = stix(made)
    denials = [r for r in made.responses if r.kind is ResponseKind.DENIED]
    opinions = [one for one in found.values() if one["type"] == "opinion"]
    silent = {ResponseKind.NO_RESPONSE}
    assert len(opinions) == sum(r.kind not in silent for r in made.responses)
    assert denials
    for one in opinions:
        assert one["opinion"] in {"strongly-disagree", "disagree", "neutral", "strongly-agree"}
        [note] = one["object_refs"]
        assert found[note]["type"] == "note"
    authors = {found[one["created_by_ref"]]["name"] for one in opinions}
    known = {made.entities[r.responder].name for r in denials if r.responder in made.entities}
    assert known <= authors


def test_names_and_times_of_a_report_stay_and_modified_moves() -> None:
    made = sample().builder
    before = {i: o for i, o in stix(made).items() if o["type"] == "report"}
    delta = next(d for d in made.deltas if d.dispute_id == "bartz-v-anthropic")
    later = delta.learned_at.replace(year=2027)
    made.deltas.append(
        dataclasses.replace(delta, id="n-later", kind=DeltaKind.STATUS, learned_at=later)
    )
    after = {i: o for i, o in stix(made).items() if o["type"] == "report"}
    assert before.keys() == after.keys()
    moved = 0
    for identity, report in before.items():
        for name in ("name", "published", "created"):
            assert report[name] == after[identity][name]
        moved += report["modified"] < after[identity]["modified"]
    assert moved == 1


def test_hostile_names_are_valid_stix() -> None:
    stix2 = pytest.importorskip("stix2")
    b = Builder()
    words = "\ud800 said <script>alert(1)</script>\u202e that it is so."
    document = b.document("https://a.example/\ud800", "x", words, words, "2026-01-02")
    said = b.statement(document, words, Act.ACCUSE, "said", speaker="new:\ud800 x")
    b.claim([(said, document)])
    read = stix2.parse(content(desk(b.publication(), SETTINGS)), version="2.1")
    assert [one.type for one in read.objects].count("note") == 1


def test_a_disk_without_room_is_told_with_its_remedy(tmp_path: Path) -> None:
    database = Database(tmp_path / NAME, title="Desk")
    database._conn.execute("PRAGMA max_page_count = 10")
    with pytest.raises(MachineError, match="cannot be written") as caught:
        _create_all(database)
    assert "room" in str(caught.value.remedy)
    with pytest.raises(MachineError):
        Database(tmp_path / "nowhere" / NAME, title="Desk")


def _create_all(database: Database) -> None:
    for found in TABLES:
        database.create(found)
