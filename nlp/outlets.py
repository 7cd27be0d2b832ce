"""Which names are those of newspapers, stations and news agencies."""

from __future__ import annotations

from claimwire.model import Mention
from nlp.reading import Reading

_OUTLET_KINDS = frozenset({"outlet", "agency"})
_STATIONS = frozenset({"channel", "radio", "kanal", "canal"})
"""What a station is called before its number."""
PRESS = frozenset(
    {"ledger", "times", "news", "post", "journal", "herald", "tribune", "gazette", "chronicle"}
    | {"daily", "weekly", "observer", "sentinel", "courier", "review", "magazine", "bulletin"}
    | {"telegraph", "dispatch", "examiner", "monitor", "kurier", "zeitung", "shimbun", "ilbo"}
)
"""Last words of the names of newspapers; *Post Office* or *Times Square* end otherwise."""


def is_outlet(reading: Reading, mention: Mention) -> bool:
    """Say whether a mention names a news outlet or agency: by the knowledge base, or, if that does
    not know it, by the last word of a name that newspapers have."""
    if mention.type != "ORG":
        return False
    entity = reading.knowledge.entities.get(mention.entity or "")
    if entity is not None:
        return entity.kind in _OUTLET_KINDS
    words = mention.canonical.casefold().split()
    station = len(words) == 2 and words[0] in _STATIONS and words[1].isdigit()
    return station or (len(words) > 1 and words[-1] in PRESS)
