"""Arguments of a cue verb by the order of words, where the parse gives them to something else:
*accused Acme of theft* with the name hung on the subject, *called the inquiry biased* with the
predicate hung on the noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from claimwire.model import EntityType
from nlp.statements import tree
from nlp.statements.draft import Scene

if TYPE_CHECKING:
    from nlp.statements.arguments import Arguments
    from nlp.statements.lexicon import Verb

_NAMING = frozenset({"call", "called", "calls", "calling", "dub", "dubbed", "labeled", "labelled"})
_PREDICATIVE = frozenset({"DET", "ADJ", "NOUN", "ADV"})
_STOPS = frozenset({",", ";", ":", ".", "—", "–", "and", "but", "before", "after", "in", "on"})
_AIMED = frozenset({"of", "for", "over", "with", "on", "from"})
_NAMED = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})
_NEAR = 4
"""Most words between a verb and the name that it is aimed at, titles and articles included."""


def second_subject(verb: Token) -> Token | None:
    """Return a name right behind an active verb that the parser gave two subjects, with *of* or an
    infinitive after it: *Acme recently accused Nimbus of theft*, *the bank expects Acme to pay*."""
    if not any(c.dep_ in tree.SUBJECTS for c in verb.lefts):
        return None
    for child in verb.rights:
        right_behind = child.dep_ in tree.SUBJECTS and child.left_edge.i == verb.i + 1
        if not right_behind or child.pos_ not in {"PROPN", "NOUN"}:
            continue
        last = min(int(child.right_edge.i) + 3, int(verb.sent.end))
        following = [t for t in verb.doc[child.i + 1 : last] if tree.lower(t) in {"of", "to"}]
        to = any(tree.lower(t) == "to" and t.nbor(1).tag_ == "VB" for t in following)
        of = child.pos_ == "PROPN" and any(tree.lower(t) == "of" for t in following)
        return child if of or to else None
    return None


def quoted_predicate(scene: Scene, found: Arguments) -> None:
    """Take a quote right after the object for what it is called: *called them “groundless”*."""
    if found.object is None or found.predicate is not None or found.object.i < found.verb.i:
        return
    end = int(found.object.i)
    for token in found.verb.doc[end + 1 : end + 4]:
        quote = scene.reading.quote_at(scene.paragraph.start_of(token), single=True)
        if quote is not None and not token.is_punct:
            found.predicate = token
            return
        if not token.is_punct:
            return


_CLAUSE_ENDS = frozenset({",", ";", ":", ".", "—", "–"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = frozenset({"“", '"', "``", "‘"})
_BETWEEN = 10
"""Most words between whom somebody calls something and the name in quotation marks."""


def called(scene: Scene, found: Arguments) -> None:
    """Find what *called them rapists*, *called President Doe a liar* calls somebody by the order of
    words: a pronoun or a name right behind the verb, and a noun or an adjective behind that."""
    verb = found.verb
    if tree.lower(verb) not in _NAMING or found.predicate is not None or found.passive:
        return
    if _called_what(found):
        return
    doc, last = verb.doc, int(verb.sent.end) - 1
    if verb.i + 2 > last or (found.object is not None and found.object.i < verb.i):
        return
    first = doc[verb.i + 1]
    end = first.i
    mention = next(
        (
            scene.reading.mention_of(scene.paragraph, t)
            for t in doc[verb.i + 1 : min(verb.i + 4, last)]
            if scene.reading.mention_of(scene.paragraph, t) is not None
        ),
        None,
    )
    if first.tag_ != "PRP" and _predicated(found):
        return
    if first.tag_ != "PRP":
        words = tree.words_in(scene.paragraph, mention.span) if mention is not None else []
        if not words or any(t.pos_ == "ADP" for t in doc[verb.i + 1 : words[0].i]):
            return
        end = words[-1].i
    if end + 1 <= last and doc[end + 1].pos_ == "ADP":
        # "calling them in a statement to Acme ‘groundless’": who or what stands between
        end = next((t.i for t in doc[end + 1 : end + _BETWEEN] if t.text in _OPENING), end)
    if end + 1 > last or (doc[end + 1].pos_ not in _PREDICATIVE):
        return
    found.object, found.predicate = (first if first.tag_ == "PRP" else doc[end]), doc[end + 1]
    stop = next((t.i for t in doc[end + 2 : last + 1] if _stops(t)), last + 1)
    found.named = (end + 1, max(end + 1, stop - 1))


def _called_what(found: Arguments) -> bool:
    """Take what somebody calls *what* it is for its name: *what it calls efforts by A to copy*."""
    verb, thing = found.verb, found.object
    pronoun = verb.dep_ == "acl:relcl" and tree.lower(verb.head) == "what"
    if not pronoun or thing is None or thing.i < verb.i:
        return False
    doc, last = verb.doc, int(verb.sent.end) - 1
    ends = (t.i for t in doc[thing.i + 1 : last + 1] if t.text in _CLAUSE_ENDS or t.tag_ in _FINITE)
    found.object, found.predicate = None, thing
    found.named = (int(thing.left_edge.i), max(thing.i, next(ends, last + 1) - 1))
    return True


def _stops(token: Token) -> bool:
    """Say whether a name that somebody is called ends before a word: *“groundless” and a smear*
    goes on, *a liar and left* does not."""
    if token.text == "and" and token.i + 1 < len(token.doc):
        return token.nbor(1).pos_ not in {"DET", "ADJ"}
    return token.text in _STOPS


def _predicated(found: Arguments) -> bool:
    """Take *biased* in *called the inquiry biased* for what the object is called: an adjective or a
    participle right behind it, with nothing after it that it could describe."""
    thing, doc = found.object, found.verb.doc
    if thing is None or thing.i < found.verb.i or thing.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return False
    last, after = int(found.verb.sent.end) - 1, thing.i + 1
    while after < last and doc[after].pos_ == "ADV":
        after += 1
    if after > last or (doc[after].pos_ != "ADJ" and doc[after].tag_ not in {"VBN", "JJ"}):
        return False
    stop = next((t.i for t in doc[after + 1 : last + 1] if t.text in _STOPS), last + 1)
    if any(t.pos_ in {"NOUN", "PROPN"} for t in doc[after + 1 : stop][:1]):
        return False
    found.predicate, found.named = doc[after], (thing.i + 1, max(after, stop - 1))
    return True


def named(scene: Scene, found: Arguments) -> None:
    """Take the name right behind a verb for its object where the parser gave it none and where the
    words behind the name are those that go with one: *accused Acme of …*, *urged Acme to …*."""
    verb, doc = found.verb, found.verb.doc
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(verb), ())
    _past_owner(scene, found)
    _claim_behind(scene, found)
    alone = found.object is None and found.clause is None and found.infinitive is None
    if alone and any(entry.prepositions("t") for entry in entries):
        found.object, found.recipient = found.recipient, None  # "accusing them of theft"
    _infinitive_behind(found, entries)
    if found.object is not None or found.recipient is not None or found.passive or not entries:
        return
    end, last = _name_after(scene, verb), int(verb.sent.end) - 1
    if end is None or end + 2 > last:
        return
    mark, following = doc[end + 1], doc[end + 2]
    word = tree.lower(mark)
    aimed = any(word in entry.prepositions("t") for entry in entries) and word in _AIMED
    if aimed and not mark.is_punct:
        found.object = doc[end]
        head = mark.head if mark.i < mark.head.i <= mark.i + _NEAR else following
        if found.oblique(word) is None:
            found.obliques.append((word, head))
    elif word == "to" and following.tag_ == "VB" and any(e.has("a-to") for e in entries):
        found.object = doc[end]
        found.infinitive = found.infinitive or following
    elif word == "that" and any(e.has("a-that") for e in entries):
        found.recipient = doc[end]


def _infinitive_behind(found: Arguments, entries: Sequence[Verb]) -> None:
    """Take what somebody threatens or promises to do for that, where a time stands between:
    *threatened on Friday to close it*."""
    if found.infinitive is not None or found.object is not None or found.clause is not None:
        return
    if not any(entry.has("to") for entry in entries):
        return
    for child in found.verb.rights:
        opens = child.left_edge
        infinitive = child.tag_ == "VB" and tree.lower(opens) == "to" and child.dep_ == "advcl"
        if infinitive and opens.nbor(-1).text != ",":
            found.infinitive = child
            return


def matter_behind(scene: Scene, found: Arguments) -> None:
    """Take what follows *of* right behind a participle for its matter, whatever the parser hung it
    on: *Doe Accused of Bribing Officials*."""
    verb, doc = found.verb, found.verb.doc
    if verb.tag_ not in {"VBN", "VBD"} or verb.i + 2 >= int(verb.sent.end):
        return
    mark = tree.lower(doc[verb.i + 1])
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(verb), ())
    at = verb.i + 1
    if mark == "by":  # "accused by residents of dumping it"
        agent = tree.first(verb, "obl:agent") or found.oblique("by")
        at = agent.i + 1 if agent is not None else at
        mark = tree.lower(doc[at]) if at + 1 < int(verb.sent.end) else ""
    known = mark in _AIMED and any(mark in entry.prepositions("t") for entry in entries)
    if not known or found.oblique(mark) is not None:
        return
    if doc[at + 1].tag_ == "VBG" or tree.lower(doc[at + 1]).endswith("ing"):
        found.obliques.append((mark, doc[at + 1]))


def _past_owner(scene: Scene, found: Arguments) -> None:
    """Take the claims in *rejects US claims of theft* for the object, and not whose they are."""
    thing, doc = found.object, found.verb.doc
    if thing is None or thing.i < found.verb.i or thing.i + 1 >= len(doc) or found.predicate:
        return
    after = doc[thing.i + 1]
    word = tree.lower(after).removesuffix("s")
    if thing.pos_ == "PROPN" and word in scene.lexicon.claims and after.pos_ != "ADP":
        found.object = after


def _claim_behind(scene: Scene, found: Arguments) -> None:
    """Take the claim for the object of who denies it: *dismissed as “fantasy” the claim*."""
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(found.verb), ())
    if found.object is not None or found.clause is not None or found.passive:
        return
    if not any(entry.has("obj-claim") for entry in entries):
        return
    for token in found.verb.doc[found.verb.i + 1 : min(found.verb.i + 9, int(found.verb.sent.end))]:
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {",", ";", ":"}:
            return
        near = token.head == found.verb or (token.dep_ == "obj" and token.head.head == found.verb)
        if near and tree.lemma(token) in scene.lexicon.claims:
            if not tree.marker(token):
                found.object = token
            return


def _name_after(scene: Scene, verb: Token) -> int | None:
    """Return the last word of a name that begins right behind a verb, titles aside."""
    doc, last = verb.doc, int(verb.sent.end) - 1
    for token in doc[verb.i + 1 : min(verb.i + 1 + _NEAR, last)]:
        mention = scene.reading.mention_of(scene.paragraph, token)
        if mention is not None:
            words = tree.words_in(scene.paragraph, mention.span)
            named = mention.type in _NAMED and bool(words) and words[0].i > verb.i
            return int(words[-1].i) if named else None
        if token.pos_ not in {"DET", "ADJ", "PROPN", "NOUN"} or token.is_punct:
            return None
    return None


def mark_gerund(found: Arguments, thing: Token) -> None:
    """Find *of* with a gerund after the object, wherever the parser hung it: *accused A, B and C of
    copying* is attached to the last of the three as often as to the verb."""
    for token in found.verb.doc[thing.i + 1 : found.verb.sent.end - 1]:
        following = token.nbor(1)
        if tree.lower(token) == "of" and following.tag_ == "VBG":
            found.obliques.append(("of", following))
            return
