"""What makes two runs of the language work the same: model, lexicon, knowledge base, code.

Kept apart from the pipeline so that a run with nothing to read need not load spaCy.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from claimwire import ids
from claimwire.errors import ConfigError
from claimwire.model import Knowledge

CODE_VERSION = "12"
"""Raised whenever the code changes what an annotation holds, so that texts are read again."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A pipeline: annotations with the same ``digest`` come from the same one."""

    name: str
    version: str
    digest: str


def default_model() -> Path:
    """Return the folder of the language model that is used when none is named."""
    return _shipped() / "fast"


def identify(model: str | None, knowledge: Knowledge) -> Identity:
    """Return the identity of the pipeline that :func:`nlp.pipeline.load` would load.

    Raises
    ------
    ConfigError
        If ``model`` is neither a folder nor an installed package with a ``meta.json``.
    """
    folder = model_folder(model)
    return identity_of(_meta(folder), folder, knowledge)


def identity_of(meta: Mapping[str, Any], folder: Path | None, knowledge: Knowledge) -> Identity:
    """Return the identity of a model by its description and its folder.

    A model made in memory has no folder and is known by its name and version alone.
    """
    name, version = str(meta.get("name") or "model"), str(meta.get("version") or "0")
    model = ids.value_digest([name, version]) if folder is None else _folder_digest(folder)
    parts = (CODE_VERSION, model, _lexicon_digest(), knowledge.digest)
    digest = f"{name}@{version}+{ids.text_digest(chr(10).join(parts))[:12]}"
    return Identity(name, version, digest)


def model_folder(model: str | None) -> Path:
    """Return the folder of a model: the default one, the one named, or an installed package's.

    ``fast`` names the model that ships; another name is a folder or a package.

    Raises
    ------
    ConfigError
        If there is none.
    """
    if model is None:
        return default_model()
    for folder in (_shipped() / model if model.isidentifier() else Path(model), Path(model)):
        if (folder / "meta.json").is_file():
            return folder
    for parent in _package_folders(model):
        for meta in sorted(parent.glob("*/meta.json")):
            return meta.parent  # a spaCy package keeps its data in NAME/NAME-VERSION
    raise ConfigError(
        f"there is no language model {model!r}",
        remedy="Name fast, a folder with a meta.json or an installed spaCy pipeline.",
    )


def _shipped() -> Path:
    return Path(str(resources.files("nlp") / "model"))


def _package_folders(model: str) -> list[Path]:
    if not model.isidentifier():
        return []
    spec = importlib.util.find_spec(model)
    return [Path(p) for p in (spec.submodule_search_locations or [])] if spec else []


def _meta(folder: Path) -> dict[str, Any]:
    path = folder / "meta.json"
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    if not isinstance(meta, dict):
        raise ConfigError(f"{path}: is not the description of a model")
    return meta


def _folder_digest(folder: Path) -> str:
    return ids.combined_digest(
        f"{path.relative_to(folder).as_posix()}:{ids.bytes_digest(path.read_bytes())}"
        for path in folder.rglob("*")
        if path.is_file()
    )


def _lexicon_digest() -> str:
    folder = Path(str(resources.files("nlp") / "lexicon"))
    return ids.combined_digest(
        f"{path.name}:{ids.bytes_digest(path.read_bytes())}" for path in folder.glob("*.toml")
    )
