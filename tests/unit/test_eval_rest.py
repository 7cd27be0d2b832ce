"""The answers for the rest of ``domain-dev``: halves do not meet, words stand where they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.eval import rest

_TEXT = "Halbrook Labs accused Quillon AI of copying its model. Quillon AI denied it."
_CLAIM = {
    "id": "p2#c1",
    "speaker": "Halbrook Labs",
    "content_span": [22, 53],
    "content_text": "Quillon AI of copying its model",
    "stance": "accuse",
    "targets": ["Quillon AI"],
    "origin_chain": ["Halbrook Labs"],
    "modality": "alleged",
}


def _data(folder: Path) -> Path:
    """Write a data folder with five pages, the last of them answered there."""
    source = folder / "domain-dev"
    source.mkdir(parents=True)
    pages = [{"id": f"p{n}", "url": f"invented:p{n}", "text": _TEXT} for n in (3, 1, 2, 4, 5)]
    (source / "articles.jsonl").write_text("\n".join(map(json.dumps, pages)))
    (source / "gold.jsonl").write_text(json.dumps({"id": "p5", "url": "invented:p5"}))
    known = {"Acme letter to nobody": ["letter", "Acme letter"]}
    (source / "entities.json").write_text(json.dumps({"entities": [], "documents": known}))
    return folder


def _answers(path: Path, page: str, **changed: Any) -> Path:
    path.write_text(json.dumps({"id": page, "claims": [_CLAIM | changed]}))
    return path


def test_the_halves_share_out_the_pages_without_answers(tmp_path: Path) -> None:
    data = _data(tmp_path)
    assert rest.pages_of("b", data) == ["p1", "p3"]
    assert rest.pages_of("a", data) == ["p2", "p4"]


def test_answers_become_a_folder_that_the_scorer_reads(tmp_path: Path) -> None:
    data = _data(tmp_path / "data")
    rest.write(_answers(tmp_path / "a.jsonl", "p2"), tmp_path, data)
    gold = json.loads((tmp_path / "gold.jsonl").read_text())
    assert gold["url"] == "invented:p2"
    assert gold["claims"][0]["speaker_alternatives"] == []
    documents = json.loads((tmp_path / "entities.json").read_text())["documents"]
    assert "Halbrook Labs letter" in documents["Acme letter to nobody"]
    assert "Halbrook Labs report" in documents["report"]


@pytest.mark.parametrize(
    ("page", "changed", "said"),
    [
        ("p1", {}, "not of this half: p1"),
        ("p2", {"content_span": [23, 54]}, "not in the text at 23"),
        ("p2", {"stance": "mumble"}, "mumble"),
        ("p2", {"modality": "sure"}, "sure"),
    ],
)
def test_a_slip_in_the_answers_is_said(
    tmp_path: Path, page: str, changed: dict[str, Any], said: str
) -> None:
    data = _data(tmp_path / "data")
    with pytest.raises(ValueError, match=said):
        rest.write(_answers(tmp_path / "a.jsonl", page, **changed), tmp_path, data)


@pytest.mark.parametrize("half", rest.HALVES)
def test_the_answers_use_the_vocabulary_and_name_each_statement_once(half: str) -> None:
    path = rest.FOLDER / f"{half}.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    claims = [claim for row in rows for claim in row["claims"]]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({claim["id"] for claim in claims}) == len(claims)
    for claim in claims:
        assert claim["stance"] in rest.STANCES
        assert claim["modality"] in rest.MODALITIES
        assert claim["content_span"][0] < claim["content_span"][1]
