"""``python -m nlp.training --data DIR --out DIR``: from the corpora to the packaged model."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from nlp.training import convert, package, score
from nlp.training.corpora import HERE, verify_checksums

SEED = 20261124
PARTS = ("syntax", "ner")
STAGES = ("all", "convert", "train", "package")


def run_convert(data: Path, corpus: Path) -> None:
    """Check the inputs and write the four training files."""
    verify_checksums(data)
    counts = convert.convert_treebanks(data, corpus, SEED) | convert.convert_ner(data, corpus, SEED)
    for name, tokens in counts.items():
        print(f"{name}: {tokens} tokens")


def _train(part: str, corpus: Path, output: Path, overrides: dict[str, str]) -> None:
    """Run ``spacy train`` in a process of its own, one thread; the log goes beside the output."""
    given = {
        "output": str(output / part),
        "system.seed": str(SEED),
        "paths.train": str(corpus / f"{part}-train.spacy"),
        "paths.dev": str(corpus / f"{part}-dev.spacy"),
    } | overrides
    command = [sys.executable, "-m", "spacy", "train", str(HERE / f"{part}.cfg")]
    for name, value in given.items():
        command += [f"--{name}", value]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    output.mkdir(parents=True, exist_ok=True)
    with (output / f"{part}.log").open("w", encoding="utf-8") as log:
        subprocess.run(  # noqa: S603 - our own interpreter and arguments
            command, stdout=log, stderr=log, env=os.environ | threads, check=True
        )


def run_train(corpus: Path, output: Path, steps: int) -> None:
    """Train the syntax, then the names from the syntax's word vectors.

    ``steps`` overrides the configured number when above 0; raises
    ``subprocess.CalledProcessError`` when a training fails.
    """
    overrides = {"training.max_steps": str(steps)} if steps else {}
    _train("syntax", corpus, output, overrides)
    start = output / "tok2vec.bin"
    package.export_tok2vec(output / "syntax" / "model-best", start)
    _train("ner", corpus, output, overrides | {"paths.init_tok2vec": str(start)})


def run_package(data: Path, output: Path, out: Path) -> None:
    """Assemble, score, and write the model with its card."""
    nlp = package.assemble(*(output / part / "model-best" for part in PARTS))
    scores = score.score(nlp, data)
    size = package.write(nlp, data, out, scores)
    print(score.table(scores))
    print(f"{out}: {size} bytes")


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("nlp/model/fast"), help="the model")
    parser.add_argument("--work", type=Path, default=HERE, help="where intermediate files go")
    parser.add_argument("--steps", type=int, default=0, help="override the number of steps")
    parser.add_argument("--stage", choices=STAGES, default="all", help="do one stage only")
    options = parser.parse_args(arguments)
    corpus, output = options.work / "corpus", options.work / "output"
    if options.stage in {"all", "convert"}:
        run_convert(options.data, corpus)
    if options.stage in {"all", "train"}:
        run_train(corpus, output, options.steps)
    if options.stage in {"all", "package"}:
        run_package(options.data, output, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
