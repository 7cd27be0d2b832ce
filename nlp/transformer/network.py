"""The network at run time: one ONNX Runtime session, one thread, nothing of torch."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

import numpy
import numpy.typing

from nlp.transformer.trees import Scores
from nlp.transformer.windows import Batch, Ints

Outputs = Mapping[str, numpy.typing.NDArray[Any]]

_INSTALL = "the model needs ONNX Runtime: pip install onnxruntime"


class _Session(Protocol):
    def run(self, names: Sequence[str], feed: Mapping[str, Ints]) -> list[Any]: ...


class Network:
    """Scores words. ``graph`` is an ONNX model, ``arcs`` the layer that names arcs.

    ``arcs``: input × label, the bias in a last row; it is applied after the heads are known, to
    chosen arcs only.

    Raises
    ------
    ImportError
        If ONNX Runtime is not installed.
    """

    OUTPUTS = (
        "dependents",
        "heads",
        "roots",
        "below",
        "above",
        "tags",
        "morphs",
        "trees",
        "starts",
        "names",
    )

    def __init__(self, graph: bytes, arcs: Scores) -> None:
        self.graph = graph
        self.arcs = arcs
        self._session = _session(graph)

    def __call__(self, batch: Batch) -> Outputs:
        """Return what is found by name, a row a word.

        The score of an arc is the product of a row of ``dependents`` and one of ``heads``; that of
        the root stands in ``roots``.
        """
        found = self._session.run(self.OUTPUTS, batch.feed())
        return dict(zip(self.OUTPUTS, found, strict=True))

    def arc_labels(self, below: Scores, above: Scores) -> Scores:
        """Return arc × label from both ends of each arc."""
        joined = numpy.maximum(below + above, 0.0)
        return cast("Scores", joined @ self.arcs[:-1] + self.arcs[-1])

    def __reduce__(self) -> tuple[type[Network], tuple[bytes, Scores]]:
        # A session cannot be copied to another process; what it is made of can.
        return type(self), (self.graph, self.arcs)


def _session(graph: bytes) -> _Session:
    try:
        import onnxruntime
    except ImportError as error:
        raise ImportError(_INSTALL) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    providers = ["CPUExecutionProvider"]
    return cast("_Session", onnxruntime.InferenceSession(graph, options, providers=providers))


def array_bytes(values: Scores) -> bytes:
    """Return an array as the bytes of a ``.npy`` file."""
    buffer = io.BytesIO()
    numpy.save(buffer, values, allow_pickle=False)
    return buffer.getvalue()


def array_of(data: bytes) -> Scores:
    """Read what :func:`array_bytes` wrote; raises ``ValueError`` on other bytes."""
    return cast("Scores", numpy.load(io.BytesIO(data), allow_pickle=False))
