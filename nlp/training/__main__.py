"""``python -m nlp.training --data DIR``: from the corpora to the model that ships.

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

STAGES = ("all", "large", "small", "package")


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("nlp/model/fast"), help="the model")
    parser.add_argument("--work", type=Path, default=HERE / "output", help="checkpoints, logs")
    parser.add_argument("--stage", choices=STAGES, default="all", help="do one stage only")
    parser.add_argument("--steps", type=int, default=0, help="a trial: override numbers of steps")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    large, small = options.work / "large", options.work / "small"
    steps = {"steps": options.steps} if options.steps else {}
    if options.stage in {"all", "large"}:
        recipe.run_training(options.data, large, replace(recipe.LARGE, **steps))
        package.assemble(large, options.data).to_disk(large / "model")
    if options.stage in {"all", "small"}:
        recipe.run_training(options.data, small, replace(recipe.SMALL, **steps), teacher=large)
    if options.stage in {"all", "package"}:
        print(score.table(package.make(small, options.data, options.out)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
