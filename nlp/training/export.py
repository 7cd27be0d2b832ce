"""From a checkpoint to the files of the spaCy component, and to a pipeline that holds it."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy
import onnxruntime
import spacy
import torch
from spacy.language import Language

from nlp import amounts  # noqa: F401 - registers the component of dates and money
from nlp.training import tokens
from nlp.training.corpora import Sentence
from nlp.training.graph import Ranges, Weights, build
from nlp.training.net import Network, Sizes
from nlp.transformer.components import NAMES, READER, ReaderComponent
from nlp.transformer.lemmas import plain, write_table
from nlp.transformer.network import Network as Reader
from nlp.transformer.network import array_bytes
from nlp.transformer.windows import Batch, bundles, lay_out, look_up
from nlp.transformer.wordpiece import WordPieces

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_LATIN_END = 0x250


def load_checkpoint(path: Path) -> Network:
    """Return the network of a checkpoint, ready to read."""
    saved = torch.load(path, map_location="cpu")
    network = Network(Sizes(**saved["sizes"]))
    network.load_state_dict(saved["network"])
    network.eval()
    return network


def kept_pieces(vocabulary: Sequence[str]) -> list[int]:
    """Return the pieces that English text uses: of other scripts' letters none is kept."""
    return [i for i, piece in enumerate(vocabulary) if _kept(piece)]


def _kept(piece: str) -> bool:
    if piece.startswith("["):
        return piece in _SPECIAL or len(piece) == 1
    return all(not c.isalpha() or ord(c) < _LATIN_END for c in piece)


def measure(weights: Weights, sizes: Sizes, batches: Iterable[Batch]) -> Ranges:
    """Return the range of what goes into each layer when the network reads the batches."""
    session = onnxruntime.InferenceSession(
        build(weights, sizes, watched=True), providers=["CPUExecutionProvider"]
    )
    layers = [out.name for out in session.get_outputs() if out.name not in Reader.OUTPUTS]
    least = dict.fromkeys(layers, 0.0)
    greatest = dict.fromkeys(layers, 0.0)
    for batch in batches:
        for layer, (low, high) in zip(layers, session.run(layers, batch.feed()), strict=True):
            least[layer] = min(least[layer], float(low))
            greatest[layer] = max(greatest[layer], float(high))
    return {layer: (least[layer], greatest[layer]) for layer in layers}


def lemma_table(sentences: Iterable[Sentence]) -> str:
    """Return the treebanks' most frequent lemma of each form and part of speech."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for sentence in sentences:
        for word in sentence.words:
            key = word.upos, plain(word.form, word.upos)
            counts.setdefault(key, Counter())[word.lemma] += 1
    return write_table({key: found.most_common(1)[0][0] for key, found in counts.items()})


def files(
    network: Network,
    labels: str,
    vocabulary: Sequence[str],
    lemmas: str,
    samples: Sequence[tuple[Sequence[str], Sequence[bool]]],
) -> dict[str, bytes]:
    """Return the component's files by name.

    ``lemmas``: the table of :func:`lemma_table`.

    ``samples``: words and blanks of texts that the ranges of 8-bit integers are measured on.
    """
    kept = kept_pieces(vocabulary)
    pieces = WordPieces([vocabulary[i] for i in kept])
    weights: dict[str, numpy.typing.NDArray[numpy.float32]] = {
        name: value.detach().numpy() for name, value in network.state_dict().items()
    }
    weights["words.weight"] = weights["words.weight"][kept]
    sizes = replace(network.sizes, vocabulary=len(kept))
    windows = [look_up(pieces, *sample) for sample in samples]
    windows = [window.cut(0, window.fitting(0)) for window in windows if len(window)]
    lengths = [2 + sum(map(len, window.pieces)) for window in windows]
    batches = (
        lay_out([windows[i] for i in group], pieces.begin, pieces.end)
        for group in bundles(lengths, 512)
    )
    ranges = measure(weights, sizes, batches)
    arcs = numpy.vstack([weights["label.weight"].T, weights["label.bias"][None, :]])
    return {
        "network.onnx": build(weights, sizes, ranges),
        "arcs.npy": array_bytes(arcs.astype(numpy.float32)),
        "labels.json": labels.encode(),
        "lemmas.tsv.gz": gzip.compress(lemmas.encode(), mtime=0),
        "pieces.txt": "\n".join(pieces.vocabulary).encode(),
    }


def pipeline(data: dict[str, bytes]) -> Language:
    """Return a spaCy pipeline with the component and its names."""
    nlp = spacy.blank("en")
    nlp.tokenizer = tokens.create(nlp)
    reader = nlp.add_pipe(READER, name="parser")
    assert isinstance(reader, ReaderComponent)  # noqa: S101 - tells the type checker
    reader.load(data)
    nlp.add_pipe(NAMES, name="ner")
    nlp.add_pipe("claimwire_amounts")
    return nlp
