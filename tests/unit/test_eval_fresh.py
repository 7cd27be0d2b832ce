"""The invented pages quote themselves: every answer stands in its page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.words import word_set
from tests.eval import fresh

_STANCES = word_set(
    """accuse deny warn announce allege demand threaten confirm no-comment promise sue rule sanction
    propose assess other"""
)


@pytest.mark.parametrize("batch", fresh.BATCHES)
def test_answers_stand_in_their_pages(tmp_path: Path, batch: str) -> None:
    names = tmp_path / "data" / "domain-dev"
    names.mkdir(parents=True)
    (names / "entities.json").write_text('{"entities": [], "documents": {}}')
    fresh.write(batch, tmp_path, tmp_path / "data")
    pages = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text().splitlines()]
    assert len({page["id"] for page in pages}) == len(pages)
    for page in pages:
        text = page["text"]
        for entity in page["entities"]:
            assert entity["mentions"], (page["id"], entity["canonical"])
            for mention in entity["mentions"]:
                assert text[mention["start"] : mention["end"]] == mention["text"]
        for claim in page["claims"]:
            start, end = claim["content_span"]
            assert claim["content_text"] == text[start:end]
            assert claim["stance"] in _STANCES
