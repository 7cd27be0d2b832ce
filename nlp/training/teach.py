"""Learning from a larger network, which runs in 8-bit integers beside the training."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy
import torch
from torch import Tensor

from nlp.training.net import Network
from nlp.transformer.inventory import Inventory
from nlp.transformer.network import Network as Reader
from nlp.transformer.network import array_of
from nlp.transformer.reader import BUNDLE_PIECES
from nlp.transformer.windows import SLOTS, Batch, bundles


class OnnxTeacher:
    """The model in a folder, asked about every batch; fills what has no gold."""

    def __init__(self, folder: Path, vocabulary: tuple[str, ...]) -> None:
        self._reader = Reader(
            (folder / "network.onnx").read_bytes(), array_of((folder / "arcs.npy").read_bytes())
        )
        pieces = (folder / "pieces.txt").read_text(encoding="utf-8").split("\n")
        own = {piece: index for index, piece in enumerate(pieces)}
        unknown = own["[UNK]"]
        self._own = torch.tensor([own.get(piece, unknown) for piece in vocabulary])
        labels = Inventory.from_json((folder / "labels.json").read_text(encoding="utf-8"))
        self._root = labels.deps.index("ROOT")

    def __call__(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the teacher's scores; unknown tags, features and lemmas become the teacher's."""
        scores = self._scores(batch)
        used = batch["used"]
        for gold, found in (("tags", "tags"), ("morphs", "morphs"), ("lemmas", "trees")):
            values = scores[found] if found != "trees" else scores[found].argmax(-1)
            unknown = (batch[f"gold_{gold}"] < 0) & used
            batch[f"gold_{gold}"] = torch.where(unknown, values, batch[f"gold_{gold}"])
        seen = torch.nn.functional.pad(used, (1, 0), value=True)[:, None, :]
        arcs = scores["arcs"].masked_fill(~seen, -1e9)
        heads = torch.where(batch["gold_heads"] >= 0, batch["gold_heads"], arcs.argmax(-1))
        heads = torch.where(used & (heads > 0), heads, torch.full_like(heads, -1))
        known = heads >= 0
        rows = torch.arange(heads.shape[0])[:, None].expand_as(heads)[known]
        labels = self._reader.arc_labels(
            scores["below"][known].numpy(), scores["above"][rows, heads[known] - 1].numpy()
        )
        labels[:, self._root] = -1e9
        return {
            "arcs": arcs,
            "names": scores["names"],
            "starts": scores["starts"],
            "heads": heads,
            "labels": torch.from_numpy(labels),
        }

    def _scores(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return what the teacher finds, window × word × …, as the network that learns has it."""
        used = batch["used"]
        found = [self._reader(windows) for windows in self._windows(batch)]
        rows = {name: numpy.concatenate([part[name] for part in found]) for name in found[0]}
        scores = {}
        for name, values in rows.items():
            flat = torch.from_numpy(values)
            scores[name] = torch.zeros(*used.shape, *flat.shape[1:], dtype=flat.dtype)
            scores[name][used] = flat
        arcs = scores.pop("dependents") @ scores.pop("heads").transpose(1, 2)
        scores["arcs"] = torch.cat([scores.pop("roots")[..., None], arcs], -1)
        return scores

    def _windows(self, batch: dict[str, Tensor]) -> Iterator[Batch]:
        """Yield the batch without its padding, as many windows at a time as the network takes."""
        seen, used = batch["mask"].bool(), batch["used"]
        lengths = seen.sum(1)
        row = seen.flatten().cumsum(0) - 1
        first, last = row[batch["first"]], row[batch["last"]]
        done = 0
        for group in bundles(lengths.tolist(), BUNDLE_PIECES):
            at = slice(group[0], group[-1] + 1)
            inside, words = seen[at], used[at]
            sizes = torch.zeros(SLOTS, dtype=torch.long)
            sizes[: len(group)] = lengths[at]
            yield Batch(
                pieces=self._own[batch["pieces"][at][inside]].numpy(),
                shapes=batch["shapes"][at][inside].numpy(),
                places=(inside.cumsum(1) - 1)[inside].numpy(),
                sizes=sizes.numpy(),
                first=(first[at][words] - done).numpy(),
                last=(last[at][words] - done).numpy(),
            )
            done += int(lengths[at].sum())


def start_from(network: Network, larger: Network) -> None:
    """Begin with another network's heads and as many of its layers, from the lowest on."""
    found = larger.state_dict()
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.shape == found[name].shape:  # a mix of more layers says nothing of fewer
                value.copy_(found[name])
