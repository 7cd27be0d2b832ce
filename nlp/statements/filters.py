"""What is no statement, or too weak to publish: generic and first-person subjects, questions."""

from __future__ import annotations

import re

from spacy.tokens import Token

from claimwire.model import Act, EntityType
from nlp.reading import FURNITURE, TEXT
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.voices import can_speak
from nlp.words import word_set

_SILENT = frozenset({Act.DECLINE_COMMENT, Act.NO_RESPONSE})
_NOBODY = 0.5
"""Factor where nobody can have said it: no subject, a thing for a subject, an act not yet done."""
_GOING_ON = frozenset({"begin", "start", "continue", "go", "come", "proceed"})
_INVERTED = frozenset({"should", "had", "were"})
_POSSIBLE = frozenset({"might", "may", "could", "can"})
_OUGHT = frozenset({"should", "must", "ought"})
_SAID = ("-clause", "-quote", "would")
_DECIDED = frozenset({"decision", "headline-future"})
"""Rules that find an infinitive for what is decided."""
_EMPTY = word_set("it he she they we i has have had is are was were do does did so will would")
"""Words that leave nothing said where there are no others."""
_UNNAMED = re.compile(
    r"(?:the )?condition (?:of anonymity|that (?:he|she|they) not be (?:named|identified))"
)
_WEAK = 0.4
"""Factor for what is kept in the store and never published."""


def skips(kind: str) -> bool:
    """Say whether a kind of paragraph is not read for statements."""
    return kind == FURNITURE


def weakness(scene: Scene, draft: Draft) -> float:
    """Return the factor by which the words around a statement lower its confidence (1: none)."""
    factor = _of_speaker(scene, draft)
    if _points_only(scene, draft):
        factor *= _NOBODY
    unreal = _unreal(draft) and draft.rule not in _DECIDED
    if (unreal or _supposed(draft)) and draft.act not in _SILENT:
        factor *= _NOBODY
    if draft.lemma == "cite" and draft.rule.startswith("participle"):
        factor *= _NOBODY  # "citing the privacy of its staff": a reason, and nothing said
    if draft.rule == "passive-whole" and _is_standing(scene, draft):
        factor *= _NOBODY
    if _generic(draft) or _imagined(scene, draft):
        factor *= 0.6
    if _asked(draft) or _is_idiom(scene, draft) or _says_nothing(scene, draft):
        factor *= _WEAK
    if draft.negated and draft.act not in _SILENT:
        factor *= 0.7
    return factor


def _says_nothing(scene: Scene, draft: Draft) -> bool:
    """Say whether no content is left: *shared what it says it has*, *spoke on condition of
    anonymity*."""
    words = " ".join(span.of(scene.reading.text) for span in draft.content).lower()
    if _UNNAMED.match(words):
        return True
    clause = draft.rule.endswith(("-clause", "rest"))
    return clause and bool(words) and set(words.split()) <= _EMPTY


def _of_speaker(scene: Scene, draft: Draft) -> float:
    """Return the factor for who is said to speak: nobody, anybody, or a thing that says nothing."""
    factor, speaker = 1.0, draft.speaker
    if speaker is None:
        if draft.rule.startswith("noun"):
            return 0.7
        if draft.rule.startswith(("active", "parenthetical", "sentence")):
            return _NOBODY
        if draft.rule.startswith("passive") and draft.act == Act.ESTIMATE:
            return 0.6  # "is expected to": by nobody
        # "controls assumed that …" read as a passive: with an agent it is none
        plain = tree.first(draft.anchor, "aux:pass") is None
        return 0.7 if draft.rule == "passive-clause" and draft.targets and plain else 1.0
    word = tree.lower(speaker)
    first = word in scene.lexicon.party("generic", "first")
    share = word == "one" and any(tree.marker(c) == "of" for c in speaker.rights)
    nobody = word in scene.lexicon.party("generic", "words") and not share  # "one of the employees"
    if nobody or (first and draft.attitude):
        factor *= _WEAK
    elif first:
        factor *= 0.8
    elif word in scene.lexicon.party("generic", "some") and _bare(speaker):
        factor *= 0.5
    told = _is_told(scene, draft) and speaker.pos_ == "NOUN"
    if not can_speak(scene, speaker) and not told and not _is_somebody(scene, speaker):
        factor *= _NOBODY  # "AI models require data": things demand nothing
    if speaker.tag_ == "NNS" and draft.anchor.tag_ == "VBZ":
        factor *= _NOBODY  # "Months of tension preceded it, claims that …": a noun in the plural
    return factor


def _is_somebody(scene: Scene, speaker: Token) -> bool:
    """Say whether a nominal is a number of people, or a name that only looks like a building."""
    mention = scene.reading.mention_of(scene.paragraph, speaker)
    house = mention is not None and mention.type == EntityType.FAC
    return house or (speaker.pos_ == "NUM" and tree.lower(speaker).isalpha())


def _is_told(scene: Scene, draft: Draft) -> bool:
    """Say whether something is said in a clause or in quotes: whoever that is speaks."""
    who = draft.speaker
    if draft.rule == "according" and who is not None:
        return tree.lemma(who) in scene.lexicon.party("evidence")
    return draft.rule.endswith(("-clause", "-quote")) and not draft.attitude


def _bare(speaker: object) -> bool:
    children = getattr(speaker, "children", ())
    return all(child.dep_ in {"det", "case"} for child in children)


def _points_only(scene: Scene, draft: Draft) -> bool:
    """Say whether nothing is said but that it was said before: *repeated its position*."""
    if draft.act != Act.SAY or not draft.rule.endswith("object"):
        return False
    thing = tree.first(draft.anchor, "obj")
    if thing is None or tree.first(thing, "nmod:poss") is None or thing.n_rights:
        return False
    return scene.lexicon.nouns.get(tree.lemma(thing), (None, False))[0] == Act.SAY


def _unreal(draft: Draft) -> bool:
    """Say whether the cue is something that somebody is to do: *asked officials to speak of …*."""
    anchor = draft.anchor
    own = {c.dep_ for c in anchor.children} & (tree.ANY_SUBJECTS | {"aux"})
    if anchor.tag_ == "VB" and not own and anchor.dep_ in {"parataxis", "root", "ROOT", "list"}:
        return True  # "one instruction: tell governments that …"
    infinitive = any(tree.lower(c) == "to" and c.dep_ == "mark" for c in anchor.children)
    return infinitive and anchor.tag_ == "VB" and tree.lemma(anchor.head) not in _GOING_ON


def _is_standing(scene: Scene, draft: Draft) -> bool:
    """Say whether a passive tells what holds in general: *swimming is banned in the park*."""
    present = any(tree.lower(c) in {"is", "are", "be"} for c in draft.anchor.lefts)
    named = any(scene.reading.mention_of(scene.paragraph, token) for token in draft.targets)
    going_on = any(tree.lower(c) == "being" for c in draft.anchor.lefts)
    return present and not named and not going_on


def _imagined(scene: Scene, draft: Draft) -> bool:
    """Say whether a relative clause describes somebody who need not be: *a captain who denies the
    storm*, *anyone convicted of it*."""
    who, anchor = draft.speaker, draft.anchor
    if draft.rule == "passive-whole" and who is None and anchor.dep_ == "acl":
        return not any(scene.reading.mention_of(scene.paragraph, t) for t in draft.targets)
    if who is None or anchor.dep_ != "acl:relcl" or anchor.tag_ not in {"VBZ", "VBP"}:
        return False
    paper = tree.lemma(who) in scene.lexicon.party("documents")
    if paper and who.dep_ == "obj" and who.head.tag_ in {"VBD", "VBN"}:
        return False  # "sent a memo that accuses …": there is one
    return who.pos_ == "NOUN" and any(tree.lower(c) in {"a", "an", "any"} for c in who.lefts)


def _generic(draft: Draft) -> bool:
    """Say whether a bare plural does something as a habit: *students question a witness*."""
    who = draft.speaker
    if who is None or not draft.rule.startswith("active-obj") or draft.paragraph.kind != TEXT:
        return False
    bare = who.tag_ == "NNS" and not who.n_lefts and not who.n_rights
    return bare and draft.anchor.tag_ in {"VBP", "VB"}


def _supposed(draft: Draft) -> bool:
    """Say whether the cue itself is only possible or a condition: *might accuse*, *if X sued*."""
    for child in draft.anchor.children:
        if tree.lower(child) in _INVERTED and child.i == child.sent.start:
            return True  # "should the court agree"
        if child.dep_ == "aux" and tree.lower(child) in _POSSIBLE and child.i < draft.anchor.i:
            return draft.rule != "bill-would"
        if child.dep_ == "aux" and tree.lower(child) in _OUGHT and not draft.rule.endswith(_SAID):
            return True  # "Congress should require …": what the writer wants, not what it did
        if child.dep_ == "mark" and tree.lower(child) in {"if", "unless", "whether"}:
            return True
    return False


def _is_idiom(scene: Scene, draft: Draft) -> bool:
    """Say whether the cue is a part of a set phrase, or of a tale: *it goes without saying*."""
    place = draft.paragraph.place(draft.anchor.sent)
    sentence, at = place.of(scene.reading.text).lower(), draft.cue.start - place.start
    for phrase in scene.lexicon.words["idioms"]["words"]:
        begin = sentence.find(phrase)
        if begin >= 0 and (begin <= at < begin + len(phrase) or phrase.startswith("in the ")):
            return True
    return False


def _asked(draft: Draft) -> bool:
    """Say whether the cue itself stands in a question of the writer."""
    sentence = draft.anchor.sent
    last = sentence[-1].text if len(sentence) else ""
    if last != "?":
        return False
    return not any(span.end >= draft.paragraph.end_of(sentence[-1]) for span in draft.content)


def is_silence(act: Act) -> bool:
    """Say whether an act is a silence, which may stand without content."""
    return act in _SILENT
