"""What common nouns can stand for: kinds of entity by role noun, countries by adjective."""

from __future__ import annotations

from spacy.tokens import Token

from nlp.statements import tree

_ORIGINS = {
    "chinese": "CN", "american": "US", "us": "US", "u.s.": "US", "british": "GB", "uk": "GB",
    "french": "FR", "german": "DE", "korean": "KR", "japanese": "JP", "indian": "IN",
    "european": "EU", "canadian": "CA", "israeli": "IL",
}  # fmt: skip
KINDS: dict[str, frozenset[str]] = {
    "company": frozenset({"company", "lab", "service", "law firm", "website"}),
    "ministry": frozenset({"ministry", "agency", "government"}),
    "embassy": frozenset({"embassy"}),
    "court": frozenset({"court"}),
    "judge": frozenset({"judge"}),
    "outlet": frozenset({"outlet"}),
    "committee": frozenset({"committee", "legislature"}),
    "government": frozenset({"government", "country"}),
    "organization": frozenset({"association", "agency", "initiative", "committee"}),
    "person": frozenset({"person", "official", "judge"}),
}
"""Table of role nouns in ``parties.toml`` -> kinds of entity in the knowledge base."""


def country_of(head: Token) -> str | None:
    """Return the country that an adjective before a noun gives: *the Chinese start-up*."""
    for child in head.children:
        if child.i < head.i and tree.lower(child) in _ORIGINS:
            return _ORIGINS[tree.lower(child)]
    return None
