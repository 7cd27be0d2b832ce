"""Documents that act by their text: *the bill would ban …*, *X was named in the cable*."""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import Act, EntityType
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene

_MODALS = frozenset({"would", "will", "shall"})
_NAMING = frozenset({"name", "mention", "identify", "list", "accuse"})


def find(scene: Scene) -> list[Draft]:
    """Return what bills would do and who is named in a document."""
    found = []
    for token in scene.tokens:
        if token.pos_ != "VERB" or scene.quoted(token):
            continue
        draft = _would(scene, token) or _named_in(scene, token)
        if draft is not None:
            found.append(draft)
    return found


def _would(scene: Scene, verb: Token) -> Draft | None:
    if not any(c.dep_ == "aux" and tree.lower(c) in _MODALS for c in verb.children):
        return None
    who = tree.first(verb, "nsubj")
    if who is None or not _is_bill(scene, who):
        return None
    end = tree.extent(verb)[1]
    content = scene.content((verb.i + 1, end)) if end > verb.i else []
    if not content:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule="bill-would",
        act=Act.PROPOSE,
        anchor=verb,
        cue=scene.span(tree.cue_range(verb)),
        lemma=tree.lemma(verb),
        content=content,
        speaker=who,
        negated=tree.is_negated(verb),
    )


def _is_bill(scene: Scene, who: Token) -> bool:
    if who.pos_ == "NOUN" and tree.lemma(who) in {"bill", "legislation", "act", "amendment"}:
        return True
    mention = scene.reading.mention_of(scene.paragraph, who)
    return mention is not None and mention.type == EntityType.LAW


def _named_in(scene: Scene, verb: Token) -> Draft | None:
    if tree.lemma(verb) not in _NAMING or not tree.is_passive(verb):
        return None
    who = tree.first(verb, "nsubj:pass")
    papers = scene.lexicon.party("documents")
    paper = next(
        (
            c
            for c in verb.children
            if c.dep_ == "obl" and tree.marker(c) == "in" and tree.lemma(c) in papers
        ),
        None,
    )
    if who is None or paper is None:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule="mentioned-in",
        act=Act.SAY if tree.lemma(verb) in {"mention", "list"} else Act.ACCUSE,
        anchor=verb,
        cue=scene.span(tree.cue_range(verb)),
        lemma=tree.lemma(verb),
        content=scene.content(tree.thing(who)),
        speaker=paper,
        targets=[who],
        negated=tree.is_negated(verb),
    )
