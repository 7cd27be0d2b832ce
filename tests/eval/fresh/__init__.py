"""Score pages that were invented and answered before the program read them (README.md here).

Which batches were read while rules were mended, and which nobody has looked at, README.md says. All
are scored by the scorer of ``domain-dev``; dates are scored here, value by value. ``frames2.toml``
holds constructed cases kept from who mends rules; only their measures are shown.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nlp import dates
from tests.eval import constructed, domain

FOLDER = Path(__file__).parent
READ = ("first", "second", "third", "fourth", "fifth", "sixth")
UNREAD = ("seventh",)
BATCHES = (*READ, *UNREAD)
FRAMES = "frames2"
DOCUMENTS = {
    noun: noun
    for noun in (
        *("notice", "document", "indictment", "editorial", "securities filing", "letter", "memo"),
        *("complaint", "report", "statement"),
    )
} | {"post": "X post", "study": "report"}
"""Nouns of documents, and what the answers call them."""
_GAP = " … "
"""In an answer's words: whatever stands between the two ends."""


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return each measure of the scorer and the F1 of dates per batch that is development now."""
    return scored(READ, data, model)


def scored(batches: Iterable[str], data: Path, model: str | None) -> dict[str, float]:
    """Return each measure of the scorer and the F1 of dates per batch."""
    scores: dict[str, float] = {}
    for batch in batches:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            write(batch, folder, data)
            found = measured(folder, data, model, errors=0)
        scores |= {f"{batch}.{name}": value for name, value in found.items()}
    return scores


def frames(model: str | None) -> dict[str, float]:
    """Return the measures of the constructed cases that are kept from who mends rules."""
    return constructed.measures(list(constructed.check(model, FOLDER / f"{FRAMES}.toml")))


def measured(folder: Path, data: Path, model: str | None, *, errors: int) -> dict[str, float]:
    """Score the pages of ``folder``; the scorer's list of missed answers goes to stderr."""
    path = folder / "predicted.jsonl"
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in domain.predictions(folder, model))
    scorer = data / "domain-dev" / "score_domain.py"
    command = [sys.executable, str(scorer), str(path), "--data", str(folder)]
    if errors:
        listed = subprocess.run(
            [*command, "--errors", str(errors)], check=True, capture_output=True, text=True
        )
        print(listed.stdout, file=sys.stderr)
    output = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout
    return domain.measures(json.loads(output)) | {"date_value": _dates(folder)}


def pages(batch: str) -> list[dict[str, Any]]:
    """Return the pages of a batch as they stand in its file."""
    with (FOLDER / f"{batch}.toml").open("rb") as file:
        read: list[dict[str, Any]] = tomllib.load(file)["page"]
    return read


def write(batch: str, folder: Path, data: Path) -> None:
    """Write a batch into ``folder`` in the files and the format of ``domain-dev``.

    Raises:
        ValueError: an answer quotes words that its page does not have.
    """
    read = pages(batch)
    names = json.loads((data / "domain-dev" / "entities.json").read_text(encoding="utf-8"))
    # Our chains name a document after its author where that is short: "Acme letter".
    for noun, kind in DOCUMENTS.items():
        authors = {row[0] for page in read for row in page["entities"]}
        authors |= {"company", "ministry"}
        names["documents"].setdefault(kind, []).extend(sorted(f"{a} {noun}" for a in authors))
    _rows(folder / "articles.jsonl", (_article(page) for page in read))
    _rows(folder / "gold.jsonl", (_gold(page) for page in read))
    (folder / "entities.json").write_text(json.dumps(names), encoding="utf-8")
    (folder / "clusters.json").write_text('{"clusters": []}', encoding="utf-8")


def _rows(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _article(page: dict[str, Any]) -> dict[str, Any]:
    relevant = page["relevant"]
    return {
        "id": page["id"],
        "url": f"invented:{page['id']}",
        "publisher": page["publisher"],
        "title": page["title"],
        "published": page["published"],
        "language": page.get("language", "en"),
        "relevant": relevant,
        "dispute": page["genre"] if relevant else None,
        "ambiguous": None,
        "text": page["text"],
    }


def _gold(page: dict[str, Any]) -> dict[str, Any]:
    text = page["text"]
    return {
        "id": page["id"],
        "url": f"invented:{page['id']}",
        "text": text,
        "published": page["published"],
        "entities": _entities(page["entities"], text),
        "claims": [_claim(row, text) for row in page["claims"]],
        "dates": [_date(row, text) for row in page["dates"]],
        "events": [{"date": row[1]} for row in page["dates"] if len(row) > 2],
    }


def _entities(rows: list[list[str]], text: str) -> list[dict[str, Any]]:
    """Mark every occurrence of the names given, the longest first, none within another."""
    surfaces = sorted({(s, row[0]) for row in rows for s in row[2:]}, key=lambda p: -len(p[0]))
    taken: list[tuple[int, int]] = []
    mentions: dict[str, list[dict[str, Any]]] = {row[0]: [] for row in rows}
    for surface, canonical in surfaces:
        # ASCII alone: Chinese writes its own words right beside Latin names.
        pattern = re.escape(surface)
        if surface.isascii():
            pattern = rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])"
        for hit in re.finditer(pattern, text):
            if any(hit.start() < end and start < hit.end() for start, end in taken):
                continue
            taken.append(hit.span())
            mentions[canonical].append(
                {"start": hit.start(), "end": hit.end(), "text": hit.group()}
            )
    return [{"canonical": row[0], "type": row[1], "mentions": mentions[row[0]]} for row in rows]


def _claim(row: list[Any], text: str) -> dict[str, Any]:
    speaker, words, stance, targets, chain, modality, *others = row
    start, end = _span(words, text)
    return {
        "id": words,
        "speaker": speaker,
        "speaker_alternatives": others[0] if others else [],
        "content_span": [start, end],
        "content_text": text[start:end],
        "stance": stance,
        "targets": targets,
        "origin_chain": chain,
        "modality": modality,
        "ambiguous": False,
    }


def _date(row: list[Any], text: str) -> dict[str, Any]:
    start, end = _span(row[0], text)
    return {"start": start, "end": end, "value": row[1]}


def _span(words: str, text: str) -> tuple[int, int]:
    first, _, last = words.partition(_GAP)
    start = text.find(first)
    end = text.find(last or first, start) + len(last or first)
    if start < 0 or end < start + len(first):
        raise ValueError(f"not in the text: {words}")
    return start, end


def _dates(folder: Path) -> float:
    """Return the F1 of dates: spans that overlap, with the same value; lengths of time are left."""
    hits = given = expected = 0
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        anchor = dt.datetime.fromisoformat(page["published"]).replace(tzinfo=dt.UTC)
        gold = [row for row in page["dates"] if row["value"]]
        lengths = [row for row in page["dates"] if not row["value"]]
        found = [
            (m.start, m.end, value.value)
            for m in dates.find(page["text"])
            if (value := dates.resolve(m.expression, published=anchor, first_seen=None))
            and not any(m.start < row["end"] and row["start"] < m.end for row in lengths)
        ]
        hits += sum(
            any(s < r["end"] and r["start"] < e and r["value"] == v for s, e, v in found)
            for r in gold
        )
        given, expected = given + len(found), expected + len(gold)
    return 2 * hits / (given + expected) if given + expected else 1.0


def main() -> None:
    """Print the scores of one batch with the answers that were missed."""
    data, batch = Path(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(batch, folder, data)
        for name, value in measured(folder, data, None, errors=200).items():
            print(f"{name:28} {value:.3f}")


if __name__ == "__main__":
    main()
