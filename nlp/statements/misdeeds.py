"""Who does what wrong by the words of a content: pairs of an actor and the word for the wrong.

A wrong is a verb of wrongdoing (*copied*), a neutral verb with an object or an adverb that makes it
one (*ignored the order*, *trained on pirated books*, *knowingly sold*), a predicate (*was guilty of
theft*) or a deed by its name (*A's copying of the files*). The words are data (``phrases.toml``).
What is only possible, denied, asked or prevented is no wrong that was done.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from spacy.tokens import Token

from claimwire.model import Act
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene

_UNREAL = frozenset(
    {"could", "might", "may", "can", "would", "will", "'ll", "’ll", "should", "must"}
)
_HYPOTHETICAL = frozenset({"if", "whether", "unless", "lest"})
_KEEPING = frozenset(
    {"prevent", "stop", "deter", "avoid", "combat", "fight", "refuse", "forbid", "prohibit", "ban"}
    | {"curb", "protect", "block", "decline", "discourage", "want", "need", "ask", "urge", "warn"}
)
"""Verbs whose infinitive or gerund was not done: *stop it from copying*, *want them to steal*."""
_DOUBTING = frozenset(
    {"doubt", "question", "dispute", "skeptical", "sceptical", "doubtful", "unsure", "unclear"}
    | {"unaware", "deny", "unlikely", "ask", "wonder"}
)
"""Words under which a wrong is in doubt: *is unclear whether*, *was sceptical that it copied*."""
_HELPING = frozenset({"help", "enable", "allow", "let", "assist", "encourage", "permit", "aid"})
_CATCHING = frozenset({"catch", "find", "observe", "spot", "discover", "detect"})
_PAST = frozenset({"former", "ex", "ex-", "two", "three", "four", "several", "some"})
_OBLIQUES = frozenset({"obl", "nmod", "advcl"})
_DEPTH = 4
_REPORTED = frozenset({Act.ACCUSE, Act.ALLEGE, Act.CRITICIZE, Act.DENY, Act.SUE, Act.INVESTIGATE})
"""Acts of others that a content may tell of."""
_UNDER_NOUN = frozenset({"nmod", "acl", "ccomp", "obl"})
_UNDER_VERB = frozenset({"obl", "advcl", "nmod", "obj"})


def find(scene: Scene, draft: Draft) -> Iterator[tuple[Token, Token]]:
    """Yield who does what wrong according to the content: pairs of actor and word."""
    for span in draft.content:
        for token in draft.paragraph.tokens_in(span):
            if token.pos_ in {"VERB", "AUX"}:
                actor = _of_verb(scene, draft, token)
            elif token.pos_ in {"NOUN", "ADJ"}:
                actor = _of_predicate(scene, token) or _of_deed(scene, token)
            else:
                continue
            if actor is None or _is_reported(scene, draft, token):
                continue
            if actor == draft.charged or inside(draft, actor):
                yield actor, token


def inside(draft: Draft, token: Token) -> bool:
    """Say whether a token lies in the content of a draft."""
    place = draft.paragraph.start_of(token)
    return any(span.start <= place < span.end for span in draft.content)


def _is_reported(scene: Scene, draft: Draft, word: Token) -> bool:
    """Say whether others are told to charge it or deny it: *alleging theft by A*, *survived
    criticism over copying*, *A accused B of stealing*."""
    node = word
    for _ in range(_DEPTH):
        above = node.head
        if above == node or not inside(draft, above) or above == draft.anchor:
            return False
        act = scene.lexicon.nouns.get(tree.lemma(above), (None, False))[0]
        acts = {v.act for v in scene.lexicon.verbs.get(scene.lexicon.verb(above), ())}
        said = above.pos_ == "NOUN" and act in _REPORTED and node.dep_ in _UNDER_NOUN
        if said or (above.pos_ == "VERB" and node.dep_ in _UNDER_VERB and acts & _REPORTED):
            return True
        node = above
    return False


def is_unreal(word: Token) -> bool:
    """Say whether a wrong is denied, possible, asked or to be prevented, by the words above it."""
    node = word
    for _ in range(_DEPTH):
        lefts = {tree.lower(c) for c in node.lefts if c.dep_ in {"aux", "mark", "det", "advmod"}}
        if tree.is_negated(node) or "no" in lefts or lefts & _HYPOTHETICAL:
            return True
        if lefts & _UNREAL and not (lefts & {"have", "’ve", "'ve"}):
            return True
        above = node.head
        if tree.lemma(above) == "continue":
            return tree.is_negated(above)  # "will continue to copy": it does
        if above == node or node.dep_ not in {
            "xcomp",
            "acl",
            "ccomp",
            "advcl",
            "conj",
            "obl",
            "nmod",
        }:
            return False
        if tree.lemma(above) in _KEEPING | _DOUBTING and node.dep_ != "conj":
            return True
        if node.dep_ == "ccomp" and above.pos_ == "VERB":
            return False  # what others say they did: another statement
        node = above
    return False


def _of_verb(scene: Scene, draft: Draft, token: Token) -> Token | None:
    if not _is_wrong(scene, token):
        return None
    perfect = _misread_perfect(token)
    if perfect is not None:
        return tree.subject(perfect)
    passive = tree.is_passive_head(token)
    actor = tree.first(token, "obl:agent") if passive else _doer(token)
    if passive and actor is None:
        # "inspectors were bribed": by nobody named, but "Acme's model was built on stolen work"
        made = tree.lemma(token) in scene.lexicon.set("wrongdoing", "commit")
        return _owner(tree.subject(token)) if made else None
    if token.tag_ == "VBG" and tree.lemma(token.head) in _CATCHING:
        actor = tree.first(token.head, "obj", *tree.PASSIVE_SUBJECTS) or actor
    if token.dep_ == "xcomp" and tree.lemma(token.head) in _HELPING:
        if tree.lemma(token) in scene.lexicon.set("wrongdoing", "neutral"):
            return None
        actor = tree.subject(token.head) or actor  # "helped smugglers evade the rules"
    actor = _house(scene, actor) if actor is not None else None
    if actor is None or not inside(draft, actor):
        actor = draft.charged or _name_before(scene, token) or _parted(draft, token)
        actor = actor or _doer_before(draft, token)
    return actor


def _owner(thing: Token | None) -> Token | None:
    """Return whose a thing is: *A's model*."""
    return tree.first(thing, "nmod:poss") if thing is not None else None


def _house(scene: Scene, people: Token) -> Token:
    """Return for whom people work who did something together: *A employees*, *engineers at A*."""
    known = people.tag_ == "NNS" and tree.lemma(people) in scene.lexicon.party("newcomers")
    if not known or any(tree.lower(c) in _PAST for c in people.lefts):
        return people
    for child in people.children:
        at = child.i > people.i and child.dep_ in {"nmod", "obl"} and tree.marker(child) == "at"
        if at or (child.dep_ in {"compound", "nmod:poss"} and child.pos_ == "PROPN"):
            return child
    return people


def _doer_before(draft: Draft, verb: Token) -> Token | None:
    """Return A of *what it calls efforts by A to copy*, where the parser hung both on the cue."""
    if verb.tag_ != "VB" or verb.head != draft.anchor or draft.anchor.dep_ != "acl:relcl":
        return None
    near = verb.doc[draft.anchor.i + 1 : verb.i]
    return next((t.head for t in near if tree.lower(t) == "by" and t.head.i > t.i), None)


def _parted(draft: Draft, verb: Token) -> Token | None:
    """Return the subject of *A, B says, copied it*, which the parser hung on the cue."""
    if draft.rule != "aside" or verb.head != draft.anchor:
        return None
    subjects = (c for c in draft.anchor.lefts if c.dep_ in tree.SUBJECTS and c != draft.speaker)
    return next(subjects, None)


def _name_before(scene: Scene, verb: Token) -> Token | None:
    """Return the name right before a finite verb, where the parser found no subject for it."""
    place = verb.i - 1
    while place > verb.sent.start and (
        verb.doc[place].pos_ in {"AUX", "ADV"} or tree.lemma(verb.doc[place]) == "have"
    ):
        place -= 1
    plain = place == verb.i - 1
    if place < 0 or verb.tag_ not in ({"VBD", "VBZ", "VBP"} if plain else {"VBN", "VBG"}):
        return None
    before = verb.doc[place]
    mention = scene.reading.mention_of(scene.paragraph, before)
    ends = mention is not None and mention.end == scene.paragraph.end_of(before)
    return before if ends else None


def _is_wrong(scene: Scene, token: Token) -> bool:
    words, lemma = partial(scene.lexicon.set, "wrongdoing"), tree.lemma(token)
    if lemma in words("verbs") or tree.lower(token) in scene.lexicon.wrongs:
        described = token.dep_ in {"amod", "acl"} and tree.is_participle(token, past=True)
        return not described or _misread_perfect(token) is not None
    objects = scene.lexicon.misdeeds.get(tree.lower(token), frozenset())
    committed, flouted = lemma in words("commit"), lemma in words("flout")
    for child in token.children:
        label = child.dep_
        if label == "advmod" and tree.lower(child) in words("qualifiers") | words("manners"):
            return True
        if label not in {"obj", "obl"}:
            continue
        thing = tree.lemma(child)
        if label == "obl" and thing in words("states") and tree.marker(child) == "in":
            return True  # "generated it in violation of the terms"
        deed = thing in words("nouns") or thing in words("misconduct")
        if committed and (deed or _is_tainted(scene, child)):
            return True
        if label == "obl" and thing in objects and tree.marker(child) == "as":
            return True  # "posed as a customer"
        if label == "obj" and ((flouted and thing in words("norms")) or thing in objects):
            return True
        if thing in {"permission", "consent", "authorization"}:
            return tree.marker(child) == "without"
    return False


def _is_tainted(scene: Scene, thing: Token) -> bool:
    """Say whether a thing was got or made by a wrong: *pirated books*, *hundreds of fake names*."""
    tainted = scene.lexicon.set("wrongdoing", "tainted")
    near = [
        *thing.lefts,
        *(c for child in thing.rights if child.dep_ == "nmod" for c in child.lefts),
    ]
    return any(tree.lower(c) in tainted for c in near if c.dep_ in {"amod", "compound"})


def _of_predicate(scene: Scene, token: Token) -> Token | None:
    """Return who *was guilty of theft*, *was behind the attack*, *is in breach of the terms*."""
    if tree.first(token, "cop") is None:
        return None
    words = partial(scene.lexicon.set, "wrongdoing")
    wrongs = words("nouns") | words("deeds") | words("misconduct")
    name, mark = tree.lemma(token), tree.marker(token)
    if token.pos_ == "ADJ":
        about = [c for c in token.rights if c.dep_ in _OBLIQUES]
        guilty = name in words("guilty") and any(tree.marker(c) in {"of", "in"} for c in about)
        bearing = name in words("bearing") and any(
            tree.marker(c) == "for" and tree.lemma(c) in wrongs for c in about
        )
        found = guilty or bearing
    else:
        found = (mark == "behind" and name in wrongs) or (mark == "in" and name in words("states"))
        found = found or (not mark and name in words("culprits"))
    return tree.subject(token) if found else None


def _of_deed(scene: Scene, token: Token) -> Token | None:
    """Return whose deed a noun names: *A's theft of the files*, *the copying of it by A*."""
    words = partial(scene.lexicon.set, "wrongdoing")
    gerund = tree.lower(token).endswith("ing") and tree.lower(token) in scene.lexicon.wrongs
    if token.pos_ != "NOUN" or not (
        gerund or tree.lemma(token) in words("nouns") | words("misconduct")
    ):
        return None
    if token.dep_ == "compound" or tree.is_negated(token):
        return None
    for child in token.children:
        by = child.i > token.i and child.dep_ in {"nmod", "obl"} and tree.marker(child) == "by"
        if by or (child.dep_ == "nmod:poss" and child.pos_ == "PROPN"):
            return child
    return None


def _misread_perfect(token: Token) -> Token | None:
    """Return *had* in *had concealed evidence*, read as if evidence were had that is concealed."""
    if token.dep_ != "amod" or token.tag_ != "VBN" or token.i == 0:
        return None
    have = token.nbor(-1)
    return have if token.head.head == have and tree.lemma(have) == "have" else None


def _doer(verb: Token) -> Token | None:
    """Return who does what a verb says; of *efforts by firms to steal* and *firms' efforts to
    steal* the firms."""
    found = tree.subject(verb)
    if found is None or verb.dep_ != "acl" or found.pos_ != "NOUN":
        return found
    for child in found.children:
        by = child.dep_ in {"nmod", "obl"} and tree.marker(child) == "by"
        if by or child.dep_ == "nmod:poss":
            return child
    return found
