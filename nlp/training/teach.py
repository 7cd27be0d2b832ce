"""Learning from a larger network, which runs in 8-bit integers beside the training."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from nlp.training.net import Network
from nlp.transformer.inventory import Inventory
from nlp.transformer.network import Network as Reader
from nlp.transformer.network import array_of


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
        feed = {name: batch[name].numpy() for name in ("shapes", "mask", "first", "last")}
        feed["pieces"] = self._own[batch["pieces"]].numpy()
        scores = {name: torch.from_numpy(a) for name, a in self._reader.run(feed).items()}
        used = batch["used"]
        for gold, found in (("tags", "tags"), ("morphs", "morphs"), ("lemmas", "trees")):
            values = scores[found] if found != "trees" else scores[found][..., 0]
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


def start_from(network: Network, larger: Network) -> None:
    """Begin with another network's heads and as many of its layers, from the lowest on."""
    found = larger.state_dict()
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.shape == found[name].shape:  # a mix of more layers says nothing of fewer
                value.copy_(found[name])
