"""Opening a language model, ours or anybody's."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # ships no types

from nlp import amounts  # noqa: F401 - registers its component


def load(model: str | Path) -> Language:
    """``spacy.load``, with numpy's matrix product in place of spaCy's, which takes twice as long.

    It runs on one thread from then on: matrices are small here, and more threads of it would only
    wait for each other. Whoever has several cores annotates in several processes.

    Raises as ``spacy.load`` does: ``OSError``, ``ValueError`` or ``ImportError``.
    """
    threadpool_limits(limits=1, user_api="blas")
    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(model)
