"""Readers of the training corpora: CoNLL-U treebanks and NER JSONL, and their checksums."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKSUMS = HERE / "data.sha256"
SKIP_IDS = "treebanks/ewt_skip_sent_ids.txt"

TREEBANK_TRAIN = (
    "treebanks/en_ewt-train.conllu.gz",
    "treebanks/en_gum-train.conllu.gz",
    "treebanks/en_gum-news-train.conllu.gz",
)
TREEBANK_DEV = {
    "ewt_dev": "treebanks/en_ewt-dev.conllu",
    "gum_dev": "treebanks/en_gum-dev.conllu",
}
NER_OVER_TREEBANKS = ("uner_ewt_train", "gum_train", "gum_news_train")
"""Files of names over the treebanks' own sentences."""

NER_TRAIN: dict[str, float] = {
    "crossner_politics_train": 4.0,
    "crossner_ai_train": 4.0,
    "crossner_science_train": 3.0,
    "crossner_literature_train": 3.0,
    "crossner_music_train": 3.0,
    "wikigold": 3.0,
    "re3d_open_filtered": 2.0,
    "inlegalner_dev": 1.0,
    "sec_fin5_filtered": 1.0,
    "btc_train": 0.35,
    "wnut17_train": 0.35,
    "crossner_science_dev": 2.0,
    "crossner_literature_dev": 2.0,
    "crossner_music_dev": 2.0,
}
"""Files that train names alone, with the passes over each in an epoch: edited text several, a
fraction of the tweets.

Three dev files train; those of politics and AI remain as yardsticks.
"""

NER_DEV = (
    "uner_ewt_dev",
    "crossner_politics_dev",
    "crossner_ai_dev",
    "btc_dev",
    "gum_dev",
    "inlegalner_dev",
)
# InLegalNER exists as one file: every fifth text is held out, the others train.
SPLIT_FILE = "inlegalner_dev"
SPLIT_EVERY = 5

LABELS = frozenset(
    ["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"]
)
"""What the network tells apart; DATE and MONEY are found by rules (:mod:`nlp.amounts`)."""


@dataclass(frozen=True)
class Word:
    """One syntactic word of a treebank sentence; ``head`` is 0-based, the root heads itself."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    space: bool


@dataclass(frozen=True)
class Sentence:
    """One treebank sentence; ``new_par`` tells that a paragraph (or document) starts here."""

    sent_id: str
    doc_id: str
    new_par: bool
    words: tuple[Word, ...]


@dataclass(frozen=True)
class NerText:
    """One NER text: spans are (start, end, label) in code points, end exclusive."""

    text_id: str
    text: str
    entities: tuple[tuple[int, int, str], ...]
    annotated: frozenset[str]


def read_skip_ids(data: Path) -> frozenset[str]:
    """Sentence ids that repeat across splits and must not train."""
    lines = (data / SKIP_IDS).read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return frozenset(row[-1] for row in rows)


def _open_lines(path: Path) -> Iterator[str]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as packed:
            yield from packed
    else:
        with path.open(encoding="utf-8") as plain:
            yield from plain


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        stripped = line.rstrip("\n")
        if stripped:
            block.append(stripped)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _words(rows: list[list[str]]) -> tuple[Word, ...]:
    """Syntactic words; inside a multi-word token no space follows, its last word takes its own."""
    inside: dict[int, bool] = {}
    words = []
    for row in rows:
        if "." in row[0]:
            continue
        spaced = "SpaceAfter=No" not in row[9].split("|")
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            inside.update(dict.fromkeys(range(first, last), False))
            inside[last] = spaced
            continue
        number, head = int(row[0]), int(row[6])
        dep = "ROOT" if head == 0 else row[7]
        parent = number - 1 if head == 0 else head - 1
        xpos = "" if row[4] == "_" else row[4]
        feats = "" if row[5] == "_" else row[5]
        lemma = row[1] if row[2] == "_" else row[2]
        space = inside.get(number, spaced)
        words.append(Word(row[1], lemma, row[3], xpos, feats, parent, dep, space))
    return tuple(words)


def parse_conllu(lines: Iterable[str]) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U stream; raises ``ValueError`` on a malformed row."""
    doc_id = ""
    for block in _blocks(lines):
        sent_id, new_par = "", False
        rows = []
        for line in block:
            if not line.startswith("#"):
                row = line.split("\t")
                if len(row) != 10:
                    raise ValueError(f"not a CoNLL-U row in {sent_id}: {line[:80]}")
                rows.append(row)
            elif line.startswith("# newdoc id = "):
                doc_id, new_par = line.removeprefix("# newdoc id = "), True
            elif line.startswith("# sent_id = "):
                sent_id = line.removeprefix("# sent_id = ")
            elif line == "# newpar" or line.startswith("# newpar id"):
                new_par = True
        yield Sentence(sent_id, doc_id, new_par, _words(rows))


def read_treebank(path: Path, skip: frozenset[str] = frozenset()) -> list[Sentence]:
    """All sentences of a treebank file (plain or gzip) but those whose id is in ``skip``."""
    sentences = []
    carry = False
    for sentence in parse_conllu(_open_lines(path)):
        if sentence.sent_id in skip:
            carry = carry or sentence.new_par
            continue
        sentences.append(replace(sentence, new_par=True) if carry else sentence)
        carry = False
    return sentences


def read_ner(path: Path) -> list[NerText]:
    """All texts of a NER JSONL file, white space collapsed (see ``collapse_space``)."""
    texts = []
    for line in _open_lines(path):
        row = json.loads(line)
        spans = [(int(a), int(b), str(label)) for a, b, label in row["entities"]]
        text, moved = collapse_space(row["text"], spans)
        texts.append(NerText(row["id"], text, moved, frozenset(row["labels_annotated"])))
    return texts


def collapse_space(
    text: str, spans: Iterable[tuple[int, int, str]]
) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """Turn every run of white space into one blank, trim the ends, and move the spans along.

    So no whitespace token ever reaches the model.
    """
    moved_to = [0] * (len(text) + 1)
    out: list[str] = []
    for index, char in enumerate(text):
        moved_to[index] = len(out)
        if not char.isspace():
            out.append(char)
        elif out and out[-1] != " ":
            out.append(" ")
    moved_to[len(text)] = len(out)
    if out and out[-1] == " ":
        out.pop()
    kept = [(moved_to[a], moved_to[b - 1] + 1, label) for a, b, label in spans]
    return "".join(out), tuple(kept)


def split_held_out(texts: list[NerText], held_out: bool) -> list[NerText]:
    """Every fifth text (``held_out``) or the four others, by position in the file."""
    return [text for i, text in enumerate(texts) if (i % SPLIT_EVERY == 0) == held_out]


def read_ner_dev(data: Path, stem: str) -> list[NerText]:
    """The held-out texts of one development file."""
    texts = read_ner(data / "ner" / f"{stem}.jsonl")
    return split_held_out(texts, held_out=True) if stem == SPLIT_FILE else texts


def read_ner_train(data: Path, stem: str) -> list[NerText]:
    """The texts of one file that may train."""
    texts = read_ner(data / "ner" / f"{stem}.jsonl")
    return split_held_out(texts, held_out=False) if stem == SPLIT_FILE else texts


def input_files() -> list[str]:
    """Every file the recipe reads, relative to the data folder, sorted."""
    ner = {f"ner/{stem}.jsonl" for stem in (*NER_OVER_TREEBANKS, *NER_TRAIN, *NER_DEV)}
    return sorted({SKIP_IDS, *TREEBANK_TRAIN, *TREEBANK_DEV.values(), *ner})


def checksum_lines(data: Path) -> list[str]:
    """``sha256  name`` for each input, in the format of ``sha256sum``."""
    return [
        f"{hashlib.sha256((data / name).read_bytes()).hexdigest()}  {name}"
        for name in input_files()
    ]


def verify_checksums(data: Path) -> None:
    """Raise ``ValueError`` naming the inputs that differ from the recorded ones."""
    recorded = set(CHECKSUMS.read_text(encoding="utf-8").splitlines())
    wrong = [line.split()[-1] for line in checksum_lines(data) if line not in recorded]
    if wrong:
        raise ValueError(f"inputs differ from {CHECKSUMS.name}: {', '.join(wrong)}")
