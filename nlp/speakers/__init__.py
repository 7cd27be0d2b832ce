"""Who a nominal speaks for: names, spokespeople, documents, "the company", pronouns.

Read in this order: :mod:`sieve` (the steps, from the surest to the weakest) · :mod:`answer` ·
:mod:`names` · :mod:`voices` · :mod:`unnamed` · :mod:`roles` · :mod:`pronouns`.
"""

from __future__ import annotations

from nlp.speakers.answer import Answer
from nlp.speakers.sieve import Speakers

__all__ = ["Answer", "Speakers"]
