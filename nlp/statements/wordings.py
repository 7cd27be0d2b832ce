"""Wordings by which a plain saying shows what it does: ``nlp/lexicon/wordings.toml``, compiled."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.statements import lexicon


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    flags = re.IGNORECASE | re.DOTALL
    return {
        table: re.compile(rf"(?<!\w)(?:{'|'.join(lists['words'])})(?!\w)", flags)
        for table, lists in lexicon.load().wordings.items()
    }


@lru_cache(maxsize=128)  # several rules ask the same of one content
def say(table: str, words: str) -> bool:
    """Say whether words hold one of the wordings of a table of the file."""
    return _compiled()[table].search(words) is not None
