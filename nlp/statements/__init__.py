"""Statements: who said what about whom, found by rules over Universal Dependencies.

Read in this order: :mod:`lexicon` (which words carry which act) · :mod:`tree` (reading a parse) ·
:mod:`draft` (a statement in the making) · :mod:`arguments` (what hangs on a cue verb) · the
constructions, :mod:`active`, :mod:`passive`, :mod:`silence`, :mod:`according`, :mod:`nouns`,
:mod:`quoted`, :mod:`headlines` · :mod:`acts`, :mod:`modality`, :mod:`filters` (what the words
around say of it) · :mod:`documents` (papers that speak) · :mod:`finish` (from drafts to
statements) · :mod:`assembly` (all together).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimwire.model import Statement
    from nlp.reading import Reading


def find(reading: Reading) -> tuple[Statement, ...]:
    """Return the statements of a text, in order of the text.

    Deterministic; never raises on any reading. All spans lie inside the text, and only silences may
    have no content.
    """
    from nlp.statements.assembly import find as assemble

    return assemble(reading)
