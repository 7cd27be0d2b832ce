"""Score the statements of the pages of ``domain-dev`` that its own answers leave out (README.md).

``a.jsonl`` is development: whoever mends rules reads it. ``b.jsonl`` is kept back and shown in sums
alone. The texts stay in the data folder; the answers hold spans of them.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nlp.words import word_set
from tests.eval import domain, fresh

FOLDER = Path(__file__).parent
HALVES = ("a", "b")
READ = "a"
MEASURES = (
    *("claims", "claims_clear", "claims_content_only", "stance_accuracy", "target_f1"),
    *("modality_accuracy", "origin_chain_exact", "origin_ultimate"),
)
STANCES = word_set(
    """accuse deny warn announce allege demand threaten confirm no-comment promise sue rule sanction
    propose assess other"""
)
MODALITIES = word_set("asserted alleged denied planned conditional")

Row = dict[str, Any]


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return the measures of statements per half; a half whose answers are missing is left out."""
    scores: dict[str, float] = {}
    for half in HALVES:
        path = FOLDER / f"{half}.jsonl"
        if not path.exists():
            print(f"rest: no {path.name} here, so half {half} is not scored", file=sys.stderr)
            continue
        found = _scored(path, data, model)
        scores |= {f"{half}.{name}": found[name] for name in MEASURES if name in found}
    return scores


def pages_of(half: str, data: Path) -> list[str]:
    """Return the ids of a half: of the pages without answers, by name, every other one.

    ``b`` takes the first, the third and so on, ``a`` the second, the fourth.
    """
    folder = data / "domain-dev"
    answered = {row["url"] for row in _read(folder / "gold.jsonl")}
    articles = _read(folder / "articles.jsonl")
    left = sorted(row["id"] for row in articles if row["url"] not in answered)
    return left[half == "a" :: 2]


def write(path: Path, folder: Path, data: Path) -> None:
    """Write the answers of ``path`` and their pages into ``folder`` as ``domain-dev`` has them.

    Raises:
        ValueError: an answer is of no page of that half, or quotes words that its page does not
            have at that place, or uses a word of no vocabulary.
    """
    source = data / "domain-dev"
    rows = {row["id"]: row for row in _read(path)}
    half = set(pages_of(path.stem, data))
    if strangers := sorted(rows.keys() - half):
        raise ValueError(f"{path.name}: not of this half: {', '.join(strangers)}")
    articles = [row for row in _read(source / "articles.jsonl") if row["id"] in rows]
    names = json.loads((source / "entities.json").read_text(encoding="utf-8"))
    speakers = {claim["speaker"] for row in rows.values() for claim in row["claims"]}
    _name_documents(names["documents"], speakers)
    _write(folder / "articles.jsonl", articles)
    _write(folder / "gold.jsonl", [_gold(rows[page["id"]], page) for page in articles])
    (folder / "entities.json").write_text(json.dumps(names), encoding="utf-8")
    (folder / "clusters.json").write_text('{"clusters": []}', encoding="utf-8")


def _scored(path: Path, data: Path, model: str | None) -> dict[str, float]:
    """Annotate the pages of one half and return what the scorer says of them."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        scorer = _annotated(path, folder, data, model)
        command = [sys.executable, str(scorer), str(folder / "predicted.jsonl")]
        command += ["--data", str(folder), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: Row = json.loads(done.stdout)
    return domain.measures(measured)


def _annotated(path: Path, folder: Path, data: Path, model: str | None) -> Path:
    """Write answers, pages and what the program says of them; return the scorer's file."""
    write(path, folder, data)
    _write(folder / "predicted.jsonl", list(domain.predictions(folder, model)))
    return data / "domain-dev" / "score_domain.py"


def _name_documents(documents: dict[str, list[str]], authors: set[str]) -> None:
    """Take a document named after its author, "Acme letter", for what its noun alone stands for.

    Names that the data know already stay as they are there.
    """
    kinds = {alias: kind for kind in documents for alias in (kind, *documents[kind])}
    for noun, own in fresh.DOCUMENTS.items():
        kind = kinds.get(noun, own)
        named = sorted(f"{author} {noun}" for author in authors | {"company", "ministry"})
        documents.setdefault(kind, []).extend(name for name in named if name not in kinds)


def _gold(row: Row, page: Row) -> Row:
    """Return an answer with what the scorer asks for; entities and events are not scored here."""
    claims = [_claim(claim, page) for claim in row["claims"]]
    return {"id": page["id"], "url": page["url"], "entities": [], "events": [], "claims": claims}


def _claim(claim: Row, page: Row) -> Row:
    start, end = claim["content_span"]
    if page["text"][start:end] != claim["content_text"]:
        raise ValueError(f"{claim['id']}: not in the text at {start}: {claim['content_text']}")
    if claim["stance"] not in STANCES or claim["modality"] not in MODALITIES:
        raise ValueError(f"{claim['id']}: {claim['stance']}, {claim['modality']}")
    return {"speaker_alternatives": [], "ambiguous": False, **claim}


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def show(data: Path) -> None:
    """Print what is missed or wrong in the half that is development; the other has no such view."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        scorer = _annotated(FOLDER / f"{READ}.jsonl", folder, data, None)
        for line in _differences(scorer, folder):
            print(line)


def _differences(path: Path, folder: Path) -> Iterator[str]:
    """Yield a line per statement that is missed or not in the answers, and per wrong field."""
    spec = importlib.util.spec_from_file_location("score_domain", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    names = scorer.Names(str(folder / "entities.json"))
    texts = {row["url"]: row["text"] for row in _read(folder / "articles.jsonl")}
    predicted = {row["url"]: row["claims"] for row in _read(folder / "predicted.jsonl")}
    for row in _read(folder / "gold.jsonl"):
        text, found = texts[row["url"]], predicted[row["url"]]
        pairs = dict(scorer.match(row["claims"], found, names, True))
        for number, claim in enumerate(row["claims"]):
            if number not in pairs:
                yield f"MISSED {claim['id']} {claim['speaker']}: {claim['content_text']}"
                continue
            given = found[pairs[number]]
            for field in ("stance", "modality", "targets", "origin_chain"):
                if claim[field] != given[field]:
                    yield f"{claim['id']} {field}: {claim[field]}, not {given[field]}"
        for number in sorted(set(range(len(found))) - set(pairs.values())):
            words = text[found[number]["content_start"] : found[number]["content_end"]]
            yield f"EXTRA {row['id']} {found[number]['speaker']} {found[number]['stance']}: {words}"
