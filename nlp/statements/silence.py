"""Silence: *did not immediately respond to a request for comment*, *could not be reached*,
*declined to comment*. The statement is that there was no statement; who was silent is its speaker.
"""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import Act
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene

_EMPTY_HANDED = frozenset({"no", "any"})


def find(scene: Scene) -> list[Draft]:
    """Return the statements of silence outside quotation marks."""
    found = []
    for token in scene.tokens:
        if token.pos_ not in {"VERB", "AUX", "ADJ"} or scene.quoted(token):
            continue
        found.extend(_of(scene, token))
    return found


def _of(scene: Scene, token: Token) -> list[Draft]:
    words = scene.lexicon.words["silence"]
    name = tree.lemma(token)
    negated = tree.is_negated(token) or _neither(token) or _is_yet_to(token)
    if name in words["decline"] and not negated:
        comment = tree.first(token, "xcomp", "ccomp", "advcl")
        if comment is not None and tree.lemma(comment) in words["comment"]:
            return _each(scene, token, comment, Act.DECLINE_COMMENT, "declined")
        thing = tree.first(token, "obj")
        if thing is not None and tree.lemma(thing) in {"comment", "interview", "request"}:
            return _each(scene, token, thing, Act.DECLINE_COMMENT, "declined")
        return []
    if name in words["unavailable"] and not negated:
        return _each(scene, token, token, Act.NO_RESPONSE, "unavailable")
    if not negated:
        return []
    if name == "available":
        matter = next((c for c in token.children if tree.marker(c) == "for"), None)
        return (
            []
            if matter is None or tree.lemma(matter) != "comment"
            else _each(scene, token, matter, Act.NO_RESPONSE, "not-reached")
        )
    if name in words["reach"] and tree.is_passive(token):
        matter = next(
            (c for c in token.children if c.i > token.i and tree.marker(c) == "for"), token
        )
        return _each(scene, token, matter, Act.NO_RESPONSE, "not-reached")
    if name == "comment" and any(tree.lower(c) in {"would", "will"} for c in token.children):
        return _each(scene, token, token, Act.DECLINE_COMMENT, "declined")
    if name in words["respond"] and _about_request(scene, token):
        return _each(scene, token, _matter(token), Act.NO_RESPONSE, "no-response")
    if name == "have" and _about_request(scene, token):
        return _each(
            scene, token, tree.first(token, "obj") or token, Act.DECLINE_COMMENT, "declined"
        )
    return []


def _is_yet_to(token: Token) -> bool:
    """Say whether something is still to be done: *has yet to respond*."""
    before = [tree.lower(t) for t in token.doc[max(token.i - 3, 0) : token.i]]
    return token.tag_ == "VB" and before[-2:] == ["yet", "to"]


def _neither(token: Token) -> bool:
    """Say whether the subject negates ("Neither X nor Y immediately responded")."""
    who = tree.subject(token)
    return who is not None and any(
        tree.lower(c) in {"neither", "nor", "no"} for c in [who, *who.subtree][:30]
    )


def _alone(matter: Token) -> tree.Range:
    """Return the words of a matter up to what goes on after it: *to comment and referred …*."""
    low, high = tree.extent(matter)
    for child in matter.rights:
        if child.dep_ == "conj" and child.tag_ in {"VBD", "VBZ", "VBP", "VBN", "MD"}:
            return low, max(int(child.left_edge.i) - 1, matter.i)
    return low, high


def _about_request(scene: Scene, token: Token) -> bool:
    if tree.lemma(token) in {"respond", "reply", "react"} and _matter(token) == token:
        return True
    objects = scene.lexicon.set("silence", "objects")
    return any(
        tree.lemma(t) in objects
        for child in token.children
        if child.dep_ in {"obj", "obl", "xcomp", "nmod", "advcl"}
        for t in child.subtree
    )


def _matter(token: Token) -> Token:
    """Return what was left without an answer: *to a request for comment*, *calls*."""
    for child in token.children:
        if child.i > token.i and (
            child.dep_ == "obj" or (child.dep_ in {"obl", "nmod"} and tree.marker(child) == "to")
        ):
            return child
    return token


def _each(scene: Scene, verb: Token, matter: Token, act: Act, rule: str) -> list[Draft]:
    """Return one statement for each of the silent ("Neither X nor Y responded" is two)."""
    who = tree.subject(verb)
    cue_words = tree.cue_range(verb)
    if matter == verb:
        words = tree.extent(verb)
    else:
        low, high = _alone(matter)
        words = (max(low, cue_words[1] + 1), high) if high > cue_words[1] else (low, high)
    content = scene.content(words)
    speakers: list[Token | None] = [None]
    if who is not None:
        # The parser may give one subject per "nor".
        own = [c for c in verb.children if c.dep_ in tree.SUBJECTS and c.i < verb.i] or [who]
        parted = own if _neither(verb) else [who]
        speakers = list(dict.fromkeys(t for one in parted for t in tree.conjuncts(one)))
    return [
        Draft(
            paragraph=scene.paragraph,
            rule=rule,
            act=act,
            anchor=verb,
            cue=scene.span(cue_words),
            lemma=tree.lemma(verb),
            content=content,
            speaker=speaker,
            answered=matter if matter != verb else None,
        )
        for speaker in speakers
    ]
