"""Cues that the parser did not see as verbs: *the document states that …*, *a push alleging …*.

Small parsers read *states*, *claims* and *alleging* between nouns as nouns. The words around them
leave no doubt: a form that is followed by *that* and stands after a nominal, or an *-ing* form of a
charging verb between a noun and what is charged. What is said then runs to the end of the clause.
"""

from __future__ import annotations

from spacy.tokens import Token

from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.lexicon import Verb
from nlp.statements.voices import can_speak

_FORMS = {
    "says": "say", "said": "say", "states": "state", "claims": "claim", "notes": "note",
    "reports": "report", "charges": "charge", "estimates": "estimate", "warns": "warn",
    "stresses": "stress", "alleges": "allege", "argues": "argue", "asserts": "assert",
    "adds": "add", "orders": "order", "requests": "request", "demands": "demand",
    "specifies": "specify",
    "concludes": "conclude", "shows": "show", "suggests": "suggest", "asked": "ask",
}  # fmt: skip
_GERUNDS = {
    "alleging": "allege", "accusing": "accuse", "claiming": "claim", "saying": "say",
    "stating": "state", "warning": "warn", "arguing": "argue", "denying": "deny",
}  # fmt: skip
_ORDERS = {
    "orders": "order",
    "asks": "ask",
    "urges": "urge",
    "directs": "direct",
    "instructs": "instruct",
    "requests": "request",
}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_LONGEST_TITLE = 25
_LONGEST_WHO = 10
"""Most words between a comma and a verb at the end of a sentence."""
_FEW = 5
_SET = frozenset({",", "”", "’"})
_STOPS = frozenset(",;:—–.!?”")


def find(scene: Scene) -> list[Draft]:
    """Return statements of cues that carry no verb tag."""
    found = []
    doc = scene.tokens
    titled = _is_titled(scene)
    brief = 4 <= len(doc) <= _LONGEST_TITLE and doc[-1].text not in {".", "!", "?", "”", '"'}
    for token in scene.cues:
        word = tree.lower(token)
        inner = 0 < token.i < len(doc) - 1
        if not inner or scene.quoted(token) or tree.is_verb(token):
            continue
        if titled and tree.lower(token) in scene.lexicon.forms and token.tag_ != "VBG":
            draft = _titled(scene, token, scene.lexicon.forms[word])
        elif brief and token.tag_ in {"NNS", "NN", "NNPS", "NNP"} and word.endswith("s"):
            draft = _brief(scene, token)
        elif word in _FORMS and tree.lower(token.nbor(1)) == "that":
            draft = _finite(scene, token, _FORMS[word])
        elif word in _ORDERS and token.tag_ == "NNS" and _infinitive_follows(token):
            draft = _order(scene, token, _ORDERS[word])
        elif word in _FORMS and doc[token.i + 1].text in ".!?" and token.i > 3:
            draft = _last(scene, token, _FORMS[word])
        elif token.tag_ == "NN" and doc[token.i + 1].text in ".!?" and _plural_before(scene, token):
            draft = _last(scene, token, scene.lexicon.forms[word])
        elif word in _GERUNDS and token.dep_ in {"compound", "amod", "nmod"}:
            draft = _gerund(scene, token, _GERUNDS[word])
        else:
            draft = None
        if draft is not None:
            found.append(draft)
    return found


def _is_titled(scene: Scene) -> bool:
    """Say whether a paragraph is a headline that capitalises its words: few verbs survive that."""
    words = [t.text for t in scene.tokens if t.text.isalpha()]
    if not 4 <= len(words) <= _LONGEST_TITLE:
        return False
    long = [word for word in words if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.9 * len(long)


def _titled(scene: Scene, token: Token, lemma: str) -> Draft | None:
    """Return *Senator Calls Out Rival For …* in a headline; only the first such verb counts."""
    before = token.doc[: token.i]
    if token.text[:1].islower() or not token.text.endswith(("s", "ed", "d")):
        return None
    if any(tree.lower(t) in scene.lexicon.forms and t.i > 0 for t in before):
        return None
    names = [t for t in before if t.pos_ in {"PROPN", "NOUN"}]
    if not names or names[-1].i != token.i - 1:
        return None
    return _draft(scene, token, lemma, names[-1], (token.i + 1, len(token.doc) - 1))


def _brief(scene: Scene, token: Token) -> Draft | None:
    """Return *Acme denies leaking data*, *Lorvania fines Acme 12 million*: the first form of a verb
    of the lexicon right behind the name that opens a line without a full stop."""
    lemma = scene.lexicon.forms.get(tree.lower(token), "")
    before = token.nbor(-1)
    mention = scene.reading.mention_of(scene.paragraph, before)
    named = mention is not None and mention.end == scene.paragraph.end_of(before)
    opens = named and mention is not None and mention.start == scene.paragraph.span.start
    opens = opens or (token.i == 1 and before.text[:1].isupper() and before.pos_ in _NOMINAL)
    finite = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in scene.tokens)
    if not lemma or not opens or finite:
        return None
    entries = [v for v in scene.lexicon.verbs[lemma] if not _conditional(v)]
    if not entries:
        return None
    draft = _draft(scene, token, lemma, before, (token.i + 1, len(token.doc) - 1))
    if draft is None:
        return None
    aimed = next((v for v in entries if v.has("t") or v.prepositions("t")), None)
    if aimed is not None and aimed == entries[0]:
        after = scene.reading.mention_of(scene.paragraph, token.nbor(1))
        words = tree.words_in(scene.paragraph, after.span) if after is not None else []
        draft.targets = words[-1:]
    draft.act = entries[0].act
    return draft


def _conditional(verb: Verb) -> bool:
    return any(verb.has(name) for name in ("court", "paper", "weak", "list", "whom", "alone"))


def _finite(scene: Scene, token: Token, lemma: str) -> Draft | None:
    before = token.nbor(-1)
    if before.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    end = token.sent.end - 1
    return _draft(scene, token, lemma, before, (token.i + 2, end))


def _infinitive_follows(token: Token) -> bool:
    doc, end = token.doc, min(token.i + 12, len(token.doc) - 1)
    if token.nbor(1).pos_ not in {"DET", "ADJ", "NOUN", "PROPN"}:
        return False
    return any(doc[i].text == "to" and doc[i + 1].tag_ == "VB" for i in range(token.i + 2, end))


def _order(scene: Scene, token: Token, lemma: str) -> Draft | None:
    """Return *a cable obtained by Reuters orders embassies to act*, read as one long nominal."""
    before = token.doc[token.sent.start : token.i]
    near = [token.sent.root, token.nbor(-1), *before]
    speaker = next(
        (t for t in near if t.i < token.i and t.pos_ in _NOMINAL and can_speak(scene, t)), None
    )
    return _draft(scene, token, lemma, speaker, (token.i + 1, int(token.sent.end) - 1))


def _plural_before(scene: Scene, token: Token) -> bool:
    """Say whether *…, analysts at Acme estimate.* ends a sentence, read as one nominal: people who
    can speak behind a comma, and the bare form of a verb of saying."""
    entries = scene.lexicon.verbs.get(scene.lexicon.forms.get(tree.lower(token), ""), ())
    if token.i < _FEW or not any(v.has("that") and not v.has("weak") for v in entries):
        return False
    for index in range(token.i - 1, max(token.i - _LONGEST_WHO, 0), -1):
        if token.doc[index].text == ",":
            who = next((t for t in token.doc[index + 1 : token.i] if t.pos_ == "NOUN"), None)
            return who is not None and who.tag_ == "NNS" and can_speak(scene, who)
    return False


def _last(scene: Scene, token: Token, lemma: str) -> Draft | None:
    """Return *…, the document specifies.* at the end of a sentence."""
    comma = _comma_before(token)
    start = int(token.sent.start)
    before = token.nbor(-1)
    if before.pos_ == "ADV":  # "the document reportedly notes"
        before = before.nbor(-1)
    if token.tag_ == "NN":
        who = next((t for t in token.doc[comma + 1 : token.i] if t.tag_ == "NNS"), None)
        before = who or before
    if comma <= start + 1 or before.pos_ not in _NOMINAL:
        return None
    return _draft(scene, token, lemma, before, (start, comma))


def _comma_before(token: Token) -> int:
    places = range(token.i - 1, max(token.i - _LONGEST_WHO, -1), -1)
    return next((i for i in places if token.doc[i].text in _SET), -1)


def _gerund(scene: Scene, token: Token, lemma: str) -> Draft | None:
    if token.nbor(-1).pos_ not in {"NOUN", "PROPN"}:
        return None
    end = token.i
    for following in token.doc[token.i + 1 : token.sent.end]:
        if following.text in _STOPS:
            break
        end = following.i
    if end - token.i < 2:
        return None
    root = next((t for t in tree.climb(token) if t.head == t), None)
    return _draft(
        scene, token, lemma, tree.subject(root) if root is not None else None, (token.i + 1, end)
    )


def _draft(
    scene: Scene, token: Token, lemma: str, speaker: Token | None, words: tree.Range
) -> Draft | None:
    entries = [v for v in scene.lexicon.verbs.get(lemma, ()) if not v.has("court")]
    ordering = [v for v in entries if v.has("a-to")] if lemma in _ORDERS.values() else []
    entry: Verb | None = next(iter([*ordering, *entries]), None)
    content = scene.content(words) if words[0] <= words[1] else []
    if entry is None or not content:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule="surface",
        act=entry.act,
        anchor=token,
        cue=scene.span((token.i, token.i)),
        lemma=lemma,
        content=content,
        speaker=speaker,
    )
