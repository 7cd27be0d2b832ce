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
from nlp.statements import charges, tree, wordings
from nlp.statements.draft import Draft, Scene
from nlp.words import word_set

_OPEN = frozenset({Act.SAY, Act.ANNOUNCE})
_COMMITTING = frozenset({Act.WARN, Act.PROMISE})
_POINTING = frozenset({"it", "this", "that", "these", "which"})
_BEING = frozenset({"is", "are", "'s", "’s", "was"})
_FINDING = word_set("find detect identify discover trace uncover spot catch")
_ASKING = word_set("ask wonder question inquire")
_BODIES = word_set(
    "company firm startup start-up lab society association group union publisher agency ministry"
)
_SELF = frozenset({"it", "we", "i", "he", "she", "they"})
_OWN = frozenset({"our", "its", "my", "his", "her", "their"})
_THEM = frozenset({"he", "she", "they"})
_TOLD = frozenset({"VBD", "VBN", "VBZ"})
_NAMING = frozenset({"call", "describe", "label", "brand", "dub", "dismiss"})
_LISTING = frozenset({"add", "place", "put"})
_IMPOSED = word_set("sanction fine penalty ban restriction curb tariff embargo surcharge levy")
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
_HARM = word_set("retaliate sue countersue prosecute punish sanction blacklist penalize")


@dataclass(frozen=True, slots=True)
class Quarrel:
    """Who has accused, and who has been accused, up to a place in the text."""

    accusers: frozenset[str]
    accused: frozenset[str]
    recent: bool  # somebody was charged a few sentences before


def turned(scene: Scene, draft: Draft, speaker: str, quarrel: Quarrel) -> Act | None:
    """Return the act that a plain saying of ``speaker`` is in this quarrel, ``None`` for itself.

    What is warned of or promised is a threat where its speaker will do the harm.
    """
    if not draft.content or draft.attitude or draft.lemma in _ASKING:
        return None
    tokens = tree.words_in(scene.paragraph, draft.content[0])
    words = " ".join(one.of(scene.reading.text) for one in draft.content)
    if not tokens or words.rstrip("”’\"' ").endswith("?"):
        return None
    root = charges.top(tokens)
    subject = tree.subject(root) if root is not None else None
    if draft.act in _COMMITTING:
        bare = (
            root is not None and root.pos_ == "NOUN" and wordings.HARMFUL.search(words) is not None
        )
        own = root is not None and subject is not None and _is_self(subject)
        harm = root is not None and own and _threatens(root, words)
        return Act.THREATEN if harm or (bare and draft.act is Act.PROMISE) else None
    if draft.act not in _OPEN:
        return None
    if speaker not in quarrel.accusers and _of_charges(scene, tokens):
        return _answer(draft, words)
    if _calls_it_wrong(scene, tokens):
        return Act.ALLEGE
    if draft.act is Act.ANNOUNCE and root is not None and tree.lemma(root) in _IMPOSED:
        return Act.SANCTION  # "announced curbs on exports to …"
    if wordings.WANTED.search(words):
        return Act.DEMAND
    if root is None or subject is None or subject not in tokens:
        return None
    if draft.act is Act.SAY and _is_court(scene, speaker) and not _is_self(subject):
        return Act.RULE
    if _is_self(subject):
        return _of_oneself(scene, root, subject, words, speaker=speaker, quarrel=quarrel)
    return _of_others(scene, root, subject, words, speaker=speaker, quarrel=quarrel)


def _answer(draft: Draft, words: str) -> Act | None:
    """Return what somebody does who speaks of charges that others made."""
    if wordings.DISPARAGED.search(words):
        return Act.DENY
    if draft.lemma in _NAMING and wordings.PLOY.search(words):
        return Act.DENY
    return (
        Act.CRITICIZE if wordings.PLOY.search(words) and not wordings.GRAVE.search(words) else None
    )


def _of_oneself(
    scene: Scene, root: Token, subject: Token, words: str, *, speaker: str, quarrel: Quarrel
) -> Act | None:
    """Return what somebody does who speaks of itself or its own things."""
    harsh = wordings.HARSH.search(words) is not None
    if harsh and (tree.is_passive_head(root) or tree.lower(subject) == "it"):
        return Act.CRITICIZE  # nobody says such a thing of itself: "it confuses …" is of another
    if _is_wronged(scene, root, subject):
        return Act.ALLEGE  # "its models are being copied"
    if wordings.PLEADS.search(words) or wordings.NO_PLANS.search(words):
        return Act.DENY
    clears = (
        wordings.INNOCENT.search(words) or tree.is_negated(root) or wordings.NEVER.search(words)
    )
    if clears and speaker in quarrel.accused and _is_not_of_others(scene, subject, speaker):
        return Act.DENY
    if tree.lemma(root) in _FINDING and wordings.DECEIT.search(words):
        return Act.ALLEGE
    if tree.lower(subject) in _SELF and _disowns(root):
        return Act.DENY
    if tree.lemma(root) in _LISTING and wordings.LIST.search(words):
        return Act.SANCTION
    return Act.THREATEN if _threatens(root, words) else None


def _of_others(
    scene: Scene, root: Token, subject: Token, words: str, *, speaker: str, quarrel: Quarrel
) -> Act | None:
    """Return what somebody does who speaks of others."""
    accused = speaker in quarrel.accused
    if accused and wordings.INNOCENT.search(words) and _is_not_of_others(scene, subject, speaker):
        return Act.DENY
    if accused and _is_deed(scene, subject):
        return Act.DENY  # "the accounts belonged to customers"
    if quarrel.recent and speaker not in quarrel.accusers and wordings.OURS.search(words):
        return Act.DENY
    body = scene.reading.mention_of(scene.paragraph, subject) is None
    if body and wordings.NO_PLANS.search(words):
        return Act.DENY
    if body and tree.lemma(subject) in _BODIES and _threatens(root, words):
        return Act.THREATEN
    if not accused and _is_accused(scene, subject, quarrel):
        tokens = tree.words_in(scene.paragraph, scene.span(tree.extent(root)))
        marked = any(scene.quoted(token) for token in tokens)
        if marked and root.tag_ in _TOLD and not tree.is_negated(root):
            return Act.ACCUSE
    again = speaker in quarrel.accusers and _is_accused(scene, subject, quarrel)
    did = _did(root) and (again or wordings.DECEIT.search(words) is not None)
    if not accused and (did or _is_wronged(scene, root, subject)):
        return Act.ALLEGE
    if tree.lower(subject) in _THEM and quarrel.recent and not accused:
        return Act.ACCUSE if scene.quoted(subject) and not tree.is_negated(root) else None
    if wordings.RECKONING.search(words):
        return Act.THREATEN
    if wordings.UNASKED.search(words):
        return Act.ACCUSE
    if wordings.HARSH.search(words):
        return Act.CRITICIZE
    if wordings.URGENT.search(words) or _bound(scene, root, subject):
        return Act.DEMAND
    return Act.WARN if wordings.DANGER.search(words) else None


def _calls_it_wrong(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Say whether a content calls something by the name of a wrong: *it is theft*."""
    nouns = scene.lexicon.set("wrongdoing", "nouns")
    for token in tokens:
        if tree.lemma(token) not in nouns or tree.is_negated(token):
            continue
        cop, what = tree.first(token, "cop"), tree.subject(token)
        if cop is not None and what is not None and tree.lower(what) in _POINTING:
            return tree.lower(cop) in _BEING
    return False


def _did(root: Token) -> bool:
    active = root.tag_ in {"VBD", "VBN"} and not tree.is_passive_head(root)
    return active and not tree.is_negated(root)


def _is_wronged(scene: Scene, root: Token, subject: Token) -> bool:
    """Say whether a wrong was done to something: *they are being copied*, *it was taken from A*."""
    if not tree.is_passive_head(root) or tree.is_negated(root):
        return False
    if any(tree.lower(c) == "their" for c in subject.lefts):
        return False  # those of the customers who are told so
    if tree.lemma(root) in scene.lexicon.set("wrongdoing", "verbs"):
        return True
    taken = tree.lemma(root) in {"take", "lift"}
    return taken and any(tree.marker(c) == "from" for c in root.rights)


def _disowns(root: Token) -> bool:
    """Say whether somebody says that it has not done something: *it did not copy the archive*."""
    if root.pos_ != "VERB" or tree.lemma(root) in _MINDED or tree.is_passive_head(root):
        return False
    words = {tree.lower(c) for c in root.lefts}
    return bool(words & _DONE) and bool(words & {"not", "n't", "n’t", "never"})


def _is_court(scene: Scene, speaker: str) -> bool:
    entity = scene.reading.knowledge.entities.get(speaker)
    name = entity.name if entity is not None else speaker
    if entity is not None and entity.kind in {"court", "judge"}:
        return True
    return is_bench(name, scene.reading.text)


def is_bench(name: str, text: str) -> bool:
    """Say whether a name is that of a court, or of somebody whom a text calls a judge."""
    if wordings.COURT.search(name):
        return True
    surname = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    if not surname[:1].isupper():
        return False
    called = (
        rf"\b(?:Judge|judge|Justice|Magistrate)s? (?:[A-Z][\w.-]* ){{0,3}}{re.escape(surname)}\b"
    )
    return re.search(called, text) is not None


def _is_deed(scene: Scene, subject: Token) -> bool:
    known = any(tree.lower(c) in {"the", "these", "those"} for c in subject.lefts)
    return known and tree.lemma(subject) in scene.lexicon.set("wrongdoing", "deeds")


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
    return tree.lemma(verb) in _HARM or wordings.HARMFUL.search(words) is not None


def _bound(scene: Scene, root: Token, subject: Token) -> bool:
    """Say whether the content says what another named party should do, or what people are due."""
    if tree.lemma(root) in _DESERVING and root.tag_ in {"VBP", "VBZ"}:
        return tree.first(root, "xcomp") is not None
    if not any(tree.lower(c) in _BINDING for c in root.lefts):
        return False
    if scene.quoted(subject):
        return subject.pos_ in {"NOUN", "PROPN"}
    return scene.reading.mention_of(scene.paragraph, subject) is not None
