"""Adjectives that carry an act as a predicate: *Doe was adamant that …*, *Doe is critical of T*.

They report how somebody stands to something; which act that is, and what must follow, is data
(``nlp/lexicon/adjectives.toml``). Who only *seems* so, and what something is told to be, says
nothing: a form of *be* must stand before it, and somebody who can speak.
"""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import ACCUSING_ACTS
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_party
from nlp.statements.lexicon import Verb
from nlp.statements.voices import can_speak

_COPULAS = frozenset({"cop", "aux:pass"})
_COMING = frozenset({"will", "would", "could", "may", "might", "should", "must", "if"})


def find(scene: Scene) -> list[Draft]:
    """Return the statements whose cue is a predicate outside quotation marks."""
    drafts = (_of(scene, token) for token in scene.paragraph.having(scene.lexicon.adjectives))
    return [draft for draft in drafts if draft is not None]


def _of(scene: Scene, token: Token) -> Draft | None:
    copula = tree.first(token, *_COPULAS)
    if copula is None or copula.i > token.i or scene.quoted(token) or tree.lemma(copula) != "be":
        return None
    if tree.lower(copula) == "being":
        return None
    if any(tree.lower(c) in _COMING or c.text == "?" for c in token.children):
        return None
    who = tree.first(token, *tree.ANY_SUBJECTS)
    if who is None or who.i > token.i or who.tag_ in {"WDT", "EX"} or not can_speak(scene, who):
        return None
    speaker = tree.subject(token) if who.tag_ == "WP" else who
    for entry in scene.lexicon.adjectives[tree.lower(token)]:
        found = _content(token, entry)
        if found is None:
            continue
        words, about = found
        content = scene.content(words)
        if not content:
            continue
        aimed = about is not None and entry.act in ACCUSING_ACTS and is_party(scene, about)
        return Draft(
            paragraph=scene.paragraph,
            rule=_rule(entry, about),
            act=entry.act,
            anchor=token,
            cue=scene.span((copula.i, token.i)),
            lemma=entry.lemma,
            content=content,
            speaker=speaker,
            targets=[about] if aimed and about is not None else [],
            negated=tree.is_negated(token),
            attitude=entry.attitude,
        )
    return None


def _rule(entry: Verb, about: Token | None) -> str:
    if entry.attitude:
        return "attitude-predicate"
    return "predicate-clause" if about is None else "predicate-prepositional"


def _content(token: Token, entry: Verb) -> tuple[tree.Range, Token | None] | None:
    """Return the words of what a predicate says, and the head of what it is about."""
    for child in token.rights:
        if entry.has("that") and child.dep_ in {"ccomp", "advcl"} and _is_clause(token, child):
            return tree.extent(child), None
    for child in token.rights:
        mark = tree.marker(child) if child.dep_ in {"obl", "advcl", "nmod", "obl:agent"} else ""
        if mark and entry.has(f"p-{mark}"):
            start, end = tree.extent(child)
            return ((start + 1, end), child) if start < end else None
    return None


def _is_clause(token: Token, clause: Token) -> bool:
    """Say whether a clause is the complement of a predicate: *that* opens it, or nothing does."""
    begins = clause.left_edge
    if tree.lower(begins) == "that":
        return True
    own = tree.first(clause, *tree.ANY_SUBJECTS)
    bare = tree.first(clause, "mark") is None and own is not None
    return clause.dep_ == "ccomp" and bare and begins.i == token.i + 1
