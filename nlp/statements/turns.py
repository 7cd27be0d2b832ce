"""What a plain *said* does, given who has accused whom before it.

*It had no knowledge of the files* is a denial from the accused and news from anybody else; *he
walked out with the plans* charges whom the text has just charged. The words alone, which
:mod:`nlp.statements.acts` reads, do not tell these apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claimwire.model import Act, EntityType
from nlp.statements import charges, tree
from nlp.statements.draft import Draft, Scene
from nlp.words import word_set

_OPEN = frozenset({Act.SAY, Act.ANNOUNCE})
_SELF = frozenset({"it", "we", "i", "he", "she", "they"})
_OWN = frozenset({"our", "its", "my", "his", "her", "their"})
_THEM = frozenset({"he", "she", "they"})
_DISPARAGED = re.compile(
    r"\b(?:absurd|ridiculous|ludicrous|preposterous|laughable|nonsense|rubbish|fictio\w*|fabricat\w*|"
    r"invented|inventions?|fantas(?:y|ies)|myths?|made[- ]up|thin air|untrue|bogus|lies?|smears?|"
    r"slander\w*|meritless|without merit|unsupported|unsubstantiated|inaccurate|incorrect|wrong|"
    r"mistaken|misleading|false|baseless|groundless|unfounded|out of whole cloth)\b",
    re.IGNORECASE,
)
_INNOCENT = re.compile(
    r"\b(?:innocent|lawful\w*|legally|licen[sc]ed|legitimate\w*|independent\w*|ours|in-house|"
    r"respects?|compl(?:y|ies|ied)|abides?|followed|from scratch|"
    r"its own|our own|his own|her own)\b",
    re.IGNORECASE,
)
_TOLD = frozenset({"VBD", "VBN", "VBZ"})
_HARSH = re.compile(
    r"\b(?:abus(?:e[sd]?|ing)|exaggerat\w+|hypocri\w+|scapegoat\w*|bull(?:y|ies|ied|ying)|coerci\w+|"
    r"protectionis\w+|politici[sz]\w+|distort\w+|burglary|robbery|thie(?:f|ves)|plunder\w*|loot\w*|"
    r"cheat\w*|shameful\w*|disgrace\w*|outrage\w*|reckless\w*|irresponsibl\w+|double standards?|"
    r"freeload\w*|free[- ]rid\w+|parasit\w*|ripp?(?:ed|ing|s)? off|witch[- ]hunt|strip-min\w+|"
    r"(?:firmly|strongly|resolutely) oppos\w+)\b",
    re.IGNORECASE,
)
"""Words that disparage whom or what they are said of."""
_NEVER = re.compile(r"\b(?:no|never|nothing|none)\b", re.IGNORECASE)
_PLEADS = re.compile(
    r"\b(?:no knowledge of|nothing (?:wrong|to hide)|not guilty|no wrongdoing|"
    r"compl(?:y|ies|ied) with (?:all|every|the)|(?:is|was|are|were) innocent)\b",
    re.IGNORECASE,
)
"""What nobody says who is not charged with something."""
_SUSPICION = word_set("suspicion suspicions insinuation insinuations accusation charge claim")
_BINDING = frozenset({"should", "must", "ought"})
_COMING = frozenset({"will", "would", "'ll", "’ll", "may", "might"})
_MEANING = frozenset({"intend", "plan", "mean"})
_HARM = word_set("retaliate sue countersue prosecute punish sanction blacklist")
_HARMFUL = re.compile(
    r"\b(?:legal action|damages|all necessary (?:measures|means|steps)|countermeasures)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quarrel:
    """Who has accused, and who has been accused, up to a place in the text."""

    accusers: frozenset[str]
    accused: frozenset[str]
    recent: bool  # somebody was charged a few sentences before


def turned(scene: Scene, draft: Draft, speaker: str, quarrel: Quarrel) -> Act | None:
    """Return the act that a plain saying of ``speaker`` is in this quarrel, ``None`` for itself."""
    if draft.act not in _OPEN or not draft.content or draft.attitude:
        return None
    span = draft.content[0]
    tokens = tree.words_in(scene.paragraph, span)
    words = " ".join(one.of(scene.reading.text) for one in draft.content)
    if not tokens or words.rstrip("”’\"' ").endswith("?"):
        return None
    if speaker not in quarrel.accusers and _of_charges(scene, tokens):
        return Act.DENY if _DISPARAGED.search(words) else None
    root = charges.top(tokens)
    subject = tree.subject(root) if root is not None else None
    if root is None or subject is None or subject not in tokens:
        return None
    own = _is_self(subject)
    harsh = _HARSH.search(words) is not None
    if own and harsh and tree.is_passive_head(root):
        return Act.CRITICIZE
    if own and _PLEADS.search(words):
        return Act.DENY
    clears = _INNOCENT.search(words) or (own and (tree.is_negated(root) or _NEVER.search(words)))
    if clears and speaker in quarrel.accused and _is_not_of_others(scene, subject, speaker):
        return Act.DENY
    if own:
        return Act.THREATEN if _threatens(root, words) else None
    if _is_accused(scene, subject, quarrel) and speaker not in quarrel.accused:
        marked = any(scene.quoted(token) for token in tokens)
        if marked and root.tag_ in _TOLD and not tree.is_negated(root):
            return Act.ACCUSE
    if tree.lower(subject) in _THEM and quarrel.recent and speaker not in quarrel.accused:
        return Act.ACCUSE if scene.quoted(subject) and not tree.is_negated(root) else None
    if harsh:
        return Act.CRITICIZE
    return Act.DEMAND if _bound(scene, root, subject) else None


def _of_charges(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Say whether a content begins with charges that were made: *the suspicion absurd*, *the
    allegations against A were …*."""
    for token in tokens[:4]:
        if token.pos_ in {"NOUN", "PROPN"}:
            known = scene.lexicon.answered | _SUSPICION
            return tree.lemma(token) in known
        if token.pos_ in {"VERB", "AUX", "PRON"}:
            return False
    return False


def _is_self(subject: Token) -> bool:
    if tree.lower(subject) in _SELF - _THEM:
        return True
    return any(tree.lower(child) in _OWN for child in subject.lefts)


def _is_accused(scene: Scene, subject: Token, quarrel: Quarrel) -> bool:
    mention = scene.reading.mention_of(scene.paragraph, subject)
    return mention is not None and (mention.entity or mention.canonical) in quarrel.accused


def _is_not_of_others(scene: Scene, subject: Token, speaker: str) -> bool:
    """Say whether a content is about the speaker, or a thing: *the design was its own*."""
    if tree.lower(subject) in _THEM:
        return False
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is None or mention.type is EntityType.PRODUCT:
        return True
    entity = scene.reading.knowledge.entities.get(mention.entity or "")
    kin = {mention.entity, mention.canonical, entity.parent if entity is not None else None}
    return speaker in kin


def _threatens(root: Token, words: str) -> bool:
    """Say whether a speaker says that it will do harm. What it will do else it merely says."""
    coming = any(tree.lower(c) in _COMING and c.dep_ == "aux" for c in root.lefts)
    verb = root
    if tree.lemma(root) in _MEANING:
        verb = tree.first(root, "xcomp") or root
        coming = verb is not root
    if not coming or tree.is_negated(root) or tree.is_negated(verb):
        return False
    return tree.lemma(verb) in _HARM or _HARMFUL.search(words) is not None


def _bound(scene: Scene, root: Token, subject: Token) -> bool:
    """Say whether the content says what another named party should do."""
    if not any(tree.lower(c) in _BINDING for c in root.lefts):
        return False
    return scene.reading.mention_of(scene.paragraph, subject) is not None
