"""From a checkpoint to the files of the spaCy component, and to a pipeline that holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy
import spacy
import torch
from spacy.language import Language

from nlp.training.transformer_graph import build
from nlp.training.transformer_net import Network, Sizes
from nlp.transformer.components import NAMES, READER, ReaderComponent
from nlp.transformer.network import array_bytes

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


def files(
    network: Network, labels: str, vocabulary: Sequence[str], quantised: bool
) -> dict[str, bytes]:
    """Return the component's files by name."""
    kept = kept_pieces(vocabulary)
    weights: dict[str, numpy.typing.NDArray[numpy.float32]] = {
        name: value.detach().numpy() for name, value in network.state_dict().items()
    }
    weights["words.weight"] = weights["words.weight"][kept]
    sizes = replace(network.sizes, vocabulary=len(kept))
    arcs = numpy.vstack([weights["label.weight"].T, weights["label.bias"][None, :]])
    return {
        "network.onnx": build(weights, sizes, quantised=quantised),
        "arcs.npy": array_bytes(arcs.astype(numpy.float32)),
        "labels.json": labels.encode(),
        "pieces.txt": "\n".join(vocabulary[i] for i in kept).encode(),
    }


def pipeline(data: dict[str, bytes]) -> Language:
    """Return a spaCy pipeline with the component and its names."""
    nlp = spacy.blank("en")
    reader = nlp.add_pipe(READER, name="parser")
    assert isinstance(reader, ReaderComponent)  # noqa: S101 - tells the type checker
    reader.load(data)
    nlp.add_pipe(NAMES, name="ner")
    return nlp
