"""``python -m nlp.training --data DIR --out DIR``: from the corpora to the packaged model."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nlp.compact import load
from nlp.training import convert, loop, package, score, silver, vectors
from nlp.training.corpora import HERE, verify_checksums

SEED = 20261124
STAGES = ("all", "convert", "teach", "train", "package")
TEACHER = Path("nlp/model/accurate")
# The second run of each: gentler, from the weights of the first.
SECOND: dict[str, object] = {
    "training.max_steps": 1000,
    "training.eval_frequency": 250,
    "training.batcher.size.start": 1500,
    "training.batcher.size.stop": 1500,
    "training.optimizer.learn_rate.warmup_steps": 50,
    "training.optimizer.learn_rate.total_steps": 1000,
    "training.optimizer.learn_rate.initial_rate": 0.001,
}


def run_convert(data: Path, corpus: Path) -> None:
    """Check the inputs, write the training files and the static vectors."""
    verify_checksums(data)
    counts = convert.convert_treebanks(data, corpus, SEED) | convert.convert_ner(data, corpus, SEED)
    counts["vectors"] = vectors.write(data, corpus / "vectors")
    for name, count in counts.items():
        print(f"{name}: {count}")


def run_teach(data: Path, corpus: Path, teacher: Path) -> None:
    """Let the teacher parse the texts of the name corpora."""
    print(silver.write(load(teacher), data, corpus, SEED))


def run_train(corpus: Path, output: Path, steps: int) -> None:
    """Train the syntax, the names from its word vectors, then both again, gently.

    The second time the syntax has the silver trees beside the treebanks'.

    ``steps`` overrides the configured numbers when above 0; raises
    ``subprocess.CalledProcessError`` when a training fails.
    """
    shared: dict[str, object] = {
        "system.seed": SEED,
        "paths.vectors": str(corpus / "vectors"),
        "training.max_steps": steps,
    }
    if not steps:
        del shared["training.max_steps"]
    syntax = _paths(corpus, "syntax", "syntax-train") | shared
    first = loop.run(HERE / "syntax.cfg", output / "syntax", syntax)
    start = output / "tok2vec.bin"
    package.export_tok2vec(first, start)
    names = _paths(corpus, "ner", "ner-train") | shared
    first_names = loop.run(
        HERE / "ner.cfg", output / "ner", names | {"paths.init_tok2vec": str(start)}
    )
    second = _paths(corpus, "syntax", "syntax-silver") | SECOND | shared
    loop.run(HERE / "syntax.cfg", output / "syntax-again", second, resume=first)
    loop.run(HERE / "ner.cfg", output / "ner-again", SECOND | names, resume=first_names)


def _paths(corpus: Path, part: str, train: str) -> dict[str, object]:
    return {
        "paths.train": str(corpus / f"{train}.spacy"),
        "paths.dev": str(corpus / f"{part}-dev.spacy"),
    }


def run_package(data: Path, output: Path, out: Path) -> None:
    """Assemble and write the model; score what was written, and complete its card."""
    nlp = package.assemble(
        *(output / part / "model-best" for part in ("syntax-again", "ner-again"))
    )
    package.write(nlp, out)
    scores = score.score(load(out), data)
    size = package.describe(out, data, scores)
    print(score.table(scores))
    print(f"{out}: {size} bytes")


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("nlp/model/fast"), help="the model")
    parser.add_argument("--teacher", type=Path, default=TEACHER, help="the pipeline that parses")
    parser.add_argument("--work", type=Path, default=HERE, help="where intermediate files go")
    parser.add_argument("--steps", type=int, default=0, help="override the number of steps")
    parser.add_argument("--stage", choices=STAGES, default="all", help="do one stage only")
    options = parser.parse_args(arguments)
    corpus, output = options.work / "corpus", options.work / "output"
    if options.stage in {"all", "convert"}:
        run_convert(options.data, corpus)
    if options.stage in {"all", "teach"}:
        run_teach(options.data, corpus, options.teacher)
    if options.stage in {"all", "train"}:
        run_train(corpus, output, options.steps)
    if options.stage in {"all", "package"}:
        run_package(options.data, output, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
