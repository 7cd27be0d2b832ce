"""Silence: *did not immediately respond to a request for comment*, *could not be reached*,
*declined to comment*. The statement is that there was no statement; who was silent is its speaker.
"""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import Act, Span
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.voices import can_speak

_EFFORTS = frozenset({"effort", "attempt", "try"})
_KINDS = ("decline", "silent", "unavailable", "reach", "withhold", "respond")
_TOLD = frozenset({"unsuccessful", "fail", "confirm", "available", "have"})
_QUESTIONS = frozenset({"when", "where", "why", "how", "who", "what", "which", "whether"})
_PASSING_ON = frozenset({"refer", "direct", "redirect", "forward"})
_UNANSWERED = frozenset({"unanswered", "unreturned"})
_REFUSED = frozenset({"answered", "returned"})
_GIVING = frozenset({"have", "offer", "give", "make", "provide", "issue"})


def find(scene: Scene) -> list[Draft]:
    """Return the statements of silence outside quotation marks."""
    found = []
    words = scene.lexicon.words["silence"]
    telling = _PASSING_ON.union(_TOLD, words["reply"], *(words[kind] for kind in _KINDS))
    for token in scene.paragraph.having(_UNANSWERED | _REFUSED, telling):
        if scene.quoted(token):
            continue
        found.extend(_no_comment(scene, token))
        if token.pos_ not in {"VERB", "AUX", "ADJ"}:
            continue
        told = _of(scene, token) if _may_tell(scene, token) else []
        found.extend(told or _unanswered(scene, token))
    return found


def _may_tell(scene: Scene, token: Token) -> bool:
    """Say whether a word is one that silence is told with; most are not, and cost nothing more."""
    words, name = scene.lexicon.words["silence"], tree.lemma(token)
    return name in _TOLD | _PASSING_ON or any(name in words[kind] for kind in _KINDS)


def _of(scene: Scene, token: Token) -> list[Draft]:
    words = scene.lexicon.words["silence"]
    name = tree.lemma(token)
    negated = tree.is_negated(token) or _neither(token) or _is_yet_to(token)
    if name in words["comment"] and tree.lemma(token.head) in words["decline"]:
        return []  # what is declined: the verb above tells of it
    if name in words["decline"] and not negated:
        comment = next((c for c in token.rights if c.dep_ in {"xcomp", "ccomp", "advcl"}), None)
        if comment is not None and tree.lemma(comment) in words["comment"]:
            return _each(scene, token, comment, Act.DECLINE_COMMENT, "declined")
        thing = tree.first(token, "obj")
        if thing is not None and tree.lemma(thing) in {"comment", "interview", "request"}:
            return _each(scene, token, thing, Act.DECLINE_COMMENT, "declined")
        return []
    if name in words["silent"] and not negated and _keeps(scene, token):
        return _each(scene, token, token, Act.NO_RESPONSE, "no-response")
    if name in words["unavailable"] and not negated:
        return _each(scene, token, token, Act.NO_RESPONSE, "unavailable")
    if name in _PASSING_ON and not negated:
        return _passed_on(scene, token)
    if name == "unsuccessful" or (name == "fail" and token.tag_ in {"VBD", "VBN"}):
        return _in_vain(scene, token)
    return _left_undone(scene, token) if negated else []


def _left_undone(scene: Scene, token: Token) -> list[Draft]:
    """Return what a negated word says of a silence: *did not respond*, *would not say*."""
    words, name = scene.lexicon.words["silence"], tree.lemma(token)
    denied = next((c for c in token.children if tree.lemma(c) == "deny"), None)
    if name == "confirm" and denied is not None:
        clause = tree.first(denied, "ccomp") or tree.first(token, "ccomp")
        return _each(scene, token, clause or token, Act.DECLINE_COMMENT, "declined")
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
    if name in words["withhold"] and any(
        tree.lower(c) in {"would", "will"} for c in token.children
    ):
        matter = next((c for c in token.rights if c.dep_ in {"ccomp", "obj"}), token)
        found = _each(scene, token, matter, Act.DECLINE_COMMENT, "declined")
        word = token.nbor(1) if token.i + 1 < len(token.doc) else token
        alone = tree.lower(word) in _QUESTIONS and not any(t.pos_ == "VERB" for t in word.subtree)
        for draft in found if alone and matter in {token, word} else ():
            draft.content = scene.content((token.i, word.i))  # "would not specify when"
        return found
    if name in words["respond"] and _about_request(scene, token):
        return _each(scene, token, _matter(token), Act.NO_RESPONSE, "no-response")
    if name == "have" and _about_request(scene, token):
        return _each(
            scene, token, tree.first(token, "obj") or token, Act.DECLINE_COMMENT, "declined"
        )
    return []


def _passed_on(scene: Scene, token: Token) -> list[Draft]:
    """Return *referred questions to the lawyers*."""
    asked = tree.first(token, "obj")
    on = any(tree.marker(c) == "to" for c in [*token.rights, *(asked.rights if asked else ())])
    objects = scene.lexicon.set("silence", "objects")
    if asked is None or not on or tree.lemma(asked) not in objects - {"report"}:
        return []
    return _each(scene, token, asked, Act.DECLINE_COMMENT, "declined")


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


def _in_vain(scene: Scene, token: Token) -> list[Draft]:
    """Return *efforts to reach Acme were unsuccessful*."""
    words = scene.lexicon.words["silence"]
    before = list(token.doc[token.sent.start : token.i])
    tried = next((t for t in before if tree.lemma(t) in _EFFORTS), None)
    for verb in before:
        if tried is None or verb.i < tried.i or tree.lower(verb) not in words["reach"]:
            continue
        who = tree.first(verb, "obj")
        if who is not None and can_speak(scene, who):
            content = scene.content((int(tried.left_edge.i), int(tree.extent(who)[1])))
            return [_silent(scene, token, content, who, Act.NO_RESPONSE, "not-reached")]
    return []


def _keeps(scene: Scene, token: Token) -> bool:
    """Say whether somebody *has remained silent*, and is not merely a silent man."""
    words = scene.lexicon.words["silence"]
    if token.dep_ in {"amod", "compound"} or tree.lemma(token.head) in words["decline"]:
        return False
    verb = token.head if tree.lemma(token.head) in words["keep"] else token
    who = tree.subject(verb)
    return who is not None and can_speak(scene, who) and tree.lemma(verb) != "be"


def _no_comment(scene: Scene, token: Token) -> list[Draft]:
    """Return *there was no comment from Acme*, *Acme had no immediate comment*."""
    if tree.lemma(token) not in scene.lexicon.words["silence"]["reply"] or token.pos_ != "NOUN":
        return []
    before = list(token.doc[max(token.i - 3, int(token.sent.start)) : token.i])
    no = next((t for t in reversed(before) if tree.lower(t) == "no"), None)
    if no is None or any(
        t.pos_ not in {"ADJ", "ADV", "NOUN"} for t in token.doc[no.i + 1 : token.i]
    ):
        return []
    content = scene.content((no.i, token.i))
    verb, holder = token.head, None
    for part in token.doc[token.i + 1 : min(token.i + 4, int(token.sent.end))]:
        if tree.lower(part) == "from" and part.head.i > part.i:
            holder = part.head
    if holder is not None and can_speak(scene, holder):
        return [_silent(scene, token, content, holder, Act.NO_RESPONSE, "no-response")]
    who = tree.subject(verb) if token.dep_ == "obj" else None
    if who is None or tree.lemma(verb) not in _GIVING or not can_speak(scene, who):
        return []
    if tree.lemma(token) == "comment":
        return [_silent(scene, token, content, who, Act.DECLINE_COMMENT, "declined")]
    return [_silent(scene, token, content, who, Act.NO_RESPONSE, "no-response")]


def _unanswered(scene: Scene, token: Token) -> list[Draft]:
    """Return *requests sent to Acme went unanswered*, *calls to Acme were not returned*."""
    left = tree.lower(token) in _UNANSWERED
    refused = tree.lower(token) in _REFUSED and tree.is_negated(token)
    if not (left or (refused and tree.is_passive(token))):
        return []
    objects = scene.lexicon.set("silence", "objects")
    before = token.doc[token.sent.start : token.i]
    asked = next((t for t in before if tree.lemma(t) in objects and t.pos_ == "NOUN"), None)
    if asked is None:
        return []
    for part in before:
        who = part.head
        aimed = (
            tree.lower(part) in {"to", "from", "for", "with"}
            and part.i > asked.i
            and who.i > part.i
        )
        if aimed and who.pos_ in {"NOUN", "PROPN"} and can_speak(scene, who):
            content = scene.content((int(asked.left_edge.i), int(tree.extent(who)[1])))
            return [_silent(scene, token, content, who, Act.NO_RESPONSE, "no-response")]
    return []


def _of_auxiliary(verb: Token) -> Token | None:
    """Return the subject that the parser hung on an auxiliary: *Acme has yet to respond*."""
    return next(
        (who for c in verb.children if c.i < verb.i and (who := tree.first(c, "nsubj"))), None
    )


def _alone(matter: Token) -> tree.Range:
    """Return the words of a matter up to what goes on after it: *to comment and referred …*."""
    low, high = tree.extent(matter)
    for child in matter.rights:
        goes_on = child.dep_ == "conj" and child.tag_ in {"VBD", "VBZ", "VBP", "VBN", "MD"}
        paused = any(t.text == "," for t in matter.doc[child.left_edge.i - 1 : child.i])
        if goes_on or (paused and child.dep_ in {"advcl", "acl"} and child.tag_ == "VBG"):
            return low, max(int(child.left_edge.i) - 1, matter.i)
    return low, high


def _about_request(scene: Scene, token: Token) -> bool:
    if tree.lemma(token) == "comment" and token.dep_ == "ccomp":
        return False  # "said it does not comment on suits": said, and no silence of the page's
    alone = tree.lemma(token) in {"respond", "reply", "react", "comment"}
    if alone and _matter(token) == token:
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
    who = tree.subject(verb) or _of_auxiliary(verb)
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
    drafts = [_silent(scene, verb, content, speaker, act, rule) for speaker in speakers]
    for draft in drafts:
        draft.answered = matter if matter != verb else None
    return drafts


def _silent(
    scene: Scene, verb: Token, content: list[Span], who: Token | None, act: Act, rule: str
) -> Draft:
    return Draft(
        paragraph=scene.paragraph,
        rule=rule,
        act=act,
        anchor=verb,
        cue=scene.span(tree.cue_range(verb)),
        lemma=tree.lemma(verb),
        content=list(content),
        speaker=who,
    )
