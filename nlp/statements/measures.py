"""Measures of those in authority in the forms that news has for them beside plain verbs.

*T hit with a fine of 3 million*, *T was handed a ban*, *the commission's decision to fine T*, *the
board voted to ban T*, *Regulator to probe T over …*, *T was found guilty of O*. All of it goes by
the order of words: headlines and chains of nouns are where parsers differ most.
"""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import Act, EntityType
from nlp.reading import BULLET, HEADLINE
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_court, is_party
from nlp.statements.lexicon import Verb
from nlp.statements.voices import can_speak

_HIT = frozenset({"hit", "slapped", "handed", "dealt", "given", "served", "facing", "faces"})
_RECEIVED = frozenset({"handed", "given", "dealt", "facing", "faces", "served"})
"""Of these the measure may follow at once: *was handed a fine*."""
_IMPOSED = frozenset({"imposed", "levied", "slapped"})
_DECISIONS = frozenset({"decision", "move", "vote", "choice"})
_DECIDING = frozenset({"decided", "voted", "moved", "opted", "chose", "decides", "votes", "moves"})
_PERFORMED = frozenset({Act.SANCTION, Act.SUE, Act.INVESTIGATE, Act.RULE, Act.ORDER, Act.REJECT})
_COMING = _PERFORMED | {Act.PROPOSE, Act.DEMAND, Act.REQUEST, Act.ANNOUNCE}
_MEASURED = frozenset({Act.SANCTION, Act.SUE, Act.INVESTIGATE, Act.ORDER})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset({";", ":", "—", "–", ".", "!", "?"})
_NAMED = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})
_BEFORE = frozenset({"was", "were", "been", "be", "is", "are", "being", "has", "have", "had"})
_FOUND = frozenset({"found", "held"})
_TOLD = _HIT | _IMPOSED | _FOUND | _DECIDING | {"to"}
"""The words that a measure is told with, nouns aside: no other needs a look."""
_GUILTY = frozenset({"guilty", "liable"})
_REACH = 12
"""Most words between a verb and the measure that it is about."""
_HEADLINE = 25
"""Most words of a line that may be a headline."""


def find(scene: Scene) -> list[Draft]:
    """Return the measures of a paragraph that no plain verb states."""
    found = []
    for token in scene.paragraph.having(_TOLD, _DECISIONS):
        if scene.quoted(token):
            continue
        draft = (
            _suffered(scene, token)
            or _imposed(scene, token)
            or _found_guilty(scene, token)
            or _decided(scene, token)
            or _coming(scene, token)
        )
        if draft is not None:
            found.append(draft)
    return found


def _suffered(scene: Scene, token: Token) -> Draft | None:
    """Return *T (was) hit with a fine*, *T faces a ban*, *T was handed a penalty*."""
    if tree.lower(token) not in _HIT or token.i == token.sent.start:
        return None
    doc, last = token.doc, int(token.sent.end) - 1
    who = _nominal_before(scene, token)
    if who is None or not is_party(scene, who) or token.i + 1 > last:
        return None
    passive = any(tree.lower(t) in _BEFORE for t in doc[who.i + 1 : token.i])
    with_it = tree.lower(doc[token.i + 1]) == "with"
    at_once = tree.lower(token) in _RECEIVED and (passive or token.text[:1] == "f")
    reduced = with_it and who.i == token.i - 1 and _is_brief(scene)
    if not ((with_it and (passive or reduced)) or at_once):
        return None
    noun = _measure_after(scene, token)
    if noun is None or tree.is_negated(token):
        return None
    act = scene.lexicon.nouns[tree.lemma(noun)][0]
    start, end = int(tree.nominal(who)[0]), _clause_end(scene, noun)
    return _draft(scene, token, "measure", act, (start, end), target=who, speaker=_agent(noun))


def _imposed(scene: Scene, token: Token) -> Draft | None:
    """Return *the penalty imposed on T by the board*."""
    if tree.lower(token) not in _IMPOSED or token.i < 1 or token.i + 2 >= len(token.doc):
        return None
    noun = token.nbor(-1)
    act = scene.lexicon.nouns.get(tree.lemma(noun), (None, False))[0]
    target = (
        _target(scene, token.nbor(1)) if tree.lower(token.nbor(1)) in {"on", "against"} else None
    )
    if act not in _MEASURED or noun.pos_ != "NOUN" or target is None:
        return None
    words = int(noun.left_edge.i), target.i
    return _draft(scene, token, "measure", act, words, target=target, speaker=_agent(token))


def _measure_after(scene: Scene, token: Token) -> Token | None:
    """Return the noun of a measure behind a verb, before anything else begins."""
    for word in token.doc[token.i + 1 : min(token.i + _REACH, int(token.sent.end))]:
        if word.tag_ in _FINITE or word.text in _STOPS or word.tag_ in {"VBG", "TO"}:
            return None
        act = scene.lexicon.nouns.get(tree.lemma(word), (None, False))[0]
        if word.pos_ == "NOUN" and act in _MEASURED and word.dep_ != "compound":
            return word
    return None


def _found_guilty(scene: Scene, token: Token) -> Draft | None:
    """Return *T was found guilty of O*, *T has been cleared of O* by a court that is not named."""
    if tree.lower(token) not in _FOUND or token.i + 1 >= len(token.doc):
        return None
    if tree.lower(token.nbor(1)) not in _GUILTY or token.i == 0:
        return None
    who = _nominal_before(scene, token)
    passive = any(tree.lower(t) in _BEFORE for t in token.doc[max(token.i - 3, 0) : token.i])
    if who is None or not passive or tree.is_negated(token):
        return None
    start, end = int(tree.nominal(who)[0]), _clause_end(scene, token)
    return _draft(
        scene, token, "measure", Act.RULE, (start, end), target=who, speaker=_agent(token.nbor(1))
    )


def _decided(scene: Scene, token: Token) -> Draft | None:
    """Return *the commission's decision to fine T*, *the board voted to ban T*."""
    noun = tree.lemma(token) in _DECISIONS and token.pos_ == "NOUN"
    if not noun and tree.lower(token) not in _DECIDING:
        return None
    performed = _performed(scene, token, _PERFORMED)
    if performed is None or tree.is_negated(token):
        return None
    verb, entry = performed
    if noun:
        speaker = tree.first(token, "nmod:poss") or _agent(token)
    else:
        speaker = _nominal_before(scene, token)
    if speaker is None or not can_speak(scene, speaker):
        return None
    target = _target(scene, verb)
    if target is None and entry.act in {Act.SANCTION, Act.SUE, Act.INVESTIGATE}:
        return None
    end = _clause_end(scene, verb)
    return _draft(scene, verb, "decision", entry.act, (verb.i, end), target=target, speaker=speaker)


def _coming(scene: Scene, token: Token) -> Draft | None:
    """Return *Regulator to probe T over …* in a headline."""
    doc = scene.paragraph.doc
    if tree.lower(token) != "to" or not 0 < token.i <= 6 or not _is_brief(scene):
        return None
    if any(t.tag_ in _FINITE for t in doc[: token.i + 2]) or token.i + 2 >= len(doc):
        return None
    performed = _performed(scene, token.nbor(-1), _COMING)
    who = token.nbor(-1)
    if performed is None or who.pos_ not in {"NOUN", "PROPN"} or not can_speak(scene, who):
        return None
    if any(t.pos_ in {"ADP", "VERB"} for t in doc[: token.i]):
        return None
    verb, entry = performed
    if entry.has("court") and not is_court(scene, who):
        return None  # "University to hand back manuscripts"
    return _draft(
        scene,
        verb,
        "headline-future",
        entry.act,
        (verb.i + 1, _clause_end(scene, verb)),
        target=_target(scene, verb),
        speaker=who,
    )


def _performed(scene: Scene, token: Token, acts: frozenset[Act]) -> tuple[Token, Verb] | None:
    """Return the verb of *to V* right behind a word, with its entry, if it is one of some acts."""
    doc = token.doc
    if token.i + 2 >= len(doc) or tree.lower(doc[token.i + 1]) != "to":
        return None
    verb = doc[token.i + 2]
    lemma = scene.lexicon.forms.get(tree.lower(verb), "")
    if lemma != tree.lower(verb):
        return None
    for entry in scene.lexicon.verbs.get(lemma, ()):
        plain = not (entry.attitude or entry.particle or entry.has("weak") or entry.has("measure"))
        listed = entry.has("list") and not any(
            tree.lemma(t) in scene.lexicon.set("lists", "nouns") for t in doc[verb.i : verb.i + 20]
        )
        if entry.act in acts and plain and not listed:
            return verb, entry
    return None


def _target(scene: Scene, verb: Token) -> Token | None:
    """Return the party right behind a verb."""
    doc, last = verb.doc, int(verb.sent.end) - 1
    for token in doc[verb.i + 1 : min(verb.i + 6, last + 1)]:
        mention = scene.reading.mention_of(scene.paragraph, token)
        if mention is not None and mention.type in _NAMED:
            words = tree.words_in(scene.paragraph, mention.span)
            ends = words[-1].i < last and words[-1].nbor(1).tag_ == "POS"
            return None if ends or not words else words[-1]
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
            return None
        if token.pos_ == "NOUN" and token.dep_ != "compound":
            return token if is_party(scene, token) else None
    return None


def _nominal_before(scene: Scene, verb: Token) -> Token | None:
    """Return the nominal that ends right before a verb, its auxiliaries and adverbs aside."""
    place = verb.i - 1
    while place > verb.sent.start and (
        verb.doc[place].pos_ in {"AUX", "ADV"} or tree.lower(verb.doc[place]) in _BEFORE
    ):
        place -= 1
    own = tree.first(verb, *tree.ANY_SUBJECTS)
    token = verb.doc[place]
    if token.pos_ in {"NOUN", "PROPN", "PRON"}:
        top = next((t for t in tree.climb(token) if t.i == place), token)
        inside = own is not None and own.left_edge.i <= place <= own.right_edge.i
        return own if inside and own is not None else top
    return own if own is not None and own.i < verb.i else None


def _agent(token: Token) -> Token | None:
    """Return the nominal after the first *by* behind a word, before the clause ends."""
    for word in token.doc[token.i + 1 : int(token.sent.end) - 1]:
        if word.tag_ in _FINITE or word.text in _STOPS:
            return None
        if tree.lower(word) == "by" and word.head.i > word.i:
            return word.head if word.head.pos_ in {"NOUN", "PROPN"} else None
    return None


def _clause_end(scene: Scene, token: Token) -> int:
    """Return the last word of what hangs together behind a word: up to a pause or a finite verb."""
    end = token.i
    for word in token.doc[token.i + 1 : int(token.sent.end)]:
        if word.text in _STOPS or word.text == "," or word.tag_ in _FINITE:
            return end
        if tree.lower(word) in {"was", "is", "after", "while", "who", "which"}:
            return end
        end = word.i
    return end


def _is_brief(scene: Scene) -> bool:
    """Say whether a paragraph is a line without a full stop, as headlines and bullets are."""
    doc = scene.paragraph.doc
    short = 3 < len(doc) <= _HEADLINE and doc[-1].text not in {".", "!", "?", "”", '"'}
    return short or (scene.paragraph.kind in {HEADLINE, BULLET} and len(doc) <= _HEADLINE)


def _draft(
    scene: Scene,
    token: Token,
    rule: str,
    act: Act,
    words: tree.Range,
    *,
    target: Token | None,
    speaker: Token | None,
) -> Draft | None:
    content = scene.content(words) if words[0] <= words[1] else []
    if not content:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule=rule,
        act=act,
        anchor=token,
        cue=scene.span((token.i, token.i)),
        lemma=scene.lexicon.forms.get(tree.lower(token), tree.lemma(token)),
        content=content,
        speaker=speaker,
        targets=[target] if target is not None else [],
    )
