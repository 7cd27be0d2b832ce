"""Gradients of the parser's first layer, gathered over a batch: half of the training time saved.

spaCy works out the gradient of that layer's weights at every step of every batch, on a handful of
rows. Here the rows of all steps are kept and multiplied once, when the optimiser asks. Rows of a
missing word are left out, where spaCy takes the last word of the batch in its place. The trained
model is an ordinary one; only a process that trains calls :func:`install`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.ml import _precomputable_affine as affine
from thinc.api import Model, NumpyOps, set_current_ops

Floats = NDArray[np.float32]


class GatheringModel(Model[Any, Any]):
    """A model whose weights' gradient is made of what :attr:`pending` holds, when asked for."""

    pending: list[tuple[Floats, Floats, NDArray[np.int32]]]

    def has_grad(self, name: str) -> bool:
        """Whether there is a gradient, after adding the rows that wait."""
        self._gather()
        return super().has_grad(name)

    def get_grad(self, name: str) -> Any:
        """The gradient, after adding the rows that wait."""
        self._gather()
        return super().get_grad(name)

    def _gather(self) -> None:
        waiting, self.pending = getattr(self, "pending", []), []
        while waiting:
            inputs = waiting[0][0]
            same = [item for item in waiting if item[0] is inputs]
            waiting = [item for item in waiting if item[0] is not inputs]
            self._add(inputs, [item[1] for item in same], [item[2] for item in same])

    def _add(self, inputs: Floats, outputs: list[Floats], ids: list[NDArray[np.int32]]) -> None:
        sizes = [self.get_dim(name) for name in ("nO", "nP", "nF", "nI")]
        rows, found = np.concatenate(outputs), np.concatenate(ids)
        words = inputs[found]
        words[found < 0] = 0
        flat = rows.reshape(len(rows), -1)
        weights = (flat.T @ words.reshape(len(rows), -1)).reshape(sizes)
        missing = (found < 0).astype(np.float32)
        pads = (missing.T @ flat).reshape(1, sizes[2], sizes[0], sizes[1])
        gradients: dict[str, Any] = {
            "W": np.ascontiguousarray(weights.transpose(2, 0, 1, 3)),
            "b": rows.sum(axis=0),
            "pad": np.ascontiguousarray(pads),
        }
        for name, gradient in gradients.items():
            self.inc_grad(name, gradient)


def forward(model: GatheringModel, x: Floats, is_train: bool) -> tuple[Floats, Callable[..., Any]]:
    """As spaCy's; the way back keeps its rows for later."""
    outputs, pieces, places, inputs = (model.get_dim(name) for name in ("nO", "nP", "nF", "nI"))
    weights, pad = (np.asarray(model.get_param(name)) for name in ("W", "pad"))
    flat = np.empty((len(x) + 1, places * outputs * pieces), dtype=np.float32)
    np.matmul(x, weights.reshape(-1, inputs).T, out=flat[1:])
    made: Floats = flat.reshape(len(x) + 1, places, outputs, pieces)
    made[0] = pad[0]
    by_output = weights.transpose(1, 2, 0, 3).reshape(outputs * pieces, -1)

    def backward(given: tuple[Floats, NDArray[np.int32]]) -> Floats:
        rows, ids = np.array(given[0]), np.array(given[1])
        model.pending = [*getattr(model, "pending", []), (x, rows, ids)]
        back = rows.reshape(len(rows), -1) @ by_output
        return np.asarray(back).reshape(len(rows), places, inputs)

    return made, backward


def install() -> None:
    """Make models created from now on train this way, and multiply with numpy's own library."""
    set_current_ops(NumpyOps(use_blis=False))
    affine.Model = GatheringModel  # type: ignore[attr-defined]
    affine.forward = forward
