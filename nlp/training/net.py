"""The network in torch: the encoder of MiniLM with shapes of words added, and small heads.

All heads read the same pass. Parse: every word scores every word (and the root) as its head
(Dozat and Manning 2017); the label of an arc is read off both its ends. Sentences: does one start
here? Names: place in a name and label, at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy
import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp.transformer.shapes import SHAPES

POSITIONS = 256
CHANCE = numpy.random.default_rng()
_SEED = 20261124


def start_chance() -> None:
    """Let dropout begin anew, so that a training does not depend on what ran before it."""
    CHANCE.bit_generator.state = numpy.random.default_rng(_SEED).bit_generator.state


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the network; those of the encoder are MiniLM's."""

    vocabulary: int
    tags: int
    morphs: int
    deps: int
    trees: int
    names: int
    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    arcs: int = 256
    labels: int = 128
    reader: int = 256


class Dropout(nn.Module):
    """Dropout from a faster source of chance than torch's, which costs a tenth of a step."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.limit = round(256 * share)

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x`` with some values at 0 and the others larger by as much."""
        if not self.training:
            return x
        kept = torch.from_numpy(CHANCE.integers(0, 256, x.shape, numpy.uint8)) >= self.limit
        return x * kept * (256 / (256 - self.limit))


class Layer(nn.Module):
    """One encoder layer, normalised after each half as in BERT."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.out_norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.up = nn.Linear(sizes.width, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.width)
        self.down_norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.drop = Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x``: window × piece × width; ``mask``: window × 1 × 1 × piece, true at pieces."""
        windows, size, width = x.shape
        q, k, v = self.qkv(x).view(windows, size, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(windows, size, width)
        x = self.out_norm(x + self.drop(self.out(mixed)))
        return self.down_norm(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Mix(nn.Module):
    """A weighted sum of the layers; weights are learned."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(0.0, 1.0, layers))

    def forward(self, states: list[Tensor]) -> Tensor:
        """Return the sum over ``states``."""
        total = torch.zeros_like(states[0])
        for weight, state in zip(self.weights.softmax(0), states, strict=True):
            total = total + weight * state
        return total


class Network(nn.Module):
    """From pieces to the scores of everything that is to be told."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(POSITIONS, sizes.width)
        self.shapes = nn.Embedding(SHAPES, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.syntax_mix, self.name_mix = Mix(sizes.layers), Mix(sizes.layers)
        self.parts = (sizes.arcs, sizes.arcs, sizes.labels, sizes.labels, sizes.reader)
        self.syntax = nn.Linear(sizes.width, sum(self.parts))
        self.arc = nn.Linear(sizes.arcs, sizes.arcs)
        self.root = nn.Parameter(torch.zeros(1, 1, sizes.arcs))
        self.root_label = nn.Parameter(torch.zeros(1, 1, sizes.labels))
        self.label = nn.Linear(sizes.labels, sizes.deps)
        self.tag = nn.Linear(sizes.reader, sizes.tags)
        self.morph = nn.Linear(sizes.reader, sizes.morphs)
        self.tree = nn.Linear(sizes.reader, sizes.trees)
        self.start = nn.Linear(sizes.reader, 1)
        self.name_reader = nn.Linear(sizes.width, sizes.reader)
        self.name = nn.Linear(sizes.reader, sizes.names)
        self.name_shapes = nn.Embedding(SHAPES, sizes.reader)
        self.drop, self.drop_more = Dropout(0.1), Dropout(0.3)
        nn.init.zeros_(self.name_shapes.weight)
        nn.init.normal_(self.root, std=0.05)

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the output of every layer: window × piece × width."""
        x = self.words(pieces) + self.shapes(shapes) + self.positions.weight[: pieces.shape[1]]
        x = self.drop(self.norm(x))
        seen = mask.bool()[:, None, None, :]
        states = []
        for layer in self.layers:
            x = layer(x, seen)
            states.append(x)
        return states

    @staticmethod
    def gather(states: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return the mean of the outer pieces of each word: window × word × width."""
        flat = states.reshape(-1, states.shape[-1])
        return (flat[first] + flat[last]) * 0.5

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the scores by name; ``arcs``: window × word × head, head 0 is the root."""
        first, last = batch["first"], batch["last"]
        states = self.encode(batch["pieces"], batch["shapes"], batch["mask"])
        syntax = self.drop_more(self.gather(self.syntax_mix(states), first, last))
        names = self.drop_more(self.gather(self.name_mix(states), first, last))
        hidden = self.drop_more(functional.gelu(self.syntax(syntax)))
        dependent, head, label_below, label_above, reader = hidden.split(self.parts, -1)
        windows = head.shape[0]
        heads = torch.cat([self.root.expand(windows, -1, -1), head], 1)
        above = torch.cat([self.root_label.expand(windows, -1, -1), label_above], 1)
        word_shapes = batch["shapes"].reshape(-1)[first]
        named = functional.gelu(self.name_reader(names) + self.name_shapes(word_shapes))
        return {
            "arcs": self.arc(dependent) @ heads.transpose(1, 2),
            "below": label_below,
            "above": above,
            "tags": self.tag(reader),
            "morphs": self.morph(reader),
            "trees": self.tree(reader),
            "starts": self.start(reader)[..., 0],
            "names": self.name(self.drop_more(named)),
        }

    def labels_of(self, below: Tensor, above: Tensor) -> Tensor:
        """Return label scores of arcs: the ends of each are rows of the two."""
        return self.label(functional.relu(below + above))


def load_encoder(network: Network, weights: dict[str, Tensor]) -> None:
    """Start from MiniLM; with fewer layers, those that are spread evenly over its six."""
    with torch.no_grad():
        network.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        network.positions.weight.copy_(weights["embeddings.position_embeddings.weight"][:POSITIONS])
        network.shapes.weight.copy_(
            weights["embeddings.token_type_embeddings.weight"][:1].expand(SHAPES, -1)
        )
        _copy(network.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            source = number * 6 // len(network.layers)
            _copy_layer(layer, weights, f"encoder.layer.{source}")


def _copy_layer(layer: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    own = f"{name}.attention.self"
    for kind in ("weight", "bias"):
        parts = [weights[f"{own}.{part}.{kind}"] for part in ("query", "key", "value")]
        getattr(layer.qkv, kind).copy_(torch.cat(parts))
    _copy(layer.out, weights, f"{name}.attention.output.dense")
    _copy(layer.out_norm, weights, f"{name}.attention.output.LayerNorm")
    _copy(layer.up, weights, f"{name}.intermediate.dense")
    _copy(layer.down, weights, f"{name}.output.dense")
    _copy(layer.down_norm, weights, f"{name}.output.LayerNorm")


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])
