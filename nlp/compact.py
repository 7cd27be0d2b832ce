"""How our models are kept small on disk: vectors as bytes, weights as half-precision floats.

Both are ordinary floats again once loaded, and score the same. Registered with spaCy as
``claimwire.ByteVectors.v1`` and ``claimwire.HalfPrecision.v1``, the names that the model's
configuration gives; importing this module, or having the package installed, is all that loading
such a model needs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly  # type: ignore[import-untyped] # ships no types
from spacy.language import Language
from spacy.util import registry
from spacy.vectors import Vectors  # type: ignore[import-not-found] # compiled, no stubs
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # ships no types

from nlp import amounts  # noqa: F401 - registers its component

FILE = "vectors.npz"
_STEPS = 127


class ByteVectors(Vectors):  # type: ignore[misc] # a compiled class
    """Vectors keyed by the small-letter form of a word; only storing them differs."""

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write keys, a scale for each dimension, and the numbers as steps of that scale."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        data = np.asarray(self.data, dtype=np.float32)
        scale = np.abs(data).max(axis=0) / _STEPS if len(data) else np.ones(data.shape[1:])
        scale = np.where(scale > 0, scale, 1).astype(np.float32)
        order = sorted(self.key2row, key=lambda key: int(self.key2row[key]))
        rows = np.array([self.key2row[key] for key in order], dtype=np.int32)
        np.savez_compressed(
            folder / FILE,
            keys=np.array(order, dtype=np.uint64),
            scale=scale,
            steps=np.rint(data[rows] / scale).astype(np.int8),
        )

    def from_disk(self, path: str | Path, **_: Any) -> ByteVectors:
        """Read what :meth:`to_disk` wrote; leaves the table as it is when there is no file."""
        file = Path(path) / FILE
        if not file.is_file():
            return self
        with np.load(file, allow_pickle=False) as stored:
            data = stored["steps"].astype(np.float32) * stored["scale"]
            keys = stored["keys"].tolist()
        self.data = data
        self.key2row = {key: row for row, key in enumerate(keys)}
        self._sync_unset()
        return self

    def _get_cfg(self) -> dict[str, Any]:
        # spaCy forgets the attribute of the keys when a pipeline is turned into bytes.
        return {**super()._get_cfg(), "attr": self.attr}


@registry.vectors("claimwire.ByteVectors.v1")  # type: ignore[untyped-decorator]
def byte_vectors() -> Callable[[Vocab], ByteVectors]:
    """Return a function from a vocabulary to its empty table."""

    def create(vocab: Vocab) -> ByteVectors:
        return ByteVectors(strings=vocab.strings, attr="LOWER")

    return create


class HalfModel(Model[Any, Any]):
    """A model whose weights are written as 16-bit floats and read back as 32-bit ones."""

    __slots__ = ()  # or a model could not become one

    def to_bytes(self) -> bytes:
        """As thinc's, with rounded weights."""
        return bytes(srsly.msgpack_dumps(_cast(srsly.msgpack_loads(super().to_bytes()), "float16")))

    def from_bytes(self, bytes_data: bytes) -> Model[Any, Any]:
        """As thinc's, of what :meth:`to_bytes` wrote."""
        return self.from_dict(_cast(srsly.msgpack_loads(bytes_data), "float32"))


def _cast(message: dict[str, Any], kind: str) -> dict[str, Any]:
    """Change the type of every floating-point weight of a serialised model."""
    for weights in message["params"]:
        for name, value in weights.items():
            if isinstance(value, np.ndarray) and value.dtype.kind == "f":
                weights[name] = value.astype(kind)
    return message


@registry.architectures("claimwire.HalfPrecision.v1")  # type: ignore[untyped-decorator]
def half_precision(model: Model[Any, Any]) -> Model[Any, Any]:
    """Return the same model, read and written in half precision."""
    model.__class__ = HalfModel
    return model


def load(model: str | Path) -> Language:
    """``spacy.load``, with numpy's matrix product in place of spaCy's, which takes twice as long.

    It runs on one thread from then on: matrices are small here, and more threads of it would only
    wait for each other. Whoever has several cores annotates in several processes.

    Raises as ``spacy.load`` does: ``OSError``, ``ValueError`` or ``ImportError``.
    """
    threadpool_limits(limits=1, user_api="blas")
    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(model)
