"""What a clause tells by its main verb and subject: of whom it is, of a wrong, of harm to come.

Who says it, and to whom it is an answer, :mod:`nlp.statements.turns` knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.model import EntityType
from nlp.statements import tree, wordings
from nlp.statements.draft import Scene
from nlp.statements.standing import Quarrel, Voice
from nlp.words import word_set

_POINTING = frozenset({"it", "this", "that", "these", "which"})
_BEING = frozenset({"is", "are", "'s", "’s", "was"})
_BODIES = word_set(
    "chipmaker maker giant company firm startup start-up lab society association group union "
    "publisher agency ministry"
)
_ADDRESSED = _BODIES | word_set(
    "government congress parliament lawmaker legislator regulator court platform developer "
    "provider authority senate commission state minister official politician leader bank employer "
    "operator"
)
_SELF = frozenset({"it", "we", "i", "he", "she", "they"})
_OWN = frozenset({"our", "its", "my", "his", "her", "their"})
_THEM = frozenset({"he", "she", "they"})
_MINDED = word_set(
    "know think believe expect want plan see say comment discuss need have get receive hear "
    "understand agree rule mean like find be feel wish support intend"
)
"""What somebody who says that he does not is no denial."""
_DONE = frozenset({"did", "does", "do", "has", "have", "had", "was", "were"})
_DESERVING = frozenset({"deserve", "need"})
_SUSPICION = word_set("suspicion suspicions insinuation insinuations accusation charge claim")
_BINDING = frozenset({"should", "must", "ought"})
_COMING = frozenset({"will", "would", "'ll", "’ll", "may", "might"})
_MEANING = frozenset({"intend", "plan", "mean"})
_CONTESTING = frozenset({"fight", "contest", "challenge", "battle", "rebut", "refute"})
_CHARGES = frozenset({"charge", "allegation", "accusation", "claim", "count", "indictment"})
_SLIPS = word_set(
    "error mistake incident delay inconvenience harm leak remark comment hurt distress failure "
    "oversight slip confusion"
)
_HARM = word_set(
    "retaliate sue countersue prosecute punish sanction blacklist penalize avenge crack"
)


def is_self(subject: Token) -> bool:
    """Say whether a clause is about *it*, *we*, or what is *its own*."""
    if tree.lower(subject) in _SELF - _THEM:
        return True
    return any(tree.lower(child) in _OWN for child in subject.lefts)


def is_speaker(scene: Scene, subject: Token, voice: Voice) -> bool:
    """Say whether somebody speaks of his own house by its name."""
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is None or mention.type is EntityType.GPE:
        return False
    return bool({mention.entity, mention.canonical} & voice.names)


def is_accused(scene: Scene, subject: Token, quarrel: Quarrel) -> bool:
    """Say whether a clause is about somebody who has been accused."""
    mention = scene.reading.mention_of(scene.paragraph, subject)
    return mention is not None and (mention.entity or mention.canonical) in quarrel.accused


def is_not_of_others(scene: Scene, subject: Token, voice: Voice) -> bool:
    """Say whether a content is about the speaker, or a thing: *the design was its own*."""
    if tree.lower(subject) in _THEM:
        return False
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is None or mention.type is EntityType.PRODUCT:
        return True
    entity = scene.reading.knowledge.entities.get(mention.entity or "")
    kin = {mention.entity, mention.canonical, entity.parent if entity is not None else None}
    return bool(voice.names & kin)


def is_party_like(scene: Scene, subject: Token) -> bool:
    """Say whether a subject is a party by name or a common noun for one."""
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is not None:
        return mention.type in {EntityType.ORG, EntityType.PERSON, EntityType.GPE}
    return tree.lower(subject) in {"they", "you"} or tree.lemma(subject) in _BODIES


def is_deed(scene: Scene, subject: Token) -> bool:
    """Say whether a subject names what is spoken of as a misdeed: *the copying*."""
    known = any(tree.lower(c) in {"the", "these", "those"} for c in subject.lefts)
    return known and tree.lemma(subject) in scene.lexicon.set("wrongdoing", "deeds")


def of_charges(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Say whether a content begins with charges that were made: *the suspicion absurd*, *the
    allegations against A were …*."""
    for token in tokens[:4]:
        if token.pos_ in {"NOUN", "PROPN"}:
            name = tree.lemma(token)
            return name in scene.lexicon.answered or name in _SUSPICION
        if token.pos_ in {"VERB", "AUX", "PRON"}:
            return False
    return False


def of_allegations(scene: Scene, root: Token) -> bool:
    """Say whether what somebody is against is an accusation."""
    return any(
        child.dep_ in {"obj", "obl"} and tree.lemma(child) in scene.lexicon.answered
        for child in root.children
    )


def calls_it_wrong(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Say whether a content calls something by the name of a wrong: *it is theft*."""
    nouns = scene.lexicon.set("wrongdoing", "nouns")
    for token in tokens:
        if tree.lemma(token) not in nouns or tree.is_negated(token):
            continue
        cop, what = tree.first(token, "cop"), tree.subject(token)
        if cop is not None and what is not None and tree.lower(what) in _POINTING:
            return tree.lower(cop) in _BEING
    return False


def did(root: Token) -> bool:
    """Say whether a clause tells that somebody did something."""
    active = root.tag_ in {"VBD", "VBN"} and not tree.is_passive_head(root)
    return active and not tree.is_negated(root)


def is_coming(root: Token) -> bool:
    """Say whether a clause tells what is to come."""
    return any(tree.lower(c) in _COMING and c.dep_ == "aux" for c in root.lefts)


def is_wronged(scene: Scene, root: Token, subject: Token) -> bool:
    """Say whether a wrong was done to something: *they are being copied*, *it was taken from A*."""
    if not tree.is_passive_head(root) or tree.is_negated(root):
        return False
    if any(tree.lower(c) == "their" for c in subject.lefts):
        return False  # those of the customers who are told so
    if tree.lemma(root) in scene.lexicon.set("wrongdoing", "verbs"):
        return True
    taken = tree.lemma(root) in {"take", "lift"}
    return taken and any(tree.marker(c) == "from" for c in root.rights)


def disowns(root: Token) -> bool:
    """Say whether somebody says that it has not done something: *it did not copy the archive*."""
    if root.pos_ != "VERB" or tree.lemma(root) in _MINDED or tree.is_passive_head(root):
        return False
    words = {tree.lower(c) for c in root.lefts}
    return bool(words & _DONE) and bool(words & {"not", "n't", "n’t", "never"})


def threatens(root: Token, words: str) -> bool:
    """Say whether a speaker says that it will do harm. What it will do else it merely says."""
    coming = any(tree.lower(c) in _COMING and c.dep_ == "aux" for c in root.lefts)
    verb = root
    if tree.lemma(root) in _MEANING:
        verb = tree.first(root, "xcomp") or root
        coming = verb is not root
    if not coming or tree.is_negated(root) or tree.is_negated(verb):
        return False
    return tree.lemma(verb) in _HARM or wordings.say("harmful", words)


def regrets(root: Token) -> bool:
    """Say whether somebody regrets what went wrong on his own side: *it regretted the delay*."""
    thing = tree.first(root, "obj")
    return tree.lemma(root) == "regret" and thing is not None and tree.lemma(thing) in _SLIPS


def is_harm(root: Token) -> bool:
    """Say whether an infinitive does harm to somebody: *to retaliate*."""
    return root.tag_ == "VB" and tree.lemma(root) in _HARM


def contests(root: Token) -> bool:
    """Say whether an infinitive answers charges: *to fight the charges*."""
    thing = tree.first(root, "obj")
    if thing is None or root.tag_ != "VB":
        return False
    return tree.lemma(root) in _CONTESTING and tree.lemma(thing) in _CHARGES


def bound(scene: Scene, root: Token, subject: Token) -> bool:
    """Say whether the content says what another named party should do, or what people are due."""
    if tree.lemma(root) in _DESERVING and root.tag_ in {"VBP", "VBZ"}:
        return tree.first(root, "xcomp") is not None
    if not any(tree.lower(c) in _BINDING for c in root.lefts):
        return False
    if scene.quoted(subject):
        return subject.pos_ in {"NOUN", "PROPN"}
    known = scene.reading.mention_of(scene.paragraph, subject) is not None
    return known or tree.lemma(subject) in _ADDRESSED
