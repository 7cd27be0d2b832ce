"""Whose words a verb's subject stands for, where the parse alone does not say.

Parsers lose subjects in three places that news is full of: after a long apposition (*…, said Jane
Doe, who runs Acme*), in coordination (*said the deal is fair and acknowledged that …*) and at
nouns of saying (*disclosures by Acme revealed …*).
"""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import EntityType
from nlp.statements import tree
from nlp.statements.draft import Scene

_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "him", "her", "them"}
    | {"some", "many", "others", "one", "both", "all", "most"}
)
_POINTING = frozenset({"this", "that", "these", "those", "which", "what", "there"})
"""Words that stand for things said or done where they are no relative pronouns."""
_ACTORS = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE, EntityType.NORP})
_SPEAKERS = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})
_PERSONAL = frozenset({"he", "she", "they", "it", "we", "i"})
_TRADES = ("ist", "ician", "crat", "woman", "person")
_LISTS = ("klist", "tlist", "ylist", "hlist", "nlist")
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year", "time", "moment"})
_NEAR = 6
"""Most words between an inverted verb and its subject."""
_REACH = 30
"""Most words between a name and the verb that it is the subject of."""

_ADDED = frozenset(
    {"adding", "noting", "stressing", "insisting", "saying", "writing", "warning", "arguing"}
    | {"contending", "cautioning", "ruling"}
)
"""Participles that go on with what was just said."""


def voice(scene: Scene, verb: Token) -> Token | None:
    """Return the subject of a cue verb, mended where the parse is known to go wrong."""
    found = _adding(scene, verb) or _with(scene, verb) or tree.subject(verb)
    if found is None:
        return (
            _before(scene, verb)
            or _compounded(verb)
            or _described(scene, verb)
            or _opening(scene, verb)
            or _lent(scene, verb)
            or _after(scene, verb)
            or _above(scene, verb)
        )
    holder = _holder(scene, found)
    if holder is not None:
        return holder
    found = _dated(found) or found
    if verb.dep_ == "conj" and (not can_speak(scene, found) or _goes_on(scene, verb, found)):
        governing = _governing(scene, verb)
        if governing is not None:
            return governing
    if verb.dep_ in {"conj", "advcl"} and tree.first(verb, *tree.SUBJECTS) is None:
        main = _past_clause(scene, verb)
        if main is None and not can_speak(scene, found) and not tree.is_passive(verb):
            main = _above(scene, verb)
        if main is not None:
            return main
    if found.i < verb.i:
        nearer = _before(scene, verb)
        if nearer is not None and not _belongs(nearer, found):
            return nearer
    return found


def _adding(scene: Scene, verb: Token) -> Token | None:
    """Return who adds to what a relative clause right before said: *…, which the embassy called
    baseless, adding that …*, wherever the parser hangs the participle."""
    if tree.lower(verb) not in _ADDED or verb.i == 0 or verb.nbor(-1).text[-1:] not in ',”"':
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.dep_ == "acl:relcl":
            who = tree.first(token, *tree.SUBJECTS)
            pronoun = who is None or tree.lower(who) in tree.RELATIVES
            said = scene.lexicon.verb(token) in scene.lexicon.verbs and token.right_edge.i < verb.i
            return who if said and not pronoun and who and can_speak(scene, who) else None
        if token.dep_ in {"root", "ROOT", "conj"} and token.pos_ == "VERB":
            break
    clause = verb.head  # "Doe said Acme had copied it, adding that …": Acme says nothing
    told = clause.dep_ in {"ccomp", "acl"} and scene.lexicon.verb(clause) not in scene.lexicon.verbs
    main = clause.head
    if clause.dep_ == "acl":  # "Doe rejected the claim that Acme had copied it, saying …"
        told, main = told and main.dep_ == "obj" and _is_charge(scene, main), main.head
    above = scene.lexicon.verb(main) in scene.lexicon.verbs
    return tree.subject(main) if told and above and main.i < verb.i else None


def _is_charge(scene: Scene, noun: Token) -> bool:
    return tree.lemma(noun) in scene.lexicon.nouns and noun.pos_ == "NOUN"


def can_speak(scene: Scene, token: Token) -> bool:
    """Say whether a nominal can be somebody who says something, or a document that does."""
    word = tree.lower(token)
    if word in _POINTING or not any(letter.isalpha() for letter in word):
        return False
    if token.pos_ == "PRON" or word in _PRONOUNS:
        return True
    if word in {"former", "latter"} and any(tree.lower(c) == "the" for c in token.lefts):
        return True
    mention = scene.reading.mention_of(scene.paragraph, token)
    if mention is not None:
        return mention.type in _ACTORS or mention.type == EntityType.LAW
    if tree.lemma(token).removeprefix("ex-") in scene.lexicon.speaking:
        return True
    if scene.reading.dates_in(scene.paragraph.span_of(token, token)):
        return False
    if any(letter.isdigit() for letter in word):
        return False  # "EB-5", "V4": programmes, products, days
    if token.pos_ == "NOUN" and token.i == token.sent.start and token.text[:1].isupper():
        # A bare noun that opens a line before its verb is a name that the model does not know.
        bare = not token.n_lefts and token.tag_ == "NN" and token.dep_ in tree.SUBJECTS
        if bare and token.head.i == token.i + 1:
            return True
    return token.pos_ == "PROPN" or (token.pos_ == "NOUN" and _is_trade(tree.lemma(token)))


def _is_trade(name: str) -> bool:
    """Say whether a noun names people by its ending: *lobbyist*, *technician*, *councilwoman*."""
    ending = next((e for e in _TRADES if name.endswith(e)), None)
    return ending is not None and len(name) > len(ending) + 3 and not name.endswith(_LISTS)


def _dated(found: Token) -> Token | None:
    """Return the nominal after *a day after …*, where the parser took the time for the subject."""
    if tree.lemma(found) not in _TIMES:
        return None
    for child in found.children:
        timed = child.dep_ in {"nmod", "obl"} and tree.marker(child) in {"after", "before", "since"}
        if timed and child.i > found.i:
            return child
    return None


def _with(scene: Scene, verb: Token) -> Token | None:
    """Return the nominal of *with the agency now pressing …*, which parsers hang on anything."""
    if verb.tag_ != "VBG":
        return None
    place = verb.i - 1
    while place > verb.sent.start and verb.doc[place].pos_ == "ADV":
        place -= 1
    end = verb.doc[place]
    if end.pos_ not in {"NOUN", "PROPN"}:
        return None
    for index in range(place - 1, max(int(verb.sent.start), place - _NEAR) - 1, -1):
        token = verb.doc[index]
        if tree.lower(token) == "with":
            return end if can_speak(scene, end) else None
        if token.is_punct or token.pos_ not in {"NOUN", "PROPN", "ADJ", "DET"}:
            return None
    return None


def _past_clause(scene: Scene, verb: Token) -> Token | None:
    """Return the subject of a cue whose clause a later cue only seems to go on with: *said that the
    firm had copied it but denied …*, *announced support from people who know it and said …*."""
    if verb.dep_ != "conj" or scene.lexicon.verb(verb.head):
        return None
    for above in tree.climb(verb):
        inside = above.dep_ in {"ccomp", "acl:relcl"} and above != verb.head
        if above.dep_ not in {"ccomp", "acl:relcl", "conj"} and not inside:
            return None
        if above.dep_ == "ccomp" and scene.lexicon.verb(above.head):
            who = tree.subject(above.head)
            return who if who is not None and can_speak(scene, who) else None
        if above.dep_ == "acl:relcl":
            root = verb.sent.root
            who = tree.subject(root) if scene.lexicon.verb(root) else None
            return who if who is not None and can_speak(scene, who) else None
    return None


def _above(scene: Scene, verb: Token) -> Token | None:
    """Return the nearest subject above a verb without one that can speak: who goes on to say it."""
    if verb.dep_ in {"root", "acl:relcl", "amod", "ccomp"}:
        return None
    for above in tree.climb(verb):
        if above.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
            continue
        own = tree.first(above, *tree.ANY_SUBJECTS)
        if own is not None and own.i < verb.i and can_speak(scene, own):
            return own
    return None


def _goes_on(scene: Scene, verb: Token, found: Token) -> bool:
    """Say whether a verb after a comma and *and* rather goes on from what governs the clause before
    it than from that clause: *She found that the site had no button, and ordered …*."""
    named = scene.reading.mention_of(scene.paragraph, found) is not None
    if named or found.pos_ != "NOUN" or not tree.lower(verb).endswith(("ed", "d", "s")):
        return False
    linked = tree.first(verb, "cc")
    return linked is not None and linked.i > 0 and linked.nbor(-1).text == ","


def _described(scene: Scene, verb: Token) -> Token | None:
    """Return the name before an apposition that a comma ends right before a verb, where the parser
    lost the subject: *In a memo Jane Doe, the head of the office, accused …*."""
    doc, finite = verb.doc, verb.tag_ in {"VBD", "VBZ", "VBN"} and not verb.dep_.startswith("a")
    if not finite or verb.i == 0 or verb.nbor(-1).text != ",":
        return None
    for index in range(verb.i - 2, max(int(verb.sent.start), verb.i - _REACH) - 1, -1):
        if _finite(doc[index]):
            return None
        mention = scene.reading.mention_of(scene.paragraph, doc[index])
        ends = mention is not None and mention.end == scene.paragraph.end_of(doc[index])
        if ends and doc[index + 1].text == "," and index + 1 < verb.i - 1:
            person = mention is not None and mention.type in {EntityType.PERSON, EntityType.ORG}
            return doc[index] if person else None
    return None


def _lent(scene: Scene, verb: Token) -> Token | None:
    """Return the subject that the parser gave to a participle behind it: *The cable sent to posts
    on Friday asked officials …*."""
    if verb.tag_ not in {"VBD", "VBZ"}:
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        taker = token.head
        lent = token.dep_ in tree.ANY_SUBJECTS and token.i < taker.i < verb.i
        bare = taker.tag_ in {"VBN", "VBD"} and not any(
            c.dep_.startswith("aux") for c in taker.lefts
        )
        if lent and bare and taker.dep_ in {"acl", "advcl"} and can_speak(scene, token):
            return token
    return None


def _opening(scene: Scene, verb: Token) -> Token | None:
    """Return the nominal that opens a sentence before words between commas that describe it, where
    the parser gave it to those: *The cable, dated Friday and seen by Reuters, directs …*."""
    doc, first = verb.doc, int(verb.sent.start)
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i == 0 or verb.nbor(-1).text != ",":
        return None
    comma = next((t.i for t in doc[first : verb.i] if t.text == ","), verb.i - 1)
    if not first < comma < verb.i - 1 or comma - first > _NEAR:
        return None
    described = doc[comma + 1].tag_ in {"VBN", "VBG", "WDT", "WP"}
    if not described or any(_finite(t) and t.tag_ != "VBN" for t in doc[comma + 1 : verb.i - 1]):
        return None
    who = doc[comma - 1]
    plain = all(t.pos_ in {"DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM"} for t in doc[first:comma])
    return who if plain and who.pos_ in {"NOUN", "PROPN"} and can_speak(scene, who) else None


def set_off(scene: Scene, verb: Token) -> tuple[Token, int] | None:
    """Return the name that a comma parts from the clause before it and that runs up to the verb,
    with the position of the comma: *The charge is false, Jane Doe, its founder, told Reuters*."""
    doc, sentence = verb.doc, verb.sent
    for index in range(max(sentence.start + 1, verb.i - _REACH), verb.i):
        if doc[index - 1].text not in {",", "”", '"', "''"}:
            continue
        mention = scene.reading.mention_of(scene.paragraph, doc[index])
        begins = mention is not None and mention.start >= scene.paragraph.start_of(doc[index])
        if mention is None or not begins or mention.type not in {
            EntityType.PERSON, EntityType.ORG, EntityType.GPE
        }:  # fmt: skip
            continue
        if any(_finite(t) for t in doc[index : verb.i]):
            continue
        words = tree.words_in(scene.paragraph, mention.span)
        return words[-1], index - 1
    return None


def _before(scene: Scene, verb: Token) -> Token | None:
    """Return the name or personal pronoun right before a finite verb: *In February Acme warned …*,
    *LONDON (Reuters) – Jane Doe said …*, where parsers look for the subject further off."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i == 0:
        return None
    place = verb.i - 1
    while place > 0 and verb.doc[place].pos_ in {"ADV", "AUX"}:
        place -= 1
    word = verb.doc[place]
    if tree.lower(word) in _PERSONAL and place == verb.i - 1:
        return word
    mention = scene.reading.mention_of(scene.paragraph, word)
    if mention is None or mention.type not in _SPEAKERS:
        return None
    return word if mention.end == scene.paragraph.end_of(word) else None


def _compounded(verb: Token) -> Token | None:
    """Return the noun right before a finite verb that hangs on it as in a compound: *the cable
    notes that …*."""
    that = verb.i + 1 < len(verb.doc) and tree.lower(verb.nbor(1)) == "that"
    if verb.i == 0 or not (that or verb.tag_ in {"VBD", "VBZ", "VBP"}):
        return None
    before = verb.nbor(-1)
    return before if before.dep_ == "compound" and before.head == verb else None


def _after(scene: Scene, verb: Token) -> Token | None:
    """Return the nominal right after a verb that a comma or a quote precedes: *…, said a judge*."""
    if verb.tag_ not in {"VBD", "VBZ", "VBN"} or verb.i == 0 or verb.i + 1 >= len(verb.doc):
        return None
    if verb.nbor(-1).text not in {",", "”", '"', "''"}:
        return None
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(verb), ())
    if any(v.has("a-that") or v.has("a-to") or v.prepositions("t") for v in entries):
        return None  # after "told" stands who was told, after "accused" who was accused
    word = verb.nbor(1)
    head = word.head if word.pos_ in {"DET", "ADJ"} or word.dep_ == "compound" else word
    near = verb.i < head.i <= verb.i + _NEAR
    return head if near and head.pos_ in {"NOUN", "PROPN", "PRON"} else None


def _belongs(name: Token, subject: Token) -> bool:
    """Say whether a name is a part of the subject ("the head of Acme")."""
    return name == subject or any(above == subject for above in tree.climb(name))


def _finite(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {
        "acl", "acl:relcl", "amod", "aux", "cop", "aux:pass", "compound"
    }  # fmt: skip


def _holder(scene: Scene, token: Token) -> Token | None:
    """Return whose disclosure or statement a noun of saying is, when it is the subject."""
    if token.pos_ != "NOUN" or tree.lemma(token) not in scene.lexicon.nouns:
        return None
    for child in token.children:
        by = (
            child.dep_ in {"nmod", "obl"}
            and tree.marker(child) in {"by", "from"}
            and child.i > token.i
        )
        if (by or child.dep_ == "nmod:poss") and can_speak(scene, child):
            return child
    return None


def _governing(scene: Scene, verb: Token) -> Token | None:
    for above in tree.climb(verb):
        if above.dep_ == "ccomp" and scene.lexicon.verb(above.head):
            who = tree.subject(above.head)
            return who if who is not None and can_speak(scene, who) else None
        if above.dep_ not in {"conj", "ccomp"}:
            return None
    return None
