"""One training run of spaCy in a process of its own: one thread, a fixed seed, a log beside it.

``python -m nlp.training.loop CONFIG OUT [--from FOLDER] [name=value …]`` trains what the
configuration describes; with ``--from`` it goes on with the components of a trained pipeline.
Values are JSON and override the configuration.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def run(config: Path, out: Path, values: Mapping[str, Any], *, resume: Path | None = None) -> Path:
    """Train in a new process; returns the folder of the best pipeline.

    Raises ``subprocess.CalledProcessError`` when the training fails; ``OUT.log`` tells why.
    """
    command = [sys.executable, "-m", "nlp.training.loop", str(config), str(out)]
    command += ["--from", str(resume)] if resume else []
    command += [f"{name}={json.dumps(value)}" for name, value in values.items()]
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.with_suffix(".log").open("w", encoding="utf-8") as log:
        subprocess.run(  # noqa: S603 - our own interpreter and arguments
            command, stdout=log, stderr=log, env=os.environ | THREADS, check=True
        )
    return out / "model-best"


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.loop", description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="resume", type=Path, help="a trained pipeline")
    parser.add_argument("values", nargs="*", help="name=value")
    given = parser.parse_intermixed_args(arguments)
    values = dict(item.split("=", 1) for item in given.values)
    train(given.config, given.out, {k: json.loads(v) for k, v in values.items()}, given.resume)
    return 0


def train(config: Path, out: Path, values: Mapping[str, Any], resume: Path | None) -> None:
    """Train in this process."""
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as spacy_train
    from spacy.util import load_config

    from nlp import compact  # noqa: F401 - registers the kind of vectors
    from nlp.training import (
        faster,
        tokens,  # noqa: F401 - registers the tokenizer
    )

    faster.install()
    plan = load_config(config, overrides=dict(values), interpolate=False)
    if resume is not None:
        # A sourced component keeps its weights and labels; it is not set up again.
        plan["components"] = {name: {"source": str(resume)} for name in plan["components"]}
    pipeline = init_nlp(plan)
    if "trainable_lemmatizer" in pipeline.pipe_names:
        # spaCy does not restore this table with a trained component, and would learn label 0 only.
        lemmatizer: Any = pipeline.get_pipe("trainable_lemmatizer")
        trees = lemmatizer.cfg["labels"]
        lemmatizer.tree2label = {tree: label for label, tree in enumerate(trees)}
    out.mkdir(parents=True, exist_ok=True)
    spacy_train(pipeline, out, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
