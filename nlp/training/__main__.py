"""``python -m nlp.training --data DIR``: from the corpora to the two models that ship.

Needs the extra ``train``; docs/model.md describes it. A run that was cut off goes on from its last
checkpoint in the work folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from nlp.training import package, recipe, score
from nlp.training.corpora import HERE

STAGES = ("all", "large", "small", "again", "package")
MODELS = {"fast": "small", "accurate": "again"}
"""Which network each model is."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("nlp/model"), help="folder of the models")
    parser.add_argument("--work", type=Path, default=HERE / "output", help="checkpoints, logs")
    parser.add_argument("--stage", choices=STAGES, default="all", help="do one stage only")
    parser.add_argument("--steps", type=int, default=0, help="a trial: override numbers of steps")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    large = options.work / "large"
    steps = {"steps": options.steps} if options.steps else {}
    if options.stage in {"all", "large"}:
        recipe.run_training(options.data, large, replace(recipe.LARGE, **steps))
        package.assemble(large, options.data).to_disk(large / "model")
    for name, run in (("small", recipe.SMALL), ("again", recipe.AGAIN)):
        if options.stage in {"all", name}:
            work = options.work / name
            recipe.run_training(options.data, work, replace(run, **steps), teacher=large)
    if options.stage in {"all", "package"}:
        for name, network in MODELS.items():
            scores = package.make(options.work / network, options.data, options.out / name)
            print(f"{options.out / name}\n{score.table(scores)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
