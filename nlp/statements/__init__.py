"""Statements: who said what about whom, found by rules over Universal Dependencies.

Read in this order: :mod:`lexicon` (which words carry which act) · :mod:`tree` (reading a parse) ·
:mod:`draft` (a statement in the making) · :mod:`voices`, :mod:`arguments`, :mod:`order`,
:mod:`entries` (what hangs on a cue verb and which act it carries) · the constructions,
:mod:`active` (with :mod:`contents` and :mod:`beside`), :mod:`asides`, :mod:`passive`,
:mod:`silence`, :mod:`notices`, :mod:`measures`, :mod:`according`, :mod:`nouns`, :mod:`bills`,
:mod:`surface`, :mod:`quoted`, :mod:`headlines` (with :mod:`transcripts`), :mod:`own_voice` ·
:mod:`carry` (statements that belong together), :mod:`coordinated` (and those to be parted) ·
:mod:`documents`, :mod:`referents` (what a text has named) · :mod:`listings`, :mod:`nominals` (whom
a nominal names) · :mod:`acts`, :mod:`turns` (with :mod:`standing`, :mod:`predicates`),
:mod:`targets`,
:mod:`modality`, :mod:`filters` (what the words around say of it) · :mod:`finish` (from drafts to
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
