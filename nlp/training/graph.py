"""The trained network as an ONNX graph, its weights as 8-bit integers.

Written operator by operator: that keeps exporters (and torch) out of it, and uses ONNX Runtime's
fused operators where it has them. Weights are quantised per output; they take seven bits, since x86
processors without VNNI add two products of bytes in 16 bits, which overflow with eight. What is
multiplied with them is quantised by ranges measured beforehand, so that what is read in a text
does not depend on the texts beside it in a batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy
import numpy.typing
from onnx import TensorProto, helper, numpy_helper

from nlp.training.net import Sizes
from nlp.transformer.windows import SLOTS

Array = numpy.typing.NDArray[Any]
Weights = Mapping[str, Array]
Ranges = Mapping[str, tuple[float, float]]
"""The least and the greatest number that goes into each layer."""

MICROSOFT = "com.microsoft"
OPSET = 18
_STEPS = 64
"""Steps of a weight to either side of nothing."""


class _Graph:
    """Nodes and initializers as they come."""

    def __init__(self, weights: Weights, ranges: Ranges | None) -> None:
        self.weights = weights
        self.ranges = ranges
        self.inputs: dict[str, str] = {}
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []
        self._constants: dict[str, str] = {}

    def node(self, kind: str, inputs: Sequence[str], count: int = 1, **attributes: Any) -> Any:
        """Add a node and return its output, or outputs."""
        names = [f"v{len(self.nodes)}_{i}" for i in range(count)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if count == 1 else names

    def constant(self, name: str, values: Array) -> str:
        """Add an initializer once and return its name."""
        if name not in self._constants:
            array = numpy.ascontiguousarray(values)
            self.initializers.append(numpy_helper.from_array(array, name))
            self._constants[name] = name
        return name

    def linear(self, x: str, layer: str) -> str:
        """Multiply by a layer's weights and add its bias."""
        return self.linears(x, layer, 1)[0]

    def linears(self, x: str, layer: str, count: int) -> list[str]:
        """The same, the outputs in ``count`` equal parts."""
        self.inputs[layer] = x
        weight = self.weights[f"{layer}.weight"].T.astype(numpy.float32)
        bias = self.weights[f"{layer}.bias"].astype(numpy.float32)
        parts = zip(numpy.split(weight, count, 1), numpy.split(bias, count), strict=True)
        names = [layer if count == 1 else f"{layer}.{i}" for i in range(count)]
        if self.ranges is None:
            return [self._exact(x, name, *part) for name, part in zip(names, parts, strict=True)]
        step, zero = _levels(*self.ranges[layer])
        own = [
            self.constant(f"{layer}.step", numpy.array(step, dtype=numpy.float32)),
            self.constant(f"{layer}.zero", numpy.array(zero, dtype=numpy.uint8)),
        ]
        steps = self.node("QuantizeLinear", [x, *own])
        return [
            self._rough(steps, own, name, *part) for name, part in zip(names, parts, strict=True)
        ]

    def _exact(self, x: str, name: str, matrix: Array, bias: Array) -> str:
        product = self.node("MatMul", [x, self.constant(f"{name}.weight", matrix)])
        return str(self.node("Add", [product, self.constant(f"{name}.bias", bias)]))

    def _rough(self, x: str, own: Sequence[str], name: str, matrix: Array, bias: Array) -> str:
        values, scale = quantise(matrix, axis=0, steps=_STEPS - 1)
        inputs = [
            x,
            self.constant(f"{name}.weight", values),
            own[0],
            self.constant(f"{name}.scale", scale.ravel()),
            own[1],
            "",
            self.constant(f"{name}.bias", bias),
        ]
        return str(self.node("MatMulIntegerToFloat", inputs, domain=MICROSOFT))

    def norm(self, x: str, layer: str, skip: str = "") -> str:
        """Normalise, with what skips the layer added first."""
        parts = [
            self.constant(f"{layer}.{kind}", self.weights[f"{layer}.{kind}"].astype(numpy.float32))
            for kind in ("weight", "bias")
        ]
        if skip:  # ONNX Runtime's fused operator for both is several times slower
            x = self.node("Add", [x, skip])
        return str(self.node("LayerNormalization", [x, *parts], axis=-1, epsilon=1e-12))

    def rows(self, table: str, index: str) -> str:
        """Look rows of a table up."""
        values = self.weights[table].astype(numpy.float32)
        if self.ranges is None:
            return str(self.node("Gather", [self.constant(table, values), index]))
        small, scale = quantise(values, axis=1, steps=127)
        found = self.node("Gather", [self.constant(table, small), index])
        number = self.node("Cast", [found], to=TensorProto.FLOAT)
        factor = self.node("Gather", [self.constant(f"{table}.scale", scale), index])
        return str(self.node("Mul", [number, factor]))


def quantise(values: Array, *, axis: int, steps: int) -> tuple[Array, Array]:
    """Return 8-bit integers and the factor, along ``axis``, that makes them values again."""
    scale = numpy.abs(values).max(axis=axis, keepdims=True) / steps
    scale = numpy.where(scale == 0, 1.0, scale).astype(numpy.float32)
    return numpy.rint(values / scale).astype(numpy.int8), scale


def _levels(least: float, greatest: float) -> tuple[float, int]:
    """Return the step and the number of zero among 256 levels that reach over a range."""
    least, greatest = min(least, 0.0), max(greatest, 0.0)
    step = (greatest - least) / 255 or 1.0
    return step, round(-least / step)


def build(
    weights: Weights, sizes: Sizes, ranges: Ranges | None = None, *, watched: bool = False
) -> bytes:
    """Return the graph, serialised; inputs as in :class:`nlp.transformer.windows.Batch`.

    ``ranges`` makes it one of 8-bit integers. ``watched`` gives it an output with the range of
    what goes into each layer, under the layer's name.
    """
    graph = _Graph(weights, ranges)
    states = _encoder(graph, sizes)
    syntax = _words(graph, states, "syntax_mix.weights")
    names = _words(graph, states, "name_mix.weights")
    outputs = _syntax(graph, sizes, syntax) | {"names": _names(graph, names)}
    if watched:
        outputs |= {layer: _range(graph, x) for layer, x in graph.inputs.items()}
    for name, value in outputs.items():
        graph.nodes.append(helper.make_node("Identity", [value], [name]))
    return bytes(_model(graph, outputs).SerializeToString())


def _range(graph: _Graph, x: str) -> str:
    ends = [graph.node(kind, [x], keepdims=0) for kind in ("ReduceMin", "ReduceMax")]
    axis = graph.constant("front", numpy.array([0]))
    return str(graph.node("Concat", [graph.node("Unsqueeze", [e, axis]) for e in ends], axis=0))


def _encoder(graph: _Graph, sizes: Sizes) -> list[str]:
    places = graph.node("Gather", [_float(graph, "positions.weight"), "places"])
    shaped = graph.node("Gather", [_float(graph, "shapes.weight"), "shapes"])
    x = graph.node("Add", [graph.rows("words.weight", "pieces"), shaped])
    x = graph.norm(graph.node("Add", [x, places]), "norm")
    x = graph.node("Unsqueeze", [x, graph.constant("front", numpy.array([0]))])
    states = []
    for number in range(sizes.layers):
        layer = f"layers.{number}"
        mixed = _attention(graph, graph.linears(x, f"{layer}.qkv", 3), sizes.heads)
        x = graph.norm(graph.linear(mixed, f"{layer}.out"), f"{layer}.out_norm", x)
        inner = graph.node("Gelu", [graph.linear(x, f"{layer}.up")], domain=MICROSOFT)
        x = graph.norm(graph.linear(inner, f"{layer}.down"), f"{layer}.down_norm", x)
        states.append(x)
    return states


def _attention(graph: _Graph, parts: Sequence[str], heads: int) -> str:
    """Let every window attend to itself.

    They stand in a row and are cut apart for this alone: without padding there is no mask, and
    without a mask ONNX Runtime attends in two thirds of the time. Of an empty slot nothing comes.
    """
    cut = [graph.node("Split", [part, "sizes"], SLOTS, axis=1) for part in parts]
    mixed = [
        graph.node("MultiHeadAttention", list(own), domain=MICROSOFT, num_heads=heads)
        for own in zip(*cut, strict=True)
    ]
    return str(graph.node("Concat", mixed, axis=1))


def _words(graph: _Graph, states: Sequence[str], mix: str) -> str:
    """Mix the layers and take the mean of each word's outer pieces."""
    raw = numpy.exp(graph.weights[mix].astype(numpy.float64))
    shares = (raw / raw.sum() / 2).astype(numpy.float32)
    parts = [
        graph.node("Mul", [state, graph.constant(f"{mix}.{i}", shares[i : i + 1])])
        for i, state in enumerate(states)
    ]
    total = graph.node("Sum", parts)
    flat = graph.node("Reshape", [total, graph.constant("flat", numpy.array([-1, _width(graph)]))])
    ends = [graph.node("Gather", [flat, end]) for end in ("first", "last")]
    return str(graph.node("Add", ends))


def _width(graph: _Graph) -> int:
    return int(graph.weights["norm.weight"].shape[0])


def _syntax(graph: _Graph, sizes: Sizes, words: str) -> dict[str, str]:
    hidden = graph.node("Gelu", [graph.linear(words, "syntax")], domain=MICROSOFT)
    parts = (sizes.arcs, sizes.arcs, sizes.labels, sizes.labels, sizes.reader)
    lengths = graph.constant("parts", numpy.array(parts))
    dependent, head, below, above, reader = graph.node("Split", [hidden, lengths], 5, axis=-1)
    dependents = graph.linear(dependent, "arc")
    root = graph.constant("root", graph.weights["root"].astype(numpy.float32).reshape(-1, 1))
    return {
        "dependents": dependents,
        "heads": head,
        "roots": graph.node("Squeeze", [graph.node("MatMul", [dependents, root]), _last(graph)]),
        "below": below,
        "above": above,
        "tags": graph.node("ArgMax", [graph.linear(reader, "tag")], axis=-1, keepdims=0),
        "morphs": graph.node("ArgMax", [graph.linear(reader, "morph")], axis=-1, keepdims=0),
        "trees": graph.linear(reader, "tree"),
        "starts": graph.node("Squeeze", [_plain(graph, reader, "start"), _last(graph)]),
    }


def _plain(graph: _Graph, x: str, layer: str) -> str:
    """A layer whose weights keep their precision, since one output decides by its sign."""
    matrix = graph.constant(f"{layer}.weight", graph.weights[f"{layer}.weight"].T)
    product = graph.node("MatMul", [x, matrix])
    return str(graph.node("Add", [product, _float(graph, f"{layer}.bias")]))


def _last(graph: _Graph) -> str:
    return graph.constant("last_axis", numpy.array([-1]))


def _float(graph: _Graph, name: str) -> str:
    return graph.constant(name, graph.weights[name].astype(numpy.float32))


def _names(graph: _Graph, words: str) -> str:
    """Read names from words; their shapes are looked up by their first pieces."""
    shapes = graph.node("Gather", ["shapes", "first"])
    shaped = graph.node("Gather", [_float(graph, "name_shapes.weight"), shapes])
    hidden = graph.node("Add", [graph.linear(words, "name_reader"), shaped])
    return graph.linear(graph.node("Gelu", [hidden], domain=MICROSOFT), "name")


def _model(graph: _Graph, outputs: Mapping[str, str]) -> Any:
    kinds = {"tags": TensorProto.INT64, "morphs": TensorProto.INT64}
    inputs: dict[str, list[str | int]] = {"sizes": [SLOTS]}
    inputs |= {name: ["pieces"] for name in ("pieces", "shapes", "places")}
    inputs |= {name: ["words"] for name in ("first", "last")}
    body = helper.make_graph(
        graph.nodes,
        "claimwire",
        [helper.make_tensor_value_info(n, TensorProto.INT64, s) for n, s in inputs.items()],
        [
            helper.make_tensor_value_info(name, kinds.get(name, TensorProto.FLOAT), None)
            for name in outputs
        ],
        graph.initializers,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9)
