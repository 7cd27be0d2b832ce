"""The training loop: batches by length, losses with gaps, checkpoints that a run resumes from."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy
import torch
from torch import Tensor
from torch.nn import functional

from nlp.training.examples import Corpora
from nlp.training.net import CHANCE, Network
from nlp.training.targets import Encoder, Targets
from nlp.transformer.windows import Ints, Words
from nlp.transformer.wordpiece import WordPieces

WEIGHTS = {
    "arcs": 1.0,
    "labels": 1.0,
    "tags": 0.5,
    "morphs": 0.5,
    "trees": 0.3,
    "starts": 0.7,
    "names": 1.5,
    "taught_arcs": 1.0,
    "taught_labels": 1.0,
    "taught_starts": 0.7,
    "taught_names": 1.5,
}

LOGGED = 50
"""Steps between two lines of the log."""

SAVED = 240
"""Seconds after which, at the next line of the log, a checkpoint is written."""

Teacher = Callable[[dict[str, Tensor]], dict[str, Tensor]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train; ``budget`` in pieces a step, padded."""

    steps: int
    seed: int
    hidden_pieces: float
    budget: int = 1024
    warm_up: float = 0.06
    head_rate: float = 1.0e-3
    encoder_rate: float = 1.5e-4
    layer_decay: float = 0.88
    decay: float = 0.01


def side_by_side(windows: Sequence[Words], begin: int, end: int) -> dict[str, Ints]:
    """Put windows side by side, padded; ``begin`` and ``end`` are the pieces at both ends of each.

    ``pieces``, ``shapes``, ``mask``: window × piece. ``first``, ``last``: window × word, the row of
    the word's outer pieces when all windows' pieces stand in one column; of unused words 0.
    """
    rows = [[begin, *(p for word in w.pieces for p in word), end] for w in windows]
    width = max(len(row) for row in rows)
    height, longest = len(rows), max(len(w) for w in windows)
    pieces = numpy.zeros((height, width), dtype=numpy.int64)
    shapes = numpy.zeros((height, width), dtype=numpy.int64)
    mask = numpy.zeros((height, width), dtype=numpy.int64)
    first = numpy.zeros((height, longest), dtype=numpy.int64)
    last = numpy.zeros((height, longest), dtype=numpy.int64)
    for index, (row, window) in enumerate(zip(rows, windows, strict=True)):
        pieces[index, : len(row)] = row
        mask[index, : len(row)] = 1
        sizes = numpy.fromiter((len(word) for word in window.pieces), numpy.int64, len(window))
        shapes[index, 1 : len(row) - 1] = numpy.repeat(window.shapes, sizes)
        ends = numpy.cumsum(sizes) + index * width
        first[index, : len(window)] = ends - sizes + 1
        last[index, : len(window)] = ends
    return {"pieces": pieces, "shapes": shapes, "mask": mask, "first": first, "last": last}


def alike(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Yield indices of windows of similar length, at most ``budget`` pieces padded in each."""
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if group and (len(group) + 1) * lengths[index] > budget:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def collate(items: Sequence[Targets], pieces: WordPieces) -> dict[str, Tensor]:
    """Return one batch as tensors; unused words have no targets."""
    batch = side_by_side([item.words for item in items], pieces.begin, pieces.end)
    out = {name: torch.from_numpy(array) for name, array in batch.items()}
    height, longest = batch["first"].shape
    for name in ("tags", "morphs", "lemmas", "heads", "deps", "starts", "names"):
        filled = torch.full((height, longest), -1, dtype=torch.long)
        for row, item in enumerate(items):
            values = torch.from_numpy(getattr(item, name))
            filled[row, : len(values)] = values
        out[f"gold_{name}"] = filled
    counts = torch.tensor([len(item.words) for item in items])
    out["used"] = torch.arange(longest)[None, :] < counts[:, None]
    return out


def losses(
    network: Network,
    scores: dict[str, Tensor],
    batch: dict[str, Tensor],
    allowed: Tensor,
    taught: dict[str, Tensor] | None = None,
) -> dict[str, Tensor]:
    """Return each task's loss, summed over words and divided by all words of the batch.

    ``taught``: what a larger network says of the same batch, to be followed as well.
    """
    used = batch["used"]
    words = used.sum()
    arcs = scores["arcs"].masked_fill(~functional.pad(used, (1, 0), value=True)[:, None, :], -1e9)
    heads = batch["gold_heads"]
    known = heads >= 0
    starts = batch["gold_starts"]
    begun = starts >= 0
    named = batch["gold_names"]
    has_names = named >= 0
    outputs = scores["names"][has_names]
    closed = outputs.masked_fill(~allowed[named[has_names]], -1e9)
    summed = {
        "arcs": _summed(arcs.flatten(0, 1), heads.flatten()),
        "labels": _summed(_arc_labels(network, scores, heads), batch["gold_deps"][known]),
        "tags": _summed(scores["tags"].flatten(0, 1), batch["gold_tags"].flatten()),
        "morphs": _summed(scores["morphs"].flatten(0, 1), batch["gold_morphs"].flatten()),
        "trees": _summed(scores["trees"].flatten(0, 1), batch["gold_lemmas"].flatten()),
        "starts": functional.binary_cross_entropy_with_logits(
            scores["starts"][begun], starts[begun].float(), reduction="sum"
        ),
        "names": (outputs.logsumexp(-1) - closed.logsumexp(-1)).sum(),
    }
    if taught is not None:
        summed |= _followed(network, scores | {"arcs": arcs}, used, taught)
    return {name: value / words for name, value in summed.items()}


def _arc_labels(network: Network, scores: dict[str, Tensor], heads: Tensor) -> Tensor:
    known = heads >= 0
    rows = torch.arange(heads.shape[0])[:, None].expand_as(heads)[known]
    return network.labels_of(scores["below"][known], scores["above"][rows, heads[known]])


def _followed(
    network: Network, scores: dict[str, Tensor], used: Tensor, taught: dict[str, Tensor]
) -> dict[str, Tensor]:
    """Return how far the scores are from those of the larger network, by task."""
    found = {
        "arcs": (scores["arcs"][used], taught["arcs"][used]),
        "names": (scores["names"][used], taught["names"][used]),
        "labels": (_arc_labels(network, scores, taught["heads"]), taught["labels"]),
    }
    out = {
        f"taught_{name}": functional.cross_entropy(own, other.softmax(-1), reduction="sum")
        for name, (own, other) in found.items()
    }
    out["taught_starts"] = functional.binary_cross_entropy_with_logits(
        scores["starts"][used], taught["starts"][used].sigmoid(), reduction="sum"
    )
    return out


def _summed(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(scores, gold, ignore_index=-1, reduction="sum")


def batches(
    corpora: Corpora, encoder: Encoder, pieces: WordPieces, plan: Plan, skip: int = 0
) -> Iterator[dict[str, Tensor]]:
    """Yield batches for ever; epoch *n* depends on the seed and *n* alone."""
    epoch = 0
    while True:
        rng = Random(plan.seed + epoch)  # noqa: S311 - reproducible sampling, no secret
        drawn = (encoder(example) for example in corpora.epoch(rng))
        items = [item for item in drawn if item is not None]
        sizes = [2 + sum(map(len, item.words.pieces)) for item in items]
        groups = list(alike(sizes, plan.budget))
        rng.shuffle(groups)
        for group in groups:
            if skip > 0:
                skip -= 1
                continue
            yield collate([items[i] for i in group], pieces)
        epoch += 1


def optimizer(network: Network, plan: Plan) -> torch.optim.AdamW:
    """AdamW; lower layers move more slowly, the pieces' vectors not at all."""
    network.words.weight.requires_grad_(False)
    groups: list[dict[str, Any]] = []
    last = network.sizes.layers - 1
    for number, layer in enumerate(network.layers):
        rate = plan.encoder_rate * plan.layer_decay ** (last - number)
        groups.append({"params": list(layer.parameters()), "lr": rate})
    low = [network.positions.weight, *network.norm.parameters()]
    groups.append({"params": low, "lr": plan.encoder_rate * plan.layer_decay**last})
    seen = {id(p) for group in groups for p in group["params"]} | {id(network.words.weight)}
    heads = [p for p in network.parameters() if id(p) not in seen]
    groups.append({"params": heads, "lr": plan.head_rate})
    return torch.optim.AdamW(groups, weight_decay=plan.decay, betas=(0.9, 0.98), fused=True)


def rate(step: int, plan: Plan) -> float:
    """Return the factor of the learning rate: up in a line, then down to nothing."""
    warm = max(1, round(plan.steps * plan.warm_up))
    if step < warm:
        return (step + 1) / warm
    return max(0.0, (plan.steps - step) / (plan.steps - warm))


def hide(batch: dict[str, Tensor], plan: Plan, mask: int) -> None:
    """Replace some pieces by the mask, so that names are told from what stands around them."""
    pieces = batch["pieces"]
    chosen = (torch.rand(pieces.shape) < plan.hidden_pieces) & (batch["shapes"] > 0)
    batch["pieces"] = pieces.masked_fill(chosen, mask)


def train(
    network: Network,
    stream: Iterator[dict[str, Tensor]],
    encoder: Encoder,
    plan: Plan,
    folder: Path,
    mask: int,
    saved: Mapping[str, Any] | None = None,
    teacher: Teacher | None = None,
) -> None:
    """Train to the plan's end; writes ``network.pt`` and a log to ``folder``.

    ``saved``: what :func:`save` wrote of a run that was cut off. What comes out is the same, to the
    bit, as if it had not been.
    """
    torch.manual_seed(plan.seed)
    optim = optimizer(network, plan)
    done = restore(network, optim, saved) if saved is not None else 0
    scheduler = torch.optim.lr_scheduler.LambdaLR(optim, lambda s: rate(s + done, plan))
    network.train()
    totals: dict[str, float] = {}
    began, count, kept = time.monotonic(), 0, time.monotonic()
    for step in range(done, plan.steps):
        batch = next(stream)
        taught = teacher(batch) if teacher is not None else None
        hide(batch, plan, mask)
        allowed = torch.from_numpy(encoder.masks.table())
        parts = losses(network, network(batch), batch, allowed, taught)
        loss = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
        optim.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(
            [p for p in network.parameters() if p.requires_grad], 1.0, foreach=True
        )
        optim.step()
        scheduler.step()
        count += int(batch["mask"].sum())
        for name, part in parts.items():
            totals[name] = totals.get(name, 0.0) + float(part.detach())
        if (step + 1) % LOGGED == 0:
            seconds = time.monotonic() - began
            line = {name: round(total / LOGGED, 3) for name, total in totals.items()}
            line |= {"step": step + 1, "pieces_per_second": round(count / seconds)}
            with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
            totals, began, count = {}, time.monotonic(), 0
        due = time.monotonic() - kept > SAVED and (step + 1) % LOGGED == 0
        if due or step + 1 == plan.steps:
            save(network, optim, step + 1, folder)
            kept = time.monotonic()


def save(network: Network, optim: torch.optim.AdamW, step: int, folder: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    partial = folder / "network.pt.part"
    torch.save(
        {
            "network": network.state_dict(),
            "sizes": asdict(network.sizes),
            "optimizer": optim.state_dict(),
            "step": step,
            "chance": CHANCE.bit_generator.state,
            "torch": torch.get_rng_state(),
        },
        partial,
    )
    partial.replace(folder / "network.pt")


def restore(network: Network, optim: torch.optim.AdamW, saved: Mapping[str, Any]) -> int:
    """Take a checkpoint up: weights, optimiser, both sources of chance; returns its step."""
    network.load_state_dict(saved["network"])
    optim.load_state_dict(saved["optimizer"])
    CHANCE.bit_generator.state = saved["chance"]
    torch.set_rng_state(saved["torch"])
    return int(saved["step"])
