"""How a statement is put forward: modality, hedge, and whether it was said before."""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import Act, Modality, Span
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.words import word_set

_ALLEGED = frozenset({Act.ALLEGE, Act.ACCUSE})
_PLANNED = frozenset({Act.PROPOSE, Act.PROMISE, Act.THREATEN})

_CLEARING = word_set(
    "nothing none false untrue own ours lawful lawfully legal legally licensed licenced legitimate "
    "innocent independently suspicion suspicions"
)
"""Words that deny without a *not*."""


def modality(scene: Scene, draft: Draft, *, plain: bool = False) -> Modality:
    """Return how the content is put forward: by the act, else by the modals of its first clause.

    ``plain`` is a saying that only the quarrel makes a denial: what it puts in positive words (*the
    accounts belonged to customers*) it asserts.
    """
    if plain and draft.act == Act.DENY and draft.content and not _is_negated(scene, draft):
        return _of_content(scene, draft.content[0])
    if draft.act == Act.DENY:
        return Modality.DENIED
    if draft.act in _ALLEGED:
        return Modality.ALLEGED
    if draft.act in {Act.NO_RESPONSE, Act.DECLINE_COMMENT}:
        return Modality.ASSERTED
    if draft.rule == "own-voice" and draft.act is Act.ESTIMATE:
        return Modality.CONDITIONAL  # "will likely raise": what may come
    agreed = draft.act is Act.AGREE and draft.rule.endswith("infinitive")  # "agreed to pay"
    if agreed or draft.act in _PLANNED or draft.rule == "headline-future":
        return Modality.PLANNED
    if (
        draft.rule.startswith(("passive", "hearsay"))
        and draft.speaker is None
        and draft.act == Act.SAY
    ):
        return Modality.ALLEGED
    if draft.content and draft.act not in {Act.RULE, Act.SUE, Act.NO_RESPONSE}:
        return _of_content(scene, draft.content[0])
    return Modality.ASSERTED


def _is_negated(scene: Scene, draft: Draft) -> bool:
    negations = scene.lexicon.set("negation", "words") | _CLEARING
    tokens = tree.words_in(scene.paragraph, draft.content[0])
    about = any(tree.lemma(token) in scene.lexicon.answered for token in tokens)
    return about or any(tree.lower(token) in negations for token in tokens)


def _of_content(scene: Scene, span: Span) -> Modality:
    conditional = scene.lexicon.set("conditional", "modals")
    markers = scene.lexicon.set("conditional", "markers")
    planned = scene.lexicon.set("planned", "modals")
    tokens = tree.words_in(scene.paragraph, span)
    if not tokens:
        return Modality.ASSERTED
    inside = {t.i for t in tokens}
    roots = [t for t in tokens if t.head.i not in inside or t.head == t]
    for root in roots[:1]:
        for child in root.children:
            word = tree.lower(child)
            if child.dep_ == "aux" and word in conditional:
                return Modality.CONDITIONAL
            if child.dep_ == "aux" and word in planned:
                return Modality.PLANNED
            if child.dep_ == "mark" and word in markers:
                return Modality.CONDITIONAL
    return Modality.ASSERTED


def hedge(scene: Scene, draft: Draft) -> str | None:
    """Return the adverb by which the writer keeps a distance from the cue, if there is one."""
    words = scene.lexicon.set("hedges")
    anchor = draft.anchor
    for token in [*anchor.children, *anchor.head.children]:
        if tree.lower(token) in words and abs(token.i - anchor.i) <= 3:
            return tree.lower(token)
    return None


def earlier(scene: Scene, draft: Draft) -> bool:
    """Say whether the text marks the act as older than the matter at hand. A participle is as old
    as its clause: *previously denied the claims, stating that …*."""
    anchor = draft.anchor
    if _is_older(scene, anchor):
        return True
    return anchor.dep_ == "advcl" and anchor.tag_ == "VBG" and _is_older(scene, anchor.head)


def _is_older(scene: Scene, anchor: Token) -> bool:
    strong = scene.lexicon.set("earlier", "strong")
    for child in anchor.children:
        if tree.lower(child) in strong and child.dep_ == "advmod":
            return True
        if child.dep_ in {"obl:unmarked", "obl:tmod", "obl", "advmod"} and any(
            tree.lower(t) in {"earlier", "ago"} for t in child.subtree
        ):
            return True
    auxiliaries = {tree.lower(c) for c in anchor.children if c.dep_ == "aux"}
    adverbs = {tree.lower(c) for c in anchor.children if c.dep_ == "advmod"}
    return "had" in auxiliaries and "already" in adverbs
