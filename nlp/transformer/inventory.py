"""The labels that the network tells apart, in the order of its outputs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

BEGIN, INSIDE, LAST, UNIT = range(4)
OUTSIDE = 0
"""Names: output 0 is no name; label *n* has four after it, by place in the name."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """Label lists; ``trees`` are edit trees in JSON (:mod:`nlp.transformer.lemmas`)."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    deps: tuple[str, ...]
    trees: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def name_outputs(self) -> int:
        """Number of the network's outputs for names."""
        return 1 + 4 * len(self.names)

    def to_json(self) -> str:
        """Return the lists as JSON, a list a line."""
        rows = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in asdict(self).items())
        return "{\n" + ",\n".join(rows) + "\n}\n"

    @classmethod
    def from_json(cls, text: str) -> Inventory:
        """Read what :meth:`to_json` wrote; raises ``ValueError`` or ``KeyError`` on other text."""
        rows = json.loads(text)
        return cls(**{name: tuple(rows[name]) for name in cls.__slots__})


def pos_of(morph: str) -> str:
    """Return the part of speech in a label of features."""
    return next((part[4:] for part in morph.split("|") if part.startswith("POS=")), "X")


def output_of(label: int, place: int) -> int:
    """Return the output for a place (``BEGIN``, …) in a name with the label of that number."""
    return 1 + 4 * label + place
